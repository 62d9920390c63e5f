//! Comparisons: one side is set to what makes them so. Where a side is worked out from several facts, one amount
//! among them is moved, in proportion, until the sides meet.

use crate::eval::decision::Truth;
use crate::schema::Type;
use crate::typed::{Comparison, Each, Expression, ExpressionKind, Quantifier};
use crate::value::{Money, Number, Quantity, Value};

use super::elements::element;
use super::sheet::{Path, Sheet, Slot, type_at};
use super::solver::{KEPT, Solver, Term};
use super::values::{flipped, is_known, next, opposite};

/// The two sides of a comparison.
type Sides<'p> = (&'p Expression, &'p Expression);

/// Amounts that are tried as levers.
const LEVERS: usize = 4;

/// Sums in each other that get an element each. What lies deeper is empty: a definition may sum up itself without end.
const SUMS: usize = 2;

impl<'p> Solver<'p> {
    pub(super) fn compare(
        &self,
        comparison: Comparison,
        (left, right): Sides<'p>,
        want: bool,
        frame: &[Term],
        sheet: &Sheet,
    ) -> Vec<Sheet> {
        let wanted = if want { comparison } else { opposite(comparison) };
        if let ExpressionKind::Quantified(Quantifier::Count, each, body) = &left.kind {
            return self.count(each, body.as_deref(), (wanted, right), frame, sheet);
        }
        if let ExpressionKind::Lookup(table, arguments) = &left.kind {
            return self.look_up(*table, arguments, (wanted, right), frame, sheet);
        }
        let (left_path, right_path) = (self.path(left, frame), self.path(right, frame));
        let open = |path: &Option<Path>| path.as_ref().filter(|path| *sheet.get(path) == Slot::Open).cloned();
        match (open(&left_path), open(&right_path)) {
            (Some(path), None) => self.meet(&path, left, wanted, right, frame, sheet),
            (None, Some(path)) => self.meet(&path, right, flipped(wanted), left, frame, sheet),
            (Some(path), Some(other)) => self
                .ordinary_at(&other, sheet)
                .iter()
                .flat_map(|sheet| self.meet(&path, left, wanted, right, frame, sheet))
                .take(KEPT)
                .collect(),
            (None, None) => self.move_lever(wanted, (left, right), frame, sheet),
        }
    }

    /// Sets an open value so that it compares with the other side as wanted.
    fn meet(
        &self,
        path: &Path,
        side: &Expression,
        wanted: Comparison,
        other: &'p Expression,
        frame: &[Term],
        sheet: &Sheet,
    ) -> Vec<Sheet> {
        let mut found = Vec::new();
        for sheet in self.make_known(other, frame, sheet) {
            let target = self.value(other, frame, &sheet);
            if !is_known(&target) {
                continue;
            }
            for value in self.candidates(&target, &side.r#type, wanted) {
                found.extend(self.set(path, Slot::Value(value), &sheet));
            }
        }
        found
    }

    fn candidates(&self, target: &Value, r#type: &Type, wanted: Comparison) -> Vec<Value> {
        match wanted {
            Comparison::Equal | Comparison::AtLeast | Comparison::AtMost => vec![target.clone()],
            Comparison::Greater => next(target, r#type, true).into_iter().collect(),
            Comparison::Less => next(target, r#type, false).into_iter().collect(),
            Comparison::NotEqual => self
                .ordinary
                .other_than(std::slice::from_ref(target), r#type, self.schema())
                .into_iter()
                .collect(),
        }
    }

    /// `x between low and high`
    pub(super) fn between(
        &self,
        (of, low, high): (&'p Expression, &'p Expression, &'p Expression),
        want: bool,
        frame: &[Term],
        sheet: &Sheet,
    ) -> Vec<Sheet> {
        let sides = if want {
            [(Comparison::AtLeast, low), (Comparison::AtMost, high)]
        } else {
            [(Comparison::Less, low), (Comparison::Greater, high)]
        };
        let found =
            sides.iter().flat_map(|(wanted, side)| self.compare(*wanted, (of, side), true, frame, sheet));
        found.take(KEPT).collect()
    }

    /// `count(…) > 0`: as many elements as it takes.
    fn count(
        &self,
        each: &'p Each,
        body: Option<&'p Expression>,
        (wanted, limit): (Comparison, &'p Expression),
        frame: &[Term],
        sheet: &Sheet,
    ) -> Vec<Sheet> {
        const MOST: i64 = 5;
        let Some(limit) = self.value(limit, frame, sheet).number().and_then(Number::to_i64) else {
            return Vec::new();
        };
        let wanted = match wanted {
            Comparison::Equal | Comparison::AtLeast => limit,
            Comparison::Greater | Comparison::NotEqual => limit.saturating_add(1),
            Comparison::Less | Comparison::AtMost => 0,
        };
        let path = self.path(&each.list, frame);
        let empty = match path {
            Some(path) if wanted == 0 => return self.set(&path, Slot::List(Vec::new()), sheet),
            _ => sheet.clone(),
        };
        let parts: Vec<(&Expression, bool)> =
            each.filter.as_deref().into_iter().chain(body).map(|part| (part, true)).collect();
        (0..wanted.clamp(0, MOST)).fold(vec![empty], |sheets, _| {
            let longer = sheets.iter().filter_map(|sheet| self.one_more(each, &parts, frame, sheet));
            longer.take(KEPT).collect()
        })
    }

    /// Facts with one more element that passes tests.
    fn one_more(
        &self,
        each: &'p Each,
        tests: &[(&'p Expression, bool)],
        frame: &[Term],
        sheet: &Sheet,
    ) -> Option<Sheet> {
        let (longer, inner) = self.elements(each, frame, sheet).pop()?;
        if let Some(Term::Path(path)) = inner.last()
            && *longer.get(path) == Slot::Open
        {
            let slot = self.ordinary_slot(path)?;
            let filled = self.set(path, slot, &longer).into_iter().next()?;
            return self.passing(tests, &inner, filled);
        }
        self.passing(tests, &inner, longer)
    }

    fn passing(&self, tests: &[(&'p Expression, bool)], frame: &[Term], sheet: Sheet) -> Option<Sheet> {
        let passing =
            tests.iter().fold(vec![sheet], |sheets, (test, want)| self.then(sheets, test, *want, frame));
        passing.into_iter().next()
    }

    /// Facts in which an expression has a value.
    pub(super) fn make_known(&self, expression: &'p Expression, frame: &[Term], sheet: &Sheet) -> Vec<Sheet> {
        if !matches!(self.value(expression, frame, sheet), Value::Unknown(_)) {
            return vec![sheet.clone()];
        }
        if let Some(path) = self.path(expression, frame) {
            return self.ordinary_at(&path, sheet);
        }
        match &expression.kind {
            ExpressionKind::Call(id, arguments) => {
                let Some(definition) = self.program.policy().definitions.get(id.0) else { return Vec::new() };
                let inner = self.arguments(arguments, frame, sheet);
                self.make_known(&definition.body, &inner, sheet)
            }
            ExpressionKind::Aggregate(_, each, value, _) => self.make_sum_known(each, value, frame, sheet),
            _ if expression.r#type == Type::Boolean => [true, false]
                .into_iter()
                .flat_map(|want| self.solve(expression, want, frame, sheet))
                .take(KEPT)
                .collect(),
            _ => expression.parts().into_iter().fold(vec![sheet.clone()], |sheets, part| {
                sheets.iter().flat_map(|sheet| self.make_known(part, frame, sheet)).take(KEPT).collect()
            }),
        }
    }

    /// One element that counts, with a value.
    fn make_sum_known(
        &self,
        each: &'p Each,
        value: &'p Expression,
        frame: &[Term],
        sheet: &Sheet,
    ) -> Vec<Sheet> {
        let level = *self.sums.borrow();
        let list = self.path(&each.list, frame);
        let empty = list.map(|path| self.set(&path, Slot::List(Vec::new()), sheet)).unwrap_or_default();
        if level >= SUMS {
            return empty;
        }
        let tests: Vec<(&Expression, bool)> =
            each.filter.as_deref().into_iter().map(|part| (part, true)).collect();
        // In a sum of sums what is added up may come from above, from below, or from both.
        let (mut found, last) = if level > 0 { (empty, Vec::new()) } else { (Vec::new(), empty) };
        *self.sums.borrow_mut() += 1;
        for (sheet, inner) in self.elements(each, frame, sheet) {
            let passing = self.passing(&tests, &inner, sheet);
            found.extend(passing.iter().flat_map(|sheet| self.make_known(value, &inner, sheet)));
            if found.len() >= KEPT {
                break;
            }
        }
        *self.sums.borrow_mut() -= 1;
        found.extend(last);
        found.truncate(KEPT);
        found
    }

    /// Moves one amount on which a side depends until the comparison is as wanted.
    fn move_lever(&self, wanted: Comparison, sides: Sides<'p>, frame: &[Term], sheet: &Sheet) -> Vec<Sheet> {
        let mut found = Vec::new();
        let known = self.make_known(sides.0, frame, sheet);
        let known = known.iter().flat_map(|sheet| self.make_known(sides.1, frame, sheet));
        for sheet in known.take(KEPT).collect::<Vec<_>>() {
            for lever in self.levers(sides, frame, &sheet).into_iter().take(LEVERS) {
                found.extend(self.moved(&lever, wanted, sides, frame, &sheet));
            }
        }
        found.truncate(KEPT);
        found
    }

    /// Amounts among the facts on which the sides depend, those that were open before first.
    pub(super) fn levers(&self, sides: Sides<'p>, frame: &[Term], sheet: &Sheet) -> Vec<Path> {
        let mut found = Vec::new();
        self.collect_levers(sides.0, frame, sheet, 0, &mut found);
        self.collect_levers(sides.1, frame, sheet, 0, &mut found);
        found
    }

    fn collect_levers(
        &self,
        expression: &'p Expression,
        frame: &[Term],
        sheet: &Sheet,
        depth: usize,
        found: &mut Vec<Path>,
    ) {
        const DEEP: usize = 12;
        if depth > DEEP {
            return;
        }
        if let Some(path) = self.path(expression, frame) {
            let is_amount = type_at(&path, self.schema()).is_some_and(|found| found.is_amount());
            if is_amount && matches!(sheet.get(&path), Slot::Value(_)) && !found.contains(&path) {
                found.push(path);
            }
            return;
        }
        match &expression.kind {
            ExpressionKind::Call(id, arguments) => {
                if let Some(definition) = self.program.policy().definitions.get(id.0) {
                    let inner = self.arguments(arguments, frame, sheet);
                    self.collect_levers(&definition.body, &inner, sheet, depth.saturating_add(1), found);
                }
            }
            ExpressionKind::Aggregate(_, each, value, _) => {
                let Some(path) = self.path(&each.list, frame) else { return };
                let count = if let Slot::List(items) = sheet.get(&path) { items.len() } else { 0 };
                for index in 0..count {
                    let mut inner: Vec<Term> = frame.iter().take(each.local).cloned().collect();
                    inner.push(Term::Path(element(&path, index)));
                    let counts = each.filter.as_ref().map(|filter| self.truth(filter, &inner, sheet));
                    if counts.is_none_or(|counts| counts == Truth::Yes) {
                        self.collect_levers(value, &inner, sheet, depth.saturating_add(1), found);
                    }
                }
            }
            _ => expression
                .parts()
                .into_iter()
                .for_each(|part| self.collect_levers(part, frame, sheet, depth.saturating_add(1), found)),
        }
    }

    /// Facts in which a lever stands where the comparison is as wanted, if the sides depend on it in proportion.
    fn moved(
        &self,
        lever: &Path,
        wanted: Comparison,
        sides: Sides<'p>,
        frame: &[Term],
        sheet: &Sheet,
    ) -> Vec<Sheet> {
        let Some((meeting, rising)) = self.meeting(lever, sides, frame, sheet) else { return Vec::new() };
        let Some(r#type) = type_at(lever, self.schema()) else { return Vec::new() };
        let Some(meeting) =
            round(&meeting, &r#type, rising == matches!(wanted, Comparison::AtLeast | Comparison::Greater))
        else {
            return Vec::new();
        };
        let (up, down) = (next(&meeting, &r#type, true), next(&meeting, &r#type, false));
        let (more, less) = if rising { (up, down) } else { (down, up) };
        let values = match wanted {
            Comparison::Equal | Comparison::AtLeast | Comparison::AtMost => vec![Some(meeting)],
            Comparison::Greater => vec![Some(meeting), more],
            Comparison::Less => vec![Some(meeting), less],
            Comparison::NotEqual => vec![more, less],
        };
        let values = values.into_iter().flatten();
        values.map(|value| forced(sheet, lever, value)).collect()
    }

    /// Where a lever makes both sides equal, and whether the left side rises with it.
    pub(super) fn meeting(
        &self,
        lever: &Path,
        (left, right): Sides<'p>,
        frame: &[Term],
        sheet: &Sheet,
    ) -> Option<(Value, bool)> {
        let Slot::Value(start) = sheet.get(lever) else { return None };
        let distance = |sheet: &Sheet| {
            let (left, right) = (self.value(left, frame, sheet), self.value(right, frame, sheet));
            Some(amount(&left)?.subtract(&amount(&right)?))
        };
        let first = amount(start)?;
        let second = first.add(&Number::ONE);
        let here = distance(sheet)?;
        let there = distance(&forced(sheet, lever, with_amount(start, second)))?;
        let slope = there.subtract(&here);
        let meeting = first.subtract(&here.divide(&slope)?);
        (!meeting.is_negative()).then(|| (with_amount(start, meeting), !slope.is_negative()))
    }
}

/// Facts with another value at the end of a way.
pub(super) fn forced(sheet: &Sheet, path: &Path, value: Value) -> Sheet {
    let mut other = sheet.clone();
    other.set(path, Slot::Value(value));
    other
}

/// How much a value is, in base units.
fn amount(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::Money(money) => Some(money.amount.clone()),
        Value::Quantity(quantity) => Some(quantity.amount.clone()),
        _ => None,
    }
}

fn with_amount(value: &Value, amount: Number) -> Value {
    match value {
        Value::Money(money) => Value::Money(Money { amount, currency: money.currency }),
        Value::Quantity(quantity) => Value::Quantity(Quantity { amount, unit: quantity.unit }),
        _ => Value::Number(amount),
    }
}

/// A value that facts of a type can have: a whole cent, a short decimal; rounded up or down where it is none.
fn round(value: &Value, r#type: &Type, up: bool) -> Option<Value> {
    let places = match r#type {
        Type::Money => 2,
        _ => 6,
    };
    let scale = Number::parse(&format!("1{}", "0".repeat(places)))?;
    let scaled = amount(value)?.multiply(&scale);
    let floor = scaled.floor();
    let whole = if up && floor != scaled { floor.add(&Number::ONE) } else { floor };
    Some(with_amount(value, whole.divide(&scale)?))
}
