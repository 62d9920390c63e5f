//! Statements as documents: the head on the first line, each clause on a line of its own.

use super::clauses::{clause, period};
use super::columns;
use super::document::{Document, group, indent, newline, nothing, space};
use super::expressions::{expression, expression_alone, listed, located, path, type_name};
use crate::syntax::tree::{
    Choice, Clause, ClauseKind, DatedValue, Expression, Head, Item, Parameter, Path, Statement, TableBody,
    TypeName,
};

/// A statement, without the comments and empty lines around it.
pub fn statement(statement: &Statement) -> Document {
    let own = item(&statement.item);
    let (first, others) = match statement.clauses.split_first() {
        Some((first, others)) if stands_in_head(&statement.item, first) => {
            (head_clause(&statement.item, first), others)
        }
        Some(_) | None => (nothing(), statement.clauses.as_slice()),
    };
    let lines: Document = others.iter().map(|other| newline() + clause(other)).collect();
    located(statement.span, group(own + first) + indent(lines))
}

/// Whether statements of this kind may follow each other without an empty line.
pub fn may_stand_together(one: &Item, next: &Item) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(next)
        && match one {
            Item::Use(_)
            | Item::Fact(_)
            | Item::Enumeration(..)
            | Item::Parameter(..)
            | Item::List(..)
            | Item::Rule(None) => true,
            Item::Policy(_)
            | Item::Verdicts(_)
            | Item::Record(..)
            | Item::Codes(_)
            | Item::Table(..)
            | Item::Definition(..)
            | Item::Calendar(_)
            | Item::Instrument(_)
            | Item::Suspension(_)
            | Item::Repeal(_)
            | Item::Reading(..)
            | Item::Rule(Some(_))
            | Item::Exception(_)
            | Item::Disapply(_)
            | Item::Amend(_)
            | Item::Duty(_)
            | Item::Presumption(..)
            | Item::Assertion(_)
            | Item::Broken => false,
        }
}

/// The verdict of a bare rule, and the file of a list or table, stand on the first line.
fn stands_in_head(item: &Item, first: &Clause) -> bool {
    match item {
        Item::Rule(None) => true,
        Item::List(..) | Item::Table(_, None) => matches!(first.kind, ClauseKind::File(..)),
        Item::Policy(_)
        | Item::Use(_)
        | Item::Verdicts(_)
        | Item::Enumeration(..)
        | Item::Record(..)
        | Item::Fact(_)
        | Item::Codes(_)
        | Item::Table(_, Some(_))
        | Item::Parameter(..)
        | Item::Definition(..)
        | Item::Calendar(_)
        | Item::Instrument(_)
        | Item::Suspension(_)
        | Item::Repeal(_)
        | Item::Reading(..)
        | Item::Rule(Some(_))
        | Item::Exception(_)
        | Item::Disapply(_)
        | Item::Amend(_)
        | Item::Duty(_)
        | Item::Presumption(..)
        | Item::Assertion(_)
        | Item::Broken => false,
    }
}

fn head_clause(item: &Item, first: &Clause) -> Document {
    if matches!(item, Item::Rule(None)) { clause(first) } else { indent(space() + clause(first)) }
}

fn item(item: &Item) -> Document {
    match item {
        Item::Policy(named) => head("policy ", named),
        Item::Use(place) => Document::from("use ") + place,
        Item::Verdicts(levels) => Document::from("verdicts") + columns::levels(levels),
        Item::Enumeration(named, choices) => head("enum ", named) + " =" + values(choices),
        Item::Record(named, fields) => head("record ", named) + columns::fields(fields),
        Item::Fact(field) => Document::from("fact ") + columns::fact(field),
        Item::Codes(named) => head("codes ", named),
        Item::List(named, of, elements) => list(named, of, elements.as_deref()),
        Item::Table(named, body) => table(named, body.as_deref()),
        Item::Parameter(named, given, of, values) => parameter(named, given, of, values),
        Item::Definition(named, given, of, body) => definition(named, given, of.as_ref(), body),
        Item::Calendar(named) => head("calendar ", named),
        Item::Instrument(named) => head("instrument ", named),
        Item::Suspension(named) => head("suspension ", named),
        Item::Repeal(named) => head("repeal ", named),
        Item::Reading(named, answers) => head("reading ", named) + columns::answers(answers),
        Item::Rule(named) => named.as_ref().map_or_else(nothing, |named| head("rule ", named)),
        Item::Exception(named) => head("exception ", named),
        Item::Disapply(named) => head("disapply ", named),
        Item::Amend(named) => head("amend ", named),
        Item::Duty(named) => head("duty ", named),
        Item::Presumption(fact, value) => presumption(fact, value),
        Item::Assertion(named) => head("assert ", named),
        Item::Broken => nothing(),
    }
}

fn head(word: &str, head: &Head) -> Document {
    let title = head.title.as_ref().map_or_else(nothing, |title| Document::from(" ") + title);
    Document::from(word) + &head.name + title
}

/// The values of an enum: all on the first line, or each on a line of its own.
fn values(choices: &[Choice]) -> Document {
    indent(space() + listed(choices.iter().map(choice), &space()))
}

fn choice(choice: &Choice) -> Document {
    let label = choice.label.as_ref().map_or_else(nothing, |label| Document::from(" ") + label);
    Document::from(&choice.name) + label
}

fn list(named: &Head, of: &TypeName, elements: Option<&Expression>) -> Document {
    let elements = elements.map_or_else(nothing, |list| Document::from(" = ") + expression(list));
    head("list ", named) + ": " + type_name(of) + elements
}

fn table(named: &Head, body: Option<&TableBody>) -> Document {
    let body = body.map_or_else(nothing, |body| {
        let result = Document::from(" -> ") + type_name(&body.result) + " =";
        parameters(&body.parameters) + result + columns::rows(body)
    });
    head("table ", named) + body
}

/// Its dated values: all on the first line, or each on a line of its own.
fn parameter(named: &Head, given: &[Parameter], of: &TypeName, dated: &[DatedValue]) -> Document {
    let values = listed(dated.iter().map(dated_value), &space());
    let declared = head("parameter ", named) + parameters(given) + ": " + type_name(of) + " =";
    declared + indent(space() + values)
}

fn dated_value(dated: &DatedValue) -> Document {
    let when = dated.period.as_ref().map_or_else(nothing, |when| Document::from(" ") + period(when));
    expression(&dated.value) + when
}

fn definition(named: &Head, given: &[Parameter], of: Option<&TypeName>, body: &Expression) -> Document {
    let of = of.map_or_else(nothing, |of| Document::from(": ") + type_name(of));
    let declared = head("define ", named) + parameters(given) + of + " =";
    declared + indent(space() + expression_alone(body))
}

fn presumption(fact: &Path, value: &Expression) -> Document {
    Document::from("presume ") + path(fact) + " == " + expression(value)
}

/// `(p: party, c: code)`
fn parameters(given: &[Parameter]) -> Document {
    if given.is_empty() {
        return nothing();
    }
    let one = |given: &Parameter| Document::from(&given.name) + ": " + type_name(&given.r#type);
    let all = listed(given.iter().map(one), &Document::from(" "));
    Document::from("(") + all + ")"
}
