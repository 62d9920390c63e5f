//! The arguments of `licit review`.

use std::path::PathBuf;

use clap::Args;

/// `licit review`
#[derive(Debug, Args)]
pub struct Review {
    /// Policy folders or files; the working folder where none is named.
    pub policies: Vec<PathBuf>,
    /// Case files; those in the policy's folder `cases` where none is named.
    #[arg(long, value_name = "FILE")]
    pub cases: Vec<PathBuf>,
    /// Only cases whose name contains this.
    #[arg(long, value_name = "TEXT")]
    pub only: Option<String>,
    /// Accept without asking, for this reason.
    #[arg(long, value_name = "REASON", conflicts_with = "reject")]
    pub accept: Option<String>,
    /// Reject without asking: the accepted results stay.
    #[arg(long)]
    pub reject: bool,
    /// Who accepts; the name that git knows where none is given.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}
