//! Problems as SARIF 2.1.0, the format in which code hosts take findings.
//!
//! Comes in: the problems of all policies of a run. Goes out: one log with one run. Columns count characters, which the
//! log says itself.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::diagnostics::{Edit, Fix, Problem, Safety, Severity, codes};
use crate::source::Sources;

use super::place::{Mark, mark, marks};

/// More results than this are cut off by the hosts that take them, without a word.
const MOST_RESULTS: usize = 5000;

/// Where the shape is described.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    invocations: [Invocation; 1],
    results: Vec<Finding>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

/// A code with its page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: String,
    short_description: Text,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: String,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Repair>,
}

/// A change that mends the problem.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Repair {
    description: Text,
    artifact_changes: Vec<ArtifactChange>,
    properties: Trust,
}

/// `safe`: nothing else can be meant. `unsafe`: it chooses between meanings, so a person has to.
#[derive(Serialize)]
struct Trust {
    safety: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Text,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// The problems of several policies as one log, with a line break at the end. Where there are more than hosts take, the
/// errors come first, and a notification says how many were left out.
pub fn sarif(policies: &[(&[Problem], &Sources)]) -> String {
    let mut found: Vec<(&Problem, &Sources)> = policies
        .iter()
        .flat_map(|(problems, sources)| problems.iter().map(move |problem| (problem, *sources)))
        .collect();
    found.sort_by_key(|(problem, _)| std::cmp::Reverse(problem.severity()));
    let left_out = found.len().saturating_sub(MOST_RESULTS);
    found.truncate(MOST_RESULTS);
    let known: BTreeSet<(String, Severity)> =
        found.iter().map(|(problem, _)| (problem.code(), problem.severity())).collect();
    let known: Vec<(String, Severity)> = known.into_iter().collect();
    let mut seen = BTreeMap::new();
    let results =
        found.iter().map(|(problem, sources)| finding(problem, sources, &known, &mut seen)).collect();
    let driver =
        Driver { name: "licit", version: env!("CARGO_PKG_VERSION"), rules: known.iter().map(rule).collect() };
    let run = Run {
        tool: Tool { driver },
        column_kind: "unicodeCodePoints",
        invocations: [Invocation {
            execution_successful: true,
            tool_execution_notifications: notice(left_out),
        }],
        results,
    };
    crate::report::decision::pretty(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] })
}

fn notice(left_out: usize) -> Vec<Notification> {
    if left_out == 0 {
        return Vec::new();
    }
    let left = if left_out == 1 {
        "1 more problem was".to_owned()
    } else {
        format!("{left_out} more problems were")
    };
    let text = format!("{left} left out; `licit check` shows them all");
    vec![Notification { level: "warning", message: Text { text } }]
}

fn rule((code, severity): &(String, Severity)) -> Rule {
    let page = codes::page(code).unwrap_or_default();
    let title = page.lines().next().unwrap_or_default();
    let title = title.trim_start_matches('#').trim().trim_start_matches(code.as_str()).trim();
    Rule {
        id: code.clone(),
        short_description: Text { text: title.to_owned() },
        help: Help { text: page.to_owned(), markdown: page.to_owned() },
        default_configuration: Configuration { level: level(*severity) },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn finding(
    problem: &Problem,
    sources: &Sources,
    known: &[(String, Severity)],
    seen: &mut BTreeMap<String, usize>,
) -> Finding {
    let marks = marks(problem, sources);
    let (code, severity) = (problem.code(), problem.severity());
    let rule_index = known.iter().position(|(other, of)| *other == code && *of == severity).unwrap_or(0);
    let help = problem.help().map_or_else(String::new, |help| format!(". {help}"));
    let message = Text { text: format!("{}{help}", problem.message()) };
    let fingerprint = fingerprint(&code, marks.first(), seen);
    Finding {
        rule_id: code,
        rule_index,
        level: level(severity),
        message,
        locations: marks.iter().take(1).map(|mark| location(mark, false)).collect(),
        related_locations: marks.iter().skip(1).map(|mark| location(mark, true)).collect(),
        partial_fingerprints: BTreeMap::from([("codeAndText/v1", fingerprint)]),
        fixes: problem.fixes().into_iter().filter_map(|fix| repair(fix, sources)).collect(),
    }
}

/// A fix, its changes by file.
fn repair(fix: Fix, sources: &Sources) -> Option<Repair> {
    let mut changes: BTreeMap<String, Vec<Replacement>> = BTreeMap::new();
    for edit in fix.edits {
        let (uri, replacement) = replacement(edit, sources)?;
        changes.entry(uri).or_default().push(replacement);
    }
    let change = |(uri, replacements)| ArtifactChange { artifact_location: Artifact { uri }, replacements };
    let safety = match fix.safety {
        Safety::Safe => "safe",
        Safety::Unsafe => "unsafe",
    };
    Some(Repair {
        description: Text { text: fix.title },
        artifact_changes: changes.into_iter().map(change).collect(),
        properties: Trust { safety },
    })
}

fn replacement(edit: Edit, sources: &Sources) -> Option<(String, Replacement)> {
    let mark = mark(edit.span, sources)?;
    let replacement =
        Replacement { deleted_region: region(&mark), inserted_content: Text { text: edit.replacement } };
    Some((uri(&mark.file.name), replacement))
}

fn region(mark: &Mark<'_>) -> Region {
    let (first, last) = (mark.first(), mark.last());
    Region {
        start_line: first.line,
        start_column: first.column,
        end_line: last.line,
        end_column: last.column.max(1),
    }
}

/// The same for the same problem of the same text, wherever that text has moved in the file; the second one alike gets
/// another.
fn fingerprint(code: &str, mark: Option<&Mark<'_>>, seen: &mut BTreeMap<String, usize>) -> String {
    let line = mark.and_then(|mark| mark.file.line(mark.first().line)).unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().collect();
    let file = mark.map_or("", |mark| &mark.file.name);
    let text = format!("{code}\n{file}\n{}", words.join(" "));
    let count = seen.entry(text.clone()).or_default();
    *count = count.saturating_add(1);
    let digest = Sha256::digest(format!("{text}\n{count}"));
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn location(mark: &Mark<'_>, related: bool) -> Location {
    let region = region(mark);
    let message = mark.text.clone().filter(|_| related).map(|text| Text { text });
    let uri = uri(&mark.file.name);
    Location { physical_location: Physical { artifact_location: Artifact { uri }, region }, message }
}

/// A path as a relative reference: what has a meaning of its own in one is written by its number.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte);
    path.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
