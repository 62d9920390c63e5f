//! The statements of a vocabulary.

use crate::schema::{EnumId, Field, RecordType, Type};

use super::edit::EditKind;
use super::statement::{Key, Reader, Statement, field_name};

/// Facts, fields, enums and codes.
pub(super) fn vocabulary(reader: &mut Reader<'_>) -> Vec<Statement> {
    let schema = &reader.policy.schema;
    let mut all = Vec::new();
    for (index, record) in schema.records.iter().enumerate() {
        all.extend(record.fields.iter().map(|each| field(reader, index, record, each)));
    }
    // The answers to a reading are said by the reading.
    let of_readings: Vec<&Type> = reader.policy.readings.iter().map(|reading| &reading.r#type).collect();
    for (index, found) in schema.enums.iter().enumerate() {
        let id = Type::Enum(EnumId(index));
        if of_readings.contains(&&id) {
            continue;
        }
        let mut statement = Statement::new(EditKind::Enumeration, &found.name, found.span);
        statement = statement.titled(found.label.as_ref());
        for value in &found.values {
            statement.entries.insert(value.name.clone(), String::new());
        }
        all.push(statement);
    }
    for codes in &schema.codes {
        let mut statement = Statement::new(EditKind::Codes, &codes.name, codes.span);
        statement = statement.titled(codes.label.as_ref());
        statement.part("shape", codes.shape.as_ref().map(|shape| shape.as_str().to_owned()));
        all.push(statement);
    }
    all
}

fn field(reader: &mut Reader<'_>, index: usize, record: &RecordType, field: &Field) -> Statement {
    let name = field_name(&record.name, index, &field.name);
    let key = Key::Own(EditKind::Fact, name.clone());
    let mut found = Statement::new(EditKind::Fact, &name, field.span);
    found.title = field.label.clone();
    found.wording("question", field.label.clone());
    found.part("type", Some(reader.writer.r#type(&field.r#type)));
    found.part("may be absent", field.optional.then(|| "optional".to_owned()));
    found.part("at least", field.least.as_ref().map(ToString::to_string));
    found.part("at most", field.most.as_ref().map(ToString::to_string));
    let condition = field.conditional.and_then(|id| reader.policy.field_conditions.get(id));
    if let Some(condition) = condition {
        found.expression("when", reader, condition, 1);
        reader.rest_on_expression(&key, condition);
    }
    if let Type::Enum(id) = &field.r#type
        && let Some(found) = reader.policy.schema.enumeration(*id)
    {
        reader.rest(&key, Key::Own(EditKind::Enumeration, found.name.clone()));
    }
    found
}

/// A contested point; its answers make an enum.
pub(super) fn reading(reading: &crate::typed::Reading) -> Statement {
    let mut found = Statement::new(EditKind::Reading, &reading.name, reading.span);
    found.title = Some(reading.question.clone());
    found.wording("question", Some(reading.question.clone()));
    let default = reading.answers.get(reading.default as usize).map(|(word, _)| word.clone());
    found.part("default", default);
    for (word, meaning) in &reading.answers {
        found.entries.insert(word.clone(), String::new());
        found.wording(&format!("answer {word}"), Some(meaning.clone()));
    }
    found
}
