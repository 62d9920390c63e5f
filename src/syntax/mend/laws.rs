//! Sentences as laws have them: `No item may be exported if …`, `except permit if …`, `either RU or BY`.

use super::known::{Stop, VERDICTS};
use super::tokens::Kind;
use super::{Found, Said};

/// `No item may be exported if …`, `rule a "A" a licence is required if …`, `license required: …`
pub(super) fn obligation(stop: &Stop) -> Option<Found> {
    let start = (0..=stop.at.min(stop.tokens.len().checked_sub(1)?))
        .rev()
        .find(|index| stop.get(*index).is_some_and(|token| token.first))?;
    let line_end = (start..stop.tokens.len()).find(|index| stop.ends_line(*index))?;
    let condition =
        (start..=line_end).find(|index| matches!(stop.word(*index), "if" | "when" | "where" | ":"))?;
    // Behind the name and the title of a rule.
    let begin = match stop.word(start) {
        "rule" | "exception" => (start..condition)
            .find(|index| stop.get(*index).is_some_and(|token| token.kind == Kind::Text))?
            .saturating_add(1),
        _ => start,
    };
    let words = stop.tokens.get(begin..condition)?;
    let plain = words.iter().all(|token| token.kind == Kind::Word || matches!(token.text, "," | "."));
    let first = words.first().filter(|_| plain && words.len() > 1)?;
    let last = words.last()?;
    let spoken = stop.text.get(first.start..last.end)?.to_lowercase();
    let says = |list: &[&str]| spoken.split_whitespace().any(|word| list.contains(&word));
    let clause =
        says(&["under", "from", "to", "in", "of", "group", "issued"]) && VERDICTS.contains(&last.text);
    let modal = says(&[
        "shall",
        "must",
        "may",
        "should",
        "cannot",
        "prohibited",
        "forbidden",
        "required",
        "needed",
        "requires",
        "need",
        "needs",
        "allowed",
        "permitted",
    ]);
    let duty = super::known::is_statement(first.text);
    let colon = stop.word(condition) == ":";
    if !modal
        || duty
        || clause
        || (VERDICTS.contains(&first.text) && !colon)
        || stop.at > condition.saturating_add(1)
    {
        return None;
    }
    let denied = says(&["no", "not", "cannot", "prohibited", "forbidden", "never", "nobody"]);
    let licence = says(&["license", "licence", "authorisation", "authorization", "permit", "approval"]);
    let meant = match (licence, denied) {
        (true, false) => "license",
        (true, true) => "permit",
        (false, true) => "deny",
        (false, false) => return None,
    };
    let to = stop.get(condition)?;
    let found = Found::replace(Said::OtherWords, first.start, last.end, meant).unsure();
    let found = Found { edits: vec![(first.start, to.end, format!("{meant} if"))], ..found };
    Some(found.because(format!("a rule begins with its verdict: write `{meant} if …`")))
}

/// `except permit if …` below a rule
pub(super) fn exception_below(stop: &Stop) -> Option<Found> {
    let index = stop.near().rev().find(|index| {
        matches!(stop.word(*index), "except" | "unless" | "but" | "however" | "exception")
            && VERDICTS.contains(&stop.word(index.saturating_add(1)))
            && matches!(stop.word(index.saturating_add(2)), "if" | "always" | "when" | "where")
    })?;
    let (word, verdict) = (stop.get(index)?, stop.get(index.saturating_add(1))?);
    let advice =
        format!("an exception is a statement of its own: `exception NAME to RULE {} if …`", verdict.text);
    Some(Found::told(Said::OtherWords, word.start, verdict.end, advice))
}

/// `is either RU or BY`
pub(super) fn either(stop: &Stop) -> Option<Found> {
    let index = stop.near().rev().find(|index| stop.word(*index) == "either")?;
    let sign =
        stop.get(index.checked_sub(1)?).filter(|sign| matches!(sign.text, "is" | "==" | "in" | "="))?;
    let mut values = vec![stop.get(index.saturating_add(1)).filter(|value| value.kind != Kind::Sign)?.text];
    let mut end = index.saturating_add(2);
    while matches!(stop.word(end), "or" | ",")
        && stop.get(end.saturating_add(1)).is_some_and(|value| value.kind != Kind::Sign)
    {
        values.push(stop.word(end.saturating_add(1)));
        end = end.saturating_add(2);
    }
    let alone = stop.get(end).is_none_or(|next| next.first || matches!(next.text, "and" | "unless" | ")"));
    let last = stop.get(end.checked_sub(1)?).filter(|_| alone && values.len() > 1)?;
    Some(Found::replace(Said::ListForm, sign.start, last.end, &format!("in [{}]", values.join(", "))))
}
