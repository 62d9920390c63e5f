//! The long form: everything that was considered.

use crate::eval::decision::{Decision, Reason, RuleFinding, Standing, Truth};

use super::missing::missing;
use super::page::Page;
use super::rules::{self, Detail};
use super::short::{duties, grounds, holding, maybe, verdict};

/// A decision with all rules, how each stands and why.
pub(super) fn page(decision: &Decision) -> Page {
    let mut page = Page::default();
    verdict(&mut page, decision);
    holding(&mut page, decision, Detail::Full);
    maybe(&mut page, decision, Detail::Full);
    page.section("What gives way", |page| {
        for rule in decision.rules.iter().filter(|rule| gives_way(rule)) {
            rules::displaced(page, decision, rule);
            rules::reasons(page, &rule.because, Detail::Full);
        }
    });
    missing(&mut page, decision);
    duties(&mut page, decision, Detail::Full);
    page.section("Considered and not met", |page| {
        decision
            .rules
            .iter()
            .filter(|rule| rule.standing == Standing::NotMet)
            .for_each(|rule| not_met(page, rule));
    });
    page.section("Not in force", |page| {
        decision.rules.iter().for_each(|rule| not_in_force(page, rule));
    });
    grounds(&mut page, decision, Detail::Full);
    page
}

fn gives_way(rule: &RuleFinding) -> bool {
    match rule.standing {
        Standing::Displaced(_) | Standing::SwitchedOff(_) => true,
        Standing::Holds | Standing::MayHold | Standing::NotMet | Standing::NotInForce(_) => false,
    }
}

/// A rule and the parts of its condition that fail; all parts where none is false by itself.
fn not_met(page: &mut Page, rule: &RuleFinding) {
    rules::heading(page, rule);
    let failing: Vec<Reason> =
        rule.because.iter().filter(|reason| reason.truth == Truth::No).cloned().collect();
    let shown = if failing.is_empty() { &rule.because } else { &failing };
    rules::reasons(page, shown, Detail::Full);
}

fn not_in_force(page: &mut Page, rule: &RuleFinding) {
    match &rule.standing {
        Standing::NotInForce(absence) => {
            rules::heading(page, rule);
            page.text(3, &rules::absence(absence));
        }
        Standing::Holds
        | Standing::MayHold
        | Standing::Displaced(_)
        | Standing::SwitchedOff(_)
        | Standing::NotMet => {}
    }
}
