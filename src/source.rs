//! Texts and places in them.
//!
//! All files of one run stand one after another in [`Sources`], so that a [`Span`] of two numbers
//! says both the file and the place in it.

use std::sync::Arc;

/// What the built-in vocabulary is called in messages.
pub const STANDARD_NAME: &str = "standard vocabulary";

/// A piece of text: bytes `start..end` counted through all files of one [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end`.
    pub const fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Number of bytes.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether nothing lies in it.
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }
}

impl From<Span> for miette::SourceSpan {
    fn from(span: Span) -> Self {
        (span.start as usize, span.len() as usize).into()
    }
}

/// One file: its name as the user would write it, and its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path as the user would write it.
    pub name: Arc<str>,
    /// The whole text.
    pub text: Arc<str>,
    /// Where the file begins in the count of its [`Sources`].
    pub start: u32,
    line_starts: Vec<u32>,
}

/// Line and column, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl SourceFile {
    fn new(name: &str, text: &str, start: u32) -> SourceFile {
        let line_starts = std::iter::once(0)
            .chain(text.bytes().zip(1u32..).filter(|(byte, _)| *byte == b'\n').map(|(_, next)| next))
            .collect();
        SourceFile { name: name.into(), text: text.into(), start, line_starts }
    }

    /// The span of the whole file.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.start.saturating_add(length(&self.text)))
    }

    /// Where in this file a place of the whole count lies; places outside are moved to the nearest end.
    pub fn position(&self, place: u32) -> Position {
        let local = self.local(place);
        let index = self.line_starts.partition_point(|start| *start as usize <= local).saturating_sub(1);
        let start = self.line_starts.get(index).map_or(0, |start| *start as usize);
        let before = self.text.get(start..local).unwrap_or_default();
        Position { line: index.saturating_add(1), column: before.chars().count().saturating_add(1) }
    }

    /// The text of a span, cut to this file and to whole characters.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(self.local(span.start)..self.local(span.end)).unwrap_or_default()
    }

    /// Byte in this file, moved to the start of the character it falls in.
    pub fn local(&self, place: u32) -> usize {
        let mut local = (place.saturating_sub(self.start) as usize).min(self.text.len());
        while !self.text.is_char_boundary(local) {
            local = local.saturating_sub(1);
        }
        local
    }

    /// Bytes `start..end` of each line, without its line break.
    pub fn line(&self, number: usize) -> Option<&str> {
        let index = number.checked_sub(1)?;
        let start = *self.line_starts.get(index)? as usize;
        let end = self.line_starts.get(index.checked_add(1)?).map_or(self.text.len(), |next| *next as usize);
        Some(self.text.get(start..end)?.trim_end_matches(['\n', '\r']))
    }

    /// Where a line begins, in the count of the whole [`Sources`].
    pub fn line_start(&self, number: usize) -> Option<u32> {
        self.line_starts.get(number.checked_sub(1)?).map(|start| start.saturating_add(self.start))
    }
}

/// All files of one run, in the order in which they were read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// No file yet.
    pub fn new() -> Sources {
        Sources::default()
    }

    /// Takes in a file and says where it begins. Files lie one byte apart, so that an empty span at
    /// the end of one is not at the start of the next.
    pub fn add(&mut self, name: &str, text: &str) -> u32 {
        let start = self.files.last().map_or(0, |file| file.span().end.saturating_add(1));
        self.files.push(SourceFile::new(name, text, start));
        start
    }

    /// The file in which a span begins.
    pub fn file(&self, span: Span) -> Option<&SourceFile> {
        let index = self.files.partition_point(|file| file.start <= span.start);
        self.files.get(index.checked_sub(1)?)
    }

    /// The text of a span; empty where no file has it.
    pub fn slice(&self, span: Span) -> &str {
        self.file(span).map_or("", |file| file.slice(span))
    }

    /// All files.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }
}

/// Length of a text in bytes; texts beyond 4 GiB are refused before they come here.
fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
