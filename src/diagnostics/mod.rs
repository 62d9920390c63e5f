//! What every problem can answer, which codes there are, and "did you mean".

pub mod codes;
mod problem;
mod suggest;

pub use problem::{Problem, Problems, Severity};
pub use suggest::{closest, nearest};
