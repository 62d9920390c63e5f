//! A decision for programs: docs/decision.schema.json describes the shape.

mod parts;

use serde::Serialize;
use serde_json::Value;

use crate::eval::decision::{Decision, Range};

use self::parts::{DataView, DutyView, MissingView, PolicyView, PresumptionView, ReadingView, RuleView};
use super::pretty;

pub(super) use self::parts::VerdictView;

/// Name and version of the shape.
pub const DECISION_FORMAT: &str = "licit/decision@1";

/// A decision for programs.
pub fn json(decision: &Decision) -> Value {
    serde_json::to_value(DecisionView::new(decision)).unwrap_or_default()
}

/// A decision for programs, as text with members in a fixed order and a line break at the end.
pub fn json_text(decision: &Decision) -> String {
    pretty(&DecisionView::new(decision))
}

#[derive(Serialize)]
pub(super) struct DecisionView<'a> {
    format: &'static str,
    policy: PolicyView<'a>,
    language: &'static str,
    facts_digest: &'a str,
    as_of: Option<String>,
    known_on: Option<String>,
    verdict: RangeView<'a>,
    exact: bool,
    rules: Vec<RuleView<'a>>,
    duties: Vec<DutyView<'a>>,
    missing: Vec<MissingView<'a>>,
    presumptions: Vec<PresumptionView<'a>>,
    without_presumptions: Option<RangeView<'a>>,
    readings: Vec<ReadingView<'a>>,
    data: Vec<DataView<'a>>,
}

#[derive(Serialize)]
struct RangeView<'a> {
    certain: bool,
    at_least: VerdictView<'a>,
    at_most: VerdictView<'a>,
}

impl<'a> DecisionView<'a> {
    pub(super) fn new(decision: &'a Decision) -> DecisionView<'a> {
        DecisionView {
            format: DECISION_FORMAT,
            policy: PolicyView::new(&decision.policy),
            language: decision.language,
            facts_digest: &decision.facts_digest,
            as_of: decision.as_of.map(|day| day.to_string()),
            known_on: decision.known_on.map(|day| day.to_string()),
            verdict: RangeView::new(&decision.verdict),
            exact: decision.exact,
            rules: decision.rules.iter().map(RuleView::new).collect(),
            duties: decision.duties.iter().map(DutyView::new).collect(),
            missing: decision.missing.iter().map(MissingView::new).collect(),
            presumptions: decision.presumptions.iter().map(PresumptionView::new).collect(),
            without_presumptions: decision.without_presumptions.as_ref().map(RangeView::new),
            readings: decision.readings.iter().map(ReadingView::new).collect(),
            data: decision.data.iter().map(DataView::new).collect(),
        }
    }
}

impl<'a> RangeView<'a> {
    fn new(range: &'a Range) -> RangeView<'a> {
        RangeView {
            certain: range.certain().is_some(),
            at_least: VerdictView::new(&range.at_least),
            at_most: VerdictView::new(&range.at_most),
        }
    }
}
