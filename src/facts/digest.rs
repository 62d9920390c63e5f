//! The fingerprint of what was given.
//!
//! Two documents that say the same of a case have one fingerprint. Each part is written with its kind and length
//! before it, so that no two different cases are written alike. What was left out leaves no trace, so a vocabulary
//! that gains a fact does not change the fingerprints of cases without it.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::place::{Reasons, number};
use crate::schema::{Field, RecordId, Schema, Type};
use crate::value::{List, Record, Value};

pub(super) fn of(root: &Value, reasons: &Reasons, schema: &Schema) -> String {
    let mut writer = Writer { hash: Sha256::new(), reasons, schema };
    writer.value(root, &Type::Record(RecordId::FACTS), None);
    writer.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

struct Writer<'a> {
    hash: Sha256,
    reasons: &'a Reasons,
    schema: &'a Schema,
}

impl Writer<'_> {
    fn part(&mut self, kind: &str, text: &str) {
        for text in [kind, text] {
            self.hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
            self.hash.update(text.as_bytes());
        }
    }

    fn value(&mut self, value: &Value, r#type: &Type, reason: Option<&String>) {
        match value {
            Value::None => self.part("none", ""),
            Value::Unknown(unknown) if unknown.undeterminable => {
                self.part("undeterminable", reason.map_or("", String::as_str));
            }
            Value::Unknown(_) => self.part("unknown", ""),
            Value::Boolean(boolean) => self.part("boolean", &boolean.to_string()),
            Value::Text(text) => self.part("text", text),
            Value::Number(number) => self.part("number", &number.to_exact_text()),
            Value::Money(money) => {
                self.part("money", &money.amount.to_exact_text());
                self.part("currency", money.currency.code());
            }
            Value::Quantity(quantity) => self.part("quantity", &quantity.amount.to_exact_text()),
            Value::Date(_) | Value::Period(..) | Value::Duration(_) => self.part("time", &value.text()),
            Value::Country(country) => self.part("country", country.code()),
            Value::Currency(currency) => self.part("currency", currency.code()),
            Value::Code(code) => self.part("code", code.as_str()),
            Value::Choice(position) => self.choice(*position, r#type),
            Value::Record(record) => self.record(record, r#type),
            Value::List(list) => self.list(list, r#type),
        }
    }

    fn choice(&mut self, position: u32, r#type: &Type) {
        let Type::Enum(id) = r#type else { return };
        let values = self.schema.enumeration(*id).map(|found| found.values.as_slice()).unwrap_or_default();
        let name = values.get(position as usize).map_or("", |choice| choice.name.as_str());
        self.part("choice", name);
    }

    fn record(&mut self, record: &Record, r#type: &Type) {
        let fields: BTreeMap<&str, (usize, &Field, &Value)> = given(record, r#type, self.schema)
            .map(|(slot, field, value)| (field.name.as_str(), (slot, field, value)))
            .collect();
        self.part("record", &fields.len().to_string());
        for (name, (slot, field, value)) in fields {
            self.part("field", name);
            self.value(value, &field.r#type, self.reasons.get(&(record.place, number(slot))));
        }
    }

    fn list(&mut self, list: &List, r#type: &Type) {
        self.part("list", &list.items.len().to_string());
        for (index, item) in list.items.iter().enumerate() {
            let reason = self.reasons.get(&(list.place, number(index)));
            self.value(item, r#type.element().unwrap_or(&Type::Broken), reason);
        }
    }
}

/// The fields that say more than their absence would.
fn given<'a>(
    record: &'a Record,
    r#type: &Type,
    schema: &'a Schema,
) -> impl Iterator<Item = (usize, &'a Field, &'a Value)> {
    let fields = match r#type {
        Type::Record(id) => schema.record(*id).map(|found| found.fields.as_slice()).unwrap_or_default(),
        _ => &[],
    };
    let both = fields.iter().zip(record.fields.iter()).enumerate();
    both.map(|(slot, (field, value))| (slot, field, value))
        .filter(|(_, field, value)| !is_silent(field, value, schema))
}

fn is_silent(field: &Field, value: &Value, schema: &Schema) -> bool {
    match value {
        Value::None => true,
        Value::Unknown(unknown) => !field.optional && !unknown.undeterminable,
        Value::Record(record) => !field.optional && given(record, &field.r#type, schema).next().is_none(),
        _ => false,
    }
}
