//! `any`, `all`, `count`, `sum`, `min`, `max`: a loop over rows of the facts, or all at once over constants.

use crate::eval::decision::Truth;
use crate::screen::{Amount, Gather, LEVELS, Node, NodeId, ReadId, Test};
use crate::typed::{Aggregate, Each, Expression, Quantifier};
use crate::value::{Number, Value};

use super::Lowerer;
use super::term::Term;

/// Constants that are gone through here; longer lists are left to the evaluator.
const MOST_CONSTANTS: usize = 4096;

impl<'p> Lowerer<'p> {
    /// `any`, `all`, `count`
    pub(super) fn quantified(
        &mut self,
        quantifier: Quantifier,
        each: &'p Each,
        body: Option<&'p Expression>,
        frame: &mut Vec<Term>,
    ) -> Term {
        match quantifier {
            Quantifier::Any => Term::Truth(self.some(each, body, false, frame)),
            Quantifier::All => {
                let exception = self.some(each, body, true, frame);
                Term::Truth(self.not(exception))
            }
            Quantifier::Count => self.count(each, body, frame),
        }
    }

    /// Whether some element satisfies; `negated`, whether some element that counts does not.
    fn some(
        &mut self,
        each: &'p Each,
        body: Option<&'p Expression>,
        negated: bool,
        frame: &mut Vec<Term>,
    ) -> NodeId {
        match self.term(&each.list, frame) {
            list if list.is_nothing() => self.known(Truth::No),
            Term::List(list, table) => match self.row(table, each, frame) {
                Some(level) => {
                    let body = self.satisfies(each, body, negated, frame);
                    self.level = self.level.saturating_sub(1);
                    match self.tests(body, level) {
                        Some((start, end)) => self.node(Node::SomeRow(list, table, start, end)),
                        None => self.node(Node::Some { list, table, level, body }),
                    }
                }
                None => self.unknown(),
            },
            list => {
                let Some(elements) = self.constants(&list) else { return self.unknown() };
                let mut parts = Vec::new();
                for (element, belongs) in elements {
                    bind(each, element, frame);
                    let body = self.satisfies(each, body, negated, frame);
                    parts.push(self.all(&[belongs, body]));
                }
                let found = self.any(&parts);
                self.if_whole(&list, found)
            }
        }
    }

    /// One level deeper, with the row as the local of the loop.
    fn row(&mut self, table: u32, each: &Each, frame: &mut Vec<Term>) -> Option<u8> {
        let level = self.level.saturating_add(1);
        if usize::from(level) >= LEVELS {
            return None;
        }
        self.level = level;
        let element = self.element(table, level);
        bind(each, element, frame);
        Some(level)
    }

    fn satisfies(
        &mut self,
        each: &'p Each,
        body: Option<&'p Expression>,
        negated: bool,
        frame: &mut Vec<Term>,
    ) -> NodeId {
        let counts = match &each.filter {
            Some(filter) => self.truth(filter, frame),
            None => self.known(Truth::Yes),
        };
        // The filter may have used the places of inner loops.
        frame.truncate(each.local.saturating_add(1));
        let body = match body {
            Some(body) => self.truth(body, frame),
            None => self.known(Truth::Yes),
        };
        let body = if negated { self.not(body) } else { body };
        self.all(&[counts, body])
    }

    /// The elements of a list of constants, each with whether it belongs; nothing for other lists.
    fn constants(&mut self, list: &Term) -> Option<Vec<(Term, NodeId)>> {
        match list {
            Term::Named(id, _) => {
                let items = &self.policy.lists.get(id.0)?.items;
                if items.len() > MOST_CONSTANTS {
                    return None;
                }
                let elements = items.iter().map(|(value, interval)| (Term::of(value.clone()), interval));
                Some(elements.map(|(element, interval)| (element, self.within(interval))).collect())
            }
            Term::Items(items) => {
                let yes = self.known(Truth::Yes);
                Some(items.iter().map(|item| (item.clone(), yes)).collect())
            }
            _ => None,
        }
    }

    fn if_whole(&mut self, list: &Term, found: NodeId) -> NodeId {
        match list {
            Term::Named(id, true) => {
                let policy = self.policy;
                let items = policy.lists.get(id.0).map(|list| list.items.as_slice()).unwrap_or_default();
                self.as_a_whole(found, items)
            }
            _ => found,
        }
    }

    fn count(&mut self, each: &'p Each, body: Option<&'p Expression>, frame: &mut Vec<Term>) -> Term {
        match self.term(&each.list, frame) {
            list if list.is_nothing() => Term::Constant(Value::Number(Number::ZERO)),
            Term::List(list, table) => {
                let Some(level) = self.row(table, each, frame) else { return Term::Strange };
                let filter = self.satisfies(each, body, false, frame);
                self.level = self.level.saturating_sub(1);
                let value = self.amount(Amount::Known(1, 0));
                let filter = Some(filter).filter(|filter| self.truth_at(*filter) != Some(Truth::Yes));
                let rows = Amount::Rows { gather: Gather::Sum, list, table, level, filter, value };
                Term::Amount(self.amount(rows), 0)
            }
            list => {
                let Some(elements) = self.constants(&list) else { return Term::Strange };
                if matches!(list, Term::Named(_, true)) {
                    return Term::Strange;
                }
                let (one, zero) = (self.amount(Amount::Known(1, 0)), self.amount(Amount::Known(0, 0)));
                let mut sum = zero;
                for (element, belongs) in elements {
                    bind(each, element, frame);
                    let body = self.satisfies(each, body, false, frame);
                    let counts = self.all(&[belongs, body]);
                    let next = self.amount(Amount::Choice(counts, one, zero));
                    sum = self.amount(Amount::Add(sum, next));
                }
                Term::Amount(sum, 0)
            }
        }
    }

    /// `sum`, `min`, `max`
    pub(super) fn aggregate(
        &mut self,
        kind: Aggregate,
        each: &'p Each,
        value: &'p Expression,
        frame: &mut Vec<Term>,
    ) -> Term {
        let gather = match kind {
            Aggregate::Sum => Gather::Sum,
            Aggregate::Least => Gather::Least,
            Aggregate::Greatest => Gather::Greatest,
        };
        let Term::List(list, table) = self.term(&each.list, frame) else { return Term::Strange };
        let Some(level) = self.row(table, each, frame) else { return Term::Strange };
        let filter = each.filter.as_ref().map(|filter| self.truth(filter, frame));
        frame.truncate(each.local.saturating_add(1));
        let value = self.term(value, frame);
        let value = self.amount_of(&value);
        self.level = self.level.saturating_sub(1);
        // A list without rows has a sum even where the value of a row is not to be had here.
        let (value, scale) = value.unwrap_or((self.amount(Amount::Unknown), 0));
        let tests = match filter {
            Some(filter) => self.tests(filter, level),
            None => Some((0, 0)),
        };
        let rows = match (gather, self.amount_at(value), tests) {
            (Gather::Sum, Amount::Slot(read, factor), Some(tests)) if self.is_plain(read, level) => {
                let slot = self.form.reads.get(read as usize).map_or(u32::MAX, |read| read.slot);
                Amount::Total { list, table, tests, slot, factor }
            }
            _ => Amount::Rows { gather, list, table, level, filter, value },
        };
        Term::Amount(self.amount(rows), scale)
    }

    /// Whether a slot lies in the row of a level, whatever else.
    fn is_plain(&self, read: ReadId, level: u8) -> bool {
        self.form.reads.get(read as usize).is_some_and(|read| read.level == level && read.guard.is_none())
    }

    /// A condition as tests of slots of one row, where it is nothing else.
    fn tests(&mut self, condition: NodeId, level: u8) -> Option<(u32, u32)> {
        let parts = match self.at(condition) {
            Node::All(start, end) => self.form.pool.get(start as usize..end as usize)?.to_vec(),
            _ => vec![condition],
        };
        let mut tests: Vec<Test> = Vec::new();
        for part in parts {
            tests.push(self.test(part, level)?);
        }
        Some(self.add_tests(tests))
    }

    /// A condition as one test of a slot in the row of a level.
    pub(super) fn test(&self, condition: NodeId, level: u8) -> Option<Test> {
        let slot = |read: ReadId| {
            let way = self.form.reads.get(read as usize).filter(|_| self.is_plain(read, level));
            way.map(|way| way.slot)
        };
        match self.at(condition) {
            Node::Flag(read) => Some(Test::Other(slot(read)?, 0)),
            Node::Within(read, low, high) => Some(Test::Within(slot(read)?, low, high)),
            Node::Other(read, other) => Some(Test::Other(slot(read)?, other)),
            Node::Member(read, set) => Some(Test::Member(slot(read)?, set)),
            Node::Stranger(read, set) => Some(Test::Stranger(slot(read)?, set)),
            _ => None,
        }
    }

    /// Keeps tests, the cheap ones first.
    pub(super) fn add_tests(&mut self, mut tests: Vec<Test>) -> (u32, u32) {
        tests.sort_by_key(|test| matches!(test, Test::Member(..) | Test::Stranger(..)));
        let place = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let start = place(self.form.tests.len());
        self.form.tests.extend(tests);
        (start, place(self.form.tests.len()))
    }
}

/// Puts an element where the loop's local is.
fn bind(each: &Each, element: Term, frame: &mut Vec<Term>) {
    frame.truncate(each.local);
    frame.push(element);
}
