//! What a case exercises of a policy: how each rule and duty stands, and what each part of a condition
//! came to. For questions about many cases, such as what they cover.
//!
//! Here no part of a condition is left out because another has decided already, and conditions are also
//! asked on days on which their rules are not in force.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::case::{Case, Overlay};
use crate::eval::decide::{Question, best_text, law, presumed, standing};
use crate::eval::decision::{Standing, Truth};
use crate::eval::missing::narrowed;
use crate::eval::outcome::{MAX_TOGETHER, duty_in_force, of_case};
use crate::eval::trace::Seen;
use crate::facts::Facts;
use crate::program::Program;
use crate::typed::{Expression, ExpressionKind, RuleId};
use crate::value::{Date, Value};

/// What a case exercises of a policy.
#[derive(Clone, Debug)]
pub struct Probe {
    /// The day that picks the law.
    pub as_of: Option<Date>,
    /// For each rule of the policy how it stands.
    pub standings: Vec<Standing>,
    /// For each rule and each of its texts what the condition comes to, in force or not.
    pub conditions: Vec<Vec<Truth>>,
    /// For each duty whether it is owed; nothing where it is not in force.
    pub duties: Vec<Option<Truth>>,
    /// For each duty what its condition comes to, in force or not.
    pub duty_conditions: Vec<Truth>,
    /// What was looked at on the way.
    pub watch: Watch,
}

/// What evaluations looked at.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    /// What the parts of conditions came to.
    pub clauses: Clauses,
    /// Named lists that were asked, by position.
    pub lists: BTreeSet<usize>,
    /// Entries of named lists that a fact is or lies under, whatever the day: list and entry, by position.
    pub entries: BTreeSet<(usize, usize)>,
    /// Parameters that were asked, by position.
    pub parameters: BTreeSet<usize>,
}

/// What the parts of conditions came to, each perhaps several times, with several elements of a list.
#[derive(Clone, Debug, Default)]
pub struct Clauses(BTreeMap<usize, BTreeSet<Truth>>);

impl Clauses {
    /// What a part of a condition of the same policy came to; nothing where no evaluation got to it.
    pub fn of(&self, part: &Expression) -> impl Iterator<Item = Truth> + '_ {
        self.0.get(&number(part)).into_iter().flatten().copied()
    }

    pub(super) fn note(&mut self, part: &Expression, truth: Truth) {
        self.0.entry(number(part)).or_default().insert(truth);
    }
}

/// A number that no other expression of a policy has while the policy lives. Spans would not do: `not a`
/// and `a` can have the same.
fn number(part: &Expression) -> usize {
    std::ptr::from_ref(part).addr()
}

/// Looks at what a case exercises.
pub fn probe(program: &Program, facts: &Facts, question: &Question) -> Probe {
    let law = law(program, facts, question);
    let overlay: Overlay = presumed(&law, facts).into_iter().map(|(_, at)| at).collect();
    let outcome = narrowed(&law, facts, &overlay).outcome;
    let (_, mut case, _) = of_case(law.clone(), facts, overlay.clone(), MAX_TOGETHER);
    let standings = outcome.rules.iter().enumerate().map(|(rule, holds)| {
        let texts = case.texts(RuleId(rule)).to_vec();
        let best = best_text(&mut case, &texts);
        standing(&mut case, RuleId(rule), best, *holds)
    });
    let standings = standings.collect();
    let in_force: Vec<bool> =
        program.policy().duties.iter().map(|duty| duty_in_force(&law, duty) != Truth::No).collect();
    let duties = in_force.iter().zip(&outcome.duties).map(|(in_force, owed)| in_force.then_some(*owed));
    Probe {
        as_of: law.as_of,
        standings,
        duties: duties.collect(),
        conditions: conditions(&mut case),
        duty_conditions: duty_conditions(&mut case),
        watch: watched(Case::new(law, facts, overlay), &in_force),
    }
}

/// What the conditions of all texts come to, in force or not.
fn conditions(case: &mut Case<'_>) -> Vec<Vec<Truth>> {
    let rules = case.law.policy().rules.iter();
    rules.map(|rule| rule.versions.iter().map(|text| afresh(case, &text.condition)).collect()).collect()
}

fn duty_conditions(case: &mut Case<'_>) -> Vec<Truth> {
    case.law.policy().duties.iter().map(|duty| afresh(case, &duty.condition)).collect()
}

fn afresh<'p>(case: &mut Case<'p>, condition: &'p Expression) -> Truth {
    case.steps = 0;
    case.truth(condition, &mut Vec::new())
}

/// What is looked at by the conditions of what is in force.
fn watched(mut case: Case<'_>, duties_in_force: &[bool]) -> Watch {
    case.watch = Some(Watch::default());
    for node in 0..case.nodes.len() {
        case.own(node);
    }
    for (duty, in_force) in case.law.policy().duties.iter().zip(duties_in_force) {
        if *in_force {
            afresh(&mut case, &duty.condition);
        }
    }
    case.watch.unwrap_or_default()
}

impl Case<'_> {
    /// Keeps which entries of a named list a value is, where that is asked for.
    pub(super) fn watch_entries(
        &mut self,
        list: &Expression,
        item: &Value,
        matches: fn(&Value, &Value) -> bool,
    ) {
        let (Some(watch), ExpressionKind::NamedList(id)) = (&mut self.watch, &list.kind) else { return };
        let items = self.law.policy().lists.get(id.0).map_or(&[][..], |list| list.items.as_slice());
        let found = items.iter().enumerate().filter(|(_, (entry, _))| matches(item, entry));
        watch.entries.extend(found.map(|(entry, _)| (id.0, entry)));
    }
}

/// What an expression comes to in a case; `frame` holds its locals.
pub fn value(
    program: &Program,
    facts: &Facts,
    question: &Question,
    expression: &Expression,
    frame: Vec<Value>,
) -> Value {
    let mut frame = frame;
    let mut case = Case::new(law(program, facts, question), facts, Overlay::new());
    case.evaluate(expression, &mut frame)
}

/// The facts on which open conditions wait, by their names; quicker than a decision, and more of them.
pub fn open_facts(program: &Program, facts: &Facts, question: &Question) -> BTreeSet<String> {
    let law = law(program, facts, question);
    let overlay: Overlay = presumed(&law, facts).into_iter().map(|(_, at)| at).collect();
    let mut case = Case::new(law, facts, overlay);
    let schema = &program.policy().schema;
    let conditions: Vec<&Expression> = case.nodes.iter().map(|node| &node.version.condition).collect();
    let duties = program.policy().duties.iter();
    let duties =
        duties.filter(|duty| duty_in_force(&case.law, duty) != Truth::No).map(|duty| &duty.condition);
    let mut found = BTreeSet::new();
    for condition in conditions.into_iter().chain(duties.collect::<Vec<_>>()) {
        let (truth, seen) = case.traced(condition);
        let unknown = seen.into_iter().filter_map(|seen| match seen {
            Seen::Field { place, slot, known: false } => Some(facts.path(place, slot, schema)),
            Seen::Element { place, index } => Some(facts.element_path(place, index, schema)),
            Seen::Field { known: true, .. } | Seen::AsOf | Seen::Note(_) | Seen::Rate(_) => None,
        });
        if truth == Truth::Unknown {
            found.extend(unknown);
        }
    }
    found
}

/// Whether a text of a rule is in force, by the day and the answers of a question.
pub fn text_in_force(program: &Program, question: &Question, rule: RuleId, text: usize) -> bool {
    let law = law(program, &Facts::empty(&program.policy().schema), question);
    let version = program.policy().rules.get(rule.0).and_then(|rule| rule.versions.get(text));
    version.is_some_and(|version| law.text(rule, version) == Truth::Yes)
}

/// Whether a duty is in force, by the day and the answers of a question.
pub fn is_duty_in_force(program: &Program, question: &Question, duty: usize) -> bool {
    let law = law(program, &Facts::empty(&program.policy().schema), question);
    program.policy().duties.get(duty).is_some_and(|duty| duty_in_force(&law, duty) == Truth::Yes)
}
