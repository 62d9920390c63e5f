//! Questions about lists, as people write them: without brackets, without a name for the element.

use super::conditions::compares;
use super::known::Stop;
use super::order::value_end;
use super::tokens::Kind;
use super::{Found, Said};

/// A question about a list in another form.
pub(super) fn mistake(stop: &Stop) -> Option<Found> {
    smaller(stop)
        .or_else(|| nested(stop))
        .or_else(|| counted(stop))
        .or_else(|| loose_any(stop))
        .or_else(|| bare_aggregate(stop))
}

/// `min(a, b)`
fn smaller(stop: &Stop) -> Option<Found> {
    let comma = stop.near().rev().find(|index| matches!(stop.word(*index), "," | ";" | "("))?;
    let open = (0..=comma).rev().take(8).find(|index| stop.word(*index) == "(")?;
    let word = stop.get(open.checked_sub(1)?).filter(|word| matches!(word.text, "min" | "max" | "sum"))?;
    let close = (open..stop.tokens.len()).take(16).find(|index| stop.word(*index) == ")")?;
    let mark = (open..close).find(|index| matches!(stop.word(*index), "," | ";"))?;
    let flat = (open..close).all(|index| stop.word(index) != "for");
    let (first, second) =
        (stop.slice(open.saturating_add(1), mark), stop.slice(mark.saturating_add(1), close));
    let sign = match word.text {
        "min" => "<",
        "max" => ">",
        _ => "+",
    };
    let advice = match word.text {
        "sum" => format!("add the values: `{first} + {second}`; `sum` is for the elements of a list"),
        other => format!(
            "`{other}` is for the elements of a list; of two values write `(if {first} {sign} {second} then {first} else {second})`"
        ),
    };
    let to = stop.get(close)?.end;
    flat.then(|| Found::told(Said::OtherWords, word.start, to, advice))
}

/// `any(any(c in LIST where …))`, `any(c in any(…) where …)`
fn nested(stop: &Stop) -> Option<Found> {
    let question = |word: &str| matches!(word, "any" | "all" | "count");
    let inner = [stop.at, stop.at.saturating_sub(1)].into_iter().find(|index| {
        question(stop.word(*index))
            && stop.word(index.saturating_add(1)) == "("
            && index.checked_sub(1).is_some_and(|before| matches!(stop.word(before), "(" | "in"))
    })?;
    let opened = (0..inner)
        .rev()
        .take(4)
        .any(|index| question(stop.word(index)) && stop.word(index.saturating_add(1)) == "(");
    let (first, last) = (stop.get(inner)?, stop.get(inner.saturating_add(1))?);
    let advice = "name the elements of each list and put one question into the other: \
                  `any(x in LIST where any(y in x.PART where y.PART == VALUE))`";
    opened.then(|| Found::told(Said::OtherWords, first.start, last.end, advice))
}

/// `number of item.components`, `sum of item.components.value`
fn counted(stop: &Stop) -> Option<Found> {
    let index = stop.near().rev().find(|index| {
        stop.word(*index) == "of"
            && index.checked_sub(1).is_some_and(|word| {
                matches!(stop.word(word), "number" | "count" | "sum" | "total" | "amount")
            })
    })?;
    let word = stop.get(index.checked_sub(1)?)?;
    let article = usize::from(stop.word(index.saturating_add(1)) == "the");
    let start = index.saturating_add(1).saturating_add(article);
    let end = value_end(stop, start)?;
    let last = stop.get(end.checked_sub(1)?)?;
    let counts = matches!(word.text, "number" | "count");
    let inner = if counts {
        stop.slice(start, end).to_owned()
    } else {
        let list = stop.slice(start, end.checked_sub(2)?);
        format!("x.{} for x in {list}", last.text)
    };
    let meant = format!("{}({inner})", if counts { "count" } else { "sum" });
    let found = Found::replace(Said::OtherWords, word.start, last.end, &meant);
    (end > start.saturating_add(if counts { 0 } else { 2 }))
        .then(|| if counts { found } else { found.unsure() })
}

/// `any s in owners where s.share > 50%`, `exists c in …`
fn loose_any(stop: &Stop) -> Option<Found> {
    let link = stop.near().rev().find(|index| stop.word(*index) == "in")?;
    let first = stop.get(link.checked_sub(2)?)?;
    let meant = match first.text {
        "any" | "some" | "exists" => "any",
        "all" | "every" | "each" => "all",
        _ => return None,
    };
    let name = stop.get(link.checked_sub(1)?).filter(|name| name.kind == Kind::Word)?;
    let advice = match meant {
        "any" => format!("write brackets: `any({0} in LIST where {0}.PART == VALUE)`", name.text),
        _ => format!("write brackets: `all({0} in LIST : {0}.PART == VALUE)`", name.text),
    };
    Some(Found::told(Said::OtherWords, first.start, name.end, advice))
}

/// `any(end_user.owners.share > 50%)`, `sum(end_user.owners.share)`
fn bare_aggregate(stop: &Stop) -> Option<Found> {
    let start = (stop.at.saturating_sub(12)..=stop.at).rev().find(|index| {
        matches!(stop.word(*index), "any" | "all" | "sum" | "min" | "max")
            && stop.word(index.saturating_add(1)) == "("
    })?;
    let path = start.saturating_add(2);
    let end = value_end(stop, path)
        .filter(|end| *end >= path.saturating_add(3) && *end >= stop.at.saturating_sub(4))?;
    let (word, part) = (stop.get(start)?, stop.word(end.checked_sub(1)?));
    let list = stop.slice(path, end.checked_sub(2)?);
    let last = stop.get(end)?;
    match (word.text, last.text) {
        ("any" | "all", sign) if compares(sign) => {
            let link = if word.text == "any" { "where" } else { ":" };
            let advice = format!("write `{}(x in {list} {link} x.{part} {sign} …)`", word.text);
            Some(Found::told(Said::OtherWords, word.start, last.end, advice))
        }
        ("sum" | "min" | "max", ")") => {
            let meant = format!("{}(x.{part} for x in {list})", word.text);
            Some(Found::replace(Said::OtherWords, word.start, last.end, &meant).unsure())
        }
        _ => None,
    }
}
