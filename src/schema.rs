//! The vocabulary: which facts there are and of which types. Data only: `check` builds it from the
//! syntax tree, `facts` reads cases by it.

use std::fmt;

use crate::source::Span;
use crate::value::{Dimension, Number, Shape};

/// The vocabulary of a policy.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Records; the first one, [`RecordId::FACTS`], has the declared facts as its fields.
    pub records: Vec<RecordType>,
    /// Enums, readings' answers included.
    pub enums: Vec<Enumeration>,
    /// Code spaces.
    pub codes: Vec<CodeSpace>,
}

/// Which record of [`Schema::records`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub usize);

impl RecordId {
    /// The record whose fields are the facts of a case.
    pub const FACTS: RecordId = RecordId(0);
}

/// Which enum of [`Schema::enums`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnumId(pub usize);

/// Which code space of [`Schema::codes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodesId(pub usize);

/// A record and its fields.
#[derive(Clone, Debug)]
pub struct RecordType {
    /// Its name; `facts` for the facts themselves.
    pub name: String,
    /// What people see.
    pub label: Option<String>,
    /// Its fields; a record value has one value for each, in this order.
    pub fields: Vec<Field>,
    /// Where it is declared.
    pub span: Span,
}

impl RecordType {
    /// Position and declaration of a field.
    pub fn field(&self, name: &str) -> Option<(usize, &Field)> {
        self.fields.iter().enumerate().find(|(_, field)| field.name == name)
    }
}

/// A field of a record, or a fact.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// The question put to people, and the label in reports.
    pub label: Option<String>,
    /// Its type.
    pub r#type: Type,
    /// Whether an absent key means that there is none; otherwise it means not known yet.
    pub optional: bool,
    /// Whether a `when` says where it applies; the condition is `typed::Policy::field_conditions`.
    pub conditional: Option<usize>,
    /// Smallest value that a case may give, inclusive: an amount, or base units. Money, percent and
    /// most quantities cannot be negative unless the field says so with `at least`.
    pub least: Option<Number>,
    /// Greatest value that a case may give, inclusive.
    pub most: Option<Number>,
    /// Where it is declared.
    pub span: Span,
}

/// An enum.
#[derive(Clone, Debug)]
pub struct Enumeration {
    /// Its name.
    pub name: String,
    /// What people see.
    pub label: Option<String>,
    /// Its values; `Value::Choice` is the position here.
    pub values: Vec<Choice>,
    /// Where it is declared.
    pub span: Span,
}

impl Enumeration {
    /// Position of a value.
    pub fn position(&self, name: &str) -> Option<u32> {
        self.values.iter().zip(0u32..).find(|(value, _)| value.name == name).map(|(_, position)| position)
    }
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its word.
    pub name: String,
    /// What people see.
    pub label: Option<String>,
}

/// Codes of one regime; codes of two regimes are never compared.
#[derive(Clone, Debug)]
pub struct CodeSpace {
    /// Its name.
    pub name: String,
    /// What people see.
    pub label: Option<String>,
    /// How its codes look, where that is said.
    pub shape: Option<Shape>,
    /// Where it is declared.
    pub span: Span,
}

/// A type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `true` or `false`.
    Boolean,
    /// Any text, compared to the letter.
    Text,
    /// An exact decimal.
    Number,
    /// A share, written with a percent sign; its value is the fraction.
    Percent,
    /// A quotient of two things of one type: compares with numbers and with percents.
    Ratio,
    /// An amount with its currency.
    Money,
    /// A physical quantity, kept in base units.
    Quantity(Dimension),
    /// A calendar day.
    Date,
    /// Days, or months.
    Duration,
    /// A period of days: `calendar_year(export_date)`. Facts cannot have it.
    Period,
    /// ISO 3166 alpha-2.
    Country,
    /// ISO 4217.
    Currency,
    /// A hierarchical code; `None` where the vocabulary names no code space.
    Code(Option<CodesId>),
    /// One of an enum's values.
    Enum(EnumId),
    /// A record.
    Record(RecordId),
    /// A list of values of one type.
    List(Box<Type>),
    /// What a broken expression has, so that one mistake gives one message.
    Broken,
}

impl Type {
    /// The element type of a list.
    pub fn element(&self) -> Option<&Type> {
        if let Type::List(element) = self { Some(element) } else { None }
    }

    /// Whether values have an order.
    pub fn is_ordered(&self) -> bool {
        matches!(
            self,
            Type::Number
                | Type::Percent
                | Type::Ratio
                | Type::Money
                | Type::Quantity(_)
                | Type::Date
                | Type::Duration
        )
    }

    /// Whether sums can be made.
    pub fn is_amount(&self) -> bool {
        matches!(self, Type::Number | Type::Percent | Type::Ratio | Type::Money | Type::Quantity(_))
    }
}

impl Schema {
    /// The facts.
    pub fn facts(&self) -> Option<&RecordType> {
        self.record(RecordId::FACTS)
    }

    /// A record.
    pub fn record(&self, id: RecordId) -> Option<&RecordType> {
        self.records.get(id.0)
    }

    /// An enum.
    pub fn enumeration(&self, id: EnumId) -> Option<&Enumeration> {
        self.enums.get(id.0)
    }

    /// A code space.
    pub fn code_space(&self, id: CodesId) -> Option<&CodeSpace> {
        self.codes.get(id.0)
    }

    /// The type as people write it.
    pub fn show<'a>(&'a self, r#type: &'a Type) -> ShowType<'a> {
        ShowType { schema: self, r#type }
    }
}

/// A type as people write it.
pub struct ShowType<'a> {
    schema: &'a Schema,
    r#type: &'a Type,
}

impl fmt::Display for ShowType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |found: Option<&String>| found.cloned().unwrap_or_default();
        match self.r#type {
            Type::Boolean => f.write_str("boolean"),
            Type::Text => f.write_str("text"),
            Type::Number => f.write_str("number"),
            Type::Percent => f.write_str("percent"),
            Type::Ratio => f.write_str("ratio"),
            Type::Money => f.write_str("money"),
            Type::Quantity(dimension) => f.write_str(&dimension.name()),
            Type::Date => f.write_str("date"),
            Type::Duration => f.write_str("duration"),
            Type::Period => f.write_str("period"),
            Type::Country => f.write_str("country"),
            Type::Currency => f.write_str("currency"),
            Type::Code(None) => f.write_str("code"),
            Type::Code(Some(id)) => f.write_str(&name(self.schema.code_space(*id).map(|codes| &codes.name))),
            Type::Enum(id) => f.write_str(&name(self.schema.enumeration(*id).map(|found| &found.name))),
            Type::Record(id) => f.write_str(&name(self.schema.record(*id).map(|found| &found.name))),
            Type::List(element) => write!(f, "list of {}", self.schema.show(element)),
            Type::Broken => f.write_str("unknown"),
        }
    }
}
