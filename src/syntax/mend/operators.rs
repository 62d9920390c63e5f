//! Words between two values that are no operators, slips of the pen in those that are, and operators of other kinds.

use super::conditions::compares;
use super::known::{Stop, VERDICTS, is_language};
use super::order::value_end;
use super::phrases::ends_value;
use super::tokens::{Kind, Token};
use super::{Found, Said};
use crate::diagnostics::closest;
use crate::value::Country;

/// Operators and what else stands between two values or conditions.
const BETWEEN: [&str; 11] =
    ["and", "or", "not", "in", "is", "under", "between", "unless", "except", "where", "applies"];

/// Something else between two values.
pub(super) fn mistake(stop: &Stop) -> Option<Found> {
    pattern(stop)
        .or_else(|| within_a_year(stop))
        .or_else(|| implied(stop))
        .or_else(|| slip(stop))
        .or_else(|| since(stop))
        .or_else(|| subject(stop))
        .or_else(|| comma_list(stop))
        .or_else(|| index(stop))
        .or_else(|| method(stop))
        .or_else(|| prefix(stop))
        .or_else(|| choice(stop))
        .or_else(|| from_to(stop))
        .or_else(|| anything(stop))
}

/// `name =~ /Bank.*/`, `name == /bank/i`
fn pattern(stop: &Stop) -> Option<Found> {
    let glued = |one: usize| {
        let (one, other) = (stop.get(one)?, stop.get(one.saturating_add(1))?);
        (one.end == other.start).then_some(())
    };
    let operator = stop.near().find(|index| {
        let pair = (stop.word(*index), stop.word(index.saturating_add(1)));
        matches!(pair, ("=" | "!" | "==", "~") | ("~", "=" | "~")) && glued(*index).is_some()
    });
    let slash = || {
        let index = stop.near().find(|index| {
            let compared = index.checked_sub(1).is_some_and(|before| compares(stop.word(before)));
            compared && matches!(stop.word(*index), "/" | "^" | "//")
        })?;
        (!stop.ends_line(index)).then_some(index)
    };
    let start = operator.or_else(slash)?;
    let first = stop.get(start).filter(|first| !first.first)?;
    let advice = "name the whole texts that are meant, as in `end_user.name in names`: parts of a text cannot be asked for";
    let second = stop.get(start.saturating_add(1)).filter(|_| operator.is_some());
    let to = second.map_or(first.end, |second| second.end);
    Some(Found::told(Said::OtherWords, first.start, to, advice))
}

/// `export_date within 2025`
fn within_a_year(stop: &Stop) -> Option<Found> {
    let ahead = stop.at.saturating_add(1);
    let index =
        (stop.at.saturating_sub(3)..=ahead).find(|index| matches!(stop.word(*index), "within" | "during"))?;
    let year =
        stop.get(index.saturating_add(1)).filter(|year| year.kind == Kind::Number && year.text.len() == 4)?;
    let next = stop.word(index.saturating_add(2));
    let unit = next == "-" || matches!(next, "days" | "weeks" | "months" | "years" | "working_days");
    let word = stop.get(index).filter(|_| !unit && in_condition(stop, index))?;
    let meant = format!("between {0}-01-01 and {0}-12-31", year.text);
    Some(Found::replace(Said::OtherWords, word.start, year.end, &meant))
}

/// Whether a token stands in a condition of the statement.
fn in_condition(stop: &Stop, index: usize) -> bool {
    let begins = |index: &usize| matches!(stop.word(*index), "if" | "unless" | "where" | "=" | "when");
    (stop.head().unwrap_or(0)..index).any(|index| begins(&index))
}

/// Whether a value can begin with this token.
fn begins_value(token: &Token) -> bool {
    match token.kind {
        Kind::Word => !matches!(token.text, "if" | "always" | "unless" | "then" | "else" | "and" | "or"),
        Kind::Number | Kind::Text => true,
        Kind::Sign => matches!(token.text, "[" | "("),
    }
}

/// A word in the middle of a line that is none of the language, between a value and what follows.
fn stranger<'s, 't>(stop: &'s Stop<'t>, index: usize) -> Option<&'s Token<'t>> {
    let word =
        stop.get(index).filter(|word| word.kind == Kind::Word && !word.first && !is_language(word.text))?;
    let before =
        stop.get(index.checked_sub(1)?).filter(|before| ends_value(before) && before.end < word.start)?;
    let next = stop.get(index.saturating_add(1)).filter(|next| !next.first && next.start > word.end)?;
    // A phrase that people use is told as such.
    let phrase = super::phrases::at(stop.tokens, index).is_some()
        || super::phrases::at(stop.tokens, index.checked_sub(1)?).is_some();
    let fits = begins_value(next) && !VERDICTS.contains(&word.text) && before.text != "the" && !phrase;
    (fits && in_condition(stop, index)).then_some(word)
}

/// `destination inn [RU]`, `a == b annd c == d`
fn slip(stop: &Stop) -> Option<Found> {
    const LONG: usize = 5;
    let (word, meant) = stop.near().rev().find_map(|index| {
        let word = stranger(stop, index).filter(|word| word.text.len() > 2)?;
        let meant = closest(word.text, BETWEEN).filter(|meant| meant != word.text)?;
        Some((word, meant))
    })?;
    if meant == "except" {
        let found = Found::replace(Said::OtherWords, word.start, word.end, "unless").unsure();
        return Some(found.because("write `unless`: what is excepted in the same sentence follows it"));
    }
    let found = Found::replace(Said::OtherWords, word.start, word.end, &meant);
    // `implies` is near to `applies`, and something else.
    let alike = word.text.chars().next() == meant.chars().next() || meant == "under";
    Some(if word.text.len() < LONG || !alike { found.unsure() } else { found })
}

/// `A implies B`
fn implied(stop: &Stop) -> Option<Found> {
    let index = stop.near().rev().find(|index| stop.word(*index) == "implies")?;
    let word = stop.get(index).filter(|_| in_condition(stop, index))?;
    let advice = "write `not (A) or B`, which holds wherever `A` does not, or `B` does";
    Some(Found::told(Said::OtherWords, word.start, word.end, advice))
}

/// `destination touches RU`, and `destination == RU BY` where nothing at all stands between
pub(super) fn unknown(stop: &Stop) -> Option<Found> {
    let last = stop.at.checked_sub(1)?;
    if let Some(word) = stranger(stop, last) {
        let advice = "no operator is called so: write `==`, `!=`, `<`, `>`, `in`, `under` or another between two \
                      values, and `and` or `or` between two conditions";
        return Some(Found::told(Said::OtherWords, word.start, word.end, advice));
    }
    let word =
        stop.get(last).filter(|word| word.kind == Kind::Word && !word.first && !is_language(word.text))?;
    let before =
        stop.get(last.checked_sub(1)?).filter(|before| ends_value(before) && before.end < word.start)?;
    let ends = stop.after(0).is_none_or(|next| next.first) && !VERDICTS.contains(&word.text);
    let advice = format!(
        "write an operator between `{}` and `{}`, such as `==` or `in`, or take one of them away",
        before.text, word.text
    );
    (ends && in_condition(stop, last)).then(|| Found::told(Said::NotNeeded, word.start, word.end, advice))
}

/// `destination == RU since 2025-01-01`: a day of the rule, not of the condition
fn since(stop: &Stop) -> Option<Found> {
    let index = stop.near().find(|index| matches!(stop.word(*index), "since" | "starting" | "effective"))?;
    let word = stop.get(index)?;
    let date =
        stop.get(index.saturating_add(1)).filter(|date| date.kind == Kind::Number && date.text.len() == 4)?;
    let whole = compares(stop.word(index.checked_sub(2)?)) && stop.word(index.saturating_add(2)) == "-";
    let day = stop.text.get(date.start..date.start.saturating_add(10))?;
    let advice = format!("the days of a rule stand before its verdict: `in force from {day}`");
    whole.then(|| Found::told(Said::OtherWords, word.start, word.end, advice))
}

/// `item.value > 1000 EUR and < 5000 EUR`: the second comparison without what is compared
fn subject(stop: &Stop) -> Option<Found> {
    let sign = stop.after(0).filter(|sign| matches!(sign.text, "<" | ">" | "<=" | ">=" | "==" | "!="))?;
    let link = stop.before(1).filter(|link| matches!(link.text, "and" | "or") && !sign.first)?;
    let operator = (0..stop.at.checked_sub(1)?)
        .rev()
        .take(8)
        .find(|index| matches!(stop.word(*index), "<" | ">" | "<=" | ">=" | "==" | "!="))?;
    let mut start = operator.checked_sub(1)?;
    while start >= 2 && stop.word(start.saturating_sub(1)) == "." {
        start = start.saturating_sub(2);
    }
    let fact = stop.get(start).filter(|fact| fact.kind == Kind::Word && !is_language(fact.text))?;
    let fact = stop.text.get(fact.start..stop.get(operator.checked_sub(1)?)?.end)?;
    let mut found = Found::replace(Said::OtherWords, link.start, sign.end, "").unsure();
    found.edits = vec![(sign.start, sign.start, format!("{fact} "))];
    Some(found.because(format!("say again what is compared: `{} {fact} {} …`", link.text, sign.text)))
}

/// `destination == RU, BY or IR`
fn comma_list(stop: &Stop) -> Option<Found> {
    let comma = stop.after(0).filter(|comma| comma.text == "," && !comma.first)?;
    let operator = stop.before(2).filter(|operator| matches!(operator.text, "==" | "is" | "!=" | "="))?;
    let mut members = vec![stop.before(1)?.text];
    let mut at = stop.at;
    while matches!(stop.word(at), "," | "or" | "and") {
        let next =
            at.saturating_add(if matches!(stop.word(at.saturating_add(1)), "or" | "and") { 2 } else { 1 });
        let Some(end) = value_end(stop, next).filter(|end| *end == next.saturating_add(1)) else { break };
        if stop.get(end).is_some_and(|token| compares(token.text) || token.text == "applies") {
            break;
        }
        members.push(stop.word(next));
        at = end;
    }
    let last = stop.get(at.checked_sub(1)?).filter(|_| members.len() > 1)?;
    let meant = match operator.text {
        "!=" => format!("not in [{}]", members.join(", ")),
        _ => format!("in [{}]", members.join(", ")),
    };
    let mut found = Found::replace(Said::ListForm, comma.start, last.end, &meant).unsure();
    found.edits = vec![(operator.start, last.end, meant)];
    Some(found)
}

/// `item["code"]`, `RU[BY]`, `item->code`
fn index(stop: &Stop) -> Option<Found> {
    let open = stop.after(0)?;
    let name = stop.before(1).filter(|name| name.kind == Kind::Word && name.end == open.start)?;
    let inner = stop.after(1)?;
    if open.text == "->" && inner.kind == Kind::Word {
        return Some(Found::replace(Said::OtherWords, open.start, open.end, "."));
    }
    let close = stop.after(2).filter(|close| open.text == "[" && close.text == "]")?;
    let field = inner.text.trim_matches('"');
    let named = inner.kind == Kind::Text
        && field.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if named {
        let meant = format!("{}.{field}", name.text);
        let mut found = Found::replace(Said::OtherWords, name.start, close.end, &meant);
        found.edits = vec![(open.start, close.end, format!(".{field}"))];
        return Some(found);
    }
    let countries = Country::parse(name.text).is_some() && Country::parse(inner.text).is_some();
    let meant = format!("[{}, {}]", name.text, inner.text);
    if countries {
        let found = Found::replace(Said::ListForm, name.start, close.end, &meant).unsure();
        return Some(found.because(format!("write a list of both: `{meant}`")));
    }
    let advice = "square brackets hold a list, as in `destination in [RU, BY]`; a part of something stands behind a \
                  dot, as in `item.code`";
    Some(Found::told(Said::OtherWords, open.start, close.end, advice))
}

/// `end_user.name.lower() == "bank"`
fn method(stop: &Stop) -> Option<Found> {
    let open = stop.after(0).filter(|open| open.text == "(")?;
    let name = stop.before(1).filter(|name| name.kind == Kind::Word && name.end == open.start)?;
    let dot = stop.before(2).filter(|dot| dot.text == "." && dot.end == name.start)?;
    let advice = "values are compared as they stand and have nothing to call: write the value that is meant, or ask \
                  with `count(…)`, `any(…)` or `all(…)` about a list";
    Some(Found::told(Said::OtherWords, dot.start, open.end, advice))
}

/// `Sector::defence`
fn prefix(stop: &Stop) -> Option<Found> {
    let mark = stop.near().find(|index| stop.word(*index) == "::")?;
    let (kind, value) = (stop.get(mark.checked_sub(1)?)?, stop.get(mark.saturating_add(1))?);
    let words = kind.kind == Kind::Word && value.kind == Kind::Word && value.start == stop.get(mark)?.end;
    words.then(|| Found::replace(Said::OtherWords, kind.start, value.end, value.text))
}

/// `a == b ? true : false`
fn choice(stop: &Stop) -> Option<Found> {
    let mark = stop.after(0).filter(|mark| mark.text == "?" && !stop.ends_line(stop.at))?;
    let colon = (stop.at..stop.tokens.len()).take(10).find(|index| stop.word(*index) == ":")?;
    let last = stop.get(colon.saturating_add(1))?;
    let advice = "write `if … then … else …` for a choice of values; a condition stands alone, without `true` and `false`";
    (!last.first).then(|| Found::told(Said::OtherWords, mark.start, last.end, advice))
}

/// `export_date from 2025-01-01 to 2025-12-31`
fn from_to(stop: &Stop) -> Option<Found> {
    let start = stop.near().rev().chain(stop.at.checked_sub(7)).find(|index| stop.word(*index) == "from")?;
    let day = |index: usize| {
        stop.get(index).is_some_and(|year| year.kind == Kind::Number && year.text.len() == 4)
            && stop.word(index.saturating_add(1)) == "-"
            && stop.word(index.saturating_add(3)) == "-"
    };
    let link = start.saturating_add(6);
    let joined = matches!(stop.word(link), "to" | "till" | "until" | "-" | "and" | "through");
    let fact =
        stop.get(start.checked_sub(1)?).filter(|fact| fact.kind == Kind::Word && !is_language(fact.text))?;
    if !day(start.saturating_add(1)) || !joined || !day(link.saturating_add(1)) || !in_condition(stop, start)
    {
        return None;
    }
    let (from, to) = (stop.get(start)?, stop.get(link)?);
    let mut found = Found::replace(Said::OtherWords, from.start, to.end, "between … and …").unsure();
    found.edits = vec![(from.start, from.end, "between".to_owned()), (to.start, to.end, "and".to_owned())];
    let (first, last) = (start.saturating_add(1), link.saturating_add(1));
    let (first, last) = (stop.slice(first, link), stop.slice(last, last.saturating_add(5)));
    let advice = format!("write `{} between {first} and {last}`, in which both days are included", fact.text);
    Some(found.because(advice))
}

/// `destination == *`
fn anything(stop: &Stop) -> Option<Found> {
    let star = stop.after(0).filter(|star| star.text == "*")?;
    let operator = stop.before(1).filter(|operator| compares(operator.text) && !star.first)?;
    let advice =
        "leave the comparison out where every value is meant, or write `always` instead of a condition";
    Some(Found::told(Said::OtherWords, operator.start, star.end, advice))
}
