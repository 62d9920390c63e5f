//! Licit: a policy language that lawyers can write.

pub mod diagnostics;
pub mod format;
pub mod source;
pub mod syntax;
pub mod value;
