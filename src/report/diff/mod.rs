//! What a change of a policy does, laid out: for the terminal, for screen readers, for pull requests, for browsers, for
//! programs.
//!
//! Comes in: differences, one for each policy. The text says what they say and adds nothing of its own.

mod html;
mod human;
mod json;
mod markdown;
mod words;

use crate::diff::Difference;

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
}

pub use self::html::html;
pub use self::human::{human, plain};
pub use self::json::{DIFF_FORMAT, json};
pub use self::markdown::markdown;
