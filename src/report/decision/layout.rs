//! How a page is laid out: in columns for the terminal, in sentences for screen readers.

use super::page::{Join, Line, Tone};
use crate::report::text::{padded, width, wrap};

/// The widest left column, so that the right one has room.
const LEFT: usize = 44;

/// The left column of what a condition came to: one width for all three words.
const CAME: usize = 8;

/// A line in sentences; `first` where it stands directly under a heading.
pub(super) fn spoken(line: &Line, first: bool) -> Vec<String> {
    match line {
        Line::Verdict { text, aside: None, .. } => vec![text.clone()],
        Line::Verdict { text, aside: Some(aside), .. } => vec![format!("{text}, {aside}")],
        Line::Heading { text } => vec![String::new(), format!("{text}:")],
        Line::Statement { text } => vec![String::new(), text.clone()],
        Line::Item { text } if first => vec![text.clone()],
        Line::Item { text } => vec![String::new(), text.clone()],
        Line::Text { text, aside: None, .. } => vec![text.clone()],
        Line::Text { text, aside: Some(aside), .. } => vec![listed_with(text, aside)],
        Line::Pairs { rows, join, .. } => {
            rows.iter().map(|(left, right)| format!("{left}{}{right}", join.spoken())).collect()
        }
    }
}

fn listed_with(text: &str, aside: &str) -> String {
    if text.is_empty() { aside.to_owned() } else { format!("{text}, in {aside}") }
}

impl Join {
    fn spoken(self) -> &'static str {
        match self {
            Join::Came | Join::Names => ": ",
            Join::Leads => " leads to ",
            Join::Is => " ",
        }
    }

    /// The least width of the left column.
    fn least(self) -> usize {
        match self {
            Join::Came => CAME,
            Join::Names | Join::Leads | Join::Is => 0,
        }
    }

    fn drawn(self) -> &'static str {
        match self {
            Join::Came | Join::Names => "  ",
            Join::Leads => " → ",
            Join::Is => " ",
        }
    }
}

/// For what a page is laid out.
pub(super) struct Layout {
    /// With colours of the terminal.
    pub(super) color: bool,
    /// Columns to fill.
    pub(super) width: usize,
}

impl Layout {
    /// A line in columns.
    pub(super) fn line(&self, line: &Line) -> Vec<String> {
        match line {
            Line::Verdict { tone, text, aside } => self.verdict(*tone, text, aside.as_deref()),
            Line::Heading { text } => vec![String::new(), self.painted("1", text)],
            Line::Statement { text } => {
                let mut lines = vec![String::new()];
                lines.extend(wrap(text, self.width));
                lines
            }
            Line::Item { text } => self.text(1, text, None),
            Line::Text { depth, text, aside } => self.text(*depth, text, aside.as_deref()),
            Line::Pairs { depth, rows, join } => self.pairs(*depth, rows, *join),
        }
    }

    fn verdict(&self, tone: Tone, text: &str, aside: Option<&str>) -> Vec<String> {
        let paint = |line: &str| self.painted(tone.paint(), line);
        if let Some(aside) = aside
            && width(text) + width(aside) + 3 <= self.width
        {
            return vec![format!("{}   {aside}", paint(text))];
        }
        let mut lines: Vec<String> = wrap(text, self.width).iter().map(|line| paint(line)).collect();
        lines.extend(aside.map(str::to_owned));
        lines
    }

    /// A sentence with what belongs beside it at the right edge, or below where it does not fit.
    fn text(&self, depth: usize, text: &str, aside: Option<&str>) -> Vec<String> {
        let indent = " ".repeat(depth * 2);
        let room = self.width.saturating_sub(indent.len());
        let hanging = |line: String, index: usize| {
            if index == 0 { format!("{indent}{line}") } else { format!("{indent}  {line}") }
        };
        let mut lines: Vec<String> = if width(text) <= room {
            vec![format!("{indent}{text}")]
        } else {
            wrap(text, room.saturating_sub(2))
                .into_iter()
                .enumerate()
                .map(|(index, line)| hanging(line, index))
                .collect()
        };
        let Some(aside) = aside else { return lines };
        let used = lines.last().map_or(0, |line| width(line));
        match lines.last_mut() {
            Some(last) if used + 2 + width(aside) <= self.width => {
                *last = format!("{}{aside}", padded(last, self.width.saturating_sub(width(aside))));
            }
            Some(_) | None => lines.push(format!("{indent}  {aside}")),
        }
        lines
    }

    /// Two columns; where the left one is too wide, the right one begins on the next line.
    fn pairs(&self, depth: usize, rows: &[(String, String)], join: Join) -> Vec<String> {
        let widths = rows.iter().map(|(left, _)| width(left));
        let left = widths.filter(|wide| *wide <= LEFT).max().unwrap_or(0).max(join.least());
        rows.iter().flat_map(|row| self.pair(depth, row, left, join)).collect()
    }

    fn pair(
        &self,
        depth: usize,
        (left, right): &(String, String),
        columns: usize,
        join: Join,
    ) -> Vec<String> {
        let indent = " ".repeat(depth * 2);
        let margin = " ".repeat(indent.len() + columns + width(join.drawn()));
        let room = self.width.saturating_sub(margin.len()).max(16);
        let mut right = wrap(right, room).into_iter();
        let mut lines = Vec::new();
        if width(left) > columns {
            lines.extend(self.text(depth, left, None));
            let start = " ".repeat(indent.len() + columns);
            lines.extend(right.next().map(|first| format!("{start}{}{first}", join.drawn())));
        } else {
            let first = right.next().unwrap_or_default();
            lines.push(format!("{indent}{}{}{first}", padded(left, columns), join.drawn()));
        }
        lines.extend(right.map(|line| format!("{margin}{line}")));
        lines
    }

    fn painted(&self, paint: &str, text: &str) -> String {
        if self.color { format!("\u{1b}[{paint}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

impl Tone {
    /// What the terminal is told. A green and a brown with values of their own: those of the terminal are pale on white.
    fn paint(self) -> &'static str {
        match self {
            Tone::Free => "1;38;5;28",
            Tone::Care => "1;38;5;130",
            Tone::Stop => "1;31",
            Tone::Open => "1;35",
        }
    }
}
