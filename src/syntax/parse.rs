//! One file: its statements, and what could not be read.

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

use super::characters;
use super::error::SyntaxError;
use super::mistakes::{date_advice, quotation};
use super::nesting;
use super::pairs::{Builder, Pair};
use super::tree::{Item, Statement, Tree};
use super::words;
use crate::diagnostics::{Problems, closest};
use crate::source::Span;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/licit.pest"]
struct Grammar;

/// Reads one file. `start` is where it begins in the count of all files, so a place in the tree is
/// `start` plus the byte in `text`. The tree holds everything that could be read; the problems say
/// what could not.
pub fn parse(text: &str, start: u32) -> (Tree, Problems) {
    let mut problems = Problems::new();
    // What is far too long is not worth a second look; `within_limits` refuses it.
    let long = text.len() > nesting::FILE_LENGTH;
    let repaired = if long { String::new() } else { characters::repair(text, start, &mut problems) };
    let text = if long { text } else { repaired.as_str() };
    let mut builder = Builder { text, start, problems };
    let mut statements = if builder.within_limits() { builder.file() } else { builder.nothing() };
    let comments = super::comments(text, start);
    builder.attach_notes(&mut statements, &comments);
    let span = builder.place(0, text.len());
    (Tree { statements, comments, span }, builder.problems)
}

impl<'t> Builder<'t> {
    fn file(&mut self) -> Vec<Statement> {
        match Grammar::parse(Rule::file, self.text) {
            Ok(mut files) => files.next().map_or_else(Vec::new, |file| self.pieces(&file)),
            Err(error) => {
                self.refuse(&error, 0, self.text);
                self.nothing()
            }
        }
    }

    /// What stands for a file that was not read at all.
    fn nothing(&self) -> Vec<Statement> {
        vec![self.broken(0, self.text.len())]
    }

    fn broken(&self, from: usize, to: usize) -> Statement {
        Statement { span: self.place(from, to), item: Item::Broken, clauses: Vec::new(), note: Vec::new() }
    }

    fn pieces(&mut self, file: &Pair<'t>) -> Vec<Statement> {
        let mut statements: Vec<Statement> = Vec::new();
        let mut last: Option<Pair<'t>> = None;
        let mut pieces = file.clone().into_inner().filter(|piece| piece.as_rule() != Rule::EOI).peekable();
        while let Some(piece) = pieces.next() {
            if piece.as_rule() == Rule::broken {
                statements.push(self.unread(&piece, last.take()));
            } else if pieces.peek().is_some_and(continues) {
                // Only the beginning of this statement could be read; it is reported with the rest.
                last = Some(piece);
            } else {
                statements.extend(self.statement(&piece));
            }
        }
        statements
    }

    /// Reports a piece that could not be read, together with the statement that it continues.
    fn unread(&mut self, piece: &Pair<'t>, before: Option<Pair<'t>>) -> Statement {
        let from = before.map_or(piece.as_span().start(), |statement| statement.as_span().start());
        let to = piece.as_span().end();
        let text = self.text.get(from..to).unwrap_or_default();
        match Grammar::parse(Rule::only_statement, text) {
            Err(error) => self.refuse(&error, from, text),
            Ok(_) => {
                self.not_understood(piece);
            }
        }
        self.broken(from, from.saturating_add(text.trim_end().len()))
    }

    fn refuse(&mut self, error: &pest::error::Error<Rule>, from: usize, text: &'t str) {
        let local = match error.location {
            InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
        };
        let after = text.get(local..).unwrap_or_default();
        let rest = after.trim_start();
        let at = from.saturating_add(local).saturating_add(after.len().saturating_sub(rest.len()));
        let word = first_word(rest);
        let span = self.place(at, at.saturating_add(word.len()));
        let expected = match &error.variant {
            ErrorVariant::ParsingError { positives, .. } => positives.as_slice(),
            ErrorVariant::CustomError { .. } => &[],
        };
        let before = text.get(..local).unwrap_or_default();
        let problem = mistake(rest, word, expected, span)
            .or_else(|| self.misspelt(before, from, expected))
            .unwrap_or_else(|| not_understood(expected, word, at >= self.text.len(), span));
        self.problems.add(problem);
    }
}

impl Builder<'_> {
    /// A word before the place that was meant for a word of the language: `rul x "…"`, `udner law`.
    fn misspelt(&self, before: &str, from: usize, expected: &[Rule]) -> Option<SyntaxError> {
        // Only after a name that would have to be a verdict or a rule can the name be such a word.
        if !expected.contains(&Rule::if_word) && !expected.contains(&Rule::condition) {
            return None;
        }
        let code = before.trim_end();
        let start = code.rfind(|letter: char| !is_word(letter)).map_or(0, |at| at.saturating_add(1));
        let written = code.get(start..)?;
        let meant = closest(written, words::WORDS).filter(|meant| meant != written)?;
        Some(SyntaxError::NotUnderstood {
            expected: "a word that begins a clause or statement".to_owned(),
            found: format!("`{written}`"),
            advice: format!("did you mean `{meant}`?"),
            span: self.place(from.saturating_add(start), from.saturating_add(code.len())),
        })
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Whether a piece that could not be read goes on with the statement before it.
fn continues(piece: &Pair) -> bool {
    piece.as_rule() == Rule::broken && Grammar::parse(Rule::statement_start, piece.as_str()).is_err()
}

/// A mistake that can be told from the text alone.
fn mistake(rest: &str, word: &str, expected: &[Rule], span: Span) -> Option<SyntaxError> {
    let mark = rest.chars().next()?;
    if ['"', '\'', '“', '”', '‘', '’', '„', '«', '»'].contains(&mark) {
        return (mark != '"' || !closed(rest)).then(|| quotation(mark, span));
    }
    let written = word.to_owned();
    let decimals = rest.strip_prefix(',').unwrap_or_default();
    if decimals.starts_with(|digit: char| digit.is_ascii_digit()) && !expected.contains(&Rule::comma) {
        return Some(SyntaxError::NumberForm { written: format!(",{}", first_word(decimals)), span });
    }
    match word {
        "until" | "till" => Some(SyntaxError::Until { written, date: "2026-03-01".to_owned(), span }),
        "=" | "equals" if expected.contains(&Rule::equal_op) => {
            Some(SyntaxError::SingleEqual { written, span })
        }
        "≥" => Some(SyntaxError::OtherOperator { written, meant: ">=", span }),
        "≤" => Some(SyntaxError::OtherOperator { written, meant: "<=", span }),
        "≠" => Some(SyntaxError::OtherOperator { written, meant: "!=", span }),
        "–" | "−" => Some(SyntaxError::OtherOperator { written, meant: "-", span }),
        "×" => Some(SyntaxError::OtherOperator { written, meant: "*", span }),
        _ => {
            let is_date = crate::value::date::diagnose_date(word).is_some();
            is_date.then(|| SyntaxError::DateForm { advice: date_advice(word), written, span })
        }
    }
}

fn closed(rest: &str) -> bool {
    rest.lines().next().is_some_and(|line| line.chars().skip(1).any(|letter| letter == '"'))
}

fn not_understood(rules: &[Rule], word: &str, at_end: bool, span: Span) -> SyntaxError {
    let expected = words::expected(rules);
    let keywords = words::keywords(rules);
    let near = closest(word, keywords.iter().map(String::as_str)).filter(|near| near != word);
    let found = match (word.is_empty(), at_end) {
        (true, true) => "the end of the file".to_owned(),
        (true, false) => "the next statement".to_owned(),
        (false, _) => format!("`{word}`"),
    };
    let advice = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if expected == words::NOTHING => {
            "look at the words before it: one is missing there, or one too many".to_owned()
        }
        None => format!("write {expected} here"),
    };
    SyntaxError::NotUnderstood { expected, found, advice, span }
}

/// The first word of a text, or its first sign.
fn first_word(text: &str) -> &str {
    let Some(letter) = text.chars().next() else {
        return "";
    };
    let end = if letter == '"' {
        let closed = text.char_indices().skip(1).find(|(_, letter)| matches!(letter, '"' | '\n'));
        closed.map(|(place, letter)| if letter == '"' { place.saturating_add(1) } else { place })
    } else if is_word(letter) {
        text.find(|letter: char| letter.is_whitespace() || "()[],:|\"=<>+*".contains(letter))
    } else {
        Some(letter.len_utf8())
    };
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}
