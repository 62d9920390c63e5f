//! What an expression comes to.

use licit::schema::{RecordId, Type};
use licit::typed::{
    Comparison, DefinitionId, Expression, ExpressionKind as Kind, Found, Interval, ParameterId, TableId,
};
use licit::value::{Date, List, Value};

use super::list::{contains, under};
use super::rules::Case;
use super::value::{Rates, Truth, and, arithmetic, boolean, compare, negate, not, or, shift, truth};

/// Arguments and bound elements.
#[derive(Clone, Default)]
pub struct Scope {
    locals: Vec<Value>,
    /// Recursive definitions that are being asked about none or unknown: asking again learns nothing.
    hollow: Vec<DefinitionId>,
}

impl Scope {
    fn of(locals: Vec<Value>) -> Scope {
        Scope { locals, hollow: Vec::new() }
    }

    pub fn with(&self, local: usize, value: &Value) -> Scope {
        let mut inner = self.clone();
        inner.locals.resize(inner.locals.len().max(local + 1), Value::None);
        inner.locals[local] = value.clone();
        inner
    }
}

impl Case<'_> {
    /// A condition's truth.
    pub fn test(&self, condition: &Expression) -> Truth {
        truth(&self.value(condition, &Scope::default()))
    }

    pub fn value(&self, expression: &Expression, scope: &Scope) -> Value {
        let value = |inner: &Expression| self.value(inner, scope);
        let test = |inner: &Expression| truth(&self.value(inner, scope));
        let list = |items: Vec<Value>| Value::List(List { place: 0, items: items.into() });
        match &expression.kind {
            Kind::Literal(literal) => literal.clone(),
            Kind::Facts => self.facts.clone(),
            Kind::Local(local) => scope.locals[*local].clone(),
            Kind::Field(of, record, field) => self.field(&value(of), *record, *field),
            Kind::AsOf => self.day.map_or(Value::UNKNOWN, Value::Date),
            Kind::Reading(id) => Value::Choice(self.question.readings[id.0]),
            Kind::NamedList(id) => {
                self.named_list(&self.policy.lists[id.0].items).map_or(Value::UNKNOWN, list)
            }
            Kind::List(items) => list(items.iter().map(value).collect()),
            Kind::Call(id, arguments) => self.call(*id, arguments.iter().map(value).collect(), scope),
            Kind::Parameter(id, arguments) => self.parameter(*id, arguments.iter().map(value).collect()),
            Kind::Lookup(id, arguments) => self.lookup(*id, &arguments.iter().map(value).collect::<Vec<_>>()),
            Kind::CalendarYear(day) => calendar_year(&value(day)),
            Kind::AddWorkingDays(day, count, calendar) => match value(day) {
                Value::Date(day) => self.policy.calendars[calendar.0]
                    .days
                    .after(day, *count)
                    .map_or(Value::UNKNOWN, Value::Date),
                other => other,
            },
            Kind::Applies(rules) => Value::Boolean(rules.iter().any(|rule| self.rule_holds(*rule))),
            Kind::Not(inner) => boolean(not(test(inner))),
            Kind::Negate(inner) => negate(&value(inner)),
            Kind::And(parts) => boolean(and(parts.iter().map(test))),
            Kind::Or(parts) => boolean(or(parts.iter().map(test))),
            Kind::Compare(comparison, left, right) => {
                boolean(compare(*comparison, &value(left), &value(right), &self.rates))
            }
            Kind::In { negated, item, list } => {
                boolean(contains(*negated, &value(item), &value(list), &self.rates))
            }
            Kind::Under(code, above) => boolean(under(&value(code), &value(above))),
            Kind::Arithmetic(operator, left, right) => {
                arithmetic(*operator, &value(left), &value(right), &self.rates)
            }
            Kind::If(condition, then, otherwise) => match test(condition) {
                Some(true) => value(then),
                Some(false) => value(otherwise),
                None => Some(value(then)).filter(|then| *then == value(otherwise)).unwrap_or(Value::UNKNOWN),
            },
            Kind::IsNone { negated, of } => match value(of) {
                Value::Unknown(_) => Value::UNKNOWN,
                known => Value::Boolean((known == Value::None) != *negated),
            },
            Kind::CannotBeDetermined(of) => match value(of) {
                Value::Unknown(unknown) if unknown.undeterminable => Value::Boolean(true),
                Value::Unknown(_) => Value::UNKNOWN,
                _ => Value::Boolean(false),
            },
            Kind::Between(item, low, high) => {
                let [item, low, high] = [item, low, high].map(|part| value(part));
                let ends = [
                    compare(Comparison::AtLeast, &item, &low, &self.rates),
                    compare(Comparison::AtMost, &item, &high, &self.rates),
                ];
                boolean(and(ends))
            }
            Kind::Quantified(quantifier, each, body) => {
                self.quantified(*quantifier, each, body.as_deref(), scope)
            }
            Kind::Aggregate(aggregate, each, summand, _) => self.aggregate(*aggregate, each, summand, scope),
        }
    }

    fn field(&self, of: &Value, record: RecordId, field: usize) -> Value {
        let fields = match of {
            Value::Record(found) => &found.fields,
            // None stays none; what is in an undeterminable record is undeterminable.
            other => return other.clone(),
        };
        let conditional = self.policy.schema.record(record).unwrap().fields[field].conditional;
        let applies = conditional.map_or(Some(true), |condition| {
            truth(&self.value(&self.policy.field_conditions[condition], &Scope::of(vec![of.clone()])))
        });
        match (applies, &fields[field]) {
            (Some(false), _) | (None, Value::None) => Value::None,
            (None, _) => Value::UNKNOWN,
            (Some(true), value) => value.clone(),
        }
    }

    fn named_list(&self, items: &[(Value, Interval)]) -> Option<Vec<Value>> {
        let belongs = |interval: &Interval| {
            if interval.is_always() { Some(true) } else { self.day.map(|day| interval.contains(day)) }
        };
        let pick =
            |(value, interval): &(Value, _)| belongs(interval).map(|inside| inside.then(|| value.clone()));
        items.iter().map(pick).collect::<Option<Vec<_>>>().map(|found| found.into_iter().flatten().collect())
    }

    fn call(&self, id: DefinitionId, arguments: Vec<Value>, scope: &Scope) -> Value {
        let definition = &self.policy.definitions[id.0];
        let mut inner = Scope { locals: arguments, hollow: scope.hollow.clone() };
        if let Some(first @ (Value::None | Value::Unknown(_))) =
            inner.locals.first().filter(|_| definition.recursive)
        {
            if inner.hollow.contains(&id) {
                return first.clone();
            }
            inner.hollow.push(id);
        }
        self.value(&definition.body, &inner)
    }

    fn parameter(&self, id: ParameterId, arguments: Vec<Value>) -> Value {
        let scope = Scope::of(arguments);
        let holds =
            |interval: &Interval| interval.is_always() || self.day.is_some_and(|day| interval.contains(day));
        let found = self.policy.parameters[id.0].values.iter().find(|(interval, _)| holds(interval));
        found.map_or(Value::UNKNOWN, |(_, value)| self.value(value, &scope))
    }

    fn lookup(&self, id: TableId, arguments: &[Value]) -> Value {
        let table = &self.policy.tables[id.0];
        if arguments.contains(&Value::None) {
            return Value::None;
        }
        let cell = |(key, argument): (&Option<Vec<Value>>, &Value)| match (key, argument) {
            (None, _) => Some(true),
            (Some(_), Value::Unknown(_)) => None,
            (Some(values), argument) => Some(values.iter().any(|value| value.same(argument))),
        };
        let matches: Vec<Truth> =
            table.rows.iter().map(|row| and(row.keys.iter().zip(arguments).map(cell))).collect();
        let found = match matches.iter().position(|row| *row == Some(true)) {
            Some(row) => Some(&table.rows[row].found),
            None if matches.contains(&None) => None,
            None => table.otherwise.as_ref(),
        };
        match found {
            Some(Found::Value(value)) => value.clone(),
            Some(Found::Pointer(_)) | None => Value::UNKNOWN,
        }
    }
}

fn calendar_year(day: &Value) -> Value {
    match day {
        Value::Date(day) => {
            Value::Period(Date::constant(day.year(), 1, 1), Date::constant(day.year(), 12, 31))
        }
        other => other.clone(),
    }
}

/// The rates among the facts: every known row of a list of `exchange_rate`.
pub fn rates(case: &Case) -> Rates {
    let schema = &case.policy.schema;
    let id = schema.records.iter().position(|record| record.name == "exchange_rate");
    let wanted = id.map(|id| Type::List(Box::new(Type::Record(RecordId(id)))));
    let fields = schema.facts().unwrap().fields.iter().enumerate();
    let lists = fields
        .filter(|(_, field)| Some(&field.r#type) == wanted.as_ref())
        .map(|(slot, _)| case.field(&case.facts, RecordId::FACTS, slot));
    let rows =
        lists.flat_map(|list| if let Value::List(list) = list { list.items.to_vec() } else { Vec::new() });
    rows.filter_map(|row| match row {
        Value::Record(row) => match &*row.fields {
            [Value::Currency(from), Value::Currency(to), Value::Number(rate)] => {
                Some((*from, *to, rate.clone()))
            }
            _ => None,
        },
        _ => None,
    })
    .collect()
}

/// The day by which something is due, for `rules`.
pub fn due(case: &Case, deadline: &licit::typed::Deadline) -> Option<Date> {
    use licit::typed::Deadline;
    let day = |expression: &Expression| match case.value(expression, &Scope::default()) {
        Value::Date(day) => Some(day),
        _ => None,
    };
    match deadline {
        Deadline::Within(span, after) => shift(day(after)?, span),
        Deadline::WithinWorkingDays(count, calendar, after) => {
            case.policy.calendars[calendar.0].days.after(day(after)?, *count)
        }
        Deadline::By(by) => day(by),
        Deadline::Before(end) => day(end)?.yesterday().ok(),
    }
}
