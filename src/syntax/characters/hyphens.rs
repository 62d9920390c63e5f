//! Words that a printed page breaks at the end of a line, as they come out of a PDF.

use crate::diagnostics::{Edit, Problems};
use crate::syntax::characters::span_at;
use crate::syntax::error::SyntaxError;

/// A word in two parts: where its hyphen stands, where its second part begins and ends.
struct Broken {
    hyphen: usize,
    rest: usize,
    end: usize,
}

/// The text with such words in one piece, in the same number of bytes, if it has any.
pub(super) fn joined(text: &str, start: u32, problems: &mut Problems) -> Option<String> {
    let found = broken(text);
    let first = found.first()?;
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let head = part(0, first.hyphen).rsplit(|letter: char| !is_part(letter)).next().unwrap_or_default();
    problems.add(SyntaxError::BrokenWords {
        places: super::places::counted(found.len()),
        meant: format!("{head}{}", part(first.rest, first.end)),
        edits: found.iter().map(|word| Edit::new(span_at(start, word.hyphen, word.rest), "")).collect(),
        span: span_at(start, first.hyphen, first.hyphen.saturating_add(1)),
    });
    let (mut whole, mut from) = (String::with_capacity(text.len()), 0);
    for word in &found {
        whole.push_str(part(from, word.hyphen));
        whole.push_str(part(word.rest, word.end));
        // The line break comes behind the word, so that lines keep their number.
        let blanks = word.rest.saturating_sub(word.hyphen);
        whole.push('\n');
        whole.extend(std::iter::repeat_n(' ', blanks.saturating_sub(1)));
        from = word.end;
    }
    whole.push_str(part(from, text.len()));
    Some(whole)
}

fn is_part(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.')
}

/// The words that are broken outside comments and texts.
fn broken(text: &str) -> Vec<Broken> {
    let mut found = Vec::new();
    let mut at = 0_usize;
    for line in text.split_inclusive('\n') {
        let end = at.saturating_add(line.len());
        let head = line.trim_end().strip_suffix('-');
        let word = head.is_some_and(|head| head.ends_with(|letter: char| letter.is_ascii_lowercase()));
        let plain = word && !line.contains(['#', '"', '“', '‘', '\'']);
        let rest = text.get(end..).unwrap_or_default();
        let next = rest.trim_start_matches([' ', '\t']);
        let length = next.find(|letter: char| !is_part(letter)).unwrap_or(next.len());
        if let Some(head) =
            head.filter(|_| plain && next.starts_with(|letter: char| letter.is_ascii_lowercase()))
        {
            let begin = end.saturating_add(rest.len().saturating_sub(next.len()));
            found.push(Broken {
                hyphen: at.saturating_add(head.len()),
                rest: begin,
                end: begin.saturating_add(length),
            });
        }
        at = end;
    }
    found
}
