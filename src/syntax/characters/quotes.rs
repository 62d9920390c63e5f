//! Quoted texts: marks of word processors, single marks, marks that are never closed, backslashes.

use super::places::Fault;
use super::tables::{is_double_quote, is_single_quote};
use super::{Repair, refused_everywhere};
use crate::value::Number;

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
        if opening == '"' && self.inches() {
            return;
        }
        if usual.is_some_and(|(length, _)| self.half_closed(length)) {
            return;
        }
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

    /// `["Orlan, "Severny"]`: what closes the text is the mark that opens the next one. The last letter of the text gives
    /// way to its own mark.
    fn half_closed(&mut self, length: usize) -> bool {
        let rest = self.rest().get(1..).unwrap_or_default();
        let (body, behind) = rest.split_at_checked(length).unwrap_or_default();
        let opens = behind.get(1..).is_some_and(|next| next.starts_with(char::is_alphanumeric));
        let bare = body.trim_end().trim_end_matches([',', ';']).trim_end();
        let marks = rest.split('\n').next().unwrap_or_default().matches('"').count();
        let last = bare.chars().next_back().map_or(0, char::len_utf8);
        let cut = body.ends_with(' ') && bare.len() < body.trim_end().len() && last < bare.len();
        if !(opens && cut && marks % 2 == 0) || body.contains('\\') {
            return false;
        }
        let end = self.place.saturating_add(1).saturating_add(bare.len());
        self.places.unclosed(self.place, 1, Some(end));
        self.out.push('"');
        self.advance(1);
        self.body(bare.len().saturating_sub(last));
        self.out.push('"');
        self.pad(last, 1);
        self.advance(last);
        true
    }

    /// `rule a Users in defence"`: the mark before the title is missing. It takes the place of the blank there.
    fn unopened(&mut self) -> bool {
        let before = self.text.get(..self.place).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |end| end.saturating_add(1));
        let head = before.get(start..).unwrap_or_default();
        let mut words = head.split_whitespace();
        let titled = matches!(
            words.next(),
            Some("rule" | "exception" | "disapply" | "duty" | "instrument" | "policy")
        );
        let Some(name) = words.next().filter(|_| titled) else { return false };
        let Some(title) = words.next() else { return false };
        let behind_name = head.find(name).map_or(0, |at| at.saturating_add(name.len()));
        let from = head.get(behind_name..).and_then(|rest| rest.find(title)).unwrap_or_default();
        let from = start.saturating_add(behind_name).saturating_add(from);
        let text = before.get(from..).unwrap_or_default();
        let clause = [" if ", " always", " under "].iter().any(|word| text.contains(word));
        let blank = from.checked_sub(1).filter(|blank| self.out.get(*blank..from) == Some(" "));
        let Some(blank) = blank.filter(|_| !clause && !text.contains(['"', '#', '=', '|'])) else {
            return false;
        };
        self.out.replace_range(blank..from, "\"");
        self.places.unopened(from, from.saturating_add(title.len()));
        self.copy('"');
        true
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

    /// `14"`: inches, of which the language has no sign. Any length goes on in its place.
    fn inches(&mut self) -> bool {
        let before = self.text.get(..self.place).unwrap_or_default();
        let plain = |letter: char| letter.is_ascii_digit() || letter == '.';
        let number = before.get(before.trim_end_matches(plain).len()..).unwrap_or_default();
        let glued = before
            .trim_end_matches(plain)
            .ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
        let after = self.rest().get(1..).and_then(|rest| rest.chars().next());
        let alone = after.is_none_or(|next| next.is_whitespace() || next == ')' || next == ',');
        let Some(number) = Number::parse(number).filter(|_| alone && !glued) else { return false };
        let meant = number.multiply(&Number::from_i64(254)).multiply(&hundredth());
        self.places.inches(number_start(before), self.place.saturating_add(1), &format!("{meant} cm"));
        self.replace('"', "m");
        true
    }

    /// A text over several lines: where it ends, what it is on one line, and whether that is certain, as it is of titles.
    /// In a comparison each blank counts.
    fn over_lines(&self, opening: char, line: &str) -> Option<(usize, String, bool)> {
        const LINES: usize = 12;
        let before = self.text.get(..self.place).unwrap_or_default();
        let head = before.rsplit('\n').next().unwrap_or_default();
        let titled =
            head.split_whitespace().count() <= 2 && !head.contains(['"', '#']) && !head.trim().is_empty();
        let compared = ["==", "!=", " is", "[", ","].iter().any(|sign| head.trim_end().ends_with(sign));
        let plain = |part: &str| !has_clause(part, titled) && !part.contains(['#', '=', '|', '\\']);
        let body = self.rest().get(opening.len_utf8()..)?;
        let close = body.find('"').filter(|_| (titled || compared) && plain(line))?;
        let inner = body.get(..close)?;
        let behind = body.get(close.saturating_add(1)..)?.split('\n').next().unwrap_or_default();
        let lines = inner.split('\n').count();
        let joined = inner.split_whitespace().collect::<Vec<_>>().join(" ");
        let fits = lines > 1 && lines <= LINES && !inner.split('\n').any(|line| line.trim().is_empty());
        (fits && plain(inner) && !behind.contains('"')).then_some((close, joined, titled))
    }

    /// A text goes on over the ends of lines.
    fn joined(&mut self, opening: char, close: usize, (meant, certain): (&str, bool)) {
        let whole = close.saturating_add(opening.len_utf8()).saturating_add(1);
        self.places.over_lines(self.place, (opening.len_utf8(), whole), (meant, certain));
        self.pad(opening.len_utf8(), 1);
        self.out.push('"');
        self.advance(opening.len_utf8());
        let end = self.place.saturating_add(close);
        while let Some(next) = self.peek().filter(|_| self.place < end) {
            match (next, refused_everywhere(next)) {
                (_, Some(fault)) if next != '\n' => self.blank(fault, next),
                ('\n' | '\r', _) => self.replace(next, " "),
                _ => self.copy(next),
            }
        }
        self.copy('"');
    }

    /// The last character of the line gives way to a mark, so that the parser can go on.
    fn unclosed(&mut self, opening: char, line: &str) {
        let ends = line.trim().is_empty() || line.trim_start().starts_with('#');
        if opening == '"' && ends && self.unopened() {
            return;
        }
        if let Some((close, meant, certain)) = self.over_lines(opening, line) {
            self.joined(opening, close, (&meant, certain));
            return;
        }
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

/// Whether a clause seems to stand in a text. Of a title over several lines, only what begins a line is one: titles
/// speak of goods `from` somewhere, and of what is so `if` something else is.
fn has_clause(text: &str, titled: bool) -> bool {
    let begins = |line: &str| {
        let mut words = line.split_whitespace();
        let first = words.next().unwrap_or_default();
        let verdict = matches!(words.next(), Some("if" | "always")) && first.starts_with(char::is_lowercase);
        let short = line.split_whitespace().count() <= 2;
        let head = short && super::super::words::STATEMENTS.contains(&first);
        verdict || head || matches!(first, "under" | "if" | "unless")
    };
    if titled {
        let verdicts = ["permit if ", "license if ", "review if ", "refuse if ", "deny if ", " always"];
        return verdicts.iter().any(|word| text.contains(word)) || text.lines().skip(1).any(begins);
    }
    [" if ", " always", " under ", " from "].iter().any(|word| text.contains(word))
}

/// One hundredth.
fn hundredth() -> Number {
    Number::parse("0.01").unwrap_or_else(|| Number::from_i64(0))
}

/// Where the number at the end of a text begins.
fn number_start(before: &str) -> usize {
    before.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.').len()
}

/// Where a text ends, counted from behind its opening mark, and by which mark.
fn closing(opening: char, line: &str) -> Option<(usize, char)> {
    let mark_at = |place: usize| Some((place, line.get(place..)?.chars().next()?));
    if opening != '"' {
        return mark_at(balanced(line).or_else(|| line.find(is_double_quote))?);
    }
    mark_at(line.rfind(|c| c != '"' && is_double_quote(c))?)
}

/// Where a text ends that has marks of a word processor within it: `The “big” rule”`.
fn balanced(line: &str) -> Option<usize> {
    let mut open = 0usize;
    for (place, letter) in line.char_indices() {
        match letter {
            '“' | '„' | '«' => open = open.saturating_add(1),
            '”' | '»' if open > 0 => open = open.saturating_sub(1),
            '”' | '»' => return Some(place),
            '"' => return None,
            _ => {}
        }
    }
    None
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
