//! Where each kind of mistake was found, and the one problem that tells of it.

use std::collections::BTreeMap;

use crate::diagnostics::Problems;
use crate::source::Span;
use crate::syntax::characters::span_at;
use crate::syntax::error::SyntaxError;

/// A kind of mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    CurlyQuote,
    SingleQuote,
    LongDash,
    OddSpace,
    Invisible,
    FullWidth,
    LookAlike,
    Direction,
    Control,
    Backslash,
}

/// The places of one kind.
struct Found {
    count: usize,
    first: Span,
    written: String,
    meant: Option<String>,
}

/// What was found in one text.
pub(super) struct Places<'a> {
    text: &'a str,
    start: u32,
    found: BTreeMap<Fault, Found>,
    unclosed: Vec<Span>,
}

impl<'a> Places<'a> {
    pub fn new(text: &'a str, start: u32) -> Places<'a> {
        Places { text, start, found: BTreeMap::new(), unclosed: Vec::new() }
    }

    /// One more place: a piece of `length` bytes.
    pub fn add(&mut self, fault: Fault, place: usize, length: usize) {
        let text = self.text;
        let written = text.get(place..place.saturating_add(length)).unwrap_or_default();
        self.add_in_word(fault, place, length, written);
    }

    /// One more place, within a word that will be told with it.
    pub fn add_in_word(&mut self, fault: Fault, place: usize, length: usize, word: &str) {
        let first = span_at(self.start, place, place.saturating_add(length));
        let found = self.found.entry(fault).or_insert_with(|| Found {
            count: 0,
            first,
            written: word.to_owned(),
            meant: None,
        });
        found.count = found.count.saturating_add(1);
    }

    /// What a word was meant to be; kept for the first word of each kind.
    pub fn meant(&mut self, written: &str, meant: &str) {
        for found in self.found.values_mut() {
            if found.meant.is_none() && found.written == written {
                found.meant = Some(meant.to_owned());
            }
        }
    }

    /// A quotation mark that is never closed.
    pub fn unclosed(&mut self, place: usize, length: usize) {
        let span = span_at(self.start, place, place.saturating_add(length));
        self.unclosed.push(span);
    }

    /// One problem for each kind, and one for each unclosed mark.
    pub fn report(&self, problems: &mut Problems) {
        for span in &self.unclosed {
            problems.add(SyntaxError::UnclosedText { span: *span });
        }
        for (fault, found) in &self.found {
            problems.add(error(*fault, found));
        }
    }
}

fn error(fault: Fault, found: &Found) -> SyntaxError {
    let places = counted(found.count);
    let span = found.first;
    let written = found.written.clone();
    let suggestion = found.meant.clone().unwrap_or_else(|| plain(&written));
    match fault {
        Fault::CurlyQuote => SyntaxError::CurlyQuotes { places, span },
        Fault::SingleQuote => SyntaxError::SingleQuotes { places, suggestion, span },
        Fault::LongDash => SyntaxError::LongDashes { places, span },
        Fault::OddSpace => SyntaxError::OddSpaces { places, span },
        Fault::Invisible => SyntaxError::Invisible { places, span },
        Fault::FullWidth => SyntaxError::FullWidth { places, written, suggestion, span },
        Fault::LookAlike => SyntaxError::LookAlike { places, written, suggestion, span },
        Fault::Direction => SyntaxError::Direction { places, span },
        Fault::Control => SyntaxError::Control { places, span },
        Fault::Backslash => SyntaxError::Backslash { places, span },
    }
}

fn plain(written: &str) -> String {
    written.chars().map(|character| super::full_width(character).unwrap_or(character)).collect()
}

fn counted(count: usize) -> String {
    if count == 1 { "1 place".to_owned() } else { format!("{count} places") }
}
