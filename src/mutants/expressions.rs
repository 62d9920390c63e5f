//! Expressions: the parts of one by position, and the changes that one allows.

use std::sync::Arc;

use crate::schema::Type;
use crate::typed::{Comparison, Expression, ExpressionKind};
use crate::value::Value;

use super::{At, Edge, Edit};

/// The changes that one expression allows, each with its words. `text` gives the text of a part.
pub(super) fn changes(
    expression: &Expression,
    at: &At,
    text: &dyn Fn(&Expression) -> String,
) -> Vec<(Edit, String)> {
    let whole = text(expression);
    let mut found = Vec::new();
    match &expression.kind {
        ExpressionKind::And(parts) | ExpressionKind::Or(parts) => {
            for (index, part) in parts.iter().enumerate() {
                found.push((Edit::Drop(at.clone(), index), format!("`{}` left out", text(part))));
            }
            let (before, after) = match &expression.kind {
                ExpressionKind::And(_) => ("and", "or"),
                _ => ("or", "and"),
            };
            let words = format!("`{before}` changed to `{after}` in `{}`", short(&whole));
            found.push((Edit::Connect(at.clone()), words));
        }
        ExpressionKind::Compare(comparison, left, right) => {
            for other in others(*comparison) {
                let changed = format!("{} {} {}", text(left), sign(*other), text(right));
                let words = format!("`{whole}` changed to `{changed}`");
                found.push((Edit::Compare(at.clone(), *other), words));
            }
        }
        ExpressionKind::Between(of, low, high) => {
            for (edge, end) in [(Edge::First, low), (Edge::Last, high)] {
                let words = format!("`{}` itself left out of `{whole}`", text(end));
                debug_assert_eq!(of.r#type.is_ordered(), low.r#type.is_ordered());
                found.push((Edit::Narrow(at.clone(), edge), words));
            }
        }
        ExpressionKind::List(items) if items.len() > 1 => {
            for (index, item) in items.iter().enumerate() {
                let words = format!("`{}` left out of `{}`", text(item), short(&whole));
                found.push((Edit::Shorten(at.clone(), index), words));
            }
        }
        ExpressionKind::Literal(Value::List(list)) if list.items.len() > 1 => {
            for index in 0..list.items.len() {
                let words = format!("entry {} left out of `{}`", index.saturating_add(1), short(&whole));
                found.push((Edit::Shorten(at.clone(), index), words));
            }
        }
        ExpressionKind::Not(inner) => {
            found.push((Edit::Negate(at.clone()), format!("`{whole}` changed to `{}`", text(inner))));
        }
        ExpressionKind::Literal(_) => {}
        _ if expression.r#type == Type::Boolean => {
            found.push((Edit::Negate(at.clone()), format!("`{whole}` changed to its opposite")));
        }
        _ => {}
    }
    found
}

/// The comparisons that a slip of the pen would write.
fn others(comparison: Comparison) -> &'static [Comparison] {
    match comparison {
        Comparison::Equal => &[Comparison::NotEqual],
        Comparison::NotEqual => &[Comparison::Equal],
        Comparison::Less => &[Comparison::AtMost, Comparison::AtLeast],
        Comparison::AtMost => &[Comparison::Less, Comparison::Greater],
        Comparison::Greater => &[Comparison::AtLeast, Comparison::AtMost],
        Comparison::AtLeast => &[Comparison::Greater, Comparison::Less],
    }
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "==",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::Greater => ">",
        Comparison::AtLeast => ">=",
    }
}

/// The beginning of a long text.
fn short(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let start: String = text.chars().take(MOST).collect();
    format!("{}…", start.trim_end())
}

/// A part of an expression, in the order of [`Expression::parts`].
pub(super) fn part_mut(expression: &mut Expression, index: usize) -> Option<&mut Expression> {
    match &mut expression.kind {
        ExpressionKind::Literal(_)
        | ExpressionKind::Facts
        | ExpressionKind::Local(_)
        | ExpressionKind::AsOf
        | ExpressionKind::Reading(_)
        | ExpressionKind::NamedList(_)
        | ExpressionKind::Applies(_) => None,
        ExpressionKind::Field(of, ..) => (index == 0).then(|| Arc::make_mut(of)),
        ExpressionKind::CalendarYear(of)
        | ExpressionKind::AddWorkingDays(of, ..)
        | ExpressionKind::Not(of)
        | ExpressionKind::Negate(of)
        | ExpressionKind::IsNone { of, .. }
        | ExpressionKind::CannotBeDetermined(of) => (index == 0).then_some(&mut **of),
        ExpressionKind::List(parts)
        | ExpressionKind::Call(_, parts)
        | ExpressionKind::Parameter(_, parts)
        | ExpressionKind::Lookup(_, parts)
        | ExpressionKind::And(parts)
        | ExpressionKind::Or(parts) => parts.get_mut(index),
        ExpressionKind::Compare(_, left, right)
        | ExpressionKind::In { item: left, list: right, .. }
        | ExpressionKind::Under(left, right)
        | ExpressionKind::Arithmetic(_, left, right) => pick([left, right], index),
        ExpressionKind::If(first, second, third) | ExpressionKind::Between(first, second, third) => {
            pick([first, second, third], index)
        }
        ExpressionKind::Quantified(_, each, body) => {
            let parts = std::iter::once(&mut each.list).chain(&mut each.filter).chain(body);
            parts.into_iter().nth(index).map(|part| &mut **part)
        }
        ExpressionKind::Aggregate(_, each, value, _) => {
            let parts = std::iter::once(&mut each.list).chain(&mut each.filter).chain([value]);
            parts.into_iter().nth(index).map(|part| &mut **part)
        }
    }
}

fn pick<const N: usize>(parts: [&mut Box<Expression>; N], index: usize) -> Option<&mut Expression> {
    parts.into_iter().nth(index).map(|part| &mut **part)
}
