//! Licit.

/// Values that literals, constants and facts share.
pub mod value;
