//! Expressions: one value for each, with none and unknown.

use std::sync::Arc;

use crate::eval::amount::Amount;
use crate::eval::arithmetic::negate;
use crate::eval::case::{Case, Kept};
use crate::eval::decision::Truth;
use crate::eval::law::{and, not, or};
use crate::eval::lookup::Elements;
use crate::eval::trace::{Seen, Trace};
use crate::schema::{Field, RecordId, Type};
use crate::typed::{Comparison, DefinitionId, Expression, ExpressionKind};
use crate::value::{List, Unknown, Value};

/// Steps that one condition may take for one case; beyond them it is unknown, with that reason. Far more
/// than lists of thousands of parts need, and still a fraction of a second.
const MAX_STEPS: u64 = 2_000_000;

impl<'p> Case<'p> {
    /// What a condition comes to.
    pub(super) fn truth(&mut self, condition: &'p Expression, frame: &mut Vec<Value>) -> Truth {
        truth_of(&self.evaluate(condition, frame))
    }

    /// What an expression comes to. `frame` holds its locals.
    pub(super) fn evaluate(&mut self, expression: &'p Expression, frame: &mut Vec<Value>) -> Value {
        let value = self.work_out(expression, frame);
        if let Some(watch) = &mut self.watch
            && expression.r#type == Type::Boolean
        {
            watch.clauses.note(expression, truth_of(&value));
        }
        value
    }

    fn work_out(&mut self, expression: &'p Expression, frame: &mut Vec<Value>) -> Value {
        self.steps = self.steps.saturating_add(1);
        if self.steps > MAX_STEPS {
            self.trace.see(|| Seen::Note("this case would take too long to work out".to_owned()));
            return Value::UNKNOWN;
        }
        match &expression.kind {
            ExpressionKind::Literal(value) => value.clone(),
            ExpressionKind::Facts => self.facts.root.clone(),
            ExpressionKind::Local(local) => frame.get(*local).cloned().unwrap_or(Value::UNKNOWN),
            ExpressionKind::Field(of, record, slot) => {
                let of = self.evaluate(of, frame);
                self.field(&of, *record, *slot)
            }
            ExpressionKind::AsOf => self.day(),
            ExpressionKind::Reading(id) => {
                self.law.readings.get(id.0).map_or(Value::UNKNOWN, |answer| Value::Choice(*answer))
            }
            ExpressionKind::NamedList(_) => self.whole_list(expression, frame),
            ExpressionKind::List(items) => {
                let items: Arc<[Value]> = items.iter().map(|item| self.evaluate(item, frame)).collect();
                Value::List(List { place: u32::MAX, items })
            }
            ExpressionKind::Call(id, arguments) => self.call(*id, arguments, frame),
            ExpressionKind::Parameter(id, arguments) => self.parameter(*id, arguments, frame),
            ExpressionKind::Lookup(id, arguments) => self.look_up(*id, arguments, frame),
            ExpressionKind::CalendarYear(of) => calendar_year(&self.evaluate(of, frame)),
            ExpressionKind::AddWorkingDays(of, days, calendar) => {
                let from = self.evaluate(of, frame);
                self.working_days_after(&from, *days, *calendar)
            }
            ExpressionKind::Applies(rules) => {
                boolean(rules.iter().fold(Truth::No, |truth, rule| or(truth, self.rule_holds(*rule))))
            }
            ExpressionKind::Not(of) => boolean(not(self.truth(of, frame))),
            ExpressionKind::Negate(of) => {
                let value = self.evaluate(of, frame);
                negate(&value, &expression.r#type)
            }
            ExpressionKind::And(parts) => boolean(self.connected(parts, frame, Truth::No, and)),
            ExpressionKind::Or(parts) => boolean(self.connected(parts, frame, Truth::Yes, or)),
            ExpressionKind::Compare(operator, left, right) => {
                let values = (self.side(left, frame), self.side(right, frame));
                self.compared([left, right], [&values.0, &values.1]);
                boolean(self.compare(*operator, &values.0, &values.1))
            }
            ExpressionKind::In { negated, item, list } => {
                boolean(self.membership(*negated, item, list, frame))
            }
            ExpressionKind::Under(code, of) => boolean(self.under(code, of, frame)),
            ExpressionKind::Arithmetic(operator, left, right) => {
                let (left, right) = (self.evaluate(left, frame), self.evaluate(right, frame));
                self.arithmetic(*operator, &left, &right, &expression.r#type)
            }
            ExpressionKind::If(condition, yes, no) => {
                self.choose(condition, yes, no, frame, &expression.r#type)
            }
            ExpressionKind::IsNone { negated, of } => boolean(self.is_none(*negated, of, frame)),
            ExpressionKind::CannotBeDetermined(of) => boolean(undeterminable(&self.evaluate(of, frame))),
            ExpressionKind::Between(of, low, high) => {
                let values = (self.side(of, frame), self.side(low, frame), self.side(high, frame));
                self.compared([of, low], [&values.0, &values.1]);
                self.compared([of, high], [&values.0, &values.2]);
                let above = self.compare(Comparison::AtLeast, &values.0, &values.1);
                boolean(and(above, self.compare(Comparison::AtMost, &values.0, &values.2)))
            }
            ExpressionKind::Quantified(quantifier, each, body) => {
                self.quantified(*quantifier, each, body.as_deref(), frame)
            }
            ExpressionKind::Aggregate(kind, each, value, never_negative) => {
                self.aggregate(*kind, each, value, *never_negative, frame)
            }
        }
    }

    /// The day that picks the law, for any use.
    fn day(&mut self) -> Value {
        self.law.as_of.into_iter().for_each(|day| self.law.lasts.today_only(day));
        self.bare_day()
    }

    /// The day that picks the law, for a use that says itself how long its answer lasts.
    fn bare_day(&mut self) -> Value {
        self.law.as_of.map_or_else(
            || {
                self.trace.see(|| Seen::AsOf);
                Value::UNKNOWN
            },
            Value::Date,
        )
    }

    /// One side of a comparison.
    fn side(&mut self, side: &'p Expression, frame: &mut Vec<Value>) -> Value {
        if matches!(side.kind, ExpressionKind::AsOf) { self.bare_day() } else { self.evaluate(side, frame) }
    }

    /// Keeps how long a comparison lasts: one of the day that picks the law lasts to the day that it is compared with.
    fn compared(&self, [left, right]: [&Expression; 2], values: [&Value; 2]) {
        let other = match (&left.kind, &right.kind) {
            (ExpressionKind::AsOf, _) => values.last(),
            (_, ExpressionKind::AsOf) => values.first(),
            _ => None,
        };
        let (Some(now), Some(other)) = (self.law.as_of, other) else { return };
        match other {
            Value::Date(day) => self.law.lasts.compared(now, *day),
            // Whatever the day, nothing follows from a comparison with these.
            Value::Unknown(_) | Value::None => {}
            _ => self.law.lasts.today_only(now),
        }
    }

    /// `x.field`
    pub(super) fn field(&mut self, of: &Value, record: RecordId, slot: usize) -> Value {
        let found = match of {
            Value::Record(found) => found,
            Value::None => return Value::None,
            Value::Unknown(Unknown { undeterminable, .. }) => {
                return Value::Unknown(Unknown { limits: None, undeterminable: *undeterminable });
            }
            _ => return Value::UNKNOWN,
        };
        let Some(field) = self.law.policy().schema.record(record).and_then(|record| record.fields.get(slot))
        else {
            return Value::UNKNOWN;
        };
        let applies = self.field_applies(field, of);
        if applies == Truth::No {
            return Value::None;
        }
        let written = found.fields.get(slot).cloned().unwrap_or(Value::UNKNOWN);
        let value = match written {
            Value::Unknown(_) => self.overlaid(found.place, slot, written),
            known => known,
        };
        if applies == Truth::Unknown {
            return if value == Value::None { Value::None } else { Value::UNKNOWN };
        }
        let known = !matches!(value, Value::Unknown(_));
        self.trace.see(|| Seen::Field { place: found.place, slot, known });
        if field.optional { perhaps_none(value) } else { value }
    }

    fn field_applies(&mut self, field: &Field, record: &Value) -> Truth {
        let Some(condition) = field.conditional else { return Truth::Yes };
        let Some(condition) = self.law.policy().field_conditions.get(condition) else { return Truth::Yes };
        let mark = self.trace.mark();
        let applies = self.truth(condition, &mut vec![record.clone()]);
        if applies == Truth::Yes {
            // That the question may be put at all is no reason for an answer.
            self.trace.forget(mark);
        }
        applies
    }

    fn whole_list(&mut self, list: &'p Expression, frame: &mut Vec<Value>) -> Value {
        match self.elements(list, frame) {
            Elements::Known(items) if items.iter().all(|(_, belongs)| *belongs == Truth::Yes) => {
                Value::List(List {
                    place: u32::MAX,
                    items: items.into_iter().map(|(value, _)| value).collect(),
                })
            }
            Elements::Known(_) | Elements::None | Elements::Unknown => Value::UNKNOWN,
        }
    }

    /// A definition, worked out for its arguments; one without arguments is the same wherever it is used, so it is worked
    /// out once where facts are tried: then the same conditions are asked again and again.
    fn call(&mut self, id: DefinitionId, arguments: &'p [Expression], frame: &mut Vec<Value>) -> Value {
        let lasting = !self.overlay.is_empty()
            && arguments.is_empty()
            && self.watch.is_none()
            && !self.law.program.asks_rules(id);
        if !lasting {
            return self.call_afresh(id, arguments, frame);
        }
        if let Some(value) = self.recall(id) {
            return value;
        }
        let steps = self.steps;
        let trace = std::mem::replace(&mut self.trace, Trace::keeping());
        let value = self.call_afresh(id, arguments, frame);
        let seen = std::mem::replace(&mut self.trace, trace).into_seen();
        self.trace.add(&seen);
        if self.steps <= MAX_STEPS {
            let steps = self.steps.saturating_sub(steps);
            self.kept.insert(id, Kept { value: value.clone(), seen, steps });
        }
        value
    }

    /// What a definition without arguments came to before, with all that was seen on the way; none where it has not been
    /// worked out, or the steps that it takes are not left.
    fn recall(&mut self, id: DefinitionId) -> Option<Value> {
        let kept = self.kept.get(&id)?;
        let steps = self.steps.saturating_add(kept.steps);
        if steps > MAX_STEPS {
            return None;
        }
        self.steps = steps;
        self.trace.add(&kept.seen);
        Some(kept.value.clone())
    }

    fn call_afresh(
        &mut self,
        id: DefinitionId,
        arguments: &'p [Expression],
        frame: &mut Vec<Value>,
    ) -> Value {
        let Some(definition) = self.law.policy().definitions.get(id.0) else { return Value::UNKNOWN };
        let mut inner: Vec<Value> = arguments.iter().map(|argument| self.evaluate(argument, frame)).collect();
        if self.calls.last() == Some(&id)
            && let (Some(outer), Some(part)) = (frame.first(), inner.first())
            && is_open(outer)
            && is_open(part)
        {
            // A part of nothing is nothing: here a chain of calls ends that no case would end.
            return if *part == Value::None { Value::None } else { Value::UNKNOWN };
        }
        self.calls.push(id);
        let value = self.evaluate(&definition.body, &mut inner);
        self.calls.pop();
        value
    }

    /// `and`, `or`: goes on until one part decides.
    fn connected(
        &mut self,
        parts: &'p [Expression],
        frame: &mut Vec<Value>,
        deciding: Truth,
        join: impl Fn(Truth, Truth) -> Truth,
    ) -> Truth {
        let start = self.trace.mark();
        let mut ends = Vec::new();
        let mut result = not(deciding);
        for part in parts {
            let truth = self.truth(part, frame);
            result = join(result, truth);
            ends.push((self.trace.mark(), truth));
            if truth == deciding && self.watch.is_none() {
                break;
            }
        }
        self.trace.keep_deciding(start, &ends, result);
        result
    }

    fn choose(
        &mut self,
        condition: &'p Expression,
        yes: &'p Expression,
        no: &'p Expression,
        frame: &mut Vec<Value>,
        r#type: &Type,
    ) -> Value {
        match self.truth(condition, frame) {
            Truth::Yes => self.evaluate(yes, frame),
            Truth::No => self.evaluate(no, frame),
            Truth::Unknown => {
                let (yes, no) = (self.evaluate(yes, frame), self.evaluate(no, frame));
                either(&yes, &no, r#type)
            }
        }
    }

    fn is_none(&mut self, negated: bool, of: &'p Expression, frame: &mut Vec<Value>) -> Truth {
        let found = match self.evaluate(of, frame) {
            Value::None => Truth::Yes,
            Value::Unknown(_) if self.can_be_none(of) => Truth::Unknown,
            _ => Truth::No,
        };
        if negated { not(found) } else { found }
    }

    /// Whether an expression can be none at all.
    fn can_be_none(&self, of: &Expression) -> bool {
        match &of.kind {
            ExpressionKind::Field(inner, record, slot) => {
                let field =
                    self.law.policy().schema.record(*record).and_then(|record| record.fields.get(*slot));
                field.is_none_or(|field| field.optional || field.conditional.is_some())
                    || self.can_be_none(inner)
            }
            ExpressionKind::Facts
            | ExpressionKind::Literal(_)
            | ExpressionKind::AsOf
            | ExpressionKind::Reading(_) => false,
            _ => true,
        }
    }
}

/// A condition's value as a truth; none is false.
pub(super) fn truth_of(value: &Value) -> Truth {
    match value {
        Value::Boolean(true) => Truth::Yes,
        Value::Boolean(false) | Value::None => Truth::No,
        _ => Truth::Unknown,
    }
}

pub(super) fn boolean(truth: Truth) -> Value {
    match truth {
        Truth::Yes => Value::Boolean(true),
        Truth::No => Value::Boolean(false),
        Truth::Unknown => Value::UNKNOWN,
    }
}

fn is_open(value: &Value) -> bool {
    matches!(value, Value::None | Value::Unknown(_))
}

/// A value that may turn out to be none: its limits say nothing then.
fn perhaps_none(value: Value) -> Value {
    match value {
        Value::Unknown(Unknown { undeterminable, .. }) => {
            Value::Unknown(Unknown { limits: None, undeterminable })
        }
        known => known,
    }
}

/// A value of which it is only known that it is one of two.
pub(super) fn either(one: &Value, two: &Value, r#type: &Type) -> Value {
    if one == two {
        return one.clone();
    }
    if *one == Value::None || *two == Value::None {
        return Value::UNKNOWN;
    }
    match (Amount::of(one), Amount::of(two)) {
        (Some(first), Some(second)) if r#type.is_amount() && first.shares_currency(&second) => {
            first.hull(&second).into_value(r#type)
        }
        _ => Value::UNKNOWN,
    }
}

fn undeterminable(value: &Value) -> Truth {
    match value {
        Value::Unknown(Unknown { undeterminable: true, .. }) => Truth::Yes,
        Value::Unknown(_) => Truth::Unknown,
        _ => Truth::No,
    }
}

/// 1 January through 31 December of a day's year.
fn calendar_year(value: &Value) -> Value {
    match value {
        Value::Date(day) => Value::Period(day.first_of_year(), day.last_of_year()),
        Value::None => Value::None,
        _ => Value::UNKNOWN,
    }
}
