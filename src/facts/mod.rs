//! The facts of one case: what is known, what is not, and where each value was written.
//!
//! In comes the text of a JSON, YAML or TOML file, out come values of the types that the vocabulary declares. A
//! document is first read into [`Node`]s, whose scalars are texts as written; only then does the declared type of
//! a field say what a text is. Nothing is guessed: what does not fit its type is a problem with its place.
//!
//! | in the facts | in a plain field | in an `optional` field |
//! |---|---|---|
//! | a value | known | known |
//! | no such key | not known | there is none |
//! | `null`, or `{not_known: true}` where a format has no null | not known | not known |
//! | `{cannot_determine: "why"}` | not known, and cannot be | not known, and cannot be |
//!
//! Not done here: no file is read, and no condition says whether a field applies.

mod amount;
mod beside;
mod code;
mod digest;
mod document;
mod error;
mod form;
mod json;
mod mismatch;
mod place;
mod read;
mod scalar;
mod schema_json;
mod spot;
mod toml;
mod yaml;

#[cfg(test)]
mod tests;

pub use self::document::{
    Format, Key, MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_SCALAR, Node, NodeKind, Style, document,
};
pub use self::error::FactError;
pub use self::form::empty_form;
pub use self::mismatch::Mismatch;
pub use self::place::{Facts, Place, Step};
pub use self::read::{read, read_value};
pub use self::scalar::{bare_edges, read_text};
pub use self::schema_json::json_schema;
