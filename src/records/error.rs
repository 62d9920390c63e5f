//! What can be wrong with a file of many cases.

use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// A problem of a file of many cases: of its form or header, which stops everything, or of one row.
#[derive(Clone, Debug, Error, Diagnostic)]
#[expect(missing_docs, reason = "the message shows what each field is")]
pub enum RecordError {
    /// Nothing in the file.
    #[error("there is no case in `{name}`")]
    #[diagnostic(
        code("L570"),
        help("give it a first line with the names of facts, and a line for each case")
    )]
    Empty { name: String },
    /// A column of no fact.
    #[error("there is no fact `{column}`")]
    #[diagnostic(code("L571"), help("{advice}"))]
    UnknownColumn {
        column: String,
        advice: String,
        #[label("no fact of this name")]
        span: Span,
    },
    /// Two columns of one name.
    #[error("two columns are called `{column}`")]
    #[diagnostic(code("L572"), help("give one of them another name, or take it out"))]
    RepeatedColumn {
        column: String,
        #[label("again here")]
        span: Span,
        #[label("first here")]
        first: Span,
    },
    /// A fact as a whole and in parts.
    #[error("`{whole}` has a column, and so has its part `{part}`")]
    #[diagnostic(code("L573"), help("keep the columns of the parts, and take `{whole}` out"))]
    WholeAndPart {
        whole: String,
        part: String,
        #[label("given as a whole and in parts")]
        span: Span,
    },
    /// A column that leads nowhere.
    #[error("the column `{column}` does not lead to a value: {why}")]
    #[diagnostic(code("L574"), help("{advice}"))]
    NoPlace {
        column: String,
        why: String,
        advice: String,
        #[label("read as the way to a fact")]
        span: Span,
    },
    /// No column of any fact, most likely a matter of separators.
    #[error("no column of `{name}` is a fact")]
    #[diagnostic(code("L575"), help("{help}"))]
    NoColumn {
        name: String,
        help: String,
        #[label("read as the names of the columns")]
        span: Span,
    },
    /// More or fewer cells than columns.
    #[error("the row has {}, and the header names {}", counted(*found, "cell"), counted(*wanted, "column"))]
    #[diagnostic(
        code("L576"),
        help("look for a separator inside a value: put such a value in quotation marks")
    )]
    RowLength {
        found: usize,
        wanted: usize,
        #[label("the cells and the names of the columns do not match")]
        span: Span,
    },
    /// A quotation mark that is not closed, or text after one that is.
    #[error("{what}")]
    #[diagnostic(
        code("L577"),
        help("put a value in quotation marks as a whole, and write `\"\"` for a mark inside it")
    )]
    Quote {
        what: &'static str,
        #[label("{place}")]
        span: Span,
        place: &'static str,
    },
    /// A number of a spreadsheet where words belong.
    #[error("in `{field}`, the spreadsheet keeps the number `{found}`, and {wanted} is wanted")]
    #[diagnostic(
        code("L578"),
        help("set the column to text in the spreadsheet, and type the value as it is meant")
    )]
    NumberCell {
        field: String,
        found: String,
        wanted: String,
        #[label("kept as a number")]
        span: Span,
    },
    /// Bytes of another encoding.
    #[error("the row has characters that are not {encoding}")]
    #[diagnostic(
        code("L579"),
        help("save the file as UTF-8, or say how it is written, such as `--encoding windows-1252`")
    )]
    Encoding {
        encoding: &'static str,
        #[label("it cannot be read from here on")]
        span: Span,
    },
    /// An error value of a spreadsheet.
    #[error("in `{field}`, `{found}` is an error of the spreadsheet, not a value")]
    #[diagnostic(code("L580"), help("mend the formula, or empty the cell where the value is not known"))]
    ErrorCell {
        field: String,
        found: String,
        #[label("the spreadsheet could not work this out")]
        span: Span,
    },
    /// A day of a spreadsheet where something else belongs.
    #[error("in `{field}`, the spreadsheet keeps the day `{found}`, and {wanted} is wanted")]
    #[diagnostic(
        code("L581"),
        help(
            "look at the original: spreadsheets turn texts such as `1-2` into days. Set the column to text"
        )
    )]
    DayCell {
        field: String,
        found: String,
        wanted: String,
        #[label("kept as a day")]
        span: Span,
    },
    /// A number with more digits than a spreadsheet keeps.
    #[error("in `{field}`, the number `{found}` has more digits than a spreadsheet keeps exactly")]
    #[diagnostic(
        code("L582"),
        help("round it in the spreadsheet, or set the column to text and type all digits")
    )]
    LongNumber {
        field: String,
        found: String,
        #[label("only the first 15 digits are sure")]
        span: Span,
    },
    /// A row that sums up the others.
    #[error("this row looks like a total, not like a case")]
    #[diagnostic(code("L583"), help("take the row out of the file"))]
    Total {
        #[label("the other rows, added up?")]
        span: Span,
    },
    /// One JSON list instead of a case in each line.
    #[error("`{name}` is one JSON list, and a case in each line is wanted")]
    #[diagnostic(code("L584"), help("write each element in a line of its own: `jq -c '.[]' {name}` does it"))]
    OneList {
        name: String,
        #[label("a list begins here")]
        span: Span,
    },
    /// A case over several lines.
    #[error("a case stretches over several lines, and each line is read as a case")]
    #[diagnostic(code("L585"), help("write each case in one line: `jq -c . {name}` does it"))]
    ManyLines {
        name: String,
        #[label("the case goes on in the next line")]
        span: Span,
    },
    /// Two cases in one line.
    #[error("two cases stand in one line")]
    #[diagnostic(code("L586"), help("begin a new line for each case"))]
    TwoCases {
        #[label("a second case begins here")]
        span: Span,
    },
    /// An amount of money without a column for its currency.
    #[error("`{column}` has no column for its currency")]
    #[diagnostic(code("L587"), help("add a column `{wanted}`, such as `EUR` in each row"))]
    NoCurrency {
        column: String,
        wanted: String,
        #[label("an amount alone")]
        span: Span,
    },
    /// No sheet of that name.
    #[error("there is no sheet `{sheet}` in `{name}`")]
    #[diagnostic(code("L588"), help("{advice}"))]
    NoSheet { name: String, sheet: String, advice: String },
    /// A cell that should be JSON.
    #[error("in `{field}`, the cell is not the JSON of a list or record")]
    #[diagnostic(
        code("L589"),
        help("write it as JSON, such as `[{{\"name\": \"…\"}}]`, with the quotation marks doubled in CSV")
    )]
    Json {
        field: String,
        #[label("read as JSON")]
        span: Span,
    },
    /// A row that is too long.
    #[error("the row is longer than {limit} MiB")]
    #[diagnostic(
        code("L689"),
        help("look for a quotation mark that is never closed, or a line break that is missing")
    )]
    TooLong {
        limit: usize,
        #[label("it begins here")]
        span: Span,
    },
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

impl RecordError {
    /// The same problem of a row that begins elsewhere.
    pub(super) fn moved(mut self, start: u32) -> RecordError {
        match &mut self {
            RecordError::Quote { span, .. }
            | RecordError::Encoding { span, .. }
            | RecordError::TooLong { span, .. } => {
                *span = Span::new(span.start.saturating_add(start), span.end.saturating_add(start));
            }
            RecordError::Empty { .. } | RecordError::NoSheet { .. } => {}
            RecordError::UnknownColumn { .. }
            | RecordError::RepeatedColumn { .. }
            | RecordError::WholeAndPart { .. }
            | RecordError::NoPlace { .. }
            | RecordError::NoColumn { .. }
            | RecordError::RowLength { .. }
            | RecordError::NumberCell { .. }
            | RecordError::ErrorCell { .. }
            | RecordError::DayCell { .. }
            | RecordError::LongNumber { .. }
            | RecordError::Total { .. }
            | RecordError::OneList { .. }
            | RecordError::ManyLines { .. }
            | RecordError::TwoCases { .. }
            | RecordError::NoCurrency { .. }
            | RecordError::Json { .. } => {}
        }
        self
    }
}

impl crate::diagnostics::Fixable for RecordError {}
