//! The second opinion says what the language says. Results are written from the text, not from code.

use licit::schema::Type;
use licit::typed::{
    Aggregate, Comparison, Deadline, Definition, DefinitionId, Expression, ExpressionKind as Kind, Found, Interval, ListId, NamedList, Operator, Parameter,
    ParameterId, Policy, Quantifier, Reading, ReadingId, RuleId, Table, TableId, TableRow, standard_scale,
};
use licit::value::{Date, Duration, Value, date::parse_date};

use crate::build::*;
use crate::naive::{Question, completions, range, verdict};

const PERMIT: usize = 0;
const LICENSE: usize = 1;
const REVIEW: usize = 2;
const DENY: usize = 4;

fn on(day: &str) -> Question {
    Question { as_of: parse_date(day), ..Question::default() }
}

fn names<'a>(set: &'a std::collections::BTreeSet<String>) -> Vec<&'a str> {
    set.iter().map(String::as_str).collect()
}

/// A condition's truth over facts: a rule that denies on it gives deny, permit, or both.
fn truth_in(mut policy: Policy, facts: &[Value], condition: Expression) -> Option<bool> {
    rule(&mut policy, "r", DENY, condition);
    match range(&policy, &record(facts), &on("2026-01-01")) {
        (PERMIT, PERMIT) => Some(false),
        (DENY, DENY) => Some(true),
        (PERMIT, DENY) => None,
        other => panic!("{other:?}"),
    }
}

fn truth(facts: &[Value], condition: Expression) -> Option<bool> {
    let types: Vec<(&str, Type)> = facts.iter().map(|_| ("x", Type::Boolean)).collect();
    truth_in(policy(&types), facts, condition)
}

fn constant(condition: Expression) -> Option<bool> {
    truth(&[], condition)
}

fn is(left: Expression, right: Value) -> Option<bool> {
    constant(equal(left, literal(right)))
}

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

const COMPARISONS: [Comparison; 6] =
    [Comparison::Equal, Comparison::NotEqual, Comparison::Less, Comparison::AtMost, Comparison::Greater, Comparison::AtLeast];

#[test]
fn every_comparison_with_none_is_false() {
    for comparison in COMPARISONS {
        for other in [number("1"), Value::None, Value::UNKNOWN] {
            assert_eq!(constant(compare(literal(Value::None), comparison, literal(other.clone()))), Some(false));
            assert_eq!(constant(compare(literal(other), comparison, literal(Value::None))), Some(false));
        }
    }
    let some = || literal(list(&[number("1")]));
    assert_eq!(constant(is_in(literal(Value::None), some())), Some(false));
    assert_eq!(constant(not_in(literal(Value::None), some())), Some(false));
    assert_eq!(constant(under(literal(Value::None), literal(code("1A")))), Some(false));
    assert_eq!(constant(between(literal(Value::None), literal(number("1")), literal(number("2")))), Some(false));
}

#[test]
fn comparisons_order_numbers_and_leave_unknown_open() {
    let (t, f) = (Some(true), Some(false));
    let against = |right: &str| COMPARISONS.map(|comparison| constant(compare(literal(number("2")), comparison, literal(number(right)))));
    assert_eq!(against("3"), [f, t, t, t, f, f]);
    assert_eq!(against("2"), [t, f, f, t, f, t]);
    assert_eq!(against("1"), [f, t, f, f, t, t]);
    let unknown = COMPARISONS.map(|comparison| truth(&[Value::UNKNOWN], compare(fact(0), comparison, literal(number("1")))));
    assert_eq!(unknown, [None; 6]);
}

#[test]
fn between_includes_both_ends() {
    let within = |text: &str| constant(between(literal(number(text)), literal(number("1")), literal(number("2"))));
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
    let row = record_type(&mut policy, "exchange_rate", &[("from", Type::Currency), ("to", Type::Currency), ("rate", Type::Number)]);
    policy.schema.records[0].fields.push(field("rates", Type::List(Box::new(Type::Record(row)))));
    policy
}

#[test]
fn money_converts_to_the_left_by_direct_rate_else_inverse_else_unknown() {
    let rates = list(&[record(&[currency("EUR"), currency("USD"), number("2")])]);
    let sum = |left: &str, right: &str| arithmetic(literal(money(left)), Operator::Add, literal(money(right)));
    let check = |facts: &Value, left, right, total| truth_in(with_rates(), &[facts.clone()], equal(sum(left, right), literal(money(total))));
    assert_eq!(check(&rates, "1 USD", "1 EUR", "3 USD"), Some(true));
    assert_eq!(check(&rates, "1 EUR", "1 USD", "1.5 EUR"), Some(true));
    assert_eq!(check(&list(&[]), "1 EUR", "1 USD", "1.5 EUR"), None);
    assert_eq!(check(&Value::UNKNOWN, "1 EUR", "1 USD", "1.5 EUR"), None);
    let values = literal(list(&[money("1 EUR"), money("1 USD")]));
    let total = equal(aggregate(Aggregate::Sum, each(values, None), local(0)), literal(money("1.5 EUR")));
    assert_eq!(truth_in(with_rates(), &[rates], total), Some(true));
}

#[test]
fn sums_of_nothing_are_zero_and_extremes_of_nothing_none() {
    let empty = || each(literal(list(&[])), None);
    let absent = || each(literal(Value::None), None);
    let at_least = compare(aggregate(Aggregate::Sum, empty(), local(0)), Comparison::AtLeast, literal(money("1 USD")));
    assert_eq!(constant(at_least), Some(false));
    assert_eq!(is(aggregate(Aggregate::Sum, absent(), local(0)), money("0 EUR")), Some(true));
    let share = arithmetic(aggregate(Aggregate::Sum, empty(), local(0)), Operator::Divide, literal(money("5 USD")));
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
    assert_eq!([absent(Value::None), absent(Value::UNKNOWN), absent(list(&[yes()]))], [Some(false), None, Some(true)]);
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
    assert_eq!(truth(&[list(&[number("1"), Value::UNKNOWN])], is_in(literal(number("1")), fact(0))), Some(true));
    let year = || expression(Kind::CalendarYear(Box::new(literal(day("2026-03-01")))));
    let inside = |text: &str| constant(is_in(literal(day(text)), year()));
    assert_eq!(["2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"].map(inside), [Some(false), Some(true), Some(true), Some(false)]);
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
    let pick = |condition: Value, other: &str| truth(&[condition], equal(choose(fact(0), literal(number("1")), literal(number(other))), literal(number("1"))));
    assert_eq!([pick(yes(), "2"), pick(no(), "2"), pick(Value::None, "2"), pick(Value::UNKNOWN, "2")], [Some(true), Some(false), Some(false), None]);
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
    policy.field_conditions.push(get(local(0), licit::schema::RecordId::FACTS, 0));
    let b = |a: Value, b: Value| truth_in(policy.clone(), &[a, b], fact(1));
    assert_eq!([b(yes(), yes()), b(no(), yes()), b(Value::UNKNOWN, yes()), b(Value::UNKNOWN, Value::None)], [Some(true), Some(false), None, Some(false)]);
    let inner = get(fact(0), licit::schema::RecordId::FACTS, 0);
    assert_eq!(truth(&[Value::None], is_none(inner.clone())), Some(true));
    assert_eq!(truth(&[undeterminable()], cannot_be_determined(inner)), Some(true));
}

#[test]
fn dated_lists_parameters_readings_and_the_day_itself() {
    let mut policy = policy(&[]);
    let (early, late) = (Interval { from: None, through: parse_date("2025-12-31") }, Interval { from: parse_date("2026-01-01"), through: parse_date("2026-12-31") });
    let items = vec![(number("1"), early), (number("2"), late), (number("3"), Interval::default())];
    policy.lists.push(NamedList { name: "l".to_owned(), title: None, element: Type::Number, items, span: Default::default() });
    let values = vec![(early, literal(number("1"))), (late, literal(number("2")))];
    policy.parameters.push(Parameter { name: "p".to_owned(), title: None, parameters: vec![], result: Type::Number, values, citation: None, span: Default::default() });
    policy.readings.push(Reading { name: "w".to_owned(), question: String::new(), answers: vec![], default: 0, r#type: Type::Boolean, span: Default::default() });
    rule(&mut policy, "listed", DENY, is_in(literal(number("1")), expression(Kind::NamedList(ListId(0)))));
    rule(&mut policy, "limit", LICENSE, equal(expression(Kind::Parameter(ParameterId(0), vec![])), literal(number("2"))));
    rule(&mut policy, "reads", LICENSE, equal(expression(Kind::Reading(ReadingId(0))), literal(Value::Choice(1))));
    rule(&mut policy, "today", LICENSE, equal(expression(Kind::AsOf), literal(day("2026-02-02"))));
    let asked = |text: &str, answer| verdict(&policy, &record(&[]), &Question { readings: vec![answer], ..on(text) }).map(|outcome| names(&outcome.holds).join(" "));
    assert_eq!(asked("2025-12-31", 0).as_deref(), Some("listed"));
    assert_eq!(asked("2026-02-02", 1).as_deref(), Some("limit reads today"));
    assert_eq!(asked("2027-01-01", 0), None, "no parameter value holds on that day");
    assert_eq!(range(&policy, &record(&[]), &Question { readings: vec![0], ..Question::default() }), (PERMIT, DENY));
}

#[test]
fn tables_give_rows_pointers_and_otherwise() {
    let mut policy = policy(&[]);
    let row = |key: Option<&str>, found| TableRow { keys: vec![key.map(|key| vec![number(key)])], found };
    let rows = vec![row(Some("1"), Found::Value(number("10"))), row(Some("2"), Found::Pointer("see elsewhere".to_owned()))];
    let otherwise = Some(Found::Value(number("30")));
    policy.tables.push(Table { name: "t".to_owned(), title: None, parameters: vec![Type::Number], result: Type::Number, rows, otherwise, span: Default::default() });
    let found = |key: Value, result: &str| {
        let lookup = expression(Kind::Lookup(TableId(0), vec![literal(key)]));
        truth_in(policy.clone(), &[], equal(lookup, literal(number(result))))
    };
    assert_eq!([found(number("1"), "10"), found(number("2"), "10"), found(number("3"), "30"), found(Value::UNKNOWN, "10")], [Some(true), None, Some(true), None]);
}

#[test]
fn recursive_definitions_end() {
    let mut policy = policy(&[]);
    let node = record_type(&mut policy, "node", &[("bad", Type::Boolean)]);
    policy.schema.records[node.0].fields.push(field("next", Type::Record(node)));
    policy.schema.records[0].fields.push(field("start", Type::Record(node)));
    let bad = expression(Kind::Call(DefinitionId(0), vec![get(local(0), node, 1)]));
    let body = or(&[get(local(0), node, 0), bad]);
    policy.definitions.push(Definition { name: "d".to_owned(), title: None, parameters: vec![], body, recursive: true, span: Default::default() });
    let asked = |start: Value| truth_in(policy.clone(), &[start], expression(Kind::Call(DefinitionId(0), vec![fact(0)])));
    let chain = |end: Value| record(&[no(), record(&[no(), end])]);
    assert_eq!([asked(chain(Value::None)), asked(chain(Value::UNKNOWN)), asked(chain(record(&[yes(), Value::None]))), asked(Value::None)], [
        Some(false),
        None,
        Some(true),
        Some(false)
    ]);
}

// ---- rules

/// Rules over boolean facts: what holds for each combination of facts, and the level.
fn held(policy: &Policy, facts: &[bool]) -> (usize, String) {
    let facts: Vec<Value> = facts.iter().map(|fact| Value::Boolean(*fact)).collect();
    let outcome = verdict(policy, &record(&facts), &on("2026-01-01")).unwrap();
    (outcome.level, names(&outcome.holds).join(" "))
}

fn booleans(count: usize) -> Policy {
    policy(&vec![("x", Type::Boolean); count])
}

#[test]
fn strictest_verdict_wins_and_the_first_holds_without_rules() {
    let mut policy = booleans(2);
    rule(&mut policy, "a", LICENSE, fact(0));
    rule(&mut policy, "b", DENY, fact(1));
    assert_eq!(held(&policy, &[false, false]), (PERMIT, String::new()));
    assert_eq!(held(&policy, &[true, false]), (LICENSE, "a".to_owned()));
    assert_eq!(held(&policy, &[true, true]), (DENY, "a b".to_owned()));
}

#[test]
fn exceptions_inherit_scope_and_take_the_place_of_their_target() {
    let mut policy = booleans(3);
    let a = rule(&mut policy, "a", LICENSE, fact(0));
    let e = exception(&mut policy, "e", &[a], PERMIT, fact(1));
    exception(&mut policy, "f", &[e], REVIEW, fact(2));
    assert_eq!(held(&policy, &[false, true, true]), (PERMIT, String::new()));
    assert_eq!(held(&policy, &[true, true, false]), (PERMIT, "e".to_owned()));
    assert_eq!(held(&policy, &[true, false, true]), (LICENSE, "a".to_owned()));
    assert_eq!(held(&policy, &[true, true, true]), (REVIEW, "a f".to_owned()), "the rule and the exception's exception hold");
}

#[test]
fn an_exception_to_several_holds_where_one_of_them_is_there() {
    let mut policy = booleans(3);
    let a = rule(&mut policy, "a", LICENSE, fact(0));
    let b = rule(&mut policy, "b", DENY, fact(1));
    exception(&mut policy, "e", &[a, b], PERMIT, fact(2));
    assert_eq!(held(&policy, &[true, false, true]), (PERMIT, "e".to_owned()));
    assert_eq!(held(&policy, &[false, false, true]), (PERMIT, String::new()));
}

#[test]
fn disapplications_switch_off_and_displaced_rules_come_back() {
    let mut policy = booleans(4);
    let a = rule(&mut policy, "a", LICENSE, fact(0));
    let e = exception(&mut policy, "e", &[a], PERMIT, fact(1));
    let d = disapply(&mut policy, "d", &[e], fact(2));
    disapply(&mut policy, "off", &[d], fact(3));
    assert_eq!(held(&policy, &[true, true, true, false]), (LICENSE, "a d".to_owned()));
    assert_eq!(held(&policy, &[true, true, true, true]), (PERMIT, "e off".to_owned()));
    assert_eq!(held(&policy, &[false, true, true, false]), (PERMIT, String::new()), "nothing to switch off");
}

#[test]
fn exceptions_do_not_fire_where_their_target_is_switched_off() {
    let mut policy = booleans(3);
    let a = rule(&mut policy, "a", LICENSE, fact(0));
    exception(&mut policy, "e", &[a], DENY, fact(1));
    disapply(&mut policy, "d", &[a], fact(2));
    assert_eq!(held(&policy, &[true, true, true]), (PERMIT, "d".to_owned()));
}

#[test]
fn an_exception_gives_way_to_one_that_prevails() {
    let mut policy = booleans(3);
    let a = rule(&mut policy, "a", LICENSE, fact(0));
    let strict = exception(&mut policy, "strict", &[a], DENY, fact(1));
    let mild = exception(&mut policy, "mild", &[a], PERMIT, fact(2));
    assert_eq!(held(&policy, &[true, true, true]), (DENY, "mild strict".to_owned()));
    policy.rules[mild.0].versions[0].prevails_over = vec![strict];
    assert_eq!(held(&policy, &[true, true, true]), (PERMIT, "mild".to_owned()));
    assert_eq!(held(&policy, &[true, true, false]), (DENY, "strict".to_owned()));
}

#[test]
fn applies_asks_whether_a_rule_holds_or_some_member_of_a_group() {
    let mut policy = booleans(3);
    let a = rule(&mut policy, "a", LICENSE, fact(0));
    let e = exception(&mut policy, "e", &[a], PERMIT, fact(1));
    rule(&mut policy, "b", DENY, applies(&[a]));
    rule(&mut policy, "c", REVIEW, applies(&[e, a]));
    assert_eq!(held(&policy, &[true, false, false]), (DENY, "a b c".to_owned()));
    assert_eq!(held(&policy, &[true, true, false]), (REVIEW, "c e".to_owned()));
    assert_eq!(held(&policy, &[false, true, false]), (PERMIT, String::new()));
}

#[test]
fn texts_hold_in_their_days_and_suspensions_cut_a_hole() {
    let mut policy = policy(&[]);
    let law = instrument(&mut policy, None, Interval::default());
    let a = rule(&mut policy, "a", LICENSE, literal(yes()));
    exception(&mut policy, "e", &[a], DENY, literal(yes()));
    let first = &mut policy.rules[a.0].versions[0];
    first.in_force = days("2025-01-01", "2025-12-31");
    first.citation = citing(law);
    let mut second = version(Some(REVIEW), &[], literal(yes()));
    second.in_force = Interval { from: parse_date("2026-02-01"), through: None };
    policy.rules[a.0].versions.push(second);
    policy.rules[1].versions[0].in_force = days("2025-03-01", "2025-03-31");
    policy.interruptions.push(suspension(&[], &[law], days("2025-06-01", "2025-06-30")));
    let mut repeal = suspension(&[a], &[], days("2030-01-01", "2030-12-31"));
    repeal.repeal = true;
    policy.interruptions.push(repeal);
    let level = |day: &str| verdict(&policy, &record(&[]), &on(day)).unwrap().level;
    let table = [("2024-12-31", PERMIT), ("2025-01-01", LICENSE), ("2025-03-31", DENY), ("2025-06-01", PERMIT), ("2025-06-30", PERMIT), ("2025-07-01", LICENSE)];
    for (day, expected) in table.into_iter().chain([("2026-01-31", PERMIT), ("2026-02-01", REVIEW), ("2029-12-31", REVIEW), ("2031-01-01", PERMIT)]) {
        assert_eq!(level(day), expected, "{day}");
    }
    let known = |day: &str| verdict(&policy, &record(&[]), &Question { known_on: parse_date(day), ..on("2025-06-15") }).unwrap().level;
    assert_eq!([known("2024-12-31"), known("2025-05-31"), known("2025-06-01")], [PERMIT, LICENSE, PERMIT]);
}

#[test]
fn the_governing_fact_picks_the_law_unless_a_day_is_asked_for() {
    let mut policy = policy(&[("export_date", Type::Date)]);
    policy.governed_by = Some(vec![0]);
    let a = rule(&mut policy, "a", DENY, literal(yes()));
    policy.rules[a.0].versions[0].in_force = days("2026-01-01", "2026-12-31");
    let asked = |date: Value, question: &Question| range(&policy, &record(&[date]), question);
    assert_eq!(asked(day("2026-05-05"), &Question::default()), (DENY, DENY));
    assert_eq!(asked(day("2026-05-05"), &on("2027-01-01")), (PERMIT, PERMIT));
    assert_eq!(asked(Value::UNKNOWN, &Question::default()), (PERMIT, DENY));
}

// ---- unknown

#[test]
fn unknown_conditions_give_the_range_over_all_combinations() {
    let mut policy = booleans(3);
    let a = rule(&mut policy, "a", DENY, fact(0));
    exception(&mut policy, "e", &[a], LICENSE, fact(1));
    let asked = |facts: &[Value]| range(&policy, &record(facts), &on("2026-01-01"));
    let hole = || Value::UNKNOWN;
    assert_eq!(asked(&[yes(), hole(), no()]), (LICENSE, DENY), "the target is open, not lifted");
    assert_eq!(asked(&[hole(), yes(), no()]), (PERMIT, LICENSE));
    assert_eq!(asked(&[hole(), hole(), no()]), (PERMIT, DENY));
}

#[test]
fn conditions_see_the_combination() {
    let mut policy = booleans(1);
    let a = rule(&mut policy, "a", LICENSE, fact(0));
    rule(&mut policy, "b", DENY, not(applies(&[a])));
    assert_eq!(range(&policy, &record(&[Value::UNKNOWN]), &on("2026-01-01")), (LICENSE, DENY), "one of the two holds");
    assert_eq!(verdict(&policy, &record(&[Value::UNKNOWN]), &on("2026-01-01")), None);
}

#[test]
fn completions_are_every_way_to_fill_the_holes() {
    let mut policy = booleans(2);
    let sector = enumeration(&mut policy, "sector", &["civil", "police", "defence"]);
    let party = record_type(&mut policy, "party", &[("sector", Type::Enum(sector)), ("share", Type::Number)]);
    policy.schema.records[0].fields.push(field("party", Type::Record(party)));
    policy.schema.records[0].fields[1].optional = true;
    let facts = record(&[Value::UNKNOWN, Value::UNKNOWN, Value::UNKNOWN]);
    assert_eq!(completions(&policy, &facts, &|_, _| Vec::new()).len(), 2 * 3 * 3);
    let numbers = |r#type: &Type, _: &licit::schema::Field| if *r#type == Type::Number { vec![number("1"), number("2")] } else { Vec::new() };
    assert_eq!(completions(&policy, &facts, &numbers).len(), 2 * 3 * 3 * 2);
    let known = record(&[yes(), undeterminable(), record(&[Value::Choice(0), number("1")])]);
    assert_eq!(completions(&policy, &known, &numbers), [known.clone()]);
}

// ---- presumptions and duties

#[test]
fn presumptions_stand_only_where_a_fact_is_unknown() {
    let mut policy = booleans(2);
    rule(&mut policy, "a", DENY, fact(0));
    policy.presumptions.push(presumption(&[0], yes(), fact(1)));
    let asked = |first: Value, second: Value| range(&policy, &record(&[first, second]), &on("2026-01-01"));
    assert_eq!([asked(Value::UNKNOWN, yes()), asked(no(), yes()), asked(Value::None, yes())], [(DENY, DENY), (PERMIT, PERMIT), (PERMIT, PERMIT)]);
    assert_eq!([asked(Value::UNKNOWN, no()), asked(undeterminable(), yes())], [(PERMIT, DENY), (DENY, DENY)]);
}

#[test]
fn duties_are_owed_beside_the_verdict_and_due_after_the_day() {
    let mut policy = policy(&[("shipped", Type::Date), ("x", Type::Boolean)]);
    let a = rule(&mut policy, "a", LICENSE, fact(1));
    let deadlines = [
        ("within", Deadline::Within(Duration::of_days(10), fact(0))),
        ("by", Deadline::By(fact(0))),
        ("before", Deadline::Before(fact(0))),
    ];
    for (name, deadline) in deadlines {
        let mut duty = duty(name, applies(&[a]));
        duty.deadline = Some(deadline);
        policy.duties.push(duty);
    }
    policy.duties.push(duty("always", literal(yes())));
    let asked = |date: Value, x: Value| verdict(&policy, &record(&[date, x]), &on("2026-01-01")).unwrap();
    let outcome = asked(day("2026-03-01"), yes());
    assert_eq!(names(&outcome.owed), ["always", "before", "by", "within"]);
    let due: Vec<Option<Date>> = outcome.due.into_values().collect();
    assert_eq!(due, ["2026-02-28", "2026-03-01", "2026-03-11"].map(parse_date));
    assert_eq!(names(&asked(day("2026-03-01"), no()).owed), ["always"]);
    assert_eq!(asked(Value::UNKNOWN, yes()).due["by"], None);
}

#[test]
fn the_scale_in_these_tests_is_the_built_in_one() {
    let scale = standard_scale();
    let name = |level: usize| scale[level].name.as_str();
    assert_eq!([PERMIT, LICENSE, REVIEW, DENY].map(name), ["permit", "license", "review", "deny"]);
    let _: RuleId = RuleId(0);
}
