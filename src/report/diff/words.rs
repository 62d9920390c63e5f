//! The sentences that every skin says.

use crate::diff::{Counts, Detail, Difference, Edit, EditKind, Entry, Group, Move, Status, Turn};
use crate::eval::decision::Range;
use crate::report::text::{counted, listed};

use super::{Accepted, Compared, Comparisons};

/// `license`, or `permit to license` where it is open.
pub(super) fn verdict(range: &Range) -> String {
    match range.certain() {
        Some(verdict) => verdict.name.clone(),
        None => format!("{} to {} (undecided)", range.at_least.name, range.at_most.name),
    }
}

/// What becomes of the cases, in one or two sentences.
pub(crate) fn headline(counts: &Counts) -> String {
    let cases = counted(counts.compared, "case");
    match (counts.compared, counts.changed) {
        (0, _) => "No case was compared.".to_owned(),
        (_, 0) => format!("No verdict changes in {cases}.{}", reasons(counts)),
        (_, changed) => {
            let verb = if changed == 1 { "gets" } else { "get" };
            let of = if counts.compared == 1 { cases } else { format!("{changed} of {cases}") };
            format!("{of} {verb} another verdict. {}{}", direction(counts), reasons(counts))
        }
    }
}

fn direction(counts: &Counts) -> String {
    let all = |count: usize| count == counts.changed;
    let subject = if counts.changed == 1 { "It becomes" } else { "All become" };
    if all(counts.stricter) {
        return format!("{subject} stricter.");
    }
    if all(counts.milder) {
        return format!("{subject} milder.");
    }
    let ways = [
        (counts.stricter, "stricter"),
        (counts.milder, "milder"),
        (counts.other, "stricter at one end and milder at the other"),
    ];
    let ways: Vec<String> = ways
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, way)| format!("{count} {} {way}", if *count == 1 { "becomes" } else { "become" }))
        .collect();
    format!("{}.", capital(&listed(&ways)))
}

fn reasons(counts: &Counts) -> String {
    let more = if counts.changed > 0 { " more" } else { "" };
    match counts.reasons {
        0 => String::new(),
        1 => format!(" 1{more} has the same verdict, but other reasons or duties."),
        several => format!(" {several}{more} have the same verdict, but other reasons or duties."),
    }
}

/// A text with a capital letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `2 rules changed, 1 list changed, 1 rule added`
pub(super) fn edited(difference: &Difference) -> String {
    let words = ["changed", "added", "removed", "renamed", "with other wording"];
    let mut parts = Vec::new();
    for word in words {
        let mut kinds: Vec<(EditKind, usize)> = Vec::new();
        for edit in difference.edits.iter().filter(|edit| became(edit) == word) {
            match kinds.last_mut() {
                Some((kind, count)) if *kind == edit.kind => *count += 1,
                _ => kinds.push((edit.kind, 1)),
            }
        }
        parts.extend(kinds.iter().map(|(kind, count)| format!("{} {word}", counted(*count, noun(*kind)))));
    }
    if parts.is_empty() {
        "The policy says the same as before.".to_owned()
    } else {
        format!("{}.", parts.join(", "))
    }
}

fn became(edit: &Edit) -> &'static str {
    match edit.turn {
        Turn::Added => "added",
        Turn::Removed => "removed",
        Turn::Renamed(_) => "renamed",
        Turn::Changed if changes_meaning(edit) => "changed",
        Turn::Changed => "with other wording",
    }
}

fn changes_meaning(edit: &Edit) -> bool {
    !edit.entries.is_empty() || edit.details.iter().any(|detail| detail.counts)
}

/// What people call a kind of statement.
pub(super) fn noun(kind: EditKind) -> &'static str {
    match kind {
        EditKind::Disapplication => "disapplication",
        EditKind::Definition => "definition",
        EditKind::Presumption => "presumption",
        EditKind::Codes => "code space",
        EditKind::Assertion => "assertion",
        EditKind::Verdicts => "verdict scale",
        EditKind::Rule
        | EditKind::Exception
        | EditKind::Duty
        | EditKind::Suspension
        | EditKind::Repeal
        | EditKind::Instrument
        | EditKind::List
        | EditKind::Table
        | EditKind::Parameter
        | EditKind::Calendar
        | EditKind::Reading
        | EditKind::Fact
        | EditKind::Enumeration
        | EditKind::Policy => kind.word(),
    }
}

/// `rule content`, and what has become of it.
pub(super) fn subject(edit: &Edit) -> String {
    let noun = noun(edit.kind);
    let name = if edit.kind == EditKind::Verdicts { String::new() } else { format!(" {}", edit.name) };
    match &edit.turn {
        Turn::Added => format!("{noun}{name} is new"),
        Turn::Removed => format!("{noun}{name} is gone"),
        Turn::Renamed(old) => format!("{noun}{name} was called {old}"),
        Turn::Changed if changes_meaning(edit) => format!("{noun}{name} has changed"),
        Turn::Changed => format!("{noun}{name} is worded otherwise"),
    }
}

/// `2 entries added, 1 removed`
pub(super) fn entries(edit: &Edit) -> Option<String> {
    let noun = match edit.kind {
        EditKind::Table => "cell",
        EditKind::Parameter | EditKind::Enumeration => "value",
        EditKind::Calendar => "day",
        EditKind::Reading => "answer",
        _ => "entry",
    };
    let plural = if noun == "entry" { "entries".to_owned() } else { format!("{noun}s") };
    let count = |wanted: &dyn Fn(&Entry) -> bool| edit.entries.iter().filter(|entry| wanted(entry)).count();
    let kinds = [
        (count(&|entry| entry.old.is_none()), "added"),
        (count(&|entry| entry.new.is_none()), "removed"),
        (count(&|entry| entry.old.is_some() && entry.new.is_some()), "changed"),
    ];
    let parts: Vec<String> = kinds
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {} {word}", if *count == 1 { noun } else { &plural }))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// An entry with its mark: `+`, `-`, or what it was and is.
pub(super) fn entry(entry: &Entry) -> (&'static str, String) {
    let with = |value: &String| {
        if value.is_empty() || value == "always" {
            entry.key.clone()
        } else {
            format!("{}: {value}", entry.key)
        }
    };
    match (&entry.old, &entry.new) {
        (None, Some(new)) => ("+", with(new)),
        (Some(old), None) => ("-", with(old)),
        (Some(old), Some(new)) => ("~", format!("{}: {old} → {new}", entry.key)),
        (None, None) => ("~", entry.key.clone()),
    }
}

/// What moves in a group, one line each.
pub(super) fn moves(group: &Group) -> Vec<String> {
    if group.moves.is_empty() {
        return vec!["the verdict alone moves; the same rules hold".to_owned()];
    }
    let mut lines: Vec<(&str, Vec<String>)> = Vec::new();
    for found in &group.moves {
        let Some((what, name)) = what(found) else {
            lines.push(("", vec![moved(found)]));
            continue;
        };
        match lines.iter_mut().find(|(known, _)| *known == what) {
            Some((_, names)) => names.push(name.to_owned()),
            None => lines.push((what, vec![name.to_owned()])),
        }
    }
    lines.iter().map(|(what, names)| together(what, names)).collect()
}

/// What several rules or duties may do alike, and which one this is.
fn what(found: &Move) -> Option<(&'static str, &str)> {
    match found {
        Move::Rule { name, was, now, says: None, cites: None } => Some((held(*was, *now), name)),
        Move::Duty { name, was, now } => Some((owed(*was, *now), name)),
        Move::Missing { path, asked } => Some((asked_for(*asked), path)),
        Move::Presumption { path, used } => Some((presumed(*used), path)),
        Move::Rule { .. } | Move::Terms { .. } => None,
    }
}

/// `duties no longer owed: keep_papers and report`
fn together(what: &str, names: &[String]) -> String {
    let what = match what.strip_prefix("duty ").filter(|_| names.len() > 1) {
        Some(rest) => format!("duties {rest}"),
        None => what.to_owned(),
    };
    if what.is_empty() { names.join("; ") } else { format!("{what}: {}", listed(names)) }
}

fn asked_for(asked: bool) -> &'static str {
    if asked { "now asked for" } else { "no longer asked for" }
}

fn presumed(used: bool) -> &'static str {
    if used { "now presumed" } else { "no longer presumed" }
}

/// One move in words.
pub(crate) fn moved(found: &Move) -> String {
    match found {
        Move::Rule { name, was, now, says, cites } => {
            let mut parts = Vec::new();
            if was != now {
                parts.push(format!("{}: {name}", held(*was, *now)));
            }
            let may = if (was, now) == (&Status::Maybe, &Status::Maybe) { ", which may hold," } else { "" };
            if let Some((old, new)) = says {
                parts.push(format!("{name}{may} says {new}, not {old}"));
            }
            if let Some((old, new)) = cites {
                parts.push(format!("{name}{may} cites {}, not {}", or_nothing(new), or_nothing(old)));
            }
            parts.join("; ")
        }
        Move::Duty { name, was, now } => format!("{}: {name}", owed(*was, *now)),
        Move::Terms { name, what, old, new } if old.is_empty() && new.is_empty() => {
            format!("duty {name} {}", other_terms(what))
        }
        Move::Terms { name, what, old, new } => {
            format!("duty {name}, {what}: {}, not {}", or_nothing(new), or_nothing(old))
        }
        Move::Missing { path, asked } => format!("{}: {path}", asked_for(*asked)),
        Move::Presumption { path, used } => format!("{}: {path}", presumed(*used)),
    }
}

/// What of a duty is not as it was.
fn other_terms(what: &str) -> &'static str {
    match what {
        "due" => "has another due date",
        "owed by" => "is owed by somebody else",
        "owed to" => "is owed to somebody else",
        "by way of" => "is met in another way",
        _ => "cites another provision",
    }
}

fn or_nothing(text: &str) -> &str {
    if text.is_empty() { "nothing" } else { text }
}

fn held(was: Status, now: Status) -> &'static str {
    match (was, now) {
        (Status::No, Status::Yes) => "now holds",
        (Status::Yes, Status::No) => "no longer holds",
        (Status::No, Status::Maybe) => "may hold now",
        (Status::Maybe, Status::Yes) => "holds for certain now",
        (Status::Maybe, Status::No) => "can no longer hold",
        (Status::Yes, Status::Maybe) => "no longer certain",
        (Status::No, Status::No) | (Status::Maybe, Status::Maybe) | (Status::Yes, Status::Yes) => "as before",
    }
}

fn owed(was: Status, now: Status) -> &'static str {
    match (was, now) {
        (Status::No, Status::Yes) => "duty now owed",
        (Status::Yes, Status::No) => "duty no longer owed",
        (Status::No, Status::Maybe) => "duty perhaps owed now",
        (Status::Maybe, Status::Yes) => "duty owed for certain now",
        (Status::Maybe, Status::No) => "duty can no longer be owed",
        (Status::Yes, Status::Maybe) => "duty no longer certain",
        (Status::No, Status::No) | (Status::Maybe, Status::Maybe) | (Status::Yes, Status::Yes) => "as before",
    }
}

/// Two texts without the words that both begin and end with, but for a few around the difference.
fn focused(old: &str, new: &str) -> (String, String) {
    const AROUND: usize = 4;
    const SHORT: usize = 90;
    if old.len() <= SHORT && new.len() <= SHORT {
        return (old.to_owned(), new.to_owned());
    }
    let (one, two): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let same = one.iter().zip(&two).take_while(|(a, b)| a == b).count();
    let room = one.len().min(two.len()).saturating_sub(same);
    let tail = one.iter().rev().zip(two.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
    let (from, left) = (same.saturating_sub(AROUND), tail.saturating_sub(AROUND));
    let cut = |words: &[&str]| {
        let kept = words.iter().take(words.len().saturating_sub(left)).skip(from).copied();
        let kept = kept.collect::<Vec<_>>().join(" ");
        let (before, after) = (if from > 0 { "… " } else { "" }, if left > 0 { " …" } else { "" });
        format!("{before}{kept}{after}")
    };
    (cut(&one), cut(&two))
}

/// The details that are told: all but the title, which stands beside the name, where it is new or gone.
pub(super) fn reported(edit: &Edit) -> Vec<Detail> {
    let shown = |detail: &Detail| ["title", "question"].contains(&detail.what.as_str());
    let told =
        |detail: &&Detail| !shown(detail) || detail.old.is_some() && !matches!(edit.turn, Turn::Removed);
    let short = |detail: &Detail| {
        let mut detail = detail.clone();
        if let (Some(old), Some(new)) = (&detail.old, &detail.new) {
            let (old, new) = focused(old, new);
            (detail.old, detail.new) = (Some(old), Some(new));
        }
        detail
    };
    edit.details.iter().filter(told).map(short).collect()
}

/// Said of an edit that no case shows, and for which none was found.
pub(super) const UNSHOWN: &str = "no case was found that it would change; there may be one";

/// A sentence for each policy that one side alone has.
pub(super) fn one_sided(all: &Comparisons) -> Vec<String> {
    let gone =
        all.gone.iter().map(|path| format!("The policy {path} is gone: nothing is decided by it any more."));
    let come =
        all.come.iter().map(|path| format!("The policy {path} is new: there is nothing to compare it with."));
    gone.chain(come).collect()
}

/// `Accepted results changed: 2, both with a reason`
pub(super) fn accepted(all: &[Accepted]) -> String {
    let without = all.iter().filter(|accepted| accepted.reason.is_none()).count();
    let how = match (all.len(), without) {
        (1, 0) => "with a reason".to_owned(),
        (2, 0) => "both with a reason".to_owned(),
        (_, 0) => "all with a reason".to_owned(),
        (1, _) => "without a reason".to_owned(),
        (count, without) if count == without => "none with a reason".to_owned(),
        (_, without) => format!("{without} without a reason"),
    };
    format!("Accepted results changed: {}, {how}", all.len())
}

/// Who has accepted a result and why: `M. Keller, 2026-11-28: "memo 7"`.
pub(super) fn agreed(accepted: &Accepted) -> String {
    let Some(reason) = &accepted.reason else { return "nobody has said why".to_owned() };
    let on = accepted.on.map(|day| day.to_string());
    let who: Vec<String> = accepted.by.clone().into_iter().chain(on).collect();
    let who = if who.is_empty() { String::new() } else { format!("{}: ", who.join(", ")) };
    format!("{who}\"{reason}\"")
}

/// The first letters of a digest.
pub(super) fn short(digest: &str) -> String {
    digest.chars().take(12).collect()
}

/// Which texts were compared, over what.
pub(super) fn stamp(compared: &Compared) -> String {
    let (old, new) = (&compared.difference.old.policy, &compared.difference.new.policy);
    let (before, after) = (short(&old.digest), short(&new.digest));
    format!("policy {before} ({}) → {after} ({}), over {}", compared.old, compared.new, compared.cases)
}
