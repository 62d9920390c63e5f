//! A small solver: facts in which a condition is true, or false. It goes through a condition from the outside in,
//! tries the few values that matter at each comparison, and keeps a few alternatives at a time. What it returns
//! has been evaluated; what it does not find may still exist.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::eval::decision::Truth;
use crate::eval::probe::{text_in_force, value};
use crate::eval::{Question, show};
use crate::program::Program;
use crate::schema::{Schema, Type};
use crate::typed::{DefinitionId, Expression, ExpressionKind, Quantifier, RuleId, RuleKind};
use crate::value::{Date, Value};

use super::sheet::{Path, Sheet, Slot, Step, fields_on};
use super::values::Ordinary;

/// Alternatives that are kept at a time.
pub(super) const KEPT: usize = 3;

/// Steps that one search may take.
const MOST_STEPS: usize = 200;

/// Steps that all searches for one statement may take.
const MOST_STEPS_IN_ALL: usize = 3_000;

/// How deep definitions and rules may lead.
const DEEPEST: usize = 24;

/// What a local stands for.
#[derive(Clone, Debug)]
pub(super) enum Term {
    /// A value of the facts.
    Path(Path),
    /// A constant.
    Constant(Value),
}

/// Looks for facts under the law of a day.
pub(super) struct Solver<'p> {
    pub program: &'p Program,
    pub question: Question,
    pub ordinary: Ordinary,
    /// Entries of lists and keys of tables that are tried before all others, as facts write them.
    sought: BTreeSet<String>,
    steps: RefCell<usize>,
    steps_in_all: RefCell<usize>,
    depth: RefCell<usize>,
    /// How many sums in each other are being made known.
    pub sums: RefCell<usize>,
}

impl<'p> Solver<'p> {
    /// For a question that names a day.
    pub fn new(program: &'p Program, question: Question, day: Date) -> Solver<'p> {
        let ordinary = Ordinary::new(program, day);
        Solver {
            program,
            question,
            ordinary,
            sought: BTreeSet::new(),
            steps: RefCell::new(0),
            steps_in_all: RefCell::new(0),
            depth: RefCell::new(0),
            sums: RefCell::new(0),
        }
    }

    /// Tries these entries and keys before all others.
    pub fn seeking(mut self, sought: BTreeSet<String>) -> Solver<'p> {
        self.sought = sought;
        self
    }

    /// Whether an entry or a key is one to try before all others.
    pub fn is_sought(&self, value: &Value, r#type: &Type) -> bool {
        !self.sought.is_empty()
            && show(value, r#type, self.schema()).is_some_and(|shown| self.sought.contains(&shown))
    }

    /// A new search: steps are counted from here.
    pub fn afresh(&self) {
        *self.steps.borrow_mut() = 0;
    }

    pub fn schema(&self) -> &'p Schema {
        &self.program.policy().schema
    }

    /// What an expression comes to by what has been decided so far.
    pub fn value(&self, expression: &Expression, frame: &[Term], sheet: &Sheet) -> Value {
        let Some(facts) = sheet.known(self.schema()) else { return Value::UNKNOWN };
        let frame = frame.iter().map(|term| match term {
            Term::Constant(value) => value.clone(),
            Term::Path(path) => at(&facts.root, path),
        });
        let frame = frame.collect();
        value(self.program, &facts, &self.question, expression, frame)
    }

    pub fn truth(&self, condition: &Expression, frame: &[Term], sheet: &Sheet) -> Truth {
        match self.value(condition, frame, sheet) {
            Value::Boolean(true) => Truth::Yes,
            Value::Boolean(false) | Value::None => Truth::No,
            _ => Truth::Unknown,
        }
    }

    /// Facts in which a condition is as wanted, beginning with what has been decided; the likeliest first.
    pub fn solve(&self, condition: &'p Expression, want: bool, frame: &[Term], sheet: &Sheet) -> Vec<Sheet> {
        let wanted = if want { Truth::Yes } else { Truth::No };
        if self.is_exhausted() || *self.depth.borrow() > DEEPEST {
            return Vec::new();
        }
        if self.truth(condition, frame, sheet) == wanted {
            return vec![sheet.clone()];
        }
        *self.depth.borrow_mut() += 1;
        let mut found = self.search(condition, want, frame, sheet);
        *self.depth.borrow_mut() -= 1;
        found.retain(|sheet| self.truth(condition, frame, sheet) == wanted);
        if !want && found.len() < KEPT {
            found.extend(self.without(condition, frame, sheet));
        }
        found.truncate(KEPT);
        found
    }

    fn is_exhausted(&self) -> bool {
        let mut steps = self.steps.borrow_mut();
        let mut in_all = self.steps_in_all.borrow_mut();
        (*steps, *in_all) = (steps.saturating_add(1), in_all.saturating_add(1));
        *steps > MOST_STEPS || *in_all > MOST_STEPS_IN_ALL
    }

    fn search(&self, condition: &'p Expression, want: bool, frame: &[Term], sheet: &Sheet) -> Vec<Sheet> {
        match &condition.kind {
            ExpressionKind::And(parts) if want => self.all(parts.iter(), want, frame, sheet),
            ExpressionKind::Or(parts) if !want => self.all(parts.iter(), want, frame, sheet),
            ExpressionKind::And(parts) | ExpressionKind::Or(parts) => {
                self.any(parts.iter(), want, frame, sheet)
            }
            ExpressionKind::Not(inner) => self.solve(inner, !want, frame, sheet),
            ExpressionKind::If(condition, yes, no) => {
                let mut found = self.then(self.solve(condition, true, frame, sheet), yes, want, frame);
                found.extend(self.then(self.solve(condition, false, frame, sheet), no, want, frame));
                found
            }
            ExpressionKind::Compare(comparison, left, right) => {
                self.compare(*comparison, (left, right), want, frame, sheet)
            }
            ExpressionKind::In { negated, item, list } => {
                self.membership(item, list, want != *negated, frame, sheet)
            }
            ExpressionKind::Under(code, list) => self.membership(code, list, want, frame, sheet),
            ExpressionKind::Between(of, low, high) => self.between((of, low, high), want, frame, sheet),
            ExpressionKind::IsNone { negated, of } => self.is_none(of, want != *negated, frame, sheet),
            ExpressionKind::CannotBeDetermined(of) => self.undeterminable(of, want, frame, sheet),
            ExpressionKind::Quantified(quantifier, each, body) => {
                self.quantified(*quantifier, each, body.as_deref(), want, frame, sheet)
            }
            ExpressionKind::Call(id, arguments) => self.call(*id, arguments, want, frame, sheet),
            ExpressionKind::Applies(rules) => self.applies(rules, want, sheet),
            ExpressionKind::Field(..) | ExpressionKind::Local(_) => match self.path(condition, frame) {
                Some(path) => self.set(&path, Slot::Value(Value::Boolean(want)), sheet),
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// All parts as wanted, one after the other.
    pub fn all(
        &self,
        parts: impl Iterator<Item = &'p Expression>,
        want: bool,
        frame: &[Term],
        sheet: &Sheet,
    ) -> Vec<Sheet> {
        parts.fold(vec![sheet.clone()], |sheets, part| self.then(sheets, part, want, frame))
    }

    /// One more condition, in each of some facts.
    pub fn then(
        &self,
        sheets: Vec<Sheet>,
        condition: &'p Expression,
        want: bool,
        frame: &[Term],
    ) -> Vec<Sheet> {
        let mut found = Vec::new();
        for sheet in sheets {
            found.extend(self.solve(condition, want, frame, &sheet));
            if found.len() >= KEPT {
                break;
            }
        }
        found.truncate(KEPT);
        found
    }

    /// One of the parts as wanted.
    fn any(
        &self,
        parts: impl Iterator<Item = &'p Expression>,
        want: bool,
        frame: &[Term],
        sheet: &Sheet,
    ) -> Vec<Sheet> {
        let mut found = Vec::new();
        for part in parts {
            found.extend(self.solve(part, want, frame, sheet));
            if found.len() >= KEPT {
                break;
            }
        }
        found
    }

    /// The way to what an expression names, where it names a value of the facts.
    pub fn path(&self, expression: &Expression, frame: &[Term]) -> Option<Path> {
        match &expression.kind {
            ExpressionKind::Facts => Some(Path::new()),
            ExpressionKind::Local(local) => match frame.get(*local)? {
                Term::Path(path) => Some(path.clone()),
                Term::Constant(_) => None,
            },
            ExpressionKind::Field(of, _, slot) => {
                let mut path = self.path(of, frame)?;
                path.push(Step::Field(*slot));
                Some(path)
            }
            _ => None,
        }
    }

    /// Decides about a value that is open, and makes the fields on the way to it apply.
    pub fn set(&self, path: &[Step], slot: Slot, sheet: &Sheet) -> Vec<Sheet> {
        let before = sheet.get(path);
        if *before == slot {
            return vec![sheet.clone()];
        }
        if *before != Slot::Open {
            return Vec::new();
        }
        let mut decided = sheet.clone();
        decided.set(path, slot);
        self.applying(path, decided)
    }

    /// The facts in which the fields on a way apply.
    pub fn applying(&self, path: &[Step], sheet: Sheet) -> Vec<Sheet> {
        let conditions = &self.program.policy().field_conditions;
        let mut sheets = vec![sheet];
        for (position, field) in fields_on(path, self.schema()) {
            let Some(condition) = field.conditional.and_then(|index| conditions.get(index)) else { continue };
            let record = path.get(..position).map(<[Step]>::to_vec).unwrap_or_default();
            sheets = self.then(sheets, condition, true, &[Term::Path(record)]);
        }
        sheets
    }

    /// What a call's arguments stand for.
    pub fn arguments(&self, arguments: &[Expression], frame: &[Term], sheet: &Sheet) -> Vec<Term> {
        let term = |argument: &Expression| match self.path(argument, frame) {
            Some(path) => Term::Path(path),
            None => Term::Constant(self.value(argument, frame, sheet)),
        };
        arguments.iter().map(term).collect()
    }

    fn call(
        &self,
        id: DefinitionId,
        arguments: &'p [Expression],
        want: bool,
        frame: &[Term],
        sheet: &Sheet,
    ) -> Vec<Sheet> {
        let Some(definition) = self.program.policy().definitions.get(id.0) else { return Vec::new() };
        let inner = self.arguments(arguments, frame, sheet);
        self.solve(&definition.body, want, &inner, sheet)
    }

    /// Some rule of these holds, or none does.
    fn applies(&self, rules: &[RuleId], want: bool, sheet: &Sheet) -> Vec<Sheet> {
        if !want {
            return rules.iter().fold(vec![sheet.clone()], |sheets, rule| {
                sheets.iter().flat_map(|sheet| self.rule(*rule, false, sheet)).take(KEPT).collect()
            });
        }
        rules.iter().flat_map(|rule| self.holding(*rule, sheet)).take(KEPT).collect()
    }

    /// A rule is met, and nothing that is an exception to it or switches it off.
    fn holding(&self, id: RuleId, sheet: &Sheet) -> Vec<Sheet> {
        let texts = self.program.policy().rules.iter().flat_map(|rule| &rule.versions);
        let against = texts.filter(|text| text.targets.contains(&id));
        against
            .fold(self.rule(id, true, sheet), |sheets, text| self.then(sheets, &text.condition, false, &[]))
    }

    /// A rule's condition is as wanted; where it is to be met, so are those of what it is an exception to.
    pub fn rule(&self, id: RuleId, want: bool, sheet: &Sheet) -> Vec<Sheet> {
        let Some(rule) = self.program.policy().rules.get(id.0) else { return Vec::new() };
        let in_force = rule.versions.iter().enumerate();
        let in_force = in_force.filter(|(text, _)| text_in_force(self.program, &self.question, id, *text));
        let Some((_, version)) = in_force.last() else {
            return if want { Vec::new() } else { vec![sheet.clone()] };
        };
        let sheets = match rule.kind {
            RuleKind::Exception | RuleKind::Disapplication if want => {
                version.targets.iter().flat_map(|target| self.rule(*target, true, sheet)).take(KEPT).collect()
            }
            RuleKind::Rule | RuleKind::Exception | RuleKind::Disapplication => vec![sheet.clone()],
        };
        self.then(sheets, &version.condition, want, &[])
    }

    fn is_none(&self, of: &'p Expression, want: bool, frame: &[Term], sheet: &Sheet) -> Vec<Sheet> {
        let Some(path) = self.path(of, frame) else { return Vec::new() };
        if want {
            return self.set(&path, Slot::None, sheet);
        }
        self.ordinary_at(&path, sheet)
    }

    fn undeterminable(&self, of: &'p Expression, want: bool, frame: &[Term], sheet: &Sheet) -> Vec<Sheet> {
        let Some(path) = self.path(of, frame) else { return Vec::new() };
        if want { self.set(&path, Slot::Undeterminable, sheet) } else { self.ordinary_at(&path, sheet) }
    }

    /// An ordinary value where none has been decided.
    pub fn ordinary_at(&self, path: &[Step], sheet: &Sheet) -> Vec<Sheet> {
        if *sheet.get(path) != Slot::Open {
            return vec![sheet.clone()];
        }
        match self.ordinary_slot(path) {
            Some(slot) => self.set(path, slot, sheet),
            None => Vec::new(),
        }
    }

    pub fn ordinary_slot(&self, path: &[Step]) -> Option<Slot> {
        match super::sheet::type_at(path, self.schema())? {
            Type::Record(_) => Some(Slot::Record(std::collections::BTreeMap::new())),
            Type::List(_) => Some(Slot::List(Vec::new())),
            scalar => self.ordinary.value(&scalar, self.schema()).map(Slot::Value),
        }
    }

    fn quantified(
        &self,
        quantifier: Quantifier,
        each: &'p crate::typed::Each,
        body: Option<&'p Expression>,
        want: bool,
        frame: &[Term],
        sheet: &Sheet,
    ) -> Vec<Sheet> {
        match (quantifier, want) {
            (Quantifier::Any, true) => {
                let tests = each.filter.as_deref().into_iter().chain(body).map(|part| (part, true));
                self.with_element(each, &tests.collect::<Vec<_>>(), frame, sheet)
            }
            (Quantifier::All, false) => {
                let filter = each.filter.as_deref().into_iter().map(|part| (part, true));
                let tests = filter.chain(body.into_iter().map(|part| (part, false)));
                self.with_element(each, &tests.collect::<Vec<_>>(), frame, sheet)
            }
            (Quantifier::Any, false) => self.for_elements(each, frame, sheet, |sheet, inner| {
                let parts = each.filter.as_deref().into_iter().chain(body);
                parts.flat_map(|part| self.solve(part, false, inner, sheet)).take(KEPT).collect()
            }),
            (Quantifier::All, true) => self.for_elements(each, frame, sheet, |sheet, inner| {
                let outside = each.filter.as_deref().into_iter();
                let outside = outside.flat_map(|filter| self.solve(filter, false, inner, sheet));
                let fits = body.into_iter().flat_map(|body| self.solve(body, true, inner, sheet));
                outside.chain(fits).take(KEPT).collect()
            }),
            (Quantifier::Count, _) => Vec::new(),
        }
    }
}

/// The value at the end of a way.
pub(super) fn at(root: &Value, path: &[Step]) -> Value {
    let found = path.iter().try_fold(root, |value, step| match (value, step) {
        (Value::Record(record), Step::Field(slot)) => record.fields.get(*slot),
        (Value::List(list), Step::Element(index)) => list.items.get(*index),
        (Value::None, _) => Some(value),
        _ => None,
    });
    found.cloned().unwrap_or(Value::UNKNOWN)
}
