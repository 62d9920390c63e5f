//! What a replay has found.

use std::collections::BTreeMap;

use crate::diff::{Counts, Direction, Move, Named, way};
use crate::journal::Outcome;

use super::shift::Shift;

/// Decisions of one kind that are kept in full; the rest is counted.
pub(super) const KEPT: usize = 1_000;

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// Its writer did not come to the end.
    Torn,
    /// It is not as it was written.
    Edited,
    /// It does not follow the line before it.
    Gap,
    /// It is something else than a line of a record.
    Foreign,
    /// Another version of Licit has written it.
    Version,
}

impl Flaw {
    /// What is said of the line.
    pub fn words(self) -> &'static str {
        match self {
            Flaw::Torn => "is torn: its writer did not come to the end, and gave no verdict",
            Flaw::Edited => "is not as it was written: its digest does not match",
            Flaw::Gap => "does not follow the line before it: a line was taken out, put in or changed",
            Flaw::Foreign => "is no line of a record",
            Flaw::Version => "is of a format that this version does not read",
        }
    }

    /// Its word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Flaw::Torn => "torn",
            Flaw::Edited => "edited",
            Flaw::Gap => "gap",
            Flaw::Foreign => "foreign",
            Flaw::Version => "version",
        }
    }

    /// What is counted.
    pub fn noun(self) -> &'static str {
        match self {
            Flaw::Torn => "torn line",
            Flaw::Edited => "edited line",
            Flaw::Gap => "gap",
            Flaw::Foreign => "foreign line",
            Flaw::Version => "line of another version",
        }
    }

    /// All, in the order in which they are counted.
    pub const ALL: [Flaw; 5] = [Flaw::Torn, Flaw::Edited, Flaw::Gap, Flaw::Foreign, Flaw::Version];
}

/// A policy or a list that is not the one that decided.
#[derive(Clone, Debug)]
pub(super) struct OtherText {
    /// The first line that it decided.
    pub line: usize,
    /// Its name.
    pub policy: String,
    /// The digest then.
    pub was: String,
    /// The digest now.
    pub now: String,
    /// What of it.
    pub what: String,
}

/// A decision that cannot be made again.
#[derive(Clone, Debug)]
pub(super) struct Undecided {
    pub line: usize,
    pub case: String,
    pub why: String,
}

/// Decisions that change in the same way.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// The policy's name.
    pub policy: String,
    /// The way: rules and duties that came or went.
    pub moves: Vec<Move>,
    /// How many, and which way.
    pub counts: Counts,
    /// Examples, by their position among the decisions that are kept.
    pub samples: Vec<usize>,
}

/// Everything that was found.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// Decisions that were made again.
    pub decisions: usize,
    /// Those that could not be.
    pub undecided: Vec<Undecided>,
    /// Lines that are not as they should be, as many as are kept, and how many there are of each kind.
    pub flaws: Vec<(usize, Flaw)>,
    pub flawed: BTreeMap<&'static str, usize>,
    /// Texts that are not those that decided.
    pub other_texts: Vec<OtherText>,
    /// Decisions that come out otherwise.
    pub counts: Counts,
    pub groups: Vec<Group>,
    /// Those that are kept in full.
    pub shifts: Vec<Shift>,
    /// What the rules and duties are that moved, by policy and name.
    pub named: BTreeMap<(String, String), Named>,
    /// The digest of the last whole line.
    pub last: Option<String>,
}

impl Found {
    /// Notes a line that is not as it should be.
    pub fn flaw(&mut self, line: usize, flaw: Flaw) {
        *self.flawed.entry(flaw.word()).or_default() += 1;
        if self.flaws.len() < KEPT {
            self.flaws.push((line, flaw));
        }
    }

    /// How many lines have a flaw.
    pub fn flawed(&self, flaw: Flaw) -> usize {
        self.flawed.get(flaw.word()).copied().unwrap_or(0)
    }

    /// Whether the record is not as it was written. A torn line is none of that: its decision was never told.
    pub fn is_damaged(&self) -> bool {
        Flaw::ALL.iter().any(|flaw| *flaw != Flaw::Torn && self.flawed(*flaw) > 0)
    }

    /// Decisions that do not come out as recorded, those that cannot be made again included.
    pub fn differ(&self) -> usize {
        self.counts.changed + self.counts.reasons + self.undecided.len()
    }

    /// Takes in a decision that comes out otherwise.
    pub fn take(&mut self, shift: Shift) {
        count(&mut self.counts, &shift);
        let (moves, policy) = (way(&shift.moves), &shift.policy);
        let known = self.groups.iter().position(|group| group.moves == moves && group.policy == *policy);
        let at = known.unwrap_or_else(|| {
            let (counts, samples) = (Counts::default(), Vec::new());
            self.groups.push(Group { policy: policy.clone(), moves, counts, samples });
            self.groups.len().saturating_sub(1)
        });
        if let Some(group) = self.groups.get_mut(at) {
            group.counts.compared += 1;
            count(&mut group.counts, &shift);
            if self.shifts.len() < KEPT {
                group.samples.push(self.shifts.len());
            }
        }
        if self.shifts.len() < KEPT {
            self.shifts.push(shift);
        }
    }

    /// The largest group first.
    pub fn sort(&mut self) {
        self.groups.sort_by(|one, two| {
            let key = |group: &Group| (group.policy.clone(), group.moves.clone());
            two.counts.compared.cmp(&one.counts.compared).then_with(|| key(one).cmp(&key(two)))
        });
    }
}

/// Whether the verdict of an outcome is certain.
pub(super) fn is_certain(outcome: &Outcome) -> bool {
    outcome.at_least == outcome.at_most
}

fn count(counts: &mut Counts, shift: &Shift) {
    match shift.direction {
        Direction::Stricter => counts.stricter += 1,
        Direction::Milder => counts.milder += 1,
        Direction::Other => counts.other += 1,
        Direction::Same => counts.reasons += 1,
    }
    counts.changed += usize::from(shift.direction != Direction::Same);
    counts.undecided += usize::from(is_certain(&shift.was) && !is_certain(&shift.now));
}
