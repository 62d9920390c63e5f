//! Accepted results → text.

use super::{Acceptance, Cases, Snapshot, seal};

/// What stands for the cases that no other acceptance names.
pub(super) const OTHERS: &str = "all others";

/// The marks that a merge leaves; no line of the file begins so.
pub(super) const MARKS: [&str; 3] = ["<<<<<<<", "=======", ">>>>>>>"];

/// What made the file.
pub(super) const EXPRESSION: &str = "licit test";

/// The file's text, the same whatever the order in which results came.
pub fn write(snapshot: &Snapshot) -> String {
    let mut text = format!("---\nsource: {}\nexpression: {EXPRESSION}\n", scalar(&snapshot.source));
    if !snapshot.acceptances.is_empty() {
        text.push_str("info:\n  accepted:\n");
        text.extend(snapshot.acceptances.iter().map(acceptance));
    }
    text.push_str("---\n");
    let section = |(id, accepted): (&String, &super::Accepted)| {
        let lines: String = accepted.text.lines().map(|line| format!("  {line}\n")).collect();
        let seal = accepted.seal.as_ref().map(|seal| format!("  {}{seal}\n", seal::WORD));
        format!("{}\n{lines}{}", heading(id), seal.unwrap_or_default())
    };
    let sections: Vec<String> = snapshot.results.iter().map(section).collect();
    text.push_str(&sections.join("\n"));
    text
}

fn acceptance(acceptance: &Acceptance) -> String {
    let on = acceptance.on.map(|day| format!("on: {day}"));
    let by = acceptance.by.as_ref().map(|by| format!("by: {}", scalar(by)));
    let reason = Some(format!("reason: {}", quoted(&acceptance.reason)));
    let cases = Some(match &acceptance.cases {
        Cases::Others => format!("cases: {OTHERS}"),
        Cases::Named(ids) => {
            let ids: String = ids.iter().map(|id| format!("\n        - {}", scalar(id))).collect();
            format!("cases:{ids}")
        }
    });
    let lines: Vec<String> = [on, by, reason, cases].into_iter().flatten().collect();
    format!("    - {}\n", lines.join("\n      "))
}

/// The line above a case's result: its name, quoted where it could be taken for something else.
pub(super) fn heading(id: &str) -> String {
    let strange = id.is_empty()
        || id.trim() != id
        || id.chars().any(char::is_control)
        || ["\"", "---"].iter().chain(&MARKS).any(|start| id.starts_with(start));
    if strange { quoted(id) } else { id.to_owned() }
}

/// A text that YAML reads as this text whatever reads it.
fn scalar(text: &str) -> String {
    let first = text.chars().next().is_some_and(|first| first.is_ascii_alphabetic());
    let plain = text.chars().all(|letter| letter.is_ascii_alphanumeric() || "._-/".contains(letter));
    let meant = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let special = meant.iter().any(|word| text.eq_ignore_ascii_case(word));
    if first && plain && !special { text.to_owned() } else { quoted(text) }
}

/// A text in double quotes, as both JSON and YAML read it.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
