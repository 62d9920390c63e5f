//! Amounts over the slots of a case: whole numbers of a power of ten that `lower` has made the same on both
//! sides. What overflows 128 bits, or meets another currency, is unknown here and left to the evaluator.

use crate::eval::decision::Truth;
use crate::typed::Comparison;

use super::form::{Amount, AmountId, Gather, NodeId, ReadId};
use super::run::{Run, certain, ordered};
use super::slots::{NONE, is_open, unpack};

/// An amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    /// There is none.
    None,
    /// Not known here.
    Unknown,
    /// So much, and of which currency; 0 for no money, and for a sum of nothing.
    Known(i128, u32),
}

impl Figure {
    /// `a < b`; false for none.
    pub fn compare(self, operator: Comparison, other: Figure) -> Truth {
        match (self, other) {
            (Figure::None, _) | (_, Figure::None) => Truth::No,
            (Figure::Known(left, one), Figure::Known(right, two)) if alike(one, two) => {
                certain(ordered(operator, left.cmp(&right)))
            }
            _ => Truth::Unknown,
        }
    }

    /// `a / b < c`; false for none. The sides are multiplied across, so nothing is rounded.
    pub fn compare_share(self, operator: Comparison, under: Figure, value: Figure) -> Truth {
        let (over, under, value) = match (self, under, value) {
            (Figure::None, _, _) | (_, Figure::None, _) | (_, _, Figure::None) => return Truth::No,
            (Figure::Known(over, one), Figure::Known(under, two), Figure::Known(value, 0))
                if alike(one, two) =>
            {
                (over, under, value)
            }
            _ => return Truth::Unknown,
        };
        let Some(product) = value.checked_mul(under) else { return Truth::Unknown };
        match under.signum() {
            0 => Truth::Unknown,
            1 => certain(ordered(operator, over.cmp(&product))),
            _ => certain(ordered(operator, product.cmp(&over))),
        }
    }

    /// Two amounts of one currency through a function; none of none.
    fn with(self, other: Figure, function: impl FnOnce(i128, i128) -> Option<i128>) -> Figure {
        match (self, other) {
            (Figure::None, _) | (_, Figure::None) => Figure::None,
            (Figure::Known(left, one), Figure::Known(right, two)) if alike(one, two) => {
                function(left, right).map_or(Figure::Unknown, |found| Figure::Known(found, one.max(two)))
            }
            _ => Figure::Unknown,
        }
    }
}

/// Whether two amounts need no exchange rate.
fn alike(one: u32, two: u32) -> bool {
    one == two || one == 0 || two == 0
}

impl Run<'_> {
    /// What an amount comes to.
    pub fn amount(&mut self, id: AmountId) -> Figure {
        let Some(amount) = self.form.amounts.get(id as usize) else { return Figure::Unknown };
        match *amount {
            Amount::Known(number, currency) => Figure::Known(number, currency),
            Amount::Unknown => Figure::Unknown,
            Amount::Nothing => Figure::None,
            Amount::Slot(read, factor) => figure(self.cell(read), factor, 0),
            Amount::Money(read, factor) => self.money(read, factor),
            Amount::Add(left, right) => self.two(left, right, i128::checked_add),
            Amount::Subtract(left, right) => self.two(left, right, i128::checked_sub),
            Amount::Multiply(left, right) => self.two(left, right, i128::checked_mul),
            Amount::Choice(condition, yes, no) => match self.truth(condition) {
                Truth::Yes => self.amount(yes),
                Truth::No => self.amount(no),
                Truth::Unknown => Figure::Unknown,
            },
            Amount::Total { list, table, tests, slot, factor } => {
                self.total((list, table), tests, slot, factor)
            }
            Amount::Rows { gather, list, table, level, filter, value } => {
                self.gather(gather, list, (table, level), filter, value)
            }
        }
    }

    fn two(&mut self, left: AmountId, right: AmountId, function: fn(i128, i128) -> Option<i128>) -> Figure {
        let (left, right) = (self.amount(left), self.amount(right));
        left.with(right, function)
    }

    fn money(&mut self, read: ReadId, factor: i64) -> Figure {
        let cell = self.cell(read);
        let currency = self.form.reads.get(read as usize).map_or(0, |read| {
            let row = self.rows.get(usize::from(read.level)).copied().unwrap_or_default();
            self.slots.get(read.table, row.wrapping_add(read.slot as usize).wrapping_add(1))
        });
        match u32::try_from(currency) {
            Ok(currency) => figure(cell, factor, currency),
            Err(_) if cell == NONE => Figure::None,
            Err(_) => Figure::Unknown,
        }
    }

    fn total(&mut self, (list, table): (ReadId, u32), tests: (u32, u32), slot: u32, factor: i64) -> Figure {
        let list = self.cell(list);
        if is_open(list) {
            return if list == NONE { Figure::Known(0, 0) } else { Figure::Unknown };
        }
        let tests = self.tests(tests);
        let mut sum = 0_i128;
        for row in self.rows_of(list, table) {
            match self.passes(row, tests) {
                Truth::Yes => match row.get(slot as usize) {
                    Some(cell) if !is_open(*cell) => sum += i128::from(*cell),
                    Some(&NONE) => {}
                    Some(_) | None => return Figure::Unknown,
                },
                Truth::No => {}
                Truth::Unknown => return Figure::Unknown,
            }
        }
        sum.checked_mul(i128::from(factor)).map_or(Figure::Unknown, |sum| Figure::Known(sum, 0))
    }

    fn gather(
        &mut self,
        gather: Gather,
        list: ReadId,
        (table, level): (u32, u8),
        filter: Option<NodeId>,
        value: AmountId,
    ) -> Figure {
        let list = self.cell(list);
        if is_open(list) && list != NONE {
            return Figure::Unknown;
        }
        let (mut row, count) = if list == NONE { (0, 0) } else { unpack(list) };
        let width = self.width(table);
        let before = self.row(level, row);
        let mut result = match gather {
            Gather::Sum => Figure::Known(0, 0),
            Gather::Least | Gather::Greatest => Figure::None,
        };
        for _ in 0..count {
            self.row(level, row);
            row = row.wrapping_add(width);
            match filter.map_or(Truth::Yes, |filter| self.truth(filter)) {
                Truth::Yes => {
                    let found = self.amount(value);
                    result = taken_together(gather, result, found);
                }
                Truth::No => continue,
                Truth::Unknown => result = Figure::Unknown,
            }
            if result == Figure::Unknown {
                break;
            }
        }
        self.row(level, before);
        result
    }
}

/// What has been gathered so far, with one more.
fn taken_together(gather: Gather, before: Figure, next: Figure) -> Figure {
    match (gather, before, next) {
        (_, before, Figure::None) => before,
        (Gather::Sum, before, next) => before.with(next, i128::checked_add),
        (Gather::Least | Gather::Greatest, Figure::None, next) => next,
        (Gather::Least, before, next) => before.with(next, |one, two| Some(one.min(two))),
        (Gather::Greatest, before, next) => before.with(next, |one, two| Some(one.max(two))),
    }
}

/// The amount in a slot.
fn figure(cell: i64, factor: i64, currency: u32) -> Figure {
    if is_open(cell) {
        return if cell == NONE { Figure::None } else { Figure::Unknown };
    }
    match factor {
        1 => Figure::Known(i128::from(cell), currency),
        factor => Figure::Known(i128::from(cell) * i128::from(factor), currency),
    }
}
