//! The result of a case in few lines that can be kept, compared and read in a review.
//!
//! Nothing is in it that may change while the result does not: no digests, no lines of files, no rules that have nothing
//! to do with the case; what has no order of its own stands by name. Each line begins with a word that says what it is
//! about, and what belongs to it is indented.

use crate::eval::decision::{
    Decision, Due, DutyFinding, Provision, Range, ReadingTaken, RuleFinding, Standing, Truth, Verdict,
};

use super::words;
use crate::report::text::{listed, one_line};

/// The result of a case, one thing a line.
pub fn result(decision: &Decision) -> String {
    let mut lines = vec![format!("verdict {}", range(&decision.verdict))];
    lines.extend(decision.as_of.map(|day| format!("law as of {day}")));
    lines.extend(sorted(decision.rules.iter().filter_map(|rule| applies(decision, rule))));
    lines.extend(sorted(decision.rules.iter().filter_map(gives_way)));
    lines.extend(sorted(decision.duties.iter().filter_map(duty)));
    lines.extend(sorted(decision.missing.iter().map(missing)));
    lines.extend(sorted(
        decision.presumptions.iter().map(|used| {
            format!("presumed {} is {}{}", used.path, used.value, under(used.provision.as_ref()))
        }),
    ));
    let without = decision.without_presumptions.as_ref();
    lines.extend(without.map(|without| format!("without presumptions {}", range(without))));
    let telling = decision.readings.iter().filter(|taken| !taken.others.is_empty());
    lines.extend(sorted(telling.map(|taken| reading(taken, &decision.verdict))));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn sorted(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = lines.collect();
    lines.sort();
    lines.dedup();
    lines
}

/// `deny (Prohibited)`
fn verdict(verdict: &Verdict) -> String {
    if verdict.title == verdict.name || verdict.title.is_empty() {
        return verdict.name.clone();
    }
    format!("{} ({})", verdict.name, one_line(&verdict.title))
}

/// `permit to deny (not decided)`
fn range(range: &Range) -> String {
    match range.certain() {
        Some(certain) => verdict(certain),
        None => format!("{} to {} (not decided)", range.at_least.name, range.at_most.name),
    }
}

/// A rule that holds, or that may hold where the verdict is open.
fn applies(decision: &Decision, rule: &RuleFinding) -> Option<String> {
    let word = match &rule.standing {
        Standing::Holds => "holds",
        Standing::MayHold if decision.verdict.certain().is_none() => "may hold",
        Standing::MayHold
        | Standing::Displaced(_)
        | Standing::SwitchedOff(_)
        | Standing::NotMet
        | Standing::NotInForce(_) => return None,
    };
    let verdict = rule.verdict.as_ref().map_or_else(String::new, |verdict| format!(": {}", verdict.name));
    Some(format!("{word} {}{verdict}{}", name(rule), details(rule)))
}

/// A rule whose condition is true, and what took its place.
fn gives_way(rule: &RuleFinding) -> Option<String> {
    match &rule.standing {
        Standing::Displaced(by) => Some(format!("displaced {} by {}", name(rule), by_name(by))),
        Standing::SwitchedOff(by) => Some(format!("switched off {} by {}", name(rule), by_name(by))),
        Standing::Holds | Standing::MayHold | Standing::NotMet | Standing::NotInForce(_) => None,
    }
}

/// The name of a rule; one without a name is called by its line, which says nothing that lasts.
fn name(rule: &RuleFinding) -> &str {
    if rule.name.contains(':') { "a rule without a name" } else { &rule.name }
}

fn by_name(names: &[String]) -> String {
    let mut names = names.to_vec();
    names.sort();
    listed(&names)
}

/// Title and citation below a rule; what it asks, where it has neither.
fn details(rule: &RuleFinding) -> String {
    let mut lines: Vec<String> = rule.title.iter().map(|title| one_line(title)).collect();
    lines.extend(rule.provision.as_ref().map(words::provision));
    lines.extend(sorted(rule.also_under.iter().map(words::provision)));
    if lines.is_empty() {
        lines.extend(rule.because.iter().map(|reason| one_line(&reason.text)));
    }
    indented(&lines)
}

fn indented(lines: &[String]) -> String {
    lines.iter().map(|line| format!("\n  {line}")).collect()
}

/// A duty that is or may be owed.
fn duty(duty: &DutyFinding) -> Option<String> {
    let word = match duty.owed {
        Truth::Yes => "owed",
        Truth::Unknown => "perhaps owed",
        Truth::No => return None,
    };
    let part = |join: &str, who: &Option<String>| {
        who.as_ref().map_or_else(String::new, |who| format!("{join} {}", one_line(who)))
    };
    let who = [part(" by", &duty.owed_by), part(" to", &duty.owed_to), part(", via", &duty.via)].concat();
    let mut lines: Vec<String> = duty.title.iter().map(|title| one_line(title)).collect();
    lines.extend(duty.provision.as_ref().map(words::provision));
    lines.extend(sorted(duty.also_under.iter().map(words::provision)));
    Some(format!("{word} {}{who}{}{}", duty.name, due(&duty.due), indented(&lines)))
}

fn due(due: &Due) -> String {
    match due {
        Due::Unlimited => String::new(),
        Due::By(day) => format!(", on {day} at the latest"),
        Due::Unknown(waits) if waits.is_empty() => ", its last day is not known".to_owned(),
        Due::Unknown(waits) => format!(", its last day waits for {}", by_name(waits)),
    }
}

/// A fact that is missing, or what the policy does not say.
fn missing(fact: &crate::eval::decision::MissingFact) -> String {
    match &fact.note {
        Some(note) if fact.path.is_empty() => format!("open {}", one_line(note)),
        Some(_) | None => format!("missing {}", fact.path),
    }
}

fn under(provision: Option<&Provision>) -> String {
    provision.map_or_else(String::new, |provision| format!(", under {}", words::provision(provision)))
}

/// `read suspension as as_published; as extended: deny (Prohibited)`
fn reading(taken: &ReadingTaken, found: &Range) -> String {
    let other = |(answer, leads_to): &(String, Range)| {
        let leads_to = if leads_to == found { "other duties".to_owned() } else { range(leads_to) };
        format!("; as {answer}: {leads_to}")
    };
    let mut others: Vec<String> = taken.others.iter().map(other).collect();
    others.sort();
    format!("read {} as {}{}", taken.name, taken.answer, others.concat())
}
