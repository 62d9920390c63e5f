//! The parts of conditions, and what cases make of each.

use std::collections::BTreeMap;

use crate::eval::decision::Truth;
use crate::program::Program;
use crate::schema::Type;
use crate::typed::{Each, Expression, ExpressionKind};
use crate::value::Value;

use super::model::{Clause, Definition};
use super::{Probed, place, text};

/// The parts of an expression that are conditions: what stands between `and` and `or`, also in brackets, after
/// `not`, in `where` and in `if`.
pub fn parts(expression: &Expression) -> Vec<&Expression> {
    let mut found = Vec::new();
    collect(expression, &mut found);
    found
}

fn collect<'e>(expression: &'e Expression, found: &mut Vec<&'e Expression>) {
    match &expression.kind {
        ExpressionKind::Literal(Value::Boolean(_)) => {}
        ExpressionKind::And(parts) | ExpressionKind::Or(parts) => {
            parts.iter().for_each(|part| collect(part, found));
        }
        ExpressionKind::Not(inner) if is_connected(inner) => collect(inner, found),
        ExpressionKind::If(..) => expression.parts().into_iter().for_each(|part| collect(part, found)),
        ExpressionKind::Quantified(_, each, body) => {
            found.push(expression);
            inside(each, body.as_deref(), found);
        }
        ExpressionKind::Aggregate(_, each, value, _) => inside(each, Some(value), found),
        _ if expression.r#type == Type::Boolean => found.push(expression),
        _ => expression.parts().into_iter().for_each(|part| collect(part, found)),
    }
}

/// What is said of the elements of a list, where that has parts of its own.
fn inside<'e>(each: &'e Each, body: Option<&'e Expression>, found: &mut Vec<&'e Expression>) {
    let said = each.filter.as_deref().into_iter().chain(body);
    said.filter(|part| is_connected(part)).for_each(|part| collect(part, found));
}

fn is_connected(expression: &Expression) -> bool {
    matches!(expression.kind, ExpressionKind::And(_) | ExpressionKind::Or(_))
}

/// What cases make of the parts of a condition.
pub(super) fn of(program: &Program, condition: &Expression, probed: &[Probed<'_>]) -> Vec<Clause> {
    parts(condition).into_iter().map(|part| clause(program, part, probed)).collect()
}

fn clause(program: &Program, part: &Expression, probed: &[Probed<'_>]) -> Clause {
    let mut truths: BTreeMap<Truth, Vec<usize>> = BTreeMap::new();
    for (index, case) in probed.iter().enumerate() {
        for truth in case.probe.watch.clauses.of(part) {
            truths.entry(truth).or_default().push(index);
        }
    }
    Clause { text: text(program, part.span), place: place(program, part.span), truths }
}

/// The definitions that have conditions in them.
pub(super) fn definitions(program: &Program, probed: &[Probed<'_>]) -> Vec<Definition> {
    let definition = |found: &crate::typed::Definition| Definition {
        name: found.name.clone(),
        place: place(program, found.span),
        clauses: of(program, &found.body, probed),
    };
    let mut found: Vec<Definition> = program.policy().definitions.iter().map(definition).collect();
    found.retain(|definition| !definition.clauses.is_empty());
    found.sort_by_key(|definition| definition.place.span.start);
    found
}
