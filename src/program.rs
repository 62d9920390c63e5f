//! A checked policy made ready to decide cases: with everything looked up beforehand that does not
//! depend on a case. Making it cannot fail.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::schema::{RecordId, Type};
use crate::source::Sources;
use crate::typed::{DefinitionId, Expression, ExpressionKind, Policy, RuleId};

/// A policy that decides. Cheap to clone and to share between threads.
#[derive(Clone, Debug)]
pub struct Program {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    policy: Policy,
    sources: Sources,
    rates: Option<usize>,
    /// By rule and text, for those that ask.
    applies: BTreeMap<(RuleId, usize), Vec<RuleId>>,
    duty_applies: Vec<Vec<RuleId>>,
    /// The definitions that ask whether rules hold.
    asking: BTreeSet<DefinitionId>,
    asked_whether_determinable: BTreeSet<(RecordId, usize)>,
    dated: bool,
}

impl Program {
    /// Makes a policy ready. The sources are those that its spans point into.
    pub fn new(policy: Policy, sources: Sources) -> Program {
        let applies = applies(&policy);
        let duty_applies = policy.duties.iter().map(|duty| asked(&policy, &duty.condition)).collect();
        let asking = asking(&policy);
        let rates = rates(&policy);
        let asked_whether_determinable = asked_whether_determinable(&policy);
        let dated = dated(&policy);
        let inner = Inner {
            policy,
            sources,
            rates,
            applies,
            duty_applies,
            asking,
            asked_whether_determinable,
            dated,
        };
        Program { inner: Arc::new(inner) }
    }

    /// Whether the policy asks of a field whether it can be determined: then its value alone does not
    /// say all that matters.
    pub fn asks_whether_determinable(&self, record: RecordId, slot: usize) -> bool {
        self.inner.asked_whether_determinable.contains(&(record, slot))
    }

    /// Whether anything in the policy depends on the day that picks the law.
    pub fn is_dated(&self) -> bool {
        self.inner.dated
    }

    /// The typed policy.
    pub fn policy(&self) -> &Policy {
        &self.inner.policy
    }

    /// The texts that it was made of.
    pub fn sources(&self) -> &Sources {
        &self.inner.sources
    }

    /// The fact that gives exchange rates.
    pub fn rates(&self) -> Option<usize> {
        self.inner.rates
    }

    /// The rules that a text of a rule asks for with `applies`, in definitions too.
    pub fn applies(&self, rule: RuleId, text: usize) -> &[RuleId] {
        self.inner.applies.get(&(rule, text)).map_or(&[], Vec::as_slice)
    }

    /// Whether what a definition comes to depends on which rules hold.
    pub fn asks_rules(&self, definition: DefinitionId) -> bool {
        self.inner.asking.contains(&definition)
    }

    /// The rules that a duty asks for.
    pub fn duty_applies(&self, duty: usize) -> &[RuleId] {
        self.inner.duty_applies.get(duty).map_or(&[], Vec::as_slice)
    }
}

/// The definitions that ask whether rules hold, themselves or by others.
fn asking(policy: &Policy) -> BTreeSet<DefinitionId> {
    let all = policy.definitions.iter().enumerate();
    let asking = all.filter(|(_, definition)| !asked(policy, &definition.body).is_empty());
    asking.map(|(id, _)| DefinitionId(id)).collect()
}

/// What each text of each rule asks for.
fn applies(policy: &Policy) -> BTreeMap<(RuleId, usize), Vec<RuleId>> {
    let texts = policy.rules.iter().enumerate().flat_map(|(rule, stated)| {
        stated.versions.iter().enumerate().map(move |(text, version)| ((RuleId(rule), text), version))
    });
    let asking = texts.map(|(key, version)| (key, asked(policy, &version.condition)));
    asking.filter(|(_, rules)| !rules.is_empty()).collect()
}

/// Whether something is not the same on every day.
fn dated(policy: &Policy) -> bool {
    let rules = policy.rules.iter().flat_map(|rule| &rule.versions).map(|version| &version.in_force);
    let grounds = policy.duties.iter().flat_map(|duty| &duty.also).map(|ground| &ground.in_force);
    let duties = policy.duties.iter().map(|duty| &duty.in_force).chain(grounds);
    let presumptions = policy.presumptions.iter().map(|presumption| &presumption.in_force);
    let members = policy.lists.iter().flat_map(|list| &list.items).map(|(_, days)| days);
    let values = policy.parameters.iter().flat_map(|parameter| &parameter.values).map(|(days, _)| days);
    let mut days = rules.chain(duties).chain(presumptions).chain(members).chain(values);
    let asks = |expression: &Expression| {
        let mut found = false;
        expression.walk(&mut |part| found |= matches!(part.kind, ExpressionKind::AsOf));
        found
    };
    !policy.interruptions.is_empty() || days.any(|days| !days.is_always()) || policy.expressions().any(asks)
}

/// The fact that is a list of exchange rates.
fn rates(policy: &Policy) -> Option<usize> {
    let wanted = Type::List(Box::new(Type::Record(RecordId(1))));
    policy.schema.facts()?.fields.iter().position(|field| field.r#type == wanted)
}

/// The rules whose holding an expression asks for, through definitions and conditions of fields.
fn asked(policy: &Policy, expression: &Expression) -> Vec<RuleId> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![expression];
    while let Some(next) = open.pop() {
        let mut calls = Vec::new();
        next.walk(&mut |part| match &part.kind {
            ExpressionKind::Applies(rules) => found.extend(rules.iter().copied()),
            ExpressionKind::Call(id, _) => calls.push(id.0),
            _ => {}
        });
        for id in calls {
            if seen.insert(id)
                && let Some(definition) = policy.definitions.get(id)
            {
                open.push(&definition.body);
            }
        }
    }
    found.into_iter().collect()
}

/// The fields of which some expression asks whether they can be determined.
fn asked_whether_determinable(policy: &Policy) -> BTreeSet<(RecordId, usize)> {
    let mut found = BTreeSet::new();
    for expression in policy.expressions() {
        expression.walk(&mut |part| {
            if let ExpressionKind::CannotBeDetermined(of) = &part.kind {
                of.walk(&mut |inner| {
                    if let ExpressionKind::Field(_, record, slot) = &inner.kind {
                        found.insert((*record, *slot));
                    }
                });
            }
        });
    }
    found
}
