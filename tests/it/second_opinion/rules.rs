//! Which rules hold, and when.

use licit::schema::Type;
use licit::typed::{Interval, Policy};
use licit::value::{Value, date::parse_date};

use super::{DENY, LICENSE, PERMIT, REVIEW, booleans, names, on};
use crate::build::*;
use crate::naive::{Question, range, verdict};

/// Rules over boolean facts: what holds for each combination of facts, and the level.
fn held(policy: &Policy, facts: &[bool]) -> (usize, String) {
    let facts: Vec<Value> = facts.iter().map(|fact| Value::Boolean(*fact)).collect();
    let outcome = verdict(policy, &record(&facts), &on("2026-01-01")).unwrap();
    (outcome.level, names(&outcome.holds).join(" "))
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
    assert_eq!(
        held(&policy, &[true, true, true]),
        (REVIEW, "a f".to_owned()),
        "the rule and the exception's exception hold"
    );
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
    let table = [
        ("2024-12-31", PERMIT),
        ("2025-01-01", LICENSE),
        ("2025-03-31", DENY),
        ("2025-06-01", PERMIT),
        ("2025-06-30", PERMIT),
        ("2025-07-01", LICENSE),
    ];
    for (day, expected) in table.into_iter().chain([
        ("2026-01-31", PERMIT),
        ("2026-02-01", REVIEW),
        ("2029-12-31", REVIEW),
        ("2031-01-01", PERMIT),
    ]) {
        assert_eq!(level(day), expected, "{day}");
    }
    let known = |day: &str| {
        verdict(&policy, &record(&[]), &Question { known_on: parse_date(day), ..on("2025-06-15") })
            .unwrap()
            .level
    };
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
