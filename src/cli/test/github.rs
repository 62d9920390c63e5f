//! How cases came out, as remarks beside a pull request on GitHub.

use crate::diagnostics::Severity;
use crate::report::github::{Annotation, annotations};
use crate::testing::{Run, Trial, failure};

/// Problems of the set of cases first, then cases that are not as they should be.
pub(super) fn text(runs: &[Run<'_>]) -> String {
    let mut all = Vec::new();
    for run in runs {
        let books = &run.opened.books.sources;
        let policy = run.opened.program.sources();
        all.extend(run.of_cases.iter().map(|problem| Annotation::of_problem(problem, books)));
        all.extend(run.of_policy.iter().map(|problem| Annotation::of_problem(problem, policy)));
        for trial in &run.trials {
            all.extend(trial.problems.iter().map(|problem| Annotation::of_problem(problem, books)));
            all.extend(remark(trial, run));
        }
    }
    annotations(&all)
}

/// A case that is not as it should be; one that could not be decided has problems that say so.
fn remark(trial: &Trial<'_>, run: &Run<'_>) -> Option<Annotation> {
    let failure = failure(trial).filter(|_| trial.decision.is_some())?;
    let span = trial.case.span;
    let place = run.opened.books.sources.file(span).map(|file| {
        let position = file.position(span.start);
        (file.name.to_string(), position.line, position.column)
    });
    let title = format!("case {}", trial.case.id);
    Some(Annotation { severity: Severity::Error, place, title, message: unindented(&failure) })
}

fn unindented(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n")
}
