//! What people write by mistake but mean clearly: refused with a message of its own, and read as it
//! was meant so that the rest can be checked.

use super::error::SyntaxError;
use super::numbers;
use super::pairs::{Builder, Pair};
use super::parse::Rule;
use super::tree::{Comparison, DateWritten, Expression, ExpressionKind};
use crate::diagnostics::Edit;
use crate::source::Span;
use crate::value::DateMistake;
use crate::value::date::{diagnose_date, parse_date};

/// With more conditions than this no case is looked for in which two readings differ.
const CASE_LIMIT: usize = 12;

impl<'t> Builder<'t> {
    /// A piece that the grammar took in and the tree has no place for.
    pub(super) fn not_understood(&mut self, pair: &Pair<'t>) -> Expression {
        let span = self.span(pair);
        self.report_not_understood(span)
    }

    /// Reports a place that makes no sense; a broken expression stands for it.
    pub(super) fn report_not_understood(&mut self, span: Span) -> Expression {
        let found = format!("`{}`", self.slice(span).lines().next().unwrap_or_default());
        self.problems.add(SyntaxError::NotUnderstood {
            expected: "a value or condition".to_owned(),
            found,
            advice: "write this condition in another way".to_owned(),
            span,
        });
        Expression { kind: ExpressionKind::Broken, span }
    }

    /// A date, or `None` and a problem.
    pub(super) fn date(&mut self, pair: &Pair<'t>) -> Option<DateWritten> {
        let (written, span) = (self.written(pair), self.span(pair));
        if let Some(date) = parse_date(&written) {
            return Some(DateWritten { date, span });
        }
        let advice = date_advice(&written);
        self.problems.add(SyntaxError::DateForm { written, advice, span });
        None
    }

    /// `5.000,00`, `0,1 %`
    pub(super) fn refuse_number(&mut self, pair: &Pair<'t>) -> ExpressionKind {
        let (written, span) = (self.written(pair), self.span(pair));
        self.problems.add(numbers::misread(&written, span));
        ExpressionKind::Broken
    }

    /// `'text'`, `"text` to the end of the line
    pub(super) fn refuse_text(&mut self, pair: &Pair<'t>) -> ExpressionKind {
        let span = self.span(pair);
        let mark = pair.as_str().chars().next().unwrap_or('"');
        self.problems.add(quotation(mark, span));
        ExpressionKind::Broken
    }

    /// `=`, `equals`, `is equal to`
    pub(super) fn refuse_equal(&mut self, pair: &Pair<'t>) {
        self.problems.add(SyntaxError::SingleEqual { written: self.written(pair), span: self.span(pair) });
    }

    /// `and/or`, `&&`, `||`
    pub(super) fn refuse_joint(&mut self, operator: &Pair<'t>, meant: &'static str) {
        let span = self.span(operator);
        match operator.as_rule() {
            Rule::bad_and_or => self.problems.add(SyntaxError::AndOr { span }),
            Rule::bad_compare => {
                let written = self.written(operator);
                self.problems.add(SyntaxError::OtherOperator { written, meant, span });
            }
            _ => {}
        }
    }

    /// `<>`, `=<`, `=>`, `≥` and their like.
    pub(super) fn refuse_sign(&mut self, operator: &Pair<'t>) -> Comparison {
        let written = self.written(operator);
        let comparison = match written.as_str() {
            "<>" | "≠" | "=!" => Comparison::NotEqual,
            "=<" | "≤" => Comparison::AtMost,
            "=>" | "≥" => Comparison::AtLeast,
            _ => Comparison::Equal,
        };
        let span = self.span(operator);
        self.problems.add(SyntaxError::OtherOperator { written, meant: comparison.symbol(), span });
        comparison
    }

    /// `deny: if`, `deny then if`
    pub(super) fn refuse_after_verdict(&mut self, pair: &Pair<'t>, verdict: &str) {
        let error = SyntaxError::AfterVerdict {
            written: self.written(pair),
            verdict: verdict.to_owned(),
            span: self.span(pair),
            cut: self.with_blanks_before(self.span(pair)),
        };
        self.problems.add(error);
    }

    /// `a and b or c`: reports it with both readings.
    pub(super) fn refuse_mixture(&mut self, alternatives: &[Expression]) {
        let groups: Vec<Vec<String>> = alternatives.iter().map(|part| self.conjuncts(part)).collect();
        if groups.len() < 2 || groups.iter().all(|group| group.len() < 2) {
            return;
        }
        let span = self.first_or(alternatives);
        let and_first = bracketed(&groups, " and ").join(" or ");
        let or_groups = transposed(&groups);
        let or_first = bracketed(&or_groups, " or ").join(" and ");
        let difference = difference(&groups);
        let whole = alternatives.iter().map(|part| part.span).reduce(Span::to).unwrap_or(span);
        self.problems.add(SyntaxError::MixedAndOr { and_first, or_first, difference, span, whole });
    }

    /// A piece and the blanks before it, so that taking it out leaves one blank.
    pub(super) fn with_blanks_before(&self, span: Span) -> Span {
        let before = self.slice(Span::new(self.start, span.start));
        let blanks = before.len().saturating_sub(before.trim_end_matches([' ', '\t']).len());
        Span::new(span.start.saturating_sub(u32::try_from(blanks).unwrap_or(0)), span.end)
    }

    /// `not a == b or c`: people read it both ways.
    pub(super) fn refuse_reach(&mut self, alternatives: &[Expression]) {
        let ([first, _, ..], Some(last)) = (alternatives, alternatives.last()) else { return };
        let ExpressionKind::Not(inner) = &first.kind else { return };
        let compares = matches!(
            inner.kind,
            ExpressionKind::Compare(..) | ExpressionKind::In { .. } | ExpressionKind::Between(..)
        );
        if !compares {
            return;
        }
        let at = |place: u32, mark: &str| Edit::new(Span::new(place, place), mark);
        let near = vec![at(first.span.start, "("), at(first.span.end, ")")];
        let far = vec![at(inner.span.start, "("), at(last.span.end, ")")];
        let span = Span::new(first.span.start, first.span.start.saturating_add(3));
        let one = self.slice(inner.span).split_whitespace().collect::<Vec<_>>().join(" ");
        self.problems.add(SyntaxError::NotAndOr { one, span, other: inner.span, edits: (near, far) });
    }

    /// The `or` between the first two alternatives.
    fn first_or(&self, alternatives: &[Expression]) -> Span {
        let [first, second, ..] = alternatives else { return Span::default() };
        let between = Span::new(first.span.end, second.span.start);
        let text = self.slice(between);
        let length = |text: &str| u32::try_from(text.len()).unwrap_or(0);
        let before = length(text).saturating_sub(length(text.trim_start()));
        let start = between.start.saturating_add(before);
        Span::new(start, start.saturating_add(length(text.trim())))
    }

    fn conjuncts(&self, part: &Expression) -> Vec<String> {
        let text = |expression: &Expression| {
            self.slice(expression.span).split_whitespace().collect::<Vec<_>>().join(" ")
        };
        match &part.kind {
            ExpressionKind::And(parts) => parts.iter().map(text).collect(),
            _ => vec![text(part)],
        }
    }
}

/// The problem of a text that does not begin and end with `"`.
pub(super) fn quotation(mark: char, span: Span) -> SyntaxError {
    if mark == '"' { SyntaxError::unclosed(span, None) } else { SyntaxError::OtherQuotes { mark, span } }
}

/// What to write where `01/03/2026` stands.
pub(super) fn date_advice(written: &str) -> String {
    match diagnose_date(written) {
        Some(DateMistake::NoSuchDay { last_day }) => format!("that month ends on `{last_day}`"),
        Some(DateMistake::ShortParts { written } | DateMistake::OtherOrder { written }) => {
            format!("write `{written}`")
        }
        Some(DateMistake::DayMonth { first, second }) => {
            format!("write `{first}` if the day stands first, or `{second}` if the month does")
        }
        None => "write year, month and day with hyphens: `2026-03-01`".to_owned(),
    }
}

/// Each group with brackets if it has several members.
fn bracketed(groups: &[Vec<String>], glue: &str) -> Vec<String> {
    let one = |group: &Vec<String>| group.join(glue);
    groups
        .iter()
        .map(|group| if group.len() > 1 { format!("({})", one(group)) } else { one(group) })
        .collect()
}

/// `[a b] [c]` read as `or` of `and`s becomes `[a] [b c]`, read as `and` of `or`s.
fn transposed(groups: &[Vec<String>]) -> Vec<Vec<String>> {
    let mut result: Vec<Vec<String>> = Vec::new();
    for group in groups {
        for (index, member) in group.iter().enumerate() {
            match result.last_mut() {
                Some(last) if index == 0 => last.push(member.clone()),
                Some(_) | None => result.push(vec![member.clone()]),
            }
        }
    }
    result
}

/// A case in which the two readings differ, as a sentence to put after them.
fn difference(groups: &[Vec<String>]) -> String {
    let count = groups.iter().map(Vec::len).sum::<usize>();
    if count > CASE_LIMIT {
        return String::new();
    }
    let mut numbered = Vec::new();
    let mut next = 0usize;
    for group in groups {
        let end = next.saturating_add(group.len());
        numbered.push((next..end).map(|number| number.to_string()).collect::<Vec<_>>());
        next = end;
    }
    let or_first = transposed(&numbered);
    let is_true =
        |case: u32, number: &String| number.parse::<u32>().is_ok_and(|number| case >> number & 1 == 1);
    let found = (0..1u32 << count).find(|case| {
        let first = numbered.iter().any(|group| group.iter().all(|member| is_true(*case, member)));
        let second = or_first.iter().all(|group| group.iter().any(|member| is_true(*case, member)));
        first != second
    });
    let Some(case) = found else {
        return String::new();
    };
    let all = groups.iter().flatten().zip(numbered.iter().flatten());
    let (yes, no): (Vec<_>, Vec<_>) = all.partition(|(_, number)| is_true(case, number));
    let names = |side: Vec<(&String, &String)>| {
        side.iter().map(|(text, _)| format!("`{text}`")).collect::<Vec<_>>().join(", ")
    };
    match (yes.is_empty(), no.is_empty()) {
        (false, false) if no.len() > 1 => {
            format!("; they differ where {} holds, and none of {} does", names(yes), names(no))
        }
        (false, false) => format!("; they differ where {} holds and {} does not", names(yes), names(no)),
        (false, true) => format!("; they differ where {} holds", names(yes)),
        (true, _) => format!("; they differ where {} does not hold", names(no)),
    }
}
