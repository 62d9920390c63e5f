//! A policy with one small change.

use std::sync::Arc;

use crate::typed::{
    Comparison, Deadline, Expression, ExpressionKind, InstrumentId, Interval, Operator, Policy,
};
use crate::value::date::add;
use crate::value::{Date, Duration, Value};

use super::expressions::part_mut;
use super::{At, Edge, Edit, Mutant, Owner};

/// A copy of a policy with a change; nothing where the change has no place in it.
pub(super) fn changed(policy: &Policy, mutant: &Mutant) -> Option<Policy> {
    let mut policy = policy.clone();
    apply(&mut policy, &mutant.edit)?;
    Some(policy)
}

fn apply(policy: &mut Policy, edit: &Edit) -> Option<()> {
    match edit {
        Edit::Compare(at, _)
        | Edit::Drop(at, _)
        | Edit::Connect(at)
        | Edit::Negate(at)
        | Edit::Narrow(at, _)
        | Edit::Shorten(at, _) => rewrite(expression(policy, at)?, edit),
        Edit::NeverRule(rule) => {
            let texts = &mut policy.rules.get_mut(rule.0)?.versions;
            texts.iter_mut().for_each(|text| never(&mut text.condition));
            Some(())
        }
        Edit::NeverDuty(duty) => {
            never(&mut policy.duties.get_mut(*duty)?.condition);
            Some(())
        }
        Edit::Target(rule, text, target) => {
            let text = policy.rules.get_mut(rule.0)?.versions.get_mut(*text)?;
            (*target < text.targets.len()).then(|| _ = text.targets.remove(*target))
        }
        Edit::Prevails(rule, text, position) => {
            let text = policy.rules.get_mut(rule.0)?.versions.get_mut(*text)?;
            (*position < text.prevails_over.len()).then(|| _ = text.prevails_over.remove(*position))
        }
        Edit::Entry(list, entry) => {
            let items = &mut policy.lists.get_mut(*list)?.items;
            (*entry < items.len()).then(|| _ = items.remove(*entry))
        }
        Edit::Instrument(instrument, edge, by) => shift_instrument(policy, *instrument, *edge, *by),
        Edit::Text(rule, text, edge, by) => {
            shift(&mut policy.rules.get_mut(rule.0)?.versions.get_mut(*text)?.in_force, *edge, *by)
        }
        Edit::Interruption(index, edge, by) => {
            shift(&mut policy.interruptions.get_mut(*index)?.period, *edge, *by)
        }
        Edit::Deadline(duty) => longer(policy.duties.get_mut(*duty)?.deadline.as_mut()?),
    }
}

fn expression<'p>(policy: &'p mut Policy, at: &At) -> Option<&'p mut Expression> {
    let whole = match at.owner {
        Owner::Rule(rule, text) => &mut policy.rules.get_mut(rule)?.versions.get_mut(text)?.condition,
        Owner::Duty(duty) => &mut policy.duties.get_mut(duty)?.condition,
        Owner::Definition(definition) => &mut policy.definitions.get_mut(definition)?.body,
    };
    at.way.iter().try_fold(whole, |part, index| part_mut(part, *index))
}

fn rewrite(expression: &mut Expression, edit: &Edit) -> Option<()> {
    match (edit, &mut expression.kind) {
        (Edit::Compare(_, other), ExpressionKind::Compare(comparison, ..)) => *comparison = *other,
        (Edit::Drop(_, index), ExpressionKind::And(parts) | ExpressionKind::Or(parts)) => {
            if *index >= parts.len() {
                return None;
            }
            parts.remove(*index);
        }
        (Edit::Connect(_), ExpressionKind::And(parts)) => {
            expression.kind = ExpressionKind::Or(std::mem::take(parts));
        }
        (Edit::Connect(_), ExpressionKind::Or(parts)) => {
            expression.kind = ExpressionKind::And(std::mem::take(parts));
        }
        (Edit::Negate(_), ExpressionKind::Not(inner)) => {
            let inner = (**inner).clone();
            *expression = inner;
        }
        (Edit::Negate(_), ExpressionKind::In { negated, .. } | ExpressionKind::IsNone { negated, .. }) => {
            *negated = !*negated;
        }
        (Edit::Negate(_), _) => {
            let inner = expression.clone();
            expression.kind = ExpressionKind::Not(Box::new(inner));
        }
        (Edit::Narrow(_, edge), ExpressionKind::Between(of, low, high)) => {
            let (above, below) = match edge {
                Edge::First => (Comparison::Greater, Comparison::AtMost),
                Edge::Last => (Comparison::AtLeast, Comparison::Less),
            };
            let side = |comparison, limit: &Expression| {
                let kind = ExpressionKind::Compare(comparison, of.clone(), Box::new(limit.clone()));
                Expression { kind, r#type: expression.r#type.clone(), span: expression.span }
            };
            expression.kind = ExpressionKind::And(vec![side(above, low), side(below, high)]);
        }
        (Edit::Shorten(_, index), ExpressionKind::List(items)) => {
            if *index >= items.len() {
                return None;
            }
            items.remove(*index);
        }
        (Edit::Shorten(_, index), ExpressionKind::Literal(Value::List(list))) => {
            let kept = list.items.iter().enumerate().filter(|(position, _)| position != index);
            let items: Arc<[Value]> = kept.map(|(_, item)| item.clone()).collect();
            list.items = items;
        }
        _ => return None,
    }
    Some(())
}

fn never(condition: &mut Expression) {
    condition.kind = ExpressionKind::Literal(Value::Boolean(false));
}

fn shift(interval: &mut Interval, edge: Edge, by: i32) -> Option<()> {
    let day = match edge {
        Edge::First => interval.from.as_mut()?,
        Edge::Last => interval.through.as_mut()?,
    };
    *day = moved(*day, by)?;
    Some(())
}

fn moved(day: Date, by: i32) -> Option<Date> {
    add(day, &Duration::of_days(by))
}

/// Texts and duties that have a day from their instrument.
fn shift_instrument(policy: &mut Policy, index: usize, edge: Edge, by: i32) -> Option<()> {
    let instrument = policy.instruments.get_mut(index)?;
    let day = |interval: &Interval| match edge {
        Edge::First => interval.from,
        Edge::Last => interval.through,
    };
    let before = day(&instrument.in_force);
    shift(&mut instrument.in_force, edge, by)?;
    let cites = |cited: Option<&crate::typed::Citation>| {
        cited.is_some_and(|cited| cited.instrument == InstrumentId(index))
    };
    let texts = policy.rules.iter_mut().flat_map(|rule| &mut rule.versions);
    let texts = texts.filter(|text| cites(text.citation.as_ref())).map(|text| &mut text.in_force);
    let duties = policy.duties.iter_mut().flat_map(|duty| {
        let own = (duty.citation.as_ref(), &mut duty.in_force);
        let also = duty.also.iter_mut().map(|ground| (Some(&ground.citation), &mut ground.in_force));
        std::iter::once(own).chain(also)
    });
    let duties = duties.filter(|(cited, _)| cites(*cited)).map(|(_, interval)| interval);
    for interval in texts.chain(duties) {
        if day(interval) == before {
            shift(interval, edge, by)?;
        }
    }
    Some(())
}

/// A time limit that is one day longer, or for `by` and `before` a day shorter.
fn longer(deadline: &mut Deadline) -> Option<()> {
    match deadline {
        Deadline::Within(span, _) => span.days = span.days.checked_add(1)?,
        Deadline::WithinWorkingDays(days, ..) => *days = days.checked_add(1)?,
        Deadline::By(day) | Deadline::Before(day) => {
            let one = Expression {
                kind: ExpressionKind::Literal(Value::Duration(Duration::of_days(1))),
                r#type: crate::schema::Type::Duration,
                span: day.span,
            };
            let before = Box::new(day.clone());
            day.kind = ExpressionKind::Arithmetic(Operator::Subtract, before, Box::new(one));
        }
    }
    Some(())
}
