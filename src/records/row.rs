//! A row as it comes out of a file, before anything is made of it.

use super::RecordError;

/// One row of a file of cases.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which row it is, from 1; the header and empty rows do not count.
    pub number: u64,
    /// The line of the file in which it begins, from 1; of a workbook the row of the sheet, of a Parquet file the row.
    pub line: u64,
    /// What stands in it.
    pub content: Content,
}

/// What stands in a row.
#[derive(Clone, Debug)]
pub enum Content {
    /// A line of JSON.
    Json(String),
    /// A line of separated cells as written, without its line break.
    Delimited(String),
    /// Values with types of their own, one for each column; missing ones at the end are empty.
    Values(Vec<Value>),
    /// What could not be cut into a row, with as much of it as can be shown.
    Broken(String, RecordError),
}

/// A value of a workbook or a Parquet file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A number, as its shortest decimal.
    Number(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A day `2026-03-01`, or a day with a time behind it.
    Day(String),
    /// An error, such as `#N/A`.
    Error(String),
    /// A list or record as JSON.
    Json(String),
}

impl Value {
    /// The value as it can be shown.
    pub fn shown(&self) -> String {
        match self {
            Value::Empty => String::new(),
            Value::Boolean(value) => value.to_string(),
            Value::Text(text)
            | Value::Number(text)
            | Value::Day(text)
            | Value::Error(text)
            | Value::Json(text) => text.clone(),
        }
    }
}
