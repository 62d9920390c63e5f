//! The one layout of Licit texts.
//!
//! Comes in: a text that can be read. Goes out: the same statements, clauses and comments in the
//! same order, laid out in the one way there is. Formatting twice changes nothing. It does not
//! sort, does not change words, and gives back nothing at all if its own text would read otherwise.
//!
//! `statements`, `clauses`, `expressions` and `columns` write the tree as documents and know
//! nothing of comments; `comments` puts these in; `document` prints; `meaning` compares.

mod clauses;
mod columns;
mod comments;
mod document;
mod error;
mod expressions;
mod meaning;
mod page;
mod statements;
#[cfg(test)]
mod tests;

use crate::syntax::parse;

pub use error::FormatError;
pub use meaning::same_meaning;

/// Lays a text out in the one way there is.
///
/// # Errors
///
/// [`FormatError::Unreadable`] where the text has syntax errors. The other errors would be mistakes
/// of the formatter, which reads its own text again before it gives it away.
pub fn format(text: &str) -> Result<String, FormatError> {
    let (before, problems) = parse(text, 0);
    if problems.has_errors() {
        return Err(FormatError::Unreadable { problems });
    }
    let formatted = page::write(&before, text);
    let (after, _) = parse(&formatted, 0);
    meaning::compare(&before, &after)?;
    Ok(formatted)
}
