//! `licit check`

use std::io::Read as _;
use std::path::Path;

use crate::diagnostics::{Problem, Severity, reason};
use crate::load::{self, Memory};
use crate::report::github::{Annotation, annotations};
use crate::report::problem::{json, sarif};
use crate::report::{self, Style};
use crate::source::Sources;

use super::args::{Check, ProblemFormat};
use super::days::today;
use super::exit::Exit;
use super::paths::{check_all, or_here};
use super::terminal::Terminal;

/// A policy and what was found in it.
pub(super) struct Checked {
    pub problems: Vec<Problem>,
    pub sources: Sources,
    files: usize,
    allowed: usize,
}

/// Checks policies and prints their problems.
pub(super) fn run(check: &Check, terminal: &Terminal) -> Exit {
    if check.policies.iter().any(|path| is_standard_input(path)) && (check.fix || check.watch) {
        terminal.say(
            "licit: `-` reads the standard input, which cannot be written or watched\n  \
             help: save the text in a file and name it: `licit check --fix FILE`\n",
        );
        return Exit::Misused;
    }
    if check.fix
        && let Err(message) = mended(check, terminal)
    {
        terminal.say(&format!("licit: {message}\n"));
        return Exit::Unreadable;
    }
    if check.watch {
        return super::watch::run(check, terminal);
    }
    match checked(check, terminal) {
        Ok(policies) => {
            terminal.print(&printed(&policies, check.format, terminal));
            verdict(&policies, check.strict)
        }
        Err(message) => {
            terminal.say(&message);
            Exit::Unreadable
        }
    }
}

/// Makes the safe fixes in all policies that were named.
fn mended(check: &Check, terminal: &Terminal) -> Result<(), String> {
    or_here(&check.policies).iter().try_for_each(|path| super::fix::fix(path, check.format, terminal))
}

/// All policies that were named, checked.
pub(super) fn checked(check: &Check, terminal: &Terminal) -> Result<Vec<Checked>, String> {
    let mut policies = Vec::new();
    for path in or_here(&check.policies) {
        if is_standard_input(&path) {
            policies.push(from_standard_input()?);
            continue;
        }
        let loaded = check_all(&path, terminal).map_err(|message| format!("licit: {message}\n"))?;
        policies.extend(loaded.into_iter().map(|(_, loaded)| Checked {
            problems: loaded.problems_on(today()),
            sources: loaded.sources,
            files: loaded.files,
            allowed: loaded.allowed.len(),
        }));
    }
    Ok(policies)
}

/// Whether a path stands for the standard input.
fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The standard input, checked as a policy of one file.
fn from_standard_input() -> Result<Checked, String> {
    const NAME: &str = "standard input";
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| format!("licit: the standard input cannot be read: {}\n", reason(&error)))?;
    let loaded = load::load(&Memory::new().with(NAME, bytes), NAME);
    Ok(Checked {
        problems: loaded.problems_on(today()),
        sources: loaded.sources,
        files: loaded.files,
        allowed: loaded.allowed.len(),
    })
}

/// What was found, as text.
pub(super) fn printed(policies: &[Checked], format: ProblemFormat, terminal: &Terminal) -> String {
    let all: Vec<(&[Problem], &Sources)> =
        policies.iter().map(|policy| (policy.problems.as_slice(), &policy.sources)).collect();
    match format {
        ProblemFormat::Json => json::all(&all),
        ProblemFormat::Sarif => sarif::sarif(&all),
        ProblemFormat::Github => {
            let remarks = all.iter().flat_map(|(problems, sources)| {
                problems.iter().map(|problem| Annotation::of_problem(problem, sources))
            });
            annotations(&remarks.collect::<Vec<_>>())
        }
        ProblemFormat::Human => {
            let told = policies.iter().map(|policy| told(policy, terminal.style(format), true));
            format!("{}{}", told.collect::<String>(), clean(policies))
        }
        ProblemFormat::Plain | ProblemFormat::Short => {
            policies.iter().map(|policy| told(policy, terminal.style(format), false)).collect()
        }
    }
}

fn told(policy: &Checked, style: Style, summary: bool) -> String {
    let mut text = report::problems(&policy.problems, &policy.sources, style);
    if summary && !policy.problems.is_empty() {
        text.push_str(&format!("{}\n", report::summary(&policy.problems, &policy.sources)));
    }
    text
}

/// Said where there is no error: how much was looked at, and what was let pass.
fn clean(policies: &[Checked]) -> String {
    if policies
        .iter()
        .flat_map(|policy| &policy.problems)
        .any(|problem| problem.severity() == Severity::Error)
    {
        return String::new();
    }
    let count = |number: usize, what: &str| {
        if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
    };
    let files = count(policies.iter().map(|policy| policy.files).sum(), "file");
    match policies.iter().map(|policy| policy.allowed).sum::<usize>() {
        0 => format!("{files} checked, no errors.\n"),
        allowed => {
            format!("{files} checked, no errors. {} allowed in the text.\n", count(allowed, "warning"))
        }
    }
}

/// Files that cannot be read are worse than what is wrong in them.
fn verdict(policies: &[Checked], strict: bool) -> Exit {
    let problems = policies.iter().flat_map(|policy| &policy.problems);
    let errors: Vec<&Problem> =
        problems.filter(|problem| strict || problem.severity() == Severity::Error).collect();
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
