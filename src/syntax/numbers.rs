//! Numbers with marks between their digits: which numbers they can be.

use super::error::SyntaxError;
use crate::source::Span;
use crate::value::money::like_thousands;

/// What is said of `0,1 %`, `5.000,00 EUR` or `1'000`; a unit behind the digits is left out of it.
pub(super) fn misread(written: &str, span: Span) -> SyntaxError {
    let digits = written.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let has_unit = digits.len() < written.len();
    let end = span.start.saturating_add(u32::try_from(digits.len()).unwrap_or(0));
    misread_digits(digits, has_unit, Span::new(span.start, end))
}

/// The same where it is known whether a unit follows.
pub(super) fn misread_digits(digits: &str, has_unit: bool, span: Span) -> SyntaxError {
    let readings = readings(digits);
    let written = digits.to_owned();
    let (fault, advice) = match readings.as_slice() {
        [only] => {
            ("is no number", format!("write `{only}`: a point before the decimals, and no other marks"))
        }
        [one, other] => {
            ("can be read as two numbers", format!("write `{one}` if so much is meant, else `{other}`"))
        }
        _ => ("is no number", "write a point before the decimals and no other marks: `1234.5`".to_owned()),
    };
    // With two kinds of marks people differ over which of them stands before the decimals.
    let certain = has_unit && digits.matches([',', '.', '\'']).count() == 1;
    SyntaxError::NumberForm { written, fault, advice, readings, certain, span }
}

/// The numbers that a text of digits and marks can be.
fn readings(digits: &str) -> Vec<String> {
    let marks: Vec<char> = digits.chars().filter(|letter| !letter.is_ascii_digit()).collect();
    let Some((last, _)) = digits.char_indices().rfind(|(_, letter)| !letter.is_ascii_digit()) else {
        return Vec::new();
    };
    let mark = marks.last().copied().unwrap_or('.');
    let plain = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (before, after) = digits.split_at_checked(last).unwrap_or((digits, ""));
    let decimals = plain(after);
    let as_decimals = format!("{}.{decimals}", plain(before));
    let once = marks.iter().filter(|other| **other == mark).count() == 1;
    let grouped = decimals.len() == 3 && !digits.starts_with('0');
    match (once, grouped) {
        // `1.234.567`, `1'000`
        (false, _) => vec![plain(digits)],
        (true, true) if mark == '\'' => vec![plain(digits)],
        // `5.000`, `5,000`
        (true, true) if marks.len() == 1 => vec![plain(digits), shown(&as_decimals)],
        (true, _) => vec![as_decimals],
    }
}

/// A number with three decimals in a form that nobody takes for thousands.
fn shown(number: &str) -> String {
    let short = number.trim_end_matches('0').trim_end_matches('.');
    if like_thousands(short) { format!("{short}0") } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::readings;

    #[test]
    fn marks_between_digits_have_one_reading_or_two() {
        let cases: [(&str, &[&str]); 8] = [
            ("0,1", &["0.1"]),
            ("5.000,00", &["5000.00"]),
            ("5,000.00", &["5000.00"]),
            ("5.000", &["5000", "5"]),
            ("5,125", &["5125", "5.1250"]),
            ("1'000", &["1000"]),
            ("1.234.567", &["1234567"]),
            ("0,125", &["0.125"]),
        ];
        for (written, meant) in cases {
            assert_eq!(readings(written), meant, "{written}");
        }
    }
}
