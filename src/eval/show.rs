//! Values as people write them, by their type.

use crate::schema::{Schema, Type};
use crate::value::{Number, Value};

/// A value as people write it; nothing where it is not known.
pub fn show(value: &Value, r#type: &Type, schema: &Schema) -> Option<String> {
    match (value, r#type) {
        (Value::Unknown(_), _) => None,
        (Value::None, _) => Some("none".to_owned()),
        (Value::Number(number), Type::Percent) => {
            Some(format!("{}%", number.multiply(&Number::from_i64(100))))
        }
        (Value::Choice(choice), Type::Enum(id)) => {
            let values = schema.enumeration(*id).map(|found| found.values.as_slice()).unwrap_or_default();
            let found = usize::try_from(*choice).ok().and_then(|choice| values.get(choice));
            Some(found.map_or_else(String::new, |found| found.name.clone()))
        }
        (Value::List(list), Type::List(element)) => {
            let items =
                list.items.iter().map(|item| show(item, element, schema).unwrap_or_else(|| "?".to_owned()));
            Some(format!("[{}]", items.collect::<Vec<_>>().join(", ")))
        }
        (Value::Record(record), Type::Record(id)) => {
            let fields = schema.record(*id).map(|found| found.fields.as_slice()).unwrap_or_default();
            let named = fields.iter().zip(record.fields.iter()).find(|(field, _)| field.r#type == Type::Text);
            let shown = named.and_then(|(field, value)| show(value, &field.r#type, schema));
            Some(shown.unwrap_or_else(|| "…".to_owned()))
        }
        (value, _) => Some(value.text()),
    }
}
