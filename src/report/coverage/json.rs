//! Coverage for programs; `docs/coverage.md` says what the members mean.

use serde::Serialize;

use crate::coverage::{Clause, Coverage, DateCovered, Near, Outcome, Statement};
use crate::eval::decision::{Place, Truth};

/// Name and version of the shape.
pub const COVERAGE_FORMAT: &str = "licit/coverage@1";

/// Coverage of some policies as JSON, with members in a fixed order and a line break at the end.
pub fn json(policies: &[Coverage]) -> String {
    let view = Page { format: COVERAGE_FORMAT, policies: policies.iter().map(PolicyView::new).collect() };
    let text = serde_json::to_string_pretty(&view).unwrap_or_default();
    format!("{text}\n")
}

#[derive(Serialize)]
struct Page<'a> {
    format: &'static str,
    policies: Vec<PolicyView<'a>>,
}

#[derive(Serialize)]
struct PolicyView<'a> {
    policy: &'a str,
    title: Option<&'a str>,
    digest: &'a str,
    complete: bool,
    cases: Vec<&'a str>,
    statements: Vec<StatementView<'a>>,
    definitions: Vec<DefinitionView<'a>>,
    dates: Vec<DateView<'a>>,
}

#[derive(Serialize)]
struct StatementView<'a> {
    kind: &'static str,
    name: &'a str,
    title: Option<&'a str>,
    provisions: Vec<String>,
    place: PlaceView<'a>,
    covered: bool,
    holds: &'a [usize],
    fails: &'a [usize],
    displaced: &'a [usize],
    switched_off: &'a [usize],
    unknown: &'a [usize],
    not_in_force: &'a [usize],
    clauses: Vec<ClauseView<'a>>,
}

#[derive(Serialize)]
struct DefinitionView<'a> {
    name: &'a str,
    place: PlaceView<'a>,
    clauses: Vec<ClauseView<'a>>,
}

#[derive(Serialize)]
struct ClauseView<'a> {
    text: &'a str,
    place: PlaceView<'a>,
    covered: bool,
    r#true: &'a [usize],
    r#false: &'a [usize],
    unknown: &'a [usize],
}

#[derive(Serialize)]
struct DateView<'a> {
    day: String,
    what: &'a str,
    place: PlaceView<'a>,
    covered: bool,
    before: Option<NearView>,
    after: Option<NearView>,
}

#[derive(Serialize)]
struct NearView {
    case: usize,
    exact: bool,
    day: String,
}

#[derive(Serialize)]
struct PlaceView<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

impl<'a> PolicyView<'a> {
    fn new(coverage: &'a Coverage) -> PolicyView<'a> {
        PolicyView {
            policy: &coverage.policy,
            title: coverage.title.as_deref(),
            digest: &coverage.digest,
            complete: coverage.is_complete(),
            cases: coverage.cases.iter().map(String::as_str).collect(),
            statements: coverage.statements.iter().map(StatementView::new).collect(),
            definitions: coverage
                .definitions
                .iter()
                .map(|found| DefinitionView {
                    name: &found.name,
                    place: PlaceView::new(&found.place),
                    clauses: found.clauses.iter().map(ClauseView::new).collect(),
                })
                .collect(),
            dates: coverage.dates.iter().map(DateView::new).collect(),
        }
    }
}

impl<'a> StatementView<'a> {
    fn new(statement: &'a Statement) -> StatementView<'a> {
        StatementView {
            kind: statement.kind.word(),
            name: &statement.name,
            title: statement.title.as_deref(),
            provisions: statement.provisions.iter().map(ToString::to_string).collect(),
            place: PlaceView::new(&statement.place),
            covered: statement.is_covered(),
            holds: statement.cases(Outcome::Holds),
            fails: statement.cases(Outcome::Fails),
            displaced: statement.cases(Outcome::Displaced),
            switched_off: statement.cases(Outcome::SwitchedOff),
            unknown: statement.cases(Outcome::Unknown),
            not_in_force: statement.cases(Outcome::NotInForce),
            clauses: statement.clauses.iter().map(ClauseView::new).collect(),
        }
    }
}

impl<'a> ClauseView<'a> {
    fn new(clause: &'a Clause) -> ClauseView<'a> {
        ClauseView {
            text: &clause.text,
            place: PlaceView::new(&clause.place),
            covered: clause.is_covered(),
            r#true: clause.cases(Truth::Yes),
            r#false: clause.cases(Truth::No),
            unknown: clause.cases(Truth::Unknown),
        }
    }
}

impl<'a> DateView<'a> {
    fn new(date: &'a DateCovered) -> DateView<'a> {
        let before = date.day.yesterday().unwrap_or(date.day);
        DateView {
            day: date.day.to_string(),
            what: &date.what,
            place: PlaceView::new(&date.place),
            covered: date.is_covered(),
            before: NearView::new(&date.before, before),
            after: NearView::new(&date.after, date.day),
        }
    }
}

impl NearView {
    /// The nearest case; `best` is the day next to the change.
    fn new(near: &Near, best: crate::value::Date) -> Option<NearView> {
        match near {
            Near::Nowhere => None,
            Near::Away(day, case) => Some(NearView { case: *case, exact: false, day: day.to_string() }),
            Near::Next(case) => Some(NearView { case: *case, exact: true, day: best.to_string() }),
        }
    }
}

impl<'a> PlaceView<'a> {
    fn new(place: &'a Place) -> PlaceView<'a> {
        PlaceView { file: &place.file, line: place.line, column: place.column }
    }
}
