//! Why a condition came out as it did: the parts that decided, each with the facts it used.

use std::collections::BTreeSet;

use crate::eval::case::Case;
use crate::eval::decision::{FactUsed, Place, Reason, Truth};
use crate::eval::show::show;
use crate::eval::trace::{Seen, Trace};
use crate::source::Span;
use crate::typed::{Expression, ExpressionKind};
use crate::value::Value;

/// How many parts of a condition are shown.
const MAX_REASONS: usize = 40;

impl<'p> Case<'p> {
    /// The deciding parts of a condition.
    pub(super) fn reasons(&mut self, condition: &'p Expression) -> Vec<Reason> {
        let mut reasons = Vec::new();
        self.collect_reasons(condition, &mut reasons);
        reasons.truncate(MAX_REASONS);
        reasons
    }

    fn collect_reasons(&mut self, condition: &'p Expression, reasons: &mut Vec<Reason>) {
        let truth = self.afresh(condition);
        match &condition.kind {
            ExpressionKind::And(parts) | ExpressionKind::Or(parts) => {
                for part in parts {
                    if self.afresh(part) == truth {
                        self.collect_reasons(part, reasons);
                    }
                }
            }
            ExpressionKind::Literal(Value::Boolean(true)) => {}
            // What stands after `unless`, or in brackets after `not`: its parts say more than the whole.
            ExpressionKind::Not(inner)
                if matches!(inner.kind, ExpressionKind::And(_) | ExpressionKind::Or(_)) =>
            {
                self.collect_reasons(inner, reasons);
            }
            _ => reasons.push(self.reason(condition)),
        }
    }

    /// What a condition comes to, with steps counted from here.
    fn afresh(&mut self, condition: &'p Expression) -> Truth {
        self.steps = 0;
        self.truth(condition, &mut Vec::new())
    }

    /// One part with what it came to and the facts it used.
    fn reason(&mut self, part: &'p Expression) -> Reason {
        let (truth, seen) = self.traced(part);
        let mut facts = Vec::new();
        let mut notes = Vec::new();
        for seen in seen.into_iter().collect::<BTreeSet<Seen>>() {
            match self.fact_used(&seen) {
                Some(fact) => facts.push(fact),
                None => notes.extend(note(&seen)),
            }
        }
        facts.sort_by(|one: &FactUsed, two| one.path.cmp(&two.path));
        let (text, title, place) = (self.text(part.span), self.title(part), self.place(part.span));
        Reason { text, title, truth, facts, notes, place }
    }

    /// The title of the definition or the rule that a part asks for.
    fn title(&self, part: &Expression) -> Option<String> {
        let policy = self.law.policy();
        match &part.kind {
            ExpressionKind::Call(id, _) => policy.definitions.get(id.0)?.title.clone(),
            ExpressionKind::Applies(rules) => match rules.as_slice() {
                [id] => policy.rules.get(id.0)?.versions.last()?.title.clone(),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a condition comes to, and what it looked at to get there.
    pub(super) fn traced(&mut self, part: &'p Expression) -> (Truth, Vec<Seen>) {
        self.trace = Trace::keeping();
        self.steps = 0;
        let truth = self.truth(part, &mut Vec::new());
        (truth, std::mem::take(&mut self.trace).into_seen())
    }

    /// The same for any expression.
    pub(super) fn traced_value(&mut self, part: &'p Expression) -> (Value, Vec<Seen>) {
        self.trace = Trace::keeping();
        self.steps = 0;
        let value = self.evaluate(part, &mut Vec::new());
        (value, std::mem::take(&mut self.trace).into_seen())
    }

    fn fact_used(&self, seen: &Seen) -> Option<FactUsed> {
        let Seen::Field { place, slot, .. } = seen else { return None };
        let schema = &self.law.policy().schema;
        let field = self.facts.field(*place, *slot, schema)?;
        let value = self.given(*place, *slot)?;
        // A whole record or a list of records says nothing by itself; its fields do.
        let holds_records = match &field.r#type {
            crate::schema::Type::Record(_) => true,
            crate::schema::Type::List(element) => matches!(**element, crate::schema::Type::Record(_)),
            _ => false,
        };
        if holds_records && !matches!(value, Value::Unknown(_) | Value::None) {
            return None;
        }
        let (path, label) = (self.facts.path(*place, *slot, schema), field.label.clone());
        Some(FactUsed { path, label, value: show(&value, &field.r#type, schema) })
    }

    /// The value of a field at a place, tried and presumed values included.
    pub(super) fn given(&self, place: u32, slot: usize) -> Option<Value> {
        let value = record_at(&self.facts.root, place)?.get(slot)?.clone();
        Some(if matches!(value, Value::Unknown(_)) { self.overlaid(place, slot, value) } else { value })
    }

    fn text(&self, span: Span) -> String {
        let text = self.law.program.sources().slice(span);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A place in the policy's text.
    pub(super) fn place(&self, span: Span) -> Place {
        let Some(file) = self.law.program.sources().file(span) else { return Place::default() };
        let position = file.position(span.start);
        Place { file: file.name.to_string(), line: position.line, column: position.column, span }
    }
}

fn note(seen: &Seen) -> Option<String> {
    match seen {
        Seen::Field { .. } | Seen::Element { .. } => None,
        Seen::AsOf => Some("the day that picks the law is not known".to_owned()),
        Seen::Note(note) => Some(note.clone()),
        Seen::Rate(rate) => Some(format!("{rate} is not given")),
    }
}

/// The fields of the record at a place.
fn record_at(value: &Value, place: u32) -> Option<&[Value]> {
    match value {
        Value::Record(record) if record.place == place => Some(&record.fields),
        Value::Record(record) => record.fields.iter().find_map(|field| record_at(field, place)),
        Value::List(list) => list.items.iter().find_map(|item| record_at(item, place)),
        _ => None,
    }
}
