//! Duties of which something is missing or said otherwise.

use super::known::Stop;
use super::tokens::Kind;
use super::{Found, Said};

/// `owed by exporter to within 10 days`, `within 10 days if …`
pub(super) fn half_a_duty(stop: &Stop, head: usize) -> Option<Found> {
    if stop.word(head) != "duty" {
        return None;
    }
    let clause = |index: usize| {
        matches!(stop.word(index), "within" | "via" | "by" | "before" | "if" | "under" | "always")
    };
    let open = stop.near().rev().find(|index| {
        let owed = matches!(stop.word(*index), "to" | "by")
            && (head..*index).any(|before| stop.word(before) == "owed");
        owed && clause(index.saturating_add(1))
    });
    if let Some(word) = open.and_then(|index| stop.get(index)) {
        let who = if word.text == "to" { "to \"MOFCOM\"" } else { "by exporter" };
        let advice = format!("write who it is behind it, as in `owed {who}`, or take it away");
        return Some(Found::told(Said::Unfinished, word.start, word.end, advice));
    }
    if let Some(found) = span_of_a_duty(stop, head) {
        return Some(found);
    }
    let unit = stop.before(1)?;
    let days =
        matches!(unit.text, "days" | "day" | "weeks" | "week" | "months" | "month" | "years" | "year" | ")");
    let begun = (head..stop.at).rev().take(8).find(|index| stop.word(*index) == "within")?;
    let within = stop.get(begun).filter(|_| days)?;
    let ends = stop.after(0).is_none_or(|next| next.first || clause(stop.at));
    let written = stop.slice(begun, stop.at);
    let advice = format!("say from which day they are counted: `{written} after export_date`");
    ends.then(|| Found::told(Said::Gap, within.start, unit.end, advice))
}

/// `duty keep "Keep the records" for 5 years`
fn span_of_a_duty(stop: &Stop, head: usize) -> Option<Found> {
    let start = stop.near().rev().find(|index| stop.word(*index) == "for" && *index > head)?;
    let number = stop.get(start.saturating_add(1)).filter(|number| number.kind == Kind::Number)?;
    let unit = stop.get(start.saturating_add(2))?;
    let known =
        matches!(unit.text, "days" | "day" | "weeks" | "week" | "months" | "month" | "years" | "year");
    let word = stop.get(start).filter(|_| known)?;
    let advice = format!(
        "a duty has a last day: write the one until which it lasts, such as `by export_date + {} {}`",
        number.text, unit.text
    );
    Some(Found::told(Said::OtherWords, word.start, unit.end, advice))
}

/// `within 30 days of export_date`
pub(super) fn within(stop: &Stop) -> Option<Found> {
    let word = stop.after(0).filter(|word| matches!(word.text, "of" | "from" | "since" | "following"))?;
    let unit = stop.before(1)?.text;
    let days =
        matches!(unit, "days" | "day" | "weeks" | "week" | "months" | "month" | "years" | "year" | ")");
    let begun = (0..stop.at).rev().take(8).any(|index| stop.word(index) == "within");
    let found = Found::replace(Said::OtherWords, word.start, word.end, "after");
    // `of` may mean the days on both sides.
    (days && begun).then(|| if word.text == "of" { found.unsure() } else { found })
}
