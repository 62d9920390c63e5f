//! How cases came out, for people.

use crate::report;
use crate::testing::{Against, Run, Trial, failure};

use super::super::args::{ProblemFormat, Test, TestFormat};
use super::super::terminal::Terminal;
use super::count;

/// Problems, cases that are not as they should be, and a summary.
pub(super) fn text(runs: &[Run<'_>], test: &Test, terminal: &Terminal) -> String {
    let mut text = String::new();
    for run in runs {
        if runs.len() > 1 {
            text.push_str(&format!("{}\n", run.opened.path));
        }
        text.push_str(&one(run, test, terminal));
    }
    text.push_str(&summary(runs, test));
    text
}

fn one(run: &Run<'_>, test: &Test, terminal: &Terminal) -> String {
    let plain = terminal.plain || test.format == TestFormat::Plain;
    let style = terminal.style(if plain { ProblemFormat::Plain } else { ProblemFormat::Human });
    let books = &run.opened.books;
    let mut text = apart(report::problems(&run.of_cases, &books.sources, style));
    text.push_str(&apart(report::problems(&run.of_policy, run.opened.program.sources(), style)));
    if test.verbose {
        let left_out =
            |name: &String| format!("  left out: {name} holds the facts of one case, for `licit eval`\n");
        text.extend(books.left_out.iter().map(left_out));
    }
    for trial in &run.trials {
        text.push_str(&apart(report::problems(&trial.problems, &books.sources, style)));
        match failure(trial) {
            Some(failure) if plain => text.push_str(&failure),
            Some(failure) => text.push_str(&terminal.folded(&failure)),
            None if test.verbose => text.push_str(&passed(trial)),
            None => {}
        }
    }
    text
}

/// With an empty line behind, where there is something.
fn apart(text: String) -> String {
    if text.is_empty() { text } else { format!("{text}\n") }
}

fn passed(trial: &Trial<'_>) -> String {
    let new = match trial.against {
        Against::New => ", never accepted",
        Against::Same | Against::Changed(_) => "",
    };
    report::visible(&format!("  ok  {}  {}{new}\n", trial.case.id, trial.verdict()))
}

/// How many cases came out how, and what to do next.
pub(super) fn summary(runs: &[Run<'_>], test: &Test) -> String {
    let count = count(runs);
    let mut text = if count.run == 0 { "No case was run.\n".to_owned() } else { format!("{count}\n") };
    let results =
        |number: usize| if number == 1 { "1 result".to_owned() } else { format!("{number} results") };
    let review = review(test);
    if count.to_review > 0 {
        text.push_str(&format!("Look at what changed: {review}   (nothing was overwritten)\n"));
    }
    if count.unsaid > 0 {
        let were = if count.unsaid == 1 { "was" } else { "were" };
        let unsaid = results(count.unsaid);
        text.push_str(&format!("{unsaid} {were} accepted without a reason; look and say why: {review}\n"));
    }
    if count.new > 0 {
        let were = if count.new == 1 { "was" } else { "were" };
        text.push_str(&format!("{} {were} never accepted; look and accept: {review}\n", results(count.new)));
    }
    text
}

/// The command that goes through what changed.
fn review(test: &Test) -> String {
    let policies = test.policies.iter().map(|policy| format!(" {}", policy.display()));
    let cases = test.cases.iter().map(|file| format!(" --cases {}", file.display()));
    format!("licit review{}{}", policies.collect::<String>(), cases.collect::<String>())
}
