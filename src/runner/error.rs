//! What may be wrong with a case file.

use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// An error in a case file.
#[derive(Clone, Debug, Error, Diagnostic)]
pub enum CaseError {
    #[error("this is not a list of cases")]
    #[diagnostic(code("L621"), help("begin each case with `- id: NAME`"))]
    NotCases {
        #[label("cases are wanted here")]
        span: Span,
    },

    #[error("{owner} has no place for `{key}`")]
    #[diagnostic(code("L622"), help("{advice}"))]
    UnknownKey {
        owner: &'static str,
        key: String,
        advice: String,
        #[label("not known here")]
        span: Span,
    },

    #[error("{owner} has no `{key}`")]
    #[diagnostic(code("L623"), help("add a line `{key}: …`"))]
    MissingKey {
        owner: &'static str,
        key: &'static str,
        #[label("this one is not complete")]
        span: Span,
    },

    #[error("two cases are called `{id}`")]
    #[diagnostic(code("L624"), help("give one of them another id"))]
    RepeatedId {
        id: String,
        #[label("again here")]
        span: Span,
        #[label("first here")]
        first: Span,
    },

    #[error("{wanted} belongs here")]
    #[diagnostic(code("L625"), help("{help}"))]
    BadValue {
        wanted: &'static str,
        help: &'static str,
        #[label("this is something else")]
        span: Span,
    },

    #[error("the policy has no {what} `{name}`")]
    #[diagnostic(code("L626"), help("{advice}"))]
    UnknownName {
        what: &'static str,
        name: String,
        advice: String,
        #[label("named here")]
        span: Span,
    },

    #[error("there is no case in this file")]
    #[diagnostic(code("L627"), help("add a case: a file without cases proves nothing"))]
    NoCase {
        #[label("the list is empty")]
        span: Span,
    },
}

impl crate::diagnostics::Fixable for CaseError {}
