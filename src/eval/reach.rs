//! Whether both ends of a range are really reached: a few values are tried for each missing fact that has too many to try
//! them all. A complete case that comes to an end proves it; where none is found, nothing is known.

use crate::eval::case::{Case, Overlay};
use crate::eval::law::Law;
use crate::eval::missing::{finite, waiting};
use crate::eval::outcome::of_case;
use crate::eval::trace::Seen;
use crate::facts::Facts;
use crate::schema::{Field, Type};
use crate::typed::ExpressionKind;
use crate::value::{Country, Currency, List, Money, Number, Quantity, Unit, Value};

/// Cases that are tried.
const MAX_TRIED: usize = 48;

/// Conditions that are tried both ways within one of them.
const TOGETHER: usize = 4;

/// More than any limit in a policy that was written for goods of this world.
const MUCH: i64 = 1_000_000_000;

/// The ends of a range, and which of them some complete case comes to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ends {
    pub at_least: usize,
    pub at_most: usize,
    pub low_reached: bool,
    pub high_reached: bool,
}

/// Looks for complete cases that come to the ends of a range.
pub(super) fn reach<'p>(law: &Law<'p>, facts: &'p Facts, overlay: &Overlay, ends: Ends) -> Ends {
    let mut search = Search { law, facts, ends, left: MAX_TRIED };
    search.search(overlay.clone());
    search.ends
}

struct Search<'l, 'p> {
    law: &'l Law<'p>,
    facts: &'p Facts,
    ends: Ends,
    left: usize,
}

impl Search<'_, '_> {
    fn search(&mut self, overlay: Overlay) {
        if self.left == 0 || (self.ends.low_reached && self.ends.high_reached) {
            return;
        }
        self.left = self.left.saturating_sub(1);
        let (outcome, mut case, clusters) = of_case(self.law.clone(), self.facts, overlay.clone(), TOGETHER);
        if outcome.at_least == outcome.at_most {
            self.ends.low_reached |= outcome.at_least == self.ends.at_least;
            self.ends.high_reached |= outcome.at_most == self.ends.at_most;
            return;
        }
        let next = waiting(&mut case, &clusters).into_keys().find_map(|seen| samples(&case, &seen));
        let Some((place, slot, values)) = next else { return };
        for value in values {
            let mut overlay = overlay.clone();
            overlay.push((place, slot, value));
            self.search(overlay);
        }
    }
}

/// Values that a missing fact may have: all of them where they are few, else some.
fn samples(case: &Case<'_>, seen: &Seen) -> Option<(u32, usize, Vec<Value>)> {
    if let Some(all) = finite(case, seen) {
        return Some(all);
    }
    let Seen::Field { place, slot, known: false } = seen else { return None };
    let field = case.facts.field(*place, *slot, &case.law.policy().schema)?;
    let values = some(field, case);
    (!values.is_empty()).then_some((*place, *slot, values))
}

fn some(field: &Field, case: &Case<'_>) -> Vec<Value> {
    match &field.r#type {
        Type::Number => amounts(field).into_iter().map(Value::Number).collect(),
        Type::Percent => amounts(field).into_iter().map(Value::Number).collect(),
        Type::Money => {
            let Some(currency) = currency(&case.facts.root).or_else(|| Currency::parse("USD")) else {
                return Vec::new();
            };
            let money = |amount| Value::Money(Money { amount, currency });
            amounts(field).into_iter().map(money).collect()
        }
        Type::Quantity(dimension) => {
            let Some(unit) = Unit::base_of(*dimension) else { return Vec::new() };
            let quantity = |amount| Value::Quantity(Quantity { amount, unit });
            amounts(field).into_iter().map(quantity).collect()
        }
        Type::Country => countries(case).into_iter().map(Value::Country).collect(),
        Type::List(_) => vec![Value::List(List { place: u32::MAX, items: [].into() })],
        Type::Boolean
        | Type::Text
        | Type::Ratio
        | Type::Date
        | Type::Duration
        | Type::Period
        | Type::Currency
        | Type::Code(_)
        | Type::Enum(_)
        | Type::Record(_)
        | Type::Broken => Vec::new(),
    }
}

/// Little and much, within the limits of a field.
fn amounts(field: &Field) -> Vec<Number> {
    let least = field.least.clone().unwrap_or(Number::ZERO);
    let most = field.most.clone().unwrap_or_else(|| Number::from_i64(MUCH));
    if least == most { vec![least] } else { vec![least, most] }
}

/// Countries that the policy names, and one that it hardly names.
fn countries(case: &Case<'_>) -> Vec<Country> {
    let mut found = Vec::new();
    for expression in case.law.policy().expressions() {
        expression.walk(&mut |part| {
            if let ExpressionKind::Literal(Value::Country(country)) = &part.kind
                && !found.contains(country)
            {
                found.push(*country);
            }
        });
    }
    found.extend(Country::parse("AQ").filter(|country| !found.contains(country)));
    found
}

/// The first currency in the facts.
fn currency(value: &Value) -> Option<Currency> {
    match value {
        Value::Money(money) => Some(money.currency),
        Value::Record(record) => record.fields.iter().find_map(currency),
        Value::List(list) => list.items.iter().find_map(currency),
        _ => None,
    }
}
