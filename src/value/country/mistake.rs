//! What people write where a country code is meant, and the countries they may have meant.

use super::super::Date;
use super::Country;
use super::table::{FORMER, FORMER_NAMES, HABITS, NAMES, SEVERAL};

/// Why a text is no country code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CountryMistake {
    /// Another writing of a country: `de`, `DEU`, `Germany`.
    AnotherWriting {
        /// The country that was meant.
        code: Country,
    },
    /// In use, but not the code: `UK`, `EL`, `UAE`.
    Habit {
        /// The country that was meant.
        code: Country,
    },
    /// A name that several countries share: `Korea`, `Congo`.
    Several {
        /// The countries, by code.
        codes: Vec<Country>,
    },
    /// A country that is no more: `SU`, `YU`.
    Former {
        /// The day on which its code left the standard.
        ended: Date,
        /// The countries that are there now, by code.
        successors: Vec<Country>,
    },
}

/// What is wrong with a text that is no country code; none if it is one, or no guess is possible.
pub fn diagnose(text: &str) -> Option<CountryMistake> {
    if Country::parse(text).is_some() {
        return None;
    }
    let text = text.trim();
    code_in_force(text).or_else(|| former(text)).or_else(|| habit(text)).or_else(|| named(text))
}

/// A code of two or three letters, whatever the capitals.
fn code_in_force(text: &str) -> Option<CountryMistake> {
    let capitals = text.to_uppercase();
    let three = || rust_iso3166::from_alpha3(&capitals).and_then(|known| Country::parse(known.alpha2));
    let code = Country::parse(&capitals).or_else(three)?;
    Some(CountryMistake::AnotherWriting { code })
}

fn former(text: &str) -> Option<CountryMistake> {
    let plain = plain(text);
    let by_name = FORMER_NAMES.iter().find(|(name, _)| *name == plain).map(|(_, code)| *code);
    let code = by_name.map_or_else(|| text.to_uppercase(), str::to_owned);
    let (_, ended, successors) = FORMER.iter().find(|(known, _, _)| *known == code)?;
    Some(CountryMistake::Former { ended: *ended, successors: countries(successors) })
}

fn habit(text: &str) -> Option<CountryMistake> {
    let capitals = text.to_uppercase().replace('.', "");
    let (_, code) = HABITS.iter().find(|(known, _)| *known == capitals)?;
    Country::parse(code).map(|code| CountryMistake::Habit { code })
}

/// An English name: in full, without the part in brackets, or as commonly said.
fn named(text: &str) -> Option<CountryMistake> {
    let plain = plain(text);
    let mut codes = match SEVERAL.iter().find(|(name, _)| *name == plain) {
        Some((_, codes)) => countries(codes),
        None => names().filter(|(name, _)| *name == plain).map(|(_, code)| code).collect(),
    };
    codes.sort();
    codes.dedup();
    match codes.as_slice() {
        [] => None,
        [code] => Some(CountryMistake::AnotherWriting { code: *code }),
        [_, _, ..] => Some(CountryMistake::Several { codes }),
    }
}

/// All names that stand for one country, in plain writing.
fn names() -> impl Iterator<Item = (String, Country)> {
    let standard =
        rust_iso3166::ALL_ALPHA2.iter().filter_map(|code| Country::parse(code)).flat_map(|country| {
            let name = country.name();
            let short = name.split(" (").next().unwrap_or_default();
            [(plain(short), country), (plain(&name), country)]
        });
    let common = NAMES.iter().filter_map(|(name, code)| Some(((*name).to_owned(), Country::parse(code)?)));
    standard.chain(common)
}

fn countries(codes: &[&str]) -> Vec<Country> {
    codes.iter().filter_map(|code| Country::parse(code)).collect()
}

/// Small letters without accents and marks, words set off by one space, no article.
fn plain(name: &str) -> String {
    let letters = name.to_lowercase().replace(['\'', '’', '.'], "");
    let letters: String = letters.chars().map(without_accent).collect();
    let words = letters.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.filter(|word| *word != "the").collect();
    words.join(" ")
}

fn without_accent(letter: char) -> char {
    match letter {
        'å' | 'ã' | 'á' => 'a',
        'ç' => 'c',
        'é' => 'e',
        'í' => 'i',
        'ô' | 'ó' => 'o',
        'ü' => 'u',
        other => other,
    }
}
