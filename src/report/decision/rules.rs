//! Rules and duties on a page, each with its provision, its place and its reasons.

use crate::eval::decision::{Absence, Decision, Due, DutyFinding, Reason, RuleFinding, Standing, Truth};

use super::page::{Join, Page};
use super::words;
use crate::report::text::listed;

/// How much is said about reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// What decided, with facts and values.
    Brief,
    /// Also the question that was put for each fact.
    Full,
}

/// A rule that holds or may hold.
pub(super) fn rule(page: &mut Page, rule: &RuleFinding, detail: Detail) {
    heading(page, rule);
    let met = rule.because.iter().all(|reason| reason.truth == Truth::Yes);
    if rule.standing == Standing::MayHold && met {
        page.text(2, "It is not known yet whether it is in force, or gives way to another");
    }
    reasons(page, &rule.because, detail);
}

/// Title; what it is and says; where that is said, and where it stands.
pub(super) fn heading(page: &mut Page, rule: &RuleFinding) {
    let place = words::place(&rule.place);
    if let (true, Some(verdict)) = (has_no_name(rule), &rule.verdict) {
        // It is called by its place: once is enough.
        page.item(&format!("{place}: {}", words::verdict(verdict)));
        return;
    }
    page.item(words::rule_title(rule));
    page.text(2, &what(rule));
    match &rule.provision {
        Some(provision) => page.beside(2, &words::provisions(provision, &rule.also_under), &place),
        None => page.text(2, &place),
    }
}

/// Whether a rule is called by its file and line.
fn has_no_name(rule: &RuleFinding) -> bool {
    rule.title.is_none() && rule.provision.is_none() && rule.name.contains(':')
}

/// `exception military_user to content: Prohibited (deny)`
fn what(rule: &RuleFinding) -> String {
    let join = match rule.verdict {
        Some(_) => "to",
        None => "of",
    };
    let targets = match rule.targets.as_slice() {
        [] => String::new(),
        targets => format!(" {join} {}", listed(targets)),
    };
    let verdict =
        rule.verdict.as_ref().map_or_else(String::new, |verdict| format!(": {}", words::verdict(verdict)));
    format!("{} {}{targets}{verdict}", words::kind(rule.kind), rule.name)
}

/// The parts of a condition: what each came to, its text, and the facts it used.
/// In the brief form a fact stands once, where it is used first.
pub(super) fn reasons(page: &mut Page, reasons: &[Reason], detail: Detail) {
    let mut shown: Vec<&str> = Vec::new();
    for reason in reasons {
        page.pairs(3, Join::Came, vec![(words::truth(reason.truth).to_owned(), words::reason(reason))]);
        page.pairs(
            8,
            Join::Is,
            reason
                .facts
                .iter()
                .filter(|fact| detail == Detail::Full || !shown.contains(&fact.path.as_str()))
                .map(|fact| {
                    let question = fact.label.as_ref().filter(|_| detail == Detail::Full);
                    let question = question.map_or_else(String::new, |label| format!(" ({label})"));
                    (fact.path.clone(), format!("{}{question}", words::fact_value(fact)))
                })
                .collect(),
        );
        shown.extend(reason.facts.iter().map(|fact| fact.path.as_str()));
        for note in &reason.notes {
            page.text(8, note);
        }
    }
}

/// What took the place of a rule whose condition is true; nothing for rules that stand otherwise.
pub(super) fn displaced(page: &mut Page, decision: &Decision, rule: &RuleFinding) {
    let named = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|name| words::named(decision, name)).collect();
        listed(&names)
    };
    let why = match &rule.standing {
        Standing::Displaced(by) => format!("Its condition is met, but in its place stands: {}", named(by)),
        Standing::SwitchedOff(by) => {
            format!("Its condition is met, but it is switched off by: {}", named(by))
        }
        Standing::Holds | Standing::MayHold | Standing::NotMet | Standing::NotInForce(_) => return,
    };
    heading(page, rule);
    page.text(2, &why);
}

/// Why a rule is not in force.
pub(super) fn absence(absence: &Absence) -> String {
    match absence {
        Absence::NotYet(from) => format!("begins on {from}"),
        Absence::Ended(last) => format!("ended; its last day was {last}"),
        Absence::Interrupted { by, title, through } => {
            let word = if through.is_some() { "suspended" } else { "suspended or repealed" };
            let through =
                through.map_or_else(|| ", without an end".to_owned(), |day| format!(", through {day}"));
            format!("{word} by {}{through}", words::titled(title.as_deref(), by))
        }
        Absence::NotIssued(day) => format!("had not been issued by {day}"),
        Absence::NoText => "none of its texts is in force on that day".to_owned(),
    }
}

/// A duty: who owes it to whom, by when, and why.
pub(super) fn duty(page: &mut Page, duty: &DutyFinding, detail: Detail) {
    page.item(duty.title.as_deref().unwrap_or(&duty.name));
    let provision = duty.provision.as_ref();
    let said = provision.map(|said| format!(", {}", words::provisions(said, &duty.also_under)));
    let said = said.unwrap_or_default();
    let name = format!("duty {}{said}", duty.name);
    page.beside(2, &name, &words::place(&duty.place));
    page.text(2, &owed(duty));
    if duty.owed != Truth::No {
        page.text(2, &due(&duty.due));
    }
    if detail == Detail::Full || duty.owed == Truth::Unknown {
        reasons(page, &duty.because, detail);
    }
}

/// `Owed by exporter to MOFCOM, via post`
fn owed(duty: &DutyFinding) -> String {
    let (word, open) = match duty.owed {
        Truth::Yes => ("Owed", ""),
        Truth::No => ("Not owed", ""),
        Truth::Unknown => ("Perhaps owed", "; whether it is owed is not known yet"),
    };
    let part = |join: &str, who: Option<String>| who.map_or_else(String::new, |who| format!("{join} {who}"));
    let by = part(" by", duty.owed_by.as_deref().map(role));
    let to = part(" to", duty.owed_to.as_deref().map(role));
    let via = part(", via", duty.via.clone());
    format!("{word}{by}{to}{via}{open}")
}

/// `end_user (Nordmotor GmbH)` as it is read: the name of a fact in words, that of a party as it is.
fn role(who: &str) -> String {
    match who.split_once(" (") {
        Some((fact, party)) => format!("{} ({party}", fact.replace('_', " ")),
        None => who.replace('_', " "),
    }
}

fn due(due: &Due) -> String {
    match due {
        Due::Unlimited => "No deadline is stated".to_owned(),
        Due::By(day) => format!("On {day} at the latest"),
        Due::Unknown(waits) if waits.is_empty() => "The last day is not known yet".to_owned(),
        Due::Unknown(waits) => {
            format!("The last day is not known yet; it waits for {}", listed(waits))
        }
    }
}
