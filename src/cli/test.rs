//! `licit test`

use std::path::{Path, PathBuf};

use crate::eval::{Question, decide};
use crate::facts::{self, Format};
use crate::program::Program;
use crate::runner::{self, Case, Difference, Verdicts, compare};
use crate::source::Sources;

use super::args::Test;
use super::eval::{programs, utf8};
use super::exit::Exit;
use super::paths::or_here;
use super::terminal::Terminal;

/// How the cases of a run came out.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    run: usize,
    failed: usize,
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let passed = self.run.saturating_sub(self.failed);
        match (self.run, self.failed) {
            (1, 0) => writeln!(f, "1 case, as expected."),
            (1, _) => writeln!(f, "1 case, not as expected."),
            (run, 0) => writeln!(f, "{run} cases, all as expected."),
            (run, failed) => writeln!(f, "{run} cases, {passed} as expected, {failed} not."),
        }
    }
}

/// Runs cases and says which are not as expected.
pub(super) fn run(test: &Test, terminal: &Terminal) -> Exit {
    let mut count = Count::default();
    for policy in or_here(&test.policies) {
        if let Err(message) = run_policy(&policy, test, terminal, &mut count) {
            terminal.say(&message);
            return Exit::Unreadable;
        }
    }
    if count.run == 0 {
        terminal.say("licit: no case was run. Put case files into the policy's folder `cases`, or name them with --cases.\n");
        return Exit::Findings;
    }
    terminal.print(&count.to_string());
    if count.failed == 0 { Exit::Done } else { Exit::Findings }
}

fn run_policy(policy: &Path, test: &Test, terminal: &Terminal, count: &mut Count) -> Result<(), String> {
    let programs = programs(policy, terminal)?;
    let [program] = programs.as_slice() else {
        return Err(format!("licit: `{}` holds several policies; name one\n", policy.display()));
    };
    let files = if test.cases.is_empty() { case_files(policy)? } else { test.cases.clone() };
    files.iter().try_for_each(|file| run_file(program, file, test, terminal, count))
}

/// The case files beside a policy.
fn case_files(policy: &Path) -> Result<Vec<PathBuf>, String> {
    let folder = if policy == Path::new(".") {
        PathBuf::from("cases")
    } else if policy.is_dir() {
        policy.join("cases")
    } else {
        policy.with_file_name("cases")
    };
    let Ok(entries) = std::fs::read_dir(&folder) else { return Ok(Vec::new()) };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| {
        file.extension().is_some_and(|ending| ending == "yaml" || ending == "yml" || ending == "json")
    });
    files.sort();
    Ok(files)
}

fn run_file(
    program: &Program,
    file: &Path,
    test: &Test,
    terminal: &Terminal,
    count: &mut Count,
) -> Result<(), String> {
    let name = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| format!("licit: `{name}` cannot be read: {error}\n"))?;
    let text = utf8(bytes, &name)?;
    let mut sources = Sources::new();
    let start = sources.add(&name, &text);
    let format = Format::of(&name).unwrap_or(Format::Yaml);
    if test.cases.is_empty() && runner::holds_facts(&text, start, format) {
        if test.verbose {
            terminal.print(&format!("  left out: {name} holds the facts of one case, for `licit eval`\n"));
        }
        return Ok(());
    }
    let read = runner::read(&text, start, format).and_then(|file| {
        let problems = runner::check(&file, program.policy());
        if problems.is_empty() { Ok(file.cases) } else { Err(problems) }
    });
    let cases = match read {
        Ok(cases) => cases,
        Err(problems) => {
            terminal.problems(&problems.sorted(), &sources);
            return Err(format!("The cases of {name} could not be read.\n"));
        }
    };
    let wanted = cases.iter().filter(|case| test.only.as_ref().is_none_or(|only| case.id.contains(only)));
    for case in wanted {
        count.run += 1;
        let (found, differences) = run_case(program, case, &sources, terminal);
        if !differences.is_empty() {
            count.failed += 1;
            terminal.print(&format!("  NOT AS EXPECTED  {}  {found}\n", case.id));
            differences.iter().for_each(|difference| terminal.print(&format!("      {difference}\n")));
            case.why.iter().for_each(|why| terminal.print(&format!("      the case says: {why}\n")));
        } else if test.verbose {
            terminal.print(&format!("  ok  {}  {found}\n", case.id));
        }
    }
    Ok(())
}

/// Decides one case; facts or readings that cannot be used are a difference too.
fn run_case(
    program: &Program,
    case: &Case,
    sources: &Sources,
    terminal: &Terminal,
) -> (String, Vec<Difference>) {
    let unusable = |found: String| {
        let expected = "facts that can be used".to_owned();
        ("not decided".to_owned(), vec![Difference { what: "case", expected, found }])
    };
    let mut question = Question::new(case.as_of, case.known_on);
    for (name, answer, _) in &case.readings {
        if let Err(error) = question.answer(program, name, answer) {
            return unusable(error.to_string());
        }
    }
    let facts = match facts::read(&case.facts, &program.policy().schema) {
        Ok(facts) => facts,
        Err(problems) => {
            let problems = problems.sorted();
            terminal.problems(&problems, sources);
            return unusable(format!("{} problems", problems.len()));
        }
    };
    let decision = decide(program, &facts, &question);
    let differences = case.expected.as_ref().map(|expected| compare(&decision, expected)).unwrap_or_default();
    (Verdicts(&decision).to_string(), differences)
}
