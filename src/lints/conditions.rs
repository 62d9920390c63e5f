//! What a condition demands of single facts, as far as its text shows it: whether two demands exclude
//! each other, and whether one implies another.
//!
//! Every comparison with none is false, so each demand also says that its fact is there.

use std::cmp::Ordering;

use crate::typed::{Comparison, Expression, ExpressionKind, Quantifier};
use crate::value::Value;

static TRUE: Value = Value::Boolean(true);

/// A part of a condition that must be true for the whole to be true.
pub(super) enum Demand<'e> {
    /// The fact is one of these values.
    OneOf(&'e Expression, Vec<&'e Value>),
    /// The fact is none of these values.
    NoneOf(&'e Expression, Vec<&'e Value>),
    /// The fact lies above the value, or on it where that is included.
    Above(&'e Expression, &'e Value, bool),
    /// The fact lies below the value, or on it where that is included.
    Below(&'e Expression, &'e Value, bool),
    /// Something else.
    Other(&'e Expression),
}

/// The demands of a condition, from its outermost `and`.
pub(super) fn demands(condition: &Expression) -> Vec<Demand<'_>> {
    match &condition.kind {
        ExpressionKind::And(parts) => parts.iter().flat_map(demands).collect(),
        ExpressionKind::Compare(comparison, left, right) => {
            vec![compared(*comparison, left, right).unwrap_or(Demand::Other(condition))]
        }
        ExpressionKind::In { negated, item, list } => {
            vec![listed(*negated, item, list).unwrap_or(Demand::Other(condition))]
        }
        ExpressionKind::Between(item, low, high) => match (literal(low), literal(high)) {
            (Some(low), Some(high)) => vec![Demand::Above(item, low, true), Demand::Below(item, high, true)],
            _ => vec![Demand::Other(condition)],
        },
        ExpressionKind::Field(..) => vec![Demand::OneOf(condition, vec![&TRUE])],
        ExpressionKind::Literal(Value::Boolean(true)) => Vec::new(),
        _ => vec![Demand::Other(condition)],
    }
}

fn literal(expression: &Expression) -> Option<&Value> {
    if let ExpressionKind::Literal(value) = &expression.kind { Some(value) } else { None }
}

fn compared<'e>(comparison: Comparison, left: &'e Expression, right: &'e Expression) -> Option<Demand<'e>> {
    let value = literal(right)?;
    Some(match comparison {
        Comparison::Equal => Demand::OneOf(left, vec![value]),
        Comparison::NotEqual => Demand::NoneOf(left, vec![value]),
        Comparison::Less => Demand::Below(left, value, false),
        Comparison::AtMost => Demand::Below(left, value, true),
        Comparison::Greater => Demand::Above(left, value, false),
        Comparison::AtLeast => Demand::Above(left, value, true),
    })
}

fn listed<'e>(negated: bool, item: &'e Expression, list: &'e Expression) -> Option<Demand<'e>> {
    let ExpressionKind::List(items) = &list.kind else { return None };
    let values = items.iter().map(literal).collect::<Option<Vec<_>>>()?;
    Some(if negated { Demand::NoneOf(item, values) } else { Demand::OneOf(item, values) })
}

impl<'e> Demand<'e> {
    /// The fact that it is about.
    pub(super) fn fact(&self) -> Option<&'e Expression> {
        match self {
            Demand::OneOf(fact, _)
            | Demand::NoneOf(fact, _)
            | Demand::Above(fact, ..)
            | Demand::Below(fact, ..) => Some(fact),
            Demand::Other(_) => None,
        }
    }

    /// Whether a value meets it.
    fn admits(&self, value: &Value) -> bool {
        match self {
            Demand::OneOf(_, values) => values.contains(&value),
            Demand::NoneOf(_, values) => !values.contains(&value),
            Demand::Above(_, low, inclusive) => beyond(value, low, Ordering::Greater, *inclusive),
            Demand::Below(_, high, inclusive) => beyond(value, high, Ordering::Less, *inclusive),
            Demand::Other(_) => true,
        }
    }

    /// Whether a case can meet both, as far as these two show.
    fn agrees(&self, other: &Demand<'_>) -> bool {
        match (self, other) {
            (Demand::OneOf(_, values), other) | (other, Demand::OneOf(_, values)) => {
                values.iter().any(|value| other.admits(value))
            }
            (Demand::Above(_, low, one), Demand::Below(_, high, two))
            | (Demand::Below(_, high, two), Demand::Above(_, low, one)) => match low.order(high) {
                Some(Ordering::Greater) => false,
                Some(Ordering::Equal) => *one && *two,
                Some(Ordering::Less) | None => true,
            },
            (Demand::NoneOf(..) | Demand::Above(..) | Demand::Below(..) | Demand::Other(_), _) => true,
        }
    }

    /// Whether each case that meets this meets the other too.
    fn implies(&self, other: &Demand<'_>) -> bool {
        match (self, other) {
            (Demand::OneOf(_, values), _) => values.iter().all(|value| other.admits(value)),
            (Demand::NoneOf(_, mine), Demand::NoneOf(_, theirs)) => {
                theirs.iter().all(|value| mine.contains(value))
            }
            (Demand::Above(_, mine, one), Demand::Above(_, theirs, two)) => {
                beyond(mine, theirs, Ordering::Greater, *two || !*one)
            }
            (Demand::Below(_, mine, one), Demand::Below(_, theirs, two)) => {
                beyond(mine, theirs, Ordering::Less, *two || !*one)
            }
            (Demand::NoneOf(..) | Demand::Above(..) | Demand::Below(..) | Demand::Other(_), _) => false,
        }
    }
}

/// Whether a value lies on the given side of a limit, or on it where that is included.
fn beyond(value: &Value, limit: &Value, side: Ordering, inclusive: bool) -> bool {
    match value.order(limit) {
        Some(Ordering::Equal) => inclusive,
        found => found == Some(side),
    }
}

/// Whether whatever meets all of `mine` meets this demand of another condition.
pub(super) fn met(demand: &Demand<'_>, mine: &[Demand<'_>]) -> bool {
    mine.iter().any(|own| match (own, demand) {
        (Demand::Other(one), Demand::Other(two)) => shape(one) == shape(two),
        (own, demand) => match (own.fact(), demand.fact()) {
            (Some(one), Some(two)) => shape(one) == shape(two) && own.implies(demand),
            _ => false,
        },
    })
}

/// Two parts that can never be true together, where there are such; the second is none where one part
/// alone is never true.
pub(super) fn contradiction<'e>(
    conditions: &[&'e Expression],
) -> Option<(&'e Expression, Option<&'e Expression>)> {
    let parts: Vec<&Expression> = conditions.iter().flat_map(|condition| conjuncts(condition)).collect();
    let single = parts.iter().find(|part| never(part));
    if let Some(part) = single {
        return Some((part, None));
    }
    let each: Vec<(&Expression, Vec<Demand<'_>>)> = parts.iter().map(|part| (*part, demands(part))).collect();
    for (index, (part, mine)) in each.iter().enumerate() {
        for (other, theirs) in each.iter().take(index) {
            if mine.iter().any(|one| theirs.iter().any(|two| exclude(one, two))) {
                return Some((part, Some(other)));
            }
        }
    }
    each.iter().find_map(|(part, _)| alternatives_excluded(part, &each))
}

/// Two alternatives of an `or` that together leave no value out: `a != x or a != y`, `a == x or a != x`.
pub(super) fn tautology(condition: &Expression) -> Option<(&Expression, &Expression)> {
    if let ExpressionKind::Or(alternatives) = &condition.kind {
        let found = alternatives.iter().enumerate().find_map(|(index, one)| {
            let others = alternatives.iter().skip(index.saturating_add(1));
            others.map(|other| (one, other)).find(|(one, other)| cover(one, other))
        });
        if found.is_some() {
            return found;
        }
    }
    condition.parts().into_iter().find_map(tautology)
}

/// Whether each value of one fact meets one of two demands.
fn cover(one: &Expression, other: &Expression) -> bool {
    let (one, other) = (demands(one), demands(other));
    let ([one], [other]) = (one.as_slice(), other.as_slice()) else { return false };
    let same = one.fact().zip(other.fact()).is_some_and(|(one, other)| shape(one) == shape(other));
    same && match (one, other) {
        (Demand::NoneOf(_, mine), Demand::NoneOf(_, theirs)) => {
            !mine.iter().any(|value| theirs.contains(value))
        }
        (Demand::NoneOf(_, left_out), Demand::OneOf(_, values))
        | (Demand::OneOf(_, values), Demand::NoneOf(_, left_out)) => {
            left_out.iter().all(|value| values.contains(value))
        }
        (Demand::Above(_, low, one), Demand::Below(_, high, two))
        | (Demand::Below(_, high, two), Demand::Above(_, low, one)) => match low.order(high) {
            Some(Ordering::Less) => true,
            Some(Ordering::Equal) => *one || *two,
            Some(Ordering::Greater) | None => false,
        },
        _ => false,
    }
}

fn conjuncts(condition: &Expression) -> Vec<&Expression> {
    match &condition.kind {
        ExpressionKind::And(parts) => parts.iter().flat_map(conjuncts).collect(),
        _ => vec![condition],
    }
}

/// An `or` of which every alternative contradicts another part.
fn alternatives_excluded<'e>(
    part: &'e Expression,
    others: &[(&'e Expression, Vec<Demand<'e>>)],
) -> Option<(&'e Expression, Option<&'e Expression>)> {
    let ExpressionKind::Or(alternatives) = &part.kind else { return None };
    let excluded_by = |alternative: &Expression| {
        let mine = demands(alternative);
        others
            .iter()
            .find(|(_, theirs)| mine.iter().any(|one| theirs.iter().any(|two| exclude(one, two))))
            .map(|(other, _)| *other)
    };
    let found = alternatives.iter().map(excluded_by).collect::<Option<Vec<_>>>()?;
    Some((part, found.first().copied()))
}

/// Whether a part is never true by itself.
fn never(part: &Expression) -> bool {
    match &part.kind {
        ExpressionKind::Literal(Value::Boolean(false)) => true,
        ExpressionKind::Between(_, low, high) => {
            let (low, high) = (literal(low), literal(high));
            low.zip(high).is_some_and(|(low, high)| low.order(high) == Some(Ordering::Greater))
        }
        ExpressionKind::Or(alternatives) => {
            alternatives.iter().all(|alternative| contradiction(&[alternative]).is_some())
        }
        ExpressionKind::Quantified(Quantifier::Any, each, body) => {
            let inside: Vec<&Expression> = each.filter.iter().chain(body).map(|part| &**part).collect();
            contradiction(&inside).is_some()
        }
        _ => false,
    }
}

/// Whether two demands are about one fact and no value meets both.
fn exclude(one: &Demand<'_>, two: &Demand<'_>) -> bool {
    match (one.fact(), two.fact()) {
        (Some(fact), Some(other)) => !one.agrees(two) && shape(fact) == shape(other),
        (None, Some(fact)) => negates(one, fact, two),
        (Some(fact), None) => negates(two, fact, one),
        (None, None) => false,
    }
}

/// `not x` beside `x`
fn negates(not: &Demand<'_>, fact: &Expression, of: &Demand<'_>) -> bool {
    let Demand::Other(Expression { kind: ExpressionKind::Not(inner), .. }) = not else { return false };
    let demanded = matches!(of, Demand::OneOf(_, values) if values.iter().all(|value| **value == TRUE));
    demanded && shape(inner) == shape(fact)
}

/// What an expression says, places left out: equal for expressions that say the same. The order of
/// what `and` and `or` join does not count.
pub(super) fn shape(expression: &Expression) -> String {
    let own = match &expression.kind {
        ExpressionKind::Literal(value) => format!("{value:?}"),
        ExpressionKind::Facts => "facts".to_owned(),
        ExpressionKind::Local(local) => format!("local {local}"),
        ExpressionKind::Field(_, record, slot) => format!("field {} {slot}", record.0),
        ExpressionKind::AsOf => "as_of".to_owned(),
        ExpressionKind::Reading(id) => format!("{id:?}"),
        ExpressionKind::NamedList(id) => format!("{id:?}"),
        ExpressionKind::List(_) => "list".to_owned(),
        ExpressionKind::Call(id, _) => format!("{id:?}"),
        ExpressionKind::Parameter(id, _) => format!("{id:?}"),
        ExpressionKind::Lookup(id, _) => format!("{id:?}"),
        ExpressionKind::CalendarYear(_) => "year".to_owned(),
        ExpressionKind::AddWorkingDays(_, days, calendar) => format!("{days} {calendar:?}"),
        ExpressionKind::Applies(rules) => format!("{rules:?}"),
        ExpressionKind::Not(_) => "not".to_owned(),
        ExpressionKind::Negate(_) => "minus".to_owned(),
        ExpressionKind::And(_) => "and".to_owned(),
        ExpressionKind::Or(_) => "or".to_owned(),
        ExpressionKind::Compare(comparison, ..) => format!("{comparison:?}"),
        ExpressionKind::In { negated, .. } => format!("in {negated}"),
        ExpressionKind::Under(..) => "under".to_owned(),
        ExpressionKind::Arithmetic(operator, ..) => format!("{operator:?}"),
        ExpressionKind::If(..) => "if".to_owned(),
        ExpressionKind::IsNone { negated, .. } => format!("none {negated}"),
        ExpressionKind::CannotBeDetermined(_) => "undeterminable".to_owned(),
        ExpressionKind::Between(..) => "between".to_owned(),
        ExpressionKind::Quantified(quantifier, each, body) => {
            format!("{quantifier:?} {} {} {}", each.local, each.filter.is_some(), body.is_some())
        }
        ExpressionKind::Aggregate(aggregate, each, ..) => {
            format!("{aggregate:?} {} {}", each.local, each.filter.is_some())
        }
    };
    let mut parts: Vec<String> = expression.parts().into_iter().map(shape).collect();
    if matches!(expression.kind, ExpressionKind::And(_) | ExpressionKind::Or(_) | ExpressionKind::List(_)) {
        parts.sort();
    }
    if parts.is_empty() { own } else { format!("{own}({})", parts.join(",")) }
}
