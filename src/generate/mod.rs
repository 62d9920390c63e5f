//! Cases made from the policy itself: each limit at, just under and just over; each day on which the policy
//! changes, the day before and the day after; the first and the last of each list and a stranger; each exception
//! on and off. All else in a case is such that the one thing decides.
//!
//! The expected answers are what the policy decides now. They prove nothing until somebody has looked at them.

mod compare;
mod days;
mod elements;
mod fill;
mod focus;
mod open;
mod search;
mod sheet;
mod solver;
mod statement;
mod tables;
mod values;
mod yaml;

use std::collections::BTreeSet;

use crate::eval::{Decision, Question};
use crate::facts::Facts;
use crate::program::Program;

pub use self::search::{Search, ordinary};
pub use self::yaml::{case_file, facts};

/// A case that was made.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Its name: the statement, the number of the part of its condition, and what is tried.
    pub id: String,
    /// What is tried, in words.
    pub why: String,
    /// Its facts.
    pub facts: Facts,
    /// The day that it asks for.
    pub question: Question,
    /// What the policy decides now.
    pub decision: Decision,
    written: sheet::Sheet,
}

/// What was made, and what could not be.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// The cases, by statement in the order of the text.
    pub cases: Vec<Generated>,
    /// What no case could be built for, in words.
    pub failures: Vec<String>,
}

/// Makes cases for all statements of a policy, under the default answers to contested points.
pub fn generate(program: &Program) -> Made {
    let mut maker = Maker::new(program);
    for statement in statement::all(program) {
        maker.statement(&statement);
    }
    maker.made
}

struct Maker<'p> {
    program: &'p Program,
    made: Made,
    /// Parts of conditions that have been looked at.
    seen: BTreeSet<usize>,
    /// Days that have been looked at, with what changes.
    days: BTreeSet<(crate::value::Date, String)>,
    /// Entries and keys that are tried before all others.
    sought: BTreeSet<String>,
}

impl<'p> Maker<'p> {
    fn new(program: &'p Program) -> Maker<'p> {
        let (seen, days, sought) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        Maker { program, made: Made::default(), seen, days, sought }
    }
}
