//! The lines around labels, as they are drawn: cut to the page, without tabs and hidden characters.
//!
//! What is drawn is short and harmless whatever the file holds. Places in it are counted anew, since cutting and
//! writing out hidden characters moves them.

use std::ops::Range;

use super::line::{Labelled, Line};
use super::place::Mark;
use crate::report::text::width;

/// Lines that may lie between two labels of one window.
const BETWEEN: usize = 2;

/// The least room for the text of a label, in columns.
pub(super) const LABEL_ROOM: usize = 24;

/// Columns between the middle of a mark and its text.
const STEM: usize = 4;

/// The longest label, in lines, that is drawn along its whole length.
const LONGEST_LABEL: usize = 8;

/// Lines of one file that follow each other, with the labels on them.
pub(super) struct Window<'a> {
    /// The labels, in the order of the text.
    pub(super) marks: Vec<Mark<'a>>,
    /// Number of the first line.
    pub(super) first_line: usize,
    lines: Vec<Line>,
}

/// Divides labels into windows, that of the primary label first, and cuts lines to so many columns.
pub(super) fn windows(marks: Vec<Mark<'_>>, columns: usize) -> Vec<Window<'_>> {
    let mut marks: Vec<Mark> = marks.into_iter().map(|mark| drawable(mark.anchored())).collect();
    marks.sort_by_key(|mark| (mark.file.start, mark.start, mark.end));
    let mut groups: Vec<Vec<Mark>> = Vec::new();
    for mark in marks {
        match groups.last_mut() {
            Some(group) if touches(group, &mark) => group.push(mark),
            Some(_) | None => groups.push(vec![mark]),
        }
    }
    groups.sort_by_key(|group| !group.iter().any(|mark| mark.primary));
    groups.into_iter().map(|group| window(group, columns)).collect()
}

/// A label that is not too long to be drawn: of a longer one, the first line, and where it ends in words.
fn drawable(mark: Mark<'_>) -> Mark<'_> {
    let (first, last) = (mark.first().line, mark.last().line);
    if last.saturating_sub(first) < LONGEST_LABEL {
        return mark;
    }
    let end = mark.start + mark.marked().find('\n').unwrap_or_default();
    let through = format!("through line {last}");
    let text = mark.text.clone().map_or_else(|| through.clone(), |text| format!("{text} ({through})"));
    Mark { end, text: Some(text), ..mark }
}

/// Whether the lines around a label touch those of the group before it.
fn touches(group: &[Mark], mark: &Mark) -> bool {
    let last = group.iter().map(|other| other.last().line).max().unwrap_or_default();
    let same = group.first().is_some_and(|first| first.file.start == mark.file.start);
    same && mark.first().line <= last + BETWEEN + 1
}

fn window(marks: Vec<Mark<'_>>, columns: usize) -> Window<'_> {
    let first = marks.iter().map(|mark| mark.first().line).min().unwrap_or(1);
    let last = marks.iter().map(|mark| mark.last().line).max().unwrap_or(1);
    let first_line = first - usize::from(worth_showing(&marks, first.saturating_sub(1)));
    let last_line = last + usize::from(worth_showing(&marks, last + 1));
    let lines = (first_line..=last_line).filter_map(|number| line(number, &marks, columns)).collect();
    Window { marks, first_line, lines }
}

/// Whether a line beside labels exists and says something.
fn worth_showing(marks: &[Mark], number: usize) -> bool {
    let line = marks.first().and_then(|mark| mark.file.line(number));
    line.is_some_and(|line| !line.trim().is_empty())
}

fn line(number: usize, marks: &[Mark], columns: usize) -> Option<Line> {
    let file = marks.first()?.file;
    let text = file.line(number)?;
    let start = file.local(file.line_start(number)?);
    let end = start + text.len();
    let labelled: Vec<Labelled> = marks
        .iter()
        .filter(|mark| mark.start <= end && mark.end >= start)
        .map(|mark| {
            let range = mark.start.saturating_sub(start)..mark.end.min(end).saturating_sub(start);
            // A text is written below its mark where both stand on one line.
            let below = mark.text.as_deref().filter(|_| mark.start >= start && mark.end <= end);
            (range, below.map_or(0, |text| width(text).min(LABEL_ROOM) + STEM))
        })
        .collect();
    Some(Line::new(start, text, &labelled, columns))
}

impl Window<'_> {
    /// What is drawn; each line ends with a line break.
    pub(super) fn text(&self) -> String {
        self.lines.iter().map(|line| format!("{}\n", line.text)).collect()
    }

    /// Bytes of a label in what is drawn.
    pub(super) fn shown(&self, mark: &Mark) -> Range<usize> {
        let start =
            self.offset(mark.first().line) + self.of(mark.first().line, |line| line.begin(mark.start));
        let end = self.offset(mark.last().line) + self.of(mark.last().line, |line| line.finish(mark.end));
        if mark.start == mark.end { start..start } else { start..end.max(start) }
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
            (width(before) + width(through)) / 2
        })
    }

    /// Where a line begins in what is drawn.
    fn offset(&self, number: usize) -> usize {
        let before = self.lines.iter().take(number.saturating_sub(self.first_line));
        before.map(|line| line.text.len() + 1).sum()
    }

    fn of(&self, number: usize, ask: impl Fn(&Line) -> usize) -> usize {
        self.lines.get(number.saturating_sub(self.first_line)).map_or(0, ask)
    }
}
