//! The facts of a case as JSON that reads the same again.

use crate::facts::Facts;
use crate::schema::{RecordId, Schema, Type};
use crate::value::money::like_thousands;
use crate::value::{List, Number, Record, Value};

/// What a case says, as one line of JSON. Names stand in the order of the vocabulary.
pub fn given(facts: &Facts, schema: &Schema) -> String {
    let writer = Writer { facts, schema };
    writer.value(&facts.root, &Type::Record(RecordId::FACTS), (0, 0)).unwrap_or_else(|| "{}".to_owned())
}

struct Writer<'a> {
    facts: &'a Facts,
    schema: &'a Schema,
}

impl Writer<'_> {
    /// A value that stands in a field or element; nothing where there is nothing to write.
    fn value(&self, value: &Value, r#type: &Type, at: (u32, usize)) -> Option<String> {
        match value {
            Value::None => None,
            Value::Unknown(unknown) if unknown.undeterminable => {
                let reason = self.facts.reason(at.0, at.1).unwrap_or_default();
                Some(format!("{{\"cannot_determine\":{}}}", quoted(reason)))
            }
            Value::Unknown(_) => Some("null".to_owned()),
            Value::Boolean(boolean) => Some(boolean.to_string()),
            Value::Number(number) if *r#type == Type::Percent => {
                Some(quoted(&format!("{}%", number.multiply(&Number::from_i64(100)))))
            }
            Value::Number(number) => Some(number.to_string()),
            Value::Choice(position) => Some(quoted(&self.choice(*position, r#type))),
            Value::Text(text) => Some(quoted(text)),
            Value::Code(code) => Some(quoted(code.as_str())),
            // As a text, `1.234 USD` would be asked back.
            Value::Money(money) if like_thousands(&money.amount.to_string()) => Some(format!(
                "{{\"amount\":{},\"currency\":{}}}",
                money.amount,
                quoted(money.currency.code())
            )),
            Value::Money(_)
            | Value::Quantity(_)
            | Value::Date(_)
            | Value::Period(..)
            | Value::Duration(_)
            | Value::Country(_)
            | Value::Currency(_) => Some(quoted(&value.text())),
            Value::Record(record) => Some(self.record(record, r#type)),
            Value::List(list) => Some(self.list(list, r#type)),
        }
    }

    fn choice(&self, position: u32, r#type: &Type) -> String {
        let Type::Enum(id) = r#type else { return String::new() };
        let values = self.schema.enumeration(*id).map(|found| found.values.as_slice()).unwrap_or_default();
        values.get(position as usize).map(|choice| choice.name.clone()).unwrap_or_default()
    }

    fn record(&self, record: &Record, r#type: &Type) -> String {
        let fields = match r#type {
            Type::Record(id) => self.schema.record(*id).map(|found| found.fields.as_slice()),
            _ => None,
        };
        let both = fields.unwrap_or_default().iter().zip(record.fields.iter()).enumerate();
        let parts: Vec<String> = both
            .filter(|(_, (field, value))| field.optional || !is_silent(value))
            .filter_map(|(slot, (field, value))| {
                let text = self.value(value, &field.r#type, (record.place, slot))?;
                Some(format!("{}:{text}", quoted(&field.name)))
            })
            .collect();
        format!("{{{}}}", parts.join(","))
    }

    fn list(&self, list: &List, r#type: &Type) -> String {
        let element = r#type.element().unwrap_or(&Type::Broken);
        let items = list.items.iter().enumerate().map(|(index, item)| {
            self.value(item, element, (list.place, index)).unwrap_or_else(|| "null".to_owned())
        });
        format!("[{}]", items.collect::<Vec<_>>().join(","))
    }
}

/// Whether leaving a plain field out says the same: it is not known, and nothing is said about why.
fn is_silent(value: &Value) -> bool {
    match value {
        Value::None => true,
        Value::Unknown(unknown) => !unknown.undeterminable,
        _ => false,
    }
}

/// A text as JSON writes it.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
