//! What a policy may say and probably does not mean: rules that never hold, that change nothing, that
//! nobody cites or asks for.
//!
//! Comes in: a typed policy without errors and its texts. Goes out: warnings, those set aside that the
//! text allows with a reason. What would need a proof over all cases is not tried: a lint speaks only
//! where text and types already show it.

mod allowance;
mod codes;
mod conditions;
mod declared;
#[expect(missing_docs, reason = "the message beside each variant says what it means")]
pub mod error;
mod exceptions;
mod rules;
mod stated;

use std::collections::BTreeSet;

use crate::diagnostics::{Problem, Problems};
use crate::source::{SourceFile, Sources, Span};
use crate::typed::{Policy, Rule, RuleId};
use crate::value::Date;

pub use self::error::Lint;

/// What the lints found.
#[derive(Clone, Debug, Default)]
pub struct Linted {
    /// Warnings that stand.
    pub warnings: Problems,
    /// Warnings that the text allows.
    pub allowed: Vec<Allowed>,
}

/// A warning that the text allows, with a reason.
#[derive(Clone, Debug)]
pub struct Allowed {
    /// The warning.
    pub problem: Problem,
    /// Why it is allowed, in the author's words.
    pub reason: String,
    /// The last day on which it is allowed; no day ends it where there is none.
    pub through: Option<Date>,
    /// Where that is said.
    pub span: Span,
}

impl Allowed {
    /// What is to be said on a day on which it is allowed no longer.
    pub fn ended(&self, day: Date) -> Option<Problem> {
        let through = self.through.filter(|through| *through < day)?;
        Some(Problem::new(Lint::AllowanceEnded {
            code: self.problem.code(),
            through: through.to_string(),
            span: self.span,
            other: self.problem.span().unwrap_or(self.span),
        }))
    }
}

/// Looks through a policy without errors. `own` are the spans of its own files: what `use` brought in
/// answers to others.
pub fn lint(policy: &Policy, sources: &Sources, own: &[Span]) -> Linted {
    let versions = policy.rules.iter().flat_map(|rule| &rule.versions);
    let targets = versions.flat_map(|version| version.targets.iter().copied()).collect();
    let asked = rules::asked(policy.expressions());
    let mut subject = Subject { policy, sources, own, targets, asked, problems: Problems::new() };
    subject.exceptions();
    subject.rules();
    if subject.is_stated() {
        subject.stated();
        subject.declared();
    }
    allowance::apply(&subject.own_files(), subject.problems)
}

/// The policy that is looked at, and what was found so far.
struct Subject<'a> {
    policy: &'a Policy,
    sources: &'a Sources,
    own: &'a [Span],
    /// Rules that some exception or disapplication is about.
    targets: BTreeSet<RuleId>,
    /// Rules of which some condition asks whether they hold.
    asked: BTreeSet<RuleId>,
    problems: Problems,
}

impl<'a> Subject<'a> {
    fn own_files(&self) -> Vec<&'a SourceFile> {
        self.sources.files().iter().filter(|file| lies_in(self.own, file.span())).collect()
    }

    /// Whether a `policy` statement makes it a whole: a few lines without one may be incomplete.
    fn is_stated(&self) -> bool {
        let mut lines = self.own_files().into_iter().flat_map(|file| file.text.lines());
        lines.any(|line| line.trim_start().starts_with("policy "))
    }

    /// The name in a statement's first words; the first word where it has no name.
    fn head(&self, rule: &Rule, span: Span) -> Span {
        let bare = rule.name.contains(':');
        self.name(span, if bare { 0 } else { 1 })
    }

    /// The word of a statement at a position, counted from 0; the last word where there are fewer.
    fn name(&self, span: Span, position: usize) -> Span {
        let text = self.sources.slice(span);
        let mut start = 0;
        let mut word = "";
        for next in text.split_whitespace().take(position.saturating_add(1)) {
            let from = start + word.len();
            start = text.get(from..).and_then(|rest| rest.find(next)).map_or(from, |at| from + at);
            word = next;
        }
        let name = word.split([':', '(', '=']).next().unwrap_or_default();
        let place = |byte: usize| span.start.saturating_add(u32::try_from(byte).unwrap_or(u32::MAX));
        Span::new(place(start), place(start + name.len()))
    }
}

/// Whether something stands in one of these files.
fn lies_in(files: &[Span], span: Span) -> bool {
    files.iter().any(|file| file.start <= span.start && span.start <= file.end)
}
