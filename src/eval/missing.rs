//! Which facts are missing and matter, and what each would settle.

use std::collections::BTreeMap;

use crate::eval::case::{Case, Overlay};
use crate::eval::decision::{MissingFact, Truth};
use crate::eval::law::Law;
use crate::eval::outcome::{Cluster, MAX_TOGETHER, Outcome, of_case};
use crate::eval::show::show;
use crate::eval::trace::Seen;
use crate::facts::Facts;
use crate::schema::{Field, Type};
use crate::typed::Expression;
use crate::value::{Unknown, Value};

/// Cases that are tried to make one range as narrow as it is.
const MAX_TRIED: usize = 4096;

/// Values of one fact that are shown with what each would lead to.
const MAX_SHOWN: usize = 12;

/// Who waits for each thing that is not known.
pub(super) type Waiting = BTreeMap<Seen, Vec<String>>;

/// An outcome made narrow, and whether its ends are reached.
#[derive(Clone, Debug)]
pub(super) struct Narrowed {
    pub outcome: Outcome,
    /// Some complete case surely comes to the mild end.
    pub low_reached: bool,
    /// Some complete case surely comes to the strict end.
    pub high_reached: bool,
}

/// The outcome of a case, as narrow as trying facts with few values makes it.
pub(super) fn narrowed<'p>(law: &Law<'p>, facts: &'p Facts, overlay: &Overlay) -> Narrowed {
    narrow(law, facts, overlay, MAX_TRIED)
}

fn narrow<'p>(law: &Law<'p>, facts: &'p Facts, overlay: &Overlay, allowance: usize) -> Narrowed {
    // Facts and conditions that are tried share one allowance, so that the tries do not multiply.
    let together = usize::try_from(allowance.max(1).ilog2()).unwrap_or_default().min(MAX_TOGETHER);
    let (outcome, mut case, clusters) = of_case(law.clone(), facts, overlay.clone(), together);
    let settled = outcome.at_least == outcome.at_most;
    if outcome.is_certain() {
        return Narrowed { outcome, low_reached: true, high_reached: true };
    }
    let next = waiting(&mut case, &clusters).into_keys().find_map(|seen| finite(&case, &seen));
    let Some((place, slot, values)) = next.filter(|(_, _, values)| values.len() <= allowance) else {
        return Narrowed { outcome, low_reached: settled, high_reached: settled };
    };
    let share = allowance.checked_div(values.len()).unwrap_or_default();
    let tried = values.into_iter().map(|value| {
        let mut overlay = overlay.clone();
        overlay.push((place, slot, value));
        narrow(law, facts, &overlay, share)
    });
    let whole = outcome.clone();
    let open = Narrowed { outcome, low_reached: false, high_reached: false };
    let found = tried.reduce(either).unwrap_or(open);
    let known = found.outcome.clone().and(whole);
    Narrowed {
        low_reached: found.low_reached && found.outcome.at_least == known.at_least,
        high_reached: found.high_reached && found.outcome.at_most == known.at_most,
        outcome: known,
    }
}

fn either(one: Narrowed, two: Narrowed) -> Narrowed {
    let (low, high) =
        (one.outcome.at_least.min(two.outcome.at_least), one.outcome.at_most.max(two.outcome.at_most));
    let low_reached = [&one, &two].iter().any(|tried| tried.low_reached && tried.outcome.at_least == low);
    let high_reached = [&one, &two].iter().any(|tried| tried.high_reached && tried.outcome.at_most == high);
    Narrowed { outcome: one.outcome.or(two.outcome), low_reached, high_reached }
}

/// What the open conditions of a case wait for.
pub(super) fn waiting(case: &mut Case<'_>, clusters: &[Cluster]) -> Waiting {
    let mut waiting = Waiting::new();
    for cluster in clusters.iter().filter(|cluster| cluster.open) {
        for node in &cluster.nodes {
            // An exception to a rule that is not met waits for nothing.
            if case.scope(*node) == Truth::No {
                continue;
            }
            let Some(found) = case.nodes.get(*node) else { continue };
            let (rule, version, in_force) = (found.rule, found.version, found.in_force);
            let name = case.law.policy().rules.get(rule.0).map(|rule| rule.name.clone()).unwrap_or_default();
            if in_force == Truth::Unknown {
                waiting.entry(Seen::AsOf).or_default().push(name.clone());
            }
            wait(case, &version.condition, &name, &mut waiting);
        }
        for index in &cluster.duties {
            let Some(duty) = case.law.policy().duties.get(*index) else { continue };
            if case.law.duty(duty) == Truth::Unknown {
                waiting.entry(Seen::AsOf).or_default().push(duty.name.clone());
            }
            wait(case, &duty.condition, &duty.name, &mut waiting);
        }
    }
    waiting
}

/// What one condition waits for, if it is open.
fn wait<'p>(case: &mut Case<'p>, condition: &'p Expression, name: &str, waiting: &mut Waiting) {
    let (truth, seen) = case.traced(condition);
    if truth != Truth::Unknown {
        return;
    }
    for seen in seen.into_iter().filter(is_open) {
        let names = waiting.entry(seen).or_default();
        if !names.iter().any(|other| other == name) {
            names.push(name.to_owned());
        }
    }
}

fn is_open(seen: &Seen) -> bool {
    !matches!(seen, Seen::Field { known: true, .. })
}

/// The possible values of a fact, where they are few and say all that matters.
pub(super) fn finite(case: &Case<'_>, seen: &Seen) -> Option<(u32, usize, Vec<Value>)> {
    let Seen::Field { place, slot, known: false } = seen else { return None };
    let policy = case.law.policy();
    let field = case.facts.field(*place, *slot, &policy.schema)?;
    let record = policy
        .schema
        .records
        .iter()
        .position(|record| record.fields.get(*slot).is_some_and(|other| std::ptr::eq(other, field)))?;
    if case.law.program.asks_whether_determinable(crate::schema::RecordId(record), *slot) {
        return None;
    }
    Some((*place, *slot, values(field, case)?))
}

fn values(field: &Field, case: &Case<'_>) -> Option<Vec<Value>> {
    let mut values = match &field.r#type {
        Type::Boolean => vec![Value::Boolean(true), Value::Boolean(false)],
        Type::Enum(id) => {
            let count = case.law.policy().schema.enumeration(*id)?.values.len();
            (0..u32::try_from(count).ok()?).map(Value::Choice).collect()
        }
        _ => return None,
    };
    if field.optional {
        values.push(Value::None);
    }
    Some(values)
}

/// The missing facts of a case, the most telling first.
pub(super) fn missing_facts<'p>(
    law: &Law<'p>,
    facts: &'p Facts,
    overlay: &Overlay,
    whole: &Outcome,
    range: &dyn Fn(&Outcome) -> crate::eval::decision::Range,
) -> Vec<MissingFact> {
    let (_, mut case, clusters) = of_case(law.clone(), facts, overlay.clone(), MAX_TOGETHER);
    let waiting = waiting(&mut case, &clusters);
    let mut found: Vec<(MissingFact, bool)> = Vec::new();
    for (seen, mut names) in waiting {
        names.sort_unstable();
        let (mut fact, telling) = missing_fact(law, facts, overlay, &case, &seen, whole, range);
        fact.asked_by = names;
        found.push((fact, telling));
    }
    // A fact none of whose values changes anything is left out if another one does.
    if found.iter().any(|(_, telling)| *telling) {
        found.retain(|(_, telling)| *telling);
    }
    let mut facts: Vec<MissingFact> = found.into_iter().map(|(fact, _)| fact).collect();
    facts.sort_by(|one, two| {
        two.asked_by.len().cmp(&one.asked_by.len()).then_with(|| one.path.cmp(&two.path))
    });
    named_once(facts)
}

/// One entry for each fact: `rates` may be missing as a whole and for a pair of currencies.
fn named_once(facts: Vec<MissingFact>) -> Vec<MissingFact> {
    let mut named: Vec<MissingFact> = Vec::new();
    for fact in facts {
        match named
            .iter_mut()
            .find(|other| other.path == fact.path && (!fact.path.is_empty() || other.note == fact.note))
        {
            Some(other) => other.take_over(fact),
            None => named.push(fact),
        }
    }
    named
}

impl MissingFact {
    /// Also says what another entry for the same fact says.
    fn take_over(&mut self, other: MissingFact) {
        let notes: Vec<&str> = self.note.iter().chain(&other.note).map(String::as_str).collect();
        let notes = if self.note == other.note { notes.into_iter().take(1).collect() } else { notes };
        self.note = (!notes.is_empty()).then(|| notes.join("; "));
        for name in other.asked_by {
            if !self.asked_by.contains(&name) {
                self.asked_by.push(name);
            }
        }
    }
}

/// One missing fact, and whether knowing it could change anything.
fn missing_fact<'p>(
    law: &Law<'p>,
    facts: &'p Facts,
    overlay: &Overlay,
    case: &Case<'p>,
    seen: &Seen,
    whole: &Outcome,
    range: &dyn Fn(&Outcome) -> crate::eval::decision::Range,
) -> (MissingFact, bool) {
    let mut fact = describe(law, facts, case, seen);
    let Some((place, slot, values)) =
        finite(case, seen).filter(|(_, _, values)| values.len() <= MAX_TRIED / 64)
    else {
        return (fact, true);
    };
    let schema = &law.policy().schema;
    let r#type = facts.field(place, slot, schema).map_or(Type::Broken, |field| field.r#type.clone());
    let few = values.len() <= MAX_SHOWN;
    let mut telling = false;
    for value in values {
        let shown = show(&value, &r#type, schema).unwrap_or_default();
        let mut overlay = overlay.clone();
        overlay.push((place, slot, value));
        let outcome = narrow(law, facts, &overlay, MAX_TRIED / 64).outcome;
        telling |= outcome != *whole;
        if few {
            fact.outcomes.push((shown, range(&outcome)));
        }
    }
    (fact, telling)
}

/// Path, question and type of something that is not known.
fn describe(law: &Law<'_>, facts: &Facts, case: &Case<'_>, seen: &Seen) -> MissingFact {
    let schema = &law.policy().schema;
    let mut fact = MissingFact {
        path: String::new(),
        question: None,
        r#type: "date".to_owned(),
        asked_by: Vec::new(),
        undeterminable: None,
        outcomes: Vec::new(),
        note: None,
    };
    match seen {
        Seen::Field { place, slot, .. } => {
            fact.path = facts.path(*place, *slot, schema);
            if let Some(field) = facts.field(*place, *slot, schema) {
                fact.question.clone_from(&field.label);
                fact.r#type = schema.show(&field.r#type).to_string();
            }
            if let Some(Value::Unknown(Unknown { undeterminable: true, .. })) = case.given(*place, *slot) {
                fact.undeterminable = Some(facts.reason(*place, *slot).unwrap_or_default().to_owned());
            }
        }
        Seen::Element { place, index } => fact.path = facts.element_path(*place, *index, schema),
        Seen::AsOf => {
            let governed = law.policy().governed_by.as_ref().and_then(|slots| governing(law, slots));
            let (path, question) = governed.unwrap_or_else(|| ("as_of".to_owned(), None));
            fact.path = path;
            fact.question = question.or_else(|| Some("Which day's law applies?".to_owned()));
        }
        Seen::Note(note) => {
            fact.note = Some(note.clone());
            fact.r#type = String::new();
        }
        Seen::Rate(rate) => {
            let slot = law.program.rates();
            let field = slot.and_then(|slot| schema.facts()?.fields.get(slot));
            fact.path = field.map_or_else(|| "rates".to_owned(), |field| field.name.clone());
            fact.question = field.and_then(|field| field.label.clone());
            fact.r#type = "list of exchange_rate".to_owned();
            fact.note = Some(rate.clone());
        }
    }
    fact
}

/// Path and question of the fact that picks the law.
fn governing(law: &Law<'_>, slots: &[usize]) -> Option<(String, Option<String>)> {
    let schema = &law.policy().schema;
    let mut record = crate::schema::RecordId::FACTS;
    let (mut path, mut question) = (Vec::new(), None);
    for slot in slots {
        let field = schema.record(record)?.fields.get(*slot)?;
        path.push(field.name.clone());
        question = field.label.clone();
        if let Type::Record(next) = field.r#type {
            record = next;
        }
    }
    Some((path.join("."), question))
}
