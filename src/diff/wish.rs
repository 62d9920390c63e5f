//! Changes to the facts of a case that may make a condition true or false.

use crate::facts::{Key, Node, NodeKind, Style};
use crate::schema::Type;
use crate::source::Span;
use crate::typed::{Comparison, Each, Expression, ExpressionKind, Policy, Quantifier};
use crate::value::Value;

use super::writer::Writer;

/// Alternatives that are kept of one condition.
const ALTERNATIVES: usize = 8;

/// How deep definitions are followed.
const DEEPEST: usize = 12;

/// A step into the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// To a field.
    Field(String),
    /// To each element of a list; to a new one where there is none.
    Each,
}

/// One change to the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wish {
    pub path: Vec<Step>,
    /// What shall stand there; `None`: nothing.
    pub text: Option<String>,
}

/// Changes that are made together.
pub(super) type Wishes = Vec<Wish>;

/// Looks through the conditions of one policy.
#[derive(Clone, Copy)]
pub(super) struct Wisher<'p> {
    pub policy: &'p Policy,
}

/// Where locals stand in the facts, as far as that is known.
type Locals = Vec<(usize, Vec<Step>)>;

impl Wisher<'_> {
    /// Ways to make a condition come out as wanted; an empty way where nothing needs to be done or nothing is known.
    pub fn ways(&self, condition: &Expression, wanted: bool) -> Vec<Wishes> {
        let mut ways = self.wish(condition, wanted, &mut Vec::new(), 0);
        ways.truncate(ALTERNATIVES);
        ways
    }

    /// The places whose value is looked up in a list, and those that are compared with a constant, each with values
    /// around it.
    pub fn probes(&self, expression: &Expression, list: Option<&str>, entries: &[String]) -> Vec<Wishes> {
        let mut found = Vec::new();
        self.probe(expression, list, entries, &mut Vec::new(), 0, &mut found);
        found
    }

    fn wish(&self, of: &Expression, wanted: bool, locals: &mut Locals, depth: usize) -> Vec<Wishes> {
        let nothing = || vec![Wishes::new()];
        if depth > DEEPEST {
            return nothing();
        }
        match &of.kind {
            ExpressionKind::Not(inner) => self.wish(inner, !wanted, locals, depth + 1),
            ExpressionKind::And(parts) if wanted => self.together(parts, true, locals, depth),
            ExpressionKind::Or(parts) if !wanted => self.together(parts, false, locals, depth),
            ExpressionKind::And(parts) | ExpressionKind::Or(parts) => {
                parts.iter().flat_map(|part| self.wish(part, wanted, locals, depth + 1)).collect()
            }
            ExpressionKind::Field(..) if of.r#type == Type::Boolean => {
                self.set(of, &wanted.to_string(), locals).map_or_else(nothing, |wishes| vec![wishes])
            }
            ExpressionKind::Compare(operator, left, right) => {
                let ways = self.compare(*operator, left, right, wanted, locals);
                if ways.is_empty() { nothing() } else { ways }
            }
            ExpressionKind::In { negated, item, list } => {
                let ways = self.member(item, list, wanted != *negated, locals);
                if ways.is_empty() { nothing() } else { ways }
            }
            ExpressionKind::Under(item, list) => {
                let ways = self.member(item, list, wanted, locals);
                if ways.is_empty() { nothing() } else { ways }
            }
            ExpressionKind::IsNone { negated, of } if wanted != *negated => {
                let place = self.place(of, locals);
                place.map_or_else(nothing, |path| vec![vec![Wish { path, text: None }]])
            }
            ExpressionKind::Call(id, parts) => self.call(id.0, parts, wanted, locals, depth),
            ExpressionKind::Quantified(Quantifier::Any, each, body) if wanted => {
                self.any(each, body.as_deref(), locals, depth)
            }
            ExpressionKind::Applies(rules) => {
                let texts = rules.iter().filter_map(|rule| self.policy.rules.get(rule.0)?.versions.last());
                let ways: Vec<Wishes> = texts
                    .flat_map(|text| self.wish(&text.condition, wanted, &mut Vec::new(), depth + 1))
                    .collect();
                if ways.is_empty() { nothing() } else { ways }
            }
            _ => nothing(),
        }
    }

    /// Ways to make all parts come out alike: the first way of each, then each other way with the first of the rest.
    fn together(&self, parts: &[Expression], wanted: bool, locals: &mut Locals, depth: usize) -> Vec<Wishes> {
        let each: Vec<Vec<Wishes>> =
            parts.iter().map(|part| self.wish(part, wanted, locals, depth + 1)).collect();
        let firsts: Vec<Wishes> = each.iter().map(|ways| ways.first().cloned().unwrap_or_default()).collect();
        let mut ways = vec![firsts.concat()];
        for (at, others) in each.iter().enumerate() {
            for other in others.iter().skip(1) {
                let with =
                    firsts.iter().enumerate().map(|(index, first)| if index == at { other } else { first });
                ways.push(with.cloned().collect::<Vec<_>>().concat());
            }
        }
        ways.truncate(ALTERNATIVES);
        ways
    }

    fn compare(
        &self,
        operator: Comparison,
        left: &Expression,
        right: &Expression,
        wanted: bool,
        locals: &Locals,
    ) -> Vec<Wishes> {
        let (place, constant) = match (self.place(left, locals), self.place(right, locals)) {
            (Some(place), None) => (place, right),
            (None, Some(place)) => (place, left),
            (Some(_), Some(_)) | (None, None) => return Vec::new(),
        };
        let ExpressionKind::Literal(value) = &constant.kind else { return Vec::new() };
        let equal = match operator {
            Comparison::Equal => Some(wanted),
            Comparison::NotEqual => Some(!wanted),
            Comparison::Less | Comparison::AtMost | Comparison::Greater | Comparison::AtLeast => None,
        };
        let texts = match equal {
            Some(true) => vec![self.text(value, &constant.r#type)],
            Some(false) => self.strangers(value, &constant.r#type),
            None => around(&self.text(value, &constant.r#type)),
        };
        texts.into_iter().map(|text| vec![Wish { path: place.clone(), text: Some(text) }]).collect()
    }

    fn member(&self, item: &Expression, list: &Expression, wanted: bool, locals: &Locals) -> Vec<Wishes> {
        let Some(place) = self.place(item, locals) else { return Vec::new() };
        let mut members = self.members(list);
        if !wanted {
            let first = members.first().cloned();
            let values = first.map(|(value, r#type)| self.strangers(&value, &r#type)).unwrap_or_default();
            let texts: Vec<String> = members.iter().map(|(value, r#type)| self.text(value, r#type)).collect();
            let strange = values.into_iter().filter(|text| !texts.contains(text));
            return strange.map(|text| vec![Wish { path: place.clone(), text: Some(text) }]).collect();
        }
        members.truncate(3);
        let texts = members.iter().map(|(value, r#type)| self.text(value, r#type));
        texts.map(|text| vec![Wish { path: place.clone(), text: Some(text) }]).collect()
    }

    /// The constants of a list.
    fn members(&self, list: &Expression) -> Vec<(Value, Type)> {
        match &list.kind {
            ExpressionKind::NamedList(id) => {
                let list = self.policy.lists.get(id.0);
                let items = list.into_iter().flat_map(|list| {
                    list.items.iter().map(|(value, _)| (value.clone(), list.element.clone()))
                });
                items.collect()
            }
            ExpressionKind::List(parts) => parts.iter().flat_map(|part| self.members(part)).collect(),
            ExpressionKind::Literal(value) => vec![(value.clone(), list.r#type.clone())],
            _ => Vec::new(),
        }
    }

    fn call(
        &self,
        id: usize,
        parts: &[Expression],
        wanted: bool,
        locals: &Locals,
        depth: usize,
    ) -> Vec<Wishes> {
        let Some(definition) = self.policy.definitions.get(id) else { return vec![Wishes::new()] };
        self.wish(&definition.body, wanted, &mut self.arguments(parts, locals), depth + 1)
    }

    /// Where the arguments of a call stand in the facts.
    fn arguments(&self, parts: &[Expression], locals: &Locals) -> Locals {
        let placed = parts.iter().enumerate().filter_map(|(at, part)| Some((at, self.place(part, locals)?)));
        placed.collect()
    }

    fn any(&self, each: &Each, body: Option<&Expression>, locals: &mut Locals, depth: usize) -> Vec<Wishes> {
        let known = self.bind(each, locals);
        let parts: Vec<Expression> = each.filter.as_deref().into_iter().chain(body).cloned().collect();
        let ways = self.together(&parts, true, locals, depth);
        if known {
            locals.pop();
        }
        ways
    }

    /// Notes where the elements of a list stand; whether that is known.
    fn bind(&self, each: &Each, locals: &mut Locals) -> bool {
        let Some(mut path) = self.place(&each.list, locals) else { return false };
        path.push(Step::Each);
        locals.push((each.local, path));
        true
    }

    /// Where an expression stands in the facts, if it names a place there.
    fn place(&self, of: &Expression, locals: &Locals) -> Option<Vec<Step>> {
        match &of.kind {
            ExpressionKind::Facts => Some(Vec::new()),
            ExpressionKind::Local(local) => {
                locals.iter().rev().find(|(known, _)| known == local).map(|(_, path)| path.clone())
            }
            ExpressionKind::Field(inner, record, slot) => {
                let mut path = self.place(inner, locals)?;
                let field = self.policy.schema.record(*record)?.fields.get(*slot)?;
                path.push(Step::Field(field.name.clone()));
                Some(path)
            }
            _ => None,
        }
    }

    fn set(&self, of: &Expression, text: &str, locals: &Locals) -> Option<Wishes> {
        Some(vec![Wish { path: self.place(of, locals)?, text: Some(text.to_owned()) }])
    }

    /// A value as facts write it.
    fn text(&self, value: &Value, r#type: &Type) -> String {
        match value {
            Value::Text(text) => text.to_string(),
            Value::Code(code) => code.to_string(),
            other => Writer { policy: self.policy }.value(other, r#type),
        }
    }

    /// Values of a type that are not this one.
    fn strangers(&self, value: &Value, r#type: &Type) -> Vec<String> {
        match (value, r#type) {
            (_, Type::Enum(id)) => {
                let values = self.policy.schema.enumeration(*id).map(|found| found.values.as_slice());
                let names = values.unwrap_or_default().iter().map(|choice| choice.name.clone());
                let own = self.text(value, r#type);
                names.filter(|name| *name != own).take(3).collect()
            }
            (Value::Boolean(value), _) => vec![(!value).to_string()],
            (Value::Country(_), _) => vec!["CH".to_owned(), "NZ".to_owned()],
            (Value::Text(_), _) => vec!["somebody else".to_owned()],
            (Value::Number(_) | Value::Money(_) | Value::Quantity(_) | Value::Date(_), _) => {
                around(&self.text(value, r#type))
            }
            _ => Vec::new(),
        }
    }

    fn probe(
        &self,
        of: &Expression,
        list: Option<&str>,
        entries: &[String],
        locals: &mut Locals,
        depth: usize,
        found: &mut Vec<Wishes>,
    ) {
        if depth > DEEPEST || found.len() > 60 {
            return;
        }
        match &of.kind {
            ExpressionKind::In { item, list: asked, .. } | ExpressionKind::Under(item, asked) => {
                let name = match &asked.kind {
                    ExpressionKind::NamedList(id) => {
                        self.policy.lists.get(id.0).map(|list| list.name.as_str())
                    }
                    _ => None,
                };
                if let (Some(place), Some(name)) = (self.place(item, locals), name)
                    && Some(name) == list
                {
                    let texts = entries.iter().take(4).cloned();
                    found.extend(texts.map(|text| vec![Wish { path: place.clone(), text: Some(text) }]));
                } else {
                    found.extend(self.member(item, asked, true, locals));
                    found.extend(self.member(item, asked, false, locals));
                }
            }
            ExpressionKind::Compare(operator, left, right) => {
                found.extend(self.compare(*operator, left, right, true, locals));
                found.extend(self.compare(*operator, left, right, false, locals));
            }
            ExpressionKind::Lookup(_, parts) => {
                let places = parts.iter().filter_map(|part| self.place(part, locals));
                let cells = entries.iter().take(4).map(|entry| entry.split(", ").collect::<Vec<_>>());
                let places: Vec<Vec<Step>> = places.collect();
                found.extend(cells.map(|cell| {
                    let pairs = places.iter().zip(cell);
                    pairs
                        .map(|(path, text)| {
                            let text = text.trim_matches('"').to_owned();
                            Wish { path: path.clone(), text: Some(text) }
                        })
                        .collect()
                }));
            }
            ExpressionKind::Field(..) if of.r#type == Type::Boolean => {
                found.extend(self.set(of, "true", locals));
                found.extend(self.set(of, "false", locals));
            }
            ExpressionKind::Call(id, parts) => {
                if let Some(definition) = self.policy.definitions.get(id.0) {
                    let mut inner = self.arguments(parts, locals);
                    self.probe(&definition.body, list, entries, &mut inner, depth + 1, found);
                }
            }
            ExpressionKind::Quantified(_, each, _) | ExpressionKind::Aggregate(_, each, ..) => {
                let known = self.bind(each, locals);
                for part in of.parts() {
                    self.probe(part, list, entries, locals, depth + 1, found);
                }
                if known {
                    locals.pop();
                }
                return;
            }
            _ => {}
        }
        for part in of.parts() {
            self.probe(part, list, entries, locals, depth + 1, found);
        }
    }
}

/// A number, amount, share or day, and its neighbours on both sides.
pub(super) fn around(text: &str) -> Vec<String> {
    if let Some(day) = crate::value::date::parse_date(text) {
        let near = [day.yesterday().ok(), Some(day), day.tomorrow().ok()];
        return near.into_iter().flatten().map(|day| day.to_string()).collect();
    }
    let digits = text.chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').count();
    let (Some(number), Some(unit)) = (text.get(..digits), text.get(digits..)) else { return Vec::new() };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let Ok(scaled) = format!("{whole}{part}0").parse::<i128>() else { return vec![text.to_owned()] };
    let places = part.len() + 1;
    let near = [Some(scaled), scaled.checked_sub(1).filter(|near| *near >= 0), scaled.checked_add(1)];
    near.into_iter().flatten().map(|near| format!("{}{unit}", decimal(near, places))).collect()
}

/// A number of so many decimal places, without zeros at its end.
fn decimal(scaled: i128, places: usize) -> String {
    let digits = format!("{scaled:0>width$}", width = places + 1);
    let (whole, part) = digits.split_at_checked(digits.len() - places).unwrap_or((&digits, ""));
    let part = part.trim_end_matches('0');
    if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") }
}

/// Makes a change to facts; whether there is room for it.
pub(super) fn grant(node: &mut Node, wish: &Wish) -> bool {
    place(node, &wish.path, wish.text.as_deref())
}

fn place(node: &mut Node, path: &[Step], text: Option<&str>) -> bool {
    let Some((step, rest)) = path.split_first() else {
        node.kind = match text {
            Some(text) => NodeKind::Scalar { text: text.to_owned(), style: Style::Plain },
            None => NodeKind::Null,
        };
        return true;
    };
    match step {
        Step::Field(name) => {
            if !matches!(node.kind, NodeKind::Map(_)) {
                node.kind = NodeKind::Map(Vec::new());
            }
            let NodeKind::Map(entries) = &mut node.kind else { return false };
            if rest.is_empty() && text.is_none() {
                entries.retain(|(key, _)| key.text != *name);
                return true;
            }
            if !entries.iter().any(|(key, _)| key.text == *name) {
                let key = Key { text: name.clone(), span: Span::default() };
                entries.push((key, Node { span: Span::default(), kind: NodeKind::Null }));
            }
            let found = entries.iter_mut().find(|(key, _)| key.text == *name);
            found.is_some_and(|(_, value)| place(value, rest, text))
        }
        Step::Each => {
            if !matches!(&node.kind, NodeKind::List(items) if !items.is_empty()) {
                node.kind = NodeKind::List(vec![Node { span: Span::default(), kind: NodeKind::Null }]);
            }
            let NodeKind::List(items) = &mut node.kind else { return false };
            items.iter_mut().all(|item| place(item, rest, text))
        }
    }
}

/// Facts as YAML.
pub(super) fn yaml(node: &Node) -> String {
    let mut text = String::new();
    write(node, 0, &mut text);
    text
}

fn write(node: &Node, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    match &node.kind {
        NodeKind::Map(entries) => {
            for (key, value) in entries {
                text.push_str(&format!("{indent}{}:", scalar(&key.text)));
                below(value, depth, text);
            }
        }
        NodeKind::List(items) => {
            for item in items {
                let mut inner = String::new();
                write(item, depth + 1, &mut inner);
                text.push_str(&format!("{indent}- {}", inner.trim_start()));
            }
        }
        NodeKind::Scalar { text: written, .. } => text.push_str(&format!("{indent}{}\n", scalar(written))),
        NodeKind::Null => text.push_str(&format!("{indent}null\n")),
    }
}

fn below(value: &Node, depth: usize, text: &mut String) {
    let empty = match &value.kind {
        NodeKind::Map(entries) => entries.is_empty().then_some("{}"),
        NodeKind::List(items) => items.is_empty().then_some("[]"),
        NodeKind::Scalar { .. } | NodeKind::Null => Some(""),
    };
    match (empty, &value.kind) {
        (_, NodeKind::Scalar { text: written, .. }) => text.push_str(&format!(" {}\n", scalar(written))),
        (_, NodeKind::Null) => text.push_str(" null\n"),
        (Some(empty), _) => text.push_str(&format!(" {empty}\n")),
        (None, _) => {
            text.push('\n');
            write(value, depth + 1, text);
        }
    }
}

/// A scalar as YAML reads it back: in quotes where it might be something else.
fn scalar(text: &str) -> String {
    let harmless = |letter: char| letter.is_alphanumeric() || " .%_/-".contains(letter);
    let plain = text.starts_with(|first: char| first.is_alphanumeric())
        && text.chars().all(harmless)
        && !text.ends_with(' ');
    if plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "''").replace(['\n', '\r'], " ")) }
}
