//! Conditions over the slots of a case.

use crate::eval::decision::Truth;
use crate::typed::Comparison;

use super::form::{AmountId, Form, Node, NodeId, ReadId, Test};
use super::slots::{LOST, NONE, Slots, UNDETERMINABLE, UNKNOWN, is_open, unpack};

/// How deep one list can be gone through inside another.
pub const LEVELS: usize = 8;

/// A case while it is decided.
pub(super) struct Run<'r> {
    pub form: &'r Form,
    pub slots: &'r Slots,
    /// Truths that have been worked out, as [`code`] has them.
    pub memos: &'r mut [u8],
    /// For each text of a rule what is known of it: own, scope, applicable, holds, two bits each.
    pub states: &'r mut [u8],
    /// Texts of which something is known.
    pub touched: &'r mut Vec<u32>,
    /// First slots of the rows that are looked at, by level; the facts are the first.
    pub rows: [usize; LEVELS],
}

impl<'r> Run<'r> {
    /// What a condition comes to.
    pub fn truth(&mut self, id: NodeId) -> Truth {
        let Some(node) = self.form.nodes.get(id as usize) else { return Truth::Unknown };
        match *node {
            Node::Known(truth) => truth,
            Node::Flag(read) => of_cell(self.cell(read), |value| value != 0),
            Node::Within(read, low, high) => of_cell(self.cell(read), |value| low <= value && value <= high),
            Node::Other(read, other) => of_cell(self.cell(read), |value| value != other),
            Node::Member(read, set) => {
                let cell = self.cell(read);
                of_cell(cell, |value| self.has(set, value))
            }
            Node::Stranger(read, set) => {
                let cell = self.cell(read);
                of_cell(cell, |value| !self.has(set, value))
            }
            Node::Slots(operator, left, right) => self.compare_slots(operator, left, right),
            Node::Missing(read) => match self.cell(read) {
                NONE => Truth::Yes,
                value if is_open(value) => Truth::Unknown,
                _ => Truth::No,
            },
            Node::Undeterminable(read) => match self.cell(read) {
                UNDETERMINABLE => Truth::Yes,
                UNKNOWN | LOST => Truth::Unknown,
                _ => Truth::No,
            },
            Node::Not(inner) => not(self.truth(inner)),
            Node::All(start, end) => self.all(start, end),
            Node::Any(start, end) => self.any(start, end),
            Node::Then(first, second) => match self.truth(first) {
                Truth::Yes => self.truth(second),
                other => other,
            },
            Node::Choice(condition, yes, no) => match self.truth(condition) {
                Truth::Yes => self.truth(yes),
                Truth::No => self.truth(no),
                Truth::Unknown => Truth::Unknown,
            },
            Node::Compare(operator, left, right) => self.compare(operator, left, right),
            Node::Share(operator, over, under, value) => self.share(operator, over, under, value),
            Node::Some { list, table, level, body } => self.some(list, table, level, body),
            Node::Passes(start, end) => {
                let facts = self.slots.tables.first().map(Vec::as_slice).unwrap_or_default();
                self.passes(facts, self.tests((start, end)))
            }
            Node::SomeRow(list, table, start, end) => self.some_row(list, table, (start, end)),
            Node::Holds(start, end) => self.rules_hold(start, end),
            Node::Memo(slot, inner) => self.memo(slot, inner),
        }
    }

    /// The value of a slot, as the expression that reads it has it.
    #[inline]
    pub fn cell(&mut self, id: ReadId) -> i64 {
        let Some(read) = self.form.reads.get(id as usize) else { return UNKNOWN };
        let row = self.rows.get(usize::from(read.level)).copied().unwrap_or_default();
        let cell = self.slots.get(read.table, row.wrapping_add(read.slot as usize));
        match read.guard {
            None => cell,
            // Of a record that is not known nobody asks whether its field applies.
            Some(_) if cell == LOST => LOST,
            Some(guard) => match self.truth(guard) {
                Truth::Yes => cell,
                Truth::No => NONE,
                Truth::Unknown => UNKNOWN,
            },
        }
    }

    fn has(&self, set: u32, value: i64) -> bool {
        let Some(set) = self.form.sets.get(set as usize) else { return false };
        let word = usize::try_from(value >> 6).ok().and_then(|word| set.get(word)).copied();
        word.is_some_and(|word| word >> (value & 63) & 1 == 1)
    }

    fn all(&mut self, start: u32, end: u32) -> Truth {
        let mut result = Truth::Yes;
        for id in self.form.pool.get(start as usize..end as usize).unwrap_or_default() {
            match self.truth(*id) {
                Truth::Yes => {}
                Truth::No => return Truth::No,
                Truth::Unknown => result = Truth::Unknown,
            }
        }
        result
    }

    fn any(&mut self, start: u32, end: u32) -> Truth {
        let mut result = Truth::No;
        for id in self.form.pool.get(start as usize..end as usize).unwrap_or_default() {
            match self.truth(*id) {
                Truth::No => {}
                Truth::Yes => return Truth::Yes,
                Truth::Unknown => result = Truth::Unknown,
            }
        }
        result
    }

    fn some(&mut self, list: ReadId, table: u32, level: u8, body: NodeId) -> Truth {
        let list = self.cell(list);
        if is_open(list) {
            return if list == NONE { Truth::No } else { Truth::Unknown };
        }
        let (mut row, count) = unpack(list);
        let width = self.width(table);
        let before = self.row(level, row);
        let mut result = Truth::No;
        for _ in 0..count {
            self.row(level, row);
            match self.truth(body) {
                Truth::No => {}
                Truth::Yes => {
                    result = Truth::Yes;
                    break;
                }
                Truth::Unknown => result = Truth::Unknown,
            }
            row = row.wrapping_add(width);
        }
        self.row(level, before);
        result
    }

    fn some_row(&mut self, list: ReadId, table: u32, tests: (u32, u32)) -> Truth {
        let list = self.cell(list);
        if is_open(list) {
            return if list == NONE { Truth::No } else { Truth::Unknown };
        }
        let tests = self.tests(tests);
        let mut result = Truth::No;
        for row in self.rows_of(list, table) {
            match self.passes(row, tests) {
                Truth::No => {}
                Truth::Yes => return Truth::Yes,
                Truth::Unknown => result = Truth::Unknown,
            }
        }
        result
    }

    /// The rows of a list that is there.
    pub fn rows_of(&self, list: i64, table: u32) -> impl Iterator<Item = &'r [i64]> {
        let (start, count) = unpack(list);
        let width = self.width(table).max(1);
        let end = start.saturating_add(count.saturating_mul(width));
        let cells = self.slots.tables.get(table as usize).and_then(|cells| cells.get(start..end));
        cells.unwrap_or_default().chunks_exact(width)
    }

    pub fn tests(&self, (start, end): (u32, u32)) -> &'r [Test] {
        self.form.tests.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Whether a row passes all tests.
    #[inline]
    pub fn passes(&self, row: &[i64], tests: &[Test]) -> Truth {
        let mut result = Truth::Yes;
        for test in tests {
            let cell = row.get(test.slot() as usize).copied().unwrap_or(UNKNOWN);
            let passed = match *test {
                Test::Within(_, low, high) => low <= cell && cell <= high,
                Test::Other(_, other) => cell != other,
                Test::Member(_, set) => self.has(set, cell),
                Test::Stranger(_, set) => !self.has(set, cell),
            };
            match (is_open(cell), passed) {
                (false, true) => {}
                (false, false) => return Truth::No,
                (true, _) if cell == NONE => return Truth::No,
                (true, _) => result = Truth::Unknown,
            }
        }
        result
    }

    /// Slots of a row.
    pub fn width(&self, table: u32) -> usize {
        self.form.tables.get(table as usize).map_or(0, |table| table.width as usize)
    }

    /// Looks at another row; gives the one before.
    pub fn row(&mut self, level: u8, row: usize) -> usize {
        self.rows.get_mut(usize::from(level)).map_or(0, |before| std::mem::replace(before, row))
    }

    fn compare_slots(&mut self, operator: Comparison, left: ReadId, right: ReadId) -> Truth {
        let (left, right) = (self.cell(left), self.cell(right));
        if left == NONE || right == NONE {
            return Truth::No;
        }
        if is_open(left) || is_open(right) {
            return Truth::Unknown;
        }
        certain(ordered(operator, left.cmp(&right)))
    }

    fn compare(&mut self, operator: Comparison, left: AmountId, right: AmountId) -> Truth {
        let (left, right) = (self.amount(left), self.amount(right));
        left.compare(operator, right)
    }

    fn share(&mut self, operator: Comparison, over: AmountId, under: AmountId, value: AmountId) -> Truth {
        let (over, under, value) = (self.amount(over), self.amount(under), self.amount(value));
        over.compare_share(operator, under, value)
    }

    fn memo(&mut self, slot: u32, inner: NodeId) -> Truth {
        if let Some(truth) = self.memos.get(slot as usize).copied().and_then(decode) {
            return truth;
        }
        let truth = self.truth(inner);
        if let Some(memo) = self.memos.get_mut(slot as usize) {
            *memo = code(truth);
        }
        truth
    }
}

/// The truth of a test of a slot.
#[inline]
fn of_cell(cell: i64, test: impl FnOnce(i64) -> bool) -> Truth {
    if is_open(cell) {
        return if cell == NONE { Truth::No } else { Truth::Unknown };
    }
    certain(test(cell))
}

pub(super) fn certain(yes: bool) -> Truth {
    if yes { Truth::Yes } else { Truth::No }
}

pub(super) fn not(truth: Truth) -> Truth {
    match truth {
        Truth::Yes => Truth::No,
        Truth::No => Truth::Yes,
        Truth::Unknown => Truth::Unknown,
    }
}

/// Whether an order is the one that an operator asks for.
pub(super) fn ordered(operator: Comparison, order: std::cmp::Ordering) -> bool {
    match operator {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::AtLeast => order.is_ge(),
    }
}

/// A truth in two bits; 0 is none yet.
pub(super) fn code(truth: Truth) -> u8 {
    match truth {
        Truth::Yes => 1,
        Truth::No => 2,
        Truth::Unknown => 3,
    }
}

pub(super) fn decode(code: u8) -> Option<Truth> {
    match code & 3 {
        1 => Some(Truth::Yes),
        2 => Some(Truth::No),
        3 => Some(Truth::Unknown),
        _ => None,
    }
}
