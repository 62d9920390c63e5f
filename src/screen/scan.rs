//! One pass over the text of a case in JSON. It goes on only while it surely understands what the reader of
//! `facts` would understand: anything else, an escape as well as a mistake, ends it, and that reader has its turn.

/// Texts longer than this are left to the other reader, which limits them.
const LONGEST: usize = 16 * 1024;

/// A text and a place in it.
pub(super) struct Scan<'t> {
    pub text: &'t [u8],
    pub at: usize,
}

const EACH: u64 = 0x0101_0101_0101_0101;
const TOP: u64 = 0x8080_8080_8080_8080;

/// A bit at the top of the first byte that is zero; bytes behind it may be wrong.
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(EACH) & !word & TOP
}

impl<'t> Scan<'t> {
    /// The next byte.
    #[inline]
    pub fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// The next byte behind blanks.
    #[inline]
    pub fn next_visible(&mut self) -> Option<u8> {
        let mut byte = self.peek()?;
        while matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
            byte = self.peek()?;
        }
        Some(byte)
    }

    /// Eats a byte behind blanks.
    #[inline]
    pub fn eat(&mut self, byte: u8) -> Option<()> {
        (self.next_visible()? == byte).then(|| self.at += 1)
    }

    /// Eats a word if it is next.
    #[inline]
    pub fn word(&mut self, word: &[u8]) -> Option<()> {
        let end = self.at.checked_add(word.len())?;
        (self.text.get(self.at..end)? == word).then(|| self.at = end)
    }

    /// The bytes between quotation marks, where none of them is an escape.
    #[inline]
    pub fn string(&mut self) -> Option<&'t [u8]> {
        self.eat(b'"')?;
        let start = self.at;
        let mut rest = self.text.get(start..)?;
        while let Some((eight, after)) = rest.split_first_chunk::<8>() {
            let word = u64::from_le_bytes(*eight);
            let quote = zeros(word ^ (EACH * 0x22));
            let escape = zeros(word ^ (EACH * 0x5c));
            let control = word.wrapping_sub(EACH * 0x20) & !word & TOP;
            let hit = quote | escape | control;
            if hit != 0 {
                self.at = self.at.checked_add((hit.trailing_zeros() / 8) as usize)?;
                return self.close(start);
            }
            self.at = self.at.checked_add(8)?;
            rest = after;
        }
        let end = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20))?;
        self.at = self.at.checked_add(end)?;
        self.close(start)
    }

    #[inline]
    fn close(&mut self, start: usize) -> Option<&'t [u8]> {
        if self.peek()? != b'"' {
            return None;
        }
        let text = self.text.get(start..self.at)?;
        self.at = self.at.checked_add(1)?;
        (text.len() <= LONGEST).then_some(text)
    }

    /// A string with something in it that is no blank.
    #[inline]
    pub fn written(&mut self) -> Option<&'t [u8]> {
        let text = self.string()?;
        match (text.first(), text.last()) {
            (Some(0x21..=0x7e), Some(0x21..=0x7e)) => Some(text),
            // What is odd about its ends is told by the other reader.
            (Some(_), Some(_)) => {
                let shown = std::str::from_utf8(text).ok()?;
                let odd = shown.trim().is_empty() || crate::facts::bare_edges(shown).is_some();
                (!odd).then_some(text)
            }
            _ => None,
        }
    }

    /// A number of JSON without exponent: its digits as one number, and how many stand behind the point.
    #[inline]
    pub fn number(&mut self) -> Option<(i64, u8)> {
        let rest = self.text.get(self.at..)?;
        let (digits, negative) = match rest {
            [b'-', digits @ ..] => (digits, true),
            digits => (digits, false),
        };
        if let [b'0', b'0'..=b'9', ..] = digits {
            return None;
        }
        let (size, behind, length) = decimal(digits)?;
        let next = digits.get(length);
        if !matches!(next, Some(b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t')) {
            return None;
        }
        self.at = self.at.checked_add(length)?.checked_add(usize::from(negative))?;
        Some((if negative { -size } else { size }, behind))
    }

    /// Nothing follows but blanks.
    pub fn is_done(&mut self) -> bool {
        self.next_visible().is_none()
    }
}

/// Digits, perhaps with a point and more digits: as one number, how many stand behind the point, and the length
/// of it all. At most 18 digits.
#[inline]
pub(super) fn decimal(text: &[u8]) -> Option<(i64, u8, usize)> {
    let (mut size, mut length, mut digits) = (0_i64, 0_usize, 0_usize);
    let mut point = None;
    for byte in text {
        match byte {
            b'0'..=b'9' if digits < 18 => {
                size = size * 10 + i64::from(byte - b'0');
                digits += 1;
            }
            b'0'..=b'9' => return None,
            b'.' if point.is_none() && digits > 0 => point = Some(digits),
            _ => break,
        }
        length += 1;
    }
    let behind = match point {
        Some(before) if before < digits => digits - before,
        Some(_) => return None,
        None => 0,
    };
    (digits > 0).then_some((size, u8::try_from(behind).ok()?, length))
}

/// All of a text as a decimal, perhaps below zero.
#[inline]
pub(super) fn whole_decimal(text: &[u8]) -> Option<(i64, u8)> {
    let (digits, negative) = match text {
        [b'-', digits @ ..] => (digits, true),
        digits => (digits, false),
    };
    let (size, behind, length) = decimal(digits)?;
    (length == digits.len()).then_some((if negative { -size } else { size }, behind))
}

/// A decimal as a whole number of `scale` digits behind the point.
#[inline]
pub(super) fn to_scale((size, behind): (i64, u8), scale: u8) -> Option<i64> {
    const POWERS: [i64; 13] = [
        1,
        10,
        100,
        1_000,
        10_000,
        100_000,
        1_000_000,
        10_000_000,
        100_000_000,
        1_000_000_000,
        10_000_000_000,
        100_000_000_000,
        1_000_000_000_000,
    ];
    let power = POWERS.get(usize::from(scale.checked_sub(behind)?))?;
    size.checked_mul(*power).filter(|number| -super::fill::MOST < *number && *number < super::fill::MOST)
}

/// The number of a day `2026-03-01` that exists.
#[inline]
pub(super) fn day(text: &[u8]) -> Option<i64> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text else { return None };
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    let year = digit(y1)? * 1000 + digit(y2)? * 100 + digit(y3)? * 10 + digit(y4)?;
    let (month, day) = (digit(m1)? * 10 + digit(m2)?, digit(d1)? * 10 + digit(d2)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (year > 0 && 0 < day && day <= days).then(|| super::slots::number_of_day(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::date::parse_date;

    fn scan(text: &str) -> Scan<'_> {
        Scan { text: text.as_bytes(), at: 0 }
    }

    #[test]
    fn strings_end_where_they_end() {
        for text in ["", "a", "abcdefg", "abcdefgh", "abcdefghi", "Łódź 上海", "x\u{7f}\u{80}y and so on"]
        {
            let quoted = format!("  \"{text}\",");
            assert_eq!(scan(&quoted).string(), Some(text.as_bytes()), "{text}");
            for spoilt in ["\\", "\n", "\u{1f}", "\0"] {
                let quoted = format!("\"{text}{spoilt}{text}\"");
                assert_eq!(scan(&quoted).string(), None, "{quoted:?}");
            }
            assert_eq!(scan(&format!("\"{text}")).string(), None);
        }
    }

    #[test]
    fn numbers_are_those_of_json_without_exponent() {
        let read = |text: &str| scan(&format!("{text},")).number();
        assert_eq!(read("0"), Some((0, 0)));
        assert_eq!(read("-12.50"), Some((-1250, 2)));
        assert_eq!(read("123456789012345678"), Some((123_456_789_012_345_678, 0)));
        for text in
            ["", "-", "01", "-01", "1.", ".5", "1e3", "1.5E2", "1.2.3", "+1", "1234567890123456789", "1x"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(to_scale((125, 1), 4), Some(125_000));
        assert_eq!(to_scale((125, 3), 2), None);
    }

    #[test]
    fn days_are_those_that_exist() {
        for year in ["0001", "0000", "1900", "2000", "2024", "2025", "9999"] {
            for month in 0..=13 {
                for day_of in 0..=32 {
                    let text = format!("{year}-{month:02}-{day_of:02}");
                    let wanted = parse_date(&text).map(super::super::slots::day_number);
                    assert_eq!(day(text.as_bytes()), wanted, "{text}");
                }
            }
        }
        assert_eq!(day(b"2025-1-01"), None);
        assert_eq!(day(b"2025/01/01"), None);
    }
}
