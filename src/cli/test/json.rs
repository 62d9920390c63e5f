//! How cases came out, for programs: docs/test.schema.json describes the shape.

use serde::Serialize;
use serde_json::Value;

use crate::report::problem::problem_values;
use crate::source::Sources;
use crate::testing::{Against, Count, Run, Trial};

use super::count;

/// Name and version of the shape.
const TEST_FORMAT: &str = "licit/test@1";

#[derive(Serialize)]
struct Page<'a> {
    format: &'static str,
    passed: bool,
    summary: Summary,
    policies: Vec<Policy<'a>>,
}

#[derive(Serialize)]
struct Summary {
    cases: usize,
    passed: usize,
    not_as_expected: usize,
    changed: usize,
    not_decided: usize,
    never_accepted: usize,
    without_answer: usize,
}

#[derive(Serialize)]
struct Policy<'a> {
    path: &'a str,
    name: &'a str,
    problems: Vec<Value>,
    cases: Vec<Case<'a>>,
}

#[derive(Serialize)]
struct Case<'a> {
    id: &'a str,
    file: &'a str,
    line: Option<usize>,
    passed: bool,
    verdict: Option<String>,
    accepted: &'static str,
    change: Option<Change<'a>>,
    differences: Vec<Difference<'a>>,
    result: Vec<&'a str>,
    problems: Vec<Value>,
}

#[derive(Serialize)]
struct Change<'a> {
    was: &'a str,
    now: &'a str,
    rules_gone: &'a [String],
    rules_come: &'a [String],
    text: String,
}

#[derive(Serialize)]
struct Difference<'a> {
    what: &'a str,
    expected: &'a str,
    found: &'a str,
}

/// All runs as one JSON object, with a line break at the end.
pub(super) fn text(runs: &[Run<'_>]) -> String {
    let page = Page {
        format: TEST_FORMAT,
        passed: runs.iter().all(Run::passes),
        summary: summary(&count(runs)),
        policies: runs.iter().map(policy).collect(),
    };
    let mut text = serde_json::to_string_pretty(&page).unwrap_or_default();
    text.push('\n');
    text
}

fn summary(count: &Count) -> Summary {
    Summary {
        cases: count.run,
        passed: count.passed,
        not_as_expected: count.unexpected,
        changed: count.changed,
        not_decided: count.undecided,
        never_accepted: count.new,
        without_answer: count.unanswered,
    }
}

fn policy<'a>(run: &'a Run<'a>) -> Policy<'a> {
    let opened = run.opened;
    let mut problems = problem_values(&run.of_cases, &opened.books.sources);
    problems.extend(problem_values(&run.of_policy, opened.program.sources()));
    Policy {
        path: &opened.path,
        name: &opened.program.policy().name,
        problems,
        cases: run.trials.iter().map(|trial| case(trial, &opened.books.sources)).collect(),
    }
}

fn case<'a>(trial: &'a Trial<'a>, sources: &Sources) -> Case<'a> {
    let span = trial.case.span;
    Case {
        id: &trial.case.id,
        file: &trial.book.sheet.name,
        line: sources.file(span).map(|file| file.position(span.start).line),
        passed: trial.passes(),
        verdict: trial.decision.is_some().then(|| trial.verdict()),
        accepted: accepted(&trial.against),
        change: change(&trial.against),
        differences: trial.differences.iter().map(difference).collect(),
        result: trial.result.lines().collect(),
        problems: problem_values(&trial.problems, sources),
    }
}

fn accepted(against: &Against) -> &'static str {
    match against {
        Against::Same => "same",
        Against::New => "never",
        Against::Changed(_) => "changed",
    }
}

fn change(against: &Against) -> Option<Change<'_>> {
    match against {
        Against::Same | Against::New => None,
        Against::Changed(change) => Some(Change {
            was: &change.was,
            now: &change.now,
            rules_gone: &change.gone,
            rules_come: &change.come,
            text: change.in_words(),
        }),
    }
}

fn difference(difference: &crate::runner::Difference) -> Difference<'_> {
    Difference { what: difference.what, expected: &difference.expected, found: &difference.found }
}
