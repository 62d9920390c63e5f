//! The typed policy: names are resolved, every expression has a type, and nothing in it can fail
//! while a case is decided. Data only. `check` makes it, `program` flattens it; the slow second
//! evaluator of the tests reads it directly.

use std::sync::Arc;

use crate::schema::{RecordId, Schema, Type};
use crate::source::Span;
use crate::value::{Date, Duration, Value, WorkingCalendar};

pub use crate::syntax::tree::{Aggregate, Comparison, Operator, Quantifier};

/// One legal regime: everything that its folder says.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Its name; the folder's or file's where no `policy` statement gives one.
    pub name: String,
    /// What people see.
    pub title: Option<String>,
    /// Verdicts from mild to strict; the first holds where no rule applies.
    pub scale: Vec<Level>,
    /// The vocabulary.
    pub schema: Schema,
    /// The date fact that picks the law, as slots from the facts; none: only `--as-of` does.
    pub governed_by: Option<Vec<usize>>,
    /// The conditions of fields (`when`), by `Field::conditional`. [`ExpressionKind::Local`] 0 is the
    /// record that has the field.
    pub field_conditions: Vec<Expression>,
    /// Instruments.
    pub instruments: Vec<Instrument>,
    /// Suspensions and repeals.
    pub interruptions: Vec<Interruption>,
    /// Rules, exceptions and disapplications. Conditions refer to rules only by [`RuleId`].
    pub rules: Vec<Rule>,
    /// Duties.
    pub duties: Vec<Duty>,
    /// Definitions, each before those that call it, recursive ones excepted.
    pub definitions: Vec<Definition>,
    /// Named lists.
    pub lists: Vec<NamedList>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Dated parameters.
    pub parameters: Vec<Parameter>,
    /// Working-day calendars.
    pub calendars: Vec<Calendar>,
    /// Contested points.
    pub readings: Vec<Reading>,
    /// Presumptions.
    pub presumptions: Vec<Presumption>,
    /// Assertions.
    pub assertions: Vec<Assertion>,
    /// Data files that the policy was read with.
    pub data: Vec<DataFile>,
    /// SHA-256 over all its files, in hexadecimal.
    pub digest: String,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $($(#[$doc])* #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] pub struct $name(pub usize);)*
    };
}

ids! {
    /// Which of [`Policy::rules`].
    RuleId;
    /// Which of [`Policy::instruments`].
    InstrumentId;
    /// Which of [`Policy::definitions`].
    DefinitionId;
    /// Which of [`Policy::lists`].
    ListId;
    /// Which of [`Policy::tables`].
    TableId;
    /// Which of [`Policy::parameters`].
    ParameterId;
    /// Which of [`Policy::calendars`].
    CalendarId;
    /// Which of [`Policy::readings`].
    ReadingId;
}

/// A step of the verdict scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Its word.
    pub name: String,
    /// What people see.
    pub title: String,
    /// The step of the built-in scale that it stands for when regimes are compared: 0 permit,
    /// 1 license, 2 review, 3 refuse, 4 deny.
    pub stands_for: usize,
}

/// Days from `from` through `through`; open where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Interval {
    /// First day.
    pub from: Option<Date>,
    /// Last day, itself included.
    pub through: Option<Date>,
}

impl Interval {
    /// Whether the day lies in it.
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.through.is_none_or(|through| day <= through)
    }

    /// The days in both.
    pub fn and(&self, other: &Interval) -> Interval {
        let from = self.from.max(other.from);
        let through = match (self.through, other.through) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Interval { from, through }
    }

    /// Whether no day lies in it.
    pub fn is_empty(&self) -> bool {
        matches!((self.from, self.through), (Some(from), Some(through)) if from > through)
    }

    /// Whether every day lies in it.
    pub fn is_always(&self) -> bool {
        *self == Interval::default()
    }
}

/// A law, regulation or announcement.
#[derive(Clone, Debug)]
pub struct Instrument {
    /// Its name.
    pub name: String,
    /// What people see.
    pub title: Option<String>,
    /// The day on which it was published.
    pub issued: Option<Date>,
    /// When it is in force.
    pub in_force: Interval,
    /// Where it was found.
    pub source: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

/// `under mofcom_61 art "1(1)"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The instrument.
    pub instrument: InstrumentId,
    /// `art "1(1)"` as pairs of kind and number.
    pub articles: Vec<(String, String)>,
}

/// A suspension, or a repeal: days on which its targets are not in force.
#[derive(Clone, Debug)]
pub struct Interruption {
    /// Its name.
    pub name: String,
    /// What people see.
    pub title: Option<String>,
    /// Whether it ends for good.
    pub repeal: bool,
    /// What it interrupts.
    pub instruments: Vec<InstrumentId>,
    /// What it interrupts.
    pub rules: Vec<RuleId>,
    /// The day on which it was published.
    pub issued: Option<Date>,
    /// The days.
    pub period: Interval,
    /// The readings under which it holds; depends on nothing else.
    pub condition: Option<Expression>,
    /// Where it is said.
    pub citation: Option<Citation>,
    /// Where it is declared.
    pub span: Span,
}

/// What a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleKind {
    /// Stands for itself.
    Rule,
    /// Puts its verdict in the place of its targets'.
    Exception,
    /// Switches its targets off and says nothing itself.
    Disapplication,
}

/// A rule, exception or disapplication, with all its texts in time.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name; unique in the policy.
    pub name: String,
    /// What it is.
    pub kind: RuleKind,
    /// Its texts; no two are in force on one day.
    pub versions: Vec<Version>,
    /// Where it is first declared.
    pub span: Span,
}

/// The text of a rule in one period.
#[derive(Clone, Debug)]
pub struct Version {
    /// What people see.
    pub title: Option<String>,
    /// Its note.
    pub note: Vec<String>,
    /// Where it is said.
    pub citation: Option<Citation>,
    /// The day on which it was published: its amendment's, else its instrument's.
    pub issued: Option<Date>,
    /// When it is in force, its instrument's days included; interruptions come on top.
    pub in_force: Interval,
    /// Where an amendment ends it: its days without the amendment, and the day on which the amendment
    /// was published, before which nobody knew of the end.
    pub uncut: Option<(Interval, Date)>,
    /// Position in [`Policy::scale`]; none for a disapplication.
    pub verdict: Option<usize>,
    /// When it applies. `unless` is part of it: `A unless B` is `A and not B`.
    pub condition: Expression,
    /// Rules to which this is an exception, or which it switches off. It can hold only where one of
    /// them is in force, has a true condition and is not switched off.
    pub targets: Vec<RuleId>,
    /// Exceptions to the same target that give way to this one.
    pub prevails_over: Vec<RuleId>,
    /// Its group.
    pub group: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// A further provision under which a duty is owed.
#[derive(Clone, Debug)]
pub struct Ground {
    /// Where it is said.
    pub citation: Citation,
    /// When it is in force.
    pub in_force: Interval,
    /// The day on which it was published.
    pub issued: Option<Date>,
}

/// What is owed beside any verdict.
#[derive(Clone, Debug)]
pub struct Duty {
    /// Its name.
    pub name: String,
    /// What people see.
    pub title: Option<String>,
    /// Where it is said.
    pub citation: Option<Citation>,
    /// When it is in force.
    pub in_force: Interval,
    /// The day on which it was published.
    pub issued: Option<Date>,
    /// Further provisions that say the same. The duty is in force on each day on which one of them is.
    pub also: Vec<Ground>,
    /// Who owes it.
    pub owed_by: Option<Someone>,
    /// To whom.
    pub owed_to: Option<Someone>,
    /// By which channel.
    pub via: Option<String>,
    /// By when.
    pub deadline: Option<Deadline>,
    /// If what.
    pub condition: Expression,
    /// Where it is declared.
    pub span: Span,
}

/// Who owes a duty, or to whom.
#[derive(Clone, Debug)]
pub enum Someone {
    /// A party among the facts, as slots from the facts, and as written.
    Party(Vec<usize>, String),
    /// A word or a quoted name.
    Named(String),
}

/// By when a duty is due.
#[derive(Clone, Debug)]
pub enum Deadline {
    /// `within 10 days after D`: D itself is not counted.
    Within(Duration, Expression),
    /// `within 10 working_days(c) after D`: D itself is not counted.
    WithinWorkingDays(u32, CalendarId, Expression),
    /// `by D`: D included.
    By(Expression),
    /// `before D`: D not included.
    Before(Expression),
}

/// `define share(i: item): percent = …`
#[derive(Clone, Debug)]
pub struct Definition {
    /// Its name.
    pub name: String,
    /// What people see.
    pub title: Option<String>,
    /// The types of its arguments, which are [`ExpressionKind::Local`] 0, 1, ….
    pub parameters: Vec<(String, Type)>,
    /// Its value.
    pub body: Expression,
    /// Whether it calls itself, always on a part of its first argument.
    pub recursive: bool,
    /// Where it is declared.
    pub span: Span,
}

/// A list of constants.
#[derive(Clone, Debug)]
pub struct NamedList {
    /// Its name.
    pub name: String,
    /// What people see.
    pub title: Option<String>,
    /// The type of its elements.
    pub element: Type,
    /// Its elements, each with the days on which it belongs.
    pub items: Vec<(Value, Interval)>,
    /// Where it is declared.
    pub span: Span,
}

/// A table of constants.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// What people see.
    pub title: Option<String>,
    /// The types of what is looked up.
    pub parameters: Vec<Type>,
    /// The type of what is found.
    pub result: Type,
    /// Rows; no two match the same arguments.
    pub rows: Vec<TableRow>,
    /// What is found where no row matches; `None` where the rows cover everything, or where nothing
    /// is found (then the result is unknown, with the table as reason).
    pub otherwise: Option<Found>,
    /// Where it is declared.
    pub span: Span,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct TableRow {
    /// For each argument the values that match; none: every value.
    pub keys: Vec<Option<Vec<Value>>>,
    /// What is found.
    pub found: Found,
}

/// What a table gives.
#[derive(Clone, Debug)]
pub enum Found {
    /// A value.
    Value(Value),
    /// Neither yes nor no: the answer is unknown, with this reason.
    Pointer(String),
}

/// A dated number.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What people see.
    pub title: Option<String>,
    /// The types of its arguments, which are [`ExpressionKind::Local`] 0, 1, ….
    pub parameters: Vec<(String, Type)>,
    /// The type of its value.
    pub result: Type,
    /// Its values; no two hold on one day. On a day without a value it is unknown.
    pub values: Vec<(Interval, Expression)>,
    /// Where it is said.
    pub citation: Option<Citation>,
    /// Where it is declared.
    pub span: Span,
}

/// A working-day calendar.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// What people see.
    pub title: Option<String>,
    /// The days.
    pub days: WorkingCalendar,
}

/// A contested point.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its name.
    pub name: String,
    /// The question.
    pub question: String,
    /// The answers: word and meaning. `Value::Choice` is the position here.
    pub answers: Vec<(String, String)>,
    /// The answer that is taken unless another is asked for.
    pub default: u32,
    /// The enum that its answers make.
    pub r#type: Type,
    /// Where it is declared.
    pub span: Span,
}

/// `presume item.origin == CN under …`
#[derive(Clone, Debug)]
pub struct Presumption {
    /// The fact, as slots from the facts; as written.
    pub fact: Vec<usize>,
    /// The fact as written.
    pub path: String,
    /// What it is taken to be where it is not known.
    pub value: Value,
    /// Where it is said.
    pub citation: Option<Citation>,
    /// When it is in force.
    pub in_force: Interval,
    /// If what.
    pub condition: Expression,
    /// Where it is declared.
    pub span: Span,
}

/// What is said about every possible case.
#[derive(Clone, Debug)]
pub struct Assertion {
    /// Its name.
    pub name: String,
    /// What people see.
    pub title: Option<String>,
    /// What shall be so.
    pub claim: Claim,
    /// In which cases.
    pub condition: Expression,
    /// Where it is declared.
    pub span: Span,
}

/// What an assertion claims.
#[derive(Clone, Debug)]
pub enum Claim {
    /// The verdict is at least this strict.
    AtLeast(usize),
    /// The verdict is at most this strict.
    AtMost(usize),
    /// One of these rules holds.
    Applies(Vec<RuleId>),
}

/// A file of data that a policy was read with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// The list, table or calendar.
    pub name: String,
    /// The file as the user would write it.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub digest: String,
    /// The day on which it was taken from its source, where that is declared.
    pub taken: Option<Date>,
}

/// An expression whose type is known.
#[derive(Clone, Debug)]
pub struct Expression {
    /// Its form.
    pub kind: ExpressionKind,
    /// Its type.
    pub r#type: Type,
    /// Where it stands.
    pub span: Span,
}

/// The forms of a typed expression.
///
/// *None* (a field that does not apply, an optional one that is absent) makes every comparison
/// false, every arithmetic none, and is false as a condition. *Unknown* follows strong Kleene logic.
#[derive(Clone, Debug)]
pub enum ExpressionKind {
    /// A constant.
    Literal(Value),
    /// The facts.
    Facts,
    /// An argument, a bound element, or the record of a `when`.
    Local(usize),
    /// `x.field`. None or unknown where `x` is; none where the field does not apply. What the facts have themselves is
    /// shared by all expressions that go on from it, so a record stands where it was first asked for.
    Field(Arc<Expression>, RecordId, usize),
    /// `as_of`: the day that picks the law.
    AsOf,
    /// The answer taken for a contested point.
    Reading(ReadingId),
    /// The elements of a list that belong on the day that picks the law.
    NamedList(ListId),
    /// `[a, b]`
    List(Vec<Expression>),
    /// `listed(p)`
    Call(DefinitionId, Vec<Expression>),
    /// `limit(code)`
    Parameter(ParameterId, Vec<Expression>),
    /// `chart(country, reason)`
    Lookup(TableId, Vec<Expression>),
    /// `calendar_year(date)`: 1 January through 31 December.
    CalendarYear(Box<Expression>),
    /// `d + 10 working_days(c)`; unknown beyond the calendar's last day.
    AddWorkingDays(Box<Expression>, u32, CalendarId),
    /// `relief applies`: one of these rules holds.
    Applies(Vec<RuleId>),
    /// `not a`
    Not(Box<Expression>),
    /// `-a`
    Negate(Box<Expression>),
    /// `a and b`
    And(Vec<Expression>),
    /// `a or b`
    Or(Vec<Expression>),
    /// `a == b`; both sides have one type (ratio, number and percent compare with each other as the
    /// checker allows).
    Compare(Comparison, Box<Expression>, Box<Expression>),
    /// `a in b`, where `b` is a list or a period. `not in` is false for none, as every comparison is.
    In {
        /// `not in`
        negated: bool,
        /// What is looked for.
        item: Box<Expression>,
        /// Where.
        list: Box<Expression>,
    },
    /// `a under b`, where `b` is a code or a list of codes.
    Under(Box<Expression>, Box<Expression>),
    /// `a + b`. Division by zero is unknown.
    Arithmetic(Operator, Box<Expression>, Box<Expression>),
    /// `if a then b else c`
    If(Box<Expression>, Box<Expression>, Box<Expression>),
    /// `a is none`
    IsNone {
        /// `is not none`
        negated: bool,
        /// What is asked about.
        of: Box<Expression>,
    },
    /// `a cannot be determined`
    CannotBeDetermined(Box<Expression>),
    /// `a between b and c`, both inclusive
    Between(Box<Expression>, Box<Expression>, Box<Expression>),
    /// `any(x in xs where w : b)`, `all(…)`, `count(…)`
    Quantified(Quantifier, Box<Each>, Option<Box<Expression>>),
    /// `sum(e for x in xs where w)`, `min(…)`, `max(…)`. The flag says that `e` is never negative.
    Aggregate(Aggregate, Box<Each>, Box<Expression>, bool),
}

/// `x in xs where w`
#[derive(Clone, Debug)]
pub struct Each {
    /// What is gone through. None counts as empty.
    pub list: Box<Expression>,
    /// The [`ExpressionKind::Local`] that holds the element.
    pub local: usize,
    /// Which elements count.
    pub filter: Option<Box<Expression>>,
}

/// The built-in scale.
pub fn standard_scale() -> Vec<Level> {
    let levels = [
        ("permit", "No licence required"),
        ("license", "Licence required"),
        ("review", "Licence required, decided case by case"),
        ("refuse", "Licence required, refused in principle"),
        ("deny", "Prohibited"),
    ];
    let level = |(stands_for, (name, title)): (usize, (&str, &str))| Level {
        name: name.to_owned(),
        title: title.to_owned(),
        stands_for,
    };
    levels.into_iter().enumerate().map(level).collect()
}

impl Expression {
    /// The expressions directly inside.
    pub fn parts(&self) -> Vec<&Expression> {
        let mut parts = Vec::new();
        self.each_part(&mut |part| parts.push(part));
        parts
    }

    /// Visits the expressions directly inside.
    pub fn each_part<'e>(&'e self, visit: &mut dyn FnMut(&'e Expression)) {
        match &self.kind {
            ExpressionKind::Literal(_)
            | ExpressionKind::Facts
            | ExpressionKind::Local(_)
            | ExpressionKind::AsOf
            | ExpressionKind::Reading(_)
            | ExpressionKind::NamedList(_)
            | ExpressionKind::Applies(_) => {}
            ExpressionKind::Field(of, ..) => visit(of),
            ExpressionKind::CalendarYear(of)
            | ExpressionKind::AddWorkingDays(of, ..)
            | ExpressionKind::Not(of)
            | ExpressionKind::Negate(of)
            | ExpressionKind::IsNone { of, .. }
            | ExpressionKind::CannotBeDetermined(of) => visit(of),
            ExpressionKind::List(parts)
            | ExpressionKind::Call(_, parts)
            | ExpressionKind::Parameter(_, parts)
            | ExpressionKind::Lookup(_, parts)
            | ExpressionKind::And(parts)
            | ExpressionKind::Or(parts) => parts.iter().for_each(visit),
            ExpressionKind::Compare(_, left, right)
            | ExpressionKind::In { item: left, list: right, .. }
            | ExpressionKind::Under(left, right)
            | ExpressionKind::Arithmetic(_, left, right) => {
                visit(left);
                visit(right);
            }
            ExpressionKind::If(first, second, third) | ExpressionKind::Between(first, second, third) => {
                visit(first);
                visit(second);
                visit(third);
            }
            ExpressionKind::Quantified(_, each, body) => {
                each.parts().chain(body.as_deref()).for_each(visit);
            }
            ExpressionKind::Aggregate(_, each, value, _) => each.parts().chain([&**value]).for_each(visit),
        }
    }

    /// Visits this expression and all inside it.
    pub fn walk<'e>(&'e self, visit: &mut dyn FnMut(&'e Expression)) {
        visit(self);
        self.each_part(&mut |part| part.walk(visit));
    }
}

impl Each {
    fn parts(&self) -> impl Iterator<Item = &Expression> {
        std::iter::once(&*self.list).chain(self.filter.as_deref())
    }
}

impl Policy {
    /// All expressions of the policy, outermost only.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let rules = self.rules.iter().flat_map(|rule| &rule.versions).map(|version| &version.condition);
        let duties = self.duties.iter().flat_map(Duty::expressions);
        let values = self.parameters.iter().flat_map(|parameter| &parameter.values).map(|(_, value)| value);
        rules
            .chain(duties)
            .chain(values)
            .chain(&self.field_conditions)
            .chain(self.definitions.iter().map(|definition| &definition.body))
            .chain(self.presumptions.iter().map(|presumption| &presumption.condition))
            .chain(self.assertions.iter().map(|assertion| &assertion.condition))
    }
}

impl Duty {
    fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let day = self.deadline.as_ref().map(|deadline| match deadline {
            Deadline::Within(_, day)
            | Deadline::WithinWorkingDays(_, _, day)
            | Deadline::By(day)
            | Deadline::Before(day) => day,
        });
        std::iter::once(&self.condition).chain(day)
    }
}
