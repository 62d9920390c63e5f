//! What coverage says. Cases are named by their position in [`Coverage::cases`].

use std::collections::BTreeMap;

use crate::eval::decision::{Place, Provision, Truth};
use crate::value::Date;

/// What cases exercise of a policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// The policy's name.
    pub policy: String,
    /// What people see.
    pub title: Option<String>,
    /// SHA-256 over all its files.
    pub digest: String,
    /// The names of the cases.
    pub cases: Vec<String>,
    /// Rules, exceptions, disapplications and duties, in the order of the text.
    pub statements: Vec<Statement>,
    /// Definitions that are conditions or have some in them, in the order of the text.
    pub definitions: Vec<Definition>,
    /// Days on which the policy changes, the earliest first.
    pub dates: Vec<DateCovered>,
}

/// What a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `rule`
    Rule,
    /// `exception`
    Exception,
    /// `disapply`
    Disapplication,
    /// `duty`
    Duty,
}

impl Kind {
    /// The word of the language.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Rule => "rule",
            Kind::Exception => "exception",
            Kind::Disapplication => "disapply",
            Kind::Duty => "duty",
        }
    }
}

/// How a statement stands in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It holds; a duty is owed.
    Holds,
    /// It is in force and does not hold, because its condition is not true. An exception counts as failing
    /// only where a rule that it is an exception to is met.
    Fails,
    /// Its condition is true, but an exception takes its place.
    Displaced,
    /// Its condition is true, but it is switched off.
    SwitchedOff,
    /// It may hold: something about it is not known.
    Unknown,
    /// It is not in force.
    NotInForce,
}

/// A rule, exception, disapplication or duty, and what cases make of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Where the law says it; an exception that cites nothing rests on what it excepts from.
    pub provisions: Vec<Provision>,
    /// Where it stands in the policy.
    pub place: Place,
    /// The cases of each outcome; outcomes without a case are left out.
    pub outcomes: BTreeMap<Outcome, Vec<usize>>,
    /// The parts of its condition, of all its texts.
    pub clauses: Vec<Clause>,
}

impl Statement {
    /// The cases of an outcome.
    pub fn cases(&self, outcome: Outcome) -> &[usize] {
        self.outcomes.get(&outcome).map_or(&[], Vec::as_slice)
    }

    /// Whether some case makes it hold, and some makes it fail.
    pub fn is_covered(&self) -> bool {
        !self.cases(Outcome::Holds).is_empty() && !self.cases(Outcome::Fails).is_empty()
    }
}

/// A definition and the parts of its conditions.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// Its name.
    pub name: String,
    /// Where it stands in the policy.
    pub place: Place,
    /// The parts of its conditions.
    pub clauses: Vec<Clause>,
}

/// A part of a condition, and what cases make of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// As written.
    pub text: String,
    /// Where it stands in the policy.
    pub place: Place,
    /// The cases in which it comes to true, false or unknown; those without a case are left out.
    pub truths: BTreeMap<Truth, Vec<usize>>,
}

impl Clause {
    /// The cases in which it comes to something.
    pub fn cases(&self, truth: Truth) -> &[usize] {
        self.truths.get(&truth).map_or(&[], Vec::as_slice)
    }

    /// Whether it was true in some case, and false in some.
    pub fn is_covered(&self) -> bool {
        !self.cases(Truth::Yes).is_empty() && !self.cases(Truth::No).is_empty()
    }
}

/// A day on which the policy changes, and the cases on both sides of it.
#[derive(Clone, Debug, PartialEq)]
pub struct DateCovered {
    /// The first day of what is new.
    pub day: Date,
    /// What changes: `rule content begins`.
    pub what: String,
    /// Where it stands in the policy.
    pub place: Place,
    /// The nearest case before the day.
    pub before: Near,
    /// The nearest case on the day or later.
    pub after: Near,
}

impl DateCovered {
    /// Whether there are cases on both sides.
    pub fn is_covered(&self) -> bool {
        !matches!((&self.before, &self.after), (Near::Nowhere, _) | (_, Near::Nowhere))
    }
}

/// How near a case comes to a side of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Near {
    /// No case that is about it lies on this side.
    Nowhere,
    /// The nearest one lies further away: its day, and the case.
    Away(Date, usize),
    /// A case lies on the day before, or on the day itself.
    Next(usize),
}

impl Coverage {
    /// How many statements are covered, and how many there are.
    pub fn statements_covered(&self) -> (usize, usize) {
        let covered = self.statements.iter().filter(|statement| statement.is_covered());
        (covered.count(), self.statements.len())
    }

    /// How many parts of conditions are covered, and how many there are.
    pub fn clauses_covered(&self) -> (usize, usize) {
        (self.clauses().filter(|clause| clause.is_covered()).count(), self.clauses().count())
    }

    /// How many days are covered, and how many there are.
    pub fn dates_covered(&self) -> (usize, usize) {
        (self.dates.iter().filter(|date| date.is_covered()).count(), self.dates.len())
    }

    /// All parts of conditions.
    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        let of_statements = self.statements.iter().flat_map(|statement| &statement.clauses);
        of_statements.chain(self.definitions.iter().flat_map(|definition| &definition.clauses))
    }

    /// Whether each statement holds and fails in some case, and each day has cases on both sides.
    pub fn is_complete(&self) -> bool {
        self.statements.iter().all(Statement::is_covered) && self.dates.iter().all(DateCovered::is_covered)
    }

    /// The name of a case.
    pub fn case(&self, index: usize) -> &str {
        self.cases.get(index).map_or("", String::as_str)
    }
}
