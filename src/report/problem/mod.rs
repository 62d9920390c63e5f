//! Problems as text: drawn for the terminal, linear for screen readers, one line each for editors, JSON for programs.
//!
//! Comes in: problems with spans, and the texts that the spans are about. Spans need not fit: they are moved to the nearest
//! place that exists.

#[cfg(feature = "cli")]
mod drawn;
pub mod json;
#[cfg(feature = "cli")]
mod line;
mod place;
mod plain;
pub mod sarif;
#[cfg(feature = "cli")]
mod window;

use std::collections::BTreeSet;

use crate::diagnostics::{Problem, Severity};
use crate::source::{STANDARD_NAME, SourceFile, Sources};

use super::text::counted;

pub use self::json::{PROBLEMS_FORMAT, problem_values};

/// How problems are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Drawn, with the lines of text that each problem is about. Without the feature `cli`, the same as `Plain`.
    Human {
        /// With colours of the terminal.
        color: bool,
        /// Columns to fill; 100 at most.
        width: usize,
    },
    /// Sentences without drawings, for screen readers.
    Plain,
    /// One line each: `file:line:column: error[L301] message; help`.
    Short,
    /// A JSON object, as docs/problems.schema.json describes it.
    Json,
}

/// All problems, in the order given, as text that ends with a line break; nothing where there is none, except as JSON.
pub fn problems(problems: &[Problem], sources: &Sources, style: Style) -> String {
    match style {
        Style::Human { color, width } => human(problems, sources, color, width),
        Style::Plain => joined(problems, |problem| plain::plain(problem, sources)),
        Style::Short => problems.iter().map(|problem| plain::short(problem, sources)).collect(),
        Style::Json => json::json(problems, sources),
    }
}

#[cfg(feature = "cli")]
fn human(problems: &[Problem], sources: &Sources, color: bool, width: usize) -> String {
    joined(problems, |problem| drawn::drawn(problem, sources, color, width))
}

#[cfg(not(feature = "cli"))]
fn human(problems: &[Problem], sources: &Sources, _color: bool, _width: usize) -> String {
    joined(problems, |problem| plain::plain(problem, sources))
}

fn joined(problems: &[Problem], show: impl Fn(&Problem) -> String) -> String {
    problems.iter().map(show).collect::<Vec<_>>().join("\n")
}

/// The last lines after problems: how many, in how many of the files that were read, and where to learn more.
/// Nothing where there is no problem.
pub fn summary(problems: &[Problem], sources: &Sources) -> String {
    let Some(worst) = problems.iter().max_by_key(|problem| problem.severity()) else {
        return String::new();
    };
    let code = problems
        .iter()
        .filter(|problem| problem.severity() == worst.severity())
        .map(Problem::code)
        .find(|code| !code.is_empty());
    let more = code.map_or_else(String::new, |code| format!(" Learn more: licit explain {code}"));
    format!("{}{}.{more}\n{}", counts(problems), spread(problems, sources), fixable(problems))
}

/// `3 can be fixed for you: licit check --fix`
fn fixable(problems: &[Problem]) -> String {
    match problems.iter().filter(|problem| problem.safe_fix().is_some()).count() {
        0 => String::new(),
        count => format!("{count} can be fixed for you: licit check --fix\n"),
    }
}

/// `2 errors and 1 warning`
fn counts(problems: &[Problem]) -> String {
    let of = |severity| problems.iter().filter(|problem| problem.severity() == severity).count();
    match (of(Severity::Error), of(Severity::Warning)) {
        (errors, 0) => counted(errors, "error"),
        (0, warnings) => counted(warnings, "warning"),
        (errors, warnings) => {
            format!("{} and {}", counted(errors, "error"), counted(warnings, "warning"))
        }
    }
}

/// ` in 1 of 9 files`
fn spread(problems: &[Problem], sources: &Sources) -> String {
    let touched: BTreeSet<u32> = problems
        .iter()
        .filter_map(Problem::span)
        .filter_map(|span| Some(sources.file(span)?.start))
        .collect();
    // The built-in vocabulary is no file of the user's; lists and tables count where something is wrong in them.
    let counts = |file: &&SourceFile| file.name.ends_with(".licit") || touched.contains(&file.start);
    let all = sources.files().iter().filter(|file| *file.name != *STANDARD_NAME).filter(counts).count();
    match (touched.len(), all) {
        (0, _) => String::new(),
        (1, 1) => sources.files().first().map_or_else(String::new, |file| format!(" in {}", file.name)),
        (some, all) => format!(" in {some} of {}", counted(all, "file")),
    }
}

/// What a severity is called.
fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
