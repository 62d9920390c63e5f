//! Exact numbers.
//!
//! In comes what people write (`0.1`, `-3.25`); out comes the same value, however it was computed. A number is
//! kept as a decimal of 128 bits as long as it fits one, else as a fraction of any size, so no operation can
//! overflow or round. Each value has one form only, so equal numbers are equal field by field.

mod fraction;
mod text;
mod words;

#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::sync::Arc;

use num_bigint::BigInt;

use self::fraction::Fraction;

/// The most digits after the point that a decimal of 128 bits can have.
const MOST_SCALE: u8 = 38;

/// An exact rational number.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Form);

/// How a number is kept: as a decimal wherever it fits one.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    /// `mantissa / 10^scale` without trailing zeros.
    Decimal { mantissa: Mantissa, scale: u8 },
    /// Everything else, in lowest terms.
    Fraction(Arc<Fraction>),
}

/// A number of 128 bits as bytes: it may lie anywhere, and so every value of a policy is a third smaller.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Mantissa([u8; 16]);

impl Mantissa {
    const fn of(mantissa: i128) -> Mantissa {
        Mantissa(mantissa.to_ne_bytes())
    }

    const fn get(self) -> i128 {
        i128::from_ne_bytes(self.0)
    }
}

impl Number {
    /// Zero.
    pub const ZERO: Number = Number::whole(0);

    /// One.
    pub const ONE: Number = Number::whole(1);

    /// The whole number `value`.
    pub fn from_i64(value: i64) -> Number {
        Number::whole(i128::from(value))
    }

    /// `mantissa * 10^exponent`, for the tables of this module.
    pub(super) fn from_power(mantissa: i64, exponent: i8) -> Number {
        let power = fraction::power_of_ten(u32::from(exponent.unsigned_abs()));
        let (over, under) = if exponent < 0 { (BigInt::from(1), power) } else { (power, BigInt::from(1)) };
        Number::from_fraction(Fraction::new(over * mantissa, under))
    }

    const fn whole(mantissa: i128) -> Number {
        Number(Form::Decimal { mantissa: Mantissa::of(mantissa), scale: 0 })
    }

    /// `mantissa / 10^scale`, without trailing zeros; `scale` is at most [`MOST_SCALE`].
    fn decimal(mut mantissa: i128, mut scale: u8) -> Number {
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        Number(Form::Decimal { mantissa: Mantissa::of(mantissa), scale })
    }

    /// The fraction in the form that its value has.
    fn from_fraction(fraction: Fraction) -> Number {
        match fraction.short_decimal() {
            Some((mantissa, scale)) => Number::decimal(mantissa, scale),
            None => Number(Form::Fraction(Arc::new(fraction))),
        }
    }

    fn fraction(&self) -> Fraction {
        match &self.0 {
            Form::Decimal { mantissa, scale } => {
                Fraction::new(BigInt::from(mantissa.get()), fraction::power_of_ten(u32::from(*scale)))
            }
            Form::Fraction(fraction) => Fraction::clone(fraction),
        }
    }

    /// The sum.
    pub fn add(&self, other: &Number) -> Number {
        let sum =
            |(left, right, scale): (i128, i128, u8)| Some(Number::decimal(left.checked_add(right)?, scale));
        aligned(self, other)
            .and_then(sum)
            .unwrap_or_else(|| Number::from_fraction(self.fraction().add(&other.fraction())))
    }

    /// `self - other`.
    pub fn subtract(&self, other: &Number) -> Number {
        self.add(&other.negate())
    }

    /// The product.
    pub fn multiply(&self, other: &Number) -> Number {
        short_product(self, other)
            .unwrap_or_else(|| Number::from_fraction(self.fraction().multiply(&other.fraction())))
    }

    /// `self / other`, exact; none if and only if `other` is zero.
    pub fn divide(&self, other: &Number) -> Option<Number> {
        if other.is_zero() {
            return None;
        }
        let quotient = short_quotient(self, other)
            .unwrap_or_else(|| Number::from_fraction(self.fraction().divide(&other.fraction())));
        Some(quotient)
    }

    /// `-self`.
    pub fn negate(&self) -> Number {
        let short = match &self.0 {
            Form::Decimal { mantissa, scale } => {
                mantissa.get().checked_neg().map(|mantissa| Number::decimal(mantissa, *scale))
            }
            Form::Fraction(_) => None,
        };
        short.unwrap_or_else(|| Number::from_fraction(self.fraction().negate()))
    }

    /// The exact order of the two values.
    pub fn compare(&self, other: &Number) -> Ordering {
        match aligned(self, other) {
            Some((left, right, _)) => left.cmp(&right),
            None => self.fraction().compare(&other.fraction()),
        }
    }

    /// Whether this is zero.
    pub fn is_zero(&self) -> bool {
        *self == Number::ZERO
    }

    /// Whether this is below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Form::Decimal { mantissa, .. } => mantissa.get().is_negative(),
            Form::Fraction(fraction) => fraction.is_negative(),
        }
    }

    /// Whether this is a whole number.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Form::Decimal { scale, .. } => *scale == 0,
            Form::Fraction(fraction) => fraction.is_integer(),
        }
    }

    /// The value as a machine integer; none if it is not whole or does not fit.
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Form::Decimal { mantissa, scale: 0 } => i64::try_from(mantissa.get()).ok(),
            Form::Decimal { .. } | Form::Fraction(_) => None,
        }
    }

    /// The value as `mantissa / 10^scale` without trailing zeros; none where no such decimal of 128 bits is it.
    pub fn decimal_parts(&self) -> Option<(i128, u8)> {
        match &self.0 {
            Form::Decimal { mantissa, scale } => Some((mantissa.get(), *scale)),
            Form::Fraction(_) => None,
        }
    }

    /// The greatest whole number that is not above this one: `-0.5` gives `-1`.
    pub fn floor(&self) -> Number {
        match &self.0 {
            Form::Decimal { mantissa, scale } => match shift(*scale) {
                Some(unit) => Number::whole(mantissa.get().div_euclid(unit)),
                None => self.clone(),
            },
            Form::Fraction(fraction) => Number::from_fraction(fraction.floor()),
        }
    }
}

/// `10^scale`, where it fits.
fn shift(scale: u8) -> Option<i128> {
    10_i128.checked_pow(u32::from(scale))
}

/// The mantissas of two decimals at one common scale; none if one is no decimal or grows too large.
fn aligned(left: &Number, right: &Number) -> Option<(i128, i128, u8)> {
    match (&left.0, &right.0) {
        (Form::Decimal { mantissa: a, scale: s }, Form::Decimal { mantissa: b, scale: t }) => {
            let scale = *s.max(t);
            Some((raise(a.get(), scale - s)?, raise(b.get(), scale - t)?, scale))
        }
        (Form::Fraction(_), _) | (_, Form::Fraction(_)) => None,
    }
}

fn raise(mantissa: i128, by: u8) -> Option<i128> {
    if by == 0 { Some(mantissa) } else { mantissa.checked_mul(shift(by)?) }
}

fn short_product(left: &Number, right: &Number) -> Option<Number> {
    match (&left.0, &right.0) {
        (Form::Decimal { mantissa: a, scale: s }, Form::Decimal { mantissa: b, scale: t }) => {
            let scale = s.checked_add(*t).filter(|scale| *scale <= MOST_SCALE)?;
            Some(Number::decimal(a.get().checked_mul(b.get())?, scale))
        }
        (Form::Fraction(_), _) | (_, Form::Fraction(_)) => None,
    }
}

/// The quotient by a divisor that is not zero, where it is a short decimal.
fn short_quotient(left: &Number, right: &Number) -> Option<Number> {
    let (over, under, _) = aligned(left, right)?;
    let negative = over.is_negative() != under.is_negative();
    let (mantissa, scale) = fraction::short_decimal(over.unsigned_abs(), under.unsigned_abs())?;
    let mantissa = if negative { mantissa.checked_neg()? } else { mantissa };
    Some(Number::decimal(mantissa, scale))
}

impl From<i64> for Number {
    fn from(value: i64) -> Number {
        Number::from_i64(value)
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Number {
        Number::whole(i128::from(value))
    }
}

impl Default for Number {
    fn default() -> Number {
        Number::ZERO
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        self.compare(other)
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
