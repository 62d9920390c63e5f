//! Whether two trees say the same.
//!
//! The comparison goes over the whole tree as the compiler prints it, not over what the printers of
//! this module know: so it also sees what they forget.

use crate::source::Span;
use crate::syntax::tree::{Statement, Tree};

use super::error::FormatError;

/// Whether two trees say the same, wherever it stands and however many brackets surround it.
pub fn same_meaning(one: &Tree, other: &Tree) -> bool {
    first_change(one, other).is_none()
}

/// Refuses a text that reads otherwise, or has other comments, than the one before.
pub fn compare(before: &Tree, after: &Tree) -> Result<(), FormatError> {
    if let Some(statement) = first_change(before, after) {
        return Err(FormatError::MeaningChanged { statement });
    }
    let mut kept = after.comments.iter().map(|comment| comment.text.trim_end());
    let mut all = before.comments.iter();
    match all.find(|comment| kept.next() != Some(comment.text.trim_end())) {
        Some(lost) => Err(FormatError::CommentLost { comment: lost.span }),
        None => Ok(()),
    }
}

fn first_change(before: &Tree, after: &Tree) -> Option<Span> {
    let mut others = after.statements.iter();
    let changed = before
        .statements
        .iter()
        .find(|statement| others.next().map(|other| skeleton(other)) != Some(skeleton(statement)));
    let added = others.next().map(|_| before.span);
    changed.map(|statement| statement.span).or(added)
}

/// All of a statement but places and brackets. (What brackets do shows in the form of the tree.)
fn skeleton(statement: &Statement) -> String {
    let dump = format!("{statement:?}");
    let mut skeleton = String::with_capacity(dump.len() / 2);
    let mut rest = dump.as_str();
    let mut open = Vec::new();
    while let Some(first) = rest.chars().next() {
        if let Some(span) = rest.strip_prefix("Span {") {
            rest = span.split_once('}').map_or("", |(_, after)| after);
        } else if let Some(inner) = rest.strip_prefix(", span: Span {") {
            rest = inner.split_once('}').map_or("", |(_, after)| after);
        } else if let Some(inner) = transparent(rest) {
            open.push(false);
            rest = inner;
        } else {
            rest = copy(first, rest, &mut open, &mut skeleton);
        }
    }
    skeleton
}

/// What follows the opening of something that does not count: an expression's shell, or brackets.
fn transparent(dump: &str) -> Option<&str> {
    dump.strip_prefix("Expression { kind: ").or_else(|| dump.strip_prefix("Brackets("))
}

/// Copies one character or one quoted text, and gives back what follows it. What closes is left
/// out where what opened it was.
fn copy<'a>(first: char, dump: &'a str, open: &mut Vec<bool>, skeleton: &mut String) -> &'a str {
    let (token, after) = dump.split_at_checked(token_length(first, dump)).unwrap_or((dump, ""));
    match first {
        '(' | '[' | '{' => open.push(true),
        ')' | ']' | '}' if open.pop() == Some(false) => return after,
        _ => {}
    }
    if first != ' ' {
        skeleton.push_str(token);
    }
    after
}

fn token_length(first: char, dump: &str) -> usize {
    if first != '"' {
        return first.len_utf8();
    }
    let mut escaped = false;
    let closing = dump.char_indices().skip(1).find(|(_, character)| {
        let closes = *character == '"' && !escaped;
        escaped = *character == '\\' && !escaped;
        closes
    });
    closing.map_or(dump.len(), |(index, _)| index.saturating_add(1))
}
