//! The outcome of a case: the range of the verdict, which rules hold and which duties are owed.
//!
//! Where the conditions of rules are unknown, those that hang together are tried both ways together
//! with their exceptions, so that "either the rule or its exception holds" counts as certain. Then
//! facts with few possible values are tried one by one.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::case::{Case, Overlay};
use crate::eval::decision::Truth;
use crate::eval::law::Law;
use crate::facts::Facts;
use crate::typed::{Duty, RuleId};

/// Unknown conditions that are tried together, at the most; beyond that Kleene's bounds are used.
pub(super) const MAX_TOGETHER: usize = 12;

/// What a policy says about a case, without reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Position in the scale of the mildest verdict that is possible.
    pub at_least: usize,
    /// Position in the scale of the strictest verdict that is possible.
    pub at_most: usize,
    /// For each rule of the policy whether it holds.
    pub rules: Vec<Truth>,
    /// For each duty whether it is owed.
    pub duties: Vec<Truth>,
}

impl Outcome {
    /// Whether nothing about it is open.
    pub fn is_certain(&self) -> bool {
        self.at_least == self.at_most && !self.duties.contains(&Truth::Unknown)
    }

    /// What is possible by two outcomes of one case.
    pub(super) fn and(self, other: Outcome) -> Outcome {
        let both = |one: Vec<Truth>, two: Vec<Truth>| {
            one.into_iter().zip(two).map(|(one, two)| if one == Truth::Unknown { two } else { one }).collect()
        };
        Outcome {
            at_least: self.at_least.max(other.at_least),
            at_most: self.at_most.min(other.at_most),
            rules: both(self.rules, other.rules),
            duties: both(self.duties, other.duties),
        }
    }

    /// What is possible if either of two outcomes is.
    pub fn or(self, other: Outcome) -> Outcome {
        let either = |one: Vec<Truth>, two: Vec<Truth>| {
            one.into_iter().zip(two).map(|(one, two)| if one == two { one } else { Truth::Unknown }).collect()
        };
        Outcome {
            at_least: self.at_least.min(other.at_least),
            at_most: self.at_most.max(other.at_most),
            rules: either(self.rules, other.rules),
            duties: either(self.duties, other.duties),
        }
    }
}

/// A group of nodes and duties that hang together and about which something is unknown.
#[derive(Clone, Debug, Default)]
pub(super) struct Cluster {
    pub nodes: Vec<usize>,
    pub duties: Vec<usize>,
    /// The strictest verdict that may come of it.
    pub at_most: usize,
    /// Whether its rules decide anything that is open.
    pub open: bool,
}

/// The outcome of a case, and the clusters about which something is unknown. At most so many unknown
/// conditions are tried together.
pub(super) fn of_case<'p>(
    law: Law<'p>,
    facts: &'p Facts,
    overlay: Overlay,
    together: usize,
) -> (Outcome, Case<'p>, Vec<Cluster>) {
    let mut case = Case::new(law, facts, overlay);
    let mut outcome = plain(&mut case);
    let mut clusters = clusters(&mut case, &outcome);
    let mut lows = vec![surely(&mut case, &clusters)];
    let mut highs = lows.clone();
    for cluster in &mut clusters {
        let (low, high) = try_together(&mut case, cluster, &mut outcome, together);
        cluster.at_most = high;
        lows.push(low);
        highs.push(high);
    }
    outcome.at_least = lows.into_iter().max().unwrap_or_default();
    outcome.at_most = highs.into_iter().max().unwrap_or_default();
    let (low, high) = (outcome.at_least, outcome.at_most);
    for cluster in &mut clusters {
        let duties = cluster.duties.iter().any(|duty| outcome.duties.get(*duty) == Some(&Truth::Unknown));
        cluster.open = duties || (low != high && cluster.at_most > low);
    }
    (outcome, case, clusters)
}

/// Kleene's outcome: each rule and duty by itself.
fn plain(case: &mut Case<'_>) -> Outcome {
    let policy = case.law.policy();
    let rules = (0..policy.rules.len()).map(|rule| case.rule_holds(RuleId(rule))).collect();
    let duties = (0..policy.duties.len()).map(|duty| duty_owed(case, duty)).collect();
    let (at_least, at_most) = levels(case, &(0..case.nodes.len()).collect::<Vec<_>>());
    Outcome { at_least, at_most, rules, duties }
}

/// Whether a duty is owed.
pub(super) fn duty_owed(case: &mut Case<'_>, index: usize) -> Truth {
    let Some(duty) = case.law.policy().duties.get(index) else { return Truth::No };
    let in_force = duty_in_force(&case.law, duty);
    if in_force == Truth::No {
        return Truth::No;
    }
    case.steps = 0;
    super::law::and(in_force, case.truth(&duty.condition, &mut Vec::new()))
}

/// Whether a duty is in force.
pub(super) fn duty_in_force(law: &Law<'_>, duty: &Duty) -> Truth {
    law.duty(duty)
}

/// The strictest verdict that surely holds and the strictest that may hold, among some nodes.
fn levels(case: &mut Case<'_>, nodes: &[usize]) -> (usize, usize) {
    let (mut low, mut high) = (0, 0);
    for node in nodes {
        let level = case.nodes.get(*node).and_then(|node| node.version.verdict).unwrap_or_default();
        match case.holds(*node) {
            Truth::Yes => (low, high) = (low.max(level), high.max(level)),
            Truth::Unknown => high = high.max(level),
            Truth::No => {}
        }
    }
    (low, high)
}

/// The strictest verdict of the nodes that are in no cluster: they surely hold or do not.
fn surely(case: &mut Case<'_>, clusters: &[Cluster]) -> usize {
    let clustered: BTreeSet<usize> =
        clusters.iter().flat_map(|cluster| cluster.nodes.iter().copied()).collect();
    let nodes: Vec<usize> = (0..case.nodes.len()).filter(|node| !clustered.contains(node)).collect();
    levels(case, &nodes).0
}

/// Groups what is uncertain: related nodes and duties are in one cluster.
fn clusters(case: &mut Case<'_>, outcome: &Outcome) -> Vec<Cluster> {
    let count = case.nodes.len();
    let uncertain: Vec<bool> = (0..count)
        .map(|node| {
            [case.own(node), case.scope(node), case.applicable(node), case.holds(node)]
                .contains(&Truth::Unknown)
        })
        .collect();
    let duty_uncertain: Vec<bool> = outcome.duties.iter().map(|truth| *truth == Truth::Unknown).collect();
    if !uncertain.contains(&true) && !duty_uncertain.contains(&true) {
        return Vec::new();
    }
    let mut union = Union::new(count + duty_uncertain.len() + case.law.policy().rules.len());
    let is = |list: &[bool], index: usize| list.get(index) == Some(&true);
    let rule = |rule: RuleId| count + duty_uncertain.len() + rule.0;
    for node in (0..count).filter(|node| is(&uncertain, *node)) {
        case.related(node)
            .into_iter()
            .filter(|other| is(&uncertain, *other))
            .for_each(|other| union.join(node, other));
        // Exceptions to one target compete with each other, and texts of one rule speak for it together: they meet
        // at the number of the rule.
        let Some(found) = case.nodes.get(node) else { continue };
        union.join(node, rule(found.rule));
        found.version.targets.iter().for_each(|target| union.join(node, rule(*target)));
    }
    for duty in (0..duty_uncertain.len()).filter(|duty| is(&duty_uncertain, *duty)) {
        let asked = case.law.program.duty_applies(duty).iter().flat_map(|rule| case.texts(*rule).to_vec());
        asked
            .collect::<Vec<_>>()
            .into_iter()
            .filter(|node| is(&uncertain, *node))
            .for_each(|node| union.join(count + duty, node));
    }
    let mut clusters: BTreeMap<usize, Cluster> = BTreeMap::new();
    for node in (0..count).filter(|node| is(&uncertain, *node)) {
        clusters.entry(union.root(node)).or_default().nodes.push(node);
    }
    for duty in (0..duty_uncertain.len()).filter(|duty| is(&duty_uncertain, *duty)) {
        clusters.entry(union.root(count + duty)).or_default().duties.push(duty);
    }
    clusters.into_values().collect()
}

/// What came of trying: verdict levels, and for each node and duty what it was in all tries.
#[derive(Clone, Debug, Default)]
struct Tried {
    low: Option<usize>,
    high: usize,
    nodes: Vec<Option<Truth>>,
    duties: Vec<Option<Truth>>,
}

/// Tries the unknown conditions of a cluster both ways; gives the range of its verdict.
fn try_together(
    case: &mut Case<'_>,
    cluster: &Cluster,
    outcome: &mut Outcome,
    together: usize,
) -> (usize, usize) {
    let unknown = cluster.nodes.iter().filter(|node| case.own(**node) == Truth::Unknown).count();
    if unknown > together {
        return levels(case, &cluster.nodes);
    }
    let mut tried = Tried {
        nodes: vec![None; cluster.nodes.len()],
        duties: vec![None; cluster.duties.len()],
        ..Tried::default()
    };
    explore(case, cluster, &mut tried);
    case.forget(&cluster.nodes);
    settle(case, cluster, &tried, outcome);
    (tried.low.unwrap_or_default(), tried.high)
}

/// One unknown condition both ways, and so on until none is left.
fn explore(case: &mut Case<'_>, cluster: &Cluster, tried: &mut Tried) {
    case.forget(&cluster.nodes);
    let open: Vec<usize> =
        cluster.nodes.iter().copied().filter(|node| case.own(*node) == Truth::Unknown).collect();
    let asks = |case: &Case<'_>, node: usize| {
        case.nodes.get(node).is_some_and(|node| !case.law.program.applies(node.rule, node.text).is_empty())
    };
    let next = open.iter().copied().find(|node| !asks(case, *node)).or_else(|| open.first().copied());
    let Some(node) = next else { return leaf(case, cluster, tried) };
    for truth in [Truth::Yes, Truth::No] {
        assume(case, node, Some(truth));
        explore(case, cluster, tried);
    }
    assume(case, node, None);
}

fn assume(case: &mut Case<'_>, node: usize, truth: Option<Truth>) {
    if let Some(slot) = case.assumed.get_mut(node) {
        *slot = truth;
    }
}

fn leaf(case: &mut Case<'_>, cluster: &Cluster, tried: &mut Tried) {
    case.forget(&cluster.nodes);
    let (low, high) = levels(case, &cluster.nodes);
    tried.low = Some(tried.low.map_or(low, |before| before.min(low)));
    tried.high = tried.high.max(high);
    for (position, node) in cluster.nodes.iter().enumerate() {
        let truth = case.holds(*node);
        merge(tried.nodes.get_mut(position), truth);
    }
    for (position, duty) in cluster.duties.iter().enumerate() {
        let truth = duty_owed(case, *duty);
        merge(tried.duties.get_mut(position), truth);
    }
}

fn merge(slot: Option<&mut Option<Truth>>, truth: Truth) {
    if let Some(slot) = slot {
        *slot = Some(match slot {
            None => truth,
            Some(before) if *before == truth => truth,
            Some(_) => Truth::Unknown,
        });
    }
}

/// Writes what was the same in all tries into the outcome.
fn settle(case: &Case<'_>, cluster: &Cluster, tried: &Tried, outcome: &mut Outcome) {
    let mut by_rule: BTreeMap<usize, Truth> = BTreeMap::new();
    for (node, truth) in cluster.nodes.iter().zip(&tried.nodes) {
        let (Some(node), Some(truth)) = (case.nodes.get(*node), truth) else { continue };
        let before = by_rule.get(&node.rule.0).copied().unwrap_or(Truth::No);
        by_rule.insert(node.rule.0, super::law::or(before, *truth));
    }
    for (rule, truth) in by_rule {
        if let Some(slot) = outcome.rules.get_mut(rule)
            && *slot == Truth::Unknown
        {
            *slot = truth;
        }
    }
    for (duty, truth) in cluster.duties.iter().zip(&tried.duties) {
        if let (Some(slot), Some(truth)) = (outcome.duties.get_mut(*duty), truth) {
            *slot = *truth;
        }
    }
}

/// Which of some things belong together.
struct Union(Vec<usize>);

impl Union {
    fn new(count: usize) -> Union {
        Union((0..count).collect())
    }

    fn root(&self, mut index: usize) -> usize {
        while let Some(parent) = self.0.get(index)
            && *parent != index
        {
            index = *parent;
        }
        index
    }

    fn join(&mut self, one: usize, two: usize) {
        let (one, two) = (self.root(one), self.root(two));
        if let Some(parent) = self.0.get_mut(one.max(two)) {
            *parent = one.min(two);
        }
    }
}
