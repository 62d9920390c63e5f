//! Licit: a policy language that lawyers can write.

pub mod diagnostics;
pub mod facts;
pub mod schema;
pub mod source;
/// Values that literals, constants and facts share.
pub mod value;
