//! The parts of a condition, each in facts in which nothing but this part decides.

use std::collections::BTreeSet;

use crate::schema::Type;
use crate::typed::{Comparison, Each, Expression, ExpressionKind, Quantifier};
use crate::value::Value;

use super::compare::forced;
use super::sheet::{Sheet, Slot};
use super::solver::{KEPT, Solver, Term};
use super::values::next;

/// Facts in which one part of a condition is so and decides.
#[derive(Clone, Debug)]
pub(super) struct Variant<'p> {
    /// The part.
    pub part: &'p Expression,
    /// Its number among the parts that were looked at, from 1.
    pub number: usize,
    /// What is tried, in a word: `at`, `under`.
    pub tag: &'static str,
    /// What is tried, in words.
    pub words: String,
    /// Whether the whole condition is true; nothing where it may be either.
    pub holds: Option<bool>,
    /// The facts; nothing where none could be built.
    pub sheet: Option<Sheet>,
}

/// Walks through a condition.
pub(super) struct Focus<'s, 'p> {
    pub solver: &'s Solver<'p>,
    /// Parts that have been looked at already, by their address: a definition is looked at once.
    pub seen: &'s mut BTreeSet<usize>,
    pub found: Vec<Variant<'p>>,
    number: usize,
    depth: usize,
}

impl<'s, 'p> Focus<'s, 'p> {
    pub fn new(solver: &'s Solver<'p>, seen: &'s mut BTreeSet<usize>) -> Focus<'s, 'p> {
        Focus { solver, seen, found: Vec::new(), number: 0, depth: 0 }
    }

    /// Looks at a condition in facts in which all depends on it; `positive` says whether the whole is true where
    /// it is.
    pub fn walk(&mut self, condition: &'p Expression, positive: bool, frame: &[Term], sheets: &[Sheet]) {
        const DEEP: usize = 16;
        if self.depth > DEEP {
            return;
        }
        self.depth += 1;
        self.look(condition, positive, frame, sheets);
        self.depth -= 1;
    }

    fn look(&mut self, condition: &'p Expression, positive: bool, frame: &[Term], sheets: &[Sheet]) {
        match &condition.kind {
            ExpressionKind::Literal(_) => {}
            ExpressionKind::And(parts) => self.each_of(parts, true, positive, frame, sheets),
            ExpressionKind::Or(parts) => self.each_of(parts, false, positive, frame, sheets),
            ExpressionKind::Not(inner) => self.walk(inner, !positive, frame, sheets),
            ExpressionKind::Call(id, arguments) if condition.r#type == Type::Boolean => {
                let Some(definition) = self.solver.program.policy().definitions.get(id.0) else { return };
                if !self.seen.insert(address(&definition.body)) {
                    return self.leaf(condition, positive, frame, sheets);
                }
                for sheet in sheets.iter().take(1) {
                    let inner = self.solver.arguments(arguments, frame, sheet);
                    self.walk(&definition.body, positive, &inner, sheets);
                }
            }
            ExpressionKind::Quantified(Quantifier::Any, each, body) => {
                self.any(condition, each, body.as_deref(), positive, frame, sheets);
            }
            _ => self.leaf(condition, positive, frame, sheets),
        }
    }

    /// Each part while the others do not decide: true in `and`, false in `or`.
    fn each_of(
        &mut self,
        parts: &'p [Expression],
        others: bool,
        positive: bool,
        frame: &[Term],
        sheets: &[Sheet],
    ) {
        for (index, part) in parts.iter().enumerate() {
            let rest = || parts.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, part)| part);
            self.solver.afresh();
            let mut ready = Vec::new();
            for sheet in sheets {
                ready.extend(self.solver.all(rest(), others, frame, sheet));
            }
            if ready.is_empty() {
                // What the other parts allow may depend on this one: it is decided first, and loosened later.
                self.solver.afresh();
                for sheet in sheets {
                    let first = self.solver.solve(part, true, frame, sheet);
                    ready
                        .extend(first.iter().flat_map(|sheet| self.solver.all(rest(), others, frame, sheet)));
                }
            }
            if ready.is_empty() {
                ready.extend(sheets.iter().cloned());
            }
            ready.truncate(KEPT);
            self.walk(part, positive, frame, &ready);
        }
    }

    /// `any(…)`: the parts of what is said of one element, where that has parts.
    fn any(
        &mut self,
        condition: &'p Expression,
        each: &'p Each,
        body: Option<&'p Expression>,
        positive: bool,
        frame: &[Term],
        sheets: &[Sheet],
    ) {
        let said: Vec<&Expression> = each.filter.as_deref().into_iter().chain(body).collect();
        for part in &said {
            let others: Vec<(&Expression, bool)> = said
                .iter()
                .filter(|other| !std::ptr::eq(**other, *part))
                .map(|other| (*other, true))
                .collect();
            for sheet in sheets.iter().take(1) {
                self.solver.afresh();
                let last = self.solver.elements(each, frame, sheet).pop();
                let Some((longer, inner)) = last else { continue };
                let ready = others.iter().fold(vec![longer], |sheets, (other, want)| {
                    self.solver.then(sheets, other, *want, &inner)
                });
                self.walk(part, positive, &inner, &ready);
            }
        }
        if said.is_empty() {
            self.leaf(condition, positive, frame, sheets);
        }
    }

    /// A part without parts of its own: true and false, at its limit and next to it, members and a stranger.
    fn leaf(&mut self, part: &'p Expression, positive: bool, frame: &[Term], sheets: &[Sheet]) {
        if !self.seen.insert(address(part)) {
            return;
        }
        self.number = self.number.saturating_add(1);
        self.solver.afresh();
        match &part.kind {
            ExpressionKind::Compare(comparison, left, right)
                if left.r#type.is_ordered() && *comparison != Comparison::Equal =>
            {
                self.limit(part, (left, right), positive, frame, sheets);
            }
            ExpressionKind::Between(of, low, high) => {
                self.limit(part, (of, low), positive, frame, sheets);
                self.limit(part, (of, high), positive, frame, sheets);
            }
            ExpressionKind::In { negated, item, list } => {
                self.members(part, (item, list), positive != *negated, frame, sheets);
            }
            ExpressionKind::Under(item, list) => self.members(part, (item, list), positive, frame, sheets),
            _ => {
                self.true_and_false(part, positive, frame, sheets);
            }
        }
    }

    fn true_and_false(&mut self, part: &'p Expression, positive: bool, frame: &[Term], sheets: &[Sheet]) {
        for (want, tag, words) in [(true, "true", "so"), (false, "false", "not so")] {
            let sheet = self.solved(part, want, frame, sheets);
            self.add(part, tag, words.to_owned(), Some(want == positive), sheet);
        }
    }

    fn solved(&self, part: &'p Expression, want: bool, frame: &[Term], sheets: &[Sheet]) -> Option<Sheet> {
        let solve = |sheet: &Sheet| {
            self.solver.afresh();
            self.solver.solve(part, want, frame, sheet).into_iter().next()
        };
        let loose = || sheets.iter().map(|sheet| self.solver.loosened(part, frame, sheet));
        sheets.iter().find_map(solve).or_else(|| loose().find_map(|sheet| solve(&sheet)))
    }

    /// At a limit, just under and just over it.
    fn limit(
        &mut self,
        part: &'p Expression,
        sides: (&'p Expression, &'p Expression),
        positive: bool,
        frame: &[Term],
        sheets: &[Sheet],
    ) {
        let loose = sheets.iter().map(|sheet| self.solver.loosened(part, frame, sheet));
        let met = sheets.iter().cloned().chain(loose).find_map(|sheet| {
            self.solver.afresh();
            self.solver.compare(Comparison::Equal, sides, true, frame, &sheet).into_iter().find(|met| {
                let of = |side| self.solver.value(side, frame, met);
                let (left, right) = (of(sides.0), of(sides.1));
                left == right
            })
        });
        let lever = met.as_ref().and_then(|met| {
            let path = self.solver.path(sides.0, frame).or_else(|| self.solver.path(sides.1, frame));
            let path = path.filter(|path| matches!(met.get(path), Slot::Value(_)));
            path.or_else(|| self.solver.levers(sides, frame, met).into_iter().next())
        });
        let (Some(met), Some(lever)) = (met, lever) else {
            return self.true_and_false(part, positive, frame, sheets);
        };
        let Slot::Value(value) = met.get(&lever).clone() else { return };
        let r#type = super::sheet::type_at(&lever, self.solver.schema()).unwrap_or(Type::Broken);
        let tries = [
            ("under", "just under the limit", next(&value, &r#type, false)),
            ("at", "at the limit", Some(value.clone())),
            ("over", "just over the limit", next(&value, &r#type, true)),
        ];
        for (tag, words, value) in tries {
            let sheet = value.map(|value| forced(&met, &lever, value));
            let holds = sheet.as_ref().and_then(|sheet| match self.solver.truth(part, frame, sheet) {
                crate::eval::decision::Truth::Yes => Some(positive),
                crate::eval::decision::Truth::No => Some(!positive),
                crate::eval::decision::Truth::Unknown => None,
            });
            self.add(part, tag, words.to_owned(), holds, sheet);
        }
    }

    /// The first and the last member of a list, and a stranger.
    fn members(
        &mut self,
        part: &'p Expression,
        (item, list): (&'p Expression, &'p Expression),
        positive: bool,
        frame: &[Term],
        sheets: &[Sheet],
    ) {
        let (Some(path), Some(sheet)) = (self.solver.path(item, frame), sheets.first()) else {
            return self.true_and_false(part, positive, frame, sheets);
        };
        let members = self.solver.members(list, frame, sheet);
        if list.r#type == Type::Period || members.is_empty() {
            return self.true_and_false(part, positive, frame, sheets);
        }
        let stranger = self.solver.ordinary.other_than(&members, &item.r#type, self.solver.schema());
        let last = members.last().filter(|_| members.len() > 1).cloned();
        let tries = [
            ("first", "the first of the list", members.first().cloned(), positive),
            ("last", "the last of the list", last, positive),
            ("stranger", "not in the list", stranger, !positive),
        ];
        for (tag, words, value, holds) in tries {
            let Some(value) = value else { continue };
            let loose = sheets.iter().map(|sheet| self.solver.loosened(part, frame, sheet));
            let sheet = sheets.iter().cloned().chain(loose).find_map(|sheet| self.put(&path, &value, &sheet));
            self.add(part, tag, words.to_owned(), Some(holds), sheet);
        }
    }

    fn put(&self, path: &super::sheet::Path, value: &Value, sheet: &Sheet) -> Option<Sheet> {
        self.solver.afresh();
        self.solver.set(path, Slot::Value(value.clone()), sheet).into_iter().next()
    }

    fn add(
        &mut self,
        part: &'p Expression,
        tag: &'static str,
        words: String,
        holds: Option<bool>,
        sheet: Option<Sheet>,
    ) {
        self.found.push(Variant { part, number: self.number, tag, words, holds, sheet });
    }
}

fn address(part: &Expression) -> usize {
    std::ptr::from_ref(part).addr()
}
