//! What a review shows of a result.

use similar::{ChangeTag, TextDiff};

use crate::eval::Decision;
use crate::report::decision::{stands, why_human, why_plain};

use super::item::Item;
use crate::cli::terminal::Terminal;

/// Which case it is, what was accepted, how the result differs, and what in the policy makes it differ.
pub(super) fn head(item: &Item<'_>, number: usize, all: usize, terminal: &Terminal) -> String {
    let mut text = format!("Case {number} of {all}   {}   {}\n", item.id, item.place);
    text.push_str(&accepted(item));
    text.push_str(&difference(item, terminal));
    let causes = item.decision().map(|decision| causes(item, decision)).unwrap_or_default();
    text.extend(causes.iter().map(|cause| format!("  {cause}\n")));
    let differences = item.trial.iter().flat_map(|trial| &trial.differences);
    text.extend(differences.map(|difference| format!("  the case expects otherwise: {difference}\n")));
    text.extend(
        item.trial.and_then(|trial| trial.case.why.as_ref()).map(|why| format!("  the case says: {why}\n")),
    );
    text
}

/// `accepted 2026-06-02 by m.keller: "civil radar, dealer in AT"`
fn accepted(item: &Item<'_>) -> String {
    if item.was.is_empty() {
        return "  never accepted before\n".to_owned();
    }
    let gone = if item.trial.is_none() { "  the case is gone\n" } else { "" };
    let acceptance = item.book.accepted.as_ref().and_then(|snapshot| snapshot.acceptance(&item.id));
    let Some(acceptance) = acceptance else { return format!("  accepted before\n{gone}") };
    let on = acceptance.on.map_or_else(String::new, |day| format!(" {day}"));
    let by = acceptance.by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
    format!("  accepted{on}{by}: \"{}\"\n{gone}", acceptance.reason)
}

/// The lines of both results; what is new with `+`, what is gone with `-`.
fn difference(item: &Item<'_>, terminal: &Terminal) -> String {
    let diff = TextDiff::from_lines(&item.was, &item.now);
    let line = |change: similar::Change<&str>| {
        let (sign, paint) = match change.tag() {
            ChangeTag::Equal => (' ', ""),
            ChangeTag::Delete => ('-', "31"),
            ChangeTag::Insert => ('+', "32"),
        };
        let text = format!("  {sign} {}", change.value().trim_end());
        if terminal.color && !paint.is_empty() {
            format!("\u{1b}[{paint}m{text}\u{1b}[0m\n")
        } else {
            format!("{text}\n")
        }
    };
    diff.iter_all_changes().map(line).collect()
}

/// The rules and duties that differ, each with its line in the policy and how it stands now.
fn causes(item: &Item<'_>, decision: &Decision) -> Vec<String> {
    if item.was.is_empty() {
        return Vec::new();
    }
    item.change.names.iter().filter_map(|name| cause(item, decision, name)).collect()
}

fn cause(item: &Item<'_>, decision: &Decision, name: &str) -> Option<String> {
    let at = |place: &crate::eval::decision::Place| format!("{}:{}", place.file, place.line);
    if let Some(rule) = decision.rules.iter().find(|rule| rule.name == name) {
        return Some(format!("changed by {}   {name} {}", at(&rule.place), stands(rule)));
    }
    let policy = item.opened.program.policy();
    if let Some(duty) = policy.duties.iter().find(|duty| duty.name == name) {
        let place = item
            .opened
            .program
            .sources()
            .file(duty.span)
            .map(|file| format!("{}:{}", file.name, file.position(duty.span.start).line));
        return place.map(|place| format!("changed by {place}   duty {name}"));
    }
    if let Some(fact) = decision.missing.iter().find(|fact| fact.path == name) {
        return Some(format!("{name} is asked by {}", fact.asked_by.join(", ")));
    }
    let is_fact =
        name.contains('.') || policy.schema.facts().is_some_and(|facts| facts.field(name).is_some());
    (!is_fact).then(|| format!("the policy has no `{name}` any more"))
}

/// What may be answered.
pub(super) fn menu(like: usize) -> String {
    let all = if like > 1 { format!("  [m] all like this ({like})") } else { String::new() };
    format!("  [a] accept, with a reason  [r] reject  [s] later  [w] why{all}  [q] stop\n")
}

/// The whole decision.
pub(super) fn why(item: &Item<'_>, terminal: &Terminal) -> String {
    match item.decision() {
        None => "  The case is gone; only its accepted result is left.\n".to_owned(),
        Some(decision) if terminal.plain => why_plain(decision),
        Some(decision) => why_human(decision, terminal.color, terminal.width),
    }
}
