//! Presumptions, and duties beside the verdict.

use licit::schema::Type;
use licit::typed::{Deadline, standard_scale};
use licit::value::{Date, Duration, Value, date::parse_date};

use super::{DENY, LICENSE, PERMIT, REVIEW, booleans, names, on};
use crate::build::*;
use crate::naive::{range, verdict};

#[test]
fn presumptions_stand_only_where_a_fact_is_unknown() {
    let mut policy = booleans(2);
    rule(&mut policy, "a", DENY, fact(0));
    policy.presumptions.push(presumption(&[0], yes(), fact(1)));
    let asked = |first: Value, second: Value| range(&policy, &record(&[first, second]), &on("2026-01-01"));
    assert_eq!(
        [asked(Value::UNKNOWN, yes()), asked(no(), yes()), asked(Value::None, yes())],
        [(DENY, DENY), (PERMIT, PERMIT), (PERMIT, PERMIT)]
    );
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
}
