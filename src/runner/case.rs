//! Case files: what stands in them.

use crate::diagnostics::{Problems, nearest};
use crate::facts::{self, Format, Node, NodeKind};
use crate::source::Span;
use crate::value::Date;
use crate::value::date::parse_date;

use super::error::CaseError;

/// The cases of a file.
#[derive(Clone, Debug, Default)]
pub struct CaseFile {
    /// In the order of the file.
    pub cases: Vec<Case>,
}

/// A case and its right answer.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name, unique in the file.
    pub id: String,
    /// The day that picks the law.
    pub as_of: Option<Date>,
    /// Judge by what had been issued by this day.
    pub known_on: Option<Date>,
    /// Answers to contested points, each with its place.
    pub readings: Vec<(String, String, Span)>,
    /// The facts as written.
    pub facts: Node,
    /// What is expected.
    pub expected: Option<Expected>,
    /// Why, in the author's words.
    pub why: Option<String>,
    /// Where its name stands.
    pub span: Span,
}

/// A right answer. What it does not mention may be anything.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    /// The verdict, where it is certain.
    pub verdict: Option<(String, Span)>,
    /// Whether the verdict must be open.
    pub undetermined: bool,
    /// The mildest verdict that is still possible.
    pub at_least: Option<(String, Span)>,
    /// The strictest verdict that is still possible.
    pub at_most: Option<(String, Span)>,
    /// Facts that must be named as missing; no others may be.
    pub missing: Option<Vec<String>>,
    /// Provisions under which rules must hold; more may hold.
    pub provisions: Vec<String>,
    /// Rules that must hold, by name; more may hold.
    pub rules: Vec<(String, Span)>,
    /// Duties that must be owed; more may be owed.
    pub duties: Vec<ExpectedDuty>,
    /// Rules that must not hold, by name.
    pub without_rules: Vec<(String, Span)>,
    /// Duties that must not be owed, by name.
    pub without_duties: Vec<(String, Span)>,
    /// Where the missing facts and the provisions are named.
    pub places: Vec<(String, Span)>,
}

impl Expected {
    /// Whether two answers say the same, wherever they stand and in whatever order.
    pub fn says_as(&self, other: &Expected) -> bool {
        let name = |one: &Option<(String, Span)>| one.as_ref().map(|(name, _)| name.clone());
        let verdicts =
            |one: &Expected| (name(&one.verdict), one.undetermined, name(&one.at_least), name(&one.at_most));
        let sorted = |mut names: Vec<String>| {
            names.sort();
            names
        };
        let named = |names: &[(String, Span)]| sorted(names.iter().map(|(name, _)| name.clone()).collect());
        let lists = |one: &Expected| {
            let missing = one.missing.clone().map(sorted);
            let without = (named(&one.without_rules), named(&one.without_duties));
            (missing, sorted(one.provisions.clone()), named(&one.rules), without)
        };
        let duties = |one: &Expected| sorted(one.duties.iter().map(ExpectedDuty::words).collect());
        verdicts(self) == verdicts(other) && lists(self) == lists(other) && duties(self) == duties(other)
    }
}

/// A duty that must be owed.
#[derive(Clone, Debug)]
pub struct ExpectedDuty {
    /// Its name.
    pub id: String,
    /// To whom.
    pub to: Option<String>,
    /// By which channel.
    pub channel: Option<String>,
    /// By when.
    pub due: Option<ExpectedDue>,
    /// Where it stands.
    pub span: Span,
}

impl ExpectedDuty {
    /// Everything that it says, in one text.
    fn words(&self) -> String {
        format!("{:?}", (&self.id, &self.to, &self.channel, &self.due))
    }
}

/// By when a duty must be due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedDue {
    /// On this day at the latest.
    By(Date),
    /// The day must not be known: a date is missing, or the calendar ends too early.
    Unknown,
}

const CASE_KEYS: [&str; 9] =
    ["id", "as_of", "known_on", "readings", "certainty", "facts", "expect", "decided_by", "why"];
const EXPECT_KEYS: [&str; 9] =
    ["verdict", "undetermined", "at_least", "at_most", "missing", "provisions", "rules", "duties", "without"];
const WITHOUT_KEYS: [&str; 2] = ["rules", "duties"];
const DUTY_KEYS: [&str; 4] = ["id", "to", "channel", "due"];

/// Reads a case file.
///
/// # Errors
///
/// All problems of the file that do not need a policy to be seen.
pub fn read(text: &str, start: u32, format: Format) -> Result<CaseFile, Problems> {
    from_document(&facts::document(text, start, format)?)
}

/// The cases of a document: a list of cases, or a map whose `cases` are that list.
pub(super) fn from_document(document: &Node) -> Result<CaseFile, Problems> {
    let mut reader = Reader { problems: Problems::new() };
    let file = reader.file(document);
    if reader.problems.has_errors() { Err(reader.problems) } else { Ok(file) }
}

/// Whether a text holds the facts of one case instead of cases: keys, but none that a case file has.
pub fn holds_facts(text: &str, start: u32, format: Format) -> bool {
    let Ok(document) = facts::document(text, start, format) else { return false };
    let is_map = matches!(document.kind, NodeKind::Map(_));
    is_map && ["cases", "id", "facts", "expect"].iter().all(|key| value(&document, key).is_none())
}

struct Reader {
    problems: Problems,
}

impl Reader {
    fn file(&mut self, document: &Node) -> CaseFile {
        let list = match &document.kind {
            NodeKind::Map(_) => value(document, "cases").unwrap_or(document),
            NodeKind::List(_) | NodeKind::Null | NodeKind::Scalar { .. } => document,
        };
        let NodeKind::List(nodes) = &list.kind else {
            self.problems.add(CaseError::NotCases { span: start_of(list.span) });
            return CaseFile::default();
        };
        if nodes.is_empty() {
            self.problems.add(CaseError::NoCase { span: list.span });
        }
        let cases: Vec<Case> = nodes.iter().filter_map(|node| self.case(node)).collect();
        for (index, case) in cases.iter().enumerate() {
            if let Some(first) = cases.iter().take(index).find(|other| other.id == case.id) {
                let (id, span, first) = (case.id.clone(), case.span, first.span);
                self.problems.add(CaseError::RepeatedId { id, span, first });
            }
        }
        CaseFile { cases }
    }

    fn case(&mut self, node: &Node) -> Option<Case> {
        self.keys(node, "a case", &CASE_KEYS)?;
        let Some(id) = value(node, "id") else {
            self.problems.add(CaseError::MissingKey {
                owner: "this case",
                key: "id",
                span: start_of(node.span),
            });
            return None;
        };
        let Some(facts) = value(node, "facts").cloned() else {
            self.problems.add(CaseError::MissingKey {
                owner: "this case",
                key: "facts",
                span: start_of(node.span),
            });
            return None;
        };
        Some(Case {
            id: self.text(id)?,
            as_of: value(node, "as_of").and_then(|node| self.date(node)),
            known_on: value(node, "known_on").and_then(|node| self.date(node)),
            readings: value(node, "readings").map(|node| self.readings(node)).unwrap_or_default(),
            facts,
            expected: value(node, "expect").and_then(|node| self.expected(node)),
            why: value(node, "why").and_then(|node| self.text(node)),
            span: id.span,
        })
    }

    fn readings(&mut self, node: &Node) -> Vec<(String, String, Span)> {
        let NodeKind::Map(entries) = &node.kind else {
            self.bad(node, "a reading with its answer", "write `NAME: ANSWER`");
            return Vec::new();
        };
        let answer =
            |(key, answer): &(facts::Key, Node)| Some((key.text.clone(), self.text(answer)?, key.span));
        entries.iter().filter_map(answer).collect()
    }

    fn expected(&mut self, node: &Node) -> Option<Expected> {
        self.keys(node, "a right answer", &EXPECT_KEYS)?;
        let without = value(node, "without");
        let without = without.filter(|node| self.keys(node, "`without`", &WITHOUT_KEYS).is_some());
        let absent = |reader: &mut Reader, key: &str| {
            let named = without.and_then(|without| value(without, key));
            named.map(|node| reader.placed_texts(node)).unwrap_or_default()
        };
        Some(Expected {
            without_rules: absent(self, "rules"),
            without_duties: absent(self, "duties"),
            verdict: self.placed(value(node, "verdict")),
            undetermined: value(node, "undetermined").is_some_and(|node| self.yes(node)),
            at_least: self.placed(value(node, "at_least")),
            at_most: self.placed(value(node, "at_most")),
            missing: value(node, "missing").map(|node| self.texts(node)),
            provisions: value(node, "provisions").map(|node| self.texts(node)).unwrap_or_default(),
            rules: value(node, "rules").map(|node| self.placed_texts(node)).unwrap_or_default(),
            duties: value(node, "duties").map(|node| self.duties(node)).unwrap_or_default(),
            places: places(node),
        })
    }

    fn duties(&mut self, node: &Node) -> Vec<ExpectedDuty> {
        let NodeKind::List(nodes) = &node.kind else {
            self.bad(node, "a list of duties", "begin each with `- id: NAME`");
            return Vec::new();
        };
        nodes.iter().filter_map(|node| self.duty(node)).collect()
    }

    fn duty(&mut self, node: &Node) -> Option<ExpectedDuty> {
        self.keys(node, "a duty", &DUTY_KEYS)?;
        let Some(id) = value(node, "id") else {
            self.problems.add(CaseError::MissingKey {
                owner: "this duty",
                key: "id",
                span: start_of(node.span),
            });
            return None;
        };
        Some(ExpectedDuty {
            id: self.text(id)?,
            to: value(node, "to").and_then(|node| self.text(node)),
            channel: value(node, "channel").and_then(|node| self.text(node)),
            due: value(node, "due").and_then(|node| self.due(node)),
            span: id.span,
        })
    }

    /// That a node is a map with these keys only.
    fn keys(&mut self, node: &Node, owner: &'static str, known: &[&str]) -> Option<()> {
        let NodeKind::Map(entries) = &node.kind else {
            self.bad(node, "a set of names with values", "write `NAME: VALUE`");
            return None;
        };
        for (key, _) in entries.iter().filter(|(key, _)| !known.contains(&key.text.as_str())) {
            let near = nearest(&key.text, known.iter().copied());
            let advice = match near.first() {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of `{}`", known.join("`, `")),
            };
            self.problems.add(CaseError::UnknownKey { owner, key: key.text.clone(), advice, span: key.span });
        }
        Some(())
    }

    fn text(&mut self, node: &Node) -> Option<String> {
        match &node.kind {
            NodeKind::Scalar { text, .. } => Some(text.clone()),
            NodeKind::Null | NodeKind::List(_) | NodeKind::Map(_) => {
                self.bad(node, "a text", "write one word or a quoted text");
                None
            }
        }
    }

    fn texts(&mut self, node: &Node) -> Vec<String> {
        self.placed_texts(node).into_iter().map(|(text, _)| text).collect()
    }

    fn placed_texts(&mut self, node: &Node) -> Vec<(String, Span)> {
        let NodeKind::List(nodes) = &node.kind else {
            self.bad(node, "a list", "begin each line with `- `");
            return Vec::new();
        };
        nodes.iter().filter_map(|node| Some((self.text(node)?, node.span))).collect()
    }

    fn placed(&mut self, node: Option<&Node>) -> Option<(String, Span)> {
        let node = node?;
        Some((self.text(node)?, node.span))
    }

    fn yes(&mut self, node: &Node) -> bool {
        match &node.kind {
            NodeKind::Scalar { text, .. } if text == "true" => true,
            NodeKind::Scalar { text, .. } if text == "false" => false,
            _ => {
                self.bad(node, "true or false", "write `true` or `false`");
                false
            }
        }
    }

    fn date(&mut self, node: &Node) -> Option<Date> {
        match &node.kind {
            NodeKind::Null => None,
            NodeKind::Scalar { text, .. } if parse_date(text).is_some() => parse_date(text),
            _ => {
                self.bad(node, "a date", "write year-month-day, such as 2026-12-01");
                None
            }
        }
    }

    fn due(&mut self, node: &Node) -> Option<ExpectedDue> {
        match &node.kind {
            NodeKind::Scalar { text, .. } if text == "unknown" => Some(ExpectedDue::Unknown),
            _ => self.date(node).map(ExpectedDue::By),
        }
    }

    fn bad(&mut self, node: &Node, wanted: &'static str, help: &'static str) {
        self.problems.add(CaseError::BadValue { wanted, help, span: start_of(node.span) });
    }
}

fn value<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let NodeKind::Map(entries) = &node.kind else { return None };
    entries.iter().find(|(found, _)| found.text == key).map(|(_, value)| value)
}

/// Missing facts and provisions with their places; what is no text is told elsewhere.
fn places(node: &Node) -> Vec<(String, Span)> {
    let lists = ["missing", "provisions"].iter().filter_map(|key| value(node, key));
    let entries = lists.flat_map(|list| match &list.kind {
        NodeKind::List(nodes) => nodes.as_slice(),
        NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::Map(_) => &[],
    });
    let text = |node: &Node| match &node.kind {
        NodeKind::Scalar { text, .. } => Some((text.clone(), node.span)),
        NodeKind::Null | NodeKind::List(_) | NodeKind::Map(_) => None,
    };
    entries.filter_map(text).collect()
}

fn start_of(span: Span) -> Span {
    Span::new(span.start, span.end.min(span.start.saturating_add(10)))
}
