//! What a change of a policy does: which statements say something else, and which cases are decided otherwise.
//!
//! Two programs and cases come in, a [`Difference`] comes out. Texts are compared by their meaning: layout, remarks
//! and order are no change. Cases are decided under both. No file is read here and nothing is printed.

mod change;
mod compare;
mod construct;
mod difference;
mod edit;
mod edits;
mod extract;
mod given;
mod statement;
mod vocabulary;
mod writer;

pub use self::change::{CaseChange, Direction, Move, Status};
pub use self::compare::{Comparison, Input, named, way};
pub use self::difference::{
    Counts, Difference, Example, Group, Matrix, Named, Side, Unfit, UnfitSide, Unused,
};
pub use self::edit::{Detail, Edit, EditKind, Entry, Turn};

use crate::program::Program;

/// What of a policy's text has changed: sorted by kind and name. Layout, remarks and order are no change.
pub fn changed_statements(old: &Program, new: &Program) -> Vec<Edit> {
    edits::edits(old, new).edits
}
