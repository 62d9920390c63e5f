//! What can be wrong with the facts of a case.

use miette::Diagnostic;
use thiserror::Error;

use super::mismatch::{Mismatch, did_you_mean, list};
use crate::source::Span;

/// A problem of the facts. `field` is the name of a value, such as `item.bom[0].value`; `label` is the question that
/// the vocabulary puts for it, else its type.
#[derive(Clone, Debug, Error, Diagnostic)]
#[expect(missing_docs, reason = "the message shows what each field is")]
pub enum FactError {
    /// Not a document of the format.
    #[error("this cannot be read as {format}")]
    #[diagnostic(code("L501"), help("{help}"))]
    Broken {
        format: &'static str,
        help: &'static str,
        #[label("it cannot be read from here on")]
        span: Span,
    },
    /// A name that comes twice.
    #[error("`{key}` is given twice")]
    #[diagnostic(code("L502"), help("keep one of the two"))]
    DuplicateKey {
        key: String,
        #[label("given again")]
        span: Span,
        #[label("given first")]
        first: Option<Span>,
    },
    /// Lists or records too deep in each other.
    #[error("the facts are nested more than {limit} levels deep")]
    #[diagnostic(code("L503"), help("put no more than {limit} lists or records into each other"))]
    TooDeep {
        limit: usize,
        #[label("one level too many")]
        span: Span,
    },
    /// Too many values.
    #[error("the facts have more than {limit} values")]
    #[diagnostic(code("L504"), help("split the file into several cases"))]
    TooManyValues {
        limit: usize,
        #[label("one value too many")]
        span: Span,
    },
    /// A file that is too large.
    #[error("the facts are larger than {limit} MiB")]
    #[diagnostic(code("L505"), help("split the file into several cases"))]
    TooManyBytes {
        limit: usize,
        #[label("too large")]
        span: Span,
    },
    /// A text that is too long.
    #[error("a text is longer than {limit} KiB")]
    #[diagnostic(code("L506"), help("shorten it, and keep long documents beside the facts"))]
    TooLongText {
        limit: usize,
        #[label("it begins here")]
        span: Span,
    },
    /// What YAML has beyond plain values.
    #[error("here is {what}, and facts are written in full")]
    #[diagnostic(
        code("L507"),
        help("write the value itself, in quotation marks if it begins with `*`, `&` or `!`")
    )]
    YamlFeature {
        what: &'static str,
        #[label("not used in facts")]
        span: Span,
    },
    /// A second case in one file.
    #[error("a second document begins in this file")]
    #[diagnostic(code("L508"), help("keep one case in a file, and take out the line `---`"))]
    SecondDocument {
        #[label("it begins here")]
        span: Span,
    },
    /// A character of no text.
    #[error("an invisible character (NUL) stands in the text")]
    #[diagnostic(code("L509"), help("save the file again as UTF-8 text"))]
    Nul {
        #[label("here")]
        span: Span,
    },
    /// A character that turns the direction of the text.
    #[error("an invisible character turns the direction of the text")]
    #[diagnostic(code("L510"), help("delete the line and type it again"))]
    DirectionMark {
        #[label("what is shown here is not what is written")]
        span: Span,
    },
    /// Not names with values.
    #[error("a case is made of names with their values")]
    #[diagnostic(code("L511"), help("{help}"))]
    NotACase {
        help: &'static str,
        #[label("this is something else")]
        span: Span,
    },
    /// A name that the vocabulary does not have.
    #[error("there is no `{key}` in {owner}")]
    #[diagnostic(code("L512"), help("{}", instead.clone().unwrap_or_else(|| did_you_mean(near, all))))]
    UnknownField {
        key: String,
        /// What to do where that is known better.
        instead: Option<String>,
        owner: String,
        near: Vec<String>,
        all: Vec<String>,
        #[label("not in the vocabulary")]
        span: Span,
    },
    /// Something else where a record belongs.
    #[error("`{field}` is {found}, and a record is wanted")]
    #[diagnostic(code("L513"), help("write names with values below it: {}", list(all)))]
    RecordWanted {
        field: String,
        found: &'static str,
        all: Vec<String>,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// Something else where a list belongs.
    #[error("`{field}` is {found}, and a list is wanted")]
    #[diagnostic(code("L514"), help("put square brackets around it: `[ … ]`"))]
    ListWanted {
        field: String,
        found: &'static str,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// A list or record where one value belongs.
    #[error("`{field}` is {found}, and one {wanted} is wanted")]
    #[diagnostic(code("L515"), help("write one value, without brackets or names around it"))]
    OneValueWanted {
        field: String,
        found: &'static str,
        wanted: String,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// `cannot_determine` without words.
    #[error("`cannot_determine` of `{field}` gives no reason")]
    #[diagnostic(code("L516"), help("write in quotation marks why, who tried and when"))]
    NoReason {
        field: String,
        #[label("a reason is wanted here")]
        span: Span,
    },
    /// Money of which a half is missing.
    #[error("the money in `{field}` has no {missing}")]
    #[diagnostic(code("L517"), help("write it in one text, such as `\"1000.00 USD\"`"))]
    HalfMoney {
        field: String,
        missing: &'static str,
        #[label("{missing} is missing")]
        span: Span,
    },
    /// Less than the vocabulary allows.
    #[error("in `{field}`, `{found}` is less than {bound}")]
    #[diagnostic(code("L518"), help("check the value: the vocabulary allows nothing below {bound}"))]
    BelowLeast {
        field: String,
        found: String,
        bound: String,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// More than the vocabulary allows.
    #[error("in `{field}`, `{found}` is more than {bound}")]
    #[diagnostic(code("L519"), help("check the value: the vocabulary allows nothing above {bound}"))]
    AboveMost {
        field: String,
        found: String,
        bound: String,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// An empty text.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L520"), help("{}", mismatch.help()))]
    Empty {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// Neither `true` nor `false`.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L522"), help("{}", mismatch.help()))]
    Boolean {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// A number where a text belongs.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L523"), help("{}", mismatch.help()))]
    NotQuoted {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// No number.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L524"), help("{}", mismatch.help()))]
    Number {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// A number too long to be exact.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L525"), help("{}", mismatch.help()))]
    TooLong {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// Marks between digits.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L526"), help("{}", mismatch.help()))]
    Separator {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// A share without a percent sign.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L527"), help("{}", mismatch.help()))]
    Percent {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// No money, or an amount without a currency.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L528"), help("{}", mismatch.help()))]
    Money {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// No currency.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L529"), help("{}", mismatch.help()))]
    Currency {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// No quantity, or an amount without a unit.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L530"), help("{}", mismatch.help()))]
    Quantity {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// No unit, or one of another dimension.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L531"), help("{}", mismatch.help()))]
    Unit {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// No day.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L532"), help("{}", mismatch.help()))]
    Date {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// A day with a time.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L533"), help("{}", mismatch.help()))]
    Instant {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// A day that a spreadsheet has turned into a number.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L534"), help("{}", mismatch.help()))]
    DateSerial {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// No span of time.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L535"), help("{}", mismatch.help()))]
    Duration {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// No country.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L536"), help("{}", mismatch.help()))]
    Country {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// No code of its space.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L537"), help("{}", mismatch.help()))]
    Code {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// A code that a spreadsheet has destroyed.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L538"), help("{}", mismatch.help()))]
    CodeDestroyed {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// No value of an enum.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L539"), help("{}", mismatch.help()))]
    Choice {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
    /// A text with a blank at an end, or in marks of a word processor.
    #[error("in `{field}`, {mismatch}")]
    #[diagnostic(code("L540"), help("{}", mismatch.help()))]
    Edges {
        field: String,
        mismatch: Mismatch,
        label: String,
        #[label("{label}")]
        span: Span,
    },
}

impl FactError {
    /// The error of a text that does not fit the type of its field.
    pub(super) fn of(mismatch: Mismatch, field: String, label: String, span: Span) -> FactError {
        match mismatch {
            Mismatch::Empty | Mismatch::Gap { .. } => FactError::Empty { field, mismatch, label, span },
            Mismatch::NoText { wanted, .. } => {
                FactError::OneValueWanted { field, found: "a single value", wanted, label, span }
            }
            Mismatch::Boolean { .. } => FactError::Boolean { field, mismatch, label, span },
            Mismatch::NotQuoted { .. } => FactError::NotQuoted { field, mismatch, label, span },
            Mismatch::Blanks { .. } | Mismatch::Marks { .. } => {
                FactError::Edges { field, mismatch, label, span }
            }
            Mismatch::Number { .. } => FactError::Number { field, mismatch, label, span },
            Mismatch::TooLong { .. } => FactError::TooLong { field, mismatch, label, span },
            Mismatch::Separator { .. } => FactError::Separator { field, mismatch, label, span },
            Mismatch::Percent { .. } => FactError::Percent { field, mismatch, label, span },
            Mismatch::Money { .. } | Mismatch::NoCurrency { .. } => {
                FactError::Money { field, mismatch, label, span }
            }
            Mismatch::Currency { .. } => FactError::Currency { field, mismatch, label, span },
            Mismatch::Quantity { .. } | Mismatch::NoUnit { .. } => {
                FactError::Quantity { field, mismatch, label, span }
            }
            Mismatch::UnknownUnit { .. } | Mismatch::OtherDimension { .. } => {
                FactError::Unit { field, mismatch, label, span }
            }
            Mismatch::Date { .. } => FactError::Date { field, mismatch, label, span },
            Mismatch::Instant { .. } => FactError::Instant { field, mismatch, label, span },
            Mismatch::DateSerial { .. } => FactError::DateSerial { field, mismatch, label, span },
            Mismatch::Duration { .. } => FactError::Duration { field, mismatch, label, span },
            Mismatch::Country { .. } | Mismatch::Norway { .. } => {
                FactError::Country { field, mismatch, label, span }
            }
            Mismatch::Code { .. } => FactError::Code { field, mismatch, label, span },
            Mismatch::CodeDestroyed { .. } => FactError::CodeDestroyed { field, mismatch, label, span },
            Mismatch::Choice { .. } => FactError::Choice { field, mismatch, label, span },
        }
    }
}

impl crate::diagnostics::Fixable for FactError {}
