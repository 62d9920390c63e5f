//! What may be wrong with a set of cases and their accepted results: chiefly, that it looks as if something were tested.

use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// A case set that proves less than it seems to.
#[derive(Clone, Debug, Error, Diagnostic)]
pub enum TestError {
    #[error("the policy `{policy}` has no cases")]
    #[diagnostic(
        code("L630"),
        help("put a case file into `{folder}`, or name one with `--cases`; `licit explain L630` shows one")
    )]
    NoCases { policy: String, folder: String },

    #[error("no case was run: none of {count} has `{only}` in its name")]
    #[diagnostic(code("L631"), help("{advice}"))]
    NoneRun { count: usize, only: String, advice: String },

    #[error("there is no case `{id}` any more, but its result is still kept")]
    #[diagnostic(code("L632"), help("take it out with `licit review`, or bring the case back"))]
    Orphan {
        id: String,
        #[label("the accepted result of a case that is gone")]
        span: Span,
    },

    #[error("there is no case file `{file}`, but its results are still kept")]
    #[diagnostic(code("L633"), help("take them out with `licit review`, or bring the case file back"))]
    OrphanFile {
        file: String,
        #[label("the accepted results of a file that is gone")]
        span: Span,
    },

    #[error("this is not a file of accepted results: {reason}")]
    #[diagnostic(code("L634"), help("{advice}"))]
    Unreadable {
        reason: String,
        advice: &'static str,
        #[label("not understood")]
        span: Span,
    },

    #[error("nothing says what is right in the case `{id}`")]
    #[diagnostic(code("L635"), help("add `expect` to the case, or accept its result with `licit review`"))]
    NoAnswer {
        id: String,
        #[label("no `expect`, and no accepted result")]
        span: Span,
    },

    #[error("{results} of `{file}` {verb} never accepted")]
    #[diagnostic(code("L636"), help("look at them with `licit review`"))]
    NotAccepted {
        results: String,
        verb: &'static str,
        file: String,
        #[label("the first of them")]
        span: Span,
    },

    #[error("nobody has said why the result of `{id}` was accepted")]
    #[diagnostic(code("L638"), help("look at it and give the reason with `licit review`"))]
    NoReason {
        id: String,
        #[label("accepted without a reason")]
        span: Span,
    },

    #[error("the accepted result of `{id}` was changed by hand after it was accepted")]
    #[diagnostic(
        code("L640"),
        help(
            "look at it with `licit review` and accept it for a reason of its own, or get the file back from your version \
             control"
        )
    )]
    Edited {
        id: String,
        #[label("its seal is of another text, or of another reason, name or day")]
        span: Span,
    },

    #[error("`{file}` lies among the case files, and is not read")]
    #[diagnostic(code("L639"), help("{advice}, or put it elsewhere"))]
    NotRead { file: String, advice: &'static str },

    #[error("no case ever makes `{rule}` hold")]
    #[diagnostic(code("L637"), help("add a case in which it holds"))]
    NotExercised {
        rule: String,
        #[label("no case shows what this does")]
        span: Span,
    },
}

impl crate::diagnostics::Fixable for TestError {}
