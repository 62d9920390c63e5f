//! Decimal commas: amounts as people write them who put a comma before decimals and points between thousands.

use crate::facts::{FactError, Mismatch};
use crate::schema::Type;
use crate::source::Span;

/// How an amount is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Writing {
    /// `1234,5` or `1.234,50`: a comma before decimals, surely.
    Comma,
    /// `1234.5` or `1,234.50`: a point before decimals, surely.
    Point,
    /// Neither, or either: `12`, `1,234`.
    Open,
}

/// Whether amounts are surely written with decimal commas: some only make sense so, and none makes sense otherwise.
pub(super) fn surely<'a>(amounts: impl Iterator<Item = &'a str>) -> bool {
    let mut commas = false;
    for writing in amounts.flat_map(str::split_whitespace).map(writing) {
        match writing {
            Writing::Comma => commas = true,
            Writing::Point => return false,
            Writing::Open => {}
        }
    }
    commas
}

/// Whether some amount is surely written with a decimal point.
pub(super) fn has_points<'a>(mut amounts: impl Iterator<Item = &'a str>) -> bool {
    amounts.any(|amount| amount.split_whitespace().any(|word| writing(word) == Writing::Point))
}

/// Whether a number may have thousands behind its point: `1.234`, and no other sign says how it is written.
pub(super) fn may_be_thousands(text: &str) -> bool {
    text.split(' ').map(number).any(crate::value::money::like_thousands)
}

fn writing(word: &str) -> Writing {
    let digits = number(word);
    match (digits.rfind(','), digits.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => Writing::Comma,
        (Some(_), Some(_)) => Writing::Point,
        (Some(comma), None) if is_decimal(digits, comma) => Writing::Comma,
        (None, Some(point)) if is_decimal(digits, point) => Writing::Point,
        (_, _) => Writing::Open,
    }
}

/// Whether a mark can only stand before decimals: it comes once, and not three digits follow it.
fn is_decimal(digits: &str, mark: usize) -> bool {
    let once = digits.matches([',', '.']).count() == 1;
    once && digits.len().saturating_sub(mark) != 4
}

/// The number in a word such as `-12,5%`.
fn number(word: &str) -> &str {
    let is_mark = |letter: char| letter.is_ascii_digit() || letter == ',' || letter == '.';
    let bare = word.trim_start_matches(['-', '+']).trim_end_matches('%');
    if bare.chars().all(is_mark) && bare.starts_with(|first: char| first.is_ascii_digit()) {
        bare
    } else {
        ""
    }
}

/// An amount of a file with decimal commas, written with a point. Left as it is, so that the declared type refuses it
/// with both readings, where it does not follow the same habit.
pub(super) fn with_point(text: &str) -> String {
    let words: Vec<String> = text.split(' ').map(word_with_point).collect();
    words.join(" ")
}

fn word_with_point(word: &str) -> String {
    let digits = number(word);
    let Some((whole, decimals)) = digits.split_once(',') else { return word.to_owned() };
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or_default();
    let grouped = groups.clone().all(|group| group.len() == 3)
        && (groups.next().is_none() || (1..=3).contains(&first.len()));
    if !grouped || decimals.is_empty() || !decimals.bytes().all(|digit| digit.is_ascii_digit()) {
        return word.to_owned();
    }
    word.replacen(digits, &format!("{}.{decimals}", whole.replace('.', "")), 1)
}

/// Whether an amount has a point and no comma, in a file with decimal commas: it may be a thousand times as much.
pub(super) fn is_doubtful(text: &str) -> bool {
    text.split(' ').map(number).any(|digits| digits.contains('.') && !digits.contains(','))
}

/// Whether cells of a type may have decimal commas.
pub(super) fn concerns(r#type: &Type) -> bool {
    r#type.is_amount()
}

/// Why an amount is refused that may be a thousand times as much, where no other shows how they are written.
pub(super) fn open_doubt(field: &str, text: &str, span: Span) -> FactError {
    let readings = vec![text.replace('.', ""), format!("{text}0")];
    FactError::Separator {
        field: field.to_owned(),
        mismatch: Mismatch::Separator { found: text.to_owned(), readings },
        label: "where cells are separated by semicolons, a point often stands between thousands".to_owned(),
        span,
    }
}

/// Why a doubtful amount is refused, with both readings.
pub(super) fn doubt(field: &str, text: &str, span: Span) -> FactError {
    let readings = vec![text.replace('.', ""), text.replace('.', ",")];
    FactError::Separator {
        field: field.to_owned(),
        mismatch: Mismatch::Separator { found: text.to_owned(), readings },
        label: "the other amounts have commas before decimals".to_owned(),
        span,
    }
}
