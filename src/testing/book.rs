//! The case files of a policy, each with its accepted results.

use std::path::PathBuf;

use crate::diagnostics::Problem;
use crate::load::folder::Folder;
use crate::load::{Files, LoadError, Unreadable};
use crate::runner::{Sheet, Sheets, in_case_folder, may_hold_cases, not_read};
use crate::source::{Sources, Span};

use super::error::TestError;
use super::snapshot::{self, Snapshot};

/// A case file and its accepted results.
#[derive(Clone, Debug)]
pub struct Book {
    /// The cases; none where the file is gone and only its results are left.
    pub sheet: Sheet,
    /// Accepted results; `None` where there is no file of them.
    pub accepted: Option<Snapshot>,
    /// Whether the case file is gone.
    pub orphan: bool,
    /// Where accepted results are kept on this machine.
    pub disk: PathBuf,
}

/// All case files of a policy.
#[derive(Clone, Debug, Default)]
pub struct Books {
    /// One for each file, in order; files that are gone come last.
    pub books: Vec<Book>,
    /// Files that hold the facts of one case.
    pub left_out: Vec<String>,
    /// Files that look as if they held cases, and are not read, with what to do about them.
    pub not_read: Vec<(String, &'static str)>,
    /// What keeps files from being used.
    pub problems: Vec<Problem>,
    /// The texts of case files and accepted results.
    pub sources: Sources,
}

impl Books {
    /// The case files in a policy's folder `cases`.
    pub fn of_policy(folder: &Folder, policy: &str) -> Books {
        let mut books = Books::default();
        books.take(folder, Sheets::of_policy(folder, policy));
        books.orphans(folder, policy);
        let strange = |path: &String| Some((folder.show(path), not_read(path)?));
        books.not_read = in_case_folder(folder, policy).iter().filter_map(strange).collect();
        books
    }

    /// Adds one file that was named, wherever it lies.
    pub fn add(&mut self, folder: &Folder, path: &str) {
        let mut sheets = Sheets { sources: std::mem::take(&mut self.sources), ..Sheets::default() };
        sheets.read(folder, path, false);
        self.take(folder, sheets);
    }

    fn take(&mut self, folder: &Folder, sheets: Sheets) {
        self.left_out.extend(sheets.left_out);
        self.problems.extend(sheets.problems);
        self.sources = sheets.sources;
        for sheet in sheets.sheets {
            let path = snapshot_of(&sheet.path);
            let accepted = self.snapshot(folder, &path);
            self.books.push(Book { sheet, accepted, orphan: false, disk: folder.place(&path) });
        }
    }

    /// Reads accepted results; a file that is there and cannot be read is a problem.
    fn snapshot(&mut self, folder: &Folder, path: &str) -> Option<Snapshot> {
        let name = folder.show(path);
        let bytes = match folder.read(path) {
            Ok(bytes) => bytes,
            Err(Unreadable::Missing) => return None,
            // As if nothing had been accepted, every result would pass.
            Err(reason) => {
                self.problems.push(Problem::new(LoadError::unreadable(name, reason, None)));
                return None;
            }
        };
        let text = String::from_utf8_lossy(&bytes);
        let start = self.sources.add(&name, &text);
        match snapshot::read(&text, start) {
            Ok(snapshot) => Some(snapshot),
            Err(error) => {
                self.problems.push(Problem::new(error));
                None
            }
        }
    }

    /// Accepted results whose case file is gone.
    fn orphans(&mut self, folder: &Folder, policy: &str) {
        let paths = in_case_folder(folder, policy);
        for path in &paths {
            let Some(file) = path.strip_suffix(".snap") else { continue };
            if !may_hold_cases(file) || paths.iter().any(|other| other == file) {
                continue;
            }
            let Some(accepted) = self.snapshot(folder, path) else { continue };
            let sheet = Sheet { name: folder.show(file), path: file.to_owned(), cases: Vec::new() };
            self.books.push(Book { sheet, accepted: Some(accepted), orphan: true, disk: folder.place(path) });
        }
    }
}

impl Book {
    /// Accepted results of cases that the file no longer has, each with its place.
    pub fn gone(&self) -> Vec<(String, Span)> {
        let results = self.accepted.iter().flat_map(|snapshot| &snapshot.results);
        let is_gone = |id: &str| !self.sheet.cases.iter().any(|case| case.id == id);
        results.filter(|(id, _)| is_gone(id)).map(|(id, kept)| (id.clone(), kept.span)).collect()
    }

    /// What is wrong with the accepted results as a whole: that they are of nothing, or not as they were accepted.
    pub fn problems(&self) -> Vec<TestError> {
        let gone = self.gone();
        if self.orphan {
            let span = gone.first().map(|(_, span)| *span).unwrap_or_default();
            return vec![TestError::OrphanFile { file: self.sheet.name.clone(), span }];
        }
        let gone = gone.into_iter().map(|(id, span)| TestError::Orphan { id, span });
        gone.chain(self.edited()).collect()
    }

    /// Accepted results that are not as they were accepted.
    fn edited(&self) -> impl Iterator<Item = TestError> {
        let kept = self
            .accepted
            .iter()
            .flat_map(|snapshot| snapshot.results.iter().map(move |kept| (snapshot, kept)));
        let edited = kept.filter(|(snapshot, (id, _))| snapshot.is_edited(id));
        edited.map(|(_, (id, kept))| TestError::Edited { id: id.clone(), span: kept.span })
    }
}

/// The file in which the accepted results of a case file are kept: beside it.
fn snapshot_of(path: &str) -> String {
    format!("{path}.snap")
}
