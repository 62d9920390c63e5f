//! From a typed policy to its statements, and what each rests on.

use std::collections::{BTreeMap, BTreeSet};

use crate::program::Program;
use crate::typed::{
    Citation, Claim, Deadline, Duty, Interruption, Interval, Parameter, Rule, RuleId, RuleKind, Table,
    Version,
};

use super::edit::EditKind;
use super::statement::{Key, Reader, Statement};
use super::vocabulary::{reading, vocabulary};
use super::writer::{days, someone};

/// Everything that a policy says.
pub(super) struct Statements {
    pub all: Vec<Statement>,
    pub rests_on: BTreeMap<Key, BTreeSet<Key>>,
}

/// The statements of a policy, in no order that means anything.
pub(super) fn statements(program: &Program) -> Statements {
    let mut reader = Reader::new(program);
    let policy = reader.policy;
    let mut all = vec![whole(&mut reader), verdicts(&reader)];
    all.extend(policy.instruments.iter().map(|instrument| {
        let mut found = Statement::new(EditKind::Instrument, &instrument.name, instrument.span);
        found = found.titled(instrument.title.as_ref());
        found.part("issued", instrument.issued.map(|day| day.to_string()));
        found.part("in force", days(&instrument.in_force));
        found.wording("source", instrument.source.clone());
        found
    }));
    all.extend(policy.interruptions.iter().map(|found| interruption(&mut reader, found)));
    all.extend(policy.rules.iter().map(|found| rule(&mut reader, found)));
    all.extend(policy.duties.iter().map(|found| duty(&mut reader, found)));
    all.extend(policy.definitions.iter().map(|found| definition(&mut reader, found)));
    all.extend(policy.lists.iter().map(|found| list(&reader, found)));
    all.extend(policy.tables.iter().map(|found| table(&reader, found)));
    all.extend(policy.parameters.iter().map(|found| parameter(&mut reader, found)));
    all.extend(policy.calendars.iter().map(|found| calendar(&reader, found)));
    all.extend(policy.readings.iter().map(reading));
    all.extend(policy.presumptions.iter().map(|found| presumption(&mut reader, found)));
    all.extend(policy.assertions.iter().map(|found| assertion(&reader, found)));
    all.extend(vocabulary(&mut reader));
    Statements { all, rests_on: reader.rests_on }
}

fn whole(reader: &mut Reader<'_>) -> Statement {
    let policy = reader.policy;
    let mut found = Statement::new(EditKind::Policy, &policy.name, crate::source::Span::default());
    found = found.titled(policy.title.as_ref());
    if let Some(slots) = &policy.governed_by {
        let path = path(reader, slots);
        found.part("governed by", Some(path));
    }
    found
}

/// A way through records as people write it.
fn path(reader: &Reader<'_>, slots: &[usize]) -> String {
    let mut record = 0;
    let mut names = Vec::new();
    for slot in slots {
        let fields = reader.policy.schema.records.get(record).map(|found| found.fields.as_slice());
        let Some(field) = fields.unwrap_or_default().get(*slot) else { break };
        names.push(field.name.as_str());
        if let crate::schema::Type::Record(next) = &field.r#type {
            record = next.0;
        }
    }
    names.join(".")
}

fn verdicts(reader: &Reader<'_>) -> Statement {
    let mut found = Statement::new(EditKind::Verdicts, "verdicts", crate::source::Span::default());
    let names: Vec<&str> = reader.policy.scale.iter().map(|level| level.name.as_str()).collect();
    found.part("mild to strict", Some(names.join(", ")));
    for level in &reader.policy.scale {
        found.wording(&level.name, Some(level.title.clone()));
    }
    found
}

fn interruption(reader: &mut Reader<'_>, interruption: &Interruption) -> Statement {
    let policy = reader.policy;
    let kind = if interruption.repeal { EditKind::Repeal } else { EditKind::Suspension };
    let mut found = Statement::new(kind, &interruption.name, interruption.span);
    found = found.titled(interruption.title.as_ref()).cited(&reader.writer, interruption.citation.as_ref());
    let instruments = interruption.instruments.iter().filter_map(|id| policy.instruments.get(id.0));
    let names: BTreeSet<String> = instruments.map(|instrument| instrument.name.clone()).collect();
    let key = Key::Own(kind, interruption.name.clone());
    for name in &names {
        reader.rest(&Key::Own(EditKind::Instrument, name.clone()), key.clone());
    }
    for rule in interruption.rules.iter().filter_map(|id| policy.rules.get(id.0)) {
        reader.rest(&Key::Own(kind_of(rule.kind), rule.name.clone()), key.clone());
    }
    let rules = reader.writer.rules(&interruption.rules);
    let of: Vec<String> = names.into_iter().chain((!rules.is_empty()).then_some(rules)).collect();
    found.part("of", Some(of.join(", ")));
    found.part("issued", interruption.issued.map(|day| day.to_string()));
    found.part("days", days(&interruption.period));
    if let Some(condition) = &interruption.condition {
        found.expression("condition", reader, condition, 0);
        reader.rest_on_expression(&key, condition);
    }
    found
}

pub(super) fn kind_of(kind: RuleKind) -> EditKind {
    match kind {
        RuleKind::Rule => EditKind::Rule,
        RuleKind::Exception => EditKind::Exception,
        RuleKind::Disapplication => EditKind::Disapplication,
    }
}

fn rule(reader: &mut Reader<'_>, rule: &Rule) -> Statement {
    let kind = kind_of(rule.kind);
    let mut versions: Vec<&Version> = rule.versions.iter().collect();
    versions.sort_by_key(|version| version.in_force.from);
    let mut found = Statement::new(kind, &rule.name, rule.span);
    // Rules without a name are called by their file and line.
    found.named = !rule.name.contains(':');
    let last = versions.last();
    found.title = last.and_then(|version| version.title.clone());
    found.citation = last.and_then(|version| reader.writer.provision(version.citation.as_ref()));
    for (index, version) in versions.iter().enumerate() {
        let from = version.in_force.from.filter(|_| index > 0);
        text(reader, &mut found, version, &from.map_or_else(String::new, |from| format!(" from {from}")));
    }
    rests(reader, rule, &Key::Own(kind, rule.name.clone()));
    found
}

/// One text of a rule. The first has no mark, so that an amendment leaves its parts alone.
fn text(reader: &Reader<'_>, found: &mut Statement, version: &Version, mark: &str) {
    let policy = reader.policy;
    found.wording(&format!("title{mark}"), version.title.clone());
    found.wording(&format!("note{mark}"), Some(version.note.join(" ")));
    found.part(&format!("citation{mark}"), reader.writer.citation(version.citation.as_ref()));
    found.part(&format!("in force{mark}"), own_days(reader, version.citation.as_ref(), &version.in_force));
    let issued = instrument(reader, version.citation.as_ref()).and_then(|found| found.issued);
    let issued = version.issued.filter(|day| Some(*day) != issued);
    found.part(&format!("issued{mark}"), issued.map(|day| day.to_string()));
    let level = version.verdict.and_then(|level| policy.scale.get(level));
    found.part(&format!("verdict{mark}"), level.map(|level| level.name.clone()));
    found.expression(&format!("condition{mark}"), reader, &version.condition, 0);
    let to = match found.kind {
        EditKind::Disapplication => "switches off",
        _ => "exception to",
    };
    found.part(&format!("{to}{mark}"), Some(reader.writer.rules(&version.targets)));
    found.part(&format!("prevails over{mark}"), Some(reader.writer.rules(&version.prevails_over)));
    found.part(&format!("group{mark}"), version.group.clone());
}

fn instrument<'p>(reader: &Reader<'p>, citation: Option<&Citation>) -> Option<&'p crate::typed::Instrument> {
    reader.policy.instruments.get(citation?.instrument.0)
}

/// The days that a statement says itself, beyond those of its instrument.
fn own_days(reader: &Reader<'_>, citation: Option<&Citation>, in_force: &Interval) -> Option<String> {
    let implied = instrument(reader, citation).map(|found| found.in_force).unwrap_or_default();
    let from = in_force.from.filter(|day| Some(*day) != implied.from);
    let through = in_force.through.filter(|day| Some(*day) != implied.through);
    days(&Interval { from, through })
}

/// What a rule's text, power and force rest on.
fn rests(reader: &mut Reader<'_>, rule: &Rule, own: &Key) {
    let policy = reader.policy;
    let (power, force) = (Key::Power(rule.name.clone()), Key::Force(rule.name.clone()));
    reader.rest(&force, power.clone());
    reader.rest(&power, own.clone());
    let named = |id: &RuleId| policy.rules.get(id.0);
    for version in &rule.versions {
        reader.rest_on_expression(own, &version.condition);
        cite(reader, own, version.citation.as_ref());
        for target in version.targets.iter().filter_map(named) {
            reader.rest(&force, Key::Own(kind_of(target.kind), target.name.clone()));
            reader.rest(&Key::Power(target.name.clone()), power.clone());
        }
        for switch in disapplications(reader, &version.targets) {
            reader.rest(&force, Key::Power(switch));
        }
        for other in version.prevails_over.iter().filter_map(named) {
            reader.rest(&Key::Power(other.name.clone()), power.clone());
        }
    }
}

/// The disapplications that may switch one of these rules off.
fn disapplications(reader: &Reader<'_>, targets: &[RuleId]) -> Vec<String> {
    let switches = |rule: &&Rule| {
        rule.kind == RuleKind::Disapplication
            && rule.versions.iter().any(|text| text.targets.iter().any(|id| targets.contains(id)))
    };
    reader.policy.rules.iter().filter(switches).map(|rule| rule.name.clone()).collect()
}

fn cite(reader: &mut Reader<'_>, own: &Key, citation: Option<&Citation>) {
    if let Some(instrument) = instrument(reader, citation) {
        reader.rest(own, Key::Own(EditKind::Instrument, instrument.name.clone()));
    }
}

fn duty(reader: &mut Reader<'_>, duty: &Duty) -> Statement {
    let key = Key::Own(EditKind::Duty, duty.name.clone());
    let mut found = Statement::new(EditKind::Duty, &duty.name, duty.span);
    found = found.titled(duty.title.as_ref()).cited(&reader.writer, duty.citation.as_ref());
    found.part("in force", own_days(reader, duty.citation.as_ref(), &duty.in_force));
    let issued = instrument(reader, duty.citation.as_ref()).and_then(|found| found.issued);
    found.part("issued", duty.issued.filter(|day| Some(*day) != issued).map(|day| day.to_string()));
    for (index, ground) in duty.also.iter().enumerate() {
        let said = reader.writer.citation(Some(&ground.citation));
        found.part(&format!("also under, {}", index.saturating_add(2)), said);
    }
    found.part("owed by", duty.owed_by.as_ref().map(someone));
    found.part("owed to", duty.owed_to.as_ref().map(someone));
    found.part("by way of", duty.via.clone());
    found.part("due", duty.deadline.as_ref().map(|deadline| reader.writer.deadline(deadline)));
    found.expression("condition", reader, &duty.condition, 0);
    reader.rest_on_expression(&key, &duty.condition);
    if let Some(
        Deadline::Within(_, day)
        | Deadline::WithinWorkingDays(_, _, day)
        | Deadline::By(day)
        | Deadline::Before(day),
    ) = &duty.deadline
    {
        reader.rest_on_expression(&key, day);
    }
    if let Some(Deadline::WithinWorkingDays(_, id, _)) = &duty.deadline
        && let Some(calendar) = reader.policy.calendars.get(id.0)
    {
        reader.rest(&key, Key::Own(EditKind::Calendar, calendar.days.name.clone()));
    }
    cite(reader, &key, duty.citation.as_ref());
    duty.also.iter().for_each(|ground| cite(reader, &key, Some(&ground.citation)));
    found
}

fn definition(reader: &mut Reader<'_>, definition: &crate::typed::Definition) -> Statement {
    let key = Key::Own(EditKind::Definition, definition.name.clone());
    let mut found = Statement::new(EditKind::Definition, &definition.name, definition.span);
    found = found.titled(definition.title.as_ref());
    found.part("arguments", Some(arguments(reader, &definition.parameters)));
    found.expression("value", reader, &definition.body, definition.parameters.len());
    reader.rest_on_expression(&key, &definition.body);
    found
}

/// Types of arguments; their names are the author's own business.
fn arguments(reader: &Reader<'_>, arguments: &[(String, crate::schema::Type)]) -> String {
    let types = arguments.iter().map(|(_, r#type)| reader.writer.r#type(r#type));
    types.collect::<Vec<_>>().join(", ")
}

fn list(reader: &Reader<'_>, list: &crate::typed::NamedList) -> Statement {
    let mut found = Statement::new(EditKind::List, &list.name, list.span).titled(list.title.as_ref());
    found.part("of", Some(reader.writer.r#type(&list.element)));
    taken(reader, &mut found);
    for (value, interval) in &list.items {
        let entry = reader.writer.value(value, &list.element);
        let held = found.entries.entry(entry).or_default();
        let more = days(interval).unwrap_or_else(|| "always".to_owned());
        *held = if held.is_empty() { more } else { format!("{held}; {more}") };
    }
    found
}

fn taken(reader: &Reader<'_>, found: &mut Statement) {
    let file = reader.policy.data.iter().find(|file| file.name == found.name);
    found.wording("taken", file.and_then(|file| file.taken).map(|day| day.to_string()));
}

fn table(reader: &Reader<'_>, table: &Table) -> Statement {
    let writer = reader.writer;
    let mut found = Statement::new(EditKind::Table, &table.name, table.span).titled(table.title.as_ref());
    let types = table.parameters.iter().map(|r#type| writer.r#type(r#type));
    found.part("by", Some(types.collect::<Vec<_>>().join(", ")));
    found.part("gives", Some(writer.r#type(&table.result)));
    taken(reader, &mut found);
    for row in &table.rows {
        let result = writer.found(&row.found, &table.result);
        for cell in cells(reader, table, &row.keys) {
            found.entries.insert(cell, result.clone());
        }
    }
    if let Some(otherwise) = &table.otherwise {
        found.entries.insert("otherwise".to_owned(), writer.found(otherwise, &table.result));
    }
    found
}

/// More than this and a row stands for itself rather than for each of its cells.
const MANY_CELLS: usize = 1_000;

/// The cells of a row, one for each combination of what it names.
fn cells(reader: &Reader<'_>, table: &Table, keys: &[Option<Vec<crate::value::Value>>]) -> Vec<String> {
    let count = keys.iter().flatten().map(Vec::len).fold(1, usize::saturating_mul);
    let names = keys.iter().zip(&table.parameters).map(|(values, r#type)| {
        let Some(values) = values else { return vec!["any".to_owned()] };
        let mut names: Vec<String> = values.iter().map(|value| reader.writer.value(value, r#type)).collect();
        names.sort();
        if count > MANY_CELLS { vec![names.join(" | ")] } else { names }
    });
    names.fold(vec![String::new()], |cells, names| {
        let longer = |cell: &String, name: &String| {
            if cell.is_empty() { name.clone() } else { format!("{cell}, {name}") }
        };
        cells.iter().flat_map(|cell| names.iter().map(move |name| longer(cell, name))).collect()
    })
}

fn parameter(reader: &mut Reader<'_>, parameter: &Parameter) -> Statement {
    let key = Key::Own(EditKind::Parameter, parameter.name.clone());
    let mut found = Statement::new(EditKind::Parameter, &parameter.name, parameter.span);
    found = found.titled(parameter.title.as_ref()).cited(&reader.writer, parameter.citation.as_ref());
    found.part("arguments", Some(arguments(reader, &parameter.parameters)));
    found.part("of", Some(reader.writer.r#type(&parameter.result)));
    for (interval, value) in &parameter.values {
        let period = days(interval).unwrap_or_else(|| "always".to_owned());
        found.entries.insert(period, reader.writer.expression(value, parameter.parameters.len()));
        reader.rest_on_expression(&key, value);
    }
    found
}

fn calendar(reader: &Reader<'_>, calendar: &crate::typed::Calendar) -> Statement {
    let days = &calendar.days;
    let mut found = Statement::new(EditKind::Calendar, &days.name, crate::source::Span::default());
    found = found.titled(calendar.title.as_ref());
    found.part("covers", Some(format!("{} through {}", days.covers_from, days.covers_through)));
    let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let weekend = names.iter().zip(days.weekend).filter(|(_, rests)| *rests).map(|(name, _)| *name);
    found.part("weekend", Some(weekend.collect::<Vec<_>>().join(", ")));
    taken(reader, &mut found);
    let holidays = days.holidays.iter().map(|day| (day, "holiday"));
    for (day, what) in holidays.chain(days.working.iter().map(|day| (day, "working"))) {
        found.entries.insert(day.to_string(), what.to_owned());
    }
    found
}

fn presumption(reader: &mut Reader<'_>, presumption: &crate::typed::Presumption) -> Statement {
    let name = presumption.path.clone();
    let key = Key::Own(EditKind::Presumption, name.clone());
    let mut found = Statement::new(EditKind::Presumption, &name, presumption.span)
        .cited(&reader.writer, presumption.citation.as_ref());
    let (record, slot, r#type) = end(reader, &presumption.fact);
    found.part("value", Some(reader.writer.value(&presumption.value, &r#type)));
    found.part("in force", days(&presumption.in_force));
    found.expression("condition", reader, &presumption.condition, 0);
    reader.rest_on_expression(&key, &presumption.condition);
    cite(reader, &key, presumption.citation.as_ref());
    for field in reader.field(record, slot) {
        reader.rest(&field, key.clone());
    }
    found
}

/// The record, slot and type at the end of a way through records.
fn end(reader: &Reader<'_>, slots: &[usize]) -> (usize, usize, crate::schema::Type) {
    let mut found = (0, 0, crate::schema::Type::Broken);
    let mut record = 0;
    for slot in slots {
        let fields = reader.policy.schema.records.get(record).map(|found| found.fields.as_slice());
        let Some(field) = fields.unwrap_or_default().get(*slot) else { break };
        found = (record, *slot, field.r#type.clone());
        if let crate::schema::Type::Record(next) = &field.r#type {
            record = next.0;
        }
    }
    found
}

fn assertion(reader: &Reader<'_>, assertion: &crate::typed::Assertion) -> Statement {
    let level =
        |level: &usize| reader.policy.scale.get(*level).map(|level| level.name.clone()).unwrap_or_default();
    let claim = match &assertion.claim {
        Claim::AtLeast(at) => format!("at least {}", level(at)),
        Claim::AtMost(at) => format!("at most {}", level(at)),
        Claim::Applies(rules) => format!("{} applies", reader.writer.rules(rules)),
    };
    let mut found = Statement::new(EditKind::Assertion, &assertion.name, assertion.span);
    found = found.titled(assertion.title.as_ref());
    found.part("claim", Some(claim));
    found.expression("condition", reader, &assertion.condition, 0);
    found
}
