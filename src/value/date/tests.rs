use proptest::prelude::*;

use super::{Date, DateMistake, Duration, add, days_between, diagnose_date, parse_date};

fn date(text: &str) -> Date {
    parse_date(text).unwrap_or_else(|| panic!("`{text}` is a day"))
}

#[test]
fn one_form_is_read() {
    assert_eq!(date("2026-03-01"), Date::constant(2026, 3, 1));
    assert_eq!(date("0001-01-01"), Date::constant(1, 1, 1));
    assert_eq!(date("9999-12-31"), Date::constant(9999, 12, 31));
    assert_eq!(date("2024-02-29"), Date::constant(2024, 2, 29));
    for text in [
        "",
        "2026-3-1",
        "2026-02-29",
        "0000-01-01",
        "2026-03-01 ",
        "+026-03-01",
        "-026-03-01",
        "20260301",
        "2026-03-01T00:00",
    ] {
        assert_eq!(parse_date(text), None, "{text}");
    }
}

#[test]
fn months_stop_at_the_end_of_the_month() {
    for (start, months, days, expected) in [
        ("2026-01-31", 1, 0, "2026-02-28"),
        ("2024-01-31", 1, 0, "2024-02-29"),
        ("2024-02-29", 12, 0, "2025-02-28"),
        ("2026-01-31", 1, 1, "2026-03-01"),
        ("2026-11-10", 2, 0, "2027-01-10"),
        ("2026-01-10", -1, 0, "2025-12-10"),
        ("2026-03-31", -1, 0, "2026-02-28"),
        ("2026-02-28", 0, 10, "2026-03-10"),
        ("2026-01-01", 0, -1, "2025-12-31"),
    ] {
        assert_eq!(add(date(start), &Duration { months, days }), Some(date(expected)), "{start}");
    }
}

#[test]
fn time_ends() {
    for duration in [
        Duration::of_days(1),
        Duration::of_months(1),
        Duration::of_days(i32::MAX),
        Duration::of_months(i32::MAX),
    ] {
        assert_eq!(add(date("9999-12-31"), &duration), None);
        assert_eq!(add(date("0001-01-01"), &duration.negate().unwrap()), None);
    }
    assert_eq!(add(date("9999-12-31"), &Duration::of_days(i32::MIN)), None);
    assert_eq!(Duration::of_days(i32::MIN).negate(), None);
}

#[test]
fn spans_are_shown_in_words() {
    for (months, days, text) in [
        (0, 10, "10 days"),
        (0, 1, "1 day"),
        (1, 0, "1 month"),
        (14, 0, "14 months"),
        (12, 0, "1 year"),
        (60, 0, "5 years"),
        (1, 10, "1 month and 10 days"),
        (0, 0, "0 days"),
        (-1, 0, "-1 month"),
    ] {
        assert_eq!(Duration { months, days }.to_string(), text);
    }
}

#[test]
fn days_are_counted() {
    assert_eq!(days_between(date("2026-02-28"), date("2026-03-01")), 1);
    assert_eq!(days_between(date("2026-03-01"), date("2026-02-28")), -1);
    assert_eq!(days_between(date("0001-01-01"), date("9999-12-31")), 3_652_058);
}

fn other(text: &str) -> DateMistake {
    DateMistake::OtherOrder { written: date(text) }
}

#[test]
fn mistakes_that_are_recognised() {
    let short = DateMistake::ShortParts { written: date("2026-03-01") };
    let either = DateMistake::DayMonth { first: date("2026-03-01"), second: date("2026-01-03") };
    let no_day = DateMistake::NoSuchDay { last_day: date("2026-02-28") };
    for (text, mistake) in [
        ("2026-02-30", no_day),
        ("2026-3-1", short.clone()),
        ("2026-03-1", short),
        ("01/03/2026", either.clone()),
        ("1.3.2026", either),
        ("31.12.2026", other("2026-12-31")),
        ("12/31/2026", other("2026-12-31")),
        ("03/03/2026", other("2026-03-03")),
        ("2026/03/01", other("2026-03-01")),
        ("2026-13-01", other("2026-01-13")),
        ("20260301", other("2026-03-01")),
        ("1 March 2026", other("2026-03-01")),
        ("March 1st, 2026", other("2026-03-01")),
        ("01-Mar-2026", other("2026-03-01")),
        ("2026-03-01T10:00:00Z", other("2026-03-01")),
    ] {
        assert_eq!(diagnose_date(text), Some(mistake), "{text}");
    }
}

#[test]
fn texts_without_a_guess() {
    for text in [
        "2026-03-01",
        "",
        "tomorrow",
        "2026",
        "01/03/26",
        "99/99/2026",
        "1 2 3",
        "x-y-2026",
        "ça va 2026",
        "2026-00-00",
    ] {
        assert_eq!(diagnose_date(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "\\PC{0,12}") {
        let _ = (parse_date(&text), diagnose_date(&text));
    }

    #[test]
    fn days_that_are_added_are_counted(year in 1_i16..9990, month in 1_i8..13, day in 1_i8..29, days in -300_i32..3000) {
        let start = Date::new(year, month, day).unwrap();
        if let Some(end) = add(start, &Duration::of_days(days)) {
            prop_assert_eq!(days_between(start, end), days);
            prop_assert_eq!(parse_date(&end.to_string()), Some(end));
        }
    }
}
