//! What a replay has found, for people and for screen readers.

use crate::journal::Outcome;
use crate::report::diff::{headline, moved};
use crate::report::{visible, wrap};

use super::found::{Flaw, Found, Group, is_certain};
use super::shift::Shift;

/// Lines of one kind that are shown; the rest is counted.
const MANY: usize = 20;

/// All of it.
pub(super) fn text(found: &Found, width: usize, plain: bool) -> String {
    let mut page = Page { text: String::new(), width, plain };
    page.summary(found);
    found.groups.iter().take(MANY).for_each(|group| page.group(found, group));
    page.more(0, found.groups.len(), "ways in which decisions change");
    page.others(found);
    if let Some(last) = &found.last {
        page.line(0, "Keep this elsewhere to notice lines cut off its end; the record ends with");
        page.text.push_str(&format!("{last}\n"));
    }
    page.text
}

struct Page {
    text: String,
    width: usize,
    plain: bool,
}

impl Page {
    fn line(&mut self, depth: usize, text: &str) {
        let indent = if self.plain { String::new() } else { "  ".repeat(depth) };
        let room = self.width.saturating_sub(indent.len()).saturating_sub(2);
        for (line, index) in wrap(&visible(text), room).iter().zip(0usize..) {
            let more = if index > 0 && !self.plain { "  " } else { "" };
            self.text.push_str(&format!("{indent}{more}{line}\n"));
        }
    }

    fn more(&mut self, depth: usize, all: usize, what: &str) {
        if all > MANY {
            self.line(depth, &format!("and {} more {what}", all.saturating_sub(MANY)));
        }
    }

    fn summary(&mut self, found: &Found) {
        let differ = found.differ();
        let mut text = format!(
            "{} decided again: {} as recorded, {differ} otherwise.",
            counted(found.decisions, "decision"),
            found.decisions.saturating_sub(differ)
        );
        for flaw in Flaw::ALL.iter().filter(|flaw| found.flawed(**flaw) > 0) {
            text.push_str(&format!(" {}.", counted(found.flawed(*flaw), flaw.noun())));
        }
        self.line(0, &text);
        if found.counts.changed + found.counts.reasons > 0 {
            self.line(0, &headline(&found.counts));
        }
    }

    fn group(&mut self, found: &Found, group: &Group) {
        self.text.push('\n');
        let way: Vec<String> = group.moves.iter().map(moved).collect();
        let way = if way.is_empty() { "the same rules hold".to_owned() } else { way.join("; ") };
        self.line(1, &format!("{}: {way}", counted(group.counts.compared, "decision")));
        for name in group.moves.iter().filter_map(|found| found.name()) {
            let known = found.named.get(&(group.policy.clone(), name.to_owned()));
            if let Some((title, known)) = known.and_then(|known| Some((known.title.as_ref()?, known))) {
                let cited = known.citation.as_ref().map(|cited| format!(" ({cited})")).unwrap_or_default();
                self.line(3, &format!("{name}: {title}{cited}"));
            }
        }
        for shift in group.samples.iter().take(MANY).filter_map(|at| found.shifts.get(*at)) {
            self.line(3, &of_line(shift, group));
        }
        self.more(3, group.counts.compared, "decisions");
    }

    fn others(&mut self, found: &Found) {
        if !found.groups.is_empty() {
            self.text.push('\n');
        }
        for undecided in found.undecided.iter().take(MANY) {
            let (line, case, why) = (undecided.line, &undecided.case, &undecided.why);
            self.line(0, &format!("line {line} ({case}) cannot be decided again: {why}"));
        }
        self.more(0, found.undecided.len(), "that cannot be decided again");
        for other in found.other_texts.iter().take(MANY) {
            let (was, now) = (short(&other.was), short(&other.now));
            let (line, policy, what) = (other.line, &other.policy, &other.what);
            self.line(
                0,
                &format!("line {line} was decided by policy {policy} {was}, which is now {now}: {what}"),
            );
        }
        self.more(0, found.other_texts.len(), "texts that are not those that decided");
        for (line, flaw) in found.flaws.iter().take(MANY) {
            self.line(0, &format!("line {line} {}", flaw.words()));
        }
        self.more(0, found.flawed.values().sum(), "lines that are not as they should be");
    }
}

/// `line 3 (shipment.yaml): permit → license`
fn of_line(shift: &Shift, group: &Group) -> String {
    let (was, now) = (verdict(&shift.was), verdict(&shift.now));
    let verdicts = if was == now { format!("{now} as before") } else { format!("{was} → {now}") };
    let own: Vec<String> = shift.moves.iter().filter(|own| !group.moves.contains(own)).map(moved).collect();
    let own = if own.is_empty() { String::new() } else { format!("; {}", own.join("; ")) };
    format!("line {} ({}): {verdicts}{own}", shift.line, shift.case)
}

/// `license`, or `permit to license` where it is open.
fn verdict(outcome: &Outcome) -> String {
    if is_certain(outcome) {
        return outcome.at_least.clone();
    }
    format!("{} to {} (undecided)", outcome.at_least, outcome.at_most)
}

fn counted(count: usize, word: &str) -> String {
    match (count, word) {
        (1, _) => format!("1 {word}"),
        (_, "line of another version") => format!("{count} lines of another version"),
        _ => format!("{count} {word}s"),
    }
}

fn short(digest: &str) -> String {
    digest.chars().take(12).collect()
}
