//! A policy with its cases, and all of them tried.

use std::io;

use crate::diagnostics::Problem;
use crate::load::folder::Folder;
use crate::load::{self, Files};
use crate::program::Program;
use crate::report::{self, Style};
use crate::runner::case_folder;

use super::book::Books;
use super::kept::Kept;
use super::trial::{Against, Trial, not_exercised, trials, unanswered, vacuous, without_reason};

/// A policy and its case files.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The policy's path as the user would write it.
    pub path: String,
    /// Where its cases lie, as the user would write it.
    pub cases: String,
    /// The policy.
    pub program: Program,
    /// Its case files with their accepted results.
    pub books: Books,
}

/// What is asked of a run.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only cases whose names contain this.
    pub only: Option<String>,
    /// That every case has an answer and an accepted result, and every rule a case.
    pub strict: bool,
}

/// The cases of a policy, tried.
#[derive(Clone, Debug)]
pub struct Run<'p> {
    /// The policy.
    pub opened: &'p Opened,
    /// Its cases, in the order of files and cases.
    pub trials: Vec<Trial<'p>>,
    /// What is wrong with the set of cases; places are in the texts of its case files.
    pub of_cases: Vec<Problem>,
    /// Rules without a case; places are in the texts of the policy.
    pub of_policy: Vec<Problem>,
}

impl Opened {
    /// A policy with the cases beside it.
    ///
    /// # Errors
    ///
    /// The problems of the policy, as text, where it has errors.
    pub fn new(folder: &Folder, path: &str) -> Result<Opened, String> {
        let loaded = load::load(folder, path);
        let Some(program) = loaded.program else {
            return Err(report::problems(&loaded.problems, &loaded.sources, Style::Plain));
        };
        Ok(Opened::with(folder, path, program))
    }

    /// The same of a policy that is loaded.
    pub fn with(folder: &Folder, path: &str, program: Program) -> Opened {
        let cases = folder.show(&case_folder(folder, path));
        Opened { path: folder.show(path), cases, program, books: Books::of_policy(folder, path) }
    }

    /// Tries the cases.
    pub fn run(&self, wanted: &Wanted) -> Run<'_> {
        let only = wanted.only.as_deref();
        let trials = trials(&self.program, &self.books, only);
        let mut of_cases = vacuous(&self.program.policy().name, &self.cases, &self.books, only);
        let mut of_policy = Vec::new();
        if wanted.strict {
            of_cases.extend(unanswered(&self.books, &trials));
            of_cases.extend(without_reason(&trials));
            // What a part of the cases does not show, the others may.
            if only.is_none() && !trials.is_empty() {
                of_policy = not_exercised(&self.program, &trials);
            }
        }
        let problems = |errors: Vec<_>| errors.into_iter().map(Problem::new).collect();
        Run { opened: self, trials, of_cases: problems(of_cases), of_policy: problems(of_policy) }
    }
}

impl Run<'_> {
    /// Whether nothing is wrong.
    pub fn passes(&self) -> bool {
        self.of_cases.is_empty() && self.of_policy.is_empty() && self.trials.iter().all(Trial::passes)
    }

    /// Writes what came out beside the accepted results that it differs from, and takes away what was written
    /// there before and is no longer true. Where no result was ever accepted, nothing is written unless `first`.
    ///
    /// # Errors
    ///
    /// What the system says of a file that cannot be written.
    pub fn propose(&self, first: bool) -> io::Result<()> {
        for book in self.opened.books.books.iter().filter(|book| first || book.accepted.is_some()) {
            let mine = self.trials.iter().filter(|trial| std::ptr::eq(trial.book, book));
            let differs = mine.filter(|trial| trial.decision.is_some() && trial.against != Against::Same);
            let results = differs.map(|trial| (trial.case.id.clone(), trial.result.clone())).collect();
            let gone: Vec<String> = book.gone().into_iter().map(|(id, _)| id).collect();
            Kept::of(book).propose(results, &gone)?;
        }
        Ok(())
    }
}
