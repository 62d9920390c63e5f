//! Text cut into rows and cells, as RFC 4180 has it: a cell in quotation marks may hold separators, line breaks and,
//! written twice, quotation marks.
//!
//! Rows are cut here and not by a library since a row must not swallow those behind it when a mark is never closed,
//! and since a problem is shown at its cell.

use std::ops::Range;

use memchr::{memchr, memchr2};

/// Bytes that one row may have.
pub(super) const MAX_ROW: usize = 1024 * 1024;

/// What stands at the beginning of some bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// A row of so many bytes, and so many with its line break.
    Row { end: usize, next: usize },
    /// Perhaps a row; more bytes are needed to say.
    More,
    /// A quotation mark at this byte that is never closed.
    Open(usize),
    /// Text behind a closing quotation mark, at this byte.
    After(usize),
}

/// Cuts off the first row; `cell` gets the bytes of each of its cells, quotation marks included. `whole` says that no
/// more bytes will come.
pub(super) fn cut(bytes: &[u8], separator: u8, whole: bool, mut cell: impl FnMut(Range<usize>)) -> Cut {
    let mut start = 0;
    loop {
        let end = match end_of_cell(bytes, start, separator, whole) {
            Ok(end) => end,
            Err(cut) => return cut,
        };
        match bytes.get(end) {
            None if !whole => return Cut::More,
            Some(b'\n') | None => {
                let last = without_return(bytes, start, end);
                cell(start..last);
                return Cut::Row { end: last, next: end.saturating_add(1).min(bytes.len()) };
            }
            Some(_) => cell(start..end),
        }
        start = end.saturating_add(1);
    }
}

/// Where the cell that begins at `start` ends: at a separator, a line break or the end of the bytes.
fn end_of_cell(bytes: &[u8], start: usize, separator: u8, whole: bool) -> Result<usize, Cut> {
    if bytes.get(start) != Some(&b'"') {
        let rest = bytes.get(start..).unwrap_or_default();
        return Ok(memchr2(separator, b'\n', rest).map_or(bytes.len(), |length| start.saturating_add(length)));
    }
    let mut inside = start.saturating_add(1);
    loop {
        let rest = bytes.get(inside..).unwrap_or_default();
        let Some(length) = memchr(b'"', rest) else {
            return Err(if whole { Cut::Open(start) } else { Cut::More });
        };
        let behind = inside.saturating_add(length).saturating_add(1);
        let next = bytes.get(behind).copied();
        let after_next = bytes.get(behind.saturating_add(1)).copied();
        match (next, after_next) {
            (Some(b'"'), _) => inside = behind.saturating_add(1),
            (None, _) | (Some(b'\n'), _) => return Ok(behind),
            (Some(mark), _) if mark == separator => return Ok(behind),
            (Some(b'\r'), Some(b'\n') | None) => return Ok(behind.saturating_add(1)),
            (Some(_), _) => return Err(Cut::After(behind)),
        }
    }
}

/// The end of the last cell of a row without the return before its line break.
fn without_return(bytes: &[u8], start: usize, end: usize) -> usize {
    let returned = end > start && bytes.get(end.saturating_sub(1)) == Some(&b'\r');
    if returned { end.saturating_sub(1) } else { end }
}

/// What a cell says: without its quotation marks.
pub(super) fn unquoted(cell: &str) -> String {
    match cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')) {
        Some(inside) => inside.replace("\"\"", "\""),
        None => cell.to_owned(),
    }
}

/// The cells of one row, as they are meant, each with its bytes.
pub(super) fn cells(row: &str, separator: u8) -> Result<Vec<(String, Range<usize>)>, Cut> {
    let mut cells = Vec::new();
    let found = cut(row.as_bytes(), separator, true, |range| {
        cells.push((unquoted(row.get(range.clone()).unwrap_or_default()), range));
    });
    match found {
        Cut::Row { .. } => Ok(cells),
        broken => Err(broken),
    }
}
