//! What a whole policy owes its readers: each rule its provision and its title, each instrument its
//! dates, each rule lists that are not older than itself.

use std::collections::BTreeSet;

use crate::typed::{Expression, ExpressionKind, ListId, Rule, RuleKind, Version};

use super::{Lint, Subject, lies_in};

impl Subject<'_> {
    pub(super) fn stated(&mut self) {
        let (policy, own) = (self.policy, self.own);
        for rule in policy.rules.iter().filter(|rule| lies_in(own, rule.span)) {
            for version in &rule.versions {
                self.citation(rule, version);
                self.older_lists(rule, version);
            }
            self.title(rule);
        }
        self.duties();
        self.instruments();
    }

    fn citation(&mut self, rule: &Rule, version: &Version) {
        // An exception rests on the provisions from which it excepts.
        let rests = rule.kind == RuleKind::Rule && version.citation.is_none();
        if rests && !self.policy.instruments.is_empty() {
            let span = self.head(rule, version.span);
            self.problems.add(Lint::NoCitation { what: statement(rule), span });
        }
    }

    fn title(&mut self, rule: &Rule) {
        let Some(first) = rule.versions.first() else { return };
        if rule.versions.iter().all(|version| version.title.is_none()) && !rule.name.contains(':') {
            let (name, span) = (rule.name.clone(), self.head(rule, first.span));
            self.problems.add(Lint::NoTitle { what: statement(rule), name, span });
        }
    }

    fn duties(&mut self) {
        let (policy, own) = (self.policy, self.own);
        for duty in policy.duties.iter().filter(|duty| lies_in(own, duty.span)) {
            let (what, span) = (format!("duty `{}`", duty.name), self.name(duty.span, 1));
            if duty.title.is_none() {
                self.problems.add(Lint::NoTitle { what: what.clone(), name: duty.name.clone(), span });
            }
            if duty.citation.is_none() && !policy.instruments.is_empty() {
                self.problems.add(Lint::NoCitation { what, span });
            }
        }
    }

    fn instruments(&mut self) {
        let (policy, own) = (self.policy, self.own);
        for instrument in policy.instruments.iter().filter(|instrument| lies_in(own, instrument.span)) {
            if instrument.issued.is_none() && instrument.in_force.is_always() {
                let (name, span) = (instrument.name.clone(), self.name(instrument.span, 1));
                self.problems.add(Lint::Undated { name, span });
            }
        }
    }

    /// Lists that were taken from their source before the text that asks for them was made.
    fn older_lists(&mut self, rule: &Rule, version: &Version) {
        let policy = self.policy;
        let Some(began) = version.issued.or(version.in_force.from) else { return };
        for id in self.lists_behind(&version.condition) {
            let Some(list) = policy.lists.get(id.0) else { continue };
            let file = policy.data.iter().find(|data| data.name == list.name);
            let Some(taken) = file.and_then(|file| file.taken).filter(|taken| *taken < began) else {
                continue;
            };
            self.problems.add(Lint::OlderList {
                list: list.name.clone(),
                rule: rule.name.clone(),
                taken: taken.to_string(),
                began: began.to_string(),
                span: self.name(list.span, 1),
                other: self.head(rule, version.span),
            });
        }
    }

    /// The lists that a condition asks for, through definitions too.
    fn lists_behind(&self, condition: &Expression) -> BTreeSet<ListId> {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![condition];
        while let Some(next) = open.pop() {
            let mut calls = Vec::new();
            next.walk(&mut |part| match &part.kind {
                ExpressionKind::NamedList(id) => {
                    found.insert(*id);
                }
                ExpressionKind::Call(id, _) => calls.push(*id),
                _ => {}
            });
            let fresh = calls.into_iter().filter(|id| seen.insert(*id));
            open.extend(fresh.filter_map(|id| Some(&self.policy.definitions.get(id.0)?.body)));
        }
        found
    }
}

fn statement(rule: &Rule) -> String {
    let bare = rule.name.contains(':');
    match rule.kind {
        RuleKind::Rule if bare => "this rule".to_owned(),
        RuleKind::Rule => format!("rule `{}`", rule.name),
        RuleKind::Exception => format!("exception `{}`", rule.name),
        RuleKind::Disapplication => format!("disapplication `{}`", rule.name),
    }
}
