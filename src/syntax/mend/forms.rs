//! Statements that declare something, as people write them: without type, with `means`, in other brackets.

use super::known::Stop;
use super::order::value_end;
use super::tokens::Kind;
use super::{Found, Said, duties};
use crate::value::{Country, Currency};

/// Names of types that people put before the name of a fact.
const TYPES: [&str; 12] = [
    "boolean", "text", "number", "percent", "money", "date", "duration", "country", "code", "mass", "length",
    "currency",
];

/// A declaration in another form.
pub(super) fn mistake(stop: &Stop) -> Option<Found> {
    let Some(head) = stop.head() else { return bare(stop).or_else(|| quoted_name(stop)) };
    match stop.word(head) {
        "define" => means(stop, head).or_else(|| condition_for_type(stop, head)),
        "enum" => braces(stop).or_else(|| quoted_value(stop)).or_else(|| value_of_two_words(stop)),
        "list" | "parameter" => {
            untyped(stop, head).or_else(|| members_in_quotes(stop)).or_else(|| bare_file(stop))
        }
        "table" | "calendar" => bare_file(stop),
        "instrument" => bare_source(stop),
        "fact" | "record" => type_first(stop, head)
            .or_else(|| question_mark(stop))
            .or_else(|| list_type(stop))
            .or_else(|| without_type(stop, head)),
        "use" => bare_path(stop, head),
        "rule" | "exception" | "duty" | "disapply" => duties::half_a_duty(stop, head)
            .or_else(|| duties::within(stop))
            .or_else(|| marks_in_title(stop, head))
            .or_else(|| equals(stop, head))
            .or_else(|| reserved(stop, head))
            .or_else(|| several(stop))
            .or_else(|| target(stop, head))
            .or_else(|| dash(stop, head))
            .or_else(|| numbered(stop, head)),
        _ => None,
    }
    .or_else(|| bare(stop))
    .or_else(|| quoted_name(stop))
}

/// `define risky means destination == RU`
fn means(stop: &Stop, head: usize) -> Option<Found> {
    let word = stop
        .after(0)
        .filter(|word| matches!(word.text, "means" | "mean" | "is" | "if" | "as" | "when" | "==" | ":="))?;
    let typed = stop.before(2).is_some_and(|colon| colon.text == ":") && matches!(word.text, "if" | "means");
    let near = stop.at <= head.saturating_add(if typed { 5 } else { 3 });
    near.then(|| Found::replace(Said::OtherWords, word.start, word.end, "="))
}

/// `define risky: destination == RU`
fn condition_for_type(stop: &Stop, head: usize) -> Option<Found> {
    let sign = stop.word(stop.at);
    let colon = (head..stop.at).find(|index| stop.word(*index) == ":")?;
    let compares =
        matches!(sign, "==" | "!=" | "<" | ">" | "<=" | ">=" | "." | "in" | "is" | "and" | "or" | "applies");
    let mark = stop.get(colon).filter(|_| compares && colon <= head.saturating_add(3))?;
    let last = stop.get(colon.checked_sub(1)?)?;
    let found = Found::replace(Said::OtherWords, mark.start, mark.end, "=");
    Some(Found { edits: vec![(last.end, mark.end, " =".to_owned())], ..found })
}

/// `enum s = {a, b}`
fn braces(stop: &Stop) -> Option<Found> {
    let open = stop.after(0).filter(|open| matches!(open.text, "{" | "[" | "("))?;
    let close = (stop.at..stop.tokens.len()).find(|index| matches!(stop.word(*index), "}" | "]" | ")"))?;
    let end = stop.get(close)?;
    let found = Found::replace(Said::NotNeeded, open.start, open.end, "");
    let edits = vec![(open.start, open.end, String::new()), (end.start, end.end, String::new())];
    Some(Found { edits, ..found }.because("take the brackets away: the values follow `=`"))
}

/// `enum s = "dual use", military`
fn quoted_value(stop: &Stop) -> Option<Found> {
    let text = stop.after(0).filter(|text| text.kind == Kind::Text)?;
    stop.before(1).filter(|last| matches!(last.text, "=" | ","))?;
    let name = super::names::slug(text.text)?;
    let mut found = Found::replace(Said::NameForm, text.start, text.end, &name);
    found.edits = vec![(text.start, text.start, format!("{name} "))];
    Some(found.because(format!("write a word before the text: `{name} {}`", text.text)))
}

/// `enum s = dual use, military`
fn value_of_two_words(stop: &Stop) -> Option<Found> {
    let word = |index: &usize| stop.get(*index).is_some_and(|token| token.kind == Kind::Word && !token.first);
    // `use` is read as the beginning of a statement, and the parser stops behind it.
    let here = [stop.at, stop.at.saturating_sub(1)].into_iter().find(word)?;
    let mut start = here;
    while start
        .checked_sub(1)
        .and_then(|before| stop.get(before))
        .is_some_and(|token| token.kind == Kind::Word)
    {
        start = start.saturating_sub(1);
    }
    start.checked_sub(1).filter(|before| matches!(stop.word(*before), "=" | ","))?;
    let mut end = here.saturating_add(1);
    while word(&end) {
        end = end.saturating_add(1);
    }
    let several = end > start.saturating_add(1);
    let name = super::names::slug(stop.slice(start, end)).filter(|_| several)?;
    let (from, to) = (stop.get(start)?.start, stop.get(end.checked_sub(1)?)?.end);
    let found = Found::replace(Said::NameForm, from, to, &name);
    Some(found.because(format!("a value is one word: write `{name}`")))
}

/// The type of a value that is written down.
fn type_of(stop: &Stop, index: usize) -> Option<&'static str> {
    let token = stop.get(index)?;
    let next = stop.word(index.saturating_add(1));
    match token.kind {
        Kind::Text => Some("text"),
        Kind::Word if Country::parse(token.text).is_some() => Some("country"),
        Kind::Word if matches!(token.text, "true" | "false") => Some("boolean"),
        Kind::Word => None,
        Kind::Number if next == "%" => Some("percent"),
        Kind::Number if Currency::parse(next).is_some() => Some("money"),
        Kind::Number if next == "-" => Some("date"),
        Kind::Number => stop.ends_line(index).then_some("number"),
        Kind::Sign if token.text == "[" => type_of(stop, index.saturating_add(1)),
        Kind::Sign => None,
    }
}

/// `list l = [RU]`, `parameter limit = 5000 EUR`
fn untyped(stop: &Stop, head: usize) -> Option<Found> {
    stop.after(0).filter(|sign| sign.text == "=" || sign.text == "from")?;
    let typed = (head..stop.at).any(|index| stop.word(index) == ":");
    let (name, last) = (stop.get(head.saturating_add(1))?, stop.before(1)?);
    if typed || stop.at > head.saturating_add(3) {
        return None;
    }
    let Some(meant) = type_of(stop, stop.at.saturating_add(1)) else {
        let advice = "write its type before `=`, such as `: text`, `: country` or `: money`";
        return Some(Found::told(Said::Untyped, name.start, name.end, advice));
    };
    let mut found = Found::replace(Said::Untyped, name.start, name.end, meant).unsure();
    found.edits = vec![(last.end, last.end, format!(": {meant}"))];
    Some(found.because(format!("write `: {meant}` before `=`")))
}

/// `list l: country = "RU, BY"`
fn members_in_quotes(stop: &Stop) -> Option<Found> {
    let text = stop.after(0).filter(|text| text.kind == Kind::Text)?;
    stop.before(1).filter(|sign| sign.text == "=")?;
    let inner = text.text.trim_matches('"');
    let advice = format!("write the members in square brackets: `[{inner}]`");
    Some(Found::told(Said::ListForm, text.start, text.end, advice))
}

/// `from l.csv`, `from lists/l.csv`
fn bare_file(stop: &Stop) -> Option<Found> {
    let start = stop.near().rev().find(|index| {
        index.checked_sub(1).is_some_and(|from| stop.word(from) == "from")
            && stop.get(*index).is_some_and(|token| token.kind == Kind::Word && !token.first)
    })?;
    let mut end = start.saturating_add(1);
    while stop
        .get(end)
        .zip(stop.get(end.saturating_sub(1)))
        .is_some_and(|(next, last)| next.start == last.end && next.kind != Kind::Text)
    {
        end = end.saturating_add(1);
    }
    let (first, last) = (stop.get(start)?, stop.get(end.checked_sub(1)?)?);
    let path = stop.text.get(first.start..last.end).filter(|path| path.contains('.'))?;
    Some(Found::replace(Said::Unquoted, first.start, last.end, &format!("\"{path}\"")))
}

/// `source https://example.org/law`
fn bare_source(stop: &Stop) -> Option<Found> {
    let first = stop.after(0).filter(|first| first.kind != Kind::Text && !first.first)?;
    stop.before(1).filter(|word| word.text == "source")?;
    let rest = stop.text.get(first.start..)?;
    let to = first.start.saturating_add(rest.find(char::is_whitespace).unwrap_or(rest.len()));
    let address = stop.text.get(first.start..to)?;
    Some(Found::replace(Said::Unquoted, first.start, to, &format!("\"{address}\"")))
}

/// `fact text x`
fn type_first(stop: &Stop, head: usize) -> Option<Found> {
    let kind = stop.get(head.saturating_add(1)).filter(|kind| TYPES.contains(&kind.text))?;
    let name = stop.get(head.saturating_add(2)).filter(|name| name.kind == Kind::Word && !name.first)?;
    let here = stop.at == head.saturating_add(2);
    let meant = format!("{}: {}", name.text, kind.text);
    here.then(|| Found::replace(Said::OtherWords, kind.start, name.end, &meant).unsure())
}

/// `number?`
fn question_mark(stop: &Stop) -> Option<Found> {
    let mark = stop.after(0).filter(|mark| mark.text == "?")?;
    let last = stop.before(1).filter(|last| last.kind == Kind::Word)?;
    let mut found = Found::replace(Said::OtherWords, mark.start, mark.end, "optional");
    found.edits = vec![(last.end, mark.end, " optional".to_owned())];
    Some(found)
}

/// `: [country]`
fn list_type(stop: &Stop) -> Option<Found> {
    let open = stop.after(0).filter(|open| open.text == "[")?;
    let kind = stop.after(1).filter(|kind| kind.kind == Kind::Word)?;
    let close = stop.after(2).filter(|close| close.text == "]")?;
    let typed = stop.before(1).is_some_and(|colon| colon.text == ":");
    let meant = format!("list of {}", kind.text);
    typed.then(|| Found::replace(Said::OtherWords, open.start, close.end, &meant))
}

/// `fact x "X"` and nothing more
fn without_type(stop: &Stop, head: usize) -> Option<Found> {
    let name = stop.get(head.saturating_add(1)).filter(|name| name.kind == Kind::Word && !name.first)?;
    let ends = stop.after(0).is_none_or(|next| next.first);
    let bare = (head..stop.at).all(|index| stop.word(index) != ":") && stop.word(head) == "fact";
    let advice = "write `:` and its type behind it: `boolean`, `text`, `number`, `money`, `date`, `country` or another";
    (bare && ends && stop.at <= head.saturating_add(3)).then(|| Found {
        resume: stop.after(0).map(|next| next.start),
        ..Found::told(Said::Untyped, name.start, name.end, advice)
    })
}

/// `use vocabulary`, `use ../vocabulary`
fn bare_path(stop: &Stop, head: usize) -> Option<Found> {
    let start = head.saturating_add(1);
    let first =
        stop.get(start).filter(|first| !first.first && stop.at == start && first.kind != Kind::Text)?;
    let end = (start..stop.tokens.len()).find(|index| stop.ends_line(*index))?;
    let last = stop.get(end)?;
    let path = stop.text.get(first.start..last.end)?;
    Some(Found::replace(Said::Unquoted, first.start, last.end, &format!("\"{path}\"")))
}

/// `rule a = deny if …`
fn equals(stop: &Stop, head: usize) -> Option<Found> {
    let mark = stop.after(0).filter(|mark| matches!(mark.text, "=" | "->" | "=>"))?;
    let last = stop.before(1)?;
    (stop.at <= head.saturating_add(3)).then(|| {
        let found = Found::replace(Said::NotNeeded, mark.start, mark.end, "");
        Found { edits: vec![(last.end, mark.end, String::new())], ..found }
    })
}

/// `rule a "The "Defence" rule"`
fn marks_in_title(stop: &Stop, head: usize) -> Option<Found> {
    let start = head.saturating_add(2);
    let first = stop.get(start).filter(|text| text.kind == Kind::Text)?;
    let end = (start..stop.tokens.len()).find(|index| stop.ends_line(*index))?;
    let last = stop.get(end).filter(|text| text.kind == Kind::Text && end > start)?;
    let glued = stop.get(start.saturating_add(1)).is_some_and(|next| next.start == first.end);
    let inner = stop.text.get(first.start.saturating_add(1)..last.end.checked_sub(1)?)?;
    let meant = format!("\"{}\"", inner.replace('"', "\\\""));
    (glued && stop.at <= end.saturating_add(1)).then(|| {
        let found = Found::replace(Said::OtherWords, first.start, last.end, &meant);
        found.because(format!("put a backslash before a mark inside a text: `{meant}`"))
    })
}

/// `rule if "…"`
fn reserved(stop: &Stop, head: usize) -> Option<Found> {
    let name = stop.after(0).filter(|name| stop.at == head.saturating_add(1) && name.kind == Kind::Word)?;
    let titled = stop.after(1).is_some_and(|next| next.kind == Kind::Text);
    let advice = "give it another name: this word belongs to the language";
    (titled && super::known::is_language(name.text))
        .then(|| Found::told(Said::NameForm, name.start, name.end, advice))
}

/// `under law art "1", "2"`
fn several(stop: &Stop) -> Option<Found> {
    let mark = stop.after(0).filter(|mark| matches!(mark.text, "," | "and" | "&" | ";"))?;
    stop.before(1).filter(|text| text.kind == Kind::Text)?;
    let cited = (0..stop.at).rev().take(8).any(|index| stop.word(index) == "under");
    let second = stop.after(1).filter(|second| cited && !second.first)?;
    let provision = second.kind == Kind::Text
        || stop.after(2).is_some_and(|next| next.kind == Kind::Text)
        || stop.after(3).is_some_and(|next| next.kind == Kind::Text);
    if !provision || super::known::VERDICTS.contains(&second.text) {
        return None;
    }
    let to = if second.kind == Kind::Text {
        second.end
    } else {
        stop.after(2).map_or(second.end, |next| next.end)
    };
    let advice =
        "cite one provision, the one that the sentence stands in, or both in one text: `art \"1 and 2\"`";
    Some(Found::told(Said::OtherWords, mark.start, to, advice))
}

/// `exception b from a`, `to "The ban"`
fn target(stop: &Stop, head: usize) -> Option<Found> {
    let last = stop.before(1)?;
    let next = stop.after(0)?;
    if next.kind == Kind::Text && matches!(last.text, "to" | "of") {
        let advice = format!("write the short name of the rule, not its title: `{} NAME`", last.text);
        return Some(Found::told(Said::NameForm, next.start, next.end, advice));
    }
    let names = next.kind == Kind::Word && matches!(last.text, "from" | "for" | "against");
    let exception = stop.word(head) == "exception" && value_end(stop, stop.at).is_some();
    (names && exception).then(|| Found::replace(Said::OtherWords, last.start, last.end, "to").unsure())
}

/// `rule a - Defence users`
fn dash(stop: &Stop, head: usize) -> Option<Found> {
    let mark = stop.after(0).filter(|mark| matches!(mark.text, "-" | "–" | "—"))?;
    let name = stop.get(head.saturating_add(1)).filter(|name| name.end < mark.start)?;
    let end = (stop.at..stop.tokens.len()).find(|index| stop.ends_line(*index))?;
    let (first, last) = (stop.after(1).filter(|first| !first.first)?, stop.get(end)?);
    let title = stop.text.get(first.start..last.end)?;
    if stop.at != head.saturating_add(2) || title.contains('"') || first.start == mark.end {
        return None;
    }
    let found = Found::replace(Said::Unquoted, first.start, last.end, &format!("\"{title}\""));
    let edits = vec![(name.end, mark.end, String::new()), (first.start, last.end, format!("\"{title}\""))];
    Some(Found { edits, ..found })
}

/// `rule art_4(1) "…"`
fn numbered(stop: &Stop, head: usize) -> Option<Found> {
    let open = stop.after(0).filter(|open| open.text == "(" && stop.at == head.saturating_add(2))?;
    let name = stop.before(1).filter(|name| name.end == open.start)?;
    let mut end = stop.at;
    while stop
        .get(end)
        .zip(stop.get(end.saturating_add(1)))
        .is_some_and(|(one, other)| one.end == other.start && other.kind != Kind::Text && other.text != ":")
    {
        end = end.saturating_add(1);
    }
    let last = stop.get(end)?;
    let written = stop.text.get(name.start..last.end)?;
    let meant = super::names::slug(written)?;
    let found = Found::replace(Said::NameForm, name.start, last.end, &meant);
    Some(found.because(format!("join the parts of a name with `_`: write `{meant}`")))
}

/// `limit = 5000 EUR` on a line of its own
fn bare(stop: &Stop) -> Option<Found> {
    let sign = stop.after(0).filter(|sign| sign.text == "=")?;
    let name = stop.before(1).filter(|name| name.first && name.kind == Kind::Word)?;
    let verdict = super::known::VERDICTS.contains(&name.text) || super::known::is_language(name.text);
    let mut found = Found::replace(Said::OtherWords, name.start, sign.end, "define").unsure();
    found.edits = vec![(name.start, name.start, "define ".to_owned())];
    (!verdict).then(|| found.because(format!("write `define {} = …`", name.text)))
}

/// `"risky" means destination == RU`
fn quoted_name(stop: &Stop) -> Option<Found> {
    let index = [stop.at, stop.at.saturating_sub(1)].into_iter().find(|index| {
        stop.get(*index).is_some_and(|text| text.kind == Kind::Text && text.first)
            && (matches!(stop.word(index.saturating_add(1)), "means" | "mean" | "=" | "is")
                || super::known::VERDICTS.contains(&stop.word(index.saturating_add(1))))
    })?;
    let (text, word) = (stop.get(index)?, stop.get(index.saturating_add(1))?);
    if super::known::VERDICTS.contains(&word.text) {
        let name = super::names::slug(text.text)?;
        let mut found = Found::replace(Said::NameForm, text.start, text.end, &name);
        found.edits = vec![(text.start, text.start, format!("rule {name} "))];
        return Some(found.because(format!(
            "write `rule` and a short name before the title: `rule {name} {}`",
            text.text
        )));
    }
    let meant = format!("define {} =", super::names::slug(text.text)?);
    Some(Found::replace(Said::OtherWords, text.start, word.end, &meant))
}
