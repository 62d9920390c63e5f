//! All tests.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it should do"
)]

mod build;
mod docs;
mod generate;
mod layout;
mod naive;
mod second_opinion;
