//! From a line back to what it says.

use crate::facts::{self, Format, Node, NodeKind};
use crate::value::Date;
use crate::value::date::parse_date;

use super::chain::{begins, is_whole, own_digest};
use super::line::{Outcome, RECORD_FORMAT};

/// A line of a record.
#[derive(Clone, Debug)]
pub struct Line {
    /// What the case is called.
    pub case: String,
    /// Where the policy lay.
    pub path: String,
    /// The policy's name.
    pub policy: String,
    /// Its digest.
    pub policy_digest: String,
    /// Lists, tables and calendars with their digests.
    pub data: Vec<(String, String)>,
    /// The day that was asked for.
    pub as_of: Option<Date>,
    /// The day by whose knowledge was judged.
    pub known_on: Option<Date>,
    /// The answers taken.
    pub readings: Vec<(String, String)>,
    /// The facts.
    pub facts: Node,
    /// Their digest.
    pub facts_digest: String,
    /// What came of it.
    pub outcome: Outcome,
    /// The digest of the line before.
    pub previous: Option<String>,
    /// The line's own digest.
    pub digest: String,
}

/// Why a line says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It is the beginning of a line: a writer did not come to its end.
    Torn,
    /// It is nothing that Licit has written.
    Foreign,
    /// It is whole, but not as it was written.
    Edited,
    /// It is as it was written, by another version of the format.
    Strange,
}

/// Reads a line.
///
/// # Errors
///
/// Where it is not as it was written.
pub fn read(line: &str) -> Result<Line, Broken> {
    let Some(digest) = own_digest(line) else {
        return Err(match (is_whole(line), begins(line)) {
            (true, _) => Broken::Edited,
            (false, true) => Broken::Torn,
            (false, false) => Broken::Foreign,
        });
    };
    let document = facts::document(line, 0, Format::Json).map_err(|_| Broken::Strange)?;
    said(&document, digest).ok_or(Broken::Strange)
}

fn said(document: &Node, digest: &str) -> Option<Line> {
    let word = |name: &str| text(at(document, name)?);
    if word("format")? != RECORD_FORMAT {
        return None;
    }
    Some(Line {
        case: word("case")?,
        path: word("path")?,
        policy: word("policy")?,
        policy_digest: word("policy_digest")?,
        data: data(at(document, "data")?),
        as_of: word("as_of").as_deref().and_then(parse_date),
        known_on: word("known_on").as_deref().and_then(parse_date),
        readings: readings(at(document, "readings")?),
        facts: at(document, "facts")?.clone(),
        facts_digest: word("facts_digest")?,
        outcome: Outcome {
            law_of: word("law_of"),
            at_least: word("at_least")?,
            at_most: word("at_most")?,
            rules: texts(at(document, "rules")?),
            may_hold: texts(at(document, "may_hold")?),
            duties: texts(at(document, "duties")?),
            missing: texts(at(document, "missing")?),
        },
        previous: word("previous"),
        digest: digest.to_owned(),
    })
}

fn at<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let NodeKind::Map(entries) = &node.kind else { return None };
    entries.iter().find(|(key, _)| key.text == name).map(|(_, value)| value)
}

fn text(node: &Node) -> Option<String> {
    if let NodeKind::Scalar { text, .. } = &node.kind { Some(text.clone()) } else { None }
}

fn texts(node: &Node) -> Vec<String> {
    if let NodeKind::List(items) = &node.kind { items.iter().filter_map(text).collect() } else { Vec::new() }
}

fn readings(node: &Node) -> Vec<(String, String)> {
    let NodeKind::Map(entries) = &node.kind else { return Vec::new() };
    entries.iter().filter_map(|(key, value)| Some((key.text.clone(), text(value)?))).collect()
}

fn data(node: &Node) -> Vec<(String, String)> {
    let NodeKind::List(items) = &node.kind else { return Vec::new() };
    items.iter().filter_map(|item| Some((text(at(item, "name")?)?, text(at(item, "digest")?)?))).collect()
}
