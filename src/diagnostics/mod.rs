//! What every problem can answer, which codes there are, and "did you mean".

pub mod codes;
mod fix;
mod problem;
mod reason;
mod suggest;

pub use fix::{Edit, Fix, Fixable, Safety};
pub use problem::{Problem, Problems, Severity};
pub use reason::reason;
pub use suggest::{closest, nearest, sure};
