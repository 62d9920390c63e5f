//! Reading of YAML from its events, so that nothing is a number, a boolean or a day before its type says so.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span as Marks};

use super::document::{Key, MAX_DEPTH, MAX_NODES, Node, NodeKind, Style, Text};
use super::error::FactError;
use crate::diagnostics::Problems;
use crate::source::Span;

pub(super) fn parse(text: Text, problems: &mut Problems) -> Result<Node, Box<FactError>> {
    let mut builder = Builder {
        text,
        places: Places::new(text.text),
        problems,
        open: Vec::new(),
        done: None,
        values: 0,
        documents: 0,
    };
    let mut parser = Parser::new_from_str(text.text);
    while let Some(event) = parser.next_event() {
        let (event, marks) = event.map_err(|error| builder.broken(&error))?;
        builder.take(event, &marks)?;
    }
    let nothing = Node { span: text.span(0..0), kind: NodeKind::Null };
    Ok(builder.done.unwrap_or(nothing))
}

/// A list or map whose end has not come yet.
enum Open {
    List { span: Span, items: Vec<Node> },
    Map { span: Span, entries: Vec<(Key, Node)>, key: Option<Key> },
}

struct Builder<'a> {
    text: Text<'a>,
    places: Places<'a>,
    problems: &'a mut Problems,
    open: Vec<Open>,
    done: Option<Node>,
    values: usize,
    documents: usize,
}

impl Builder<'_> {
    fn take(&mut self, event: Event, marks: &Marks) -> Result<(), Box<FactError>> {
        let span = self.span(marks);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_marks(anchor, tag.is_some(), span)?;
                self.scalar(text.into_owned(), style, span)
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_marks(anchor, tag.is_some(), span)?;
                self.begin(Open::List { span, items: Vec::new() }, span)
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_marks(anchor, tag.is_some(), span)?;
                self.begin(Open::Map { span, entries: Vec::new(), key: None }, span)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(_) => Err(feature(ALIAS, span)),
            Event::DocumentStart(_) => self.begin_document(span),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn begin_document(&mut self, span: Span) -> Result<(), Box<FactError>> {
        self.documents = self.documents.saturating_add(1);
        if self.documents > 1 { Err(Box::new(FactError::SecondDocument { span })) } else { Ok(()) }
    }

    fn refuse_marks(&self, anchor: usize, tagged: bool, span: Span) -> Result<(), Box<FactError>> {
        match (anchor, tagged) {
            (0, false) => Ok(()),
            (0, true) => Err(feature(TAG, span)),
            (_, _) => Err(feature(ANCHOR, span)),
        }
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, span: Span) -> Result<(), Box<FactError>> {
        if let Some(Open::Map { key: key @ None, .. }) = self.open.last_mut() {
            *key = Some(self.text.key(text, span)?);
            return Ok(());
        }
        let plain = style == ScalarStyle::Plain;
        let node = if plain && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL") {
            Node { span, kind: NodeKind::Null }
        } else {
            self.text.scalar(text, if plain { Style::Plain } else { Style::Quoted }, span)?
        };
        self.count(span)?;
        self.put(node);
        Ok(())
    }

    fn begin(&mut self, open: Open, span: Span) -> Result<(), Box<FactError>> {
        if let Some(Open::Map { key: None, .. }) = self.open.last() {
            return Err(feature(KEY, span));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(Box::new(FactError::TooDeep { limit: MAX_DEPTH, span }));
        }
        self.count(span)?;
        self.open.push(open);
        Ok(())
    }

    fn count(&mut self, span: Span) -> Result<(), Box<FactError>> {
        self.values = self.values.saturating_add(1);
        let error = FactError::TooManyValues { limit: MAX_NODES, span };
        if self.values > MAX_NODES { Err(Box::new(error)) } else { Ok(()) }
    }

    fn end(&mut self, end: Span) -> Result<(), Box<FactError>> {
        let node = match self.open.pop() {
            Some(Open::List { span, items }) => {
                let last = items.last().map_or(end, |item| item.span);
                Node { span: whole(span, last, end), kind: NodeKind::List(items) }
            }
            Some(Open::Map { span, entries, .. }) => {
                let last = entries.last().map_or(end, |(key, node)| key.span.to(node.span));
                self.text.map(entries, whole(span, last, end), self.problems)
            }
            None => return Ok(()),
        };
        self.put(node);
        Ok(())
    }

    fn put(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, .. }) => entries.extend(key.take().map(|key| (key, node))),
            None => self.done = Some(node),
        }
    }

    fn span(&mut self, marks: &Marks) -> Span {
        let (start, end) = (self.places.byte(marks.start.index()), self.places.byte(marks.end.index()));
        self.text.span(start..end.max(start))
    }

    fn broken(&mut self, error: &ScanError) -> Box<FactError> {
        let place = self.places.byte(error.marker().index());
        let rest = self.text.slice(place..self.text.text.len());
        let width = rest.chars().next().map_or(0, char::len_utf8);
        let bytes = place..place.saturating_add(width);
        if error.info().contains("recursion limit") {
            return self.text.too_deep(bytes);
        }
        let line = self.text.slice(0..place).rsplit('\n').next().unwrap_or_default();
        let tabs = line.contains('\t') || rest.lines().take(2).any(|line| line.starts_with('\t'));
        match (rest.chars().next(), tabs) {
            (Some('*'), _) => feature(ALIAS, self.text.span(bytes)),
            (Some('!'), _) => feature(TAG, self.text.span(bytes)),
            (_, true) => self.text.broken(TABS, bytes),
            (Some('"' | '\''), false) => self.text.broken(OPEN, bytes),
            (Some('@' | '`' | '%'), false) => self.text.broken(SIGN, bytes),
            (_, false) => match self.line_above(place) {
                Some((line, advice)) => self.text.broken(advice, line),
                None if line.contains(": ") => self.text.broken(INNER, bytes),
                None => self.text.broken(LAYOUT, bytes),
            },
        }
    }

    /// The line above a place, if it is one that no other can follow, and what to do about it.
    fn line_above(&self, place: usize) -> Option<(std::ops::Range<usize>, &'static str)> {
        let before = self.text.slice(0..place);
        let start = before.rfind('\n')?;
        let above = before.get(..start)?.trim_end();
        let from = above.rfind('\n').map_or(0, |at| at.saturating_add(1));
        let line = above.get(from..)?;
        let written = line.trim_start();
        let bytes = from.saturating_add(line.len().saturating_sub(written.len()))..above.len();
        let whole = written.starts_with(['#', '-']) || written.ends_with(':') || written.contains(": ");
        match (whole, written.contains(':'), written.contains('=')) {
            (true, ..) => None,
            (false, true, _) => Some((bytes, "put a space behind `:`")),
            (false, false, true) => Some((bytes, "write `:` and a space instead of `=`")),
            (false, false, false) => Some((bytes, "write `:` behind the name, and its value")),
        }
    }
}

const OPEN: &str = "close the text with the mark that it begins with";
const SIGN: &str = "put the text in quotation marks, since it begins with a sign";
const INNER: &str =
    "put quotation marks around texts with `:` or `#` in them, and indent what belongs together alike";

const TABS: &str = "indent with spaces instead of tabs";
const LAYOUT: &str = "indent what belongs together alike, put a space after each `:`, and put quotation marks around \
                      texts with `:` or `#` in them; the mistake may be in the line above";
const ALIAS: &str = "a reference to another place (`*`)";
const ANCHOR: &str = "a mark for references (`&`)";
const TAG: &str = "a mark for a type (`!`)";
const KEY: &str = "a name made of several values";

fn feature(what: &'static str, span: Span) -> Box<FactError> {
    Box::new(FactError::YamlFeature { what, span })
}

/// From the first mark through the last value; through the end mark where it shows, as `]` does.
fn whole(start: Span, last: Span, end: Span) -> Span {
    if end.is_empty() { start.to(last) } else { start.to(last).to(end) }
}

/// Bytes by number of character, since the parser counts characters.
struct Places<'a> {
    text: &'a str,
    /// The byte of each character whose number is a multiple of [`STEP`].
    marks: Vec<usize>,
}

const STEP: usize = 64;

impl<'a> Places<'a> {
    fn new(text: &'a str) -> Places<'a> {
        let marks = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().step_by(STEP).map(|(byte, _)| byte).collect()
        };
        Places { text, marks }
    }

    fn byte(&self, character: usize) -> usize {
        if self.marks.is_empty() {
            return character.min(self.text.len());
        }
        let Some(mark) = self.marks.get(character / STEP) else {
            return self.text.len();
        };
        let rest = self.text.get(*mark..).unwrap_or_default();
        rest.char_indices()
            .nth(character % STEP)
            .map_or(self.text.len(), |(byte, _)| mark.saturating_add(byte))
    }
}
