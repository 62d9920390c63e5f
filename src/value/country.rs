//! Countries by their ISO 3166 code of two capitals, and what went wrong where a country was meant.

mod mistake;
mod table;

#[cfg(test)]
mod tests;

use std::fmt;

pub use self::mistake::{CountryMistake, diagnose};

/// A country of ISO 3166-1, or Kosovo as `XK`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

/// Not of ISO 3166-1, but of general use.
const KOSOVO: &str = "XK";

impl Country {
    /// Reads a code of two capitals that is in force.
    pub fn parse(text: &str) -> Option<Country> {
        if text != KOSOVO {
            rust_iso3166::from_alpha2(text)?;
        }
        text.as_bytes().try_into().ok().map(Country)
    }

    /// The code, such as `DE`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The English short name, such as `Germany`.
    pub fn name(&self) -> String {
        match rust_iso3166::from_alpha2(self.code()) {
            Some(known) => known.name.to_owned(),
            None => "Kosovo".to_owned(),
        }
    }
}

impl fmt::Display for Country {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.code())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}
