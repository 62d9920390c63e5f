//! What word processors, web pages and foreign keyboards do to a text.
//!
//! Works on the raw text, before any grammar. Each kind of mistake is told once per file, with the number of
//! places. The text that goes on has the same length in bytes, so that all places stay true: a character that
//! is written with fewer bytes is followed, or its word is followed, by spaces.

mod fences;
mod hyphens;
mod places;
mod quotes;
mod tables;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::diagnostics::Problems;
use crate::source::Span;
use places::{Fault, Places};
use tables::{full_width, is_control, is_direction, is_invisible, is_odd_space, long_dash, look_alike};

/// The text as meant. Adds what was repaired to the problems.
pub(super) fn repair<'t>(text: &'t str, start: u32, problems: &mut Problems) -> Cow<'t, str> {
    let lines = line_ends(text, start, problems);
    let words = hyphens::joined(lines.as_deref().unwrap_or(text), start, problems);
    let mended = words.or(lines);
    let open = fences::without(mended.as_deref().unwrap_or(text), start, problems);
    match open.or(mended) {
        Some(text) => Cow::Owned(repair_lines(&text, start, problems).into_owned()),
        None => repair_lines(text, start, problems),
    }
}

/// The text with the line ends of today, if it has others: a comment would else go on to the end of the file.
fn line_ends(text: &str, start: u32, problems: &mut Problems) -> Option<String> {
    let returns = text.match_indices('\r').map(|(at, _)| at);
    let alone = |at: &usize| text.get(at.saturating_add(1)..).is_some_and(|rest| !rest.starts_with('\n'));
    let places: Vec<usize> = returns.filter(alone).collect();
    let mut found = Places::new(text, start);
    places.iter().for_each(|at| found.add(Fault::LineEnd, *at, 1, "\n"));
    found.report(problems);
    let (mut mended, mut from) = (String::with_capacity(text.len()), 0);
    for at in &places {
        mended.push_str(text.get(from..*at).unwrap_or_default());
        mended.push('\n');
        from = at.saturating_add(1);
    }
    mended.push_str(text.get(from..).unwrap_or_default());
    (!places.is_empty()).then_some(mended)
}

fn repair_lines<'t>(text: &'t str, start: u32, problems: &mut Problems) -> Cow<'t, str> {
    if text.split_inclusive('\n').all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut repair =
        Repair { text, place: 0, out: String::with_capacity(text.len()), places: Places::new(text, start) };
    repair.mark_of_order();
    repair.plain_lines();
    while let Some(next) = repair.peek() {
        repair.step(next);
        if next == '\n' {
            repair.plain_lines();
        }
    }
    repair.places.report(problems);
    Cow::Owned(repair.out)
}

/// A walk through the raw text.
struct Repair<'a> {
    text: &'a str,
    place: usize,
    out: String,
    places: Places<'a>,
}

impl<'a> Repair<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.place..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Copies lines in which nothing can be wrong, which are most.
    fn plain_lines(&mut self) {
        let rest = self.rest();
        let lines = rest.split_inclusive('\n').take_while(|line| is_plain(line));
        let length = lines.map(str::len).sum();
        self.out.push_str(rest.get(..length).unwrap_or_default());
        self.advance(length);
    }

    /// The byte order mark that some editors put before a text means nothing.
    fn mark_of_order(&mut self) {
        if self.peek() == Some('\u{feff}') {
            self.replace('\u{feff}', "");
        }
    }

    fn step(&mut self, next: char) {
        if next == '#' || next == '＃' {
            self.comment(next);
        } else if tables::is_double_quote(next) {
            self.quoted(next);
        } else if tables::is_single_quote(next) {
            self.single_quoted(next);
        } else if is_word(next) {
            self.run(is_word);
        } else if is_operator(next) {
            self.run(is_operator);
        } else {
            self.alone(next);
        }
    }

    /// Writes a replacement for the next character, and spaces up to its length.
    fn replace(&mut self, character: char, replacement: &str) {
        self.out.push_str(replacement);
        self.pad(character.len_utf8(), replacement.len());
        self.advance(character.len_utf8());
    }

    fn pad(&mut self, length: usize, written: usize) {
        for _ in written..length {
            self.out.push(' ');
        }
    }

    fn advance(&mut self, bytes: usize) {
        self.place = self.place.saturating_add(bytes);
    }

    fn comment(&mut self, mark: char) {
        if mark != '#' {
            self.places.add(Fault::FullWidth, self.place, mark.len_utf8(), "#");
        }
        self.replace(mark, "#");
        let length = self.rest().find('\n').unwrap_or(self.rest().len());
        self.prose(length);
    }

    /// Copies text that people read, except for characters that are refused everywhere.
    fn prose(&mut self, length: usize) {
        let end = self.place.saturating_add(length);
        while let Some(next) = self.peek().filter(|_| self.place < end) {
            match refused_everywhere(next) {
                Some(fault) => self.blank(fault, next),
                None => self.copy(next),
            }
        }
    }

    fn copy(&mut self, character: char) {
        self.out.push(character);
        self.advance(character.len_utf8());
    }

    /// Leaves a character out, or lets a space stand for it.
    fn blank(&mut self, fault: Fault, character: char) {
        let meant = if fault == Fault::OddSpace { " " } else { "" };
        self.places.add(fault, self.place, character.len_utf8(), meant);
        self.replace(character, "");
    }

    /// A character that forms no word.
    fn alone(&mut self, next: char) {
        if let Some(fault) = refused_everywhere(next) {
            self.blank(fault, next);
        } else if next == '\u{3000}' {
            self.places.add(Fault::FullWidth, self.place, next.len_utf8(), " ");
            self.replace(next, " ");
        } else if is_odd_space(next) {
            self.blank(Fault::OddSpace, next);
        } else if let Some(meant) = full_width(next) {
            let meant = meant.to_string();
            self.places.add(Fault::FullWidth, self.place, next.len_utf8(), &meant);
            self.replace(next, &meant);
        } else {
            self.copy(next);
        }
    }

    /// A word, number or operator: repaired as a whole, so that no space comes into it.
    fn run(&mut self, belongs: fn(char) -> bool) {
        let rest = self.rest();
        let length = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        let written = rest.get(..length).unwrap_or_default();
        if written.is_ascii() {
            self.out.push_str(written);
        } else {
            let meant = self.meant(written);
            self.out.push_str(&meant);
            self.pad(length, meant.len());
        }
        self.advance(length);
    }

    fn meant(&mut self, written: &str) -> String {
        let alphabets = written.chars().all(|c| !is_foreign_letter(c) || look_alike(c).is_some());
        let short: String =
            written.chars().map(|letter| if long_dash(letter) { '-' } else { letter }).collect();
        let is_date = crate::value::date::parse_date(&short).is_some();
        let mut meant = String::with_capacity(written.len());
        for (offset, character) in written.char_indices() {
            let (fault, replacement) = repaired(character, alphabets);
            if let Some(fault) = fault {
                let fault = if is_date { Fault::DashInDate } else { fault };
                let place = self.place.saturating_add(offset);
                let instead = replacement.map(String::from).unwrap_or_default();
                self.places.add_in_word(fault, place, (character.len_utf8(), &instead), written);
            }
            meant.extend(replacement);
        }
        self.places.meant(written, &meant);
        meant
    }
}

/// The fault of a character within a word, and what stands for it.
fn repaired(character: char, alphabets: bool) -> (Option<Fault>, Option<char>) {
    if is_invisible(character) {
        (Some(Fault::Invisible), None)
    } else if long_dash(character) {
        (Some(Fault::LongDash), Some('-'))
    } else if let Some(meant) = full_width(character) {
        (Some(Fault::FullWidth), Some(meant))
    } else if let Some(meant) = look_alike(character).filter(|_| alphabets) {
        (Some(Fault::LookAlike), Some(meant))
    } else {
        (None, Some(character))
    }
}

/// Whether a line holds only what is typed as it is meant, and closes all its texts.
fn is_plain(line: &str) -> bool {
    let bytes = line.as_bytes();
    let usual =
        |byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t' | b'\r') && !matches!(byte, b'\'' | b'\\');
    bytes.iter().all(usual) && bytes.iter().filter(|byte| **byte == b'"').count().is_multiple_of(2)
}

fn refused_everywhere(character: char) -> Option<Fault> {
    if is_direction(character) {
        Some(Fault::Direction)
    } else if is_control(character) {
        Some(Fault::Control)
    } else {
        None
    }
}

/// A letter that is neither Latin nor the sign of a unit.
fn is_foreign_letter(character: char) -> bool {
    let unit = matches!(character, 'µ' | 'μ' | 'Ω' | '\u{2126}');
    character.is_alphabetic() && !character.is_ascii() && !unit && full_width(character).is_none()
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(character, '_' | '.' | '-' | '＿' | '．' | '－')
        || is_invisible(character)
        || long_dash(character)
}

fn is_operator(character: char) -> bool {
    matches!(character, '=' | '<' | '>' | '!' | '＝' | '＜' | '＞' | '！')
}

/// Bytes `from..to` of a text that begins at `start`.
fn span_at(start: u32, from: usize, to: usize) -> Span {
    let place = |byte: usize| start.saturating_add(u32::try_from(byte).unwrap_or(u32::MAX));
    Span::new(place(from), place(to))
}
