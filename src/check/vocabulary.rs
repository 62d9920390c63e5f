//! The vocabulary: records, enums, codes and facts become the [`Schema`]; readings make enums too.

use crate::schema::{Choice, CodeSpace, Enumeration, Field, RecordId, RecordType, Type};
use crate::source::Span;
use crate::syntax::tree::{self, ClauseKind, Item, Name, TypeName, TypeNameKind};
use crate::typed::{self, Expression, Level, standard_scale};
use crate::value::{Dimension, Number, Shape, Unit};

use super::error::CheckError;
use super::everyday;
use super::expression::Scope;
use super::names::{BUILT_IN_RECORDS, PLAIN_TYPES, TypeSymbol};
use super::operators::amount;
use super::{Checker, clause, title};

impl<'a> Checker<'a> {
    /// Builds the schema: first all types by name, then the fields that use them.
    pub(super) fn vocabulary(&mut self) {
        self.schema.codes =
            self.names.codes.clone().into_iter().map(|statement| self.code_space(statement)).collect();
        self.schema.enums = self
            .names
            .enums
            .clone()
            .into_iter()
            .filter_map(|statement| self.enumeration(statement))
            .collect();
        self.readings();
        self.schema.records = vec![empty_record("facts"), exchange_rate()];
        let records = self.names.records.clone();
        for statement in &records {
            if let Item::Record(head, _) = &statement.item {
                let label = title(head);
                let record = RecordType {
                    name: head.name.text.to_string(),
                    label,
                    fields: Vec::new(),
                    span: head.name.span,
                };
                self.schema.records.push(record);
            }
        }
        let mut conditional = 0;
        for (index, statement) in records.into_iter().enumerate() {
            if let Item::Record(_, fields) = &statement.item {
                let fields = self.fields(fields.iter(), &mut conditional);
                self.set_fields(RecordId(index + BUILT_IN_RECORDS), fields);
            }
        }
        let facts = self.names.facts.clone();
        let facts = facts.iter().filter_map(|statement| {
            if let Item::Fact(field) = &statement.item { Some(&**field) } else { None }
        });
        let fields = self.fields(facts, &mut conditional);
        self.set_fields(RecordId::FACTS, fields);
        self.endless_records();
    }

    fn set_fields(&mut self, id: RecordId, fields: Vec<Field>) {
        if let Some(record) = self.schema.records.get_mut(id.0) {
            record.fields = fields;
        }
    }

    fn code_space(&mut self, statement: &tree::Statement) -> CodeSpace {
        let written =
            clause(statement, |kind| if let ClauseKind::Shape(text) = kind { Some(text) } else { None });
        let shape = written.and_then(|text| {
            let shape = Shape::parse(&text.text);
            if shape.is_none() {
                self.problems.add(CheckError::BadShape { text: text.text.clone(), span: text.span });
            }
            shape
        });
        let Item::Codes(head) = &statement.item else {
            return CodeSpace { name: String::new(), label: None, shape, span: statement.span };
        };
        CodeSpace { name: head.name.text.to_string(), label: title(head), shape, span: head.name.span }
    }

    fn enumeration(&mut self, statement: &tree::Statement) -> Option<Enumeration> {
        let Item::Enumeration(head, choices) = &statement.item else { return None };
        self.no_repeats(choices.iter().map(|choice| &choice.name));
        let choice = |choice: &tree::Choice| Choice {
            name: choice.name.text.to_string(),
            label: choice.label.as_ref().map(|label| label.text.clone()),
        };
        let values = choices.iter().map(choice).collect();
        Some(Enumeration {
            name: head.name.text.to_string(),
            label: title(head),
            values,
            span: head.name.span,
        })
    }

    fn no_repeats<'n>(&mut self, names: impl Iterator<Item = &'n Name>) {
        let mut seen: Vec<&Name> = Vec::new();
        for name in names {
            if let Some(first) = seen.iter().find(|first| first.text == name.text) {
                let (first, span) = (first.span, name.span);
                self.problems.add(CheckError::DeclaredTwice { name: name.text.to_string(), span, first });
            }
            seen.push(name);
        }
    }

    /// Readings, each with an enum of its answers.
    fn readings(&mut self) {
        for statement in self.names.readings.clone() {
            let Item::Reading(head, answers) = &statement.item else { continue };
            self.no_repeats(answers.iter().map(|answer| &answer.name));
            let default = self.default_answer(statement, answers);
            let values = answers.iter().map(|answer| Choice {
                name: answer.name.text.to_string(),
                label: Some(answer.text.text.clone()),
            });
            let id = crate::schema::EnumId(self.schema.enums.len());
            self.schema.enums.push(Enumeration {
                name: head.name.text.to_string(),
                label: title(head),
                values: values.collect(),
                span: head.name.span,
            });
            self.readings.push(typed::Reading {
                name: head.name.text.to_string(),
                question: title(head).unwrap_or_default(),
                answers: answers
                    .iter()
                    .map(|answer| (answer.name.text.to_string(), answer.text.text.clone()))
                    .collect(),
                default,
                r#type: Type::Enum(id),
                span: statement.span,
            });
        }
    }

    fn default_answer(&mut self, statement: &tree::Statement, answers: &[tree::Answer]) -> u32 {
        let default =
            clause(statement, |kind| if let ClauseKind::Default(name) = kind { Some(name) } else { None });
        let Some(default) = default else {
            self.missing(statement, "a default answer", "default ANSWER");
            return 0;
        };
        let found = answers.iter().zip(0u32..).find(|(answer, _)| answer.name.text == default.text);
        if let Some((_, position)) = found {
            return position;
        }
        let words = answers.iter().map(|answer| answer.name.text.as_str());
        let advice = CheckError::advice(&default.text, words, "write one of the answers");
        self.problems.add(CheckError::UnknownAnswer {
            name: default.text.to_string(),
            advice,
            span: default.span,
        });
        0
    }

    fn fields<'f>(
        &mut self,
        fields: impl Iterator<Item = &'f tree::Field>,
        conditional: &mut usize,
    ) -> Vec<Field> {
        let fields: Vec<&tree::Field> = fields.collect();
        let own: Vec<&Name> = fields.iter().map(|field| &field.name).collect();
        // Facts are in the namespace of values already, which reports repeats.
        if fields
            .first()
            .is_some_and(|field| self.names.values.span(&field.name.text) != Some(field.name.span))
        {
            self.no_repeats(own.into_iter());
        }
        fields.into_iter().map(|field| self.field(field, conditional)).collect()
    }

    fn field(&mut self, field: &tree::Field, conditional: &mut usize) -> Field {
        let r#type = self.r#type(&field.r#type);
        let least = field.least.as_ref().and_then(|limit| self.limit(limit, &r#type));
        let most = field.most.as_ref().and_then(|limit| self.limit(limit, &r#type));
        let condition = field.when.as_ref().map(|_| {
            let index = *conditional;
            *conditional += 1;
            index
        });
        Field {
            name: field.name.text.to_string(),
            label: field.label.as_ref().map(|label| label.text.clone()),
            least: least.or_else(|| usual_least(&r#type)),
            r#type,
            optional: field.optional,
            conditional: condition,
            most,
            span: field.name.span,
        }
    }

    /// `at least 0 kg`
    fn limit(&mut self, written: &tree::Expression, r#type: &Type) -> Option<Number> {
        if !(r#type.is_amount() || *r#type == Type::Broken) {
            let what = self.say(r#type);
            self.problems.add(CheckError::Unordered { what, span: written.span });
            return None;
        }
        let found = self.expect(written, r#type, &mut Scope::constants());
        self.constant(&found).as_ref().and_then(amount).cloned()
    }

    /// The conditions of fields, by `Field::conditional`: records first, then facts.
    pub(super) fn field_conditions(&mut self) -> Vec<Expression> {
        let mut conditions = Vec::new();
        for (index, statement) in self.names.records.clone().into_iter().enumerate() {
            if let Item::Record(_, fields) = &statement.item {
                let record = RecordId(index + BUILT_IN_RECORDS);
                let whens = fields.iter().filter_map(|field| field.when.as_ref());
                conditions.extend(whens.map(|when| self.when(when, record)).collect::<Vec<_>>());
            }
        }
        for statement in self.names.facts.clone() {
            if let Item::Fact(field) = &statement.item
                && let Some(when) = &field.when
            {
                conditions.push(self.when(when, RecordId::FACTS));
            }
        }
        conditions
    }

    fn when(&mut self, written: &tree::Expression, record: RecordId) -> Expression {
        let this = ("this record".to_owned(), Type::Record(record));
        let mut scope = Scope { locals: vec![this], this: Some(record), ..Scope::default() };
        self.truth(written, &mut scope)
    }

    /// `energy / mass`; `yes / no` is no quotient.
    fn quotient(&mut self, [above, below]: &[Name; 2], span: Span) -> Type {
        if everyday::truth(&above.text).is_some() && everyday::truth(&below.text).is_some() {
            let advice =
                super::error::Advice { near: vec!["boolean".to_owned()], all: Vec::new(), otherwise: "" };
            let name = format!("{}/{}", above.text, below.text);
            self.problems.add(CheckError::UnknownType { name, advice, span });
            return Type::Broken;
        }
        match (self.dimension(above), self.dimension(below)) {
            (Some(above), Some(below)) => Type::Quantity(above.divide(below)),
            _ => Type::Broken,
        }
    }

    /// What a written type means.
    pub(super) fn r#type(&mut self, written: &TypeName) -> Type {
        match &written.kind {
            TypeNameKind::List(element) => Type::List(Box::new(self.r#type(element))),
            TypeNameKind::Quotient(parts) => self.quotient(parts, written.span),
            TypeNameKind::Plain(name) => self.plain_type(name, written.span),
        }
    }

    fn dimension(&mut self, name: &Name) -> Option<Dimension> {
        let found = Dimension::named(&name.text);
        if found.is_none() {
            let advice = CheckError::advice(
                &name.text,
                Dimension::names(),
                "write two dimensions, such as `energy / mass`",
            );
            let advice = super::error::Advice { all: Vec::new(), ..advice };
            self.problems.add(CheckError::UnknownType {
                name: name.text.to_string(),
                advice,
                span: name.span,
            });
        }
        found
    }

    fn plain_type(&mut self, name: &str, span: Span) -> Type {
        match name {
            "boolean" => return Type::Boolean,
            "text" => return Type::Text,
            "number" => return Type::Number,
            "percent" => return Type::Percent,
            "money" => return Type::Money,
            "date" => return Type::Date,
            "duration" => return Type::Duration,
            "country" => return Type::Country,
            "currency" => return Type::Currency,
            "code" => return Type::Code(None),
            "exchange_rate" => return Type::Record(RecordId(1)),
            _ => {}
        }
        if let Some(dimension) = Dimension::named(name) {
            return Type::Quantity(dimension);
        }
        match self.names.types.get(name) {
            Some(TypeSymbol::Record(id)) => Type::Record(id),
            Some(TypeSymbol::Enum(id)) => Type::Enum(id),
            Some(TypeSymbol::Codes(id)) => Type::Code(Some(id)),
            None if self.unread.contains(name) => Type::Broken,
            None => {
                let own = self.names.types.names().map(str::to_owned);
                let built_in = PLAIN_TYPES.into_iter().chain(Dimension::names()).map(str::to_owned);
                let known: Vec<String> = own.chain(built_in).collect();
                let advice = CheckError::advice(
                    name,
                    known.iter().map(String::as_str),
                    "declare it with `record` or `enum`, or write a type such as text or country",
                );
                let near = match everyday::kind(name).map(str::to_owned).or_else(|| measured(name)) {
                    Some(kind) => vec![kind],
                    None => advice.near,
                };
                let advice = super::error::Advice { near, all: Vec::new(), otherwise: advice.otherwise };
                self.problems.add(CheckError::UnknownType { name: name.to_owned(), advice, span });
                Type::Broken
            }
        }
    }

    /// The verdict scale: the policy's own or the built-in one.
    pub(super) fn verdict_scale(&mut self) -> Vec<Level> {
        let standard = standard_scale();
        let Some(statement) = self.names.scales.first().copied() else { return standard };
        let Item::Verdicts(levels) = &statement.item else { return standard };
        self.no_repeats(levels.iter().map(|level| &level.name));
        let last = standard.len().saturating_sub(1);
        let mut scale = Vec::new();
        for (position, level) in levels.iter().enumerate() {
            let wanted = level.stands_for.as_ref().unwrap_or(&level.name);
            let found = standard.iter().position(|step| step.name == wanted.text);
            if let (None, Some(name)) = (found, &level.stands_for) {
                let steps = standard.iter().map(|step| step.name.as_str());
                let advice = CheckError::advice(&name.text, steps, "write a step of the built-in scale");
                self.problems.add(CheckError::UnknownVerdict {
                    name: name.text.to_string(),
                    advice,
                    span: name.span,
                });
            }
            let stands_for = found.unwrap_or(position.min(last));
            scale.push(Level {
                name: level.name.text.to_string(),
                title: level.title.text.clone(),
                stands_for,
            });
        }
        scale
    }

    /// Position of a verdict in the scale.
    pub(super) fn level(&mut self, name: &Name) -> Option<usize> {
        let found = self.scale.iter().position(|level| level.name == name.text);
        if found.is_none() {
            let steps = || self.scale.iter().map(|level| level.name.as_str());
            let mut advice = CheckError::advice(&name.text, steps(), "see `verdicts`");
            if advice.near.is_empty() {
                // Which verdict everyday words stand for is for a person to say.
                let meant = everyday::verdict(&name.text).filter(|meant| steps().any(|step| step == *meant));
                advice.near.extend(meant.map(str::to_owned));
            }
            self.problems.add(CheckError::UnknownVerdict {
                name: name.text.to_string(),
                advice,
                span: name.span,
            });
        }
        found
    }

    /// Records that contain themselves other than through a list or an optional field.
    fn endless_records(&mut self) {
        for index in BUILT_IN_RECORDS..self.schema.records.len() {
            let mut trail = Vec::new();
            if self.leads_to(RecordId(index), RecordId(index), &mut trail)
                && let Some(record) = self.schema.record(RecordId(index))
            {
                let path = trail.iter().rev().cloned().collect::<Vec<_>>().join(".");
                let problem = CheckError::EndlessRecord {
                    record: record.name.clone(),
                    path: format!("{}.{path}", record.name),
                    span: record.span,
                };
                self.problems.add(problem);
            }
        }
    }

    fn leads_to(&self, from: RecordId, to: RecordId, trail: &mut Vec<String>) -> bool {
        let mut seen = vec![from];
        self.reaches(from, to, &mut seen, trail)
    }

    fn reaches(
        &self,
        from: RecordId,
        to: RecordId,
        seen: &mut Vec<RecordId>,
        trail: &mut Vec<String>,
    ) -> bool {
        let Some(record) = self.schema.record(from) else { return false };
        for field in record.fields.iter().filter(|field| !field.optional) {
            let Type::Record(next) = field.r#type else { continue };
            let fresh = !seen.contains(&next);
            seen.push(next);
            if next == to || (fresh && self.reaches(next, to, seen, trail)) {
                trail.push(field.name.clone());
                return true;
            }
        }
        false
    }
}

/// The lower limit of an amount that cannot be negative by nature.
fn usual_least(r#type: &Type) -> Option<Number> {
    match r#type {
        Type::Money | Type::Percent => Some(Number::ZERO),
        Type::Quantity(dimension) => (!dimension.may_be_negative()).then_some(Number::ZERO),
        _ => None,
    }
}

fn empty_record(name: &str) -> RecordType {
    RecordType { name: name.to_owned(), label: None, fields: Vec::new(), span: Span::default() }
}

/// `record exchange_rate from: currency to: currency rate: number`
fn exchange_rate() -> RecordType {
    let field = |name: &str, label: &str, r#type: Type| Field {
        name: name.to_owned(),
        label: Some(label.to_owned()),
        least: (r#type == Type::Number).then_some(Number::ZERO),
        r#type,
        optional: false,
        conditional: None,
        most: None,
        span: Span::default(),
    };
    let fields = vec![
        field("from", "One unit of this currency …", Type::Currency),
        field("to", "… in this currency", Type::Currency),
        field("rate", "… is this much", Type::Number),
    ];
    RecordType { fields, ..empty_record("exchange_rate") }
}

/// The type of what is measured in a unit or currency: `kg`, `EUR`.
fn measured(word: &str) -> Option<String> {
    if crate::value::Currency::parse(word).is_some() {
        return Some("money".to_owned());
    }
    Unit::parse(word).map(|unit| unit.dimension().name().to_string())
}
