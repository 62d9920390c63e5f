//! Deciding.

pub mod decision;

pub use decision::*;
