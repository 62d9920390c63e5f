//! What no case exercises, in sentences.

use crate::coverage::{Clause, Coverage, DateCovered, Kind, Near, Outcome, Statement};
use crate::eval::decision::Truth;

/// What no case exercises of statements and days, a sentence each.
pub fn open(coverage: &Coverage) -> Vec<String> {
    let statements = coverage.statements.iter().flat_map(of_statement);
    let days = coverage.dates.iter().filter_map(|date| {
        let gap = of_date(date)?;
        Some(format!("{gap}: {}, {}", date.day, date.what))
    });
    statements.chain(days).collect()
}

/// What no case ever made of a statement: `never holds`, `never fails`.
pub(super) fn of_statement(statement: &Statement) -> Vec<String> {
    let none = |outcome: Outcome| statement.cases(outcome).is_empty();
    let name = &statement.name;
    let mut sentences = Vec::new();
    if none(Outcome::Holds) {
        sentences.push(match statement.kind {
            Kind::Duty => format!("no case ever owes `{name}`"),
            Kind::Rule | Kind::Exception | Kind::Disapplication => {
                format!("no case ever made `{name}` hold")
            }
        });
    }
    if none(Outcome::Fails) {
        sentences.push(match statement.kind {
            Kind::Rule => format!("no case ever made `{name}` fail"),
            Kind::Duty => format!("no case is ever free of `{name}`"),
            Kind::Exception | Kind::Disapplication => {
                format!("no case ever made `{name}` fail where its rule is met")
            }
        });
    }
    sentences
}

/// What a part of a condition never was.
pub(super) fn of_clause(clause: &Clause) -> Option<&'static str> {
    let none = |truth: Truth| clause.cases(truth).is_empty();
    match (none(Truth::Yes), none(Truth::No)) {
        (false, false) => None,
        (true, true) if none(Truth::Unknown) => Some("never looked at"),
        (true, true) => Some("never known"),
        (true, false) => Some("never true"),
        (false, true) => Some("never false"),
    }
}

/// What is wanting on the sides of a day.
pub(super) fn of_date(date: &DateCovered) -> Option<&'static str> {
    match (&date.before, &date.after) {
        (Near::Nowhere, Near::Nowhere) => Some("no case before it, and none on it or later"),
        (Near::Nowhere, Near::Away(..) | Near::Next(_)) => Some("no case before it"),
        (Near::Away(..) | Near::Next(_), Near::Nowhere) => Some("no case on it or later"),
        (Near::Away(..) | Near::Next(_), Near::Away(..) | Near::Next(_)) => None,
    }
}

/// Whether cases lie on both sides of a day, but not next to it.
pub(super) fn is_loose(date: &DateCovered) -> bool {
    date.is_covered() && !matches!((&date.before, &date.after), (Near::Next(_), Near::Next(_)))
}
