//! Days: one on which a statement is in force, and those on which it begins, ends or is interrupted.

use std::collections::BTreeSet;

use crate::eval::{Question, interrupts};
use crate::program::Program;
use crate::typed::{InstrumentId, Interruption, Interval};
use crate::value::Date;

use super::statement::{Statement, Which};

/// Days to try, the likeliest first: without a date any day does.
pub(super) fn candidates(program: &Program, statement: &Statement<'_>) -> Vec<Date> {
    let mut days: BTreeSet<Date> = BTreeSet::new();
    let policy = program.policy();
    let ordinary = Date::new(2026, 6, 15).unwrap_or_default();
    let instruments = policy.instruments.iter().map(|instrument| instrument.in_force);
    let interruptions = policy.interruptions.iter().map(|found| found.period);
    for interval in instruments.chain(interruptions).chain([statement.in_force]) {
        days.extend(interval.from);
        days.extend(interval.through);
        days.extend(interval.through.and_then(|through| through.tomorrow().ok()));
    }
    // The latest days first: what holds now is what people look at.
    let known: Vec<Date> = days.into_iter().rev().collect();
    if known.is_empty() { vec![ordinary] } else { known }
}

/// The days on which a statement changes, each with what happens.
pub(super) fn edges(program: &Program, statement: &Statement<'_>) -> Vec<(Date, String)> {
    let policy = program.policy();
    let instrument = instrument(program, statement);
    let declared = instrument.and_then(|id| policy.instruments.get(id.0));
    let mut found = Vec::new();
    let shared = declared.map(|found| found.in_force).unwrap_or_default();
    let name = |edge: Option<Date>, of: Option<Date>| match declared {
        Some(found) if edge == of => found.name.clone(),
        _ => statement.name.to_owned(),
    };
    found
        .extend(statement.in_force.from.map(|day| (day, format!("{} begins", name(Some(day), shared.from)))));
    found.extend(
        end(&statement.in_force)
            .map(|day| (day, format!("{} has ended", name(statement.in_force.through, shared.through)))),
    );
    let taken = |found: &&Interruption| {
        interrupts(program, &Question::default(), found) && reaches(found, statement, instrument)
    };
    for interruption in policy.interruptions.iter().filter(taken) {
        found.extend(interruption.period.from.map(|day| (day, format!("{} begins", interruption.name))));
        found.extend(end(&interruption.period).map(|day| (day, format!("{} has ended", interruption.name))));
    }
    found
}

fn end(interval: &Interval) -> Option<Date> {
    interval.through.and_then(|through| through.tomorrow().ok())
}

fn reaches(found: &Interruption, statement: &Statement<'_>, instrument: Option<InstrumentId>) -> bool {
    let named = match statement.which {
        Which::Rule(rule, _) => found.rules.contains(&rule),
        Which::Duty(_) => false,
    };
    named || instrument.is_some_and(|instrument| found.instruments.contains(&instrument))
}

fn instrument(program: &Program, statement: &Statement<'_>) -> Option<InstrumentId> {
    let policy = program.policy();
    match statement.which {
        Which::Rule(rule, text) => {
            let version = policy.rules.get(rule.0)?.versions.get(text)?;
            version.citation.as_ref().map(|citation| citation.instrument)
        }
        Which::Duty(duty) => policy.duties.get(duty)?.citation.as_ref().map(|citation| citation.instrument),
    }
}
