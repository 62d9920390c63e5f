//! `licit test`

pub(super) mod args;
mod github;
mod human;
mod json;
mod junit;

use crate::testing::{Count, Run, Wanted, unattended};

use self::args::{Test, TestFormat};
use super::cases::opened;
use super::exit::Exit;
use super::terminal::Terminal;

/// Runs cases and says which are not as expected or not as accepted.
pub(super) fn run(test: &Test, terminal: &Terminal) -> Exit {
    if test.coverage.is_asked() {
        return super::coverage::run(test, terminal);
    }
    if test.coverage.output.is_some() {
        terminal.say(
            "licit: `-o` goes with --coverage, --generate or --mutants\n  \
             help: the results of cases are printed: `licit test … > FILE` keeps them\n",
        );
        return Exit::Misused;
    }
    let policies = match opened(&test.policies, &test.cases, terminal) {
        Ok(policies) => policies,
        Err(message) => {
            terminal.say(&message);
            return Exit::Unreadable;
        }
    };
    let wanted = Wanted { only: test.only.clone(), strict: test.strict };
    let mut runs: Vec<Run<'_>> = policies.iter().map(|policy| policy.run(&wanted)).collect();
    if runs.iter().any(|run| !run.trials.is_empty()) {
        // `--only` names a case of one policy; that the others have none like it is no mistake.
        runs.iter_mut().for_each(|run| run.of_cases.retain(|problem| problem.code() != "L631"));
    }
    let Some(text) = shown(&runs, test, terminal) else {
        terminal.say("licit: the formats html and markdown go with --coverage\n");
        return Exit::Misused;
    };
    terminal.print(&text);
    keep(&runs, test, terminal);
    if runs.iter().all(Run::passes) { Exit::Done } else { Exit::Findings }
}

fn shown(runs: &[Run<'_>], test: &Test, terminal: &Terminal) -> Option<String> {
    match test.format {
        TestFormat::Human | TestFormat::Plain => Some(human::text(runs, test, terminal)),
        TestFormat::Json => Some(json::text(runs)),
        TestFormat::Junit => Some(junit::text(runs)),
        TestFormat::Github => Some(format!("{}{}", github::text(runs), human::summary(runs, test))),
        TestFormat::Html | TestFormat::Markdown => None,
    }
}

/// Writes what came out beside the accepted results, for `licit review` and insta's tools. Not where nobody looks at
/// it, and not of a part of the cases. That it cannot be written is told, and changes nothing about the result.
fn keep(runs: &[Run<'_>], test: &Test, terminal: &Terminal) {
    if test.check || test.only.is_some() || unattended() {
        return;
    }
    for run in runs {
        if let Err(error) = run.propose(false) {
            terminal.say(&format!("licit: what came out could not be written beside the cases: {error}\n"));
        }
    }
}

/// How all cases of several policies came out.
fn count(runs: &[Run<'_>]) -> Count {
    runs.iter().map(Count::of).fold(Count::default(), |sum, count| sum.and(&count))
}
