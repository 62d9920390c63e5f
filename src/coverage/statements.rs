//! Rules, exceptions, disapplications and duties: how each stands in the cases.

use std::collections::BTreeMap;

use crate::eval::decision::{Provision, Standing, Truth};
use crate::eval::probe::Probe;
use crate::program::Program;
use crate::typed::{Duty, Rule, RuleKind};

use super::model::{Kind, Outcome, Statement};
use super::{Probed, clauses, place, provision};

/// All statements, in the order of the text.
pub(super) fn statements(program: &Program, probed: &[Probed<'_>]) -> Vec<Statement> {
    let policy = program.policy();
    let rules = policy.rules.iter().enumerate().map(|(index, found)| rule(program, index, found, probed));
    let duties = policy.duties.iter().enumerate().map(|(index, found)| duty(program, index, found, probed));
    let mut found: Vec<Statement> = rules.chain(duties).collect();
    found.sort_by_key(|statement| statement.place.span.start);
    found
}

fn rule(program: &Program, index: usize, rule: &Rule, probed: &[Probed<'_>]) -> Statement {
    let last = rule.versions.last();
    let provisions = cited(program, index, 0);
    let outcomes = grouped(probed, |probe| of_rule(probe, index, rule));
    Statement {
        kind: match rule.kind {
            RuleKind::Rule => Kind::Rule,
            RuleKind::Exception => Kind::Exception,
            RuleKind::Disapplication => Kind::Disapplication,
        },
        name: rule.name.clone(),
        title: last.and_then(|text| text.title.clone()),
        provisions,
        place: place(program, rule.span),
        outcomes,
        clauses: rule
            .versions
            .iter()
            .flat_map(|text| clauses::of(program, &text.condition, probed))
            .collect(),
    }
}

/// Where a rule is said; else where its targets are.
fn cited(program: &Program, rule: usize, depth: usize) -> Vec<Provision> {
    const DEEP: usize = 8;
    let texts = program.policy().rules.get(rule).map_or(&[][..], |rule| rule.versions.as_slice());
    let mut found: Vec<Provision> = texts
        .iter()
        .filter_map(|text| text.citation.as_ref())
        .map(|cited| provision(program, cited))
        .collect();
    if found.is_empty() && depth < DEEP {
        let targets = texts.iter().flat_map(|text| &text.targets);
        found.extend(targets.flat_map(|target| cited(program, target.0, depth.saturating_add(1))));
    }
    found.sort_by_key(ToString::to_string);
    found.dedup();
    found
}

/// How a rule stands in a case; nothing for an exception whose rules are not met, which says nothing of it.
fn of_rule(probe: &Probe, index: usize, rule: &Rule) -> Option<Outcome> {
    Some(match probe.standings.get(index)? {
        Standing::Holds => Outcome::Holds,
        Standing::MayHold => Outcome::Unknown,
        Standing::Displaced(_) => Outcome::Displaced,
        Standing::SwitchedOff(_) => Outcome::SwitchedOff,
        Standing::NotInForce(_) => Outcome::NotInForce,
        Standing::NotMet => match rule.kind {
            RuleKind::Rule => Outcome::Fails,
            RuleKind::Exception | RuleKind::Disapplication => {
                reached(probe, rule).then_some(Outcome::Fails)?
            }
        },
    })
}

/// Whether some rule that an exception or disapplication names is met.
fn reached(probe: &Probe, rule: &Rule) -> bool {
    let mut targets = rule.versions.iter().flat_map(|text| &text.targets);
    targets.any(|target| match probe.standings.get(target.0) {
        Some(Standing::Holds | Standing::Displaced(_) | Standing::SwitchedOff(_)) => true,
        Some(Standing::MayHold | Standing::NotMet | Standing::NotInForce(_)) | None => false,
    })
}

fn duty(program: &Program, index: usize, duty: &Duty, probed: &[Probed<'_>]) -> Statement {
    let outcomes = grouped(probed, |probe| match probe.duties.get(index)? {
        None => Some(Outcome::NotInForce),
        Some(Truth::Yes) => Some(Outcome::Holds),
        Some(Truth::No) => Some(Outcome::Fails),
        Some(Truth::Unknown) => Some(Outcome::Unknown),
    });
    Statement {
        kind: Kind::Duty,
        name: duty.name.clone(),
        title: duty.title.clone(),
        provisions: duty
            .citation
            .iter()
            .chain(duty.also.iter().map(|ground| &ground.citation))
            .map(|citation| provision(program, citation))
            .collect(),
        place: place(program, duty.span),
        outcomes,
        clauses: clauses::of(program, &duty.condition, probed),
    }
}

fn grouped(
    probed: &[Probed<'_>],
    outcome: impl Fn(&Probe) -> Option<Outcome>,
) -> BTreeMap<Outcome, Vec<usize>> {
    let mut groups: BTreeMap<Outcome, Vec<usize>> = BTreeMap::new();
    for (index, case) in probed.iter().enumerate() {
        if let Some(outcome) = outcome(&case.probe) {
            groups.entry(outcome).or_default().push(index);
        }
    }
    groups
}
