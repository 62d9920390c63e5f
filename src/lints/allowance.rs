//! `# allow L405 because "restates 15 CFR 746.7 for the file"`: warnings that the text allows.
//!
//! The comment stands above the statement (its notes may lie between) or above the line inside it, and
//! counts up to the next blank line; with `in this file` it counts for the whole file. `through DATE`
//! ends it.

use crate::diagnostics::{Problem, Problems};
use crate::source::{SourceFile, Span};
use crate::syntax::comments;
use crate::value::Date;
use crate::value::date::parse_date;

use super::{Allowed, Lint, Linted};

/// A comment that allows a warning.
struct Allowance {
    code: String,
    reason: String,
    through: Option<Date>,
    /// The text for which it counts.
    scope: Span,
    span: Span,
    used: bool,
}

/// Sets aside what the files allow.
pub(super) fn apply(files: &[&SourceFile], found: Problems) -> Linted {
    let mut linted = Linted::default();
    let mut allowances = Vec::new();
    for file in files {
        for comment in comments(&file.text, file.start) {
            match read(&comment.text) {
                None => {}
                Some(Err(wrong)) => linted.warnings.add(Lint::NoAllowance { span: comment.span, wrong }),
                Some(Ok(written)) => allowances.push(written.at(file, comment.span)),
            }
        }
    }
    for problem in found.sorted() {
        match allowances.iter_mut().find(|allowance| allowance.covers(&problem)) {
            Some(allowance) => linted.allowed.push(allowance.allow(problem)),
            None => linted.warnings.push(problem),
        }
    }
    for allowance in allowances.into_iter().filter(|allowance| !allowance.used) {
        linted.warnings.add(Lint::NothingToAllow { code: allowance.code, span: allowance.span });
    }
    linted
}

/// What a comment says.
struct Written {
    code: String,
    reason: String,
    through: Option<Date>,
    in_file: bool,
}

/// A comment as an allowance; none where it is about something else.
fn read(comment: &str) -> Option<Result<Written, &'static str>> {
    let words = comment.trim_start_matches('#').trim();
    let rest = words.strip_prefix("allow ")?.trim_start();
    let (code, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let is_code =
        code.len() == 4 && code.starts_with('L') && code.chars().skip(1).all(|digit| digit.is_ascii_digit());
    is_code.then(|| written(code, rest.trim()))
}

fn written(code: &str, rest: &str) -> Result<Written, &'static str> {
    if !code.starts_with("L4") {
        return Err("only warnings, L4…, can be allowed");
    }
    let Some((conditions, reason)) = rest.split_once("because") else {
        return Err("no reason: `because \"…\"`");
    };
    let reason = reason.trim();
    let reason =
        reason.strip_prefix('"').and_then(|reason| reason.strip_suffix('"')).unwrap_or_default().trim();
    if reason.is_empty() {
        return Err("the reason stands in quotation marks behind `because`");
    }
    let mut written =
        Written { code: code.to_owned(), reason: reason.to_owned(), through: None, in_file: false };
    let mut conditions = conditions.trim();
    if let Some(rest) = conditions.strip_prefix("in this file") {
        written.in_file = true;
        conditions = rest.trim();
    }
    if let Some(day) = conditions.strip_prefix("through ") {
        written.through = Some(parse_date(day.trim()).ok_or("no such day: write `through 2027-12-31`")?);
        conditions = "";
    }
    if conditions.is_empty() { Ok(written) } else { Err("these words are not understood") }
}

impl Written {
    fn at(self, file: &SourceFile, span: Span) -> Allowance {
        let scope = if self.in_file { file.span() } else { statement_after(file, span) };
        let Written { code, reason, through, .. } = self;
        Allowance { code, reason, through, scope, span, used: false }
    }
}

impl Allowance {
    fn covers(&self, problem: &Problem) -> bool {
        let inside = |span: Span| self.scope.start <= span.start && span.start <= self.scope.end;
        problem.code() == self.code && problem.span().is_some_and(inside)
    }

    fn allow(&mut self, problem: Problem) -> Allowed {
        self.used = true;
        Allowed { problem, reason: self.reason.clone(), through: self.through, span: self.span }
    }
}

/// From a comment to the end of the statement that it stands above or in: to the next blank line behind
/// the first line that is no comment.
fn statement_after(file: &SourceFile, comment: Span) -> Span {
    let first = file.position(comment.start).line;
    let mut begun = false;
    let mut last = first;
    for number in first.. {
        let Some(line) = file.line(number).map(str::trim) else { break };
        if line.is_empty() && begun {
            break;
        }
        begun |= !line.is_empty() && !line.starts_with('#');
        last = number;
    }
    let end = file.line_start(last.saturating_add(1)).unwrap_or(file.span().end);
    Span::new(file.line_start(first).unwrap_or(comment.start), end)
}
