//! Lines that hang together: each names the digest of the one before it, and ends with its own.

use sha2::{Digest, Sha256};

use super::line::Entry;

/// What stands before a line's own digest.
const BEFORE: &str = ",\"digest\":\"";

/// What stands behind it.
const BEHIND: &str = "\"}";

/// Letters of a digest.
const LETTERS: usize = 64;

/// Lines ready to be appended, and what had to be put before them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chained {
    /// The bytes to append.
    pub text: String,
    /// The digest of the last line.
    pub digest: Option<String>,
}

/// The end of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tail {
    /// The digest of the last whole line.
    pub digest: Option<String>,
    /// Whether the record does not end with a line break, so that one belongs before the next line.
    pub open: bool,
    /// Whether what follows the last whole line is part of a line.
    pub torn: bool,
}

/// The end of a record of which these are the last bytes; they must begin with a line, or hold no whole one.
pub fn tail(bytes: &[u8]) -> Tail {
    let text = String::from_utf8_lossy(bytes);
    let open = !text.is_empty() && !text.ends_with('\n');
    let mut torn = false;
    for line in text.lines().rev().filter(|line| !line.trim().is_empty()) {
        if let Some(digest) = own_digest(line) {
            return Tail { digest: Some(digest.to_owned()), open, torn };
        }
        torn = true;
    }
    Tail { digest: None, open, torn }
}

/// Entries as lines that follow the end of a record.
pub fn chain(entries: &[Entry], tail: &Tail) -> Chained {
    let mut text = if tail.open { "\n".to_owned() } else { String::new() };
    let mut digest = tail.digest.clone();
    for entry in entries {
        let line = signed(&entry.body(digest.as_deref()));
        digest = own_digest(&line).map(str::to_owned);
        text.push_str(&line);
        text.push('\n');
    }
    Chained { text, digest }
}

/// A line with its digest.
fn signed(body: &str) -> String {
    format!("{body}{BEFORE}{}{BEHIND}", digest(body))
}

fn digest(body: &str) -> String {
    Sha256::digest(body.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The digest that a line ends with, where it is the line's.
pub(super) fn own_digest(line: &str) -> Option<&str> {
    let inner = line.strip_suffix(BEHIND)?;
    let (head, own) = inner.split_at_checked(inner.len().checked_sub(LETTERS)?)?;
    let body = head.strip_suffix(BEFORE)?;
    (digest(body) == own).then_some(own)
}

/// With what every line of every version begins.
pub const BEGINNING: &str = "{\"format\":\"licit/record@";

/// Whether a text may be the beginning of a line, be it ever so short.
pub(super) fn begins(text: &str) -> bool {
    text.starts_with(BEGINNING) || BEGINNING.starts_with(text)
}

/// The digest that stands at the end of a line, be it right or wrong.
pub fn claimed(line: &str) -> Option<&str> {
    let inner = line.strip_suffix(BEHIND)?;
    Some(inner.split_at_checked(inner.len().checked_sub(LETTERS)?)?.1)
}

/// Whether a line has the form of a whole one, be its digest right or wrong.
pub(super) fn is_whole(line: &str) -> bool {
    line.starts_with("{\"format\":") && line.ends_with(BEHIND) && line.contains(BEFORE)
}
