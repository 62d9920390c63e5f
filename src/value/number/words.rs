//! Numbers in words: what they are in digits. Nothing is read so; messages say what to write.

use super::Number;

/// Words for numbers.
const NUMBERS: [(&str, i64); 24] = [
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
    ("thousand", 1_000),
];

/// Words for powers of ten behind a number: `5k`, `1 million`.
const SCALES: [(&str, i64); 13] = [
    ("k", 1_000),
    ("thousand", 1_000),
    ("thousands", 1_000),
    ("tsd", 1_000),
    ("mn", 1_000_000),
    ("mio", 1_000_000),
    ("mln", 1_000_000),
    ("million", 1_000_000),
    ("millions", 1_000_000),
    ("bn", 1_000_000_000),
    ("mrd", 1_000_000_000),
    ("billion", 1_000_000_000),
    ("billions", 1_000_000_000),
];

impl Number {
    /// The number that a word says: `fifty`.
    pub fn spelled(word: &str) -> Option<i64> {
        let found = NUMBERS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name));
        found.map(|(_, number)| *number)
    }

    /// How many times a word behind a number multiplies it: `k`, `million`.
    pub fn scale(word: &str) -> Option<i64> {
        let found = SCALES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name));
        found.map(|(_, times)| *times)
    }
}
