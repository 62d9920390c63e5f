//! The syntax tree: what was written, with the place of everything, before names mean anything.
//!
//! Comes from [`parse`](super::parse); goes to `check`, which gives names their meaning, and to
//! `format`, which writes the same tree back as text.

use ecow::EcoString;

use crate::source::Span;

/// One file.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Its statements, in the order of the text.
    pub statements: Vec<Box<Statement>>,
    /// All its comments, in the order of the text, notes (`##`) included.
    pub comments: Vec<Comment>,
    /// Names that statements declare which could not be read.
    pub unread: Vec<String>,
    /// Whether characters had to be repaired, which may have left blanks.
    pub repaired: bool,
    /// The whole file.
    pub span: Span,
}

/// `# text` up to the end of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From the `#` to the end of the line.
    pub span: Span,
    /// The text, `#` included.
    pub text: String,
    /// Whether nothing but the comment stands on its line.
    pub alone: bool,
}

impl Comment {
    /// Whether it is a note: `## text` before a statement.
    pub fn is_note(&self) -> bool {
        self.alone && self.text.starts_with("##")
    }
}

/// A word that the author chose, or one that refers to such a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The word.
    pub text: EcoString,
    /// Its place.
    pub span: Span,
}

/// `"text"`, without its quotation marks and with its escapes resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// What stands between the marks.
    pub text: String,
    /// Its place, marks included.
    pub span: Span,
}

/// A statement and everything up to the next one.
#[derive(Clone, Debug)]
pub struct Statement {
    /// From its first word to the end of its last clause.
    pub span: Span,
    /// What it states.
    pub item: Item,
    /// Its clauses in the order of the text; the parser has seen to it that each may stand there.
    pub clauses: Vec<Clause>,
    /// The note above it: the lines that begin with `##`, without that mark.
    pub note: Vec<String>,
}

/// What a statement states: its first word and what is proper to it.
#[derive(Clone, Debug)]
pub enum Item {
    /// `policy NAME "title"`
    Policy(Head),
    /// `use "../vocabulary"`
    Use(Quoted),
    /// `verdicts permit "No licence required" …`
    Verdicts(Vec<Level>),
    /// `enum sector = civil, police "Police and internal security"`
    Enumeration(Head, Vec<Choice>),
    /// `record party name "Full name": text …`
    Record(Head, Vec<Field>),
    /// `fact end_user "Who will use the item?": party`
    Fact(Box<Field>),
    /// `codes control_code "Codes of the control list" shape "9A999"`
    Codes(Head),
    /// `list embargoed: country = [CU, IR]`
    List(Head, TypeName, Option<Box<Expression>>),
    /// `table rates(group: country_group) -> percent = | e1 | 10% |`; `None` where it comes from a file.
    Table(Head, Option<Box<TableBody>>),
    /// `parameter limit(entry: code): money = 2000 USD from 2025-01-01`
    Parameter(Head, Vec<Parameter>, TypeName, Vec<DatedValue>),
    /// `define share(i: item): percent = …`
    Definition(Head, Vec<Parameter>, Option<TypeName>, Box<Expression>),
    /// `calendar china "Chinese working days" covers … from "china.csv"`
    Calendar(Head),
    /// `instrument mofcom_61 "Announcement No. 61 of 2025"`
    Instrument(Head),
    /// `suspension mofcom_70 "Announcement No. 70" of mofcom_61 from … through …`
    Suspension(Head),
    /// `repeal old of mofcom_61 from …`
    Repeal(Head),
    /// `reading branches "Do branches count?" yes "They do" no "They do not" default yes`
    Reading(Head, Vec<Answer>),
    /// `rule content "title" … license if …`, or a verdict that stands alone: `deny if …`.
    Rule(Option<Head>),
    /// `exception relief "title" to content … permit if …`
    Exception(Head),
    /// `disapply closed "title" of relief … if …`
    Disapply(Head),
    /// `amend content "title" from 2027-01-01 … license if …`
    Amend(Head),
    /// `duty report "title" owed by exporter to "MOFCOM" … if …`
    Duty(Head),
    /// `presume item.origin == CN under …`
    Presumption(Path, Expression),
    /// `assert never "title" at least refuse if …`
    Assertion(Head),
    /// What could not be read; its problems have been reported.
    Broken,
}

/// The name that a statement gives, and its title.
#[derive(Clone, Debug)]
pub struct Head {
    /// The name.
    pub name: Name,
    /// The quoted title, label or question.
    pub title: Option<Quoted>,
}

/// One step of a verdict scale: `license "Licence required" as license`.
#[derive(Clone, Debug)]
pub struct Level {
    /// The verdict's word.
    pub name: Name,
    /// What people see.
    pub title: Quoted,
    /// The step of the built-in scale that it stands for when regimes are compared.
    pub stands_for: Option<Name>,
}

/// One value of an enum, with its label.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The value's word.
    pub name: Name,
    /// What people see.
    pub label: Option<Quoted>,
}

/// One answer of a reading.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The answer's word.
    pub name: Name,
    /// What it means.
    pub text: Quoted,
}

/// A field of a record, or a fact: `owners "Who holds shares?": list of stake optional when …`.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// The question put to people, and the label in reports.
    pub label: Option<Quoted>,
    /// Its type.
    pub r#type: TypeName,
    /// `optional`: where it is absent there is none.
    pub optional: bool,
    /// `at least 0 kg`
    pub least: Option<Expression>,
    /// `at most 100%`
    pub most: Option<Expression>,
    /// `when CONDITION`: where it applies at all.
    pub when: Option<Expression>,
    /// From its name to its last trait.
    pub span: Span,
}

/// A type as written: `list of stake`, `energy / mass`, `country`.
#[derive(Clone, Debug)]
pub struct TypeName {
    /// Its form.
    pub kind: TypeNameKind,
    /// Its place.
    pub span: Span,
}

/// The forms of a written type.
#[derive(Clone, Debug)]
pub enum TypeNameKind {
    /// `country`
    Plain(String),
    /// `energy / mass`
    Quotient(Box<[Name; 2]>),
    /// `list of stake`
    List(Box<TypeName>),
}

/// A parameter of a definition, table or dated parameter: `p: party`.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub r#type: TypeName,
}

/// A table that is written in the policy.
#[derive(Clone, Debug)]
pub struct TableBody {
    /// What is looked up.
    pub parameters: Vec<Parameter>,
    /// The type of what is found.
    pub result: TypeName,
    /// The rows; their order does not matter.
    pub rows: Vec<TableRow>,
}

/// `| e1, e2 | 10% |`
#[derive(Clone, Debug)]
pub struct TableRow {
    /// One cell for each parameter; a single `otherwise` may stand for all of them.
    pub cells: Vec<TableCell>,
    /// The last cell.
    pub result: Expression,
    /// Its place.
    pub span: Span,
}

/// What a row holds for.
#[derive(Clone, Debug)]
pub enum TableCell {
    /// `e1, e2`
    Values(Vec<Expression>),
    /// `any`: every value.
    Any(Span),
    /// `otherwise`: what no other row names.
    Otherwise(Span),
}

/// `2000 USD from 2025-01-01`
#[derive(Clone, Debug)]
pub struct DatedValue {
    /// The value.
    pub value: Expression,
    /// When it holds; always, where nothing is said.
    pub period: Option<Period>,
}

/// `from D`, `through D`, `before D` and their combinations.
#[derive(Clone, Copy, Debug)]
pub struct Period {
    /// First day.
    pub from: Option<DateWritten>,
    /// The end.
    pub end: Option<PeriodEnd>,
    /// Its place.
    pub span: Span,
}

/// How a period ends.
#[derive(Clone, Copy, Debug)]
pub enum PeriodEnd {
    /// `through D`: the day belongs to it.
    Through(DateWritten),
    /// `before D`: the day does not belong to it.
    Before(DateWritten),
}

/// A date with its place.
#[derive(Clone, Copy, Debug)]
pub struct DateWritten {
    /// The day.
    pub date: crate::value::Date,
    /// Its place.
    pub span: Span,
}

/// A clause of a statement.
#[derive(Clone, Debug)]
pub struct Clause {
    /// What it says.
    pub kind: ClauseKind,
    /// Its place.
    pub span: Span,
}

/// What a clause says.
#[derive(Clone, Debug)]
pub enum ClauseKind {
    /// `governed by export_date`
    GovernedBy(Path),
    /// `in force from 2025-12-01`
    InForce(Period),
    /// `from 2025-11-07 through 2026-11-10`
    Period(Period),
    /// `issued 2025-10-09`
    Issued(DateWritten),
    /// `taken 2026-11-01`: the day on which data was taken from its source.
    Taken(DateWritten),
    /// `from "lists/a.csv" column name`
    File(Quoted, Option<Name>),
    /// `under mofcom_61 art "1(1)"`
    Under(Citation),
    /// `group licence_exceptions`
    Group(Name),
    /// `prevails over other`
    PrevailsOver(Vec<Name>),
    /// `to content`
    To(Vec<Name>),
    /// `of mofcom_61`
    Of(Vec<Name>),
    /// `owed by exporter to "MOFCOM"`
    Owed(Someone, Option<Someone>),
    /// `via "mail@example.org"`
    Via(Quoted),
    /// `within 10 working_days(china) after shipped_on`
    Within(Box<Within>),
    /// `by export_date`
    By(Expression),
    /// `before export_date`
    Before(Expression),
    /// `at least refuse if …`
    AtLeast(Name, Condition),
    /// `at most license if …`
    AtMost(Name, Condition),
    /// `relief applies if …`
    Applies(Name, Condition),
    /// `covers 2025-01-01 through 2026-12-31`
    Covers(DateWritten, DateWritten),
    /// `weekend saturday, sunday`
    Weekend(Vec<Name>),
    /// `source "gazette of 9 October 2025"`
    Source(Quoted),
    /// `shape "9A999"`
    Shape(Quoted),
    /// `row: country`
    Row(TypeName),
    /// `column: reason`
    Column(TypeName),
    /// `cell: mark`
    Cell(TypeName),
    /// `otherwise none_marked`
    Otherwise(Expression),
    /// `alias HK = CN`
    Alias(Expression, Expression),
    /// `pointer CU, IR "see Part 746"`
    Pointer(Vec<Expression>, Quoted),
    /// `default yes`
    Default(Name),
    /// `if relief applies unless …`
    If(Condition),
    /// `license if …`
    Verdict(Name, Condition),
}

/// `under mofcom_61 art "1(1)"`
#[derive(Clone, Debug)]
pub struct Citation {
    /// The instrument.
    pub instrument: Name,
    /// `art "1(1)"`, in the order of the text.
    pub articles: Vec<Article>,
}

/// `art "1(1)"`
#[derive(Clone, Debug)]
pub struct Article {
    /// `art`, `para`, `annex`, `section` or `point`.
    pub kind: String,
    /// Its number.
    pub number: Quoted,
}

/// Who owes a duty, or to whom: a fact's path, a word of the author's, or a quoted name.
#[derive(Clone, Debug)]
pub enum Someone {
    /// `exporter`
    Named(Path),
    /// `"MOFCOM"`
    Quoted(Quoted),
}

/// `within 10 working_days(china) after shipped_on`
#[derive(Clone, Debug)]
pub struct Within {
    /// How many.
    pub amount: Name,
    /// Of what.
    pub unit: WithinUnit,
    /// The day after which they are counted.
    pub after: Expression,
}

/// What a time limit counts.
#[derive(Clone, Debug)]
pub enum WithinUnit {
    /// `days`, `weeks`, `months`, `years`
    Calendar(Name),
    /// `working_days(china)`
    WorkingDays(Name),
}

/// `if A unless B`, or `always`.
#[derive(Clone, Debug)]
pub struct Condition {
    /// `None` for `always`.
    pub holds: Option<Expression>,
    /// What comes after `unless`.
    pub unless: Option<Box<Expression>>,
    /// Its place.
    pub span: Span,
}

/// `item.components`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The first name and those after the dots; never empty.
    pub names: Vec<Name>,
    /// Its place.
    pub span: Span,
}

impl Path {
    /// As written: `item.components`.
    pub fn text(&self) -> String {
        self.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".")
    }
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expression {
    /// Its form.
    pub kind: ExpressionKind,
    /// Its place, brackets included.
    pub span: Span,
}

/// The forms of an expression.
#[derive(Clone, Debug)]
pub enum ExpressionKind {
    /// `12`, `0.5`
    Number(EcoString),
    /// `0.1%`, `14 nm`, `5000 USD`, `10 days`: the number and the unit as written.
    Measure(String, Box<Name>),
    /// `10 working_days(china)`
    WorkingDays(String, Box<Name>),
    /// `"text"`
    Text(EcoString),
    /// `2025-12-01`
    Date(crate::value::Date),
    /// `true`, `false`
    Boolean(bool),
    /// `defence`, `CN`, `item.value`: what it is depends on where it stands.
    Path(Path),
    /// `listed(s.owner)`
    Call(Box<Call>),
    /// `relief applies`
    Applies(Name),
    /// `[RU, BY]`
    List(Vec<Expression>),
    /// `(a or b)`
    Brackets(Box<Expression>),
    /// `not a`
    Not(Box<Expression>),
    /// `-a`
    Negate(Box<Expression>),
    /// `a and b and c`, all on one level.
    And(Vec<Expression>),
    /// `a or b or c`, all on one level.
    Or(Vec<Expression>),
    /// `a == b`, `a < b`
    Compare(Comparison, Box<Expression>, Box<Expression>),
    /// `a in b`, `a not in b`
    In {
        /// `not in`
        negated: bool,
        /// What is looked for.
        item: Box<Expression>,
        /// Where it is looked for.
        list: Box<Expression>,
    },
    /// `a under "1C902"`
    Under(Box<Expression>, Box<Expression>),
    /// `a + b`
    Arithmetic(Operator, Box<Expression>, Box<Expression>),
    /// `if a then b else c`
    If(Box<Expression>, Box<Expression>, Box<Expression>),
    /// `a is none`, `a is not none`
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
    Quantified(Quantifier, Box<Binder>, Option<Box<Expression>>),
    /// `count(xs)`
    Count(Box<Expression>),
    /// `sum(e for x in xs where w)`, `min(…)`, `max(…)`
    Aggregate(Aggregate, Box<Expression>, Box<Binder>),
    /// What could not be read; its problems have been reported.
    Broken,
}

/// `listed(s.owner).since`
#[derive(Clone, Debug)]
pub struct Call {
    /// What is called.
    pub name: Name,
    /// What stands in the brackets.
    pub arguments: Vec<Expression>,
    /// What is read of the result.
    pub read: Vec<Name>,
}

/// `x in xs where w`
#[derive(Clone, Debug)]
pub struct Binder {
    /// The name given to each element.
    pub name: Name,
    /// What is gone through.
    pub list: Box<Expression>,
    /// Which elements count.
    pub filter: Option<Box<Expression>>,
}

/// `==  !=  <  <=  >  >=`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// `+  -  *  /`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// `any`, `all`, `count`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// `any`
    Any,
    /// `all`
    All,
    /// `count`
    Count,
}

/// `sum`, `min`, `max`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// `sum`
    Sum,
    /// `min`
    Least,
    /// `max`
    Greatest,
}

/// The words of a symbol, for messages and for the formatter.
impl Comparison {
    /// As written.
    pub const fn symbol(self) -> &'static str {
        match self {
            Comparison::Equal => "==",
            Comparison::NotEqual => "!=",
            Comparison::Less => "<",
            Comparison::AtMost => "<=",
            Comparison::Greater => ">",
            Comparison::AtLeast => ">=",
        }
    }
}

impl Operator {
    /// As written.
    pub const fn symbol(self) -> &'static str {
        match self {
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
        }
    }
}
