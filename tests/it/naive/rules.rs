//! Which rules hold (CHOICES 1), what the verdict is (2), and what is owed.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use licit::schema::RecordId;
use licit::typed::{Citation, InstrumentId, Interruption, Interval, Policy, RuleId, RuleKind, Version};
use licit::value::{Date, Record, Value};

use super::expression::{due, rates};
use super::value::{Rates, Truth, and, not, or};
use super::{Outcome, Question, hollow_record};

/// One text of one rule.
pub type Node = (RuleId, usize);

/// A case under one combination of truth values for the unknown conditions.
pub struct Case<'a> {
    pub policy: &'a Policy,
    pub question: &'a Question,
    pub facts: Value,
    pub day: Option<Date>,
    pub rates: Rates,
    pub combination: BTreeMap<Node, bool>,
    /// An unknown condition that mattered and is not in the combination.
    pub wanted: Cell<Option<Node>>,
}

impl<'a> Case<'a> {
    pub fn new(
        policy: &'a Policy,
        facts: &Value,
        question: &'a Question,
        combination: BTreeMap<Node, bool>,
    ) -> Case<'a> {
        let wanted = Cell::new(None);
        let mut case = Case {
            policy,
            question,
            facts: facts.clone(),
            day: question.as_of,
            rates: Vec::new(),
            combination,
            wanted,
        };
        if case.day.is_none() {
            case.day = policy
                .governed_by
                .as_ref()
                .and_then(|slots| if let Value::Date(day) = at(facts, slots) { Some(day) } else { None });
        }
        case.rates = rates(&case);
        case.presume();
        case
    }

    /// Puts presumptions in the place of unknown facts. All are judged by the facts as given.
    fn presume(&mut self) {
        let used = self.policy.presumptions.iter().filter(|presumption| {
            let in_force = self.in_force(&presumption.in_force, None, self.instrument(&presumption.citation));
            matches!(at(&self.facts, &presumption.fact), Value::Unknown(_))
                && and([in_force, self.test(&presumption.condition)]) == Some(true)
        });
        let facts = used.fold(self.facts.clone(), |facts, presumption| {
            replaced(self.policy, &facts, RecordId::FACTS, &presumption.fact, &presumption.value)
        });
        self.facts = facts;
        self.rates = rates(self);
    }

    pub fn outcome(&self) -> Outcome {
        let holds = self
            .rules()
            .filter(|rule| self.rule_holds(*rule))
            .map(|rule| self.policy.rules[rule.0].name.clone());
        let holds: BTreeSet<String> = holds.collect();
        let mut outcome = Outcome {
            level: self.level(),
            holds,
            owed: BTreeSet::new(),
            perhaps_owed: BTreeSet::new(),
            due: BTreeMap::new(),
        };
        for duty in &self.policy.duties {
            let mut in_force = self.in_force(&duty.in_force, duty.issued, self.instrument(&duty.citation));
            for ground in &duty.also {
                let law = Some(ground.citation.instrument);
                in_force = or([in_force, self.in_force(&ground.in_force, ground.issued, law)]);
            }
            match and([in_force, self.test(&duty.condition)]) {
                Some(true) => {
                    outcome.owed.insert(duty.name.clone());
                    if let Some(deadline) = &duty.deadline {
                        outcome.due.insert(duty.name.clone(), due(self, deadline));
                    }
                }
                None => drop(outcome.perhaps_owed.insert(duty.name.clone())),
                Some(false) => {}
            }
        }
        outcome
    }

    /// The strictest verdict among rules and exceptions that hold.
    pub fn level(&self) -> usize {
        let holding = self.nodes().filter(|node| self.holds(*node));
        holding.filter_map(|node| self.version(node).verdict).max().unwrap_or(0)
    }

    /// Whether one of its texts holds.
    pub fn rule_holds(&self, rule: RuleId) -> bool {
        self.texts(rule).any(|node| self.holds(node))
    }

    fn holds(&self, node: Node) -> bool {
        let displaced = self.against(node.0, RuleKind::Exception).any(|exception| self.holds(exception));
        self.applicable(node) && !displaced && !self.rivals(node).any(|rival| self.holds(rival))
    }

    fn applicable(&self, node: Node) -> bool {
        self.in_scope(node)
            && !self.against(node.0, RuleKind::Disapplication).any(|switch| self.holds(switch))
    }

    /// In force, condition true, and for what depends on targets: one of them is there to depend on.
    fn in_scope(&self, node: Node) -> bool {
        let mut targets = self.version(node).targets.iter().flat_map(|target| self.texts(*target));
        self.own(node)
            && match self.policy.rules[node.0.0].kind {
                RuleKind::Rule => true,
                RuleKind::Exception => targets.any(|target| self.applicable(target)),
                RuleKind::Disapplication => targets.any(|target| self.in_scope(target)),
            }
    }

    /// In force and condition true. An unknown one is looked up in the combination, or asked for.
    fn own(&self, node: Node) -> bool {
        let version = self.version(node);
        let in_force = and([
            self.in_force(&version.in_force, version.issued, self.instrument(&version.citation)),
            not(self.interrupted(|interruption| interruption.rules.contains(&node.0))),
        ]);
        let own =
            if in_force == Some(false) { in_force } else { and([in_force, self.test(&version.condition)]) };
        own.unwrap_or_else(|| {
            let assumed = self.combination.get(&node).copied();
            if assumed.is_none() && self.wanted.get().is_none() {
                self.wanted.set(Some(node));
            }
            assumed.unwrap_or(false)
        })
    }

    fn version(&self, node: Node) -> &'a Version {
        &self.policy.rules[node.0.0].versions[node.1]
    }

    fn rules(&self) -> impl Iterator<Item = RuleId> + use<> {
        (0..self.policy.rules.len()).map(RuleId)
    }

    fn texts(&self, rule: RuleId) -> impl Iterator<Item = Node> + use<> {
        (0..self.policy.rules[rule.0].versions.len()).map(move |version| (rule, version))
    }

    fn nodes(&self) -> impl Iterator<Item = Node> {
        self.rules().flat_map(|rule| self.texts(rule))
    }

    /// Exceptions to a rule, or what switches it off.
    fn against(&self, rule: RuleId, kind: RuleKind) -> impl Iterator<Item = Node> {
        self.nodes().filter(move |node| {
            self.policy.rules[node.0.0].kind == kind && self.version(*node).targets.contains(&rule)
        })
    }

    /// Exceptions to a common target that prevail.
    fn rivals(&self, node: Node) -> impl Iterator<Item = Node> {
        let targets = &self.version(node).targets;
        self.nodes().filter(move |rival| {
            let rival = self.version(*rival);
            rival.prevails_over.contains(&node.0)
                && rival.targets.iter().any(|target| targets.contains(target))
        })
    }

    fn instrument(&self, citation: &Option<Citation>) -> Option<InstrumentId> {
        citation.as_ref().map(|citation| citation.instrument)
    }

    /// Whether something is in force on the day, written by `known_on`, and its instrument not interrupted.
    fn in_force(&self, interval: &Interval, issued: Option<Date>, instrument: Option<InstrumentId>) -> Truth {
        let written = self.written(issued, interval)
            && instrument.is_none_or(|id| {
                self.written(self.policy.instruments[id.0].issued, &self.policy.instruments[id.0].in_force)
            });
        let interrupted = self
            .interrupted(|interruption| instrument.is_some_and(|id| interruption.instruments.contains(&id)));
        and([Some(written), self.on_the_day(interval), not(interrupted)])
    }

    fn written(&self, issued: Option<Date>, interval: &Interval) -> bool {
        let since = issued.or(interval.from);
        self.question.known_on.is_none_or(|known_on| since.is_none_or(|since| since <= known_on))
    }

    fn interrupted(&self, concerns: impl Fn(&Interruption) -> bool) -> Truth {
        let written = |interruption: &&Interruption| self.written(interruption.issued, &interruption.period);
        or(self
            .policy
            .interruptions
            .iter()
            .filter(written)
            .filter(|interruption| concerns(interruption))
            .map(|interruption| {
                let condition =
                    interruption.condition.as_ref().map_or(Some(true), |condition| self.test(condition));
                let end = if interruption.repeal { None } else { interruption.period.through };
                and([self.on_the_day(&Interval { from: interruption.period.from, through: end }), condition])
            }))
    }

    fn on_the_day(&self, interval: &Interval) -> Truth {
        if interval.is_always() { Some(true) } else { self.day.map(|day| interval.contains(day)) }
    }
}

/// The fact at a path through records.
fn at(facts: &Value, slots: &[usize]) -> Value {
    slots.iter().fold(facts.clone(), |value, slot| match value {
        Value::Record(record) => record.fields[*slot].clone(),
        other => other,
    })
}

/// Facts in which the value at a path is another one; an unknown record on the way becomes one of which only that is known.
fn replaced(policy: &Policy, facts: &Value, id: RecordId, slots: &[usize], value: &Value) -> Value {
    let Some((slot, rest)) = slots.split_first() else {
        return value.clone();
    };
    let Value::Record(record) = facts_or_hollow(policy, facts, id) else { unreachable!() };
    let inner = match policy.schema.record(id).unwrap().fields[*slot].r#type {
        licit::schema::Type::Record(inner) => inner,
        _ => id,
    };
    let mut fields = record.fields.to_vec();
    fields[*slot] = replaced(policy, &fields[*slot], inner, rest, value);
    Value::Record(Record { place: record.place, fields: fields.into() })
}

fn facts_or_hollow(policy: &Policy, facts: &Value, id: RecordId) -> Value {
    if matches!(facts, Value::Record(_)) { facts.clone() } else { hollow_record(policy, id) }
}
