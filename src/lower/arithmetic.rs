//! Arithmetic with amounts. Days and spans of time are left to the evaluator.

use crate::screen::{Amount, Kind};
use crate::typed::Operator;
use crate::value::{Number, Value};

use super::Lowerer;
use super::term::Term;

/// Digits after the point beyond which amounts are left to the evaluator.
const MOST_DIGITS: u8 = 30;

impl Lowerer<'_> {
    /// `a + b`; none of none.
    pub(super) fn arithmetic(&mut self, operator: Operator, left: &Term, right: &Term) -> Term {
        if left.is_nothing() || right.is_nothing() {
            return Term::Nothing;
        }
        if let (Some(left), Some(right)) = (number(left), number(right)) {
            return folded(operator, left, right);
        }
        if !amount_like(left) || !amount_like(right) {
            return Term::Strange;
        }
        let (Some(left), Some(right)) = (self.amount_of(left), self.amount_of(right)) else {
            return Term::Strange;
        };
        let scale = left.1.max(right.1);
        match operator {
            Operator::Add => {
                let (left, right) = (self.scaled(left, scale), self.scaled(right, scale));
                Term::Amount(self.amount(Amount::Add(left, right)), scale)
            }
            Operator::Subtract => {
                let (left, right) = (self.scaled(left, scale), self.scaled(right, scale));
                Term::Amount(self.amount(Amount::Subtract(left, right)), scale)
            }
            Operator::Multiply => match left.1.checked_add(right.1).filter(|scale| *scale <= MOST_DIGITS) {
                Some(scale) => Term::Amount(self.amount(Amount::Multiply(left.0, right.0)), scale),
                None => Term::Strange,
            },
            Operator::Divide => Term::Share(left, right),
        }
    }

    /// `-a`
    pub(super) fn negate(&mut self, of: &Term) -> Term {
        let zero = Term::Constant(Value::Number(Number::ZERO));
        match of {
            of if of.is_nothing() => Term::Nothing,
            Term::Constant(Value::Money(_) | Value::Quantity(_) | Value::Number(_)) => {
                self.arithmetic(Operator::Subtract, &zero, of)
            }
            of if amount_like(of) => self.arithmetic(Operator::Subtract, &zero, of),
            _ => Term::Strange,
        }
    }
}

/// A number without currency, among constants.
fn number(term: &Term) -> Option<&Number> {
    match term {
        Term::Constant(Value::Number(number)) => Some(number),
        Term::Constant(Value::Quantity(quantity)) => Some(&quantity.amount),
        _ => None,
    }
}

fn folded(operator: Operator, left: &Number, right: &Number) -> Term {
    let number = match operator {
        Operator::Add => left.add(right),
        Operator::Subtract => left.subtract(right),
        Operator::Multiply => left.multiply(right),
        Operator::Divide => match left.divide(right) {
            Some(quotient) => quotient,
            None => return Term::Strange,
        },
    };
    Term::Constant(Value::Number(number))
}

fn amount_like(term: &Term) -> bool {
    match term {
        Term::Amount(..) => true,
        Term::Slot(_, kind) => matches!(kind, Kind::Number { .. } | Kind::Money(..) | Kind::Quantity(..)),
        Term::Constant(value) => matches!(value, Value::Number(_) | Value::Money(_) | Value::Quantity(_)),
        Term::Choice(_, yes, no) => {
            (amount_like(yes) || yes.is_nothing()) && (amount_like(no) || no.is_nothing())
        }
        _ => false,
    }
}
