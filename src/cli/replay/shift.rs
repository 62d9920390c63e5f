//! What of a recorded decision is not as it was, in the terms of `licit diff`.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::diff::{Direction, Move, Status};
use crate::journal::Outcome;
use crate::program::Program;

/// A decision that does not come out as recorded.
#[derive(Clone, Debug)]
pub(super) struct Shift {
    /// The line.
    pub line: usize,
    /// What the case is called.
    pub case: String,
    /// The policy's name.
    pub policy: String,
    /// What was recorded.
    pub was: Outcome,
    /// What comes out.
    pub now: Outcome,
    /// Which way the verdict moves.
    pub direction: Direction,
    /// Rules, duties and missing facts that are not as they were.
    pub moves: Vec<Move>,
}

/// Which way a verdict moves, by the scale of the policy that decides now. A recorded word that the scale does not have
/// any more cannot be placed on it.
pub(super) fn direction(was: &Outcome, now: &Outcome, program: &Program) -> Direction {
    let rank = |name: &str| program.policy().scale.iter().position(|level| level.name == name);
    let end = |was: &str, now: &str| match (rank(was), rank(now)) {
        _ if was == now => Some(Ordering::Equal),
        (Some(was), Some(now)) => Some(was.cmp(&now)),
        _ => None,
    };
    let ends = [end(&was.at_least, &now.at_least), end(&was.at_most, &now.at_most)];
    let stricter = ends.contains(&Some(Ordering::Less));
    let milder = ends.contains(&Some(Ordering::Greater));
    match (ends.contains(&None), stricter, milder) {
        (true, _, _) | (_, true, true) => Direction::Other,
        (false, true, false) => Direction::Stricter,
        (false, false, true) => Direction::Milder,
        (false, false, false) => Direction::Same,
    }
}

/// What moved between two outcomes of one case.
pub(super) fn moves(was: &Outcome, now: &Outcome) -> Vec<Move> {
    let mut found = rules(was, now);
    found.extend(duties(was, now));
    let (before, after): (BTreeSet<&String>, BTreeSet<&String>) =
        (was.missing.iter().collect(), now.missing.iter().collect());
    for path in before.symmetric_difference(&after) {
        found.push(Move::Missing { path: (*path).clone(), asked: after.contains(path) });
    }
    found.sort();
    found
}

fn rules(was: &Outcome, now: &Outcome) -> Vec<Move> {
    let status = |outcome: &Outcome, name: &String| {
        if outcome.rules.contains(name) {
            Status::Yes
        } else if outcome.may_hold.contains(name) {
            Status::Maybe
        } else {
            Status::No
        }
    };
    let all = [&was.rules, &was.may_hold, &now.rules, &now.may_hold];
    let names: BTreeSet<&String> = all.into_iter().flatten().collect();
    let moved = |name: &String| {
        let (was, now) = (status(was, name), status(now, name));
        let name = name.clone();
        (was != now).then_some(Move::Rule { name, was, now, says: None, cites: None })
    };
    names.into_iter().filter_map(moved).collect()
}

/// A duty as a record has it: `report by 2027-01-01`, `report perhaps`, `report, day not known`.
fn duty(text: &str) -> (&str, Status, &str) {
    let (name, rest) = text.split_at(text.find([' ', ',']).unwrap_or(text.len()));
    match rest.strip_prefix(" perhaps") {
        Some(rest) => (name, Status::Maybe, rest),
        None => (name, Status::Yes, rest),
    }
}

fn duties(was: &Outcome, now: &Outcome) -> Vec<Move> {
    let find = |outcome: &'_ Outcome, name: &str| {
        let found = outcome.duties.iter().map(|text| duty(text)).find(|(known, ..)| *known == name);
        found.map_or((Status::No, String::new()), |(_, status, due)| (status, day(due)))
    };
    let names: BTreeSet<&str> = was.duties.iter().chain(&now.duties).map(|text| duty(text).0).collect();
    let moved = |name: &str| {
        let ((was, old), (now, new)) = (find(was, name), find(now, name));
        let name = name.to_owned();
        if was != now {
            return Some(Move::Duty { name, was, now });
        }
        (old != new).then_some(Move::Terms { name, what: "due", old, new })
    };
    names.into_iter().filter_map(moved).collect()
}

/// The day behind a duty, in the words of `licit diff`.
fn day(due: &str) -> String {
    match due.strip_prefix(" by ") {
        Some(day) => day.to_owned(),
        None if due.is_empty() => "without a time limit".to_owned(),
        None => "not known".to_owned(),
    }
}
