//! Comments, and the notes (`##`) that belong to the statement below them.

use super::pairs::Builder;
use super::tree::{Comment, Statement};
use crate::source::Span;

/// All comments of a text that begins at `start`, in its order.
pub fn comments(text: &str, start: u32) -> Vec<Comment> {
    let mut found = Vec::new();
    let mut offset = 0usize;
    let place = |byte: usize| start.saturating_add(u32::try_from(byte).unwrap_or(u32::MAX));
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        if let Some(at) = comment_start(content) {
            let end = offset.saturating_add(content.len());
            found.push(Comment {
                span: Span::new(place(offset.saturating_add(at)), place(end)),
                text: content.get(at..).unwrap_or_default().to_owned(),
                alone: content.get(..at).unwrap_or_default().trim().is_empty(),
            });
        }
        offset = offset.saturating_add(line.len());
    }
    found
}

impl Builder<'_> {
    /// Gives each statement the `##` lines that stand directly above it.
    pub(super) fn attach_notes(&self, statements: &mut [Box<Statement>], comments: &[Comment]) {
        for statement in statements {
            let before = comments.partition_point(|comment| comment.span.start < statement.span.start);
            let mut below = statement.span.start;
            let mut lines = Vec::new();
            for comment in comments.iter().take(before).rev() {
                if !comment.is_note() || !self.adjacent(comment.span.end, below) {
                    break;
                }
                lines.push(note_text(&comment.text));
                below = comment.span.start;
            }
            lines.reverse();
            statement.note = lines;
        }
    }

    /// Whether exactly one line break and nothing but blanks lie between two places.
    fn adjacent(&self, end: u32, next: u32) -> bool {
        let between = self.slice(Span::new(end, next));
        between.trim().is_empty() && between.matches('\n').count() == 1
    }
}

/// Where the comment of a line begins: at the first `#` outside quotation marks.
pub(super) fn comment_start(line: &str) -> Option<usize> {
    if !line.contains('#') {
        return None;
    }
    let mut inside = false;
    let mut escaped = false;
    for (at, letter) in line.char_indices() {
        match letter {
            '#' if !inside => return Some(at),
            '"' if !escaped => inside = !inside,
            _ => {}
        }
        escaped = inside && letter == '\\' && !escaped;
    }
    None
}

fn note_text(comment: &str) -> String {
    let text = comment.trim_start_matches('#');
    text.strip_prefix(' ').unwrap_or(text).trim_end().to_owned()
}
