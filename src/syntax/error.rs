//! What the parser reports. A variant holds what was written; its text stands beside it.

use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// An error in the text of a policy.
#[derive(Clone, Debug, Error, Diagnostic)]
#[allow(missing_docs, reason = "the message of each variant says what its fields hold")]
pub enum SyntaxError {
    /// Text that the grammar does not know.
    #[error("expected {expected}, found {found}")]
    #[diagnostic(code("L101"), help("{advice}"))]
    NotUnderstood {
        expected: String,
        found: String,
        advice: String,
        #[label("this was not expected here")]
        span: Span,
    },

    /// `a = b`
    #[error("`{written}` does not compare")]
    #[diagnostic(code("L102"), help("write `==`; a single `=` gives a meaning to a name"))]
    SingleEqual {
        written: String,
        #[label("write `==` here")]
        span: Span,
    },

    /// `a and b or c`
    #[error("`and` and `or` stand side by side without brackets, so this can be read in two ways")]
    #[diagnostic(
        code("L103"),
        help("write the one you mean: `{and_first}`, or `{or_first}`{difference}")
    )]
    MixedAndOr {
        and_first: String,
        or_first: String,
        difference: String,
        #[label("put brackets in here")]
        span: Span,
    },

    /// `1 < a < 2`
    #[error("one comparison follows another")]
    #[diagnostic(
        code("L104"),
        help("join two comparisons with `and`, or write `between … and …`, which includes both ends")
    )]
    ChainedComparison {
        #[label("the second comparison begins here")]
        span: Span,
    },

    /// `until 2026-11-10`
    #[error("`{written}` does not say whether the day itself belongs to it")]
    #[diagnostic(
        code("L105"),
        help("write `through {date}` if that day still belongs to it, or `before {date}` if it does not")
    )]
    Until {
        written: String,
        date: String,
        #[label("`through` or `before`?")]
        span: Span,
    },

    /// `01/03/2026`, `2026-02-30`
    #[error("`{written}` is no date")]
    #[diagnostic(code("L106"), help("{advice}"))]
    DateForm {
        written: String,
        advice: String,
        #[label("a date is written year-month-day: `2026-03-01`")]
        span: Span,
    },

    /// `0,1%`, `5.000,00`
    #[error("`{written}` is no number")]
    #[diagnostic(
        code("L107"),
        help("write a point before the decimals and no separators: `1234.5`; in a list, put a blank after each comma")
    )]
    NumberForm {
        written: String,
        #[label("a number is written `1234.5`")]
        span: Span,
    },

    /// `"text` without its second mark
    #[error("this quotation mark is never closed on its line")]
    #[diagnostic(code("L108"), help("put a `\"` where the text ends, on the same line"))]
    UnclosedText {
        #[label("the text begins here")]
        span: Span,
    },

    /// `deny: if`, `deny then if`
    #[error("`{written}` stands after the verdict")]
    #[diagnostic(code("L109"), help("take it away: `{verdict} if …`"))]
    AfterVerdict {
        written: String,
        verdict: String,
        #[label("not needed")]
        span: Span,
    },

    /// `and/or`
    #[error("`and/or` has two meanings")]
    #[diagnostic(
        code("L110"),
        help("write `or`, which is also true where both are, or write `and` if both must be")
    )]
    AndOr {
        #[label("`and`, or `or`?")]
        span: Span,
    },

    /// `<>`, `=>`, `&&`, `!`
    #[error("`{written}` is not a sign of this language")]
    #[diagnostic(code("L111"), help("write `{meant}`"))]
    OtherOperator {
        written: String,
        meant: &'static str,
        #[label("write `{meant}` here")]
        span: Span,
    },

    /// More than 128 brackets in each other, or operands in a row.
    #[error("this is nested or strung together more than {limit} times")]
    #[diagnostic(code("L112"), help("give a part of it a name with `define`, and write the name here"))]
    TooDeep {
        limit: usize,
        #[label("the limit is passed here")]
        span: Span,
    },

    /// More than 4 MiB.
    #[error("the file is longer than {limit} bytes")]
    #[diagnostic(
        code("L113"),
        help("divide it into several files of one folder; move long lists into CSV files")
    )]
    TooLarge {
        limit: usize,
        #[label("the file begins here")]
        span: Span,
    },

    /// `if a unless b unless c`
    #[error("`unless` stands twice in one condition")]
    #[diagnostic(code("L114"), help("join what comes after `unless` with `or`, or write an `exception`"))]
    SeveralUnless {
        #[label("the second `unless`")]
        span: Span,
    },

    /// `'text'`, `“text”`
    #[error("`{mark}` does not begin a text")]
    #[diagnostic(code("L115"), help("write straight double quotation marks: `\"text\"`"))]
    OtherQuotes {
        mark: char,
        #[label("write `\"` here")]
        span: Span,
    },
}
