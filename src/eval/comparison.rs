//! Comparisons: `==`, `<`, `in`, `under`. Each is false for none, and unknown where what is known is not enough.

use crate::eval::amount::Amount;
use crate::eval::case::Case;
use crate::eval::decision::Truth;
use crate::eval::law::not;
use crate::eval::lookup::is_like;
use crate::eval::trace::Seen;
use crate::schema::Type;
use crate::typed::{Comparison, Expression};
use crate::value::Value;

impl<'p> Case<'p> {
    /// `a == b`, `a < b`; false for none.
    pub(super) fn compare(&mut self, operator: Comparison, left: &Value, right: &Value) -> Truth {
        if *left == Value::None || *right == Value::None {
            return Truth::No;
        }
        if is_amount(left) || is_amount(right) {
            let (Some(left), Some(right)) = (Amount::of(left), Amount::of(right)) else {
                return Truth::Unknown;
            };
            return match self.in_currency_of(&left, right) {
                Some(right) => left.compare(operator, &right),
                None => Truth::Unknown,
            };
        }
        if matches!(left, Value::Unknown(_)) || matches!(right, Value::Unknown(_)) {
            return match (operator, Amount::of(left), Amount::of(right)) {
                (operator, Some(left), Some(right)) if left.currency == right.currency => {
                    left.compare(operator, &right)
                }
                _ => Truth::Unknown,
            };
        }
        match operator {
            _ if matches!(left, Value::Duration(_)) => self.ordered(operator, left, right),
            Comparison::Equal => certain(left.same(right)),
            Comparison::NotEqual => certain(!left.same(right)),
            Comparison::Less | Comparison::AtMost | Comparison::Greater | Comparison::AtLeast => {
                self.ordered(operator, left, right)
            }
        }
    }

    fn ordered(&mut self, operator: Comparison, left: &Value, right: &Value) -> Truth {
        let Some(order) = left.order(right) else {
            self.trace.see(|| Seen::Note("months and days cannot be compared".to_owned()));
            return Truth::Unknown;
        };
        certain(match operator {
            Comparison::Less => order.is_lt(),
            Comparison::AtMost => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::AtLeast => order.is_ge(),
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
        })
    }

    /// `a in b`; false for none, negated or not.
    pub(super) fn membership(
        &mut self,
        negated: bool,
        item: &'p Expression,
        list: &'p Expression,
        frame: &mut Vec<Value>,
    ) -> Truth {
        let item = self.evaluate(item, frame);
        if item == Value::None {
            return Truth::No;
        }
        let found = if list.r#type == Type::Period {
            let period = self.evaluate(list, frame);
            if period == Value::None {
                return Truth::No;
            }
            in_period(&item, &period)
        } else {
            self.watch_entries(list, &item, Value::same);
            match self.found_in(&item, list, frame, Value::same) {
                Some(found) => found,
                None => return Truth::No,
            }
        };
        if negated { not(found) } else { found }
    }

    /// `a under b`; false for none.
    pub(super) fn under(
        &mut self,
        code: &'p Expression,
        of: &'p Expression,
        frame: &mut Vec<Value>,
    ) -> Truth {
        let code = self.evaluate(code, frame);
        if code == Value::None {
            return Truth::No;
        }
        if of.r#type.element().is_none() {
            let of = self.evaluate(of, frame);
            return is_like(&code, &of, lies_under);
        }
        self.watch_entries(of, &code, lies_under);
        self.found_in(&code, of, frame, lies_under).unwrap_or(Truth::No)
    }
}

fn lies_under(code: &Value, other: &Value) -> bool {
    matches!((code, other), (Value::Code(code), Value::Code(other)) if code.is_under(other))
}

fn certain(yes: bool) -> Truth {
    if yes { Truth::Yes } else { Truth::No }
}

fn is_amount(value: &Value) -> bool {
    matches!(value, Value::Number(_) | Value::Money(_) | Value::Quantity(_))
}

fn in_period(day: &Value, period: &Value) -> Truth {
    match (day, period) {
        (Value::Date(day), Value::Period(first, last)) => certain(first <= day && day <= last),
        _ => Truth::Unknown,
    }
}
