//! Working days of a place, as data: weekends, holidays and weekend days that are worked.

use std::collections::BTreeSet;

use super::Date;

#[cfg(test)]
mod tests;

/// Which days are worked, for the days that it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingCalendar {
    /// What policies call it.
    pub name: String,
    /// The first day that it knows.
    pub covers_from: Date,
    /// The last day that it knows.
    pub covers_through: Date,
    /// Days of the week without work, Monday first.
    pub weekend: [bool; 7],
    /// Days without work whatever the day of the week.
    pub holidays: BTreeSet<Date>,
    /// Days with work although the weekend or a holiday says otherwise.
    pub working: BTreeSet<Date>,
}

impl WorkingCalendar {
    /// Whether `date` is worked; none outside the days that are covered.
    pub fn is_working(&self, date: Date) -> Option<bool> {
        if date < self.covers_from || date > self.covers_through {
            return None;
        }
        let day = usize::try_from(date.weekday().to_monday_zero_offset()).ok()?;
        let rest = self.weekend.get(day).copied()? || self.holidays.contains(&date);
        Some(self.working.contains(&date) || !rest)
    }

    /// The `n`-th working day after `date`, whose next day counts first; none beyond the days that are covered.
    pub fn after(&self, date: Date, n: u32) -> Option<Date> {
        let mut left = n;
        let mut day = date;
        while left > 0 {
            day = day.tomorrow().ok()?;
            if self.is_working(day)? {
                left -= 1;
            }
        }
        Some(day)
    }
}
