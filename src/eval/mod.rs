//! Deciding.

pub mod decision;
