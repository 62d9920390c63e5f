//! Text for people: its width, its line breaks, and characters that would not be seen.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The widest page; longer lines are tiring to read.
const WIDEST: usize = 100;

/// The narrowest page on which drawings still make sense.
const NARROWEST: usize = 40;

/// The width to lay out for, in columns.
pub(super) fn page_width(width: usize) -> usize {
    width.clamp(NARROWEST, WIDEST)
}

/// Columns that a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// Columns that a character takes.
pub(super) fn char_width(character: char) -> usize {
    character.width().unwrap_or(0)
}

/// Adds spaces up to a width.
pub(crate) fn padded(text: &str, columns: usize) -> String {
    let spaces = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(spaces))
}

/// A text in which nothing hides: characters that are not seen, or that turn the direction of what follows, are written
/// by their number. Line breaks stay.
pub(crate) fn visible(text: &str) -> String {
    text.chars().fold(String::new(), |mut shown, character| {
        match character {
            '\n' => shown.push('\n'),
            other => push_visible(&mut shown, other),
        }
        shown
    })
}

/// A text on one line in which nothing hides.
pub(super) fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    visible(&lines.join(" "))
}

/// Adds one character, by its number where it would not be seen.
pub(super) fn push_visible(shown: &mut String, character: char) {
    match character {
        '\t' => shown.push_str("  "),
        hidden if hides(hidden) => shown.push_str(&format!("·U+{:04X}·", u32::from(hidden))),
        seen => shown.push(seen),
    }
}

/// Whether a character is not seen, or turns the direction of text. Accents that combine with a letter are seen.
fn hides(character: char) -> bool {
    matches!(character,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}'
        | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Breaks a text at its spaces into lines of at most so many columns. A longer word keeps a line of its own: dates, codes
/// and commands are never broken. Line breaks of the text stay, and so does the indentation after them.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| wrap_line(line, columns)).collect()
}

/// Lines as they are, but for those wider than the page: these go on below, farther in than they began.
pub(crate) fn folded(text: &str, columns: usize) -> String {
    let line = |line: &str| {
        let content = line.trim_end_matches('\n');
        if width(content) <= columns {
            return line.to_owned();
        }
        let inner = content.trim_start_matches(' ');
        let indent = " ".repeat(content.len().saturating_sub(inner.len()));
        let room = columns.saturating_sub(indent.len()).saturating_sub(4);
        let lines = wrap(inner, room);
        let below = lines.iter().enumerate().map(|(at, line)| {
            let farther = if at == 0 { "" } else { "    " };
            format!("{indent}{farther}{line}\n")
        });
        below.collect()
    };
    text.split_inclusive('\n').map(line).collect()
}

fn wrap_line(line: &str, columns: usize) -> Vec<String> {
    if width(line) <= columns {
        return vec![line.trim_end().to_owned()];
    }
    let indent: String = line.chars().take_while(|c| *c == ' ').collect();
    let mut lines = Vec::new();
    let mut current = String::new();
    for word in words(line) {
        let wide = width(&indent) + width(&current) + 1 + width(&word);
        if !current.is_empty() && wide > columns {
            lines.push(format!("{indent}{current}"));
            current.clear();
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(&word);
    }
    lines.push(format!("{indent}{current}"));
    lines
}

/// The words of a line; a percent sign stays with its number.
fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        match words.last_mut() {
            Some(number) if word.starts_with('%') => {
                number.push(' ');
                number.push_str(word);
            }
            Some(_) | None => words.push(word.to_owned()),
        }
    }
    words
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(words: &[String]) -> String {
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
    }
}

/// `1 error`, `2 errors`.
pub(super) fn counted(count: usize, word: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {word}{ending}")
}

/// The first characters of a text, as many as fit, with `…` where something was left out.
pub(super) fn shortened(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut used = 1;
    let mut shown: String = text
        .chars()
        .take_while(|character| {
            used += char_width(*character);
            used <= columns
        })
        .collect();
    shown.push('…');
    shown
}
