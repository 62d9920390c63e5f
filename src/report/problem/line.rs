//! A line of a file as it is drawn: cut around its labels, hidden characters written out, and where each place went.

use std::ops::Range;

use crate::report::text::{char_width, push_visible};

/// The least that is shown around a label of a long line, in columns.
const LEAST: usize = 20;

/// A line as it is drawn.
pub(super) struct Line {
    /// First byte in the file.
    start: usize,
    /// What is drawn.
    pub(super) text: String,
    parts: Vec<Part>,
}

/// A piece of a line that is shown.
struct Part {
    /// Bytes of the line in the file.
    source: Range<usize>,
    /// Where each character of the piece stands in what is drawn, and where the piece ends.
    shown: Vec<(usize, usize)>,
}

/// A piece of a line that is marked, and the columns that the text below it needs.
pub(super) type Labelled = (Range<usize>, usize);

/// The parts of a line that are shown: all of it where it fits, else what surrounds the labels.
fn cut(text: &str, labelled: &[Labelled], columns: usize) -> Vec<Range<usize>> {
    let whole = forward(text, 0, columns);
    if labelled.is_empty() {
        return std::iter::once(0..whole).collect();
    }
    if whole == text.len() {
        // A line that fits is moved to the left as far as the texts below it need room.
        let before = |at: usize| text.get(..at).unwrap_or_default().chars().map(shown_width).sum::<usize>();
        let end = |(label, room): &Labelled| (before(label.start) + before(label.end)) / 2 + room;
        let excess = labelled.iter().map(end).max().unwrap_or_default().saturating_sub(columns);
        let start = if excess == 0 { 0 } else { forward(text, 0, excess + 1) };
        if labelled.iter().all(|(label, _)| label.start >= start) {
            return std::iter::once(start..whole).collect();
        }
    }
    let room = (columns / labelled.len()).max(LEAST);
    let mut parts: Vec<Range<usize>> = Vec::new();
    for (label, _) in labelled.iter().take((columns / LEAST).max(1)) {
        let start = backward(text, label.start, room / 3);
        let end = forward(text, start, room);
        match parts.last_mut() {
            Some(last) if last.end >= start => last.end = last.end.max(end),
            Some(_) | None => parts.push(start..end),
        }
    }
    parts
}

/// The byte that lies so many columns after another, or the end.
fn forward(text: &str, from: usize, columns: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let mut used = 0;
    for (index, character) in rest.char_indices() {
        used += shown_width(character);
        if used > columns {
            return from + index;
        }
    }
    text.len()
}

/// The byte that lies so many columns before another, or the beginning.
fn backward(text: &str, from: usize, columns: usize) -> usize {
    let before = text.get(..from).unwrap_or_default();
    let mut used = 0;
    for (index, character) in before.char_indices().rev() {
        used += shown_width(character);
        if used > columns {
            return index + character.len_utf8();
        }
    }
    0
}

/// Columns that a character takes when it is drawn.
fn shown_width(character: char) -> usize {
    let mut shown = String::new();
    push_visible(&mut shown, character);
    shown.chars().map(char_width).sum()
}

impl Line {
    /// The line that begins at a byte of the file, cut to so many columns around labels; these count from its start.
    pub(super) fn new(start: usize, source: &str, labelled: &[Labelled], columns: usize) -> Line {
        let ranges = cut(source, labelled, columns);
        let mut line = Line { start, text: String::new(), parts: Vec::new() };
        let mut done = 0;
        for range in ranges {
            line.gap(done < range.start);
            done = range.end;
            line.add(source, range);
        }
        line.gap(done < source.len());
        line
    }

    fn gap(&mut self, present: bool) {
        if present {
            self.text.push('…');
        }
    }

    fn add(&mut self, source: &str, range: Range<usize>) {
        let mut shown = Vec::new();
        for (index, character) in source.get(range.clone()).unwrap_or_default().char_indices() {
            shown.push((range.start + index, self.text.len()));
            push_visible(&mut self.text, character);
        }
        shown.push((range.end, self.text.len()));
        self.parts.push(Part { source: range, shown });
    }

    /// Where a byte of the file begins in what is drawn; what was left out begins where `…` stands.
    pub(super) fn begin(&self, at: usize) -> usize {
        let at = at.saturating_sub(self.start);
        let mut before = 0;
        for part in &self.parts {
            if at < part.source.start {
                return before;
            }
            if at <= part.source.end {
                return part.place(at);
            }
            before = part.shown.last().map_or(before, |(_, shown)| *shown);
        }
        before
    }

    /// Where what lies before a byte of the file ends in what is drawn; what was left out ends behind `…`.
    pub(super) fn finish(&self, at: usize) -> usize {
        let at = at.saturating_sub(self.start);
        let part = self.parts.iter().find(|part| at <= part.source.end);
        match part {
            Some(part) if at >= part.source.start => part.place(at),
            Some(part) => part.shown.first().map_or(0, |(_, shown)| *shown),
            None => self.text.len(),
        }
    }
}

impl Part {
    fn place(&self, at: usize) -> usize {
        let index = self.shown.partition_point(|(source, _)| *source < at);
        self.shown.get(index).or_else(|| self.shown.last()).map_or(0, |(_, shown)| *shown)
    }
}
