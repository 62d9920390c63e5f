//! How mistakes of the text are mended. Safe is only what has one meaning.

use super::error::SyntaxError;
use crate::diagnostics::{Edit, Fix, Fixable};
use crate::source::Span;
use crate::value::DateMistake;
use crate::value::date::diagnose_date;

impl Fixable for SyntaxError {
    fn fixes(&self) -> Vec<Fix> {
        match self {
            SyntaxError::SingleEqual { span, .. } => vec![Fix::replace(*span, "==")],
            SyntaxError::MixedAndOr { and_first, or_first, whole, .. } => {
                vec![Fix::offer(*whole, and_first), Fix::offer(*whole, or_first)]
            }
            SyntaxError::Until { span, .. } => {
                vec![Fix::offer(*span, "through"), Fix::offer(*span, "before")]
            }
            SyntaxError::DateForm { written, span, .. } => date(written, *span),
            SyntaxError::NumberForm { span, readings, certain, .. } => numbers(readings, *certain, *span),
            SyntaxError::AfterVerdict { written, cut, .. } => {
                vec![Fix::safe(format!("take `{written}` away"), vec![Edit::new(*cut, "")])]
            }
            SyntaxError::NotAndOr { edits: (near, far), .. } => vec![
                Fix::offered("let `not` reach to the first condition only", near.clone()),
                Fix::offered("let `not` reach to all of them", far.clone()),
            ],
            SyntaxError::AndOr { span } => vec![Fix::offer(*span, "or"), Fix::offer(*span, "and")],
            SyntaxError::OtherOperator { meant, span, written } => {
                vec![other_operator(written, meant, *span)]
            }
            SyntaxError::CurlyQuotes { edits, .. } => {
                vec![Fix::safe("write straight marks `\"`", edits.clone())]
            }
            SyntaxError::SingleQuotes { edits, .. } => {
                vec![Fix::safe("write double marks `\"`", edits.clone())]
            }
            SyntaxError::LongDashes { edits, within: "", .. } => {
                vec![Fix::offered("write short dashes `-`", edits.clone())]
            }
            SyntaxError::LongDashes { edits, .. } => {
                vec![Fix::safe("write short dashes `-`", edits.clone())]
            }
            SyntaxError::OddSpaces { edits, .. } => vec![Fix::safe("write ordinary spaces", edits.clone())],
            SyntaxError::Invisible { edits, .. } => {
                vec![Fix::safe("delete what cannot be seen", edits.clone())]
            }
            SyntaxError::FullWidth { edits, .. } => {
                vec![Fix::safe("write ordinary characters", edits.clone())]
            }
            SyntaxError::LookAlike { edits, .. } => vec![Fix::offered("write Latin letters", edits.clone())],
            SyntaxError::Backslash { edits, .. } => vec![Fix::offered("write `/`", edits.clone())],
            SyntaxError::OtherWords { fix, .. }
            | SyntaxError::UnclosedText { fix, .. }
            | SyntaxError::VerdictLast { fix, .. }
            | SyntaxError::NotNeeded { fix, .. }
            | SyntaxError::OtherComment { fix, .. }
            | SyntaxError::Unquoted { fix, .. }
            | SyntaxError::NameForm { fix, .. }
            | SyntaxError::LooseBracket { fix, .. }
            | SyntaxError::ListForm { fix, .. }
            | SyntaxError::AmountForm { fix, .. }
            | SyntaxError::Numbering { fix, .. }
            | SyntaxError::QuotedWord { fix, .. }
            | SyntaxError::NoIf { fix, .. }
            | SyntaxError::OtherLetters { fix, .. }
            | SyntaxError::Untyped { fix, .. } => fix.iter().cloned().collect(),
            SyntaxError::BrokenWords { edits, .. } => {
                vec![Fix::offered("join the parts of the words", edits.clone())]
            }
            SyntaxError::OldLineEnds { edits, .. } => {
                vec![Fix::safe("write the line ends of today", edits.clone())]
            }
            SyntaxError::Unfinished { .. }
            | SyntaxError::NotUnderstood { .. }
            | SyntaxError::ChainedComparison { .. }
            | SyntaxError::TooDeep { .. }
            | SyntaxError::TooLarge { .. }
            | SyntaxError::SeveralUnless { .. }
            | SyntaxError::OtherQuotes { .. }
            | SyntaxError::ClauseElsewhere { .. }
            | SyntaxError::ClauseTwice { .. }
            | SyntaxError::SecondVerdict { .. }
            | SyntaxError::Unjoined { .. }
            | SyntaxError::Gap { .. }
            | SyntaxError::Direction { .. }
            | SyntaxError::Control { .. } => Vec::new(),
        }
    }
}

/// `13/03/2026` has one reading, `01/03/2026` two, `2026-02-30` none.
fn date(written: &str, span: Span) -> Vec<Fix> {
    match diagnose_date(written) {
        Some(DateMistake::ShortParts { written } | DateMistake::OtherOrder { written }) => {
            vec![Fix::replace(span, &written.to_string())]
        }
        Some(DateMistake::DayMonth { first, second }) => {
            vec![Fix::offer(span, &first.to_string()), Fix::offer(span, &second.to_string())]
        }
        Some(DateMistake::NoSuchDay { .. }) | None => Vec::new(),
    }
}

/// One reading that is certain, or several to choose from.
fn numbers(readings: &[String], certain: bool, span: Span) -> Vec<Fix> {
    match readings {
        [only] if certain => vec![Fix::replace(span, only)],
        several => several.iter().map(|reading| Fix::offer(span, reading)).collect(),
    }
}

/// A word needs room on both sides where a sign needed none.
fn other_operator(written: &str, meant: &str, span: Span) -> Fix {
    let is_word = meant.starts_with(|letter: char| letter.is_alphabetic());
    let padded = match (is_word, written) {
        (true, "!") => format!("{meant} "),
        (true, _) => format!(" {meant} "),
        (false, _) => meant.to_owned(),
    };
    let edits = vec![Edit::new(span, padded)];
    // `a =! b` may be `a == not b`.
    if written == "=!" {
        Fix::offered(format!("write `{meant}`"), edits)
    } else {
        Fix::safe(format!("write `{meant}`"), edits)
    }
}
