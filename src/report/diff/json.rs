//! A difference for programs: docs/diff.schema.json describes the shape.

use serde::Serialize;

use crate::diff::{
    CaseChange, Counts, Difference, Direction, Edit, Example, Group, Move, Side, Status, Turn, Unfit,
    UnfitSide,
};
use crate::eval::decision::Range;

use super::cases::code;
use super::words::headline;
use super::{Accepted, CaseEdit, Compared, Comparisons};

/// Name and version of the shape.
pub const DIFF_FORMAT: &str = "licit/diff@1";

/// Differences for programs, with a line break at the end.
pub fn json(all: &Comparisons) -> String {
    let policies = all.each.iter().map(PolicyView::new).collect();
    let view = DiffView { format: DIFF_FORMAT, policies, gone: &all.gone, come: &all.come };
    crate::report::decision::pretty(&view)
}

#[derive(Serialize)]
struct DiffView<'a> {
    format: &'static str,
    policies: Vec<PolicyView<'a>>,
    gone: &'a [String],
    come: &'a [String],
}

#[derive(Serialize)]
struct PolicyView<'a> {
    path: &'a str,
    headline: String,
    old: SideView<'a>,
    new: SideView<'a>,
    cases: &'a str,
    counts: CountsView,
    matrix: Vec<CellView<'a>>,
    groups: Vec<GroupView<'a>>,
    changes: Vec<ChangeView<'a>>,
    changes_left_out: usize,
    edits: Vec<EditView<'a>>,
    unexercised: Vec<UnusedView<'a>>,
    unfit: Vec<UnfitView<'a>>,
    unfit_left_out: usize,
    case_edits: Vec<CaseEditView<'a>>,
    accepted: Vec<AcceptedView<'a>>,
}

#[derive(Serialize)]
struct SideView<'a> {
    name: &'a str,
    policy: &'a str,
    title: Option<&'a str>,
    digest: &'a str,
    verdicts: Vec<&'a str>,
    data: Vec<DataView<'a>>,
}

#[derive(Serialize)]
struct DataView<'a> {
    name: &'a str,
    digest: &'a str,
    taken: Option<String>,
}

#[derive(Serialize)]
struct CountsView {
    compared: usize,
    changed: usize,
    stricter: usize,
    milder: usize,
    other: usize,
    reasons: usize,
    undecided: usize,
    unfit: usize,
}

#[derive(Serialize)]
struct CellView<'a> {
    was: &'a str,
    now: &'a str,
    count: usize,
}

#[derive(Serialize)]
struct GroupView<'a> {
    moves: Vec<MoveView<'a>>,
    edits: &'a [usize],
    counts: CountsView,
    samples: Vec<ChangeView<'a>>,
}

#[derive(Serialize)]
struct RangeView<'a> {
    certain: bool,
    at_least: &'a str,
    at_most: &'a str,
}

#[derive(Serialize)]
struct ChangeView<'a> {
    id: &'a str,
    was: RangeView<'a>,
    now: RangeView<'a>,
    direction: &'static str,
    moves: Vec<MoveView<'a>>,
}

/// One thing that moved: what it is, its name, and what it was and is.
#[derive(Serialize)]
struct MoveView<'a> {
    what: &'static str,
    name: &'a str,
    was: Option<&'a str>,
    now: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    says: Option<(&'a str, &'a str)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cites: Option<(&'a str, &'a str)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term: Option<&'a str>,
}

#[derive(Serialize)]
struct EditView<'a> {
    kind: &'static str,
    name: &'a str,
    title: Option<&'a str>,
    citation: Option<&'a str>,
    change: &'static str,
    old_name: Option<&'a str>,
    decides: bool,
    file: Option<&'a str>,
    line: Option<usize>,
    details: Vec<DetailView<'a>>,
    entries: Vec<EntryView<'a>>,
    bears_on: &'a [String],
}

#[derive(Serialize)]
struct DetailView<'a> {
    what: &'a str,
    old: Option<&'a str>,
    new: Option<&'a str>,
    decides: bool,
}

#[derive(Serialize)]
struct EntryView<'a> {
    key: &'a str,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

#[derive(Serialize)]
struct UnusedView<'a> {
    edit: usize,
    example: Option<ExampleView<'a>>,
}

#[derive(Serialize)]
struct ExampleView<'a> {
    facts: &'a str,
    as_of: Option<String>,
    change: ChangeView<'a>,
}

#[derive(Serialize)]
struct CaseEditView<'a> {
    file: &'a str,
    id: &'a str,
    change: &'static str,
}

#[derive(Serialize)]
struct AcceptedView<'a> {
    file: &'a str,
    id: &'a str,
    change: &'a str,
    gone: bool,
    reason: Option<&'a str>,
    by: Option<&'a str>,
    on: Option<String>,
}

#[derive(Serialize)]
struct UnfitView<'a> {
    id: &'a str,
    side: &'static str,
    why: &'a str,
}

impl<'a> PolicyView<'a> {
    fn new(compared: &'a Compared) -> PolicyView<'a> {
        let difference = &compared.difference;
        let counts = &difference.counts;
        PolicyView {
            path: &compared.path,
            headline: headline(counts),
            old: side(&compared.old, &difference.old),
            new: side(&compared.new, &difference.new),
            cases: &compared.cases,
            counts: self::counts(counts),
            matrix: cells(difference),
            groups: difference.groups.iter().map(group).collect(),
            changes: difference.changes.iter().map(change).collect(),
            changes_left_out: (counts.changed + counts.reasons).saturating_sub(difference.changes.len()),
            edits: difference.edits.iter().map(edit).collect(),
            unexercised: difference.unused.iter().map(unused).collect(),
            unfit: difference.unfit.iter().map(unfit).collect(),
            unfit_left_out: counts.unfit.saturating_sub(difference.unfit.len()),
            case_edits: compared.case_edits.iter().map(case_edit).collect(),
            accepted: compared.accepted.iter().map(accepted).collect(),
        }
    }
}

fn case_edit(edit: &CaseEdit) -> CaseEditView<'_> {
    let change = code(edit.turn);
    CaseEditView { file: &edit.file, id: &edit.id, change }
}

fn side<'a>(name: &'a str, side: &'a Side) -> SideView<'a> {
    let data = side.data.iter().map(|data| DataView {
        name: &data.name,
        digest: &data.digest,
        taken: data.taken.map(|day| day.to_string()),
    });
    SideView {
        name,
        policy: &side.policy.name,
        title: side.policy.title.as_deref(),
        digest: &side.policy.digest,
        verdicts: side.scale.iter().map(|(name, _)| name.as_str()).collect(),
        data: data.collect(),
    }
}

fn counts(counts: &Counts) -> CountsView {
    CountsView {
        compared: counts.compared,
        changed: counts.changed,
        stricter: counts.stricter,
        milder: counts.milder,
        other: counts.other,
        reasons: counts.reasons,
        undecided: counts.undecided,
        unfit: counts.unfit,
    }
}

fn cells(difference: &Difference) -> Vec<CellView<'_>> {
    let matrix = &difference.matrix;
    let cells = matrix.cells.iter();
    cells
        .filter_map(|((was, now), count)| {
            let (was, now) = (matrix.rows.get(*was)?, matrix.columns.get(*now)?);
            Some(CellView { was, now, count: *count })
        })
        .collect()
}

fn group(group: &Group) -> GroupView<'_> {
    GroupView {
        moves: group.moves.iter().map(moved).collect(),
        edits: &group.edits,
        counts: counts(&group.counts),
        samples: group.samples.iter().map(change).collect(),
    }
}

fn range(range: &Range) -> RangeView<'_> {
    let (at_least, at_most) = (range.at_least.name.as_str(), range.at_most.name.as_str());
    RangeView { certain: range.certain().is_some(), at_least, at_most }
}

fn change(change: &CaseChange) -> ChangeView<'_> {
    ChangeView {
        id: &change.id,
        was: range(&change.old),
        now: range(&change.new),
        direction: match change.direction {
            Direction::Same => "same",
            Direction::Stricter => "stricter",
            Direction::Milder => "milder",
            Direction::Other => "other",
        },
        moves: change.moves.iter().map(moved).collect(),
    }
}

fn moved(found: &Move) -> MoveView<'_> {
    let view = |what, name, was, now| MoveView { what, name, was, now, says: None, cites: None, term: None };
    let yes = |is: bool| Some(if is { "yes" } else { "no" });
    match found {
        Move::Rule { name, was, now, says, cites } => {
            let mut view = view("rule", name, Some(status(*was)), Some(status(*now)));
            view.says = says.as_ref().map(|(old, new)| (old.as_str(), new.as_str()));
            view.cites = cites.as_ref().map(|(old, new)| (old.as_str(), new.as_str()));
            view
        }
        Move::Duty { name, was, now } => view("duty", name, Some(status(*was)), Some(status(*now))),
        Move::Terms { name, what, old, new } => {
            let said = |text: &'_ str| !text.is_empty();
            let (old, new) = (old.as_str(), new.as_str());
            let mut view = view(
                "duty_terms",
                name,
                Some(old).filter(|old| said(old)),
                Some(new).filter(|new| said(new)),
            );
            view.term = Some(what);
            view
        }
        Move::Missing { path, asked } => view("missing", path, yes(!asked), yes(*asked)),
        Move::Presumption { path, used } => view("presumption", path, yes(!used), yes(*used)),
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::No => "no",
        Status::Maybe => "maybe",
        Status::Yes => "yes",
    }
}

fn edit(edit: &Edit) -> EditView<'_> {
    let (change, old_name) = match &edit.turn {
        Turn::Added => ("added", None),
        Turn::Removed => ("removed", None),
        Turn::Changed => ("changed", None),
        Turn::Renamed(old) => ("renamed", Some(old.as_str())),
    };
    let placed = !edit.place.file.is_empty();
    EditView {
        kind: edit.kind.word(),
        name: &edit.name,
        title: edit.title.as_deref(),
        citation: edit.citation.as_deref(),
        change,
        old_name,
        decides: edit.counts(),
        file: placed.then_some(edit.place.file.as_str()),
        line: placed.then_some(edit.place.line),
        details: edit
            .details
            .iter()
            .map(|detail| DetailView {
                what: &detail.what,
                old: detail.old.as_deref(),
                new: detail.new.as_deref(),
                decides: detail.counts,
            })
            .collect(),
        entries: edit
            .entries
            .iter()
            .map(|entry| EntryView { key: &entry.key, old: entry.old.as_deref(), new: entry.new.as_deref() })
            .collect(),
        bears_on: &edit.concerns,
    }
}

fn unused(unused: &crate::diff::Unused) -> UnusedView<'_> {
    UnusedView { edit: unused.edit, example: unused.example.as_ref().map(example) }
}

fn example(example: &Example) -> ExampleView<'_> {
    ExampleView {
        facts: &example.facts,
        as_of: example.as_of.map(|day| day.to_string()),
        change: change(&example.change),
    }
}

fn accepted(accepted: &Accepted) -> AcceptedView<'_> {
    AcceptedView {
        file: &accepted.file,
        id: &accepted.id,
        change: &accepted.change,
        gone: accepted.gone,
        reason: accepted.reason.as_deref(),
        by: accepted.by.as_deref(),
        on: accepted.on.map(|day| day.to_string()),
    }
}

fn unfit(unfit: &Unfit) -> UnfitView<'_> {
    let side = match unfit.side {
        UnfitSide::Old => "old",
        UnfitSide::New => "new",
        UnfitSide::Both => "both",
    };
    UnfitView { id: &unfit.id, side, why: &unfit.why }
}
