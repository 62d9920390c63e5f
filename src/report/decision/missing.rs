//! What is missing, and what each answer would lead to.

use crate::eval::decision::{Decision, MissingFact, Range};

use super::page::{Join, Page};
use super::words;
use crate::report::text::listed;

/// The facts that are missing, the most telling first.
pub(super) fn missing(page: &mut Page, decision: &Decision) {
    if decision.missing.is_empty() && decision.verdict.certain().is_none() {
        page.statement("No fact that could be filled in would settle it; what may apply says why");
    }
    page.section(heading(decision), |page| {
        for (fact, number) in decision.missing.iter().zip(1usize..) {
            one(page, decision, fact, number);
        }
    });
}

fn heading(decision: &Decision) -> &'static str {
    match (decision.verdict.certain(), decision.missing.as_slice()) {
        (None, [only]) if settles(only) => "One missing fact decides it",
        (None, missing) if missing.iter().all(|fact| fact.path.is_empty()) => "What stays open",
        (None, [_]) => "One fact is missing",
        (None, _) => "What is missing, the most telling first",
        (Some(_), _) => "Missing for a duty, not for the verdict",
    }
}

/// Whether each answer leads to one verdict.
fn settles(fact: &MissingFact) -> bool {
    !fact.outcomes.is_empty() && fact.outcomes.iter().all(|(_, range)| range.certain().is_some())
}

fn one(page: &mut Page, decision: &Decision, fact: &MissingFact, number: usize) {
    let open = decision.verdict.certain().is_none() && decision.missing.len() > 1;
    let alone = if open && settles(fact) { " (settles the verdict alone)" } else { "" };
    let (head, lines) = match &fact.note {
        // No fact, but something that the policy does not say.
        Some(note) if fact.path.is_empty() => (note.as_str(), [None, None]),
        Some(_) | None => (path(fact), [fact.question.as_ref(), fact.note.as_ref()]),
    };
    page.item(&format!("{number}. {head}{alone}"));
    for line in lines.into_iter().flatten() {
        page.text(3, line);
    }
    if let Some(why) = &fact.undeterminable {
        page.text(3, &format!("It cannot be determined: {why}"));
    }
    if !fact.asked_by.is_empty() {
        page.text(3, &format!("Asked by {}", listed(&fact.asked_by)));
    }
    if fact.outcomes.is_empty() && !fact.r#type.is_empty() {
        page.text(3, &expects(fact));
    }
    page.pairs(3, Join::Leads, outcomes(&fact.outcomes));
}

/// What to write, and how: `Expects: money, such as 1000.00 USD`
fn expects(fact: &MissingFact) -> String {
    let wanted = &fact.r#type;
    match example(wanted) {
        Some(example) if fact.path == "as_of" => format!("Expects: {wanted}, such as --as-of {example}"),
        Some(example) => format!("Expects: {wanted}, such as {example}"),
        None => format!("Expects: {wanted}"),
    }
}

/// How a value of a type is written.
fn example(r#type: &str) -> Option<&'static str> {
    match r#type {
        "number" => Some("12.5"),
        "percent" => Some("49.9%"),
        "money" => Some("1000.00 USD"),
        "date" => Some("2026-03-01"),
        "duration" => Some("10 days"),
        "country" => Some("DE"),
        "currency" => Some("EUR"),
        _ => None,
    }
}

fn path(fact: &MissingFact) -> &str {
    if fact.path == "as_of" { "as_of, the day that picks the law" } else { &fact.path }
}

/// Answers that lead to the same, together.
fn outcomes(outcomes: &[(String, Range)]) -> Vec<(String, String)> {
    let mut rows: Vec<(Vec<String>, &Range)> = Vec::new();
    for (value, range) in outcomes {
        match rows.iter_mut().find(|(_, other)| *other == range) {
            Some((values, _)) => values.push(value.clone()),
            None => rows.push((vec![value.clone()], range)),
        }
    }
    rows.into_iter().map(|(values, range)| (values.join(", "), words::range(range))).collect()
}
