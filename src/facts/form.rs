//! Empty forms: the facts of a case before anybody has filled them in.

use super::Format;
use crate::schema::{Field, RecordId, RecordType, Schema, Type};

/// An empty form of the facts. Nothing in it is known. In YAML each field stands below its question and before its
/// type; in TOML, which has no null, each stands behind a `#`.
pub fn empty_form(schema: &Schema, format: Format) -> String {
    let mut form = Form { schema, text: String::new(), open: Vec::new() };
    match format {
        Format::Json => {
            form.json(RecordId::FACTS, 0);
            form.text.push('\n');
        }
        Format::Yaml => form.yaml(RecordId::FACTS, &Margin::default()),
        Format::Toml => form.toml(RecordId::FACTS, ""),
    }
    form.text
}

struct Form<'a> {
    schema: &'a Schema,
    text: String,
    /// The records around the present place, so that none is written inside itself.
    open: Vec<RecordId>,
}

/// What stands before each line.
#[derive(Clone, Default)]
struct Margin {
    /// Whether the lines are commented out.
    comment: bool,
    indent: usize,
    /// Whether the next field begins an element of a list.
    dash: bool,
}

impl Margin {
    fn deeper(&self, comment: bool, dash: bool) -> Margin {
        let step = if dash { 4 } else { 2 };
        Margin { comment: self.comment || comment, indent: self.indent.saturating_add(step), dash }
    }

    fn take(&mut self) -> String {
        let dash = std::mem::take(&mut self.dash);
        let indent = if dash { self.indent.saturating_sub(2) } else { self.indent };
        let mark = if self.comment { "# " } else { "" };
        format!("{mark}{}{}", " ".repeat(indent), if dash { "- " } else { "" })
    }
}

impl<'a> Form<'a> {
    fn enter(&mut self, id: RecordId) -> Option<&'a RecordType> {
        if self.open.contains(&id) {
            return None;
        }
        self.open.push(id);
        self.schema.record(id)
    }

    fn yaml(&mut self, id: RecordId, margin: &Margin) {
        let Some(record) = self.enter(id) else { return };
        let mut margin = margin.clone();
        for field in &record.fields {
            self.yaml_field(field, &mut margin);
        }
        self.open.pop();
    }

    fn yaml_field(&mut self, field: &Field, margin: &mut Margin) {
        let question = field.label.as_deref().unwrap_or_default().replace(['\n', '\r'], " ");
        if !question.is_empty() {
            let indent = if margin.dash { margin.indent.saturating_sub(2) } else { margin.indent };
            self.text.push_str(&format!(
                "{}# {question}\n",
                if margin.comment { format!("# {}", " ".repeat(indent)) } else { " ".repeat(indent) }
            ));
        }
        let start = margin.take();
        let note = self.note(field);
        match self.inside(&field.r#type) {
            Some((id, false)) if !field.optional => {
                self.text.push_str(&format!("{start}{}:\n", field.name));
                self.yaml(id, &margin.deeper(false, false));
            }
            inside => {
                self.text.push_str(&format!("{start}{}: null  # {note}\n", field.name));
                if let Some((id, listed)) = inside {
                    self.yaml(id, &margin.deeper(true, listed));
                }
            }
        }
    }

    /// The record in a field that can be written out here, and whether it is the element of a list.
    fn inside(&self, r#type: &Type) -> Option<(RecordId, bool)> {
        let (id, listed) = match (r#type, r#type.element()) {
            (Type::Record(id), _) => (*id, false),
            (_, Some(Type::Record(id))) => (*id, true),
            (_, _) => return None,
        };
        let filled = self.schema.record(id).is_some_and(|record| !record.fields.is_empty());
        (filled && !self.open.contains(&id)).then_some((id, listed))
    }

    /// The type of a field, with the values that it allows.
    fn note(&self, field: &Field) -> String {
        let scalar = field.r#type.element().unwrap_or(&field.r#type);
        let mut note = self.schema.show(&field.r#type).to_string();
        if let Type::Enum(id) = scalar {
            let values =
                self.schema.enumeration(*id).map(|found| found.values.as_slice()).unwrap_or_default();
            let names: Vec<&str> = values.iter().map(|choice| choice.name.as_str()).collect();
            note = format!("{note}: {}", names.join(", "));
        } else if let Some(example) = example(scalar) {
            note = format!("{note}, such as {example}");
        }
        if field.optional {
            note.push_str("; delete this line where there is none");
        }
        note
    }

    fn json(&mut self, id: RecordId, indent: usize) {
        let Some(record) = self.enter(id) else { return };
        let margin = " ".repeat(indent);
        self.text.push('{');
        for (position, field) in record.fields.iter().enumerate() {
            let comma = if position == 0 { "" } else { "," };
            self.text.push_str(&format!("{comma}\n{margin}  \"{}\": ", field.name));
            match self.inside(&field.r#type) {
                Some((id, false)) if !field.optional => self.json(id, indent.saturating_add(2)),
                _ => self.text.push_str("null"),
            }
        }
        let end = if record.fields.is_empty() { "}".to_owned() } else { format!("\n{margin}}}") };
        self.text.push_str(&end);
        self.open.pop();
    }

    fn toml(&mut self, id: RecordId, before: &str) {
        let Some(record) = self.enter(id) else { return };
        for field in &record.fields {
            if let Some(question) = &field.label {
                self.text.push_str(&format!("# {}\n", question.replace(['\n', '\r'], " ")));
            }
            let name = format!("{before}{}", field.name);
            match self.inside(&field.r#type) {
                Some((id, false)) => self.toml(id, &format!("{name}.")),
                _ => self.text.push_str(&format!("# {name} =   # {}\n", self.note(field))),
            }
        }
        self.open.pop();
    }
}

/// How a value of a type is written.
fn example(r#type: &Type) -> Option<&'static str> {
    match r#type {
        Type::Boolean => Some("true or false"),
        Type::Number => Some("12.5"),
        Type::Percent | Type::Ratio => Some("49.9%"),
        Type::Money => Some("1000.00 USD"),
        Type::Date => Some("2026-03-01"),
        Type::Duration => Some("10 days"),
        Type::Country => Some("DE"),
        Type::Currency => Some("EUR"),
        Type::Quantity(_) | Type::Code(_) | Type::Text | Type::Period | Type::Enum(_) | Type::Record(_) => {
            None
        }
        Type::List(_) | Type::Broken => None,
    }
}
