//! What a run came to, in a few lines.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use crate::batch::{Example, Tally};
use crate::policy::Policy;

use super::progress::rate;

/// Names that are shown of those that come most often.
const MOST: usize = 3;

/// The summary.
pub(super) fn text(tally: &Tally, policy: &Policy, rejects: Option<&Path>, time: Duration) -> String {
    let mut text = heading(tally, time);
    let scale = &policy.program().policy().scale;
    let verdicts = scale.iter().enumerate().map(|(level, verdict)| {
        format!("{} {}", verdict.name, grouped(tally.decided.get(&level).copied().unwrap_or_default()))
    });
    text.push_str(&format!("  {}\n", verdicts.collect::<Vec<_>>().join("   ")));
    let place = rejects.filter(|_| tally.rejected > 0).map(|path| format!(" → {}", path.display()));
    let (open, rejected) = (grouped(tally.open), grouped(tally.rejected));
    text.push_str(&format!("  undecided {open}   unreadable {rejected}{}\n", place.unwrap_or_default()));
    names(&mut text, "Rules that hold most often", &tally.rules);
    names(&mut text, "Facts that are missing most often", &tally.missing);
    reasons(&mut text, tally);
    let policy = policy.program().policy();
    text.push_str(&format!("Policy {}, sha256 {}\n", policy.name, policy.digest));
    text
}

fn heading(tally: &Tally, time: Duration) -> String {
    let seconds = format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100);
    let rate = grouped(rate(tally.rows, time));
    let empty = match tally.empty {
        0 => String::new(),
        1 => ", and an empty one".to_owned(),
        empty => format!(", and {} empty ones", grouped(empty)),
    };
    match tally.rows {
        0 => "No row was read: there is nothing below the header.\n".to_owned(),
        1 => format!("1 row in {seconds}{empty}\n"),
        rows => format!("{} rows in {seconds} ({rate} a second){empty}\n", grouped(rows)),
    }
}

fn names(text: &mut String, title: &str, counts: &BTreeMap<String, u64>) {
    let mut sorted: Vec<(&String, &u64)> = counts.iter().collect();
    sorted.sort_by(|one, two| two.1.cmp(one.1).then_with(|| one.0.cmp(two.0)));
    let shown = sorted.iter().take(MOST).map(|(name, count)| format!("{name} {}", grouped(**count)));
    let shown: Vec<String> = shown.collect();
    if !shown.is_empty() {
        text.push_str(&format!("{title}: {}\n", shown.join(" · ")));
    }
}

fn reasons(text: &mut String, tally: &Tally) {
    let mut sorted: Vec<&Example> = tally.reasons.values().collect();
    sorted.sort_by(|one, two| two.count.cmp(&one.count).then_with(|| one.line.cmp(&two.line)));
    for example in sorted.iter().take(MOST) {
        let Example { code, column, count, line, reason, advice } = example;
        let rows = if *count == 1 { "1 row".to_owned() } else { format!("{} rows", grouped(*count)) };
        let column = column.as_ref().map_or_else(String::new, |column| format!(", column `{column}`"));
        let first = if *count == 1 { "line" } else { "first in line" };
        text.push_str(&format!("{code}  {rows}{column}, {first} {line}: {reason}\n"));
        text.push_str(&format!("      help: {advice}\n"));
    }
    if let Some(more) = sorted.len().checked_sub(MOST).filter(|more| *more > 0) {
        text.push_str(&format!("      and {more} other reasons\n"));
    }
}

/// `1,234,567`
pub(super) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && digits.len().saturating_sub(position) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
