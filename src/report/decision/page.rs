//! A page: what is said, before it is known for whom it is laid out.

use crate::report::text::{listed, one_line, padded, page_width, width, wrap};

/// How grave what is said is; only colours show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// Nothing stands in the way.
    Free,
    /// Something is needed first.
    Care,
    /// It is refused or prohibited.
    Stop,
    /// It is not decided.
    Open,
}

/// One thing that is said.
#[derive(Debug)]
enum Line {
    /// The verdict, and what belongs beside it.
    Verdict {
        tone: Tone,
        text: String,
        aside: String,
    },
    /// A heading.
    Heading { text: String },
    /// A sentence, and what belongs beside it.
    Text {
        depth: usize,
        text: String,
        aside: Option<String>,
    },
    /// Things that stand in two columns, and what joins them: drawn, and spoken.
    Pairs {
        depth: usize,
        rows: Vec<(String, String)>,
        join: Join,
    },
}

/// What stands between the columns of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// The left one is the right one's name.
    Names,
    /// The left one leads to the right one.
    Leads,
    /// The left one has the right one as its value.
    Is,
}

/// What is said, in order.
#[derive(Debug, Default)]
pub(super) struct Page {
    lines: Vec<Line>,
}

/// The widest left column, so that the right one has room.
const LEFT: usize = 44;

impl Page {
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub(super) fn append(&mut self, other: Page) {
        self.lines.extend(other.lines);
    }

    pub(super) fn verdict(&mut self, tone: Tone, text: &str, aside: &str) {
        self.lines.push(Line::Verdict {
            tone,
            text: one_line(text),
            aside: one_line(aside),
        });
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.lines.push(Line::Heading {
            text: one_line(text),
        });
    }

    pub(super) fn text(&mut self, depth: usize, text: &str) {
        self.lines.push(Line::Text {
            depth,
            text: one_line(text),
            aside: None,
        });
    }

    pub(super) fn beside(&mut self, depth: usize, text: &str, aside: &str) {
        self.lines.push(Line::Text {
            depth,
            text: one_line(text),
            aside: Some(one_line(aside)),
        });
    }

    pub(super) fn pairs(&mut self, depth: usize, join: Join, rows: Vec<(String, String)>) {
        if !rows.is_empty() {
            let rows = rows
                .into_iter()
                .map(|(left, right)| (one_line(&left), one_line(&right)))
                .collect();
            self.lines.push(Line::Pairs { depth, rows, join });
        }
    }

    /// Laid out in columns.
    pub(super) fn human(&self, color: bool, width: usize) -> String {
        let layout = Layout {
            color,
            width: page_width(width),
        };
        let lines: Vec<String> = self
            .lines
            .iter()
            .flat_map(|line| layout.line(line))
            .collect();
        finished(&lines)
    }

    /// In sentences.
    pub(super) fn plain(&self) -> String {
        let lines: Vec<String> = self.lines.iter().flat_map(spoken).collect();
        finished(&lines)
    }
}

fn finished(lines: &[String]) -> String {
    lines
        .iter()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

/// A line in sentences.
fn spoken(line: &Line) -> Vec<String> {
    match line {
        Line::Verdict { text, aside, .. } => vec![format!("{text}. {aside}.")],
        Line::Heading { text } => vec![String::new(), format!("{text}:")],
        Line::Text {
            text, aside: None, ..
        } => vec![text.clone()],
        Line::Text {
            text,
            aside: Some(aside),
            ..
        } => vec![listed_with(text, aside)],
        Line::Pairs { rows, join, .. } => rows
            .iter()
            .map(|(left, right)| format!("{left}{}{right}", join.spoken()))
            .collect(),
    }
}

fn listed_with(text: &str, aside: &str) -> String {
    if text.is_empty() {
        aside.to_owned()
    } else {
        format!("{text}, in {aside}")
    }
}

impl Join {
    fn spoken(self) -> &'static str {
        match self {
            Join::Names => ": ",
            Join::Leads => " leads to ",
            Join::Is => " ",
        }
    }

    fn drawn(self) -> &'static str {
        match self {
            Join::Names => "  ",
            Join::Leads => " → ",
            Join::Is => " ",
        }
    }
}

/// For what a page is laid out.
struct Layout {
    color: bool,
    width: usize,
}

impl Layout {
    fn line(&self, line: &Line) -> Vec<String> {
        match line {
            Line::Verdict { tone, text, aside } => self.verdict(*tone, text, aside),
            Line::Heading { text } => vec![String::new(), self.painted("1", text)],
            Line::Text { depth, text, aside } => self.text(*depth, text, aside.as_deref()),
            Line::Pairs { depth, rows, join } => self.pairs(*depth, rows, *join),
        }
    }

    fn verdict(&self, tone: Tone, text: &str, aside: &str) -> Vec<String> {
        let paint = |line: &str| self.painted(tone.paint(), line);
        if width(text) + width(aside) + 3 <= self.width {
            return vec![format!("{}   {aside}", paint(text))];
        }
        let mut lines: Vec<String> = wrap(text, self.width)
            .iter()
            .map(|line| paint(line))
            .collect();
        lines.push(aside.to_owned());
        lines
    }

    /// A sentence with what belongs beside it at the right edge, or below where it does not fit.
    fn text(&self, depth: usize, text: &str, aside: Option<&str>) -> Vec<String> {
        let indent = " ".repeat(depth * 2);
        let room = self.width.saturating_sub(indent.len());
        let hanging = |line: String, index: usize| {
            if index == 0 {
                format!("{indent}{line}")
            } else {
                format!("{indent}  {line}")
            }
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
                *last = format!(
                    "{}{aside}",
                    padded(last, self.width.saturating_sub(width(aside)))
                );
            }
            Some(_) | None => lines.push(format!("{indent}  {aside}")),
        }
        lines
    }

    /// Two columns; where the left one is too wide, the right one begins on the next line.
    fn pairs(&self, depth: usize, rows: &[(String, String)], join: Join) -> Vec<String> {
        let left = rows
            .iter()
            .map(|(left, _)| width(left))
            .filter(|wide| *wide <= LEFT)
            .max()
            .unwrap_or(0);
        rows.iter()
            .flat_map(|row| self.pair(depth, row, left, join))
            .collect()
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
            lines.extend(
                right
                    .next()
                    .map(|first| format!("{start}{}{first}", join.drawn())),
            );
        } else {
            let first = right.next().unwrap_or_default();
            lines.push(format!(
                "{indent}{}{}{first}",
                padded(left, columns),
                join.drawn()
            ));
        }
        lines.extend(right.map(|line| format!("{margin}{line}")));
        lines
    }

    fn painted(&self, paint: &str, text: &str) -> String {
        if self.color {
            format!("\u{1b}[{paint}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

impl Tone {
    /// What the terminal is told.
    fn paint(self) -> &'static str {
        match self {
            Tone::Free => "1;32",
            Tone::Care => "1;33",
            Tone::Stop => "1;31",
            Tone::Open => "1;35",
        }
    }
}

/// Words, each in backticks.
pub(super) fn quoted(words: &[String]) -> String {
    listed(
        &words
            .iter()
            .map(|word| format!("`{word}`"))
            .collect::<Vec<_>>(),
    )
}
