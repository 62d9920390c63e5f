//! Rows of a sheet of a workbook, with the types that the spreadsheet keeps.

use std::io::{self, Read, Seek};
use std::ops::ControlFlow;

use calamine::{Data, DataRef, ExcelDateTime, Reader, Xlsx};

use crate::schema::Schema;
use crate::source::{Sources, Span};

use super::header::Header;
use super::input::{Options, Refusal, RowSource, with_text};
use super::layout::{Form, Layout, Table, written};
use super::strange::{is_strange, no_column};
use super::{RecordError, Row, Value};
use crate::diagnostics::Problems;

/// The header of a sheet, or a row of it: its number from 1, and its cells.
pub(super) type Cells = (u64, Vec<Value>);

/// A sheet whose header has been read.
pub(super) struct Sheet<R: Read + Seek> {
    workbook: Xlsx<R>,
    name: String,
    header: u64,
    width: usize,
}

/// Looks at a workbook: which sheet, and which facts its columns hold.
pub(super) fn open<R: Read + Seek + Send>(
    reader: R,
    schema: &Schema,
    options: &Options,
) -> Result<(Layout, String, Sheet<R>), Refusal> {
    let mut workbook = Xlsx::new(reader).map_err(damaged)?;
    let sheets = workbook.sheet_names();
    let name = sheet(&sheets, options)?;
    let mut head: Option<Cells> = None;
    each_row(&mut workbook, &name, &mut |cells| {
        head = Some(cells);
        ControlFlow::Break(())
    })?;
    let Some((line, values)) = head else {
        let mut problems = Problems::new();
        problems.add(RecordError::Empty { name: options.name.clone() });
        return Err(with_text(problems, options, ""));
    };
    let header = header(&values, schema, options)?;
    let others: Vec<&str> = sheets.iter().filter(|other| **other != name).map(String::as_str).collect();
    let others = if others.is_empty() { String::new() } else { format!(" (others: {})", others.join(", ")) };
    let taken_for = format!("the sheet `{name}` of a workbook{others}, {}", super::input::columns(&header));
    let width = header.names.len();
    let (head, separator) = (written(&values).0, b',');
    let table = Table { header, head, head_line: line, separator, commas: false, open: false };
    let layout = Layout { name: options.name.clone(), form: Form::Table(table) };
    Ok((layout, taken_for, Sheet { workbook, name, header: line, width }))
}

fn header(values: &[Value], schema: &Schema, options: &Options) -> Result<Header, Refusal> {
    let (text, places) = written(values);
    let number = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    let spans = places.iter().map(|bytes| Span::new(number(bytes.start), number(bytes.end)));
    let names: Vec<(String, Span)> =
        values.iter().map(|value| value.shown().trim().to_owned()).zip(spans).collect();
    let plain: Vec<String> = names.iter().map(|(name, _)| name.clone()).collect();
    if is_strange(&plain, schema, options) {
        let mut problems = Problems::new();
        problems.add(no_column(0..text.len(), "", schema, options));
        return Err(with_text(problems, options, &text));
    }
    Header::join(names, schema, &options.naming).map_err(|problems| with_text(problems, options, &text))
}

/// The sheet that is named, else the first.
fn sheet(sheets: &[String], options: &Options) -> Result<String, Refusal> {
    let wanted = options.sheet.as_ref();
    let found = match wanted {
        Some(wanted) => sheets.iter().find(|sheet| *sheet == wanted),
        None => sheets.first(),
    };
    found.cloned().ok_or_else(|| {
        let mut problems = Problems::new();
        let names = sheets.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        problems.add(RecordError::NoSheet {
            name: options.name.clone(),
            sheet: wanted.cloned().unwrap_or_default(),
            advice: format!("name one of its sheets: {names}"),
        });
        Refusal::Problems(problems.sorted(), Sources::new())
    })
}

fn damaged(error: impl std::fmt::Display) -> io::Error {
    io::Error::other(format!("it is no whole workbook ({error})"))
}

impl<R: Read + Seek + Send> RowSource for Sheet<R> {
    fn each(&mut self, take: &mut dyn FnMut(Row) -> ControlFlow<()>) -> io::Result<u64> {
        let (mut number, mut empty) = (0_u64, 0_u64);
        let (header, width) = (self.header, self.width);
        let name = self.name.clone();
        each_row(&mut self.workbook, &name, &mut |(line, mut values)| {
            if line <= header {
                return ControlFlow::Continue(());
            }
            if values.iter().all(|value| value.shown().trim().is_empty()) {
                empty = empty.saturating_add(1);
                return ControlFlow::Continue(());
            }
            if values.len() < width {
                values.resize(width, Value::Empty);
            }
            number = number.saturating_add(1);
            take(Row { number, line, content: super::Content::Values(values) })
        })?;
        Ok(empty)
    }
}

/// Hands out the rows of a sheet in which a cell is kept, each with its number.
fn each_row<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    sheet: &str,
    take: &mut dyn FnMut(Cells) -> ControlFlow<()>,
) -> io::Result<()> {
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(damaged)?;
    let mut open: Option<Cells> = None;
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let format = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
        let is_share = format.is_some_and(|format| format.format_code.contains('%'));
        let line = u64::from(row).saturating_add(1);
        if open.as_ref().is_some_and(|(number, _)| *number != line)
            && let Some(done) = open.take()
            && take(done).is_break()
        {
            return Ok(());
        }
        let (_, values) = open.get_or_insert_with(|| (line, Vec::new()));
        let column = usize::try_from(column).unwrap_or_default();
        if values.len() <= column {
            values.resize(column.saturating_add(1), Value::Empty);
        }
        if let Some(place) = values.get_mut(column) {
            *place = value(cell.get_value(), is_share);
        }
    }
    if let Some(last) = open {
        let _ = take(last);
    }
    Ok(())
}

/// A cell as the spreadsheet keeps it; a number that it shows with a percent sign has one.
fn value(cell: &DataRef<'_>, is_share: bool) -> Value {
    match Data::from(cell.clone()) {
        Data::Empty => Value::Empty,
        Data::String(text) if text.is_empty() => Value::Empty,
        Data::String(text) => Value::Text(text),
        Data::Int(number) if is_share => Value::Text(share(&number.to_string())),
        Data::Int(number) => Value::Number(number.to_string()),
        Data::Float(number) if is_share => Value::Text(share(&number.to_string())),
        Data::Float(number) => Value::Number(number.to_string()),
        Data::Bool(value) => Value::Boolean(value),
        Data::DateTime(time) if time.is_duration() => Value::Number(time.to_string()),
        Data::DateTime(time) => Value::Day(day(&time)),
        Data::DateTimeIso(text) => Value::Day(text),
        Data::DurationIso(text) => Value::Text(text),
        Data::Error(error) => Value::Error(error.to_string()),
    }
}

/// `2026-03-01`, and the time behind it unless it is midnight.
fn day(time: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, millisecond) = time.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second, millisecond) == (0, 0, 0, 0) {
        return day;
    }
    format!("{day}T{hour:02}:{minute:02}:{second:02}")
}

/// `0.075` as `7.5%`: the point moves, no digit changes.
fn share(number: &str) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let moved: String = decimals.chars().chain("00".chars()).take(2).collect();
    let rest = decimals.get(2..).unwrap_or_default();
    let whole = format!("{whole}{moved}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{rest}%")
}

/// All rows of the first sheet in which a cell is kept, each with its number.
pub(super) fn whole(bytes: &[u8]) -> io::Result<Vec<Cells>> {
    let mut workbook = Xlsx::new(io::Cursor::new(bytes)).map_err(damaged)?;
    let sheet = workbook.sheet_names().first().cloned().unwrap_or_default();
    let mut rows = Vec::new();
    each_row(&mut workbook, &sheet, &mut |cells| {
        if !cells.1.iter().all(|value| value.shown().trim().is_empty()) {
            rows.push(cells);
        }
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}
