//! A place that wants a value, and what may stand there.

use std::sync::Arc;

use super::document::{Node, NodeKind, Style};
use super::place::Step;
use crate::schema::{Field, RecordType, Type};
use crate::value::{Limits, Number, Value};

/// A place that wants a value.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    pub(super) parent: u32,
    pub(super) step: Step,
    pub(super) field: &'a Field,
    pub(super) r#type: &'a Type,
    pub(super) optional: bool,
}

impl<'a> Spot<'a> {
    pub(super) fn of(field: &'a Field, place: u32, slot: u32) -> Spot<'a> {
        Spot {
            parent: place,
            step: Step::Field(slot),
            field,
            r#type: &field.r#type,
            optional: field.optional,
        }
    }

    pub(super) fn slot(&self) -> Option<(u32, u32)> {
        match self.step {
            Step::Root => None,
            Step::Field(slot) | Step::Element(slot) => Some((self.parent, slot)),
        }
    }
}

/// Maps that are no records.
pub(super) enum Special<'a> {
    /// `{ cannot_determine: "why, who tried, when" }`.
    Undeterminable(&'a Node),
    /// `{ not_known: true }`, for formats without null.
    NotKnown,
}

pub(super) fn special(node: &Node) -> Option<Special<'_>> {
    let NodeKind::Map(entries) = &node.kind else {
        return None;
    };
    let [(key, value)] = entries.as_slice() else {
        return None;
    };
    match (key.text.as_str(), &value.kind) {
        ("cannot_determine", _) => Some(Special::Undeterminable(value)),
        ("not_known", NodeKind::Scalar { text, style: Style::Boolean | Style::Plain }) if text == "true" => {
            Some(Special::NotKnown)
        }
        (_, _) => None,
    }
}

pub(super) fn is_scalar(r#type: &Type) -> bool {
    !matches!(r#type, Type::Record(_) | Type::List(_))
}

pub(super) fn limits(spot: &Spot) -> Option<Arc<Limits>> {
    let (low, high) = (spot.field.least.clone(), spot.field.most.clone());
    let wanted = spot.r#type.is_amount() && (low.is_some() || high.is_some());
    wanted.then(|| Arc::new(Limits { low, high, currency: None }))
}

pub(super) fn amount(value: &Value) -> Option<&Number> {
    match value {
        Value::Number(number) => Some(number),
        Value::Money(money) => Some(&money.amount),
        Value::Quantity(quantity) => Some(&quantity.amount),
        _ => None,
    }
}

pub(super) fn kind_name(kind: &NodeKind) -> &'static str {
    match kind {
        NodeKind::Null => "nothing",
        NodeKind::Scalar { .. } => "a single value",
        NodeKind::List(_) => "a list",
        NodeKind::Map(_) => "a record",
    }
}

pub(super) fn owner(path: &str, record: &RecordType) -> String {
    if path.is_empty() {
        return "the facts".to_owned();
    }
    let article = if record.name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("`{path}`, which is {article} {}", record.name)
}
