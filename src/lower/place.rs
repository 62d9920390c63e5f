//! Records, fields and lists at their places, each with slots from the first time that it is asked for.

use crate::schema::{RecordId, Schema, Type};
use crate::screen::{
    Bounds, Field, FieldUse, Kind, LOST, NONE, Name, Names, NodeId, Read, Shape, ShapeId, Table, UNKNOWN,
    Vocabulary,
};
use crate::value::{Number, Value};

use super::Lowerer;
use super::term::{Record, Term};

/// Digits after the point that amounts of a type may have here; more are left to the evaluator.
const NUMBER: u8 = 6;
const SHARE: u8 = 10;
const MONEY: u8 = 4;

impl Lowerer<'_> {
    /// The facts themselves: the first table, with one row.
    pub(super) fn facts(&mut self) {
        self.form.tables.push(Table::default());
        let shape = self.shape(RecordId::FACTS, 0);
        if let Some(table) = self.form.tables.first_mut() {
            table.shape = Some(shape);
        }
    }

    /// A record in the rows of a table; nothing of it is read yet.
    fn shape(&mut self, record: RecordId, table: u32) -> ShapeId {
        let schema = &self.policy.schema;
        let fields = schema.record(record).map(|record| record.fields.as_slice()).unwrap_or_default();
        let fields = fields.iter().map(|field| Field {
            kind: kind(&field.r#type, field.least.as_ref(), field.most.as_ref(), schema),
            optional: field.optional,
            r#use: FieldUse::Unread,
        });
        let shape = Shape {
            record,
            table,
            fields: fields.collect(),
            present: None,
            written: Vec::new(),
            silent: Vec::new(),
        };
        self.form.shapes.push(shape);
        u32::try_from(self.form.shapes.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// `x.field`
    pub(super) fn field(&mut self, of: &Term, record: RecordId, slot: usize) -> Term {
        match of {
            Term::Record(place) => self.field_at(*place, slot),
            Term::Constant(Value::Record(found)) => match self.applies(of, record, slot) {
                None => found.fields.get(slot).cloned().map_or(Term::Strange, Term::of),
                Some(guard) => match self.truth_at(guard) {
                    Some(crate::eval::decision::Truth::Yes) => {
                        found.fields.get(slot).cloned().map_or(Term::Strange, Term::of)
                    }
                    Some(crate::eval::decision::Truth::No) => Term::Nothing,
                    _ => Term::Strange,
                },
            },
            Term::Choice(condition, yes, no) => {
                let (yes, no) = (self.field(yes, record, slot), self.field(no, record, slot));
                Term::Choice(*condition, Box::new(yes), Box::new(no))
            }
            of if of.is_nothing() => Term::Nothing,
            _ => Term::Strange,
        }
    }

    fn field_at(&mut self, place: Record, slot: usize) -> Term {
        let Some(shape) = self.form.shapes.get(place.shape as usize) else { return Term::Strange };
        let (record, table) = (shape.record, shape.table);
        let Some(field) = shape.fields.get(slot).cloned() else { return Term::Strange };
        let guard = match self.applies(&Term::Record(place), record, slot) {
            Some(own) => Some(self.then(place.guard, own)),
            None => place.guard,
        };
        match guard.and_then(|guard| self.truth_at(guard)) {
            Some(crate::eval::decision::Truth::No) => return Term::Nothing,
            Some(crate::eval::decision::Truth::Unknown) => return Term::Strange,
            Some(crate::eval::decision::Truth::Yes) | None => {}
        }
        let guard = guard.filter(|guard| self.truth_at(*guard).is_none());
        let found = self.placed(place.shape, slot, &field);
        let read = |slot: u32| Read { table, level: place.level, slot, guard };
        match found {
            FieldUse::Unread => Term::Strange,
            FieldUse::Slot(at) | FieldUse::Code(at, _) => {
                let read = self.read(read(at));
                Term::Slot(read, field.kind)
            }
            FieldUse::Record(shape) => Term::Record(Record { shape, level: place.level, guard }),
            FieldUse::List(at, rows) => {
                let read = self.read(read(at));
                Term::List(read, rows)
            }
        }
    }

    /// When a field of a record applies; nothing where it always does.
    fn applies(&mut self, of: &Term, record: RecordId, slot: usize) -> Option<NodeId> {
        let policy = self.policy;
        let field = policy.schema.record(record).and_then(|record| record.fields.get(slot))?;
        let condition = policy.field_conditions.get(field.conditional?)?;
        let guard = self.truth(condition, &mut vec![of.clone()]);
        let closed = matches!(of, Term::Record(Record { level: 0, .. }));
        Some(if closed { self.once(guard) } else { guard })
    }

    /// Where a field lies, from now on.
    fn placed(&mut self, shape: ShapeId, slot: usize, field: &Field) -> FieldUse {
        if field.r#use != FieldUse::Unread {
            return field.r#use;
        }
        let table = self.form.shapes.get(shape as usize).map_or(0, |shape| shape.table);
        let found = match &field.kind {
            Kind::Strange => FieldUse::Unread,
            Kind::Record(record) => FieldUse::Record(self.shape(*record, table)),
            Kind::List(element) => FieldUse::List(self.new_slot(table, 1), self.rows(element)),
            Kind::Money(..) => FieldUse::Slot(self.new_slot(table, 2)),
            Kind::Boolean
            | Kind::Text
            | Kind::Code(_)
            | Kind::Country
            | Kind::Enum(_)
            | Kind::Date
            | Kind::Number { .. }
            | Kind::Quantity(..) => FieldUse::Slot(self.new_slot(table, 1)),
        };
        self.use_field(shape, slot, found);
        found
    }

    fn use_field(&mut self, shape: ShapeId, slot: usize, found: FieldUse) {
        let shape = self.form.shapes.get_mut(shape as usize);
        if let Some(field) = shape.and_then(|shape| shape.fields.get_mut(slot)) {
            field.r#use = found;
        }
    }

    /// The table for the rows of a list.
    fn rows(&mut self, element: &Kind) -> u32 {
        let table = u32::try_from(self.form.tables.len()).unwrap_or(u32::MAX);
        self.form.tables.push(Table::default());
        match element {
            Kind::Record(record) => {
                let shape = self.shape(*record, table);
                self.set_table(table, |rows| rows.shape = Some(shape));
            }
            scalar => {
                let width = if matches!(scalar, Kind::Money(..)) { 2 } else { 1 };
                let slot = self.new_slot(table, width);
                let field = Field { kind: scalar.clone(), optional: false, r#use: FieldUse::Slot(slot) };
                self.set_table(table, |rows| rows.element = Some(field));
            }
        }
        table
    }

    fn set_table(&mut self, table: u32, set: impl FnOnce(&mut Table)) {
        if let Some(table) = self.form.tables.get_mut(table as usize) {
            set(table);
        }
    }

    pub(super) fn new_slot(&mut self, table: u32, count: u32) -> u32 {
        let Some(table) = self.form.tables.get_mut(table as usize) else { return u32::MAX };
        let slot = table.width;
        table.width = table.width.saturating_add(count);
        slot
    }

    /// An element of a list, as the row of a level.
    pub(super) fn element(&mut self, table: u32, level: u8) -> Term {
        let Some(rows) = self.form.tables.get(table as usize) else { return Term::Strange };
        if let Some(shape) = rows.shape {
            return Term::Record(Record { shape, level, guard: None });
        }
        match rows.element.clone() {
            Some(Field { kind, r#use: FieldUse::Slot(slot) | FieldUse::Code(slot, _), .. }) => {
                let read = self.read(Read { table, level, slot, guard: None });
                Term::Slot(read, kind)
            }
            _ => Term::Strange,
        }
    }

    /// The slot for whether there is such a record.
    pub(super) fn presence(&mut self, record: Record) -> Option<Read> {
        let shape = self.form.shapes.get(record.shape as usize)?;
        let (table, present) = (shape.table, shape.present);
        let slot = match present {
            Some(slot) => slot,
            None => self.new_slot(table, 1),
        };
        self.form.shapes.get_mut(record.shape as usize)?.present = Some(slot);
        Some(Read { table, level: record.level, slot, guard: record.guard })
    }

    /// The slot for the code above a code that the policy names; `at` is the slot of the code itself.
    pub(super) fn nearest(&mut self, at: Read) -> Option<Read> {
        let mut found =
            self.form.tables.get(at.table as usize)?.element.as_ref().map(|element| element.r#use);
        let mut owner = None;
        if found.is_none() {
            let shapes = self.form.shapes.iter().enumerate().filter(|(_, shape)| shape.table == at.table);
            let fields = shapes.flat_map(|(index, shape)| {
                shape.fields.iter().enumerate().map(move |(slot, field)| (index, slot, field.r#use))
            });
            let place = fields
                .filter(|(_, _, found)| matches!(found, FieldUse::Slot(slot) | FieldUse::Code(slot, _) if *slot == at.slot))
                .map(|(index, slot, found)| (u32::try_from(index).unwrap_or(u32::MAX), slot, found))
                .next()?;
            owner = Some((place.0, place.1));
            found = Some(place.2);
        }
        let slot = match found? {
            FieldUse::Code(_, nearest) => nearest,
            FieldUse::Slot(slot) => {
                let nearest = self.new_slot(at.table, 1);
                match owner {
                    Some((shape, field)) => self.use_field(shape, field, FieldUse::Code(slot, nearest)),
                    None => self.set_table(at.table, |rows| {
                        if let Some(element) = &mut rows.element {
                            element.r#use = FieldUse::Code(slot, nearest);
                        }
                    }),
                }
                nearest
            }
            FieldUse::Unread | FieldUse::Record(_) | FieldUse::List(..) => return None,
        };
        Some(Read { slot, ..at })
    }

    /// The slot at the end of a way through records of the facts, whether or not its fields apply, and its kind.
    pub(super) fn raw(&mut self, way: &[usize]) -> Option<(u32, Kind)> {
        let (last, way) = way.split_last()?;
        let mut shape: ShapeId = 0;
        for slot in way {
            let field = self.form.shapes.get(shape as usize)?.fields.get(*slot)?.clone();
            let FieldUse::Record(next) = self.placed(shape, *slot, &field) else { return None };
            shape = next;
        }
        let field = self.form.shapes.get(shape as usize)?.fields.get(*last)?.clone();
        let slot = match self.placed(shape, *last, &field) {
            FieldUse::Slot(slot) | FieldUse::Code(slot, _) | FieldUse::List(slot, _) => slot,
            FieldUse::Record(shape) => self.presence(Record { shape, level: 0, guard: None })?.slot,
            FieldUse::Unread => return None,
        };
        Some((slot, field.kind))
    }

    /// The names that facts may have.
    fn names(&mut self) {
        let schema = &self.policy.schema;
        let bytes = |name: &str| Box::<[u8]>::from(name.as_bytes());
        for record in &schema.records {
            let kinds = record.fields.iter();
            let kinds =
                kinds.map(|field| kind(&field.r#type, field.least.as_ref(), field.most.as_ref(), schema));
            let names: Vec<Name> = record.fields.iter().map(|field| Name::new(&field.name)).collect();
            self.form.vocabulary.is_strange |= !Vocabulary::is_readable(&names);
            self.form.vocabulary.records.push(Names { names, kinds: kinds.collect() });
        }
        let words =
            schema.enums.iter().map(|found| found.values.iter().map(|word| bytes(&word.name)).collect());
        self.form.vocabulary.enums = words.collect();
    }

    /// Fills in what slots hold before anything is read, now that all slots are known.
    pub(super) fn lay_out(&mut self) {
        self.names();
        for index in 0..self.form.shapes.len() {
            let (mut written, mut silent) = (Vec::new(), Vec::new());
            self.open_fields(index, false, &mut written);
            self.open_fields(index, true, &mut silent);
            if let Some(shape) = self.form.shapes.get_mut(index) {
                (shape.written, shape.silent) = (written, silent);
            }
        }
        for index in 0..self.form.tables.len() {
            let Some(table) = self.form.tables.get(index) else { continue };
            let mut blank = vec![UNKNOWN; table.width as usize];
            let shape = table.shape.and_then(|shape| self.form.shapes.get(shape as usize));
            for (slot, value) in shape.map(|shape| shape.written.as_slice()).unwrap_or_default() {
                if let Some(cell) = blank.get_mut(*slot as usize) {
                    *cell = *value;
                }
            }
            self.set_table(u32::try_from(index).unwrap_or(u32::MAX), |table| table.blank = blank);
        }
    }

    /// The slots of a record of which nothing, or not even that it is there, is said.
    fn open_fields(&self, shape: usize, silent: bool, into: &mut Vec<(u32, i64)>) {
        let Some(shape) = self.form.shapes.get(shape) else { return };
        into.extend(shape.present.map(|slot| (slot, 1)));
        for field in &shape.fields {
            let (value, inner) = match (field.optional, silent) {
                (true, false) => (NONE, NONE),
                (true, true) => (UNKNOWN, LOST),
                (false, _) => (UNKNOWN, UNKNOWN),
            };
            match field.r#use {
                FieldUse::Unread => {}
                FieldUse::Slot(slot) | FieldUse::List(slot, _) => into.push((slot, value)),
                FieldUse::Code(slot, nearest) => into.extend([(slot, value), (nearest, value)]),
                FieldUse::Record(shape) if field.optional => self.shut(shape as usize, inner, into),
                FieldUse::Record(shape) => self.open_fields(shape as usize, true, into),
            }
        }
    }

    /// The slots of a record that is not there, or of which it is not known whether it is.
    fn shut(&self, shape: usize, value: i64, into: &mut Vec<(u32, i64)>) {
        let Some(shape) = self.form.shapes.get(shape) else { return };
        into.extend(shape.present.map(|slot| (slot, value)));
        for field in &shape.fields {
            match field.r#use {
                FieldUse::Unread => {}
                FieldUse::Slot(slot) | FieldUse::List(slot, _) => into.push((slot, value)),
                FieldUse::Code(slot, nearest) => into.extend([(slot, value), (nearest, value)]),
                FieldUse::Record(shape) => self.shut(shape as usize, value, into),
            }
        }
    }
}

/// How values of a type are written.
fn kind(r#type: &Type, least: Option<&Number>, most: Option<&Number>, schema: &Schema) -> Kind {
    let bounds = |scale: u8| bounds(scale, least, most);
    match r#type {
        Type::Boolean => Kind::Boolean,
        Type::Text => Kind::Text,
        Type::Code(space) => {
            Kind::Code(space.and_then(|id| schema.code_space(id)).and_then(|space| space.shape.clone()))
        }
        Type::Country => Kind::Country,
        Type::Enum(id) => Kind::Enum(*id),
        Type::Date => Kind::Date,
        Type::Number => Kind::Number { percent: false, scale: NUMBER, bounds: bounds(NUMBER) },
        Type::Percent => Kind::Number { percent: true, scale: SHARE, bounds: bounds(SHARE) },
        Type::Money => Kind::Money(MONEY, bounds(MONEY)),
        Type::Quantity(dimension) => {
            let scale = base_scale(*dimension);
            Kind::Quantity(*dimension, scale, bounds(scale))
        }
        Type::Record(id) => Kind::Record(*id),
        Type::List(element) => Kind::List(Box::new(kind(element, least, most, schema))),
        Type::Ratio | Type::Duration | Type::Period | Type::Currency | Type::Broken => Kind::Strange,
    }
}

/// Digits after the point in base units: picometres are read, thousands of kilometres too.
fn base_scale(dimension: crate::value::Dimension) -> u8 {
    if Some(dimension) == crate::value::Dimension::named("length") { 12 } else { 9 }
}

/// What a field allows, as whole numbers; what lies beyond the numbers of slots is not narrowed.
fn bounds(scale: u8, least: Option<&Number>, most: Option<&Number>) -> Bounds {
    Bounds {
        // A bound that cannot be expressed lets nothing through here.
        least: least.map_or(LOST + 1, |least| ceiling(least, scale).unwrap_or(i64::MAX)),
        most: most.map_or(i64::MAX, |most| floor(most, scale).unwrap_or(LOST + 1)),
    }
}

/// The greatest whole number of units that is not above a number.
pub(super) fn floor(number: &Number, scale: u8) -> Option<i64> {
    let shifted = number.multiply(&power(scale)?).floor();
    Some(clamped(shifted.decimal_parts()?.0))
}

/// The least whole number of units that is not below a number.
pub(super) fn ceiling(number: &Number, scale: u8) -> Option<i64> {
    Some(clamped(-(number.negate().multiply(&power(scale)?).floor().decimal_parts()?.0)))
}

fn power(scale: u8) -> Option<Number> {
    Some(Number::from_i64(10_i64.checked_pow(u32::from(scale))?))
}

/// Within what a slot can hold; only the ends of ranges are clamped.
fn clamped(number: i128) -> i64 {
    i64::try_from(number.clamp(i128::from(LOST) + 1, i128::from(i64::MAX))).unwrap_or(i64::MAX)
}
