//! Rows of text files, cut one after the other: JSON lines, and cells between separators.

use std::io::{self, Read};
use std::ops::ControlFlow;

use memchr::memchr;

use super::delimited::{Cut, MAX_ROW, cut};
use super::feed::Feed;
use super::{Content, RecordError, Row};
use crate::source::Span;

/// What the rows of a text are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A line of JSON each.
    Json,
    /// Cells between these separators.
    Cells(u8),
}

/// Cuts rows off a text.
pub(super) struct Rows<R> {
    feed: Feed<R>,
    kind: Kind,
    encoding: &'static str,
    /// Rows so far.
    number: u64,
    /// The line at which the rest begins.
    line: u64,
}

/// How far the next row goes.
enum Next {
    Row { end: usize, next: usize },
    Broken { next: usize, error: RecordError },
    End,
}

impl<R: Read> Rows<R> {
    /// The rows of a text whose first line has this number.
    pub fn new(reader: R, kind: Kind, encoding: &'static str, line: u64) -> Rows<R> {
        Rows { feed: Feed::new(reader), kind, encoding, number: 0, line }
    }

    /// Hands out the rows until `take` breaks off; gives the number of lines in which nothing stands.
    pub fn each(&mut self, take: &mut dyn FnMut(Row) -> ControlFlow<()>) -> io::Result<u64> {
        let mut empty = 0_u64;
        loop {
            let (end, next, error) = match self.next()? {
                Next::End => return Ok(empty),
                Next::Row { end, next } => (end, next, None),
                Next::Broken { next, error } => (next, next, Some(error)),
            };
            let rest = self.feed.rest();
            let row = rest.get(..end).unwrap_or_default();
            let lines = rest.get(..next).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count();
            let flow = if error.is_none() && is_empty(row, self.kind) {
                empty = empty.saturating_add(1);
                ControlFlow::Continue(())
            } else {
                let content = content(row, self.kind, self.encoding, error);
                self.number = self.number.saturating_add(1);
                take(Row { number: self.number, line: self.line, content })
            };
            self.line = self.line.saturating_add(u64::try_from(lines).unwrap_or(u64::MAX));
            self.feed.use_up(next);
            if flow.is_break() {
                return Ok(empty);
            }
        }
    }

    /// Looks for the end of the next row, reading on where it is not there yet.
    fn next(&mut self) -> io::Result<Next> {
        let mut looked = 0;
        loop {
            let rest = self.feed.rest();
            if rest.is_empty() && self.feed.ended() {
                return Ok(Next::End);
            }
            let found = match self.kind {
                Kind::Json => line(rest, looked, self.feed.ended()),
                Kind::Cells(separator) => cut(rest, separator, self.feed.ended(), |_| {}),
            };
            match found {
                Cut::Row { end, next } if end <= MAX_ROW => return Ok(Next::Row { end, next }),
                Cut::Row { next, .. } => return Ok(Next::Broken { next, error: too_long() }),
                Cut::More if rest.len() > MAX_ROW => return self.first_line(too_long()),
                Cut::More => looked = rest.len(),
                Cut::Open(place) => return self.first_line(open(place)),
                Cut::After(place) => return self.first_line(after(place)),
            }
            self.feed.more()?;
        }
    }

    /// Gives up on a row and goes on in the line after its first one, so that nothing behind it is swallowed.
    fn first_line(&mut self, error: RecordError) -> io::Result<Next> {
        let mut looked = 0;
        loop {
            let rest = self.feed.rest();
            match memchr(b'\n', rest.get(looked..).unwrap_or_default()) {
                Some(length) => {
                    let next = looked.saturating_add(length).saturating_add(1);
                    return Ok(Next::Broken { next, error });
                }
                None if self.feed.ended() => return Ok(Next::Broken { next: rest.len(), error }),
                None => looked = rest.len(),
            }
            self.feed.more()?;
        }
    }
}

/// The next line, of which so many bytes have been looked at.
fn line(rest: &[u8], looked: usize, whole: bool) -> Cut {
    match memchr(b'\n', rest.get(looked..).unwrap_or_default()) {
        Some(length) => {
            let end = looked.saturating_add(length);
            Cut::Row { end: without_return(rest, end), next: end.saturating_add(1) }
        }
        None if whole => Cut::Row { end: without_return(rest, rest.len()), next: rest.len() },
        None => Cut::More,
    }
}

fn without_return(bytes: &[u8], end: usize) -> usize {
    if bytes.get(..end).is_some_and(|line| line.ends_with(b"\r")) { end.saturating_sub(1) } else { end }
}

/// Whether nothing stands in a row: separators alone are nothing.
fn is_empty(row: &[u8], kind: Kind) -> bool {
    let separator = match kind {
        Kind::Json => b' ',
        Kind::Cells(separator) => separator,
    };
    row.iter().all(|byte| byte.is_ascii_whitespace() || *byte == separator)
}

fn content(row: &[u8], kind: Kind, encoding: &'static str, error: Option<RecordError>) -> Content {
    let (text, broken) = match std::str::from_utf8(row) {
        Ok(text) => (text.to_owned(), text.find('\u{fffd}')),
        Err(error) => (String::from_utf8_lossy(row).into_owned(), Some(error.valid_up_to())),
    };
    if let Some(error) = error {
        return Content::Broken(shortened(text), error);
    }
    match (broken, kind) {
        (Some(place), _) => {
            let place = number(place);
            let span = Span::new(place, place.saturating_add(1));
            Content::Broken(text, RecordError::Encoding { encoding, span })
        }
        (None, Kind::Json) => Content::Json(text),
        (None, Kind::Cells(_)) => Content::Delimited(text),
    }
}

/// As much of a row as is worth keeping.
fn shortened(text: String) -> String {
    match text.char_indices().nth(2000) {
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned(),
        None => text.trim_end_matches(['\n', '\r']).to_owned(),
    }
}

fn open(place: usize) -> RecordError {
    let place = number(place);
    RecordError::Quote {
        what: "a quotation mark is never closed",
        span: Span::new(place, place.saturating_add(1)),
        place: "it opens here",
    }
}

fn after(place: usize) -> RecordError {
    let place = number(place);
    RecordError::Quote {
        what: "text stands behind a closing quotation mark",
        span: Span::new(place, place.saturating_add(1)),
        place: "the value should end before this",
    }
}

fn too_long() -> RecordError {
    RecordError::TooLong { limit: MAX_ROW / (1024 * 1024), span: Span::new(0, 1) }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
