//! The library in five words: load, read facts, decide.

mod screen;

use std::fmt;

use crate::diagnostics::Problem;
use crate::eval::{self, Decision, Outcome, Question};
use crate::facts::{self, Facts, Format};
use crate::load::{self, Files, Memory};
use crate::program::Program;
use crate::report;
use crate::schema::Schema;
use crate::source::Sources;

pub use self::screen::{Buffer, Ready, Screen, Screened};

/// A policy that has been checked and can decide cases.
///
/// Cheap to clone, and shared between threads as it is.
#[derive(Clone, Debug)]
pub struct Policy {
    program: Program,
    warnings: Vec<Problem>,
}

/// Why a policy or facts could not be used: all problems, with the texts they point into.
#[derive(Clone, Debug)]
pub struct Report {
    /// The problems, in the order of the text.
    pub problems: Vec<Problem>,
    /// The texts.
    pub sources: Sources,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&report::problems(&self.problems, &self.sources, report::Style::Plain))
    }
}

impl std::error::Error for Report {}

impl Policy {
    /// Loads the policy in a folder or file, in order to decide with it. [`load::load`] also looks for what is allowed
    /// and probably not meant, which takes half as long again.
    ///
    /// # Errors
    ///
    /// All errors and warnings, if there is an error among them.
    pub fn load(files: &dyn Files, path: &str) -> Result<Policy, Report> {
        let loaded = load::load_to_decide(files, path);
        match loaded.program {
            Some(program) => Ok(Policy { program, warnings: loaded.problems }),
            None => Err(Report { problems: loaded.problems, sources: loaded.sources }),
        }
    }

    /// A policy that is one text.
    ///
    /// # Errors
    ///
    /// As for [`Policy::load`].
    pub fn from_text(text: &str) -> Result<Policy, Report> {
        Policy::load(&Memory::new().with("policy.licit", text), "policy.licit")
    }

    /// Its vocabulary.
    pub fn schema(&self) -> &Schema {
        &self.program.policy().schema
    }

    /// What the checker warns of; `licit check` and [`load::load`] say more.
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// The program behind it.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Reads the facts of a case. `name` is what the text is called in problems.
    ///
    /// # Errors
    ///
    /// All problems of the facts: unknown keys, wrong types, values that cannot be.
    pub fn facts(&self, name: &str, text: &str, format: Format) -> Result<Facts, Report> {
        let mut sources = Sources::new();
        let start = sources.add(name, text);
        let node = facts::document(text, start, format);
        let read = node.and_then(|node| facts::read(&node, self.schema()));
        read.map_err(|problems| Report { problems: problems.sorted(), sources })
    }

    /// Decides a case and says why. The same inputs give the same decision.
    pub fn decide(&self, facts: &Facts, question: &Question) -> Decision {
        eval::decide(&self.program, facts, question)
    }

    /// Decides a case without reasons.
    pub fn outcome(&self, facts: &Facts, question: &Question) -> Outcome {
        eval::outcome(&self.program, facts, question)
    }
}
