//! Reading and writing of numbers.

use std::fmt;

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use super::fraction::{Fraction, power_of_ten};
use super::{Form, MOST_SCALE, Number};

/// The most digits that a written number may have: more is a mistake, not an amount.
const MOST_DIGITS: usize = 60;

/// The farthest that an exponent may move the point.
const MOST_EXPONENT: i32 = 60;

/// How many digits of an endless decimal are shown.
const SHOWN_DIGITS: i64 = 12;

impl Number {
    /// Reads `-?[0-9]+(\.[0-9]+)?` of at most 60 digits; none for anything else.
    pub fn parse(text: &str) -> Option<Number> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, part) = match digits.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (digits, ""),
        };
        let only_digits = whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !only_digits || whole.len() + part.len() > MOST_DIGITS {
            return None;
        }
        let part = part.trim_end_matches('0');
        let size = from_digits(&format!("{whole}{part}"), part.len())?;
        Some(if text.starts_with('-') { size.negate() } else { size })
    }

    /// Reads a number as JSON writes it: like [`Number::parse`], with an exponent of at most 60 either way.
    pub fn parse_json(text: &str) -> Option<Number> {
        let Some((digits, exponent)) = text.split_once(['e', 'E']) else {
            return Number::parse(text);
        };
        let exponent = parse_exponent(exponent)?;
        let power =
            Number::from_fraction(Fraction::new(power_of_ten(exponent.unsigned_abs()), BigInt::from(1)));
        let number = Number::parse(digits)?;
        if exponent < 0 { number.divide(&power) } else { Some(number.multiply(&power)) }
    }

    /// The value without any rounding: a decimal, or `n/d` where no decimal ends.
    pub fn to_exact_text(&self) -> String {
        self.finite_text().unwrap_or_else(|| {
            let fraction = self.fraction();
            format!("{}/{}", fraction.numerator(), fraction.denominator())
        })
    }

    fn finite_text(&self) -> Option<String> {
        match &self.0 {
            Form::Decimal { mantissa, scale } => Some(with_point(
                mantissa.get().is_negative(),
                &mantissa.get().unsigned_abs().to_string(),
                usize::from(*scale),
            )),
            Form::Fraction(fraction) => {
                let scale = fraction.finite_scale()?;
                let mantissa = fraction.numerator() * power_of_ten(scale) / fraction.denominator();
                Some(with_point(
                    mantissa.is_negative(),
                    &mantissa.magnitude().to_string(),
                    usize::try_from(scale).ok()?,
                ))
            }
        }
    }
}

/// The number whose digits are `digits`, the last `scale` of them behind the point.
fn from_digits(digits: &str, scale: usize) -> Option<Number> {
    let short = u8::try_from(scale).ok().filter(|scale| *scale <= MOST_SCALE);
    if let (Ok(mantissa), Some(scale)) = (digits.parse(), short) {
        return Some(Number::decimal(mantissa, scale));
    }
    let power = power_of_ten(u32::try_from(scale).ok()?);
    Some(Number::from_fraction(Fraction::new(digits.parse().ok()?, power)))
}

fn parse_exponent(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|exponent: &i32| exponent.abs() <= MOST_EXPONENT)
}

/// Writes digits with the point before the last `scale` of them.
fn with_point(negative: bool, digits: &str, scale: usize) -> String {
    let sign = if negative { "-" } else { "" };
    if scale == 0 {
        return format!("{sign}{digits}");
    }
    let padded = format!("{digits:0>width$}", width = scale + 1);
    match padded.split_at_checked(padded.len() - scale) {
        Some((whole, part)) => format!("{sign}{whole}.{part}"),
        None => format!("{sign}{padded}"),
    }
}

/// Writes an endless decimal with twelve digits, rounded half up.
fn rounded_text(fraction: &Fraction) -> String {
    let over = fraction.numerator().abs();
    let length = |value: &BigInt| value.magnitude().to_string().len().to_i64().unwrap_or(0);
    let places = SHOWN_DIGITS - (length(&over) - length(fraction.denominator()));
    let mut rounded = round(&over, fraction.denominator(), places);
    let mut places = places;
    if rounded >= power_of_ten(12) {
        places -= 1;
        rounded = round(&over, fraction.denominator(), places);
    }
    let size = shifted(&rounded, -places);
    let sign = if fraction.is_negative() { "-" } else { "" };
    format!("≈{sign}{}", size.to_exact_text())
}

/// `over / under * 10^places`, rounded half up.
fn round(over: &BigInt, under: &BigInt, places: i64) -> BigInt {
    let power = power_of_ten(u32::try_from(places.unsigned_abs()).unwrap_or(u32::MAX));
    let (over, under) =
        if places < 0 { (over.clone(), under * power) } else { (over * power, under.clone()) };
    (over * 2_u8 + &under) / (under * 2_u8)
}

/// `value * 10^places`.
fn shifted(value: &BigInt, places: i64) -> Number {
    let power = power_of_ten(u32::try_from(places.unsigned_abs()).unwrap_or(u32::MAX));
    let one = BigInt::from(1);
    Number::from_fraction(if places < 0 {
        Fraction::new(value.clone(), power)
    } else {
        Fraction::new(value * power, one)
    })
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.finite_text() {
            Some(text) => formatter.pad(&text),
            None => formatter.pad(&rounded_text(&self.fraction())),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_exact_text())
    }
}
