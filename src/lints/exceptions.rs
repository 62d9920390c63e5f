//! Exceptions that contend for one target, and exceptions that change nothing.

use std::collections::BTreeMap;

use crate::typed::{Rule, RuleId, RuleKind, Version};

use super::conditions::contradiction;
use super::{Lint, Subject};

impl Subject<'_> {
    pub(super) fn exceptions(&mut self) {
        let policy = self.policy;
        let mut by_target: BTreeMap<RuleId, Vec<RuleId>> = BTreeMap::new();
        for (index, rule) in policy.rules.iter().enumerate() {
            if rule.kind == RuleKind::Exception {
                let targets = rule.versions.iter().flat_map(|version| &version.targets);
                targets.for_each(|target| by_target.entry(*target).or_default().push(RuleId(index)));
                self.pointless_exception(rule);
            }
        }
        let mut told = std::collections::BTreeSet::new();
        for (target, mut exceptions) in by_target {
            exceptions.dedup();
            for (index, first) in exceptions.iter().enumerate() {
                for second in exceptions.iter().skip(index.saturating_add(1)) {
                    if !told.contains(&(*first, *second)) && self.overlapping(target, *first, *second) {
                        told.insert((*first, *second));
                    }
                }
            }
        }
    }

    /// Two exceptions to one target with different verdicts that nothing keeps apart.
    fn overlapping(&mut self, target: RuleId, first: RuleId, second: RuleId) -> bool {
        let policy = self.policy;
        let rule = |id: RuleId| policy.rules.get(id.0);
        let (Some(target_rule), Some(one), Some(two)) = (rule(target), rule(first), rule(second)) else {
            return false;
        };
        let pairs = one.versions.iter().flat_map(|one| two.versions.iter().map(move |two| (one, two)));
        let mut aimed =
            pairs.filter(|(one, two)| one.targets.contains(&target) && two.targets.contains(&target));
        let found = aimed.find(|(one, two)| {
            one.verdict != two.verdict && !chosen(one, second) && !chosen(two, first) && !apart(one, two)
        });
        let Some((a, b)) = found else { return false };
        let (stricter, milder) = if a.verdict > b.verdict { (one, two) } else { (two, one) };
        self.problems.add(Lint::OverlappingExceptions {
            target: target_rule.name.clone(),
            stricter: stricter.name.clone(),
            milder: milder.name.clone(),
            span: self.head(two, b.span),
            other: self.head(one, a.span),
        });
        true
    }

    /// An exception to an exception that is milder than the rule which it brings back.
    fn pointless_exception(&mut self, exception: &Rule) {
        let policy = self.policy;
        for version in &exception.versions {
            for target in version.targets.iter().filter_map(|id| policy.rules.get(id.0)) {
                let beneath = target.versions.iter().flat_map(|text| &text.targets);
                let stricter = beneath.filter_map(|id| policy.rules.get(id.0)).find(|rule| {
                    rule.kind == RuleKind::Rule
                        && rule.versions.iter().all(|text| text.verdict > version.verdict)
                });
                if let (RuleKind::Exception, Some(rule)) = (target.kind, stricter) {
                    self.problems.add(Lint::PointlessException {
                        name: exception.name.clone(),
                        target: target.name.clone(),
                        rule: rule.name.clone(),
                        span: self.head(exception, version.span),
                    });
                }
            }
        }
    }
}

/// Whether one prevails over the other, or is an exception to it.
fn chosen(version: &Version, other: RuleId) -> bool {
    version.prevails_over.iter().chain(&version.targets).any(|id| *id == other)
}

/// Whether two texts cannot hold in one case: different days, or conditions that exclude each other.
fn apart(one: &Version, two: &Version) -> bool {
    one.in_force.and(&two.in_force).is_empty() || contradiction(&[&one.condition, &two.condition]).is_some()
}
