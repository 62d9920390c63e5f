//! The facts of a policy as a list that people can read: name, question, type, and when each applies.

use crate::program::Program;
use crate::report::{padded, wrap};
use crate::schema::{Field, RecordId, Type};

use super::terminal::Terminal;

/// Columns for names.
const NAMES: usize = 22;

/// The facts, records written out where they are first used.
pub(super) fn vocabulary(program: &Program, terminal: &Terminal) -> String {
    let policy = program.policy();
    let title = policy.title.as_deref().unwrap_or(&policy.name);
    let mut list =
        List { program, color: terminal.color, width: terminal.width, lines: Vec::new(), told: Vec::new() };
    list.record(RecordId::FACTS, 0);
    let day = super::schema::day(program).map(|day| wrap(&day, terminal.width).join("\n") + "\n");
    let head = list.bold(&format!("What {title} asks for"));
    format!("{head}\n{}{}\n", day.unwrap_or_default(), list.lines.join("\n"))
}

struct List<'p> {
    program: &'p Program,
    color: bool,
    width: usize,
    lines: Vec<String>,
    /// The records that have been written out.
    told: Vec<RecordId>,
}

impl<'p> List<'p> {
    fn record(&mut self, id: RecordId, depth: usize) {
        let Some(record) = self.program.policy().schema.record(id) else { return };
        self.told.push(id);
        for field in &record.fields {
            self.field(field, depth);
        }
    }

    fn field(&mut self, field: &'p Field, depth: usize) {
        if depth == 0 {
            self.lines.push(String::new());
        }
        let name = format!("{}{}", "  ".repeat(depth), field.name);
        let mut lines: Vec<String> = field.label.iter().flat_map(|label| wrap(label, self.room())).collect();
        lines.extend(wrap(&self.about(field), self.room()));
        for (index, line) in lines.iter().enumerate() {
            let left = padded(if index == 0 { &name } else { "" }, NAMES);
            let left = if index == 0 { left.replacen(&field.name, &self.bold(&field.name), 1) } else { left };
            self.lines.push(format!("{left}  {line}"));
        }
        match record_in(&field.r#type) {
            Some(id) if !self.told.contains(&id) => self.record(id, depth.saturating_add(1)),
            Some(_) | None => {}
        }
    }

    /// Columns for questions and types.
    fn room(&self) -> usize {
        self.width.saturating_sub(NAMES + 2).max(30)
    }

    /// `length, optional, when use == logic_chips`
    fn about(&self, field: &Field) -> String {
        let mut parts = vec![self.type_of(field)];
        if field.optional {
            parts.push("optional".to_owned());
        }
        parts.extend(self.condition(field).map(|text| format!("when {text}")));
        parts.join(", ")
    }

    fn type_of(&self, field: &Field) -> String {
        let schema = &self.program.policy().schema;
        let shown = schema.show(&field.r#type).to_string();
        let inner = field.r#type.element().unwrap_or(&field.r#type);
        match inner {
            Type::Enum(id) => {
                let found = schema.enumeration(*id).map(|found| found.values.as_slice()).unwrap_or_default();
                let words: Vec<&str> = found.iter().map(|choice| choice.name.as_str()).collect();
                let lead = if inner == &field.r#type { String::new() } else { "list of ".to_owned() };
                format!("{lead}{}", words.join(" | "))
            }
            Type::Record(id) if self.told.contains(id) => format!("{shown}, as above"),
            _ => shown,
        }
    }

    /// The text of a field's `when`.
    fn condition(&self, field: &Field) -> Option<String> {
        let condition = self.program.policy().field_conditions.get(field.conditional?)?;
        let text = self.program.sources().slice(condition.span);
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn bold(&self, text: &str) -> String {
        if self.color { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

fn record_in(r#type: &Type) -> Option<RecordId> {
    match r#type.element().unwrap_or(r#type) {
        Type::Record(id) => Some(*id),
        _ => None,
    }
}
