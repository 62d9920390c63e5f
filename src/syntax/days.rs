//! `deny if export_date before 2025-01-01`: a day that was meant to be compared, and was read as a period.

use super::error::SyntaxError;
use super::pairs::Builder;
use super::tree::{Clause, ClauseKind, Comparison, DateWritten, Expression, ExpressionKind, Item, PeriodEnd};
use crate::diagnostics::{Edit, Fix};
use crate::source::Span;

impl Builder<'_> {
    /// Takes a period behind a condition that ends with a fact for the comparison that it was meant for.
    pub(super) fn compared_days(&mut self, item: &Item, clauses: &mut Vec<Clause>) {
        if !matches!(item, Item::Rule(_) | Item::Exception(_)) {
            return;
        }
        let mut kept: Vec<Clause> = Vec::new();
        for clause in clauses.drain(..) {
            let before = kept.last_mut().and_then(|before| last_fact(&mut before.kind));
            match (before, compared(&clause.kind)) {
                (Some(fact), Some((sign, day))) => self.compare(fact, sign, day, clause.span),
                (Some(fact), None) if let Some(days) = both_days(&clause.kind) => {
                    self.compare_both(fact, days, clause.span);
                }
                (Some(_) | None, _) => kept.push(clause),
            }
        }
        *clauses = kept;
    }

    fn compare(&mut self, fact: &mut Expression, sign: Comparison, day: DateWritten, clause: Span) {
        let word = Span::new(clause.start, day.span.start);
        let written = self.slice(word).trim().to_owned();
        let length = u32::try_from(written.len()).unwrap_or(0);
        let span = Span::new(word.start, word.start.saturating_add(length));
        // How far `until` reaches has been asked already.
        if written != "until" && written != "till" {
            let name = self.slice(fact.span).to_owned();
            let advice = format!("write `{name} {} {}`", sign.symbol(), day.date);
            let edits = vec![Edit::new(span, sign.symbol())];
            let fix = Some(Fix::offered(advice.clone(), edits));
            self.problems.add(SyntaxError::OtherWords { written, advice, fix, span });
        }
        let span = fact.span.to(day.span);
        let left = Box::new(fact.clone());
        let right = Box::new(Expression { kind: ExpressionKind::Date(day.date), span: day.span });
        *fact = Expression { kind: ExpressionKind::Compare(sign, left, right), span };
    }

    /// `export_date from 2025-01-01 through 2025-12-31`
    fn compare_both(
        &mut self,
        fact: &mut Expression,
        (first, last): (DateWritten, DateWritten),
        clause: Span,
    ) {
        let name = self.slice(fact.span).to_owned();
        let meant = format!("between {} and {}", first.date, last.date);
        let advice = format!("write `{name} {meant}`, in which both days are included");
        let fix = Some(Fix::offered(advice.clone(), vec![Edit::new(clause, meant)]));
        let written = self.slice(clause).to_owned();
        self.problems.add(SyntaxError::OtherWords { written, advice, fix, span: clause });
        let date =
            |day: DateWritten| Box::new(Expression { kind: ExpressionKind::Date(day.date), span: day.span });
        let kind = ExpressionKind::Between(Box::new(fact.clone()), date(first), date(last));
        *fact = Expression { kind, span: fact.span.to(clause) };
    }
}

/// The days of a period that has both, the last of which belongs to it.
fn both_days(clause: &ClauseKind) -> Option<(DateWritten, DateWritten)> {
    let ClauseKind::Period(period) = clause else { return None };
    match (period.from, period.end) {
        (Some(first), Some(PeriodEnd::Through(last))) => Some((first, last)),
        _ => None,
    }
}

/// The fact with which a condition ends.
fn last_fact(clause: &mut ClauseKind) -> Option<&mut Expression> {
    let ClauseKind::Verdict(_, condition) = clause else { return None };
    let last = match &mut condition.unless {
        Some(unless) => unless,
        None => condition.holds.as_mut()?,
    };
    last_operand(last)
}

fn last_operand(expression: &mut Expression) -> Option<&mut Expression> {
    match expression.kind {
        ExpressionKind::Path(_) => Some(expression),
        ExpressionKind::And(_) | ExpressionKind::Or(_) => match &mut expression.kind {
            ExpressionKind::And(parts) | ExpressionKind::Or(parts) => last_operand(parts.last_mut()?),
            _ => None,
        },
        _ => None,
    }
}

/// The comparison that a period with one end stands for.
fn compared(clause: &ClauseKind) -> Option<(Comparison, DateWritten)> {
    let ClauseKind::Period(period) = clause else { return None };
    match (period.from, period.end) {
        (Some(day), None) => Some((Comparison::AtLeast, day)),
        (None, Some(PeriodEnd::Before(day))) => Some((Comparison::Less, day)),
        (None, Some(PeriodEnd::Through(day))) => Some((Comparison::AtMost, day)),
        (Some(_), Some(_)) | (None, None) => None,
    }
}
