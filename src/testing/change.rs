//! What changed between two results of one case.

use std::collections::BTreeSet;

/// Two results of one case that differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The verdict that was accepted, such as `permit`, or `permit to deny`.
    pub was: String,
    /// The verdict now.
    pub now: String,
    /// Rules that hold no longer.
    pub gone: Vec<String>,
    /// Rules that hold now.
    pub come: Vec<String>,
    /// Whether no rule held.
    pub none_held: bool,
    /// What else differs, in words: `duties`, `missing facts`.
    pub others: Vec<&'static str>,
    /// Names in what differs: rules, duties, readings, facts.
    pub names: Vec<String>,
}

/// One thing that a result says: its first line and those that belong to it.
type Entry<'t> = Vec<&'t str>;

impl Change {
    /// Compares two results.
    pub fn between(was: &str, now: &str) -> Change {
        let (before, after) = (entries(was), entries(now));
        let (held, holds) = (held(&before), held(&after));
        let differs: Vec<&Entry<'_>> = {
            let lost = before.iter().filter(|entry| !after.contains(entry));
            lost.chain(after.iter().filter(|entry| !before.contains(entry))).collect()
        };
        let same_rules = held == holds;
        let mut others: BTreeSet<&'static str> = differs.iter().filter_map(|entry| about(entry)).collect();
        if !same_rules {
            others.remove(WORDING);
        }
        let mut names: Vec<String> = differs.iter().filter_map(|entry| name(entry)).collect();
        names.sort();
        names.dedup();
        Change {
            was: verdict(&before),
            now: verdict(&after),
            gone: held.difference(&holds).cloned().collect(),
            come: holds.difference(&held).cloned().collect(),
            none_held: held.is_empty(),
            others: others.into_iter().collect(),
            names,
        }
    }

    /// In one line: `permit → deny, now defence_user (was: no rule)`.
    pub fn in_words(&self) -> String {
        let verdict =
            if self.was == self.now { self.now.clone() } else { format!("{} → {}", self.was, self.now) };
        let mut parts = vec![verdict];
        parts.extend(self.rules());
        let others = self.others.iter().map(|other| format!("other {other}"));
        parts.extend(others);
        parts.join(", ")
    }

    /// Which rules hold instead of which.
    fn rules(&self) -> Option<String> {
        let (come, gone) = (self.come.join(" and "), self.gone.join(" and "));
        match (self.come.is_empty(), self.gone.is_empty()) {
            (true, true) => None,
            (false, true) if self.none_held => Some(format!("now {come} (was: no rule)")),
            (false, true) => Some(format!("now also {come}")),
            (true, false) => Some(format!("no longer {gone}")),
            (false, false) => Some(format!("now {come} (was: {gone})")),
        }
    }
}

/// What differs where the same rules hold, but say something else.
const WORDING: &str = "wording or citation";

fn entries(text: &str) -> Vec<Entry<'_>> {
    let mut found: Vec<Entry<'_>> = Vec::new();
    for line in text.lines() {
        match found.last_mut() {
            Some(entry) if line.starts_with(' ') => entry.push(line),
            _ => found.push(vec![line]),
        }
    }
    found
}

/// The first line of an entry, if it begins with these words; what comes behind.
fn behind<'t>(entry: &[&'t str], words: &str) -> Option<&'t str> {
    entry.first()?.strip_prefix(words)?.strip_prefix(' ')
}

fn verdict(entries: &[Entry<'_>]) -> String {
    let found = entries.iter().find_map(|entry| behind(entry, "verdict")).unwrap_or("nothing");
    found.split(" (").next().unwrap_or(found).to_owned()
}

fn held(entries: &[Entry<'_>]) -> BTreeSet<String> {
    let rule = |entry: &Entry<'_>| Some(behind(entry, "holds")?.split(':').next()?.to_owned());
    entries.iter().filter_map(rule).collect()
}

/// What an entry is about, apart from the verdict, in the words of a report.
fn about(entry: &[&str]) -> Option<&'static str> {
    let kinds = [
        ("law as of", "day of the law"),
        ("holds", WORDING),
        ("may hold", "rules that may hold"),
        ("displaced", "exceptions"),
        ("switched off", "exceptions"),
        ("owed", "duties"),
        ("perhaps owed", "duties"),
        ("missing", "missing facts"),
        ("open", "missing facts"),
        ("presumed", "presumptions"),
        ("without presumptions", "presumptions"),
        ("read", "readings"),
    ];
    kinds.iter().find(|(words, _)| behind(entry, words).is_some()).map(|(_, about)| *about)
}

/// The name of the rule, duty, reading or fact that an entry is about.
fn name(entry: &[&str]) -> Option<String> {
    let words = [
        "holds",
        "may hold",
        "displaced",
        "switched off",
        "owed",
        "perhaps owed",
        "missing",
        "presumed",
        "read",
    ];
    let rest = words.iter().find_map(|words| behind(entry, words))?;
    let name = rest.split([':', ' ', ',']).next()?;
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(was: &str, now: &str) -> String {
        Change::between(was, now).in_words()
    }

    #[test]
    fn a_change_is_told_in_one_line() {
        let permit = "verdict permit (No licence required)\n";
        let deny = "verdict deny (Prohibited)\nholds x: deny\n  Title\n";
        assert_eq!(words(permit, deny), "permit → deny, now x (was: no rule)");
        assert_eq!(words(deny, permit), "deny → permit, no longer x");
        assert_eq!(words(deny, &deny.replace('x', "y")), "deny, now y (was: x)");
        assert_eq!(words(deny, &format!("{deny}holds y: deny\n")), "deny, now also y");
        assert_eq!(words(deny, &deny.replace("Title", "Other")), "deny, other wording or citation");
        let owed = format!("{deny}owed report, on 2026-12-01 at the latest\n");
        assert_eq!(words(deny, &owed), "deny, other duties");
        assert_eq!(
            words("verdict permit to deny (not decided)\n", deny),
            "permit to deny → deny, now x (was: no rule)"
        );
    }

    #[test]
    fn what_differs_is_named() {
        let was = "verdict deny\nholds x: deny\nowed report by exporter\nmissing item.value\nread day as in; as out: permit\n";
        let now = "verdict deny\nholds x: deny\nowed report by importer\n";
        assert_eq!(Change::between(was, now).names, ["day", "item.value", "report"]);
    }
}
