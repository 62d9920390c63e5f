//! What comes along when a text is pasted: numbers of lines, bullets, fences, marks of notes; and what was left to the
//! reader.

use super::known::{Stop, VERDICTS, is_statement};
use super::tokens::{Kind, Token};
use super::{Found, Said};

/// Something that came along.
pub(super) fn mistake(stop: &Stop) -> Option<Found> {
    line_numbers(stop)
        .or_else(|| bullets(stop))
        .or_else(|| fence(stop))
        .or_else(|| backticks(stop))
        .or_else(|| bold(stop))
        .or_else(|| flag(stop))
        .or_else(|| remark(stop))
        .or_else(|| gap(stop))
        .or_else(|| note_mark(stop))
        .or_else(|| other_letters(stop))
}

fn firsts<'s>(stop: &'s Stop) -> impl Iterator<Item = usize> + 's {
    (0..stop.tokens.len()).filter(|index| stop.get(*index).is_some_and(|token| token.first))
}

/// `1 rule a "A"`, `2     deny if …`: each line one more than the one before.
fn line_numbers(stop: &Stop) -> Option<Found> {
    let lines: Vec<usize> = firsts(stop).collect();
    let numbers: Option<Vec<usize>> = lines.iter().map(|line| stop.word(*line).parse().ok()).collect();
    let next = |pair: &[usize]| matches!(pair, [one, other] if one.checked_add(1) == Some(*other));
    let rising = numbers?.windows(2).all(next);
    let first = stop.get(*lines.first()?).filter(|_| rising && lines.len() > 1)?;
    let cut = |line: &usize| {
        let mut end = *line;
        if matches!(stop.word(end.saturating_add(1)), ":" | "|") {
            end = end.saturating_add(1);
        }
        let last = stop.get(end)?;
        let next = stop.get(end.saturating_add(1)).filter(|next| !next.first);
        Some((stop.get(*line)?.start, next.map_or(last.end, |next| next.start), String::new()))
    };
    let edits = lines.iter().filter_map(cut).collect();
    let found = Found::replace(Said::Numbering, first.start, first.end, "");
    Some(
        Found { edits, ..found }
            .because("take away the numbers of the lines, which were copied with the text"),
    )
}

/// `- deny if …`, `• rule a "A"`: all of them at once.
fn bullets(stop: &Stop) -> Option<Found> {
    let bullet = |index: &usize| {
        let mark = stop.get(*index).filter(|mark| {
            matches!(mark.text, "-" | "+" | "•" | "*" | "·" | "▪" | "●" | "‣" | "◦" | "–" | "—")
        })?;
        let next = stop.get(index.saturating_add(1)).filter(|next| !next.first && next.start > mark.end)?;
        let joins = matches!(next.text, "and" | "or" | "unless");
        let begins = is_statement(next.text) || VERDICTS.contains(&next.text) || joins;
        begins.then(|| (mark.start, next.start, String::new()))
    };
    let edits: Vec<(usize, usize, String)> = firsts(stop).filter_map(|index| bullet(&index)).collect();
    let marks = [stop.after(0), stop.before(1)].into_iter().flatten();
    let mark = marks.into_iter().find(|mark| edits.iter().any(|(from, _, _)| *from == mark.start))?;
    Some(Found { edits, ..Found::replace(Said::NotNeeded, mark.start, mark.end, "") })
}

/// The lines of three marks that a chat or a web page puts around a text.
fn fence(stop: &Stop) -> Option<Found> {
    let mark = |index: usize| stop.word(index) == "`" || stop.word(index) == "~";
    let start = stop.at;
    let first = stop.get(start).filter(|token| token.first)?;
    if !(start..start.saturating_add(3)).all(mark) {
        return None;
    }
    let end = (start..stop.tokens.len()).find(|index| stop.ends_line(*index))?;
    let short = end <= start.saturating_add(3);
    short.then(|| {
        Found::replace(Said::NotNeeded, first.start, stop.get(end).map_or(first.end, |last| last.end), "")
    })
}

/// A title between two backticks.
fn backticks(stop: &Stop) -> Option<Found> {
    let open = stop.after(0).filter(|token| token.text == "`")?;
    let close = (stop.at.saturating_add(1)..stop.tokens.len())
        .take_while(|index| stop.get(*index).is_some_and(|token| !token.first))
        .find(|index| stop.word(*index) == "`")?;
    let end = stop.get(close)?;
    let inner = stop.text.get(open.end..end.start).filter(|inner| !inner.trim().is_empty())?;
    Some(Found::replace(Said::Unquoted, open.start, end.end, &format!("\"{inner}\"")))
}

/// `**rule a "A"**`
fn bold(stop: &Stop) -> Option<Found> {
    let edits = stars(stop);
    let near =
        |index: usize| stop.get(index).is_some_and(|star| edits.iter().any(|(from, ..)| *from == star.start));
    let here = stop.near().find(|index| near(*index)).and_then(|index| stop.get(index))?;
    let to = here.end.saturating_add(1);
    Some(Found { edits, ..Found::replace(Said::NotNeeded, here.start, to, "") })
}

/// All pairs of stars, and what takes them away.
pub(super) fn stars(stop: &Stop) -> Vec<(usize, usize, String)> {
    let pair = |index: usize| {
        let (one, other) = (stop.get(index)?, stop.get(index.saturating_add(1))?);
        let both = one.text == "*" && other.text == "*" && one.end == other.start;
        both.then_some((one.start, other.end, String::new()))
    };
    (0..stop.tokens.len()).filter_map(pair).collect()
}

/// A flag, which is two letters in the computer.
fn flag(stop: &Stop) -> Option<Found> {
    let letter = |token: Option<&Token>| {
        let sign = u32::from(token?.text.chars().next()?);
        let place = sign.checked_sub(0x1_F1E6).filter(|place| *place < 26)?;
        char::from_u32(u32::from('A').saturating_add(place))
    };
    let (first, second) = (stop.after(0), stop.after(1));
    let code: String = [letter(first)?, letter(second)?].iter().collect();
    let to = second?.end;
    crate::value::Country::parse(&code)
        .map(|_| Found::replace(Said::OtherWords, first.map_or(to, |first| first.start), to, &code))
}

/// `defence (i.e. armed forces)`
fn remark(stop: &Stop) -> Option<Found> {
    let start = (stop.at.saturating_sub(8)..stop.at).rev().find(|index| stop.word(*index) == "(")?;
    let close = (stop.at..stop.tokens.len()).take(24).find(|index| stop.word(*index) == ")")?;
    let open = stop.get(start)?;
    let apart =
        stop.get(start.checked_sub(1)?).is_some_and(|last| last.kind == Kind::Word && last.end < open.start);
    let inner = start.saturating_add(1)..close;
    let prose = inner.clone().all(|index| {
        stop.get(index)
            .is_some_and(|token| token.kind == Kind::Word || matches!(token.text, "." | "," | ";" | ":"))
    });
    // `in (KZ, AM)` is a list; a remark has words side by side.
    let condition = stop.get(start.checked_sub(1)?).is_some_and(super::known::is_open);
    let word = |index: usize| stop.get(index).is_some_and(|token| token.kind == Kind::Word);
    let spoken = inner.clone().any(|index| word(index) && word(index.saturating_add(1)));
    let end = stop.get(close).filter(|_| apart && prose && spoken && !condition)?;
    let mut found = Found::replace(Said::Comment, open.start, end.end, "#");
    found.edits = vec![(open.start, open.start, "# ".to_owned())];
    let last = stop.ends_line(close);
    last.then(|| found.because("put `#` before what is meant for people"))
}

/// `[RU, BY, …]`, `deny if ...`, `etc.`
fn gap(stop: &Stop) -> Option<Found> {
    let dots = |index: usize| {
        let close = |one: usize| {
            stop.get(one)
                .zip(stop.get(one.saturating_add(1)))
                .is_some_and(|(one, other)| one.text == "." && other.text == "." && one.end == other.start)
        };
        close(index).then(|| if close(index.saturating_add(1)) { 3 } else { 2 })
    };
    let (start, length) = stop.near().find_map(|index| match stop.word(index) {
        "…" | "etc" => Some((index, 1)),
        "." => dots(index).map(|length| (index, length)),
        _ => None,
    })?;
    let (first, last) = (stop.get(start)?, stop.get(start.saturating_add(length).checked_sub(1)?)?);
    let advice = "write everything that is meant: nothing is left to be thought of";
    Some(Found::told(Said::Gap, first.start, last.end, advice))
}

/// `RU¹`, `RU[1]`, `RU*` at the end of a line
fn note_mark(stop: &Stop) -> Option<Found> {
    let small = |letter: char| matches!(letter, '¹' | '²' | '³' | '⁴'..='⁹' | '⁰' | '†' | '‡');
    let token = stop.after(0)?;
    let plain = token.text.trim_end_matches(small);
    if token.kind == Kind::Word && plain.len() < token.text.len() && !plain.is_empty() {
        return Some(Found::replace(Said::NotNeeded, token.start.saturating_add(plain.len()), token.end, ""));
    }
    let number = |token: &Token| token.kind == Kind::Number && token.text.len() < 4;
    let bracket = token.text == "["
        && stop.before(1).is_some_and(|last| last.kind == Kind::Word && last.end == token.start)
        && stop.after(1).is_some_and(number);
    let ends = stop.ends_line(stop.at.saturating_add(2));
    let close = stop.after(2).filter(|close| bracket && ends && close.text == "]")?;
    Some(Found::replace(Said::NotNeeded, token.start, close.end, ""))
}

/// `禁止 如果 destination == RU`, `rule prüfung "…"`
fn other_letters(stop: &Stop) -> Option<Found> {
    let foreign = |text: &str| text.chars().any(|letter| letter.is_alphabetic() && !letter.is_ascii());
    let token = [stop.after(0), stop.before(1)]
        .into_iter()
        .flatten()
        .find(|token| token.kind == Kind::Word && foreign(token.text))?;
    let named = stop.head().and_then(|head| stop.get(head.saturating_add(1)));
    if named.is_some_and(|name| name.start == token.start)
        && let Some(name) = latin(token.text)
    {
        let found = Found::replace(Said::OtherLetters, token.start, token.end, &name).unsure();
        return Some(found.because(format!("names have the letters a to z: write `{name}`")));
    }
    let advice = "the words of the language are English, and names have the letters a to z; other writing stands in \
                  quotation marks";
    Some(Found::told(Said::OtherLetters, token.start, token.end, advice))
}

/// A name in the letters a to z, if all its letters are Latin.
fn latin(name: &str) -> Option<String> {
    let mut found = String::new();
    for letter in name.to_lowercase().chars() {
        match letter {
            'ä' | 'æ' => found.push_str("ae"),
            'ö' | 'ø' | 'œ' => found.push_str("oe"),
            'ü' => found.push_str("ue"),
            'ß' => found.push_str("ss"),
            'à' | 'á' | 'â' | 'ã' | 'å' => found.push('a'),
            'è' | 'é' | 'ê' | 'ë' => found.push('e'),
            'ì' | 'í' | 'î' | 'ï' => found.push('i'),
            'ò' | 'ó' | 'ô' | 'õ' => found.push('o'),
            'ù' | 'ú' | 'û' => found.push('u'),
            'ç' => found.push('c'),
            'ñ' => found.push('n'),
            plain if plain.is_ascii() => found.push(plain),
            _ => return None,
        }
    }
    Some(found)
}
