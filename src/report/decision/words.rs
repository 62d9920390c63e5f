//! How verdicts, provisions, places and days are called.

use crate::eval::decision::{
    Decision, FactUsed, FindingKind, Place, Provision, Range, Reason, RuleFinding, Truth, Verdict,
};

use super::page::Tone;

/// How many characters of a fingerprint are shown.
const FINGERPRINT: usize = 12;

/// `Licence required (license)`
pub(super) fn verdict(verdict: &Verdict) -> String {
    titled(Some(&verdict.title), &verdict.name)
}

/// `between Licence required (license) and Prohibited (deny)`, or the verdict where it is certain.
pub(super) fn range(range: &Range) -> String {
    match range.certain() {
        Some(certain) => verdict(certain),
        None => format!("between {} and {}", verdict(&range.at_least), verdict(&range.at_most)),
    }
}

/// Both ends of a range that is not decided, each title marked as one.
pub(super) fn between(least: &Verdict, most: &Verdict) -> String {
    let end = |verdict: &Verdict| format!("`{}` ({})", verdict.title, verdict.name);
    format!("between {} and {}", end(least), end(most))
}

/// A title and the word that the policy uses, or the word alone.
pub(super) fn titled(title: Option<&str>, name: &str) -> String {
    match title {
        Some(title) if !title.is_empty() && title != name => format!("{title} ({name})"),
        Some(_) | None => name.to_owned(),
    }
}

/// How grave a range is.
pub(super) fn tone(range: &Range) -> Tone {
    match range.certain().map(|verdict| verdict.stands_for) {
        None => Tone::Open,
        Some(0) => Tone::Free,
        Some(1 | 2) => Tone::Care,
        Some(_) => Tone::Stop,
    }
}

/// `MOFCOM Announcement No. 61 of 2025, art 1(1)`
pub(super) fn provision(provision: &Provision) -> String {
    let instrument = provision.title.as_deref().unwrap_or(&provision.instrument);
    let articles = provision.articles.iter().map(|(kind, number)| format!(", {kind} {number}"));
    format!("{instrument}{}", articles.collect::<String>())
}

/// A provision and others that say the same.
pub(super) fn provisions(first: &Provision, also: &[Provision]) -> String {
    also.iter().fold(provision(first), |text, other| format!("{text}; {}", provision(other)))
}

/// A part of a condition: the title of what it asks for, and as written.
pub(super) fn reason(reason: &Reason) -> String {
    titled(reason.title.as_deref(), &reason.text)
}

/// `policies/china.licit:14`
pub(super) fn place(place: &Place) -> String {
    if place.line == 0 { place.file.clone() } else { format!("{}:{}", place.file, place.line) }
}

/// `law as of 2026-12-01`; nothing where no day is known and none matters.
pub(super) fn law_date(decision: &Decision) -> Option<String> {
    match decision.as_of {
        Some(date) => Some(format!("law as of {date}")),
        None if decision.dated => Some("the day that picks the law is not known".to_owned()),
        None => None,
    }
}

/// The title of a rule, or its name.
pub(super) fn rule_title(rule: &RuleFinding) -> &str {
    rule.title.as_deref().unwrap_or(&rule.name)
}

/// A rule by title and name, as in a list of rules.
pub(super) fn named(decision: &Decision, name: &str) -> String {
    let rule = decision.rules.iter().find(|rule| rule.name == name);
    titled(rule.and_then(|rule| rule.title.as_deref()), name)
}

/// What kind of statement a rule is.
pub(super) fn kind(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Rule => "rule",
        FindingKind::Exception => "exception",
        FindingKind::Disapplication => "disapplication",
    }
}

/// Yes, no or unknown.
pub(super) fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "unknown",
    }
}

/// `is 1000 USD`, or that it is not known.
pub(super) fn fact_value(fact: &FactUsed) -> String {
    match &fact.value {
        Some(value) => format!("is {value}"),
        None => "is not known".to_owned(),
    }
}

/// The first characters of a digest.
pub(super) fn fingerprint(digest: &str) -> String {
    digest.chars().take(FINGERPRINT).collect()
}
