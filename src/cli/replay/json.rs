//! What a replay has found, for programs: docs/replay.schema.json describes the shape.

use std::path::Path;

use serde::Serialize;

use crate::cli::args::Replay;
use crate::diff::Direction;
use crate::journal::Outcome;
use crate::report::diff::moved;

use super::found::{Found, Group, is_certain};
use super::shift::Shift;

/// Name and version of the shape.
const REPLAY_FORMAT: &str = "licit/replay@1";

#[derive(Serialize)]
struct Page<'a> {
    format: &'static str,
    record: String,
    policy: Option<String>,
    decisions: usize,
    as_recorded: usize,
    counts: Counts,
    groups: Vec<GroupView<'a>>,
    changes: Vec<Change<'a>>,
    changes_left_out: usize,
    not_decided: Vec<NotDecided<'a>>,
    other_texts: Vec<OtherText<'a>>,
    flaws: Vec<FlawView>,
    flaws_left_out: usize,
    damaged: bool,
    last: Option<&'a str>,
}

#[derive(Serialize)]
struct Counts {
    changed: usize,
    stricter: usize,
    milder: usize,
    other: usize,
    reasons: usize,
    undecided: usize,
    not_decided: usize,
}

#[derive(Serialize)]
struct GroupView<'a> {
    policy: &'a str,
    way: Vec<String>,
    names: Vec<&'a str>,
    decisions: usize,
    lines: Vec<usize>,
}

#[derive(Serialize)]
struct Change<'a> {
    line: usize,
    case: &'a str,
    policy: &'a str,
    was: Range<'a>,
    now: Range<'a>,
    direction: &'static str,
    differences: Vec<String>,
}

#[derive(Serialize)]
struct Range<'a> {
    certain: bool,
    at_least: &'a str,
    at_most: &'a str,
}

#[derive(Serialize)]
struct NotDecided<'a> {
    line: usize,
    case: &'a str,
    why: &'a str,
}

#[derive(Serialize)]
struct OtherText<'a> {
    line: usize,
    policy: &'a str,
    was: &'a str,
    now: &'a str,
    what: &'a str,
}

#[derive(Serialize)]
struct FlawView {
    line: usize,
    what: &'static str,
    text: &'static str,
}

/// All of it as one JSON object, with a line break at the end.
pub(super) fn text(found: &Found, replay: &Replay) -> String {
    let mut text = serde_json::to_string_pretty(&page(found, replay)).unwrap_or_default();
    text.push('\n');
    text
}

fn page<'a>(found: &'a Found, replay: &Replay) -> Page<'a> {
    let shown = |path: &Path| path.display().to_string();
    Page {
        format: REPLAY_FORMAT,
        record: shown(&replay.record),
        policy: replay.policy.as_deref().map(shown),
        decisions: found.decisions,
        as_recorded: found.decisions.saturating_sub(found.differ()),
        counts: counts(found),
        groups: found.groups.iter().map(|group| self::group(found, group)).collect(),
        changes: found.shifts.iter().map(change).collect(),
        changes_left_out: (found.counts.changed + found.counts.reasons).saturating_sub(found.shifts.len()),
        not_decided: found.undecided.iter().map(not_decided).collect(),
        other_texts: found.other_texts.iter().map(other_text).collect(),
        flaws: found.flaws.iter().map(|(line, flaw)| flaw_view(*line, *flaw)).collect(),
        flaws_left_out: found.flawed.values().sum::<usize>().saturating_sub(found.flaws.len()),
        damaged: found.is_damaged(),
        last: found.last.as_deref(),
    }
}

fn counts(found: &Found) -> Counts {
    let counts = &found.counts;
    Counts {
        changed: counts.changed,
        stricter: counts.stricter,
        milder: counts.milder,
        other: counts.other,
        reasons: counts.reasons,
        undecided: counts.undecided,
        not_decided: found.undecided.len(),
    }
}

fn group<'a>(found: &'a Found, group: &'a Group) -> GroupView<'a> {
    let shifts = group.samples.iter().filter_map(|at| found.shifts.get(*at));
    GroupView {
        policy: &group.policy,
        way: group.moves.iter().map(moved).collect(),
        names: group.moves.iter().filter_map(|found| found.name()).collect(),
        decisions: group.counts.compared,
        lines: shifts.map(|shift| shift.line).collect(),
    }
}

fn change(shift: &Shift) -> Change<'_> {
    Change {
        line: shift.line,
        case: &shift.case,
        policy: &shift.policy,
        was: range(&shift.was),
        now: range(&shift.now),
        direction: match shift.direction {
            Direction::Same => "same",
            Direction::Stricter => "stricter",
            Direction::Milder => "milder",
            Direction::Other => "other",
        },
        differences: shift.was.differences(&shift.now),
    }
}

fn range(outcome: &Outcome) -> Range<'_> {
    Range { certain: is_certain(outcome), at_least: &outcome.at_least, at_most: &outcome.at_most }
}

fn not_decided(undecided: &super::found::Undecided) -> NotDecided<'_> {
    NotDecided { line: undecided.line, case: &undecided.case, why: &undecided.why }
}

fn other_text(other: &super::found::OtherText) -> OtherText<'_> {
    OtherText { line: other.line, policy: &other.policy, was: &other.was, now: &other.now, what: &other.what }
}

fn flaw_view(line: usize, flaw: super::found::Flaw) -> FlawView {
    FlawView { line, what: flaw.word(), text: flaw.words() }
}
