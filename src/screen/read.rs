//! The text of a case in JSON fills the slots, directed by the vocabulary: what the policy reads goes to its
//! slot, the rest is looked at as far as its type can be wrong.

use crate::schema::{EnumId, RecordId};
use crate::value::money::like_thousands;
use crate::value::{Currency, Number, Unit};

use super::fill::scaled;
use super::form::{Bounds, Field, FieldUse, Form, Kind, Name, ShapeId, Vocabulary};
use super::letters::{currency_number, known_country};
use super::scan::{Scan, day, to_scale, whole_decimal};
use super::slots::{LOST, Slots, UNKNOWN, pack};

/// Texts longer than this are left to the other reader.
const LONGEST: usize = 1 << 20;

/// Records and lists inside each other, beyond which the other reader is asked.
const DEEPEST: usize = 60;

impl Form {
    /// Fills the slots from a text; nothing where it says, or may say, something that is not for this reader.
    pub fn read(&self, text: &str, slots: &mut Slots) -> Option<()> {
        if text.len() > LONGEST || self.vocabulary.is_strange {
            return None;
        }
        self.begin(slots);
        let mut reader = Reader { form: self, scan: Scan { text: text.as_bytes(), at: 0 }, slots, depth: 0 };
        reader.scan.next_visible()?;
        reader.record(0, 0)?;
        if !reader.scan.is_done() {
            return None;
        }
        self.end(slots);
        Some(())
    }
}

struct Reader<'r, 't> {
    form: &'r Form,
    scan: Scan<'t>,
    slots: &'r mut Slots,
    depth: usize,
}

/// Which keys of a record have been seen.
#[derive(Default)]
struct Seen {
    bits: u64,
    last: usize,
}

impl Seen {
    /// Eats the next key, and gives its position among the names; nothing where there is none, or it comes
    /// twice. Keys come in the order of the vocabulary more often than not.
    #[inline]
    fn key(&mut self, names: &[Name], scan: &mut Scan<'_>) -> Option<usize> {
        scan.eat(b'"')?;
        let rest = scan.text.get(scan.at..)?;
        let is_next = |name: &Name| match rest.first_chunk::<8>() {
            Some(eight) if u64::from_le_bytes(*eight) & name.mask != name.head => false,
            Some(_) if name.text.len() <= 8 => true,
            _ => rest.starts_with(&name.text),
        };
        let found = match names.get(self.last) {
            Some(name) if is_next(name) => self.last,
            _ => names.iter().position(is_next)?,
        };
        let bit = 1_u64 << found;
        if self.bits & bit != 0 {
            return None;
        }
        self.bits |= bit;
        self.last = found + 1;
        scan.at += names.get(found)?.text.len();
        scan.eat(b':')?;
        Some(found)
    }
}

impl<'r> Reader<'r, '_> {
    fn deeper(&mut self) -> Option<()> {
        self.depth += 1;
        (self.depth <= DEEPEST).then_some(())
    }

    /// A record whose slots lie in a row.
    fn record(&mut self, shape: ShapeId, row: usize) -> Option<()> {
        let form = self.form;
        let shape = form.shapes.get(shape as usize)?;
        let names = form.vocabulary.records.get(shape.record.0)?.names.as_slice();
        self.deeper()?;
        self.scan.eat(b'{')?;
        let mut seen = Seen::default();
        if self.scan.next_visible()? == b'}' {
            self.scan.at += 1;
        } else {
            loop {
                let field = shape.fields.get(seen.key(names, &mut self.scan)?)?;
                self.field(field, shape.table, row)?;
                if self.is_last(b'}')? {
                    break;
                }
            }
        }
        self.depth -= 1;
        Some(())
    }

    /// Eats a comma or the end.
    #[inline]
    fn is_last(&mut self, end: u8) -> Option<bool> {
        let byte = self.scan.next_visible()?;
        self.scan.at += 1;
        if byte == b',' { Some(false) } else { (byte == end).then_some(true) }
    }

    fn field(&mut self, field: &'r Field, table: u32, row: usize) -> Option<()> {
        let byte = self.scan.next_visible()?;
        if byte == b'n' {
            self.scan.word(b"null")?;
            return self.unknown(field, table, row);
        }
        match field.r#use {
            FieldUse::Unread => self.unread(&field.kind, byte),
            FieldUse::Slot(slot) => {
                let number = self.scalar(&field.kind, byte, (table, row + slot as usize))?;
                self.slots.set(table, row + slot as usize, number);
                Some(())
            }
            FieldUse::Code(slot, nearest) => self.code(&field.kind, (table, row), (slot, nearest)),
            FieldUse::Record(shape) => {
                let found = self.form.shapes.get(shape as usize)?;
                for (slot, value) in &found.written {
                    self.slots.set(table, row + *slot as usize, *value);
                }
                self.record(shape, row)
            }
            FieldUse::List(slot, rows) => {
                let list = self.list(rows)?;
                self.slots.set(table, row + slot as usize, list);
                Some(())
            }
        }
    }

    /// `null`
    fn unknown(&mut self, field: &Field, table: u32, row: usize) -> Option<()> {
        match field.r#use {
            FieldUse::Unread => {}
            FieldUse::Slot(slot) | FieldUse::List(slot, _) => {
                self.slots.set(table, row + slot as usize, UNKNOWN)
            }
            FieldUse::Code(slot, nearest) => {
                self.slots.set(table, row + slot as usize, UNKNOWN);
                self.slots.set(table, row + nearest as usize, UNKNOWN);
            }
            FieldUse::Record(shape) if field.optional => self.form.shut(shape, row, LOST, self.slots)?,
            FieldUse::Record(shape) => {
                for (slot, value) in &self.form.shapes.get(shape as usize)?.silent {
                    self.slots.set(table, row + *slot as usize, *value);
                }
            }
        }
        Some(())
    }

    /// The rows of a list; gives where they lie.
    fn list(&mut self, table: u32) -> Option<i64> {
        let form = self.form;
        let rows = form.tables.get(table as usize)?;
        let start = self.slots.tables.get(table as usize)?.len();
        self.deeper()?;
        self.scan.eat(b'[')?;
        let mut count = 0_usize;
        if self.scan.next_visible()? == b']' {
            self.scan.at += 1;
        } else {
            loop {
                let row = form.new_row(table, self.slots)?;
                count += 1;
                match (rows.shape, &rows.element) {
                    (Some(shape), _) => {
                        self.scan.next_visible()?;
                        self.record(shape, row)?;
                    }
                    // An element that is not known is for the other reader.
                    (None, Some(element)) if self.scan.next_visible()? != b'n' => {
                        self.field(element, table, row)?
                    }
                    _ => return None,
                }
                if self.is_last(b']')? {
                    break;
                }
            }
        }
        self.depth -= 1;
        pack(start, count)
    }

    fn code(&mut self, kind: &Kind, (table, row): (u32, usize), (slot, nearest): (u32, u32)) -> Option<()> {
        let start = self.scan.at;
        let symbol = self.scalar(kind, b'"', (table, row))?;
        let text = self.scan.text.get(start + 1..self.scan.at - 1)?;
        let above = if symbol == 0 { self.form.nearest(std::str::from_utf8(text).ok()?) } else { symbol };
        self.slots.set(table, row + slot as usize, symbol);
        self.slots.set(table, row + nearest as usize, above);
        Some(())
    }

    /// A value that nobody asks for, of whose type it is nevertheless certain.
    fn unread(&mut self, kind: &Kind, byte: u8) -> Option<()> {
        match kind {
            Kind::Record(record) => self.unread_record(*record),
            Kind::List(element) => self.unread_list(element),
            Kind::Text => self.scan.written().map(drop),
            scalar => self.scalar(scalar, byte, (u32::MAX, 0)).map(drop),
        }
    }

    fn unread_record(&mut self, record: RecordId) -> Option<()> {
        let form = self.form;
        let record = form.vocabulary.records.get(record.0)?;
        self.deeper()?;
        self.scan.eat(b'{')?;
        let mut seen = Seen::default();
        if self.scan.next_visible()? == b'}' {
            self.scan.at += 1;
        } else {
            loop {
                let kind = record.kinds.get(seen.key(&record.names, &mut self.scan)?)?;
                match self.scan.next_visible()? {
                    b'n' => self.scan.word(b"null")?,
                    byte => self.unread(kind, byte)?,
                }
                if self.is_last(b'}')? {
                    break;
                }
            }
        }
        self.depth -= 1;
        Some(())
    }

    fn unread_list(&mut self, element: &Kind) -> Option<()> {
        self.deeper()?;
        self.scan.eat(b'[')?;
        if self.scan.next_visible()? == b']' {
            self.scan.at += 1;
        } else {
            loop {
                let byte = self.scan.next_visible()?;
                self.slots.rows = self.slots.rows.saturating_add(1);
                self.unread(element, byte)?;
                if self.is_last(b']')? {
                    break;
                }
            }
        }
        self.depth -= 1;
        Some(())
    }

    /// A value of a scalar type, as the number of its slot. The currency of money goes into the slot after `at`.
    #[inline]
    fn scalar(&mut self, kind: &Kind, byte: u8, at: (u32, usize)) -> Option<i64> {
        match kind {
            Kind::Boolean if byte == b't' => self.scan.word(b"true").map(|()| 1),
            Kind::Boolean => self.scan.word(b"false").map(|()| 0),
            Kind::Text => self.scan.written().map(|text| i64::from(self.form.symbols.get(text))),
            Kind::Code(shape) => {
                let text = self.scan.string()?;
                let code = crate::value::code::is_code(text);
                let fits = shape.as_ref().is_none_or(|shape| shape.fits_bytes(text));
                (code && fits).then(|| i64::from(self.form.symbols.get(text)))
            }
            Kind::Country => known_country(self.scan.string()?),
            Kind::Enum(id) => self.choice(*id),
            Kind::Date => day(self.scan.string()?),
            Kind::Number { percent: false, scale, bounds } => {
                within(to_scale(self.scan.number()?, *scale)?, bounds)
            }
            Kind::Number { percent: true, scale, bounds } => {
                let digits = self.scan.string()?.strip_suffix(b"%")?;
                let (size, behind) = whole_decimal(digits.strip_suffix(b" ").unwrap_or(digits))?;
                within(to_scale((size, behind.checked_add(2)?), *scale)?, bounds)
            }
            Kind::Money(scale, bounds) => {
                let (amount, currency) = amount_and_unit(self.scan.string()?)?;
                // What may be thousands is asked back, where facts are read with their places.
                if like_thousands(std::str::from_utf8(amount).ok()?) {
                    return None;
                }
                let currency = Currency::parse(std::str::from_utf8(currency).ok()?)?;
                self.slots.set(at.0, at.1 + 1, currency_number(currency));
                within(to_scale(whole_decimal(amount)?, *scale)?, bounds)
            }
            Kind::Quantity(dimension, scale, bounds) => {
                let (amount, unit) = amount_and_unit(self.scan.string()?)?;
                whole_decimal(amount)?;
                let unit = Unit::parse(std::str::from_utf8(unit).ok()?)?;
                let amount = Number::parse(std::str::from_utf8(amount).ok()?)?;
                let found = scaled(&unit.to_base(&amount), *scale)?;
                if unit.dimension() == *dimension { within(found, bounds) } else { None }
            }
            Kind::Record(_) | Kind::List(_) | Kind::Strange => None,
        }
    }

    fn choice(&mut self, id: EnumId) -> Option<i64> {
        let text = self.scan.string()?;
        let names = self.form.vocabulary.enums.get(id.0)?;
        let found = names.iter().position(|name| **name == *text)?;
        i64::try_from(found).ok()
    }
}

/// An amount, one blank and what follows.
fn amount_and_unit(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let blank = text.iter().position(|byte| *byte == b' ')?;
    let unit = text.get(blank + 1..).filter(|unit| !unit.first().is_none_or(u8::is_ascii_digit))?;
    Some((text.get(..blank)?, unit))
}

fn within(number: i64, bounds: &Bounds) -> Option<i64> {
    (bounds.least <= number && number <= bounds.most).then_some(number)
}

impl Vocabulary {
    /// Whether the names of a record's fields can be read here.
    pub fn is_readable(names: &[Name]) -> bool {
        let special = |name: &Name| matches!(&*name.text, b"cannot_determine\"" | b"not_known\"");
        names.len() <= 64 && !names.iter().any(special)
    }
}
