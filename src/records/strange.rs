//! Files of which no column is a fact: what they may be instead.

use std::ops::Range;

use crate::schema::Schema;
use crate::source::Span;

use super::RecordError;
use super::header::{Header, ways};
use super::input::{Options, number};

/// Whether no name is a fact, nor close to one.
pub(super) fn is_strange(names: &[String], schema: &Schema, options: &Options) -> bool {
    Header::known(names, schema, &options.naming) == 0 && !Header::resembles(names, schema, &options.naming)
}

/// That no column is a fact; the names stand at these bytes.
pub(super) fn no_column(names: Range<usize>, begin: &str, schema: &Schema, options: &Options) -> RecordError {
    let example: Vec<String> = ways(schema).into_iter().take(3).collect();
    let help = of_another_program(begin).map_or_else(
        || {
            let example = example.join(", ");
            format!("begin the file with a line of names such as `{example}`, separated by commas, semicolons or tabs")
        },
        str::to_owned,
    );
    let end = names.end.min(names.start.saturating_add(200));
    RecordError::NoColumn {
        name: options.name.clone(),
        help,
        span: Span::new(number(names.start), number(end)),
    }
}

/// What to do about a file that is no table but the work of another program, by how its bytes look as text.
fn of_another_program(begin: &str) -> Option<&'static str> {
    let known = |mark: &str| begin.starts_with(mark);
    if known("\u{1f}‹") || known("\u{1f}\u{8b}") {
        return Some("unpack the file first: it is compressed");
    }
    if known("ÐÏ") {
        return Some("save it from its program as XLSX or CSV: it is a workbook or document of an old kind");
    }
    if known("%PDF") {
        return Some("take the table from its source as CSV or XLSX: a PDF has no rows");
    }
    let page = begin.trim_start().to_lowercase();
    let is_page = ["<!doctype", "<html", "<table", "<?xml"].iter().any(|mark| page.starts_with(mark));
    is_page.then_some("save it from its program as CSV or XLSX: it is a web page or XML")
}

/// Words in front of a sum.
const TOTALS: [&str; 12] = [
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sum",
    "summe",
    "gesamt",
    "gesamtsumme",
    "somme",
    "totale",
    "suma",
    "合计",
];

/// Whether a cell says that its row is a sum.
pub(super) fn says_total(cell: &str) -> bool {
    TOTALS.contains(&cell.trim().trim_end_matches(':').to_lowercase().as_str())
}
