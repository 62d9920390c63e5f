//! Expressions: one value for each, with none and unknown.

use std::sync::Arc;

use crate::eval::amount::Amount;
use crate::eval::case::Case;
use crate::eval::decision::Truth;
use crate::eval::law::{and, not, or};
use crate::eval::lookup::Elements;
use crate::eval::trace::Seen;
use crate::schema::{Field, RecordId, Type};
use crate::typed::{
    Aggregate, CalendarId, Comparison, DefinitionId, Each, Expression, ExpressionKind, Operator, Quantifier,
};
use crate::value::{Currency, List, Number, Unknown, Value, date};

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
            ExpressionKind::AsOf => self.law.as_of.map_or_else(|| self.no_day(), Value::Date),
            ExpressionKind::Reading(id) => self.law.readings.get(id.0).map_or(Value::UNKNOWN, |answer| Value::Choice(*answer)),
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
                let (left, right) = (self.evaluate(left, frame), self.evaluate(right, frame));
                boolean(self.compare(*operator, &left, &right))
            }
            ExpressionKind::In { negated, item, list } => boolean(self.membership(*negated, item, list, frame)),
            ExpressionKind::Under(code, of) => boolean(self.under(code, of, frame)),
            ExpressionKind::Arithmetic(operator, left, right) => {
                let (left, right) = (self.evaluate(left, frame), self.evaluate(right, frame));
                self.arithmetic(*operator, &left, &right, &expression.r#type)
            }
            ExpressionKind::If(condition, yes, no) => self.choose(condition, yes, no, frame, &expression.r#type),
            ExpressionKind::IsNone { negated, of } => boolean(self.is_none(*negated, of, frame)),
            ExpressionKind::CannotBeDetermined(of) => boolean(undeterminable(&self.evaluate(of, frame))),
            ExpressionKind::Between(of, low, high) => {
                let values = (self.evaluate(of, frame), self.evaluate(low, frame), self.evaluate(high, frame));
                let above = self.compare(Comparison::AtLeast, &values.0, &values.1);
                boolean(and(above, self.compare(Comparison::AtMost, &values.0, &values.2)))
            }
            ExpressionKind::Quantified(quantifier, each, body) => self.quantified(*quantifier, each, body.as_deref(), frame),
            ExpressionKind::Aggregate(kind, each, value, never_negative) => {
                self.aggregate(*kind, each, value, *never_negative, frame)
            }
        }
    }

    fn no_day(&mut self) -> Value {
        self.trace.see(|| Seen::AsOf);
        Value::UNKNOWN
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
        let Some(field) = self.law.policy().schema.record(record).and_then(|record| record.fields.get(slot)) else {
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
        match self.law.policy().field_conditions.get(condition) {
            Some(condition) => self.truth(condition, &mut vec![record.clone()]),
            None => Truth::Yes,
        }
    }

    fn whole_list(&mut self, list: &'p Expression, frame: &mut Vec<Value>) -> Value {
        match self.elements(list, frame) {
            Elements::Known(items) if items.iter().all(|(_, belongs)| *belongs == Truth::Yes) => {
                Value::List(List { place: u32::MAX, items: items.into_iter().map(|(value, _)| value).collect() })
            }
            Elements::Known(_) | Elements::None | Elements::Unknown => Value::UNKNOWN,
        }
    }

    fn call(&mut self, id: DefinitionId, arguments: &'p [Expression], frame: &mut Vec<Value>) -> Value {
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
            if truth == deciding {
                break;
            }
        }
        self.trace.keep_deciding(start, &ends, result);
        result
    }

    /// `a == b`, `a < b`; false for none.
    pub(super) fn compare(&mut self, operator: Comparison, left: &Value, right: &Value) -> Truth {
        if *left == Value::None || *right == Value::None {
            return Truth::No;
        }
        if is_amount(left) || is_amount(right) {
            let (Some(left), Some(right)) = (Amount::of(left), Amount::of(right)) else { return Truth::Unknown };
            return match self.in_currency_of(&left, right) {
                Some(right) => left.compare(operator, &right),
                None => Truth::Unknown,
            };
        }
        if matches!(left, Value::Unknown(_)) || matches!(right, Value::Unknown(_)) {
            return match (operator, Amount::of(left), Amount::of(right)) {
                (operator, Some(left), Some(right)) if left.currency == right.currency => left.compare(operator, &right),
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

    /// The second amount in the first one's currency; nothing where there is no rate.
    fn in_currency_of(&mut self, wanted: &Amount, amount: Amount) -> Option<Amount> {
        let (Some(to), Some(from)) = (wanted.currency, amount.currency) else { return Some(amount) };
        if from == to {
            return Some(amount);
        }
        let rate = self.rate(from, to)?;
        Some(Amount { currency: Some(to), ..amount.map(|number| number.multiply(&rate)) })
    }

    /// What one unit of a currency is in another: by a rate that is given, else by its inverse.
    fn rate(&mut self, from: Currency, to: Currency) -> Option<Number> {
        let rates = self.law.program.rates().map(|slot| {
            let facts = self.facts.root.clone();
            self.field(&facts, RecordId::FACTS, slot)
        });
        let rates = if let Some(Value::List(rates)) = rates { rates.items.to_vec() } else { Vec::new() };
        let direct = given_rate(&rates, from, to);
        let found = direct.or_else(|| Number::ONE.divide(&given_rate(&rates, to, from)?));
        if found.is_none() {
            self.trace.see(|| Seen::Rate(format!("the exchange rate from {from} to {to}")));
        }
        found
    }

    /// `a in b`; false for none, negated or not.
    fn membership(&mut self, negated: bool, item: &'p Expression, list: &'p Expression, frame: &mut Vec<Value>) -> Truth {
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
            match self.elements(list, frame) {
                Elements::None => return Truth::No,
                elements => self.found_in(&item, elements, Value::same),
            }
        };
        if negated { not(found) } else { found }
    }

    /// `a under b`; false for none.
    fn under(&mut self, code: &'p Expression, of: &'p Expression, frame: &mut Vec<Value>) -> Truth {
        let code = self.evaluate(code, frame);
        if code == Value::None {
            return Truth::No;
        }
        let elements = if of.r#type.element().is_some() {
            self.elements(of, frame)
        } else {
            Elements::Known(vec![(self.evaluate(of, frame), Truth::Yes)])
        };
        self.found_in(&code, elements, |code, other| {
            matches!((code, other), (Value::Code(code), Value::Code(other)) if code.is_under(other))
        })
    }

    /// `a + b`; none of none.
    fn arithmetic(&mut self, operator: Operator, left: &Value, right: &Value, r#type: &Type) -> Value {
        if *left == Value::None || *right == Value::None {
            return Value::None;
        }
        if matches!(r#type, Type::Date | Type::Duration) {
            return self.date_arithmetic(operator, left, right);
        }
        let (Some(left), Some(right)) = (Amount::of(left), Amount::of(right)) else { return Value::UNKNOWN };
        let Some(right) = self.in_currency_of(&left, right) else { return Value::UNKNOWN };
        if operator == Operator::Divide && right.is_zero_denominator() {
            self.trace.see(|| Seen::Note("a share of zero cannot be computed".to_owned()));
            return Value::UNKNOWN;
        }
        left.apply(operator, &right).into_value(r#type)
    }

    fn date_arithmetic(&mut self, operator: Operator, left: &Value, right: &Value) -> Value {
        let signed = |duration: &crate::value::Duration| match operator {
            Operator::Subtract => duration.negate(),
            Operator::Add | Operator::Multiply | Operator::Divide => Some(*duration),
        };
        let result = match (left, right) {
            (Value::Unknown(_), _) | (_, Value::Unknown(_)) => return Value::UNKNOWN,
            (Value::Date(day), Value::Duration(duration)) | (Value::Duration(duration), Value::Date(day)) => {
                signed(duration).and_then(|duration| date::add(*day, &duration)).map(Value::Date)
            }
            (Value::Date(later), Value::Date(earlier)) => {
                Some(Value::Duration(crate::value::Duration::of_days(date::days_between(*earlier, *later))))
            }
            (Value::Duration(one), Value::Duration(two)) => signed(two).and_then(|two| {
                let (months, days) = (one.months.checked_add(two.months)?, one.days.checked_add(two.days)?);
                Some(Value::Duration(crate::value::Duration { months, days }))
            }),
            _ => None,
        };
        result.unwrap_or_else(|| {
            self.trace.see(|| Seen::Note("this day lies outside the years 1 to 9999".to_owned()));
            Value::UNKNOWN
        })
    }

    pub(super) fn working_days_after(&mut self, from: &Value, days: u32, calendar: CalendarId) -> Value {
        let day = match from {
            Value::Date(day) => *day,
            Value::None => return Value::None,
            _ => return Value::UNKNOWN,
        };
        let calendar = self.law.policy().calendars.get(calendar.0).map(|calendar| &calendar.days);
        if let Some(found) = calendar.and_then(|calendar| calendar.after(day, days)) {
            return Value::Date(found);
        }
        self.trace.see(|| {
            let (name, from, through) = calendar.map_or((String::new(), day, day), |calendar| {
                (calendar.name.clone(), calendar.covers_from, calendar.covers_through)
            });
            Seen::Note(format!("calendar `{name}` covers only {from} through {through}"))
        });
        Value::UNKNOWN
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
                let field = self.law.policy().schema.record(*record).and_then(|record| record.fields.get(*slot));
                field.is_none_or(|field| field.optional || field.conditional.is_some()) || self.can_be_none(inner)
            }
            ExpressionKind::Facts | ExpressionKind::Literal(_) | ExpressionKind::AsOf | ExpressionKind::Reading(_) => false,
            _ => true,
        }
    }

    /// `any`, `all`, `count`
    fn quantified(&mut self, quantifier: Quantifier, each: &'p Each, body: Option<&'p Expression>, frame: &mut Vec<Value>) -> Value {
        let Some(elements) = self.elements(&each.list, frame).known() else {
            return match quantifier {
                Quantifier::Any | Quantifier::All => Value::UNKNOWN,
                Quantifier::Count => Amount { low: Some(Number::ZERO), ..Amount::default() }.into_value(&Type::Number),
            };
        };
        match quantifier {
            Quantifier::Count => self.count(each, body, elements, frame),
            Quantifier::Any => boolean(self.any_or_all(each, body, elements, frame, Truth::Yes)),
            Quantifier::All => boolean(self.any_or_all(each, body, elements, frame, Truth::No)),
        }
    }

    /// For `any`, an element that satisfies decides; for `all`, one that does not.
    fn any_or_all(
        &mut self,
        each: &'p Each,
        body: Option<&'p Expression>,
        elements: Vec<(Value, Truth)>,
        frame: &mut Vec<Value>,
        deciding: Truth,
    ) -> Truth {
        let start = self.trace.mark();
        let mut ends = Vec::new();
        let mut result = not(deciding);
        for (element, belongs) in elements {
            let counts = and(belongs, self.counts(each, element, frame));
            let body = match body {
                Some(body) if counts != Truth::No => self.truth(body, frame),
                Some(_) | None => Truth::Yes,
            };
            let truth = if deciding == Truth::Yes { and(counts, body) } else { or(not(counts), body) };
            result = if deciding == Truth::Yes { or(result, truth) } else { and(result, truth) };
            ends.push((self.trace.mark(), truth));
            if truth == deciding {
                break;
            }
        }
        self.trace.keep_deciding(start, &ends, result);
        result
    }

    /// Whether an element counts; leaves it in the frame for what comes next.
    fn counts(&mut self, each: &'p Each, element: Value, frame: &mut Vec<Value>) -> Truth {
        frame.truncate(each.local);
        frame.push(element);
        each.filter.as_ref().map_or(Truth::Yes, |filter| self.truth(filter, frame))
    }

    fn count(
        &mut self,
        each: &'p Each,
        body: Option<&'p Expression>,
        elements: Vec<(Value, Truth)>,
        frame: &mut Vec<Value>,
    ) -> Value {
        let (mut surely, mut perhaps) = (0_i64, 0_i64);
        for (element, belongs) in elements {
            let counts = and(belongs, self.counts(each, element, frame));
            let body = body.map_or(Truth::Yes, |body| self.truth(body, frame));
            match and(counts, body) {
                Truth::Yes => surely = surely.saturating_add(1),
                Truth::Unknown => perhaps = perhaps.saturating_add(1),
                Truth::No => {}
            }
        }
        let ends = (Number::from_i64(surely), Number::from_i64(surely.saturating_add(perhaps)));
        Amount { low: Some(ends.0), high: Some(ends.1), ..Amount::default() }.into_value(&Type::Number)
    }

    /// `sum`, `min`, `max`
    fn aggregate(
        &mut self,
        kind: Aggregate,
        each: &'p Each,
        value: &'p Expression,
        never_negative: bool,
        frame: &mut Vec<Value>,
    ) -> Value {
        let Some(elements) = self.elements(&each.list, frame).known() else {
            return match kind {
                Aggregate::Sum if never_negative => at_least_zero().into_value(&value.r#type),
                Aggregate::Sum | Aggregate::Least | Aggregate::Greatest => Value::UNKNOWN,
            };
        };
        let mut values = Vec::new();
        for (element, belongs) in elements {
            let counts = and(belongs, self.counts(each, element, frame));
            if counts == Truth::No {
                continue;
            }
            let found = self.evaluate(value, frame);
            if found != Value::None {
                values.push((found, counts));
            }
        }
        match kind {
            Aggregate::Sum => self.sum(values, never_negative, &value.r#type),
            Aggregate::Least => self.extreme(values, Comparison::Less, &value.r#type),
            Aggregate::Greatest => self.extreme(values, Comparison::Greater, &value.r#type),
        }
    }

    fn sum(&mut self, values: Vec<(Value, Truth)>, never_negative: bool, r#type: &Type) -> Value {
        let mut sum = Amount::exact(Number::ZERO);
        for (value, counts) in values {
            let mut amount = Amount::of(&value).unwrap_or_default();
            if never_negative && amount.low.is_none() {
                amount.low = Some(Number::ZERO);
            }
            let Some(amount) = self.in_currency_of(&sum, amount) else {
                // Without a rate only the sign is known.
                sum = Amount { low: sum.low.filter(|_| never_negative), high: None, ..sum };
                continue;
            };
            sum = sum.add(&if counts == Truth::Yes { amount } else { amount.or_zero() });
        }
        sum.into_value(r#type)
    }

    /// The least or greatest of values; none of nothing.
    fn extreme(&mut self, values: Vec<(Value, Truth)>, better: Comparison, r#type: &Type) -> Value {
        let mut best: Option<Value> = None;
        let mut certain = true;
        for (value, counts) in values {
            certain &= counts == Truth::Yes;
            best = Some(match best {
                None => value,
                Some(best) => match self.compare(better, &value, &best) {
                    Truth::Yes => value,
                    Truth::No => best,
                    Truth::Unknown => self.extreme_of(&best, &value, better, r#type),
                },
            });
        }
        match best {
            None => Value::None,
            Some(best) if certain => best,
            // Which elements count is not known, so the best one may be any of them, or none.
            Some(_) => Value::UNKNOWN,
        }
    }

    /// The better of two amounts of which only the ends are known.
    fn extreme_of(&mut self, one: &Value, two: &Value, better: Comparison, r#type: &Type) -> Value {
        let (Some(one), Some(two)) = (Amount::of(one), Amount::of(two)) else { return Value::UNKNOWN };
        let Some(two) = self.in_currency_of(&one, two) else { return Value::UNKNOWN };
        let both = |a: &Option<Number>, b: &Option<Number>| a.clone().zip(b.clone());
        let either = |a: &Option<Number>, b: &Option<Number>| a.clone().or_else(|| b.clone());
        let least = better == Comparison::Less;
        let (low, high) = if least {
            let high = both(&one.high, &two.high).map(|(a, b)| a.min(b)).or_else(|| either(&one.high, &two.high));
            (both(&one.low, &two.low).map(|(a, b)| a.min(b)), high)
        } else {
            let low = both(&one.low, &two.low).map(|(a, b)| a.max(b)).or_else(|| either(&one.low, &two.low));
            (low, both(&one.high, &two.high).map(|(a, b)| a.max(b)))
        };
        Amount { low, high, currency: one.currency.or(two.currency), unit: one.unit.or(two.unit) }.into_value(r#type)
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

fn boolean(truth: Truth) -> Value {
    match truth {
        Truth::Yes => Value::Boolean(true),
        Truth::No => Value::Boolean(false),
        Truth::Unknown => Value::UNKNOWN,
    }
}

fn certain(yes: bool) -> Truth {
    if yes { Truth::Yes } else { Truth::No }
}

fn is_open(value: &Value) -> bool {
    matches!(value, Value::None | Value::Unknown(_))
}

fn is_amount(value: &Value) -> bool {
    matches!(value, Value::Number(_) | Value::Money(_) | Value::Quantity(_))
}

fn at_least_zero() -> Amount {
    Amount { low: Some(Number::ZERO), ..Amount::default() }
}

/// A value that may turn out to be none: its limits say nothing then.
fn perhaps_none(value: Value) -> Value {
    match value {
        Value::Unknown(Unknown { undeterminable, .. }) => Value::Unknown(Unknown { limits: None, undeterminable }),
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
        (Some(first), Some(second)) if r#type.is_amount() && first.currency == second.currency => {
            first.hull(&second).into_value(r#type)
        }
        _ => Value::UNKNOWN,
    }
}

fn negate(value: &Value, r#type: &Type) -> Value {
    match value {
        Value::None => Value::None,
        Value::Duration(duration) => duration.negate().map_or(Value::UNKNOWN, Value::Duration),
        other => Amount::of(other).map_or(Value::UNKNOWN, |amount| amount.negate().into_value(r#type)),
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

fn in_period(day: &Value, period: &Value) -> Truth {
    match (day, period) {
        (Value::Date(day), Value::Period(first, last)) => certain(first <= day && day <= last),
        _ => Truth::Unknown,
    }
}

/// The rate that is given for two currencies; nothing where there is none or two that differ.
fn given_rate(rates: &[Value], from: Currency, to: Currency) -> Option<Number> {
    let given = rates.iter().filter_map(|rate| {
        let Value::Record(record) = rate else { return None };
        match &*record.fields {
            [Value::Currency(one), Value::Currency(other), Value::Number(rate)] if *one == from && *other == to => Some(rate),
            _ => None,
        }
    });
    let given: Vec<&Number> = given.collect();
    let first = *given.first()?;
    given.iter().all(|rate| *rate == first).then(|| first.clone()).filter(|rate| !rate.is_zero())
}

