//! Cases in the rows of a table: CSV and XLSX, for those who keep their cases in a spreadsheet.

use crate::diagnostics::Problems;
use crate::facts::{Key, Node, NodeKind, Style};
use crate::records::Grid;
use crate::source::{Sources, Span};

use super::case::{CaseFile, from_document};

/// Columns that say something about the case beside its facts.
const ABOUT: [&str; 4] = ["id", "as_of", "known_on", "why"];

/// Answers that are lists; in a cell, semicolons stand between their elements.
const LISTS: [&str; 3] = ["missing", "provisions", "rules"];

/// Lists of what must be absent.
const ABSENT: [&str; 2] = ["rules", "duties"];

/// Whether a file of this name holds its cases in a table.
pub fn is_table(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".csv") || name.ends_with(".xlsx")
}

/// Reads the cases of a table. Its text joins the sources.
///
/// # Errors
///
/// All problems of the file that do not need a policy to be seen.
pub fn read_table(bytes: &[u8], name: &str, sources: &mut Sources) -> Result<CaseFile, Problems> {
    let grid = Grid::read(bytes, name, sources)?;
    let mut cases = grid.documents(way)?;
    for case in &mut cases {
        mend(case);
    }
    let whole = cases.iter().map(|case| case.span).reduce(Span::to).unwrap_or_default();
    from_document(&Node { span: whole, kind: NodeKind::List(cases) })
}

/// Where the cells of a column belong in a case.
fn way(column: &str) -> String {
    let about = ABOUT.contains(&column) || column.starts_with("expect.") || column.starts_with("readings.");
    if about || column.starts_with("facts.") { column.to_owned() } else { format!("facts.{column}") }
}

/// What a table cannot say as a case file does: facts of which none is given, lists, and `TRUE` in capitals.
fn mend(case: &mut Node) {
    let NodeKind::Map(entries) = &mut case.kind else { return };
    if !entries.iter().any(|(key, _)| key.text == "facts") {
        let facts = Node { span: case.span, kind: NodeKind::Map(Vec::new()) };
        entries.push((Key { text: "facts".to_owned(), span: case.span }, facts));
    }
    for (_, value) in entries.iter_mut().filter(|(key, _)| key.text == "expect") {
        let NodeKind::Map(answers) = &mut value.kind else { continue };
        for (answer, value) in answers {
            if LISTS.contains(&answer.text.as_str()) {
                split(value);
            }
            if answer.text == "without"
                && let NodeKind::Map(lists) = &mut value.kind
            {
                lists
                    .iter_mut()
                    .filter(|(key, _)| ABSENT.contains(&key.text.as_str()))
                    .for_each(|(_, list)| split(list));
            }
            if answer.text == "undetermined" {
                lower(value);
            }
        }
    }
}

fn split(value: &mut Node) {
    let NodeKind::Scalar { text, .. } = &value.kind else { return };
    let span = value.span;
    let element = |text: &str| {
        let text = text.trim().to_owned();
        Node { span, kind: NodeKind::Scalar { text, style: Style::Plain } }
    };
    let elements = text.split(';').filter(|text| !text.trim().is_empty()).map(element).collect();
    value.kind = NodeKind::List(elements);
}

fn lower(value: &mut Node) {
    if let NodeKind::Scalar { text, .. } = &mut value.kind {
        *text = text.to_lowercase();
    }
}
