//! Which known mistake stands where the parser stopped.

use super::super::words;
use super::phrases::{self, Phrase};
use super::tokens::{Kind, Token, tokens};
use super::{
    Found, Said, aggregates, bodies, conditions, declared, fields, figures, foreign, forms, laws, listed,
    marks, names, operators, order, pasted, sentences, values,
};
use crate::value::Country;

/// The verdicts of the built-in scale.
pub(super) const VERDICTS: [&str; 5] = ["permit", "license", "review", "refuse", "deny"];

/// How many tokens before the place where the parser stopped a mistake may begin.
const BACK: usize = 6;

/// The place where the parser stopped, among the tokens.
pub(super) struct Stop<'t> {
    pub text: &'t str,
    pub tokens: &'t [Token<'t>],
    /// The token at which it stopped; their number where it stopped at the end.
    pub at: usize,
}

impl<'t> Stop<'t> {
    /// The token so many before the stop.
    pub fn before(&self, count: usize) -> Option<&Token<'t>> {
        self.tokens.get(self.at.checked_sub(count)?)
    }

    /// The token so many behind the stop, 0 being the one at it.
    pub fn after(&self, count: usize) -> Option<&Token<'t>> {
        self.tokens.get(self.at.saturating_add(count))
    }

    pub fn get(&self, index: usize) -> Option<&Token<'t>> {
        self.tokens.get(index)
    }

    /// The words of a token, or nothing.
    pub fn word(&self, index: usize) -> &'t str {
        self.tokens.get(index).map_or("", |token| token.text)
    }

    /// The text of tokens `from..to`.
    pub fn slice(&self, from: usize, to: usize) -> &'t str {
        let start = self.get(from).map_or(0, |token| token.start);
        let end = to.checked_sub(1).and_then(|last| self.get(last)).map_or(start, |token| token.end);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether a token is the last of its line.
    pub fn ends_line(&self, index: usize) -> bool {
        self.tokens.get(index.saturating_add(1)).is_none_or(|next| next.first)
    }

    /// The first token of the statement in which the parser stopped.
    pub fn head(&self) -> Option<usize> {
        (0..=self.at.min(self.tokens.len().saturating_sub(1)))
            .rev()
            .find(|index| self.get(*index).is_some_and(|token| token.first && is_statement(token.text)))
    }

    /// From some tokens before the stop on.
    pub fn near(&self) -> std::ops::RangeInclusive<usize> {
        self.at.saturating_sub(BACK)..=self.at
    }
}

/// What is known to be meant where the parser stopped at a byte of the text.
pub(super) fn mistake(text: &str, at: usize) -> Option<Found> {
    let tokens = tokens(text);
    let at = tokens.iter().position(|token| token.end > at).unwrap_or(tokens.len());
    let stop = Stop { text, tokens: &tokens, at };
    marks::comment(&stop)
        .or_else(|| listed::following(&stop))
        .or_else(|| laws::obligation(&stop))
        .or_else(|| bodies::parts(&stop))
        .or_else(|| marks::numbering(&stop))
        .or_else(|| pasted::mistake(&stop))
        .or_else(|| foreign::mistake(&stop))
        .or_else(|| marks::chat(&stop))
        .or_else(|| values::none(&stop))
        .or_else(|| figures::mistake(&stop))
        .or_else(|| capitals(&stop))
        .or_else(|| marks::quoted_word(&stop))
        .or_else(|| fields::mistake(&stop))
        .or_else(|| bodies::mistake(&stop))
        .or_else(|| declared::mistake(&stop))
        .or_else(|| forms::mistake(&stop))
        .or_else(|| names::mistake(&stop))
        .or_else(|| values::mistake(&stop))
        .or_else(|| sentences::block(&stop))
        .or_else(|| order::verdict_last(&stop))
        .or_else(|| marks::prose(&stop))
        .or_else(|| sentences::mistake(&stop))
        .or_else(|| operators::mistake(&stop))
        .or_else(|| conditions::mistake(&stop))
        .or_else(|| aggregates::mistake(&stop))
        .or_else(|| order::mistake(&stop))
        .or_else(|| phrase(&stop))
        .or_else(|| conditions::no_if(&stop))
        .or_else(|| conditions::verdict_behind(&stop))
        .or_else(|| order::unfinished(&stop))
        .or_else(|| operators::unknown(&stop))
        .or_else(|| conditions::alone(&stop))
        .or_else(|| marks::mistake(&stop))
}

/// `DENY IF`, `Rule`
fn capitals(stop: &Stop) -> Option<Found> {
    let found = [0usize, 1, 2].into_iter().find_map(|back| {
        let token = stop.before(back)?;
        let small = token.text.to_lowercase();
        // Where a value is expected, `BY` and `IN` are countries.
        let value = stop.before(back.saturating_add(1)).is_some_and(is_open)
            || stop.before(back.saturating_add(1)).is_some_and(|last| Country::parse(last.text).is_some())
            || stop.word(stop.at.saturating_sub(back).saturating_add(1)) == "then";
        let country = value && Country::parse(token.text).is_some();
        let is_word = token.kind == Kind::Word && small != token.text && is_language(&small) && !country;
        is_word.then_some((token, small))
    });
    let (token, small) = found?;
    let found = Found::replace(Said::OtherWords, token.start, token.end, &small);
    // The others are told with it, unless they could be countries.
    let others = stop.tokens.iter().filter(|other| other.kind == Kind::Word && other.start != token.start);
    let loud = others.filter(|other| {
        let small = other.text.to_lowercase();
        let all_capitals = other.text.len() > 1 && other.text == other.text.to_uppercase();
        all_capitals && is_language(&small) && Country::parse(other.text).is_none()
    });
    let mut edits: Vec<(usize, usize, String)> =
        loud.map(|other| (other.start, other.end, other.text.to_lowercase())).collect();
    let several = !edits.is_empty();
    edits.push((token.start, token.end, small.clone()));
    edits.sort();
    let found = Found { edits, ..found };
    let advice = format!("write the words of the language in small letters: `{small}`");
    Some(if several { found.because(advice) } else { found })
}

/// A phrase of the table that the stop lies in or directly behind.
fn phrase(stop: &Stop) -> Option<Found> {
    stop.near().find_map(|start| {
        let (phrase, length) = phrases::at(stop.tokens, start)?;
        let end = start.saturating_add(length);
        // A word that could be a name is noticed when the word behind it cannot follow.
        let reach = usize::from(matches!(phrase.place, phrases::Where::Anywhere | phrases::Where::Operand));
        (end.saturating_add(reach) >= stop.at).then(|| said(stop, phrase, start, end)).flatten()
    })
}

fn said(stop: &Stop, phrase: &Phrase, start: usize, end: usize) -> Option<Found> {
    let from = stop.get(start)?.start;
    let to = stop.get(end.checked_sub(1)?)?.end;
    if phrase.meant.is_empty() && phrase.advice.is_empty() {
        let cut = stop.get(end).filter(|next| !next.first).map_or(to, |next| next.start);
        let found = Found::replace(Said::NotNeeded, from, to, "");
        return Some(Found { edits: vec![(from, cut, String::new())], ..found });
    }
    if phrase.meant.is_empty() {
        if let Some(found) = order::obligation(stop, start, from, to, phrase.advice) {
            return Some(found);
        }
        return Some(Found::told(Said::OtherWords, from, to, phrase.advice));
    }
    let mut found = Found::replace(Said::OtherWords, from, to, phrase.meant);
    found.safe = phrase.safe;
    // `a==b&c==d`: a word needs blanks where a sign did not.
    let letter = phrase.meant.starts_with(char::is_alphabetic);
    let before =
        start.checked_sub(1).and_then(|before| stop.get(before)).is_some_and(|last| last.end == from);
    let behind = stop.get(end).is_some_and(|next| next.start == to);
    if letter && (before || behind) {
        let blank = |is: bool| if is { " " } else { "" };
        found.edits = vec![(from, to, format!("{}{}{}", blank(before), phrase.meant, blank(behind)))];
    }
    if !phrase.advice.is_empty() {
        found.advice = format!("write `{}`: {}", phrase.meant, phrase.advice);
    }
    Some(found)
}

/// Where the next statement begins on a line of its own, behind a byte of the text.
pub(super) fn next_rule(text: &str, from: usize) -> Option<usize> {
    let tokens = tokens(text);
    let next = tokens.iter().find(|token| {
        token.start >= from && token.first && (is_statement(token.text) || VERDICTS.contains(&token.text))
    });
    next.map(|token| token.start)
}

/// Whether a word begins a statement.
pub(super) fn is_statement(word: &str) -> bool {
    words::STATEMENTS.contains(&word)
}

/// Whether a word belongs to the language.
pub(super) fn is_language(word: &str) -> bool {
    words::WORDS.contains(&word) || words::SMALL_WORDS.contains(&word)
}

/// Whether something has to follow a token: an operator, `and`, `(`.
pub(super) fn is_open(token: &Token) -> bool {
    match token.kind {
        Kind::Sign => !matches!(token.text, ")" | "]" | "%" | "." | ";"),
        Kind::Word => matches!(
            token.text,
            "and"
                | "or"
                | "not"
                | "in"
                | "is"
                | "under"
                | "if"
                | "unless"
                | "where"
                | "between"
                | "then"
                | "else"
        ),
        Kind::Number | Kind::Text => false,
    }
}
