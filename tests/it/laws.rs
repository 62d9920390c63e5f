//! Laws that hold of every policy, and edges to the unit and to the day.

mod edges;
mod order;
mod tables;

use licit::eval::Question;
use licit::eval::decision::Truth;
use licit::value::date::parse_date;
use licit::{Format, Outcome, Policy};

/// A policy that must be right.
fn policy(text: &str) -> Policy {
    Policy::from_text(text).unwrap_or_else(|report| panic!("{report}\n{text}"))
}

/// What a policy says of facts in YAML, by the law of a day.
fn outcome(policy: &Policy, facts: &str, day: &str) -> Outcome {
    let facts = policy.facts("case.yaml", facts, Format::Yaml).unwrap_or_else(|report| panic!("{report}"));
    policy.outcome(&facts, &Question::new(parse_date(day), None))
}

/// Whether `deny if CONDITION` holds over declared facts.
fn truth(declared: &str, condition: &str, facts: &str) -> Truth {
    let policy = policy(&format!("{declared}\ndeny if {condition}\n"));
    outcome(&policy, facts, "2026-06-01").rules[0]
}
