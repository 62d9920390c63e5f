//! What a change of a policy does, in numbers and examples.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::decision::{DataStamp, PolicyStamp, Range};
use crate::value::Date;

use super::change::{CaseChange, Direction, Move};
use super::edit::Edit;

/// Which policy a case could not be put to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnfitSide {
    /// The old one alone.
    Old,
    /// The new one alone.
    New,
    /// Neither takes it.
    Both,
}

/// A case that could not be put to a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// The case.
    pub id: String,
    /// Which policy does not take it.
    pub side: UnfitSide,
    /// Why not.
    pub why: String,
}

/// One of the two policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Name, title and digest.
    pub policy: PolicyStamp,
    /// Its verdicts from mild to strict, each with its title.
    pub scale: Vec<(String, String)>,
    /// Its lists, tables and calendars.
    pub data: Vec<DataStamp>,
}

/// How many cases came from which verdict to which.
///
/// A place on an axis is that of the verdict in its scale; then follow `undecided` and `not read`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// What stands at the old places.
    pub rows: Vec<String>,
    /// What stands at the new places.
    pub columns: Vec<String>,
    /// Cases by old and new place; pairs without a case are left out.
    pub cells: BTreeMap<(usize, usize), usize>,
}

impl Matrix {
    /// The places of both axes at which a case stands; nothing where there is no case.
    pub fn used(&self) -> Option<(Vec<usize>, Vec<usize>)> {
        let rows: BTreeSet<usize> = self.cells.keys().map(|(row, _)| *row).collect();
        let columns: BTreeSet<usize> = self.cells.keys().map(|(_, column)| *column).collect();
        (!rows.is_empty()).then(|| (rows.into_iter().collect(), columns.into_iter().collect()))
    }
}

/// Cases by what has become of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Cases decided under both.
    pub compared: usize,
    /// Of these, cases with another verdict or range.
    pub changed: usize,
    /// Of the changed ones, those that become stricter.
    pub stricter: usize,
    /// Those that become milder.
    pub milder: usize,
    /// Those of which one end becomes milder and the other stricter.
    pub other: usize,
    /// Cases with the same verdict for other reasons or with other duties.
    pub reasons: usize,
    /// Cases that were decided and are so no longer.
    pub undecided: usize,
    /// Cases that one of the policies does not take.
    pub unfit: usize,
}

/// Cases that change in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The way: rules and duties that came or went.
    pub moves: Vec<Move>,
    /// The edits that it may come from, as positions in [`Difference::edits`].
    pub edits: Vec<usize>,
    /// What has become of them.
    pub counts: Counts,
    /// Examples.
    pub samples: Vec<CaseChange>,
}

/// An edit that no case shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unused {
    /// Position in [`Difference::edits`].
    pub edit: usize,
    /// A case that shows what it does, where one was found.
    pub example: Option<Example>,
}

/// A case that was made to show what an edit does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Its facts, as YAML.
    pub facts: String,
    /// The day that picks the law, where it was asked for.
    pub as_of: Option<Date>,
    /// What has become of it.
    pub change: CaseChange,
}

/// What a change of a policy does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The policy as it was.
    pub old: Side,
    /// The policy as it is.
    pub new: Side,
    /// What of the text has changed.
    pub edits: Vec<Edit>,
    /// From which verdict to which.
    pub matrix: Matrix,
    /// How many.
    pub counts: Counts,
    /// Changed cases by the way in which they change, the largest group first.
    pub groups: Vec<Group>,
    /// Changed cases, as many as are kept.
    pub changes: Vec<CaseChange>,
    /// Cases that a policy does not take, as many as are kept.
    pub unfit: Vec<Unfit>,
    /// Edits that no case shows.
    pub unused: Vec<Unused>,
    /// What the rules and duties are that moved, by name.
    pub named: BTreeMap<String, Named>,
}

/// What people are told of a rule or duty beside its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Its title.
    pub title: Option<String>,
    /// The provision that it cites.
    pub citation: Option<String>,
}

impl Difference {
    /// Whether nothing has changed, in text or in cases.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
            && self.counts.changed == 0
            && self.counts.reasons == 0
            && self.counts.unfit == 0
    }
}

impl Counts {
    /// Both together.
    #[must_use]
    pub fn and(self, other: &Counts) -> Counts {
        Counts {
            compared: self.compared + other.compared,
            changed: self.changed + other.changed,
            stricter: self.stricter + other.stricter,
            milder: self.milder + other.milder,
            other: self.other + other.other,
            reasons: self.reasons + other.reasons,
            undecided: self.undecided + other.undecided,
            unfit: self.unfit + other.unfit,
        }
    }

    pub(super) fn count(&mut self, change: &CaseChange) {
        match change.direction {
            Direction::Stricter => self.stricter += 1,
            Direction::Milder => self.milder += 1,
            Direction::Other => self.other += 1,
            Direction::Same => self.reasons += 1,
        }
        if change.direction != Direction::Same {
            self.changed += 1;
        }
        let certain = |range: &Range| range.certain().is_some();
        if certain(&change.old) && !certain(&change.new) {
            self.undecided += 1;
        }
    }
}
