//! Lists, days, fields, and what policies declare.

use licit::schema::{RecordId, Type};
use licit::typed::{
    Aggregate, Comparison, Definition, DefinitionId, ExpressionKind as Kind, Found, Interval, ListId,
    NamedList, Operator, Parameter, ParameterId, Quantifier, Reading, ReadingId, Table, TableId, TableRow,
};
use licit::value::{Value, date::parse_date};

use super::{DENY, LICENSE, PERMIT, constant, is, names, on, truth, truth_in};
use crate::build::*;
use crate::naive::{Question, range, verdict};

#[test]
fn sums_of_nothing_are_zero_and_extremes_of_nothing_none() {
    let empty = || each(literal(list(&[])), None);
    let absent = || each(literal(Value::None), None);
    let at_least =
        compare(aggregate(Aggregate::Sum, empty(), local(0)), Comparison::AtLeast, literal(money("1 USD")));
    assert_eq!(constant(at_least), Some(false));
    assert_eq!(is(aggregate(Aggregate::Sum, absent(), local(0)), money("0 EUR")), Some(true));
    let share =
        arithmetic(aggregate(Aggregate::Sum, empty(), local(0)), Operator::Divide, literal(money("5 USD")));
    assert_eq!(is(share, number("0")), Some(true));
    assert_eq!(constant(is_none(aggregate(Aggregate::Least, empty(), local(0)))), Some(true));
    assert_eq!(constant(is_none(aggregate(Aggregate::Greatest, absent(), local(0)))), Some(true));
}

#[test]
fn none_adds_nothing_and_unknown_leaves_a_sum_open() {
    let of = |kind, items: &[Value]| aggregate(kind, each(literal(list(items)), None), local(0));
    let some = [number("2"), Value::None, number("3")];
    assert_eq!(is(of(Aggregate::Sum, &some), number("5")), Some(true));
    assert_eq!(is(of(Aggregate::Least, &some), number("2")), Some(true));
    assert_eq!(is(of(Aggregate::Greatest, &some), number("3")), Some(true));
    assert_eq!(is(of(Aggregate::Sum, &[number("2"), Value::UNKNOWN]), number("2")), None);
}

#[test]
fn filters_choose_what_is_summed() {
    let items = || literal(list(&[number("1"), number("5"), number("7")]));
    let large = || Some(compare(local(0), Comparison::Greater, literal(number("4"))));
    assert_eq!(is(aggregate(Aggregate::Sum, each(items(), large()), local(0)), number("12")), Some(true));
    assert_eq!(is(quantified(Quantifier::Count, each(items(), large()), None), number("2")), Some(true));
}

#[test]
fn quantifiers_are_long_ands_and_ors() {
    let over = |quantifier, items: &[Value]| {
        let facts = [list(items)];
        truth(&facts, quantified(quantifier, each(fact(0), None), Some(local(0))))
    };
    let any = |items: &[Value]| over(Quantifier::Any, items);
    let all = |items: &[Value]| over(Quantifier::All, items);
    assert_eq!([any(&[]), all(&[])], [Some(false), Some(true)]);
    assert_eq!([any(&[yes(), Value::UNKNOWN]), all(&[yes(), Value::UNKNOWN])], [Some(true), None]);
    assert_eq!([any(&[no(), Value::UNKNOWN]), all(&[no(), Value::UNKNOWN])], [None, Some(false)]);
    let absent = |facts: Value| truth(&[facts], quantified(Quantifier::Any, each(fact(0), None), None));
    assert_eq!(
        [absent(Value::None), absent(Value::UNKNOWN), absent(list(&[yes()]))],
        [Some(false), None, Some(true)]
    );
    let where_false = each(literal(list(&[no()])), Some(local(0)));
    assert_eq!(constant(quantified(Quantifier::All, where_false, Some(local(0)))), Some(true));
}

#[test]
fn membership_of_lists_periods_and_codes() {
    let numbers = || literal(list(&[number("1"), number("2")]));
    assert_eq!(constant(is_in(literal(number("2")), numbers())), Some(true));
    assert_eq!(constant(not_in(literal(number("2")), numbers())), Some(false));
    assert_eq!(truth(&[Value::UNKNOWN], is_in(fact(0), numbers())), None);
    assert_eq!(truth(&[Value::UNKNOWN], is_in(fact(0), literal(list(&[])))), Some(false));
    assert_eq!(
        truth(&[list(&[number("1"), Value::UNKNOWN])], is_in(literal(number("1")), fact(0))),
        Some(true)
    );
    let year = || expression(Kind::CalendarYear(Box::new(literal(day("2026-03-01")))));
    let inside = |text: &str| constant(is_in(literal(day(text)), year()));
    assert_eq!(
        ["2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"].map(inside),
        [Some(false), Some(true), Some(true), Some(false)]
    );
    let lies = |text: &str| constant(under(literal(code(text)), literal(list(&[code("1C902"), code("3A")]))));
    assert_eq!(["1C902.a", "1C9021", "3A"].map(lies), [Some(true), Some(false), Some(true)]);
}

#[test]
fn days_and_spans() {
    let add = |from: &str, span: Value| arithmetic(literal(day(from)), Operator::Add, literal(span));
    assert_eq!(is(add("2026-01-31", of_months(1)), day("2026-02-28")), Some(true));
    assert_eq!(is(add("2026-01-31", of_days(1)), day("2026-02-01")), Some(true));
    let apart = arithmetic(literal(day("2026-03-01")), Operator::Subtract, literal(day("2026-02-01")));
    assert_eq!(is(apart, of_days(28)), Some(true));
    assert_eq!(constant(compare(literal(of_days(30)), Comparison::Less, literal(of_months(1)))), None);
}

#[test]
fn if_takes_the_branch_that_is_known() {
    let pick = |condition: Value, other: &str| {
        truth(
            &[condition],
            equal(choose(fact(0), literal(number("1")), literal(number(other))), literal(number("1"))),
        )
    };
    assert_eq!(
        [pick(yes(), "2"), pick(no(), "2"), pick(Value::None, "2"), pick(Value::UNKNOWN, "2")],
        [Some(true), Some(false), Some(false), None]
    );
    assert_eq!(pick(Value::UNKNOWN, "1"), Some(true));
}

#[test]
fn none_and_undeterminable_are_asked_about() {
    let (t, f) = (Some(true), Some(false));
    let values = || [Value::None, number("1"), Value::UNKNOWN, undeterminable()];
    assert_eq!(values().map(|value| truth(&[value], is_none(fact(0)))), [t, f, None, None]);
    assert_eq!(values().map(|value| truth(&[value], cannot_be_determined(fact(0)))), [f, f, None, t]);
}

#[test]
fn fields_of_none_are_none_and_do_not_apply_where_when_is_false() {
    let mut policy = policy(&[("a", Type::Boolean), ("b", Type::Boolean)]);
    policy.schema.records[0].fields[1].conditional = Some(0);
    policy.field_conditions.push(get(local(0), RecordId::FACTS, 0));
    let b = |a: Value, b: Value| truth_in(policy.clone(), &[a, b], fact(1));
    assert_eq!(
        [b(yes(), yes()), b(no(), yes()), b(Value::UNKNOWN, yes()), b(Value::UNKNOWN, Value::None)],
        [Some(true), Some(false), None, Some(false)]
    );
    let inner = get(fact(0), RecordId::FACTS, 0);
    assert_eq!(truth(&[Value::None], is_none(inner.clone())), Some(true));
    assert_eq!(truth(&[undeterminable()], cannot_be_determined(inner)), Some(true));
}

#[test]
fn dated_lists_parameters_readings_and_the_day_itself() {
    let mut policy = policy(&[]);
    let (early, late) = (
        Interval { from: None, through: parse_date("2025-12-31") },
        Interval { from: parse_date("2026-01-01"), through: parse_date("2026-12-31") },
    );
    let items = vec![(number("1"), early), (number("2"), late), (number("3"), Interval::default())];
    policy.lists.push(NamedList {
        name: "l".to_owned(),
        title: None,
        element: Type::Number,
        items,
        span: Default::default(),
    });
    let values = vec![(early, literal(number("1"))), (late, literal(number("2")))];
    policy.parameters.push(Parameter {
        name: "p".to_owned(),
        title: None,
        parameters: vec![],
        result: Type::Number,
        values,
        citation: None,
        span: Default::default(),
    });
    policy.readings.push(Reading {
        name: "w".to_owned(),
        question: String::new(),
        answers: vec![],
        default: 0,
        r#type: Type::Boolean,
        span: Default::default(),
    });
    rule(&mut policy, "listed", DENY, is_in(literal(number("1")), expression(Kind::NamedList(ListId(0)))));
    rule(
        &mut policy,
        "limit",
        LICENSE,
        equal(expression(Kind::Parameter(ParameterId(0), vec![])), literal(number("2"))),
    );
    rule(
        &mut policy,
        "reads",
        LICENSE,
        equal(expression(Kind::Reading(ReadingId(0))), literal(Value::Choice(1))),
    );
    rule(&mut policy, "today", LICENSE, equal(expression(Kind::AsOf), literal(day("2026-02-02"))));
    let asked = |text: &str, answer| {
        verdict(&policy, &record(&[]), &Question { readings: vec![answer], ..on(text) })
            .map(|outcome| names(&outcome.holds).join(" "))
    };
    assert_eq!(asked("2025-12-31", 0).as_deref(), Some("listed"));
    assert_eq!(asked("2026-02-02", 1).as_deref(), Some("limit reads today"));
    assert_eq!(asked("2027-01-01", 0), None, "no parameter value holds on that day");
    assert_eq!(
        range(&policy, &record(&[]), &Question { readings: vec![0], ..Question::default() }),
        (PERMIT, DENY)
    );
}

#[test]
fn tables_give_rows_pointers_and_otherwise() {
    let mut policy = policy(&[]);
    let row = |key: Option<&str>, found| TableRow { keys: vec![key.map(|key| vec![number(key)])], found };
    let rows = vec![
        row(Some("1"), Found::Value(number("10"))),
        row(Some("2"), Found::Pointer("see elsewhere".to_owned())),
    ];
    let otherwise = Some(Found::Value(number("30")));
    policy.tables.push(Table {
        name: "t".to_owned(),
        title: None,
        parameters: vec![Type::Number],
        result: Type::Number,
        rows,
        otherwise,
        span: Default::default(),
    });
    let found = |key: Value, result: &str| {
        let lookup = expression(Kind::Lookup(TableId(0), vec![literal(key)]));
        truth_in(policy.clone(), &[], equal(lookup, literal(number(result))))
    };
    assert_eq!(
        [
            found(number("1"), "10"),
            found(number("2"), "10"),
            found(number("3"), "30"),
            found(Value::UNKNOWN, "10")
        ],
        [Some(true), None, Some(true), None]
    );
}

#[test]
fn recursive_definitions_end() {
    let mut policy = policy(&[]);
    let node = record_type(&mut policy, "node", &[("bad", Type::Boolean)]);
    policy.schema.records[node.0].fields.push(field("next", Type::Record(node)));
    policy.schema.records[0].fields.push(field("start", Type::Record(node)));
    let bad = expression(Kind::Call(DefinitionId(0), vec![get(local(0), node, 1)]));
    let body = or(&[get(local(0), node, 0), bad]);
    policy.definitions.push(Definition {
        name: "d".to_owned(),
        title: None,
        parameters: vec![],
        body,
        recursive: true,
        span: Default::default(),
    });
    let asked = |start: Value| {
        truth_in(policy.clone(), &[start], expression(Kind::Call(DefinitionId(0), vec![fact(0)])))
    };
    let chain = |end: Value| record(&[no(), record(&[no(), end])]);
    assert_eq!(
        [
            asked(chain(Value::None)),
            asked(chain(Value::UNKNOWN)),
            asked(chain(record(&[yes(), Value::None]))),
            asked(Value::None)
        ],
        [Some(false), None, Some(true), Some(false)]
    );
}
