//! What every problem can answer, and "did you mean".

mod problem;
mod suggest;

pub use problem::{Problem, Problems, Severity};
pub use suggest::{closest, nearest};
