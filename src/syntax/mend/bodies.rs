//! What people write below the head of a rule: remarks, second titles, the verdict as a line of its own.

use super::known::{Stop, VERDICTS, is_statement};
use super::tokens::Kind;
use super::{Found, Said};

/// Words before a remark on a rule that decides nothing.
const REMARKS: [&str; 17] = [
    "title",
    "description",
    "desc",
    "name",
    "label",
    "text",
    "called",
    "note",
    "notes",
    "reason",
    "rationale",
    "comment",
    "message",
    "explanation",
    "summary",
    "author",
    "owner",
];

/// Words before a number or a grade by which other programs order rules.
const GRADES: [&str; 8] =
    ["priority", "salience", "weight", "order", "severity", "rank", "level", "precedence"];

/// Something in the body of a rule that is no clause.
pub(super) fn mistake(stop: &Stop) -> Option<Found> {
    let head =
        stop.head().filter(|head| matches!(stop.word(*head), "rule" | "exception" | "duty" | "disapply"))?;
    denied(stop)
        .or_else(|| unless_first(stop))
        .or_else(|| remark(stop, head))
        .or_else(|| second_title(stop, head))
        .or_else(|| grade(stop))
}

/// Whether a statement has its title before a token.
fn titled(stop: &Stop, head: usize, index: usize) -> bool {
    let title = head.saturating_add(2);
    title < index && stop.get(title).is_some_and(|title| title.kind == Kind::Text)
}

/// `description "…"`, `reason: "…"`: the title where there is none, else a remark
fn remark(stop: &Stop, head: usize) -> Option<Found> {
    let index =
        stop.near().rev().find(|index| stop.get(*index).is_some_and(|text| text.kind == Kind::Text))?;
    let text = stop.get(index)?;
    let colon = usize::from(matches!(stop.word(index.checked_sub(1)?), ":" | "="));
    let word = stop.get(index.checked_sub(1)?.checked_sub(colon)?).filter(|word| !word.text.is_empty())?;
    let known = REMARKS.contains(&word.text) && index > head.saturating_add(1);
    if !known || stop.at > index.saturating_add(1) {
        return None;
    }
    if !titled(stop, head, index)
        && matches!(word.text, "title" | "description" | "name" | "label" | "text" | "called")
    {
        let found = Found::replace(Said::NotNeeded, word.start, word.end, "");
        let edits = vec![(word.start, text.start, String::new())];
        return Some(Found { edits, ..found }.because("take it away: the title follows the name"));
    }
    let alone = word.first && stop.ends_line(index);
    let mut found = Found::replace(Said::Comment, word.start, text.end, "#");
    found.edits = vec![(word.start, word.start, "# ".to_owned())];
    let found =
        found.because("put `#` before what is meant for people; what people see of a rule is its title");
    Some(if alone {
        found
    } else {
        Found { hidden: true, edits: vec![(word.start, text.end, String::new())], ..found }
    })
}

/// `rule a "A" "B" deny if …`
fn second_title(stop: &Stop, head: usize) -> Option<Found> {
    let index = head.saturating_add(3);
    let text = stop.get(index).filter(|text| text.kind == Kind::Text && titled(stop, head, index))?;
    let near = stop.at == index || stop.at == index.saturating_add(1);
    let mut found = Found::replace(Said::NotNeeded, text.start, text.end, "");
    found.edits = vec![(text.start, text.end, String::new())];
    let apart = stop.get(index.checked_sub(1)?).is_some_and(|title| title.end < text.start);
    let advice =
        format!("a {} has one title: join the two texts in one, or put `#` before a remark", stop.word(head));
    (near && apart).then(|| Found { hidden: true, ..found }.because(advice))
}

/// `priority 10`
fn grade(stop: &Stop) -> Option<Found> {
    let index = stop.near().rev().find(|index| GRADES.contains(&stop.word(*index)))?;
    let word = stop.get(index).filter(|word| word.first)?;
    let line = (index..stop.tokens.len()).find(|index| stop.ends_line(*index))?;
    let last = stop.get(line).filter(|_| line <= index.saturating_add(3) && line > index)?;
    let advice = "rules have no order: the strictest verdict wins, an `exception` takes the place of its rule, and \
                  between two exceptions `prevails over` decides";
    let found = Found::replace(Said::NotNeeded, word.start, last.end, "");
    Some(Found { hidden: true, ..found }.because(advice))
}

/// `not permit if …`, `no deny if …`
fn denied(stop: &Stop) -> Option<Found> {
    let ahead = [stop.at.saturating_add(2), stop.at.saturating_add(1)];
    let index = ahead.into_iter().chain(stop.near().rev()).find(|index| {
        VERDICTS.contains(&stop.word(*index)) && matches!(stop.word(index.saturating_add(1)), "if" | "always")
    })?;
    let word = stop.get(index.checked_sub(1)?)?;
    let denies = matches!(word.text, "not" | "no" | "never" | "cannot");
    let begins = word.first || stop.get(index.checked_sub(2)?).is_some_and(|title| title.kind == Kind::Text);
    let verdict = stop.get(index)?;
    let advice = "a verdict says what is, not what is not: write the one that is meant, such as `deny if …`";
    (denies && begins).then(|| Found::told(Said::OtherWords, word.start, verdict.end, advice))
}

/// `unless A permit` on a line of its own
fn unless_first(stop: &Stop) -> Option<Found> {
    let start = (0..=stop.at.min(stop.tokens.len().checked_sub(1)?))
        .rev()
        .find(|index| stop.get(*index).is_some_and(|token| token.first))?;
    let word = stop.get(start).filter(|word| matches!(word.text, "unless" | "except"))?;
    let last = (start..stop.tokens.len()).find(|index| stop.ends_line(*index))?;
    let verdict = stop.get(last).filter(|verdict| VERDICTS.contains(&verdict.text))?;
    let advice = format!("write an exception of its own: `exception NAME to RULE {} if …`", verdict.text);
    Some(Found::told(Said::OtherWords, word.start, verdict.end, advice))
}

/// `condition: A` and `verdict: deny`, each on a line of its own, perhaps behind `-`
pub(super) fn parts(stop: &Stop) -> Option<Found> {
    let head =
        stop.head().filter(|head| matches!(stop.word(*head), "rule" | "exception" | "duty" | "disapply"));
    let from = head.unwrap_or(0);
    let end = (from.saturating_add(1)..stop.tokens.len())
        .find(|index| stop.get(*index).is_some_and(|token| token.first) && is_statement(stop.word(*index)))
        .unwrap_or(stop.tokens.len());
    let lines: Vec<usize> =
        (from..end).filter(|index| stop.get(*index).is_some_and(|token| token.first)).collect();
    let bullet = |line: usize| usize::from(matches!(stop.word(line), "-" | "*" | "•" | "–" | "+"));
    let begins = |words: &[&str]| {
        let word = |line: &usize| line.saturating_add(bullet(*line));
        let said = |line: &usize| words.contains(&stop.word(word(line)).to_lowercase().as_str());
        lines.iter().copied().find(said).map(|line| (line, word(&line)))
    };
    let mark = |index: usize| usize::from(matches!(stop.word(index.saturating_add(1)), ":" | "="));
    let (start, condition) = begins(&["condition", "conditions", "when", "where", "given", "if"])?;
    let (line, outcome) = begins(&[
        "verdict", "return", "returns", "result", "then", "decision", "outcome", "action", "effect",
    ])?;
    // Outside a rule only marks behind both words show what they are.
    let marked = head.is_some() || mark(condition) > 0 && mark(outcome) > 0;
    let value = outcome.saturating_add(1).saturating_add(mark(outcome));
    let verdict = stop.get(value).filter(|_| marked && stop.ends_line(value))?;
    let name = verdict.text.to_lowercase();
    let name = VERDICTS.iter().find(|known| **known == name)?;
    let open = stop.get(condition.saturating_add(mark(condition)))?;
    let cut = stop.get(value.saturating_add(1)).map_or(verdict.end, |next| next.start);
    let last = if cut > verdict.end && outcome < condition { cut } else { verdict.end };
    let mut found = Found::replace(Said::VerdictLast, verdict.start, verdict.end, name);
    found.edits = vec![
        (stop.get(start)?.start, open.end, format!("{name} if")),
        (stop.get(line)?.start, last, String::new()),
    ];
    found.edits.sort();
    Some(found.because(format!("write `{name} if …`")))
}
