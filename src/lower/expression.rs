//! Expressions become terms, conditions become nodes.

use crate::eval::decision::Truth;
use crate::screen::{Kind, Node, NodeId};
use crate::typed::{Comparison, DefinitionId, Expression, ExpressionKind, RuleId};
use crate::value::Value;

use super::term::{Record, Term};
use super::{Lowerer, MOST_CALLS};

impl<'p> Lowerer<'p> {
    /// A condition.
    pub(super) fn truth(&mut self, expression: &'p Expression, frame: &mut Vec<Term>) -> NodeId {
        let term = self.term(expression, frame);
        self.truth_of(&term)
    }

    /// A term as a condition; none is false.
    pub(super) fn truth_of(&mut self, term: &Term) -> NodeId {
        match term {
            Term::Truth(node) => *node,
            Term::Constant(Value::Boolean(true)) => self.known(Truth::Yes),
            Term::Constant(Value::Boolean(false) | Value::None) | Term::Nothing => self.known(Truth::No),
            Term::Slot(read, Kind::Boolean) => self.node(Node::Flag(*read)),
            Term::Choice(condition, yes, no) => {
                let (yes, no) = (self.truth_of(yes), self.truth_of(no));
                self.choice(*condition, yes, no)
            }
            _ => self.unknown(),
        }
    }

    /// An expression. `frame` has its locals.
    pub(super) fn term(&mut self, expression: &'p Expression, frame: &mut Vec<Term>) -> Term {
        match &expression.kind {
            ExpressionKind::Literal(value) => Term::of(value.clone()),
            ExpressionKind::Facts => Term::Record(Record { shape: 0, level: 0, guard: None }),
            ExpressionKind::Local(local) => frame.get(*local).cloned().unwrap_or(Term::Strange),
            ExpressionKind::Field(of, record, slot) => {
                let of = self.term(of, frame);
                self.field(&of, *record, *slot)
            }
            ExpressionKind::AsOf => self.as_of(),
            ExpressionKind::Reading(id) => {
                self.readings.get(id.0).map_or(Term::Strange, |answer| Term::Constant(Value::Choice(*answer)))
            }
            ExpressionKind::NamedList(id) => Term::Named(*id, false),
            ExpressionKind::List(items) => {
                Term::Items(items.iter().map(|item| self.term(item, frame)).collect())
            }
            ExpressionKind::Call(id, arguments) => self.call(*id, arguments, frame),
            ExpressionKind::Parameter(id, arguments) => self.parameter(*id, arguments, frame),
            ExpressionKind::Lookup(id, arguments) => self.look_up(*id, arguments, frame),
            ExpressionKind::Applies(rules) => Term::Truth(self.applying(rules)),
            ExpressionKind::Not(of) => {
                let of = self.truth(of, frame);
                Term::Truth(self.not(of))
            }
            ExpressionKind::And(parts) => {
                let parts: Vec<NodeId> = parts.iter().map(|part| self.truth(part, frame)).collect();
                Term::Truth(self.all(&parts))
            }
            ExpressionKind::Or(parts) => {
                let parts: Vec<NodeId> = parts.iter().map(|part| self.truth(part, frame)).collect();
                Term::Truth(self.any(&parts))
            }
            ExpressionKind::Compare(operator, left, right) => {
                let (left, right) = (self.term(left, frame), self.term(right, frame));
                Term::Truth(self.compare(*operator, &left, &right))
            }
            ExpressionKind::Between(of, low, high) => {
                let (of, low, high) = (self.term(of, frame), self.term(low, frame), self.term(high, frame));
                let above = self.compare(Comparison::AtLeast, &of, &low);
                let below = self.compare(Comparison::AtMost, &of, &high);
                Term::Truth(self.all(&[above, below]))
            }
            ExpressionKind::In { negated, item, list } => {
                let (item, list) = (self.term(item, frame), self.term(list, frame));
                Term::Truth(self.membership(*negated, &item, &list))
            }
            ExpressionKind::Under(code, of) => {
                let (code, of) = (self.term(code, frame), self.term(of, frame));
                Term::Truth(self.under(&code, &of))
            }
            ExpressionKind::Negate(of) => {
                let of = self.term(of, frame);
                self.negate(&of)
            }
            ExpressionKind::Arithmetic(operator, left, right) => {
                let (left, right) = (self.term(left, frame), self.term(right, frame));
                self.arithmetic(*operator, &left, &right)
            }
            ExpressionKind::If(condition, yes, no) => {
                let condition = self.truth(condition, frame);
                let (yes, no) = (self.term(yes, frame), self.term(no, frame));
                match self.truth_at(condition) {
                    Some(Truth::Yes) => yes,
                    Some(Truth::No) => no,
                    Some(Truth::Unknown) => Term::Strange,
                    None => Term::Choice(condition, Box::new(yes), Box::new(no)),
                }
            }
            ExpressionKind::IsNone { negated, of } => {
                let of = self.term(of, frame);
                let none = self.is_none(&of);
                Term::Truth(if *negated { self.not(none) } else { none })
            }
            ExpressionKind::CannotBeDetermined(of) => {
                let of = self.term(of, frame);
                Term::Truth(self.undeterminable(&of))
            }
            ExpressionKind::Quantified(quantifier, each, body) => {
                self.quantified(*quantifier, each, body.as_deref(), frame)
            }
            ExpressionKind::Aggregate(kind, each, value, _) => self.aggregate(*kind, each, value, frame),
            // Days that are computed are rare in conditions, and have ends of their own.
            ExpressionKind::CalendarYear(_) | ExpressionKind::AddWorkingDays(..) => Term::Strange,
        }
    }

    /// A definition's value: its body in the place of the call, worked out once where it has no arguments.
    fn call(&mut self, id: DefinitionId, arguments: &'p [Expression], frame: &mut Vec<Term>) -> Term {
        if let Some(term) = self.known.get(&id) {
            return term.clone();
        }
        let deep = self.calls.iter().filter(|call| **call == id).count() >= MOST_CALLS;
        let Some(definition) = self.policy.definitions.get(id.0).filter(|_| !deep) else {
            return Term::Strange;
        };
        let mut inner: Vec<Term> = arguments.iter().map(|argument| self.argument(argument, frame)).collect();
        self.calls.push(id);
        let term = if arguments.is_empty() {
            let level = std::mem::take(&mut self.level);
            let term = self.term(&definition.body, &mut inner);
            let term = self.term_once(term);
            self.level = level;
            self.known.insert(id, term.clone());
            term
        } else {
            self.term(&definition.body, &mut inner)
        };
        self.calls.pop();
        term
    }

    /// An argument: a list of constants is then known as a whole, or not at all.
    fn argument(&mut self, argument: &'p Expression, frame: &mut Vec<Term>) -> Term {
        match self.term(argument, frame) {
            Term::Named(id, _) => Term::Named(id, true),
            other => other,
        }
    }

    fn term_once(&mut self, term: Term) -> Term {
        match term {
            Term::Truth(node) => Term::Truth(self.once(node)),
            Term::Choice(condition, yes, no) => {
                let condition = self.once(condition);
                Term::Choice(condition, Box::new(self.term_once(*yes)), Box::new(self.term_once(*no)))
            }
            other => other,
        }
    }

    /// `relief applies`
    fn applying(&mut self, rules: &[RuleId]) -> NodeId {
        let rules: Vec<u32> = rules.iter().map(|rule| u32::try_from(rule.0).unwrap_or(u32::MAX)).collect();
        let (start, end) = self.pooled(&rules);
        self.node(Node::Holds(start, end))
    }

    fn is_none(&mut self, of: &Term) -> NodeId {
        match of {
            of if of.is_nothing() => self.known(Truth::Yes),
            Term::Constant(_) | Term::Items(_) => self.known(Truth::No),
            Term::Slot(read, _) | Term::List(read, _) => self.node(Node::Missing(*read)),
            Term::Record(record) => match self.presence(*record) {
                Some(read) => {
                    let read = self.read(read);
                    self.node(Node::Missing(read))
                }
                None => self.unknown(),
            },
            Term::Choice(condition, yes, no) => {
                let (yes, no) = (self.is_none(yes), self.is_none(no));
                self.choice(*condition, yes, no)
            }
            _ => self.unknown(),
        }
    }

    fn undeterminable(&mut self, of: &Term) -> NodeId {
        match of {
            of if of.is_nothing() => self.known(Truth::No),
            Term::Constant(_) => self.known(Truth::No),
            Term::Slot(read, _) | Term::List(read, _) => self.node(Node::Undeterminable(*read)),
            _ => self.unknown(),
        }
    }
}
