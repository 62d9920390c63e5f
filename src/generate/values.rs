//! Values that are made up: ordinary ones, strangers, and those next to a limit.

use std::collections::BTreeSet;

use crate::program::Program;
use crate::schema::{Schema, Type};
use crate::typed::{Comparison, ExpressionKind, Found};
use crate::value::{Code, Country, Currency, Date, Duration, Money, Number, Quantity, Unit, Value};

/// Values by type that a policy does not name.
pub(super) struct Ordinary {
    day: Date,
    country: Option<Country>,
    /// The currency in which the policy counts.
    currency: Option<Currency>,
}

/// Countries that are tried as strangers.
const COUNTRIES: [&str; 8] = ["CL", "UY", "BW", "FJ", "NA", "CR", "MU", "PE"];

impl Ordinary {
    /// For a policy, on a day.
    pub fn new(program: &Program, day: Date) -> Ordinary {
        let named = countries(program);
        let country =
            COUNTRIES.iter().filter_map(|code| Country::parse(code)).find(|found| !named.contains(found));
        Ordinary { day, country, currency: currency(program) }
    }

    /// A value of a scalar type on which little hangs.
    pub fn value(&self, r#type: &Type, schema: &Schema) -> Option<Value> {
        Some(match r#type {
            Type::Boolean => Value::Boolean(false),
            Type::Text => Value::Text("Example".into()),
            Type::Number => Value::Number(Number::ONE),
            Type::Percent | Type::Ratio => Value::Number(Number::parse("0.1")?),
            Type::Money => {
                let currency = self.currency.or_else(|| Currency::parse("USD"))?;
                Value::Money(Money { amount: Number::from_i64(1000), currency })
            }
            Type::Quantity(dimension) => {
                Value::Quantity(Quantity::new(&Number::ONE, Unit::base_of(*dimension)?))
            }
            Type::Date => Value::Date(self.day),
            Type::Duration => Value::Duration(Duration::of_days(1)),
            Type::Country => Value::Country(self.country.or_else(|| Country::parse("CL"))?),
            Type::Currency => Value::Currency(Currency::parse("USD")?),
            Type::Code(_) => strange_code(r#type, schema)?,
            Type::Enum(id) => Value::Choice(strangest(schema.enumeration(*id)?)),
            Type::Period | Type::Record(_) | Type::List(_) | Type::Broken => return None,
        })
    }

    /// A value that is none of those given.
    pub fn other_than(&self, known: &[Value], r#type: &Type, schema: &Schema) -> Option<Value> {
        let differs = |value: &Value| !known.iter().any(|known| known.same(value));
        let first = self.value(r#type, schema).filter(differs);
        first.or_else(|| match r#type {
            Type::Boolean => [true, false].map(Value::Boolean).into_iter().find(differs),
            Type::Text => (1..100).map(|count| Value::Text(format!("Example {count}").into())).find(differs),
            Type::Number => (0..100).map(|count| Value::Number(Number::from_i64(count))).find(differs),
            Type::Country => {
                COUNTRIES.iter().filter_map(|code| Country::parse(code)).map(Value::Country).find(differs)
            }
            Type::Enum(id) => {
                let count = schema.enumeration(*id)?.values.len();
                (0..u32::try_from(count).ok()?).map(Value::Choice).find(differs)
            }
            _ => known.first().and_then(|value| next(value, r#type, true)).filter(differs),
        })
    }
}

/// Countries that a policy names anywhere.
fn countries(program: &Program) -> BTreeSet<Country> {
    let policy = program.policy();
    let mut found = BTreeSet::new();
    let mut see = |value: &Value| {
        if let Value::Country(country) = value {
            found.insert(*country);
        }
        if let Value::Record(record) = value {
            found.extend(record.fields.iter().filter_map(|field| match field {
                Value::Country(country) => Some(*country),
                _ => None,
            }));
        }
    };
    for expression in policy.expressions() {
        expression.walk(&mut |part| {
            if let ExpressionKind::Literal(value) = &part.kind {
                see(value);
            }
        });
    }
    policy.lists.iter().flat_map(|list| &list.items).for_each(|(value, _)| see(value));
    for row in policy.tables.iter().flat_map(|table| &table.rows) {
        row.keys.iter().flatten().flatten().for_each(&mut see);
        if let Found::Value(value) = &row.found {
            see(value);
        }
    }
    found
}

/// The first currency that an amount in the policy names: amounts in another one could not be compared with it.
fn currency(program: &Program) -> Option<Currency> {
    let mut found = None;
    for expression in program.policy().expressions() {
        expression.walk(&mut |part| {
            if let ExpressionKind::Literal(Value::Money(money)) = &part.kind {
                found = found.or(Some(money.currency));
            }
        });
    }
    found
}

/// The value of an enum that stands for the rest, else its last one.
fn strangest(found: &crate::schema::Enumeration) -> u32 {
    let rest = ["other", "none", "neither", "civil"];
    let position = found.values.iter().rposition(|value| rest.iter().any(|word| value.name.contains(word)));
    u32::try_from(position.unwrap_or_else(|| found.values.len().saturating_sub(1))).unwrap_or_default()
}

/// A code of the right shape that hardly anybody uses.
fn strange_code(r#type: &Type, schema: &Schema) -> Option<Value> {
    let Type::Code(space) = r#type else { return None };
    let shape = space.and_then(|id| schema.code_space(id)).and_then(|space| space.shape.as_ref());
    let text: String = shape.map_or("ZZ999", |shape| shape.as_str()).replace('A', "Z");
    Code::parse(&text).map(Value::Code)
}

/// The value next to another one, above or below, by one unit of the last place: of a number as written, a cent,
/// a hundredth of a percent, a day.
pub(super) fn next(value: &Value, r#type: &Type, above: bool) -> Option<Value> {
    let by = |step: Number| if above { step } else { step.negate() };
    Some(match (value, r#type) {
        (Value::Number(number), Type::Percent | Type::Ratio) => Value::Number(
            number.add(&by(last_place(&number.multiply(&Number::from_i64(100)))
                .multiply(&hundredth()?)
                .min(Number::parse("0.0001")?))),
        ),
        (Value::Number(number), _) => Value::Number(number.add(&by(last_place(number)))),
        (Value::Money(money), _) => Value::Money(Money {
            amount: money.amount.add(&by(last_place(&money.amount).min(hundredth()?))),
            currency: money.currency,
        }),
        (Value::Quantity(quantity), _) => {
            let written = quantity.written_amount();
            Value::Quantity(Quantity::new(&written.add(&by(last_place(&written))), quantity.unit))
        }
        (Value::Date(day), _) => Value::Date(if above { day.tomorrow() } else { day.yesterday() }.ok()?),
        (Value::Duration(span), _) => {
            let days = if above { span.days.checked_add(1) } else { span.days.checked_sub(1) };
            Value::Duration(Duration { months: span.months, days: days? })
        }
        _ => return None,
    })
}

fn hundredth() -> Option<Number> {
    Number::parse("0.01")
}

/// One unit of the last place of a number as written: 1 for 45, 0.1 for 14.2.
fn last_place(number: &Number) -> Number {
    let text = number.to_string();
    let places = text.split_once('.').map_or(0, |(_, places)| places.len());
    let step =
        if places == 0 { "1".to_owned() } else { format!("0.{}1", "0".repeat(places.saturating_sub(1))) };
    Number::parse(&step).unwrap_or(Number::ONE)
}

/// The comparison that is true where the other is false.
pub(super) fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::AtLeast,
        Comparison::AtLeast => Comparison::Less,
        Comparison::Greater => Comparison::AtMost,
        Comparison::AtMost => Comparison::Greater,
    }
}

/// The comparison with its sides exchanged.
pub(super) fn flipped(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal | Comparison::NotEqual => comparison,
        Comparison::Less => Comparison::Greater,
        Comparison::AtLeast => Comparison::AtMost,
        Comparison::Greater => Comparison::Less,
        Comparison::AtMost => Comparison::AtLeast,
    }
}

/// A value that is known and is there.
pub(super) fn is_known(value: &Value) -> bool {
    !matches!(value, Value::None | Value::Unknown(_))
}
