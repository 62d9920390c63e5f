//! Whether a policy has what a case file names.

use crate::diagnostics::{Problems, nearest};
use crate::schema::{Field, RecordType, Schema, Type};
use crate::source::Span;
use crate::typed;
use crate::value::Unit;

use super::case::{Case, CaseFile, Expected};
use super::error::CaseError;

/// Compares the verdicts, rules, provisions, duties, facts and readings that a case file names with those of the
/// policy. A slip of spelling would otherwise be told as a wrong decision.
pub fn check(file: &CaseFile, policy: &typed::Policy) -> Problems {
    let mut problems = Problems::new();
    file.cases.iter().for_each(|case| problems.append(check_case(case, policy)));
    problems
}

/// The same for one case.
pub fn check_case(case: &Case, policy: &typed::Policy) -> Problems {
    let mut names = Names { policy, problems: Problems::new() };
    names.readings(case);
    case.expected.iter().for_each(|expected| names.expected(expected));
    names.problems
}

/// Only the readings that a case answers.
pub(super) fn check_readings(case: &Case, policy: &typed::Policy) -> Problems {
    let mut names = Names { policy, problems: Problems::new() };
    names.readings(case);
    names.problems
}

struct Names<'p> {
    policy: &'p typed::Policy,
    problems: Problems,
}

impl Names<'_> {
    fn readings(&mut self, case: &Case) {
        let policy = self.policy;
        for (name, answer, span) in &case.readings {
            let known = policy.readings.iter().map(|reading| reading.name.as_str());
            self.known("reading", name, known, *span);
            if let Some(reading) = policy.readings.iter().find(|reading| reading.name == *name) {
                let answers = reading.answers.iter().map(|(word, _)| word.as_str());
                self.known("answer", answer, answers, *span);
            }
        }
    }

    fn expected(&mut self, expected: &Expected) {
        let policy = self.policy;
        let verdicts = || policy.scale.iter().map(|verdict| verdict.name.as_str());
        for (name, span) in expected.verdict.iter().chain(&expected.at_least).chain(&expected.at_most) {
            self.known("verdict", name, verdicts(), *span);
        }
        for (name, span) in expected.rules.iter().chain(&expected.without_rules) {
            self.known("rule", name, policy.rules.iter().map(|rule| rule.name.as_str()), *span);
        }
        for duty in &expected.duties {
            self.known("duty", &duty.id, policy.duties.iter().map(|duty| duty.name.as_str()), duty.span);
        }
        for (name, span) in &expected.without_duties {
            self.known("duty", name, policy.duties.iter().map(|duty| duty.name.as_str()), *span);
        }
        let place = |name: &str| {
            let found = expected.places.iter().find(|(text, _)| text == name);
            found.map(|(_, span)| *span).unwrap_or_default()
        };
        for path in expected.missing.iter().flatten() {
            self.fact(path, place(path));
        }
        let provisions = provisions(policy);
        for provision in &expected.provisions {
            let known = provisions.iter().map(String::as_str);
            self.known("provision", provision, known, place(provision));
        }
    }

    /// That the vocabulary has a fact: each part of its path is a field of what stands before it.
    fn fact(&mut self, path: &str, span: Span) {
        let schema = &self.policy.schema;
        let mut record = schema.facts();
        for part in path.split('.') {
            let name = part.split('[').next().unwrap_or(part);
            let Some(fields) = record else {
                return self.known("fact", path, std::iter::empty(), span);
            };
            let Some(field) = field(fields, name) else {
                if path != "as_of" {
                    self.known("fact", name, fields.fields.iter().map(|field| field.name.as_str()), span);
                }
                return;
            };
            record = within(field, schema);
        }
    }

    fn known<'n>(
        &mut self,
        what: &'static str,
        name: &str,
        known: impl Iterator<Item = &'n str> + Clone,
        span: Span,
    ) {
        if known.clone().any(|known| known == name) {
            return;
        }
        let advice = match nearest(name, known.clone()).first() {
            Some(near) => format!("did you mean `{near}`?"),
            None => all(what, known),
        };
        self.problems.add(CaseError::UnknownName { what, name: name.to_owned(), advice, span });
    }
}

/// The way to a fact in the names of the vocabulary.
pub(super) fn as_declared(path: &str, schema: &Schema) -> String {
    let mut record = schema.facts();
    let parts = path.split('.').map(|part| {
        let name = part.split('[').next().unwrap_or(part);
        let found = record.and_then(|fields| field(fields, name));
        record = found.and_then(|field| within(field, schema));
        found.map_or_else(|| part.to_owned(), |field| part.replacen(name, &field.name, 1))
    });
    parts.collect::<Vec<_>>().join(".")
}

/// The record in a field or in the elements of its list.
fn within<'s>(field: &Field, schema: &'s Schema) -> Option<&'s RecordType> {
    let of = field.r#type.element().unwrap_or(&field.r#type);
    if let Type::Record(id) = of { schema.record(*id) } else { None }
}

/// The field of a name; a quantity may have a unit behind it, as columns have: `node_nm` for `node`.
fn field<'s>(fields: &'s RecordType, name: &str) -> Option<&'s Field> {
    fields.field(name).map(|(_, field)| field).or_else(|| measured(fields, name))
}

fn measured<'s>(fields: &'s RecordType, name: &str) -> Option<&'s Field> {
    let (quantity, unit) = name.rsplit_once('_')?;
    let (_, field) = fields.field(quantity)?;
    let dimension = Unit::parse(unit)?.dimension();
    (field.r#type == Type::Quantity(dimension)).then_some(field)
}

/// The provisions under which the policy has rules.
fn provisions(policy: &typed::Policy) -> Vec<String> {
    let citations =
        policy.rules.iter().flat_map(|rule| &rule.versions).filter_map(|text| text.citation.as_ref());
    let shown = citations.filter_map(|citation| {
        let instrument = policy.instruments.get(citation.instrument.0)?;
        let articles = citation.articles.iter().map(|(kind, number)| format!(" {kind} {number}"));
        Some(format!("{}{}", instrument.name, articles.collect::<String>()))
    });
    let mut found: Vec<String> = shown.collect();
    found.sort();
    found.dedup();
    found
}

/// All names of a kind, if there are few.
fn all<'n>(what: &str, known: impl Iterator<Item = &'n str> + Clone) -> String {
    const MANY: usize = 12;
    match known.clone().count() {
        0 => "take it out: the policy has none".to_owned(),
        1..=MANY => {
            let names: Vec<String> = known.map(|name| format!("`{name}`")).collect();
            format!("write {}", names.join(" or "))
        }
        _ => format!("look up the name of the {what} in the policy"),
    }
}
