//! What is asked of lists: comprehensions, `in` and `under`.

use licit::typed::{Aggregate, Comparison, Each, Expression, Operator, Quantifier};
use licit::value::{Number, Value};

use super::expression::Scope;
use super::rules::Case;
use super::value::{Rates, Truth, and, arithmetic, boolean, compare, not, or, order, truth};

impl Case<'_> {
    /// The elements, each with whether the filter lets it in; `None` where the list is unknown.
    fn elements(&self, each: &Each, scope: &Scope) -> Option<Vec<(Truth, Scope)>> {
        let items = match self.value(&each.list, scope) {
            Value::List(list) => list.items,
            Value::None => Vec::new().into(),
            Value::Unknown(_) => return None,
            other => panic!("{other:?} is no list"),
        };
        let element = |item: &Value| {
            let inner = scope.with(each.local, item);
            let counts = each.filter.as_ref().map_or(Some(true), |filter| truth(&self.value(filter, &inner)));
            (counts, inner)
        };
        Some(items.iter().map(element).collect())
    }

    pub fn quantified(
        &self,
        quantifier: Quantifier,
        each: &Each,
        body: Option<&Expression>,
        scope: &Scope,
    ) -> Value {
        let Some(elements) = self.elements(each, scope) else {
            return Value::UNKNOWN;
        };
        let says = |inner: &Scope| body.map_or(Some(true), |body| truth(&self.value(body, inner)));
        let both = elements.iter().map(|(counts, inner)| and([*counts, says(inner)]));
        match quantifier {
            Quantifier::Any => boolean(or(both)),
            Quantifier::All => {
                boolean(and(elements.iter().map(|(counts, inner)| or([not(*counts), says(inner)]))))
            }
            Quantifier::Count => {
                let counted: Option<Vec<bool>> = both.collect();
                counted.map_or(Value::UNKNOWN, |found| {
                    Value::Number(Number::from(found.iter().filter(|yes| **yes).count() as u32))
                })
            }
        }
    }

    pub fn aggregate(&self, aggregate: Aggregate, each: &Each, summand: &Expression, scope: &Scope) -> Value {
        let Some(elements) = self.elements(each, scope) else {
            return Value::UNKNOWN;
        };
        let inside = elements.iter().filter(|(counts, _)| *counts != Some(false));
        let pairs = inside.map(|(counts, inner)| (counts.is_some(), self.value(summand, inner)));
        let values: Vec<(bool, Value)> = pairs.filter(|(_, value)| *value != Value::None).collect();
        if values.iter().any(|(certain, value)| !certain || matches!(value, Value::Unknown(_))) {
            return Value::UNKNOWN;
        }
        let values = values.into_iter().map(|(_, value)| value);
        match aggregate {
            Aggregate::Sum => {
                let sum =
                    |total: Option<Value>, next: Value| {
                        Some(total.map_or(next.clone(), |total| {
                            arithmetic(Operator::Add, &total, &next, &self.rates)
                        }))
                    };
                values.fold(None, sum).unwrap_or(Value::Number(Number::ZERO))
            }
            Aggregate::Least => self.extreme(values, true),
            Aggregate::Greatest => self.extreme(values, false),
        }
    }

    fn extreme(&self, mut values: impl Iterator<Item = Value>, least: bool) -> Value {
        let Some(first) = values.next() else {
            return Value::None;
        };
        let better = |best: Value, next: Value| {
            let order = order(&next, &best, &self.rates)?;
            Some(if if least { order.is_lt() } else { order.is_gt() } { next } else { best })
        };
        values.try_fold(first, better).unwrap_or(Value::UNKNOWN)
    }
}

pub fn contains(negated: bool, item: &Value, list: &Value, rates: &Rates) -> Truth {
    let found = match (item, list) {
        (Value::None, _) | (_, Value::None) => return Some(false),
        (_, Value::Unknown(_)) => None,
        (item, Value::List(list)) => {
            or(list.items.iter().map(|other| compare(Comparison::Equal, item, other, rates)))
        }
        (Value::Date(day), Value::Period(first, last)) => Some(first <= day && day <= last),
        (Value::Unknown(_), Value::Period(..)) => None,
        (item, list) => panic!("{item:?} in {list:?}"),
    };
    if negated { not(found) } else { found }
}

pub fn under(code: &Value, above: &Value) -> Truth {
    match (code, above) {
        (Value::None, _) | (_, Value::None) => Some(false),
        (code, Value::List(list)) => or(list.items.iter().map(|above| under(code, above))),
        (Value::Unknown(_), _) | (_, Value::Unknown(_)) => None,
        (Value::Code(code), Value::Code(above)) => Some(code.is_under(above)),
        (code, above) => panic!("{code:?} under {above:?}"),
    }
}
