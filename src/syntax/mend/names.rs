//! Heads of statements: names, titles and articles that are written as they are spoken.

use super::known::Stop;
use super::tokens::{Kind, Token};
use super::{Found, Said};

/// Words that stand before the number of a provision, and the word for them.
const PROVISIONS: [(&str, &str); 18] = [
    ("art", "art"),
    ("arts", "art"),
    ("article", "article"),
    ("articles", "article"),
    ("para", "para"),
    ("par", "para"),
    ("paragraph", "paragraph"),
    ("paragraphs", "paragraph"),
    ("annex", "annex"),
    ("appendix", "annex"),
    ("section", "section"),
    ("sections", "section"),
    ("sec", "section"),
    ("§", "section"),
    ("point", "point"),
    ("points", "point"),
    ("no", "point"),
    ("item", "point"),
];

/// Statements whose first word is followed by no name.
const NAMELESS: [&str; 4] = ["use", "presume", "verdicts", "fact"];

/// A mistake in the head of a statement, or in a citation.
pub(super) fn mistake(stop: &Stop) -> Option<Found> {
    hyphened(stop)
        .or_else(|| comma_before(stop))
        .or_else(|| provision_first(stop))
        .or_else(|| provision(stop))
        .or_else(|| instrument(stop))
        .or_else(|| {
            let head = stop.head().filter(|head| !NAMELESS.contains(&stop.word(*head)))?;
            no_name(stop, head)
                .or_else(|| number_first(stop, head))
                .or_else(|| with_dashes(stop, head))
                .or_else(|| with_blanks(stop, head))
                .or_else(|| colon(stop, head))
                .or_else(|| bare_title(stop, head))
        })
}

/// `item.made-in`: a word of the language in a name with hyphens
fn hyphened(stop: &Stop) -> Option<Found> {
    let glued = |index: usize| {
        let (one, other) = (stop.get(index)?, stop.get(index.saturating_add(1))?);
        (one.end == other.start).then_some(())
    };
    let word = |index: usize| stop.get(index).is_some_and(|token| token.kind == Kind::Word);
    let link = |index: usize| {
        let before = index.checked_sub(1)?;
        glued(before)?;
        glued(index)?;
        (stop.word(index) == "-" && word(before) && word(index.saturating_add(1))).then_some(before)
    };
    let mut start = (stop.at.saturating_sub(2)..=stop.at).rev().find_map(link)?;
    while let Some(before) = start.checked_sub(1).and_then(link) {
        start = before;
    }
    let mut end = start.saturating_add(1);
    while link(end).is_some() {
        end = end.saturating_add(2);
    }
    let mut words = (start..end).filter(|index| word(*index)).map(|index| stop.word(index));
    // In the head of a statement the whole name is told.
    let in_condition = (stop.head().unwrap_or(0)..start)
        .any(|index| matches!(stop.word(index), "if" | "unless" | "where" | "when" | "=" | "and" | "or"));
    let reserved = words.any(super::known::is_language) && in_condition;
    let name = stop.slice(start, end);
    let meant = name.replace('-', "_");
    let (from, to) = (stop.get(start)?.start, stop.get(end.checked_sub(1)?)?.end);
    let advice = format!("a name has `_` where a hyphen would stand: write `{meant}`");
    reserved.then(|| Found::told(Said::NameForm, from, to, advice))
}

/// `under law, art "4"`
fn comma_before(stop: &Stop) -> Option<Found> {
    let comma = stop.near().rev().find(|index| {
        let provision = stop.word(index.saturating_add(1));
        let cited = index.checked_sub(2).is_some_and(|under| stop.word(under) == "under");
        stop.word(*index) == "," && cited && PROVISIONS.iter().any(|(_, word)| *word == provision)
    })?;
    let (last, mark) = (stop.get(comma.checked_sub(1)?)?, stop.get(comma)?);
    let found = Found::replace(Said::NotNeeded, mark.start, mark.end, "");
    Some(Found { edits: vec![(last.end, mark.end, String::new())], ..found })
}

/// `under Article 5 of law`
fn provision_first(stop: &Stop) -> Option<Found> {
    let under = stop.near().rev().find(|index| stop.word(*index) == "under")?;
    let small = stop.word(under.saturating_add(1)).to_lowercase();
    let (_, word) = PROVISIONS.iter().find(|(known, _)| *known == small)?;
    let bare = under.saturating_add(3);
    let of = (under..stop.tokens.len())
        .take(12)
        .find(|index| stop.word(*index) == "of")
        .or_else(|| stop.get(bare).filter(|law| !law.first).and_then(|_| bare.checked_sub(1)))?;
    let law = stop.get(of.saturating_add(1)).filter(|law| law.kind == Kind::Word && !law.first)?;
    let dotted = usize::from(stop.word(under.saturating_add(2)) == ".");
    let last = if stop.word(of) == "of" { of } else { of.saturating_add(1) };
    let number = stop.slice(under.saturating_add(2).saturating_add(dotted), last);
    let number = number.trim_matches('"');
    let meant = format!("under {} {word} \"{number}\"", law.text);
    let from = stop.get(under)?.start;
    (!number.is_empty()).then(|| Found::replace(Said::OtherWords, from, law.end, &meant))
}

/// `under law Art. 4(1)`
fn provision(stop: &Stop) -> Option<Found> {
    let (start, word) = stop.near().find_map(|index| {
        let small = stop.word(index).to_lowercase();
        let (_, word) = PROVISIONS.iter().find(|(known, _)| *known == small)?;
        let cites = index.checked_sub(2).is_some_and(|under| stop.word(under) == "under")
            || index.checked_sub(1).is_some_and(|text| stop.get(text).is_some_and(|t| t.kind == Kind::Text));
        cites.then_some((index, *word))
    })?;
    let first = stop.get(start)?;
    let dotted = stop.word(start.saturating_add(1)) == ".";
    let number = start.saturating_add(if dotted { 2 } else { 1 });
    if stop.get(number).is_some_and(|text| text.kind == Kind::Text) && (first.text != word || dotted) {
        let dot = stop.get(number.checked_sub(1)?)?;
        return Some(Found::replace(Said::OtherWords, first.start, dot.end, word));
    }
    let begin = stop.get(number).filter(|token| token.kind != Kind::Text && !token.first)?;
    let mut end = number.saturating_add(1);
    while stop
        .get(end)
        .zip(stop.get(end.saturating_sub(1)))
        .is_some_and(|(next, last)| next.start == last.end)
    {
        end = end.saturating_add(1);
    }
    let last = stop.get(end.checked_sub(1)?)?;
    let numbered = stop.text.get(begin.start..last.end)?;
    // `no deny` is no citation.
    let number =
        numbered.contains(|letter: char| letter.is_ascii_digit()) || !numbered.contains(char::is_lowercase);
    if !number && numbered.chars().filter(|letter| letter.is_alphabetic()).count() > 2 {
        return None;
    }
    let meant = format!("{word} \"{}\"", numbered.trim_end_matches(['.', ',', ';', ':']));
    Some(Found::replace(Said::Unquoted, first.start, last.end, &meant))
}

/// `under "Regulation 2021/821"`
fn instrument(stop: &Stop) -> Option<Found> {
    let text = stop.after(0).filter(|token| token.kind == Kind::Text)?;
    (stop.before(1)?.text == "under").then(|| {
        let advice = "name the instrument by the short name of its statement: `instrument NAME \"Title\"`";
        Found::told(Said::NameForm, text.start, text.end, advice)
    })
}

/// `rule "Users in defence"`
fn no_name(stop: &Stop, head: usize) -> Option<Found> {
    let title = stop.get(head.saturating_add(1)).filter(|token| token.kind == Kind::Text)?;
    let name = slug(title.text)?;
    // An exception without a name seldom says to what.
    let wanted = match stop.word(head) {
        "exception" if stop.word(head.saturating_add(2)) != "to" => "to",
        "disapply" if stop.word(head.saturating_add(2)) != "of" => "of",
        _ => "",
    };
    if !wanted.is_empty() && !(head..stop.tokens.len()).take(24).any(|index| stop.word(index) == wanted) {
        let (word, title_text) = (stop.word(head), title.text);
        let advice = format!(
            "write a short name before the title, and behind it the rule that is meant: `{word} {name} {title_text} {wanted} RULE …`"
        );
        return Some(Found::told(Said::NameForm, title.start, title.end, advice));
    }
    let mut found = Found::replace(Said::NameForm, title.start, title.end, &name);
    found.edits = vec![(title.start, title.start, format!("{name} "))];
    let advice = format!("write a short name before the title: `{} {name} {}`", stop.word(head), title.text);
    Some(found.because(advice))
}

/// The name that a title gives: small letters, words joined by `_`.
pub(super) fn slug(title: &str) -> Option<String> {
    const WORDS: usize = 5;
    let small = title.to_lowercase();
    let words = small.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.take(WORDS).collect::<Vec<_>>().join("_");
    name.starts_with(|letter: char| letter.is_ascii_alphabetic()).then_some(name)
}

/// `rule 4a "…"`
fn number_first(stop: &Stop, head: usize) -> Option<Found> {
    let start = head.saturating_add(1);
    let number = stop.get(start).filter(|token| token.kind == Kind::Number)?;
    let mut end = start.saturating_add(1);
    while joined(stop.get(end.saturating_sub(1)), stop.get(end)) {
        end = end.saturating_add(1);
    }
    let written = stop.slice(start, end);
    let name = format!("{}_{}", stop.word(head), slug(&format!("a{written}"))?.trim_start_matches('a'));
    let last = stop.get(end.checked_sub(1)?)?;
    let found = Found::replace(Said::NameForm, number.start, last.end, &name);
    Some(found.because(format!("a name begins with a letter: write `{name}`")))
}

/// Whether two tokens stand side by side without a blank, and could be parts of a name.
fn joined(one: Option<&Token>, other: Option<&Token>) -> bool {
    let part = |token: &Token| token.kind != Kind::Text && !matches!(token.text, ":" | "(" | ")" | "," | "=");
    one.zip(other).is_some_and(|(one, other)| one.end == other.start && part(other))
}

/// `rule defence-users "…"`
fn with_dashes(stop: &Stop, head: usize) -> Option<Found> {
    let (mut start, mut end) = (stop.at, stop.at);
    let in_head = (head..stop.at).all(|index| !matches!(stop.word(index), "if" | "unless" | "always"));
    if !in_head || !matches!(stop.word(stop.at), "-" | "." | "/" | "–") {
        return None;
    }
    while start > head.saturating_add(1) && joined(stop.get(start.saturating_sub(1)), stop.get(start)) {
        start = start.saturating_sub(1);
    }
    while joined(stop.get(end), stop.get(end.saturating_add(1))) {
        end = end.saturating_add(1);
    }
    let written = stop.slice(start, end.saturating_add(1));
    let name = slug(written).filter(|_| start < stop.at && end > stop.at)?;
    let (from, to) = (stop.get(start)?.start, stop.get(end)?.end);
    let found = Found::replace(Said::NameForm, from, to, &name);
    Some(found.because(format!("join the words of a name with `_`: write `{name}`")))
}

/// `rule Defence Users "…"`
fn with_blanks(stop: &Stop, head: usize) -> Option<Found> {
    let start = head.saturating_add(1);
    let words = (start..stop.tokens.len())
        .take_while(|index| stop.get(*index).is_some_and(|token| token.kind == Kind::Word && !token.first))
        .count();
    let end = start.saturating_add(words);
    let titled = stop.get(end).is_some_and(|token| token.kind == Kind::Text && !token.first);
    if words < 2 || !titled || stop.at > end {
        return None;
    }
    let plain = (start..end)
        .all(|index| !matches!(stop.word(index), "if" | "to" | "of" | "under" | "from" | "via" | "source"));
    let name = slug(stop.slice(start, end)).filter(|_| plain)?;
    let (from, to) = (stop.get(start)?.start, stop.get(end.checked_sub(1)?)?.end);
    let found = Found::replace(Said::NameForm, from, to, &name);
    Some(found.because(format!("a name is one word: write `{name}`")))
}

/// `rule users "Users":`
fn colon(stop: &Stop, head: usize) -> Option<Found> {
    let next = stop.after(1);
    let titled = next.is_some_and(|next| next.kind == Kind::Text);
    let then = next.is_some_and(|next| next.text == "then");
    let verdict = next.is_some_and(|next| super::known::VERDICTS.contains(&next.text));
    let goes_on = titled || then || verdict || stop.ends_line(stop.at);
    let colon = stop.after(0).filter(|token| token.text == ":" && goes_on)?;
    let last = stop.before(1)?;
    let to = next.filter(|_| then).map_or(colon.end, |next| next.end);
    (stop.at <= head.saturating_add(3)).then(|| {
        let found = Found::replace(Said::NotNeeded, colon.start, to, "");
        Found { edits: vec![(last.end, to, String::new())], ..found }
    })
}

/// `rule users Users in defence` to the end of the line
fn bare_title(stop: &Stop, head: usize) -> Option<Found> {
    let start = head.saturating_add(2);
    let end = (start..stop.tokens.len()).find(|index| stop.ends_line(*index))?.saturating_add(1);
    let words = stop.tokens.get(start..end).filter(|words| !words.is_empty())?;
    let prose = |token: &Token| match token.kind {
        Kind::Word => !matches!(token.text, "if" | "under" | "from" | "issued" | "always" | "governed"),
        Kind::Number => true,
        Kind::Text => false,
        Kind::Sign => matches!(token.text, "," | "-" | "." | "/" | "%" | "&" | "(" | ")"),
    };
    let fits =
        words.iter().all(prose) && words.first().is_some_and(|word| word.kind == Kind::Word && !word.first);
    if !fits || stop.at < start || stop.at > end {
        return None;
    }
    let (from, to) = (words.first()?.start, words.last()?.end);
    let title = stop.text.get(from..to)?;
    Some(Found::replace(Said::Unquoted, from, to, &format!("\"{title}\"")))
}
