//! `in` and `under`.

use crate::eval::decision::Truth;
use crate::screen::{Kind, LOST, Node, NodeId, ReadId};
use crate::typed::{Comparison, Interval, ListId};
use crate::value::{Code, Value};

use super::Lowerer;
use super::term::Term;

impl Lowerer<'_> {
    /// `a in b`, `a not in b`; false for none, negated or not.
    pub(super) fn membership(&mut self, negated: bool, item: &Term, list: &Term) -> NodeId {
        if let Term::Choice(condition, yes, no) = item {
            let (yes, no) = (self.membership(negated, yes, list), self.membership(negated, no, list));
            return self.choice(*condition, yes, no);
        }
        if item.is_nothing() || list.is_nothing() {
            return self.known(Truth::No);
        }
        let found = match list {
            Term::Named(id, whole) => self.in_named(item, *id, *whole),
            Term::Items(items) => {
                let same: Vec<NodeId> = items.iter().map(|other| self.same(item, other)).collect();
                self.any(&same)
            }
            Term::List(read, table) => self.in_rows(item, *read, *table),
            _ => self.unknown(),
        };
        if !negated {
            return found;
        }
        if let Node::Member(read, set) = self.at(found) {
            return self.node(Node::Stranger(read, set));
        }
        let found = self.not(found);
        let mut parts = vec![found];
        parts.extend(self.there(item));
        parts.extend(self.there(list));
        self.all(&parts)
    }

    /// Whether there is a value at all; nothing where that goes without saying.
    fn there(&mut self, term: &Term) -> Option<NodeId> {
        match term {
            Term::Slot(read, _) | Term::List(read, _) => {
                Some(self.node(Node::Within(*read, LOST + 1, i64::MAX)))
            }
            Term::Constant(_) | Term::Truth(_) | Term::Named(..) | Term::Items(_) => None,
            _ => Some(self.unknown()),
        }
    }

    /// Whether two values are the same. Unlike `==` money of two currencies is not, whatever the rate.
    fn same(&mut self, one: &Term, two: &Term) -> NodeId {
        let money = |term: &Term| {
            matches!(
                term,
                Term::Slot(_, Kind::Money(..)) | Term::Amount(..) | Term::Constant(Value::Money(_))
            )
        };
        if money(one) || money(two) {
            return self.unknown();
        }
        self.compare(Comparison::Equal, one, two)
    }

    fn in_named(&mut self, item: &Term, id: ListId, whole: bool) -> NodeId {
        let policy = self.policy;
        let items = policy.lists.get(id.0).map(|list| list.items.as_slice()).unwrap_or_default();
        let mut found = Vec::new();
        for (interval, values) in by_days(items) {
            let within = self.within(&interval);
            let among = self.among(item, &values);
            found.push(self.all(&[within, among]));
        }
        let found = self.any(&found);
        if whole { self.as_a_whole(found, items) } else { found }
    }

    /// A list that is an argument is unknown as long as it is open what belongs to it.
    pub(super) fn as_a_whole(&mut self, found: NodeId, items: &[(Value, Interval)]) -> NodeId {
        if items.iter().all(|(_, interval)| interval.is_always()) {
            return found;
        }
        let known = self.day_is_known();
        self.then(Some(known), found)
    }

    /// One of some constants.
    fn among(&mut self, item: &Term, values: &[&Value]) -> NodeId {
        if let Term::Slot(read, kind @ (Kind::Text | Kind::Code(_) | Kind::Country | Kind::Enum(_))) = item {
            let numbers: Option<Vec<i64>> = values.iter().map(|value| self.number(kind, value)).collect();
            if let Some(numbers) = numbers {
                let set = self.set(numbers);
                return self.node(Node::Member(*read, set));
            }
        }
        let same: Vec<NodeId> =
            values.iter().map(|value| self.same(item, &Term::of((*value).clone()))).collect();
        self.any(&same)
    }

    /// Among the rows of a list of the facts.
    fn in_rows(&mut self, item: &Term, list: ReadId, table: u32) -> NodeId {
        let level = self.level.saturating_add(1);
        if usize::from(level) >= crate::screen::LEVELS {
            return self.unknown();
        }
        let element = self.element(table, level);
        let body = self.same(item, &element);
        self.node(Node::Some { list, table, level, body })
    }

    /// `a under b`; false for none.
    pub(super) fn under(&mut self, code: &Term, of: &Term) -> NodeId {
        if let Term::Choice(condition, yes, no) = code {
            let (yes, no) = (self.under(yes, of), self.under(no, of));
            return self.choice(*condition, yes, no);
        }
        match of {
            of if code.is_nothing() || of.is_nothing() => self.known(Truth::No),
            Term::Constant(Value::Code(of)) => self.under_one(code, of),
            Term::Items(items) => {
                let parts: Vec<NodeId> = items.iter().map(|of| self.under(code, of)).collect();
                self.any(&parts)
            }
            Term::Named(id, whole) => {
                let policy = self.policy;
                let items = policy.lists.get(id.0).map(|list| list.items.as_slice()).unwrap_or_default();
                let mut parts = Vec::new();
                for (value, interval) in items {
                    let within = self.within(interval);
                    let under = self.under(code, &Term::of(value.clone()));
                    parts.push(self.all(&[within, under]));
                }
                let found = self.any(&parts);
                if *whole { self.as_a_whole(found, items) } else { found }
            }
            _ => self.unknown(),
        }
    }

    fn under_one(&mut self, code: &Term, of: &Code) -> NodeId {
        match code {
            Term::Constant(Value::Code(code)) if code.is_under(of) => self.known(Truth::Yes),
            Term::Constant(Value::Code(_)) => self.known(Truth::No),
            Term::Slot(read, Kind::Code(_)) => {
                self.form.symbols.intern(of.as_str());
                let at = self.form.reads.get(*read as usize).copied();
                let Some(nearest) = at.and_then(|at| self.nearest(at)) else { return self.unknown() };
                let read = self.read(nearest);
                let set = self.set_under(of);
                self.node(Node::Member(read, set))
            }
            _ => self.unknown(),
        }
    }

    fn set_under(&mut self, of: &Code) -> u32 {
        if let Some((set, _)) = self.under.iter().find(|(_, known)| known == of) {
            return *set;
        }
        let set = self.empty_set();
        self.under.push((set, of.clone()));
        set
    }
}

/// Members by the days on which they belong.
fn by_days(items: &[(Value, Interval)]) -> Vec<(Interval, Vec<&Value>)> {
    let mut groups: Vec<(Interval, Vec<&Value>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for (value, interval) in items {
        let place = *places.entry(*interval).or_insert_with(|| {
            groups.push((*interval, Vec::new()));
            groups.len().saturating_sub(1)
        });
        if let Some((_, values)) = groups.get_mut(place) {
            values.push(value);
        }
    }
    groups
}
