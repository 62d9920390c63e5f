//! One text becomes one value of a declared type: the only place where this happens.

use super::amount;
use super::code;
use super::document::Style;
use super::mismatch::Mismatch;
use crate::diagnostics::nearest;
use crate::schema::{EnumId, Schema, Type};
use crate::value::country::diagnose;
use crate::value::date::parse_date;
use crate::value::{Country, CountryMistake, Currency, Date, Number, Quantity, Unit, Value, date};

/// Reads a text as a value of a type: a cell of a table, an element of a list, a scalar of a document.
///
/// # Errors
///
/// Why the text is no value of the type, and what may have been meant.
pub fn read_text(text: &str, r#type: &Type, schema: &Schema) -> Result<Value, Mismatch> {
    read_scalar(text, Style::Plain, r#type, schema)
}

/// Like [`read_text`], where it is known how the text was written.
pub(super) fn read_scalar(
    text: &str,
    style: Style,
    r#type: &Type,
    schema: &Schema,
) -> Result<Value, Mismatch> {
    let read = read_written(text, style, r#type, schema);
    if read.is_err() && says_nothing(text) { Err(Mismatch::Gap { found: text.to_owned() }) } else { read }
}

/// Whether people write this where there is no value.
fn says_nothing(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "n/a",
        "na",
        "#n/a",
        "unknown",
        "not known",
        "not applicable",
        "tbd",
        "tbc",
        "none",
        "-",
        "--",
        "?",
        "n.a.",
        "null",
    ];
    WORDS.contains(&text.trim().to_lowercase().as_str())
}

fn read_written(text: &str, style: Style, r#type: &Type, schema: &Schema) -> Result<Value, Mismatch> {
    let found = || text.to_owned();
    if text.trim().is_empty() {
        return Err(Mismatch::Empty);
    }
    match r#type {
        Type::Boolean => boolean(text, style),
        Type::Text => words(text, style),
        Type::Number => amount::number(text, style).map(Value::Number),
        Type::Percent => amount::percent(text).map(Value::Number),
        Type::Ratio if text.contains('%') => amount::percent(text).map(Value::Number),
        Type::Ratio => amount::number(text, style).map(Value::Number),
        Type::Money => amount::money(text).map(Value::Money),
        Type::Quantity(dimension) => amount::quantity(text, *dimension).map(Value::Quantity),
        Type::Date => day(text).map(Value::Date),
        Type::Duration => amount::duration(text).map(Value::Duration),
        Type::Country => country(text).map(Value::Country),
        Type::Currency => currency(text).map(Value::Currency),
        Type::Code(space) => {
            code::read(text, style, space.and_then(|id| schema.code_space(id))).map(Value::Code)
        }
        Type::Enum(id) => choice(text, style, *id, schema),
        Type::Record(_) | Type::List(_) | Type::Period | Type::Broken => {
            Err(Mismatch::NoText { found: found(), wanted: schema.show(r#type).to_string() })
        }
    }
}

fn boolean(text: &str, style: Style) -> Result<Value, Mismatch> {
    match (text, style) {
        ("true", Style::Boolean | Style::Plain) => Ok(Value::Boolean(true)),
        ("false", Style::Boolean | Style::Plain) => Ok(Value::Boolean(false)),
        (_, _) => Err(Mismatch::Boolean { found: text.to_owned(), meant: meant_boolean(text) }),
    }
}

fn meant_boolean(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "y" | "on" | "1" | "ja" | "wahr" | "oui" | "vrai" | "sí" | "si" => Some(true),
        "false" | "no" | "n" | "off" | "0" | "nein" | "falsch" | "non" | "faux" => Some(false),
        _ => None,
    }
}

fn words(text: &str, style: Style) -> Result<Value, Mismatch> {
    match style {
        Style::Number | Style::Boolean => Err(Mismatch::NotQuoted { found: text.to_owned() }),
        Style::Quoted | Style::Plain => match (bare_edges(text), marked(text)) {
            (Some(meant), _) => Err(Mismatch::Blanks { found: text.to_owned(), meant: meant.to_owned() }),
            (None, Some(meant)) if style == Style::Plain => {
                Err(Mismatch::Marks { found: text.to_owned(), meant: meant.to_owned() })
            }
            (None, _) => Ok(Value::Text(text.into())),
        },
    }
}

/// The text without the blanks and invisible characters at its ends, if it has such: a name with one would be found in
/// no list. The line break that ends a text of several lines is none.
pub fn bare_edges(text: &str) -> Option<&str> {
    let unseen = |letter: char| {
        letter.is_whitespace()
            || matches!(letter, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    let whole = text.strip_suffix('\n').unwrap_or(text);
    let bare = whole.trim_matches(unseen);
    (bare.len() < whole.len() && !bare.is_empty()).then_some(bare)
}

/// The text between quotation marks of a word processor that a program has taken for a part of it.
fn marked(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['“', '”', '„', '«'])?.strip_suffix(['“', '”', '»'])?;
    let plain = !inner.is_empty() && !inner.contains(['“', '”', '„', '«', '»']);
    plain.then_some(inner)
}

fn day(text: &str) -> Result<Date, Mismatch> {
    if let Some(day) = parse_date(text) {
        return Ok(day);
    }
    let found = text.to_owned();
    if let Some(day) = text.trim().get(..10).and_then(parse_date) {
        return Err(Mismatch::Instant { found, day });
    }
    if let Some(day) = serial(text) {
        return Err(Mismatch::DateSerial { found, day });
    }
    Err(Mismatch::Date { found, mistake: date::diagnose_date(text) })
}

/// The day that a spreadsheet counts as this number: day 0 is 30 December 1899.
fn serial(text: &str) -> Option<Date> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let days: i32 = whole.parse().ok().filter(|days| (10_000..100_000).contains(days))?;
    date::add(Date::new(1899, 12, 30).ok()?, &date::Duration::of_days(days))
}

fn country(text: &str) -> Result<Country, Mismatch> {
    let wrong = || match text.to_lowercase().as_str() {
        "false" => Mismatch::Norway { found: text.to_owned() },
        // `“RU”`, `RU,`
        _ => {
            let bare = text.trim_matches(|sign: char| !sign.is_alphanumeric());
            let mistake = match Country::parse(bare) {
                Some(code) => Some(CountryMistake::AnotherWriting { code }),
                None => diagnose(text),
            };
            Mismatch::Country { found: text.to_owned(), mistake }
        }
    };
    Country::parse(text).ok_or_else(wrong)
}

fn currency(text: &str) -> Result<Currency, Mismatch> {
    let wrong = || Mismatch::Currency { found: text.to_owned(), meant: amount::meant_currency(text) };
    Currency::parse(text).ok_or_else(wrong)
}

fn choice(text: &str, style: Style, id: EnumId, schema: &Schema) -> Result<Value, Mismatch> {
    let Some(enumeration) = schema.enumeration(id) else {
        return Err(Mismatch::NoText { found: text.to_owned(), wanted: "an enum".to_owned() });
    };
    match enumeration.position(text) {
        Some(position) if style != Style::Number && style != Style::Boolean => Ok(Value::Choice(position)),
        Some(_) => Err(Mismatch::NotQuoted { found: text.to_owned() }),
        None => {
            let all = || enumeration.values.iter().map(|choice| choice.name.as_str());
            let labelled = enumeration.values.iter().find(|choice| choice.label.as_deref() == Some(text));
            let near = labelled.map_or_else(|| nearest(text, all()), |choice| vec![choice.name.clone()]);
            let all = all().map(str::to_owned).collect();
            Err(Mismatch::Choice { found: text.to_owned(), wanted: enumeration.name.clone(), near, all })
        }
    }
}

/// A bound of a field as people write it, beside the value that breaks it.
pub(super) fn show_bound(bound: &Number, value: &Value, r#type: &Type) -> String {
    match (value, r#type) {
        (Value::Money(money), _) => format!("{bound} {}", money.currency),
        (_, Type::Quantity(dimension)) => match Unit::base_of(*dimension) {
            Some(unit) => Quantity { amount: bound.clone(), unit }.to_string(),
            None => bound.to_string(),
        },
        (_, Type::Percent) => format!("{}%", bound.multiply(&Number::from_i64(100))),
        (_, _) => bound.to_string(),
    }
}
