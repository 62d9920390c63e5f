//! Licit.

pub mod value;
