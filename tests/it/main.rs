//! All tests.

mod build;
mod generate;
mod naive;
mod second_opinion;
