//! How mistakes of names and types are mended. Safe is only what has one meaning.

use super::error::{Advice, CheckError};
use super::everyday;
use crate::diagnostics::{Fix, Fixable, nearest, sure};
use crate::source::Span;

impl Fixable for CheckError {
    fn fixes(&self) -> Vec<Fix> {
        match self {
            // What a word stands for is offered; a slip of the pen is mended.
            CheckError::UnknownName { name, advice, span }
                if nearest(name, advice.near.iter().map(String::as_str)).is_empty() =>
            {
                offers(&advice.near, *span)
            }
            CheckError::UnknownName { name, advice, span }
            | CheckError::UnknownField { name, advice, span, .. }
            | CheckError::UnknownType { name, advice, span }
            | CheckError::UnknownChoice { name, advice, span, .. }
            | CheckError::UnknownFunction { name, advice, span }
            | CheckError::UnknownCalendar { name, advice, span }
            | CheckError::UnknownInstrument { name, advice, span } => spelling(name, advice, *span),
            CheckError::UnknownUnit { unit, advice, span } => match everyday::unit(unit) {
                Some(known) => vec![Fix::replace(*span, known)],
                None => spelling(unit, advice, *span),
            },
            CheckError::NothingThere { edits, certain, advice, .. } => {
                let fix = if *certain { Fix::safe } else { Fix::offered };
                vec![fix(advice.as_str().to_owned(), edits.clone())]
            }
            // A slip of the pen is mended; which verdict another word stands for is for a person to say.
            CheckError::UnknownVerdict { name, advice, span } => {
                let slip = !nearest(name, advice.near.iter().map(String::as_str)).is_empty();
                if slip { spelling(name, advice, *span) } else { offers(&advice.near, *span) }
            }
            // Which rule is displaced, and how a contested point is answered, is for a person to say.
            CheckError::UnknownRule { advice, span, .. } | CheckError::UnknownAnswer { advice, span, .. } => {
                offers(&advice.near, *span)
            }
            CheckError::PercentNeeded { readings, span, .. } => offers(readings, *span),
            CheckError::QuotedChoice { advice, span, text, .. } => quoted_choice(text, advice, *span),
            CheckError::UnquotedText { text, span, .. } => vec![Fix::replace(*span, &format!("\"{text}\""))],
            CheckError::NotCountry { meant, certain, span, .. } => match meant.as_slice() {
                [only] if *certain => vec![Fix::replace(*span, only)],
                several => offers(several, *span),
            },
            CheckError::StandsAlone { advice, edits, certain, .. } if !edits.is_empty() => {
                let fix = if *certain { Fix::safe } else { Fix::offered };
                vec![fix(advice.as_str().to_owned(), edits.clone())]
            }
            CheckError::OtherTruth { meant, span, .. } => vec![Fix::replace(*span, &meant.to_string())],
            CheckError::LooseBlanks { meant, span, .. } => vec![Fix::replace(*span, &format!("\"{meant}\""))],
            CheckError::QuotedValue { text, span, .. } => vec![Fix::replace(*span, text)],
            CheckError::Scaled { meant, span, .. } => vec![Fix::offer(*span, meant)],
            CheckError::BadCode { meant: Some(meant), span, .. } => {
                vec![Fix::replace(*span, &format!("\"{meant}\""))]
            }
            _ => Vec::new(),
        }
    }
}

/// A misspelt word: safe where only one word is near.
fn spelling(name: &str, advice: &Advice, span: Span) -> Vec<Fix> {
    match sure(name, &advice.near) {
        Some(only) => vec![Fix::replace(span, only)],
        None => offers(&advice.near, span),
    }
}

/// `"defence"` for `defence`
fn quoted_choice(text: &str, advice: &Advice, span: Span) -> Vec<Fix> {
    match advice.all.as_slice() {
        [only] if only == text => vec![Fix::replace(span, only)],
        _ => spelling(text, advice, span),
    }
}

fn offers(words: &[String], span: Span) -> Vec<Fix> {
    words.iter().map(|word| Fix::offer(span, word)).collect()
}
