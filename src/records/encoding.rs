//! How a text is written in bytes.

use std::io::{self, Read};

use encoding_rs::{Encoding as Table, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;

/// How the characters of a text file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, the low byte of each pair first.
    Utf16Le,
    /// UTF-16, the high byte of each pair first.
    Utf16Be,
    /// The usual one of Windows in western Europe.
    Windows1252,
}

impl Encoding {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16 (little endian)",
            Encoding::Utf16Be => "UTF-16 (big endian)",
            Encoding::Windows1252 => "Windows-1252",
        }
    }

    /// The encoding that the first bytes of a file show: by a mark, by zeros in every second place, or by bytes that
    /// UTF-8 does not have.
    pub(super) fn of(first: &[u8]) -> Encoding {
        match first {
            [0xEF, 0xBB, 0xBF, ..] => Encoding::Utf8,
            [0xFF, 0xFE, ..] => Encoding::Utf16Le,
            [0xFE, 0xFF, ..] => Encoding::Utf16Be,
            [high, 0, _, 0, ..] if *high != 0 => Encoding::Utf16Le,
            [0, low, 0, _, ..] if *low != 0 => Encoding::Utf16Be,
            _ if is_utf8(first) => Encoding::Utf8,
            _ => Encoding::Windows1252,
        }
    }

    /// A reader of UTF-8 over one of this encoding.
    pub(super) fn decode<'r>(self, reader: impl Read + Send + 'r) -> Box<dyn Read + Send + 'r> {
        let table: Option<&'static Table> = match self {
            Encoding::Utf8 => None,
            Encoding::Utf16Le => Some(UTF_16LE),
            Encoding::Utf16Be => Some(UTF_16BE),
            Encoding::Windows1252 => Some(WINDOWS_1252),
        };
        match table {
            None => Box::new(reader),
            Some(table) => Box::new(DecodeReaderBytesBuilder::new().encoding(Some(table)).build(reader)),
        }
    }
}

/// Whether bytes are UTF-8, but for a character that is cut off at their end.
fn is_utf8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// A reader whose first bytes have been looked at.
pub(super) struct Peeked<R> {
    first: io::Cursor<Vec<u8>>,
    rest: R,
}

impl<R: Read> Peeked<R> {
    /// Reads until so many bytes are there, the input ends, or it pauses after a whole line.
    pub fn new(mut rest: R, wanted: usize) -> io::Result<Peeked<R>> {
        let mut first = vec![0; wanted];
        let mut length = 0;
        while let Some(room) = first.get_mut(length..).filter(|room| !room.is_empty()) {
            let asked = room.len();
            let read = match rest.read(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            length = length.saturating_add(read);
            // Empty lines before the first one are no line.
            let whole = first.get(..length).is_some_and(|read| read.trim_ascii_start().contains(&b'\n'));
            let paused = read < asked && whole;
            if read == 0 || paused {
                break;
            }
        }
        first.truncate(length);
        Ok(Peeked { first: io::Cursor::new(first), rest })
    }

    /// The first bytes.
    pub fn first(&self) -> &[u8] {
        self.first.get_ref()
    }
}

impl<R: Read> Read for Peeked<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        match self.first.read(room)? {
            0 => self.rest.read(room),
            read => Ok(read),
        }
    }
}
