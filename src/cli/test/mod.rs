//! `licit test`

use std::path::{Path, PathBuf};

use crate::diagnostics::Problem;
use crate::program::Program;
use crate::runner::{Decided, Difference, Sheets, Verdicts, check_case, compare};

use super::args::Test;
use super::exit::Exit;
use super::paths::{Rooted, load_all, or_here, rooted};
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
    if test.coverage.is_asked() {
        return super::coverage::run(test, terminal);
    }
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
    let rooted = rooted(policy, terminal).map_err(|message| format!("licit: {message}\n"))?;
    for (path, program) in programs(policy, terminal)? {
        let sheets = sheets(&rooted, &path, &test.cases, terminal)?;
        if test.verbose {
            sheets.left_out.iter().for_each(|name| {
                terminal
                    .print(&format!("  left out: {name} holds the facts of one case, for `licit eval`\n"));
            });
        }
        if !sheets.problems.is_empty() {
            terminal.problems(&sheets.problems, &sheets.sources);
            return Err("The cases could not be read.\n".to_owned());
        }
        run_cases(&program, &sheets, test, terminal, count);
    }
    Ok(())
}

/// The case files named, or those beside a policy.
pub(super) fn sheets(
    rooted: &Rooted,
    policy: &str,
    named: &[PathBuf],
    terminal: &Terminal,
) -> Result<Sheets, String> {
    if named.is_empty() {
        return Ok(Sheets::of_policy(&rooted.files, policy));
    }
    let mut sheets = Sheets::default();
    for file in named {
        let rooted = super::paths::rooted(file, terminal).map_err(|message| format!("licit: {message}\n"))?;
        sheets.read(&rooted.files, &rooted.path, false);
    }
    Ok(sheets)
}

fn run_cases(program: &Program, sheets: &Sheets, test: &Test, terminal: &Terminal, count: &mut Count) {
    let wanted = |decided: &Decided<'_>| test.only.as_ref().is_none_or(|only| decided.case.id.contains(only));
    for decided in sheets.decided(program).filter(wanted) {
        count.run += 1;
        let (found, differences) = compared(&decided, program, sheets, terminal);
        let case = decided.case;
        if !differences.is_empty() {
            count.failed += 1;
            terminal.print(&format!("  NOT AS EXPECTED  {}  {found}\n", case.id));
            differences.iter().for_each(|difference| terminal.print(&format!("      {difference}\n")));
            case.why.iter().for_each(|why| terminal.print(&format!("      the case says: {why}\n")));
        } else if test.verbose {
            terminal.print(&format!("  ok  {}  {found}\n", case.id));
        }
    }
}

/// What was decided, and what of it is not as expected; a case that cannot be used is a difference too.
fn compared(
    decided: &Decided<'_>,
    program: &Program,
    sheets: &Sheets,
    terminal: &Terminal,
) -> (String, Vec<Difference>) {
    let unusable = |what: &'static str, problems: &[Problem]| {
        terminal.problems(problems, &sheets.sources);
        let (expected, found) = (format!("{what} that can be used"), format!("{} problems", problems.len()));
        ("not decided".to_owned(), vec![Difference { what: "case", expected, found }])
    };
    let names = check_case(decided.case, program.policy());
    match &decided.decision {
        _ if !names.is_empty() => unusable("names", &names.sorted()),
        Err(problems) => unusable("facts", problems),
        Ok(decision) => {
            let expected = decided.case.expected.as_ref();
            let differences = expected.map(|expected| compare(decision, expected)).unwrap_or_default();
            (Verdicts(decision).to_string(), differences)
        }
    }
}

/// The policies at a path; their problems are printed.
pub(super) fn programs(path: &Path, terminal: &Terminal) -> Result<Vec<(String, Program)>, String> {
    let loaded = load_all(path, terminal).map_err(|message| format!("licit: {message}\n"))?;
    let mut programs = Vec::new();
    for (path, loaded) in loaded {
        let Some(program) = loaded.program else {
            terminal.problems(&loaded.problems, &loaded.sources);
            return Err(
                "The policy has errors, so no case was run. `licit check` shows them alone.\n".to_owned()
            );
        };
        programs.push((path, program));
    }
    Ok(programs)
}
