//! The statements of a policy as named parts that can be compared one by one.

use std::collections::{BTreeMap, BTreeSet};

use crate::program::Program;
use crate::source::Span;
use crate::typed::{Citation, Expression, ExpressionKind, Policy};

use super::edit::EditKind;
use super::writer::Writer;

/// What says something: the statement itself, or what comes of it once others have had their say.
///
/// A rule's *power* is what its text and those of the exceptions to it make of it; its *force*, whether it holds, rests on
/// its power and, for an exception, on the scope of its target.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// A statement's own text.
    Own(EditKind, String),
    /// A rule's text and what stands against it.
    Power(String),
    /// Whether a rule or exception holds.
    Force(String),
}

/// A statement.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub kind: EditKind,
    /// Unique among those of its kind.
    pub name: String,
    /// Whether the author gave the name; otherwise it says where the statement stands.
    pub named: bool,
    pub title: Option<String>,
    pub citation: Option<String>,
    pub parts: Vec<Part>,
    /// Entries, cells, values, days: what stands in it, each under its own key.
    pub entries: BTreeMap<String, String>,
    pub place: Span,
}

/// A part of a statement.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// What it is, in the words of the language.
    pub what: String,
    /// Two parts that are written alike here say the same.
    pub canonical: String,
    /// As people read it.
    pub shown: String,
    /// Whether a decision can depend on it. Titles, notes and sources are for the eye.
    pub counts: bool,
}

impl Statement {
    pub fn new(kind: EditKind, name: &str, place: Span) -> Statement {
        Statement {
            kind,
            name: name.to_owned(),
            named: true,
            title: None,
            citation: None,
            parts: Vec::new(),
            entries: BTreeMap::new(),
            place,
        }
    }

    pub fn titled(mut self, title: Option<&String>) -> Statement {
        self.title = title.cloned();
        self.wording("title", title.cloned());
        self
    }

    pub fn cited(mut self, writer: &Writer<'_>, citation: Option<&Citation>) -> Statement {
        self.part("citation", writer.citation(citation));
        self.citation = writer.provision(citation);
        self
    }

    /// A part that is written as people read it.
    pub fn part(&mut self, what: &str, text: Option<String>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            let (what, canonical) = (what.to_owned(), text.clone());
            self.parts.push(Part { what, canonical, shown: text, counts: true });
        }
    }

    /// A part on which no decision depends.
    pub fn wording(&mut self, what: &str, text: Option<String>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            let (what, canonical) = (what.to_owned(), text.clone());
            self.parts.push(Part { what, canonical, shown: text, counts: false });
        }
    }

    /// A part that is an expression.
    pub fn expression(&mut self, what: &str, reader: &Reader<'_>, expression: &Expression, arguments: usize) {
        let canonical = reader.writer.expression(expression, arguments);
        let shown = reader.written(expression.span);
        self.parts.push(Part { what: what.to_owned(), canonical, shown, counts: true });
    }

    /// The part of a name.
    pub fn find(&self, what: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.what == what)
    }

    /// Everything about it but its name, place and wording.
    pub fn meaning(&self) -> (Vec<(&str, &str)>, &BTreeMap<String, String>) {
        let parts = self.parts.iter().filter(|part| part.counts);
        (parts.map(|part| (part.what.as_str(), part.canonical.as_str())).collect(), &self.entries)
    }
}

/// A policy that is read statement by statement.
pub(super) struct Reader<'p> {
    pub policy: &'p Policy,
    pub program: &'p Program,
    pub writer: Writer<'p>,
    /// What each statement rests on.
    pub rests_on: BTreeMap<Key, BTreeSet<Key>>,
}

impl<'p> Reader<'p> {
    pub fn new(program: &'p Program) -> Reader<'p> {
        let policy = program.policy();
        Reader { policy, program, writer: Writer { policy }, rests_on: BTreeMap::new() }
    }

    /// A text of the policy on one line, without its remarks.
    pub fn written(&self, span: Span) -> String {
        let text = self.program.sources().slice(span);
        let lines = text.lines().map(without_remark).map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join(" ")
    }

    /// Notes that one thing rests on another.
    pub fn rest(&mut self, from: &Key, on: Key) {
        self.rests_on.entry(from.clone()).or_default().insert(on);
    }

    /// Notes everything that an expression rests on.
    pub fn rest_on_expression(&mut self, from: &Key, expression: &Expression) {
        let mut found = Vec::new();
        expression.walk(&mut |part| found.extend(self.asked(part)));
        found.into_iter().for_each(|on| self.rest(from, on));
    }

    /// What an expression asks by itself, its parts left out.
    fn asked(&self, expression: &Expression) -> Vec<Key> {
        let policy = self.policy;
        let own = |kind: EditKind, name: Option<&String>| {
            name.map(|name| Key::Own(kind, name.clone())).into_iter().collect::<Vec<_>>()
        };
        match &expression.kind {
            ExpressionKind::Field(_, record, slot) => self.field(record.0, *slot),
            ExpressionKind::Reading(id) => {
                own(EditKind::Reading, policy.readings.get(id.0).map(|found| &found.name))
            }
            ExpressionKind::NamedList(id) => {
                own(EditKind::List, policy.lists.get(id.0).map(|found| &found.name))
            }
            ExpressionKind::Call(id, _) => {
                own(EditKind::Definition, policy.definitions.get(id.0).map(|found| &found.name))
            }
            ExpressionKind::Parameter(id, _) => {
                own(EditKind::Parameter, policy.parameters.get(id.0).map(|found| &found.name))
            }
            ExpressionKind::Lookup(id, _) => {
                own(EditKind::Table, policy.tables.get(id.0).map(|found| &found.name))
            }
            ExpressionKind::AddWorkingDays(_, _, id) => {
                own(EditKind::Calendar, policy.calendars.get(id.0).map(|found| &found.days.name))
            }
            ExpressionKind::Applies(rules) => {
                let names = rules.iter().filter_map(|rule| policy.rules.get(rule.0));
                names.map(|rule| Key::Force(rule.name.clone())).collect()
            }
            ExpressionKind::Literal(_)
            | ExpressionKind::Facts
            | ExpressionKind::Local(_)
            | ExpressionKind::AsOf
            | ExpressionKind::List(_)
            | ExpressionKind::CalendarYear(_)
            | ExpressionKind::Not(_)
            | ExpressionKind::Negate(_)
            | ExpressionKind::And(_)
            | ExpressionKind::Or(_)
            | ExpressionKind::Compare(..)
            | ExpressionKind::In { .. }
            | ExpressionKind::Under(..)
            | ExpressionKind::Arithmetic(..)
            | ExpressionKind::If(..)
            | ExpressionKind::IsNone { .. }
            | ExpressionKind::CannotBeDetermined(_)
            | ExpressionKind::Between(..)
            | ExpressionKind::Quantified(..)
            | ExpressionKind::Aggregate(..) => Vec::new(),
        }
    }

    /// A field, as the statement that declares it.
    pub fn field(&self, record: usize, slot: usize) -> Vec<Key> {
        let Some(record_type) = self.policy.schema.records.get(record) else { return Vec::new() };
        let field = record_type.fields.get(slot);
        field
            .map(|field| Key::Own(EditKind::Fact, field_name(&record_type.name, record, &field.name)))
            .into_iter()
            .collect()
    }
}

/// `sector` of the facts themselves, `party.sector` of a record.
pub(super) fn field_name(record_name: &str, record: usize, field: &str) -> String {
    if record == 0 { field.to_owned() } else { format!("{record_name}.{field}") }
}

/// A line without the remark at its end; a `#` in quotes begins none.
fn without_remark(line: &str) -> &str {
    let mut quoted = false;
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '#' if !quoted => return line.get(..at).unwrap_or(line),
            _ => {}
        }
    }
    line
}
