//! Bytes of a file, a piece at a time.

use std::io::{self, Read};

/// How many bytes are asked for at once.
const PIECE: usize = 64 * 1024;

/// A buffer before a reader: what was read and not yet used.
pub(super) struct Feed<R> {
    reader: R,
    buffer: Vec<u8>,
    used: usize,
    ended: bool,
}

impl<R: Read> Feed<R> {
    pub fn new(reader: R) -> Feed<R> {
        Feed { reader, buffer: Vec::new(), used: 0, ended: false }
    }

    /// What is there and not yet used.
    pub fn rest(&self) -> &[u8] {
        self.buffer.get(self.used..).unwrap_or_default()
    }

    /// Whether nothing more will come.
    pub fn ended(&self) -> bool {
        self.ended
    }

    /// Reads one more piece.
    pub fn more(&mut self) -> io::Result<()> {
        if self.used > 0 {
            self.buffer.drain(..self.used);
            self.used = 0;
        }
        let before = self.buffer.len();
        self.buffer.resize(before.saturating_add(PIECE), 0);
        let room = self.buffer.get_mut(before..).unwrap_or_default();
        let read = loop {
            match self.reader.read(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        let count = *read.as_ref().unwrap_or(&0);
        self.buffer.truncate(before.saturating_add(count));
        self.ended = read? == 0;
        Ok(())
    }

    /// Takes so many bytes as used.
    pub fn use_up(&mut self, bytes: usize) {
        self.used = self.used.saturating_add(bytes).min(self.buffer.len());
    }
}
