//! Many cases of one file, decided on all cores, in the order of the file and with bounded memory.
//!
//! ```text
//! rows → blocks → (readers of facts, decisions, lines of output, on each core) → blocks in order → sink
//! records  run      decide, answer, reject                                        run               cli
//! ```
//!
//! A row comes to exactly one of two: an answer, or a reject with the reason. [`run()`] counts both and compares.
//!
//! Not done here: no file is opened, and nothing is printed.

mod answer;
mod checkpoint;
mod days;
mod decide;
mod error;
#[cfg(feature = "parquet")]
mod parquet;
mod reject;
mod run;
mod tally;

pub use self::answer::{COLUMNS, Format};
pub use self::checkpoint::{Asked, Chain, Checkpoint};
pub use self::days::Days;
pub use self::decide::Batch;
pub use self::error::BatchError;
#[cfg(feature = "parquet")]
pub use self::parquet::parquet;
pub use self::reject::{REJECT_COLUMNS, Reject};
pub use self::run::{Block, Plan, Sink, Stopped, run};
pub use self::tally::{Example, Tally};
