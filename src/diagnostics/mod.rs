//! What every problem can answer, which codes there are, and "did you mean".

pub mod codes;
mod fix;
mod problem;
mod suggest;

pub use fix::{Edit, Fix, Fixable, Safety};
pub use problem::{Problem, Problems, Severity};
pub use suggest::{closest, nearest, sure};
