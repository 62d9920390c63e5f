//! Rows of a Parquet file. Groups become columns of their parts; lists become JSON.

use std::io;
use std::ops::ControlFlow;

use parquet::basic::ConvertedType;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row as Record};
use parquet::schema::types::Type as Column;

use crate::diagnostics::Problems;
use crate::schema::Schema;
use crate::source::Span;
use crate::value::{Date, date};

use super::header::Header;
use super::input::{Options, Refusal, RowSource, columns, with_text};
use super::layout::{Form, Layout, Table};
use super::strange::{is_strange, no_column};
use super::{Content, RecordError, Row, Value};

/// A file whose columns are known.
pub(super) struct Columns {
    rows: RowIter<'static>,
    shape: Vec<Shape>,
}

/// A value, or a group with its parts.
#[derive(Debug)]
enum Shape {
    Value,
    Group(Vec<Shape>),
}

/// Looks at a file: which facts its columns hold.
pub(super) fn open<R: ChunkReader + 'static>(
    reader: R,
    schema: &Schema,
    options: &Options,
) -> Result<(Layout, String, Columns), Refusal> {
    let file = SerializedFileReader::new(reader).map_err(damaged)?;
    let about = file.metadata().file_metadata();
    let rows = about.num_rows();
    let (mut names, mut shape) = (Vec::new(), Vec::new());
    for column in about.schema().get_fields() {
        shape.push(Shape::of(column, "", &mut names));
    }
    let header = header(&names, schema, options)?;
    let taken_for =
        format!("a Parquet file of {rows} row{}, {}", if rows == 1 { "" } else { "s" }, columns(&header));
    let table =
        Table { header, head: names.join(","), head_line: 0, separator: b',', commas: false, open: false };
    let layout = Layout { name: options.name.clone(), form: Form::Table(table) };
    let rows = RowIter::from_file_into(Box::new(file));
    Ok((layout, taken_for, Columns { rows, shape }))
}

fn header(names: &[String], schema: &Schema, options: &Options) -> Result<Header, Refusal> {
    let text = names.join(",");
    let mut start = 0;
    let placed = names.iter().map(|name| {
        let end = start + name.len();
        let number = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        let span = Span::new(number(start), number(end));
        start = end + 1;
        (name.clone(), span)
    });
    let placed: Vec<(String, Span)> = placed.collect();
    let mut problems = Problems::new();
    if names.is_empty() {
        problems.add(RecordError::Empty { name: options.name.clone() });
    } else if is_strange(names, schema, options) {
        problems.add(no_column(0..text.len(), "", schema, options));
    }
    if !problems.is_empty() {
        return Err(with_text(problems, options, &text));
    }
    Header::join(placed, schema, &options.naming).map_err(|problems| with_text(problems, options, &text))
}

fn damaged(error: impl std::fmt::Display) -> io::Error {
    io::Error::other(format!("it is no whole Parquet file ({error})"))
}

impl Shape {
    /// The shape of a column, whose names are added.
    fn of(column: &Column, before: &str, names: &mut Vec<String>) -> Shape {
        let name = format!("{before}{}", column.name());
        let converted = column.get_basic_info().converted_type();
        let is_list =
            matches!(converted, ConvertedType::LIST | ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE);
        let repeats = column.get_basic_info().has_repetition()
            && column.get_basic_info().repetition() == parquet::basic::Repetition::REPEATED;
        if !column.is_group() || is_list || repeats {
            names.push(name);
            return Shape::Value;
        }
        let below = format!("{name}.");
        Shape::Group(column.get_fields().iter().map(|part| Shape::of(part, &below, names)).collect())
    }

    /// Adds the values of a column; nothing where a group is null.
    fn fill(&self, field: Option<&Field>, values: &mut Vec<Value>) {
        match (self, field) {
            (Shape::Value, Some(field)) => values.push(value(field)),
            (Shape::Value, None) => values.push(Value::Empty),
            (Shape::Group(parts), Some(Field::Group(group))) => {
                let mut fields = group.get_column_iter().map(|(_, field)| field);
                parts.iter().for_each(|part| part.fill(fields.next(), values));
            }
            (Shape::Group(parts), _) => parts.iter().for_each(|part| part.fill(None, values)),
        }
    }
}

impl RowSource for Columns {
    fn each(&mut self, take: &mut dyn FnMut(Row) -> ControlFlow<()>) -> io::Result<u64> {
        let mut number = 0_u64;
        for record in self.rows.by_ref() {
            let record: Record = record.map_err(damaged)?;
            let mut values = Vec::new();
            let mut fields = record.get_column_iter().map(|(_, field)| field);
            self.shape.iter().for_each(|shape| shape.fill(fields.next(), &mut values));
            number = number.saturating_add(1);
            if take(Row { number, line: number, content: Content::Values(values) }).is_break() {
                break;
            }
        }
        Ok(0)
    }
}

fn value(field: &Field) -> Value {
    match field {
        Field::Null => Value::Empty,
        Field::Bool(value) => Value::Boolean(*value),
        Field::Byte(_)
        | Field::Short(_)
        | Field::Int(_)
        | Field::Long(_)
        | Field::UByte(_)
        | Field::UShort(_)
        | Field::UInt(_)
        | Field::ULong(_)
        | Field::Decimal(_) => Value::Number(field.to_string()),
        Field::Float16(number) => Value::Number(number.to_string()),
        Field::Float(number) => Value::Number(number.to_string()),
        Field::Double(number) => Value::Number(number.to_string()),
        Field::Str(text) => Value::Text(text.clone()),
        Field::Bytes(bytes) => match std::str::from_utf8(bytes.data()) {
            Ok(text) => Value::Text(text.to_owned()),
            Err(_) => Value::Error("bytes that are no text".to_owned()),
        },
        Field::Date(days) => Value::Day(day(*days)),
        Field::TimeMillis(_) | Field::TimeMicros(_) => Value::Text(field.to_string()),
        Field::TimestampMillis(_) | Field::TimestampMicros(_) => {
            Value::Day(field.to_string().replacen(' ', "T", 1))
        }
        Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => {
            let mut text = String::new();
            json(field, &mut text);
            Value::Json(text)
        }
    }
}

/// The day that is so many days after 1 January 1970.
fn day(days: i32) -> String {
    let epoch = Date::new(1970, 1, 1).ok();
    let found = epoch.and_then(|epoch| date::add(epoch, &date::Duration::of_days(days)));
    found.map_or_else(|| format!("day {days}"), |found| found.to_string())
}

/// Writes a list or record as JSON. What is null in a record is left out, as an empty cell is.
fn json(field: &Field, text: &mut String) {
    match field {
        Field::ListInternal(list) => {
            let items = list.elements().iter().map(|item| (None, item));
            members(text, ['[', ']'], items);
        }
        Field::Group(group) => {
            let known = group.get_column_iter().filter(|(_, part)| !matches!(part, Field::Null));
            members(text, ['{', '}'], known.map(|(name, part)| (Some(name.clone()), part)));
        }
        Field::MapInternal(map) => {
            let entries = map.entries().iter().map(|(key, part)| (Some(value(key).shown()), part));
            members(text, ['{', '}'], entries);
        }
        _ => match value(field) {
            Value::Empty => text.push_str("null"),
            Value::Boolean(value) => text.push_str(&value.to_string()),
            // A number keeps its digits.
            Value::Number(number) => text.push_str(&number),
            Value::Text(words) | Value::Day(words) | Value::Error(words) | Value::Json(words) => {
                text.push_str(&quoted(&words));
            }
        },
    }
}

fn members<'f>(
    text: &mut String,
    [open, close]: [char; 2],
    parts: impl Iterator<Item = (Option<String>, &'f Field)>,
) {
    text.push(open);
    for (position, (name, part)) in parts.enumerate() {
        if position > 0 {
            text.push(',');
        }
        if let Some(name) = name {
            text.push_str(&format!("{}:", quoted(&name)));
        }
        json(part, text);
    }
    text.push(close);
}

fn quoted(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}
