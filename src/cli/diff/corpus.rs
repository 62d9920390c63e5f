//! Facts of many cases, read row by row.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::batch::BatchError;
use crate::cli::batch::{Opened, reason};
use crate::cli::terminal::Terminal;
use crate::diagnostics::{Problem, Problems};
use crate::diff::{Comparison, Input as Case};
use crate::program::Program;
use crate::records::{
    Case as RowCase, DAY, Input, Layout, Naming, Options, Refusal, Row, RowDay, Unreadable,
};
use crate::source::Sources;
use crate::value::Date;

use super::counted;
use super::error::DiffError;

/// Puts every case of some files to both policies; what they are, with a fingerprint of each file. The columns of a
/// table are read by the new vocabulary, or by the old one where that knows them better.
pub(super) fn add_all(
    files: &[PathBuf],
    (old, new): (&Program, &Program),
    comparison: &mut Comparison<'_>,
    terminal: &Terminal,
) -> Result<String, DiffError> {
    let each: Result<Vec<String>, DiffError> =
        files.iter().map(|file| add(file, (old, new), comparison, terminal)).collect();
    Ok(each?.join(", "))
}

fn add(
    path: &Path,
    (old, new): (&Program, &Program),
    comparison: &mut Comparison<'_>,
    terminal: &Terminal,
) -> Result<String, DiffError> {
    let shown = path.display().to_string();
    let digest = fingerprint(path)?;
    let opened = open(path, new).map(|input| (input, new));
    let opened = opened.or_else(|error| open(path, old).map(|input| (input, old)).map_err(|_| error));
    let (mut input, program) = opened?;
    let layout = input.layout.clone();
    let mut cases = 0_usize;
    let mut names = Names::default();
    let read = input.each(&mut |row: Row| {
        cases += 1;
        let id = format!("{shown}:{}", row.line);
        match case(&layout, &row, program) {
            Ok((case, as_of)) => {
                let id = names.told_apart(case.id.unwrap_or(id), &row);
                let facts = &case.facts;
                comparison.add(&Case { id: &id, facts, as_of, known_on: None, readings: &[] });
            }
            Err(unreadable) => comparison.unread(&unreadable.id.unwrap_or(id), &first(unreadable.problems)),
        }
        ControlFlow::Continue(())
    });
    read.map_err(|error| failed(path, crate::diagnostics::reason(&error)))?;
    if let Some(repeated) = names.repeated(&shown) {
        terminal.problems(&[Problem::new(repeated)], &Sources::new());
    }
    if cases == 0 {
        return Err(failed(path, "there is no case in it".to_owned()));
    }
    Ok(format!("{} of {shown} ({digest})", counted(cases, "case")))
}

/// The names of cases so far.
#[derive(Debug, Default)]
struct Names {
    seen: HashSet<String>,
    repeated: usize,
    first: Option<u64>,
}

impl Names {
    /// The name of a case, with its line behind it where an earlier case has the same.
    fn told_apart(&mut self, id: String, row: &Row) -> String {
        if self.seen.insert(id.clone()) {
            return id;
        }
        self.repeated = self.repeated.saturating_add(1);
        self.first.get_or_insert(row.number);
        format!("{id} (line {})", row.line)
    }

    /// What is said of a file in which names come again.
    fn repeated(&self, name: &str) -> Option<BatchError> {
        let (first, rows) = (self.first?, counted(self.repeated, "row"));
        Some(BatchError::RepeatedIds { name: name.to_owned(), rows, first })
    }
}

/// The case of a row, and the day that it names, where no fact picks the law.
fn case(layout: &Layout, row: &Row, program: &Program) -> Result<(RowCase, Option<Date>), Box<Unreadable>> {
    let schema = &program.policy().schema;
    let mut case = layout.case(row, schema, 0)?;
    if program.policy().governed_by.is_some() {
        return Ok((case, None));
    }
    match case.take_day(schema) {
        Ok(RowDay::Given(day)) => Ok((case, Some(day))),
        Ok(RowDay::Unknown | RowDay::NotSaid) => Ok((case, None)),
        Err(problems) => Err(Box::new(Unreadable { id: case.id, problems })),
    }
}

fn first(problems: Problems) -> String {
    problems.sorted().first().map(Problem::message).unwrap_or_default()
}

/// Looks at a file and says what it was taken for, or why it cannot be used.
fn open(path: &Path, program: &Program) -> Result<Input<'static>, DiffError> {
    let opened = Opened::open(path).map_err(|error| failed(path, Problem::new(error).message()))?;
    let policy = program.policy();
    let reserved = if policy.governed_by.is_none() { vec!["id", DAY] } else { vec!["id"] };
    let naming = Naming { reserved, ..Naming::default() };
    let options = Options { name: opened.name.clone(), naming, ..Options::default() };
    opened.input(&policy.schema, &options).map_err(|refusal| {
        failed(
            path,
            match refusal {
                Refusal::Io(error) => reason(&error),
                Refusal::Problems(problems, _) => problems.first().map(Problem::message).unwrap_or_default(),
            },
        )
    })
}

fn failed(path: &Path, reason: String) -> DiffError {
    DiffError::Corpus { path: path.display().to_string(), reason }
}

/// The first letters of the digest of a file.
fn fingerprint(path: &Path) -> Result<String, DiffError> {
    let mut digest = Sha256::new();
    let mut read = || -> io::Result<()> {
        let mut reader = BufReader::new(File::open(path)?);
        loop {
            let bytes = reader.fill_buf()?;
            if bytes.is_empty() {
                return Ok(());
            }
            digest.update(bytes);
            let length = bytes.len();
            reader.consume(length);
        }
    };
    read().map_err(|error| failed(path, reason(&error)))?;
    Ok(digest.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect())
}
