//! Problems as sentences, for screen readers, and as single lines, for editors.

use crate::diagnostics::{Problem, Severity};
use crate::source::Sources;

use super::place::{Mark, marks};
use super::severity_word;
use crate::report::text::{one_line, shortened, visible};

/// How much of a marked text is read out, in columns.
const READ_OUT: usize = 60;

/// A problem in sentences: nothing is drawn, nothing is lost.
pub(super) fn plain(problem: &Problem, sources: &Sources) -> String {
    let mut lines = vec![format!("{}: {}", head(problem), visible(&problem.message()))];
    let marks: Vec<Mark> = marks(problem, sources).into_iter().map(Mark::anchored).collect();
    lines.extend(marks.iter().map(sentence));
    if marks.is_empty() {
        let texts = problem.labels().into_iter().filter_map(|(_, text)| text);
        lines.extend(texts.map(|text| format!("Note: {}", visible(&text))));
    }
    lines.extend(problem.help().map(|help| format!("Help: {}", visible(&help))));
    lines.push(String::new());
    lines.join("\n")
}

/// `Error L301`
fn head(problem: &Problem) -> String {
    let word = match problem.severity() {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
    };
    format!("{word} {}", problem.code()).trim_end().to_owned()
}

/// `In policies/a.licit, line 2, column 30, at "defense": did you mean …`
fn sentence(mark: &Mark) -> String {
    let first = mark.first();
    let place = format!("In {}, line {}, column {}", visible(&mark.file.name), first.line, first.column);
    let marked = match one_line(mark.marked()) {
        empty if empty.is_empty() => String::new(),
        text => format!(", at \"{}\"", shortened(&text, READ_OUT)),
    };
    let text = mark.text.as_deref().map_or_else(String::new, |text| format!(": {}", visible(text)));
    format!("{place}{marked}{text}")
}

/// A problem on one line: `file:line:column: error[L301] message; help`.
pub(super) fn short(problem: &Problem, sources: &Sources) -> String {
    let place = marks(problem, sources)
        .into_iter()
        .find(|mark| mark.primary)
        .map(Mark::anchored)
        .map_or_else(String::new, |mark| {
            let first = mark.first();
            format!("{}:{}:{}: ", one_line(&mark.file.name), first.line, first.column)
        });
    let code = match problem.code() {
        code if code.is_empty() => String::new(),
        code => format!("[{code}]"),
    };
    let help = problem.help().map_or_else(String::new, |help| format!("; {}", one_line(&help)));
    let word = severity_word(problem.severity());
    format!("{place}{word}{code} {}{help}\n", one_line(&problem.message()))
}
