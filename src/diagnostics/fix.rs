//! What can be changed in the text so that a problem is gone.

use crate::source::Span;

/// A piece of text and what shall stand in its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The piece; empty where something is put in.
    pub span: Span,
    /// The new text; empty where the piece is taken out.
    pub replacement: String,
}

impl Edit {
    /// Writes a text in the place of a piece.
    pub fn new(span: Span, replacement: impl Into<String>) -> Edit {
        Edit { span, replacement: replacement.into() }
    }
}

/// Whether a fix may be made without asking anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Safety {
    /// There is one thing that can have been meant, and this says it.
    Safe,
    /// It chooses between meanings: a person has to.
    Unsafe,
}

/// A change of the text that mends a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in a few words: "write `==`".
    pub title: String,
    /// Whether it may be made without asking.
    pub safety: Safety,
    /// All of them together make the change; none overlaps another.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A change that may be made without asking.
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Fix {
        Fix { title: title.into(), safety: Safety::Safe, edits }
    }

    /// A change that is offered only.
    pub fn offered(title: impl Into<String>, edits: Vec<Edit>) -> Fix {
        Fix { title: title.into(), safety: Safety::Unsafe, edits }
    }

    /// Writes one text in the place of another, without asking.
    pub fn replace(span: Span, replacement: &str) -> Fix {
        Fix::safe(format!("write `{replacement}`"), vec![Edit::new(span, replacement)])
    }

    /// Offers one text in the place of another.
    pub fn offer(span: Span, replacement: &str) -> Fix {
        Fix { safety: Safety::Unsafe, ..Fix::replace(span, replacement) }
    }
}

/// An error that may know how to mend itself.
pub trait Fixable {
    /// Its fixes, the best first. More than one is never safe.
    fn fixes(&self) -> Vec<Fix> {
        Vec::new()
    }
}
