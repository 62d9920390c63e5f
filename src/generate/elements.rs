//! Lists: elements that pass a test, lists without such an element, members and strangers.

use crate::schema::Type;
use crate::typed::{Each, Expression, ExpressionKind};
use crate::value::Value;

use super::sheet::{Path, Sheet, Slot, Step, type_at};
use super::solver::{KEPT, Solver, Term};
use super::values::is_known;

/// Elements of a constant list that are tried.
const TRIED: usize = 12;

impl<'p> Solver<'p> {
    /// Facts with an element of a list that passes tests.
    pub fn with_element(
        &self,
        each: &'p Each,
        tests: &[(&'p Expression, bool)],
        frame: &[Term],
        sheet: &Sheet,
    ) -> Vec<Sheet> {
        let mut found = Vec::new();
        for (sheet, inner) in self.elements(each, frame, sheet) {
            let passing =
                tests.iter().fold(vec![sheet], |sheets, (test, want)| self.then(sheets, test, *want, &inner));
            found.extend(passing);
            if found.len() >= KEPT {
                break;
            }
        }
        found
    }

    /// Elements that a list has or may have, each with its frame: those of a constant list, those that have been
    /// decided, and a further one.
    pub fn elements(&self, each: &'p Each, frame: &[Term], sheet: &Sheet) -> Vec<(Sheet, Vec<Term>)> {
        let inner = |term: Term| {
            let mut inner: Vec<Term> = frame.iter().take(each.local).cloned().collect();
            inner.resize_with(each.local, || Term::Constant(Value::UNKNOWN));
            inner.push(term);
            inner
        };
        let Some(path) = self.path(&each.list, frame) else {
            let items = self.constants(&each.list, frame, sheet);
            let items = items.into_iter().take(TRIED);
            return items.map(|item| (sheet.clone(), inner(Term::Constant(item)))).collect();
        };
        let count = match sheet.get(&path) {
            Slot::List(items) => items.len(),
            Slot::Open => 0,
            Slot::None | Slot::Undeterminable | Slot::Value(_) | Slot::Record(_) => return Vec::new(),
        };
        let known = (0..count).map(|index| (sheet.clone(), inner(Term::Path(element(&path, index)))));
        let mut found: Vec<(Sheet, Vec<Term>)> = known.collect();
        let further = element(&path, count);
        let mut longer = sheet.clone();
        longer.set(&further, self.empty(&further));
        let longer = self.applying(&path, longer).into_iter().take(1);
        found.extend(longer.map(|sheet| (sheet, inner(Term::Path(further.clone())))));
        found
    }

    fn empty(&self, path: &Path) -> Slot {
        match type_at(path, self.schema()) {
            Some(Type::Record(_)) => Slot::Record(std::collections::BTreeMap::new()),
            _ => Slot::Open,
        }
    }

    /// The known elements of a list that is no value of the facts.
    pub fn constants(&self, list: &Expression, frame: &[Term], sheet: &Sheet) -> Vec<Value> {
        match self.value(list, frame, sheet) {
            Value::List(list) => list.items.iter().filter(|item| is_known(item)).cloned().collect(),
            _ => Vec::new(),
        }
    }

    /// Facts in which something is so for each element of a list; an open list is empty.
    pub fn for_elements(
        &self,
        each: &'p Each,
        frame: &[Term],
        sheet: &Sheet,
        make: impl Fn(&Sheet, &[Term]) -> Vec<Sheet>,
    ) -> Vec<Sheet> {
        let path = self.path(&each.list, frame);
        if let Some(path) = &path
            && *sheet.get(path) == Slot::Open
        {
            return self.set(path, Slot::List(Vec::new()), sheet);
        }
        let terms: Vec<Term> = match &path {
            Some(path) => match sheet.get(path) {
                Slot::List(items) => (0..items.len()).map(|index| Term::Path(element(path, index))).collect(),
                _ => Vec::new(),
            },
            None => self.constants(&each.list, frame, sheet).into_iter().map(Term::Constant).collect(),
        };
        terms.into_iter().fold(vec![sheet.clone()], |sheets, term| {
            let mut inner: Vec<Term> = frame.iter().take(each.local).cloned().collect();
            inner.push(term);
            sheets.iter().flat_map(|sheet| make(sheet, &inner)).take(KEPT).collect()
        })
    }

    /// `item in list`, `code under list`.
    pub fn membership(
        &self,
        item: &'p Expression,
        list: &'p Expression,
        want: bool,
        frame: &[Term],
        sheet: &Sheet,
    ) -> Vec<Sheet> {
        if list.r#type == Type::Period {
            return self.in_period(item, list, want, frame, sheet);
        }
        if let Some(path) = self.path(item, frame) {
            let members = self.members(list, frame, sheet);
            if want {
                let tried = members.into_iter().take(TRIED);
                return tried
                    .flat_map(|member| self.set(&path, Slot::Value(member), sheet))
                    .take(KEPT)
                    .collect();
            }
            let stranger = self.ordinary.other_than(&members, &item.r#type, self.schema());
            return stranger
                .into_iter()
                .flat_map(|value| self.set(&path, Slot::Value(value), sheet))
                .collect();
        }
        let (Some(path), value) = (self.path(list, frame), self.value(item, frame, sheet)) else {
            return Vec::new();
        };
        if !want {
            return self.set(&path, Slot::List(Vec::new()), sheet);
        }
        let count = if let Slot::List(items) = sheet.get(&path) { items.len() } else { 0 };
        let mut longer = sheet.clone();
        longer.set(&element(&path, count), Slot::Value(value));
        self.applying(&path, longer)
    }

    /// The members of a list, or the one code that something must lie under.
    pub fn members(&self, list: &Expression, frame: &[Term], sheet: &Sheet) -> Vec<Value> {
        if let Some(element) = list.r#type.element() {
            if let ExpressionKind::NamedList(id) = &list.kind {
                let items =
                    self.program.policy().lists.get(id.0).map_or(&[][..], |list| list.items.as_slice());
                let day = self.question.as_of;
                let belongs = items.iter().filter(|(_, days)| day.is_none_or(|day| days.contains(day)));
                return self.sought_first(belongs.map(|(value, _)| value.clone()).collect(), element);
            }
            return self.sought_first(self.constants(list, frame, sheet), element);
        }
        let value = self.value(list, frame, sheet);
        if is_known(&value) { vec![value] } else { Vec::new() }
    }

    /// Those that are tried before all others stand first.
    fn sought_first(&self, mut members: Vec<Value>, r#type: &Type) -> Vec<Value> {
        members.sort_by_key(|member| !self.is_sought(member, r#type));
        members
    }

    fn in_period(
        &self,
        item: &'p Expression,
        list: &'p Expression,
        want: bool,
        frame: &[Term],
        sheet: &Sheet,
    ) -> Vec<Sheet> {
        let Some(path) = self.path(item, frame) else { return Vec::new() };
        let sheets = self.make_known(list, frame, sheet);
        let mut found = Vec::new();
        for sheet in sheets {
            let Value::Period(first, last) = self.value(list, frame, &sheet) else { continue };
            let days = if want {
                vec![first, last]
            } else {
                first.yesterday().into_iter().chain(last.tomorrow()).collect()
            };
            found.extend(
                days.into_iter().flat_map(|day| self.set(&path, Slot::Value(Value::Date(day)), &sheet)),
            );
        }
        found
    }
}

/// The way to an element of a list.
pub(super) fn element(path: &Path, index: usize) -> Path {
    let mut path = path.clone();
    path.push(Step::Element(index));
    path
}
