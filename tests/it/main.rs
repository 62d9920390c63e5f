//! All tests.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics has failed, which is what it should do"
)]

mod accepted;
mod batch;
mod build;
mod cases;
mod codes;
mod diff;
mod coverage;
mod differential;
#[cfg(feature = "xlsx")]
mod fact_mistakes;
mod cli;
mod docs;
mod compared_codes;
mod facts_cases;
mod generate;
mod journal;
mod laws;
mod layout;
mod mistakes;
mod outputs;
mod naive;
mod peers;
mod policies;
mod provisions;
mod robust;
mod review_walk;
mod screen;
mod second_opinion;
mod tour;
mod watch;
mod words;
