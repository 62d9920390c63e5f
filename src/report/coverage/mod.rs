//! Coverage for people, for a page of HTML, for a document and for programs.

mod gaps;
mod html;
mod json;
mod markdown;
mod text;

pub use self::gaps::open;
pub use self::html::html;
pub use self::json::{COVERAGE_FORMAT, json};
pub use self::markdown::{BEGIN, END, markdown};
pub use self::text::{Detail, text};

use crate::coverage::{Coverage, Near};

/// The last part of a file's path, with the line: enough to find the place in one policy.
fn short(place: &crate::eval::decision::Place) -> String {
    format!("{}:{}", place.file, place.line)
}

/// `12 of 14 rules, exceptions and duties; 40 of 52 parts of conditions; 3 of 3 days`
fn summary(coverage: &Coverage) -> String {
    let of = |(covered, all): (usize, usize), what: &str| format!("{covered} of {all} {what}");
    [
        of(coverage.statements_covered(), "rules, exceptions and duties"),
        of(coverage.clauses_covered(), "parts of conditions"),
        of(coverage.dates_covered(), "days"),
    ]
    .join("; ")
}

/// How near the cases come to a side of a day.
fn near(coverage: &Coverage, near: &Near) -> String {
    match near {
        Near::Nowhere => "no case".to_owned(),
        Near::Away(day, case) => format!("nearest {} on {day}", coverage.case(*case)),
        Near::Next(case) => coverage.case(*case).to_owned(),
    }
}

/// The first names of some cases, and how many more there are.
fn some(coverage: &Coverage, cases: &[usize], most: usize) -> String {
    let names: Vec<&str> = cases.iter().take(most).map(|case| coverage.case(*case)).collect();
    let more = cases.len().saturating_sub(names.len());
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("{}{more}", names.join(", "))
}

/// `1 case`, `3 cases`
fn counted(count: usize) -> String {
    if count == 1 { "1 case".to_owned() } else { format!("{count} cases") }
}
