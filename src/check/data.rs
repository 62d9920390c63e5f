//! Data that a policy keeps beside it: lists, tables and calendars from CSV files, and lists that are
//! written in the policy.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::facts;
use crate::schema::{RecordId, Type};
use crate::source::Span;
use crate::syntax::tree::{self, ClauseKind, Item, Name, Quoted, Statement};
use crate::typed::{DataFile, Interval, NamedList};
use crate::value::{Date, Record, Value, WorkingCalendar};

use super::error::{Cells, CheckError};
use super::expression::Scope;
use super::{Checker, DataText, clause, title};

/// A CSV file: its first line and the others.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    /// The names of the columns.
    pub header: Vec<Cell>,
    /// The other lines, each with as many cells as the first.
    pub lines: Vec<Vec<Cell>>,
}

/// A cell and its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    /// As written, without surrounding spaces.
    pub text: String,
    /// Its place.
    pub span: Span,
}

impl<'a> Checker<'a> {
    /// All named lists.
    pub(super) fn lists(&mut self) -> Vec<NamedList> {
        let statements = self.names.lists.clone();
        statements
            .into_iter()
            .enumerate()
            .filter_map(|(index, statement)| self.named_list(index, statement))
            .collect()
    }

    fn named_list(&mut self, index: usize, statement: &Statement) -> Option<NamedList> {
        let Item::List(head, _, written) = &statement.item else { return None };
        let element = self.list_types.get(index).cloned()?;
        let items = match written {
            Some(written) => self.written_items(written, &element),
            None => self.file_items(statement, &element, &head.name),
        };
        Some(NamedList {
            name: head.name.text.to_string(),
            title: title(head),
            element,
            items,
            span: head.name.span,
        })
    }

    fn written_items(&mut self, written: &tree::Expression, element: &Type) -> Vec<(Value, Interval)> {
        let tree::ExpressionKind::List(items) = &written.kind else { return Vec::new() };
        let mut found = Vec::new();
        for item in items {
            let value = self.expect(item, element, &mut Scope::constants());
            found.extend(self.constant(&value).map(|value| (value, Interval::default())));
        }
        found
    }

    /// The lines of a file: one column, or for records one column for each field.
    fn file_items(&mut self, statement: &Statement, element: &Type, name: &Name) -> Vec<(Value, Interval)> {
        let Some(sheet) = self.required_sheet(statement) else { return Vec::new() };
        let column =
            clause(
                statement,
                |kind| if let ClauseKind::File(_, column) = kind { column.as_ref() } else { None },
            );
        let dates = (sheet.column("from"), sheet.column("through"));
        let read: Option<Vec<Option<Value>>> = match element {
            Type::Record(id) => self.record_lines(&sheet, *id),
            _ => {
                let column = self.list_column(&sheet, column, name);
                column.map(|column| {
                    let cells = sheet.lines.iter().map(|line| line.get(column));
                    cells.map(|cell| cell.and_then(|cell| self.cell(cell, element))).collect()
                })
            }
        };
        let mut items = Vec::new();
        for (value, line) in read.unwrap_or_default().into_iter().zip(&sheet.lines) {
            let interval = self.dated(line, dates);
            items.extend(value.map(|value| (value, interval)));
        }
        items
    }

    /// The column that is named, the one called like the list, or the only one.
    fn list_column(&mut self, sheet: &Sheet, named: Option<&Name>, list: &Name) -> Option<usize> {
        let plain: Vec<usize> = sheet
            .header
            .iter()
            .enumerate()
            .filter(|(_, cell)| !matches!(cell.text.as_str(), "from" | "through"))
            .map(|(index, _)| index)
            .collect();
        let wanted = named.map_or(list.text.as_str(), |name| name.text.as_str());
        if let Some(index) = sheet.column(wanted) {
            return Some(index);
        }
        if let (None, [only]) = (named, plain.as_slice()) {
            return Some(*only);
        }
        let columns = sheet.header.iter().map(|cell| cell.text.as_str());
        let advice = CheckError::advice(wanted, columns, "say which with `column NAME`");
        self.problems.add(CheckError::MissingColumn {
            column: wanted.to_owned(),
            advice,
            span: sheet.header_span(),
        });
        None
    }

    fn record_lines(&mut self, sheet: &Sheet, id: RecordId) -> Option<Vec<Option<Value>>> {
        let fields = self.schema.record(id)?.fields.clone();
        let mut columns = Vec::new();
        for field in &fields {
            let column = sheet.column(&field.name);
            if column.is_none() && !field.optional {
                let names = sheet.header.iter().map(|cell| cell.text.as_str());
                let advice = CheckError::advice(&field.name, names, "add the column");
                self.problems.add(CheckError::MissingColumn {
                    column: field.name.clone(),
                    advice,
                    span: sheet.header_span(),
                });
            }
            columns.push(column);
        }
        let lines = sheet.lines.iter().map(|line| {
            let values = fields.iter().zip(&columns).map(|(field, column)| {
                let cell = column.and_then(|column| line.get(column));
                match cell.filter(|cell| !cell.text.is_empty()) {
                    None if field.optional => Some(Value::None),
                    None => Some(Value::UNKNOWN),
                    Some(cell) => self.cell(cell, &field.r#type),
                }
            });
            let fields: Option<Arc<[Value]>> = values.collect();
            fields.map(|fields| Value::Record(Record { place: u32::MAX, fields }))
        });
        Some(lines.collect())
    }

    /// The days of a line's `from` and `through` columns.
    fn dated(&mut self, line: &[Cell], (from, through): (Option<usize>, Option<usize>)) -> Interval {
        let from = self.day_cell(line, from);
        let through = self.day_cell(line, through);
        let interval = Interval { from, through };
        if interval.is_empty()
            && let Some(first) = line.first()
        {
            self.problems.add(CheckError::EmptyRow { span: first.span });
        }
        interval
    }

    fn day_cell(&mut self, line: &[Cell], column: Option<usize>) -> Option<Date> {
        let cell = line.get(column?).filter(|cell| !cell.text.is_empty())?;
        match self.cell(cell, &Type::Date)? {
            Value::Date(date) => Some(date),
            _ => None,
        }
    }

    /// A cell as a value of a type.
    pub(super) fn cell(&mut self, cell: &Cell, r#type: &Type) -> Option<Value> {
        match facts::read_text(&cell.text, r#type, &self.schema) {
            Ok(value) => Some(value),
            Err(mismatch) => {
                let (wanted, advice) = (self.say(r#type), mismatch.help());
                self.problems.add(CheckError::BadCell {
                    text: cell.text.clone(),
                    wanted,
                    advice,
                    span: cell.span,
                });
                None
            }
        }
    }

    /// The days of a calendar's file.
    pub(super) fn calendar_days(&mut self, statement: &Statement, calendar: &mut WorkingCalendar) {
        let Some(sheet) = self.sheet(statement) else { return };
        let (Some(date), Some(day)) = (self.sheet_column(&sheet, "date"), self.sheet_column(&sheet, "day"))
        else {
            return;
        };
        let mut seen: BTreeMap<Date, Span> = BTreeMap::new();
        for line in &sheet.lines {
            let (Some(date_cell), Some(day_cell)) = (line.get(date), line.get(day)) else { continue };
            let Some(Value::Date(date)) = self.cell(date_cell, &Type::Date) else { continue };
            if let Some(first) = seen.insert(date, date_cell.span) {
                self.problems.add(CheckError::RepeatedEntry {
                    text: date_cell.text.clone(),
                    span: date_cell.span,
                    first,
                });
            }
            if date < calendar.covers_from || calendar.covers_through < date {
                let (date, calendar, span) = (date.to_string(), calendar.name.clone(), date_cell.span);
                self.problems.add(CheckError::DayOutside { date, calendar, span });
            }
            match day_cell.text.as_str() {
                "holiday" => drop(calendar.holidays.insert(date)),
                "working" => drop(calendar.working.insert(date)),
                other => {
                    let (text, span) = (other.to_owned(), day_cell.span);
                    let advice = "write holiday or working".to_owned();
                    self.problems.add(CheckError::BadCell {
                        text,
                        wanted: "a kind of day".to_owned(),
                        advice,
                        span,
                    });
                }
            }
        }
    }

    fn sheet_column(&mut self, sheet: &Sheet, name: &str) -> Option<usize> {
        let found = sheet.column(name);
        if found.is_none() {
            let columns = sheet.header.iter().map(|cell| cell.text.as_str());
            let advice = CheckError::advice(name, columns, "name the columns in the first line");
            self.problems.add(CheckError::MissingColumn {
                column: name.to_owned(),
                advice,
                span: sheet.header_span(),
            });
        }
        found
    }

    /// The file of a statement that cannot do without one.
    pub(super) fn required_sheet(&mut self, statement: &Statement) -> Option<Sheet> {
        if file_of(statement).is_none() {
            self.missing(statement, "its contents", "from \"FILE.csv\"");
        }
        self.sheet(statement)
    }

    /// The file of a statement, read; its absence was reported when the files were read.
    fn sheet(&mut self, statement: &Statement) -> Option<Sheet> {
        let data = self.input.data.get(&file_of(statement)?.span)?;
        let sheet = self.read_csv(data);
        if sheet.header.is_empty() {
            let span = Span::new(data.start, data.start);
            self.problems.add(CheckError::EmptyFile { span });
            return None;
        }
        Some(sheet)
    }

    fn read_csv(&mut self, data: &DataText) -> Sheet {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(data.text.as_bytes());
        let mut lines = Vec::new();
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).unwrap_or(false) {
            let start = record.position().map_or(0, csv::Position::byte);
            lines.push(cells(&record, data, usize::try_from(start).unwrap_or(usize::MAX)));
        }
        let mut lines = lines.into_iter();
        let header = lines.next().unwrap_or_default();
        let mut sheet = Sheet { header, lines: Vec::new() };
        for line in lines {
            let (found, wanted) = (line.len(), sheet.header.len());
            if found == wanted {
                sheet.lines.push(line);
            } else {
                let span = line.first().map_or(Span::default(), |cell| cell.span);
                self.problems.add(CheckError::RaggedLine { found: Cells(found), wanted, span });
            }
        }
        sheet
    }

    /// What the decision says about data files.
    pub(super) fn data_files(&self) -> Vec<DataFile> {
        let names = &self.names;
        let statements = names.lists.iter().chain(&names.tables).chain(&names.calendar_statements);
        let file = |statement: &&Statement| {
            let data = self.input.data.get(&file_of(statement)?.span)?;
            let (Item::List(head, ..) | Item::Table(head, _) | Item::Calendar(head)) = &statement.item else {
                return None;
            };
            let taken =
                clause(
                    statement,
                    |kind| if let ClauseKind::Taken(date) = kind { Some(date.date) } else { None },
                );
            Some(DataFile {
                name: head.name.text.to_string(),
                file: data.file.clone(),
                digest: data.digest.clone(),
                taken,
            })
        };
        let mut files: Vec<DataFile> = statements.filter_map(file).collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        files
    }
}

impl Sheet {
    /// Position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|cell| cell.text == name)
    }

    fn header_span(&self) -> Span {
        let first = self.header.first().map_or(Span::default(), |cell| cell.span);
        self.header.last().map_or(first, |last| first.to(last.span))
    }
}

/// The quoted path of a statement's file.
fn file_of(statement: &Statement) -> Option<&Quoted> {
    clause(statement, |kind| if let ClauseKind::File(path, _) = kind { Some(path) } else { None })
}

/// The cells of a line, each with its place: found again in the text, in order.
fn cells(record: &csv::StringRecord, data: &DataText, start: usize) -> Vec<Cell> {
    let mut from = start;
    let mut cells = Vec::new();
    for field in record {
        let rest = data.text.get(from..).unwrap_or_default();
        let found = rest.find(field).map_or(from, |found| from + found);
        let trimmed = field.trim();
        let inner = found + field.find(trimmed).unwrap_or(0);
        let place = |byte: usize| data.start.saturating_add(u32::try_from(byte).unwrap_or(u32::MAX));
        let text = trimmed.trim_start_matches('\u{feff}').to_owned();
        cells.push(Cell { text, span: Span::new(place(inner), place(inner + trimmed.len())) });
        from = found + field.len();
    }
    cells
}
