//! The lower form of a policy: data only. `lower` makes it.

use std::ops::Range;

use crate::eval::decision::Truth;
use crate::schema::{EnumId, RecordId};
use crate::typed::{Comparison, RuleKind};
use crate::value::{Dimension, Shape as CodeShape};

use super::symbols::Symbols;

/// Which of [`Form::nodes`].
pub type NodeId = u32;
/// Which of [`Form::amounts`].
pub type AmountId = u32;
/// Which of [`Form::reads`].
pub type ReadId = u32;
/// Which of [`Form::sets`].
pub type SetId = u32;
/// Which of [`Form::shapes`].
pub type ShapeId = u32;

/// A policy under a question, as tests over slots.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Conditions.
    pub nodes: Vec<Node>,
    /// Operands of nodes with any number of them.
    pub pool: Vec<NodeId>,
    /// Computed amounts.
    pub amounts: Vec<Amount>,
    /// Ways to slots.
    pub reads: Vec<Read>,
    /// Tests of rows.
    pub tests: Vec<Test>,
    /// Sets of small numbers, a bit for each.
    pub sets: Vec<Vec<u64>>,
    /// Truths that are worked out once in a case.
    pub memos: usize,
    /// The policy's texts and codes.
    pub symbols: Symbols,
    /// Records at their places.
    pub shapes: Vec<Shape>,
    /// Rows of lists; the first one is the facts themselves, of which there is one row.
    pub tables: Vec<Table>,
    /// Texts of rules that may be in force.
    pub texts: Vec<Text>,
    /// All rules of the policy.
    pub rules: Vec<Rule>,
    /// All duties of the policy.
    pub duties: Vec<Duty>,
    /// Texts that are looked at in every case.
    pub always: Vec<u32>,
    /// Texts that are looked at where a slot has one of their values.
    pub groups: Vec<Group>,
    /// The slot of the fact that picks the law, and the slot for the day that it picks.
    pub governed_by: Option<(u32, u32)>,
    /// What the policy presumes where slots of the facts are open.
    pub presumed: Vec<Presumed>,
    /// The names that facts may have.
    pub vocabulary: Vocabulary,
    /// More rows than this are left to the evaluator, which may find them too many.
    pub most_rows: usize,
}

/// The names that facts may have.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Records, in the order of the schema.
    pub records: Vec<Names>,
    /// The words of enums, in the order of the schema.
    pub enums: Vec<Vec<Box<[u8]>>>,
    /// Whether some record cannot be told from what is written in the place of values.
    pub is_strange: bool,
}

/// The fields of a record.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Their names.
    pub names: Vec<Name>,
    /// How they are written.
    pub kinds: Vec<Kind>,
}

/// A name as it stands in JSON, behind the first quotation mark.
#[derive(Clone, Debug, Default)]
pub struct Name {
    /// The name with the quotation mark behind it.
    pub text: Box<[u8]>,
    /// Its first eight bytes as a number, zeros where there are fewer.
    pub head: u64,
    /// The bits of that number that count.
    pub mask: u64,
}

impl Name {
    /// The name of a field.
    pub fn new(name: &str) -> Name {
        let text: Box<[u8]> = name.bytes().chain([b'"']).collect();
        let bytes = |fill: fn(u8) -> u8| {
            let eight = text.iter().take(8).zip(0_u32..);
            eight.fold(0_u64, |number, (byte, place)| number | u64::from(fill(*byte)) << (8 * place))
        };
        let (head, mask) = (bytes(|byte| byte), bytes(|_| u8::MAX));
        Name { text, head, mask }
    }
}

/// A condition: true, false or unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// The same in every case.
    Known(Truth),
    /// A slot of a boolean; false for none.
    Flag(ReadId),
    /// From the first number through the second; false for none.
    Within(ReadId, i64, i64),
    /// Another number; false for none.
    Other(ReadId, i64),
    /// One of a set; false for none.
    Member(ReadId, SetId),
    /// None of a set; false for none.
    Stranger(ReadId, SetId),
    /// Two slots of one kind compared.
    Slots(Comparison, ReadId, ReadId),
    /// There is no value.
    Missing(ReadId),
    /// Somebody found that it cannot be determined.
    Undeterminable(ReadId),
    /// Kleene's not.
    Not(NodeId),
    /// Kleene's and, over a stretch of the pool.
    All(u32, u32),
    /// Kleene's or, over a stretch of the pool.
    Any(u32, u32),
    /// The second where the first is true, else the first.
    Then(NodeId, NodeId),
    /// The second where the first is true, the third where it is false.
    Choice(NodeId, NodeId, NodeId),
    /// Two amounts compared; false for none.
    Compare(Comparison, AmountId, AmountId),
    /// `a / b` compared with `c`; false for none.
    Share(Comparison, AmountId, AmountId, AmountId),
    /// Some row of a list satisfies.
    Some {
        /// The list.
        list: ReadId,
        /// Where its rows lie.
        table: u32,
        /// The level of the row.
        level: u8,
        /// What is asked of the row.
        body: NodeId,
    },
    /// The facts themselves pass a stretch of the tests.
    Passes(u32, u32),
    /// Some row of a list passes a stretch of the tests.
    SomeRow(ReadId, u32, u32, u32),
    /// A rule among a stretch of the pool holds.
    Holds(u32, u32),
    /// Worked out once in a case.
    Memo(u32, NodeId),
}

/// The way to a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Read {
    /// The table.
    pub table: u32,
    /// How many lists one is inside.
    pub level: u8,
    /// The slot in the row.
    pub slot: u32,
    /// When the field applies.
    pub guard: Option<NodeId>,
}

/// An amount, as a whole number of some power of ten that is known beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Amount {
    /// A constant, with the currency of money.
    Known(i128, u32),
    /// Never known here.
    Unknown,
    /// Never there.
    Nothing,
    /// A slot, times a constant.
    Slot(ReadId, i64),
    /// A slot of money, times a constant; its currency lies in the next one.
    Money(ReadId, i64),
    /// The sum of two.
    Add(AmountId, AmountId),
    /// The difference of two.
    Subtract(AmountId, AmountId),
    /// The product of two.
    Multiply(AmountId, AmountId),
    /// The second where the first is true, the third where it is false.
    Choice(NodeId, AmountId, AmountId),
    /// The sum of a slot, times a constant, over the rows of a list that pass a stretch of the tests.
    Total {
        /// The list.
        list: ReadId,
        /// Where its rows lie.
        table: u32,
        /// First and last of the tests, the last one excluded.
        tests: (u32, u32),
        /// The slot.
        slot: u32,
        /// The constant.
        factor: i64,
    },
    /// What the rows of a list come to.
    Rows {
        /// How they are taken together.
        gather: Gather,
        /// The list.
        list: ReadId,
        /// Where its rows lie.
        table: u32,
        /// The level of the row.
        level: u8,
        /// Which rows count.
        filter: Option<NodeId>,
        /// What of a row.
        value: AmountId,
    },
}

/// A test of one slot of a row, false for none.
#[derive(Clone, Copy, Debug)]
pub enum Test {
    /// From the first number through the second.
    Within(u32, i64, i64),
    /// Another number.
    Other(u32, i64),
    /// One of a set.
    Member(u32, SetId),
    /// None of a set.
    Stranger(u32, SetId),
}

impl Test {
    /// The slot.
    #[inline]
    pub fn slot(&self) -> u32 {
        let (Test::Within(slot, ..) | Test::Other(slot, _) | Test::Member(slot, _) | Test::Stranger(slot, _)) =
            self;
        *slot
    }
}

/// How the rows of a list are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gather {
    /// Their sum; zero of nothing.
    Sum,
    /// The least; none of nothing.
    Least,
    /// The greatest; none of nothing.
    Greatest,
}

/// A record at its place: where its fields lie.
#[derive(Clone, Debug)]
pub struct Shape {
    /// The record.
    pub record: RecordId,
    /// The table in whose rows it lies.
    pub table: u32,
    /// Its fields, in the order of the schema.
    pub fields: Vec<Field>,
    /// A slot that is 1 where there is such a record.
    pub present: Option<u32>,
    /// Slots and their values where the record is written and a field is not.
    pub written: Vec<(u32, i64)>,
    /// The same where the record is not known.
    pub silent: Vec<(u32, i64)>,
}

/// A field of a record at its place.
#[derive(Clone, Debug)]
pub struct Field {
    /// How its values are written.
    pub kind: Kind,
    /// Whether an absent key means that there is none.
    pub optional: bool,
    /// What it is for.
    pub r#use: FieldUse,
}

/// Where the value of a field lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldUse {
    /// Nobody asks.
    Unread,
    /// In a slot.
    Slot(u32),
    /// In a slot; the code above it that the policy names lies in the second.
    Code(u32, u32),
    /// A record in the slots of a shape.
    Record(ShapeId),
    /// A list: its slot has first row and count, its rows lie in a table.
    List(u32, u32),
}

/// How values of a type are written, and what their number is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// 1 or 0.
    Boolean,
    /// The number of the text.
    Text,
    /// The number of the code.
    Code(Option<CodeShape>),
    /// The number of its letters.
    Country,
    /// Its position.
    Enum(EnumId),
    /// The number of the day.
    Date,
    /// A number or share, as so many digits after the point.
    Number {
        /// Written with a percent sign.
        percent: bool,
        /// Digits after the point.
        scale: u8,
        /// What the field allows.
        bounds: Bounds,
    },
    /// Money, as so many digits after the point; the currency lies in the next slot.
    Money(u8, Bounds),
    /// A quantity in its base unit, as so many digits after the point.
    Quantity(Dimension, u8, Bounds),
    /// A record.
    Record(RecordId),
    /// A list.
    List(Box<Kind>),
    /// Not read here.
    Strange,
}

/// What a field allows, in the numbers of its slots, each inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The least.
    pub least: i64,
    /// The greatest.
    pub most: i64,
}

/// The rows of a list.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Slots of a row.
    pub width: u32,
    /// The record of which a row is one; none for rows of one value.
    pub shape: Option<ShapeId>,
    /// How its values are written, where a row is one value.
    pub element: Option<Field>,
    /// A row that is written, and nothing in it.
    pub blank: Vec<i64>,
}

/// A text of a rule that may be in force.
#[derive(Clone, Debug)]
pub struct Text {
    /// The rule.
    pub rule: u32,
    /// What it is.
    pub kind: RuleKind,
    /// Position in the scale; 0 for a disapplication.
    pub level: u32,
    /// In force, and its condition.
    pub own: NodeId,
    /// Rules to which it is an exception, or which it switches off.
    pub targets: Box<[u32]>,
    /// Whether it is a rule that nothing displaces or switches off.
    pub free: bool,
}

/// A rule and the texts that speak of it.
#[derive(Clone, Debug, Default)]
pub struct Rule {
    /// Its own texts.
    pub texts: Range<u32>,
    /// What is said against it; most rules stand alone.
    pub against: Option<Box<Against>>,
}

/// What is said against a rule.
#[derive(Clone, Debug, Default)]
pub struct Against {
    /// Texts of exceptions to it, and of those that prevail over it.
    pub displacing: Vec<u32>,
    /// Texts of what switches it off.
    pub disapplying: Vec<u32>,
}

impl Rule {
    /// What is said against it, to be added to.
    pub fn against(&mut self) -> &mut Against {
        self.against.get_or_insert_default()
    }

    /// Texts of exceptions to it, and of those that prevail over it.
    pub fn displacing(&self) -> &[u32] {
        self.against.as_ref().map_or(&[], |against| &against.displacing)
    }

    /// Texts of what switches it off.
    pub fn disapplying(&self) -> &[u32] {
        self.against.as_ref().map_or(&[], |against| &against.disapplying)
    }
}

/// What is presumed of a slot of the facts.
#[derive(Clone, Copy, Debug)]
pub struct Presumed {
    /// The slot.
    pub slot: u32,
    /// In force, and its condition.
    pub applies: NodeId,
    /// The value; nothing where it is not for slots.
    pub value: Option<i64>,
}

/// A duty.
#[derive(Clone, Debug)]
pub struct Duty {
    /// In force, and its condition.
    pub owed: NodeId,
}

/// Texts by the value of a slot that they all ask for.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// The slot.
    pub read: ReadId,
    /// For each value, from 0, where its texts begin; they end where those of the next value begin.
    pub starts: Vec<u32>,
    /// Texts, by value.
    pub texts: Vec<Candidate>,
    /// Every text of the group, for cases in which the slot is not known.
    pub all: Vec<Candidate>,
}

/// A text that is looked up, with another value that it asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// The text.
    pub text: u32,
    /// In force, and its condition.
    pub own: NodeId,
    /// Another slot that it asks for a value, where it does.
    pub also: Option<ReadId>,
    /// That value.
    pub value: i64,
}
