//! What a policy says, written in one way that depends neither on layout nor on order: two expressions that are
//! written alike mean the same.

use crate::schema::Type;
use crate::typed::{
    Citation, Deadline, Each, Expression, ExpressionKind, Found, Interval, Policy, RuleId, Someone,
};
use crate::value::{Number, Value};

/// Writes the parts of one policy.
#[derive(Clone, Copy)]
pub(super) struct Writer<'p> {
    pub policy: &'p Policy,
}

/// The locals in scope, outermost first: what they are numbered by does not depend on what stands beside them.
type Locals = Vec<usize>;

impl Writer<'_> {
    /// An expression whose arguments are the first so many locals.
    pub fn expression(&self, expression: &Expression, arguments: usize) -> String {
        self.write(expression, &mut (0..arguments).collect())
    }

    fn write(&self, expression: &Expression, locals: &mut Locals) -> String {
        let policy = self.policy;
        match &expression.kind {
            // One size, whatever the unit: 14 nm and 0.014 µm.
            ExpressionKind::Literal(Value::Quantity(quantity)) => {
                format!("{} of {}", quantity.amount.to_exact_text(), self.r#type(&expression.r#type))
            }
            ExpressionKind::Literal(value) => self.value(value, &expression.r#type),
            ExpressionKind::Facts => "facts".to_owned(),
            ExpressionKind::Local(local) => {
                let depth = locals.iter().rposition(|known| known == local);
                depth.map_or_else(|| format!("#?{local}"), |depth| format!("#{depth}"))
            }
            ExpressionKind::Field(of, record, slot) => {
                format!("{}.{}", self.write(of, locals), self.field(record.0, *slot))
            }
            ExpressionKind::AsOf => "as_of".to_owned(),
            ExpressionKind::Reading(id) => name(policy.readings.get(id.0).map(|found| &found.name)),
            ExpressionKind::NamedList(id) => name(policy.lists.get(id.0).map(|found| &found.name)),
            ExpressionKind::List(parts) => format!("[{}]", self.sorted(parts, locals, ", ")),
            ExpressionKind::Call(id, parts) => {
                self.call(policy.definitions.get(id.0).map(|found| &found.name), parts, locals)
            }
            ExpressionKind::Parameter(id, parts) => {
                self.call(policy.parameters.get(id.0).map(|found| &found.name), parts, locals)
            }
            ExpressionKind::Lookup(id, parts) => {
                self.call(policy.tables.get(id.0).map(|found| &found.name), parts, locals)
            }
            ExpressionKind::CalendarYear(of) => format!("calendar_year({})", self.write(of, locals)),
            ExpressionKind::AddWorkingDays(of, days, calendar) => {
                format!("({} + {days} working_days({}))", self.write(of, locals), self.calendar(calendar.0))
            }
            ExpressionKind::Applies(rules) => format!("({} applies)", self.rules(rules)),
            ExpressionKind::Not(of) => format!("not ({})", self.write(of, locals)),
            ExpressionKind::Negate(of) => format!("-({})", self.write(of, locals)),
            ExpressionKind::And(parts) => format!("({})", self.sorted(parts, locals, " and ")),
            ExpressionKind::Or(parts) => format!("({})", self.sorted(parts, locals, " or ")),
            ExpressionKind::Compare(operator, left, right) => {
                self.infix(&format!("{operator:?}"), left, right, locals)
            }
            ExpressionKind::In { negated, item, list } => {
                self.infix(if *negated { "not in" } else { "in" }, item, list, locals)
            }
            ExpressionKind::Under(left, right) => self.infix("under", left, right, locals),
            ExpressionKind::Arithmetic(operator, left, right) => {
                self.infix(&format!("{operator:?}"), left, right, locals)
            }
            ExpressionKind::If(first, second, third) => {
                let parts = [first, second, third].map(|part| self.write(part, locals));
                format!("if({})", parts.join(", "))
            }
            ExpressionKind::Between(first, second, third) => {
                let parts = [first, second, third].map(|part| self.write(part, locals));
                format!("between({})", parts.join(", "))
            }
            ExpressionKind::IsNone { negated, of } => {
                let word = if *negated { "is not none" } else { "is none" };
                format!("({} {word})", self.write(of, locals))
            }
            ExpressionKind::CannotBeDetermined(of) => {
                format!("({} cannot be determined)", self.write(of, locals))
            }
            ExpressionKind::Quantified(quantifier, each, body) => {
                self.each(&format!("{quantifier:?}"), each, body.as_deref(), locals)
            }
            ExpressionKind::Aggregate(aggregate, each, value, _) => {
                self.each(&format!("{aggregate:?}"), each, Some(value), locals)
            }
        }
    }

    fn infix(&self, word: &str, left: &Expression, right: &Expression, locals: &mut Locals) -> String {
        format!("({} {word} {})", self.write(left, locals), self.write(right, locals))
    }

    fn call(&self, name: Option<&String>, parts: &[Expression], locals: &mut Locals) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.write(part, locals)).collect();
        format!("{}({})", name.map_or("", String::as_str), parts.join(", "))
    }

    /// Parts whose order means nothing.
    fn sorted(&self, parts: &[Expression], locals: &mut Locals, between: &str) -> String {
        let mut parts: Vec<String> = parts.iter().map(|part| self.write(part, locals)).collect();
        parts.sort();
        parts.dedup();
        parts.join(between)
    }

    fn each(&self, word: &str, each: &Each, body: Option<&Expression>, locals: &mut Locals) -> String {
        let list = self.write(&each.list, locals);
        locals.push(each.local);
        let filter = each.filter.as_ref().map_or_else(|| "all".to_owned(), |part| self.write(part, locals));
        let body = body.map_or_else(|| "one".to_owned(), |part| self.write(part, locals));
        locals.pop();
        format!("{word}({list} where {filter}: {body})")
    }

    fn field(&self, record: usize, slot: usize) -> String {
        let record = self.policy.schema.records.get(record);
        name(record.and_then(|record| record.fields.get(slot)).map(|field| &field.name))
    }

    fn calendar(&self, calendar: usize) -> String {
        name(self.policy.calendars.get(calendar).map(|found| &found.days.name))
    }

    /// Names of rules, sorted.
    pub fn rules(&self, rules: &[RuleId]) -> String {
        let mut names: Vec<&str> = rules
            .iter()
            .filter_map(|rule| self.policy.rules.get(rule.0))
            .map(|rule| rule.name.as_str())
            .collect();
        names.sort_unstable();
        names.join(", ")
    }

    /// A type as people write it.
    pub fn r#type(&self, r#type: &Type) -> String {
        self.policy.schema.show(r#type).to_string()
    }

    /// A value as people write it.
    pub fn value(&self, value: &Value, r#type: &Type) -> String {
        let schema = &self.policy.schema;
        match (value, r#type) {
            (Value::Number(number), Type::Percent) => {
                format!("{}%", number.multiply(&Number::from_i64(100)))
            }
            (Value::Choice(choice), Type::Enum(id)) => {
                let values = schema.enumeration(*id).map(|found| found.values.as_slice());
                let found = values.unwrap_or_default().get(*choice as usize);
                name(found.map(|found| &found.name))
            }
            (Value::Text(text), _) => format!("\"{text}\""),
            (Value::Code(code), _) => format!("\"{code}\""),
            (Value::List(list), Type::List(element)) => {
                let items: Vec<String> = list.items.iter().map(|item| self.value(item, element)).collect();
                format!("[{}]", items.join(", "))
            }
            (Value::Record(record), Type::Record(id)) => {
                let fields = schema.record(*id).map(|found| found.fields.as_slice()).unwrap_or_default();
                let known = fields.iter().zip(record.fields.iter());
                let known = known.filter(|(_, value)| !matches!(value, Value::None | Value::Unknown(_)));
                let parts: Vec<String> = known
                    .map(|(field, value)| format!("{} {}", field.name, self.value(value, &field.r#type)))
                    .collect();
                format!("({})", parts.join(", "))
            }
            (value, _) => value.text(),
        }
    }

    /// What a table gives.
    pub fn found(&self, found: &Found, r#type: &Type) -> String {
        match found {
            Found::Value(value) => self.value(value, r#type),
            Found::Pointer(reason) => format!("not said: \"{reason}\""),
        }
    }

    /// `mofcom_61 art 1(1)`
    pub fn citation(&self, citation: Option<&Citation>) -> Option<String> {
        let citation = citation?;
        let instrument = self.policy.instruments.get(citation.instrument.0)?;
        let articles = citation.articles.iter().map(|(kind, number)| format!(" {kind} {number}"));
        Some(format!("{}{}", instrument.name, articles.collect::<String>()))
    }

    /// `MOFCOM Announcement No. 61 of 2025, art 1(1)`: as people know it.
    pub fn provision(&self, citation: Option<&Citation>) -> Option<String> {
        let citation = citation?;
        let instrument = self.policy.instruments.get(citation.instrument.0)?;
        let articles = citation.articles.iter().map(|(kind, number)| format!(", {kind} {number}"));
        let title = instrument.title.as_ref().unwrap_or(&instrument.name);
        Some(format!("{title}{}", articles.collect::<String>()))
    }

    /// By when, in words.
    pub fn deadline(&self, deadline: &Deadline) -> String {
        match deadline {
            Deadline::Within(duration, day) => format!("within {duration} after {}", self.expression(day, 0)),
            Deadline::WithinWorkingDays(days, calendar, day) => {
                let calendar = self.calendar(calendar.0);
                format!("within {days} working_days({calendar}) after {}", self.expression(day, 0))
            }
            Deadline::By(day) => format!("by {}", self.expression(day, 0)),
            Deadline::Before(day) => format!("before {}", self.expression(day, 0)),
        }
    }
}

fn name(found: Option<&String>) -> String {
    found.cloned().unwrap_or_default()
}

/// Who owes a duty, or to whom, as written.
pub(super) fn someone(someone: &Someone) -> String {
    match someone {
        Someone::Party(_, written) | Someone::Named(written) => written.clone(),
    }
}

/// Days as people write them; nothing where every day is meant.
pub(super) fn days(interval: &Interval) -> Option<String> {
    match (interval.from, interval.through) {
        (None, None) => None,
        (Some(from), None) => Some(format!("from {from}")),
        (None, Some(through)) => Some(format!("through {through}")),
        (Some(from), Some(through)) => Some(format!("from {from} through {through}")),
    }
}
