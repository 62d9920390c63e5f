//! Licit: a policy language that lawyers can write.

pub mod diagnostics;
pub mod source;
