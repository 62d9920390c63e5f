//! Warnings: what is allowed and probably not meant.

use crate::diagnostics::Problems;
use crate::typed::{Comparison, Expression, ExpressionKind, Policy, Rule, RuleKind, Version};

use super::error::CheckError;
use super::names::Names;

/// Reports all warnings of a policy without errors.
pub(super) fn lint(policy: &Policy, names: &Names<'_>, problems: &mut Problems) {
    let exceptions: Vec<&Rule> =
        policy.rules.iter().filter(|rule| rule.kind == RuleKind::Exception).collect();
    for (index, first) in exceptions.iter().enumerate() {
        for second in exceptions.iter().skip(index + 1) {
            overlapping_exceptions(policy, names, (first, second), problems);
        }
    }
    exceptions.iter().for_each(|exception| pointless_exception(policy, names, exception, problems));
}

/// Two exceptions to one target with different verdicts that nothing keeps apart.
fn overlapping_exceptions(
    policy: &Policy,
    names: &Names<'_>,
    (first, second): (&Rule, &Rule),
    problems: &mut Problems,
) {
    let pairs = first.versions.iter().flat_map(|one| second.versions.iter().map(move |two| (one, two)));
    for (one, two) in pairs {
        let shared = one.targets.iter().find(|id| two.targets.contains(id));
        let Some(target) = shared.and_then(|id| policy.rules.get(id.0)) else { continue };
        if one.verdict == two.verdict || chosen(policy, first, one, second, two) || apart(one, two) {
            continue;
        }
        let (stricter, milder) = if one.verdict > two.verdict { (first, second) } else { (second, first) };
        problems.add(CheckError::OverlappingExceptions {
            target: target.name.clone(),
            stricter: stricter.name.clone(),
            milder: milder.name.clone(),
            example: "in the same case".to_owned(),
            span: names.head(two.span),
            other: names.head(one.span),
        });
        return;
    }
}

/// Whether one of them prevails, or is an exception to the other.
fn chosen(policy: &Policy, first: &Rule, one: &Version, second: &Rule, two: &Version) -> bool {
    let id = |rule: &Rule| policy.rules.iter().position(|other| other.name == rule.name);
    let names = |version: &Version, rule: &Rule| {
        let found = id(rule);
        version.prevails_over.iter().chain(&version.targets).any(|other| Some(other.0) == found)
    };
    names(one, second) || names(two, first)
}

/// Whether two texts cannot hold in one case: different days, or conditions that want different
/// values of one fact.
fn apart(one: &Version, two: &Version) -> bool {
    if one.in_force.and(&two.in_force).is_empty() {
        return true;
    }
    let demands = demands(&one.condition);
    let others = self::demands(&two.condition);
    demands.iter().any(|(fact, values)| {
        let other = others.iter().find(|(other, _)| same_fact(fact, other));
        other.is_some_and(|(_, others)| {
            !values.iter().any(|value| others.iter().any(|other| same_value(value, other)))
        })
    })
}

/// Facts that must have one of some values for a condition to be true.
fn demands(condition: &Expression) -> Vec<(&Expression, Vec<&Expression>)> {
    match &condition.kind {
        ExpressionKind::And(parts) => parts.iter().flat_map(demands).collect(),
        ExpressionKind::Compare(Comparison::Equal, left, right) if is_constant(right) => {
            vec![(left, vec![right])]
        }
        ExpressionKind::In { negated: false, item, list } => match &list.kind {
            ExpressionKind::List(items) if items.iter().all(is_constant) => {
                vec![(item, items.iter().collect())]
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn is_constant(expression: &Expression) -> bool {
    matches!(expression.kind, ExpressionKind::Literal(_))
}

fn same_fact(one: &Expression, two: &Expression) -> bool {
    match (&one.kind, &two.kind) {
        (ExpressionKind::Facts, ExpressionKind::Facts) => true,
        (ExpressionKind::Field(one, _, slot), ExpressionKind::Field(two, _, other)) => {
            slot == other && same_fact(one, two)
        }
        _ => false,
    }
}

fn same_value(one: &Expression, two: &Expression) -> bool {
    matches!((&one.kind, &two.kind), (ExpressionKind::Literal(one), ExpressionKind::Literal(two)) if one == two)
}

/// An exception to an exception that is milder than the rule which it brings back.
fn pointless_exception(policy: &Policy, names: &Names<'_>, exception: &Rule, problems: &mut Problems) {
    for version in &exception.versions {
        for target in version.targets.iter().filter_map(|id| policy.rules.get(id.0)) {
            let beneath =
                target.versions.iter().flat_map(|text| &text.targets).filter_map(|id| policy.rules.get(id.0));
            let stricter = beneath.into_iter().find(|rule| {
                rule.kind == RuleKind::Rule && rule.versions.iter().all(|text| text.verdict > version.verdict)
            });
            if let (RuleKind::Exception, Some(rule)) = (target.kind, stricter) {
                problems.add(CheckError::PointlessException {
                    name: exception.name.clone(),
                    target: target.name.clone(),
                    rule: rule.name.clone(),
                    span: names.head(version.span),
                });
            }
        }
    }
}
