//! The lines around labels, as they are drawn: cut to the page, without tabs and hidden characters.
//!
//! What is drawn is short and harmless whatever the file holds. Places in it are counted anew, since cutting and
//! writing out hidden characters moves them.

use std::ops::Range;

use super::place::Mark;
use crate::report::text::{char_width, push_visible};

/// Lines shown before the first and after the last label.
const AROUND: usize = 1;

/// The longest label, in lines, that is drawn along its whole length.
const LONGEST_LABEL: usize = 8;

/// The least that is shown around a label of a long line, in columns.
const LEAST: usize = 20;

/// Lines of one file that follow each other, with the labels on them.
pub(super) struct Window<'a> {
    /// The labels, in the order of the text.
    pub(super) marks: Vec<Mark<'a>>,
    /// Number of the first line.
    pub(super) first_line: usize,
    lines: Vec<Line>,
}

/// A line as it is drawn.
struct Line {
    /// First byte in the file.
    start: usize,
    text: String,
    parts: Vec<Part>,
}

/// A piece of a line that is shown.
struct Part {
    /// Bytes of the line in the file.
    source: Range<usize>,
    /// Where each character of the piece stands in what is drawn, and where the piece ends.
    shown: Vec<(usize, usize)>,
}

/// Divides labels into windows, that of the primary label first, and cuts lines to so many columns.
pub(super) fn windows(marks: Vec<Mark<'_>>, columns: usize) -> Vec<Window<'_>> {
    let mut marks: Vec<Mark> = marks
        .into_iter()
        .map(|mark| drawable(mark.anchored()))
        .collect();
    marks.sort_by_key(|mark| (mark.file.start, mark.start, mark.end));
    let mut groups: Vec<Vec<Mark>> = Vec::new();
    for mark in marks {
        match groups.last_mut() {
            Some(group) if touches(group, &mark) => group.push(mark),
            Some(_) | None => groups.push(vec![mark]),
        }
    }
    groups.sort_by_key(|group| !group.iter().any(|mark| mark.primary));
    groups
        .into_iter()
        .map(|group| window(group, columns))
        .collect()
}

/// A label that is not too long to be drawn: of a longer one, the first line, and where it ends in words.
fn drawable(mark: Mark<'_>) -> Mark<'_> {
    let (first, last) = (mark.first().line, mark.last().line);
    if last.saturating_sub(first) < LONGEST_LABEL {
        return mark;
    }
    let end = mark.start + mark.marked().find('\n').unwrap_or_default();
    let through = format!("through line {last}");
    let text = mark
        .text
        .clone()
        .map_or_else(|| through.clone(), |text| format!("{text} ({through})"));
    Mark {
        end,
        text: Some(text),
        ..mark
    }
}

/// Whether the lines around a label touch those of the group before it.
fn touches(group: &[Mark], mark: &Mark) -> bool {
    let last = group
        .iter()
        .map(|other| other.last().line)
        .max()
        .unwrap_or_default();
    let same = group
        .first()
        .is_some_and(|first| first.file.start == mark.file.start);
    same && mark.first().line <= last + 2 * AROUND + 1
}

fn window(marks: Vec<Mark<'_>>, columns: usize) -> Window<'_> {
    let first = marks
        .iter()
        .map(|mark| mark.first().line)
        .min()
        .unwrap_or(1);
    let last = marks.iter().map(|mark| mark.last().line).max().unwrap_or(1);
    let first_line = first.saturating_sub(AROUND).max(1);
    let lines = (first_line..=last + AROUND)
        .filter_map(|number| line(number, &marks, columns))
        .collect();
    Window {
        marks,
        first_line,
        lines,
    }
}

fn line(number: usize, marks: &[Mark], columns: usize) -> Option<Line> {
    let file = marks.first()?.file;
    let text = file.line(number)?;
    let start = file.local(file.line_start(number)?);
    let end = start + text.len();
    let labelled: Vec<Range<usize>> = marks
        .iter()
        .filter(|mark| mark.start <= end && mark.end >= start)
        .map(|mark| mark.start.saturating_sub(start)..mark.end.min(end).saturating_sub(start))
        .collect();
    Some(Line::new(start, text, cut(text, &labelled, columns)))
}

/// The parts of a line that are shown: all of it where it fits, else what surrounds the labels.
fn cut(text: &str, labelled: &[Range<usize>], columns: usize) -> Vec<Range<usize>> {
    let whole = forward(text, 0, columns);
    if whole == text.len() {
        return vec![0..text.len()];
    }
    if labelled.is_empty() {
        return vec![0..whole];
    }
    let room = (columns / labelled.len()).max(LEAST);
    let mut parts: Vec<Range<usize>> = Vec::new();
    for label in labelled.iter().take((columns / LEAST).max(1)) {
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
    fn new(start: usize, source: &str, ranges: Vec<Range<usize>>) -> Line {
        let mut line = Line {
            start,
            text: String::new(),
            parts: Vec::new(),
        };
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
        self.parts.push(Part {
            source: range,
            shown,
        });
    }

    /// Where a byte of the file begins in what is drawn; what was left out begins where `…` stands.
    fn begin(&self, at: usize) -> usize {
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
    fn finish(&self, at: usize) -> usize {
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
        self.shown
            .get(index)
            .or_else(|| self.shown.last())
            .map_or(0, |(_, shown)| *shown)
    }
}

impl Window<'_> {
    /// What is drawn; each line ends with a line break.
    pub(super) fn text(&self) -> String {
        self.lines
            .iter()
            .map(|line| format!("{}\n", line.text))
            .collect()
    }

    /// Bytes of a label in what is drawn.
    pub(super) fn shown(&self, mark: &Mark) -> Range<usize> {
        let start = self.offset(mark.first().line)
            + self.of(mark.first().line, |line| line.begin(mark.start));
        let end =
            self.offset(mark.last().line) + self.of(mark.last().line, |line| line.finish(mark.end));
        if mark.start == mark.end {
            start..start
        } else {
            start..end.max(start)
        }
    }

    /// Columns before the middle of a label, where its text will be drawn; none where it spans lines.
    pub(super) fn columns_before(&self, mark: &Mark) -> usize {
        let number = mark.first().line;
        if number != mark.last().line {
            return 0;
        }
        self.of(number, |line| {
            let before = line.text.get(..line.begin(mark.start)).unwrap_or_default();
            let through = line.text.get(..line.finish(mark.end)).unwrap_or_default();
            (crate::report::text::width(before) + crate::report::text::width(through)) / 2
        })
    }

    /// Where a line begins in what is drawn.
    fn offset(&self, number: usize) -> usize {
        let before = self
            .lines
            .iter()
            .take(number.saturating_sub(self.first_line));
        before.map(|line| line.text.len() + 1).sum()
    }

    fn of(&self, number: usize, ask: impl Fn(&Line) -> usize) -> usize {
        self.lines
            .get(number.saturating_sub(self.first_line))
            .map_or(0, ask)
    }
}
