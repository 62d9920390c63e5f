//! Where each kind of mistake was found, and the one problem that tells of it.

use std::collections::BTreeMap;

use crate::diagnostics::{Edit, Fix, Problems};
use crate::source::Span;
use crate::syntax::characters::span_at;
use crate::syntax::error::SyntaxError;

/// A kind of mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    CurlyQuote,
    SingleQuote,
    LongDash,
    DashInDate,
    OddSpace,
    Invisible,
    FullWidth,
    LookAlike,
    Direction,
    Control,
    Backslash,
    LineEnd,
}

/// The places of one kind.
struct Found {
    count: usize,
    first: Span,
    written: String,
    meant: Option<String>,
    /// What shall stand in each place.
    edits: Vec<Edit>,
}

/// What was found in one text.
pub(super) struct Places<'a> {
    text: &'a str,
    start: u32,
    found: BTreeMap<Fault, Found>,
    unclosed: Vec<(Span, Option<Span>)>,
    others: Vec<SyntaxError>,
}

impl<'a> Places<'a> {
    pub fn new(text: &'a str, start: u32) -> Places<'a> {
        Places { text, start, found: BTreeMap::new(), unclosed: Vec::new(), others: Vec::new() }
    }

    /// One more place: a piece of `length` bytes, and what shall stand there.
    pub fn add(&mut self, fault: Fault, place: usize, length: usize, meant: &str) {
        let text = self.text;
        let written = text.get(place..place.saturating_add(length)).unwrap_or_default();
        self.add_in_word(fault, place, (length, meant), written);
    }

    /// One more place, within a word that will be told with it.
    pub fn add_in_word(&mut self, fault: Fault, place: usize, (length, meant): (usize, &str), word: &str) {
        let first = span_at(self.start, place, place.saturating_add(length));
        let found = self.found.entry(fault).or_insert_with(|| Found {
            count: 0,
            first,
            written: word.to_owned(),
            meant: None,
            edits: Vec::new(),
        });
        found.count = found.count.saturating_add(1);
        found.edits.push(Edit::new(first, meant));
    }

    /// What a word was meant to be; kept for the first word of each kind.
    pub fn meant(&mut self, written: &str, meant: &str) {
        for found in self.found.values_mut() {
            if found.meant.is_none() && found.written == written {
                found.meant = Some(meant.to_owned());
            }
        }
    }

    /// A quotation mark that is never closed, and where its text ends if that is certain.
    pub fn unclosed(&mut self, place: usize, length: usize, end: Option<usize>) {
        let span = span_at(self.start, place, place.saturating_add(length));
        self.unclosed.push((span, end.map(|end| span_at(self.start, end, end))));
    }

    /// A text whose first quotation mark is missing, with its first word.
    pub fn unopened(&mut self, from: usize, to: usize) {
        let (mark, span) = (span_at(self.start, from, from), span_at(self.start, from, to));
        self.others.push(SyntaxError::unopened(mark, span));
    }

    /// A number of inches, and the same length in a unit of the language.
    pub fn inches(&mut self, from: usize, to: usize, meant: &str) {
        let span = span_at(self.start, from, to);
        let advice = format!("if inches are meant, write `{meant}`, which is the same length");
        let fix = Fix::offered(advice.clone(), vec![Edit::new(span, meant)]);
        let written = self.text.get(from..to).unwrap_or_default().to_owned();
        self.others.push(SyntaxError::AmountForm { written, advice, fix: Some(fix), span });
    }

    /// A text that goes on over the end of its line, and the same text on one line.
    pub fn over_lines(
        &mut self,
        place: usize,
        (mark, length): (usize, usize),
        (meant, certain): (&str, bool),
    ) {
        let span = span_at(self.start, place, place.saturating_add(mark));
        let whole = span_at(self.start, place, place.saturating_add(length));
        self.others.push(SyntaxError::over_lines(span, whole, (meant, certain)));
    }

    /// One problem for each kind, and one for each unclosed mark.
    pub fn report(&self, problems: &mut Problems) {
        for (span, end) in &self.unclosed {
            problems.add(SyntaxError::unclosed(*span, *end));
        }
        self.others.iter().for_each(|error| problems.add(error.clone()));
        for (fault, found) in &self.found {
            problems.add(error(*fault, found));
        }
    }
}

fn error(fault: Fault, found: &Found) -> SyntaxError {
    let places = counted(found.count);
    let span = found.first;
    let written = found.written.clone();
    let edits = found.edits.clone();
    let suggestion = found.meant.clone().unwrap_or_else(|| plain(&written));
    match fault {
        Fault::CurlyQuote => SyntaxError::CurlyQuotes { places, edits, span },
        Fault::SingleQuote => SyntaxError::SingleQuotes { places, edits, suggestion, span },
        Fault::LongDash => {
            SyntaxError::LongDashes { places, edits, within: "", example: String::new(), span }
        }
        Fault::DashInDate => {
            let example = format!(": `{suggestion}`");
            SyntaxError::LongDashes { places, edits, within: " within a date", example, span }
        }
        Fault::OddSpace => SyntaxError::OddSpaces { places, edits, span },
        Fault::Invisible => SyntaxError::Invisible { places, edits, span },
        Fault::FullWidth => SyntaxError::FullWidth { places, edits, written, suggestion, span },
        Fault::LookAlike => SyntaxError::LookAlike { places, edits, written, suggestion, span },
        Fault::Direction => SyntaxError::Direction { places, edits, span },
        Fault::Control => SyntaxError::Control { places, edits, span },
        Fault::Backslash => SyntaxError::Backslash { places, edits, span },
        Fault::LineEnd => SyntaxError::OldLineEnds { places, edits, span },
    }
}

fn plain(written: &str) -> String {
    written.chars().map(|character| super::full_width(character).unwrap_or(character)).collect()
}

pub(super) fn counted(count: usize) -> String {
    if count == 1 { "1 place".to_owned() } else { format!("{count} places") }
}
