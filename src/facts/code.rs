//! Reading of codes, and what spreadsheets make of them.

use super::document::Style;
use super::mismatch::Mismatch;
use crate::schema::CodeSpace;
use crate::value::{Code, Shape};

pub(super) fn read(text: &str, style: Style, space: Option<&CodeSpace>) -> Result<Code, Mismatch> {
    let shape = space.and_then(|space| space.shape.as_ref());
    let fitting = Code::parse(text).filter(|code| shape.is_none_or(|shape| shape.fits(code)));
    let as_number = style == Style::Number;
    match fitting {
        Some(code) if !as_number && style != Style::Boolean => Ok(code),
        Some(_) if shape.is_some() => Err(Mismatch::NotQuoted { found: text.to_owned() }),
        _ if !as_number && shape.is_some() && meant(text, shape).is_some() => Err(wrong_shape(text, space)),
        // As text, digits in another form are no work of a spreadsheet, which only takes noughts away.
        _ if !as_number && shape.is_some_and(|shape| longer(text, shape)) => Err(wrong_shape(text, space)),
        _ if as_number || is_number(text) => Err(destroyed(text, space)),
        _ => Err(wrong_shape(text, space)),
    }
}

fn destroyed(text: &str, space: Option<&CodeSpace>) -> Mismatch {
    let shape = space.and_then(|space| space.shape.as_ref());
    Mismatch::CodeDestroyed {
        found: text.to_owned(),
        wanted: wanted(space),
        shape: shape.map(ToString::to_string),
        meant: shape.and_then(|shape| {
            from_power(text, shape).or_else(|| from_zeros(text, shape)).or_else(|| laid_out(text, shape))
        }),
    }
}

fn wrong_shape(text: &str, space: Option<&CodeSpace>) -> Mismatch {
    let shape = space.and_then(|space| space.shape.as_ref());
    Mismatch::Code {
        found: text.to_owned(),
        wanted: wanted(space),
        shape: shape.map(ToString::to_string),
        meant: meant(text, shape),
    }
}

/// The code behind `3e001`, `ECCN 3E001`, `3E 001` and `8471.30`.
fn meant(text: &str, shape: Option<&Shape>) -> Option<String> {
    let together: String = text.split_whitespace().collect();
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let (head, rest) = last.split_at(last.find('.').unwrap_or(last.len()));
    // `3E 001` is one code; the word before `3E001` is not a part of it.
    let parted = text.starts_with(|first: char| first.is_ascii_digit()) && together != text;
    let candidates = [
        if parted { together } else { last.to_owned() },
        format!("{}{rest}", head.to_uppercase()),
        last.to_uppercase(),
        last.replace('.', ""),
    ];
    let found = candidates.into_iter().find(|candidate| candidate != text && fits(candidate, shape));
    found.or_else(|| laid_out(text, shape?))
}

/// The letters and digits of a code in the form of another list, with its marks: `847130` as `8471.30`, and
/// `8471.30.00` as `847130`, which is what a list of shorter codes has.
fn laid_out(text: &str, shape: &Shape) -> Option<String> {
    let mut signs = text.chars().filter(char::is_ascii_alphanumeric);
    let mut code = String::new();
    for mark in shape.as_str().chars() {
        code.push(if mark == '9' || mark == 'A' { signs.next()?.to_ascii_uppercase() } else { mark });
    }
    let rest: String = signs.collect();
    if !rest.is_empty() && shape.as_str().contains('.') {
        code.push('.');
        code.push_str(&rest);
    }
    let plain = text.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '.' | ' ' | '-'));
    (plain && code != text && fits(&code, Some(shape))).then_some(code)
}

/// Whether digits have more places than a code of this shape.
fn longer(text: &str, shape: &Shape) -> bool {
    let count = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let places = shape.as_str().bytes().filter(|mark| *mark == b'9').count();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    digits && !shape.as_str().contains('A') && (count(text) > places || laid_out(text, shape).is_some())
}

fn wanted(space: Option<&CodeSpace>) -> String {
    match space {
        Some(space) => format!("code of `{}`", space.name),
        None => "code".to_owned(),
    }
}

fn fits(text: &str, shape: Option<&Shape>) -> bool {
    Code::parse(text).is_some_and(|code| shape.is_none_or(|shape| shape.fits(&code)))
}

/// Whether a spreadsheet could show a number like this: `30`, `1234.5`, `3.00E+01`.
fn is_number(text: &str) -> bool {
    let digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let text = text.strip_prefix('-').unwrap_or(text);
    if text.matches('.').count() > 1 {
        return false;
    }
    match text.split_once(['E', 'e']) {
        Some((size, power)) => digits(size) && digits(power.trim_start_matches(['+', '-'])),
        None => digits(text),
    }
}

/// The code `3E001`, where a spreadsheet has made 30 of it.
fn from_power(text: &str, shape: &Shape) -> Option<String> {
    let (before, after) = shape.as_str().split_once('A')?;
    if !before.bytes().chain(after.bytes()).all(|mark| mark == b'9') {
        return None;
    }
    let (size, power) = size_and_power(text)?;
    let (size, power) = (format!("{size:0<width$}", width = before.len()), power);
    let power = power.checked_sub(size.len().checked_sub(1)?)?;
    let code = format!("{size}E{power:0>width$}", width = after.len());
    fits(&code, Some(shape)).then_some(code)
}

/// The digits of a number without the zeros at its end, and the power of ten of the first digit.
fn size_and_power(text: &str) -> Option<(String, usize)> {
    let (size, power) = match text.split_once(['E', 'e']) {
        Some((size, power)) => (size, power.trim_start_matches('+').parse().ok()?),
        None => (text, 0_usize),
    };
    let whole = size.split_once('.').map_or(size, |(whole, _)| whole);
    let digits: String = size.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0').to_owned();
    let first = whole.len().checked_sub(1)?;
    (!digits.is_empty()).then_some((digits, power.checked_add(first)?))
}

/// The code `010121`, where a spreadsheet has made 10121 of it; also `8471.30`, of which 8471.3 was left.
fn from_zeros(text: &str, shape: &Shape) -> Option<String> {
    let missing = shape.as_str().len().checked_sub(text.len()).filter(|missing| (1..=4).contains(missing))?;
    let zeros = "0".repeat(missing);
    let candidates = [format!("{zeros}{text}"), format!("{text}{zeros}")];
    let usable = |(place, candidate): &(usize, String)| {
        let may = *place == 0 || text.contains('.');
        may && fits(candidate, Some(shape))
    };
    candidates.into_iter().enumerate().find(usable).map(|(_, code)| code)
}
