//! Truth, none and amounts.

use licit::schema::Type;
use licit::typed::{Aggregate, Comparison, ExpressionKind as Kind, Operator, Policy};
use licit::value::Value;

use super::{constant, is, truth, truth_in};
use crate::build::*;

const TRUTHS: [Option<bool>; 3] = [Some(true), Some(false), None];

fn as_value(truth: Option<bool>) -> Value {
    truth.map_or(Value::UNKNOWN, Value::Boolean)
}

#[test]
fn and_or_not_follow_the_tables() {
    let (t, f, u) = (Some(true), Some(false), None);
    let both = [t, f, u, f, f, f, u, f, u];
    let either = [t, t, t, t, f, u, t, u, u];
    let pairs = TRUTHS.iter().flat_map(|left| TRUTHS.iter().map(move |right| (*left, *right)));
    for (row, (left, right)) in pairs.enumerate() {
        let facts = [as_value(left), as_value(right)];
        assert_eq!(truth(&facts, and(&[fact(0), fact(1)])), both[row], "{left:?} and {right:?}");
        assert_eq!(truth(&facts, or(&[fact(0), fact(1)])), either[row], "{left:?} or {right:?}");
    }
    assert_eq!(TRUTHS.map(|value| truth(&[as_value(value)], not(fact(0)))), [f, t, u]);
}

#[test]
fn none_is_false_as_a_condition() {
    assert_eq!(truth(&[Value::None], fact(0)), Some(false));
    assert_eq!(truth(&[Value::None], not(fact(0))), Some(true));
    assert_eq!(truth(&[Value::None, Value::UNKNOWN], or(&[fact(0), fact(1)])), None);
    assert_eq!(truth(&[Value::None, Value::UNKNOWN], and(&[fact(0), fact(1)])), Some(false));
}

const COMPARISONS: [Comparison; 6] = [
    Comparison::Equal,
    Comparison::NotEqual,
    Comparison::Less,
    Comparison::AtMost,
    Comparison::Greater,
    Comparison::AtLeast,
];

#[test]
fn every_comparison_with_none_is_false() {
    for comparison in COMPARISONS {
        for other in [number("1"), Value::None, Value::UNKNOWN] {
            assert_eq!(
                constant(compare(literal(Value::None), comparison, literal(other.clone()))),
                Some(false)
            );
            assert_eq!(constant(compare(literal(other), comparison, literal(Value::None))), Some(false));
        }
    }
    let some = || literal(list(&[number("1")]));
    assert_eq!(constant(is_in(literal(Value::None), some())), Some(false));
    assert_eq!(constant(not_in(literal(Value::None), some())), Some(false));
    assert_eq!(constant(under(literal(Value::None), literal(code("1A")))), Some(false));
    assert_eq!(
        constant(between(literal(Value::None), literal(number("1")), literal(number("2")))),
        Some(false)
    );
}

#[test]
fn comparisons_order_numbers_and_leave_unknown_open() {
    let (t, f) = (Some(true), Some(false));
    let against = |right: &str| {
        COMPARISONS
            .map(|comparison| constant(compare(literal(number("2")), comparison, literal(number(right)))))
    };
    assert_eq!(against("3"), [f, t, t, t, f, f]);
    assert_eq!(against("2"), [t, f, f, t, f, t]);
    assert_eq!(against("1"), [f, t, f, f, t, t]);
    let unknown = COMPARISONS
        .map(|comparison| truth(&[Value::UNKNOWN], compare(fact(0), comparison, literal(number("1")))));
    assert_eq!(unknown, [None; 6]);
}

#[test]
fn between_includes_both_ends() {
    let within =
        |text: &str| constant(between(literal(number(text)), literal(number("1")), literal(number("2"))));
    assert_eq!(["0.9", "1", "2", "2.1"].map(within), [Some(false), Some(true), Some(true), Some(false)]);
}

#[test]
fn arithmetic_with_none_is_none_even_beside_unknown() {
    for other in [number("0"), Value::UNKNOWN] {
        let sum = arithmetic(literal(Value::None), Operator::Divide, literal(other));
        assert_eq!(constant(is_none(sum)), Some(true));
    }
}

#[test]
fn division_is_exact_and_by_zero_unknown() {
    let third = arithmetic(literal(number("1")), Operator::Divide, literal(number("3")));
    assert_eq!(is(arithmetic(third, Operator::Multiply, literal(number("3"))), number("1")), Some(true));
    let zero = arithmetic(literal(money("1 USD")), Operator::Divide, literal(money("0 USD")));
    assert_eq!(is(zero, number("1")), None);
}

#[test]
fn amounts_keep_their_type() {
    let twice = |value: Value| arithmetic(literal(value), Operator::Multiply, literal(number("2")));
    assert_eq!(is(twice(money("3 EUR")), money("6 EUR")), Some(true));
    assert_eq!(is(twice(quantity("3", "kg")), quantity("6000", "g")), Some(true));
    let share = arithmetic(literal(quantity("1", "g")), Operator::Divide, literal(quantity("1", "kg")));
    assert_eq!(is(share, number("0.001")), Some(true));
    let speed = arithmetic(literal(quantity("6", "m")), Operator::Divide, literal(quantity("2", "s")));
    assert_eq!(is(speed, quantity("3", "m/s")), Some(true));
    assert_eq!(is(expression(Kind::Negate(Box::new(literal(number("2"))))), number("-2")), Some(true));
}

/// A policy whose fact 0 is the list of rates.
fn with_rates() -> Policy {
    let mut policy = policy(&[]);
    let row = record_type(
        &mut policy,
        "exchange_rate",
        &[("from", Type::Currency), ("to", Type::Currency), ("rate", Type::Number)],
    );
    policy.schema.records[0].fields.push(field("rates", Type::List(Box::new(Type::Record(row)))));
    policy
}

#[test]
fn money_converts_to_the_left_by_direct_rate_else_inverse_else_unknown() {
    let rates = list(&[record(&[currency("EUR"), currency("USD"), number("2")])]);
    let sum =
        |left: &str, right: &str| arithmetic(literal(money(left)), Operator::Add, literal(money(right)));
    let check = |facts: &Value, left, right, total| {
        truth_in(with_rates(), std::slice::from_ref(facts), equal(sum(left, right), literal(money(total))))
    };
    assert_eq!(check(&rates, "1 USD", "1 EUR", "3 USD"), Some(true));
    assert_eq!(check(&rates, "1 EUR", "1 USD", "1.5 EUR"), Some(true));
    assert_eq!(check(&list(&[]), "1 EUR", "1 USD", "1.5 EUR"), None);
    assert_eq!(check(&Value::UNKNOWN, "1 EUR", "1 USD", "1.5 EUR"), None);
    let values = literal(list(&[money("1 EUR"), money("1 USD")]));
    let total = equal(aggregate(Aggregate::Sum, each(values, None), local(0)), literal(money("1.5 EUR")));
    assert_eq!(truth_in(with_rates(), &[rates], total), Some(true));
}
