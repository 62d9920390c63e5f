//! All tests.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it should do"
)]

mod accepted;
mod build;
mod cases;
mod codes;
mod differential;
mod cli;
mod docs;
mod facts_cases;
mod generate;
mod laws;
mod layout;
mod naive;
mod policies;
mod robust;
mod second_opinion;
mod words;
