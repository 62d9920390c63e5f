//! Fractions of any size, for what no decimal of 128 bits holds.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::MOST_SCALE;

/// A fraction in lowest terms with a denominator above zero.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Fraction {
    numerator: BigInt,
    denominator: BigInt,
}

impl Fraction {
    /// The fraction in lowest terms; `denominator` is not zero.
    pub(super) fn new(numerator: BigInt, denominator: BigInt) -> Fraction {
        let mut common = numerator.gcd(&denominator);
        if denominator.is_negative() {
            common = -common;
        }
        if common.is_one() || common.is_zero() {
            return Fraction { numerator, denominator };
        }
        Fraction { numerator: numerator / &common, denominator: denominator / &common }
    }

    pub(super) fn numerator(&self) -> &BigInt {
        &self.numerator
    }

    pub(super) fn denominator(&self) -> &BigInt {
        &self.denominator
    }

    pub(super) fn add(&self, other: &Fraction) -> Fraction {
        let over = &self.numerator * &other.denominator + &other.numerator * &self.denominator;
        Fraction::new(over, &self.denominator * &other.denominator)
    }

    pub(super) fn multiply(&self, other: &Fraction) -> Fraction {
        Fraction::new(&self.numerator * &other.numerator, &self.denominator * &other.denominator)
    }

    /// The quotient; `other` is not zero.
    pub(super) fn divide(&self, other: &Fraction) -> Fraction {
        Fraction::new(&self.numerator * &other.denominator, &self.denominator * &other.numerator)
    }

    pub(super) fn negate(&self) -> Fraction {
        Fraction { numerator: -&self.numerator, denominator: self.denominator.clone() }
    }

    pub(super) fn compare(&self, other: &Fraction) -> Ordering {
        (&self.numerator * &other.denominator).cmp(&(&other.numerator * &self.denominator))
    }

    pub(super) fn is_negative(&self) -> bool {
        self.numerator.is_negative()
    }

    pub(super) fn is_integer(&self) -> bool {
        self.denominator.is_one()
    }

    pub(super) fn floor(&self) -> Fraction {
        Fraction { numerator: self.numerator.div_floor(&self.denominator), denominator: BigInt::one() }
    }

    /// Mantissa and scale of the same value, if a decimal of 128 bits holds it.
    pub(super) fn short_decimal(&self) -> Option<(i128, u8)> {
        let scale = decimal_scale(self.denominator.to_u128()?)?;
        let mantissa = &self.numerator * power_of_ten(u32::from(scale)) / &self.denominator;
        Some((mantissa.to_i128()?, scale))
    }

    /// How many digits after the point write the value in full; none if no number of them does.
    pub(super) fn finite_scale(&self) -> Option<u32> {
        let (twos, rest) = strip(self.denominator.clone(), 2);
        let (fives, rest) = strip(rest, 5);
        rest.is_one().then(|| twos.max(fives))
    }
}

/// `10^exponent`.
pub(super) fn power_of_ten(exponent: u32) -> BigInt {
    BigInt::from(10).pow(exponent)
}

/// Mantissa and scale of `over / under`, if a decimal of 128 bits holds it; `under` is not zero.
pub(super) fn short_decimal(over: u128, under: u128) -> Option<(i128, u8)> {
    let common = over.gcd(&under);
    let (over, under) = (over.checked_div(common)?, under.checked_div(common)?);
    let scale = decimal_scale(under)?;
    let factor = 10_u128.checked_pow(u32::from(scale))?.checked_div(under)?;
    let mantissa = over.checked_mul(factor)?;
    Some((i128::try_from(mantissa).ok()?, scale))
}

/// The smallest scale whose power of ten is a multiple of `denominator`.
fn decimal_scale(denominator: u128) -> Option<u8> {
    let twos = denominator.trailing_zeros();
    let mut rest = denominator.checked_shr(twos)?;
    let mut fives = 0;
    while rest.is_multiple_of(5) {
        rest /= 5;
        fives += 1;
    }
    let scale = u8::try_from(twos.max(fives)).ok()?;
    (rest == 1 && scale <= MOST_SCALE).then_some(scale)
}

/// How often `factor` divides `value`, and what is left.
fn strip(mut value: BigInt, factor: u8) -> (u32, BigInt) {
    let mut times = 0;
    loop {
        let (quotient, rest) = value.div_rem(&BigInt::from(factor));
        if !rest.is_zero() || quotient.is_zero() {
            return (times, value);
        }
        value = quotient;
        times += 1;
    }
}
