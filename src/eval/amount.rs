//! Amounts of which perhaps only limits are known: numbers, shares, money and quantities.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::eval::decision::Truth;
use crate::schema::Type;
use crate::typed::{Comparison, Operator};
use crate::value::{Currency, Limits, Money, Number, Quantity, Unit, Unknown, Value};

/// An amount between two ends, each inclusive; an end that is not there is not known.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Amount {
    pub low: Option<Number>,
    pub high: Option<Number>,
    /// Of money; none also for a sum of nothing, which is zero in any currency.
    pub currency: Option<Currency>,
    /// The unit in which a quantity is shown.
    pub unit: Option<Unit>,
}

impl Amount {
    /// An amount that is known.
    pub fn exact(number: Number) -> Amount {
        Amount { low: Some(number.clone()), high: Some(number), ..Amount::default() }
    }

    /// The amount in a value; nothing for values that are no amounts.
    pub fn of(value: &Value) -> Option<Amount> {
        match value {
            Value::Number(number) => Some(Amount::exact(number.clone())),
            Value::Money(money) => {
                Some(Amount { currency: Some(money.currency), ..Amount::exact(money.amount.clone()) })
            }
            Value::Quantity(quantity) => {
                Some(Amount { unit: Some(quantity.unit), ..Amount::exact(quantity.amount.clone()) })
            }
            Value::Unknown(Unknown { limits: Some(limits), .. }) => Some(Amount {
                low: limits.low.clone(),
                high: limits.high.clone(),
                currency: limits.currency,
                unit: None,
            }),
            Value::Unknown(_) => Some(Amount::default()),
            _ => None,
        }
    }

    /// The value of a type that has this amount.
    pub fn into_value(self, r#type: &Type) -> Value {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) if low == high => match (r#type, self.currency, self.unit) {
                (Type::Money, Some(currency), _) => Value::Money(Money { amount: low.clone(), currency }),
                (Type::Quantity(dimension), _, unit) => match unit.or_else(|| Unit::base_of(*dimension)) {
                    Some(unit) => Value::Quantity(Quantity { amount: low.clone(), unit }),
                    None => Value::Number(low.clone()),
                },
                _ => Value::Number(low.clone()),
            },
            (None, None) => Value::UNKNOWN,
            _ => {
                let limits = Limits { low: self.low, high: self.high, currency: self.currency };
                Value::Unknown(Unknown { limits: Some(Arc::new(limits)), undeterminable: false })
            }
        }
    }

    /// Whether nothing more is to be learnt about it.
    pub fn is_exact(&self) -> bool {
        self.low.is_some() && self.low == self.high
    }

    fn is_exactly_zero(&self) -> bool {
        self.is_exact() && self.low.as_ref().is_some_and(Number::is_zero)
    }

    /// Whether both are in one currency; a sum of nothing is zero in any.
    pub fn shares_currency(&self, other: &Amount) -> bool {
        let any = |amount: &Amount| amount.currency.is_none() && amount.is_exactly_zero();
        self.currency == other.currency || any(self) || any(other)
    }

    /// Both ends through a function that keeps or turns the order.
    pub fn map(&self, function: impl Fn(&Number) -> Number) -> Amount {
        let (one, two) = (self.low.as_ref().map(&function), self.high.as_ref().map(&function));
        let turned = matches!((&one, &two), (Some(one), Some(two)) if one > two);
        let (low, high) = if turned { (two, one) } else { (one, two) };
        Amount { low, high, currency: self.currency, unit: self.unit }
    }

    /// The same with the other sign.
    pub fn negate(&self) -> Amount {
        let (low, high) = (self.high.as_ref().map(Number::negate), self.low.as_ref().map(Number::negate));
        Amount { low, high, currency: self.currency, unit: self.unit }
    }

    /// The smallest amount that has both inside.
    pub fn hull(&self, other: &Amount) -> Amount {
        let both = |one: &Option<Number>, two: &Option<Number>| one.clone().zip(two.clone());
        Amount {
            low: both(&self.low, &other.low).map(|(one, two)| one.min(two)),
            high: both(&self.high, &other.high).map(|(one, two)| one.max(two)),
            currency: self.currency.or(other.currency),
            unit: self.unit.or(other.unit),
        }
    }

    /// Also possibly zero: an element that may not count.
    pub fn or_zero(&self) -> Amount {
        let zero = Amount { currency: self.currency, unit: self.unit, ..Amount::exact(Number::ZERO) };
        self.hull(&zero)
    }

    /// `a + b`; both in one currency.
    pub fn add(&self, other: &Amount) -> Amount {
        let both = |one: &Option<Number>, two: &Option<Number>| Some(one.as_ref()?.add(two.as_ref()?));
        Amount {
            low: both(&self.low, &other.low),
            high: both(&self.high, &other.high),
            currency: self.currency.or(other.currency),
            unit: self.unit.or(other.unit),
        }
    }

    /// `a * b`
    fn multiply(&self, other: &Amount) -> Amount {
        let (currency, unit) = (self.currency.or(other.currency), self.unit.or(other.unit));
        // Of what has no limits it is not even known whether there is any: none times zero is none.
        let there = |amount: &Amount| amount.low.is_some() || amount.high.is_some();
        if (self.is_exactly_zero() && there(other)) || (other.is_exactly_zero() && there(self)) {
            return Amount { currency, unit, ..Amount::exact(Number::ZERO) };
        }
        let (low, high) = match (&self.low, &self.high, &other.low, &other.high) {
            (Some(a), Some(b), Some(c), Some(d)) => {
                let products = [a.multiply(c), a.multiply(d), b.multiply(c), b.multiply(d)];
                (products.iter().min().cloned(), products.iter().max().cloned())
            }
            (Some(a), _, Some(c), _) if !a.is_negative() && !c.is_negative() => (Some(a.multiply(c)), None),
            _ => (None, None),
        };
        Amount { low, high, currency, unit }
    }

    /// `a / b`, where `b` cannot be zero; otherwise nothing is known of the result, since learning
    /// that `b` is zero must not take a certainty back.
    fn divide(&self, other: &Amount) -> Amount {
        let (currency, unit) = (self.currency, self.unit);
        let unknown = Amount { currency, unit, ..Amount::default() };
        let positive = other.low.as_ref().is_some_and(|low| !low.is_negative() && !low.is_zero());
        let negative = other.high.as_ref().is_some_and(Number::is_negative);
        if negative {
            return self.negate().divide(&other.negate());
        }
        if !positive {
            return unknown;
        }
        let over = |number: &Option<Number>, by: &Option<Number>| number.as_ref()?.divide(by.as_ref()?);
        let at_least_zero = self.low.as_ref().is_some_and(|low| !low.is_negative());
        let at_most_zero = self.high.as_ref().is_some_and(|high| high.is_negative() || high.is_zero());
        let low = match (at_least_zero, &other.high) {
            (true, Some(_)) => over(&self.low, &other.high),
            (true, None) => Some(Number::ZERO),
            (false, _) => over(&self.low, &other.low),
        };
        let high = match (at_most_zero, &other.high) {
            (true, Some(_)) => over(&self.high, &other.high),
            (true, None) => Some(Number::ZERO),
            (false, _) => over(&self.high, &other.low),
        };
        Amount { low, high, currency, unit }
    }

    /// An operator of arithmetic; money must be in one currency.
    pub fn apply(&self, operator: Operator, other: &Amount) -> Amount {
        match operator {
            Operator::Add => self.add(other),
            Operator::Subtract => self.add(&other.negate()),
            Operator::Multiply => self.multiply(other),
            Operator::Divide => self.divide(other),
        }
    }

    /// Whether `b` in `a / b` is zero, so that there is no answer.
    pub fn is_zero_denominator(&self) -> bool {
        self.is_exactly_zero()
    }

    /// How a comparison comes out, as far as the ends tell.
    pub fn compare(&self, operator: Comparison, other: &Amount) -> Truth {
        match operator {
            Comparison::Less => less(self, other),
            Comparison::AtMost => super::law::not(less(other, self)),
            Comparison::Greater => less(other, self),
            Comparison::AtLeast => super::law::not(less(self, other)),
            Comparison::Equal => equal(self, other),
            Comparison::NotEqual => super::law::not(equal(self, other)),
        }
    }
}

/// `a < b`
fn less(left: &Amount, right: &Amount) -> Truth {
    let below = |one: &Option<Number>, two: &Option<Number>| Some(one.as_ref()?.compare(two.as_ref()?));
    if below(&left.high, &right.low) == Some(Ordering::Less) {
        return Truth::Yes;
    }
    match below(&left.low, &right.high) {
        Some(Ordering::Greater | Ordering::Equal) => Truth::No,
        Some(Ordering::Less) | None => Truth::Unknown,
    }
}

fn equal(left: &Amount, right: &Amount) -> Truth {
    if left.is_exact() && right.is_exact() {
        return if left.low == right.low { Truth::Yes } else { Truth::No };
    }
    let apart = less(left, right) == Truth::Yes || less(right, left) == Truth::Yes;
    if apart { Truth::No } else { Truth::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dollars(amount: i64) -> Amount {
        Amount { currency: Currency::parse("USD"), ..Amount::exact(Number::from_i64(amount)) }
    }

    #[test]
    fn a_sum_of_nothing_is_zero_in_any_currency() {
        let nothing = Amount::exact(Number::ZERO);
        assert!(dollars(9).shares_currency(&nothing));
        assert!(nothing.shares_currency(&dollars(9)));
        let hull = dollars(9).hull(&nothing);
        assert_eq!((hull.low, hull.high), (Some(Number::ZERO), Some(Number::from_i64(9))));
    }

    #[test]
    fn a_sum_of_something_without_currency_is_not() {
        let at_least_zero = Amount { low: Some(Number::ZERO), ..Amount::default() };
        assert!(!dollars(9).shares_currency(&at_least_zero));
        let yen = Amount { currency: Currency::parse("JPY"), ..Amount::exact(Number::ZERO) };
        assert!(!dollars(9).shares_currency(&yen));
    }
}
