//! Amounts as people write them: the sign before the number, thousands in words, `per cent`; and `== none`.

use super::known::Stop;
use super::tokens::{Kind, Token};
use super::{Found, Said, days};
use crate::value::country;
use crate::value::date::diagnose_date;
use crate::value::{Country, CountryMistake, Currency, DateMistake, Number};

/// Signs of currencies; a sign that several have is not certain.
const SIGNS: [(&str, &str, bool); 5] =
    [("€", "EUR", true), ("£", "GBP", true), ("$", "USD", false), ("¥", "CNY", false), ("₽", "RUB", true)];

/// A value in another form.
pub(super) fn mistake(stop: &Stop) -> Option<Found> {
    days::mistake(stop)
        .or_else(|| date(stop))
        .or_else(|| days::month(stop))
        .or_else(|| thousands(stop))
        .or_else(|| words(stop))
        .or_else(|| scaled(stop))
        .or_else(|| no_cents(stop))
        .or_else(|| sign(stop))
        .or_else(|| currency_first(stop))
        .or_else(|| per_cent(stop))
        .or_else(|| per_mille(stop))
        .or_else(|| power(stop))
        .or_else(|| times(stop))
        .or_else(|| days::clock(stop))
        .or_else(|| days::short_date(stop))
}

/// `== none`, `is empty`, `!= null`
pub(super) fn none(stop: &Stop) -> Option<Found> {
    let nothing =
        |word: &str| matches!(word, "none" | "null" | "nil" | "NULL" | "None" | "nothing" | "undefined");
    // `IS NOT NULL` stops at its first or second word.
    let loud = stop.at.saturating_sub(1)..=stop.at;
    let loud = loud.rev().find(|index| stop.word(*index).eq_ignore_ascii_case("is"));
    let reach = loud.map_or(stop.at, |is| is.saturating_add(2));
    let index = (stop.at.saturating_sub(1)..=reach).rev().find(|index| nothing(stop.word(*index)))?;
    let denied = loud.is_some() && stop.word(index.checked_sub(1)?).eq_ignore_ascii_case("not");
    let operator = index.checked_sub(if denied { 2 } else { 1 })?;
    let meant = match stop.word(operator) {
        "IS" | "is" | "Is" if denied => "is not none",
        "IS" | "Is" => "is none",
        "==" | "=" | "is" => "is none",
        "!=" | "<>" => "is not none",
        _ => return None,
    };
    let (from, to) = (stop.get(operator)?.start, stop.get(index)?.end);
    Some(Found::replace(Said::OtherWords, from, to, meant))
}

/// `destination == North Korea`, `end_user.name == Nordmotor GmbH`
fn words(stop: &Stop) -> Option<Found> {
    let start = stop.near().rev().find(|index| {
        let before = index.checked_sub(1).map(|before| stop.word(before)).unwrap_or_default();
        matches!(before, "==" | "!=" | "is" | "in" | "[" | "," | "=")
            && stop.get(*index).is_some_and(|token| token.text.starts_with(char::is_uppercase))
    })?;
    let part =
        |token: &Token| token.text.starts_with(char::is_uppercase) || matches!(token.text, "of" | "the");
    let ends = |index: usize| {
        let token = stop.get(index);
        token.is_none_or(|token| token.first || token.kind != Kind::Word || !part(token))
    };
    let end = (start..=stop.tokens.len()).find(|index| ends(*index))?;
    let code = Country::parse(stop.word(start)).is_some();
    if code || end < start.saturating_add(2) || stop.at < start || stop.at > end {
        return None;
    }
    let (from, to) = (stop.get(start)?.start, stop.get(end.checked_sub(1)?)?.end);
    let written = stop.text.get(from..to)?;
    match country::diagnose(written) {
        Some(CountryMistake::AnotherWriting { code } | CountryMistake::Habit { code }) => {
            let found = Found::replace(Said::OtherWords, from, to, code.code());
            Some(
                found.because(format!(
                    "countries are written as two capital letters: {code} ({})",
                    code.name()
                )),
            )
        }
        _ => Some(Found::replace(Said::Unquoted, from, to, &format!("\"{written}\""))),
    }
}

/// `March 1, 2026`, `1st March 2026`
fn date(stop: &Stop) -> Option<Found> {
    stop.near().find_map(|start| {
        let (from, written) = (4..=7usize).rev().chain([3]).find_map(|length| {
            let end = start.saturating_add(length);
            let first = stop.get(start).filter(|first| first.kind != Kind::Sign)?;
            let line =
                (start.saturating_add(1)..end).all(|index| stop.get(index).is_some_and(|token| !token.first));
            let written = stop.slice(start, end);
            let spelled = written.contains(char::is_alphabetic) && !written.ends_with(['-', ',', '.']);
            let is_date = spelled && line && end > stop.at && diagnose_date(written).is_some();
            is_date.then_some((first.start, written))
        })?;
        let to = from.saturating_add(written.len());
        match diagnose_date(written)? {
            DateMistake::OtherOrder { written } | DateMistake::ShortParts { written } => {
                Some(Found::replace(Said::AmountForm, from, to, &written.to_string()))
            }
            DateMistake::DayMonth { .. } | DateMistake::NoSuchDay { .. } => None,
        }
    })
}

/// `5 000 EUR`
fn thousands(stop: &Stop) -> Option<Found> {
    let is_group = |index: usize| {
        stop.get(index)
            .is_some_and(|token| token.kind == Kind::Number && token.text.len() == 3 && !token.first)
    };
    let first = stop.near().find(|index| {
        stop.get(*index).is_some_and(|token| token.kind == Kind::Number && token.text.len() <= 3)
            && is_group(index.saturating_add(1))
    })?;
    let groups = (first.saturating_add(1)..stop.tokens.len()).take_while(|index| is_group(*index)).count();
    let end = first.saturating_add(1).saturating_add(groups);
    let (from, mut to) = (stop.get(first)?.start, stop.get(end.checked_sub(1)?)?.end);
    let mut meant: String = stop.text.get(from..to)?.chars().filter(char::is_ascii_digit).collect();
    // `5 000,50 EUR`
    let decimals = stop.get(end.saturating_add(1)).filter(|part| {
        let comma = stop.get(end).filter(|comma| comma.text == "," && comma.start == to);
        part.kind == Kind::Number && comma.is_some_and(|comma| comma.end == part.start)
    });
    let unit = stop.word(end.saturating_add(2));
    if let Some(part) = decimals.filter(|_| unit == "%" || Currency::parse(unit).is_some()) {
        meant = format!("{meant}.{}", part.text);
        to = part.end;
    }
    Some(Found::replace(Said::AmountForm, from, to, &meant))
}

/// `1 million EUR`, `5k EUR`
fn scaled(stop: &Stop) -> Option<Found> {
    stop.near().find_map(|start| {
        let number = stop.get(start).filter(|token| token.kind == Kind::Number)?;
        let end = number_end(stop, start);
        let word = stop.word(end);
        // Before a currency `m` is no metre.
        let times = Number::scale(word).or_else(|| word.eq_ignore_ascii_case("m").then_some(1_000_000))?;
        let unit = stop.get(end.saturating_add(1)).filter(|unit| Currency::parse(unit.text).is_some())?;
        let amount = Number::parse(stop.slice(start, end))?.multiply(&Number::from_i64(times));
        let meant = format!("{amount} {}", unit.text);
        Some(Found::replace(Said::AmountForm, number.start, unit.end, &meant))
    })
}

/// `5.000,- EUR`, `5000.-- EUR`
fn no_cents(stop: &Stop) -> Option<Found> {
    let index = stop.near().rev().find(|index| {
        matches!(stop.word(*index), "," | ".")
            && matches!(stop.word(index.saturating_add(1)), "-" | "--" | "–")
    })?;
    let (mark, dash) = (stop.get(index)?, stop.get(index.saturating_add(1))?);
    let mut first = index.checked_sub(1)?;
    stop.get(first).filter(|last| last.kind == Kind::Number && last.end == mark.start)?;
    while first >= 2 && stop.word(first.saturating_sub(1)) == "." {
        first = first.saturating_sub(2);
    }
    let whole: String = stop.slice(first, index).chars().filter(char::is_ascii_digit).collect();
    let unit = stop.get(index.saturating_add(2)).filter(|unit| Currency::parse(unit.text).is_some())?;
    let meant = format!("{whole} {}", unit.text);
    (mark.end == dash.start).then(|| {
        Found::replace(Said::AmountForm, stop.get(first).map_or(0, |first| first.start), unit.end, &meant)
    })
}

/// The token behind a number that may have a point in it.
fn number_end(stop: &Stop, start: usize) -> usize {
    let mut end = start.saturating_add(1);
    while matches!(stop.word(end), "." | ",")
        && stop.get(end.saturating_add(1)).is_some_and(|token| token.kind == Kind::Number)
        && stop
            .get(end)
            .zip(stop.get(end.saturating_add(1)))
            .is_some_and(|(mark, next)| mark.end == next.start)
    {
        end = end.saturating_add(2);
    }
    end
}

/// `$5000`, `5000 €`, `€ 1 million`
fn sign(stop: &Stop) -> Option<Found> {
    let (index, code, certain) = stop.near().rev().find_map(|index| {
        let written = stop.word(index);
        let (_, code, certain) = SIGNS.iter().find(|(sign, _, _)| *sign == written)?;
        Some((index, *code, *certain))
    })?;
    let is_number = |index: usize| stop.get(index).is_some_and(|token| token.kind == Kind::Number);
    let next = index.saturating_add(1);
    let (from, to, amount) = if is_number(next) {
        let end = number_end(stop, next);
        (stop.get(index)?.start, stop.get(end.checked_sub(1)?)?.end, stop.slice(next, end))
    } else {
        let last = index.checked_sub(1).filter(|last| is_number(*last))?;
        let mut first = last;
        while first >= 2
            && matches!(stop.word(first.saturating_sub(1)), "." | ",")
            && is_number(first.saturating_sub(2))
        {
            first = first.saturating_sub(2);
        }
        (stop.get(first)?.start, stop.get(index)?.end, stop.slice(first, index))
    };
    // `US$ 5000`
    let country = index
        .checked_sub(1)
        .and_then(|before| stop.get(before))
        .filter(|before| Some(before.end) == stop.get(index).map(|sign| sign.start));
    let dollar = country.filter(|_| stop.word(index) == "$").and_then(|before| dollars(before.text));
    let (from, code, certain) = match (dollar, country) {
        (Some(code), Some(before)) => (before.start, code, true),
        _ => (from, code, certain),
    };
    let meant = format!("{amount} {code}");
    let found = Found::replace(Said::AmountForm, from, to, &meant);
    if certain {
        return Some(found);
    }
    let advice = format!("several currencies have this sign: write `{meant}` or whichever is meant");
    Some(found.unsure().because(advice))
}

/// The dollars of a country: `US$`, `HK$`.
fn dollars(country: &str) -> Option<&'static str> {
    match country {
        "US" | "USD" => Some("USD"),
        "A" | "AU" => Some("AUD"),
        "C" | "CA" => Some("CAD"),
        "HK" => Some("HKD"),
        "NZ" => Some("NZD"),
        "S" | "SG" => Some("SGD"),
        _ => None,
    }
}

/// `EUR 5000`
fn currency_first(stop: &Stop) -> Option<Found> {
    let number = stop.after(0).filter(|token| token.kind == Kind::Number)?;
    let unit = stop.before(1).filter(|unit| Currency::parse(unit.text).is_some())?;
    let end = number_end(stop, stop.at);
    let last = stop.get(end.checked_sub(1)?)?;
    let amount = stop.text.get(number.start..last.end)?;
    let found = Found::replace(Said::AmountForm, unit.start, last.end, &format!("{amount} {}", unit.text));
    // Marks between the digits are told by themselves; no advice repeats them.
    Some(if amount.contains(',') { found.because("write the currency behind the number") } else { found })
}

/// `25 per cent`
fn per_cent(stop: &Stop) -> Option<Found> {
    stop.near().find_map(|start| {
        let number = start.checked_sub(1).and_then(|before| stop.get(before))?;
        let first = stop.get(start).filter(|token| token.text == "per")?;
        let last = stop.get(start.saturating_add(1)).filter(|token| token.text == "cent")?;
        (number.kind == Kind::Number).then(|| {
            let found = Found::replace(Said::AmountForm, first.start, last.end, "%");
            Found { edits: vec![(number.end, last.end, "%".to_owned())], ..found }
        })
    })
}

/// `5‰`
fn per_mille(stop: &Stop) -> Option<Found> {
    let sign = stop.after(0).filter(|sign| sign.text == "‰")?;
    let mut start = stop.at.checked_sub(1)?;
    while start >= 2 && stop.word(start.saturating_sub(1)) == "." {
        start = start.saturating_sub(2);
    }
    let number = stop.get(start).filter(|number| number.kind == Kind::Number)?;
    let written = stop.text.get(number.start..sign.start)?.trim_end();
    let tenth = Number::parse("0.1")?;
    let meant = format!("{}%", Number::parse(written)?.multiply(&tenth));
    Some(Found::replace(Said::AmountForm, number.start, sign.end, &meant))
}

/// `5 m^2`
fn power(stop: &Stop) -> Option<Found> {
    let index = stop.near().rev().find(|index| stop.word(*index) == "^")?;
    let unit = stop.get(index.checked_sub(1)?).filter(|unit| unit.kind == Kind::Word)?;
    stop.get(index.checked_sub(2)?).filter(|number| number.kind == Kind::Number)?;
    let raised = stop.get(index.saturating_add(1))?;
    let meant = match raised.text {
        "2" => format!("{}²", unit.text),
        "3" => format!("{}³", unit.text),
        _ => return None,
    };
    crate::value::Unit::parse(&meant)?;
    Some(Found::replace(Said::AmountForm, unit.start, raised.end, &meant))
}

/// `2 x item.quantity`, `2 × 3`
fn times(stop: &Stop) -> Option<Found> {
    let index = stop.near().rev().find(|index| matches!(stop.word(*index), "x" | "X" | "×"))?;
    let number = stop.get(index.checked_sub(1)?).filter(|number| number.kind == Kind::Number)?;
    let sign = stop.get(index)?;
    let next = stop.get(index.saturating_add(1)).filter(|next| !next.first && next.start > sign.end)?;
    let value = matches!(next.kind, Kind::Number | Kind::Word) && !super::known::is_language(next.text);
    (value && number.end < sign.start).then(|| Found::replace(Said::OtherWords, sign.start, sign.end, "*"))
}
