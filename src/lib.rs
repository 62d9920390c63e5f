//! Licit: a policy language that lawyers can write.

pub mod check;
pub mod diagnostics;
pub mod eval;
pub mod facts;
pub mod load;
pub mod program;
pub mod report;
pub mod schema;
pub mod source;
pub mod syntax;
pub mod typed;
pub mod value;
