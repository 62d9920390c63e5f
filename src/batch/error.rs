//! What can keep a batch from being done.

use miette::Diagnostic;
use thiserror::Error;

/// An error of a whole run. None of them leaves an output that looks whole.
#[derive(Clone, Debug, Error, Diagnostic)]
#[expect(missing_docs, reason = "the message shows what each field is")]
pub enum BatchError {
    /// A file of a kind that this build cannot read or write.
    #[error("this build of licit does not {does} {kind} files")]
    #[diagnostic(
        code("L680"),
        help("build it with `cargo install licit --features {feature}`, or use CSV or JSON lines")
    )]
    Feature { does: &'static str, kind: &'static str, feature: &'static str },
    /// A file that cannot be read.
    #[error("`{name}` cannot be read: {reason}")]
    #[diagnostic(code("L681"), help("{advice}"))]
    Read { name: String, reason: String, advice: String },
    /// A file that cannot be written.
    #[error("`{name}` cannot be written: {reason}")]
    #[diagnostic(code("L682"), help("{advice}"))]
    Write { name: String, reason: String, advice: String },
    /// An output of an unknown kind.
    #[error("the ending of `{name}` does not say what to write")]
    #[diagnostic(code("L683"), help("end it in .ndjson, .csv or .parquet, or say `--format`"))]
    NoFormat { name: String },
    /// An output that is the input, or the file of rejects.
    #[error("`{name}` would be {at_once} at once")]
    #[diagnostic(
        code("L684"),
        help(
            "give the decisions a file of their own with `-o`, and the rejects another one with `--rejects`"
        )
    )]
    SameFile { name: String, at_once: &'static str },
    /// An output that would take the place of a file that people have written.
    #[error("`{name}` was not written: there is {what}, which would be lost")]
    #[diagnostic(code("L691"), help("name another file, or move that one away first"))]
    Overwrites { name: String, what: &'static str },
    /// Rows that cannot be told apart by their names.
    #[error("`{name}` has {rows} with the id of an earlier row; the first is row {first}")]
    #[diagnostic(
        code("L692"),
        severity(Warning),
        help("tell their decisions apart by the number of the row, or give each row an id of its own")
    )]
    RepeatedIds { name: String, rows: String, first: u64 },
    /// Nothing to go on with.
    #[error("there is no interrupted run for `{name}`")]
    #[diagnostic(code("L685"), help("leave `--resume` out: the run begins anew"))]
    NoCheckpoint { name: String },
    /// An interrupted run of something else.
    #[error("the interrupted run for `{name}` had {what}")]
    #[diagnostic(
        code("L686"),
        help("say `--anew` in the place of `--resume`: what it has done is thrown away")
    )]
    Differs { name: String, what: String },
    /// An interrupted run that would be overwritten.
    #[error("an interrupted run for `{name}` is there{done}; nothing was touched")]
    #[diagnostic(
        code("L690"),
        help("go on with it with `--resume`, or throw it away and begin with the first row with `--anew`")
    )]
    Interrupted { name: String, done: String },
    /// A count that does not come out.
    #[error("of {rows} read rows, {decided} came out as decisions and {rejected} as rejects")]
    #[diagnostic(
        code("L687"),
        help("do not use the output, and report this with the file: it is a bug in licit")
    )]
    Count { rows: u64, decided: u64, rejected: u64 },
    /// Several policies where one is wanted.
    #[error("`{name}` holds several policies, and many cases are decided by one at a time")]
    #[diagnostic(code("L688"), help("name one of them: {policies}"))]
    SeveralPolicies { name: String, policies: String },
}

impl crate::diagnostics::Fixable for BatchError {}
