//! Reading of TOML. It has no null: a fact that is not known is left out, or `{ not_known = true }`.

use std::ops::Range;

use toml_edit::{Document, Item, TableLike, TomlError, Value};

use super::document::{MAX_DEPTH, MAX_NODES, Node, NodeKind, Style, Text};
use super::error::FactError;
use crate::diagnostics::Problems;
use crate::source::Span;

pub(super) fn parse(text: Text, problems: &mut Problems) -> Result<Node, Box<FactError>> {
    survey(text)?;
    let document = Document::parse(text.text).map_err(|error| broken(text, &error))?;
    let whole = text.span(0..text.text.len());
    Reader { text, problems }.table(document.as_table(), whole, 1)
}

/// Looks at the text before it is parsed, since each dot of a name is one more table inside another.
fn survey(text: Text) -> Result<(), Box<FactError>> {
    let mut nesting = Nesting::default();
    let mut values = 0_usize;
    for (place, letter) in outside_quotes(text.text) {
        values = values.saturating_add(usize::from(matches!(letter, ',' | '=' | '[')));
        if nesting.after(letter) > MAX_DEPTH {
            return Err(text.too_deep(place..place.saturating_add(letter.len_utf8())));
        }
        if values > MAX_NODES {
            return Err(text.too_many(place..place.saturating_add(letter.len_utf8())));
        }
    }
    Ok(())
}

/// How deeply nested the place is that a survey has come to.
#[derive(Default)]
struct Nesting {
    /// For each open bracket, itself and the dots of the name before it.
    open: Vec<usize>,
    depth: usize,
    /// Dots of the name before the last `=`.
    name: usize,
    /// Dots since the last mark.
    dots: usize,
}

impl Nesting {
    fn after(&mut self, letter: char) -> usize {
        match letter {
            '.' => self.dots = self.dots.saturating_add(1),
            '=' => (self.name, self.dots) = (self.dots, 0),
            '{' | '[' => self.push(),
            '}' | ']' => {
                self.depth = self.depth.saturating_sub(self.open.pop().unwrap_or(0));
                self.dots = 0;
            }
            ',' => (self.name, self.dots) = (0, 0),
            '\n' => {
                self.name = if self.open.is_empty() { 0 } else { self.name };
                self.dots = 0;
            }
            _ => {}
        }
        self.depth.saturating_add(self.name).saturating_add(self.dots)
    }

    fn push(&mut self) {
        let weight = self.name.saturating_add(1);
        self.open.push(weight);
        self.depth = self.depth.saturating_add(weight);
        (self.name, self.dots) = (0, 0);
    }
}

/// The characters outside quotation marks and comments, with their places.
fn outside_quotes(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut place = 0_usize;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(place..)?;
            let letter = rest.chars().next()?;
            let start = place;
            place = place.saturating_add(match letter {
                '"' | '\'' => quoted(rest, letter),
                '#' => rest.find('\n').unwrap_or(rest.len()),
                other => other.len_utf8(),
            });
            if !matches!(letter, '"' | '\'' | '#') {
                return Some((start, letter));
            }
        }
    })
}

/// How many bytes the text in quotation marks has with which `rest` begins.
fn quoted(rest: &str, mark: char) -> usize {
    let long = rest.starts_with(&[mark; 3].iter().collect::<String>());
    let (opening, mut marks, mut escaped) = (if long { 3 } else { 1 }, 0_usize, false);
    for (place, letter) in rest.char_indices().skip(opening) {
        if long && marks >= 3 && (letter != mark || marks == 5) {
            return place;
        }
        if !long && letter == '\n' {
            return place;
        }
        if letter == mark && !escaped {
            marks = marks.saturating_add(1);
            if !long {
                return place.saturating_add(1);
            }
        } else {
            marks = 0;
        }
        escaped = letter == '\\' && mark == '"' && !escaped;
    }
    rest.len()
}

struct Reader<'a> {
    text: Text<'a>,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    fn table(&mut self, table: &dyn TableLike, span: Span, depth: usize) -> Result<Node, Box<FactError>> {
        let mut entries = Vec::new();
        for (name, item) in table.iter() {
            let key =
                table.key(name).and_then(toml_edit::Key::span).map_or(span, |bytes| self.text.span(bytes));
            let node = self.item(item, key, depth)?;
            entries.push((self.text.key(name.to_owned(), key)?, node));
        }
        Ok(self.text.map(entries, span, self.problems))
    }

    fn item(&mut self, item: &Item, key: Span, depth: usize) -> Result<Node, Box<FactError>> {
        if depth > MAX_DEPTH {
            return Err(Box::new(FactError::TooDeep { limit: MAX_DEPTH, span: key }));
        }
        let span = item.span().map_or(key, |bytes| self.text.span(bytes));
        match item {
            Item::None => Ok(Node { span, kind: NodeKind::Null }),
            Item::Value(value) => self.value(value, key, depth),
            Item::Table(table) => self.table(table, span, depth.saturating_add(1)),
            Item::ArrayOfTables(tables) => {
                let item = |table: &toml_edit::Table| {
                    let span = table.span().map_or(key, |bytes| self.text.span(bytes));
                    self.table(table, span, depth.saturating_add(2))
                };
                let items = tables.iter().map(item).collect::<Result<_, _>>()?;
                Ok(Node { span, kind: NodeKind::List(items) })
            }
        }
    }

    fn value(&mut self, value: &Value, key: Span, depth: usize) -> Result<Node, Box<FactError>> {
        if depth > MAX_DEPTH {
            return Err(Box::new(FactError::TooDeep { limit: MAX_DEPTH, span: key }));
        }
        let bytes = value.span();
        let span = bytes.clone().map_or(key, |bytes| self.text.span(bytes));
        let written = self.text.slice(bytes.unwrap_or_default());
        match value {
            Value::String(string) => self.text.scalar(string.value().clone(), Style::Quoted, span),
            Value::Integer(_) | Value::Float(_) => {
                self.text.scalar(plain_digits(written), Style::Number, span)
            }
            Value::Boolean(boolean) => self.text.scalar(boolean.value().to_string(), Style::Boolean, span),
            Value::Datetime(_) => self.text.scalar(written.to_owned(), Style::Plain, span),
            Value::InlineTable(table) => self.table(table, span, depth.saturating_add(1)),
            Value::Array(array) => {
                let items = array.iter().map(|item| self.value(item, span, depth.saturating_add(1)));
                Ok(Node { span, kind: NodeKind::List(items.collect::<Result<_, _>>()?) })
            }
        }
    }
}

/// A number without what TOML allows beyond digits: `+1_000` is `1000`.
fn plain_digits(written: &str) -> String {
    written.strip_prefix('+').unwrap_or(written).replace('_', "")
}

fn broken(text: Text, error: &TomlError) -> Box<FactError> {
    let bytes: Range<usize> = error.span().unwrap_or(0..0);
    if error.message().contains("duplicate key") {
        let key = text.slice(bytes.clone()).trim_matches(['"', '\'']).to_owned();
        return Box::new(FactError::DuplicateKey { key, first: None, span: text.span(bytes) });
    }
    let written = text.slice(bytes.clone());
    let line = text.text.get(..bytes.start).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    text.broken(advice(written, line), bytes)
}

/// What to do about a text that is no TOML, by the piece and what stands before it on its line.
fn advice(written: &str, line: &str) -> &'static str {
    if line.contains(':') && !line.contains('=') {
        return "write `=` instead of `:`";
    }
    match written.trim() {
        "yes" | "Yes" | "True" | "TRUE" => "write `true`",
        "no" | "No" | "False" | "FALSE" => "write `false`",
        "null" | "none" | "NaN" => "leave the line out where the value is not known",
        word if word.starts_with(|letter: char| letter.is_alphabetic()) && line.contains('=') => {
            "put it in quotation marks"
        }
        _ => "write `name = value`, with texts and codes in quotation marks",
    }
}
