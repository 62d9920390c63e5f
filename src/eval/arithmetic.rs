//! Arithmetic: with amounts, dates and durations; money of two currencies meets at the rates that the facts give.

use crate::eval::amount::Amount;
use crate::eval::case::Case;
use crate::eval::trace::Seen;
use crate::schema::{RecordId, Type};
use crate::typed::{CalendarId, Operator};
use crate::value::{Currency, Number, Value, date};

impl<'p> Case<'p> {
    /// The second amount in the first one's currency; nothing where there is no rate.
    pub(super) fn in_currency_of(&mut self, wanted: &Amount, amount: Amount) -> Option<Amount> {
        let (Some(to), Some(from)) = (wanted.currency, amount.currency) else { return Some(amount) };
        if from == to {
            return Some(amount);
        }
        let rate = self.rate(from, to)?;
        Some(Amount { currency: Some(to), ..amount.map(|number| number.multiply(&rate)) })
    }

    /// What one unit of a currency is in another: by a rate that is given, else by its inverse.
    fn rate(&mut self, from: Currency, to: Currency) -> Option<Number> {
        let rates = self.law.program.rates().map(|slot| {
            let facts = self.facts.root.clone();
            self.field(&facts, RecordId::FACTS, slot)
        });
        let rates = if let Some(Value::List(rates)) = rates { rates.items.to_vec() } else { Vec::new() };
        let direct = given_rate(&rates, from, to);
        let found = direct.or_else(|| Number::ONE.divide(&given_rate(&rates, to, from)?));
        if found.is_none() {
            self.trace.see(|| Seen::Rate(format!("the exchange rate from {from} to {to}")));
        }
        found
    }

    /// `a + b`; none of none.
    pub(super) fn arithmetic(
        &mut self,
        operator: Operator,
        left: &Value,
        right: &Value,
        r#type: &Type,
    ) -> Value {
        if *left == Value::None || *right == Value::None {
            return Value::None;
        }
        if matches!(r#type, Type::Date | Type::Duration) {
            return self.date_arithmetic(operator, left, right);
        }
        let (Some(left), Some(right)) = (Amount::of(left), Amount::of(right)) else { return Value::UNKNOWN };
        let Some(right) = self.in_currency_of(&left, right) else { return Value::UNKNOWN };
        if operator == Operator::Divide && right.is_zero_denominator() {
            self.trace.see(|| Seen::Note("a share of zero cannot be computed".to_owned()));
            return Value::UNKNOWN;
        }
        left.apply(operator, &right).into_value(r#type)
    }

    fn date_arithmetic(&mut self, operator: Operator, left: &Value, right: &Value) -> Value {
        let signed = |duration: &crate::value::Duration| match operator {
            Operator::Subtract => duration.negate(),
            Operator::Add | Operator::Multiply | Operator::Divide => Some(*duration),
        };
        let result = match (left, right) {
            (Value::Unknown(_), _) | (_, Value::Unknown(_)) => return Value::UNKNOWN,
            (Value::Date(day), Value::Duration(duration)) | (Value::Duration(duration), Value::Date(day)) => {
                signed(duration).and_then(|duration| date::add(*day, &duration)).map(Value::Date)
            }
            (Value::Date(later), Value::Date(earlier)) => {
                Some(Value::Duration(crate::value::Duration::of_days(date::days_between(*earlier, *later))))
            }
            (Value::Duration(one), Value::Duration(two)) => signed(two).and_then(|two| {
                let (months, days) = (one.months.checked_add(two.months)?, one.days.checked_add(two.days)?);
                Some(Value::Duration(crate::value::Duration { months, days }))
            }),
            _ => None,
        };
        result.unwrap_or_else(|| {
            self.trace.see(|| Seen::Note("this day lies outside the years 1 to 9999".to_owned()));
            Value::UNKNOWN
        })
    }

    pub(super) fn working_days_after(&mut self, from: &Value, days: u32, calendar: CalendarId) -> Value {
        let day = match from {
            Value::Date(day) => *day,
            Value::None => return Value::None,
            _ => return Value::UNKNOWN,
        };
        let calendar = self.law.policy().calendars.get(calendar.0).map(|calendar| &calendar.days);
        if let Some(found) = calendar.and_then(|calendar| calendar.after(day, days)) {
            return Value::Date(found);
        }
        self.trace.see(|| {
            let (name, from, through) = calendar.map_or((String::new(), day, day), |calendar| {
                (calendar.name.clone(), calendar.covers_from, calendar.covers_through)
            });
            Seen::Note(format!("the calendar `{name}`, which covers only {from} through {through}"))
        });
        Value::UNKNOWN
    }
}

pub(super) fn negate(value: &Value, r#type: &Type) -> Value {
    match value {
        Value::None => Value::None,
        Value::Duration(duration) => duration.negate().map_or(Value::UNKNOWN, Value::Duration),
        other => Amount::of(other).map_or(Value::UNKNOWN, |amount| amount.negate().into_value(r#type)),
    }
}

/// The rate that is given for two currencies; nothing where there is none or two that differ.
fn given_rate(rates: &[Value], from: Currency, to: Currency) -> Option<Number> {
    let given = rates.iter().filter_map(|rate| {
        let Value::Record(record) = rate else { return None };
        match &*record.fields {
            [Value::Currency(one), Value::Currency(other), Value::Number(rate)]
                if *one == from && *other == to =>
            {
                Some(rate)
            }
            _ => None,
        }
    });
    let given: Vec<&Number> = given.collect();
    let first = *given.first()?;
    given.iter().all(|rate| *rate == first).then(|| first.clone()).filter(|rate| !rate.is_zero())
}
