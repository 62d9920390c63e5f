//! Ranges, completions, and that learning never widens.

use licit::schema::{Field, Type};
use licit::typed::{Policy, RuleId};
use licit::value::Value;
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

use super::{DENY, LICENSE, PERMIT, booleans, on};
use crate::build::*;
use crate::naive::{completions, range, verdict};

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
    assert_eq!(
        range(&policy, &record(&[Value::UNKNOWN]), &on("2026-01-01")),
        (LICENSE, DENY),
        "one of the two holds"
    );
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
    let numbers = |r#type: &Type, _: &Field| {
        if *r#type == Type::Number { vec![number("1"), number("2")] } else { Vec::new() }
    };
    assert_eq!(completions(&policy, &facts, &numbers).len(), 2 * 3 * 3 * 2);
    let known = record(&[yes(), undeterminable(), record(&[Value::Choice(0), number("1")])]);
    let left = completions(&policy, &known, &numbers);
    assert_eq!(left, [known], "what cannot be determined stays");
}

/// A policy over four booleans from numbers: each makes a rule, an exception or a disapplication of earlier ones.
fn from_numbers(numbers: &[u16]) -> Policy {
    let mut policy = booleans(4);
    for (index, number) in numbers.iter().map(|number| usize::from(*number)).enumerate() {
        let pair = [fact(number % 4), fact(number / 4 % 4)];
        let condition =
            [and(&pair), or(&pair), not(fact(number % 4)), fact(number % 4)][number / 16 % 4].clone();
        let target = RuleId(number / 64 % index.max(1));
        let last = index + 1 == numbers.len() && index > 0;
        match number / 256 % 4 {
            _ if last => rule(&mut policy, "last", DENY, or(&[not(applies(&[target])), condition])),
            1 | 2 if index > 0 => {
                exception(&mut policy, &format!("e{index}"), &[target], number / 1024 % 5, condition)
            }
            3 if index > 0 => disapply(&mut policy, &format!("d{index}"), &[target], condition),
            _ => rule(&mut policy, &format!("r{index}"), 1 + number / 1024 % 4, condition),
        };
    }
    policy
}

proptest! {
    #[test]
    fn learning_a_fact_never_widens_the_range(numbers in vec(any::<u16>(), 1..6), holes in 0usize..16, values in 0usize..16) {
        let policy = from_numbers(&numbers);
        let value = |hole: usize| move |slot: usize| if hole >> slot & 1 == 1 { Value::UNKNOWN } else { Value::Boolean(values >> slot & 1 == 1) };
        let facts = |hole: usize| record(&(0..4).map(value(hole)).collect::<Vec<_>>());
        let question = on("2026-01-01");
        let (least, most) = range(&policy, &facts(holes), &question);
        for slot in (0..4).filter(|slot| holes >> slot & 1 == 1) {
            let (low, high) = range(&policy, &facts(holes & !(1 << slot)), &question);
            prop_assert!(least <= low && high <= most);
        }
        for complete in completions(&policy, &facts(holes), &|_, _| Vec::new()) {
            let level = verdict(&policy, &complete, &question).unwrap().level;
            prop_assert!(least <= level && level <= most);
            prop_assert_eq!(range(&policy, &complete, &question), (level, level));
        }
    }
}
