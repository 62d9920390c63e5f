//! Marks: comments of other languages, brackets, what stands at the end of a line or before a rule.

use super::known::{Stop, is_open};
use super::tokens::{Kind, Token};
use super::{Found, Said};

/// `//`, `/* … */`, `--`
pub(super) fn comment(stop: &Stop) -> Option<Found> {
    if let Some(found) = page_comment(stop) {
        return Some(found);
    }
    let index = stop.near().find(|index| {
        stop.get(*index).is_some_and(|token| match token.text {
            "//" | "/*" => true,
            "--" => token.first || apart(stop, *index),
            "REM" | "%" | ";" | "'" => {
                token.first && stop.get(index.saturating_add(1)).is_some_and(|next| !next.first)
            }
            _ => false,
        })
    })?;
    let token = stop.get(index)?;
    let advice = "write `#`: what follows it on the line is a comment";
    if token.text != "/*" {
        return Some(Found::replace(Said::Comment, token.start, token.end, "#").because(advice));
    }
    let close = (index..stop.tokens.len()).find(|other| stop.word(*other) == "*/")?;
    let mut edits = vec![(token.start, token.end, "#".to_owned())];
    let firsts =
        (index.saturating_add(1)..close).filter_map(|other| stop.get(other)).filter(|token| token.first);
    edits.extend(firsts.map(|line| (line.start, line.start, "# ".to_owned())));
    let end = stop.get(close)?;
    let mark = if end.first { "#" } else { "" };
    edits.push((end.start, end.end, mark.to_owned()));
    let mut found = Found::replace(Said::Comment, token.start, token.end, "#").because(advice);
    // What follows on the line would be lost in the comment.
    found.safe = stop.ends_line(close);
    found.edits = edits;
    found.safe.then_some(found)
}

/// `deny if a == b -- embargo`: blanks on both sides, and words behind
fn apart(stop: &Stop, index: usize) -> bool {
    let ends = |one: Option<usize>| one.and_then(|one| stop.get(one));
    let (last, mark, next) = (ends(index.checked_sub(1)), ends(Some(index)), ends(index.checked_add(1)));
    let before = last.zip(mark).is_some_and(|(last, mark)| last.end < mark.start && !is_open(last));
    let behind = next
        .zip(mark)
        .is_some_and(|(next, mark)| mark.end < next.start && !next.first && next.kind == Kind::Word);
    before && behind
}

/// `Let me know if you need anything else!`: a line of a chat
pub(super) fn chat(stop: &Stop) -> Option<Found> {
    let start = (0..=stop.at.min(stop.tokens.len().checked_sub(1)?))
        .rev()
        .find(|index| stop.get(*index).is_some_and(|token| token.first))?;
    let end = (start..stop.tokens.len()).find(|index| stop.ends_line(*index))?;
    let line = stop.tokens.get(start..=end)?;
    let first = line.first()?;
    let small = first.text.to_lowercase();
    let begins = super::known::is_statement(&small) || super::known::VERDICTS.contains(&small.as_str());
    let plain = line.iter().all(|token| {
        token.kind == Kind::Word
            || matches!(token.text, "," | "." | ":" | "!" | "?" | "'" | "’" | "-" | "–" | "—")
    });
    let operators = line.iter().any(|token| super::conditions::compares(token.text) && token.text != "in");
    let words = line.iter().filter(|token| token.kind == Kind::Word).count();
    let ends = matches!(line.last()?.text, "." | "!" | "?" | ":");
    let shouts = small == "if" || small == "when" || small == "where";
    let before = start.checked_sub(1).and_then(|last| stop.get(last)).is_some_and(is_open);
    if begins || shouts || !plain || operators || words < 4 || !ends || before || first.kind != Kind::Word {
        return None;
    }
    let mut found = Found::replace(Said::Comment, first.start, line.last()?.end, "#").unsure();
    found.edits = vec![(first.start, first.start, "# ".to_owned())];
    Some(found.because("put `#` before a line that is meant for people"))
}

/// `<!-- … -->`
fn page_comment(stop: &Stop) -> Option<Found> {
    let start =
        stop.near().find(|index| stop.word(*index) == "<!" && stop.word(index.saturating_add(1)) == "--")?;
    let close = (start.saturating_add(2)..stop.tokens.len())
        .find(|index| stop.word(*index) == "--" && stop.word(index.saturating_add(1)).starts_with('>'))?;
    let (first, last) = (stop.get(start)?, stop.get(close.saturating_add(1))?);
    let mut edits = vec![(first.start, stop.get(start.saturating_add(1))?.end, "#".to_owned())];
    let lines = (start..close)
        .filter_map(|index| stop.get(index))
        .filter(|token| token.first && token.start > first.start);
    edits.extend(lines.map(|line| (line.start, line.start, "# ".to_owned())));
    edits.push((stop.get(close)?.start, last.end, String::new()));
    let advice = "write `#`: what follows it on the line is a comment";
    let found = Found::replace(Said::Comment, first.start, stop.get(start.saturating_add(1))?.end, "#");
    let alone = stop.ends_line(close.saturating_add(1));
    alone.then(|| Found { edits, ..found }.because(advice))
}

/// `"deny" if …`
pub(super) fn quoted_word(stop: &Stop) -> Option<Found> {
    let index = [0usize, 1].into_iter().filter_map(|back| stop.at.checked_sub(back)).find(|index| {
        let next = stop.word(index.saturating_add(1));
        stop.get(*index).is_some_and(|token| token.kind == Kind::Text) && matches!(next, "if" | "always")
    })?;
    let token = stop.get(index)?;
    let inner = token.text.trim_matches('"');
    let is_name = inner.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    // The title of a rule that has no verdict is no verdict.
    let titled = index.checked_sub(2).is_some_and(|head| super::known::is_statement(stop.word(head)));
    (is_name && !inner.is_empty() && !titled)
        .then(|| Found::replace(Said::QuotedWord, token.start, token.end, inner))
}

/// What stands too much: `;`, `:`, `.`, `(a)`, `1.`, a bracket without its partner.
pub(super) fn mistake(stop: &Stop) -> Option<Found> {
    if stop.after(0).is_some_and(|mark| mark.text == "{") {
        return at_the_end(stop);
    }
    bracket(stop).or_else(|| at_the_end(stop))
}

/// `deny if a == b;`
fn at_the_end(stop: &Stop) -> Option<Found> {
    let index = [0usize, 1].into_iter().filter_map(|back| stop.at.checked_sub(back)).find(|index| {
        let mark = matches!(stop.word(*index), ";" | "." | "," | ":" | "then" | "|" | "}" | "{" | "!" | "?");
        let next = stop.word(index.saturating_add(1));
        let joins = matches!(next, "if" | "always" | "unless" | "and" | "or");
        let separates = matches!(stop.word(*index), ";" | ",") && begins_clause(next);
        mark && (stop.ends_line(*index) || joins || separates)
    })?;
    let token = stop.get(index)?;
    if token.text == "." && index.checked_sub(2).is_some_and(|before| opens(stop, before)) {
        let advice = "write the part that is meant behind it, or take it away";
        return Some(Found::told(Said::Unfinished, token.start, token.end, advice));
    }
    let from =
        index.checked_sub(1).and_then(|before| stop.get(before)).map_or(token.start, |before| before.end);
    let found = Found::replace(Said::NotNeeded, token.start, token.end, "");
    let same_line = !token.first;
    let cut = if same_line { from } else { token.start };
    let mut edits = vec![(cut, token.end, String::new())];
    // `{` at the end of a head has its `}` below.
    let close = (index..stop.tokens.len()).find(|other| stop.word(*other) == "}");
    if let Some(close) = close.and_then(|close| stop.get(close)).filter(|_| token.text == "{") {
        edits.push((close.start, close.end, String::new()));
    }
    Some(Found { edits, ..found })
}

/// Whether a word begins a statement, a clause or a verdict.
fn begins_clause(word: &str) -> bool {
    let clause =
        matches!(word, "under" | "in" | "issued" | "owed" | "within" | "via" | "to" | "group" | "governed");
    clause || super::known::is_statement(word) || super::known::VERDICTS.contains(&word)
}

/// Whether a condition begins behind a token.
fn opens(stop: &Stop, index: usize) -> bool {
    matches!(stop.word(index), "if" | "and" | "or" | "not" | "unless" | "where")
}

/// `(a) deny if …`, `1. deny if …`: the number, and where the rule begins.
fn number(stop: &Stop, start: usize) -> Option<(usize, usize, usize)> {
    let (first, second, third) =
        (stop.word(start), stop.get(start.saturating_add(1))?, start.saturating_add(2));
    let short = |token: &Token| token.text.len() <= 4 && matches!(token.kind, Kind::Word | Kind::Number);
    let end = if first == "(" && short(second) && stop.word(third) == ")" {
        third
    } else if stop.get(start).is_some_and(short) && matches!(second.text, "." | ")") {
        start.saturating_add(1)
    } else {
        return None;
    };
    let begins = |next: &&Token| !next.first && (next.kind == Kind::Word || next.text == "*");
    let next = stop.get(end.saturating_add(1)).filter(begins)?;
    Some((stop.get(start)?.start, stop.get(end)?.end, next.start))
}

/// The numbers of all paragraphs at once: `RU (a)` on two lines would be read as one thing.
pub(super) fn numbering(stop: &Stop) -> Option<Found> {
    let firsts = (0..stop.tokens.len()).filter(|index| stop.get(*index).is_some_and(|token| token.first));
    let all: Vec<(usize, usize, usize)> = firsts.filter_map(|start| number(stop, start)).collect();
    let (from, to, _) = *all.first()?;
    let found = Found::replace(Said::Numbering, from, to, "");
    let advice = "take it away; cite the paragraph with `under INSTRUMENT para \"(a)\"`";
    let mut edits: Vec<(usize, usize, String)> =
        all.iter().map(|(from, _, next)| (*from, *next, String::new())).collect();
    let stars = super::pasted::stars(stop);
    let advice =
        if stars.is_empty() { advice } else { "take the marks of the page away: the numbers and the `**`" };
    edits.extend(stars);
    edits.sort();
    Some(Found { edits, ..found }.because(advice))
}

/// A bracket that is never closed, or closes nothing.
fn bracket(stop: &Stop) -> Option<Found> {
    let end = stop.at.min(stop.tokens.len());
    let mut open: Vec<&Token> = Vec::new();
    for token in stop.tokens.get(..end)? {
        match token.text {
            "(" | "[" | "{" => open.push(token),
            ")" | "]" | "}" => drop(open.pop()),
            _ => {}
        }
    }
    let next = stop.after(0);
    if let Some(bracket) = open.last().filter(|_| next.is_none_or(|next| next.first)) {
        let close = if bracket.text == "(" { ")" } else { "]" };
        let last = stop.before(1).filter(|last| !is_open(last))?;
        let mut found = Found::replace(Said::Bracket, bracket.start, bracket.end, close);
        found.edits = vec![(last.end, last.end, close.to_owned())];
        return Some(found.unsure().because(format!("write `{close}` where it ends")));
    }
    let next = next.filter(|next| open.is_empty() && matches!(next.text, ")" | "]" | "}"))?;
    if next.text == "}" && next.first && stop.ends_line(stop.at) {
        return Some(Found::replace(Said::NotNeeded, next.start, next.end, ""));
    }
    let found = Found::replace(Said::Bracket, next.start, next.end, "").unsure();
    Some(found.because("take it away, or open a bracket before it"))
}

/// `These are the rules for Russia.`
pub(super) fn prose(stop: &Stop) -> Option<Found> {
    let start = (0..=stop.at.min(stop.tokens.len().saturating_sub(1)))
        .rev()
        .find(|index| stop.get(*index).is_some_and(|token| token.first))?;
    let end = (start..stop.tokens.len()).find(|index| stop.ends_line(*index))?;
    let line = stop.tokens.get(start..=end)?;
    let words = line.iter().filter(|token| token.kind == Kind::Word).count();
    let plain = line.iter().all(|token| token.kind == Kind::Word || matches!(token.text, "." | "," | ":"));
    let rule = line.iter().any(|token| matches!(token.text, "if" | "under" | "in" | "from"));
    let begins = super::known::is_statement(stop.word(start));
    let capital =
        stop.word(start).starts_with(char::is_uppercase) && !line.iter().any(|token| token.text == "IF");
    if !capital
        || words < 4
        || !plain
        || rule
        || begins
        || start.checked_sub(1).is_some_and(|last| stop.get(last).is_some_and(is_open))
    {
        return None;
    }
    let (from, to) = (line.first()?.start, line.last()?.end);
    let mut found = Found::replace(Said::Comment, from, to, "#").unsure();
    found.edits = vec![(from, from, "# ".to_owned())];
    Some(found.because("put `#` before a line that is meant for people"))
}
