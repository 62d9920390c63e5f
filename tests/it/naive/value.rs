//! What operators do with two values (CHOICES 4 and 6). Rates are all `exchange_rate` rows of the facts.

use std::cmp::Ordering;

use licit::typed::{Comparison, Operator};
use licit::value::{Currency, Date, Dimension, Duration, Money, Number, Quantity, Unit, Value, date};

/// `1 FROM = rate TO`
pub type Rates = Vec<(Currency, Currency, Number)>;

/// True, false, or `None` for unknown.
pub type Truth = Option<bool>;

/// A condition's value: none counts as false.
pub fn truth(value: &Value) -> Truth {
    match value {
        Value::Boolean(truth) => Some(*truth),
        Value::None => Some(false),
        Value::Unknown(_) => None,
        other => panic!("{other:?} is no condition"),
    }
}

pub fn boolean(truth: Truth) -> Value {
    truth.map_or(Value::UNKNOWN, Value::Boolean)
}

pub fn not(truth: Truth) -> Truth {
    truth.map(|truth| !truth)
}

/// False if one is false, else unknown if one is unknown, else true.
pub fn and(parts: impl IntoIterator<Item = Truth>) -> Truth {
    let parts: Vec<Truth> = parts.into_iter().collect();
    if parts.contains(&Some(false)) {
        Some(false)
    } else if parts.contains(&None) {
        None
    } else {
        Some(true)
    }
}

pub fn or(parts: impl IntoIterator<Item = Truth>) -> Truth {
    not(and(parts.into_iter().map(not)))
}

/// `a == b`, `a < b`: false where one is none, unknown where one is unknown or they cannot be compared.
pub fn compare(comparison: Comparison, left: &Value, right: &Value, rates: &Rates) -> Truth {
    match (left, right) {
        (Value::None, _) | (_, Value::None) => return Some(false),
        (Value::Unknown(_), _) | (_, Value::Unknown(_)) => return None,
        _ => {}
    }
    if !ordered(left) {
        let same = left.same(right);
        return Some(if comparison == Comparison::Equal { same } else { !same });
    }
    let order = order(left, right, rates)?;
    Some(match comparison {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::AtLeast => order.is_ge(),
    })
}

fn ordered(value: &Value) -> bool {
    matches!(
        value,
        Value::Number(_) | Value::Money(_) | Value::Quantity(_) | Value::Date(_) | Value::Duration(_)
    )
}

/// The order of two known values; money after the right side was converted to the left side's currency.
pub fn order(left: &Value, right: &Value, rates: &Rates) -> Option<Ordering> {
    let (left, right) = adapt(left, right);
    match (&left, &right) {
        (Value::Money(a), Value::Money(b)) => Some(a.amount.compare(&convert(b, a.currency, rates)?)),
        _ => left.order(&right),
    }
}

/// The sum of nothing is the number zero, whatever was to be summed; beside an amount it becomes one.
fn adapt(left: &Value, right: &Value) -> (Value, Value) {
    let zero = |value: &Value| matches!(value, Value::Number(number) if number.is_zero());
    let like = |value: &Value| match value {
        Value::Money(money) => Value::Money(Money { amount: Number::ZERO, currency: money.currency }),
        Value::Quantity(quantity) => Value::Quantity(Quantity { amount: Number::ZERO, unit: quantity.unit }),
        other => panic!("zero beside {other:?}"),
    };
    let amount = |value: &Value| matches!(value, Value::Money(_) | Value::Quantity(_));
    match (zero(left) && amount(right), zero(right) && amount(left)) {
        (true, _) => (like(right), right.clone()),
        (_, true) => (left.clone(), like(left)),
        _ => (left.clone(), right.clone()),
    }
}

/// The amount in another currency: the direct rate, else the inverse; none where rows contradict or lack.
pub fn convert(money: &Money, to: Currency, rates: &Rates) -> Option<Number> {
    if money.currency == to {
        return Some(money.amount.clone());
    }
    let row = |from: Currency, to: Currency| {
        let mut found: Vec<&Number> =
            rates.iter().filter(|row| row.0 == from && row.1 == to).map(|row| &row.2).collect();
        found.dedup();
        // No money is worth nothing: such a rate says nothing.
        if found.iter().all(|rate| rate.is_zero()) { Vec::new() } else { found }
    };
    match (row(money.currency, to).as_slice(), row(to, money.currency).as_slice()) {
        ([rate], _) => Some(money.amount.multiply(rate)),
        ([], [rate]) => money.amount.divide(rate),
        _ => None,
    }
}

/// `a + b`: none where one is none, unknown where one is unknown or the result cannot be computed.
pub fn arithmetic(operator: Operator, left: &Value, right: &Value, rates: &Rates) -> Value {
    match (left, right) {
        (Value::None, _) | (_, Value::None) => return Value::None,
        (Value::Unknown(_), _) | (_, Value::Unknown(_)) => return Value::UNKNOWN,
        _ => {}
    }
    let result = match operator {
        Operator::Add => add(left, right, rates),
        Operator::Subtract => subtract(left, right, rates),
        Operator::Multiply => multiply(left, right),
        Operator::Divide => divide(left, right, rates),
    };
    result.unwrap_or(Value::UNKNOWN)
}

pub fn negate(value: &Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(number.negate()),
        Value::Money(money) => {
            Value::Money(Money { amount: money.amount.negate(), currency: money.currency })
        }
        Value::Quantity(quantity) => {
            Value::Quantity(Quantity { amount: quantity.amount.negate(), unit: quantity.unit })
        }
        Value::Duration(duration) => duration.negate().map_or(Value::UNKNOWN, Value::Duration),
        Value::None | Value::Unknown(_) => value.clone(),
        other => panic!("- {other:?}"),
    }
}

fn add(left: &Value, right: &Value, rates: &Rates) -> Option<Value> {
    let (left, right) = adapt(left, right);
    Some(match (&left, &right) {
        (Value::Number(a), Value::Number(b)) => Value::Number(a.add(b)),
        (Value::Money(a), Value::Money(b)) => Value::Money(Money {
            amount: a.amount.add(&convert(b, a.currency, rates)?),
            currency: a.currency,
        }),
        (Value::Quantity(a), Value::Quantity(b)) => {
            Value::Quantity(Quantity { amount: a.amount.add(&b.amount), unit: a.unit })
        }
        (Value::Date(day), Value::Duration(span)) | (Value::Duration(span), Value::Date(day)) => {
            Value::Date(shift(*day, span)?)
        }
        (Value::Duration(a), Value::Duration(b)) => Value::Duration(Duration {
            months: a.months.checked_add(b.months)?,
            days: a.days.checked_add(b.days)?,
        }),
        (a, b) => panic!("{a:?} + {b:?}"),
    })
}

fn subtract(left: &Value, right: &Value, rates: &Rates) -> Option<Value> {
    match (left, right) {
        (Value::Date(later), Value::Date(earlier)) => {
            Some(Value::Duration(Duration::of_days(date::days_between(*earlier, *later))))
        }
        _ => add(left, &negate(right), rates),
    }
}

pub fn shift(day: Date, span: &Duration) -> Option<Date> {
    date::add(day, span)
}

fn multiply(left: &Value, right: &Value) -> Option<Value> {
    Some(match (left, right) {
        (Value::Number(a), Value::Number(b)) => Value::Number(a.multiply(b)),
        (Value::Money(money), Value::Number(n)) | (Value::Number(n), Value::Money(money)) => {
            Value::Money(Money { amount: money.amount.multiply(n), currency: money.currency })
        }
        (Value::Quantity(q), Value::Number(n)) | (Value::Number(n), Value::Quantity(q)) => {
            Value::Quantity(Quantity { amount: q.amount.multiply(n), unit: q.unit })
        }
        (Value::Quantity(a), Value::Quantity(b)) => {
            quantity(a.amount.multiply(&b.amount), a.unit.dimension().multiply(b.unit.dimension()))?
        }
        (a, b) => panic!("{a:?} * {b:?}"),
    })
}

fn divide(left: &Value, right: &Value, rates: &Rates) -> Option<Value> {
    let (left, right) = adapt_division(left, right);
    Some(match (&left, &right) {
        (Value::Number(a), Value::Number(b)) => Value::Number(a.divide(b)?),
        (Value::Money(a), Value::Money(b)) => {
            Value::Number(a.amount.divide(&convert(b, a.currency, rates)?)?)
        }
        (Value::Money(a), Value::Number(n)) => {
            Value::Money(Money { amount: a.amount.divide(n)?, currency: a.currency })
        }
        (Value::Quantity(a), Value::Number(n)) => {
            Value::Quantity(Quantity { amount: a.amount.divide(n)?, unit: a.unit })
        }
        (Value::Quantity(a), Value::Quantity(b)) => {
            quantity(a.amount.divide(&b.amount)?, a.unit.dimension().divide(b.unit.dimension()))?
        }
        (a, b) => panic!("{a:?} / {b:?}"),
    })
}

/// Zero of nothing divided by an amount is a ratio of zero; an amount by a zero of nothing stays a division by zero.
fn adapt_division(left: &Value, right: &Value) -> (Value, Value) {
    match left {
        Value::Number(_) => adapt(left, right),
        _ => (left.clone(), right.clone()),
    }
}

fn quantity(amount: Number, dimension: Dimension) -> Option<Value> {
    if dimension.is_none() {
        return Some(Value::Number(amount));
    }
    Some(Value::Quantity(Quantity { amount, unit: Unit::base_of(dimension)? }))
}
