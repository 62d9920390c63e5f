//! Units as people write them, and their exact size.
//!
//! A unit is one entry of the table, or a quotient of two such as `Wh/kg` or `A/cm2`. Amounts are compared in the
//! base unit of their dimension (metre, kilogram, second, ampere, kelvin and what is made of them).

mod table;

#[cfg(test)]
mod tests;

use std::fmt;

use self::table::{Entry, QUOTIENT_CODES, TABLE};
use super::{Dimension, Number};

/// A unit: a place in the table, and one more for the divisor of a quotient.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    over: u8,
    under: Option<u8>,
}

impl Unit {
    /// Reads a unit such as `nm`, `Wh/kg` or `µm`; capitals count (`mW` is not `MW`).
    pub fn parse(text: &str) -> Option<Unit> {
        let Some((over, under)) = text.split_once('/') else {
            return Some(Unit { over: position(text)?, under: None });
        };
        let (over, under) = (position(over.trim_end())?, position(under.trim_start())?);
        let plain = entry(over)?.offset == 0 && entry(under)?.offset == 0;
        plain.then_some(Unit { over, under: Some(under) })
    }

    /// The unit of a code of UN/ECE Recommendation 20, such as `KGM` or `4H`.
    pub fn from_code(code: &str) -> Option<Unit> {
        if let Some((_, text)) = QUOTIENT_CODES.iter().find(|(known, _)| *known == code) {
            return Unit::parse(text);
        }
        let found = TABLE.iter().find(|entry| entry.code == Some(code))?;
        Unit::parse(found.symbol)
    }

    /// The code of UN/ECE Recommendation 20, where the unit has one.
    pub fn code(self) -> Option<&'static str> {
        match self.under {
            None => self.over().code,
            Some(_) => {
                let same = |text| Unit::parse(text) == Some(self);
                QUOTIENT_CODES.iter().find(|(_, text)| same(text)).map(|(code, _)| *code)
            }
        }
    }

    /// What the unit measures.
    pub fn dimension(self) -> Dimension {
        match self.under() {
            Some(under) => self.over().dimension().divide(under.dimension()),
            None => self.over().dimension(),
        }
    }

    /// The amount in the base unit of the dimension.
    pub fn to_base(self, amount: &Number) -> Number {
        amount.add(&self.offset()).multiply(&self.factor())
    }

    /// The amount in this unit, given in the base unit of the dimension.
    pub fn from_base(self, amount: &Number) -> Number {
        let scaled = amount.divide(&self.factor());
        scaled.unwrap_or_default().subtract(&self.offset())
    }

    /// All symbols of the table, spellings of one unit included (`um`, `µm`).
    pub fn symbols() -> impl Iterator<Item = &'static str> {
        TABLE.iter().map(|entry| entry.symbol)
    }

    /// The unit in which a base amount is shown when no better one is known, such as `kg` or `J/kg`.
    pub fn base_of(dimension: Dimension) -> Option<Unit> {
        if let Some(over) = base_position(dimension) {
            return Some(Unit { over, under: None });
        }
        let (over, under) = dimension.quotient()?;
        let under = base_position(under)?;
        base_position(over).map(|over| Unit { over, under: Some(under) })
    }

    fn over(self) -> &'static Entry {
        entry(self.over).unwrap_or(&table::METRE)
    }

    fn under(self) -> Option<&'static Entry> {
        self.under.and_then(entry)
    }

    fn factor(self) -> Number {
        let over = self.over().factor();
        match self.under() {
            Some(under) => over.divide(&under.factor()).unwrap_or_default(),
            None => over,
        }
    }

    /// What is added to an amount before it is scaled, in the unit itself.
    fn offset(self) -> Number {
        let hundredths = Number::from(self.over().offset);
        hundredths.divide(&Number::from(100_u32)).unwrap_or_default()
    }
}

fn entry(position: u8) -> Option<&'static Entry> {
    TABLE.get(usize::from(position))
}

/// The place of a symbol in the table; the Greek letter mu counts as the micro sign.
fn position(symbol: &str) -> Option<u8> {
    let symbol = symbol.replace('\u{3bc}', "\u{b5}");
    let found = TABLE.iter().position(|entry| entry.symbol == symbol)?;
    u8::try_from(found).ok()
}

/// The place of the plain unit whose factor is one.
fn base_position(dimension: Dimension) -> Option<u8> {
    let is_base = |entry: &Entry| entry.is_base() && entry.dimension() == dimension;
    let found = TABLE.iter().position(is_base)?;
    u8::try_from(found).ok()
}

impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.over().symbol)?;
        match self.under() {
            Some(under) => write!(formatter, "/{}", under.symbol),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}
