//! Sentences of laws and of programs that are no conditions yet: fractions of something, days ago, blocks, dummies.

use super::super::words;
use super::known::{Stop, VERDICTS, is_language};
use super::order::value_end;
use super::tokens::Kind;
use super::{Found, Said, laws};
use crate::diagnostics::closest;
use crate::value::Number;

/// A piece of a sentence that has to be said in another way.
pub(super) fn mistake(stop: &Stop) -> Option<Found> {
    laws::exception_below(stop)
        .or_else(|| laws::either(stop))
        .or_else(|| share_of(stop))
        .or_else(|| dummy(stop))
        .or_else(|| sigil(stop))
        .or_else(|| both(stop))
        .or_else(|| ago(stop))
        .or_else(|| around(stop))
        .or_else(|| first_and(stop))
        .or_else(|| remark(stop))
        .or_else(|| verdict_of_words(stop))
        .or_else(|| number_in_words(stop))
        .or_else(|| generator(stop))
        .or_else(|| unnamed(stop))
        .or_else(|| parted(stop))
        .or_else(|| governed(stop))
        .or_else(|| no_verdict(stop))
}

/// `25% of item.value`
fn share_of(stop: &Stop) -> Option<Found> {
    let index = stop.near().rev().find(|index| stop.word(*index) == "of")?;
    let percent = index.checked_sub(1).is_some_and(|before| stop.word(before) == "%");
    let number = index
        .checked_sub(2)
        .and_then(|number| stop.get(number))
        .is_some_and(|token| token.kind == Kind::Number);
    let word = stop.get(index).filter(|_| percent && number)?;
    stop.get(index.saturating_add(1)).filter(|next| !next.first)?;
    let found = Found::replace(Said::OtherWords, word.start, word.end, "*");
    Some(found.because("write `*`: a share of something is the share times it"))
}

/// `<condition>`, `{{ country }}`, `[TODO: …]`, `???`
fn dummy(stop: &Stop) -> Option<Found> {
    let open = stop.near().rev().find(|index| {
        let next = stop.word(index.saturating_add(1));
        match stop.word(*index) {
            "<" => {
                stop.word(index.saturating_add(2)).starts_with('>')
                    || stop.word(index.saturating_add(3)) == ">"
            }
            "{" => next == "{",
            "[" => matches!(next, "TODO" | "TBD" | "FIXME" | "INSERT" | "XXX"),
            "?" => next == "?",
            "TODO" | "TBD" | "FIXME" | "XXX" => true,
            _ => false,
        }
    })?;
    let first = stop.get(open)?;
    let before = open.checked_sub(1).and_then(|before| stop.get(before));
    // A comparison has a value before it.
    before.filter(|before| {
        super::known::is_open(before) || VERDICTS.contains(&before.text) || before.kind == Kind::Text
    })?;
    let close = (open..stop.tokens.len()).take(12).find(|index| matches!(stop.word(*index), ">" | "}" | "]"));
    let last = close.and_then(|close| stop.get(close)).unwrap_or(first);
    let advice = "write what is meant in its place: this stands for something that is still to be written";
    Some(Found::told(Said::Gap, first.start, last.end, advice))
}

/// `$destination`, `@item.code`
fn sigil(stop: &Stop) -> Option<Found> {
    let mark = stop.after(0).filter(|mark| matches!(mark.text, "$" | "@"))?;
    let name = stop.after(1).filter(|name| name.kind == Kind::Word && name.start == mark.end)?;
    let found = Found::replace(Said::NotNeeded, mark.start, name.end, name.text);
    Some(Found { edits: vec![(mark.start, mark.end, String::new())], ..found })
}

/// `both A and B`
fn both(stop: &Stop) -> Option<Found> {
    let index = stop.near().rev().find(|index| stop.word(*index) == "both")?;
    let word = stop.get(index)?;
    let opened = index.checked_sub(1).and_then(|before| stop.get(before)).is_some_and(super::known::is_open);
    let next = stop.get(index.saturating_add(1)).filter(|next| opened && !next.first)?;
    let found = Found::replace(Said::NotNeeded, word.start, word.end, "");
    Some(Found { edits: vec![(word.start, next.start, String::new())], ..found })
}

/// `export_date < 30 days ago`
fn ago(stop: &Stop) -> Option<Found> {
    let index = stop.near().rev().find(|index| matches!(stop.word(*index), "ago" | "earlier"))?;
    let word = stop.get(index)?;
    stop.get(index.checked_sub(2)?).filter(|number| number.kind == Kind::Number)?;
    let span = stop.slice(index.checked_sub(2)?, index);
    let advice = format!("there is no clock in a policy: count from a day, as in `as_of - {span}`");
    Some(Found::told(Said::OtherWords, stop.get(index.checked_sub(2)?)?.start, word.end, advice))
}

/// `export_date within 30 days of 2025-01-01` in a condition
fn around(stop: &Stop) -> Option<Found> {
    let index =
        stop.near().rev().chain(stop.at.checked_sub(7)).find(|index| stop.word(*index) == "within")?;
    let word = stop.get(index)?;
    let fact = stop.get(index.checked_sub(1)?).filter(|fact| fact.kind == Kind::Word && !word.first)?;
    let condition =
        (0..index).rev().take(12).any(|before| matches!(stop.word(before), "if" | "and" | "or" | "unless"));
    let number = stop.get(index.saturating_add(1)).filter(|number| number.kind == Kind::Number)?;
    let unit = stop.get(index.saturating_add(2))?;
    let span = stop.text.get(number.start..unit.end)?;
    let advice =
        format!("write `{0} between DAY - {span} and DAY + {span}`, or only one of the two sides", fact.text);
    (condition && !is_language(fact.text))
        .then(|| Found::told(Said::OtherWords, word.start, unit.end, advice))
}

/// `if A` and below it another `if B`, as blocks of a program
pub(super) fn block(stop: &Stop) -> Option<Found> {
    let lines: Vec<usize> =
        (0..stop.tokens.len()).filter(|index| stop.get(*index).is_some_and(|token| token.first)).collect();
    let opens = |line: &usize| matches!(stop.word(*line), "if" | "IF" | "when");
    let start = lines.iter().position(opens)?;
    lines.get(start.saturating_add(1)).filter(|line| opens(line))?;
    let verdict = lines.get(start..)?.iter().find(|line| {
        let index = **line;
        let word =
            if matches!(stop.word(index), "then" | "return") { index.saturating_add(1) } else { index };
        VERDICTS.contains(&stop.word(word)) && stop.ends_line(word)
    });
    let index = *verdict?;
    let place = if VERDICTS.contains(&stop.word(index)) { index } else { index.saturating_add(1) };
    let last = stop.get(place)?;
    let before = start.checked_sub(1).and_then(|line| lines.get(line)).map_or("", |line| stop.word(*line));
    let advice = format!("there are no blocks: join the conditions in one rule, `{} if A and B`", last.text);
    let found = Found::told(Said::VerdictLast, last.start, last.end, advice);
    let resume = stop.get(place.saturating_add(1)).map(|next| next.start);
    (!VERDICTS.contains(&before)).then_some(Found { resume, ..found })
}

/// `governed by export date`
fn governed(stop: &Stop) -> Option<Found> {
    let index = (stop.at.saturating_sub(6)..stop.at).find(|index| stop.word(*index) == "governed")?;
    let article = usize::from(stop.word(index.saturating_add(2)) == "the");
    let from = index.saturating_add(2);
    let name = from.saturating_add(article);
    let (first, last) = (stop.get(name)?, stop.get(name.saturating_add(1))?);
    let words = first.kind == Kind::Word && last.kind == Kind::Word && !last.first;
    let meant = format!("{}_{}", first.text, last.text);
    let found = Found::replace(Said::NameForm, stop.get(from)?.start, last.end, &meant).unsure();
    (words && stop.word(index.saturating_add(1)) == "by")
        .then(|| found.because(format!("a name is one word: write `{meant}`")))
}

/// `exception b "B" to a unless …`
fn no_verdict(stop: &Stop) -> Option<Found> {
    let word = stop.after(0).filter(|word| word.text == "unless")?;
    let head = stop.head().filter(|head| matches!(stop.word(*head), "rule" | "exception" | "amend"))?;
    let verdict = stop.before(1).is_some_and(|last| VERDICTS.contains(&last.text));
    let decided = verdict || (head..stop.at).any(|index| matches!(stop.word(index), "if" | "always"));
    let advice = "write a verdict before it: `permit if not (…)`, or `permit always unless …`";
    (!decided).then(|| Found::told(Said::NoIf, word.start, word.end, advice))
}

/// `deny if and destination == RU`
fn first_and(stop: &Stop) -> Option<Found> {
    let word = stop.after(0).filter(|word| matches!(word.text, "and" | "or"))?;
    let before = stop.before(1).filter(|before| matches!(before.text, "if" | "unless" | "(" | "where"))?;
    let advice = format!(
        "write the condition that belongs between `{}` and `{}`, or take `{1}` away",
        before.text, word.text
    );
    Some(Found::told(Said::NotNeeded, word.start, word.end, advice))
}

/// `destination == RU : "embargo"`, `… because "embargo"`, `… (art. 3)`
fn remark(stop: &Stop) -> Option<Found> {
    let text = stop.near().rev().chain([stop.at.saturating_add(1)]).find(|index| {
        stop.get(*index).is_some_and(|text| text.kind == Kind::Text && !text.first)
            && index
                .checked_sub(1)
                .is_some_and(|before| matches!(stop.word(before), ":" | "because" | "as" | "for" | "message"))
    });
    if let Some(index) = text {
        let (first, last) = (stop.get(index.checked_sub(1)?)?, stop.get(index)?);
        let condition = (0..index).rev().take(24).any(|before| matches!(stop.word(before), "if" | "unless"));
        let mut found = Found::replace(Said::Comment, first.start, last.end, "#");
        found.edits = vec![(first.start, first.start, "# ".to_owned())];
        let advice = "put `#` before a remark; the title of a rule stands behind its name: `rule NAME \"Title\" deny if …`";
        return (condition && stop.ends_line(index)).then(|| found.because(advice));
    }
    let open = stop.near().rev().find(|index| stop.word(*index) == "(")?;
    let small = stop.word(open.saturating_add(1)).to_lowercase();
    let cites = matches!(
        small.as_str(),
        "art" | "article" | "para" | "section" | "sec" | "annex" | "§" | "see" | "cf"
    );
    let close = (open..stop.tokens.len()).take(16).find(|index| stop.word(*index) == ")")?;
    let (first, last) = (stop.get(open)?, stop.get(close)?);
    let value = open
        .checked_sub(1)
        .and_then(|before| stop.get(before))
        .is_some_and(|before| !super::known::is_open(before));
    let advice =
        "a rule cites before its verdict: `under INSTRUMENT art \"3\"`; what is for people only follows `#`";
    (cites && value && !first.first).then(|| Found::told(Said::OtherWords, first.start, last.end, advice))
}

/// `require license if …`, `presumption of denial if …`
fn verdict_of_words(stop: &Stop) -> Option<Found> {
    let condition =
        (stop.at..stop.tokens.len()).take(4).find(|index| matches!(stop.word(*index), "if" | "always"))?;
    let same = |index: usize| {
        stop.get(index).is_some_and(|token| token.kind == Kind::Word && !is_language(token.text))
    };
    let mut start = condition;
    while start
        .checked_sub(1)
        .is_some_and(|before| same(before) || matches!(stop.word(before), "of" | "to" | "a" | "an"))
    {
        start = start.checked_sub(1)?;
        if stop.get(start).is_some_and(|token| token.first) {
            break;
        }
    }
    let begins = stop.get(start).is_some_and(|token| token.first)
        || start
            .checked_sub(1)
            .and_then(|before| stop.get(before))
            .is_some_and(|before| before.kind == Kind::Text);
    let (first, last) = (stop.get(start)?, stop.get(condition.checked_sub(1)?)?);
    // `udner law deny if …` is a slip in the first word.
    let slip = |index: usize| closest(stop.word(index), words::WORDS).is_some();
    if (start..condition).any(|index| slip(index) && !VERDICTS.contains(&stop.word(index))) {
        return None;
    }
    // Only words that a verdict is spoken of with: `notwithstanding a permit` is something else.
    let fills = |index: usize| {
        let word = stop.word(index).to_lowercase();
        let fill = matches!(
            word.as_str(),
            "of" | "to"
                | "a"
                | "an"
                | "by"
                | "no"
                | "be"
                | "presumption"
                | "presumed"
                | "policy"
                | "required"
                | "require"
                | "requires"
                | "needed"
                | "necessary"
                | "export"
                | "exports"
                | "in"
                | "principle"
        );
        let stems =
            ["denial", "refus", "reject", "prohibit", "forbid", "den", "ban", "block", "case", "review"];
        let more = ["individual", "licen", "authori", "approv", "permi", "allow", "free"];
        fill || stems.iter().chain(&more).any(|stem| word.starts_with(stem))
    };
    let phrase = super::phrases::at(stop.tokens, start).is_some() || !(start..condition).all(fills);
    if condition < start.saturating_add(2) || phrase || !begins || first.start >= last.start {
        return None;
    }
    let spoken = stop.text.get(first.start..last.end)?.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| spoken.contains(word));
    let meant = if says(&["denial", "refus", "reject"]) {
        "refuse"
    } else if says(&["prohibit", "forbid", "deny", "denied", "ban", "block"]) {
        "deny"
    } else if says(&["case", "review", "individual"]) {
        "review"
    } else if says(&["licen", "authori", "approv"]) {
        "license"
    } else if says(&["permit", "allow", "free"]) {
        "permit"
    } else {
        return None;
    };
    let found = Found::replace(Said::OtherWords, first.start, last.end, meant).unsure();
    Some(found.because(format!("a verdict is one word: write `{meant} if …`")))
}

/// `>= fifty percent`, `within ten days`
fn number_in_words(stop: &Stop) -> Option<Found> {
    stop.near().rev().find_map(|index| {
        let word = stop.get(index)?;
        let digits = Number::spelled(word.text)?;
        let before = stop.get(index.checked_sub(1)?)?;
        let wanted =
            super::conditions::compares(before.text) || matches!(before.text, "within" | "and" | "+" | "-");
        let unit = stop
            .get(index.saturating_add(1))
            .filter(|unit| !unit.first && unit.kind == Kind::Word && wanted)?;
        let percent = matches!(unit.text, "percent" | "per" | "pct");
        let to = if unit.text == "per" { stop.get(index.saturating_add(2))?.end } else { unit.end };
        let known = percent
            || matches!(
                unit.text,
                "days" | "day" | "weeks" | "months" | "years" | "working_days" | "EUR" | "USD"
            );
        let meant = if percent { format!("{digits}%") } else { format!("{digits} {}", unit.text) };
        known.then(|| Found::replace(Said::AmountForm, word.start, to, &meant))
    })
}

/// `any(c.origin == CN for c in item.components)`, `[c for c in … if …]`
fn generator(stop: &Stop) -> Option<Found> {
    let link =
        (stop.at.saturating_sub(4)..stop.tokens.len()).take(24).find(|index| stop.word(*index) == "for")?;
    let open = (0..link).rev().take(24).find(|index| {
        matches!(stop.word(*index), "(" | "[")
            && (stop.word(*index) == "["
                || index
                    .checked_sub(1)
                    .is_some_and(|word| matches!(stop.word(word), "any" | "all" | "count")))
    })?;
    let name = stop.get(link.saturating_add(1)).filter(|name| name.kind == Kind::Word)?;
    (stop.word(link.saturating_add(2)) == "in").then_some(())?;
    let start = link.saturating_add(3);
    let list = stop.slice(start, value_end(stop, start)?);
    let round = stop.word(open) == "(";
    let asked = open.checked_sub(1).map_or("any", |word| stop.word(word));
    let condition = stop.slice(open.saturating_add(1), link);
    let advice = match (round, asked) {
        (true, "all") => format!("write the list first: `all({0} in {list} : {condition})`", name.text),
        (true, _) => format!("write the list first: `{asked}({0} in {list} where {condition})`", name.text),
        (false, _) => format!("ask about the elements: `any({0} in {list} where …)`", name.text),
    };
    let from = if round { stop.get(open.checked_sub(1)?)? } else { stop.get(open)? };
    Some(Found::told(Said::OtherWords, from.start, name.end, advice))
}

/// `any(item.components where origin == CN)`
fn unnamed(stop: &Stop) -> Option<Found> {
    let open = (stop.at.saturating_sub(8)..=stop.at).rev().find(|index| {
        stop.word(*index) == "("
            && index.checked_sub(1).is_some_and(|word| matches!(stop.word(word), "any" | "all" | "count"))
    })?;
    let start = open.saturating_add(1);
    let end = value_end(stop, start).filter(|end| stop.word(*end) == "where")?;
    let word = stop.get(open.checked_sub(1)?)?;
    let list = stop.slice(start, end);
    let part = stop.word(end.saturating_add(1));
    let link = if word.text == "all" { ":" } else { "where" };
    let advice = format!("give the elements a name: `{}(x in {list} {link} x.{part} …)`", word.text);
    Some(Found::told(Said::OtherWords, word.start, stop.get(end)?.end, advice))
}

/// `any(c in item.components, c.origin == CN)`, `… | c.origin == CN)`
fn parted(stop: &Stop) -> Option<Found> {
    let mark = stop.after(0).filter(|mark| matches!(mark.text, "," | "|" | ";" | "if" | "with"))?;
    let link = (0..stop.at).rev().take(8).find(|index| stop.word(*index) == "in")?;
    let word = stop.get(link.checked_sub(3)?).filter(|word| matches!(word.text, "any" | "all" | "count"))?;
    let ends = value_end(stop, link.saturating_add(1)).is_some_and(|end| end == stop.at);
    let bracket = stop.word(link.checked_sub(2)?) == "(";
    let meant = if word.text == "all" { " :" } else { " where" };
    let last = stop.before(1)?;
    let found = Found::replace(Said::OtherWords, mark.start, mark.end, meant);
    (ends && bracket).then(|| Found { edits: vec![(last.end, mark.end, meant.to_owned())], ..found })
}
