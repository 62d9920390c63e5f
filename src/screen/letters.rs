//! Countries and currencies as the numbers of their letters.

use std::sync::LazyLock;

use crate::value::{Country, Currency};

/// For each number whether there is such a country.
static KNOWN: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let letters = || (b'A'..=b'Z').map(char::from);
    let codes = letters().flat_map(|one| letters().map(move |two| format!("{one}{two}")));
    codes.map(|code| Country::parse(&code).is_some()).collect()
});

/// The number of two capitals.
fn number(code: &[u8]) -> Option<usize> {
    let [one, two] = code else { return None };
    if !one.is_ascii_uppercase() || !two.is_ascii_uppercase() {
        return None;
    }
    Some(usize::from(one - b'A') * 26 + usize::from(two - b'A'))
}

/// The number of a country that exists.
pub(super) fn known_country(code: &[u8]) -> Option<i64> {
    let number = number(code)?;
    if KNOWN.get(number) == Some(&true) { i64::try_from(number).ok() } else { None }
}

/// The number of a country.
pub fn country_number(country: Country) -> Option<i64> {
    i64::try_from(number(country.code().as_bytes())?).ok()
}

/// The number of a currency, never 0.
pub fn currency_number(currency: Currency) -> i64 {
    currency.code().bytes().fold(0, |number, letter| number * 256 + i64::from(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_that_exist_have_a_number_of_their_own() {
        assert_eq!(known_country(b"DE"), country_number(Country::parse("DE").unwrap()));
        assert_ne!(known_country(b"DE"), known_country(b"ED"));
        assert_eq!(known_country(b"ZZ"), None);
        assert_eq!(known_country(b"de"), None);
        assert_eq!(known_country(b"DEU"), None);
        assert!(known_country(b"XK").is_some());
    }
}
