//! What may be wrong with the two sides of a comparison.

use miette::Diagnostic;
use thiserror::Error;

/// Why two policies could not be compared.
#[derive(Clone, Debug, Error, Diagnostic)]
pub(in crate::cli) enum DiffError {
    #[error("git cannot be run: {reason}")]
    #[diagnostic(code("L660"), help("install git, or name two folders instead of revisions"))]
    NoGit { reason: String },

    #[error(
        "`{revision}` is no file or folder, and cannot be looked up as a revision: `{folder}` is not in a git repository"
    )]
    #[diagnostic(code("L661"), help("name two folders, or run the command inside the repository"))]
    NotARepository { folder: String, revision: String },

    #[error("there is no revision `{revision}`")]
    #[diagnostic(code("L662"), help("{advice}"))]
    UnknownRevision { revision: String, advice: String },

    #[error("`{path}` holds no policy in revision `{revision}`")]
    #[diagnostic(code("L663"), help("{advice}"))]
    NotInRevision { path: String, revision: String, advice: String },

    #[error("`{written}` is neither a file or folder nor a git revision")]
    #[diagnostic(code("L664"), help("{advice}"))]
    Neither { written: String, advice: String },

    #[error("git could not read `{what}`: {reason}")]
    #[diagnostic(code("L665"), help("check the repository with `git fsck`"))]
    GitFailed { what: String, reason: String },

    #[error("the policies of `{old}` and `{new}` have no name in common")]
    #[diagnostic(code("L666"), help("name one policy on each side"))]
    NothingInCommon { old: String, new: String },

    #[error("there is no policy in `{path}`, neither in `{old}` nor in `{new}`")]
    #[diagnostic(
        code("L669"),
        help(
            "name the folder of the policy behind the two, such as `licit diff main..HEAD policies/export`"
        )
    )]
    NoPolicy { path: String, old: String, new: String },

    #[error("no case was compared, so nothing is shown to be unchanged")]
    #[diagnostic(
        code("L667"),
        help("put case files into the policy's folder `cases`, or name facts with --facts")
    )]
    NoCase,

    #[error("`{path}` cannot be read as facts: {reason}")]
    #[diagnostic(
        code("L668"),
        help("give NDJSON with the facts of one case a line, or CSV, XLSX or Parquet with one case a row")
    )]
    Corpus { path: String, reason: String },
}

impl crate::diagnostics::Fixable for DiffError {}
