//! A case under the law of a day: which rules hold.
//!
//! Every text of a rule that is or may be in force is a *node*. Whether it holds is asked in steps,
//! each remembered: *own* (in force, and its condition), *scope* (own, and for an exception or
//! disapplication within its targets' reach), *applicable* (not switched off), *holds* (no exception
//! takes its place and none prevails over it).

use std::collections::BTreeMap;

use crate::eval::decision::Truth;
use crate::eval::law::{Law, and, not, or};
use crate::eval::probe::Watch;
use crate::eval::trace::{Seen, Trace};
use crate::facts::Facts;
use crate::typed::{DefinitionId, RuleId, RuleKind, Version};
use crate::value::Value;

/// A fact taken to be something while others are tried or presumed: place, slot and value.
pub(super) type Overlay = Vec<(u32, usize, Value)>;

/// A text of a rule that is or may be in force.
#[derive(Clone, Debug)]
pub(super) struct Node<'p> {
    pub rule: RuleId,
    /// Which of the rule's texts.
    pub text: usize,
    pub kind: RuleKind,
    pub version: &'p Version,
    pub in_force: Truth,
}

/// What has been found out about a node.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    own: Option<Truth>,
    scope: Option<Truth>,
    applicable: Option<Truth>,
    holds: Option<Truth>,
}

/// Who refers to a rule: nodes, by kind of reference.
#[derive(Clone, Debug, Default)]
struct Referring {
    texts: Vec<usize>,
    exceptions: Vec<usize>,
    disapplications: Vec<usize>,
    prevailing: Vec<usize>,
}

/// What a definition came to.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub value: Value,
    /// What was seen on the way.
    pub seen: Vec<Seen>,
    /// How many steps it took.
    pub steps: u64,
}

/// Facts under the law of a day.
pub(super) struct Case<'p> {
    pub law: Law<'p>,
    pub facts: &'p Facts,
    pub overlay: Overlay,
    pub trace: Trace,
    pub steps: u64,
    pub nodes: Vec<Node<'p>>,
    referring: Vec<Referring>,
    found: Vec<Found>,
    /// Truths of `own` that are tried out.
    pub assumed: Vec<Option<Truth>>,
    /// Definitions that are being worked out.
    pub calls: Vec<DefinitionId>,
    /// What definitions without arguments came to.
    pub kept: BTreeMap<DefinitionId, Kept>,
    /// What conditions come to, kept only where it is asked for; then no part of one is left out.
    pub watch: Option<Watch>,
}

impl<'p> Case<'p> {
    /// A case; nothing is evaluated yet.
    pub fn new(law: Law<'p>, facts: &'p Facts, overlay: Overlay) -> Case<'p> {
        let policy = law.policy();
        let mut nodes = Vec::new();
        let mut referring = vec![Referring::default(); policy.rules.len()];
        for (index, rule) in policy.rules.iter().enumerate() {
            let id = RuleId(index);
            for (text, version) in rule.versions.iter().enumerate() {
                let in_force = law.text(id, version);
                if in_force == Truth::No {
                    continue;
                }
                let node = Node { rule: id, text, kind: rule.kind, version, in_force };
                refer(&mut referring, nodes.len(), &node);
                nodes.push(node);
            }
        }
        let (found, assumed) = (vec![Found::default(); nodes.len()], vec![None; nodes.len()]);
        let trace = Trace::default();
        Case {
            law,
            facts,
            overlay,
            trace,
            steps: 0,
            nodes,
            referring,
            found,
            assumed,
            calls: Vec::new(),
            kept: BTreeMap::new(),
            watch: None,
        }
    }

    /// The value that is tried or presumed for an unknown fact, or the unknown itself.
    pub fn overlaid(&self, place: u32, slot: usize, unknown: Value) -> Value {
        let found = self.overlay.iter().find(|(at, field, _)| *at == place && *field == slot);
        found.map_or(unknown, |(_, _, value)| value.clone())
    }

    /// Forgets what was found out about some nodes, because something else is tried. What a condition
    /// comes to is kept, unless it asks for other rules.
    pub fn forget(&mut self, nodes: &[usize]) {
        for node in nodes {
            let asks = self
                .nodes
                .get(*node)
                .is_some_and(|node| !self.law.program.applies(node.rule, node.text).is_empty());
            if let Some(found) = self.found.get_mut(*node) {
                *found = Found { own: found.own.filter(|_| !asks), ..Found::default() };
            }
        }
    }

    /// Whether some text of a rule holds.
    pub fn rule_holds(&mut self, rule: RuleId) -> Truth {
        self.some(rule, |referring| &referring.texts, Case::holds)
    }

    /// In force, and its condition true.
    pub fn own(&mut self, index: usize) -> Truth {
        if let Some(truth) = self.assumed.get(index).copied().flatten() {
            return truth;
        }
        if let Some(truth) = self.found.get(index).and_then(|found| found.own) {
            return truth;
        }
        let Some(node) = self.nodes.get(index) else { return Truth::No };
        let (in_force, condition) = (node.in_force, &node.version.condition);
        self.steps = 0;
        let truth = and(in_force, self.quietly(|case| case.truth(condition, &mut Vec::new())));
        self.remember(index, |found| found.own = Some(truth));
        truth
    }

    /// Own, and some target within reach.
    pub fn scope(&mut self, index: usize) -> Truth {
        if let Some(truth) = self.found.get(index).and_then(|found| found.scope) {
            return truth;
        }
        let own = self.own(index);
        let Some(node) = self.nodes.get(index) else { return Truth::No };
        let (kind, version) = (node.kind, node.version);
        let reach = match kind {
            _ if own == Truth::No => Truth::No,
            RuleKind::Rule => Truth::Yes,
            RuleKind::Exception => self.some_target(version, Case::applicable),
            RuleKind::Disapplication => self.some_target(version, Case::scope),
        };
        let truth = and(own, reach);
        self.remember(index, |found| found.scope = Some(truth));
        truth
    }

    /// Within scope and not switched off.
    pub fn applicable(&mut self, index: usize) -> Truth {
        if let Some(truth) = self.found.get(index).and_then(|found| found.applicable) {
            return truth;
        }
        let scope = self.scope(index);
        let rule = self.nodes.get(index).map(|node| node.rule);
        let off = match rule {
            Some(rule) if scope != Truth::No => {
                self.some(rule, |referring| &referring.disapplications, Case::holds)
            }
            Some(_) | None => Truth::No,
        };
        let truth = and(scope, not(off));
        self.remember(index, |found| found.applicable = Some(truth));
        truth
    }

    /// Applicable, and nothing in its place.
    pub fn holds(&mut self, index: usize) -> Truth {
        if let Some(truth) = self.found.get(index).and_then(|found| found.holds) {
            return truth;
        }
        let applicable = self.applicable(index);
        let rule = self.nodes.get(index).map(|node| node.rule);
        let displaced = match rule {
            Some(rule) if applicable != Truth::No => {
                let excepted = self.some(rule, |referring| &referring.exceptions, Case::holds);
                or(excepted, self.some(rule, |referring| &referring.prevailing, Case::holds))
            }
            Some(_) | None => Truth::No,
        };
        let truth = and(applicable, not(displaced));
        self.remember(index, |found| found.holds = Some(truth));
        truth
    }

    /// Names of exceptions that displace a node, and of what switches it off.
    pub fn displacing(&mut self, index: usize) -> (Vec<String>, Vec<String>) {
        let Some(rule) = self.nodes.get(index).map(|node| node.rule) else { return Default::default() };
        let referring = self.referring.get(rule.0).cloned().unwrap_or_default();
        let exceptions = referring.exceptions.into_iter().chain(referring.prevailing);
        (self.holding(exceptions), self.holding(referring.disapplications.into_iter()))
    }

    fn holding(&mut self, nodes: impl Iterator<Item = usize>) -> Vec<String> {
        let nodes: Vec<usize> = nodes.filter(|node| self.holds(*node) == Truth::Yes).collect();
        let rules: Vec<RuleId> =
            nodes.into_iter().filter_map(|node| Some(self.nodes.get(node)?.rule)).collect();
        let names = rules.iter().filter_map(|rule| self.law.policy().rules.get(rule.0));
        let mut names: Vec<String> = names.map(|rule| rule.name.clone()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Nodes on which a node depends.
    pub fn related(&self, index: usize) -> Vec<usize> {
        let Some(node) = self.nodes.get(index) else { return Vec::new() };
        let asked = self.law.program.applies(node.rule, node.text);
        let named = node.version.targets.iter().chain(&node.version.prevails_over).chain(asked);
        let by_rule =
            |rule: &RuleId| self.referring.get(rule.0).map(|found| found.texts.clone()).unwrap_or_default();
        named.flat_map(by_rule).collect()
    }

    /// The texts of a rule that are or may be in force.
    pub fn texts(&self, rule: RuleId) -> &[usize] {
        self.referring.get(rule.0).map_or(&[], |found| found.texts.as_slice())
    }

    fn some_target(&mut self, version: &Version, step: fn(&mut Case<'p>, usize) -> Truth) -> Truth {
        let mut truth = Truth::No;
        for target in &version.targets {
            truth = or(truth, self.some(*target, |referring| &referring.texts, step));
        }
        truth
    }

    /// Whether a step is true of some node that refers to a rule.
    fn some(
        &mut self,
        rule: RuleId,
        pick: fn(&Referring) -> &Vec<usize>,
        step: fn(&mut Case<'p>, usize) -> Truth,
    ) -> Truth {
        let count = self.referring.get(rule.0).map_or(0, |referring| pick(referring).len());
        let mut truth = Truth::No;
        for position in 0..count {
            let node =
                self.referring.get(rule.0).and_then(|referring| pick(referring).get(position)).copied();
            truth = or(truth, node.map_or(Truth::No, |node| step(self, node)));
            if truth == Truth::Yes {
                break;
            }
        }
        truth
    }

    /// Evaluates something whose reading is nobody's business but its own.
    fn quietly<T>(&mut self, work: impl FnOnce(&mut Case<'p>) -> T) -> T {
        let (trace, calls) = (std::mem::take(&mut self.trace), std::mem::take(&mut self.calls));
        let result = work(self);
        (self.trace, self.calls) = (trace, calls);
        result
    }

    fn remember(&mut self, index: usize, set: impl FnOnce(&mut Found)) {
        if let Some(found) = self.found.get_mut(index) {
            set(found);
        }
    }
}

fn refer(referring: &mut [Referring], index: usize, node: &Node<'_>) {
    let mut at = |rule: &RuleId, pick: fn(&mut Referring) -> &mut Vec<usize>| {
        if let Some(found) = referring.get_mut(rule.0) {
            pick(found).push(index);
        }
    };
    at(&node.rule, |found| &mut found.texts);
    for target in &node.version.targets {
        match node.kind {
            RuleKind::Rule => {}
            RuleKind::Exception => at(target, |found| &mut found.exceptions),
            RuleKind::Disapplication => at(target, |found| &mut found.disapplications),
        }
    }
    for other in &node.version.prevails_over {
        at(other, |found| &mut found.prevailing);
    }
}
