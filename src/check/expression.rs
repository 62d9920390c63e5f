//! What an expression needs around it while it is checked: scopes, definitions in the making, and
//! the words that stand for different things in different places.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostics::nearest;
use crate::schema::{RecordId, Type};
use crate::source::Span;
use crate::syntax::tree::{self, Name, Path};
use crate::typed::{DefinitionId, Expression, ExpressionKind};
use crate::value::{Country, CountryMistake, Currency, Value};

use super::Checker;
use super::error::{CheckError, Words};
use super::names::ValueName;
use super::{elsewhere, everyday};

/// What may be named where an expression stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// Arguments and bound elements; a position here is an `ExpressionKind::Local`.
    pub locals: Vec<(String, Type)>,
    /// The record whose field says `when`: its fields may be named without it. It is local 0.
    pub this: Option<RecordId>,
    /// What else may be named.
    pub reach: Reach,
}

/// Expressions of which one is enough, however many others go on from them: the facts, and what these have themselves.
#[derive(Debug, Default)]
pub(super) struct Shared {
    facts: Option<Arc<Expression>>,
    /// By the slot of the fact.
    of_facts: HashMap<usize, Arc<Expression>>,
}

impl Shared {
    fn facts(&mut self) -> Arc<Expression> {
        let facts = || typed(ExpressionKind::Facts, Type::Record(RecordId::FACTS), Span::default());
        Arc::clone(self.facts.get_or_insert_with(|| Arc::new(facts())))
    }

    fn of(&mut self, of: Expression) -> Arc<Expression> {
        match of.kind {
            ExpressionKind::Field(_, RecordId::FACTS, slot) => {
                Arc::clone(self.of_facts.entry(slot).or_insert_with(|| Arc::new(of)))
            }
            _ => Arc::new(of),
        }
    }
}

/// How far an expression may look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Reach {
    /// At everything.
    #[default]
    All,
    /// Only at readings: the condition of a suspension.
    Readings,
    /// At nothing but constants: lists, tables, limits of fields.
    Constants,
}

impl Scope {
    /// A scope that sees constants only.
    pub fn constants() -> Scope {
        Scope { reach: Reach::Constants, ..Scope::default() }
    }

    /// The innermost local of that name.
    pub fn local(&self, name: &str) -> Option<(usize, &Type)> {
        let found = self.locals.iter().enumerate().rev().find(|(_, (local, _))| local == name);
        found.map(|(index, (_, r#type))| (index, r#type))
    }
}

/// How far a definition has come.
#[derive(Clone, Debug, Default)]
pub(super) struct DefinitionState {
    /// Its arguments.
    pub parameters: Vec<(String, Type)>,
    /// The type it says it gives, or the one that was found.
    pub result: Option<Type>,
    /// Its value, once worked out.
    pub body: Option<Expression>,
    /// Whether it calls itself.
    pub recursive: bool,
}

/// An expression that nothing more is to be said about.
pub(super) fn broken(span: Span) -> Expression {
    Expression { kind: ExpressionKind::Literal(Value::UNKNOWN), r#type: Type::Broken, span }
}

/// An expression of a type.
pub(super) fn typed(kind: ExpressionKind, r#type: Type, span: Span) -> Expression {
    Expression { kind, r#type, span }
}

/// A constant.
pub(super) fn literal(value: Value, r#type: Type, span: Span) -> Expression {
    typed(ExpressionKind::Literal(value), r#type, span)
}

impl<'a> Checker<'a> {
    /// The type as a message says it: `a list of country`, `an amount of money`.
    pub(super) fn say(&self, r#type: &Type) -> String {
        match r#type {
            Type::Boolean => "yes or no (boolean)".to_owned(),
            Type::Text => "text".to_owned(),
            Type::Number => "a number".to_owned(),
            Type::Percent => "a percentage".to_owned(),
            Type::Ratio => "a ratio".to_owned(),
            Type::Money => "an amount of money".to_owned(),
            Type::Quantity(dimension) => format!("a quantity of {}", dimension.name()),
            Type::Date => "a date".to_owned(),
            Type::Duration => "a duration".to_owned(),
            Type::Period => "a period".to_owned(),
            Type::Country => "a country".to_owned(),
            Type::Currency => "a currency".to_owned(),
            Type::Code(None) => "a code".to_owned(),
            Type::Code(Some(_)) => format!("a code of `{}`", self.schema.show(r#type)),
            Type::Enum(_) => format!("a value of `{}`", self.schema.show(r#type)),
            Type::Record(_) => format!("a whole `{}`", self.schema.show(r#type)),
            Type::List(element) => format!("a list of {}", self.schema.show(element)),
            Type::Broken => "something unknown".to_owned(),
        }
    }

    /// A name or a path: what it stands for depends on what is expected.
    pub(super) fn path(&mut self, path: &Path, expected: Option<&Type>, scope: &Scope) -> Expression {
        let Some((first, rest)) = path.names.split_first() else { return broken(path.span) };
        if rest.is_empty()
            && scope.local(&first.text).is_none()
            && let Some(constant) = self.word(first, expected)
        {
            return constant;
        }
        // `sector.defence`: a value has no name of its enum before it.
        if let ([of, value], Some(Type::Enum(_))) = (path.names.as_slice(), expected)
            && self.names.values.get(&of.text).is_none()
            && scope.local(&of.text).is_none()
            && self.word(value, expected).is_some()
        {
            let advice = CheckError::advice("", [value.text.as_str()], "");
            let choices = self.schema.show(expected.unwrap_or(&Type::Broken)).to_string();
            let (name, span) = (path.text(), path.span);
            self.problems.add(CheckError::UnknownChoice { name, choices, advice, span, declared: None });
            return broken(span);
        }
        let root = self.root(first, expected, scope);
        self.members(root, rest)
    }

    /// A bare word as a constant of the expected type.
    fn word(&mut self, name: &Name, expected: Option<&Type>) -> Option<Expression> {
        let expected = expected?;
        let value = match expected {
            Type::Enum(id) => Value::Choice(self.schema.enumeration(*id)?.position(&name.text)?),
            Type::Country => Value::Country(Country::parse(&name.text)?),
            Type::Currency => Value::Currency(Currency::parse(&name.text)?),
            _ => return None,
        };
        Some(literal(value, expected.clone(), name.span))
    }

    /// What the first name of a path stands for.
    fn root(&mut self, name: &Name, expected: Option<&Type>, scope: &Scope) -> Expression {
        if let Some((index, r#type)) = scope.local(&name.text) {
            return typed(ExpressionKind::Local(index), r#type.clone(), name.span);
        }
        if let Some(field) = self.sibling(name, scope) {
            return field;
        }
        if name.text == "as_of" && scope.reach == Reach::All {
            return typed(ExpressionKind::AsOf, Type::Date, name.span);
        }
        let Some(meaning) = self.names.values.get(&name.text) else {
            return self.unknown_name(name, expected, scope);
        };
        if !self.may_reach(meaning, scope) {
            let span = name.span;
            self.problems.add(match scope.reach {
                Reach::Readings => CheckError::ReadingsOnly { span },
                Reach::Constants | Reach::All => CheckError::NotConstant { span },
            });
            return broken(span);
        }
        self.meaning(name, meaning)
    }

    fn may_reach(&self, meaning: ValueName, scope: &Scope) -> bool {
        match scope.reach {
            Reach::All => true,
            Reach::Readings => matches!(meaning, ValueName::Reading(_)),
            Reach::Constants => false,
        }
    }

    /// In a `when`, a field of the same record.
    fn sibling(&mut self, name: &Name, scope: &Scope) -> Option<Expression> {
        let record = scope.this?;
        let (slot, field) = self.schema.record(record)?.field(&name.text)?;
        let this = typed(ExpressionKind::Local(0), Type::Record(record), name.span);
        let r#type = field.r#type.clone();
        Some(typed(ExpressionKind::Field(Arc::new(this), record, slot), r#type, name.span))
    }

    fn meaning(&mut self, name: &Name, meaning: ValueName) -> Expression {
        let span = name.span;
        match meaning {
            ValueName::Fact(slot) => {
                let Some(field) = self.schema.facts().and_then(|facts| facts.fields.get(slot)) else {
                    return broken(span);
                };
                let r#type = field.r#type.clone();
                typed(ExpressionKind::Field(self.shared.facts(), RecordId::FACTS, slot), r#type, span)
            }
            ValueName::Definition(_) | ValueName::Parameter(_) => {
                self.call(name, &[], span, &mut Scope::default())
            }
            ValueName::Table(_) => self.call(name, &[], span, &mut Scope::default()),
            ValueName::List(id) => {
                let element = self.list_types.get(id.0).cloned().unwrap_or(Type::Broken);
                typed(ExpressionKind::NamedList(id), Type::List(Box::new(element)), span)
            }
            ValueName::Reading(id) => {
                let r#type = self.readings.get(id.0).map_or(Type::Broken, |reading| reading.r#type.clone());
                typed(ExpressionKind::Reading(id), r#type, span)
            }
        }
    }

    /// Fields of fields.
    pub(super) fn members(&mut self, mut of: Expression, names: &[Name]) -> Expression {
        for name in names {
            of = self.member(of, name);
        }
        of
    }

    fn member(&mut self, of: Expression, name: &Name) -> Expression {
        let span = of.span.to(name.span);
        let id = match &of.r#type {
            Type::Record(id) => *id,
            Type::Broken => return broken(span),
            other => {
                let found = self.say(other);
                let help = field_help(other, &name.text);
                self.problems.add(CheckError::NoFields { found, help, span: of.span });
                return broken(span);
            }
        };
        let Some(record) = self.schema.record(id) else { return broken(span) };
        if let Some((slot, field)) = record.field(&name.text) {
            let r#type = field.r#type.clone();
            return typed(ExpressionKind::Field(self.shared.of(of), id, slot), r#type, span);
        }
        let fields = record.fields.iter().map(|field| field.name.as_str());
        let advice = CheckError::advice(&name.text, fields, "see `licit schema` for its fields");
        let declared = (!record.span.is_empty()).then_some(record.span);
        let (record, name, span_of_name) = (record.name.clone(), name.text.clone(), name.span);
        self.problems.add(CheckError::UnknownField {
            name: name.to_string(),
            record,
            advice,
            span: span_of_name,
            declared,
        });
        broken(span)
    }

    /// A word that nothing is called by, reported by what was expected of it.
    fn unknown_name(&mut self, name: &Name, expected: Option<&Type>, scope: &Scope) -> Expression {
        let (text, span) = (name.text.clone(), name.span);
        if expected == Some(&Type::Broken) || self.unread.contains(text.as_str()) {
            // What stands on the other side, or its declaration, has been reported, and may be why it means nothing.
            return broken(span);
        }
        if matches!(expected, Some(Type::Record(_))) {
            // That a whole group of facts is compared is said already.
            return broken(span);
        }
        let problem = match expected {
            Some(Type::List(element)) if self.word(name, Some(element)).is_some() => CheckError::NotList {
                found: self.say(element),
                help: format!("write `[{text}]`, or compare with `==`"),
                span,
            },
            Some(Type::Enum(id)) => self.unknown_choice(name, *id),
            Some(Type::Country) => not_country(&text, span),
            Some(Type::Boolean) if let Some(meant) = everyday::truth(&text) => {
                CheckError::OtherTruth { word: text.to_string(), meant, span }
            }
            Some(Type::Text) if self.near_values(&text, scope).is_empty() => {
                CheckError::UnquotedText { text: text.to_string(), what: "a name", plural: "names", span }
            }
            Some(Type::Code(_)) if text.contains(|letter: char| letter.is_ascii_digit()) => {
                CheckError::UnquotedText { text: text.to_string(), what: "a code", plural: "codes", span }
            }
            Some(Type::Currency) => {
                let advice =
                    CheckError::advice(&text, [], "write the three capital letters of ISO 4217, such as USD");
                CheckError::UnknownUnit { unit: text.to_string(), advice, span }
            }
            _ => {
                let advice = super::error::Advice {
                    near: self.meant_values(&text, scope),
                    all: Vec::new(),
                    otherwise: everyday::missing(&text)
                        .or_else(|| self.verdict_named(&text))
                        .or_else(|| elsewhere::countries(&text))
                        .or_else(|| elsewhere::country_alone(&text))
                        .unwrap_or(
                            "declare it with `fact` or `define`, or see `licit schema` for the facts there are",
                        ),
                };
                CheckError::UnknownName { name: text.to_string(), advice, span }
            }
        };
        self.problems.add(problem);
        broken(span)
    }

    fn unknown_choice(&self, name: &Name, id: crate::schema::EnumId) -> CheckError {
        let found = self.schema.enumeration(id);
        let values = found.into_iter().flat_map(|found| &found.values).map(|value| value.name.as_str());
        CheckError::UnknownChoice {
            name: name.text.to_string(),
            choices: found.map(|found| found.name.clone()).unwrap_or_default(),
            advice: CheckError::advice(&name.text, values, "see its declaration for its values"),
            span: name.span,
            declared: found.map(|found| found.span).filter(|span| !span.is_empty()),
        }
    }

    /// What to do about a verdict in a condition.
    fn verdict_named(&self, text: &str) -> Option<&'static str> {
        let known = self.scale.iter().any(|level| level.name == text);
        known.then_some(
            "a verdict begins a rule: finish the condition before it, or take out what joins the two",
        )
    }

    /// What a word that nothing is called by may have been meant for.
    fn meant_values(&self, text: &str, scope: &Scope) -> Vec<String> {
        if self.scale.iter().any(|level| level.name == text) {
            return Vec::new();
        }
        if self.names.rules.get(text).is_some() || self.names.groups.contains_key(text) {
            return vec![format!("{text} applies")];
        }
        match everyday::amount(text) {
            Some(amount) => vec![amount],
            None => self.near_values(text, scope),
        }
    }

    fn near_values(&self, text: &str, scope: &Scope) -> Vec<String> {
        let locals = scope.locals.iter().map(|(name, _)| name.as_str());
        nearest(text, self.names.values.names().chain(locals))
    }

    /// The slots of a fact named by a path through records, and its type.
    pub(super) fn fact_path(&mut self, path: &Path, wanted: Option<&Type>) -> Option<(Vec<usize>, Type)> {
        let found = match path.names.as_slice() {
            // The fact of that name is meant, not the day for which it stands elsewhere.
            [only] if only.text == "as_of" && self.names.day_is_fact => {
                self.names.values.get("as_of").map(|meaning| self.meaning(only, meaning))?
            }
            _ => self.path(path, None, &Scope::default()),
        };
        if found.r#type == Type::Broken {
            return None;
        }
        let (slots, r#type) = (slots(&found), found.r#type.clone());
        let Some(slots) = slots else {
            self.problems.add(CheckError::NotFact { path: path.text(), span: path.span });
            return None;
        };
        if let Some(wanted) = wanted
            && *wanted != r#type
        {
            self.wrong_type(wanted, &found);
            return None;
        }
        Some((slots, r#type))
    }

    /// Says that an expression has another type than is needed.
    pub(super) fn wrong_type(&mut self, wanted: &Type, found: &Expression) {
        if *wanted == Type::Broken || found.r#type == Type::Broken {
            return;
        }
        let span = found.span;
        let problem = match &found.r#type {
            Type::Record(id) if !matches!(wanted, Type::Record(_)) => self.whole_record(*id, found),
            other => CheckError::WrongType {
                wanted: self.say(wanted),
                found: self.say(other),
                help: help_for(wanted).to_owned(),
                span,
            },
        };
        self.problems.add(problem);
    }

    /// A record where one value is needed.
    pub(super) fn whole_record(&self, id: RecordId, found: &Expression) -> CheckError {
        let span = found.span;
        let record = self.schema.record(id);
        let called = match &found.kind {
            ExpressionKind::Field(_, of, slot) => {
                let field = self.schema.record(*of).and_then(|of| of.fields.get(*slot));
                field.map(|field| field.name.clone())
            }
            _ => None,
        };
        let fields = record.into_iter().flat_map(|record| &record.fields).map(|field| field.name.clone());
        CheckError::WholeRecord {
            name: called.or_else(|| record.map(|record| record.name.clone())).unwrap_or_default(),
            fields: Words(fields.collect()),
            span,
        }
    }
}

/// What to write where a type is needed.
pub(super) fn help_for(wanted: &Type) -> &'static str {
    match wanted {
        Type::Boolean => "compare it with something, as in `end_user.sector == defence`",
        Type::Text => "put words in quotation marks",
        Type::Number => "write a number, such as 256",
        Type::Percent | Type::Ratio => "write a percentage, such as 0.1%",
        Type::Money => "write an amount with its currency, such as 5000 USD",
        Type::Quantity(_) => "write a number with a unit of this kind",
        Type::Date => "write a date as year-month-day, such as 2025-12-01",
        Type::Duration => "write days or months, such as 30 days",
        Type::Period => "write `calendar_year(DATE)`",
        Type::Country => "write the two capital letters of ISO 3166, such as CN",
        Type::Currency => "write the three capital letters of ISO 4217, such as USD",
        Type::Code(_) => "write the code in quotation marks, such as \"1C902.a\"",
        Type::Enum(_) => "write one of its words, without quotation marks",
        Type::Record(_) => "name the whole group of facts, without a field behind it",
        Type::List(_) => "write a list, as in [RU, BY], or the name of one",
        Type::Broken => "see the other message",
    }
}

/// The slots that lead from the facts to a field, through records only.
fn slots(found: &Expression) -> Option<Vec<usize>> {
    match &found.kind {
        ExpressionKind::Facts => Some(Vec::new()),
        ExpressionKind::Field(of, _, slot) => {
            let mut slots = slots(of)?;
            slots.push(*slot);
            Some(slots)
        }
        _ => None,
    }
}

/// A word or text that is no country code, and what was probably meant.
pub(super) fn not_country(text: &str, span: Span) -> CheckError {
    let list = |countries: &[Country]| {
        countries
            .iter()
            .map(|country| format!("{country} ({})", country.name()))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mistake = crate::value::country::diagnose(text);
    let (codes, certain) = match &mistake {
        Some(CountryMistake::AnotherWriting { code } | CountryMistake::Habit { code }) => (vec![*code], true),
        Some(CountryMistake::Several { codes } | CountryMistake::Former { successors: codes, .. }) => {
            (codes.clone(), false)
        }
        None => (Vec::new(), false),
    };
    let meant = codes.iter().map(ToString::to_string).collect();
    let help = match mistake {
        Some(CountryMistake::AnotherWriting { code } | CountryMistake::Habit { code }) => {
            format!("countries are written as two capital letters: {code} ({})", code.name())
        }
        Some(CountryMistake::Several { codes }) => {
            format!("several countries are called so: {}", list(&codes))
        }
        Some(CountryMistake::Former { ended, successors }) => {
            format!("this code ended on {ended}; its successors are {}", list(&successors))
        }
        None => elsewhere::countries(text)
            .unwrap_or("write the two capital letters of ISO 3166, such as CN")
            .to_owned(),
    };
    CheckError::NotCountry { text: text.to_owned(), help, meant, certain, span }
}

/// Whether what an expression means depends on what is expected of it.
pub(super) fn is_open(checker: &Checker<'_>, written: &tree::Expression, scope: &Scope) -> bool {
    use tree::ExpressionKind as Kind;
    match &written.kind {
        Kind::Text(_) | Kind::List(_) => true,
        Kind::Brackets(inner) => is_open(checker, inner, scope),
        Kind::Path(path) => match path.names.as_slice() {
            [only] => {
                scope.local(&only.text).is_none()
                    && checker.names.values.get(&only.text).is_none()
                    && only.text != "as_of"
                    && !scope.this.is_some_and(|record| {
                        checker.schema.record(record).is_some_and(|record| record.field(&only.text).is_some())
                    })
            }
            _ => false,
        },
        Kind::If(_, first, second) => is_open(checker, first, scope) && is_open(checker, second, scope),
        _ => false,
    }
}

/// A definition's state by its id.
pub(super) fn state<'s>(checker: &'s Checker<'_>, id: DefinitionId) -> Option<&'s DefinitionState> {
    checker.definitions.get(id.0)
}

/// What to do about a field of what has none.
fn field_help(of: &Type, field: &str) -> String {
    match (of, field) {
        (Type::Date, "year" | "month" | "day" | "quarter") => {
            "compare the date with a day, as in `export_date >= 2026-01-01`".to_owned()
        }
        (Type::List(_), "length" | "size" | "count" | "number") => {
            "count its elements, as in `count(item.components)`".to_owned()
        }
        (Type::List(_), _) => {
            format!("ask about its elements, as in `any(x in LIST where x.{field} == VALUE)`")
        }
        (Type::Money, "amount" | "value") => "compare it with an amount, such as `5000 EUR`".to_owned(),
        _ => format!("remove `.{field}`"),
    }
}
