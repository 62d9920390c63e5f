//! Words, numbers, texts and signs of a piece of text that the grammar could not read.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    Text,
    Sign,
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    pub text: &'t str,
    pub kind: Kind,
    /// First byte in the piece.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Whether nothing stands before it on its line.
    pub first: bool,
}

/// The tokens of a text, comments left out.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0usize;
    let mut first = true;
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if letter.is_whitespace() {
            first |= letter == '\n';
            at = at.saturating_add(letter.len_utf8());
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        if letter == '#' {
            at = at.saturating_add(rest.find('\n').unwrap_or(rest.len()));
            continue;
        }
        let (kind, length) = token(letter, rest);
        let end = at.saturating_add(length);
        found.push(Token { text: text.get(at..end).unwrap_or_default(), kind, start: at, end, first });
        at = end;
        first = false;
    }
    found
}

/// Two signs that are one token.
const PAIRS: [&str; 7] = ["->", "::", ":-", "//", "/*", "*/", "--"];

/// The kind and the length of the token that a text begins with.
fn token(letter: char, rest: &str) -> (Kind, usize) {
    let run = |belongs: fn(char) -> bool| rest.find(|c| !belongs(c)).unwrap_or(rest.len());
    if letter == '"' {
        (Kind::Text, text_length(rest))
    } else if letter.is_ascii_digit() {
        (Kind::Number, run(|c| c.is_ascii_digit()))
    } else if letter.is_alphabetic() || letter == '_' {
        (Kind::Word, run(|c| c.is_alphanumeric() || c == '_'))
    } else if is_operator(letter) {
        (Kind::Sign, run(is_operator))
    } else if PAIRS.iter().any(|pair| rest.starts_with(pair)) {
        (Kind::Sign, 2)
    } else {
        (Kind::Sign, letter.len_utf8())
    }
}

fn is_operator(letter: char) -> bool {
    matches!(letter, '=' | '<' | '>' | '!' | '&' | '|')
}

/// Length of a quoted text, to the end of the line where it is not closed.
fn text_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            '"' if !escaped => return at.saturating_add(1),
            '\n' => return at,
            _ => escaped = letter == '\\' && !escaped,
        }
    }
    rest.len()
}
