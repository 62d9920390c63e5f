//! Numbers as programs and engineers write them: `1e6`, `5_000`, `14 in`.

use super::known::Stop;
use super::tokens::{Kind, Token};
use super::{Found, Said};
use crate::value::Number;

/// A number in the writing of another trade.
pub(super) fn mistake(stop: &Stop) -> Option<Found> {
    grouped(stop).or_else(|| power_of_ten(stop)).or_else(|| inches(stop)).or_else(|| part(stop))
}

/// The number before a token that is glued to it, with its decimals: its text and where it begins.
fn number_before<'t>(stop: &Stop<'t>, index: usize) -> Option<(&'t str, usize)> {
    let word = stop.get(index)?;
    let last =
        stop.get(index.checked_sub(1)?).filter(|last| last.kind == Kind::Number && last.end == word.start)?;
    let mut first = index.checked_sub(1)?;
    while first >= 2
        && stop.word(first.saturating_sub(1)) == "."
        && is_number(stop.get(first.saturating_sub(2)))
    {
        first = first.saturating_sub(2);
    }
    let from = stop.get(first)?.start;
    Some((stop.text.get(from..last.end)?, from))
}

fn is_number(token: Option<&Token>) -> bool {
    token.is_some_and(|token| token.kind == Kind::Number)
}

/// `5_000 EUR`
fn grouped(stop: &Stop) -> Option<Found> {
    let index = stop.near().rev().find(|index| {
        let word = stop.word(*index);
        word.len() > 3
            && word.starts_with('_')
            && word.chars().all(|letter| letter == '_' || letter.is_ascii_digit())
    })?;
    let (number, from) = number_before(stop, index)?;
    let word = stop.get(index)?;
    let meant = format!("{number}{}", word.text.replace('_', ""));
    Some(Found::replace(Said::AmountForm, from, word.end, &meant))
}

/// `1e6 EUR`, `1.5E3`
fn power_of_ten(stop: &Stop) -> Option<Found> {
    const MOST: u32 = 15;
    let exponent = |index: &usize| {
        let digits = stop.word(*index).strip_prefix(['e', 'E'])?;
        digits.parse::<u32>().ok().filter(|power| *power <= MOST)
    };
    let index =
        stop.near().rev().find(|index| exponent(index).is_some() && number_before(stop, *index).is_some())?;
    let (number, from) = number_before(stop, index)?;
    let power = exponent(&index)?;
    // A code of a control list looks the same: `3E001`.
    let code = stop.word(index).len() == 4;
    let mut value = Number::parse(number).filter(|_| !code)?;
    for _ in 0..power {
        value = value.multiply(&Number::from_i64(10));
    }
    let word = stop.get(index)?;
    Some(Found::replace(Said::AmountForm, from, word.end, &value.to_string()))
}

/// `14 in`, `14 inches`: `in` asks a list
fn inches(stop: &Stop) -> Option<Found> {
    let index = stop.near().rev().find(|index| matches!(stop.word(*index), "in" | "inch" | "inches"))?;
    let word = stop.get(index).filter(|word| !word.first)?;
    let last = stop.get(index.checked_sub(1)?).filter(|last| last.kind == Kind::Number)?;
    let mut first = index.checked_sub(1)?;
    while first >= 2
        && stop.word(first.saturating_sub(1)) == "."
        && is_number(stop.get(first.saturating_sub(2)))
    {
        first = first.saturating_sub(2);
    }
    let compared = first.checked_sub(1).is_some_and(|sign| super::conditions::compares(stop.word(sign)));
    // `5 in [5, 6]` asks a list.
    let next = stop.get(index.saturating_add(1));
    let ends =
        next.is_none_or(|next| next.first || matches!(next.text, "and" | "or" | ")" | "unless" | "," | "]"));
    let from = stop.get(first)?.start;
    let number = Number::parse(stop.text.get(from..last.end)?).filter(|_| compared && ends)?;
    let meant = number.multiply(&Number::from_i64(254)).divide(&Number::from_i64(100))?;
    let found = Found::replace(Said::AmountForm, from, word.end, &format!("{meant} cm"));
    Some(found.because(format!("`in` asks a list: write inches as `{meant} cm`, which is the same length")))
}

/// `½`
fn part(stop: &Stop) -> Option<Found> {
    let sign = stop.after(0)?;
    let meant = match sign.text {
        "½" => "0.5",
        "¼" => "0.25",
        "¾" => "0.75",
        _ => return None,
    };
    let alone = stop.before(1).is_none_or(|last| last.kind != Kind::Number);
    let found = Found::replace(Said::AmountForm, sign.start, sign.end, meant);
    Some(if alone { found } else { found.unsure().because("write the number with a point, such as `1.5`") })
}
