//! What a review shows of a result.

use similar::{ChangeTag, TextDiff};

use crate::eval::Decision;
use crate::report::decision::{stands, why_human, why_plain};
use crate::report::{visible, wrap};
use crate::source::Span;

use super::item::Item;
use crate::cli::terminal::Terminal;

/// Which case it is, what was accepted, how the result differs, and what in the policy makes it differ.
pub(super) fn head(item: &Item<'_>, number: usize, all: usize, terminal: &Terminal) -> String {
    let mut text = visible(&format!("Case {number} of {all}   {}   {}\n", item.id, item.place));
    text.push_str(&visible(&accepted(item)));
    text.push_str(&difference(item, terminal));
    let mut remarks = item.decision().map(|decision| causes(item, decision)).unwrap_or_default();
    let differences: Vec<String> =
        item.trial.iter().flat_map(|trial| &trial.differences).map(ToString::to_string).collect();
    if !differences.is_empty() {
        remarks.push(format!("the case expects otherwise: {}", differences.join("; ")));
    }
    let why = item.trial.and_then(|trial| trial.case.why.as_ref());
    remarks.extend(why.map(|why| format!("the case says: {why}")));
    text.extend(remarks.iter().map(|remark| hanging(remark, terminal.width)));
    text
}

/// A remark, its further lines indented.
fn hanging(text: &str, width: usize) -> String {
    let lines = wrap(&visible(text), width.saturating_sub(6));
    let line = |(line, index): (&String, usize)| {
        let indent = if index == 0 { "  " } else { "      " };
        format!("{indent}{line}\n")
    };
    lines.iter().zip(0usize..).map(line).collect()
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
    let edited = if item.was_edited() { EDITED } else { "" };
    format!("  accepted{on}{by}: \"{}\"\n{edited}{gone}", acceptance.reason)
}

/// Said where a file of accepted results was changed in an editor.
const EDITED: &str = "  after that it was changed by hand: nobody has accepted it as it stands there\n";

/// The lines of both results; what is new with `+`, what is gone with `-`.
fn difference(item: &Item<'_>, terminal: &Terminal) -> String {
    let diff = TextDiff::from_lines(&item.was, &item.now);
    let line = |change: similar::Change<&str>| {
        let (sign, paint) = match change.tag() {
            ChangeTag::Equal => (' ', ""),
            ChangeTag::Delete => ('-', "31"),
            ChangeTag::Insert => ('+', "32"),
        };
        let text = format!("  {sign} {}", visible(change.value().trim_end()));
        if terminal.color && !paint.is_empty() {
            format!("\u{1b}[{paint}m{text}\u{1b}[0m\n")
        } else {
            format!("{text}\n")
        }
    };
    diff.iter_all_changes().map(line).collect()
}

/// What differs and stands in the policy, each with its line: rules with how they stand now, then duties, contested
/// points and missing facts. Where nothing was accepted before, nothing has changed it.
fn causes(item: &Item<'_>, decision: &Decision) -> Vec<String> {
    if item.was.is_empty() {
        return Vec::new();
    }
    let names = &item.change.names;
    let rules = names.iter().filter_map(|name| rule(item, decision, name));
    let others = names.iter().filter_map(|name| other(item, decision, name));
    other_facts(item).into_iter().chain(rules).chain(others).collect()
}

/// That the case is another one now.
fn other_facts(item: &Item<'_>) -> Option<String> {
    let (before, trial) = (item.before.as_ref()?, item.trial?);
    let other = before.had_other_facts(item.book, trial.case);
    other.then(|| format!("the facts of the case have changed {}", before.since))
}

/// `changed by rules.licit:14 since 1f3a9c2 of 2026-11-25, x holds`. Where git knows of no change, where it stands.
fn place(item: &Item<'_>, name: &str, told: &str, stands: impl Fn() -> Option<String>) -> Option<String> {
    let changed = item.before.as_ref().map(|before| (before.bears_on(name), &before.since));
    match changed {
        Some((places, since)) if !places.is_empty() => {
            Some(format!("changed by {} {since}, {told}", places.join(" and ")))
        }
        Some(_) | None => Some(format!("see {}, {told}", stands()?)),
    }
}

fn rule(item: &Item<'_>, decision: &Decision, name: &str) -> Option<String> {
    let rule = decision.rules.iter().find(|rule| rule.name == name)?;
    let told = format!("{name} {}", stands(rule));
    place(item, name, &told, || Some(format!("{}:{}", rule.place.file, rule.place.line)))
}

/// A duty, a contested point, a missing fact; else a name that the policy no longer has.
fn other(item: &Item<'_>, decision: &Decision, name: &str) -> Option<String> {
    let policy = item.opened.program.policy();
    let at = |what: &str, span: Span| {
        place(item, name, &format!("{what} {name}"), || {
            let file = item.opened.program.sources().file(span)?;
            Some(format!("{}:{}", file.name, file.position(span.start).line))
        })
    };
    if let Some(duty) = policy.duties.iter().find(|duty| duty.name == name) {
        return at("duty", duty.span);
    }
    if let Some(reading) = policy.readings.iter().find(|reading| reading.name == name) {
        return at("contested point", reading.span);
    }
    if item.before.as_ref().is_some_and(|before| before.has_other_presumption(name)) {
        return place(item, name, &format!("presumption of {name}"), || None);
    }
    if let Some(fact) = decision.missing.iter().find(|fact| fact.path == name) {
        return Some(format!("{name} is asked by {}", fact.asked_by.join(", ")));
    }
    let known = policy.rules.iter().any(|rule| rule.name == name)
        || name.contains('.')
        || policy.schema.facts().is_some_and(|facts| facts.field(name).is_some());
    let now = item.before.as_ref().and_then(|before| before.called_now(name));
    (!known).then(|| match now {
        Some(now) => format!("`{name}` is called `{now}` now"),
        None => format!("the policy has no `{name}` any more"),
    })
}

/// What may be answered. What the case itself does not expect cannot be accepted.
pub(super) fn menu(item: &Item<'_>, like: usize) -> String {
    let accept = if item.contradicts() {
        "  To accept this, change `expect` in the case first.\n "
    } else {
        "  [a] accept, with a reason "
    };
    let all = if like > 1 { format!("  [m] all like this ({like})") } else { String::new() };
    format!("{accept} [r] reject  [s] later  [w] why{all}  [q] stop\n")
}

/// The whole decision.
pub(super) fn why(item: &Item<'_>, terminal: &Terminal) -> String {
    match item.decision() {
        None => "  The case is gone; only its accepted result is left.\n".to_owned(),
        Some(decision) if terminal.plain => why_plain(decision),
        Some(decision) => why_human(decision, terminal.color, terminal.width),
    }
}
