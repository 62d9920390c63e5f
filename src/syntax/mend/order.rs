//! Words in another order than the language has: the verdict last, `one of`, lists without brackets, ranges.

use super::known::{Stop, is_open, is_statement};
use super::tokens::{Kind, Token};
use super::{Found, Said, days};

/// `if A then deny`, `if A: deny`, and `if A deny` on a line of its own
pub(super) fn verdict_last(stop: &Stop) -> Option<Found> {
    let (condition, verdict) = (0..stop.tokens.len()).find_map(|index| {
        let token = stop.get(index)?;
        let ends =
            stop.ends_line(index) && token.kind == Kind::Word && !super::known::is_language(token.text);
        let link = index.checked_sub(1).map(|before| stop.word(before)).unwrap_or_default();
        let linked = matches!(link, "then" | ":" | ",") || token.first;
        // `then: deny`
        let word = index.checked_sub(if link == ":" { 2 } else { 1 }).map(|before| stop.word(before));
        let start = (0..index).rev().find(|start| matches!(stop.word(*start), "if" | "when" | "where"))?;
        // Behind a title `if` need not begin its line, where `then` says what is meant.
        let titled = word == Some("then")
            && start
                .checked_sub(1)
                .and_then(|before| stop.get(before))
                .is_some_and(|token| token.kind == Kind::Text || is_head(stop, start));
        let first = titled || stop.get(start).is_some_and(|token| token.first);
        let rest = (start..index).filter(|inner| *inner > start && stop.word(*inner) == "if").count();
        let plain = rest == 0 && (start..index).all(|inner| !is_statement(stop.word(inner)));
        (ends && linked && first && plain).then_some((start, index))
    })?;
    let (first, last) = (stop.get(condition)?, stop.get(verdict)?);
    let end = match stop.word(verdict.checked_sub(1)?) {
        ":" | "," if stop.word(verdict.checked_sub(2)?) == "then" => verdict.checked_sub(3)?,
        "then" | ":" | "," => verdict.checked_sub(2)?,
        _ => verdict.checked_sub(1)?,
    };
    let name = last.text;
    let mut found = Found::replace(Said::VerdictLast, last.start, last.end, name);
    found.edits =
        vec![(first.start, first.end, format!("{name} if")), (stop.get(end)?.end, last.end, String::new())];
    Some(found.because(format!("write `{name} if …`")))
}

/// Whether `rule NAME` stands before a token.
fn is_head(stop: &Stop, start: usize) -> bool {
    start.checked_sub(2).is_some_and(|head| {
        matches!(stop.word(head), "rule" | "exception") && stop.get(head).is_some_and(|token| token.first)
    })
}

/// Other words in another order.
pub(super) fn mistake(stop: &Stop) -> Option<Found> {
    twice(stop)
        .or_else(|| bare_list(stop))
        .or_else(|| round_list(stop))
        .or_else(|| missing_comma(stop))
        .or_else(|| between(stop))
        .or_else(|| days::period(stop))
        .or_else(|| numbers_from_to(stop))
        .or_else(|| contains(stop))
        .or_else(|| list_by_title(stop))
        .or_else(|| split_name(stop))
        .or_else(|| owner(stop))
        .or_else(|| part_of(stop))
        .or_else(|| bare_code(stop))
}

/// `if if`, `and and`, `is is`
fn twice(stop: &Stop) -> Option<Found> {
    stop.near().find_map(|index| {
        let (one, other) = (stop.get(index)?, stop.get(index.saturating_add(1))?);
        let doubled =
            one.text == other.text && matches!(one.text, "if" | "and" | "or" | "is" | "in" | "==" | ",");
        doubled.then(|| {
            let found = Found::replace(Said::NotNeeded, other.start, other.end, "");
            Found { edits: vec![(one.end, other.end, String::new())], ..found }
        })
    })
}

/// A name with its parts: `end_user.sector`. Gives the token behind it.
pub(super) fn value_end(stop: &Stop, start: usize) -> Option<usize> {
    stop.get(start).filter(|token| token.kind != Kind::Sign)?;
    let mut end = start.saturating_add(1);
    while stop.word(end) == "."
        && stop.get(end.saturating_add(1)).is_some_and(|token| token.kind == Kind::Word)
    {
        end = end.saturating_add(2);
    }
    Some(end)
}

/// `in RU, BY`
fn bare_list(stop: &Stop) -> Option<Found> {
    let start = stop.near().rev().find(|index| {
        index.checked_sub(1).is_some_and(|before| matches!(stop.word(before), "in" | "under"))
    })?;
    // `under law, art "4"` cites.
    let cites = (start..stop.tokens.len())
        .take(4)
        .any(|index| matches!(stop.word(index), "art" | "article" | "para" | "annex" | "section"));
    let asked = stop.word(start.checked_sub(1)?) == "in";
    let mut end = value_end(stop, start)?;
    if stop.word(end) != "," || end < stop.at.saturating_sub(1) || (cites && !asked) {
        return None;
    }
    while matches!(stop.word(end), "," | "or" | "and") && !stop.ends_line(end) {
        let Some(next) = value_end(stop, end.saturating_add(1)) else { break };
        // `and a == b` goes on with the condition.
        let continues = stop.get(next).is_some_and(|token| {
            !token.first && !matches!(token.text, "," | "or" | "and" | ")" | "unless" | "then")
        });
        if continues {
            break;
        }
        end = next;
    }
    let (from, to) = (stop.get(start)?.start, stop.get(end.checked_sub(1)?)?.end);
    let parts = stop.tokens.get(start..end)?;
    let list = listed(parts);
    Some(Found::replace(Said::ListForm, from, to, &format!("[{list}]")))
}

/// The tokens of a list with commas between its members.
fn listed(tokens: &[Token]) -> String {
    let mut list = String::new();
    for token in tokens {
        match token.text {
            "," | "or" | "and" => {
                list.truncate(list.trim_end_matches([',', ' ']).len());
                list.push_str(", ");
            }
            word => list.push_str(word),
        }
    }
    list
}

/// `in (RU, BY)`, `in {RU, BY}`
fn round_list(stop: &Stop) -> Option<Found> {
    let open = (0..=stop.at).rev().find(|index| {
        matches!(stop.word(*index), "(" | "{")
            && index.checked_sub(1).is_some_and(|before| stop.word(before) == "in")
    })?;
    let close = (open..stop.tokens.len()).find(|index| matches!(stop.word(*index), ")" | "}"))?;
    let flat = (open.saturating_add(1)..close).all(|index| !matches!(stop.word(index), "(" | "{" | "["));
    if !flat || close < stop.at {
        return None;
    }
    let (first, last) = (stop.get(open)?, stop.get(close)?);
    let mut found = Found::replace(Said::ListForm, first.start, last.end, "[ ]");
    found.edits = vec![(first.start, first.end, "[".to_owned()), (last.start, last.end, "]".to_owned())];
    let inner = stop.text.get(first.end..last.start)?;
    Some(found.because(format!("write `[{inner}]`")))
}

/// `[RU BY]`, `[RU; BY]`
fn missing_comma(stop: &Stop) -> Option<Found> {
    let open = (0..stop.at).rev().find(|index| matches!(stop.word(*index), "[" | "]"))?;
    let next = stop.after(0).filter(|_| stop.word(open) == "[")?;
    let last = stop.before(1)?;
    if matches!(next.text, ";" | "/" | "|" | "or" | "and") {
        let found = Found::replace(Said::ListForm, next.start, next.end, ",");
        let found = found.because("put a comma between the members");
        return Some(Found { edits: vec![(last.end, next.end, ",".to_owned())], ..found });
    }
    let members = next.kind != Kind::Sign && last.kind != Kind::Sign && !next.first;
    members.then(|| {
        let found = Found::replace(Said::ListForm, next.start, next.end, ",");
        Found { edits: vec![(last.end, last.end, ",".to_owned())], ..found }
            .because("put a comma between the members")
    })
}

/// `between 5 - 10`, `between 5 to 10`
fn between(stop: &Stop) -> Option<Found> {
    let start = (stop.at.saturating_sub(12)..=stop.at).rev().find(|index| stop.word(*index) == "between")?;
    // The dashes of a date stand close.
    let apart = |index: usize| {
        let last = index.checked_sub(1).and_then(|last| stop.get(last));
        last.zip(stop.get(index)).is_some_and(|(last, mark)| last.end < mark.start)
    };
    let index =
        (start.saturating_add(2)..stop.tokens.len()).take(12).find(|index| match stop.word(*index) {
            "-" | "to" | "&" => apart(*index),
            "," => *index == start.saturating_add(2) || *index == start.saturating_add(3),
            _ => false,
        })?;
    let dash = stop.get(index)?;
    let found = Found::replace(Said::OtherWords, dash.start, dash.end, "and");
    let last = stop.get(index.checked_sub(1)?)?;
    Some(if dash.text == "," {
        Found { edits: vec![(last.end, dash.end, " and".to_owned())], ..found }
    } else {
        found
    })
}

/// `item.quantity from 5 to 10`
fn numbers_from_to(stop: &Stop) -> Option<Found> {
    let start = stop.near().rev().find(|index| stop.word(*index) == "from")?;
    let is_date = stop.word(start.saturating_add(2)) == "-";
    let in_force = start.checked_sub(1).is_some_and(|force| stop.word(force) == "force");
    stop.get(start.saturating_add(1)).filter(|token| token.kind == Kind::Number && !is_date && !in_force)?;
    let link = (start..stop.tokens.len())
        .take(8)
        .find(|index| matches!(stop.word(*index), "to" | "through" | "-"))?;
    let (from, to) = (stop.get(start)?, stop.get(link)?);
    let mut found = Found::replace(Said::OtherWords, from.start, to.end, "between … and …");
    found.edits = vec![(from.start, from.end, "between".to_owned()), (to.start, to.end, "and".to_owned())];
    Some(found)
}

/// `deny shall apply if …`: without what stands between the verdict and `if`, offered.
pub(super) fn obligation(stop: &Stop, start: usize, from: usize, to: usize, advice: &str) -> Option<Found> {
    let words = ["shall", "must", "may", "should"];
    let duty = stop.head().is_some_and(|head| stop.word(head) == "duty");
    if duty && words.contains(&stop.word(start)) {
        let advice = "a duty says who owes it, to whom and by when: `owed by exporter to \"MOFCOM\" within 10 days after \
                      export_date`";
        return Some(Found::told(Said::OtherWords, from, to, advice));
    }
    let verdict = stop.get(start.checked_sub(1)?).filter(|verdict| verdict.kind == Kind::Word)?;
    let condition = (start..stop.tokens.len()).find(|index| stop.word(*index) == "if")?;
    let same_line = (start..condition).all(|index| stop.get(index).is_some_and(|token| !token.first));
    let denied = stop.word(start.saturating_add(1)) == "not";
    if !words.contains(&stop.word(start)) || denied || !same_line {
        return None;
    }
    let mut found = Found::replace(Said::OtherWords, from, to, "").unsure().because(advice);
    found.edits = vec![(verdict.end, stop.get(condition)?.start, " ".to_owned())];
    Some(found)
}

/// `names contains end_user.name`
fn contains(stop: &Stop) -> Option<Found> {
    let index = stop
        .near()
        .find(|index| matches!(stop.word(*index), "contains" | "contain" | "includes" | "include"))?;
    let word = stop.get(index)?;
    let mut start = index.checked_sub(1)?;
    if stop.word(start) == "]" {
        start = (0..start).rev().find(|open| stop.word(*open) == "[")?;
    }
    while start >= 2 && stop.word(start.saturating_sub(1)) == "." {
        start = start.saturating_sub(2);
    }
    let end = value_end(stop, index.saturating_add(1))?;
    if stop.get(index.saturating_add(1)).is_some_and(|token| token.kind == Kind::Text) {
        let advice = "ask for the whole text with `==`, or for a list of texts with `in`; parts of a text cannot be asked for";
        return Some(Found::told(Said::OtherWords, word.start, word.end, advice));
    }
    let member = stop.slice(index.saturating_add(1), end);
    let list = stop.slice(start, index);
    let (from, to) = (stop.get(start)?.start, stop.get(end.checked_sub(1)?)?.end);
    let meant = format!("{member} in {list}");
    let mut found = Found::replace(Said::OtherWords, word.start, word.end, &meant).unsure();
    found.edits = vec![(from, to, meant.clone())];
    let advice = format!("write `{meant}` for a member of a list; parts of a text cannot be asked for");
    Some(found.because(advice))
}

/// `end user.sector`
fn split_name(stop: &Stop) -> Option<Found> {
    let dot = stop.after(0).filter(|dot| dot.text == ".")?;
    let (second, first) = (stop.before(1)?, stop.before(2)?);
    let name = |token: &Token| token.kind == Kind::Word && !super::known::is_language(token.text);
    let article = matches!(first.text, "the" | "a" | "an" | "this" | "any");
    if article || !name(first) || !name(second) || second.first || second.end != dot.start {
        return None;
    }
    let meant = format!("{}_{}", first.text.to_lowercase(), second.text.to_lowercase());
    let found = Found::replace(Said::NameForm, first.start, second.end, &meant).unsure();
    Some(found.because(format!("a name is one word: write `{meant}`")))
}

/// `in list "Annex IV"`
fn list_by_title(stop: &Stop) -> Option<Found> {
    let text = stop.after(0).filter(|token| token.kind == Kind::Text)?;
    let word = stop.before(1).filter(|word| matches!(word.text, "list" | "table"))?;
    let advice = format!("write the name of the {}, without quotation marks", word.text);
    Some(Found::told(Said::NameForm, word.start, text.end, advice))
}

/// `exporter's country`, `exporter’s.country`
fn owner(stop: &Stop) -> Option<Found> {
    let mark = stop.near().rev().find(|index| matches!(stop.word(*index), "'" | "’" | "‘" | "´" | "`"))?;
    let owner = stop.get(mark.checked_sub(1)?)?;
    let letter = stop.get(mark.saturating_add(1)).filter(|letter| {
        letter.text == "s" && letter.start == owner.end.saturating_add(stop.word(mark).len())
    })?;
    let dotted = stop.word(mark.saturating_add(2)) == ".";
    let next =
        stop.get(mark.saturating_add(if dotted { 3 } else { 2 })).filter(|next| next.kind == Kind::Word)?;
    let meant = format!("{}.{}", owner.text, next.text);
    let mut found = Found::replace(Said::OtherWords, owner.start, next.end, &meant);
    found.edits = vec![(owner.end, next.start, ".".to_owned())];
    let _ = letter;
    Some(found)
}

/// `sector of end_user`
fn part_of(stop: &Stop) -> Option<Found> {
    let index = stop.near().rev().find(|index| stop.word(*index) == "of")?;
    let part =
        index.checked_sub(1).and_then(|before| stop.get(before)).filter(|part| part.kind == Kind::Word)?;
    let article = usize::from(stop.word(index.saturating_add(1)) == "the");
    let start = index.saturating_add(1).saturating_add(article);
    let whole = stop.get(start).filter(|whole| whole.kind == Kind::Word)?;
    let end = value_end(stop, start)?;
    let inside = stop.get(end).is_some_and(|next| {
        !next.first && (next.kind == Kind::Sign || matches!(next.text, "is" | "in" | "not"))
    });
    if !inside || stop.at < index || is_statement(part.text) || matches!(part.text, "list" | "one" | "any") {
        return None;
    }
    let meant = format!("{}.{}", stop.slice(start, end), part.text);
    let _ = whole;
    let last = stop.get(end.checked_sub(1)?)?;
    Some(Found::replace(Said::OtherWords, part.start, last.end, &meant))
}

/// `under 3A001.a` for `under "3A001.a"`
fn bare_code(stop: &Stop) -> Option<Found> {
    let start = stop.near().rev().find(|index| {
        let number = stop.get(*index).filter(|token| token.kind == Kind::Number);
        let next = stop.get(index.saturating_add(1)).filter(|token| token.kind == Kind::Word);
        number.zip(next).is_some_and(|(number, next)| {
            number.end == next.start
                && next.text.starts_with(|letter: char| letter.is_ascii_uppercase())
                && next.text.contains(|letter: char| letter.is_ascii_digit())
        })
    })?;
    let mut end = start.saturating_add(2);
    while stop
        .get(end)
        .zip(stop.get(end.saturating_sub(1)))
        .is_some_and(|(next, last)| next.start == last.end && (next.text == "." || next.kind != Kind::Sign))
    {
        end = end.saturating_add(1);
    }
    let (from, to) = (stop.get(start)?.start, stop.get(end.checked_sub(1)?)?.end);
    let written = stop.text.get(from..to)?;
    let meant = format!("\"{}\"", written.trim_end_matches('.'));
    Some(Found::replace(Said::Unquoted, from, to, &meant))
}

/// `deny if a ==` with nothing behind it
pub(super) fn unfinished(stop: &Stop) -> Option<Found> {
    // `== license if …` on two lines: the verdict of the next rule was taken for a value.
    let is_next = |at: usize| {
        let verdict = at.checked_sub(1).and_then(|before| stop.get(before));
        matches!(stop.word(at), "if" | "always")
            && verdict.is_some_and(|verdict| verdict.first && verdict.kind == Kind::Word)
            && at
                .checked_sub(2)
                .and_then(|last| stop.get(last))
                .is_some_and(|last| is_open(last) && last.text != "{")
    };
    let at = (0..=stop.at.saturating_add(2)).find(|at| is_next(*at));
    let next_rule = at.is_some();
    let last = at.map_or_else(|| stop.at.checked_sub(1), |at| at.checked_sub(2))?;
    let goes_on = stop.after(0).is_some_and(|next| !next.first);
    let open = stop.get(last).filter(|token| is_open(token) && (next_rule || !goes_on))?;
    let advice = if matches!(open.text, "if" | "unless" | "and" | "or" | "not" | "where") {
        "write the condition that belongs behind it, or take it away"
    } else {
        "write the value that belongs behind it, or take it away"
    };
    let found = Found::told(Said::Unfinished, open.start, open.end, advice);
    let resume = stop.get(last.saturating_add(1)).map(|next| next.start);
    Some(Found { resume, ..found })
}
