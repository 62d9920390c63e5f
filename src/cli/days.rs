//! Days of the command line. The only place that asks the clock.

use crate::value::date::{DateMistake, add, diagnose_date, parse_date};
use crate::value::{Date, Duration};

/// A day as written, or `today`.
///
/// Errors say what to write.
pub(super) fn day(text: &str) -> Result<Date, String> {
    if text == "today" {
        return Ok(today());
    }
    parse_date(text).ok_or_else(|| match diagnose_date(text) {
        Some(DateMistake::NoSuchDay { last_day }) => {
            format!("there is no such day; the month ends on {last_day}")
        }
        Some(DateMistake::ShortParts { written } | DateMistake::OtherOrder { written }) => {
            format!("write {written}")
        }
        Some(DateMistake::DayMonth { first, second }) => {
            format!("write {first} or {second}, whichever is meant")
        }
        None => "write year-month-day, such as 2026-12-01, or `today`".to_owned(),
    })
}

/// The day by the system's clock, in UTC.
pub(super) fn today() -> Date {
    day_of(seconds())
}

/// The day and time by the system's clock: `2026-12-01T09:30:00Z`.
pub(super) fn now() -> String {
    let seconds = seconds();
    let (hour, minute) = (seconds / 3_600 % 24, seconds / 60 % 60);
    format!("{}T{hour:02}:{minute:02}:{:02}Z", day_of(seconds), seconds % 60)
}

/// Seconds since 1970.
fn seconds() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

/// The day of a second since 1970.
pub(super) fn day_of(seconds: u64) -> Date {
    let days = i32::try_from(seconds / 86_400).unwrap_or_default();
    let epoch = Date::constant(1970, 1, 1);
    add(epoch, &Duration::of_days(days)).unwrap_or(epoch)
}
