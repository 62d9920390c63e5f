//! Comprehensions: `any`, `all`, `count`, `sum`, `min`, `max`. What is not known of an element makes the result a range.

use crate::eval::amount::Amount;
use crate::eval::case::Case;
use crate::eval::decision::Truth;
use crate::eval::expression::boolean;
use crate::eval::law::{and, not, or};
use crate::schema::Type;
use crate::typed::{Aggregate, Comparison, Each, Expression, Quantifier};
use crate::value::{Number, Value};

impl<'p> Case<'p> {
    /// `any`, `all`, `count`
    pub(super) fn quantified(
        &mut self,
        quantifier: Quantifier,
        each: &'p Each,
        body: Option<&'p Expression>,
        frame: &mut Vec<Value>,
    ) -> Value {
        let Some(elements) = self.elements(&each.list, frame).known() else {
            return match quantifier {
                Quantifier::Any | Quantifier::All => Value::UNKNOWN,
                Quantifier::Count => {
                    Amount { low: Some(Number::ZERO), ..Amount::default() }.into_value(&Type::Number)
                }
            };
        };
        match quantifier {
            Quantifier::Count => self.count(each, body, elements, frame),
            Quantifier::Any => boolean(self.any_or_all(each, body, elements, frame, Truth::Yes)),
            Quantifier::All => boolean(self.any_or_all(each, body, elements, frame, Truth::No)),
        }
    }

    /// For `any`, an element that satisfies decides; for `all`, one that does not.
    fn any_or_all(
        &mut self,
        each: &'p Each,
        body: Option<&'p Expression>,
        elements: Vec<(Value, Truth)>,
        frame: &mut Vec<Value>,
        deciding: Truth,
    ) -> Truth {
        let start = self.trace.mark();
        let mut ends = Vec::new();
        let mut result = not(deciding);
        for (element, belongs) in elements {
            let counts = and(belongs, self.counts(each, element, frame));
            let body = match body {
                Some(body) if counts != Truth::No => self.truth(body, frame),
                Some(_) | None => Truth::Yes,
            };
            let truth = if deciding == Truth::Yes { and(counts, body) } else { or(not(counts), body) };
            result = if deciding == Truth::Yes { or(result, truth) } else { and(result, truth) };
            ends.push((self.trace.mark(), truth));
            if truth == deciding && self.watch.is_none() {
                break;
            }
        }
        self.trace.keep_deciding(start, &ends, result);
        result
    }

    /// Whether an element counts; leaves it in the frame for what comes next.
    fn counts(&mut self, each: &'p Each, element: Value, frame: &mut Vec<Value>) -> Truth {
        frame.truncate(each.local);
        frame.push(element);
        each.filter.as_ref().map_or(Truth::Yes, |filter| self.truth(filter, frame))
    }

    fn count(
        &mut self,
        each: &'p Each,
        body: Option<&'p Expression>,
        elements: Vec<(Value, Truth)>,
        frame: &mut Vec<Value>,
    ) -> Value {
        let (mut surely, mut perhaps) = (0_i64, 0_i64);
        for (element, belongs) in elements {
            let counts = and(belongs, self.counts(each, element, frame));
            let body = body.map_or(Truth::Yes, |body| self.truth(body, frame));
            match and(counts, body) {
                Truth::Yes => surely = surely.saturating_add(1),
                Truth::Unknown => perhaps = perhaps.saturating_add(1),
                Truth::No => {}
            }
        }
        let ends = (Number::from_i64(surely), Number::from_i64(surely.saturating_add(perhaps)));
        Amount { low: Some(ends.0), high: Some(ends.1), ..Amount::default() }.into_value(&Type::Number)
    }

    /// `sum`, `min`, `max`
    pub(super) fn aggregate(
        &mut self,
        kind: Aggregate,
        each: &'p Each,
        value: &'p Expression,
        never_negative: bool,
        frame: &mut Vec<Value>,
    ) -> Value {
        let Some(elements) = self.elements(&each.list, frame).known() else {
            return match kind {
                Aggregate::Sum if never_negative => at_least_zero().into_value(&value.r#type),
                Aggregate::Sum | Aggregate::Least | Aggregate::Greatest => Value::UNKNOWN,
            };
        };
        let mut values = Vec::new();
        for (element, belongs) in elements {
            let counts = and(belongs, self.counts(each, element, frame));
            if counts == Truth::No {
                continue;
            }
            let found = self.evaluate(value, frame);
            if found != Value::None {
                values.push((found, counts));
            }
        }
        match kind {
            Aggregate::Sum => self.sum(values, never_negative, &value.r#type),
            Aggregate::Least => self.extreme(values, Comparison::Less, &value.r#type),
            Aggregate::Greatest => self.extreme(values, Comparison::Greater, &value.r#type),
        }
    }

    fn sum(&mut self, values: Vec<(Value, Truth)>, never_negative: bool, r#type: &Type) -> Value {
        let mut sum = Amount::exact(Number::ZERO);
        for (value, counts) in values {
            let mut amount = Amount::of(&value).unwrap_or_default();
            if never_negative && amount.low.is_none() {
                amount.low = Some(Number::ZERO);
            }
            let no_less = never_negative || amount.low.as_ref().is_some_and(|low| !low.is_negative());
            let Some(amount) = self.in_currency_of(&sum, amount) else {
                // Without a rate only the sign is known.
                sum = Amount { low: sum.low.filter(|_| no_less), high: None, ..sum };
                continue;
            };
            sum = sum.add(&if counts == Truth::Yes { amount } else { amount.or_zero() });
        }
        sum.into_value(r#type)
    }

    /// The least or greatest of values; none of nothing.
    fn extreme(&mut self, values: Vec<(Value, Truth)>, better: Comparison, r#type: &Type) -> Value {
        let mut best: Option<Value> = None;
        let mut certain = true;
        for (value, counts) in values {
            certain &= counts == Truth::Yes;
            best = Some(match best {
                None => value,
                Some(best) => match self.compare(better, &value, &best) {
                    Truth::Yes => value,
                    Truth::No => best,
                    Truth::Unknown => self.extreme_of(&best, &value, better, r#type),
                },
            });
        }
        match best {
            None => Value::None,
            Some(best) if certain => best,
            // Which elements count is not known, so the best one may be any of them, or none.
            Some(_) => Value::UNKNOWN,
        }
    }

    /// The better of two amounts of which only the ends are known.
    fn extreme_of(&mut self, one: &Value, two: &Value, better: Comparison, r#type: &Type) -> Value {
        let (Some(one), Some(two)) = (Amount::of(one), Amount::of(two)) else { return Value::UNKNOWN };
        let Some(two) = self.in_currency_of(&one, two) else { return Value::UNKNOWN };
        let both = |a: &Option<Number>, b: &Option<Number>| a.clone().zip(b.clone());
        let either = |a: &Option<Number>, b: &Option<Number>| a.clone().or_else(|| b.clone());
        let least = better == Comparison::Less;
        let (low, high) = if least {
            let high =
                both(&one.high, &two.high).map(|(a, b)| a.min(b)).or_else(|| either(&one.high, &two.high));
            (both(&one.low, &two.low).map(|(a, b)| a.min(b)), high)
        } else {
            let low = both(&one.low, &two.low).map(|(a, b)| a.max(b)).or_else(|| either(&one.low, &two.low));
            (low, both(&one.high, &two.high).map(|(a, b)| a.max(b)))
        };
        Amount { low, high, currency: one.currency.or(two.currency), unit: one.unit.or(two.unit) }
            .into_value(r#type)
    }
}

fn at_least_zero() -> Amount {
    Amount { low: Some(Number::ZERO), ..Amount::default() }
}
