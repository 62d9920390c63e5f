use std::collections::BTreeSet;

use super::super::date::{Date, parse_date};
use super::WorkingCalendar;

const WEEKEND: [bool; 7] = [false, false, false, false, false, true, true];

fn date(text: &str) -> Date {
    parse_date(text).unwrap()
}

/// The days from the first through the last of each pair.
fn spans(pairs: &[(&str, &str)]) -> BTreeSet<Date> {
    let days = |(first, last): &(&str, &str)| {
        let last = date(last);
        std::iter::successors(Some(date(first)), |day| day.tomorrow().ok())
            .take_while(move |day| *day <= last)
    };
    pairs.iter().flat_map(days).collect()
}

/// China, with the weekend days that were worked around its holidays.
fn china() -> WorkingCalendar {
    let worked = [
        "2025-01-26",
        "2025-02-08",
        "2025-04-27",
        "2025-09-28",
        "2025-10-11",
        "2026-01-04",
        "2026-02-14",
        "2026-02-28",
        "2026-05-09",
        "2026-09-20",
        "2026-10-10",
    ];
    WorkingCalendar {
        name: "china".to_owned(),
        covers_from: date("2025-01-01"),
        covers_through: date("2026-12-31"),
        weekend: WEEKEND,
        holidays: spans(&[
            ("2025-01-01", "2025-01-01"),
            ("2025-01-28", "2025-02-04"),
            ("2025-04-04", "2025-04-06"),
            ("2025-05-01", "2025-05-05"),
            ("2025-05-31", "2025-06-02"),
            ("2025-10-01", "2025-10-08"),
            ("2026-01-01", "2026-01-03"),
            ("2026-02-15", "2026-02-23"),
            ("2026-04-04", "2026-04-06"),
            ("2026-05-01", "2026-05-05"),
            ("2026-06-19", "2026-06-21"),
            ("2026-09-25", "2026-09-27"),
            ("2026-10-01", "2026-10-07"),
        ]),
        working: worked.into_iter().map(date).collect(),
    }
}

fn plain() -> WorkingCalendar {
    WorkingCalendar { holidays: BTreeSet::new(), working: BTreeSet::new(), ..china() }
}

#[test]
fn weekend_days_may_be_worked() {
    let china = china();
    assert_eq!(china.is_working(date("2025-10-11")), Some(true));
    assert_eq!(china.is_working(date("2026-02-28")), Some(true));
    assert_eq!(china.is_working(date("2025-10-12")), Some(false));
    assert_eq!(china.is_working(date("2025-10-08")), Some(false));
    assert_eq!(china.is_working(date("2025-10-10")), Some(true));
}

#[test]
fn ten_working_days_in_china() {
    assert_eq!(china().after(date("2025-10-10"), 10), Some(date("2025-10-23")));
    assert_eq!(plain().after(date("2025-10-10"), 10), Some(date("2025-10-24")));
    assert_eq!(china().after(date("2026-02-10"), 10), Some(date("2026-03-02")));
    assert_eq!(plain().after(date("2026-02-10"), 10), Some(date("2026-02-24")));
}

#[test]
fn counting_begins_with_the_next_day() {
    let plain = plain();
    assert_eq!(plain.after(date("2026-03-02"), 1), Some(date("2026-03-03")));
    assert_eq!(plain.after(date("2026-03-06"), 1), Some(date("2026-03-09")));
    assert_eq!(plain.after(date("2026-03-07"), 1), Some(date("2026-03-09")));
    assert_eq!(plain.after(date("2026-03-07"), 0), Some(date("2026-03-07")));
    assert_eq!(plain.after(date("2024-12-31"), 1), Some(date("2025-01-01")));
}

#[test]
fn nothing_is_known_outside_the_days_covered() {
    let china = china();
    assert_eq!(china.is_working(date("2024-12-31")), None);
    assert_eq!(china.is_working(date("2027-01-01")), None);
    assert_eq!(china.after(date("2026-12-30"), 1), Some(date("2026-12-31")));
    assert_eq!(china.after(date("2026-12-30"), 2), None);
    assert_eq!(china.after(date("2024-06-01"), 1), None);
    assert_eq!(china.after(date("2025-01-01"), u32::MAX), None);
}

#[test]
fn a_calendar_without_working_days_ends() {
    let idle = WorkingCalendar { weekend: [true; 7], ..plain() };
    assert_eq!(idle.after(date("2025-01-01"), 1), None);
}
