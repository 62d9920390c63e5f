//! Comparisons: of slots with constants, of slots with each other, of amounts.

use std::cmp::Ordering;

use crate::eval::decision::Truth;
use crate::screen::{
    Amount, AmountId, Kind, LOST, Node, NodeId, ReadId, country_number, currency_number, day_number,
};
use crate::typed::Comparison;
use crate::value::{Number, Value};

use super::Lowerer;
use super::place::{ceiling, floor};
use super::term::Term;

impl Lowerer<'_> {
    /// `a == b`, `a < b`; false for none.
    pub(super) fn compare(&mut self, operator: Comparison, left: &Term, right: &Term) -> NodeId {
        if left.is_nothing() || right.is_nothing() {
            return self.known(Truth::No);
        }
        match (left, right) {
            (Term::Choice(condition, yes, no), other) => {
                let (yes, no) = (self.compare(operator, yes, other), self.compare(operator, no, other));
                self.choice(*condition, yes, no)
            }
            (other, Term::Choice(condition, yes, no)) => {
                let (yes, no) = (self.compare(operator, other, yes), self.compare(operator, other, no));
                self.choice(*condition, yes, no)
            }
            (Term::Constant(left), Term::Constant(right)) => self.compare_constants(operator, left, right),
            (Term::Slot(read, kind), Term::Constant(value)) => {
                self.compare_slot(operator, *read, kind, value, right)
            }
            (Term::Constant(value), Term::Slot(read, kind)) => {
                self.compare_slot(turned(operator), *read, kind, value, left)
            }
            (Term::Slot(one, first), Term::Slot(two, second)) if told_apart(first, second) => {
                self.node(Node::Slots(operator, *one, *two))
            }
            (Term::Truth(node), Term::Constant(Value::Boolean(value)))
            | (Term::Constant(Value::Boolean(value)), Term::Truth(node)) => match (operator, value) {
                (Comparison::Equal, true) | (Comparison::NotEqual, false) => *node,
                (Comparison::Equal, false) | (Comparison::NotEqual, true) => self.not(*node),
                _ => self.unknown(),
            },
            (Term::Share(over, under), other) => self.compare_share(operator, *over, *under, other),
            (other, Term::Share(over, under)) => self.compare_share(turned(operator), *over, *under, other),
            _ => self.compare_amounts(operator, left, right),
        }
    }

    fn compare_constants(&mut self, operator: Comparison, left: &Value, right: &Value) -> NodeId {
        let order = match (left, right) {
            (Value::Duration(_), _) | (Value::List(_), _) | (Value::Record(_), _) => None,
            // Two currencies meet at a rate, which is a fact.
            (Value::Money(one), Value::Money(two)) if one.currency != two.currency => None,
            _ => left.order(right).or(match operator {
                Comparison::Equal | Comparison::NotEqual if left.same(right) => Some(Ordering::Equal),
                Comparison::Equal | Comparison::NotEqual => Some(Ordering::Less),
                _ => None,
            }),
        };
        let truth = order.map(|order| match operator {
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::AtMost => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::AtLeast => order.is_ge(),
        });
        match truth {
            Some(true) => self.known(Truth::Yes),
            Some(false) => self.known(Truth::No),
            None => self.unknown(),
        }
    }

    fn compare_slot(
        &mut self,
        operator: Comparison,
        read: ReadId,
        kind: &Kind,
        value: &Value,
        term: &Term,
    ) -> NodeId {
        if let (Kind::Number { scale, .. } | Kind::Quantity(_, scale, _), Some(number)) = (kind, plain(value))
        {
            return self.compare_number(operator, read, *scale, number);
        }
        let Some(number) = self.number(kind, value) else {
            return self.compare_amounts(operator, &Term::Slot(read, kind.clone()), term);
        };
        match (operator, kind) {
            (Comparison::Equal, _) => self.node(Node::Within(read, number, number)),
            (Comparison::NotEqual, _) => self.node(Node::Other(read, number)),
            (operator, Kind::Date) => {
                let (low, high) = range(operator, number);
                self.node(Node::Within(read, low, high))
            }
            _ => self.unknown(),
        }
    }

    /// The number that a constant has in slots of a kind; none for amounts.
    pub(super) fn number(&mut self, kind: &Kind, value: &Value) -> Option<i64> {
        match (kind, value) {
            (Kind::Boolean, Value::Boolean(value)) => Some(i64::from(*value)),
            (Kind::Text, Value::Text(text)) => Some(i64::from(self.form.symbols.intern(text))),
            (Kind::Code(_), Value::Code(code)) => Some(i64::from(self.form.symbols.intern(code.as_str()))),
            (Kind::Country, Value::Country(country)) => country_number(*country),
            (Kind::Enum(_), Value::Choice(choice)) => Some(i64::from(*choice)),
            (Kind::Date, Value::Date(day)) => Some(day_number(*day)),
            _ => None,
        }
    }

    /// A slot of an amount beside a constant.
    fn compare_number(&mut self, operator: Comparison, read: ReadId, scale: u8, number: &Number) -> NodeId {
        let (Some(floor), Some(ceiling)) = (floor(number, scale), ceiling(number, scale)) else {
            return self.unknown();
        };
        let node = match operator {
            Comparison::Equal if floor == ceiling => Node::Within(read, floor, floor),
            // No slot has a number between two neighbours.
            Comparison::Equal => Node::Within(read, 1, 0),
            Comparison::NotEqual if floor == ceiling => Node::Other(read, floor),
            Comparison::NotEqual => Node::Within(read, LOST + 1, i64::MAX),
            Comparison::Less => Node::Within(read, LOST + 1, ceiling - 1),
            Comparison::AtMost => Node::Within(read, LOST + 1, floor),
            Comparison::Greater => Node::Within(read, floor.saturating_add(1), i64::MAX),
            Comparison::AtLeast => Node::Within(read, ceiling, i64::MAX),
        };
        self.node(node)
    }

    fn compare_amounts(&mut self, operator: Comparison, left: &Term, right: &Term) -> NodeId {
        let (Some(left), Some(right)) = (self.amount_of(left), self.amount_of(right)) else {
            return self.unknown();
        };
        let scale = left.1.max(right.1);
        let (left, right) = (self.scaled(left, scale), self.scaled(right, scale));
        self.node(Node::Compare(operator, left, right))
    }

    /// `a / b` beside `c`: `a` beside `b * c`.
    fn compare_share(
        &mut self,
        operator: Comparison,
        over: (AmountId, u8),
        under: (AmountId, u8),
        value: &Term,
    ) -> NodeId {
        let Some(value) = self.amount_of(value) else { return self.unknown() };
        let Some(product) = under.1.checked_add(value.1) else { return self.unknown() };
        let scale = over.1.max(product);
        let over = self.scaled(over, scale);
        let under = self.scaled(under, under.1.saturating_add(scale.saturating_sub(product)));
        self.node(Node::Share(operator, over, under, value.0))
    }

    /// A term as an amount, with the digits after its point.
    pub(super) fn amount_of(&mut self, term: &Term) -> Option<(AmountId, u8)> {
        match term {
            Term::Amount(amount, scale) => Some((*amount, *scale)),
            Term::Slot(read, Kind::Number { scale, .. } | Kind::Quantity(_, scale, _)) => {
                Some((self.amount(Amount::Slot(*read, 1)), *scale))
            }
            Term::Slot(read, Kind::Money(scale, _)) => Some((self.amount(Amount::Money(*read, 1)), *scale)),
            Term::Constant(value) => {
                let (number, currency) = match value {
                    Value::Number(number) => (number, 0),
                    Value::Quantity(quantity) => (&quantity.amount, 0),
                    Value::Money(money) => {
                        (&money.amount, u32::try_from(currency_number(money.currency)).ok()?)
                    }
                    _ => return None,
                };
                let (mantissa, scale) = number.decimal_parts()?;
                Some((self.amount(Amount::Known(mantissa, currency)), scale))
            }
            Term::Choice(condition, yes, no) => {
                let open = (self.amount(Amount::Unknown), 0);
                let (yes, no) = match (self.amount_of(yes), self.amount_of(no)) {
                    (None, None) => return None,
                    (yes, no) => (yes.unwrap_or(open), no.unwrap_or(open)),
                };
                let scale = yes.1.max(no.1);
                let (yes, no) = (self.scaled(yes, scale), self.scaled(no, scale));
                Some((self.amount(Amount::Choice(*condition, yes, no)), scale))
            }
            Term::Nothing => Some((self.amount(Amount::Nothing), 0)),
            _ => None,
        }
    }

    /// The amount with so many digits after its point, which are no fewer than it has.
    pub(super) fn scaled(&mut self, (amount, from): (AmountId, u8), to: u8) -> AmountId {
        let by = u32::from(to.saturating_sub(from));
        if by == 0 {
            return amount;
        }
        let Some(power) = 10_i128.checked_pow(by) else { return self.amount(Amount::Unknown) };
        let scaled = match self.amount_at(amount) {
            Amount::Known(number, currency) => {
                number.checked_mul(power).map(|number| Amount::Known(number, currency))
            }
            Amount::Slot(read, factor) => i64::try_from(power)
                .ok()
                .and_then(|power| Some(Amount::Slot(read, factor.checked_mul(power)?))),
            Amount::Money(read, factor) => i64::try_from(power)
                .ok()
                .and_then(|power| Some(Amount::Money(read, factor.checked_mul(power)?))),
            _ => None,
        };
        let scaled = match scaled {
            Some(scaled) => scaled,
            None => Amount::Multiply(amount, self.amount(Amount::Known(power, 0))),
        };
        self.amount(scaled)
    }
}

/// Whether equal numbers in two slots mean equal values: texts that the policy never names all have one.
fn told_apart(one: &Kind, two: &Kind) -> bool {
    match (one, two) {
        (Kind::Boolean, Kind::Boolean) | (Kind::Country, Kind::Country) | (Kind::Date, Kind::Date) => true,
        (Kind::Enum(one), Kind::Enum(two)) => one == two,
        _ => false,
    }
}

fn plain(value: &Value) -> Option<&Number> {
    match value {
        Value::Number(number) => Some(number),
        Value::Quantity(quantity) => Some(&quantity.amount),
        _ => None,
    }
}

/// The numbers that stand to one as an operator of order asks.
fn range(operator: Comparison, number: i64) -> (i64, i64) {
    match operator {
        Comparison::Equal => (number, number),
        Comparison::Less => (LOST + 1, number.saturating_sub(1)),
        Comparison::AtMost => (LOST + 1, number),
        Comparison::Greater => (number.saturating_add(1), i64::MAX),
        Comparison::AtLeast => (number, i64::MAX),
        Comparison::NotEqual => (1, 0),
    }
}

/// The operator with its sides exchanged.
fn turned(operator: Comparison) -> Comparison {
    match operator {
        Comparison::Equal => Comparison::Equal,
        Comparison::NotEqual => Comparison::NotEqual,
        Comparison::Less => Comparison::Greater,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::Greater => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
    }
}
