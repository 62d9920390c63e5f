//! Rules, duties and presumptions.

use crate::eval::decision::Truth;
use crate::screen::{Duty, NodeId, Rule, Text};
use crate::typed::{Expression, RuleId, RuleKind, Version};

use super::Lowerer;

impl<'p> Lowerer<'p> {
    /// Everything that a policy says about a case.
    pub(super) fn rules(&mut self) {
        self.pick_day();
        let policy = self.policy;
        self.form.rules = vec![Rule::default(); policy.rules.len()];
        for (index, rule) in policy.rules.iter().enumerate() {
            for version in &rule.versions {
                self.text(index, rule.kind, version);
            }
        }
        for text in &mut self.form.texts {
            let rule = self.form.rules.get(text.rule as usize);
            let alone = rule.is_some_and(|rule| rule.displacing.is_empty() && rule.disapplying.is_empty());
            text.free = alone && text.kind == RuleKind::Rule;
        }
        for duty in &policy.duties {
            let instrument = duty.citation.as_ref().map(|citation| citation.instrument);
            let issued = duty.issued.or(duty.in_force.from);
            let mut grounds = vec![self.in_force(None, instrument, &duty.in_force, issued)];
            for ground in &duty.also {
                let (instrument, issued) =
                    (ground.citation.instrument, ground.issued.or(ground.in_force.from));
                grounds.push(self.in_force(None, Some(instrument), &ground.in_force, issued));
            }
            let in_force = self.any(&grounds);
            let condition = self.condition(&duty.condition);
            let owed = self.all(&[in_force, condition]);
            self.form.duties.push(Duty { owed });
        }
        for presumption in &policy.presumptions {
            // What has no slot is open in every case, so every case is the evaluator's.
            let slot = self.raw(&presumption.fact).unwrap_or(u32::MAX);
            self.form.presumed.push(slot);
        }
    }

    /// A condition from outside; unknown where a case could be too large for the evaluator.
    fn condition(&mut self, condition: &'p Expression) -> NodeId {
        match self.costs.of(self.policy, condition) {
            Some(cost) => {
                self.form.most_rows = cost.most_rows(self.form.most_rows);
                self.truth(condition, &mut Vec::new())
            }
            None => self.unknown(),
        }
    }

    fn text(&mut self, rule: usize, kind: RuleKind, version: &'p Version) {
        let in_force = self.text_in_force(RuleId(rule), version);
        if self.truth_at(in_force) == Some(Truth::No) {
            return;
        }
        let condition = self.condition(&version.condition);
        let own = self.all(&[in_force, condition]);
        if self.truth_at(own) == Some(Truth::No) {
            return;
        }
        let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        let text = number(self.form.texts.len());
        let targets = version.targets.iter().map(|target| number(target.0)).collect();
        let level = number(version.verdict.unwrap_or_default());
        self.form.texts.push(Text { rule: number(rule), kind, level, own, targets, free: false });
        self.refer(rule, |rule| rule.texts.push(text));
        for target in &version.targets {
            match kind {
                RuleKind::Rule => {}
                RuleKind::Exception => self.refer(target.0, |rule| rule.displacing.push(text)),
                RuleKind::Disapplication => self.refer(target.0, |rule| rule.disapplying.push(text)),
            }
        }
        for other in &version.prevails_over {
            self.refer(other.0, |rule| rule.displacing.push(text));
        }
    }

    fn refer(&mut self, rule: usize, refer: impl FnOnce(&mut Rule)) {
        if let Some(rule) = self.form.rules.get_mut(rule) {
            refer(rule);
        }
    }
}
