//! Licit: a policy language that lawyers can write.

pub mod check;
pub mod diagnostics;
pub mod eval;
pub mod format;
pub mod schema;
pub mod source;
pub mod syntax;
pub mod typed;
pub mod value;
