//! Quoted texts: marks of word processors, single marks, marks that are never closed, backslashes.

use super::places::Fault;
use super::tables::{is_double_quote, is_single_quote};
use super::{Repair, refused_everywhere};

impl<'a> Repair<'a> {
    /// What follows on this line after the next character.
    fn rest_of_line(&self, opening: char) -> &'a str {
        let rest = self.rest().get(opening.len_utf8()..).unwrap_or_default();
        rest.split_once('\n').map_or(rest, |(line, _)| line)
    }

    /// A text in double marks of any kind.
    pub(super) fn quoted(&mut self, opening: char) {
        let rest = self.rest().get(opening.len_utf8()..).unwrap_or_default();
        // The usual case first, so that a line of many texts is not gone through once for each.
        let usual = straight(rest).filter(|_| opening == '"').map(|place| (place, '"'));
        let line = if usual.is_some() { "" } else { self.rest_of_line(opening) };
        match usual.or_else(|| closing(opening, line)) {
            Some((length, mark)) => {
                self.mark(opening, true);
                self.body(length);
                self.mark(mark, false);
            }
            None => self.unclosed(opening, line),
        }
    }

    /// Writes `"` for a mark; the spaces that make up for its length stand outside.
    fn mark(&mut self, mark: char, opens: bool) {
        let length = mark.len_utf8();
        if mark != '"' {
            self.places.add(Fault::CurlyQuote, self.place, length, "\"");
        }
        if opens {
            self.pad(length, 1);
        }
        self.out.push('"');
        if !opens {
            self.pad(length, 1);
        }
        self.advance(length);
    }

    /// What stands between the marks.
    fn body(&mut self, length: usize) {
        let end = self.place.saturating_add(length);
        while let Some(next) = self.peek().filter(|_| self.place < end) {
            if next == '\\' {
                self.backslash(end);
            } else if let Some(fault) = refused_everywhere(next) {
                self.blank(fault, next);
            } else {
                self.copy(next);
            }
        }
    }

    fn backslash(&mut self, end: usize) {
        let inside = self.text.get(self.place..end).unwrap_or_default();
        let next = inside.chars().nth(1);
        match next.filter(|next| matches!(next, '"' | '\\' | 'n')) {
            Some(next) => {
                self.copy('\\');
                self.copy(next);
            }
            None => {
                self.places.add(Fault::Backslash, self.place, 1, "/");
                self.replace('\\', "/");
            }
        }
    }

    /// Where the mark is missing: at the end of a line on which nothing can follow a text but a comment.
    fn certain_end(&self, opening: char, line: &str) -> Option<usize> {
        let before = self.text.get(..self.place).unwrap_or_default();
        let head = before.rsplit('\n').next().unwrap_or_default();
        let titled = head.split_whitespace().count() <= 2 && !head.contains(['"', '#']);
        let follows = [" if ", " always", " under ", " from "].iter().any(|word| line.contains(word));
        let plain = !follows && !line.contains(['#', ':', '=', '|']) && !line.trim().is_empty();
        let end = self.place.saturating_add(opening.len_utf8()).saturating_add(line.trim_end().len());
        (titled && plain).then_some(end)
    }

    /// The last character of the line gives way to a mark, so that the parser can go on.
    fn unclosed(&mut self, opening: char, line: &str) {
        self.places.unclosed(self.place, opening.len_utf8(), self.certain_end(opening, line));
        let body = line.trim_end();
        let last = body.chars().next_back().map_or(0, char::len_utf8);
        if last == 0 {
            self.replace(opening, "");
            return;
        }
        self.pad(opening.len_utf8(), 1);
        self.out.push('"');
        self.advance(opening.len_utf8());
        self.body(body.len().saturating_sub(last));
        self.out.push('"');
        self.pad(last, 1);
        self.advance(last);
    }

    /// A text in single marks; a mark between digits or without a partner stays what it is.
    pub(super) fn single_quoted(&mut self, opening: char) {
        let line = self.rest_of_line(opening);
        let Some(length) =
            line.find(is_single_quote).filter(|_| !self.within_number(line) && !self.within_word(line))
        else {
            self.copy(opening);
            return;
        };
        let body = line.get(..length).unwrap_or_default();
        let mark = line.get(length..).and_then(|rest| rest.chars().next()).unwrap_or('\'');
        let whole = length.saturating_add(opening.len_utf8()).saturating_add(mark.len_utf8());
        let meant = format!("\"{}\"", body.replace(['"', '\\'], "/"));
        self.places.add(Fault::SingleQuote, self.place, whole, &meant);
        let written = self.rest().get(..whole).unwrap_or_default();
        self.places.meant(written, &format!("`\"{body}\"`"));
        self.replace_single(opening, body, mark);
    }

    fn replace_single(&mut self, opening: char, body: &str, mark: char) {
        self.pad(opening.len_utf8(), 1);
        self.out.push('"');
        self.advance(opening.len_utf8());
        for next in body.chars() {
            match refused_everywhere(next) {
                Some(fault) => self.blank(fault, next),
                None if next == '"' || next == '\\' => self.replace(next, "/"),
                None => self.copy(next),
            }
        }
        self.out.push('"');
        self.pad(mark.len_utf8(), 1);
        self.advance(mark.len_utf8());
    }

    /// `exporter's`
    fn within_word(&self, line: &str) -> bool {
        let before = self.text.get(..self.place).unwrap_or_default();
        before.ends_with(char::is_alphanumeric) && line.starts_with(char::is_alphanumeric)
    }

    /// `1'000`
    fn within_number(&self, line: &str) -> bool {
        let before = self.text.get(..self.place).unwrap_or_default();
        before.ends_with(|c: char| c.is_ascii_digit()) && line.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// Where a text ends, counted from behind its opening mark, and by which mark.
fn closing(opening: char, line: &str) -> Option<(usize, char)> {
    let mark_at = |place: usize| Some((place, line.get(place..)?.chars().next()?));
    if opening != '"' {
        return mark_at(line.find(is_double_quote)?);
    }
    mark_at(line.rfind(|c| c != '"' && is_double_quote(c))?)
}

/// The first `"` on this line that no backslash stands before.
fn straight(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (place, character) in text.char_indices() {
        match character {
            '"' if !escaped => return Some(place),
            '\n' => return None,
            _ => escaped = character == '\\' && !escaped,
        }
    }
    None
}
