//! Codes of control lists and tariffs, whose parts form a hierarchy, and the shapes that such codes have.

use std::fmt;
use std::sync::Arc;

#[cfg(test)]
mod tests;

/// A code whose parts are set off by points: `1C902.a.1` lies under `1C902.a` and under `1C902`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(Arc<str>);

impl Code {
    /// Reads a code of letters, digits, `-` and `:` in parts set off by `.`; no part is empty. `3a001` is none: control
    /// lists have `3A001`, and codes are compared letter by letter.
    pub fn parse(text: &str) -> Option<Code> {
        is_code(text.as_bytes()).then(|| Code(text.into()))
    }

    /// The code as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is `other` or one of its parts: `1C902.a` is under `1C902`, `1C9021` is not.
    pub fn is_under(&self, other: &Code) -> bool {
        self.0.strip_prefix(&*other.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

/// Whether these bytes are a code: letters, digits, `-` and `:` in parts set off by `.`, none of them empty.
pub fn is_code(text: &[u8]) -> bool {
    let mut at_start = true;
    for byte in text {
        match byte {
            b'.' if at_start => return false,
            b'.' => at_start = true,
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b':' => at_start = false,
            _ => return false,
        }
    }
    !at_start && !in_small_letters(text)
}

/// `3a001`, `3a001.b`: the number of a control list whose letter is not a capital.
fn in_small_letters(text: &[u8]) -> bool {
    let (first, rest) = text.split_at_checked(5).unwrap_or_default();
    let number =
        matches!(first, [b'0'..=b'9', b'a'..=b'z', rest @ ..] if rest.iter().all(u8::is_ascii_digit));
    number && matches!(rest, [] | [b'.', ..])
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What the codes of one list look like: in `9A999`, `9` stands for a digit and `A` for a capital letter.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Shape(Arc<str>);

impl Shape {
    /// Reads a shape; any character other than `9` and `A` stands for itself.
    pub fn parse(text: &str) -> Option<Shape> {
        Code::parse(text).map(|code| Shape(code.0))
    }

    /// The shape as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the code starts with this shape and any further parts begin after it: `1C902.a` fits `9A999`.
    pub fn fits(&self, code: &Code) -> bool {
        self.fits_bytes(code.0.as_bytes())
    }

    /// The same for the bytes of a code.
    pub fn fits_bytes(&self, code: &[u8]) -> bool {
        let marks = self.0.as_bytes();
        let alike = code.len() >= marks.len()
            && marks.iter().zip(code).all(|(mark, character)| stands_for(*mark, *character));
        alike && matches!(code.get(marks.len()), None | Some(b'.'))
    }
}

fn stands_for(mark: u8, character: u8) -> bool {
    match mark {
        b'9' => character.is_ascii_digit(),
        b'A' => character.is_ascii_uppercase(),
        itself => character == itself,
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl fmt::Debug for Shape {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
