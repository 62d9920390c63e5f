//! What a case says, as numbers.

use crate::value::Date;

/// There is no value.
pub const NONE: i64 = i64::MIN;
/// There may be a value, but it is not known.
pub const UNKNOWN: i64 = i64::MIN + 1;
/// There may be a value, and somebody found that it cannot be determined.
pub const UNDETERMINABLE: i64 = i64::MIN + 2;
/// The record in which the value would stand is not known.
pub const LOST: i64 = i64::MIN + 3;

/// The slots of a case: for each table its rows, one behind the other. The first table has one row, the facts.
#[derive(Clone, Debug, Default)]
pub struct Slots {
    pub(super) tables: Vec<Vec<i64>>,
    /// Rows in all.
    pub(super) rows: usize,
}

impl Slots {
    /// The value of a slot; unknown where there is no such slot.
    pub(super) fn get(&self, table: u32, slot: usize) -> i64 {
        self.tables.get(table as usize).and_then(|cells| cells.get(slot)).copied().unwrap_or(UNKNOWN)
    }

    pub(super) fn set(&mut self, table: u32, slot: usize, value: i64) {
        if let Some(cell) = self.tables.get_mut(table as usize).and_then(|cells| cells.get_mut(slot)) {
            *cell = value;
        }
    }
}

/// Whether a slot has no number.
pub(super) fn is_open(value: i64) -> bool {
    value <= LOST
}

/// First slot of a list's rows and their count, in one number.
pub fn pack(start: usize, count: usize) -> Option<i64> {
    let (start, count) = (i64::try_from(start).ok()?, i64::from(u32::try_from(count).ok()?));
    start.checked_mul(1 << 32)?.checked_add(count)
}

/// First slot of a list's rows and their count.
pub(super) fn unpack(list: i64) -> (usize, usize) {
    let (start, count) = (list >> 32, list & 0xffff_ffff);
    (usize::try_from(start).unwrap_or(usize::MAX), usize::try_from(count).unwrap_or_default())
}

/// The number of a day: days since 1 March of the year 0.
pub fn day_number(day: Date) -> i64 {
    number_of_day(i64::from(day.year()), i64::from(day.month()), i64::from(day.day()))
}

/// The number of a day that exists.
pub(super) fn number_of_day(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leaps + (month * 153 + 2) / 5 + day - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_numbered_without_a_gap() {
        let mut day = Date::new(1, 1, 1).unwrap();
        let mut number = day_number(day);
        while let Ok(next) = day.tomorrow() {
            assert_eq!(day_number(next), number + 1, "{next}");
            (day, number) = (next, number + 1);
        }
        assert_eq!(day, Date::new(9999, 12, 31).unwrap());
    }

    #[test]
    fn a_list_is_one_number_that_is_not_open() {
        for (start, count) in [(0, 0), (0, 7), (1 << 30, u32::MAX as usize)] {
            let packed = pack(start, count).unwrap();
            assert!(!is_open(packed));
            assert_eq!(unpack(packed), (start, count));
        }
        assert_eq!(pack(1 << 40, 1), None);
    }
}
