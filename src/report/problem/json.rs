//! Problems for programs: docs/problems.schema.json describes the shape.

use serde::Serialize;

use crate::diagnostics::{Edit, Fix, Problem, Safety};
use crate::source::{Position, Sources};

use super::place::{Mark, mark, marks};
use super::severity_word;

/// Name and version of the shape.
pub const PROBLEMS_FORMAT: &str = "licit/problems@1";

#[derive(Serialize)]
struct Page<'a> {
    format: &'static str,
    problems: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: String,
    severity: &'static str,
    message: String,
    help: Option<String>,
    labels: Vec<Label<'a>>,
    fixes: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    title: String,
    safety: &'static str,
    edits: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
struct Replacement<'a> {
    file: &'a str,
    bytes: Bytes,
    start: Point,
    end: Point,
    replacement: String,
}

#[derive(Serialize)]
struct Label<'a> {
    file: &'a str,
    text: Option<String>,
    bytes: Bytes,
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Bytes {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
    utf16: usize,
}

/// All problems as one JSON object, with a line break at the end.
pub(super) fn json(problems: &[Problem], sources: &Sources) -> String {
    all(&[(problems, sources)])
}

/// The problems of several policies as one JSON object, with a line break at the end.
pub fn all(policies: &[(&[Problem], &Sources)]) -> String {
    let entries = policies
        .iter()
        .flat_map(|(problems, sources)| problems.iter().map(move |problem| entry(problem, sources)));
    crate::report::decision::pretty(&Page { format: PROBLEMS_FORMAT, problems: entries.collect() })
}

/// Each problem as a JSON object, as they stand in `problems`.
pub fn problem_values(problems: &[Problem], sources: &Sources) -> Vec<serde_json::Value> {
    let value = |problem| serde_json::to_value(entry(problem, sources)).unwrap_or_default();
    problems.iter().map(value).collect()
}

fn entry<'a>(problem: &Problem, sources: &'a Sources) -> Entry<'a> {
    Entry {
        code: problem.code(),
        severity: severity_word(problem.severity()),
        message: problem.message(),
        help: problem.help(),
        labels: marks(problem, sources).into_iter().map(label).collect(),
        fixes: problem.fixes().into_iter().map(|fix| change(fix, sources)).collect(),
    }
}

fn change(fix: Fix, sources: &Sources) -> Change<'_> {
    let safety = match fix.safety {
        Safety::Safe => "safe",
        Safety::Unsafe => "unsafe",
    };
    let edits = fix.edits.into_iter().filter_map(|edit| replacement(edit, sources)).collect();
    Change { title: fix.title, safety, edits }
}

fn replacement(edit: Edit, sources: &Sources) -> Option<Replacement<'_>> {
    let mark = mark(edit.span, sources)?;
    Some(Replacement {
        start: point(&mark, mark.first(), mark.start),
        end: point(&mark, mark.last(), mark.end),
        bytes: Bytes { start: mark.start, end: mark.end },
        file: &mark.file.name,
        replacement: edit.replacement,
    })
}

fn label(mark: Mark<'_>) -> Label<'_> {
    Label {
        start: point(&mark, mark.first(), mark.start),
        end: point(&mark, mark.last(), mark.end),
        bytes: Bytes { start: mark.start, end: mark.end },
        file: &mark.file.name,
        text: mark.text,
    }
}

fn point(mark: &Mark<'_>, position: Position, local: usize) -> Point {
    let line = mark.file.line_start(position.line).map_or(0, |start| mark.file.local(start));
    let before = mark.file.text.get(line..local).unwrap_or_default();
    Point {
        line: position.line,
        column: position.column,
        utf16: before.encode_utf16().count().saturating_add(1),
    }
}
