//! Facts under construction: what has been decided about a case, and what is still open.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::eval::show;
use crate::facts::{self, Facts, Key, Node, NodeKind, Style};
use crate::schema::{Field, RecordId, Schema, Type};
use crate::source::Span;
use crate::value::Value;

/// The way from the facts to a value.
pub(super) type Path = Vec<Step>;

/// One step of a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// To a field of a record, by position.
    Field(usize),
    /// To an element of a list.
    Element(usize),
}

/// What has been decided about a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Slot {
    /// Nothing yet.
    #[default]
    Open,
    /// There is none.
    None,
    /// It cannot be determined.
    Undeterminable,
    /// A scalar.
    Value(Value),
    /// A record, with what has been decided about its fields.
    Record(BTreeMap<usize, Slot>),
    /// A list of so many elements.
    List(Vec<Slot>),
}

/// Facts under construction.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    root: BTreeMap<usize, Slot>,
    /// The facts as far as they have been decided, once somebody has asked.
    known: OnceCell<Option<Rc<Facts>>>,
}

impl Sheet {
    /// What has been decided at the end of a way.
    pub fn get(&self, path: &[Step]) -> &Slot {
        let Some((Step::Field(first), rest)) = path.split_first() else { return &Slot::Open };
        let start = self.root.get(first).unwrap_or(&Slot::Open);
        rest.iter().fold(start, |slot, step| match (slot, step) {
            (Slot::Record(fields), Step::Field(field)) => fields.get(field).unwrap_or(&Slot::Open),
            (Slot::List(items), Step::Element(index)) => items.get(*index).unwrap_or(&Slot::Open),
            (Slot::None, _) => &Slot::None,
            _ => &Slot::Open,
        })
    }

    /// Decides about a value, whatever was decided before; records and lists on the way come into being.
    pub fn set(&mut self, path: &[Step], slot: Slot) {
        let Some((Step::Field(first), rest)) = path.split_first() else { return };
        place(self.root.entry(*first).or_default(), rest, slot);
        self.known = OnceCell::new();
    }

    /// The facts of the case: optional fields about which nothing has been decided are absent.
    pub fn facts(&self, schema: &Schema) -> Option<Facts> {
        facts::read(&record_node(&self.root, RecordId::FACTS, schema, false), schema).ok()
    }

    /// What has been decided so far: whatever has not is not known, optional fields too.
    pub fn known(&self, schema: &Schema) -> Option<Rc<Facts>> {
        let read = || facts::read(&record_node(&self.root, RecordId::FACTS, schema, true), schema).ok();
        self.known.get_or_init(|| read().map(Rc::new)).clone()
    }

    /// The fields of the facts about which something has been decided.
    pub fn fields(&self) -> &BTreeMap<usize, Slot> {
        &self.root
    }
}

fn place(at: &mut Slot, path: &[Step], slot: Slot) {
    let Some((step, rest)) = path.split_first() else {
        *at = slot;
        return;
    };
    match step {
        Step::Field(field) => {
            if !matches!(at, Slot::Record(_)) {
                *at = Slot::Record(BTreeMap::new());
            }
            if let Slot::Record(fields) = at {
                place(fields.entry(*field).or_default(), rest, slot);
            }
        }
        Step::Element(index) => {
            if !matches!(at, Slot::List(_)) {
                *at = Slot::List(Vec::new());
            }
            if let Slot::List(items) = at {
                items.resize(items.len().max(index.saturating_add(1)), Slot::Open);
                if let Some(item) = items.get_mut(*index) {
                    place(item, rest, slot);
                }
            }
        }
    }
}

/// The fields on a way, from the facts to its end.
pub(super) fn fields_on<'s>(path: &[Step], schema: &'s Schema) -> Vec<(usize, &'s Field)> {
    let mut found = Vec::new();
    let mut record = Some(RecordId::FACTS);
    let mut r#type: Option<&Type> = None;
    for (position, step) in path.iter().enumerate() {
        match step {
            Step::Field(slot) => {
                let field = record.and_then(|id| schema.record(id)).and_then(|found| found.fields.get(*slot));
                let Some(field) = field else { break };
                found.push((position, field));
                r#type = Some(&field.r#type);
            }
            Step::Element(_) => r#type = r#type.and_then(Type::element),
        }
        record = match r#type {
            Some(Type::Record(id)) => Some(*id),
            _ => None,
        };
    }
    found
}

/// The type at the end of a way.
pub(super) fn type_at(path: &[Step], schema: &Schema) -> Option<Type> {
    let last = path.iter().rposition(|step| matches!(step, Step::Field(_)))?;
    let (_, field) = fields_on(path, schema).pop()?;
    let elements = path.len().saturating_sub(last.saturating_add(1));
    (0..elements).try_fold(field.r#type.clone(), |found, _| found.element().cloned())
}

/// A way by its name: `item.bom[0].value`.
pub(super) fn parse(name: &str, schema: &Schema) -> Option<Path> {
    let mut path = Path::new();
    let mut record = RecordId::FACTS;
    for part in name.split('.') {
        let (field, indices) = part.split_once('[').map_or((part, None), |(field, rest)| (field, Some(rest)));
        let (slot, declared) = schema.record(record)?.field(field)?;
        path.push(Step::Field(slot));
        let mut r#type = &declared.r#type;
        for index in indices.into_iter().flat_map(|rest| rest.split('[')) {
            path.push(Step::Element(index.trim_end_matches(']').parse().ok()?));
            r#type = r#type.element()?;
        }
        if let Type::Record(id) = r#type {
            record = *id;
        }
    }
    Some(path)
}

fn record_node(fields: &BTreeMap<usize, Slot>, id: RecordId, schema: &Schema, open: bool) -> Node {
    let declared = schema.record(id).map(|record| record.fields.as_slice()).unwrap_or_default();
    let mut entries = Vec::new();
    for (position, field) in declared.iter().enumerate() {
        let slot = fields.get(&position).unwrap_or(&Slot::Open);
        let node = match slot {
            Slot::Open if open && field.optional => Some(bare(NodeKind::Null)),
            Slot::Open | Slot::None => None,
            slot => Some(node(slot, &field.r#type, schema, open)),
        };
        entries.extend(node.map(|node| (Key { text: field.name.clone(), span: Span::default() }, node)));
    }
    bare(NodeKind::Map(entries))
}

fn node(slot: &Slot, r#type: &Type, schema: &Schema, open: bool) -> Node {
    match (slot, r#type) {
        (Slot::Record(fields), Type::Record(id)) => record_node(fields, *id, schema, open),
        (Slot::List(items), Type::List(element)) => {
            bare(NodeKind::List(items.iter().map(|item| node(item, element, schema, open)).collect()))
        }
        (Slot::Undeterminable, _) => {
            let key = Key { text: "cannot_determine".to_owned(), span: Span::default() };
            bare(NodeKind::Map(vec![(key, scalar(UNDETERMINABLE.to_owned(), Style::Quoted))]))
        }
        (Slot::Value(value), r#type) => {
            let style = if *r#type == Type::Text { Style::Quoted } else { Style::Plain };
            scalar(show(value, r#type, schema).unwrap_or_default(), style)
        }
        // An element about which nothing has been decided is there, and not known.
        (Slot::Open, Type::Record(id)) => record_node(&BTreeMap::new(), *id, schema, open),
        (Slot::Open | Slot::None | Slot::Record(_) | Slot::List(_), _) => bare(NodeKind::Null),
    }
}

/// Why a made-up value cannot be determined.
pub(super) const UNDETERMINABLE: &str = "asked, no answer";

fn scalar(text: String, style: Style) -> Node {
    bare(NodeKind::Scalar { text, style })
}

fn bare(kind: NodeKind) -> Node {
    Node { span: Span::default(), kind }
}
