//! Mutants: small changes of a policy that its cases should notice. A change that no case notices is a place
//! that no case tests, or a change without effect.

mod apply;
mod expressions;
mod find;
mod idle;
mod run;

pub use self::find::mutants;
pub use self::run::{Examined, Fate, examine};

use crate::eval::decision::Place;
use crate::typed::{Comparison, RuleId};

/// A small change of a policy.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// The statement that is changed: `rule content`.
    pub owner: String,
    /// The change in words.
    pub words: String,
    /// Where it is.
    pub place: Place,
    edit: Edit,
}

impl Mutant {
    /// The name of the statement that is changed, without its keyword.
    pub fn statement(&self) -> &str {
        name(&self.owner)
    }

    /// What it is called where it is listed as having no effect.
    pub fn key(&self) -> String {
        format!("{}: {}", self.owner, self.words)
    }
}

/// The name of the statement that a change is about, from what the change is called: `content` of `rule content: …`.
pub fn name(change: &str) -> &str {
    let owner = change.split_once(':').map_or(change, |(owner, _)| owner);
    owner.split_once(' ').map_or(owner, |(_, name)| name)
}

/// Where an expression stands: its owner, and the way through the parts of expressions.
#[derive(Clone, Debug)]
struct At {
    owner: Owner,
    way: Vec<usize>,
}

/// What has an expression.
#[derive(Clone, Copy, Debug)]
enum Owner {
    Rule(usize, usize),
    Duty(usize),
    Definition(usize),
}

/// An edge of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    First,
    Last,
}

/// A change.
#[derive(Clone, Debug)]
enum Edit {
    /// Another comparison.
    Compare(At, Comparison),
    /// A part of `and` or `or` is left out.
    Drop(At, usize),
    /// `and` becomes `or`, or the other way round.
    Connect(At),
    /// A condition becomes its opposite.
    Negate(At),
    /// `between` leaves out one end.
    Narrow(At, Edge),
    /// An entry of a list in an expression is left out.
    Shorten(At, usize),
    /// A rule never holds.
    NeverRule(RuleId),
    /// A duty is never owed.
    NeverDuty(usize),
    /// A text loses one of its targets.
    Target(RuleId, usize, usize),
    /// A text no longer prevails over another.
    Prevails(RuleId, usize, usize),
    /// An entry of a named list is left out.
    Entry(usize, usize),
    /// Rules and duties under an instrument, or one text, begin or end a day later or earlier.
    Instrument(usize, Edge, i32),
    /// One text.
    Text(RuleId, usize, Edge, i32),
    /// A suspension or repeal.
    Interruption(usize, Edge, i32),
    /// A time limit is one day longer.
    Deadline(usize),
}

impl Edit {
    /// The expression that is changed.
    fn at(&self) -> Option<&At> {
        match self {
            Edit::Compare(at, _)
            | Edit::Drop(at, _)
            | Edit::Connect(at)
            | Edit::Negate(at)
            | Edit::Narrow(at, _)
            | Edit::Shorten(at, _) => Some(at),
            Edit::NeverRule(_)
            | Edit::NeverDuty(_)
            | Edit::Target(..)
            | Edit::Prevails(..)
            | Edit::Entry(..)
            | Edit::Instrument(..)
            | Edit::Text(..)
            | Edit::Interruption(..)
            | Edit::Deadline(_) => None,
        }
    }
}
