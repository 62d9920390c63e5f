//! How rules depend on each other: targets that are there, no circle at any date, no endless depth.
//!
//! Whether a rule holds is asked in three steps, and each step is a node of the graph that must have
//! no circle: its *scope* (its condition, within its targets' reach), whether it is *applicable*
//! (not switched off), and whether it *holds* (no exception takes its place).

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Span;
use crate::typed::{Expression, ExpressionKind, Interval, Policy, Rule, RuleId, RuleKind, Version};
use crate::value::Date;

use super::Checker;
use super::error::CheckError;
use super::rules::{in_common, span_of_texts};
use super::time::say;

/// Chains of rules that depend on each other are followed by recursion when a case is decided.
const MAX_DEPTH: usize = 64;

impl Checker<'_> {
    /// Checks all relations between rules, and the `when`s of fields.
    pub(super) fn relations(&mut self, policy: &mut Policy) {
        self.targets_in_time(policy);
        self.prevailing(policy);
        self.circular_whens(policy);
        let graph = Graph::new(policy, None);
        match graph.walk() {
            Walk::Depth(depth, rule) if depth > 3 * MAX_DEPTH => {
                let span = policy.rules.get(rule).map_or(Span::default(), |rule| rule.span);
                self.problems.add(CheckError::TooManyLevels { limit: MAX_DEPTH, span });
            }
            Walk::Depth(..) => {}
            Walk::Circle(_) => self.circle_at_some_date(policy),
        }
    }

    /// A circle counts only if all its texts are in force on one day.
    fn circle_at_some_date(&mut self, policy: &Policy) {
        for day in days_of_change(policy) {
            if let Walk::Circle(rules) = Graph::new(policy, Some(day)).walk() {
                let named: Vec<&Rule> = rules.iter().filter_map(|index| policy.rules.get(*index)).collect();
                let names: Vec<&str> =
                    named.iter().chain(named.first()).map(|rule| rule.name.as_str()).collect();
                let span = named.first().map_or(Span::default(), |rule| rule.span);
                let other = named.get(1).map(|rule| rule.span);
                self.problems.add(CheckError::CircularRules { path: names.join(" → "), span, other });
                return;
            }
        }
    }

    /// An exception and its target must be in force together on some day.
    fn targets_in_time(&mut self, policy: &Policy) {
        for rule in &policy.rules {
            for version in &rule.versions {
                for target in version.targets.iter().filter_map(|id| policy.rules.get(id.0)) {
                    if !target.versions.is_empty()
                        && !in_common(std::slice::from_ref(version), &target.versions)
                    {
                        self.problems.add(CheckError::NeverTogether {
                            name: rule.name.clone(),
                            target: target.name.clone(),
                            span: self.names.head(version.span),
                            other: target.span,
                            when: say(&version.in_force),
                            target_when: say(&span_of_texts(&target.versions)),
                        });
                    }
                }
            }
        }
    }

    /// `prevails over` chooses between exceptions to one target.
    fn prevailing(&mut self, policy: &Policy) {
        for rule in &policy.rules {
            for version in &rule.versions {
                for other in version.prevails_over.iter().filter_map(|id| policy.rules.get(id.0)) {
                    let shared = other
                        .versions
                        .iter()
                        .any(|text| text.targets.iter().any(|id| version.targets.contains(id)));
                    if rule.kind != RuleKind::Exception || !shared {
                        let (name, other, span) =
                            (rule.name.clone(), other.name.clone(), self.names.head(version.span));
                        self.problems.add(CheckError::NothingToPrevail { name, other, span });
                    }
                }
            }
        }
    }

    /// A field's `when` may not lead back to the field.
    fn circular_whens(&mut self, policy: &Policy) {
        let count = policy.field_conditions.len();
        let asks: Vec<BTreeSet<usize>> =
            policy.field_conditions.iter().map(|condition| self.whens_of(policy, condition)).collect();
        for start in 0..count {
            let mut seen = BTreeSet::new();
            let mut open = asks.get(start).cloned().unwrap_or_default();
            while let Some(next) = open.pop_first() {
                if next == start {
                    let span = policy
                        .field_conditions
                        .get(start)
                        .map_or(Span::default(), |condition| condition.span);
                    self.problems.add(CheckError::CircularWhen { path: self.field_name(start), span });
                    return;
                }
                if seen.insert(next) {
                    open.extend(asks.get(next).into_iter().flatten());
                }
            }
        }
    }

    /// The conditional fields that an expression reads, in definitions that it calls too.
    fn whens_of(&self, policy: &Policy, expression: &Expression) -> BTreeSet<usize> {
        let (mut found, mut called) = (BTreeSet::new(), BTreeSet::new());
        let mut open = vec![expression];
        while let Some(next) = open.pop() {
            next.walk(&mut |part| match &part.kind {
                ExpressionKind::Field(_, record, slot) => {
                    let field = policy.schema.record(*record).and_then(|record| record.fields.get(*slot));
                    found.extend(field.and_then(|field| field.conditional));
                }
                ExpressionKind::Call(id, _) => {
                    called.insert(id.0);
                }
                _ => {}
            });
            while let Some(id) = called.pop_first() {
                if let Some(definition) = policy.definitions.get(id)
                    && !definition.recursive
                {
                    open.push(&definition.body);
                }
            }
        }
        found
    }

    fn field_name(&self, conditional: usize) -> String {
        let fields = self
            .schema
            .records
            .iter()
            .flat_map(|record| record.fields.iter().map(move |field| (record, field)));
        let found = fields.into_iter().find(|(_, field)| field.conditional == Some(conditional));
        found
            .map(|(record, field)| match record.name.as_str() {
                "facts" => field.name.clone(),
                name => format!("{name}.{}", field.name),
            })
            .unwrap_or_default()
    }
}

/// The days on which some text of a rule begins, and those after which one ends.
fn days_of_change(policy: &Policy) -> BTreeSet<Date> {
    let intervals = policy.rules.iter().flat_map(|rule| &rule.versions).map(|version| version.in_force);
    let mut days: BTreeSet<Date> = BTreeSet::from([Date::MIN]);
    for Interval { from, through } in intervals {
        days.extend(from);
        days.extend(through.and_then(|through| through.tomorrow().ok()));
    }
    days
}

/// Three nodes for each rule, each of which asks for the one before it: scope, applicable, holds.
struct Graph {
    nodes: usize,
    /// What a node asks for besides. Most rules stand alone.
    edges: BTreeMap<usize, Vec<usize>>,
}

/// What a walk through the graph finds.
enum Walk {
    /// The longest chain, and the rule at its start.
    Depth(usize, usize),
    /// Rules that form a circle.
    Circle(Vec<usize>),
}

impl Graph {
    /// The graph of all texts, or of those in force on a day.
    fn new(policy: &Policy, day: Option<Date>) -> Graph {
        let mut graph = Graph { nodes: 3 * policy.rules.len(), edges: BTreeMap::new() };
        for (index, rule) in policy.rules.iter().enumerate() {
            let texts = rule.versions.iter();
            for version in texts.filter(|version| day.is_none_or(|day| version.in_force.contains(day))) {
                graph.version(index, rule.kind, version);
            }
        }
        graph
    }

    fn version(&mut self, index: usize, kind: RuleKind, version: &Version) {
        version.condition.walk(&mut |part| {
            if let ExpressionKind::Applies(rules) = &part.kind {
                rules.iter().for_each(|rule| self.edge(scope(index), holds(rule.0)));
            }
        });
        for RuleId(target) in &version.targets {
            match kind {
                RuleKind::Rule => {}
                RuleKind::Exception => {
                    self.edge(scope(index), applicable(*target));
                    self.edge(holds(*target), holds(index));
                }
                RuleKind::Disapplication => {
                    self.edge(scope(index), scope(*target));
                    self.edge(applicable(*target), holds(index));
                }
            }
        }
        for RuleId(other) in &version.prevails_over {
            self.edge(holds(*other), holds(index));
        }
    }

    fn edge(&mut self, from: usize, to: usize) {
        self.edges.entry(from).or_default().push(to);
    }

    /// What a node asks for.
    fn below(&self, node: usize) -> impl Iterator<Item = usize> {
        let own = (node != scope(node / 3)).then(|| node.saturating_sub(1));
        own.into_iter().chain(self.edges.get(&node).into_iter().flatten().copied())
    }

    /// Goes through the graph without recursion, since it may be deep.
    fn walk(&self) -> Walk {
        let mut state = Depths { depth: vec![0; self.nodes], on_path: vec![false; self.nodes] };
        let mut longest = (0, 0);
        for start in 0..self.nodes {
            if let Some(circle) = self.walk_from(start, &mut state) {
                return Walk::Circle(circle);
            }
            longest = longest.max((state.depth(start), start / 3));
        }
        Walk::Depth(longest.0, longest.1)
    }

    fn walk_from(&self, start: usize, state: &mut Depths) -> Option<Vec<usize>> {
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            if state.depth(node) > 0 {
                path.pop();
                continue;
            }
            set(&mut state.on_path, node, true);
            let edge = self.below(node).nth(*next);
            *next += 1;
            match edge {
                Some(to) if state.on_path.get(to) == Some(&true) => return Some(circle(&path, to)),
                Some(to) => path.push((to, 0)),
                None => {
                    let depth = self.below(node).map(|to| state.depth(to)).max().unwrap_or_default();
                    set(&mut state.depth, node, depth.saturating_add(1));
                    set(&mut state.on_path, node, false);
                    path.pop();
                }
            }
        }
        None
    }
}

struct Depths {
    /// The longest chain below a node, itself counted; 0 where that is not known yet.
    depth: Vec<usize>,
    on_path: Vec<bool>,
}

impl Depths {
    fn depth(&self, node: usize) -> usize {
        self.depth.get(node).copied().unwrap_or_default()
    }
}

fn set<T>(list: &mut [T], index: usize, value: T) {
    if let Some(slot) = list.get_mut(index) {
        *slot = value;
    }
}

/// The rules on the path from a node to its end.
fn circle(path: &[(usize, usize)], to: usize) -> Vec<usize> {
    let mut rules: Vec<usize> =
        path.iter().skip_while(|(node, _)| *node != to).map(|(node, _)| node / 3).collect();
    rules.dedup();
    if rules.len() > 1 && rules.first() == rules.last() {
        rules.pop();
    }
    rules
}

fn scope(rule: usize) -> usize {
    3 * rule
}

fn applicable(rule: usize) -> usize {
    3 * rule + 1
}

fn holds(rule: usize) -> usize {
    3 * rule + 2
}
