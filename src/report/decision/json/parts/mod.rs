//! The parts of a decision for programs.

mod rule;

use serde::Serialize;

use crate::eval::decision::{
    DataStamp, MissingFact, PolicyStamp, PresumptionUsed, Range, ReadingTaken, Verdict,
};

use super::RangeView;
use rule::ProvisionView;

pub(super) use rule::{DutyView, RuleView};

#[derive(Serialize)]
pub(super) struct PolicyView<'a> {
    name: &'a str,
    title: Option<&'a str>,
    digest: &'a str,
}

impl<'a> PolicyView<'a> {
    pub(super) fn new(policy: &'a PolicyStamp) -> PolicyView<'a> {
        PolicyView { name: &policy.name, title: policy.title.as_deref(), digest: &policy.digest }
    }
}

#[derive(Serialize)]
pub(in crate::report::decision) struct VerdictView<'a> {
    name: &'a str,
    title: &'a str,
    level: usize,
    stands_for: &'static str,
}

impl<'a> VerdictView<'a> {
    pub(in crate::report::decision) fn new(verdict: &'a Verdict) -> VerdictView<'a> {
        VerdictView {
            name: &verdict.name,
            title: &verdict.title,
            level: verdict.level,
            stands_for: built_in(verdict.stands_for),
        }
    }
}

/// The word of the built-in scale; what lies beyond it is as strict as it gets.
fn built_in(step: usize) -> &'static str {
    match step {
        0 => "permit",
        1 => "license",
        2 => "review",
        3 => "refuse",
        _ => "deny",
    }
}

#[derive(Serialize)]
pub(super) struct MissingView<'a> {
    path: &'a str,
    question: Option<&'a str>,
    r#type: &'a str,
    asked_by: &'a [String],
    undeterminable: Option<&'a str>,
    outcomes: Vec<OutcomeView<'a>>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct OutcomeView<'a> {
    value: &'a str,
    verdict: RangeView<'a>,
}

fn outcomes(outcomes: &[(String, Range)]) -> Vec<OutcomeView<'_>> {
    outcomes.iter().map(|(value, range)| OutcomeView { value, verdict: RangeView::new(range) }).collect()
}

impl<'a> MissingView<'a> {
    pub(super) fn new(fact: &'a MissingFact) -> MissingView<'a> {
        MissingView {
            path: &fact.path,
            question: fact.question.as_deref(),
            r#type: &fact.r#type,
            asked_by: &fact.asked_by,
            undeterminable: fact.undeterminable.as_deref(),
            outcomes: outcomes(&fact.outcomes),
            note: fact.note.as_deref(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct PresumptionView<'a> {
    path: &'a str,
    value: &'a str,
    provision: Option<ProvisionView<'a>>,
}

impl<'a> PresumptionView<'a> {
    pub(super) fn new(used: &'a PresumptionUsed) -> PresumptionView<'a> {
        PresumptionView {
            path: &used.path,
            value: &used.value,
            provision: used.provision.as_ref().map(ProvisionView::new),
        }
    }
}

#[derive(Serialize)]
pub(super) struct ReadingView<'a> {
    name: &'a str,
    question: &'a str,
    answer: &'a str,
    meaning: &'a str,
    default: bool,
    others: Vec<AnswerView<'a>>,
}

#[derive(Serialize)]
struct AnswerView<'a> {
    answer: &'a str,
    verdict: RangeView<'a>,
}

impl<'a> ReadingView<'a> {
    pub(super) fn new(taken: &'a ReadingTaken) -> ReadingView<'a> {
        let other =
            |(answer, range): &'a (String, Range)| AnswerView { answer, verdict: RangeView::new(range) };
        ReadingView {
            name: &taken.name,
            question: &taken.question,
            answer: &taken.answer,
            meaning: &taken.meaning,
            default: taken.default,
            others: taken.others.iter().map(other).collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct DataView<'a> {
    name: &'a str,
    digest: &'a str,
    taken: Option<String>,
}

impl<'a> DataView<'a> {
    pub(super) fn new(data: &'a DataStamp) -> DataView<'a> {
        DataView { name: &data.name, digest: &data.digest, taken: data.taken.map(|day| day.to_string()) }
    }
}
