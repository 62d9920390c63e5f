//! Problems drawn for the terminal, by miette.
//!
//! miette gets windows of the text and never a file, since it counts columns in bytes and fails on very long lines. The
//! place in the heading, line breaks and colours are ours.

use std::fmt;
use std::ops::Range;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use crate::diagnostics::{Problem, Severity};
use crate::source::{Position, Sources};

use super::place::{Mark, marks};
use super::window::{LABEL_ROOM, Window, windows};
use crate::report::text::{page_width, visible, wrap};

/// The longest line of a file that is shown, in columns.
const LONGEST_LINE: usize = 200;

/// Columns for line numbers and frame, left of the text.
const FRAME: usize = 8;

/// A problem as it is handed to miette.
#[derive(Debug)]
struct Drawing {
    code: String,
    message: String,
    help: Option<String>,
    severity: Severity,
    labels: Vec<LabeledSpan>,
    paper: Paper,
}

/// Everything that is drawn, window after window.
#[derive(Debug, Default)]
struct Paper {
    text: String,
    sheets: Vec<Sheet>,
}

/// One window: its bytes on the paper, the file, the number of its first line, and the places of its labels.
#[derive(Debug)]
struct Sheet {
    bytes: Range<usize>,
    name: String,
    first_line: usize,
    heads: Vec<(Range<usize>, Position)>,
}

/// A problem, drawn with the lines that it is about.
pub(super) fn drawn(problem: &Problem, sources: &Sources, color: bool, width: usize) -> String {
    let width = page_width(width);
    let drawing = Drawing::new(problem, sources, width);
    let mut shown = String::new();
    if handler(color).render_report(&mut shown, &drawing).is_err() {
        return super::plain::plain(problem, sources);
    }
    shown.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn handler(color: bool) -> GraphicalReportHandler {
    let styles = if color { colors() } else { ThemeStyles::none() };
    GraphicalReportHandler::new_themed(GraphicalTheme { characters: ThemeCharacters::unicode(), styles })
        .without_syntax_highlighting()
        .with_urls(false)
        .with_wrap_lines(false)
        .with_context_lines(1)
}

/// Colours that can be read on dark and on light paper: red and magenta. Cyan and yellow are pale on white, and the
/// blue of many terminals cannot be seen on black; what they would mark is bold instead.
fn colors() -> ThemeStyles {
    let (ansi, plain) = (ThemeStyles::ansi(), ThemeStyles::none().help);
    let bold = plain.bold();
    let highlights = vec![bold.magenta(), bold, bold];
    ThemeStyles { warning: plain.magenta(), help: bold, link: bold.underline(), highlights, ..ansi }
}

impl Drawing {
    fn new(problem: &Problem, sources: &Sources, width: usize) -> Drawing {
        let columns = width.saturating_sub(FRAME).min(LONGEST_LINE);
        let marks = marks(problem, sources);
        let unplaced = if marks.is_empty() { problem.labels() } else { Vec::new() };
        let mut drawing = Drawing {
            code: problem.code(),
            message: broken(&problem.message(), width.saturating_sub(4)),
            help: help(problem, unplaced.into_iter().filter_map(|(_, text)| text), width),
            severity: problem.severity(),
            labels: Vec::new(),
            paper: Paper::default(),
        };
        for window in windows(marks, columns) {
            drawing.add(&window, width);
        }
        drawing
    }

    fn add(&mut self, window: &Window, width: usize) {
        let start = self.paper.text.len();
        self.paper.text.push_str(&window.text());
        let bytes = start..self.paper.text.len();
        // Sheets lie apart, so that nothing at the end of one touches the next.
        self.paper.text.push('\n');
        let mut heads = Vec::new();
        for mark in &window.marks {
            let shown = window.shown(mark);
            let place = start + shown.start..start + shown.end;
            self.labels.push(label(mark, place.clone(), label_text(mark, window, width)));
            heads.push((place, mark.first()));
        }
        let name = window.marks.first().map_or_else(String::new, |mark| visible(&mark.file.name));
        self.paper.sheets.push(Sheet { bytes, name, first_line: window.first_line, heads });
    }
}

fn label(mark: &Mark, place: Range<usize>, text: Option<String>) -> LabeledSpan {
    let span = SourceSpan::from(place);
    if mark.primary {
        LabeledSpan::new_primary_with_span(text, span)
    } else {
        LabeledSpan::new_with_span(text, span)
    }
}

fn label_text(mark: &Mark, window: &Window, width: usize) -> Option<String> {
    let room = width.saturating_sub(FRAME + 4 + window.columns_before(mark)).max(LABEL_ROOM);
    mark.text.as_deref().map(|text| broken(text, room))
}

/// The help, and the texts of labels that have no place.
fn help(problem: &Problem, notes: impl Iterator<Item = String>, width: usize) -> Option<String> {
    let parts: Vec<String> =
        notes.chain(problem.help()).map(|text| broken(&text, width.saturating_sub(8))).collect();
    (!parts.is_empty()).then(|| parts.join("\n"))
}

fn broken(text: &str, columns: usize) -> String {
    wrap(&visible(text), columns).join("\n")
}

impl fmt::Display for Drawing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Drawing {}

impl Diagnostic for Drawing {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.code.is_empty()).then(|| Box::new(&self.code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.paper)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

impl SourceCode for Paper {
    /// The whole sheet on which a span lies. miette asks without lines around where it wants the place for the heading,
    /// and then gets the place in the file. A span over two sheets is refused, which keeps them apart.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let wanted = span.offset()..span.offset().saturating_add(span.len());
        let holds = |sheet: &&Sheet| sheet.bytes.start <= wanted.start && wanted.end <= sheet.bytes.end;
        let sheet = self.sheets.iter().find(holds).ok_or(MietteError::OutOfBounds)?;
        let text = self.text.get(sheet.bytes.clone()).ok_or(MietteError::OutOfBounds)?;
        let (line, column) = sheet.place(&wanted, before == 0);
        Ok(Box::new(MietteSpanContents::new_named(
            sheet.name.clone(),
            text.as_bytes(),
            SourceSpan::from(sheet.bytes.clone()),
            line,
            column,
            text.lines().count(),
        )))
    }
}

impl Sheet {
    /// Line and column from 0: those of a label where the heading is asked for, else those of the sheet.
    fn place(&self, wanted: &Range<usize>, heading: bool) -> (usize, usize) {
        let head = self.heads.iter().find(|(place, _)| heading && place == wanted);
        head.map_or((self.first_line.saturating_sub(1), 0), |(_, position)| {
            (position.line.saturating_sub(1), position.column.saturating_sub(1))
        })
    }
}
