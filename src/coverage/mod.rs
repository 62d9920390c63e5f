//! Coverage: what the cases of a policy exercise of it, in the lawyer's words. For each rule, exception,
//! disapplication and duty whether some case makes it hold and some case makes it fail; for each part of a
//! condition whether it was ever true and ever false; for each day on which the policy changes whether
//! cases lie on both sides of it.

mod clauses;
mod dates;
mod model;
mod statements;

pub use self::clauses::parts;
pub use self::model::{Clause, Coverage, DateCovered, Definition, Kind, Near, Outcome, Statement};

use crate::eval::Question;
use crate::eval::decision::{Place, Provision};
use crate::eval::probe::{Probe, probe};
use crate::facts::Facts;
use crate::program::Program;
use crate::source::Span;
use crate::typed::Citation;

/// A case that is to be counted.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    /// Its name.
    pub id: &'a str,
    /// Its facts, by the vocabulary of the policy.
    pub facts: &'a Facts,
    /// The day and the answers that it asks for.
    pub question: &'a Question,
}

/// Measures what cases exercise of a policy. Statements and days come in the order of the policy's text.
pub fn coverage(program: &Program, cases: &[Counted<'_>]) -> Coverage {
    let probed: Vec<Probed<'_>> =
        cases.iter().map(|case| Probed { case, probe: probe(program, case.facts, case.question) }).collect();
    let policy = program.policy();
    Coverage {
        policy: policy.name.clone(),
        title: policy.title.clone(),
        digest: policy.digest.clone(),
        cases: cases.iter().map(|case| case.id.to_owned()).collect(),
        statements: statements::statements(program, &probed),
        definitions: clauses::definitions(program, &probed),
        dates: dates::dates(program, &probed),
    }
}

/// A case and what it exercises.
struct Probed<'a> {
    case: &'a Counted<'a>,
    probe: Probe,
}

/// Where something stands in the policy's text.
pub(crate) fn place(program: &Program, span: Span) -> Place {
    let Some(file) = program.sources().file(span) else { return Place::default() };
    let position = file.position(span.start);
    Place { file: file.name.to_string(), line: position.line, column: position.column, span }
}

/// A text of the policy on one line.
pub(crate) fn text(program: &Program, span: Span) -> String {
    program.sources().slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn provision(program: &Program, citation: &Citation) -> Provision {
    let instrument = program.policy().instruments.get(citation.instrument.0);
    Provision {
        instrument: instrument.map(|found| found.name.clone()).unwrap_or_default(),
        title: instrument.and_then(|found| found.title.clone()),
        articles: citation.articles.clone(),
    }
}
