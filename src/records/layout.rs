//! How the rows of a file become cases.

use std::ops::Range;

use crate::diagnostics::Problems;
use crate::facts::{self, Format, Node, NodeKind};
use crate::schema::{Schema, Type};
use crate::source::{Sources, Span};

use super::cell::Cell;
use super::day::DAY;
use super::delimited::{Cut, cells};
use super::header::{Column, Header};
use super::strange::says_total;
use super::{Content, RecordError, Row, Value};

/// Lines that a page may leave empty before the row, so that it has its number; beyond that the number is said.
const MOST_LINES: u64 = 2_000_000;

/// What the rows of a file are, and how they are read.
#[derive(Clone, Debug)]
pub struct Layout {
    pub(super) name: String,
    pub(super) form: Form,
}

/// Lines of JSON, or a table.
#[derive(Clone, Debug)]
pub(super) enum Form {
    Json,
    Table(Table),
}

/// What all rows of a table share.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub header: Header,
    /// The header as it stands in the file, or as it can be shown.
    pub head: String,
    /// The line in which it stands; 0 where it stands in none.
    pub head_line: u64,
    pub separator: u8,
    /// Amounts have decimal commas.
    pub commas: bool,
    /// No amount shows whether a point stands before decimals or between thousands.
    pub open: bool,
}

/// The case of one row.
#[derive(Clone, Debug)]
pub struct Case {
    /// What the row calls it.
    pub id: Option<String>,
    /// Its facts as a document.
    pub facts: Node,
    /// The cells of reserved columns, in the order in which they were reserved.
    pub reserved: Vec<(String, Node)>,
}

/// A row that cannot be read.
#[derive(Clone, Debug)]
pub struct Unreadable {
    /// What the row calls the case, where that much can be read.
    pub id: Option<String>,
    /// Why, in the order of the row.
    pub problems: Problems,
}

impl Unreadable {
    fn of(
        id: Option<String>,
        error: impl miette::Diagnostic + crate::diagnostics::Fixable + Send + Sync + 'static,
    ) -> Box<Unreadable> {
        let mut problems = Problems::new();
        problems.add(error);
        Box::new(Unreadable { id, problems })
    }
}

impl Layout {
    /// The header of a table; none for lines of JSON.
    pub fn header(&self) -> Option<&Header> {
        match &self.form {
            Form::Json => None,
            Form::Table(table) => Some(&table.header),
        }
    }

    /// The case of a row. Its places are `start` and the byte in [`Layout::shown`].
    ///
    /// # Errors
    ///
    /// What keeps the row from being read as a case.
    pub fn case(&self, row: &Row, schema: &Schema, start: u32) -> Result<Case, Box<Unreadable>> {
        match (&row.content, &self.form) {
            (Content::Broken(_, error), _) => Err(Unreadable::of(None, error.clone().moved(start))),
            (Content::Json(line), _) => self.line(line, schema, start),
            (Content::Delimited(text), Form::Table(table)) => {
                let found =
                    cells(text, table.separator).map_err(|cut| Unreadable::of(None, quote(&cut, start)))?;
                let values = found.into_iter().map(|(cell, bytes)| (Value::Text(cell), span(&bytes, start)));
                table.case(values.collect(), schema, whole(text, start))
            }
            (Content::Values(values), Form::Table(table)) => {
                let (text, places) = written(values);
                let values = values.iter().cloned().zip(places.iter().map(|bytes| span(bytes, start)));
                table.case(values.collect(), schema, whole(&text, start))
            }
            (Content::Delimited(_) | Content::Values(_), Form::Json) => {
                Err(Unreadable::of(None, RecordError::Empty { name: self.name.clone() }))
            }
        }
    }

    fn line(&self, line: &str, schema: &Schema, start: u32) -> Result<Case, Box<Unreadable>> {
        let mut facts = match facts::document(line, start, Format::Json) {
            Ok(facts) => facts,
            Err(problems) => {
                return Err(match self.form_of_line(line, start) {
                    Some(error @ RecordError::TwoCases { .. }) => Unreadable::of(None, error),
                    Some(_) | None => Box::new(Unreadable { id: None, problems }),
                });
            }
        };
        let id = take_id(&mut facts, schema);
        Ok(Case { id, facts, reserved: Vec::new() })
    }

    /// Why a line is not the JSON of one case, where its form says so.
    pub(super) fn form_of_line(&self, line: &str, start: u32) -> Option<RecordError> {
        let name = self.name.clone();
        let at = |place: usize| span(&(place..place.saturating_add(1)), start);
        if let Some(end) = end_of_object(line) {
            let behind = line.get(end..).unwrap_or_default();
            let gap = behind.len().saturating_sub(behind.trim_start().len());
            return behind
                .trim_start()
                .starts_with('{')
                .then(|| RecordError::TwoCases { span: at(end.saturating_add(gap)) });
        }
        let trimmed = line.trim_start();
        if trimmed.starts_with('[') {
            return Some(RecordError::OneList { name, span: at(0) });
        }
        trimmed
            .starts_with('{')
            .then(|| RecordError::ManyLines { name, span: at(line.trim_end().len().saturating_sub(1)) })
    }

    /// A row as it is shown.
    pub fn shown(&self, row: &Row) -> String {
        match &row.content {
            Content::Json(text) | Content::Delimited(text) | Content::Broken(text, _) => text.clone(),
            Content::Values(values) => written(values).0,
        }
    }

    /// The texts for showing problems of a row, and where the row begins in them: the row stands in its line, below the
    /// header.
    pub fn page(&self, row: &Row) -> (Sources, u32) {
        let mut text = String::new();
        let mut line = 1;
        if let Form::Table(table) = &self.form
            && table.head_line > 0
        {
            while line < table.head_line {
                text.push('\n');
                line = line.saturating_add(1);
            }
            text.push_str(&table.head);
            text.push('\n');
            line = line.saturating_add(u64::try_from(table.head.lines().count().max(1)).unwrap_or(u64::MAX));
        }
        let far = row.line > MOST_LINES;
        let name = if far { format!("{} line {}", self.name, row.line) } else { self.name.clone() };
        while line < row.line && !far {
            text.push('\n');
            line = line.saturating_add(1);
        }
        let start = u32::try_from(text.len()).unwrap_or(u32::MAX);
        text.push_str(&self.shown(row));
        let mut sources = Sources::new();
        sources.add(&name, &text);
        (sources, start)
    }

    /// The name of the column in which a byte of [`Layout::shown`] lies; none in lines of JSON.
    pub fn column_at(&self, row: &Row, byte: u32) -> Option<&str> {
        let Form::Table(table) = &self.form else { return None };
        let places: Vec<Range<usize>> = match &row.content {
            Content::Delimited(text) => {
                cells(text, table.separator).ok()?.into_iter().map(|(_, bytes)| bytes).collect()
            }
            Content::Values(values) => written(values).1,
            Content::Json(_) | Content::Broken(..) => return None,
        };
        let byte = usize::try_from(byte).ok()?;
        let position =
            places.iter().position(|bytes| bytes.start <= byte && byte < bytes.end.max(bytes.start + 1))?;
        table.header.names.get(position).map(String::as_str).filter(|name| !name.is_empty())
    }
}

impl Table {
    fn case(&self, values: Vec<(Value, Span)>, schema: &Schema, row: Span) -> Result<Case, Box<Unreadable>> {
        let id_column = self.header.reserved("id");
        let id = id_column.and_then(|column| values.get(column)).map(|(value, _)| value.shown());
        let id = id.filter(|id| !id.trim().is_empty());
        let error = self.length(&values, row).or_else(|| self.total(&values, row));
        if let Some(error) = error {
            return Err(Unreadable::of(id, error));
        }
        let mut problems = Problems::new();
        let mut nodes: Vec<Option<Node>> = Vec::with_capacity(values.len());
        let mut reserved = Vec::new();
        for ((value, span), column) in values.iter().zip(&self.header.columns) {
            let node = match column {
                Column::Fact { path, r#type } => {
                    let cell =
                        Cell { path, r#type, schema, commas: self.commas, open: self.open, span: *span };
                    cell.node(value, &mut problems)
                }
                Column::Reserved(name) if name == DAY => {
                    let r#type = &Type::Date;
                    let cell = Cell { path: DAY, r#type, schema, commas: false, open: false, span: *span };
                    reserved.extend(cell.node(value, &mut problems).map(|node| (name.clone(), node)));
                    None
                }
                Column::Reserved(name) => {
                    let node = Node { span: *span, kind: plain(value) };
                    if !matches!(node.kind, NodeKind::Null) {
                        reserved.push((name.clone(), node));
                    }
                    None
                }
                Column::Ignored | Column::Nameless => None,
            };
            nodes.push(node);
        }
        let empty = Node { span: row, kind: NodeKind::Map(Vec::new()) };
        let facts = self.header.tree.fill(&mut nodes, row).unwrap_or(empty);
        if problems.is_empty() {
            Ok(Case { id, facts, reserved })
        } else {
            Err(self.all(id, facts, problems, schema))
        }
    }

    /// The problems of the cells together with those of the facts, so that a row is mended at one go.
    fn all(
        &self,
        id: Option<String>,
        facts: Node,
        mut problems: Problems,
        schema: &Schema,
    ) -> Box<Unreadable> {
        // The half of an amount that could not be read was told; that it is missing follows from it.
        if let Err(others) = facts::read(&facts, schema) {
            others
                .iter()
                .filter(|other| other.code() != "L517")
                .for_each(|other| problems.push(other.clone()));
        }
        Box::new(Unreadable { id, problems })
    }

    /// That a row has as many cells as the header has names; what stands behind them is empty.
    fn length(&self, values: &[(Value, Span)], span: Span) -> Option<RecordError> {
        let wanted = self.header.width();
        let filled = |(value, _): &(Value, Span)| !value.shown().trim().is_empty();
        let last = values.iter().rposition(filled).map_or(0, |last| last.saturating_add(1));
        let nameless = values
            .iter()
            .zip(&self.header.columns)
            .any(|(value, column)| *column == Column::Nameless && filled(value));
        let found = if last > wanted || nameless { last.max(values.len()) } else { values.len().min(wanted) };
        (found != wanted || nameless).then_some(RecordError::RowLength { found, wanted, span })
    }

    /// Whether a row sums up the others: a word for it stands first, and most cells are empty or it cannot be a value.
    fn total(&self, values: &[(Value, Span)], span: Span) -> Option<RecordError> {
        let filled = |(value, _): &(Value, Span)| !value.shown().trim().is_empty();
        let first = values.iter().position(filled)?;
        let word = values.get(first)?.0.shown();
        let count = values.iter().filter(|value| filled(value)).count();
        let few = count.saturating_mul(2) <= self.header.width();
        // A party may be called Total; a case or a country is not.
        let strange = match self.header.columns.get(first)? {
            Column::Fact { r#type, .. } => *r#type != Type::Text,
            Column::Reserved(_) => true,
            Column::Ignored | Column::Nameless => false,
        };
        ((few || strange) && says_total(&word)).then_some(RecordError::Total { span })
    }
}

/// A value as it stands in a reserved column.
fn plain(value: &Value) -> NodeKind {
    let text = value.shown();
    if text.trim().is_empty() {
        return NodeKind::Null;
    }
    let style = match value {
        Value::Number(_) => facts::Style::Number,
        Value::Boolean(_) => facts::Style::Boolean,
        Value::Empty | Value::Text(_) | Value::Day(_) | Value::Error(_) | Value::Json(_) => {
            facts::Style::Plain
        }
    };
    NodeKind::Scalar { text, style }
}

/// Takes the name of the case out of its facts, where no fact is called `id`.
fn take_id(facts: &mut Node, schema: &Schema) -> Option<String> {
    let NodeKind::Map(entries) = &mut facts.kind else { return None };
    let position = entries.iter().position(|(key, _)| key.text == "id")?;
    let (_, value) = entries.get(position)?;
    let NodeKind::Scalar { text, .. } = &value.kind else { return None };
    let id = text.clone();
    let declared = schema.facts().is_some_and(|facts| facts.field("id").is_some());
    if !declared {
        entries.remove(position);
    }
    Some(id)
}

/// Where the JSON object ends with which a line begins; none where it does not end in the line.
fn end_of_object(line: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (place, byte) in line.bytes().enumerate() {
        match (quoted, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => quoted = !quoted,
            (false, b'{') => depth = depth.saturating_add(1),
            (false, b'}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(place.saturating_add(1));
                }
            }
            (false, b'[') if depth == 0 => return None,
            (_, _) => {}
        }
    }
    None
}

/// Values as a line of a table, and the bytes of each in it.
pub(super) fn written(values: &[Value]) -> (String, Vec<Range<usize>>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    for (position, value) in values.iter().enumerate() {
        if position > 0 {
            text.push(',');
        }
        let start = text.len();
        let shown = value.shown();
        if shown.contains([',', '"', '\n', '\r']) {
            text.push_str(&format!("\"{}\"", shown.replace('"', "\"\"").replace(['\n', '\r'], " ")));
        } else {
            text.push_str(&shown);
        }
        places.push(start..text.len());
    }
    (text, places)
}

fn quote(cut: &Cut, start: u32) -> RecordError {
    let (what, place, byte) = match cut {
        Cut::After(byte) => {
            ("text stands behind a closing quotation mark", "the value should end before this", *byte)
        }
        Cut::Open(byte) => ("a quotation mark is never closed", "it opens here", *byte),
        Cut::More | Cut::Row { .. } => ("a quotation mark is never closed", "it opens here", 0),
    };
    RecordError::Quote { what, place, span: span(&(byte..byte.saturating_add(1)), start) }
}

fn whole(text: &str, start: u32) -> Span {
    span(&(0..text.len()), start)
}

/// Bytes of a row as a span; an empty cell is shown at the byte behind it.
fn span(bytes: &Range<usize>, start: u32) -> Span {
    let place = |byte: usize| start.saturating_add(u32::try_from(byte).unwrap_or(u32::MAX));
    Span::new(place(bytes.start), place(bytes.end))
}
