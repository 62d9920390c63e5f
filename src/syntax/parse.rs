//! One file: its statements, and what could not be read.

use std::borrow::Cow;

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

use super::characters;
use super::error::SyntaxError;
use super::mend::Moved;
use super::mistakes::{date_advice, quotation};
use super::nesting;
use super::numbers;
use super::pairs::{Builder, Pair};
use super::tree::{Item, Statement, Tree};
use super::words;
use crate::diagnostics::{Problem, Problems, closest};
use crate::source::Span;
use crate::value::{Currency, Unit};

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/licit.pest"]
pub(super) struct Grammar;

/// Reads one file. `start` is where it begins in the count of all files, so a place in the tree is
/// `start` plus the byte in `text`. The tree holds everything that could be read; the problems say
/// what could not.
pub fn parse(text: &str, start: u32) -> (Tree, Problems) {
    let mut problems = Problems::new();
    // What is far too long is not worth a second look; `within_limits` refuses it.
    let long = text.len() > nesting::FILE_LENGTH;
    let repaired = if long { Cow::Borrowed(text) } else { characters::repair(text, start, &mut problems) };
    let was_repaired = !problems.is_empty();
    let text = &*repaired;
    let mut builder =
        Builder { text, start, problems, moved: Moved::default(), cited: Vec::new(), last: true };
    let mut statements =
        if builder.within_limits() { builder.file() } else { vec![Box::new(builder.broken(0, text.len()))] };
    builder.part_swallowed(&mut statements);
    let comments = super::comments(text, start);
    builder.attach_notes(&mut statements, &comments);
    let span = builder.place(0, text.len());
    let unread = unread(&statements, text, start);
    (Tree { statements, comments, unread, repaired: was_repaired, span }, builder.problems)
}

/// The names behind the first words of statements in the pieces that could not be read.
fn unread(statements: &[Box<Statement>], text: &str, start: u32) -> Vec<String> {
    let broken = statements.iter().filter(|statement| matches!(statement.item, Item::Broken));
    let piece = |span: Span| {
        let byte = |place: u32| place.saturating_sub(start) as usize;
        text.get(byte(span.start)..byte(span.end)).unwrap_or_default()
    };
    let declared = |line: &str| {
        let mut words = line.split_whitespace();
        let begins = words.next().is_some_and(|word| words::STATEMENTS.contains(&word));
        let name = words.next().filter(|_| begins)?;
        Some(name.chars().take_while(|letter| is_word(*letter)).collect::<String>())
    };
    broken.flat_map(|statement| piece(statement.span).lines().filter_map(declared)).collect()
}

impl<'t> Builder<'t> {
    /// What stands for a text that was not read at all.
    pub(super) fn nothing(&self) -> Vec<Statement> {
        vec![self.broken(0, self.text.len())]
    }

    /// What a quotation mark that is never closed has swallowed stands behind its statement, as what was not read: so
    /// nobody says that it is missing.
    fn part_swallowed(&self, statements: &mut Vec<Box<Statement>>) {
        let open: Vec<Span> = self
            .problems
            .iter()
            .filter(|problem| problem.code() == "L108")
            .filter_map(Problem::span)
            .collect();
        if open.is_empty() {
            return;
        }
        *statements = std::mem::take(statements)
            .into_iter()
            .flat_map(|statement| {
                let span = statement.span;
                let cut = open.iter().any(|mark| span.start <= mark.start && mark.end <= span.end);
                let end = self.local(span.end);
                let rest = cut.then(|| Box::new(self.broken(end, end)));
                std::iter::once(statement).chain(rest)
            })
            .collect();
    }

    pub(super) fn broken(&self, from: usize, to: usize) -> Statement {
        Statement { span: self.place(from, to), item: Item::Broken, clauses: Vec::new(), note: Vec::new() }
    }

    /// The statements of a text in which nothing is broken.
    pub(super) fn read_all(&mut self) -> Vec<Statement> {
        let Ok(mut all) = Grammar::parse(Rule::all_statements, self.text) else { return self.nothing() };
        let mut statements = Vec::new();
        let pairs = all.next().into_iter().flat_map(Pair::into_inner);
        for pair in pairs.filter(|pair| pair.as_rule() == Rule::statement) {
            statements.extend(self.statement(&pair));
        }
        statements
    }

    /// Says what is wrong with a text that is no statements.
    pub(super) fn refuse_whole(&mut self) {
        match Grammar::parse(Rule::only_statement, self.text) {
            Err(error) => self.refuse(&error, 0, self.text),
            Ok(_) => {
                let span = self.place(0, self.text.trim_end().len());
                self.report_not_understood(span);
            }
        }
    }

    pub(super) fn refuse(&mut self, error: &pest::error::Error<Rule>, from: usize, text: &'t str) {
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
        let problem = self
            .decimal_comma(rest, at, expected)
            .or_else(|| mistake(rest, word, expected, span))
            .or_else(|| self.misspelt(before, from, expected))
            .unwrap_or_else(|| not_understood(expected, word, self.last && at >= self.text.len(), span));
        self.problems.add(problem);
    }
}

impl Builder<'_> {
    /// `0,1` where no comma can stand.
    fn decimal_comma(&self, rest: &str, at: usize, expected: &[Rule]) -> Option<SyntaxError> {
        let after = rest.strip_prefix(',')?;
        let digits = after.len().saturating_sub(after.trim_start_matches(|c: char| c.is_ascii_digit()).len());
        if digits == 0 || expected.contains(&Rule::comma) {
            return None;
        }
        let before = self.text.get(..at)?;
        let whole = before.len().saturating_sub(
            before.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.').len(),
        );
        let (from, to) = (at.saturating_sub(whole), at.saturating_add(1).saturating_add(digits));
        let written = self.text.get(from..to)?;
        let unit = rest.get(digits.saturating_add(1)..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let word = unit
            .split(|letter: char| !(letter.is_alphanumeric() || letter == '%'))
            .next()
            .unwrap_or_default();
        let has_unit = word == "%" || Unit::parse(word).is_some() || Currency::parse(word).is_some();
        Some(numbers::misread_digits(written, has_unit, self.place(from, to)))
    }

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

/// Reads a text as statements; where it cannot be, the byte at which the parser stopped.
pub(super) fn all_statements(text: &str) -> Result<(), usize> {
    let Err(quick) = Grammar::parse(Rule::all_statements, text) else { return Ok(()) };
    let error = Grammar::parse(Rule::only_statements, text).err().unwrap_or(quick);
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let after = text.get(at..).unwrap_or_default();
    let blanks = after.len().saturating_sub(after.trim_start().len());
    Err(at.saturating_add(blanks))
}

/// A mistake that can be told from the text alone.
fn mistake(rest: &str, word: &str, expected: &[Rule], span: Span) -> Option<SyntaxError> {
    let mark = rest.chars().next()?;
    if ['"', '\'', '“', '”', '‘', '’', '„', '«', '»'].contains(&mark) {
        return (mark != '"' || !closed(rest)).then(|| quotation(mark, span));
    }
    let written = word.to_owned();
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
