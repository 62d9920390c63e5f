//! A whole small table at once, without a vocabulary: names, rows, and the place of each cell in one text.

use std::io;

use crate::diagnostics::Problems;
use crate::facts::{self, Format, Node, NodeKind, Style};
use crate::source::{Sources, Span};

use super::delimited::{Cut, cells, cut};
use super::encoding::Encoding;
use super::header::steps;
use super::input::FileKind;
use super::tree::Tree;
use super::{RecordError, Value};

/// A table that has been read as a whole.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// The names of its columns.
    pub names: Vec<(String, Span)>,
    /// Its rows.
    pub rows: Vec<Vec<(Value, Span)>>,
}

impl Grid {
    /// Reads a table of delimited text, or the first sheet of a workbook. Its text joins the sources.
    ///
    /// # Errors
    ///
    /// If it is no table.
    pub fn read(bytes: &[u8], name: &str, sources: &mut Sources) -> Result<Grid, Problems> {
        match FileKind::of(bytes) {
            FileKind::Text => Grid::text(bytes, name, sources),
            FileKind::Workbook => Grid::workbook(bytes, name, sources),
            FileKind::Parquet => Err(one(RecordError::Empty { name: name.to_owned() })),
        }
    }

    fn text(bytes: &[u8], name: &str, sources: &mut Sources) -> Result<Grid, Problems> {
        let encoding = Encoding::of(bytes);
        let decoded = io::read_to_string(encoding.decode(bytes));
        let text = decoded.unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned());
        let start = sources.add(name, &text);
        let separators = [b',', b';', b'\t'];
        let grids = separators.map(|separator| Grid::cut(&text, start, separator));
        let best =
            grids.into_iter().rev().max_by_key(|grid| grid.as_ref().map_or(0, |grid| grid.names.len()));
        best.unwrap_or_else(|| Ok(Grid::default()))
    }

    fn cut(text: &str, start: u32, separator: u8) -> Result<Grid, Problems> {
        let mut grid = Grid::default();
        let mut place = text.len() - text.trim_start_matches('\u{feff}').len();
        while let Some(rest) = text.get(place..).filter(|rest| !rest.is_empty()) {
            let at = |byte: usize| number(place.saturating_add(byte)).saturating_add(start);
            let (end, next) = match cut(rest.as_bytes(), separator, true, |_| {}) {
                Cut::Row { end, next } => (end, next),
                Cut::Open(byte) | Cut::After(byte) => {
                    return Err(one(RecordError::Quote {
                        what: "a quotation mark is not closed where its value ends",
                        place: "this one",
                        span: Span::new(at(byte), at(byte.saturating_add(1))),
                    }));
                }
                Cut::More => break,
            };
            let row = cells(rest.get(..end).unwrap_or_default(), separator).unwrap_or_default();
            let row: Vec<(String, Span)> = row
                .into_iter()
                .map(|(cell, bytes)| (cell, Span::new(at(bytes.start), at(bytes.end))))
                .collect();
            let empty = row.iter().all(|(cell, _)| cell.trim().is_empty());
            if grid.names.is_empty() && !empty {
                grid.names = row.into_iter().map(|(name, span)| (name.trim().to_owned(), span)).collect();
            } else if !empty {
                grid.rows.push(row.into_iter().map(|(cell, span)| (Value::Text(cell), span)).collect());
            }
            place = place.saturating_add(next.max(1));
        }
        Ok(grid)
    }

    #[cfg(feature = "xlsx")]
    fn workbook(bytes: &[u8], name: &str, sources: &mut Sources) -> Result<Grid, Problems> {
        let found = super::workbook::whole(bytes);
        let rows = found.map_err(|_| one(RecordError::Empty { name: name.to_owned() }))?;
        let mut text = String::new();
        let mut placed = Vec::new();
        let mut line = 1;
        for (number_of_row, values) in rows {
            while line < number_of_row {
                text.push('\n');
                line = line.saturating_add(1);
            }
            let (row, places) = super::layout::written(&values);
            let start = text.len();
            text.push_str(&row);
            placed.push((start, values, places));
        }
        let start = sources.add(name, &text);
        let mut grid = Grid::default();
        for (row, values, places) in placed {
            let at = |byte: usize| number(row.saturating_add(byte)).saturating_add(start);
            let spans = places.iter().map(|bytes| Span::new(at(bytes.start), at(bytes.end)));
            let cells = values.into_iter().zip(spans);
            if grid.names.is_empty() {
                grid.names = cells.map(|(value, span)| (value.shown().trim().to_owned(), span)).collect();
            } else {
                grid.rows.push(cells.collect());
            }
        }
        Ok(grid)
    }

    #[cfg(not(feature = "xlsx"))]
    fn workbook(_: &[u8], name: &str, _: &mut Sources) -> Result<Grid, Problems> {
        Err(one(RecordError::Empty { name: name.to_owned() }))
    }

    /// The rows as documents: a column `facts.destination` is the member `destination` of the member `facts`. `way`
    /// gives the way of a column by its name. Empty cells are left out.
    ///
    /// # Errors
    ///
    /// Columns that come twice, or as a whole and in parts.
    pub fn documents(&self, way: impl Fn(&str) -> String) -> Result<Vec<Node>, Problems> {
        let (mut tree, mut problems) = (Tree::default(), Problems::new());
        for (position, (name, span)) in
            self.names.iter().enumerate().filter(|(_, (name, _))| !name.is_empty())
        {
            let first = self.names.iter().take(position).find(|(other, _)| other == name);
            if let Some((_, first)) = first {
                let (column, span, first) = (name.clone(), *span, *first);
                problems.add(RecordError::RepeatedColumn { column, span, first });
                continue;
            }
            let path = way(name);
            let Some(steps) = steps(&path) else {
                let advice = "write names with points between them, such as `item.value`".to_owned();
                problems.add(RecordError::UnknownColumn { column: name.clone(), advice, span: *span });
                continue;
            };
            if let Err(error) = tree.insert(&steps, position, name, *span) {
                problems.add(error);
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let document = |row: &Vec<(Value, Span)>| {
            let span = row.first().map_or_else(Span::default, |(_, span)| *span);
            let mut nodes: Vec<Option<Node>> = row.iter().map(|(value, span)| node(value, *span)).collect();
            let empty = Node { span, kind: NodeKind::Map(Vec::new()) };
            tree.fill(&mut nodes, span).unwrap_or(empty)
        };
        Ok(self.rows.iter().map(document).collect())
    }
}

/// A cell as a value of a document. JSON is read as such; what else it is, its declared type says.
fn node(value: &Value, span: Span) -> Option<Node> {
    let text = value.shown();
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return None;
    }
    if trimmed.starts_with(['[', '{'])
        && let Ok(mut node) = facts::document(trimmed, 0, Format::Json)
    {
        super::cell::place(&mut node, span);
        return Some(node);
    }
    let style = match value {
        Value::Number(_) => Style::Number,
        Value::Boolean(_) => Style::Boolean,
        Value::Empty | Value::Text(_) | Value::Day(_) | Value::Error(_) | Value::Json(_) => Style::Plain,
    };
    Some(Node { span, kind: NodeKind::Scalar { text, style } })
}

fn one(error: RecordError) -> Problems {
    let mut problems = Problems::new();
    problems.add(error);
    problems
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
