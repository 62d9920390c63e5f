//! Licit.
