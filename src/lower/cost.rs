//! How many rows a case may have so that the evaluator surely finishes each condition.
//!
//! The evaluator gives up on a condition after so many steps, and then calls it unknown. Here nothing is
//! counted; so a case is decided here only where the evaluator would not have given up. The bound: steps are
//! at most `weight × depth^p × (1 + rows)^d`, where `d` counts loops inside each other. A loop over a list
//! that hangs on the element of another loop adds nothing to `d`, since the lists of all elements together
//! have no more rows than there are; a definition that calls itself once, on such an element, visits every row
//! at most as often as lists nest.

use std::collections::{BTreeMap, HashMap};

use crate::schema::{RecordId, Type};
use crate::typed::{Comparison, DefinitionId, Each, Expression, ExpressionKind, Policy};
use crate::value::Value;

/// Steps of the evaluator for one condition, with some to spare.
const MOST_STEPS: u64 = 1_500_000;

/// How deep lists nest in facts that can be read.
const DEEPEST: u64 = 32;

/// What a loop's list hangs on: the facts, or a local.
type Root = Option<usize>;

/// What an expression costs.
#[derive(Clone, Debug, Default)]
pub(super) struct Cost {
    weight: u64,
    depths: u32,
    /// Loops inside each other, by what their lists hang on.
    loops: BTreeMap<Root, u32>,
}

/// The costs of definitions; nothing for those without a bound.
#[derive(Debug, Default)]
pub(super) struct Costs {
    /// The answer for each reading: what is written for another one is never evaluated.
    readings: Vec<u32>,
    known: HashMap<DefinitionId, Option<Cost>>,
    open: Vec<DefinitionId>,
    conditions: usize,
}

impl Cost {
    fn one() -> Cost {
        Cost { weight: 1, ..Cost::default() }
    }

    fn and(mut self, other: Cost) -> Cost {
        self.weight = self.weight.saturating_add(other.weight);
        self.depths = self.depths.max(other.depths);
        for (root, loops) in other.loops {
            let found = self.loops.entry(root).or_default();
            *found = loops.max(*found);
        }
        self
    }

    /// What hangs on some locals hangs on other things.
    fn moved(self, to: impl Fn(usize) -> Option<Root>) -> Cost {
        let mut loops: BTreeMap<Root, u32> = BTreeMap::new();
        for (root, count) in self.loops {
            let Some(root) = root.map_or(Some(None), &to) else { continue };
            let found = loops.entry(root).or_default();
            *found = found.saturating_add(count);
        }
        Cost { loops, ..self }
    }

    fn steps(&self, rows: u64) -> u64 {
        let loops = self.loops.values().fold(0_u32, |sum, loops| sum.saturating_add(*loops));
        let rows = rows.saturating_add(1);
        self.weight
            .saturating_mul(rows.min(DEEPEST).saturating_pow(self.depths))
            .saturating_mul(rows.saturating_pow(loops))
    }

    /// The most rows, up to a number of them, of which it is certain that the evaluator finishes.
    pub fn most_rows(&self, up_to: usize) -> usize {
        let steps = |rows: usize| self.steps(u64::try_from(rows).unwrap_or(u64::MAX));
        if steps(up_to) <= MOST_STEPS {
            return up_to;
        }
        let (mut enough, mut too_many) = (0, up_to);
        while enough < too_many.saturating_sub(1) {
            let middle = usize::midpoint(enough, too_many);
            if steps(middle) <= MOST_STEPS { enough = middle } else { too_many = middle }
        }
        enough
    }
}

impl Costs {
    /// Costs under these answers.
    pub fn under(readings: &[u32]) -> Costs {
        Costs { readings: readings.to_vec(), ..Costs::default() }
    }

    /// What a condition costs; nothing where there is no bound.
    pub fn of(&mut self, policy: &Policy, expression: &Expression) -> Option<Cost> {
        self.expression(policy, expression)
    }

    fn expression(&mut self, policy: &Policy, expression: &Expression) -> Option<Cost> {
        match &expression.kind {
            ExpressionKind::Quantified(_, each, body) => self.loops(policy, each, body.as_deref()),
            ExpressionKind::Aggregate(_, each, value, _) => self.loops(policy, each, Some(value)),
            ExpressionKind::Call(id, arguments) => {
                let mut cost = self.parts(policy, expression)?;
                let found = self.definition(policy, *id)?;
                let roots: Vec<Option<Root>> = arguments.iter().map(root).collect();
                cost = cost.and(found.moved(|local| roots.get(local).copied().unwrap_or(Some(None))));
                Some(cost)
            }
            ExpressionKind::Field(of, record, slot) => {
                let cost = Cost::one().and(self.expression(policy, of)?);
                let Some(condition) = condition(policy, *record, *slot) else { return Some(cost) };
                self.conditions = self.conditions.saturating_add(1);
                let found = if self.conditions > 16 { None } else { self.expression(policy, condition) };
                self.conditions = self.conditions.saturating_sub(1);
                let on = root(of);
                Some(cost.and(found?.moved(|_| on)))
            }
            ExpressionKind::Parameter(id, _) => {
                let mut cost = self.parts(policy, expression)?;
                for (_, value) in &policy.parameters.get(id.0)?.values {
                    cost = cost.and(self.expression(policy, value)?);
                }
                Some(cost)
            }
            ExpressionKind::Literal(_) | ExpressionKind::Facts | ExpressionKind::Local(_) => {
                Some(Cost::one())
            }
            ExpressionKind::And(parts) | ExpressionKind::Or(parts) => {
                let mut parts = parts.iter().map(|part| self.expression(policy, part));
                parts.try_fold(Cost::one(), |sum, part| Some(sum.and(part?)))
            }
            ExpressionKind::Compare(_, left, right) => {
                let left = self.expression(policy, left)?;
                Some(Cost::one().and(left).and(self.expression(policy, right)?))
            }
            _ => self.parts(policy, expression),
        }
    }

    fn parts(&mut self, policy: &Policy, expression: &Expression) -> Option<Cost> {
        let parts = self.evaluated(expression).into_iter();
        parts
            .map(|part| self.expression(policy, part))
            .try_fold(Cost::one(), |sum, part| Some(sum.and(part?)))
    }

    /// The parts of an expression that may be evaluated: all but the branch for another answer to a reading.
    fn evaluated<'e>(&self, expression: &'e Expression) -> Vec<&'e Expression> {
        if let ExpressionKind::If(condition, yes, no) = &expression.kind
            && let Some(holds) = self.answered(condition)
        {
            return vec![condition, if holds { yes } else { no }];
        }
        expression.parts()
    }

    /// Whether `reading == answer` holds; nothing for other conditions.
    fn answered(&self, condition: &Expression) -> Option<bool> {
        let ExpressionKind::Compare(operator, left, right) = &condition.kind else { return None };
        let answer = |side: &Expression| match &side.kind {
            ExpressionKind::Reading(id) => self.readings.get(id.0).copied(),
            ExpressionKind::Literal(Value::Choice(answer)) => Some(*answer),
            _ => None,
        };
        let same = answer(left)? == answer(right)?;
        match operator {
            Comparison::Equal => Some(same),
            Comparison::NotEqual => Some(!same),
            Comparison::Less | Comparison::AtMost | Comparison::Greater | Comparison::AtLeast => None,
        }
    }

    /// How often a definition calls itself, at most.
    fn calls(&self, expression: &Expression, id: DefinitionId) -> usize {
        let own = matches!(&expression.kind, ExpressionKind::Call(other, _) if *other == id);
        let parts = self.evaluated(expression).into_iter().map(|part| self.calls(part, id));
        parts.fold(usize::from(own), usize::saturating_add)
    }

    fn loops(&mut self, policy: &Policy, each: &Each, body: Option<&Expression>) -> Option<Cost> {
        let list = self.expression(policy, &each.list)?;
        let mut inner = Cost::one();
        for part in each.filter.as_deref().into_iter().chain(body) {
            inner = inner.and(self.expression(policy, part)?);
        }
        let on_element = inner.loops.remove(&Some(each.local)).unwrap_or_default();
        let constants = match &each.list.kind {
            ExpressionKind::NamedList(id) => policy.lists.get(id.0).map_or(0, |list| list.items.len()),
            ExpressionKind::List(items) => items.len(),
            // An argument may be a list of the facts as well as any list of the policy, which has no records.
            ExpressionKind::Local(_) if !matches!(each.list.r#type.element(), Some(Type::Record(_))) => {
                policy.lists.iter().map(|list| list.items.len()).max().unwrap_or(0)
            }
            _ => 0,
        };
        inner.weight = inner.weight.saturating_mul(u64::try_from(constants.max(1)).unwrap_or(u64::MAX));
        if !matches!(each.list.kind, ExpressionKind::NamedList(_) | ExpressionKind::List(_)) {
            let on = root(&each.list).unwrap_or(None);
            let found = inner.loops.entry(on).or_default();
            *found = found.saturating_add(on_element.max(1));
        } else if on_element > 0 {
            return None;
        }
        Some(list.and(inner).and(Cost::one()))
    }

    fn definition(&mut self, policy: &Policy, id: DefinitionId) -> Option<Cost> {
        if let Some(known) = self.known.get(&id) {
            return known.clone();
        }
        if self.open.contains(&id) {
            return Some(Cost::one());
        }
        let definition = policy.definitions.get(id.0)?;
        self.open.push(id);
        let found = self.expression(policy, &definition.body);
        self.open.pop();
        let found = match (definition.recursive, self.calls(&definition.body, id)) {
            (false, _) => found,
            (true, 1) => found.map(|mut cost| {
                cost.depths = cost.depths.saturating_add(1);
                let first = cost.loops.entry(Some(0)).or_default();
                *first = (*first).max(1);
                cost
            }),
            (true, _) => None,
        };
        self.known.insert(id, found.clone());
        found
    }
}

/// What an expression hangs on; nothing for constants.
fn root(expression: &Expression) -> Option<Root> {
    match &expression.kind {
        ExpressionKind::Literal(_)
        | ExpressionKind::NamedList(_)
        | ExpressionKind::Reading(_)
        | ExpressionKind::AsOf => None,
        ExpressionKind::Local(local) => Some(Some(*local)),
        ExpressionKind::Field(of, ..) => root(of),
        _ => Some(None),
    }
}

fn condition(policy: &Policy, record: RecordId, slot: usize) -> Option<&Expression> {
    let field = policy.schema.record(record)?.fields.get(slot)?;
    policy.field_conditions.get(field.conditional?)
}
