//! Facts that have been read fill the slots.

use crate::value::{Number, Value};

use super::form::{FieldUse, Form, Kind, ShapeId};
use super::letters::{country_number, currency_number};
use super::slots::{LOST, Slots, UNDETERMINABLE, UNKNOWN, day_number, is_open, pack};

/// Numbers of slots stay below this, so that no bound of a range meets one by chance.
pub(super) const MOST: i64 = 1 << 62;

impl Form {
    /// Fills the slots from facts; nothing where they say something that slots cannot hold.
    pub fn fill(&self, root: &Value, slots: &mut Slots) -> Option<()> {
        let Value::Record(record) = root else { return None };
        self.begin(slots);
        self.fill_record(0, &record.fields, 0, slots)?;
        self.end(slots);
        Some(())
    }

    /// Slots of which nothing is known.
    pub(super) fn begin(&self, slots: &mut Slots) {
        slots.rows = 0;
        if slots.tables.len() != self.tables.len() {
            slots.tables.clear();
            slots.tables.resize(self.tables.len(), Vec::new());
        }
        for cells in &mut slots.tables {
            cells.clear();
        }
        if let (Some(cells), Some(table)) = (slots.tables.first_mut(), self.tables.first()) {
            cells.extend_from_slice(&table.blank);
        }
    }

    /// The day that picks the law, once the facts are in their slots.
    pub(super) fn end(&self, slots: &mut Slots) {
        if let Some((fact, day)) = self.governed_by {
            let found = slots.get(0, fact as usize);
            slots.set(0, day as usize, if is_open(found) { UNKNOWN } else { found });
        }
    }

    fn fill_record(&self, shape: ShapeId, fields: &[Value], row: usize, slots: &mut Slots) -> Option<()> {
        let shape = self.shapes.get(shape as usize)?;
        if let Some(present) = shape.present {
            slots.set(shape.table, row.checked_add(present as usize)?, 1);
        }
        for (value, field) in fields.iter().zip(&shape.fields) {
            let at = |slot: u32| row.checked_add(slot as usize);
            match field.r#use {
                FieldUse::Unread => slots.rows = slots.rows.saturating_add(rows_in(value)),
                FieldUse::Slot(slot) => {
                    self.fill_scalar(value, &field.kind, (shape.table, at(slot)?), slots)?
                }
                FieldUse::Code(slot, nearest) => {
                    self.fill_scalar(value, &field.kind, (shape.table, at(slot)?), slots)?;
                    slots.set(shape.table, at(nearest)?, self.nearest_of(value));
                }
                FieldUse::Record(inner) => self.fill_inner(value, inner, row, slots)?,
                FieldUse::List(slot, table) => {
                    let list = self.fill_list(value, table, slots)?;
                    slots.set(shape.table, at(slot)?, list);
                }
            }
        }
        Some(())
    }

    fn fill_inner(&self, value: &Value, inner: ShapeId, row: usize, slots: &mut Slots) -> Option<()> {
        match value {
            Value::Record(record) => self.fill_record(inner, &record.fields, row, slots),
            // A record that is not there leaves its slots as they are laid out; one that may be there does not.
            Value::None => self.shut(inner, row, super::slots::NONE, slots),
            Value::Unknown(unknown) if !unknown.undeterminable => self.shut(inner, row, LOST, slots),
            _ => None,
        }
    }

    /// All slots of a record that is not there, or of which nothing is known.
    pub(super) fn shut(&self, shape: ShapeId, row: usize, value: i64, slots: &mut Slots) -> Option<()> {
        let shape = self.shapes.get(shape as usize)?;
        let present = shape.present.map(|slot| (slot, value));
        for (slot, _) in present.iter().chain(&shape.silent) {
            slots.set(shape.table, row.checked_add(*slot as usize)?, value);
        }
        Some(())
    }

    fn fill_list(&self, value: &Value, table: u32, slots: &mut Slots) -> Option<i64> {
        let list = match value {
            Value::List(list) => list,
            open => return open_value(open),
        };
        let start = slots.tables.get(table as usize)?.len();
        for item in list.items.iter() {
            let row = self.new_row(table, slots)?;
            let rows = self.tables.get(table as usize)?;
            match (item, rows.shape, &rows.element) {
                (Value::Record(record), Some(shape), _) => {
                    self.fill_record(shape, &record.fields, row, slots)?
                }
                (Value::Record(_) | Value::Unknown(_) | Value::None, _, _) => return None,
                (value, _, Some(element)) => match element.r#use {
                    FieldUse::Slot(_) => self.fill_scalar(value, &element.kind, (table, row), slots)?,
                    FieldUse::Code(_, nearest) => {
                        self.fill_scalar(value, &element.kind, (table, row), slots)?;
                        slots.set(table, row.checked_add(nearest as usize)?, self.nearest_of(value));
                    }
                    FieldUse::Unread | FieldUse::Record(_) | FieldUse::List(..) => return None,
                },
                (_, _, None) => return None,
            }
        }
        pack(start, list.items.len())
    }

    /// One more row of a table, of which nothing is known; gives its first slot.
    pub(super) fn new_row(&self, table: u32, slots: &mut Slots) -> Option<usize> {
        slots.rows = slots.rows.saturating_add(1);
        let blank = &self.tables.get(table as usize)?.blank;
        let cells = slots.tables.get_mut(table as usize)?;
        let row = cells.len();
        cells.extend_from_slice(blank);
        Some(row)
    }

    fn fill_scalar(&self, value: &Value, kind: &Kind, at: (u32, usize), slots: &mut Slots) -> Option<()> {
        let number = match (kind, value) {
            (_, Value::None | Value::Unknown(_)) => open_value(value)?,
            (Kind::Boolean, Value::Boolean(value)) => i64::from(*value),
            (Kind::Text, Value::Text(text)) => i64::from(self.symbols.get(text.as_bytes())),
            (Kind::Code(_), Value::Code(code)) => i64::from(self.symbols.get(code.as_str().as_bytes())),
            (Kind::Country, Value::Country(country)) => country_number(*country)?,
            (Kind::Enum(_), Value::Choice(choice)) => i64::from(*choice),
            (Kind::Date, Value::Date(day)) => day_number(*day),
            (Kind::Number { scale, .. }, Value::Number(number)) => scaled(number, *scale)?,
            (Kind::Quantity(_, scale, _), Value::Quantity(quantity)) => scaled(&quantity.amount, *scale)?,
            (Kind::Money(scale, _), Value::Money(money)) => {
                slots.set(at.0, at.1.checked_add(1)?, currency_number(money.currency));
                scaled(&money.amount, *scale)?
            }
            _ => return None,
        };
        slots.set(at.0, at.1, number);
        Some(())
    }

    fn nearest_of(&self, value: &Value) -> i64 {
        match value {
            Value::Code(code) => self.nearest(code.as_str()),
            open => open_value(open).unwrap_or(UNKNOWN),
        }
    }

    /// The number of the nearest code at or above one that the policy names; 0 where there is none.
    pub(super) fn nearest(&self, code: &str) -> i64 {
        let mut code = code;
        loop {
            let symbol = self.symbols.get(code.as_bytes());
            match code.rsplit_once('.') {
                Some((above, _)) if symbol == 0 => code = above,
                _ => return i64::from(symbol),
            }
        }
    }
}

/// Rows of lists that nobody reads; they count all the same.
fn rows_in(value: &Value) -> usize {
    match value {
        Value::List(list) => list.items.iter().map(|item| rows_in(item).saturating_add(1)).sum(),
        Value::Record(record) => record.fields.iter().map(rows_in).sum(),
        _ => 0,
    }
}

/// None and unknown.
fn open_value(value: &Value) -> Option<i64> {
    match value {
        Value::None => Some(super::slots::NONE),
        Value::Unknown(unknown) if unknown.undeterminable => Some(UNDETERMINABLE),
        Value::Unknown(_) => Some(UNKNOWN),
        _ => None,
    }
}

/// A number as so many digits after the point; nothing where it has more, or is too large.
pub(super) fn scaled(number: &Number, scale: u8) -> Option<i64> {
    let (mantissa, digits) = number.decimal_parts()?;
    let power = 10_i128.checked_pow(u32::from(scale.checked_sub(digits)?))?;
    i64::try_from(mantissa.checked_mul(power)?).ok().filter(|number| -MOST < *number && *number < MOST)
}
