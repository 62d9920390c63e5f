//! The lines of three marks that a chat or a web page puts around a text.

use super::span_at;
use crate::diagnostics::{Edit, Fix, Problems, Safety};
use crate::syntax::error::SyntaxError;

/// The text without its fences, if it has any: told once, however many there are.
pub(super) fn without(text: &str, start: u32, problems: &mut Problems) -> Option<String> {
    let mut mended = String::new();
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut at = 0usize;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let indent = line.len().saturating_sub(line.trim_start().len());
        if is_fence(bare) {
            let from = at.saturating_add(indent);
            found.push((from, from.saturating_add(bare.len())));
            mended.push_str(line.get(..indent).unwrap_or_default());
            mended.push_str(&" ".repeat(bare.len()));
            mended.push_str(line.get(indent.saturating_add(bare.len())..).unwrap_or_default());
        } else {
            mended.push_str(line);
        }
        at = at.saturating_add(line.len());
    }
    let (from, to) = *found.first()?;
    let edits = found.iter().map(|(from, to)| Edit::new(span_at(start, *from, *to), "")).collect();
    let advice = match found.as_slice() {
        [_] => "take it away",
        _ => "take it away, and the other marks of this kind",
    };
    problems.add(SyntaxError::NotNeeded {
        written: text.get(from..to).unwrap_or_default().to_owned(),
        advice: advice.to_owned(),
        fix: Some(Fix { title: advice.to_owned(), safety: Safety::Safe, edits }),
        span: span_at(start, from, to),
    });
    Some(mended)
}

/// Three marks, and at most the name of a language behind them.
fn is_fence(line: &str) -> bool {
    let name = line.strip_prefix("```").or_else(|| line.strip_prefix("~~~"));
    let plain =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '+' | '`' | '~');
    name.is_some_and(|name| name.trim().chars().all(plain))
}
