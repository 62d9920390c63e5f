//! The case files of a policy, and what the policy decides in their cases.

use crate::diagnostics::{Problem, Problems};
use crate::eval::{self, Decision, Question};
use crate::facts::{self, Facts, Format};
use crate::load::{Files, LoadError, paths};
use crate::program::Program;
use crate::source::Sources;

use super::case::{Case, holds_facts, read};
use super::names::check_readings;
use super::table::{is_table, read_table};

/// Where the cases of a policy lie, from its folder.
const FOLDER: &str = "cases";

/// Endings of case files.
const ENDINGS: [&str; 5] = [".yaml", ".yml", ".json", ".csv", ".xlsx"];

/// Endings of other tables.
const OTHER_SHEETS: [&str; 6] = [".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".tsv"];

/// Endings of texts with a case in each line.
const OTHER_LINES: [&str; 2] = [".ndjson", ".jsonl"];

/// The cases of one file.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its path from the root of [`Files`].
    pub path: String,
    /// Its path as the user would write it.
    pub name: String,
    /// Its cases, in the order of the file.
    pub cases: Vec<Case>,
}

/// Case files that have been read.
#[derive(Clone, Debug, Default)]
pub struct Sheets {
    /// One for each file, in the order of their names.
    pub sheets: Vec<Sheet>,
    /// Files that hold the facts of one case, for `licit eval`, and no cases.
    pub left_out: Vec<String>,
    /// What is wrong with the files; a file with a problem is not among the sheets.
    pub problems: Vec<Problem>,
    /// The texts into which places point.
    pub sources: Sources,
}

/// A case and what the policy decides in it.
#[derive(Clone, Debug)]
pub struct Decided<'s> {
    /// The file of the case.
    pub sheet: &'s Sheet,
    /// The case.
    pub case: &'s Case,
    /// The decision; or why there is none.
    pub decision: Result<Decision, Vec<Problem>>,
}

impl Sheets {
    /// The case files in the folder `cases` of a policy, which is a folder or a file.
    pub fn of_policy(files: &dyn Files, policy: &str) -> Sheets {
        let mut sheets = Sheets::default();
        for path in case_files(files, policy) {
            sheets.read(files, &path, true);
        }
        sheets
    }

    /// Adds a file; one with the facts of a single case is left out where `may_hold_facts`.
    pub fn read(&mut self, files: &dyn Files, path: &str, may_hold_facts: bool) {
        let name = files.show(path);
        if is_table(&name) {
            return self.read_table(files, path, name);
        }
        let text = match text(files, path, &name) {
            Ok(text) => text,
            Err(error) => return self.problems.push(Problem::new(error)),
        };
        let start = self.sources.add(&name, &text);
        let format = Format::of(&name).unwrap_or(Format::Yaml);
        if may_hold_facts && holds_facts(&text, start, format) {
            return self.left_out.push(name);
        }
        match read(&text, start, format) {
            Ok(file) => self.sheets.push(Sheet { path: path.to_owned(), name, cases: file.cases }),
            Err(problems) => self.problems.extend(problems.sorted()),
        }
    }

    /// Adds a file whose rows are cases.
    fn read_table(&mut self, files: &dyn Files, path: &str, name: String) {
        let bytes = match files.read(path) {
            Ok(bytes) => bytes,
            Err(reason) => {
                let error = LoadError::unreadable(name, reason, None);
                return self.problems.push(Problem::new(error));
            }
        };
        match read_table(&bytes, &name, &mut self.sources) {
            Ok(file) => self.sheets.push(Sheet { path: path.to_owned(), name, cases: file.cases }),
            Err(problems) => self.problems.extend(problems.sorted()),
        }
    }

    /// All cases with their files.
    pub fn cases(&self) -> impl Iterator<Item = (&Sheet, &Case)> {
        self.sheets.iter().flat_map(|sheet| sheet.cases.iter().map(move |case| (sheet, case)))
    }

    /// All cases with what a policy decides in them, in the order of files and cases.
    pub fn decided<'s>(&'s self, program: &'s Program) -> impl Iterator<Item = Decided<'s>> {
        self.cases().map(|(sheet, case)| Decided { sheet, case, decision: decide(program, case) })
    }
}

/// Decides one case.
///
/// # Errors
///
/// All problems of its facts and readings.
pub fn decide(program: &Program, case: &Case) -> Result<Decision, Vec<Problem>> {
    let (facts, question) = ready(program, case)?;
    Ok(eval::decide(program, &facts, &question))
}

/// The facts of a case by the vocabulary of a policy, and what it asks.
///
/// # Errors
///
/// All problems of its facts and readings.
pub fn ready(program: &Program, case: &Case) -> Result<(Facts, Question), Vec<Problem>> {
    let unknown = check_readings(case, program.policy());
    if !unknown.is_empty() {
        return Err(unknown.sorted());
    }
    let mut question = Question::new(case.as_of, case.known_on);
    for (name, answer, _) in &case.readings {
        // What could fail here was found by `check_readings`.
        let _ = question.answer(program, name, answer);
    }
    let facts = facts::read(&case.facts, &program.policy().schema).map_err(Problems::sorted)?;
    Ok((facts, question))
}

/// Where the cases of a policy lie: in the folder `cases` beside its files.
pub fn case_folder(files: &dyn Files, policy: &str) -> String {
    let policy = if files.list(policy).is_some() { policy.to_owned() } else { paths::parent(policy) };
    paths::join(&policy, FOLDER)
}

/// Whether a file of this name may hold cases.
pub fn may_hold_cases(name: &str) -> bool {
    let name = name.to_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// What to do about a file that looks as if it held cases, and is not read; nothing about other files.
pub fn not_read(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let hidden = ENDINGS.iter().any(|ending| name.ends_with(&format!("{ending}.txt")));
    if hidden {
        return Some("take the `.txt` off its name: some editors put it there and hide it");
    }
    let sheet = OTHER_SHEETS.iter().any(|ending| name.ends_with(ending));
    if sheet {
        return Some("save it as `.xlsx` or `.csv`");
    }
    let lines = OTHER_LINES.iter().any(|ending| name.ends_with(ending));
    lines.then_some("write its cases as a list into a file that ends in `.yaml` or `.json`")
}

/// The files in the folder of the cases of a policy and below it, in order.
pub fn in_case_folder(files: &dyn Files, policy: &str) -> Vec<String> {
    let mut found = Vec::new();
    collect(files, &case_folder(files, policy), &mut found);
    found
}

fn collect(files: &dyn Files, folder: &str, found: &mut Vec<String>) {
    let mut names = files.list(folder).unwrap_or_default();
    names.sort();
    for name in names {
        match name.strip_suffix('/') {
            Some(below) => collect(files, &paths::join(folder, below), found),
            None => found.push(paths::join(folder, &name)),
        }
    }
}

/// The case files beside a policy, in order.
fn case_files(files: &dyn Files, policy: &str) -> Vec<String> {
    in_case_folder(files, policy).into_iter().filter(|path| may_hold_cases(path)).collect()
}

/// The text of a file.
fn text(files: &dyn Files, path: &str, name: &str) -> Result<String, LoadError> {
    let path_shown = || name.to_owned();
    let bytes = files.read(path).map_err(|reason| LoadError::unreadable(path_shown(), reason, None))?;
    String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        LoadError::NotUtf8 { path: path_shown(), byte, span: None }
    })
}
