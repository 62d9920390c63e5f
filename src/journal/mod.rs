//! A record of decisions: one JSON line for each, from which it can be decided again.
//!
//! Each line carries the digest of the line before it and one of itself, so that a line that was changed, taken out or
//! torn shows. Lines are written and read here; `cli` puts them into files. docs/record.md describes the format.

mod chain;
#[expect(missing_docs, reason = "the message beside each variant says what it means")]
pub mod error;
mod given;
mod line;
mod read;
#[cfg(test)]
mod tests;

pub use self::chain::{BEGINNING, Chained, Tail, chain, claimed, tail};
pub use self::error::JournalError;
pub use self::given::given;
pub use self::line::{Entry, Outcome, RECORD_FORMAT, entry};
pub use self::read::{Broken, Line, read};
