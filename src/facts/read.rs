//! Documents become values of declared types.

use super::amount::beside_currency;
use super::beside::{currency_of, no_case, parted};
use super::document::{Key, MAX_DEPTH, Node, NodeKind, Style};
use super::error::FactError;
use super::mismatch::Mismatch;
use super::place::{Facts, Place, Reasons, Step, number, path};
use super::scalar::{read_scalar, show_bound};
use super::spot::{Special, Spot, amount, is_scalar, kind_name, limits, owner, special};
use crate::diagnostics::{Problems, nearest};
use crate::schema::{Field, RecordId, RecordType, Schema, Type};
use crate::source::Span;
use crate::value::{List, Money, Record, Unknown, Value};

/// Reads the facts of a case.
///
/// # Errors
///
/// All that does not fit the vocabulary, in the order in which it is written.
pub fn read(node: &Node, schema: &Schema) -> Result<Facts, Problems> {
    let mut reader = Reader::new(schema);
    let root = reader.facts(node);
    if reader.problems.is_empty() { Ok(Facts::new(root, reader.found, schema)) } else { Err(reader.problems) }
}

/// Reads one value of a type, for readers of other things than facts.
///
/// # Errors
///
/// All that does not fit the type, in the order in which it is written.
pub fn read_value(node: &Node, r#type: &Type, schema: &Schema) -> Result<Value, Problems> {
    let field = Field {
        name: String::new(),
        label: None,
        r#type: r#type.clone(),
        optional: false,
        conditional: None,
        least: None,
        most: None,
        span: Span::default(),
    };
    let mut reader = Reader::new(schema);
    let spot = Spot { parent: 0, step: Step::Root, field: &field, r#type, optional: false };
    let value = reader.value(node, &spot);
    if reader.problems.is_empty() { Ok(value) } else { Err(reader.problems) }
}

/// Whether a text is a reason, which `true` is not.
fn says_why(text: &str) -> bool {
    !matches!(text.trim(), "" | "true" | "false" | "yes" | "no")
}

/// The facts of a case of which nothing is known.
pub(super) fn empty(schema: &Schema) -> Facts {
    let mut reader = Reader::new(schema);
    let root = reader.record_of(RecordId::FACTS, 0, Step::Root, Silence::Absent);
    Facts::new(root, reader.found, schema)
}

/// What is found beside the values.
#[derive(Default)]
pub(super) struct Found {
    pub(super) places: Vec<Place>,
    pub(super) spans: Vec<((u32, u32), Span)>,
    pub(super) reasons: Reasons,
}

struct Reader<'a> {
    schema: &'a Schema,
    problems: Problems,
    found: Found,
    /// How many records deep absent records are being made.
    depth: usize,
}

/// Why a record has no values of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Silence {
    /// Nothing was written.
    Absent,
    /// `null` was written.
    Null,
}

impl<'a> Reader<'a> {
    fn new(schema: &'a Schema) -> Reader<'a> {
        Reader { schema, problems: Problems::new(), found: Found::default(), depth: 0 }
    }

    fn facts(&mut self, node: &Node) -> Value {
        match &node.kind {
            NodeKind::Map(entries) => self.record(entries, RecordId::FACTS, 0, Step::Root),
            NodeKind::Null => self.record_of(RecordId::FACTS, 0, Step::Root, Silence::Absent),
            NodeKind::Scalar { .. } | NodeKind::List(_) => {
                let help = no_case(node);
                self.problems.add(FactError::NotACase { help, span: node.span });
                Value::UNKNOWN
            }
        }
    }

    fn value(&mut self, node: &Node, spot: &Spot) -> Value {
        if let Some(key) = spot.slot() {
            self.found.spans.push((key, node.span));
        }
        match (special(node), &node.kind, spot.r#type) {
            (Some(Special::Undeterminable(reason)), _, _) => self.undeterminable(reason, spot),
            (Some(Special::NotKnown), _, _) | (None, NodeKind::Null, _) => self.unknown(spot),
            (None, NodeKind::Map(entries), Type::Record(id)) => {
                self.record(entries, *id, spot.parent, spot.step)
            }
            (None, NodeKind::Map(entries), Type::Money) => self.money(entries, node.span, spot),
            (None, NodeKind::List(items), Type::List(element)) => self.list(items, element, spot),
            (None, NodeKind::Scalar { text, style }, r#type) if is_scalar(r#type) => {
                self.scalar(text, *style, node.span, spot)
            }
            (None, _, _) => self.wrong_kind(node, spot),
        }
    }

    fn undeterminable(&mut self, reason: &Node, spot: &Spot) -> Value {
        match (&reason.kind, spot.slot()) {
            (NodeKind::Scalar { text, style: Style::Quoted | Style::Plain }, slot) if says_why(text) => {
                if let Some(key) = slot {
                    self.found.reasons.insert(key, text.clone());
                }
            }
            (_, _) => self.problems.add(FactError::NoReason { field: self.name(spot), span: reason.span }),
        }
        Value::Unknown(Unknown { limits: limits(spot), undeterminable: true })
    }

    fn unknown(&mut self, spot: &Spot) -> Value {
        match spot.r#type {
            Type::Record(id) if !spot.optional => self.record_of(*id, spot.parent, spot.step, Silence::Null),
            _ => Value::Unknown(Unknown { limits: limits(spot), undeterminable: false }),
        }
    }

    fn absent(&mut self, spot: &Spot, silence: Silence) -> Value {
        match (silence, spot.optional, spot.r#type) {
            (Silence::Absent, true, _) => Value::None,
            // Of a record that is not known yet it is not known either what it leaves out.
            (_, false, Type::Record(id)) => self.record_of(*id, spot.parent, spot.step, Silence::Null),
            (_, _, _) => Value::Unknown(Unknown { limits: limits(spot), undeterminable: false }),
        }
    }

    /// A record of which nothing was written.
    fn record_of(&mut self, id: RecordId, parent: u32, step: Step, silence: Silence) -> Value {
        let Some(record) = self.schema.record(id).filter(|_| self.depth < MAX_DEPTH) else {
            return Value::UNKNOWN;
        };
        self.depth = self.depth.saturating_add(1);
        let place = self.place(parent, step);
        let spots = record.fields.iter().zip(0_u32..).map(|(field, slot)| Spot::of(field, place, slot));
        let fields = spots.map(|spot| self.absent(&spot, silence)).collect();
        self.depth = self.depth.saturating_sub(1);
        Value::Record(Record { place, fields })
    }

    fn record(&mut self, entries: &[(Key, Node)], id: RecordId, parent: u32, step: Step) -> Value {
        let Some(record) = self.schema.record(id) else {
            return Value::UNKNOWN;
        };
        let place = self.place(parent, step);
        let mut fields: Vec<Option<Value>> = vec![None; record.fields.len()];
        let mut entries = entries.iter().peekable();
        while let Some((key, node)) = entries.next() {
            match record.field(&key.text) {
                Some((slot, field)) => {
                    let spot = Spot::of(field, place, number(slot));
                    let parted = entries.peek().and_then(|next| parted(node, next));
                    let mismatch = parted.and_then(|(text, span)| {
                        let read = read_scalar(&text, Style::Plain, &field.r#type, self.schema);
                        Some((read.err()?, span))
                    });
                    let value = match mismatch {
                        Some((mismatch, span)) => {
                            entries.next();
                            self.mismatch(mismatch, span, &spot)
                        }
                        None => self.value(node, &spot),
                    };
                    if let Some(free) = fields.get_mut(slot) {
                        *free = Some(value);
                    }
                }
                None => self.unknown_field((key, node), record, parent, step),
            }
        }
        let all = fields.into_iter().zip(&record.fields).zip(0_u32..);
        let fields: Vec<Value> = all
            .map(|((value, field), slot)| {
                value.unwrap_or_else(|| self.absent(&Spot::of(field, place, slot), Silence::Absent))
            })
            .collect();
        Value::Record(Record { place, fields: fields.into() })
    }

    fn unknown_field(&mut self, (key, node): (&Key, &Node), record: &RecordType, parent: u32, step: Step) {
        let names = || record.fields.iter().map(|field| field.name.as_str());
        self.problems.add(FactError::UnknownField {
            key: key.text.clone(),
            instead: self.instead(key, node, record),
            owner: owner(&path(&self.found.places, parent, step, self.schema), record),
            near: nearest(&key.text, names()),
            all: names().map(str::to_owned).collect(),
            span: key.span,
        });
    }

    /// Where a name belongs that stands too deep, too high, or is a question.
    fn instead(&self, key: &Key, node: &Node, record: &RecordType) -> Option<String> {
        if key.text == "as_of" {
            return Some(
                "the day that picks the law is no fact of this policy: give it with `--as-of`, in a case \
                 file beside `facts`"
                    .to_owned(),
            );
        }
        if let Some(field) =
            record.fields.iter().find(|field| field.label.as_deref() == Some(key.text.as_str()))
        {
            return Some(format!("write the name of the fact, not its question: `{}`", field.name));
        }
        if let NodeKind::Map(entries) = &node.kind
            && !entries.is_empty()
            && entries.iter().all(|(inner, _)| record.field(&inner.text).is_some())
        {
            return Some(format!("take `{}` away: what stands in it belongs here", key.text));
        }
        let field_of = |field: &Field| match &field.r#type {
            Type::Record(id) => self.schema.record(*id),
            _ => None,
        };
        if let Some((whole, part)) = key.text.split_once('.')
            && record.field(whole).is_some_and(|(_, field)| field_of(field).is_some())
        {
            return Some(format!("write `{whole}` alone, and `{part}` inside it"));
        }
        let near = !nearest(&key.text, record.fields.iter().map(|field| field.name.as_str())).is_empty();
        let inside = |field: &&Field| field_of(field).is_some_and(|inner| inner.field(&key.text).is_some());
        let homes: Vec<String> =
            record.fields.iter().filter(inside).map(|field| format!("`{}`", field.name)).collect();
        (!near && !homes.is_empty()).then(|| format!("move it into {}", homes.join(" or ")))
    }

    fn list(&mut self, items: &[Node], element: &Type, spot: &Spot) -> Value {
        let place = self.place(spot.parent, spot.step);
        let read = items.iter().zip(0_u32..).map(|(item, index)| {
            let step = Step::Element(index);
            self.value(
                item,
                &Spot { parent: place, step, field: spot.field, r#type: element, optional: false },
            )
        });
        let items: Vec<Value> = read.collect();
        Value::List(List { place, items: items.into() })
    }

    fn scalar(&mut self, text: &str, style: Style, span: Span, spot: &Spot) -> Value {
        match read_scalar(text, style, spot.r#type, self.schema) {
            Ok(value) => {
                self.check_bounds(&value, text, span, spot);
                value
            }
            Err(mismatch) => self.mismatch(mismatch, span, spot),
        }
    }

    fn mismatch(&mut self, mismatch: Mismatch, span: Span, spot: &Spot) -> Value {
        let label = self.label(spot);
        self.problems.add(FactError::of(mismatch, self.name(spot), label, span));
        Value::UNKNOWN
    }

    fn check_bounds(&mut self, value: &Value, found: &str, span: Span, spot: &Spot) {
        let Some(amount) = amount(value) else { return };
        let bounds = [
            (spot.field.least.as_ref().filter(|least| amount < *least), true),
            (spot.field.most.as_ref().filter(|most| amount > *most), false),
        ];
        for (bound, below) in bounds {
            let Some(bound) = bound else { continue };
            let (field, label) = (self.name(spot), self.label(spot));
            let (found, bound) = (found.to_owned(), show_bound(bound, value, spot.r#type));
            self.problems.add(if below {
                FactError::BelowLeast { field, found, bound, label, span }
            } else {
                FactError::AboveMost { field, found, bound, label, span }
            });
        }
    }

    /// `{ amount: "1000.00", currency: USD }`.
    fn money(&mut self, entries: &[(Key, Node)], span: Span, spot: &Spot) -> Value {
        let (mut amount, mut currency) = (None, None);
        for (key, node) in entries {
            match (key.text.as_str(), &node.kind) {
                ("amount", NodeKind::Scalar { text, style: Style::Plain })
                    if beside_currency(text, currency_of(entries)).is_err() =>
                {
                    let mismatch = beside_currency(text, currency_of(entries)).err();
                    return mismatch
                        .map_or(Value::UNKNOWN, |mismatch| self.mismatch(mismatch, node.span, spot));
                }
                ("amount", NodeKind::Scalar { .. }) => amount = Some(self.part(node, &Type::Number, spot)),
                ("currency", NodeKind::Scalar { .. }) => {
                    currency = Some(self.part(node, &Type::Currency, spot))
                }
                ("amount" | "currency", _) => {
                    return self.wrong_kind(node, &Spot { r#type: &Type::Text, ..*spot });
                }
                (_, _) => {
                    self.problems.add(FactError::UnknownField {
                        instead: None,
                        key: key.text.clone(),
                        owner: format!("`{}`, which is money", self.name(spot)),
                        near: nearest(&key.text, ["amount", "currency"]),
                        all: vec!["amount".to_owned(), "currency".to_owned()],
                        span: key.span,
                    });
                    return Value::UNKNOWN;
                }
            }
        }
        match (amount, currency) {
            (Some(Value::Number(amount)), Some(Value::Currency(currency))) => {
                let money = Value::Money(Money { amount, currency });
                self.check_bounds(&money, &money.text(), span, spot);
                money
            }
            (Some(_), Some(_)) => Value::UNKNOWN,
            (amount, _) => {
                let missing = if amount.is_none() { "amount" } else { "currency" };
                self.problems.add(FactError::HalfMoney { field: self.name(spot), missing, span });
                Value::UNKNOWN
            }
        }
    }

    fn part(&mut self, node: &Node, r#type: &Type, spot: &Spot) -> Value {
        let NodeKind::Scalar { text, style } = &node.kind else {
            return Value::UNKNOWN;
        };
        match read_scalar(text, *style, r#type, self.schema) {
            Ok(value) => value,
            Err(mismatch) => self.mismatch(mismatch, node.span, spot),
        }
    }

    fn wrong_kind(&mut self, node: &Node, spot: &Spot) -> Value {
        let (field, label, span) = (self.name(spot), self.label(spot), node.span);
        let found = kind_name(&node.kind);
        self.problems.add(match spot.r#type {
            Type::Record(id) => {
                let record = self.schema.record(*id);
                let names =
                    record.into_iter().flat_map(|record| &record.fields).map(|field| field.name.clone());
                FactError::RecordWanted { field, found, all: names.collect(), label, span }
            }
            Type::List(_) => FactError::ListWanted { field, found, label, span },
            wanted => {
                let wanted = self.schema.show(wanted).to_string();
                FactError::OneValueWanted { field, found, wanted, label, span }
            }
        });
        Value::UNKNOWN
    }

    fn place(&mut self, parent: u32, step: Step) -> u32 {
        let place = number(self.found.places.len());
        self.found.places.push(Place { parent, step });
        place
    }

    fn name(&self, spot: &Spot) -> String {
        match spot.step {
            Step::Root => "the value".to_owned(),
            Step::Field(_) | Step::Element(_) => {
                path(&self.found.places, spot.parent, spot.step, self.schema)
            }
        }
    }

    /// The question of the field, else its type.
    fn label(&self, spot: &Spot) -> String {
        let question = spot.field.label.clone();
        question.unwrap_or_else(|| format!("this is read as {}", self.schema.show(spot.r#type)))
    }
}
