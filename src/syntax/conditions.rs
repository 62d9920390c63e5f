//! Conditions, dates and periods: what many clauses have in common.

use super::error::SyntaxError;
use super::expressions::{compares, flat};
use super::pairs::{Builder, Pair, child, children, has};
use super::parse::Rule;
use super::tree::{
    Citation, Clause, ClauseKind, Condition, DateWritten, Expression, ExpressionKind, Period, PeriodEnd,
};
use crate::diagnostics::Fix;

impl<'t> Builder<'t> {
    /// `if A unless B`, `always`
    pub(super) fn condition_in(&mut self, pair: &Pair<'t>) -> Option<Condition> {
        let condition = child(pair, Rule::condition)?;
        let span = self.span(&condition);
        let holds = if has(&condition, Rule::always_word) {
            None
        } else {
            Some(self.cited_expression_in(&condition)?)
        };
        for part in children(&condition, Rule::unless_part) {
            self.refuse_except(&part);
        }
        let mut exceptions = children(&condition, Rule::unless_part);
        let unless = exceptions.next().and_then(|part| self.expression_in(&part)).map(Box::new);
        if let Some(second) = exceptions.next() {
            let span = self.span(&second);
            self.problems.add(SyntaxError::SeveralUnless { span });
        }
        Some(Condition { holds, unless, span })
    }

    /// A condition, and the citation that follows it without an article: `a == b under law`. No comparison goes on so.
    fn cited_expression_in(&mut self, pair: &Pair<'t>) -> Option<Expression> {
        let expression = child(pair, Rule::expression)?;
        let mut pieces = flat(&expression);
        let count = pieces.len();
        let cites =
            pieces.get(count.saturating_sub(2)).is_some_and(|under| under.as_rule() == Rule::under_op);
        let law = pieces.last().filter(|law| cites && law.as_rule() == Rule::path && !has(law, Rule::member));
        let Some(law) = law.and_then(|law| self.name_in(law)) else {
            return Some(self.expression(&expression));
        };
        let since = pieces.iter().rposition(|piece| matches!(piece.as_rule(), Rule::and_op | Rule::or_op));
        let last = pieces.get(since.map_or(0, |at| at.saturating_add(1))..count.saturating_sub(2));
        if !last.unwrap_or_default().iter().any(is_condition) {
            return Some(self.expression(&expression));
        }
        let under = pieces.get(count.saturating_sub(2)).map(|under| self.span(under));
        let span = under.unwrap_or(law.span).to(law.span);
        pieces.truncate(count.saturating_sub(2));
        let citation = Citation { instrument: law, articles: Vec::new() };
        self.cited.push(Clause { kind: ClauseKind::Under(citation), span });
        Some(self.row(pieces))
    }

    /// `from D through E` inside a pair.
    pub(super) fn period_in(&mut self, pair: &Pair<'t>) -> Option<Period> {
        let period = child(pair, Rule::period)?;
        let from = child(&period, Rule::from_part);
        let end = child(&period, Rule::end_part);
        // A date that cannot be read is reported, and its end of the period stays open.
        Some(Period {
            from: from.and_then(|part| self.date_in(&part)),
            end: end.and_then(|part| self.period_end(&part)),
            span: self.span(&period),
        })
    }

    fn period_end(&mut self, part: &Pair<'t>) -> Option<PeriodEnd> {
        if let Some(through) = child(part, Rule::through_part) {
            return self.date_in(&through).map(PeriodEnd::Through);
        }
        if let Some(before) = child(part, Rule::before_part) {
            return self.date_in(&before).map(PeriodEnd::Before);
        }
        let until = child(part, Rule::bad_until)?;
        self.refuse_until(&until);
        self.date_in(&until).map(PeriodEnd::Through)
    }

    /// `except if`
    fn refuse_except(&mut self, part: &Pair<'t>) {
        let Some(except) = child(part, Rule::bad_except) else { return };
        let span = self.place(
            except.as_span().start(),
            except.as_span().start().saturating_add(except.as_str().trim_end().len()),
        );
        let advice = "write `unless`: what is excepted in the same sentence follows it".to_owned();
        let fix = Some(Fix::replace(span, "unless"));
        let written = self.slice(span).to_owned();
        self.problems.add(SyntaxError::OtherWords { written, advice, fix, span });
    }

    fn refuse_until(&mut self, until: &Pair<'t>) {
        let Some(word) = child(until, Rule::until_word) else {
            return;
        };
        let date = child(until, Rule::date_literal).map(|date| self.written(&date));
        let error = SyntaxError::Until {
            written: self.written(&word),
            date: date.unwrap_or_default(),
            span: self.span(&word),
        };
        self.problems.add(error);
    }

    /// The first date in a pair.
    pub(super) fn date_in(&mut self, pair: &Pair<'t>) -> Option<DateWritten> {
        self.dates_in(pair).next()?
    }

    /// The dates in a pair; `None` for each that could not be read and was reported.
    pub(super) fn dates_in(
        &mut self,
        pair: &Pair<'t>,
    ) -> impl Iterator<Item = Option<DateWritten>> + use<'t> {
        let literals = children(pair, Rule::date_literal).filter_map(|literal| literal.into_inner().next());
        literals.map(|date| self.date(&date)).collect::<Vec<_>>().into_iter()
    }

    /// The operands directly in a pair.
    pub(super) fn operands_in(&mut self, pair: &Pair<'t>) -> Vec<Expression> {
        pair.clone()
            .into_inner()
            .filter(|inner| is_operand(inner.as_rule()))
            .map(|inner| self.operand(&inner))
            .collect()
    }

    /// The only operand directly in a pair.
    pub(super) fn operand_in(&mut self, pair: &Pair<'t>) -> Option<Expression> {
        self.operands_in(pair).into_iter().next()
    }
}

/// A period of the form `before D` as the expression `D`.
pub(super) fn as_deadline(period: &Period) -> Option<Expression> {
    match (period.from, period.end) {
        (None, Some(PeriodEnd::Before(DateWritten { date, span }))) => {
            Some(Expression { kind: ExpressionKind::Date(date), span })
        }
        (None, Some(PeriodEnd::Through(_)) | None) | (Some(_), _) => None,
    }
}

/// Whether a piece of a condition makes a truth of it, so that no code stands there.
fn is_condition(piece: &Pair) -> bool {
    compares(piece) || matches!(piece.as_rule(), Rule::applies_test | Rule::boolean_literal)
}

fn is_operand(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::if_expression
            | Rule::comprehension
            | Rule::count_of
            | Rule::aggregate
            | Rule::list_literal
            | Rule::brackets
            | Rule::date
            | Rule::bad_date
            | Rule::bad_number
            | Rule::bad_string
            | Rule::measure
            | Rule::number_literal
            | Rule::string
            | Rule::boolean_literal
            | Rule::applies_test
            | Rule::call
            | Rule::path
    )
}
