//! Lines of decisions become a Parquet file, some thousand rows at a time.

use std::io::{self, BufRead, Write};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use serde::Deserialize;

/// Rows of one row group.
const GROUP: usize = 20_000;

/// The columns, in the order of [`super::COLUMNS`].
const SCHEMA: &str = "message decisions {
    required int64 row;
    optional binary id (UTF8);
    optional binary verdict (UTF8);
    optional binary at_least (UTF8);
    optional binary at_most (UTF8);
    required group rules (LIST) { repeated group list { required binary element (UTF8); } }
    required group duties (LIST) { repeated group list { required binary element (UTF8); } }
    required group missing (LIST) { repeated group list { required binary element (UTF8); } }
    optional binary facts_digest (UTF8);
}";

/// A line of decisions.
#[derive(Debug, Deserialize)]
struct Line {
    row: i64,
    id: Option<String>,
    verdict: Option<String>,
    at_least: Option<String>,
    at_most: Option<String>,
    rules: Vec<String>,
    duties: Vec<String>,
    missing: Vec<String>,
    facts_digest: Option<String>,
}

/// Writes lines of decisions, as [`super::Format::Ndjson`] has them, as a Parquet file with some words about it.
///
/// # Errors
///
/// If lines cannot be read, or the file cannot be written.
pub fn parquet(lines: impl BufRead, output: impl Write + Send, about: &[(&str, &str)]) -> io::Result<()> {
    let schema = Arc::new(parse_message_type(SCHEMA).map_err(failed)?);
    let words = about.iter().map(|(key, value)| KeyValue::new((*key).to_owned(), (*value).to_owned()));
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(Some(words.collect()))
        .set_created_by(format!("licit {}", env!("CARGO_PKG_VERSION")));
    let mut writer =
        SerializedFileWriter::new(output, schema, Arc::new(properties.build())).map_err(failed)?;
    let mut group: Vec<Line> = Vec::new();
    for line in lines.lines() {
        group.push(serde_json::from_str(&line?).map_err(io::Error::other)?);
        if group.len() >= GROUP {
            write(&mut writer, &group).map_err(failed)?;
            group.clear();
        }
    }
    if !group.is_empty() {
        write(&mut writer, &group).map_err(failed)?;
    }
    writer.close().map_err(failed)?;
    Ok(())
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

fn write<W: Write + Send>(writer: &mut SerializedFileWriter<W>, lines: &[Line]) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    let rows: Vec<i64> = lines.iter().map(|line| line.row).collect();
    if let Some(mut column) = group.next_column()? {
        column.typed::<Int64Type>().write_batch(&rows, None, None)?;
        column.close()?;
    }
    texts(&mut group, lines, |line| line.id.as_deref())?;
    texts(&mut group, lines, |line| line.verdict.as_deref())?;
    texts(&mut group, lines, |line| line.at_least.as_deref())?;
    texts(&mut group, lines, |line| line.at_most.as_deref())?;
    let lists: [fn(&Line) -> &[String]; 3] = [|line| &line.rules, |line| &line.duties, |line| &line.missing];
    for of in lists {
        let (values, defined, repeated) = levels(lines.iter().map(of));
        column(&mut group, &values, Some(&defined), Some(&repeated))?;
    }
    texts(&mut group, lines, |line| line.facts_digest.as_deref())?;
    group.close()?;
    Ok(())
}

/// A column of texts that may be missing.
fn texts<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    lines: &[Line],
    of: fn(&Line) -> Option<&str>,
) -> Result<(), ParquetError> {
    let values: Vec<ByteArray> = lines.iter().filter_map(of).map(ByteArray::from).collect();
    let levels: Vec<i16> = lines.iter().map(|line| i16::from(of(line).is_some())).collect();
    column(group, &values, Some(&levels), None)
}

/// The elements of lists, with what Parquet says of each: whether it is there, and whether it goes on a list.
fn levels<'l>(lists: impl Iterator<Item = &'l [String]>) -> (Vec<ByteArray>, Vec<i16>, Vec<i16>) {
    let (mut values, mut defined, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
    for list in lists {
        if list.is_empty() {
            defined.push(0);
            repeated.push(0);
        }
        for (position, element) in list.iter().enumerate() {
            values.push(ByteArray::from(element.as_str()));
            defined.push(1);
            repeated.push(i16::from(position > 0));
        }
    }
    (values, defined, repeated)
}

fn column<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[ByteArray],
    defined: Option<&[i16]>,
    repeated: Option<&[i16]>,
) -> Result<(), ParquetError> {
    if let Some(mut column) = group.next_column()? {
        column.typed::<ByteArrayType>().write_batch(values, defined, repeated)?;
        column.close()?;
    }
    Ok(())
}
