//! Conditions that are not joined, not closed or not begun: no `if`, no `and`, brackets of another kind.

use super::known::{Stop, VERDICTS, is_language};
use super::order::value_end;
use super::tokens::Kind;
use super::{Found, Said};

/// A condition in another form.
pub(super) fn mistake(stop: &Stop) -> Option<Found> {
    unjoined(stop)
        .or_else(|| codes(stop))
        .or_else(|| uncompared(stop))
        .or_else(|| wrong_close(stop))
        .or_else(|| braces(stop))
        .or_else(|| bare_not(stop))
        .or_else(|| applies(stop))
        .or_else(|| colon(stop))
        .or_else(|| colon_for_equal(stop))
        .or_else(|| marks_between_values(stop))
        .or_else(|| inner_unless(stop))
        .or_else(|| ends_of_range(stop))
}

/// `deny if destination: RU`
fn colon_for_equal(stop: &Stop) -> Option<Found> {
    let mark = stop.after(0).filter(|mark| mark.text == ":")?;
    let last = stop.before(1).filter(|last| last.kind == Kind::Word && !is_language(last.text))?;
    let value = stop.after(1).filter(|value| !value.first && value.kind != Kind::Sign)?;
    let mut start = stop.at.checked_sub(1)?;
    while start >= 2 && stop.word(start.saturating_sub(1)) == "." {
        start = start.saturating_sub(2);
    }
    let opened = start.checked_sub(1).map(|before| stop.word(before))?;
    let condition = matches!(opened, "if" | "and" | "or" | "unless" | "not");
    let found = Found::replace(Said::OtherWords, mark.start, mark.end, "==").unsure();
    let found = Found { edits: vec![(last.end, value.start, " == ".to_owned())], ..found };
    condition.then(|| {
        found.because(format!("compare with `==`: `{} == {}`", stop.slice(start, stop.at), value.text))
    })
}

/// `destination == RU;BY`
fn marks_between_values(stop: &Stop) -> Option<Found> {
    let mark = stop.after(0).filter(|mark| matches!(mark.text, ";" | "|" | "&"))?;
    let first = stop.before(1).filter(|first| first.kind != Kind::Sign && first.end == mark.start)?;
    let sign = stop.before(2).filter(|sign| matches!(sign.text, "==" | "=" | "is"))?;
    let mut end = stop.at;
    while stop.word(end) == mark.text
        && stop.get(end.saturating_add(1)).is_some_and(|next| next.kind != Kind::Sign)
    {
        end = end.saturating_add(2);
    }
    let alone =
        stop.get(end).is_none_or(|next| next.first || matches!(next.text, "and" | "or" | ")" | "unless"));
    let last = stop.get(end.checked_sub(1)?).filter(|_| alone && end > stop.at)?;
    let values = stop.text.get(first.start..last.end)?.replace(mark.text, ", ");
    let meant = format!("in [{}]", values.split(", ").map(str::trim).collect::<Vec<_>>().join(", "));
    Some(Found::replace(Said::ListForm, sign.start, last.end, &meant).unsure())
}

/// `unless (a unless b)`
fn inner_unless(stop: &Stop) -> Option<Found> {
    let word = stop.after(0).filter(|word| word.text == "unless" && !word.first)?;
    let before = stop.tokens.get(..stop.at)?;
    let count = |mark: &str| before.iter().filter(|token| token.text == mark).count();
    let advice = "inside brackets write `and not (…)`; an exception from an exception is a statement of its own: \
                  `exception NAME to RULE permit if …`, and another one to that";
    (count("(") > count(")")).then(|| Found::told(Said::OtherWords, word.start, word.end, advice))
}

/// `between 5 and 10 exclusive`
fn ends_of_range(stop: &Stop) -> Option<Found> {
    let word = stop.near().rev().find(|index| {
        let small = stop.word(*index).to_lowercase();
        matches!(small.as_str(), "exclusive" | "inclusive" | "exclusively" | "inclusively" | "incl" | "excl")
    })?;
    let begun = (word.saturating_sub(16)..word).any(|index| stop.word(index) == "between");
    let token = stop.get(word).filter(|token| begun && !token.first)?;
    let found = Found::replace(Said::NotNeeded, token.start, token.end, "");
    let last = stop.get(word.checked_sub(1)?)?;
    let cut = vec![(last.end, token.end, String::new())];
    if token.text.to_lowercase().starts_with("incl") {
        return Some(Found { edits: cut, ..found }.because("take it away: `between` includes both ends"));
    }
    let advice = "`between` includes both ends: write `… > A and … < B` where they do not belong to it";
    Some(Found { edits: cut, hidden: true, ..found }.because(advice))
}

pub(super) fn compares(word: &str) -> bool {
    matches!(word, "==" | "!=" | "<" | ">" | "<=" | ">=" | "is" | "in" | "between" | "equals")
}

/// `a == b c == d`, `a == b, c == d`
fn unjoined(stop: &Stop) -> Option<Found> {
    let (start, mark) = stop.near().rev().find_map(|index| {
        let mark = usize::from(matches!(stop.word(index), "," | ";"));
        let second = index.saturating_add(mark);
        let end = value_end(stop, second)?;
        let word = stop.get(second).filter(|word| word.kind == Kind::Word && !is_language(word.text))?;
        let apart =
            index.checked_sub(1).and_then(|last| stop.get(last)).is_some_and(|last| last.end < word.start);
        let begins = compares(stop.word(end)) && stop.get(end).is_some_and(|sign| !sign.first) && apart;
        (begins && compared(stop, index) && end >= stop.at).then_some((second, mark))
    })?;
    let word = stop.get(start)?;
    let advice = if mark == 0 {
        "write `and` between them if both must be true, or `or` if one is enough"
    } else {
        "write `and` in the place of the mark if both must be true, or `or` if one is enough"
    };
    Some(Found::told(Said::Unjoined, word.start, word.end, advice))
}

/// `in 1C902, 1C903.a`: codes without quotation marks and brackets
fn codes(stop: &Stop) -> Option<Found> {
    let start = stop.near().rev().find(|index| {
        index.checked_sub(1).is_some_and(|before| stop.word(before) == "in")
            && code_end(stop, *index).is_some()
    })?;
    let mut members = Vec::new();
    let mut at = start;
    while let Some(end) = code_end(stop, at) {
        members.push(format!("\"{}\"", stop.slice(at, end)));
        at = end;
        if matches!(stop.word(end), "," | "or" | "and") && code_end(stop, end.saturating_add(1)).is_some() {
            at = end.saturating_add(1);
        } else {
            break;
        }
    }
    let (from, to) = (stop.get(start)?.start, stop.get(at.checked_sub(1)?)?.end);
    Some(Found::replace(Said::ListForm, from, to, &format!("[{}]", members.join(", "))))
}

/// The token behind a code that begins with a digit and a capital letter.
fn code_end(stop: &Stop, start: usize) -> Option<usize> {
    let (number, letters) = (stop.get(start)?, stop.get(start.saturating_add(1))?);
    let code = number.kind == Kind::Number
        && letters.kind == Kind::Word
        && number.end == letters.start
        && letters.text.starts_with(|letter: char| letter.is_ascii_uppercase())
        && letters.text.contains(|letter: char| letter.is_ascii_digit());
    let mut end = start.saturating_add(2);
    while stop.get(end).is_some_and(|dot| dot.text == ".")
        && stop.get(end.saturating_add(1)).zip(stop.get(end)).is_some_and(|(part, dot)| part.start == dot.end)
    {
        end = end.saturating_add(2);
    }
    code.then_some(end)
}

/// `destination RU`, `not destination RU`
fn uncompared(stop: &Stop) -> Option<Found> {
    let (start, end) = stop.near().rev().find_map(|index| {
        let before = index.checked_sub(1)?;
        let begins = |index: usize| matches!(stop.word(index), "if" | "and" | "or" | "unless" | "(");
        let denied = stop.word(before) == "not" && before.checked_sub(1).is_some_and(begins);
        let opened = begins(before) || denied;
        let fact = stop.get(index).filter(|fact| fact.kind == Kind::Word && !is_language(fact.text))?;
        let end = value_end(stop, index).filter(|_| opened && !fact.first)?;
        Some((index, end))
    })?;
    let value = stop.get(end).filter(|value| !value.first)?;
    let plain = match value.kind {
        Kind::Text | Kind::Number => true,
        Kind::Word => crate::value::Country::parse(value.text).is_some(),
        Kind::Sign => false,
    };
    let last = stop
        .get(end.saturating_add(1))
        .is_none_or(|next| next.first || next.kind == Kind::Word || matches!(next.text, ")" | "%"));
    let fact = stop.slice(start, end);
    let mut found = Found::replace(Said::OtherWords, stop.get(start)?.start, value.end, "==").unsure();
    found.edits = vec![(stop.get(end.checked_sub(1)?)?.end, value.start, " == ".to_owned())];
    (plain && last).then(|| found.because(format!("compare the two: `{fact} == {}`", value.text)))
}

/// `license required if …`: what stands between is offered to be taken away
fn between_verdict_and_if(stop: &Stop) -> Option<Found> {
    let (verdict, next) = (stop.before(1)?, stop.after(0)?);
    let line = (stop.at..stop.tokens.len())
        .take_while(|index| *index == stop.at || stop.get(*index).is_some_and(|token| !token.first));
    let condition =
        line.map(|index| stop.get(index)).find(|token| token.is_some_and(|token| token.text == "if"))??;
    let last = stop.text.get(..condition.start)?.trim_end().len();
    let found = Found::replace(Said::NotNeeded, next.start, last, "").unsure();
    let edits = vec![(verdict.end, last, String::new())];
    Some(Found { edits, ..found }.because(format!("write `{} if …`", verdict.text)))
}

/// `if a == b then deny else permit`, `a == b -> deny`: the verdict somewhere behind the condition
pub(super) fn verdict_behind(stop: &Stop) -> Option<Found> {
    let start = (0..=stop.at).rev().find(|index| stop.get(*index).is_some_and(|token| token.first))?;
    let line: Vec<usize> = (start..stop.tokens.len())
        .take_while(|index| *index == start || stop.get(*index).is_some_and(|token| !token.first))
        .collect();
    let linked = |index: &&usize| {
        let before = index.checked_sub(1).map(|before| stop.word(before)).unwrap_or_default();
        VERDICTS.contains(&stop.word(**index)) && matches!(before, "then" | "->" | "=>" | ":" | "=" | "is")
    };
    let verdict = line.iter().find(linked).and_then(|index| stop.get(*index))?;
    let begins = VERDICTS.contains(&stop.word(start)) || super::known::is_statement(stop.word(start));
    let advice = format!("write `{} if …`; what holds otherwise is a rule of its own", verdict.text);
    // `rule a "Title" if …`: the statement has begun, its verdict has not.
    let titled = line.windows(2).any(|pair| {
        matches!(pair, [title, condition] if stop.word(*condition) == "if"
            && stop.get(*title).is_some_and(|title| title.kind == Kind::Text))
    });
    let arrow = line.iter().any(|index| matches!(stop.word(*index), "->" | "=>"));
    if VERDICTS.contains(&stop.word(start)) && line.iter().any(|index| stop.word(*index) == "then") {
        let advice = format!(
            "a rule has one verdict, before its condition: keep `{}` there, or write `{}`",
            stop.word(start),
            verdict.text
        );
        return Some(Found::told(Said::VerdictLast, verdict.start, verdict.end, advice));
    }
    (!begins || titled || arrow).then(|| Found::told(Said::VerdictLast, verdict.start, verdict.end, advice))
}

/// `excep` and nothing more
pub(super) fn alone(stop: &Stop) -> Option<Found> {
    let word = stop.before(1).filter(|word| word.first && word.kind == Kind::Word)?;
    let opened = |mark: &str| (0..stop.at).filter(|index| stop.word(*index) == mark).count();
    let begun = stop.after(0).is_none_or(|next| next.first) && opened("[") <= opened("]");
    let mut statements = super::super::words::STATEMENTS.iter();
    let meant = statements.find(|statement| word.text.len() > 2 && statement.starts_with(word.text));
    let advice = match meant {
        Some(meant) => format!("write `{meant}` and what it says, or take it away"),
        None => "write the rest of the statement, or take it away".to_owned(),
    };
    begun.then(|| Found {
        resume: stop.after(0).map(|next| next.start),
        ..Found::told(Said::Unfinished, word.start, word.end, advice)
    })
}

/// Whether a comparison ends before a token: `… == RU`, `… in [RU, BY]`.
fn compared(stop: &Stop, end: usize) -> bool {
    let Some(last) = end.checked_sub(1) else { return false };
    if stop.word(last) == "]" {
        let open = (0..last).rev().find(|index| stop.word(*index) == "[");
        return open.and_then(|open| open.checked_sub(1)).is_some_and(|before| stop.word(before) == "in");
    }
    // The value may have parts and a unit.
    let from = last.saturating_sub(4);
    let value = (from..last).rev().take_while(|index| {
        !matches!(stop.word(*index), "and" | "or" | "if" | "unless" | "," | "(" | "[" | "not")
    });
    value.map(|index| stop.word(index)).any(compares)
}

/// `[RU, BY)`, `(a == b]`
fn wrong_close(stop: &Stop) -> Option<Found> {
    let close = stop.after(0).filter(|close| matches!(close.text, ")" | "]" | "}"))?;
    let mut open: Vec<&str> = Vec::new();
    for index in 0..stop.at {
        match stop.word(index) {
            word @ ("(" | "[" | "{") => open.push(word),
            ")" | "]" | "}" => drop(open.pop()),
            _ => {}
        }
    }
    let meant = match (*open.last()?, close.text) {
        ("[", ")" | "}") => "]",
        ("(", "]" | "}") => ")",
        _ => return None,
    };
    let found = Found::replace(Said::Bracket, close.start, close.end, meant);
    Some(found.because(format!("write `{meant}`, which belongs to the bracket before it")))
}

/// `if {a == b or c == d} and …`
fn braces(stop: &Stop) -> Option<Found> {
    let open = stop.after(0).filter(|open| open.text == "{")?;
    let inside =
        stop.before(1).is_some_and(|last| matches!(last.text, "if" | "and" | "or" | "not" | "unless" | "("));
    let close = (stop.at..stop.tokens.len()).find(|index| stop.word(*index) == "}")?;
    let flat = (stop.at.saturating_add(1)..close).all(|index| stop.word(index) != "{");
    let end = stop.get(close).filter(|_| inside && flat)?;
    let found = Found::replace(Said::OtherWords, open.start, open.end, "(");
    let edits = vec![(open.start, open.end, "(".to_owned()), (end.start, end.end, ")".to_owned())];
    Some(Found { edits, ..found }.because("write round brackets: `( … )`"))
}

/// `destination not RU`, `destination not [RU, BY]`
fn bare_not(stop: &Stop) -> Option<Found> {
    let value = stop.after(0).filter(|value| !value.first && value.text != "in")?;
    let not = stop.before(1).filter(|not| not.text == "not")?;
    let last = stop.before(2).filter(|last| last.kind == Kind::Word && !is_language(last.text))?;
    let meant = match value.kind {
        Kind::Sign if value.text == "[" => "not in",
        Kind::Sign if value.text == "==" => {
            return Some(Found::replace(Said::OtherWords, not.start, value.end, "!="));
        }
        Kind::Sign => return None,
        Kind::Word if is_language(value.text) || value.text == "equal" || value.text == "equals" => {
            return None;
        }
        Kind::Word | Kind::Number | Kind::Text => "!=",
    };
    (last.end < not.start).then(|| Found::replace(Said::OtherWords, not.start, not.end, meant))
}

/// `x does not apply`, `x apply`, `rule x applies`, `"Title" applies`
fn applies(stop: &Stop) -> Option<Found> {
    let ahead = stop.at.saturating_add(3);
    let index = (stop.at.saturating_sub(4)..ahead)
        .rev()
        .find(|index| matches!(stop.word(*index), "apply" | "applies"))?;
    let last = stop.get(index)?;
    let kind = index
        .checked_sub(2)
        .and_then(|kind| stop.get(kind))
        .filter(|kind| matches!(kind.text, "rule" | "exception") && !kind.first);
    if let Some(kind) = kind {
        let name = stop.get(index.checked_sub(1)?)?;
        let found = Found::replace(Said::NotNeeded, kind.start, kind.end, "");
        return Some(Found { edits: vec![(kind.start, name.start, String::new())], ..found });
    }
    let denied = stop.word(index.checked_sub(1)?) == "not";
    let behind = index.checked_sub(1)?.checked_sub(usize::from(denied))?;
    let name = behind.checked_sub(usize::from(matches!(stop.word(behind), "does" | "do")))?;
    let named = stop.get(name)?;
    if named.kind == Kind::Text {
        let advice = "write the short name of the rule, not its title: `NAME applies`";
        return Some(Found::told(Said::NameForm, named.start, named.end, advice));
    }
    let opened = name.checked_sub(1).and_then(|before| stop.get(before)).is_some_and(super::known::is_open);
    let word = named.kind == Kind::Word && !is_language(named.text) && opened;
    let meant = match (denied, last.text) {
        (true, _) => format!("not {} applies", named.text),
        (false, "apply") => format!("{} applies", named.text),
        (false, _) => return None,
    };
    word.then(|| Found::replace(Said::OtherWords, named.start, last.end, &meant))
}

/// `deny if: destination == RU`
fn colon(stop: &Stop) -> Option<Found> {
    let mark = stop.after(0).filter(|mark| matches!(mark.text, ":" | ","))?;
    let word = stop.before(1).filter(|word| matches!(word.text, "if" | "and" | "or" | "unless"))?;
    let next = stop.after(1)?;
    let list = matches!(next.text, "-" | "•" | "*" | "(");
    let found = Found::replace(Said::NotNeeded, mark.start, mark.end, "");
    (!list).then(|| Found { edits: vec![(word.end, mark.end, String::new())], ..found })
}

/// `deny`, `deny destination == RU`
pub(super) fn no_if(stop: &Stop) -> Option<Found> {
    let verdict = stop.before(1).filter(|verdict| VERDICTS.contains(&verdict.text))?;
    let begins = verdict.first || stop.before(2).is_some_and(|last| last.kind == Kind::Text);
    let told = |advice: String| Found::told(Said::NoIf, verdict.start, verdict.end, advice);
    if !begins || matches!(stop.word(stop.at), "if" | "always") {
        return None;
    }
    let Some(next) = stop.after(0).filter(|next| !next.first) else {
        let advice =
            format!("write `{0} if CONDITION`, or `{0} always` if it holds in every case", verdict.text);
        return Some(told(advice));
    };
    if next.text == "unless" {
        return Some(told(format!("write `{0} if not (…)`, or a condition before `unless`", verdict.text)));
    }
    let line = (stop.at..stop.tokens.len())
        .take_while(|index| *index == stop.at || !stop.get(*index).is_some_and(|token| token.first));
    let condition = line.map(|index| stop.word(index)).any(|word| compares(word) || word == "applies");
    let starts =
        next.text == "(" || next.text == "not" || (next.kind == Kind::Word && !is_language(next.text));
    if let Some(found) = between_verdict_and_if(stop) {
        return Some(found);
    }
    if condition && matches!(next.text, "for" | "on" | "to" | "with" | "upon" | "against" | "of") {
        let found = Found::replace(Said::NoIf, verdict.start, next.end, "if").unsure();
        let edits = vec![(next.start, next.end, "if".to_owned())];
        return Some(Found { edits, ..found }.because(format!("write `{} if …`", verdict.text)));
    }
    if !condition || !starts {
        let advice =
            format!("write `{0} if` and a condition, such as `{0} if destination == RU`", verdict.text);
        return Some(told(advice));
    }
    let mut found = Found::replace(Said::NoIf, verdict.start, verdict.end, "if");
    found.edits = vec![(verdict.end, verdict.end, " if".to_owned())];
    Some(found.because(format!("write `{} if …`", verdict.text)))
}
