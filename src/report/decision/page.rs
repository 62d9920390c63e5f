//! A page: what is said, before it is known for whom it is laid out.

use crate::report::text::{one_line, page_width};

use super::layout::{Layout, spoken};

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
pub(super) enum Line {
    /// The verdict, and what belongs beside it.
    Verdict { tone: Tone, text: String, aside: Option<String> },
    /// A heading.
    Heading { text: String },
    /// A sentence that stands alone.
    Statement { text: String },
    /// Something that has lines of its own below it: a rule, a duty, a fact.
    Item { text: String },
    /// A sentence, and what belongs beside it.
    Text { depth: usize, text: String, aside: Option<String> },
    /// Things that stand in two columns, and what joins them: drawn, and spoken.
    Pairs { depth: usize, rows: Vec<(String, String)>, join: Join },
}

/// What stands between the columns of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// The left one says what the right one came to.
    Came,
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

impl Page {
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub(super) fn append(&mut self, other: Page) {
        self.lines.extend(other.lines);
    }

    pub(super) fn verdict(&mut self, tone: Tone, text: &str, aside: Option<&str>) {
        self.lines.push(Line::Verdict { tone, text: one_line(text), aside: aside.map(one_line) });
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.lines.push(Line::Heading { text: one_line(text) });
    }

    pub(super) fn statement(&mut self, text: &str) {
        self.lines.push(Line::Statement { text: one_line(text) });
    }

    pub(super) fn item(&mut self, text: &str) {
        self.lines.push(Line::Item { text: one_line(text) });
    }

    pub(super) fn text(&mut self, depth: usize, text: &str) {
        self.lines.push(Line::Text { depth, text: one_line(text), aside: None });
    }

    pub(super) fn beside(&mut self, depth: usize, text: &str, aside: &str) {
        self.lines.push(Line::Text { depth, text: one_line(text), aside: Some(one_line(aside)) });
    }

    pub(super) fn pairs(&mut self, depth: usize, join: Join, rows: Vec<(String, String)>) {
        if !rows.is_empty() {
            let rows = rows.into_iter().map(|(left, right)| (one_line(&left), one_line(&right))).collect();
            self.lines.push(Line::Pairs { depth, rows, join });
        }
    }

    /// Laid out in columns.
    pub(super) fn human(&self, color: bool, width: usize) -> String {
        let layout = Layout { color, width: page_width(width) };
        let lines: Vec<String> = self.lines.iter().flat_map(|line| layout.line(line)).collect();
        finished(&lines)
    }

    /// In sentences.
    pub(super) fn plain(&self) -> String {
        let before = std::iter::once(None).chain(self.lines.iter().map(Some));
        let under_heading = before.map(|line| matches!(line, Some(Line::Heading { .. })));
        let lines: Vec<String> =
            self.lines.iter().zip(under_heading).flat_map(|(line, first)| spoken(line, first)).collect();
        finished(&lines)
    }
}

fn finished(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}
