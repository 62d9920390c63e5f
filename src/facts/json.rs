//! Reading of JSON, as RFC 8259 has it: no comments, no commas at the end, no words without quotation marks.

use std::ops::Range;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::document::{MAX_DEPTH, MAX_NODES, Node, NodeKind, Style, Text};
use super::error::FactError;
use crate::diagnostics::Problems;

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

pub(super) fn parse(text: Text, problems: &mut Problems) -> Result<Node, Box<FactError>> {
    survey(text)?;
    let parsed =
        parse_to_ast(text.text, &CollectOptions::default(), &STRICT).map_err(|error| broken(text, &error))?;
    match parsed.value {
        Some(value) => node(text, &value, problems),
        None => Err(text.broken("write at least `{}`, which says that nothing is known yet", 0..0)),
    }
}

/// Looks at the text before it is parsed, since the parser goes down into nested values and keeps all of them.
fn survey(text: Text) -> Result<(), Box<FactError>> {
    let (mut depth, mut values, mut quoted, mut escaped) = (0_usize, 1_usize, false, false);
    for (place, letter) in text.text.char_indices() {
        let bytes = place..place.saturating_add(letter.len_utf8());
        match (quoted, letter) {
            (true, _) if escaped => escaped = false,
            (true, '\\') => escaped = true,
            (true, '\r' | '\n') => return Err(text.broken(OPEN, bytes)),
            (true, '\0'..='\u{1f}') => return Err(text.broken(CONTROL, bytes)),
            (_, '"') => quoted = !quoted,
            (true, _) => {}
            (false, '{' | '[') => (depth, values) = (depth.saturating_add(1), values.saturating_add(1)),
            (false, '}' | ']') => depth = depth.saturating_sub(1),
            (false, ',') => values = values.saturating_add(1),
            (false, '\0'..='\u{7f}') => {}
            (false, _) => return Err(text.broken(STRANGE, bytes)),
        }
        if depth > MAX_DEPTH {
            return Err(text.too_deep(bytes));
        }
        if values > MAX_NODES {
            return Err(text.too_many(bytes));
        }
    }
    Ok(())
}

const ZEROS: &str = "put a code that begins with 0 in quotation marks";
const OPEN: &str = "close the text with `\"` before its line ends";
const CONTROL: &str = "write `\\n` for a line break and `\\t` for a tab inside quotation marks";
const STRANGE: &str =
    "put texts in straight quotation marks, and nothing but spaces and line breaks between values";

fn node(text: Text, value: &ast::Value, problems: &mut Problems) -> Result<Node, Box<FactError>> {
    let bytes = value.start()..value.end();
    let span = text.span(bytes.clone());
    match value {
        ast::Value::StringLit(string) => text.scalar(string.value.to_string(), Style::Quoted, span),
        ast::Value::NumberLit(number) => {
            check_number(text, number.value, bytes)?;
            text.scalar(number.value.to_owned(), Style::Number, span)
        }
        ast::Value::BooleanLit(boolean) => text.scalar(boolean.value.to_string(), Style::Boolean, span),
        ast::Value::NullKeyword(_) => Ok(Node { span, kind: NodeKind::Null }),
        ast::Value::Array(array) => {
            let items = array.elements.iter().map(|element| node(text, element, problems));
            Ok(Node { span, kind: NodeKind::List(items.collect::<Result<_, _>>()?) })
        }
        ast::Value::Object(object) => map(text, object, problems),
    }
}

fn map(text: Text, object: &ast::Object, problems: &mut Problems) -> Result<Node, Box<FactError>> {
    let mut entries = Vec::new();
    for property in &object.properties {
        let name = &property.name;
        let key = text.key(name.as_str().to_owned(), text.span(name.start()..name.end()))?;
        entries.push((key, node(text, &property.value, problems)?));
    }
    Ok(text.map(entries, text.span(object.start()..object.end()), problems))
}

/// A number that begins with a zero is no number of JSON, and most likely a code.
fn check_number(text: Text, number: &str, bytes: Range<usize>) -> Result<(), Box<FactError>> {
    let digits = number.strip_prefix('-').unwrap_or(number).as_bytes();
    match digits {
        [b'0', b'0'..=b'9', ..] => Err(text.broken(ZEROS, bytes)),
        [b'0'..=b'9', ..] => Ok(()),
        _ => Err(text.broken("begin a number with a digit, such as `0.5`", bytes)),
    }
}

fn broken(text: Text, error: &ParseError) -> Box<FactError> {
    let range = error.range();
    let number = number_around(text.text, range.start);
    if let [b'0', b'0'..=b'9', ..] = text.slice(number.clone()).as_bytes() {
        return text.broken(ZEROS, number);
    }
    let bytes = range.start..range.end.max(range.start);
    let advice = match error.kind() {
        ParseErrorKind::UnexpectedToken
        | ParseErrorKind::UnexpectedTokenInObject
        | ParseErrorKind::UnexpectedWord
        | ParseErrorKind::NonFiniteNumbersNotAllowed => word_advice(text.slice(bytes.clone())),
        _ => None,
    };
    text.broken(advice.unwrap_or_else(|| self::advice(error.kind())), bytes)
}

/// The digits and points around a place.
fn number_around(text: &str, place: usize) -> Range<usize> {
    let in_number = |letter: char| letter.is_ascii_digit() || letter == '.';
    let (before, after) = text.split_at_checked(place).unwrap_or((text, ""));
    let start = before.trim_end_matches(in_number).len();
    let rest = after.trim_start_matches(in_number).len();
    start..text.len().saturating_sub(rest)
}

/// One thing to do about a mistake in JSON.
fn advice(kind: &ParseErrorKind) -> &'static str {
    match kind {
        ParseErrorKind::CommentsNotAllowed | ParseErrorKind::UnterminatedCommentBlock => {
            "take the comment out: JSON has none, YAML and TOML do"
        }
        ParseErrorKind::ExpectedColonAfterObjectKey => "put `:` between the name and its value",
        ParseErrorKind::ExpectedObjectValue => "write a value after `:`, or `null` where it is not known",
        ParseErrorKind::ExpectedStringObjectProperty => "put the name in quotation marks",
        ParseErrorKind::ExpectedComma => "put `,` between the two",
        ParseErrorKind::MultipleRootJsonValues => "keep one case in a file: nothing may follow its last `}`",
        ParseErrorKind::SingleQuotedStringsNotAllowed => "use `\"` instead of `'`",
        ParseErrorKind::TrailingCommasNotAllowed | ParseErrorKind::UnexpectedComma => "remove this `,`",
        ParseErrorKind::UnexpectedCloseBrace => {
            "remove this `}`, or write the value that is missing before it"
        }
        ParseErrorKind::UnexpectedCloseBracket => {
            "remove this `]`, or write the value that is missing before it"
        }
        ParseErrorKind::UnexpectedColon => "remove this `:`, or write the name that is missing before it",
        ParseErrorKind::UnexpectedWord => "put texts in quotation marks",
        ParseErrorKind::UnterminatedArray => "close the list with `]`",
        ParseErrorKind::UnterminatedObject => "close the record with `}`",
        ParseErrorKind::String(_) => "close the text with `\"`, and write `\\\\` for a backslash in it",
        ParseErrorKind::BareDecimalPointNumbersNotAllowed
        | ParseErrorKind::ExpectedDigit
        | ParseErrorKind::ExpectedDigitFollowingNegativeSign
        | ParseErrorKind::ExpectedPlusMinusOrDigitInNumberLiteral
        | ParseErrorKind::HexadecimalNumbersNotAllowed
        | ParseErrorKind::NonFiniteNumbersNotAllowed
        | ParseErrorKind::UnaryPlusNumbersNotAllowed => {
            "write a number with digits and a point, such as `-12.5`"
        }
        ParseErrorKind::NestingDepthExceeded => "nest less deeply",
        ParseErrorKind::UnexpectedToken | ParseErrorKind::UnexpectedTokenInObject => {
            "write `\"name\": value`, with `,` between two of them"
        }
    }
}

/// What to do about a word or sign that JSON does not have.
fn word_advice(written: &str) -> Option<&'static str> {
    match written.trim() {
        "True" | "TRUE" | "yes" | "Yes" => Some("write `true`"),
        "False" | "FALSE" | "no" | "No" => Some("write `false`"),
        "None" | "NULL" | "Null" | "nil" | "undefined" | "NaN" | "N/A" | "NA" => {
            Some("write `null` where the value is not known, or leave the name out")
        }
        "Infinity" => Some("write a number with digits and a point, such as `-12.5`"),
        ";" => Some("write `,` between two values"),
        "=" => Some("put `:` between the name and its value"),
        _ => None,
    }
}
