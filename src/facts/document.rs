//! A document before types: scalars as written, with their places.

use std::collections::BTreeMap;
use std::ops::Range;

use super::error::FactError;
use super::{json, toml, yaml};
use crate::diagnostics::Problems;
use crate::source::Span;

/// How deep lists and records may nest: far deeper than any vocabulary, and shallow enough for a small stack.
pub const MAX_DEPTH: usize = 64;

/// How many values one document may have.
pub const MAX_NODES: usize = 1_000_000;

/// How many bytes one document may have.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// How many bytes one scalar may have.
pub const MAX_SCALAR: usize = 64 * 1024;

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON of RFC 8259, nothing more.
    Json,
    /// YAML without anchors, aliases and tags.
    Yaml,
    /// TOML.
    Toml,
}

impl Format {
    /// The format that the ending of a file name says; none for other endings.
    pub fn of(file_name: &str) -> Option<Format> {
        let (_, ending) = file_name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "json" => Some(Format::Json),
            "yaml" | "yml" => Some(Format::Yaml),
            "toml" => Some(Format::Toml),
            _ => None,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "JSON",
            Format::Yaml => "YAML",
            Format::Toml => "TOML",
        }
    }
}

/// A value of a document.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it is written.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// What a value of a document is.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// `null`, or nothing at all after a key in YAML.
    Null,
    /// A text, number or anything else that is not made of parts.
    Scalar {
        /// As written, without quotation marks.
        text: String,
        /// How it was written.
        style: Style,
    },
    /// Values in brackets, or after dashes.
    List(Vec<Node>),
    /// Values with names, in the order in which they were written; no name comes twice.
    Map(Vec<(Key, Node)>),
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// In quotation marks, or as a block of YAML.
    Quoted,
    /// As a number of JSON or TOML.
    Number,
    /// As `true` or `false` of JSON or TOML.
    Boolean,
    /// Without marks, so that only the declared type says what it is: YAML, days of TOML, cells of a table.
    Plain,
}

/// The name of a value.
#[derive(Clone, Debug)]
pub struct Key {
    /// As meant, without quotation marks.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

/// Reads a document. Its spans are `start` and the byte in the text.
///
/// # Errors
///
/// What makes the text no document of the format, or one that is too large or has two meanings.
pub fn document(text: &str, start: u32, format: Format) -> Result<Node, Problems> {
    let (text, start) = match text.strip_prefix('\u{feff}') {
        Some(rest) => (rest, start.saturating_add(3)),
        None => (text, start),
    };
    let mut problems = Problems::new();
    match parse(Text { text, start, format }, &mut problems) {
        Ok(node) if problems.is_empty() => Ok(node),
        Ok(_) => Err(problems),
        Err(error) => {
            problems.add(*error);
            Err(problems)
        }
    }
}

fn parse(text: Text, problems: &mut Problems) -> Result<Node, Box<FactError>> {
    if text.text.len() > MAX_BYTES {
        let error = FactError::TooManyBytes { limit: MAX_BYTES / (1024 * 1024), span: text.span(0..0) };
        return Err(Box::new(error));
    }
    if let Some(place) = text.text.find('\0') {
        return Err(Box::new(FactError::Nul { span: text.span(place..place.saturating_add(1)) }));
    }
    match text.format {
        Format::Json => json::parse(text, problems),
        Format::Yaml => yaml::parse(text, problems),
        Format::Toml => toml::parse(text, problems),
    }
}

/// The text of a document, and where it begins.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) text: &'a str,
    pub(super) start: u32,
    pub(super) format: Format,
}

impl<'a> Text<'a> {
    /// The span of some bytes of the text.
    pub(super) fn span(&self, bytes: Range<usize>) -> Span {
        let place = |byte: usize| self.start.saturating_add(u32::try_from(byte).unwrap_or(u32::MAX));
        Span::new(place(bytes.start), place(bytes.end))
    }

    /// The characters at some bytes; empty where there are none.
    pub(super) fn slice(&self, bytes: Range<usize>) -> &'a str {
        self.text.get(bytes).unwrap_or_default()
    }

    /// A scalar, unless it is too long or has characters that no text may have.
    pub(super) fn scalar(&self, text: String, style: Style, span: Span) -> Result<Node, Box<FactError>> {
        self.check(&text, style, span)?;
        Ok(Node { span, kind: NodeKind::Scalar { text, style } })
    }

    /// A name, unless it is too long or has characters that no text may have.
    pub(super) fn key(&self, text: String, span: Span) -> Result<Key, Box<FactError>> {
        self.check(&text, Style::Plain, span)?;
        Ok(Key { text, span })
    }

    fn check(&self, text: &str, style: Style, span: Span) -> Result<(), Box<FactError>> {
        if text.len() > MAX_SCALAR {
            let span = Span::new(span.start, span.start.saturating_add(1).min(span.end));
            return Err(Box::new(FactError::TooLongText { limit: MAX_SCALAR / 1024, span }));
        }
        if text.contains('\0') {
            return Err(Box::new(FactError::Nul { span }));
        }
        if style == Style::Plain && text.chars().any(is_direction_mark) {
            return Err(Box::new(FactError::DirectionMark { span }));
        }
        Ok(())
    }

    /// A map, with a problem for each name that comes twice.
    pub(super) fn map(&self, entries: Vec<(Key, Node)>, span: Span, problems: &mut Problems) -> Node {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for (key, _) in &entries {
            if let Some(first) = seen.get(key.text.as_str()) {
                problems.add(FactError::DuplicateKey {
                    key: key.text.clone(),
                    first: Some(*first),
                    span: key.span,
                });
            } else {
                seen.insert(&key.text, key.span);
            }
        }
        Node { span, kind: NodeKind::Map(entries) }
    }

    pub(super) fn too_deep(&self, bytes: Range<usize>) -> Box<FactError> {
        Box::new(FactError::TooDeep { limit: MAX_DEPTH, span: self.span(bytes) })
    }

    pub(super) fn too_many(&self, bytes: Range<usize>) -> Box<FactError> {
        Box::new(FactError::TooManyValues { limit: MAX_NODES, span: self.span(bytes) })
    }

    pub(super) fn broken(&self, help: &'static str, bytes: Range<usize>) -> Box<FactError> {
        Box::new(FactError::Broken { format: self.format.name(), help, span: self.visible(bytes) })
    }

    /// The span of some bytes, moved back to the last visible character where nothing stands there.
    fn visible(&self, bytes: Range<usize>) -> Span {
        let before = self.slice(0..bytes.start.min(self.text.len()));
        if bytes.start < self.text.trim_end().len() || self.text.trim().is_empty() {
            return self.span(bytes);
        }
        let end = before.trim_end().len();
        let last = before.trim_end().chars().next_back().map_or(0, char::len_utf8);
        self.span(end.saturating_sub(last)..end)
    }
}

/// Characters that turn the direction of what is shown, so that a text looks like another one.
fn is_direction_mark(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}')
}
