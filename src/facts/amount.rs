//! Reading of numbers, shares, money, quantities and spans of time.

use super::document::Style;
use super::mismatch::Mismatch;
use crate::diagnostics::nearest;
use crate::value::money::like_thousands;
use crate::value::{Currency, Dimension, Duration, Money, Number, Quantity, Unit};

/// The most digits that a number of the facts may have: more is a mistake, not an amount.
const MOST_DIGITS: usize = 40;

pub(super) fn number(text: &str, style: Style) -> Result<Number, Mismatch> {
    let found = || text.to_owned();
    if text.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS {
        return Err(Mismatch::TooLong { found: shortened(text) });
    }
    let number = if style == Style::Quoted { Number::parse(text) } else { Number::parse_json(text) };
    if let Some(number) = number {
        return Ok(number);
    }
    if is_exponential(text) && style != Style::Quoted {
        return Err(Mismatch::TooLong { found: shortened(text) });
    }
    match separated(text).as_slice() {
        [] => Err(Mismatch::Number { found: found(), meant: meant_number(text) }),
        readings => Err(Mismatch::Separator { found: found(), readings: readings.to_vec() }),
    }
}

/// A number with an exponent, which is then too large to be exact.
fn is_exponential(text: &str) -> bool {
    let power = |text: &str| text.trim_start_matches(['+', '-']).bytes().all(|byte| byte.is_ascii_digit());
    text.split_once(['e', 'E']).is_some_and(|(digits, rest)| Number::parse(digits).is_some() && power(rest))
}

fn shortened(text: &str) -> String {
    if text.chars().count() > 24 { text.chars().take(20).chain(['…']).collect() } else { text.to_owned() }
}

/// `+5`, `.5`, `5.`, ` 5 `, `5 pieces`.
fn meant_number(text: &str) -> Option<String> {
    let alone = text.trim().trim_end_matches(|letter: char| letter.is_alphabetic() || letter == ' ');
    let plain = alone.trim_start_matches('+').trim_end_matches('.');
    if let Some(number) = Number::spelled(text.trim()) {
        return Some(number.to_string());
    }
    let whole = if plain.starts_with('.') { format!("0{plain}") } else { plain.to_owned() };
    Number::parse(&whole).map(|_| whole)
}

/// What a number with marks between its digits may be: `1.234,50`, `1,5`, `1 000`.
fn separated(text: &str) -> Vec<String> {
    let marks: Vec<char> = text.chars().filter(|letter| !letter.is_ascii_digit() && *letter != '-').collect();
    let strange = |mark: &char| !matches!(mark, ',' | '.' | ' ' | '\'' | '\u{a0}' | '\u{202f}' | '_');
    let other = marks.iter().any(|mark| *mark != '.') || marks.len() > 1;
    if marks.is_empty() || marks.iter().any(strange) || !other {
        return Vec::new();
    }
    let mut readings = vec![grouped(text, None), grouped(text, marks.last().copied())];
    if marks.last() == Some(&' ') || marks.len() > 1 && marks.iter().all(|mark| Some(mark) == marks.first()) {
        readings.truncate(1);
    } else if marks.len() > 1 {
        readings.remove(0);
    }
    // No thousands begin with a nought: `0,25` is one quarter.
    let nought =
        |reading: &String| reading.len() > 1 && reading.starts_with('0') && !reading.starts_with("0.");
    readings.retain(|reading| Number::parse(reading).is_some() && !nought(reading));
    readings
}

/// The digits, with a point where `point` last stands.
fn grouped(text: &str, point: Option<char>) -> String {
    let place = point.and_then(|point| text.rfind(point));
    text.char_indices()
        .filter_map(|(at, letter)| match letter {
            '0'..='9' | '-' => Some(letter),
            _ => (Some(at) == place).then_some('.'),
        })
        .collect()
}

/// `25%` or `25 %`, as a fraction of one.
pub(super) fn percent(text: &str) -> Result<Number, Mismatch> {
    let hundred = Number::from_i64(100);
    if let Some(digits) = text.strip_suffix('%') {
        let number =
            number(digits.strip_suffix(' ').unwrap_or(digits), Style::Quoted).map_err(with_percent)?;
        return Ok(number.divide(&hundred).unwrap_or_default());
    }
    let number = number(text, Style::Plain)?;
    let as_share = number.multiply(&hundred);
    let mut readings = vec![format!("{number}%"), format!("{as_share}%")];
    if number > Number::from_i64(10) {
        readings.truncate(1);
    }
    Err(Mismatch::Percent { found: text.to_owned(), readings })
}

/// The readings of an amount, none of which would be asked back again.
fn unlike_thousands(mismatch: Mismatch) -> Mismatch {
    match mismatch {
        Mismatch::Separator { found, readings } => {
            let plain =
                |reading: String| if like_thousands(&reading) { few_decimals(&reading) } else { reading };
            Mismatch::Separator { found, readings: readings.into_iter().map(plain).collect() }
        }
        other => other,
    }
}

/// `5.000` as `5`, and `1.234` as `1.2340`: with a further nought nobody takes three decimals for thousands.
fn few_decimals(amount: &str) -> String {
    let short = amount.trim_end_matches('0').trim_end_matches('.');
    if like_thousands(short) { format!("{short}0") } else { short.to_owned() }
}

/// The readings of a share with their sign.
fn with_percent(mismatch: Mismatch) -> Mismatch {
    match mismatch {
        Mismatch::Separator { found, readings } => {
            let signed = |reading: String| format!("{reading}%");
            Mismatch::Separator { found: signed(found), readings: readings.into_iter().map(signed).collect() }
        }
        other => other,
    }
}

/// The amount of an amount with a currency beside it, as people have written it: what may be thousands is asked back.
pub(super) fn beside_currency(text: &str, currency: Option<&str>) -> Result<(), Mismatch> {
    let thousandths = currency.is_some_and(|unit| THOUSANDTHS.contains(&unit));
    if like_thousands(text) && !thousandths {
        return Err(Mismatch::Separator { found: text.to_owned(), readings: thousands(text) });
    }
    Ok(())
}

/// Currencies with three decimals.
const THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// `1000.00 USD`.
pub(super) fn money(text: &str) -> Result<Money, Mismatch> {
    let found = || text.to_owned();
    let Some((amount, unit)) = split(text) else {
        return Err(Mismatch::Money { found: found(), meant: meant_money(text) });
    };
    if unit.is_empty() {
        number(amount, Style::Plain)?;
        return Err(Mismatch::NoCurrency { found: found() });
    }
    let Some(currency) = Currency::parse(unit) else {
        return Err(match scaled(amount, unit) {
            Some(meant) => Mismatch::Money { found: found(), meant },
            None => Mismatch::Currency { found: unit.to_owned(), meant: meant_currency(unit) },
        });
    };
    // `1.234 USD` may be a thousand times as much; only a few currencies have thousandths, and write no three noughts.
    let thousandths = THOUSANDTHS.contains(&unit);
    if like_thousands(amount) && (amount.ends_with("000") || !thousandths) {
        return Err(Mismatch::Separator { found: amount.to_owned(), readings: thousands(amount) });
    }
    let amount = number(amount, Style::Quoted).map_err(unlike_thousands)?;
    let money = Money { amount, currency };
    if text.contains(' ') {
        Ok(money)
    } else {
        Err(Mismatch::Money { found: found(), meant: Some(money.to_string()) })
    }
}

/// An amount in short: `5k EUR`, `1.5 million EUR`, `5 TEUR`. Gives what it is in full, where its currency is said.
fn scaled(amount: &str, unit: &str) -> Option<Option<String>> {
    let (word, rest) = unit.split_once(char::is_whitespace).unwrap_or((unit, ""));
    let word = word.trim_end_matches('.');
    let short = || match unit.split_at_checked(1)? {
        ("k" | "K" | "T", code) => Some((1_000, Currency::parse(code)?)),
        ("M", code) => Some((1_000_000, Currency::parse(code)?)),
        _ => None,
    };
    let (times, currency) = match Number::scale(word).or_else(|| (word == "m").then_some(1_000_000)) {
        Some(times) => (times, meant_currency(rest.trim())),
        None => short().map(|(times, currency)| (times, Some(currency)))?,
    };
    let full = Number::parse(amount.trim()).map(|amount| amount.multiply(&Number::from_i64(times)));
    Some(full.zip(currency).map(|(full, currency)| format!("{full} {currency}")))
}

/// What `5.000` may be: five thousand, or five.
fn thousands(amount: &str) -> Vec<String> {
    vec![grouped(amount, None), few_decimals(amount)]
}

/// The digits at the start of a text and what follows them; none if it does not start with digits.
fn split(text: &str) -> Option<(&str, &str)> {
    let in_number =
        |letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '+' | '.' | ',' | '\'' | '_');
    let grouping = |place: usize| {
        let next = text.get(place..).and_then(|rest| rest.trim_start().chars().next());
        next.is_some_and(|letter| letter.is_ascii_digit())
    };
    let end = text.char_indices().find(|(place, letter)| {
        let space = letter.is_whitespace() && grouping(*place);
        !in_number(*letter) && !space
    });
    let (amount, unit) = text.split_at_checked(end.map_or(text.len(), |(place, _)| place))?;
    let digits = amount.chars().any(|letter| letter.is_ascii_digit());
    let strip = |unit: &'_ str| unit.strip_prefix(' ').map_or(unit.len(), str::len);
    let unit = unit.get(unit.len().saturating_sub(strip(unit))..)?;
    digits.then_some((amount, unit))
}

/// `USD 1000`, `$1000`, `€ 1000`.
fn meant_money(text: &str) -> Option<String> {
    let place = text.find(|letter: char| letter.is_ascii_digit())?;
    let (unit, amount) = text.split_at_checked(place)?;
    let currency = meant_currency(unit.trim())?;
    let amount = Number::parse(amount.trim())?;
    Some(format!("{amount} {currency}"))
}

/// The currency that another writing stands for: `usd`, `€`; a sign of several currencies stands for none.
pub(super) fn meant_currency(text: &str) -> Option<Currency> {
    match text {
        "€" | "Euro" | "euro" | "Euros" | "euros" => Currency::parse("EUR"),
        "£" => Currency::parse("GBP"),
        "RMB" => Currency::parse("CNY"),
        "US$" => Currency::parse("USD"),
        other => Currency::parse(&other.trim().to_uppercase()),
    }
}

/// `14 nm`.
pub(super) fn quantity(text: &str, dimension: Dimension) -> Result<Quantity, Mismatch> {
    let found = || text.to_owned();
    let wanted = || dimension.name();
    let units = || units_of(dimension);
    let Some((amount, symbol)) = split(text) else {
        return Err(Mismatch::Quantity { found: found(), wanted: wanted(), meant: None, units: units() });
    };
    if symbol.is_empty() {
        number(amount, Style::Plain)?;
        return Err(Mismatch::NoUnit { found: found(), wanted: wanted(), units: units() });
    }
    let Some(unit) = Unit::parse(symbol) else {
        let near = nearest(symbol, Unit::symbols());
        return Err(Mismatch::UnknownUnit {
            found: symbol.to_owned(),
            wanted: wanted(),
            near,
            units: units(),
        });
    };
    if unit.dimension() != dimension {
        let (measures, units) = (unit.dimension().name(), units());
        return Err(Mismatch::OtherDimension { found: found(), measures, wanted: wanted(), units });
    }
    let amount = number(amount, Style::Quoted)?;
    if text.contains(' ') {
        return Ok(Quantity::new(&amount, unit));
    }
    let meant = Some(format!("{amount} {unit}"));
    Err(Mismatch::Quantity { found: found(), wanted: wanted(), meant, units: units() })
}

/// Some units of a dimension.
fn units_of(dimension: Dimension) -> Vec<String> {
    let symbols = Unit::symbols().filter_map(Unit::parse).filter(|unit| unit.dimension() == dimension);
    let mut units: Vec<String> = symbols.map(|unit| unit.to_string()).take(6).collect();
    if units.is_empty() {
        units.extend(Unit::base_of(dimension).map(|unit| unit.to_string()));
    }
    units
}

/// `10 days`, `1 year and 3 days`.
pub(super) fn duration(text: &str) -> Result<Duration, Mismatch> {
    let parts = text.split(" and ").map(one_duration);
    let sum = |sum: Option<Duration>, part: Option<Duration>| {
        let (sum, part) = (sum?, part?);
        Some(Duration {
            months: sum.months.checked_add(part.months)?,
            days: sum.days.checked_add(part.days)?,
        })
    };
    let wrong = || Mismatch::Duration { found: text.to_owned() };
    parts.fold(Some(Duration::default()), sum).ok_or_else(wrong)
}

fn one_duration(text: &str) -> Option<Duration> {
    let (count, unit) = text.split_once(' ')?;
    let digits = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    let count: i32 = count.parse().ok().filter(|_| digits)?;
    match unit {
        "day" | "days" => Some(Duration::of_days(count)),
        "week" | "weeks" => count.checked_mul(7).map(Duration::of_days),
        "month" | "months" => Some(Duration::of_months(count)),
        "year" | "years" => count.checked_mul(12).map(Duration::of_months),
        _ => None,
    }
}
