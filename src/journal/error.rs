//! What may be wrong with a record of decisions.

use miette::Diagnostic;
use thiserror::Error;

/// Why a decision could not be recorded, or a record not be read.
#[derive(Clone, Debug, Error, Diagnostic)]
pub enum JournalError {
    #[error("the decision could not be recorded in `{path}`: {reason}")]
    #[diagnostic(
        code("L670"),
        help("make room for the file or name another one; without a record no verdict is given")
    )]
    NotWritten { path: String, reason: String },

    #[error("the record `{path}` cannot be read: {reason}")]
    #[diagnostic(code("L671"), help("check the path, and that the file can be opened"))]
    NotRead { path: String, reason: String },

    #[error("`{path}` is not a record of decisions: its last line is none")]
    #[diagnostic(code("L672"), help("name a new file, or one that `licit eval --record` has made"))]
    NotARecord { path: String },

    #[error("the facts of `{case}` cannot be written down so that they read the same again")]
    #[diagnostic(code("L673"), help("report this with the facts; without a true record no verdict is given"))]
    NotFaithful { case: String },

    #[error("there is no decision in the record `{path}`")]
    #[diagnostic(code("L674"), help("name the file that was given to `licit eval --record`"))]
    Empty { path: String },

    #[error("the record names policy `{policy}`, which is not in `{path}`")]
    #[diagnostic(
        code("L675"),
        help("name the folder in which it lies now: `licit replay RECORD --policy FOLDER`")
    )]
    NoSuchPolicy { policy: String, path: String },
}

impl crate::diagnostics::Fixable for JournalError {}
