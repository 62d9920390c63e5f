//! The day of a row that picks the law, where no fact of the policy does.

use std::sync::LazyLock;

use crate::diagnostics::Problems;
use crate::facts::{self, Key, Node, NodeKind};
use crate::schema::{Field, RecordType, Schema, Type};
use crate::source::Span;
use crate::value::{Date, Value};

use super::Case;

/// What the column is called; in lines of JSON, the member.
pub const DAY: &str = "as_of";

/// What a row says of the day that picks the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowDay {
    /// It is this one.
    Given(Date),
    /// It cannot be determined.
    Unknown,
    /// Nothing is said.
    NotSaid,
}

impl Case {
    /// Takes the day that picks the law out of a row. Where a fact of the vocabulary has that name, it is a fact.
    ///
    /// # Errors
    ///
    /// Why what stands there is not a day.
    pub fn take_day(&mut self, schema: &Schema) -> Result<RowDay, Problems> {
        if schema.facts().is_some_and(|facts| facts.field(DAY).is_some()) {
            return Ok(RowDay::NotSaid);
        }
        let Some(node) = self.cell_of_day().or_else(|| self.member_of_day()) else {
            return Ok(RowDay::NotSaid);
        };
        let key = Key { text: DAY.to_owned(), span: node.span };
        let document = Node { span: node.span, kind: NodeKind::Map(vec![(key, node)]) };
        let read = facts::read(&document, &ONE_DAY)?;
        let Value::Record(facts) = &read.root else { return Ok(RowDay::Unknown) };
        Ok(match facts.fields.first() {
            Some(Value::Date(day)) => RowDay::Given(*day),
            _ => RowDay::Unknown,
        })
    }

    fn cell_of_day(&self) -> Option<Node> {
        self.reserved.iter().find(|(name, _)| name == DAY).map(|(_, node)| node.clone())
    }

    fn member_of_day(&mut self) -> Option<Node> {
        let NodeKind::Map(entries) = &mut self.facts.kind else { return None };
        let position = entries.iter().position(|(key, _)| key.text == DAY)?;
        Some(entries.remove(position).1)
    }
}

/// A vocabulary in which that day is the only fact, so that it is read as a day that is a fact.
static ONE_DAY: LazyLock<Schema> = LazyLock::new(|| {
    let day = Field {
        name: DAY.to_owned(),
        label: None,
        r#type: Type::Date,
        optional: false,
        conditional: None,
        least: None,
        most: None,
        span: Span::default(),
    };
    let facts = RecordType { name: String::new(), label: None, fields: vec![day], span: Span::default() };
    Schema { records: vec![facts], ..Schema::default() }
});
