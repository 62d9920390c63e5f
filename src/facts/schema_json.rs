//! The vocabulary as JSON Schema, for editors and for those who produce facts.

use serde_json::{Map, Value, json};

use crate::schema::{CodeSpace, Enumeration, Field, RecordId, RecordType, Schema, Type};

/// JSON Schema 2020-12 of the facts of a case.
pub fn json_schema(schema: &Schema, title: &str) -> Value {
    let mut definitions = Map::new();
    for record in schema.records.iter().skip(1) {
        definitions.insert(format!("record.{}", record.name), record_schema(schema, record));
    }
    for enumeration in &schema.enums {
        definitions.insert(format!("enum.{}", enumeration.name), enum_schema(enumeration));
    }
    definitions.insert("not_known".to_owned(), not_known());
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    whole.insert("title".to_owned(), json!(title));
    if let Some(Value::Object(facts)) =
        schema.record(RecordId::FACTS).map(|facts| record_schema(schema, facts))
    {
        whole.extend(facts);
    }
    whole.insert("$defs".to_owned(), Value::Object(definitions));
    Value::Object(whole)
}

/// What stands for a value that is not known.
fn not_known() -> Value {
    let only = |name: &str, value: Value| json!({ "type": "object", "properties": { name: value }, "required": [name], "additionalProperties": false });
    json!({ "anyOf": [
        { "type": "null", "description": "Not known yet" },
        only("not_known", json!({ "const": true })),
        only("cannot_determine", json!({
            "type": "string", "pattern": "\\S", "description": "Why, who tried, when"
        })),
    ] })
}

fn record_schema(schema: &Schema, record: &RecordType) -> Value {
    let properties: Map<String, Value> =
        record.fields.iter().map(|field| (field.name.clone(), field_schema(schema, field))).collect();
    described(
        json!({ "type": "object", "properties": properties, "additionalProperties": false }),
        record.label.as_deref(),
    )
}

fn enum_schema(enumeration: &Enumeration) -> Value {
    let values = enumeration
        .values
        .iter()
        .map(|choice| described(json!({ "const": choice.name }), choice.label.as_deref()));
    described(json!({ "oneOf": values.collect::<Vec<_>>() }), enumeration.label.as_deref())
}

fn field_schema(schema: &Schema, field: &Field) -> Value {
    described(or_not_known(type_schema(schema, &field.r#type)), field.label.as_deref())
}

fn or_not_known(value: Value) -> Value {
    json!({ "anyOf": [value, { "$ref": "#/$defs/not_known" }] })
}

fn described(mut value: Value, label: Option<&str>) -> Value {
    if let (Some(map), Some(label)) = (value.as_object_mut(), label) {
        map.insert("description".to_owned(), json!(label));
    }
    value
}

fn type_schema(schema: &Schema, r#type: &Type) -> Value {
    let name = |kind: &str, name: Option<&String>| match name {
        Some(name) => json!({ "$ref": format!("#/$defs/{kind}.{name}") }),
        None => json!(true),
    };
    match r#type {
        Type::Boolean => json!({ "type": "boolean" }),
        Type::Text => text(r"\S"),
        Type::Number => json!({ "anyOf": [{ "type": "number" }, text(&format!("^{DECIMAL}$"))] }),
        Type::Percent => text(&format!("^{DECIMAL} ?%$")),
        Type::Ratio => {
            json!({ "anyOf": [{ "type": "number" }, text(&format!("^{DECIMAL}( ?%)?$"))] })
        }
        Type::Money => money(),
        Type::Quantity(dimension) => described(text(&format!(r"^{DECIMAL} \S+$")), Some(&dimension.name())),
        Type::Date => text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
        Type::Duration => text(&format!("^{SPAN}( and {SPAN})*$")),
        Type::Country => text("^[A-Z]{2}$"),
        Type::Currency => text("^[A-Z]{3}$"),
        Type::Code(space) => code(space.and_then(|id| schema.code_space(id))),
        Type::Enum(id) => name("enum", schema.enumeration(*id).map(|found| &found.name)),
        Type::Record(id) => name("record", schema.record(*id).map(|found| &found.name)),
        Type::List(element) => {
            json!({ "type": "array", "items": or_not_known(type_schema(schema, element)) })
        }
        Type::Period | Type::Broken => json!(false),
    }
}

const DECIMAL: &str = r"-?[0-9]+(\.[0-9]+)?";
const SPAN: &str = "[0-9]+ (day|week|month|year)s?";

fn text(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

fn money() -> Value {
    let amount = json!({ "anyOf": [{ "type": "number" }, text(&format!("^{DECIMAL}$"))] });
    json!({ "anyOf": [
        text(&format!("^{DECIMAL} [A-Z]{{3}}$")),
        {
            "type": "object",
            "properties": { "amount": amount, "currency": text("^[A-Z]{3}$") },
            "required": ["amount", "currency"],
            "additionalProperties": false,
        },
    ] })
}

fn code(space: Option<&CodeSpace>) -> Value {
    let part = "[A-Za-z0-9:-]+";
    let shape = space.and_then(|space| space.shape.as_ref());
    let pattern = match shape {
        None => format!(r"^{part}(\.{part})*$"),
        Some(shape) => {
            let marks: String = shape.as_str().chars().map(mark).collect();
            format!(r"^{marks}(\.{part})*$")
        }
    };
    described(text(&pattern), space.and_then(|space| space.label.as_deref()))
}

fn mark(mark: char) -> String {
    match mark {
        '9' => "[0-9]".to_owned(),
        'A' => "[A-Z]".to_owned(),
        '.' => r"\.".to_owned(),
        itself => itself.to_string(),
    }
}
