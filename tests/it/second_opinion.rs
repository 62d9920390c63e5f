//! The second opinion says what the language says. Results are written from the text, not from code.

mod beside;
mod rules;
mod structure;
mod unknown;
mod values;

use licit::schema::Type;
use licit::typed::{Expression, Policy};
use licit::value::{Value, date::parse_date};

use crate::build::*;
use crate::naive::{Question, range};

const PERMIT: usize = 0;
const LICENSE: usize = 1;
const REVIEW: usize = 2;
const DENY: usize = 4;

fn on(day: &str) -> Question {
    Question { as_of: parse_date(day), ..Question::default() }
}

fn names(set: &std::collections::BTreeSet<String>) -> Vec<&str> {
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

fn booleans(count: usize) -> Policy {
    policy(&vec![("x", Type::Boolean); count])
}
