//! `licit test --coverage`

use std::path::{Path, PathBuf};

use clap::Args;

use crate::batch::BatchError;
use crate::coverage::{Counted, Coverage, coverage};
use crate::diagnostics::{Problem, reason};
use crate::eval::Question;
use crate::facts::Facts;
use crate::program::Program;
use crate::report::coverage::{Detail, html, json, markdown, open, text};
use crate::runner::{Sheets, ready};
use crate::source::Sources;

use super::args::{Test, TestFormat};
use super::cases::{programs, sheets};
use super::exit::Exit;
use super::guard::overwritten;
use super::paths::{load_all, or_here, rooted};
use super::terminal::Terminal;

/// What to learn about the cases themselves.
#[derive(Debug, Args)]
pub struct Options {
    /// Show which rules, duties, parts of conditions and days no case exercises.
    #[arg(long)]
    pub coverage: bool,
    /// Make boundary cases from the policy itself and write them as a case file, to be looked at.
    #[arg(long, conflicts_with = "coverage")]
    pub generate: bool,
    /// Change the policy in many small ways and list the changes that no case notices.
    #[arg(long, conflicts_with_all = ["coverage", "generate"])]
    pub mutants: bool,
    /// With --mutants: only changes of the rule, duty, definition or list of this name. May be repeated.
    #[arg(long, value_name = "NAME", requires = "mutants")]
    pub of: Vec<String>,
    /// With --coverage, --generate or --mutants: write to this file instead. It is none of the policy's own.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

impl Options {
    /// Whether something else than running the cases is asked for.
    pub fn is_asked(&self) -> bool {
        self.coverage || self.generate || self.mutants
    }
}

/// Prints what the cases cover.
pub(super) fn run(test: &Test, terminal: &Terminal) -> Exit {
    if let Some(error) = overwrites(test, terminal) {
        terminal.problems(&[Problem::new(error)], &Sources::new());
        return Exit::Unreadable;
    }
    if test.coverage.generate {
        return super::generate::run(test, terminal);
    }
    if test.coverage.mutants {
        return super::mutants::run(test, terminal);
    }
    let (policies, gaps) = match measured(test, terminal) {
        Ok(found) => found,
        Err(message) => {
            terminal.say(&message);
            return Exit::Unreadable;
        }
    };
    let Some(text) = shown(&policies, test, terminal) else {
        terminal.say("licit: coverage is printed as human, html, json or markdown\n");
        return Exit::Misused;
    };
    match write(&text, test, terminal) {
        Exit::Done if gaps && test.strict => Exit::Findings,
        exit => exit,
    }
}

/// Whether the output would take the place of a file that is a policy's own, or of a case file that was named.
fn overwrites(test: &Test, terminal: &Terminal) -> Option<BatchError> {
    let output = test.coverage.output.as_ref().filter(|output| output.exists())?;
    or_here(&test.policies).iter().find_map(|policy| {
        // What is wrong with a policy is told when it is loaded to be tried.
        let loaded = load_all(policy, terminal).unwrap_or_default();
        let programs: Vec<&Program> =
            loaded.iter().filter_map(|(_, loaded)| loaded.program.as_ref()).collect();
        overwritten(output, policy, (&programs, &test.cases), terminal)
    })
}

/// The coverage of each policy, and whether anything is open that is not listed as something no case can test.
fn measured(test: &Test, terminal: &Terminal) -> Result<(Vec<Coverage>, bool), String> {
    let (mut policies, mut gaps) = (Vec::new(), false);
    for tested in with_cases(test, terminal)? {
        let counted: Vec<Counted<'_>> = tested.cases.iter().map(Ready::counted).collect();
        let coverage = coverage(&tested.program, &counted);
        let listed = |gap: &String| tested.untested.iter().any(|(what, _)| what == gap);
        gaps |= !open(&coverage).iter().all(listed);
        policies.push(coverage);
    }
    Ok((policies, gaps))
}

fn shown(policies: &[Coverage], test: &Test, terminal: &Terminal) -> Option<String> {
    let detail = if test.verbose { Detail::Everything } else { Detail::Gaps };
    match test.format {
        TestFormat::Human | TestFormat::Plain => {
            let pages = policies.iter().map(|policy| text(policy, detail, terminal.width));
            Some(pages.collect::<Vec<_>>().join("\n"))
        }
        TestFormat::Html => Some(html(policies)),
        TestFormat::Json => Some(json(policies)),
        TestFormat::Markdown => Some(markdown(policies)),
        TestFormat::Junit | TestFormat::Github => None,
    }
}

/// Prints a text, or writes it to a file.
pub(super) fn write(text: &str, test: &Test, terminal: &Terminal) -> Exit {
    let Some(path) = &test.coverage.output else {
        terminal.print(text);
        return Exit::Done;
    };
    match std::fs::write(path, text) {
        Ok(()) => {
            terminal.say(&format!("Written to {}.\n", path.display()));
            Exit::Done
        }
        Err(error) => {
            terminal.say(&format!(
                "licit: `{}` cannot be written: {}\n",
                path.display(),
                reason_to_write(path, &error)
            ));
            Exit::Unreadable
        }
    }
}

/// Why a file cannot be written: that its folder is missing is more than that the file is.
fn reason_to_write(path: &Path, error: &std::io::Error) -> String {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    match folder {
        Some(folder) => format!(
            "there is no folder `{}`; a path begins in the working folder, not in that of the policy",
            folder.display()
        ),
        None => reason(error),
    }
}

/// A case with its facts read.
pub(super) struct Ready {
    pub id: String,
    pub facts: Facts,
    pub question: Question,
}

impl Ready {
    pub fn counted(&self) -> Counted<'_> {
        Counted { id: &self.id, facts: &self.facts, question: &self.question }
    }
}

/// A policy with its cases.
pub(super) struct Tested {
    pub program: Program,
    pub cases: Vec<Ready>,
    /// What is listed beside it as something that no case can test.
    pub untested: Vec<super::mutants::Untested>,
}

/// The policies of the command line, each with its cases.
pub(super) fn with_cases(test: &Test, terminal: &Terminal) -> Result<Vec<Tested>, String> {
    let mut found = Vec::new();
    for policy in or_here(&test.policies) {
        let rooted = rooted(&policy, terminal).map_err(|message| format!("licit: {message}\n"))?;
        for (path, program) in programs(&policy, terminal)? {
            let sheets = sheets(&rooted, &path, &test.cases, terminal)?;
            let cases = read(&program, &sheets, test, terminal)?;
            let untested = super::mutants::untested(&rooted, &path)?;
            found.push(Tested { program, cases, untested });
        }
    }
    Ok(found)
}

fn read(program: &Program, sheets: &Sheets, test: &Test, terminal: &Terminal) -> Result<Vec<Ready>, String> {
    let unreadable = || "The cases could not be read.\n".to_owned();
    if !sheets.problems.is_empty() {
        terminal.problems(&sheets.problems, &sheets.sources);
        return Err(unreadable());
    }
    let mut cases = Vec::new();
    for (_, case) in sheets.cases() {
        if test.only.as_ref().is_some_and(|only| !case.id.contains(only)) {
            continue;
        }
        match ready(program, case) {
            Ok((facts, question)) => cases.push(Ready { id: case.id.clone(), facts, question }),
            Err(problems) => {
                terminal.problems(&problems, &sheets.sources);
                return Err(unreadable());
            }
        }
    }
    Ok(cases)
}
