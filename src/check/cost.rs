//! An upper bound on the steps that an expression takes apart from lists: definitions that call
//! definitions multiply, and nothing that the checker accepts may take forever.

use crate::source::Span;
use crate::typed::{Expression, ExpressionKind, Policy};

use super::Checker;
use super::error::CheckError;

/// Steps that one expression may take for one case, lists counted once.
const MAX_STEPS: u64 = 1_000_000;

impl Checker<'_> {
    /// Reports definitions, rules and duties that would take too long.
    pub(super) fn costs(&mut self, policy: &Policy) {
        let mut known: Vec<Option<u64>> = vec![None; policy.definitions.len()];
        let mut costly: Vec<(String, Span)> = Vec::new();
        for (index, definition) in policy.definitions.iter().enumerate() {
            if definition_steps(policy, index, &mut known) > MAX_STEPS {
                costly.push((definition.name.clone(), definition.span));
            }
        }
        if costly.is_empty() {
            let rules = policy
                .rules
                .iter()
                .flat_map(|rule| rule.versions.iter().map(move |text| (&rule.name, &text.condition)));
            let duties = policy.duties.iter().map(|duty| (&duty.name, &duty.condition));
            let over =
                rules.chain(duties).filter(|(_, condition)| steps(policy, condition, &mut known) > MAX_STEPS);
            costly.extend(over.map(|(name, condition)| (name.clone(), condition.span)));
        }
        if let Some((name, span)) = costly.into_iter().next() {
            self.problems.add(CheckError::TooCostly { name, span, limit: MAX_STEPS });
        }
    }
}

fn definition_steps(policy: &Policy, index: usize, known: &mut Vec<Option<u64>>) -> u64 {
    if let Some(Some(steps)) = known.get(index) {
        return *steps;
    }
    // A call of itself counts one step here: how often that happens depends on the facts.
    if let Some(slot) = known.get_mut(index) {
        *slot = Some(1);
    }
    let found = policy.definitions.get(index).map_or(1, |definition| steps(policy, &definition.body, known));
    if let Some(slot) = known.get_mut(index) {
        *slot = Some(found);
    }
    found
}

fn steps(policy: &Policy, expression: &Expression, known: &mut Vec<Option<u64>>) -> u64 {
    let own = match &expression.kind {
        ExpressionKind::Call(id, _) => definition_steps(policy, id.0, known),
        _ => 1,
    };
    let mut sum = own;
    expression.each_part(&mut |part| sum = sum.saturating_add(steps(policy, part, known)));
    sum
}
