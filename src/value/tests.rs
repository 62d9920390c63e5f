use std::cmp::Ordering;
use std::sync::Arc;

use super::date::parse_date;
use super::*;

fn number(text: &str) -> Value {
    Value::Number(Number::parse(text).unwrap())
}

fn money(text: &str) -> Value {
    Value::Money(Money::parse(text).unwrap())
}

fn quantity(amount: &str, unit: &str) -> Value {
    Value::Quantity(Quantity::new(&Number::parse(amount).unwrap(), Unit::parse(unit).unwrap()))
}

fn date(text: &str) -> Value {
    Value::Date(parse_date(text).unwrap())
}

fn list(place: u32, items: &[Value]) -> Value {
    Value::List(List { place, items: Arc::from(items) })
}

#[test]
fn equal_scalars_are_the_same() {
    assert!(number("0.10").same(&number("0.1")));
    assert!(money("5 USD").same(&money("5.00 USD")));
    assert!(!money("5 USD").same(&money("5 EUR")));
    assert!(quantity("1", "km").same(&quantity("1000", "m")));
    assert!(Value::Choice(3).same(&Value::Choice(3)));
    assert!(!number("1").same(&Value::Choice(1)));
    assert!(!Value::Text("DE".into()).same(&Value::Country(Country::parse("DE").unwrap())));
}

#[test]
fn none_and_unknown_are_the_same_as_nothing() {
    for value in [Value::None, Value::UNKNOWN, list(0, &[number("1")])] {
        assert!(!value.same(&value));
        assert_eq!(value.order(&value), None);
    }
}

#[test]
fn values_with_a_size_are_ordered() {
    let less = Some(Ordering::Less);
    assert_eq!(number("0.1").order(&number("0.11")), less);
    assert_eq!(money("5 USD").order(&money("6 USD")), less);
    assert_eq!(quantity("14", "nm").order(&quantity("1", "µm")), less);
    assert_eq!(date("2025-11-09").order(&date("2025-11-10")), less);
    let days = |days| Value::Duration(Duration::of_days(days));
    let months = |months| Value::Duration(Duration::of_months(months));
    assert_eq!(days(9).order(&days(10)), less);
    assert_eq!(months(1).order(&months(2)), less);
    assert_eq!(days(0).order(&months(1)), less);
}

#[test]
fn what_does_not_compare() {
    let month = Value::Duration(Duration::of_months(1));
    for (left, right) in [
        (money("5 USD"), money("5 EUR")),
        (quantity("1", "m"), quantity("1", "kg")),
        (month.clone(), Value::Duration(Duration::of_days(30))),
        (month, Value::Duration(Duration { months: 1, days: 1 })),
        (number("1"), money("1 USD")),
        (Value::Boolean(false), Value::Boolean(true)),
        (number("1"), Value::UNKNOWN),
    ] {
        assert_eq!(left.order(&right), None, "{left:?} and {right:?}");
        assert_eq!(right.order(&left), None, "{right:?} and {left:?}");
    }
}

#[test]
fn places_do_not_count() {
    assert_eq!(list(1, &[number("1")]), list(2, &[number("1.0")]));
    assert_ne!(list(1, &[number("1")]), list(1, &[]));
    let record =
        |place| Value::Record(Record { place, fields: Arc::from([Value::None, Value::Boolean(true)]) });
    assert_eq!(record(1), record(2));
}

#[test]
fn scalars_are_shown_as_written() {
    let (first, last) = (parse_date("2025-11-10").unwrap(), parse_date("2026-11-09").unwrap());
    for (value, text) in [
        (number("-3.250"), "-3.25"),
        (money("1000.00 USD"), "1000 USD"),
        (quantity("14", "nm"), "14 nm"),
        (quantity("300", "Wh/kg"), "300 Wh/kg"),
        (quantity("-40", "°C"), "-40 °C"),
        (date("2026-03-01"), "2026-03-01"),
        (Value::Period(first, last), "2025-11-10 through 2026-11-09"),
        (Value::Duration(Duration::of_days(10)), "10 days"),
        (Value::Country(Country::parse("DE").unwrap()), "DE"),
        (Value::Currency(Currency::parse("EUR").unwrap()), "EUR"),
        (Value::Code(Code::parse("1C902.a").unwrap()), "1C902.a"),
        (Value::Text("end user".into()), "end user"),
        (Value::Boolean(true), "true"),
        (Value::Choice(3), "#3"),
        (Value::None, "none"),
        (Value::UNKNOWN, "unknown"),
        (list(0, &[]), "…"),
    ] {
        assert_eq!(value.text(), text);
    }
}
