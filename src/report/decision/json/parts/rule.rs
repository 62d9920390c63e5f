//! Rules and duties for programs, with their provisions, places and reasons.

use serde::Serialize;

use crate::eval::decision::{
    Absence, Due, DutyFinding, FactUsed, FindingKind, Place, Provision, Reason, RuleFinding, Standing, Truth,
};

use super::VerdictView;

#[derive(Serialize)]
pub(in crate::report::decision::json) struct RuleView<'a> {
    name: &'a str,
    title: Option<&'a str>,
    kind: &'static str,
    provision: Option<ProvisionView<'a>>,
    also_under: Vec<ProvisionView<'a>>,
    verdict: Option<VerdictView<'a>>,
    standing: StandingView<'a>,
    targets: &'a [String],
    because: Vec<ReasonView<'a>>,
    place: PlaceView<'a>,
}

impl<'a> RuleView<'a> {
    pub(in crate::report::decision::json) fn new(rule: &'a RuleFinding) -> RuleView<'a> {
        RuleView {
            name: &rule.name,
            title: rule.title.as_deref(),
            kind: kind(rule.kind),
            provision: rule.provision.as_ref().map(ProvisionView::new),
            also_under: rule.also_under.iter().map(ProvisionView::new).collect(),
            verdict: rule.verdict.as_ref().map(VerdictView::new),
            standing: StandingView::new(&rule.standing),
            targets: &rule.targets,
            because: rule.because.iter().map(ReasonView::new).collect(),
            place: PlaceView::new(&rule.place),
        }
    }
}

/// The keyword with which such a statement begins.
fn kind(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Rule => "rule",
        FindingKind::Exception => "exception",
        FindingKind::Disapplication => "disapply",
    }
}

#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
enum StandingView<'a> {
    Holds,
    MayHold,
    Displaced { by: &'a [String] },
    SwitchedOff { by: &'a [String] },
    NotMet,
    NotInForce { why: AbsenceView<'a> },
}

impl<'a> StandingView<'a> {
    fn new(standing: &'a Standing) -> StandingView<'a> {
        match standing {
            Standing::Holds => StandingView::Holds,
            Standing::MayHold => StandingView::MayHold,
            Standing::Displaced(by) => StandingView::Displaced { by },
            Standing::SwitchedOff(by) => StandingView::SwitchedOff { by },
            Standing::NotMet => StandingView::NotMet,
            Standing::NotInForce(absence) => StandingView::NotInForce { why: AbsenceView::new(absence) },
        }
    }
}

#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
enum AbsenceView<'a> {
    NotYet { from: String },
    Ended { through: String },
    Interrupted { by: &'a str, title: Option<&'a str>, through: Option<String> },
    NotIssued { by_day: String },
    NoText,
}

impl<'a> AbsenceView<'a> {
    fn new(absence: &'a Absence) -> AbsenceView<'a> {
        match absence {
            Absence::NotYet(day) => AbsenceView::NotYet { from: day.to_string() },
            Absence::Ended(day) => AbsenceView::Ended { through: day.to_string() },
            Absence::Interrupted { by, title, through } => AbsenceView::Interrupted {
                by,
                title: title.as_deref(),
                through: through.map(|day| day.to_string()),
            },
            Absence::NotIssued(day) => AbsenceView::NotIssued { by_day: day.to_string() },
            Absence::NoText => AbsenceView::NoText,
        }
    }
}

#[derive(Serialize)]
pub(super) struct ProvisionView<'a> {
    text: String,
    instrument: &'a str,
    title: Option<&'a str>,
    articles: Vec<ArticleView<'a>>,
}

#[derive(Serialize)]
struct ArticleView<'a> {
    kind: &'a str,
    number: &'a str,
}

impl<'a> ProvisionView<'a> {
    pub(super) fn new(provision: &'a Provision) -> ProvisionView<'a> {
        ProvisionView {
            text: provision.to_string(),
            instrument: &provision.instrument,
            title: provision.title.as_deref(),
            articles: provision.articles.iter().map(|(kind, number)| ArticleView { kind, number }).collect(),
        }
    }
}

#[derive(Serialize)]
struct PlaceView<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

impl<'a> PlaceView<'a> {
    fn new(place: &'a Place) -> PlaceView<'a> {
        PlaceView { file: &place.file, line: place.line, column: place.column }
    }
}

#[derive(Serialize)]
struct ReasonView<'a> {
    text: &'a str,
    title: Option<&'a str>,
    truth: &'static str,
    facts: Vec<FactView<'a>>,
    notes: &'a [String],
    place: PlaceView<'a>,
}

impl<'a> ReasonView<'a> {
    fn new(reason: &'a Reason) -> ReasonView<'a> {
        ReasonView {
            text: &reason.text,
            title: reason.title.as_deref(),
            truth: truth(reason.truth),
            facts: reason.facts.iter().map(FactView::new).collect(),
            notes: &reason.notes,
            place: PlaceView::new(&reason.place),
        }
    }
}

fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "unknown",
    }
}

#[derive(Serialize)]
struct FactView<'a> {
    path: &'a str,
    label: Option<&'a str>,
    value: Option<&'a str>,
}

impl<'a> FactView<'a> {
    fn new(fact: &'a FactUsed) -> FactView<'a> {
        FactView { path: &fact.path, label: fact.label.as_deref(), value: fact.value.as_deref() }
    }
}

#[derive(Serialize)]
pub(in crate::report::decision::json) struct DutyView<'a> {
    name: &'a str,
    title: Option<&'a str>,
    provision: Option<ProvisionView<'a>>,
    also_under: Vec<ProvisionView<'a>>,
    owed: &'static str,
    owed_by: Option<&'a str>,
    owed_to: Option<&'a str>,
    via: Option<&'a str>,
    due: DueView<'a>,
    because: Vec<ReasonView<'a>>,
    place: PlaceView<'a>,
}

#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
enum DueView<'a> {
    Unlimited,
    By { day: String },
    Unknown { waits_for: &'a [String] },
}

impl<'a> DutyView<'a> {
    pub(in crate::report::decision::json) fn new(duty: &'a DutyFinding) -> DutyView<'a> {
        DutyView {
            name: &duty.name,
            title: duty.title.as_deref(),
            provision: duty.provision.as_ref().map(ProvisionView::new),
            also_under: duty.also_under.iter().map(ProvisionView::new).collect(),
            owed: truth(duty.owed),
            owed_by: duty.owed_by.as_deref(),
            owed_to: duty.owed_to.as_deref(),
            via: duty.via.as_deref(),
            due: DueView::new(&duty.due),
            because: duty.because.iter().map(ReasonView::new).collect(),
            place: PlaceView::new(&duty.place),
        }
    }
}

impl<'a> DueView<'a> {
    fn new(due: &'a Due) -> DueView<'a> {
        match due {
            Due::Unlimited => DueView::Unlimited,
            Due::By(day) => DueView::By { day: day.to_string() },
            Due::Unknown(waits_for) => DueView::Unknown { waits_for },
        }
    }
}
