//! The arguments of `licit replay`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::args::FailOnChange;

/// `licit replay`
#[derive(Debug, Args)]
pub struct Replay {
    /// A file that `licit eval --record` has made; `-` reads it from the standard input.
    pub record: PathBuf,
    /// Decide by this policy, not by the one that each line names.
    #[arg(long, value_name = "POLICY")]
    pub policy: Option<PathBuf>,
    /// Exit with 1 only if a decision changes in this way, or the record is not as it was written; may be given several
    /// times.
    #[arg(long, value_enum, value_name = "WHAT", value_delimiter = ',')]
    pub fail_on: Vec<FailOnChange>,
    /// How to print what was found.
    #[arg(long, value_enum, default_value_t = ReplayFormat::Human)]
    pub format: ReplayFormat,
}

/// How a replay is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReplayFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
}
