//! A file is looked at before its first row: what it is, and which facts its columns hold.

#[cfg(feature = "xlsx")]
use std::io::Seek;
use std::io::{self, Read};
use std::ops::ControlFlow;

use crate::diagnostics::{Problem, Problems};
use crate::schema::Schema;
use crate::source::{Sources, Span};

use super::day::DAY;
use super::delimited::{Cut, cells, cut};
use super::encoding::{Encoding, Peeked};
use super::header::{Column, Header, Naming};
use super::layout::{Form, Layout, Table};
use super::lines::{Kind, Rows};
use super::strange::{is_strange, no_column};
use super::{RecordError, Row, comma};

/// Bytes that are looked at before the first row.
const FIRST: usize = 256 * 1024;

/// Separators that are tried; of two that fit equally well, the first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What is said of a file beside its bytes.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What it is called in problems.
    pub name: String,
    /// What is said of its columns.
    pub naming: Naming,
    /// Its encoding, where its first bytes shall not decide.
    pub encoding: Option<Encoding>,
    /// The sheet of a workbook; the first one where none is named.
    pub sheet: Option<String>,
}

/// Why nothing can be read of a file.
#[derive(Debug)]
pub enum Refusal {
    /// It could not be read at all.
    Io(io::Error),
    /// All problems of its form and header, with the text they point into.
    Problems(Vec<Problem>, Sources),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Refusal {
        Refusal::Io(error)
    }
}

/// What a file is by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Text: JSON lines or delimited cells.
    Text,
    /// A workbook.
    Workbook,
    /// A Parquet file.
    Parquet,
}

impl FileKind {
    /// The kind of a file by its first four bytes.
    pub fn of(first: &[u8]) -> FileKind {
        match first {
            [b'P', b'K', 3, 4, ..] => FileKind::Workbook,
            [b'P', b'A', b'R', b'1', ..] => FileKind::Parquet,
            _ => FileKind::Text,
        }
    }
}

/// A file of cases that has been looked at.
pub struct Input<'r> {
    /// How its rows are read.
    pub layout: Layout,
    /// What the file was taken for, in words.
    pub taken_for: String,
    source: Box<dyn RowSource + 'r>,
}

/// Where rows come from.
pub(super) trait RowSource: Send {
    /// Hands out the rows until `take` breaks off; gives the number of those in which nothing stands.
    fn each(&mut self, take: &mut dyn FnMut(Row) -> ControlFlow<()>) -> io::Result<u64>;
}

impl<R: Read + Send> RowSource for Rows<R> {
    fn each(&mut self, take: &mut dyn FnMut(Row) -> ControlFlow<()>) -> io::Result<u64> {
        Rows::each(self, take)
    }
}

impl std::fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input").field("layout", &self.layout).field("taken_for", &self.taken_for).finish()
    }
}

impl<'r> Input<'r> {
    /// Looks at a text.
    ///
    /// # Errors
    ///
    /// If it cannot be read, holds no case, or has a column that is no fact.
    pub fn text(
        reader: impl Read + Send + 'r,
        schema: &Schema,
        options: &Options,
    ) -> Result<Input<'r>, Refusal> {
        let raw = Peeked::new(reader, FIRST)?;
        let encoding = options.encoding.unwrap_or_else(|| Encoding::of(raw.first()));
        let mut decoded = Peeked::new(encoding.decode(raw), FIRST)?;
        let marked = decoded.first().starts_with(&[0xEF, 0xBB, 0xBF]);
        if marked {
            io::copy(&mut decoded.by_ref().take(3), &mut io::sink())?;
        }
        let first = decoded.first().get(if marked { 3 } else { 0 }..).unwrap_or_default().to_vec();
        let start = first.trim_ascii_start();
        if start.is_empty() {
            return Err(refused(RecordError::Empty { name: options.name.clone() }, options, ""));
        }
        let encoding = match encoding {
            Encoding::Utf8 if marked => "UTF-8 with a mark",
            other => other.name(),
        };
        match start.first() {
            Some(b'{' | b'[') => json(decoded, &first, encoding, options),
            _ => table(decoded, &first, encoding, schema, options),
        }
    }

    /// Looks at a workbook.
    ///
    /// # Errors
    ///
    /// As for [`Input::text`], and if there is no such sheet.
    #[cfg(feature = "xlsx")]
    pub fn workbook(
        reader: impl Read + Seek + Send + 'r,
        schema: &Schema,
        options: &Options,
    ) -> Result<Input<'r>, Refusal> {
        let (layout, taken_for, sheet) = super::workbook::open(reader, schema, options)?;
        Ok(Input { layout, taken_for, source: Box::new(sheet) })
    }

    /// Looks at a Parquet file.
    ///
    /// # Errors
    ///
    /// As for [`Input::text`].
    #[cfg(feature = "parquet")]
    pub fn parquet(
        reader: impl parquet::file::reader::ChunkReader + 'static,
        schema: &Schema,
        options: &Options,
    ) -> Result<Input<'r>, Refusal> {
        let (layout, taken_for, columns) = super::parquet::open(reader, schema, options)?;
        Ok(Input { layout, taken_for, source: Box::new(columns) })
    }

    /// Hands out the rows in the order of the file until `take` breaks off; gives the number of rows in which nothing
    /// stands.
    ///
    /// # Errors
    ///
    /// If the file cannot be read on.
    pub fn each(&mut self, take: &mut dyn FnMut(Row) -> ControlFlow<()>) -> io::Result<u64> {
        self.source.each(take)
    }
}

/// A refusal that points into a text.
fn refused(error: RecordError, options: &Options, text: &str) -> Refusal {
    let mut problems = Problems::new();
    problems.add(error);
    with_text(problems, options, text)
}

pub(super) fn with_text(problems: Problems, options: &Options, text: &str) -> Refusal {
    let mut sources = Sources::new();
    sources.add(&options.name, text);
    Refusal::Problems(problems.sorted(), sources)
}

fn json<'r>(
    reader: impl Read + Send + 'r,
    first: &[u8],
    encoding: &'static str,
    options: &Options,
) -> Result<Input<'r>, Refusal> {
    let layout = Layout { name: options.name.clone(), form: Form::Json };
    let text = String::from_utf8_lossy(first);
    let blank = text.len().saturating_sub(text.trim_start().len());
    let line = text.get(blank..).unwrap_or_default().lines().next().unwrap_or_default();
    // What is wrong in the form of the first line is wrong in all.
    let start = u32::try_from(blank).unwrap_or(u32::MAX);
    match layout.form_of_line(line, start) {
        Some(RecordError::TwoCases { .. }) | None => {}
        // A file of one line that breaks off is a row that cannot be read.
        Some(RecordError::ManyLines { .. }) if text.trim().lines().count() == 1 => {}
        Some(error) => return Err(refused(error, options, &text)),
    }
    let taken_for = format!("JSON lines, {encoding}");
    let rows = Rows::new(boxed(reader), Kind::Json, encoding, 1);
    Ok(Input { layout, taken_for, source: Box::new(rows) })
}

fn boxed<'r>(reader: impl Read + Send + 'r) -> Box<dyn Read + Send + 'r> {
    Box::new(reader)
}

fn table<'r>(
    mut reader: impl Read + Send + 'r,
    first: &[u8],
    encoding: &'static str,
    schema: &Schema,
    options: &Options,
) -> Result<Input<'r>, Refusal> {
    let lossy = String::from_utf8_lossy(first).into_owned();
    let top = Top::of(&lossy);
    let separator = top.separator(schema, &options.naming);
    let head = top.head(separator).map_err(|error| refused(error, options, &lossy))?;
    let names = names(&lossy, &head, separator);
    if is_strange(&plain(&names), schema, options) {
        return Err(refused(no_column(head.start..head.end, &lossy, schema, options), options, &lossy));
    }
    let header = match Header::join(names, schema, &options.naming) {
        Ok(header) => header,
        Err(problems) => return Err(with_text(problems, options, &lossy)),
    };
    let rest = lossy.get(head.next..).unwrap_or_default();
    let amounts = if separator == b';' { amounts(rest, separator, &header) } else { Vec::new() };
    let commas = comma::surely(amounts.iter().map(String::as_str));
    let open = separator == b';' && !commas && !comma::has_points(amounts.iter().map(String::as_str));
    io::copy(&mut reader.by_ref().take(u64::try_from(head.next).unwrap_or(u64::MAX)), &mut io::sink())?;
    let lines_before = u64::try_from(lossy.get(..head.next).unwrap_or_default().matches('\n').count());
    let line = lines_before.unwrap_or(u64::MAX).saturating_add(1);
    let taken_for = words(separator, encoding, commas, &header);
    let table = Table {
        head: lossy.get(head.start..head.end).unwrap_or_default().to_owned(),
        head_line: top.line,
        separator,
        commas,
        open,
        header,
    };
    let layout = Layout { name: options.name.clone(), form: Form::Table(table) };
    let rows = Rows::new(boxed(reader), Kind::Cells(separator), encoding, line);
    Ok(Input { layout, taken_for, source: Box::new(rows) })
}

fn plain(names: &[(String, Span)]) -> Vec<String> {
    names.iter().map(|(name, _)| name.clone()).collect()
}

/// The beginning of a table.
struct Top<'t> {
    text: &'t str,
    /// Where the header begins: behind empty lines, and behind `sep=;`, with which some spreadsheets begin.
    start: usize,
    /// The line in which it begins.
    line: u64,
    said: Option<u8>,
}

/// Bytes of the header, and where the rows begin.
struct Head {
    start: usize,
    end: usize,
    next: usize,
}

impl<'t> Top<'t> {
    fn of(text: &'t str) -> Top<'t> {
        let (mut start, mut line, mut said) = (0, 1, None);
        for content in text.split_inclusive('\n') {
            let written = content.trim();
            match written.strip_prefix("sep=").map(str::as_bytes) {
                Some([separator]) => said = Some(*separator),
                _ if written.is_empty() => {}
                _ => break,
            }
            start += content.len();
            line += 1;
        }
        Top { text, start, line, said }
    }

    /// The separator that is said, else the one with which most names are facts; of several, that which gives most.
    fn separator(&self, schema: &Schema, naming: &Naming) -> u8 {
        let score = |separator: &u8| match self.head(*separator) {
            Ok(head) => {
                let names = plain(&names(self.text, &head, *separator));
                (Header::known(&names, schema, naming), names.len())
            }
            Err(_) => (0, 0),
        };
        let best = SEPARATORS.iter().rev().max_by_key(|separator| score(separator)).copied();
        // Where no separator makes facts of the names, a quotation mark that one of them leaves open is the reason.
        let open = || SEPARATORS.iter().find(|separator| self.head(**separator).is_err()).copied();
        let known = best.filter(|separator| score(separator).0 > 0);
        self.said.or(known).or_else(open).or(best).unwrap_or(b',')
    }

    fn head(&self, separator: u8) -> Result<Head, RecordError> {
        let rest = self.text.get(self.start..).unwrap_or_default();
        match cut(rest.as_bytes(), separator, true, |_| {}) {
            Cut::Row { end, next } => {
                Ok(Head { start: self.start, end: self.start + end, next: self.start + next })
            }
            Cut::After(byte) | Cut::Open(byte) => {
                let byte = number(self.start + byte);
                Err(RecordError::Quote {
                    what: "a quotation mark in the header does not close a name",
                    place: "here",
                    span: Span::new(byte, byte.saturating_add(1)),
                })
            }
            Cut::More => Err(RecordError::TooLong { limit: 1, span: Span::new(0, 1) }),
        }
    }
}

/// The names in a header without the blanks around them, each with its place.
fn names(text: &str, head: &Head, separator: u8) -> Vec<(String, Span)> {
    let row = text.get(head.start..head.end).unwrap_or_default();
    let found = cells(row, separator).unwrap_or_default();
    let place = |byte: usize| number(head.start.saturating_add(byte));
    let name = |(name, bytes): (String, std::ops::Range<usize>)| {
        (name.trim().to_owned(), Span::new(place(bytes.start), place(bytes.end)))
    };
    found.into_iter().map(name).collect()
}

/// The amounts in the first rows.
fn amounts(mut rest: &str, separator: u8, header: &Header) -> Vec<String> {
    let mut found = Vec::new();
    while let Cut::Row { end, next } = cut(rest.as_bytes(), separator, false, |_| {}) {
        let row = cells(rest.get(..end).unwrap_or_default(), separator).unwrap_or_default();
        for ((cell, _), column) in row.into_iter().zip(&header.columns) {
            if matches!(column, Column::Fact { r#type, .. } if comma::concerns(r#type)) {
                found.push(cell);
            }
        }
        rest = rest.get(next..).unwrap_or_default();
        if next == 0 {
            break;
        }
    }
    found
}

/// What a table was taken for.
fn words(separator: u8, encoding: &str, commas: bool, header: &Header) -> String {
    let separator = match separator {
        b',' => "commas",
        b';' => "semicolons",
        b'\t' => "tabs",
        _ => "bars",
    };
    let decimals = if commas { ", decimal commas" } else { "" };
    format!("separated by {separator}, {encoding}{decimals}, {}", columns(header))
}

/// How many columns hold facts, and which are left out.
pub(super) fn columns(header: &Header) -> String {
    let columns = match header.facts() {
        1 => "1 column of facts".to_owned(),
        count => format!("{count} columns of facts"),
    };
    let day = header.reserved(DAY).and_then(|at| header.names.get(at));
    let day = day.map(|name| format!(", the day of each row in `{name}`")).unwrap_or_default();
    let left = header.left_out();
    let left = if left.is_empty() { String::new() } else { format!(", left out: {}", left.join(", ")) };
    format!("{columns}{day}{left}")
}

pub(super) fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
