//! Days on which a verdict or a policy changes, for programs: docs/timeline.schema.json and docs/calendar.schema.json
//! describe the shapes.

use serde::Serialize;

use crate::analyze::{Change, Stretch};
use crate::eval::Otherwise;
use crate::eval::decision::Truth;
use crate::program::Program;
use crate::value::Date;

use super::{Day, answer, conditions, sentence};

/// Name and version of the shape of a timeline.
const TIMELINE_FORMAT: &str = "licit/timeline@1";

/// Name and version of the shape of a calendar.
const CALENDAR_FORMAT: &str = "licit/calendar@1";

#[derive(Serialize)]
struct Page<'a, P> {
    format: &'static str,
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    through: Option<String>,
    policies: Vec<PolicyView<'a, P>>,
}

#[derive(Serialize)]
struct PolicyView<'a, P> {
    name: &'a str,
    title: Option<&'a str>,
    #[serde(flatten)]
    part: P,
}

#[derive(Serialize)]
struct Stretches<'a> {
    stretches: Vec<StretchView<'a>>,
}

#[derive(Serialize)]
struct StretchView<'a> {
    from: String,
    through: String,
    verdict: Option<&'a str>,
    at_least: &'a str,
    at_most: &'a str,
    rules: Vec<&'a str>,
    duties: Vec<&'a str>,
    /// What other answers to contested points would lead to.
    otherwise: Vec<OtherwiseView<'a>>,
    changes: Vec<ChangeView<'a>>,
}

#[derive(Serialize)]
struct OtherwiseView<'a> {
    reading: &'a str,
    answer: &'a str,
    at_least: &'a str,
    at_most: &'a str,
}

#[derive(Serialize)]
struct Days<'a> {
    days: Vec<DayView<'a>>,
}

#[derive(Serialize)]
struct DayView<'a> {
    day: String,
    changes: Vec<ChangeView<'a>>,
}

#[derive(Serialize)]
struct ChangeView<'a> {
    what: &'static str,
    name: &'a str,
    title: Option<&'a str>,
    begins: bool,
    #[serde(rename = "if")]
    conditions: Vec<String>,
    message: String,
}

/// The stretches of days of a case under each policy, with a line break at the end.
pub(super) fn timelines(from: Date, through: Date, all: &[(&Program, Vec<Stretch>)]) -> String {
    let policies = all.iter().map(|(program, stretches)| {
        let stretches = stretches.iter().map(|stretch| self::stretch(program, stretch)).collect();
        view(program, Stretches { stretches })
    });
    let (from, through) = (Some(from.to_string()), Some(through.to_string()));
    pretty(&Page { format: TIMELINE_FORMAT, from, through, policies: policies.collect() })
}

/// The days on which each policy changes, with a line break at the end.
pub(super) fn calendars(from: Option<Date>, all: &[(&Program, Vec<Day>)]) -> String {
    let policies = all.iter().map(|(program, days)| {
        let days = days.iter().map(|(day, changes)| DayView {
            day: day.to_string(),
            changes: changes.iter().map(|change| self::change(program, change)).collect(),
        });
        view(program, Days { days: days.collect() })
    });
    let from = from.map(|day| day.to_string());
    pretty(&Page { format: CALENDAR_FORMAT, from, through: None, policies: policies.collect() })
}

fn view<P>(program: &Program, part: P) -> PolicyView<'_, P> {
    let policy = program.policy();
    PolicyView { name: &policy.name, title: policy.title.as_deref(), part }
}

fn stretch<'a>(program: &'a Program, stretch: &'a Stretch) -> StretchView<'a> {
    let policy = program.policy();
    let outcome = &stretch.outcome;
    let (at_least, at_most) = (level(program, outcome.at_least), level(program, outcome.at_most));
    let rules = policy.rules.iter().zip(&outcome.rules).filter(|(_, holds)| **holds == Truth::Yes);
    let duties = policy.duties.iter().zip(&outcome.duties).filter(|(_, owed)| **owed == Truth::Yes);
    StretchView {
        from: stretch.from.to_string(),
        through: stretch.through.to_string(),
        verdict: (outcome.at_least == outcome.at_most).then_some(at_least),
        at_least,
        at_most,
        rules: rules.map(|(rule, _)| rule.name.as_str()).collect(),
        duties: duties.map(|(duty, _)| duty.name.as_str()).collect(),
        otherwise: stretch.otherwise.iter().map(|other| otherwise(program, other)).collect(),
        changes: stretch.changes.iter().map(|change| self::change(program, change)).collect(),
    }
}

fn otherwise<'a>(program: &'a Program, other: &Otherwise) -> OtherwiseView<'a> {
    let (reading, answer) = answer(program, other);
    let (at_least, at_most) = (level(program, other.at_least), level(program, other.at_most));
    OtherwiseView { reading, answer, at_least, at_most }
}

/// The name of a verdict.
fn level(program: &Program, level: usize) -> &str {
    program.policy().scale.get(level).map_or("", |found| found.name.as_str())
}

fn change<'a>(program: &Program, change: &'a Change) -> ChangeView<'a> {
    ChangeView {
        what: change.what,
        name: &change.name,
        title: change.title.as_deref(),
        begins: change.begins,
        conditions: conditions(program, change),
        message: sentence(change),
    }
}

fn pretty(page: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(page).unwrap_or_default();
    text.push('\n');
    text
}
