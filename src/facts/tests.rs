//! Tests of the reading of facts.

mod forms;
mod laws;
mod table;
mod traps;

use super::{Facts, Format, document, read};
use crate::diagnostics::Problem;
use crate::schema::{
    Choice, CodeSpace, CodesId, EnumId, Enumeration, Field, RecordId, RecordType, Schema, Type,
};
use crate::source::Span;
use crate::value::{Dimension, Number, Shape, Value};

/// A vocabulary with a field of every kind.
fn schema() -> Schema {
    let sector = Enumeration {
        name: "sector".to_owned(),
        label: None,
        values: [("civil", "Civil use"), ("defence", "Armed forces"), ("police", "Police")]
            .map(|(name, label)| Choice { name: name.to_owned(), label: Some(label.to_owned()) })
            .into(),
        span: Span::default(),
    };
    Schema {
        records: vec![facts(), party(), stake(), item()],
        enums: vec![sector],
        codes: vec![
            space("eccn", "export control classification number", "9A999"),
            space("hs", "HS code", "999999"),
        ],
    }
}

fn space(name: &str, label: &str, shape: &str) -> CodeSpace {
    CodeSpace {
        name: name.to_owned(),
        label: Some(label.to_owned()),
        shape: Shape::parse(shape),
        span: Span::default(),
    }
}

const PARTY: RecordId = RecordId(1);
const STAKE: RecordId = RecordId(2);
const ITEM: RecordId = RecordId(3);

fn facts() -> RecordType {
    record(
        "facts",
        vec![
            labelled("end_user", Type::Record(PARTY), "Who will use the item?"),
            optional("agent", Type::Record(PARTY)),
            field("item", Type::Record(ITEM)),
            field("export_date", Type::Date),
            optional("note", Type::Text),
            field("term", Type::Duration),
            field("military", Type::Boolean),
            field("count", Type::Number),
            optional("currency", Type::Currency),
            field("reasons", Type::List(Box::new(Type::Text))),
        ],
    )
}

fn party() -> RecordType {
    record(
        "party",
        vec![
            labelled("name", Type::Text, "Full registered name"),
            field("country", Type::Country),
            labelled("sector", Type::Enum(EnumId(0)), "In which sector?"),
            field("owners", Type::List(Box::new(Type::Record(STAKE)))),
        ],
    )
}

fn stake() -> RecordType {
    let share = bounded(field("share", Type::Percent), Some(0), Some(1));
    record("stake", vec![field("owner", Type::Record(PARTY)), share])
}

fn item() -> RecordType {
    record(
        "item",
        vec![
            field("eccn", Type::Code(Some(CodesId(0)))),
            field("hs", Type::Code(Some(CodesId(1)))),
            bounded(field("value", Type::Money), Some(0), None),
            bounded(field("node", Type::Quantity(Dimension::named("length").unwrap())), Some(0), None),
            field("origin", Type::Country),
            field("parts", Type::List(Box::new(Type::Record(ITEM)))),
        ],
    )
}

fn record(name: &str, fields: Vec<Field>) -> RecordType {
    RecordType { name: name.to_owned(), label: None, fields, span: Span::default() }
}

fn field(name: &str, r#type: Type) -> Field {
    Field {
        name: name.to_owned(),
        label: None,
        r#type,
        optional: false,
        conditional: None,
        least: None,
        most: None,
        span: Span::default(),
    }
}

fn labelled(name: &str, r#type: Type, label: &str) -> Field {
    Field { label: Some(label.to_owned()), ..field(name, r#type) }
}

fn optional(name: &str, r#type: Type) -> Field {
    Field { optional: true, ..field(name, r#type) }
}

fn bounded(field: Field, least: Option<i64>, most: Option<i64>) -> Field {
    Field { least: least.map(Number::from_i64), most: most.map(Number::from_i64), ..field }
}

fn try_read(text: &str, format: Format) -> Result<Facts, Vec<Problem>> {
    let node = document(text, 0, format).map_err(|problems| problems.iter().cloned().collect::<Vec<_>>())?;
    read(&node, &schema()).map_err(|problems| problems.iter().cloned().collect())
}

#[track_caller]
fn facts_of(text: &str, format: Format) -> Facts {
    try_read(text, format).unwrap_or_else(|problems| panic!("{text}\n{problems:?}"))
}

/// The value at a path of names.
fn at<'a>(facts: &'a Facts, path: &str, schema: &Schema) -> &'a Value {
    let mut value = &facts.root;
    let mut r#type = Type::Record(RecordId::FACTS);
    for name in path.split('.') {
        match (value, &r#type) {
            (Value::Record(found), Type::Record(id)) => {
                let (slot, field) = schema.record(*id).unwrap().field(name).unwrap();
                value = &found.fields[slot];
                r#type = field.r#type.clone();
            }
            (Value::List(list), Type::List(element)) => {
                value = &list.items[name.parse::<usize>().unwrap()];
                r#type = (**element).clone();
            }
            _ => panic!("nothing at {path}"),
        }
    }
    value
}

/// The text of a span.
fn written(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize).unwrap()
}
