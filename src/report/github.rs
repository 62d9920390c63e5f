//! Annotations for GitHub: lines that its runner turns into remarks beside the code of a pull request.
//!
//! GitHub shows ten errors and ten warnings of a step and drops the rest without a word. So the ones that are shown come
//! first, and a notice says how many were left out.

use crate::diagnostics::{Problem, Severity};
use crate::source::Sources;

/// How many errors, and how many warnings, GitHub shows of one step.
pub const SHOWN: usize = 10;

/// A remark, with the place that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Error or warning.
    pub severity: Severity,
    /// File, line and column, each from 1; none where it is about no file.
    pub place: Option<(String, usize, usize)>,
    /// A few words.
    pub title: String,
    /// What there is to say; may have several lines.
    pub message: String,
}

impl Annotation {
    /// A problem as a remark.
    pub fn of_problem(problem: &Problem, sources: &Sources) -> Annotation {
        let place = problem.span().and_then(|span| {
            let file = sources.file(span)?;
            let position = file.position(span.start);
            Some((file.name.to_string(), position.line, position.column))
        });
        let help = problem.help().map_or_else(String::new, |help| format!("\n{help}"));
        Annotation {
            severity: problem.severity(),
            place,
            title: problem.code(),
            message: format!("{}{help}", problem.message()),
        }
    }

    fn line(&self) -> String {
        let command = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let place = self.place.as_ref().map_or_else(String::new, |(file, line, column)| {
            format!("file={},line={line},col={column},", property(file))
        });
        format!("::{command} {place}title={}::{}\n", property(&self.title), data(&self.message))
    }
}

/// Remarks as lines: errors first, then warnings, as many of each as are shown; then how many more there are.
pub fn annotations(all: &[Annotation]) -> String {
    let mut text = String::new();
    let mut more = Vec::new();
    for (severity, word) in [(Severity::Error, "error"), (Severity::Warning, "warning")] {
        let of: Vec<&Annotation> = all.iter().filter(|annotation| annotation.severity == severity).collect();
        text.extend(of.iter().take(SHOWN).map(|annotation| annotation.line()));
        if of.len() > SHOWN {
            more.push(crate::report::text::counted(of.len().saturating_sub(SHOWN), &format!("more {word}")));
        }
    }
    if !more.is_empty() {
        text.push_str(&format!("::notice title=licit::{}, not shown here\n", more.join(" and ")));
    }
    text
}

/// A text after `::`, where a line break would end it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value before `::`, where also a colon or a comma would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn annotation(severity: Severity, title: &str) -> Annotation {
        Annotation {
            severity,
            place: Some(("a,b.licit".to_owned(), 3, 7)),
            title: title.to_owned(),
            message: "first: 100 %\nsecond".to_owned(),
        }
    }

    #[test]
    fn what_would_end_a_line_is_written_by_its_number() {
        assert_eq!(
            annotations(&[annotation(Severity::Warning, "L401: x")]),
            "::warning file=a%2Cb.licit,line=3,col=7,title=L401%3A x::first: 100 %25%0Asecond\n"
        );
    }

    #[test]
    fn errors_come_first_and_what_is_left_out_is_counted() {
        let mut all = vec![annotation(Severity::Warning, "w")];
        all.extend((0..13).map(|number| annotation(Severity::Error, &format!("e{number}"))));
        let text = annotations(&all);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 12, "{text}");
        assert!(lines[0].contains("title=e0::"), "{text}");
        assert!(lines[10].starts_with("::warning"), "{text}");
        assert_eq!(lines[11], "::notice title=licit::3 more errors, not shown here");
    }
}
