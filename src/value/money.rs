//! Money: an amount and the currency it is in.

use std::fmt;

use super::Number;

#[cfg(test)]
mod tests;

/// A currency of ISO 4217, such as `USD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Reads a code of three capitals that ISO 4217 knows.
    pub fn parse(text: &str) -> Option<Currency> {
        let known = iso_currency::Currency::from_code(text)?;
        known.code().as_bytes().try_into().ok().map(Currency)
    }

    /// The code, such as `USD`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The name, such as `United States dollar`.
    pub fn name(&self) -> String {
        iso_currency::Currency::from_code(self.code())
            .map(|known| known.name().to_owned())
            .unwrap_or_default()
    }
}

/// An amount of one currency.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// How much, in units of the currency (dollars, not cents).
    pub amount: Number,
    /// What it is counted in.
    pub currency: Currency,
}

impl Money {
    /// Reads an amount, one space and a currency: `1000.00 USD`.
    pub fn parse(text: &str) -> Option<Money> {
        let (amount, currency) = text.split_once(' ')?;
        Some(Money { amount: Number::parse(amount)?, currency: Currency::parse(currency)? })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("{} {}", self.amount, self.currency))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// Whether the digits of an amount have three decimals that may be thousands: `5.000`, `12.500`. Half of the world
/// writes five thousand so, and the other half five: such an amount of money is asked back, never read.
pub fn like_thousands(digits: &str) -> bool {
    let digits = digits.strip_prefix('-').unwrap_or(digits);
    let Some((whole, part)) = digits.split_once('.') else { return false };
    (1..=3).contains(&whole.len()) && !whole.starts_with('0') && part.len() == 3
}
