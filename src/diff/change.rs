//! One case under two policies.

use std::collections::BTreeMap;

use crate::eval::decision::{
    Decision, Due, DutyFinding, FindingKind, Range, RuleFinding, Standing, Truth, Verdict,
};

/// Whether something holds in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It does not hold, or there is no such thing.
    No,
    /// It may hold.
    Maybe,
    /// It holds.
    Yes,
}

/// Which way a verdict moves. A range moves as its ends do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Not at all.
    Same,
    /// No end is milder, one is stricter.
    Stricter,
    /// No end is stricter, one is milder.
    Milder,
    /// One end is milder and one is stricter.
    Other,
}

/// One thing about a case that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// A rule, exception or disapplication holds or does not, or says something else.
    Rule {
        /// Its name, the new one where it has two.
        name: String,
        /// Whether it held.
        was: Status,
        /// Whether it holds.
        now: Status,
        /// The verdict that it gave and gives, where that is not the same.
        says: Option<(String, String)>,
        /// The provision that it cited and cites, where that is not the same.
        cites: Option<(String, String)>,
    },
    /// A duty is owed or not.
    Duty {
        /// Its name.
        name: String,
        /// Whether it was owed.
        was: Status,
        /// Whether it is owed.
        now: Status,
    },
    /// A duty is owed as before, but on other terms.
    Terms {
        /// Its name.
        name: String,
        /// What of it: `due`, `owed by`, `owed to`, `by way of`, `citation`.
        what: &'static str,
        /// What was said.
        old: String,
        /// What is said.
        new: String,
    },
    /// A fact is asked for that was not, or no longer.
    Missing {
        /// The fact.
        path: String,
        /// Whether it is asked for now.
        asked: bool,
    },
    /// A presumption is used that was not, or no longer.
    Presumption {
        /// The fact.
        path: String,
        /// Whether it is used now.
        used: bool,
    },
}

impl Move {
    /// The rule or duty that moves.
    pub fn name(&self) -> Option<&str> {
        match self {
            Move::Rule { name, .. } | Move::Duty { name, .. } | Move::Terms { name, .. } => Some(name),
            Move::Missing { .. } | Move::Presumption { .. } => None,
        }
    }
}

/// A case whose decision is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseChange {
    /// The case's name.
    pub id: String,
    /// The verdict that it had.
    pub old: Range,
    /// The verdict that it has.
    pub new: Range,
    /// Which way it moves.
    pub direction: Direction,
    /// What else is not as it was.
    pub moves: Vec<Move>,
}

/// How verdicts of two policies compare.
#[derive(Clone, Debug)]
pub(super) struct Scales {
    same: bool,
}

impl Scales {
    /// Two scales with the same words compare step by step; others by the steps of the built-in scale that they
    /// stand for.
    pub fn new(old: &[crate::typed::Level], new: &[crate::typed::Level]) -> Scales {
        let names =
            |scale: &[crate::typed::Level]| scale.iter().map(|level| level.name.clone()).collect::<Vec<_>>();
        Scales { same: names(old) == names(new) }
    }

    fn rank(&self, verdict: &Verdict) -> usize {
        if self.same { verdict.level } else { verdict.stands_for }
    }

    /// Which way a verdict moves.
    pub fn direction(&self, old: &Range, new: &Range) -> Direction {
        let end = |old: &Verdict, new: &Verdict| self.rank(old).cmp(&self.rank(new));
        let least = end(&old.at_least, &new.at_least);
        let most = end(&old.at_most, &new.at_most);
        let either = |wanted| least == wanted || most == wanted;
        match (either(std::cmp::Ordering::Less), either(std::cmp::Ordering::Greater)) {
            (true, true) => Direction::Other,
            (true, false) => Direction::Stricter,
            (false, true) => Direction::Milder,
            (false, false) => Direction::Same,
        }
    }
}

/// What of a case's decision is not what it was; nothing where all is.
pub(super) fn change(
    id: &str,
    old: &Decision,
    new: &Decision,
    scales: &Scales,
    renamed: &BTreeMap<String, String>,
) -> Option<CaseChange> {
    let direction = scales.direction(&old.verdict, &new.verdict);
    let mut moves = Vec::new();
    rules(old, new, renamed, &mut moves);
    duties(old, new, renamed, &mut moves);
    facts(old, new, &mut moves);
    moves.sort();
    // Two scales may have other words for the same step.
    let words = names(&old.verdict) != names(&new.verdict);
    (direction != Direction::Same || words || !moves.is_empty()).then(|| CaseChange {
        id: id.to_owned(),
        old: old.verdict.clone(),
        new: new.verdict.clone(),
        direction,
        moves,
    })
}

fn names(range: &Range) -> (&str, &str) {
    (&range.at_least.name, &range.at_most.name)
}

/// The name that a statement has now.
fn now<'n>(renamed: &'n BTreeMap<String, String>, name: &'n str) -> &'n str {
    renamed.get(name).map_or(name, String::as_str)
}

fn standing(finding: Option<&RuleFinding>) -> Status {
    match finding.map(|finding| &finding.standing) {
        Some(Standing::Holds) => Status::Yes,
        Some(Standing::MayHold) => Status::Maybe,
        Some(
            Standing::Displaced(_) | Standing::SwitchedOff(_) | Standing::NotMet | Standing::NotInForce(_),
        )
        | None => Status::No,
    }
}

fn rules(old: &Decision, new: &Decision, renamed: &BTreeMap<String, String>, moves: &mut Vec<Move>) {
    let before: BTreeMap<&str, &RuleFinding> =
        old.rules.iter().map(|rule| (now(renamed, &rule.name), rule)).collect();
    let after: BTreeMap<&str, &RuleFinding> =
        new.rules.iter().map(|rule| (rule.name.as_str(), rule)).collect();
    let mut names: Vec<&str> = before.keys().chain(after.keys()).copied().collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let (was, is) = (before.get(name).copied(), after.get(name).copied());
        moves.extend(rule(name, was, is));
    }
}

fn rule(name: &str, was: Option<&RuleFinding>, is: Option<&RuleFinding>) -> Option<Move> {
    let (old, new) = (standing(was), standing(is));
    let holds = old != Status::No && new != Status::No;
    let differ = |old: Option<String>, new: Option<String>| {
        (holds && old != new).then(|| (old.unwrap_or_default(), new.unwrap_or_default()))
    };
    let verdict = |rule: Option<&RuleFinding>| Some(rule?.verdict.as_ref()?.name.clone());
    let provision = |rule: Option<&RuleFinding>| Some(rule?.provision.as_ref()?.to_string());
    let says = differ(verdict(was), verdict(is));
    let cites = differ(provision(was), provision(is));
    // A disapplication says nothing itself: what it switches off is seen there.
    let silent = was.or(is).is_some_and(|rule| rule.kind == FindingKind::Disapplication);
    let moved = old != new || says.is_some() || cites.is_some();
    (moved && !silent).then(|| Move::Rule { name: name.to_owned(), was: old, now: new, says, cites })
}

fn owed(duty: Option<&DutyFinding>) -> Status {
    match duty.map(|duty| duty.owed) {
        Some(Truth::Yes) => Status::Yes,
        Some(Truth::Unknown) => Status::Maybe,
        Some(Truth::No) | None => Status::No,
    }
}

fn duties(old: &Decision, new: &Decision, renamed: &BTreeMap<String, String>, moves: &mut Vec<Move>) {
    let before: BTreeMap<&str, &DutyFinding> =
        old.duties.iter().map(|duty| (now(renamed, &duty.name), duty)).collect();
    let after: BTreeMap<&str, &DutyFinding> =
        new.duties.iter().map(|duty| (duty.name.as_str(), duty)).collect();
    let mut names: Vec<&str> = before.keys().chain(after.keys()).copied().collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let (was, is) = (before.get(name).copied(), after.get(name).copied());
        if owed(was) != owed(is) {
            moves.push(Move::Duty { name: name.to_owned(), was: owed(was), now: owed(is) });
        } else if let (Some(was), Some(is)) = (was, is) {
            moves.extend(terms(name, was, is));
        }
    }
}

fn terms(name: &str, was: &DutyFinding, is: &DutyFinding) -> Vec<Move> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let cited = |duty: &DutyFinding| duty.provision.as_ref().map(ToString::to_string).unwrap_or_default();
    let terms = [
        ("due", due(&was.due), due(&is.due)),
        ("owed by", text(&was.owed_by), text(&is.owed_by)),
        ("owed to", text(&was.owed_to), text(&is.owed_to)),
        ("by way of", text(&was.via), text(&is.via)),
        ("citation", cited(was), cited(is)),
    ];
    let differing = terms.into_iter().filter(|(_, old, new)| old != new);
    differing.map(|(what, old, new)| Move::Terms { name: name.to_owned(), what, old, new }).collect()
}

fn due(due: &Due) -> String {
    match due {
        Due::Unlimited => "without a time limit".to_owned(),
        Due::By(day) => day.to_string(),
        Due::Unknown(_) => "not known".to_owned(),
    }
}

fn facts(old: &Decision, new: &Decision, moves: &mut Vec<Move>) {
    let paths = |decision: &Decision| {
        decision.missing.iter().map(|fact| fact.path.clone()).collect::<std::collections::BTreeSet<_>>()
    };
    let (before, after) = (paths(old), paths(new));
    for path in before.symmetric_difference(&after) {
        moves.push(Move::Missing { path: path.clone(), asked: after.contains(path) });
    }
    let used = |decision: &Decision| {
        decision.presumptions.iter().map(|used| used.path.clone()).collect::<std::collections::BTreeSet<_>>()
    };
    let (before, after) = (used(old), used(new));
    for path in before.symmetric_difference(&after) {
        moves.push(Move::Presumption { path: path.clone(), used: after.contains(path) });
    }
}
