//! Declarations that nothing asks for, and fields that no rule looks at.

use std::collections::BTreeSet;

use crate::schema::{RecordId, Type};
use crate::source::Span;
use crate::typed::{
    CalendarId, Citation, Deadline, DefinitionId, Expression, ExpressionKind, InstrumentId, ListId,
    ParameterId, ReadingId, Someone, TableId,
};

use super::{Lint, Subject, lies_in};

/// The built-in record of an exchange rate.
const EXCHANGE_RATE: RecordId = RecordId(1);

/// What is asked for somewhere.
#[derive(Default)]
struct Asked {
    lists: BTreeSet<ListId>,
    tables: BTreeSet<TableId>,
    parameters: BTreeSet<ParameterId>,
    definitions: BTreeSet<DefinitionId>,
    readings: BTreeSet<ReadingId>,
    instruments: BTreeSet<InstrumentId>,
    calendars: BTreeSet<CalendarId>,
    fields: BTreeSet<(RecordId, usize)>,
}

impl Asked {
    fn expression(&mut self, expression: &Expression) {
        expression.walk(&mut |part| match &part.kind {
            ExpressionKind::NamedList(id) => drop(self.lists.insert(*id)),
            ExpressionKind::Lookup(id, _) => drop(self.tables.insert(*id)),
            ExpressionKind::Parameter(id, _) => drop(self.parameters.insert(*id)),
            ExpressionKind::Call(id, _) => drop(self.definitions.insert(*id)),
            ExpressionKind::Reading(id) => drop(self.readings.insert(*id)),
            ExpressionKind::Field(_, record, slot) => drop(self.fields.insert((*record, *slot))),
            ExpressionKind::AddWorkingDays(_, _, id) => drop(self.calendars.insert(*id)),
            _ => {}
        });
    }

    fn citation(&mut self, citation: Option<&Citation>) {
        self.instruments.extend(citation.map(|citation| citation.instrument));
    }
}

/// Whether a fact of this type serves people, or the engine itself: names and remarks, and rates of
/// exchange.
fn is_for_people(r#type: &Type) -> bool {
    let rates = Type::Record(EXCHANGE_RATE);
    *r#type == Type::Text || r#type.element() == Some(&rates)
}

impl Subject<'_> {
    pub(super) fn declared(&mut self) {
        let asked = self.asked_for();
        self.unasked_data(&asked);
        self.unasked_words(&asked);
        self.unread_fields(&asked);
    }

    fn asked_for(&self) -> Asked {
        let policy = self.policy;
        let mut asked = Asked::default();
        policy.expressions().for_each(|expression| asked.expression(expression));
        let conditions =
            policy.interruptions.iter().filter_map(|interruption| interruption.condition.as_ref());
        conditions.for_each(|condition| asked.expression(condition));
        let versions = policy.rules.iter().flat_map(|rule| &rule.versions);
        versions.for_each(|version| asked.citation(version.citation.as_ref()));
        for duty in &policy.duties {
            asked.citation(duty.citation.as_ref());
            duty.also.iter().for_each(|ground| asked.citation(Some(&ground.citation)));
            if let Some(Deadline::WithinWorkingDays(_, calendar, _)) = &duty.deadline {
                asked.calendars.insert(*calendar);
            }
            for someone in [&duty.owed_by, &duty.owed_to].into_iter().flatten() {
                if let Someone::Party(slots, _) = someone {
                    self.path(slots, &mut asked);
                }
            }
        }
        for interruption in &policy.interruptions {
            asked.citation(interruption.citation.as_ref());
            asked.instruments.extend(&interruption.instruments);
        }
        for presumption in &policy.presumptions {
            asked.citation(presumption.citation.as_ref());
            self.path(&presumption.fact, &mut asked);
        }
        policy.parameters.iter().for_each(|parameter| asked.citation(parameter.citation.as_ref()));
        policy.governed_by.iter().for_each(|slots| self.path(slots, &mut asked));
        asked
    }

    /// The fields on the way to a fact.
    fn path(&self, slots: &[usize], asked: &mut Asked) {
        let mut record = RecordId::FACTS;
        for slot in slots {
            asked.fields.insert((record, *slot));
            let field = self.policy.schema.record(record).and_then(|record| record.fields.get(*slot));
            let Some(Type::Record(next)) = field.map(|field| &field.r#type) else { return };
            record = *next;
        }
    }

    fn unasked_data(&mut self, asked: &Asked) {
        let policy = self.policy;
        for (index, list) in policy.lists.iter().enumerate() {
            if !asked.lists.contains(&ListId(index)) {
                self.unasked("list", &list.name, "`item.code in LIST`", list.span);
            }
        }
        for (index, table) in policy.tables.iter().enumerate() {
            if !asked.tables.contains(&TableId(index)) {
                self.unasked("table", &table.name, "`TABLE(destination)`", table.span);
            }
        }
        for (index, parameter) in policy.parameters.iter().enumerate() {
            if !asked.parameters.contains(&ParameterId(index)) {
                self.unasked("parameter", &parameter.name, "`item.value > PARAMETER`", parameter.span);
            }
        }
    }

    fn unasked_words(&mut self, asked: &Asked) {
        let policy = self.policy;
        for (index, definition) in policy.definitions.iter().enumerate() {
            if !asked.definitions.contains(&DefinitionId(index)) {
                self.unasked(
                    "definition",
                    &definition.name,
                    "write its name in a condition",
                    definition.span,
                );
            }
        }
        for (index, reading) in policy.readings.iter().enumerate() {
            if !asked.readings.contains(&ReadingId(index)) {
                self.unasked("reading", &reading.name, "`READING == ANSWER`", reading.span);
            }
        }
        for (index, instrument) in policy.instruments.iter().enumerate() {
            if !asked.instruments.contains(&InstrumentId(index)) {
                self.unasked("instrument", &instrument.name, "`under INSTRUMENT`", instrument.span);
            }
        }
    }

    fn unasked(&mut self, kind: &str, name: &str, use_it: &'static str, span: Span) {
        if lies_in(self.own, span) {
            let span = self.name(span, 1);
            self.problems.add(Lint::NeverAsked { what: format!("{kind} `{name}`"), use_it, span });
        }
    }

    fn unread_fields(&mut self, asked: &Asked) {
        let policy = self.policy;
        for id in self.records_of_facts() {
            let Some(record) = policy.schema.record(id) else { continue };
            for (slot, field) in record.fields.iter().enumerate() {
                let asked = asked.fields.contains(&(id, slot));
                if asked || is_for_people(&field.r#type) || !lies_in(self.own, field.span) {
                    continue;
                }
                let name = if id == RecordId::FACTS {
                    field.name.clone()
                } else {
                    format!("{}.{}", record.name, field.name)
                };
                self.problems.add(Lint::NeverRead { field: name, span: field.span });
            }
        }
    }

    /// The records that people fill in: those that a fact has or holds. Others are rows of lists.
    fn records_of_facts(&self) -> BTreeSet<RecordId> {
        let mut found = BTreeSet::from([RecordId::FACTS]);
        let mut open = vec![RecordId::FACTS];
        while let Some(record) = open.pop().and_then(|id| self.policy.schema.record(id)) {
            for field in &record.fields {
                let r#type = field.r#type.element().unwrap_or(&field.r#type);
                if let Type::Record(id) = r#type
                    && *id != EXCHANGE_RATE
                    && found.insert(*id)
                {
                    open.push(*id);
                }
            }
        }
        found
    }
}
