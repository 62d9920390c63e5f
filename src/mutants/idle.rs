//! Changes that can have no effect, whatever the facts: they are not tried.

use crate::schema::{RecordId, Type};
use crate::typed::{DefinitionId, Expression, ExpressionKind, Interval, ListId, Policy};
use crate::value::Value;

use super::Edit;

/// How many calls deep a condition is looked into.
const DEPTH: usize = 8;

/// Whether a change of this expression is without effect.
///
/// `kind == battery and energy >= 300 Wh/kg` says the same without its first part where the vocabulary has
/// `energy when kind == battery`: for other goods there is no energy, so the second part is false; where the
/// kind is not known, it is not known either.
pub(super) fn idle(policy: &Policy, expression: &Expression, edit: &Edit) -> bool {
    let (Edit::Drop(_, index), ExpressionKind::And(parts)) = (edit, &expression.kind) else { return false };
    let Some(dropped) = parts.get(*index) else { return false };
    let asked = Asked { policy, when: dropped };
    let mut others = parts.iter().enumerate().filter(|(position, _)| position != index);
    others.any(|(_, other)| asked.only_then(other, DEPTH))
}

/// Whether a condition is asked only where another one is true.
struct Asked<'p> {
    policy: &'p Policy,
    when: &'p Expression,
}

impl Asked<'_> {
    /// Whether the condition is false where `when` is, and no more certain than it.
    fn only_then(&self, condition: &Expression, depth: usize) -> bool {
        match &condition.kind {
            ExpressionKind::And(parts) => parts.iter().any(|part| self.only_then(part, depth)),
            ExpressionKind::Or(parts) => parts.iter().all(|part| self.only_then(part, depth)),
            ExpressionKind::Compare(_, left, right) => self.missing(left) || self.missing(right),
            // `x not in []` is true for an unknown x.
            ExpressionKind::Between(of, ..)
            | ExpressionKind::In { negated: false, item: of, .. }
            | ExpressionKind::Under(of, _) => self.missing(of),
            ExpressionKind::Field(..) if condition.r#type == Type::Boolean => self.missing(condition),
            ExpressionKind::Call(definition, _) => self.body_only_then(*definition, depth),
            _ => false,
        }
    }

    fn body_only_then(&self, definition: DefinitionId, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let Some(found) = self.policy.definitions.get(definition.0) else { return false };
        found.body.r#type == Type::Boolean && self.only_then(&found.body, depth)
    }

    /// Whether a fact is none where `when` is false: a field on the way to it has this `when`.
    fn missing(&self, fact: &Expression) -> bool {
        let ExpressionKind::Field(of, record, slot) = &fact.kind else { return false };
        is_fact(of) && (self.is_when_of(of, *record, *slot) || self.missing(of))
    }

    fn is_when_of(&self, of: &Expression, record: RecordId, slot: usize) -> bool {
        let field = self.policy.schema.record(record).and_then(|record| record.fields.get(slot));
        let condition = field.and_then(|field| self.policy.field_conditions.get(field.conditional?));
        condition.is_some_and(|condition| same(condition, self.when, of))
    }
}

/// Whether leaving out an entry of a list of codes is without effect: another entry, which it lies under, stays on the
/// list on the same days, and nothing else is asked than whether a code lies under one of the list's.
pub(super) fn idle_entry(policy: &Policy, list: usize, entry: usize) -> bool {
    let Some(items) = policy.lists.get(list).map(|list| &list.items) else { return false };
    let Some((Value::Code(code), days)) = items.get(entry) else { return false };
    let above = |(value, belongs): &(Value, Interval)| match value {
        Value::Code(other) => other != code && code.is_under(other) && belongs.and(days) == *days,
        _ => false,
    };
    items.iter().any(above) && asked_by_under(policy, ListId(list))
}

/// Whether a list stands only on the right of `under`, there or in definitions that are given it.
fn asked_by_under(policy: &Policy, list: ListId) -> bool {
    let is_list = |part: &Expression| matches!(part.kind, ExpressionKind::NamedList(found) if found == list);
    policy.expressions().all(|whole| only_right_of_under(policy, whole, &is_list, DEPTH))
}

fn only_right_of_under(
    policy: &Policy,
    whole: &Expression,
    is_list: &dyn Fn(&Expression) -> bool,
    depth: usize,
) -> bool {
    let mut only = !is_list(whole);
    whole.walk(&mut |node| {
        let good = |(position, part): (usize, &Expression)| {
            !is_list(part)
                || match &node.kind {
                    ExpressionKind::Under(..) => position == 1,
                    ExpressionKind::Call(called, _) => argument_is(policy, *called, position, depth),
                    _ => false,
                }
        };
        only &= node.parts().into_iter().enumerate().all(good);
    });
    only
}

fn argument_is(policy: &Policy, called: DefinitionId, position: usize, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    let Some(found) = policy.definitions.get(called.0) else { return false };
    let is_argument =
        |part: &Expression| matches!(part.kind, ExpressionKind::Local(local) if local == position);
    only_right_of_under(policy, &found.body, &is_argument, depth)
}

/// Whether a fact is reached from the facts by fields alone.
fn is_fact(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::Facts => true,
        ExpressionKind::Field(of, ..) => is_fact(of),
        _ => false,
    }
}

/// Whether the `when` of a field of `record` says the same as a condition of the policy, to the letter.
fn same(when: &Expression, condition: &Expression, record: &Expression) -> bool {
    match (&when.kind, &condition.kind) {
        (ExpressionKind::Local(0), _) => same_fact(record, condition),
        (ExpressionKind::Field(of, _, slot), ExpressionKind::Field(other, _, position)) => {
            slot == position && same(of, other, record)
        }
        (ExpressionKind::Compare(one, a, b), ExpressionKind::Compare(two, c, d)) => {
            one == two && same(a, c, record) && same(b, d, record)
        }
        (
            ExpressionKind::In { negated: one, item: a, list: b },
            ExpressionKind::In { negated: two, item: c, list: d },
        ) => one == two && same(a, c, record) && same(b, d, record),
        (ExpressionKind::List(one), ExpressionKind::List(two)) => {
            one.len() == two.len() && one.iter().zip(two).all(|(a, b)| same(a, b, record))
        }
        (ExpressionKind::Literal(one), ExpressionKind::Literal(two)) => same_value(one, two),
        _ => false,
    }
}

fn same_fact(one: &Expression, two: &Expression) -> bool {
    match (&one.kind, &two.kind) {
        (ExpressionKind::Facts, ExpressionKind::Facts) => true,
        (ExpressionKind::Field(one, _, slot), ExpressionKind::Field(two, _, position)) => {
            slot == position && same_fact(one, two)
        }
        _ => false,
    }
}

/// Lists are compared by what is in them.
fn same_value(one: &Value, two: &Value) -> bool {
    match (one, two) {
        (Value::List(one), Value::List(two)) => one.items == two.items,
        _ => one == two,
    }
}
