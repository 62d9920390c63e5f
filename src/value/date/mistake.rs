//! What people write where a day is meant, and the day they may have meant.

use super::{Date, parse_date, parts};

/// Why a text is no day of the form `2026-03-01`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateMistake {
    /// The month has no such day: `2026-02-30`.
    NoSuchDay {
        /// The last day that the month has.
        last_day: Date,
    },
    /// A month or day of one digit: `2026-3-1`.
    ShortParts {
        /// The day that was meant.
        written: Date,
    },
    /// Two readings: `01/03/2026`.
    DayMonth {
        /// The day if the day stands first.
        first: Date,
        /// The day if the month stands first.
        second: Date,
    },
    /// Another order or other marks with one reading: `31.12.2026`, `2026/03/01`, `1 March 2026`, `20260301`.
    OtherOrder {
        /// The day that was meant.
        written: Date,
    },
}

/// What is wrong with a text that is no day; none if it is one, or no guess is possible.
pub fn diagnose_date(text: &str) -> Option<DateMistake> {
    let text = text.trim();
    if parse_date(text).is_some() {
        return None;
    }
    if let Some((year, month, _)) = parts(text)
        && let Ok(first) = Date::new(year, month, 1)
    {
        return Some(DateMistake::NoSuchDay { last_day: first.last_of_month() });
    }
    if let Some(written) = with_time(text).or_else(|| compact(text)).or_else(|| with_month_name(text)) {
        return Some(DateMistake::OtherOrder { written });
    }
    numbers(text)
}

/// `2026-03-01T10:00:00Z`, `2026-03-01 10:00`.
fn with_time(text: &str) -> Option<Date> {
    let (date, time) = text.split_once(['T', ' '])?;
    let hour = time.split_once(':').map(|(hour, _)| hour)?;
    hour.parse::<u8>().ok().filter(|hour| *hour < 25)?;
    parse_date(date)
}

/// `20260301`.
fn compact(text: &str) -> Option<Date> {
    if text.len() != 8 {
        return None;
    }
    let (year, rest) = text.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    parse_date(&format!("{year}-{month}-{day}"))
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// `1 March 2026`, `March 1, 2026`, `01-Mar-2026`, `2026 March 1`.
fn with_month_name(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split([' ', ',', '.', '-', '/']).filter(|word| !word.is_empty()).collect();
    let [first, second, third] = words.as_slice() else {
        return None;
    };
    if let Some(month) = month_named(first) {
        return date(third, month, second);
    }
    let month = month_named(second)?;
    if first.len() == 4 { date(first, month, third) } else { date(third, month, first) }
}

fn month_named(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let start = word.get(..3).filter(|_| word.chars().all(char::is_alphabetic))?;
    let place = MONTHS.iter().position(|month| *month == start)?;
    i8::try_from(place + 1).ok()
}

fn date(year: &str, month: i8, day: &str) -> Option<Date> {
    let day = day.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let year = Some(year).filter(|year| year.len() == 4)?.parse().ok().filter(|year| *year > 0)?;
    Date::new(year, month, day.parse().ok()?).ok()
}

/// Three numbers in an order or with marks of their own.
fn numbers(text: &str) -> Option<DateMistake> {
    let words: Vec<&str> = text.split(['-', '/', '.', ' ']).filter(|word| !word.is_empty()).collect();
    let [first, second, third] = words.as_slice() else {
        return None;
    };
    match (first.len(), third.len()) {
        (4, _) => year_first(first, second, third, text.contains('-')),
        (_, 4) => year_last(first, second, third),
        (_, _) => None,
    }
}

fn year_first(year: &str, second: &str, third: &str, dashes: bool) -> Option<DateMistake> {
    match (numbered(year, second, third), numbered(year, third, second)) {
        (Some(written), _) if dashes => Some(DateMistake::ShortParts { written }),
        (Some(written), _) | (None, Some(written)) => Some(DateMistake::OtherOrder { written }),
        (None, None) => None,
    }
}

fn year_last(first: &str, second: &str, year: &str) -> Option<DateMistake> {
    match (numbered(year, second, first), numbered(year, first, second)) {
        (Some(day_first), Some(month_first)) if day_first != month_first => {
            Some(DateMistake::DayMonth { first: day_first, second: month_first })
        }
        (Some(written), _) | (None, Some(written)) => Some(DateMistake::OtherOrder { written }),
        (None, None) => None,
    }
}

fn numbered(year: &str, month: &str, day: &str) -> Option<Date> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(month) || !digits(day) {
        return None;
    }
    date(year, month.parse().ok()?, day)
}
