//! Expressions as documents: brackets stay where the author put them, and long conditions break
//! before each `and` and `or`.

use super::document::{Document, edge, fill, group, indent, nothing, space};
use crate::source::Span;
use crate::syntax::tree::{
    Aggregate, Binder, Expression, ExpressionKind, Name, Path, Quantifier, Quoted, TypeName, TypeNameKind,
};

/// An expression behind a word: the lines after the first are indented.
pub fn expression(expression: &Expression) -> Document {
    located(expression.span, kind(&expression.kind))
}

/// An expression on lines of its own: all its lines stand below each other.
pub fn expression_alone(alone: &Expression) -> Document {
    match &alone.kind {
        ExpressionKind::And(parts) => located(alone.span, group(chain("and ", parts))),
        ExpressionKind::Or(parts) => located(alone.span, group(chain("or ", parts))),
        ExpressionKind::If(condition, then, otherwise) => {
            located(alone.span, group(choice(condition, then, otherwise)))
        }
        ExpressionKind::Number(_)
        | ExpressionKind::Measure(..)
        | ExpressionKind::WorkingDays(..)
        | ExpressionKind::Text(_)
        | ExpressionKind::Date(_)
        | ExpressionKind::Boolean(_)
        | ExpressionKind::Path(_)
        | ExpressionKind::Call(..)
        | ExpressionKind::Applies(_)
        | ExpressionKind::List(_)
        | ExpressionKind::Brackets(_)
        | ExpressionKind::Not(_)
        | ExpressionKind::Negate(_)
        | ExpressionKind::Compare(..)
        | ExpressionKind::In { .. }
        | ExpressionKind::Under(..)
        | ExpressionKind::Arithmetic(..)
        | ExpressionKind::IsNone { .. }
        | ExpressionKind::CannotBeDetermined(_)
        | ExpressionKind::Between(..)
        | ExpressionKind::Quantified(..)
        | ExpressionKind::Count(_)
        | ExpressionKind::Aggregate(..)
        | ExpressionKind::Broken => expression(alone),
    }
}

/// Expressions between commas; as many on a line as fit.
pub fn expressions(list: &[Expression]) -> Document {
    listed(list.iter().map(expression), &fill())
}

/// Names between commas; as many on a line as fit.
pub fn names(list: &[Name]) -> Document {
    group(indent(listed(list.iter().map(Document::from), &fill())))
}

/// Parts between commas, each followed by a possible line break.
pub fn listed(parts: impl Iterator<Item = Document>, line: &Document) -> Document {
    let separator = Document::from(",") + line.clone();
    parts.enumerate().map(|(index, part)| if index == 0 { part } else { separator.clone() + part }).collect()
}

/// `item.components`
pub fn path(path: &Path) -> Document {
    members(nothing(), &path.names)
}

/// `list of stake`
pub fn type_name(written: &TypeName) -> Document {
    let document = match &written.kind {
        TypeNameKind::Plain(name) => Document::from(name),
        TypeNameKind::Quotient(parts) => {
            let [above, below] = &**parts;
            Document::from(above) + " / " + below
        }
        TypeNameKind::List(element) => Document::from("list of ") + type_name(element),
    };
    located(written.span, document)
}

/// What stands in the source between the ends of a span.
pub fn located(span: Span, document: Document) -> Document {
    Document::Place(span.start) + document + Document::Place(span.end)
}

impl From<&Name> for Document {
    fn from(name: &Name) -> Document {
        located(name.span, Document::from(&name.text))
    }
}

impl From<&Quoted> for Document {
    fn from(quoted: &Quoted) -> Document {
        located(quoted.span, quote(&quoted.text).into())
    }
}

/// A text between quotation marks, with the escapes that it needs.
pub fn quote(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}

fn kind(kind: &ExpressionKind) -> Document {
    match kind {
        ExpressionKind::Number(number) => number.into(),
        ExpressionKind::Measure(number, unit) => measure(number, unit),
        ExpressionKind::WorkingDays(number, calendar) => {
            Document::from(number) + " working_days(" + &**calendar + ")"
        }
        ExpressionKind::Text(text) => quote(text).into(),
        ExpressionKind::Date(date) => date.to_string().into(),
        ExpressionKind::Boolean(boolean) => boolean.to_string().into(),
        ExpressionKind::Path(named) => path(named),
        ExpressionKind::Call(called) => call(&called.name, &called.arguments, &called.read),
        ExpressionKind::Applies(name) => Document::from(name) + " applies",
        ExpressionKind::List(elements) => list(elements),
        ExpressionKind::Brackets(inner) => brackets(inner),
        ExpressionKind::Not(inner) => Document::from("not ") + expression(inner),
        ExpressionKind::Negate(inner) => Document::from("-") + expression(inner),
        ExpressionKind::And(parts) => group(indent(chain("and ", parts))),
        ExpressionKind::Or(parts) => group(indent(chain("or ", parts))),
        ExpressionKind::Compare(comparison, left, right) => between(left, comparison.symbol(), right),
        ExpressionKind::In { negated: false, item, list } => between(item, "in", list),
        ExpressionKind::In { negated: true, item, list } => between(item, "not in", list),
        ExpressionKind::Under(code, above) => between(code, "under", above),
        ExpressionKind::Arithmetic(operator, left, right) => arithmetic(left, operator.symbol(), right),
        ExpressionKind::If(condition, then, otherwise) => group(indent(choice(condition, then, otherwise))),
        ExpressionKind::IsNone { negated: false, of } => expression(of) + " is none",
        ExpressionKind::IsNone { negated: true, of } => expression(of) + " is not none",
        ExpressionKind::CannotBeDetermined(of) => expression(of) + " cannot be determined",
        ExpressionKind::Between(value, least, most) => {
            between(value, "between", least) + " and " + expression(most)
        }
        ExpressionKind::Quantified(quantifier, over, body) => quantified(*quantifier, over, body.as_deref()),
        ExpressionKind::Count(list) => Document::from("count(") + expression(list) + ")",
        ExpressionKind::Aggregate(aggregate, of, over) => aggregated(*aggregate, of, over),
        ExpressionKind::Broken => nothing(),
    }
}

fn measure(number: &str, unit: &Name) -> Document {
    let gap = if unit.text == "%" { "" } else { " " };
    format!("{number}{gap}{}", unit.text).into()
}

fn call(name: &Name, arguments: &[Expression], read: &[Name]) -> Document {
    let arguments = group(indent(expressions(arguments)));
    let called = Document::from(name) + "(" + arguments + ")";
    if read.is_empty() { called } else { members(called + ".", read) }
}

fn members(before: Document, names: &[Name]) -> Document {
    names.iter().enumerate().fold(before, |document, (index, name)| {
        let dot = if index == 0 { "" } else { "." };
        document + dot + name
    })
}

/// `[RU, BY]`
fn list(elements: &[Expression]) -> Document {
    if elements.is_empty() {
        return "[]".into();
    }
    group(Document::from("[") + indent(edge() + expressions(elements)) + edge() + "]")
}

/// `(a or b)`: brackets around brackets say nothing and are left out.
fn brackets(inner: &Expression) -> Document {
    if matches!(inner.kind, ExpressionKind::Brackets(_)) {
        expression(inner)
    } else {
        Document::from("(") + expression(inner) + ")"
    }
}

fn chain(word: &str, parts: &[Expression]) -> Document {
    parts
        .iter()
        .enumerate()
        .map(|(index, part)| if index == 0 { expression(part) } else { space() + word + expression(part) })
        .collect()
}

fn between(left: &Expression, word: &str, right: &Expression) -> Document {
    expression(left) + format!(" {word} ") + expression(right)
}

fn arithmetic(left: &Expression, symbol: &str, right: &Expression) -> Document {
    group(expression(left) + indent(space() + symbol + " " + expression(right)))
}

fn choice(condition: &Expression, then: &Expression, otherwise: &Expression) -> Document {
    let then = space() + "then " + expression(then);
    let otherwise = space() + "else " + expression(otherwise);
    Document::from("if ") + expression(condition) + then + otherwise
}

fn quantified(quantifier: Quantifier, over: &Binder, body: Option<&Expression>) -> Document {
    let word = match quantifier {
        Quantifier::Any => "any(",
        Quantifier::All => "all(",
        Quantifier::Count => "count(",
    };
    let body = body.map_or_else(nothing, |body| Document::from(" :") + space() + expression(body));
    group(indent(Document::from(word) + binder(over) + body)) + ")"
}

fn aggregated(aggregate: Aggregate, of: &Expression, over: &Binder) -> Document {
    let word = match aggregate {
        Aggregate::Sum => "sum(",
        Aggregate::Least => "min(",
        Aggregate::Greatest => "max(",
    };
    let of = Document::from(word) + expression(of) + space() + "for ";
    group(indent(of + binder(over))) + ")"
}

/// `x in xs where w`
fn binder(over: &Binder) -> Document {
    let filter =
        over.filter.as_deref().map_or_else(nothing, |filter| space() + "where " + expression(filter));
    Document::from(&over.name) + " in " + expression(&over.list) + filter
}
