//! Days of the calendar, spans of time, and what went wrong where a day was meant.

mod mistake;

#[cfg(test)]
mod tests;

use std::fmt;

pub use jiff::civil::Date;

pub use self::mistake::{DateMistake, diagnose_date};

/// A span of months and days; a year is twelve months and a week seven days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Duration {
    /// Months of the calendar, added first.
    pub months: i32,
    /// Days, added to the day that the months lead to.
    pub days: i32,
}

impl Duration {
    /// That many days.
    pub fn of_days(days: i32) -> Duration {
        Duration { months: 0, days }
    }

    /// That many months.
    pub fn of_months(months: i32) -> Duration {
        Duration { months, days: 0 }
    }

    /// The same span backwards; none if it has no opposite.
    pub fn negate(self) -> Option<Duration> {
        Some(Duration { months: self.months.checked_neg()?, days: self.days.checked_neg()? })
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let years = self.months != 0 && self.months % 12 == 0;
        let months = if years { counted(self.months / 12, "year") } else { counted(self.months, "month") };
        let text = match (self.months, self.days) {
            (0, days) => counted(days, "day"),
            (_, 0) => months,
            (_, days) => format!("{months} and {}", counted(days, "day")),
        };
        formatter.pad(&text)
    }
}

fn counted(count: i32, name: &str) -> String {
    let ending = if count.unsigned_abs() == 1 { "" } else { "s" };
    format!("{count} {name}{ending}")
}

/// The day that lies `duration` after `date`. Months come first and stop at the end of a shorter month: 31 January
/// and one month is the last of February. None before the year 1 or after 9999.
pub fn add(date: Date, duration: &Duration) -> Option<Date> {
    let month = i64::from(date.year()) * 12 + i64::from(date.month()) - 1 + i64::from(duration.months);
    let year = i16::try_from(month.div_euclid(12)).ok()?;
    let first = Date::new(year, i8::try_from(month.rem_euclid(12) + 1).ok()?, 1).ok()?;
    let day = Date::new(year, first.month(), date.day().min(first.days_in_month())).ok()?;
    let span = jiff::Span::new().try_days(duration.days).ok()?;
    day.checked_add(span).ok().filter(|date| (1..=9999).contains(&date.year()))
}

/// How many days `later` comes after `earlier`; below zero if it comes before.
pub fn days_between(earlier: Date, later: Date) -> i32 {
    let hours = later.duration_since(earlier).as_hours();
    i32::try_from(hours / 24).unwrap_or(i32::MAX)
}

/// Reads `2026-03-01`: four, two and two digits; none for any other form and for days that do not exist.
pub fn parse_date(text: &str) -> Option<Date> {
    let (year, month, day) = parts(text)?;
    Date::new(year, month, day).ok()
}

/// The numbers in a text of the form `2026-03-01`, whether or not there is such a day.
fn parts(text: &str) -> Option<(i16, i8, i8)> {
    let form = text.len() == 10 && text.split('-').map(str::len).eq([4, 2, 2]);
    if !form || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return None;
    }
    let mut numbers = text.split('-');
    let year = numbers.next()?.parse().ok().filter(|year| *year > 0)?;
    Some((year, numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}
