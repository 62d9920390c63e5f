//! A file: its statements, the empty lines and the comments between them.

use super::comments::{Source, weave};
use super::document::{INDENT, Remark};
use super::statements::{may_stand_together, statement as document};
use crate::source::Span;
use crate::syntax::tree::{Comment, Item, Statement, Tree};

/// Writes a file.
pub fn write(tree: &Tree, text: &str) -> String {
    let source = Source::new(text, &tree.comments);
    let starts = tree.statements.iter().map(|statement| statement.span.start);
    let ends = starts.clone().skip(1).chain([u32::MAX]);
    let first = starts.clone().next().unwrap_or(u32::MAX);
    let mut page = Page::new(source, source.comments(Span::new(0, first)).collect());
    for (statement, end) in tree.statements.iter().zip(ends) {
        page.add(statement, Span::new(statement.span.start, end));
    }
    page.finish()
}

/// What has been written, and the comments that wait for the next statement.
struct Page<'a> {
    source: Source<'a>,
    out: String,
    waiting: Vec<&'a Comment>,
    /// The statement before, where it is a single line.
    before: Option<&'a Item>,
}

impl<'a> Page<'a> {
    fn new(source: Source<'a>, waiting: Vec<&'a Comment>) -> Page<'a> {
        Page { source, out: String::new(), waiting, before: None }
    }

    /// Writes a statement; `region` reaches to where the next one begins.
    fn add(&mut self, statement: &'a Statement, region: Span) {
        let comments: Vec<&Comment> = self.source.comments(region).collect();
        let end = statement.span.end;
        let own = |comment: &&&Comment| self.belongs(comment, end);
        let (own, next) =
            comments.split_at_checked(comments.iter().take_while(own).count()).unwrap_or_default();
        let mut laid_out = document(statement);
        let (behind, mut below) = weave(&mut laid_out, own, self.source);
        below.iter_mut().for_each(|remark| remark.apart = false);
        let lines = laid_out.print();
        let is_line = below.is_empty() && !lines.contains('\n');
        self.begin(statement, is_line);
        self.out.push_str(&lines);
        self.out.extend(behind.map(|comment| format!("  {comment}")));
        self.out.push('\n');
        self.remarks(&below, INDENT);
        self.waiting = next.to_vec();
        self.before = is_line.then_some(&statement.item);
    }

    /// Whether a comment belongs to the statement that ends at a place: it stands in it, behind it,
    /// or indented right below it.
    fn belongs(&self, comment: &Comment, end: u32) -> bool {
        let place = comment.span.start;
        let indented = !self.source.begins_line(place) && !self.source.is_apart(place);
        let clings = comment.alone && indented && !comment.is_note();
        place < end || self.source.is_behind(comment, end) || clings
    }

    /// The empty line and the comments above a statement.
    fn begin(&mut self, statement: &Statement, is_line: bool) {
        let start = statement.span.start;
        let mut waiting = std::mem::take(&mut self.waiting).into_iter();
        let first = waiting.next();
        let apart = self.source.is_apart(first.map_or(start, |comment| comment.span.start));
        let joins = |before| is_line && !apart && may_stand_together(before, &statement.item);
        if !self.out.is_empty() && !self.before.is_some_and(joins) {
            self.out.push('\n');
        }
        let Some(first) = first else { return };
        let above = waiting.map(|comment| self.source.remark(comment));
        let first = Remark { apart: false, ..self.source.remark(first) };
        let above: Vec<Remark> = std::iter::once(first).chain(above).collect();
        self.remarks(&above, 0);
        if statement.note.is_empty() && self.source.is_apart(start) {
            self.out.push('\n');
        }
    }

    fn remarks(&mut self, remarks: &[Remark], indent: usize) {
        for remark in remarks {
            if remark.apart && !self.out.is_empty() {
                self.out.push('\n');
            }
            self.out.push_str(&" ".repeat(indent));
            self.out.push_str(&remark.text);
            self.out.push('\n');
        }
    }

    /// The comments at the end of the file.
    fn finish(mut self) -> String {
        let last = std::mem::take(&mut self.waiting);
        let last: Vec<Remark> = last.into_iter().map(|comment| self.source.remark(comment)).collect();
        self.remarks(&last, 0);
        self.out
    }
}
