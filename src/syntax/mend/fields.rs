//! Facts and fields with what other languages write behind a name or a type: values, limits, defaults, brackets.

use super::known::Stop;
use super::tokens::Kind;
use super::{Found, Said};

/// Something about a fact or a field that is said in another way.
pub(super) fn mistake(stop: &Stop) -> Option<Found> {
    if let Some(found) = optional_fact(stop) {
        return Some(found);
    }
    let head = stop.head().filter(|head| matches!(stop.word(*head), "fact" | "record"))?;
    let here = behind_type(stop);
    no_colon(stop, head)
        .or_else(|| optional(stop, here.unwrap_or(stop.at)))
        .or_else(|| many(stop, here?))
        .or_else(|| inline(stop, here?))
        .or_else(|| preset(stop, here?))
        .or_else(|| limit(stop, here?))
}

/// What stands behind the first word of a type: the parser may have taken it for a verdict, and stopped one later.
fn behind_type(stop: &Stop) -> Option<usize> {
    [stop.at, stop.at.saturating_sub(1)].into_iter().find(|index| {
        let typed =
            index.checked_sub(1).and_then(|kind| stop.get(kind)).is_some_and(|kind| kind.kind == Kind::Word);
        typed && index.checked_sub(2).is_some_and(|colon| stop.word(colon) == ":")
    })
}

/// `optional fact x: boolean`
fn optional_fact(stop: &Stop) -> Option<Found> {
    let index =
        [stop.at, stop.at.saturating_sub(1)].into_iter().find(|index| stop.word(*index) == "optional")?;
    let word = stop.get(index).filter(|word| word.first)?;
    let fact = stop.get(index.saturating_add(1)).filter(|fact| fact.text == "fact" && !fact.first)?;
    let end = (index..stop.tokens.len()).find(|index| stop.ends_line(*index))?;
    let last = stop.get(end)?;
    let mut found = Found::replace(Said::OtherWords, word.start, word.end, "optional");
    found.edits = vec![(word.start, fact.start, String::new()), (last.end, last.end, " optional".to_owned())];
    Some(found.because("write `optional` behind the type"))
}

/// `fact x text`
fn no_colon(stop: &Stop, head: usize) -> Option<Found> {
    let kind = stop.after(0).filter(|kind| kind.kind == Kind::Word && !kind.first)?;
    let name = stop.before(1)?;
    let ends = stop.ends_line(stop.at) && stop.word(head) == "fact" && stop.at == head.saturating_add(2);
    let mut found = Found::replace(Said::Untyped, name.start, name.end, ":").unsure();
    found.edits = vec![(name.end, name.end, ":".to_owned())];
    ends.then(|| {
        found.because(format!("write `:` between the name and its type: `{}: {}`", name.text, kind.text))
    })
}

/// `: optional boolean`, `boolean required`
fn optional(stop: &Stop, here: usize) -> Option<Found> {
    let word = stop.get(here).filter(|word| matches!(word.text, "optional" | "required" | "mandatory"))?;
    let typed = stop.get(here.checked_sub(1)?)?;
    if word.text != "optional" {
        let found = Found::replace(Said::NotNeeded, word.start, word.end, "");
        let edits = vec![(typed.end, word.end, String::new())];
        let advice = "take it away: a fact is needed unless it is `optional`";
        return (typed.kind == Kind::Word).then(|| Found { edits, ..found }.because(advice));
    }
    let kind = stop
        .get(here.saturating_add(1))
        .filter(|kind| kind.kind == Kind::Word && !kind.first && typed.text == ":")?;
    let meant = format!("{} optional", kind.text);
    Some(Found::replace(Said::OtherWords, word.start, kind.end, &meant))
}

/// `country[]`, `list[country]`, `array of country`
fn many(stop: &Stop, here: usize) -> Option<Found> {
    let mark = stop.get(here)?;
    let before = stop.get(here.checked_sub(1)?)?;
    if mark.text == "[" || mark.text == "<" || mark.text == "(" {
        let (inner, close) = (stop.get(here.saturating_add(1))?, stop.get(here.saturating_add(2)));
        if inner.text == "]" {
            let meant = format!("list of {}", before.text);
            return Some(Found::replace(Said::OtherWords, before.start, inner.end, &meant));
        }
        let close = close.filter(|close| matches!(close.text, "]" | ">" | ")"))?;
        let plural = matches!(before.text.to_lowercase().as_str(), "list" | "array" | "set" | "sequence");
        let meant = format!("list of {}", inner.text);
        return plural.then(|| Found::replace(Said::OtherWords, before.start, close.end, &meant));
    }
    let plural = matches!(before.text, "array" | "set" | "lists" | "collection") && mark.text == "of";
    plural.then(|| Found::replace(Said::OtherWords, before.start, before.end, "list"))
}

/// `: enum(a, b)`
fn inline(stop: &Stop, here: usize) -> Option<Found> {
    let open = stop.get(here).filter(|open| matches!(open.text, "(" | "{" | "["))?;
    let word =
        stop.get(here.checked_sub(1)?).filter(|word| matches!(word.text, "enum" | "choice" | "one"))?;
    let close =
        (stop.at..stop.tokens.len()).take(40).find(|index| matches!(stop.word(*index), ")" | "}" | "]"))?;
    let values = stop.text.get(open.end..stop.get(close)?.start)?.trim();
    let advice = format!(
        "declare the values in a statement of their own: `enum NAME = {values}`, and write `: NAME` here"
    );
    Some(Found::told(Said::OtherWords, word.start, stop.get(close)?.end, advice))
}

/// `boolean = false`, `boolean default false`
fn preset(stop: &Stop, here: usize) -> Option<Found> {
    let word = stop.get(here).filter(|word| matches!(word.text, "=" | "default" | ":=" | "=="))?;
    let value = stop.get(here.saturating_add(1)).filter(|value| !value.first)?;
    let advice = "a fact has no value of its own: what is not known stays open; what the law presumes is said with \
                  `presume FACT == VALUE under …`";
    let found = Found::replace(Said::NotNeeded, word.start, value.end, "");
    Some(Found { hidden: true, ..found }.because(advice))
}

/// `number between 0 and 10`, `number min 0`, `number >= 0`
fn limit(stop: &Stop, here: usize) -> Option<Found> {
    let word = stop.get(here).filter(|word| !word.first)?;
    if word.text == "between" {
        let link = (here..stop.tokens.len()).take(8).find(|index| stop.word(*index) == "and")?;
        let link = stop.get(link)?;
        let mut found = Found::replace(Said::OtherWords, word.start, word.end, "at least");
        found.edits =
            vec![(word.start, word.end, "at least".to_owned()), (link.start, link.end, "at most".to_owned())];
        return Some(found.because("write `at least … at most …`"));
    }
    let (meant, sure) = match word.text {
        "min" | "minimum" | ">=" | "from" => ("at least", true),
        "max" | "maximum" | "<=" => ("at most", true),
        ">" => ("at least", false),
        "<" => ("at most", false),
        _ => return None,
    };
    let found = Found::replace(Said::OtherWords, word.start, word.end, meant);
    Some(if sure {
        found
    } else {
        found.unsure().because(format!("write `{meant}`, in which the limit is included"))
    })
}
