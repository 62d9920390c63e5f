//! The facts of a case, and the names of their places.

use std::collections::BTreeMap;

use super::{digest, read};
use crate::schema::{Field, RecordId, Schema, Type};
use crate::source::Span;
use crate::value::Value;

/// The facts of one case.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The record of [`RecordId::FACTS`].
    pub root: Value,
    /// SHA-256 in small hexadecimal letters of what was given, whatever the format, the order of names and the
    /// spelling (`1.0` or `1`).
    pub digest: String,
    pub(super) places: Vec<Place>,
    /// By place and slot, in this order.
    pub(super) spans: Vec<((u32, u32), Span)>,
    pub(super) reasons: Reasons,
}

/// Why values cannot be determined, by place and slot.
pub(super) type Reasons = BTreeMap<(u32, u32), String>;

/// Where a record or list stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The place of the record or list that it stands in.
    pub parent: u32,
    /// Where in the parent.
    pub step: Step,
}

/// The way from a record or list to a value in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the facts themselves, which stand nowhere.
    Root,
    /// To a field of a record, by position.
    Field(u32),
    /// To an element of a list, from 0.
    Element(u32),
}

impl Facts {
    /// The facts of a case of which nothing is known.
    pub fn empty(schema: &Schema) -> Facts {
        read::empty(schema)
    }

    pub(super) fn new(root: Value, reader: read::Found, schema: &Schema) -> Facts {
        let read::Found { places, mut spans, reasons } = reader;
        spans.sort_unstable_by_key(|(key, _)| *key);
        let digest = digest::of(&root, &reasons, schema);
        Facts { root, digest, places, spans, reasons }
    }

    /// The name of a field as people write it: `item.bom[0].value`.
    pub fn path(&self, place: u32, slot: usize, schema: &Schema) -> String {
        path(&self.places, place, Step::Field(number(slot)), schema)
    }

    /// The name of an element of a list: `item.bom[0]`.
    pub fn element_path(&self, place: u32, index: usize, schema: &Schema) -> String {
        path(&self.places, place, Step::Element(number(index)), schema)
    }

    /// The name of a record or list; empty for the facts themselves.
    pub fn place_path(&self, place: u32, schema: &Schema) -> String {
        let found = self.places.get(place as usize);
        found.map_or_else(String::new, |found| path(&self.places, found.parent, found.step, schema))
    }

    /// The declaration of a field of the record at a place.
    pub fn field<'s>(&self, place: u32, slot: usize, schema: &'s Schema) -> Option<&'s Field> {
        let record = self.record(place, schema)?;
        schema.record(record)?.fields.get(slot)
    }

    /// Which record stands at a place.
    fn record(&self, place: u32, schema: &Schema) -> Option<RecordId> {
        match self.r#type(place, schema)? {
            Type::Record(record) => Some(record),
            _ => None,
        }
    }

    /// The type of what stands at a place.
    fn r#type(&self, place: u32, schema: &Schema) -> Option<Type> {
        let found = self.places.get(place as usize)?;
        match found.step {
            Step::Root => Some(Type::Record(RecordId::FACTS)),
            Step::Element(_) => self.r#type(found.parent, schema)?.element().cloned(),
            Step::Field(slot) => Some(self.field(found.parent, slot as usize, schema)?.r#type.clone()),
        }
    }

    /// Where the value of a field or element was written; none where it was not.
    pub fn span_of(&self, place: u32, slot: usize) -> Option<Span> {
        let wanted = (place, number(slot));
        let found = self.spans.binary_search_by_key(&wanted, |(key, _)| *key).ok()?;
        self.spans.get(found).map(|(_, span)| *span)
    }

    /// Why a field or element cannot be determined, as the facts say it.
    pub fn reason(&self, place: u32, slot: usize) -> Option<&str> {
        self.reasons.get(&(place, number(slot))).map(String::as_str)
    }
}

/// The name of what stands at `step` from `place`.
pub(super) fn path(places: &[Place], place: u32, step: Step, schema: &Schema) -> String {
    let mut steps = vec![step];
    let mut place = place;
    while let Some(found) = places.get(place as usize).filter(|found| found.step != Step::Root) {
        steps.push(found.step);
        place = found.parent;
    }
    let facts = Type::Record(RecordId::FACTS);
    let (mut text, mut walk) = (String::new(), Some(&facts));
    for step in steps.iter().rev() {
        walk = name_step(&mut text, walk, *step, schema);
    }
    text
}

/// Adds the name of one step, and gives the type of what it leads to.
fn name_step<'a>(
    text: &mut String,
    from: Option<&'a Type>,
    step: Step,
    schema: &'a Schema,
) -> Option<&'a Type> {
    match step {
        Step::Root => from,
        Step::Element(index) => {
            text.push_str(&format!("[{index}]"));
            from?.element()
        }
        Step::Field(slot) => {
            let Some(Type::Record(record)) = from else {
                return None;
            };
            let field = schema.record(*record)?.fields.get(slot as usize)?;
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(&field.name);
            Some(&field.r#type)
        }
    }
}

pub(super) fn number(slot: usize) -> u32 {
    u32::try_from(slot).unwrap_or(u32::MAX)
}
