//! A row that could not be decided, and why.

use crate::diagnostics::Problem;
use crate::records::{Layout, Row, Unreadable};

use super::answer::line;

/// The columns of the file of rejects, in order.
pub const REJECT_COLUMNS: [&str; 9] =
    ["row", "line", "position", "id", "column", "code", "reason", "advice", "also"];

/// A row that could not be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// Which row, from 1.
    pub row: u64,
    /// The line in which it begins, from 1.
    pub line: u64,
    /// The character of the line at which the first problem lies, from 1.
    pub position: usize,
    /// What the row calls the case.
    pub id: Option<String>,
    /// The column of the first problem; none in lines of JSON.
    pub column: Option<String>,
    /// The code of the first problem.
    pub code: String,
    /// The message of the first problem.
    pub reason: String,
    /// What to do about it.
    pub advice: String,
    /// The other problems, each with its code.
    pub also: Vec<String>,
}

impl Reject {
    /// The reject of a row whose places begin at 0.
    pub(super) fn of(row: &Row, unreadable: Unreadable, layout: &Layout) -> Reject {
        let problems = unreadable.problems.sorted();
        let first = problems.first();
        let byte = first.and_then(Problem::span).map_or(0, |span| span.start);
        let shown = layout.shown(row);
        let before = shown.get(..usize::try_from(byte).unwrap_or_default()).unwrap_or_default();
        let also =
            problems.iter().skip(1).map(|problem| format!("{}: {}", problem.code(), problem.message()));
        Reject {
            row: row.number,
            line: row.line,
            position: before.chars().count().saturating_add(1),
            id: unreadable.id,
            column: layout.column_at(row, byte).map(str::to_owned),
            code: first.map(Problem::code).unwrap_or_default(),
            reason: first.map(Problem::message).unwrap_or_default(),
            advice: first.and_then(Problem::help).unwrap_or_default(),
            also: also.collect(),
        }
    }

    /// Writes the line of the file of rejects.
    pub(super) fn write(&self, output: &mut Vec<u8>) {
        let cells = [
            self.row.to_string(),
            self.line.to_string(),
            self.position.to_string(),
            self.id.clone().unwrap_or_default(),
            self.column.clone().unwrap_or_default(),
            self.code.clone(),
            self.reason.clone(),
            self.advice.clone(),
            self.also.join("; "),
        ];
        line(output, &cells);
    }
}
