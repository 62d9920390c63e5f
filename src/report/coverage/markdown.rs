//! Coverage as a table for a README: each provision, what says it in the policy, and the cases that exercise it.

use std::collections::BTreeMap;

use crate::coverage::{Coverage, Outcome, Statement};

use super::{near, some, summary};

/// The line before what the command writes in a document.
pub const BEGIN: &str = "<!-- licit test --coverage --format markdown: begin -->";

/// The line after it.
pub const END: &str = "<!-- licit test --coverage --format markdown: end -->";

/// Names of cases in a cell.
const SHOWN: usize = 2;

/// Coverage as Markdown, between [`BEGIN`] and [`END`], so that a document can hold it and be brought up to date.
pub fn markdown(policies: &[Coverage]) -> String {
    let mut text = format!("{BEGIN}\n");
    for coverage in policies {
        let title = coverage.title.as_ref().unwrap_or(&coverage.policy);
        text.push_str(&format!(
            "\n### {title}\n\n{} cases. Covered: {}.\n",
            coverage.cases.len(),
            summary(coverage)
        ));
        provisions(coverage, &mut text);
        days(coverage, &mut text);
    }
    text.push_str(&format!("\n{END}\n"));
    text
}

fn provisions(coverage: &Coverage, text: &mut String) {
    text.push_str("\n| provision | in the policy | cases in which it holds | cases in which it fails |\n|---|---|---|---|\n");
    for (provision, statements) in by_provision(coverage) {
        let mut first = true;
        for statement in statements {
            let name = if first { provision.as_str() } else { "" };
            first = false;
            let cell = |outcome: Outcome| cases(coverage, statement.cases(outcome));
            text.push_str(&format!(
                "| {} | {} `{}` | {} | {} |\n",
                escaped(name),
                statement.kind.word(),
                statement.name,
                cell(Outcome::Holds),
                cell(Outcome::Fails)
            ));
        }
    }
}

/// Statements by their provision, in the order of the policy's text; those without one come last.
fn by_provision(coverage: &Coverage) -> Vec<(String, Vec<&Statement>)> {
    let mut groups: BTreeMap<String, Vec<&Statement>> = BTreeMap::new();
    for statement in &coverage.statements {
        for provision in &statement.provisions {
            groups.entry(provision.to_string()).or_default().push(statement);
        }
        if statement.provisions.is_empty() {
            groups.entry(String::new()).or_default().push(statement);
        }
    }
    let bare = groups.remove("").map(|statements| ("no provision".to_owned(), statements));
    groups.into_iter().chain(bare).collect()
}

fn cases(coverage: &Coverage, cases: &[usize]) -> String {
    if cases.is_empty() { "none".to_owned() } else { escaped(&some(coverage, cases, SHOWN)) }
}

fn days(coverage: &Coverage, text: &mut String) {
    if coverage.dates.is_empty() {
        return;
    }
    text.push_str("\n| day | what changes | the day before | the day itself |\n|---|---|---|---|\n");
    for date in &coverage.dates {
        let side = |side| escaped(&near(coverage, side));
        text.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            date.day,
            escaped(&date.what),
            side(&date.before),
            side(&date.after)
        ));
    }
}

/// A text in a cell of a table.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;").replace(['\n', '\r'], " ")
}
