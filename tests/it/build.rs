//! Typed policies written by hand: small functions that read like the policy they make.

use std::sync::Arc;

use licit::schema::{Choice, EnumId, Enumeration, Field, RecordId, RecordType, Schema, Type};
use licit::source::Span;
use licit::typed::{
    Aggregate, Citation, Comparison, Duty, Each, Expression, ExpressionKind as Kind, Instrument,
    InstrumentId, Interruption, Interval, Operator, Policy, Presumption, Quantifier, Rule, RuleId, RuleKind,
    Version, standard_scale,
};
use licit::value::{
    Code, Currency, Date, Duration, List, Money, Number, Quantity, Record, Unit, Unknown, Value,
    date::parse_date,
};

/// A policy with facts of these types and nothing else.
pub fn policy(facts: &[(&str, Type)]) -> Policy {
    let fields = facts.iter().map(|(name, r#type)| field(name, r#type.clone())).collect();
    let facts = RecordType { name: "facts".to_owned(), label: None, fields, span: Span::default() };
    Policy {
        name: "test".to_owned(),
        title: None,
        scale: standard_scale(),
        schema: Schema { records: vec![facts], enums: Vec::new(), codes: Vec::new() },
        governed_by: None,
        field_conditions: Vec::new(),
        instruments: Vec::new(),
        interruptions: Vec::new(),
        rules: Vec::new(),
        duties: Vec::new(),
        definitions: Vec::new(),
        lists: Vec::new(),
        tables: Vec::new(),
        parameters: Vec::new(),
        calendars: Vec::new(),
        readings: Vec::new(),
        presumptions: Vec::new(),
        assertions: Vec::new(),
        data: Vec::new(),
        digest: String::new(),
    }
}

pub fn field(name: &str, r#type: Type) -> Field {
    Field {
        name: name.to_owned(),
        label: None,
        r#type,
        optional: false,
        conditional: None,
        least: None,
        most: None,
        span: Span::default(),
    }
}

/// Adds a record type.
pub fn record_type(policy: &mut Policy, name: &str, fields: &[(&str, Type)]) -> RecordId {
    let fields = fields.iter().map(|(name, r#type)| field(name, r#type.clone())).collect();
    policy.schema.records.push(RecordType {
        name: name.to_owned(),
        label: None,
        fields,
        span: Span::default(),
    });
    RecordId(policy.schema.records.len() - 1)
}

/// Adds an enum.
pub fn enumeration(policy: &mut Policy, name: &str, values: &[&str]) -> EnumId {
    let values = values.iter().map(|name| Choice { name: (*name).to_owned(), label: None }).collect();
    policy.schema.enums.push(Enumeration {
        name: name.to_owned(),
        label: None,
        values,
        span: Span::default(),
    });
    EnumId(policy.schema.enums.len() - 1)
}

// ---- rules

/// A rule that says step `verdict` of the scale.
pub fn rule(policy: &mut Policy, name: &str, verdict: usize, condition: Expression) -> RuleId {
    add(policy, name, RuleKind::Rule, Some(verdict), &[], condition)
}

pub fn exception(
    policy: &mut Policy,
    name: &str,
    to: &[RuleId],
    verdict: usize,
    condition: Expression,
) -> RuleId {
    add(policy, name, RuleKind::Exception, Some(verdict), to, condition)
}

pub fn disapply(policy: &mut Policy, name: &str, of: &[RuleId], condition: Expression) -> RuleId {
    add(policy, name, RuleKind::Disapplication, None, of, condition)
}

fn add(
    policy: &mut Policy,
    name: &str,
    kind: RuleKind,
    verdict: Option<usize>,
    targets: &[RuleId],
    condition: Expression,
) -> RuleId {
    let version = version(verdict, targets, condition);
    policy.rules.push(Rule { name: name.to_owned(), kind, versions: vec![version], span: Span::default() });
    RuleId(policy.rules.len() - 1)
}

pub fn version(verdict: Option<usize>, targets: &[RuleId], condition: Expression) -> Version {
    Version {
        title: None,
        note: Vec::new(),
        citation: None,
        issued: None,
        in_force: Interval::default(),
        uncut: None,
        verdict,
        condition,
        targets: targets.to_vec(),
        prevails_over: Vec::new(),
        group: None,
        span: Span::default(),
    }
}

pub fn duty(name: &str, condition: Expression) -> Duty {
    Duty {
        name: name.to_owned(),
        title: None,
        citation: None,
        also: Vec::new(),
        in_force: Interval::default(),
        issued: None,
        owed_by: None,
        owed_to: None,
        via: None,
        deadline: None,
        condition,
        span: Span::default(),
    }
}

pub fn presumption(fact: &[usize], value: Value, condition: Expression) -> Presumption {
    Presumption {
        fact: fact.to_vec(),
        path: String::new(),
        value,
        citation: None,
        in_force: Interval::default(),
        condition,
        span: Span::default(),
    }
}

pub fn instrument(policy: &mut Policy, issued: Option<Date>, in_force: Interval) -> InstrumentId {
    let name = format!("instrument_{}", policy.instruments.len());
    policy.instruments.push(Instrument {
        name,
        title: None,
        issued,
        in_force,
        source: None,
        span: Span::default(),
    });
    InstrumentId(policy.instruments.len() - 1)
}

pub fn suspension(rules: &[RuleId], instruments: &[InstrumentId], period: Interval) -> Interruption {
    Interruption {
        name: "suspension".to_owned(),
        title: None,
        repeal: false,
        instruments: instruments.to_vec(),
        rules: rules.to_vec(),
        issued: None,
        period,
        condition: None,
        citation: None,
        span: Span::default(),
    }
}

pub fn citing(instrument: InstrumentId) -> Option<Citation> {
    Some(Citation { instrument, articles: Vec::new() })
}

pub fn days(from: &str, through: &str) -> Interval {
    Interval { from: parse_date(from), through: parse_date(through) }
}

// ---- values

pub fn yes() -> Value {
    Value::Boolean(true)
}

pub fn no() -> Value {
    Value::Boolean(false)
}

pub fn undeterminable() -> Value {
    Value::Unknown(Unknown { limits: None, undeterminable: true })
}

pub fn number(text: &str) -> Value {
    Value::Number(Number::parse(text).unwrap())
}

pub fn money(text: &str) -> Value {
    Value::Money(Money::parse(text).unwrap())
}

pub fn quantity(amount: &str, unit: &str) -> Value {
    Value::Quantity(Quantity::new(&Number::parse(amount).unwrap(), Unit::parse(unit).unwrap()))
}

pub fn currency(text: &str) -> Value {
    Value::Currency(Currency::parse(text).unwrap())
}

pub fn code(text: &str) -> Value {
    Value::Code(Code::parse(text).unwrap())
}

pub fn day(text: &str) -> Value {
    Value::Date(parse_date(text).unwrap())
}

pub fn of_days(days: i32) -> Value {
    Value::Duration(Duration::of_days(days))
}

pub fn of_months(months: i32) -> Value {
    Value::Duration(Duration::of_months(months))
}

pub fn record(fields: &[Value]) -> Value {
    Value::Record(Record { place: 0, fields: fields.into() })
}

pub fn list(items: &[Value]) -> Value {
    Value::List(List { place: 0, items: items.into() })
}

// ---- expressions; types do not matter to who only evaluates

pub fn expression(kind: Kind) -> Expression {
    Expression { kind, r#type: Type::Boolean, span: Span::default() }
}

pub fn literal(value: Value) -> Expression {
    expression(Kind::Literal(value))
}

/// A fact, by its slot.
pub fn fact(slot: usize) -> Expression {
    get(expression(Kind::Facts), RecordId::FACTS, slot)
}

pub fn get(of: Expression, record: RecordId, slot: usize) -> Expression {
    expression(Kind::Field(Arc::new(of), record, slot))
}

pub fn local(local: usize) -> Expression {
    expression(Kind::Local(local))
}

pub fn compare(left: Expression, comparison: Comparison, right: Expression) -> Expression {
    expression(Kind::Compare(comparison, Box::new(left), Box::new(right)))
}

pub fn equal(left: Expression, right: Expression) -> Expression {
    compare(left, Comparison::Equal, right)
}

pub fn arithmetic(left: Expression, operator: Operator, right: Expression) -> Expression {
    expression(Kind::Arithmetic(operator, Box::new(left), Box::new(right)))
}

pub fn not(inner: Expression) -> Expression {
    expression(Kind::Not(Box::new(inner)))
}

pub fn and(parts: &[Expression]) -> Expression {
    expression(Kind::And(parts.to_vec()))
}

pub fn or(parts: &[Expression]) -> Expression {
    expression(Kind::Or(parts.to_vec()))
}

pub fn is_in(item: Expression, list: Expression) -> Expression {
    expression(Kind::In { negated: false, item: Box::new(item), list: Box::new(list) })
}

pub fn not_in(item: Expression, list: Expression) -> Expression {
    expression(Kind::In { negated: true, item: Box::new(item), list: Box::new(list) })
}

pub fn under(code: Expression, above: Expression) -> Expression {
    expression(Kind::Under(Box::new(code), Box::new(above)))
}

pub fn between(item: Expression, low: Expression, high: Expression) -> Expression {
    expression(Kind::Between(Box::new(item), Box::new(low), Box::new(high)))
}

pub fn is_none(of: Expression) -> Expression {
    expression(Kind::IsNone { negated: false, of: Box::new(of) })
}

pub fn cannot_be_determined(of: Expression) -> Expression {
    expression(Kind::CannotBeDetermined(Box::new(of)))
}

pub fn choose(condition: Expression, then: Expression, otherwise: Expression) -> Expression {
    expression(Kind::If(Box::new(condition), Box::new(then), Box::new(otherwise)))
}

pub fn applies(rules: &[RuleId]) -> Expression {
    expression(Kind::Applies(rules.to_vec()))
}

/// `local 0 in list where filter`
pub fn each(list: Expression, filter: Option<Expression>) -> Box<Each> {
    Box::new(Each { list: Box::new(list), local: 0, filter: filter.map(Box::new) })
}

pub fn quantified(quantifier: Quantifier, each: Box<Each>, body: Option<Expression>) -> Expression {
    expression(Kind::Quantified(quantifier, each, body.map(Box::new)))
}

pub fn aggregate(aggregate: Aggregate, each: Box<Each>, of: Expression) -> Expression {
    expression(Kind::Aggregate(aggregate, each, Box::new(of), false))
}
