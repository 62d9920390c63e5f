//! What of a policy's text has changed.

use crate::eval::decision::Place;

/// The kind of statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditKind {
    /// `rule`
    Rule,
    /// `exception`
    Exception,
    /// `disapply`
    Disapplication,
    /// `duty`
    Duty,
    /// `suspension`
    Suspension,
    /// `repeal`
    Repeal,
    /// `instrument`
    Instrument,
    /// `list`
    List,
    /// `table`
    Table,
    /// `parameter`
    Parameter,
    /// `define`
    Definition,
    /// `calendar`
    Calendar,
    /// `reading`
    Reading,
    /// `presume`
    Presumption,
    /// `fact`, or a field of a record
    Fact,
    /// `enum`
    Enumeration,
    /// `codes`
    Codes,
    /// `assert`
    Assertion,
    /// `verdicts`
    Verdicts,
    /// `policy`
    Policy,
}

impl EditKind {
    /// Its word in the language.
    pub fn word(self) -> &'static str {
        match self {
            EditKind::Rule => "rule",
            EditKind::Exception => "exception",
            EditKind::Disapplication => "disapply",
            EditKind::Duty => "duty",
            EditKind::Suspension => "suspension",
            EditKind::Repeal => "repeal",
            EditKind::Instrument => "instrument",
            EditKind::List => "list",
            EditKind::Table => "table",
            EditKind::Parameter => "parameter",
            EditKind::Definition => "define",
            EditKind::Calendar => "calendar",
            EditKind::Reading => "reading",
            EditKind::Presumption => "presume",
            EditKind::Fact => "fact",
            EditKind::Enumeration => "enum",
            EditKind::Codes => "codes",
            EditKind::Assertion => "assert",
            EditKind::Verdicts => "verdicts",
            EditKind::Policy => "policy",
        }
    }
}

/// How a statement has changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
    /// It says the same under another name; this is the one before.
    Renamed(String),
}

/// A part that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// What it is: `condition`, `verdict`, `in force`, `citation`, ….
    pub what: String,
    /// What stood there.
    pub old: Option<String>,
    /// What stands there.
    pub new: Option<String>,
    /// Whether a decision can depend on it.
    pub counts: bool,
}

/// An entry of a list, a cell of a table, a value of a parameter that came, went or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which one.
    pub key: String,
    /// What stood there; `None` where it is new.
    pub old: Option<String>,
    /// What stands there; `None` where it is gone.
    pub new: Option<String>,
}

/// A statement that is not as it was. Layout, remarks and order are no change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What kind of statement.
    pub kind: EditKind,
    /// Its name, the new one where it has two.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// The provision that it cites.
    pub citation: Option<String>,
    /// How it has changed.
    pub turn: Turn,
    /// Parts that differ.
    pub details: Vec<Detail>,
    /// Entries that differ.
    pub entries: Vec<Entry>,
    /// Rules and duties whose result rests on it, by name; itself left out.
    pub concerns: Vec<String>,
    /// Where it stands, or stood if it is gone.
    pub place: Place,
}

impl Edit {
    /// Whether a decision can depend on what changed. Titles, notes and assertions decide nothing.
    pub fn counts(&self) -> bool {
        let decides = self.kind != EditKind::Assertion;
        let moved = matches!(self.turn, Turn::Added | Turn::Removed);
        decides && (moved || !self.entries.is_empty() || self.details.iter().any(|detail| detail.counts))
    }
}
