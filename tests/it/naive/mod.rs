//! The second opinion: a slow, obvious evaluator, straight from the typed policy.
//!
//! It shares no code with the engine except values and their exact arithmetic. It keeps no limits of
//! unknown amounts and cuts the policy into no components, so on facts with holes its range may be
//! wider than the engine's, never narrower than the truth:
//! `completions ⊆ engine ⊆ naive range`.

mod expression;
mod list;
mod rules;
mod value;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use licit::schema::{Field, RecordId, Type};
use licit::typed::Policy;
use licit::value::{Date, List, Record, Value};

use self::rules::Case;

/// What is asked beside the facts.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The day that picks the law; else the `governed by` fact.
    pub as_of: Option<Date>,
    /// Judged by what had been issued by this day.
    pub known_on: Option<Date>,
    /// The answer for each of `Policy::readings`, defaults filled in.
    pub readings: Vec<u32>,
}

/// What holds where everything that matters is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Position of the verdict in the scale.
    pub level: usize,
    /// Rules, exceptions and disapplications that hold.
    pub holds: BTreeSet<String>,
    /// Duties that are owed.
    pub owed: BTreeSet<String>,
    /// Duties of which it is not known whether they are owed.
    pub perhaps_owed: BTreeSet<String>,
    /// By when they are due, where that is limited and known.
    pub due: BTreeMap<String, Option<Date>>,
}

/// Classical evaluation of a case. `None` where something that matters is unknown: a hole in the
/// facts, or with complete facts a zero denominator, a missing rate, a pointer row.
pub fn verdict(policy: &Policy, facts: &Value, question: &Question) -> Option<Outcome> {
    let case = Case::new(policy, facts, question, BTreeMap::new());
    let outcome = case.outcome();
    case.wanted.take().is_none().then_some(outcome)
}

/// From the mildest verdict to the strictest, over all combinations of the unknown conditions.
pub fn range(policy: &Policy, facts: &Value, question: &Question) -> (usize, usize) {
    let mut open = vec![BTreeMap::new()];
    let mut levels = BTreeSet::new();
    while let Some(combination) = open.pop() {
        let case = Case::new(policy, facts, question, combination);
        let level = case.level();
        match case.wanted.take() {
            None => drop(levels.insert(level)),
            Some(node) => open.extend([true, false].map(|truth| {
                let mut more = case.combination.clone();
                more.insert(node, truth);
                more
            })),
        }
    }
    (*levels.first().unwrap(), *levels.last().unwrap())
}

/// All completions of facts. Holes that are `cannot_determine` stay. A hole of type boolean or enum
/// gets each value, and none if it is optional, unless `candidates` names some; holes of other types
/// get `candidates`, and stay where there are none. A hole in the place of a record is filled field by field.
pub fn completions(
    policy: &Policy,
    facts: &Value,
    candidates: &dyn Fn(&Type, &Field) -> Vec<Value>,
) -> Vec<Value> {
    let Value::Record(record) = facts else { panic!("facts are a record") };
    complete_record(policy, RecordId::FACTS, record, candidates)
}

type Candidates<'a> = &'a dyn Fn(&Type, &Field) -> Vec<Value>;

fn complete_record(policy: &Policy, id: RecordId, record: &Record, candidates: Candidates) -> Vec<Value> {
    let fields = &policy.schema.record(id).unwrap().fields;
    let choices = record
        .fields
        .iter()
        .zip(fields)
        .map(|(value, field)| complete(policy, value, &field.r#type, field, candidates));
    let build = |fields: Vec<Value>| Value::Record(Record { place: record.place, fields: fields.into() });
    product(choices).into_iter().map(build).collect()
}

fn complete(
    policy: &Policy,
    value: &Value,
    r#type: &Type,
    field: &Field,
    candidates: Candidates,
) -> Vec<Value> {
    match (value, r#type) {
        (Value::Unknown(unknown), _) if !unknown.undeterminable => fill(policy, r#type, field, candidates),
        (Value::Record(record), Type::Record(id)) => complete_record(policy, *id, record, candidates),
        (Value::List(list), Type::List(element)) => {
            let choices = list.items.iter().map(|item| complete(policy, item, element, field, candidates));
            let build = |items: Vec<Value>| Value::List(List { place: list.place, items: items.into() });
            product(choices).into_iter().map(build).collect()
        }
        (known, _) => vec![known.clone()],
    }
}

fn fill(policy: &Policy, r#type: &Type, field: &Field, candidates: Candidates) -> Vec<Value> {
    let given = candidates(r#type, field);
    if !given.is_empty() {
        return given;
    }
    let none = field.optional.then_some(Value::None);
    match r#type {
        Type::Boolean => [true, false].map(Value::Boolean).into_iter().chain(none).collect(),
        Type::Enum(id) => {
            let count = policy.schema.enumeration(*id).unwrap().values.len() as u32;
            (0..count).map(Value::Choice).chain(none).collect()
        }
        Type::Record(id) if !recursive(policy, *id, &mut Vec::new()) => {
            let Value::Record(hollow) = hollow_record(policy, *id) else { unreachable!() };
            complete_record(policy, *id, &hollow, candidates).into_iter().chain(none).collect()
        }
        _ => vec![Value::UNKNOWN],
    }
}

/// Whether a record has itself among its fields, other than through lists.
fn recursive(policy: &Policy, id: RecordId, above: &mut Vec<RecordId>) -> bool {
    if above.contains(&id) {
        return true;
    }
    above.push(id);
    let fields = &policy.schema.record(id).unwrap().fields;
    let found = fields
        .iter()
        .any(|field| matches!(field.r#type, Type::Record(inner) if recursive(policy, inner, above)));
    above.pop();
    found
}

/// A record of which nothing is known.
pub fn hollow_record(policy: &Policy, id: RecordId) -> Value {
    let fields: Arc<[Value]> =
        policy.schema.record(id).unwrap().fields.iter().map(|_| Value::UNKNOWN).collect();
    Value::Record(Record { place: 0, fields })
}

fn product(choices: impl Iterator<Item = Vec<Value>>) -> Vec<Vec<Value>> {
    choices.fold(vec![Vec::new()], |done, next| {
        let extend = |row: &Vec<Value>| {
            next.iter()
                .map(|value| [row.as_slice(), std::slice::from_ref(value)].concat())
                .collect::<Vec<_>>()
        };
        done.iter().flat_map(extend).collect()
    })
}
