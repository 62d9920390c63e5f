//! What a change of a policy does, laid out: for the terminal, for screen readers, for pull requests, for browsers, for
//! programs.
//!
//! Comes in: differences, one for each policy that both sides have. The text says what they say and adds nothing of its own.

mod cases;
mod html;
mod human;
mod json;
mod markdown;
mod words;

use crate::diff::Difference;
use crate::value::Date;

/// All policies of two sides.
#[derive(Clone, Debug, Default)]
pub struct Comparisons {
    /// Those that both have.
    pub each: Vec<Compared>,
    /// Those that the new side does not have any more.
    pub gone: Vec<String>,
    /// Those that the old side did not have.
    pub come: Vec<String>,
}

/// The difference of one policy, and what the two sides are called.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Where the policy lies, where there are several.
    pub path: String,
    /// The old side as the user wrote it.
    pub old: String,
    /// The new side as the user wrote it.
    pub new: String,
    /// What the cases are: `12 cases`, `corpus.ndjson`.
    pub cases: String,
    /// What has changed.
    pub difference: Difference,
    /// Cases that are not what they were.
    pub case_edits: Vec<CaseEdit>,
    /// Accepted results that are not the ones they were.
    pub accepted: Vec<Accepted>,
}

/// A case that is new, gone, or not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEdit {
    /// Its file.
    pub file: String,
    /// Its name.
    pub id: String,
    /// What has become of it.
    pub turn: CaseTurn,
}

/// What has become of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseTurn {
    /// It is new.
    New,
    /// It is gone.
    Gone,
    /// It has other facts, or asks for another day.
    Facts,
    /// It expects another answer.
    Answer,
    /// It has other facts and expects another answer.
    Both,
}

/// An accepted result that is not the one it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The case file.
    pub file: String,
    /// The case.
    pub id: String,
    /// How the two results differ, in words.
    pub change: String,
    /// Whether none is kept any more.
    pub gone: bool,
    /// Why the new one was accepted; nothing where nobody has said so.
    pub reason: Option<String>,
    /// By whom.
    pub by: Option<String>,
    /// When.
    pub on: Option<Date>,
}

pub use self::html::html;
pub use self::human::{human, plain};
pub use self::json::{DIFF_FORMAT, json};
pub use self::markdown::markdown;
#[cfg(feature = "cli")]
pub(crate) use self::words::{headline, moved};
