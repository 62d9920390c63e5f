//! Why a text is not formatted.

use crate::diagnostics::Problems;
use crate::source::Span;

/// Why a text is not formatted. Nothing is written then.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum FormatError {
    /// The text cannot be read; each of the problems has a code of its own.
    #[error("what cannot be read cannot be formatted")]
    #[diagnostic(help("correct the syntax errors first"))]
    Unreadable {
        /// What is wrong with the text.
        problems: Problems,
    },
    /// A mistake of the formatter: its own text reads otherwise than the author's.
    #[error("the formatter would have changed the meaning; nothing was written")]
    #[diagnostic(
        code("L150"),
        help("this is a mistake in Licit: please report it together with this statement")
    )]
    MeaningChanged {
        /// The first statement that would have changed.
        #[label("this statement would have read otherwise")]
        statement: Span,
    },
    /// A mistake of the formatter: a comment would be gone or stand elsewhere.
    #[error("the formatter would have lost a comment; nothing was written")]
    #[diagnostic(
        code("L151"),
        help("this is a mistake in Licit: please report it together with this comment")
    )]
    CommentLost {
        /// The first comment that would have been lost.
        #[label("this comment would have been lost")]
        comment: Span,
    },
}

impl crate::diagnostics::Fixable for FormatError {}
