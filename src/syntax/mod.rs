//! Syntax.

pub mod tree;
