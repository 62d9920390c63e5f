//! Text to tree: [`parse`] reads one file by the grammar in `grammar/licit.pest`.
//!
//! There is always a tree. What could not be read is a [`tree::Item::Broken`] in it, and the
//! problems say why, so that everything else can still be checked.

mod allowed;
mod characters;
mod clauses;
mod comments;
mod conditions;
mod data;
mod days;
mod error;
mod expressions;
mod fixes;
mod mend;
mod mistakes;
mod nesting;
mod numbers;
mod operands;
mod pairs;
mod parse;
mod pieces;
mod plain;
mod statements;
pub mod tree;
mod words;

#[cfg(test)]
mod tests;

pub use allowed::has_stray_clause;
pub use comments::comments;
pub use error::SyntaxError;
pub use parse::parse;
