//! Days as people write them: `Q1 2025`, `January 2025`, a day with a time, periods in other words.

use super::known::Stop;
use super::tokens::Kind;
use super::{Found, Said};
use crate::value::date::diagnose_date;

/// A quarter or half of a year: its months, the first and the last, and the days of the last.
fn part_of_year(word: &str) -> Option<(&'static str, &'static str)> {
    Some(match word.to_uppercase().as_str() {
        "Q1" => ("01-01", "03-31"),
        "Q2" => ("04-01", "06-30"),
        "Q3" => ("07-01", "09-30"),
        "Q4" => ("10-01", "12-31"),
        "H1" => ("01-01", "06-30"),
        "H2" => ("07-01", "12-31"),
        _ => return None,
    })
}

/// The quarters of a text: which tokens each takes, its first day and its last.
fn quarters(stop: &Stop) -> Vec<(usize, usize, String, String)> {
    let is_year =
        |index: usize| stop.get(index).is_some_and(|year| year.kind == Kind::Number && year.text.len() == 4);
    let found = (0..stop.tokens.len()).filter_map(|index| {
        let (first, last) = part_of_year(stop.word(index))?;
        let mark = |index: usize| usize::from(matches!(stop.word(index), "-" | "/" | "of"));
        let behind = index.saturating_add(1).saturating_add(mark(index.saturating_add(1)));
        let before = index.checked_sub(1)?;
        let before = before.saturating_sub(mark(before));
        let (from, to, year) = if is_year(behind) {
            (index, behind.saturating_add(1), behind)
        } else if is_year(before) {
            (before, index.saturating_add(1), before)
        } else {
            return None;
        };
        let year = stop.word(year);
        Some((from, to, format!("{year}-{first}"), format!("{year}-{last}")))
    });
    found.collect()
}

/// `from Q1 2025`, `>= 2025Q4`: all of them at once
pub(super) fn mistake(stop: &Stop) -> Option<Found> {
    let found = quarters(stop);
    let near =
        |from: &usize, to: &usize| to.saturating_add(1) >= stop.at && *from <= stop.at.saturating_add(1);
    let (from, to, first, last) = found.iter().find(|(from, to, ..)| near(from, to))?;
    let edits = found.iter().map(|(from, to, first, last)| {
        // The rest is read with the day that is likely; which one is meant only the author knows.
        let ends = from.checked_sub(1).is_some_and(|before| stop.word(before) == "through");
        let day = if ends { last } else { first };
        Some((stop.get(*from)?.start, stop.get(to.checked_sub(1)?)?.end, day.clone()))
    });
    let edits: Option<Vec<(usize, usize, String)>> = edits.collect();
    let (start, end) = (stop.get(*from)?.start, stop.get(to.checked_sub(1)?)?.end);
    let advice = format!("name the day that is meant: it begins on `{first}` and ends on `{last}`");
    let told = Found::told(Said::AmountForm, start, end, advice);
    Some(Found { edits: edits?, hidden: true, ..told })
}

/// `January 2025`
pub(super) fn month(stop: &Stop) -> Option<Found> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let year = stop.near().rev().find(|index| {
        let month = index.checked_sub(1).map(|before| stop.word(before).to_lowercase()).unwrap_or_default();
        MONTHS.contains(&month.as_str()) && stop.word(*index).len() == 4
    })?;
    let (from, to) = (stop.get(year.checked_sub(1)?)?.start, stop.get(year)?.end);
    let month = MONTHS.iter().position(|month| *month == stop.word(year.saturating_sub(1)).to_lowercase())?;
    let year = stop.word(year);
    let first = format!("{year}-{:02}-01", month.saturating_add(1));
    let advice = format!("name the day that is meant, such as `{first}`");
    Some(Found::told(Said::AmountForm, from, to, advice))
}

/// The first token of a date `2025-12-01` near the stop, and the token behind it.
fn day(stop: &Stop) -> Option<(usize, usize)> {
    let start = (stop.at.saturating_sub(9)..=stop.at).rev().find(|index| {
        let end = index.saturating_add(5);
        stop.get(*index).is_some_and(|year| year.kind == Kind::Number && year.text.len() == 4)
            && end <= stop.tokens.len()
            && crate::value::date::parse_date(stop.slice(*index, end).get(..10).unwrap_or_default()).is_some()
    })?;
    Some((start, start.saturating_add(5)))
}

/// `2025-12-01 12:00`, `2025-12-01T12:00:00Z`
pub(super) fn clock(stop: &Stop) -> Option<Found> {
    let (start, mut end) = day(stop)?;
    let glued = stop.word(end).starts_with('T') && stop.get(end).is_some_and(|next| next.kind == Kind::Word);
    let spaced = stop.word(end.saturating_add(1)) == ":"
        && stop.get(end).is_some_and(|hour| hour.kind == Kind::Number && !hour.first);
    if !(glued || spaced) {
        return None;
    }
    let part = |index: usize| {
        stop.get(index).is_some_and(|token| {
            !token.first
                && (token.kind == Kind::Number
                    || matches!(token.text, ":" | "." | "+" | "Z" | "am" | "pm" | "h" | "UTC")
                    || token.text.starts_with('T'))
        })
    };
    while part(end) {
        end = end.saturating_add(1);
    }
    let (first, last) = (stop.get(start)?, stop.get(end.checked_sub(1)?)?);
    let date = stop.text.get(first.start..first.start.saturating_add(10))?;
    let found = Found::replace(Said::AmountForm, first.start, last.end, date);
    Some(found.unsure().because(format!("a date is a day, without the time: write `{date}`")))
}

/// `01.12.25`, `2025-12`, `1. Dezember 2025`, `"2025-12-31"` where a day is needed
pub(super) fn short_date(stop: &Stop) -> Option<Found> {
    let start =
        [stop.at, stop.at.saturating_sub(1), stop.at.saturating_sub(2)].into_iter().find(|index| {
            let Some(link) = index.checked_sub(1) else { return false };
            let period = stop.get(link).is_some_and(|link| link.first)
                || link.checked_sub(1).is_some_and(|force| stop.word(force) == "force");
            match stop.word(link) {
                "issued" | "taken" | "through" => true,
                "from" | "before" => period,
                _ => false,
            }
        })?;
    let first = stop.get(start).filter(|first| !first.first)?;
    let inner = first.text.trim_matches('"');
    if first.kind == Kind::Text && crate::value::date::parse_date(inner).is_some() {
        let found = Found::replace(Said::AmountForm, first.start, first.end, inner);
        return Some(found.because(format!("a date has no quotation marks: write `{inner}`")));
    }
    if first.kind != Kind::Number {
        return None;
    }
    let end = (start..stop.tokens.len()).take(6).find(|index| stop.ends_line(*index))?;
    let last = stop.get(end)?;
    let written = stop.slice(start, end.saturating_add(1));
    let whole = written.get(..10).and_then(crate::value::date::parse_date).is_some();
    if whole || diagnose_date(written).is_some() {
        return None;
    }
    let advice = "write the day as year-month-day, such as `2025-12-01`";
    Some(Found::told(Said::AmountForm, first.start, last.end, advice))
}

/// `in force 2025-01-01 - 2025-12-31`, `from D to D`
pub(super) fn period(stop: &Stop) -> Option<Found> {
    // The days of a condition are no period.
    if (stop.at.saturating_sub(14)..stop.at).any(|index| stop.word(index) == "between") {
        return None;
    }
    let at = |index: usize| {
        stop.get(index).is_some_and(|token| token.kind == Kind::Number && token.text.len() == 4)
    };
    let date_end = |index: usize| {
        (at(index) && stop.word(index.saturating_add(1)) == "-").then(|| index.saturating_add(5))
    };
    let advice = "write `from D through D`, in which both days are included, or `from D before D`";
    let start = stop.near().rev().find(|index| date_end(*index).is_some())?;
    if let Some(link) = start.checked_sub(1).and_then(|before| stop.get(before)) {
        let earlier = start.checked_sub(6).is_some_and(at);
        if earlier && matches!(link.text, "to" | "-" | "till" | "and") {
            let found = Found::replace(Said::OtherWords, link.start, link.end, "through");
            return Some(found.unsure().because(advice));
        }
        if link.text == "force" {
            let date = stop.get(start)?;
            let in_force = start.checked_sub(2).and_then(|word| stop.get(word)).unwrap_or(link);
            let end = date_end(start).and_then(|end| stop.get(end.checked_sub(1)?)).unwrap_or(date);
            let found = Found::replace(Said::OtherWords, in_force.start, end.end, "from");
            let found = Found { edits: vec![(date.start, date.start, "from ".to_owned())], ..found };
            return Some(found.because("write `from` before the first day"));
        }
    }
    let end = date_end(start)?;
    let link =
        stop.get(end).filter(|link| matches!(link.text, "to" | "-" | "and") && at(end.saturating_add(1)))?;
    let found = Found::replace(Said::OtherWords, link.start, link.end, "through");
    Some(found.unsure().because(advice))
}
