//! Labels, joined with the files that they are about.

use crate::diagnostics::Problem;
use crate::source::{Position, SourceFile, Sources, Span};

/// A label whose span has been moved into its file and onto whole characters.
#[derive(Clone, Debug)]
pub(super) struct Mark<'a> {
    /// The file.
    pub(super) file: &'a SourceFile,
    /// First byte in the file.
    pub(super) start: usize,
    /// One past the last byte in the file.
    pub(super) end: usize,
    /// What stands there.
    pub(super) text: Option<String>,
    /// Whether the problem is reported here.
    pub(super) primary: bool,
}

impl<'a> Mark<'a> {
    fn new(file: &'a SourceFile, span: Span, text: Option<String>, primary: bool) -> Mark<'a> {
        let start = file.local(span.start);
        let end = end_of(file, span).max(start);
        Mark { file, start, end, text, primary }
    }

    /// The same label where people can see it: without the white space at its end, and on the last visible character
    /// where it stands behind everything.
    pub(super) fn anchored(self) -> Mark<'a> {
        let seen = self.file.text.trim_end();
        if self.start >= seen.len() {
            let end = seen.len();
            let start = seen.char_indices().next_back().map_or(0, |(start, _)| start);
            return Mark { start, end, ..self };
        }
        let marked = self.file.text.get(self.start..self.end).unwrap_or_default().trim_end();
        let end = if marked.is_empty() { self.end.min(self.line_end()) } else { self.start + marked.len() };
        Mark { end, ..self }
    }

    fn line_end(&self) -> usize {
        let rest = self.file.text.get(self.start..).unwrap_or_default();
        self.start + rest.find('\n').unwrap_or(rest.len())
    }

    /// The marked text.
    pub(super) fn marked(&self) -> &'a str {
        self.file.text.get(self.start..self.end).unwrap_or_default()
    }

    /// Line and column of the first character.
    pub(super) fn first(&self) -> Position {
        self.file.position(place(self.file, self.start))
    }

    /// Line and column after the last character.
    pub(super) fn last(&self) -> Position {
        self.file.position(place(self.file, self.end))
    }
}

/// A byte of the file in the count of all files.
fn place(file: &SourceFile, local: usize) -> u32 {
    file.start.saturating_add(u32::try_from(local).unwrap_or(u32::MAX))
}

/// The end of a span, moved forward to a whole character.
fn end_of(file: &SourceFile, span: Span) -> usize {
    let mut end = (span.end.saturating_sub(file.start) as usize).min(file.text.len());
    while !file.text.is_char_boundary(end) {
        end = end.saturating_add(1);
    }
    end
}

/// All labels of a problem, as their spans say, the first one primary. Labels of a problem without any file have no place.
pub(super) fn marks<'a>(problem: &Problem, sources: &'a Sources) -> Vec<Mark<'a>> {
    problem
        .labels()
        .into_iter()
        .enumerate()
        .filter_map(|(index, (span, text))| Some(Mark::new(sources.file(span)?, span, text, index == 0)))
        .collect()
}

/// A place that no label names: that of an edit.
pub(super) fn mark(span: Span, sources: &Sources) -> Option<Mark<'_>> {
    Some(Mark::new(sources.file(span)?, span, None, true))
}
