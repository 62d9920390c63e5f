//! Values: what literals, constants and facts share.
//!
//! Text comes in, exact values go out, and a mistake is told from its likeliest meaning. Nothing here knows types,
//! names or places in a file: those who read policies and facts do.

pub mod calendar;
pub mod code;
pub mod country;
pub mod date;
pub mod dimension;
pub mod money;
pub mod number;
pub mod unit;

#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

pub use self::calendar::WorkingCalendar;
pub use self::code::{Code, Shape};
pub use self::country::{Country, CountryMistake};
pub use self::date::{Date, DateMistake, Duration};
pub use self::dimension::Dimension;
pub use self::money::{Currency, Money};
pub use self::number::Number;
pub use self::unit::Unit;

/// A value of any type of the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// There is none.
    None,
    /// There may be one, but it is not known.
    Unknown(Unknown),
    /// True or false.
    Boolean(bool),
    /// Words.
    Text(Arc<str>),
    /// A number; also a percentage, as a fraction of one.
    Number(Number),
    /// An amount of one currency.
    Money(Money),
    /// An amount with a unit.
    Quantity(Quantity),
    /// A day.
    Date(Date),
    /// The days from the first through the second.
    Period(Date, Date),
    /// A span of time.
    Duration(Duration),
    /// A country.
    Country(Country),
    /// A currency.
    Currency(Currency),
    /// A code of a list or tariff.
    Code(Code),
    /// One of the names of an enum, by its position there.
    Choice(u32),
    /// Several named values.
    Record(Record),
    /// Several values of one type.
    List(List),
}

/// What is known of a value that is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unknown {
    /// Between what it lies, for values that have a size.
    pub limits: Option<Arc<Limits>>,
    /// Whether somebody found that it cannot be determined.
    pub undeterminable: bool,
}

/// Limits of a value that is not known, each inclusive; for quantities in base units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// It is not less than this.
    pub low: Option<Number>,
    /// It is not more than this.
    pub high: Option<Number>,
    /// The currency of both, for money.
    pub currency: Option<Currency>,
}

/// An amount of some dimension. Two quantities are equal if their base amounts are, whatever their units.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// How much, in the base unit of the dimension.
    pub amount: Number,
    /// The unit as written, in which it is shown.
    pub unit: Unit,
}

/// Named values, in the order of the fields of their type. Where they were written does not count for equality.
#[derive(Clone, Debug)]
pub struct Record {
    /// Where it was written: index into the table of places of the facts.
    pub place: u32,
    /// The values.
    pub fields: Arc<[Value]>,
}

/// Values of one type. Where they were written does not count for equality.
#[derive(Clone, Debug)]
pub struct List {
    /// Where it was written: index into the table of places of the facts.
    pub place: u32,
    /// The values, as written.
    pub items: Arc<[Value]>,
}

impl Value {
    /// Not known, and nothing known of it.
    pub const UNKNOWN: Value = Value::Unknown(Unknown { limits: None, undeterminable: false });

    /// Whether both are known scalars of one type and equal; false for records, lists, none and unknown values.
    pub fn same(&self, other: &Value) -> bool {
        match self {
            Value::None | Value::Unknown(_) | Value::Record(_) | Value::List(_) => false,
            Value::Boolean(_)
            | Value::Text(_)
            | Value::Number(_)
            | Value::Money(_)
            | Value::Quantity(_)
            | Value::Date(_)
            | Value::Period(..)
            | Value::Duration(_)
            | Value::Country(_)
            | Value::Currency(_)
            | Value::Code(_)
            | Value::Choice(_) => self == other,
        }
    }

    /// The order of two numbers, amounts of one currency, quantities, days, or spans that are both of days or both of
    /// months; none for anything else.
    pub fn order(&self, other: &Value) -> Option<Ordering> {
        match self {
            Value::Number(left) => other.number().map(|right| left.compare(right)),
            Value::Money(left) => other.money().and_then(|right| order_of_money(left, right)),
            Value::Quantity(left) => other.quantity().and_then(|right| order_of_quantities(left, right)),
            Value::Date(left) => other.date().map(|right| left.cmp(&right)),
            Value::Duration(left) => other.duration().and_then(|right| order_of_durations(*left, right)),
            Value::None
            | Value::Unknown(_)
            | Value::Boolean(_)
            | Value::Text(_)
            | Value::Period(..)
            | Value::Country(_)
            | Value::Currency(_)
            | Value::Code(_)
            | Value::Choice(_)
            | Value::Record(_)
            | Value::List(_) => None,
        }
    }

    /// The number, if this is a known one.
    pub fn number(&self) -> Option<&Number> {
        if let Value::Number(number) = self { Some(number) } else { None }
    }

    /// The money, if this is a known amount of it.
    pub fn money(&self) -> Option<&Money> {
        if let Value::Money(money) = self { Some(money) } else { None }
    }

    /// The quantity, if this is a known one.
    pub fn quantity(&self) -> Option<&Quantity> {
        if let Value::Quantity(quantity) = self { Some(quantity) } else { None }
    }

    /// The day, if this is a known one.
    pub fn date(&self) -> Option<Date> {
        if let Value::Date(date) = self { Some(*date) } else { None }
    }

    /// The span, if this is a known one.
    pub fn duration(&self) -> Option<Duration> {
        if let Value::Duration(duration) = self { Some(*duration) } else { None }
    }

    /// A scalar as people write it: `0.1`, `1000 USD`, `14 nm`, `2026-03-01`. What takes a type to show is
    /// shortened: the position of a choice as `#3`, a record or list as `…`.
    pub fn text(&self) -> String {
        match self {
            Value::None => "none".to_owned(),
            Value::Unknown(_) => "unknown".to_owned(),
            Value::Boolean(value) => value.to_string(),
            Value::Text(text) => text.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Money(money) => money.to_string(),
            Value::Quantity(quantity) => quantity.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Period(first, last) => format!("{first} through {last}"),
            Value::Duration(duration) => duration.to_string(),
            Value::Country(country) => country.to_string(),
            Value::Currency(currency) => currency.to_string(),
            Value::Code(code) => code.to_string(),
            Value::Choice(position) => format!("#{position}"),
            Value::Record(_) | Value::List(_) => "…".to_owned(),
        }
    }
}

fn order_of_money(left: &Money, right: &Money) -> Option<Ordering> {
    (left.currency == right.currency).then(|| left.amount.compare(&right.amount))
}

fn order_of_quantities(left: &Quantity, right: &Quantity) -> Option<Ordering> {
    (left.unit.dimension() == right.unit.dimension()).then(|| left.cmp(right))
}

fn order_of_durations(left: Duration, right: Duration) -> Option<Ordering> {
    if left.months == 0 && right.months == 0 {
        return Some(left.days.cmp(&right.days));
    }
    (left.days == 0 && right.days == 0).then(|| left.months.cmp(&right.months))
}

impl Quantity {
    /// `amount` of `unit`.
    pub fn new(amount: &Number, unit: Unit) -> Quantity {
        Quantity { amount: unit.to_base(amount), unit }
    }

    /// How much, in the unit as written.
    pub fn written_amount(&self) -> Number {
        self.unit.from_base(&self.amount)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("{} {}", self.written_amount(), self.unit))
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Quantity) -> bool {
        self.amount == other.amount
    }
}

impl Eq for Quantity {}

impl Ord for Quantity {
    fn cmp(&self, other: &Quantity) -> Ordering {
        self.amount.compare(&other.amount)
    }
}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Quantity) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Quantity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.amount.hash(state);
    }
}

impl PartialEq for Record {
    fn eq(&self, other: &Record) -> bool {
        self.fields == other.fields
    }
}

impl Eq for Record {}

impl PartialEq for List {
    fn eq(&self, other: &List) -> bool {
        self.items == other.items
    }
}

impl Eq for List {}
