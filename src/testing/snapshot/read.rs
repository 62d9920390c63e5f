//! Text → accepted results.

use std::collections::BTreeSet;

use crate::diagnostics::Problem;
use crate::facts::{self, Format, Node, NodeKind};
use crate::source::Span;
use crate::value::date::parse_date;

use super::super::error::TestError;
use super::write::{MARKS, OTHERS};
use super::{Acceptance, Accepted, Cases, Snapshot, seal};

/// Reads a snapshot file; `start` is where its text begins in the count of all texts.
///
/// # Errors
///
/// Why it is not one.
pub fn read(text: &str, start: u32) -> Result<Snapshot, TestError> {
    // Some editors put a mark of the encoding in front.
    let (text, start) = match text.strip_prefix('\u{feff}') {
        Some(rest) => (rest, start.saturating_add(bytes('\u{feff}'.len_utf8()))),
        None => (text, start),
    };
    if let Some(mark) = merge_mark(text, start) {
        return Err(TestError::Unreadable { reason: MERGED.to_owned(), advice: KEEP_BOTH, span: mark });
    }
    let (head, body, offset) = split(text, start)?;
    let mut snapshot = Snapshot::default();
    let document = facts::document(head, start.saturating_add(first_line(text)), Format::Yaml);
    let document = document.map_err(|problems| {
        let place = problems.sorted().first().and_then(Problem::span);
        unreadable("its head is not YAML", place.unwrap_or(Span::new(start, start)))
    })?;
    snapshot.source = field(&document, "source").and_then(text_of).unwrap_or_default();
    let accepted = field(&document, "info").and_then(|info| field(info, "accepted"));
    if let Some(NodeKind::List(nodes)) = accepted.map(|node| &node.kind) {
        snapshot.acceptances = nodes.iter().map(acceptance).collect::<Result<_, _>>()?;
    }
    sections(body, start.saturating_add(offset), &mut snapshot)?;
    Ok(snapshot)
}

/// What is said of marks that a merge has left.
const MERGED: &str = "two versions of it were merged, and the marks of that are still in it";

/// What to do about them. Results that were accepted on one side may no longer be those of the merged policy.
const KEEP_BOTH: &str = "run `licit review`: it keeps what both sides have accepted, and shows what is not true of the \
                         merged policy";

/// What to do about other files.
const GET_BACK: &str = "get it back from your version control, or delete it and accept the results again with \
                        `licit review`";

/// Where a merge has left its first mark.
fn merge_mark(text: &str, start: u32) -> Option<Span> {
    let mut place = start;
    for line in text.split_inclusive('\n') {
        if MARKS.iter().any(|mark| line.starts_with(mark)) {
            return Some(Span::new(place, place.saturating_add(bytes(line.trim_end().len()))));
        }
        place = place.saturating_add(bytes(line.len()));
    }
    None
}

/// Head and body, and how many bytes come before the body.
fn split(text: &str, start: u32) -> Result<(&str, &str, u32), TestError> {
    let missing = || unreadable("it does not begin with a head between lines `---`", Span::new(start, start));
    let after = text.get(first_line(text) as usize..).unwrap_or_default();
    if text.lines().next().is_none_or(|line| line.trim_end() != "---") {
        return Err(missing());
    }
    let mut length = 0usize;
    for line in after.split_inclusive('\n') {
        let next = length.saturating_add(line.len());
        if line.trim_end() == "---" {
            let head = after.get(..length).unwrap_or_default();
            let body = after.get(next..).unwrap_or_default();
            return Ok((head, body, bytes(text.len().saturating_sub(body.len()))));
        }
        length = next;
    }
    Err(missing())
}

/// Bytes of the first line.
fn first_line(text: &str) -> u32 {
    bytes(text.split_inclusive('\n').next().map_or(0, str::len))
}

fn bytes(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn unreadable(reason: &str, span: Span) -> TestError {
    TestError::Unreadable { reason: reason.to_owned(), advice: GET_BACK, span }
}

/// The results: a line that is not indented names a case, those below it are its result.
fn sections(body: &str, start: u32, snapshot: &mut Snapshot) -> Result<(), TestError> {
    let mut place = start;
    let mut current: Option<(String, Accepted)> = None;
    for line in body.split_inclusive('\n') {
        let span = Span::new(place, place.saturating_add(bytes(line.trim_end().len())));
        place = place.saturating_add(bytes(line.len()));
        let line = line.trim_end_matches(['\n', '\r']);
        match (line.strip_prefix("  "), &mut current) {
            _ if line.is_empty() => {}
            (Some(result), Some((_, accepted))) => match result.strip_prefix(seal::WORD) {
                Some(seal) => accepted.seal = Some(seal.trim().to_owned()),
                None => accepted.text.push_str(&format!("{result}\n")),
            },
            (Some(_), None) => return Err(unreadable("a result stands before the name of its case", span)),
            (None, _) => {
                finish(current.take(), snapshot)?;
                current = Some((name(line, span)?, Accepted { span, ..Accepted::default() }));
            }
        }
    }
    finish(current, snapshot)
}

/// The name of a case as its line says it.
fn name(line: &str, span: Span) -> Result<String, TestError> {
    if line.starts_with(char::is_whitespace) {
        return Err(unreadable("results are indented by two spaces", span));
    }
    if line.starts_with('"') {
        return serde_json::from_str(line)
            .map_err(|_| unreadable("the quotes of this name are not closed", span));
    }
    Ok(line.to_owned())
}

fn finish(section: Option<(String, Accepted)>, snapshot: &mut Snapshot) -> Result<(), TestError> {
    let Some((id, accepted)) = section else { return Ok(()) };
    let span = accepted.span;
    match snapshot.results.insert(id, accepted) {
        None => Ok(()),
        Some(_) => Err(unreadable("this case stands in it twice", span)),
    }
}

fn acceptance(node: &Node) -> Result<Acceptance, TestError> {
    let cases = match field(node, "cases") {
        Some(Node { kind: NodeKind::List(ids), .. }) => {
            Cases::Named(ids.iter().filter_map(text_of).collect::<BTreeSet<String>>())
        }
        Some(Node { kind: NodeKind::Scalar { text, .. }, .. }) if text == OTHERS => Cases::Others,
        Some(_) | None => {
            let reason = format!("`cases` is a list of names, or `{OTHERS}`");
            return Err(unreadable(&reason, node.span));
        }
    };
    Ok(Acceptance {
        on: field(node, "on").and_then(text_of).and_then(|day| parse_date(&day)),
        by: field(node, "by").and_then(text_of),
        reason: field(node, "reason").and_then(text_of).unwrap_or_default(),
        cases,
    })
}

fn field<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let NodeKind::Map(entries) = &node.kind else { return None };
    entries.iter().find(|(found, _)| found.text == key).map(|(_, value)| value)
}

fn text_of(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::Scalar { text, .. } => Some(text.clone()),
        NodeKind::Null | NodeKind::List(_) | NodeKind::Map(_) => None,
    }
}
