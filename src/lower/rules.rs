//! Rules, duties and presumptions.

use crate::eval::decision::Truth;
use crate::screen::{Duty, Kind, NodeId, Presumed, Rule, Text, pack};
use crate::typed::{self, Expression, Presumption, RuleId, RuleKind, Version};
use crate::value::Value;

use super::Lowerer;

impl<'p> Lowerer<'p> {
    /// Everything that a policy says about a case.
    pub(super) fn rules(&mut self) {
        self.pick_day();
        let policy = self.policy;
        self.form.rules = vec![Rule::default(); policy.rules.len()];
        self.form.texts.reserve(policy.rules.len());
        for (index, rule) in policy.rules.iter().enumerate() {
            let start = number(self.form.texts.len());
            for version in &rule.versions {
                self.text(index, rule.kind, version);
            }
            let end = number(self.form.texts.len());
            self.refer(index, |rule| rule.texts = start..end);
        }
        for text in &mut self.form.texts {
            let alone = self.form.rules.get(text.rule as usize).is_some_and(|rule| rule.against.is_none());
            text.free = alone && text.kind == RuleKind::Rule;
        }
        for duty in &policy.duties {
            let in_force = self.duty_in_force(duty);
            let condition = self.condition(&duty.condition);
            let owed = self.all(&[in_force, condition]);
            self.form.duties.push(Duty { owed });
        }
        for presumption in &policy.presumptions {
            let presumed = self.presumed(presumption);
            self.form.presumed.push(presumed);
        }
    }

    /// What takes the place of a fact that is not known.
    fn presumed(&mut self, presumption: &'p Presumption) -> Presumed {
        // What has no slot is unknown wherever it is read.
        let (slot, kind) = self.raw(&presumption.fact).unwrap_or((u32::MAX, Kind::Strange));
        let instrument = presumption.citation.as_ref().map(|citation| citation.instrument);
        let in_force = self.in_force(None, instrument, &presumption.in_force, presumption.in_force.from);
        let condition = self.condition(&presumption.condition);
        let applies = self.all(&[in_force, condition]);
        let rivals = self.policy.presumptions.iter().filter(|other| other.fact == presumption.fact);
        let value = match (&presumption.value, kind) {
            _ if rivals.count() > 1 => None,
            (Value::List(list), Kind::List(_)) if list.items.is_empty() => pack(0, 0),
            // The slots of codes have another beside them.
            (_, Kind::Code(_)) => None,
            (value, kind) => self.number(&kind, value),
        };
        Presumed { slot, applies, value }
    }

    /// Whether a duty is in force: one of the provisions that it cites is.
    fn duty_in_force(&mut self, duty: &typed::Duty) -> NodeId {
        let instrument = duty.citation.as_ref().map(|citation| citation.instrument);
        let issued = duty.issued.or(duty.in_force.from);
        let mut grounds = vec![self.in_force(None, instrument, &duty.in_force, issued)];
        for ground in &duty.also {
            let (instrument, issued) = (Some(ground.citation.instrument), ground.issued);
            let issued = issued.or(ground.in_force.from);
            grounds.push(self.in_force(None, instrument, &ground.in_force, issued));
        }
        self.any(&grounds)
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
        let mark = self.mark();
        let in_force = self.text_in_force(RuleId(rule), version);
        if self.truth_at(in_force) == Some(Truth::No) {
            return;
        }
        let condition = self.condition(&version.condition);
        let own = self.all(&[in_force, condition]);
        if self.truth_at(own) == Some(Truth::No) {
            return;
        }
        let own = self.tested(own, &mark);
        let text = number(self.form.texts.len());
        let targets = version.targets.iter().map(|target| number(target.0)).collect();
        let level = number(version.verdict.unwrap_or_default());
        self.form.texts.push(Text { rule: number(rule), kind, level, own, targets, free: false });
        for target in &version.targets {
            match kind {
                RuleKind::Rule => {}
                RuleKind::Exception => self.refer(target.0, |rule| rule.against().displacing.push(text)),
                RuleKind::Disapplication => {
                    self.refer(target.0, |rule| rule.against().disapplying.push(text))
                }
            }
        }
        for other in &version.prevails_over {
            self.refer(other.0, |rule| rule.against().displacing.push(text));
        }
    }

    fn refer(&mut self, rule: usize, refer: impl FnOnce(&mut Rule)) {
        if let Some(rule) = self.form.rules.get_mut(rule) {
            refer(rule);
        }
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
