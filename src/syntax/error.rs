//! What the parser reports. A variant holds what was written; its text stands beside it.

use miette::Diagnostic;
use thiserror::Error;

use crate::diagnostics::{Edit, Fix};
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
    #[error("`{written}` is not the sign for a comparison")]
    #[diagnostic(code("L102"), help("write `==`"))]
    SingleEqual {
        written: String,
        #[label("write `==` here")]
        span: Span,
    },

    /// `a and b or c`
    #[error("`and` and `or` stand side by side without brackets, so this can be read in two ways")]
    #[diagnostic(code("L103"), help("write the one you mean: `{and_first}`, or `{or_first}`{difference}"))]
    MixedAndOr {
        and_first: String,
        or_first: String,
        difference: String,
        #[label("`or` and `and` meet without brackets")]
        span: Span,
        /// The whole condition.
        whole: Span,
    },

    /// `1 < a < 2`
    #[error("one comparison follows another")]
    #[diagnostic(code("L104"), help("{help}"))]
    ChainedComparison {
        help: &'static str,
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

    /// `0,1%`, `5.000,00`, `5.000 EUR`
    #[error("`{written}` {fault}")]
    #[diagnostic(code("L107"), help("{advice}"))]
    NumberForm {
        written: String,
        /// What is wrong with it: `is no number`, `can be read as two numbers`.
        fault: &'static str,
        advice: String,
        /// What can have been meant.
        readings: Vec<String>,
        /// Whether there is no doubt about it.
        certain: bool,
        #[label("a number is written `1234.5`")]
        span: Span,
    },

    /// `"text` without its second mark, `"Users in` on one line and `defence"` on the next
    #[error("{what}")]
    #[diagnostic(code("L108"), help("{advice}"))]
    UnclosedText {
        /// What happens to the text at the end of its line.
        what: &'static str,
        advice: String,
        fix: Option<Fix>,
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
        /// It and the blanks before it.
        cut: Span,
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

    /// `not a == b or c`
    #[error("it can be read in two ways how far `not` reaches")]
    #[diagnostic(code("L182"), help("write `(not {one}) or …`, or `not ({one} or …)`"))]
    NotAndOr {
        one: String,
        #[label("`not`")]
        span: Span,
        #[label("only this, or what follows `or` too?")]
        other: Span,
        /// The edits of the first and of the second reading.
        edits: (Vec<Edit>, Vec<Edit>),
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
    #[error("the file is longer than {limit} MiB")]
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

    /// A clause in a statement that cannot have it.
    #[error("{statement} has no {clause}")]
    #[diagnostic(code("L116"), help("{help}"))]
    ClauseElsewhere {
        /// `a rule`
        statement: String,
        /// The clause's first words.
        clause: String,
        /// Where the clause belongs.
        help: String,
        /// The clause.
        #[label("this clause belongs elsewhere")]
        span: Span,
    },

    /// A clause twice.
    #[error("{statement} has only one `{clause}`")]
    #[diagnostic(code("L117"), help("keep one of the two"))]
    ClauseTwice {
        /// `a rule`
        statement: String,
        /// The clause's first words.
        clause: String,
        /// The second.
        #[label("the second")]
        span: Span,
        /// The first.
        #[label("the first")]
        first: Span,
    },

    /// A second verdict in a statement with a name.
    #[error("{statement} gives one verdict, and this is its second")]
    #[diagnostic(code("L118"), help("begin a new rule here: `rule NAME \"Title\" {verdict} if …`"))]
    SecondVerdict {
        /// `a rule`
        statement: String,
        /// The second verdict.
        verdict: String,
        /// The second.
        #[label("the second verdict")]
        span: Span,
        /// The first verdict.
        #[label("the first verdict")]
        first: Span,
    },

    /// `greater than`, `one of`, `AND`
    #[error("`{written}` is written in another way")]
    #[diagnostic(code("L170"), help("{advice}"))]
    OtherWords {
        written: String,
        advice: String,
        fix: Option<Fix>,
        #[label("no word or sign for this place")]
        span: Span,
    },

    /// `if a then deny`
    #[error("the verdict `{written}` stands behind its condition")]
    #[diagnostic(code("L171"), help("{advice}"))]
    VerdictLast {
        written: String,
        advice: String,
        fix: Option<Fix>,
        #[label("the verdict comes first")]
        span: Span,
    },

    /// `deny if a ==`
    #[error("nothing stands behind `{written}`")]
    #[diagnostic(code("L172"), help("{advice}"))]
    Unfinished {
        written: String,
        advice: String,
        #[label("not finished")]
        span: Span,
    },

    /// `deny if a == b;`
    #[error("`{written}` means nothing here")]
    #[diagnostic(code("L173"), help("{advice}"))]
    NotNeeded {
        written: String,
        advice: String,
        fix: Option<Fix>,
        #[label("not needed")]
        span: Span,
    },

    /// `// Russia`
    #[error("`{written}` is no comment here")]
    #[diagnostic(code("L174"), help("{advice}"))]
    OtherComment {
        written: String,
        advice: String,
        fix: Option<Fix>,
        #[label("a comment begins with `#`")]
        span: Span,
    },

    /// `rule x Users in defence`, `art 4(1)`
    #[error("`{written}` needs quotation marks")]
    #[diagnostic(code("L175"), help("{advice}"))]
    Unquoted {
        written: String,
        advice: String,
        fix: Option<Fix>,
        #[label("without quotation marks")]
        span: Span,
    },

    /// `rule defence-users`
    #[error("`{written}` cannot stand where a name is needed")]
    #[diagnostic(code("L176"), help("{advice}"))]
    NameForm {
        written: String,
        advice: String,
        fix: Option<Fix>,
        #[label("a name is one word of letters, digits and `_`")]
        span: Span,
    },

    /// `deny if (a == b`
    #[error("the bracket `{written}` has no partner")]
    #[diagnostic(code("L177"), help("{advice}"))]
    LooseBracket {
        written: String,
        advice: String,
        fix: Option<Fix>,
        #[label("this bracket")]
        span: Span,
    },

    /// `in RU, BY`, `in (RU, BY)`
    #[error("a list has square brackets, and commas between its members")]
    #[diagnostic(code("L178"), help("{advice}"))]
    ListForm {
        written: String,
        advice: String,
        fix: Option<Fix>,
        #[label("meant as a list")]
        span: Span,
    },

    /// `$5000`, `EUR 5000`, `1 million EUR`
    #[error("`{written}` is not how a value is written")]
    #[diagnostic(code("L179"), help("{advice}"))]
    AmountForm {
        written: String,
        advice: String,
        fix: Option<Fix>,
        #[label("written as `5000 EUR`, `25%`, `2025-01-01`")]
        span: Span,
    },

    /// `(a) deny if …`
    #[error("a rule has no number before it, and `{written}` looks like one")]
    #[diagnostic(code("L180"), help("{advice}"))]
    Numbering {
        written: String,
        advice: String,
        fix: Option<Fix>,
        #[label("the number of a paragraph")]
        span: Span,
    },

    /// `"deny" if …`
    #[error("{written} stands in quotation marks, and words of the language have none")]
    #[diagnostic(code("L181"), help("{advice}"))]
    QuotedWord {
        written: String,
        advice: String,
        fix: Option<Fix>,
        #[label("a word of the language")]
        span: Span,
    },

    /// `deny`, `deny destination == RU`
    #[error("nothing says when `{written}` holds")]
    #[diagnostic(code("L183"), help("{advice}"))]
    NoIf {
        written: String,
        advice: String,
        fix: Option<Fix>,
        #[label("a verdict without `if`")]
        span: Span,
    },

    /// `a == b c == d`, `a == b, c == d`
    #[error("two conditions stand side by side without `and` or `or`")]
    #[diagnostic(code("L184"), help("{advice}"))]
    Unjoined {
        advice: String,
        #[label("the second one")]
        span: Span,
    },

    /// `[RU, BY, …]`, `deny if …`
    #[error("`{written}` stands for something that is not written")]
    #[diagnostic(code("L185"), help("{advice}"))]
    Gap {
        written: String,
        advice: String,
        #[label("a gap")]
        span: Span,
    },

    /// `禁止`, `prüfung`
    #[error("`{written}` has letters that words and names of the language do not have")]
    #[diagnostic(code("L186"), help("{advice}"))]
    OtherLetters {
        written: String,
        advice: String,
        fix: Option<Fix>,
        #[label("not the letters a to z")]
        span: Span,
    },

    /// `fact x "X"`, `list l = [RU]`
    #[error("nothing says of what kind `{written}` is")]
    #[diagnostic(code("L187"), help("{advice}"))]
    Untyped {
        written: String,
        advice: String,
        fix: Option<Fix>,
        #[label("no `:` with a type behind it")]
        span: Span,
    },

    /// Lines that end with nothing but a carriage return.
    #[error("lines end as on old computers, in {places}")]
    #[diagnostic(
        code("L188"),
        help(
            "save the file with the line ends of today: what follows a `#` would else be taken for its comment"
        )
    )]
    OldLineEnds {
        /// `1 place`, `3 places`
        places: String,
        /// What shall stand in each place.
        edits: Vec<Edit>,
        /// The first place.
        #[label("the line ends here")]
        span: Span,
    },

    /// `end_user.sec-` at the end of a line, `tor` on the next
    #[error("words are broken at the end of a line, in {places}")]
    #[diagnostic(code("L189"), help("write `{meant}` on one line; a minus sign has a space before it"))]
    BrokenWords {
        /// `1 place`, `3 places`
        places: String,
        /// The first word as it was meant.
        meant: String,
        /// What shall stand in each place.
        edits: Vec<Edit>,
        /// The first place.
        #[label("the word goes on below")]
        span: Span,
    },

    /// Quotation marks of a word processor.
    #[error("quotation marks of a word processor, in {places}")]
    #[diagnostic(code("L120"), help("write the straight mark `\"` instead"))]
    CurlyQuotes {
        /// `1 place`, `3 places`
        places: String,
        /// What shall stand in each place.
        edits: Vec<Edit>,
        /// The first place.
        #[label("the first of them")]
        span: Span,
    },

    /// Single quotation marks.
    #[error("single quotation marks around text, in {places}")]
    #[diagnostic(code("L121"), help("write {suggestion}"))]
    SingleQuotes {
        /// `1 place`, `3 places`
        places: String,
        /// What shall stand in each place.
        edits: Vec<Edit>,
        /// The first text in the right marks.
        suggestion: String,
        /// The first place.
        #[label("single marks")]
        span: Span,
    },

    /// Dashes that are no minus sign.
    #[error("long dashes{within}, in {places}")]
    #[diagnostic(code("L122"), help("write the short dash `-` instead{example}"))]
    LongDashes {
        /// `1 place`, `3 places`
        places: String,
        /// What shall stand in each place.
        edits: Vec<Edit>,
        /// ` within a date`, or nothing.
        within: &'static str,
        /// The first date as meant, or nothing.
        example: String,
        /// The first place.
        #[label("a long dash")]
        span: Span,
    },

    /// Spaces of a word processor.
    #[error("spaces that do not break a line or have a width of their own, in {places}")]
    #[diagnostic(code("L123"), help("write an ordinary space instead"))]
    OddSpaces {
        /// `1 place`, `3 places`
        places: String,
        /// What shall stand in each place.
        edits: Vec<Edit>,
        /// The first place.
        #[label("no ordinary space")]
        span: Span,
    },

    /// Characters that cannot be seen.
    #[error("characters that cannot be seen, in {places}")]
    #[diagnostic(
        code("L124"),
        help("delete them: the text was probably pasted from a web page or a word processor")
    )]
    Invisible {
        /// `1 place`, `3 places`
        places: String,
        /// What shall stand in each place.
        edits: Vec<Edit>,
        /// The first place.
        #[label("an invisible character")]
        span: Span,
    },

    /// Letters and signs of an East Asian keyboard.
    #[error("full-width characters of an East Asian keyboard, in {places}")]
    #[diagnostic(code("L125"), help("write `{suggestion}` instead of `{written}`"))]
    FullWidth {
        /// `1 place`, `3 places`
        places: String,
        /// What shall stand in each place.
        edits: Vec<Edit>,
        /// The first piece as written.
        written: String,
        /// The first piece as meant.
        suggestion: String,
        /// The first place.
        #[label("full width")]
        span: Span,
    },

    /// Letters of another alphabet that look like Latin ones.
    #[error("`{written}` has letters of another alphabet that look Latin; such letters stand in {places}")]
    #[diagnostic(code("L126"), help("write `{suggestion}` with Latin letters"))]
    LookAlike {
        /// `1 place`, `3 places`
        places: String,
        /// What shall stand in each place.
        edits: Vec<Edit>,
        /// The first word as written.
        written: String,
        /// The first word as meant.
        suggestion: String,
        /// The first place.
        #[label("this letter is not Latin")]
        span: Span,
    },

    /// Characters that change the direction of writing.
    #[error("hidden characters that change the direction of writing, in {places}")]
    #[diagnostic(code("L127"), help("delete them: they can make a text look different from what it says"))]
    Direction {
        /// `1 place`, `3 places`
        places: String,
        /// What shall stand in each place.
        edits: Vec<Edit>,
        /// The first place.
        #[label("a direction character")]
        span: Span,
    },

    /// Control characters.
    #[error("control characters, in {places}")]
    #[diagnostic(code("L128"), help("delete them: a policy is plain text"))]
    Control {
        /// `1 place`, `3 places`
        places: String,
        /// What shall stand in each place.
        edits: Vec<Edit>,
        /// The first place.
        #[label("a control character")]
        span: Span,
    },

    /// A backslash that means nothing.
    #[error("a backslash before a character that needs none, in {places}")]
    #[diagnostic(code("L129"), help("write `/` between folders, or `\\\\` for a backslash"))]
    Backslash {
        /// `1 place`, `3 places`
        places: String,
        /// What shall stand in each place.
        edits: Vec<Edit>,
        /// The first place.
        #[label("this backslash")]
        span: Span,
    },
}

impl SyntaxError {
    /// A text that is never closed on its line, and where it ends if nothing else can be meant.
    pub(super) fn unclosed(span: Span, end: Option<Span>) -> SyntaxError {
        SyntaxError::UnclosedText {
            what: "this quotation mark is never closed on its line",
            advice: "put a `\"` where the text ends, on the same line".to_owned(),
            fix: end.map(|end| Fix::safe("close the text with `\"`", vec![Edit::new(end, "\"")])),
            span,
        }
    }

    /// A text whose first mark is missing: where it belongs, and the first word of the text.
    pub(super) fn unopened(mark: Span, span: Span) -> SyntaxError {
        SyntaxError::UnclosedText {
            what: "a quotation mark is missing before this text",
            advice: "put a `\"` before its first word".to_owned(),
            fix: Some(Fix::safe("open the text with `\"`", vec![Edit::new(mark, "\"")])),
            span,
        }
    }

    /// A text that goes on over the end of its line, with all of its places and what it is on one.
    pub(super) fn over_lines(span: Span, whole: Span, (text, certain): (&str, bool)) -> SyntaxError {
        let fix = if certain { Fix::safe } else { Fix::offered };
        SyntaxError::UnclosedText {
            what: "this text goes on over the end of its line",
            advice: format!("write it on one line: `\"{text}\"`"),
            fix: Some(fix(
                "write the text on one line".to_owned(),
                vec![Edit::new(whole, format!("\"{text}\""))],
            )),
            span,
        }
    }

    /// The fix of a mistake that was found by its words.
    pub(super) fn known_fix(&mut self) -> Option<&mut Fix> {
        match self {
            SyntaxError::OtherWords { fix, .. }
            | SyntaxError::UnclosedText { fix, .. }
            | SyntaxError::VerdictLast { fix, .. }
            | SyntaxError::NotNeeded { fix, .. }
            | SyntaxError::OtherComment { fix, .. }
            | SyntaxError::Unquoted { fix, .. }
            | SyntaxError::NameForm { fix, .. }
            | SyntaxError::LooseBracket { fix, .. }
            | SyntaxError::ListForm { fix, .. }
            | SyntaxError::AmountForm { fix, .. }
            | SyntaxError::Numbering { fix, .. }
            | SyntaxError::QuotedWord { fix, .. }
            | SyntaxError::NoIf { fix, .. }
            | SyntaxError::OtherLetters { fix, .. }
            | SyntaxError::Untyped { fix, .. } => fix.as_mut(),
            _ => None,
        }
    }
}
