//! `licit check`

use crate::diagnostics::{Problem, Severity};
use crate::report;

use super::args::{Check, ProblemFormat};
use super::days::today;
use super::exit::Exit;
use super::paths::{load_all, or_here};
use super::terminal::Terminal;

/// Checks policies and prints their problems.
pub(super) fn run(check: &Check, terminal: &Terminal) -> Exit {
    let style = terminal.style(check.format);
    let mut exit = Exit::Done;
    let mut files = 0;
    for path in or_here(&check.policies) {
        let loaded = match load_all(&path, terminal) {
            Ok(loaded) => loaded,
            Err(message) => {
                terminal.say(&format!("licit: {message}\n"));
                return Exit::Unreadable;
            }
        };
        for (_, loaded) in loaded {
            files += loaded.files;
            let problems = loaded.problems_on(today());
            if !problems.is_empty() || check.format == ProblemFormat::Json {
                terminal.print(&report::problems(&problems, &loaded.sources, style));
            }
            if !problems.is_empty() && check.format == ProblemFormat::Human {
                terminal.print(&format!("{}\n", report::summary(&problems, &loaded.sources)));
            }
            exit = worse(exit, verdict(&problems, check.strict));
        }
    }
    if exit == Exit::Done && check.format == ProblemFormat::Human {
        let files = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
        terminal.print(&format!("{files} checked, no errors.\n"));
    }
    exit
}

/// Files that cannot be read are worse than what is wrong in them.
fn verdict(problems: &[Problem], strict: bool) -> Exit {
    let errors: Vec<&Problem> =
        problems.iter().filter(|problem| strict || problem.severity() == Severity::Error).collect();
    let unreadable = |problem: &&Problem| {
        matches!(problem.code().as_str(), "L601" | "L602" | "L604" | "L605" | "L606" | "L608")
    };
    if errors.iter().any(unreadable) {
        Exit::Unreadable
    } else if errors.is_empty() {
        Exit::Done
    } else {
        Exit::Findings
    }
}

fn worse(one: Exit, two: Exit) -> Exit {
    if one.code() >= two.code() { one } else { two }
}
