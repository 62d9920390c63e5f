//! A problem of any phase: an error or a warning, with its place.

use std::sync::Arc;

use super::fix::{Fix, Fixable, Safety};
use crate::source::Span;

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The work is done all the same.
    Warning,
    /// No decision comes of it.
    Error,
}

/// What every error of a phase is.
trait Told: miette::Diagnostic + Fixable + Send + Sync {}

impl<T: miette::Diagnostic + Fixable + Send + Sync> Told for T {}

/// An error or a warning of some phase. It carries spans only; `report` joins them with the text.
#[derive(Clone)]
pub struct Problem(Arc<dyn Told>);

impl Problem {
    /// Takes in the error of a phase.
    pub fn new(error: impl miette::Diagnostic + Fixable + Send + Sync + 'static) -> Problem {
        Problem(Arc::new(error))
    }

    /// Its stable code, such as `L201`.
    pub fn code(&self) -> String {
        self.0.code().map(|code| code.to_string()).unwrap_or_default()
    }

    /// What is wrong, in one sentence.
    pub fn message(&self) -> String {
        self.0.to_string()
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        self.0.help().map(|help| help.to_string())
    }

    /// Its places, the first being where it is reported, each with what stands there.
    pub fn labels(&self) -> Vec<(Span, Option<String>)> {
        let labels = self.0.labels().into_iter().flatten();
        labels.map(|label| (span_of(&label), label.label().map(str::to_owned))).collect()
    }

    /// Where it is reported.
    pub fn span(&self) -> Option<Span> {
        self.labels().first().map(|(span, _)| *span)
    }

    /// What can be changed so that it is gone, the best first.
    pub fn fixes(&self) -> Vec<Fix> {
        self.0.fixes()
    }

    /// The change that may be made without asking, if there is one.
    pub fn safe_fix(&self) -> Option<Fix> {
        self.fixes().into_iter().find(|fix| fix.safety == Safety::Safe)
    }

    /// Error or warning.
    pub fn severity(&self) -> Severity {
        match self.0.severity() {
            None | Some(miette::Severity::Error) => Severity::Error,
            Some(miette::Severity::Warning | miette::Severity::Advice) => Severity::Warning,
        }
    }
}

impl std::fmt::Debug for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} at {:?}", self.code(), self.message(), self.span())
    }
}

fn span_of(label: &miette::LabeledSpan) -> Span {
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    Span::new(number(label.offset()), number(label.offset().saturating_add(label.len())))
}

/// Collects problems of all phases.
#[derive(Clone, Debug, Default)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// None yet.
    pub fn new() -> Problems {
        Problems::default()
    }

    /// Takes in one more.
    pub fn add(&mut self, error: impl miette::Diagnostic + Fixable + Send + Sync + 'static) {
        self.0.push(Problem::new(error));
    }

    /// Takes one back in.
    pub fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// Takes in those of another phase.
    pub fn append(&mut self, other: Problems) {
        self.0.extend(other.0);
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|problem| problem.severity() == Severity::Error)
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In the order of the text, and of codes where the place is the same.
    pub fn sorted(mut self) -> Vec<Problem> {
        self.0.sort_by_key(|problem| (problem.span(), problem.code(), problem.message()));
        self.0
    }

    /// As they came.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }
}
