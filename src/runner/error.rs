//! What may be wrong with a case file.

use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// An error in a case file.
#[derive(Clone, Debug, Error, Diagnostic)]
pub enum CaseError {
    #[error("a list of cases is needed here")]
    #[diagnostic(code("L621"), help("begin each case with `- id: NAME`"))]
    NotCases {
        #[label("not a list of cases")]
        span: Span,
    },

    #[error("a case has no key `{key}`")]
    #[diagnostic(code("L622"), help("{advice}"))]
    UnknownKey {
        key: String,
        advice: String,
        #[label("not a key of a case")]
        span: Span,
    },

    #[error("this case has no `{key}`")]
    #[diagnostic(code("L623"), help("add `{key}:`"))]
    MissingKey {
        key: &'static str,
        #[label("not complete")]
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

    #[error("{wanted} is needed here")]
    #[diagnostic(code("L625"), help("{help}"))]
    BadValue {
        wanted: &'static str,
        help: &'static str,
        #[label("not that")]
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
    #[diagnostic(code("L627"), help("a test that runs nothing proves nothing; add a case"))]
    NoCase {
        #[label("no case")]
        span: Span,
    },
}
