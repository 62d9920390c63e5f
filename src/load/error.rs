//! What may be wrong with files.

use miette::Diagnostic;
use thiserror::Error;

use super::Unreadable;
use crate::diagnostics::{Problem, Problems};
use crate::source::Span;

/// A file of a policy that cannot be used.
#[derive(Clone, Debug, Error, Diagnostic)]
pub enum LoadError {
    #[error("there is no file or folder `{path}`")]
    #[diagnostic(code("L601"), help("check the spelling; paths are written from the file that names them"))]
    NotFound {
        path: String,
        #[label("not found")]
        span: Option<Span>,
    },

    #[error("`{path}` cannot be read: {reason}")]
    #[diagnostic(code("L602"), help("check that the file can be opened"))]
    Unreadable {
        path: String,
        reason: String,
        #[label("cannot be read")]
        span: Option<Span>,
    },

    #[error("`{path}` leads out of the policy's root")]
    #[diagnostic(
        code("L603"),
        help(
            "keep what a policy uses inside the folder that the command was given, and write paths such as \"../vocabulary\""
        )
    )]
    LeavesRoot {
        path: String,
        #[label("not inside the root")]
        span: Span,
    },

    #[error("`{path}` is a link that leads out of the policy's root")]
    #[diagnostic(code("L604"), help("copy the file into the policy's folder"))]
    LinkLeadsOut {
        path: String,
        #[label("a link to somewhere else")]
        span: Option<Span>,
    },

    #[error("`{path}` is not UTF-8 text: its byte {byte} belongs to another encoding")]
    #[diagnostic(code("L605"), help("save the file as UTF-8"))]
    NotUtf8 {
        path: String,
        byte: usize,
        #[label("asked for here")]
        span: Option<Span>,
    },

    #[error("`{path}` is larger than 64 MiB")]
    #[diagnostic(code("L606"), help("keep in it only what the policy needs"))]
    TooLarge {
        path: String,
        #[label("asked for here")]
        span: Option<Span>,
    },

    #[error("these folders use each other in a circle: {circle}")]
    #[diagnostic(code("L607"), help("move what both need into a folder of its own, and let both use that"))]
    CircularUse {
        circle: String,
        #[label("closes the circle")]
        span: Span,
    },

    #[error("there is no policy in `{path}`")]
    #[diagnostic(code("L608"), help("a policy is a folder with files that end in `.licit`; {advice}"))]
    NoPolicy { path: String, advice: String },

    #[error("`{path}` cannot be read: it is {what}")]
    #[diagnostic(code("L610"), help("{advice}"))]
    OtherFormat {
        path: String,
        what: &'static str,
        advice: &'static str,
        #[label("not what belongs here")]
        span: Option<Span>,
    },

    #[error("nothing is stated in `{path}`")]
    #[diagnostic(
        code("L611"),
        help(
            "write at least one rule, such as `deny if destination == RU`: a policy that says nothing permits everything"
        )
    )]
    Empty {
        path: String,
        #[label("no statement in it")]
        span: Span,
    },

    #[error("there is nothing to use in `{path}`")]
    #[diagnostic(code("L609"), help("name a folder with files that end in `.licit`, or such a file"))]
    NothingToUse {
        path: String,
        #[label("no `.licit` file in it")]
        span: Span,
    },
}

impl LoadError {
    /// The error for a file that cannot be read, and where it was asked for.
    pub(crate) fn unreadable(path: String, reason: Unreadable, span: Option<Span>) -> LoadError {
        match reason {
            Unreadable::Missing => LoadError::NotFound { path, span },
            Unreadable::LeadsOut => LoadError::LinkLeadsOut { path, span },
            Unreadable::Refused(reason) => LoadError::Unreadable { path, reason, span },
        }
    }
}

impl crate::diagnostics::Fixable for LoadError {}

/// Whether the text at a place was never closed, which has been reported: what stands there is not what was meant.
pub(super) fn is_cut_off(problems: &Problems, place: Span) -> bool {
    let mut open = problems.iter().filter(|problem| problem.code() == "L108").filter_map(Problem::span);
    open.any(|open| place.start <= open.start && open.start <= place.end)
}
