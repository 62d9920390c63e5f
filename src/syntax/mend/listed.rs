//! Conditions that stand in a list below a sentence, as laws and pages have them: `if any of the following:`.

use super::known::{Stop, VERDICTS, is_statement};
use super::phrases::ends_value;
use super::tokens::Kind;
use super::{Found, Said};

/// The words between `if` and a list of conditions.
struct Lead {
    /// Their first token, and the one behind the last.
    from: usize,
    to: usize,
    /// What joins the conditions.
    joint: &'static str,
    /// Whether the words leave no doubt about it.
    sure: bool,
}

/// One condition of the list.
struct Member {
    /// Its mark, or itself where it has none.
    start: usize,
    /// Its first token, and the one behind its last.
    from: usize,
    to: usize,
    /// The token behind what separates it from the next: `;`, `or`.
    end: usize,
}

/// `deny if any of the following:` with a condition on each line below
pub(super) fn following(stop: &Stop) -> Option<Found> {
    let lead = (0..stop.tokens.len()).find_map(|index| lead(stop, index))?;
    let (first, last) = (stop.get(lead.from)?, stop.get(lead.to.checked_sub(1)?)?);
    let members = members(stop, &lead)?;
    let alone = matches!(stop.word(lead.from.checked_sub(1)?), "if" | "unless" | "where");
    let advice = match lead.joint {
        "" => "write `and` between the conditions where all must be true, or `or` where one is enough"
            .to_owned(),
        joint => format!("write `{joint}` between the conditions, and no words before the first"),
    };
    let other = if lead.joint == "or" { "and" } else { "or" };
    let disagrees = members.iter().any(|one| (one.to..one.end).any(|index| stop.word(index) == other));
    let mut found = Found::replace(Said::OtherWords, first.start, last.end, "");
    if lead.joint.is_empty() || disagrees || members.len() < 2 {
        // The rest reads as if the conditions were joined.
        found.edits = edits(stop, &lead, &members, "and", alone)?;
        return Some(Found { hidden: true, ..found }.because(advice));
    }
    found.edits = edits(stop, &lead, &members, lead.joint, alone)?;
    found.safe = lead.sure && members.iter().all(|one| !joins(stop, one));
    Some(found.because(advice))
}

/// What makes one condition of them.
fn edits(
    stop: &Stop,
    lead: &Lead,
    members: &[Member],
    joint: &str,
    alone: bool,
) -> Option<Vec<(usize, usize, String)>> {
    let before = stop.get(lead.from.checked_sub(1)?)?;
    let open = if alone { "" } else { " (" };
    let mut edits = vec![(before.end, stop.get(lead.to.checked_sub(1)?)?.end, open.to_owned())];
    let count = members.len();
    for (place, one) in members.iter().enumerate() {
        let (start, from) = (stop.get(one.start)?.start, stop.get(one.from)?.start);
        let (to, end) = (stop.get(one.to.checked_sub(1)?)?.end, stop.get(one.end.checked_sub(1)?)?.end);
        let link = if place == 0 { String::new() } else { format!("{joint} ") };
        let bracket = if joins(stop, one) { ("(", ")") } else { ("", "") };
        let close = if place.saturating_add(1) == count && !alone { ")" } else { "" };
        edits.push((start, from, format!("{link}{}", bracket.0)));
        edits.push((to, end, format!("{}{close}", bracket.1)));
    }
    edits.retain(|(from, to, piece)| from < to || !piece.is_empty());
    Some(edits)
}

/// Whether a condition has `and` or `or` in itself, outside brackets.
fn joins(stop: &Stop, one: &Member) -> bool {
    let mut depth = 0usize;
    (one.from..one.to).any(|index| {
        match stop.word(index) {
            "(" | "[" => depth = depth.saturating_add(1),
            ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(stop.word(index), "and" | "or")
    })
}

/// The words between `if` and a list, if they begin at a token.
fn lead(stop: &Stop, from: usize) -> Option<Lead> {
    let before = stop.word(from.checked_sub(1)?);
    if !matches!(before, "if" | "unless" | "where" | "and" | "or") || stop.get(from)?.first {
        return None;
    }
    let mut at = from;
    let small = |index: usize| stop.word(index).to_lowercase();
    let take = |at: &mut usize, words: &[&'static str]| {
        let found = words.iter().find(|word| **word == small(*at)).copied();
        *at = at.saturating_add(usize::from(found.is_some()));
        found
    };
    let least = small(at) == "at" && small(at.saturating_add(1)) == "least";
    at = at.saturating_add(if least { 2 } else { 0 });
    let quantity = take(&mut at, &["any", "all", "each", "every", "both", "either", "one"]);
    let single = quantity == Some("any") && take(&mut at, &["one"]).is_some();
    take(&mut at, &["of"]);
    take(&mut at, &["the", "these", "those"]);
    let following = take(&mut at, &["following", "below"]).is_some();
    let things = [
        "conditions",
        "condition",
        "criteria",
        "criterion",
        "requirements",
        "facts",
        "points",
        "circumstances",
    ];
    take(&mut at, &things);
    if take(&mut at, &["are", "is"]).is_some() {
        take(&mut at, &["met", "fulfilled", "satisfied", "true", "given", "present"]);
    } else {
        take(&mut at, &["apply", "applies", "hold", "holds"]);
    }
    let words = at.saturating_sub(from);
    let colon = take(&mut at, &[":"]).is_some();
    let below = stop.get(at).is_some_and(|next| next.first);
    let bulleted = below && is_bullet(stop.word(at));
    let said = (quantity.is_some() || following) && (colon || words > 1) && below;
    let joint = match quantity {
        Some("any" | "either" | "one") => "or",
        Some(_) => "and",
        None if following => "and",
        None => "",
    };
    let sure = matches!(quantity, Some("any" | "all" | "each" | "every" | "both")) || least || single;
    (said || (colon && bulleted && words == 0)).then_some(Lead { from, to: at, joint, sure })
}

fn is_bullet(word: &str) -> bool {
    matches!(word, "-" | "+" | "•" | "*" | "·" | "▪" | "●" | "‣" | "◦" | "–" | "—")
}

/// The conditions below the words: one for each mark, or for each line where there are no marks.
fn members(stop: &Stop, lead: &Lead) -> Option<Vec<Member>> {
    let ends = |index: &usize| {
        let token = stop.get(*index);
        token.is_some_and(|token| {
            token.first
                && (is_statement(token.text) || VERDICTS.contains(&token.text) || token.text == "unless")
        })
    };
    let end = (lead.to..stop.tokens.len()).find(ends).unwrap_or(stop.tokens.len());
    let lines: Vec<usize> =
        (lead.to..end).filter(|index| stop.get(*index).is_some_and(|token| token.first)).collect();
    let marked: Vec<(usize, usize)> =
        lines.iter().filter_map(|line| Some((*line, behind_mark(stop, *line)?))).collect();
    let begins: Vec<(usize, usize)> = match marked.first() {
        Some((first, _)) if *first == lead.to => marked,
        _ => lines.iter().map(|line| (*line, *line)).collect(),
    };
    let mut found = Vec::new();
    for (place, (start, from)) in begins.iter().enumerate() {
        let last = begins.get(place.saturating_add(1)).map_or(end, |(next, _)| *next);
        let mut to = last;
        while to > from.saturating_add(1)
            && to.checked_sub(1).is_some_and(|end| matches!(stop.word(end), "," | ";" | "and" | "or" | "."))
        {
            to = to.saturating_sub(1);
        }
        let whole = to > *from && stop.get(to.checked_sub(1)?).is_some_and(ends_value);
        whole.then_some(())?;
        found.push(Member { start: *start, from: *from, to, end: last });
    }
    (!found.is_empty()).then_some(found)
}

/// The token behind the mark of a list: `-`, `•`, `(a)`, `1.`
fn behind_mark(stop: &Stop, start: usize) -> Option<usize> {
    if is_bullet(stop.word(start)) {
        return Some(start.saturating_add(1));
    }
    let short = |index: usize| {
        stop.get(index)
            .is_some_and(|token| token.text.len() <= 4 && matches!(token.kind, Kind::Word | Kind::Number))
    };
    let one = start.saturating_add(1);
    if stop.word(start) == "(" && short(one) && stop.word(start.saturating_add(2)) == ")" {
        return Some(start.saturating_add(3));
    }
    let close = short(start) && matches!(stop.word(one), "." | ")");
    let apart = stop
        .get(one)
        .zip(stop.get(start.saturating_add(2)))
        .is_some_and(|(mark, next)| mark.end < next.start);
    (close && apart).then(|| start.saturating_add(2))
}
