//! Policies of the command line with their cases.

use std::path::{Path, PathBuf};

use crate::program::Program;
use crate::runner::Sheets;
use crate::testing::{Books, Opened};

use super::paths::{Rooted, load_tried, or_here, rooted};
use super::terminal::Terminal;

/// All policies at these paths, each with its cases and accepted results: those beside it, or those of the files named.
/// Problems are printed.
pub(super) fn opened(
    policies: &[PathBuf],
    named: &[PathBuf],
    terminal: &Terminal,
) -> Result<Vec<Opened>, String> {
    let mut found = Vec::new();
    for policy in or_here(policies) {
        let at = rooted(&policy, terminal).map_err(|message| format!("licit: {message}\n"))?;
        for (path, program) in programs(&policy, terminal)? {
            let mut opened = Opened::with(&at.files, &path, program);
            if !named.is_empty() {
                opened.books = books(named, terminal)?;
            }
            if !opened.books.problems.is_empty() {
                terminal.problems(&opened.books.problems, &opened.books.sources);
                return Err(format!("The cases of {} could not be read.\n", policy.display()));
            }
            found.push(opened);
        }
    }
    Ok(found)
}

/// The case files that were named.
fn books(named: &[PathBuf], terminal: &Terminal) -> Result<Books, String> {
    let mut books = Books::default();
    for file in named {
        is_file(file)?;
        let at = rooted(file, terminal).map_err(|message| format!("licit: {message}\n"))?;
        books.add(&at.files, &at.path);
    }
    Ok(books)
}

/// A folder of cases is no case file: those beside a policy are found without being named.
fn is_file(path: &Path) -> Result<(), String> {
    if path.is_dir() {
        return Err(format!("licit: `{}` is a folder; name a file of cases\n", path.display()));
    }
    Ok(())
}

/// The case files named, or those beside a policy.
pub(super) fn sheets(
    at: &Rooted,
    policy: &str,
    named: &[PathBuf],
    terminal: &Terminal,
) -> Result<Sheets, String> {
    if named.is_empty() {
        return Ok(Sheets::of_policy(&at.files, policy));
    }
    let mut sheets = Sheets::default();
    for file in named {
        is_file(file)?;
        let at = rooted(file, terminal).map_err(|message| format!("licit: {message}\n"))?;
        sheets.read(&at.files, &at.path, false);
    }
    Ok(sheets)
}

/// The policies at a path; their problems are printed.
pub(super) fn programs(path: &Path, terminal: &Terminal) -> Result<Vec<(String, Program)>, String> {
    let loaded = load_tried(path, terminal).map_err(|message| format!("licit: {message}\n"))?;
    let mut programs = Vec::new();
    for (path, loaded) in loaded {
        let Some(program) = loaded.program else {
            terminal.problems(&loaded.problems, &loaded.sources);
            return Err(
                "The policy has errors, so no case was run. `licit check` shows them alone.\n".to_owned()
            );
        };
        programs.push((path, program));
    }
    Ok(programs)
}
