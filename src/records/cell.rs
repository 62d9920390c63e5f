//! A cell becomes a value of a document; what only a table can do to it is found here.

use crate::diagnostics::Problems;
use crate::facts::{self, Format, Key, Node, NodeKind, Style};
use crate::schema::{Schema, Type};
use crate::source::Span;

use super::{RecordError, Value, comma};

/// Errors of spreadsheets in the languages in which they are met; `#` and what follows.
const ERRORS: [&str; 16] = [
    "#N/A", "#NV", "#N/D", "#REF!", "#BEZUG!", "#VALUE!", "#WERT!", "#VALEUR!", "#DIV/0!", "#NAME?", "#NUM!",
    "#ZAHL!", "#NULL!", "#SPILL!", "#CALC!", "#ERROR!",
];

/// Digits that a spreadsheet keeps of a number.
const EXACT_DIGITS: usize = 15;

/// A cell and all that says how it is read.
pub(super) struct Cell<'a> {
    pub path: &'a str,
    pub r#type: &'a Type,
    pub schema: &'a Schema,
    /// Amounts have decimal commas.
    pub commas: bool,
    /// No amount shows whether a point stands before decimals or between thousands.
    pub open: bool,
    pub span: Span,
}

impl Cell<'_> {
    /// The node of a cell; nothing where it is empty.
    pub fn node(&self, value: &Value, problems: &mut Problems) -> Option<Node> {
        match value {
            Value::Empty => None,
            Value::Text(text) if text.trim().is_empty() => None,
            // Exports of fixed width fill their columns up.
            Value::Text(text) => self.text(text.trim_matches([' ', '\t']), problems),
            Value::Number(text) => self.number(text, problems),
            Value::Boolean(value) => Some(self.scalar(value.to_string(), Style::Boolean)),
            Value::Day(day) if *self.r#type == Type::Date => Some(self.scalar(day.clone(), Style::Plain)),
            Value::Day(day) => {
                let (field, found, span) = (self.path.to_owned(), day.clone(), self.span);
                problems.add(RecordError::DayCell { field, found, wanted: self.wanted(), span });
                None
            }
            Value::Error(error) => {
                let (field, found, span) = (self.path.to_owned(), error.clone(), self.span);
                problems.add(RecordError::ErrorCell { field, found, span });
                None
            }
            Value::Json(text) => self.json(text, problems),
        }
    }

    fn text(&self, text: &str, problems: &mut Problems) -> Option<Node> {
        if ERRORS.iter().any(|error| text.trim().eq_ignore_ascii_case(error)) {
            let (field, found, span) = (self.path.to_owned(), text.trim().to_owned(), self.span);
            problems.add(RecordError::ErrorCell { field, found, span });
            return None;
        }
        if self.is_json(text) {
            return self.json(text, problems);
        }
        if self.commas && comma::concerns(self.r#type) {
            if comma::is_doubtful(text) {
                problems.add(comma::doubt(self.path, text, self.span));
                return None;
            }
            return Some(self.scalar(comma::with_point(text), Style::Plain));
        }
        if self.open && *self.r#type == Type::Number && comma::may_be_thousands(text) {
            problems.add(comma::open_doubt(self.path, text, self.span));
            return None;
        }
        Some(self.scalar(text.to_owned(), Style::Plain))
    }

    /// Whether a text is JSON: where something made of parts may stand, or what is said instead of a value.
    fn is_json(&self, text: &str) -> bool {
        let text = text.trim_start();
        let has_parts = matches!(self.r#type, Type::Record(_) | Type::List(_) | Type::Money);
        (has_parts && text.starts_with(['[', '{']))
            || ["{\"cannot_determine\"", "{\"not_known\""].iter().any(|start| text.starts_with(start))
    }

    fn number(&self, text: &str, problems: &mut Problems) -> Option<Node> {
        let digits = text.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
        let whole_zeros = if text.contains('.') { 0 } else { text.len() - text.trim_end_matches('0').len() };
        let (field, found, span) = (self.path.to_owned(), text.to_owned(), self.span);
        match self.r#type {
            // A number that would do as a code has been typed as one, and may have lost its zeros.
            r#type if is_words(r#type) || self.is_code(text) => {
                problems.add(RecordError::NumberCell { field, found, wanted: self.wanted(), span });
                None
            }
            r#type if r#type.is_amount() && digits.saturating_sub(whole_zeros) > EXACT_DIGITS => {
                problems.add(RecordError::LongNumber { field, found, span });
                None
            }
            _ => Some(self.scalar(found, Style::Number)),
        }
    }

    /// Whether a number looks like a code of the declared kind.
    fn is_code(&self, text: &str) -> bool {
        matches!(self.r#type, Type::Code(_)) && facts::read_text(text, self.r#type, self.schema).is_ok()
    }

    fn json(&self, text: &str, problems: &mut Problems) -> Option<Node> {
        match facts::document(text, 0, Format::Json) {
            Ok(mut node) => {
                place(&mut node, self.span);
                Some(node)
            }
            Err(_) => {
                problems.add(RecordError::Json { field: self.path.to_owned(), span: self.span });
                None
            }
        }
    }

    fn scalar(&self, text: String, style: Style) -> Node {
        Node { span: self.span, kind: NodeKind::Scalar { text, style } }
    }

    fn wanted(&self) -> String {
        self.schema.show(self.r#type).to_string()
    }
}

fn is_words(r#type: &Type) -> bool {
    matches!(r#type, Type::Text | Type::Enum(_))
}

/// Puts all parts of a value at one place, since a cell is shown as a whole.
pub(super) fn place(node: &mut Node, span: Span) {
    node.span = span;
    match &mut node.kind {
        NodeKind::Null | NodeKind::Scalar { .. } => {}
        NodeKind::List(items) => items.iter_mut().for_each(|item| place(item, span)),
        NodeKind::Map(entries) => entries.iter_mut().for_each(|(key, value)| {
            *key = Key { text: std::mem::take(&mut key.text), span };
            place(value, span);
        }),
    }
}
