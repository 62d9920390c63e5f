//! Operands: literals, names, calls, brackets, and what goes through a list.

use super::numbers::misread_digits;
use super::pairs::{Builder, Pair, child, has};
use super::parse::Rule;
use super::tree::{Aggregate, Binder, Call, Expression, ExpressionKind, Quantifier};
use crate::value::Currency;
use crate::value::money::like_thousands;

impl<'t> Builder<'t> {
    /// One operand.
    pub(super) fn operand(&mut self, pair: &Pair<'t>) -> Expression {
        let span = self.span(pair);
        match self.operand_kind(pair) {
            Some(kind) => Expression { kind, span },
            None => self.not_understood(pair),
        }
    }

    fn operand_kind(&mut self, pair: &Pair<'t>) -> Option<ExpressionKind> {
        Some(match pair.as_rule() {
            Rule::if_expression => self.choice_of_two(pair)?,
            Rule::comprehension => self.comprehension(pair)?,
            Rule::count_of => ExpressionKind::Count(Box::new(self.source_list(pair)?)),
            Rule::aggregate => self.aggregate(pair)?,
            Rule::list_literal => ExpressionKind::List(self.expressions_in(pair)),
            Rule::brackets => ExpressionKind::Brackets(Box::new(self.expression_in(pair)?)),
            Rule::applies_test => ExpressionKind::Applies(self.name_in(pair)?),
            Rule::call => ExpressionKind::Call(Box::new(Call {
                name: self.name_in(pair)?,
                arguments: self.expressions_in(pair),
                read: self.members(pair),
            })),
            Rule::path => ExpressionKind::Path(self.path(pair)?),
            _ => self.literal(pair)?,
        })
    }

    fn literal(&mut self, pair: &Pair<'t>) -> Option<ExpressionKind> {
        Some(match pair.as_rule() {
            Rule::date | Rule::bad_date => match self.date(pair) {
                Some(written) => ExpressionKind::Date(written.date),
                None => ExpressionKind::Broken,
            },
            Rule::bad_number => self.refuse_number(pair),
            Rule::bad_string => self.refuse_text(pair),
            Rule::measure => self.measure(pair)?,
            Rule::number_literal => self.plain_number(pair),
            Rule::string => ExpressionKind::Text(self.quoted(pair).text.into()),
            Rule::boolean_literal => ExpressionKind::Boolean(has(pair, Rule::true_word)),
            _ => return None,
        })
    }

    /// `3`, `0.5`; not `1.000`, which may be a thousand.
    fn plain_number(&mut self, pair: &Pair<'t>) -> ExpressionKind {
        let number = self.written(pair);
        if like_thousands(&number) && number.ends_with("000") {
            let span = self.span(pair);
            self.problems.add(misread_digits(&number, true, span));
            return ExpressionKind::Broken;
        }
        ExpressionKind::Number(number.into())
    }

    /// `14 nm`, `10 working_days(china)`
    fn measure(&mut self, pair: &Pair<'t>) -> Option<ExpressionKind> {
        let number = self.written(&child(pair, Rule::number)?);
        if let Some(unit) = child(pair, Rule::working_days_unit) {
            return Some(ExpressionKind::WorkingDays(number, Box::new(self.name_in(&unit)?)));
        }
        let unit = child(pair, Rule::unit).or_else(|| child(pair, Rule::percent_sign))?;
        if like_thousands(&number) && Currency::parse(unit.as_str()).is_some() {
            let span = self.span(&child(pair, Rule::number)?);
            self.problems.add(misread_digits(&number, true, span));
            return Some(ExpressionKind::Broken);
        }
        Some(ExpressionKind::Measure(number, Box::new(self.word(&unit))))
    }

    /// `if a then b else c`
    fn choice_of_two(&mut self, pair: &Pair<'t>) -> Option<ExpressionKind> {
        let mut parts = self.expressions_in(pair).into_iter().map(Box::new);
        Some(ExpressionKind::If(parts.next()?, parts.next()?, parts.next()?))
    }

    /// `any(s in p.owners where s.share >= 50% : listed(s.owner))`
    fn comprehension(&mut self, pair: &Pair<'t>) -> Option<ExpressionKind> {
        let word = child(pair, Rule::quantifier)?;
        let quantifier = if has(&word, Rule::any_word) {
            Quantifier::Any
        } else if has(&word, Rule::all_word) {
            Quantifier::All
        } else {
            Quantifier::Count
        };
        let binder = self.binder(pair)?;
        let body = child(pair, Rule::body_part).and_then(|body| self.expression_in(&body));
        Some(ExpressionKind::Quantified(quantifier, binder, body.map(Box::new)))
    }

    /// `sum(c.value for c in item.components where c.origin == CN)`
    fn aggregate(&mut self, pair: &Pair<'t>) -> Option<ExpressionKind> {
        let word = child(pair, Rule::aggregate_word)?;
        let aggregate = if has(&word, Rule::sum_word) {
            Aggregate::Sum
        } else if has(&word, Rule::min_word) {
            Aggregate::Least
        } else {
            Aggregate::Greatest
        };
        let of = Box::new(self.expression_in(pair)?);
        Some(ExpressionKind::Aggregate(aggregate, of, self.binder(pair)?))
    }

    /// `s in p.owners where s.share >= 50%`
    fn binder(&mut self, pair: &Pair<'t>) -> Option<Box<Binder>> {
        let binder = child(pair, Rule::binder)?;
        let filter = child(pair, Rule::where_part).and_then(|part| self.expression_in(&part));
        Some(Box::new(Binder {
            name: self.name_in(&binder)?,
            list: Box::new(self.source_list(&binder)?),
            filter: filter.map(Box::new),
        }))
    }

    fn source_list(&mut self, pair: &Pair<'t>) -> Option<Expression> {
        let list = child(pair, Rule::source_list)?.into_inner().next()?;
        Some(self.operand(&list))
    }
}
