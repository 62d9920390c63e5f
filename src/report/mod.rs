//! What people and programs are shown: problems and decisions, laid out.
//!
//! Problems and decisions come in, text goes out; nothing is decided and nothing is printed here. Each has skins with
//! one content: for the terminal, for screen readers, for programs. What is shown depends on the arguments alone,
//! never on the terminal or the environment.

pub mod coverage;
pub mod decision;
pub mod mutants;
pub mod github;
pub mod diff;
mod markdown;
pub mod problem;
mod text;

#[cfg(test)]
mod decision_tests;
#[cfg(test)]
mod problem_tests;
#[cfg(test)]
mod samples;

pub use markdown::markdown;
pub use problem::{Style, problems, summary};
pub(crate) use text::visible;
#[cfg(feature = "cli")]
pub(crate) use text::{folded, padded, wrap};
