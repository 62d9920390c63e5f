//! `licit eval --record`: decisions in a file, before anybody is told of them.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Component, Path, PathBuf};

use crate::eval::Decision;
use crate::facts::Facts;
use crate::journal::{self, Entry, JournalError, Tail, chain, tail};
use crate::program::Program;

use super::args::Eval;
use super::terminal::Terminal;

/// Bytes that are looked at first to find the last line.
const FIRST_LOOK: u64 = 64 * 1024;

/// The entry of a decision.
pub(super) fn entry(
    eval: &Eval,
    case: &str,
    decision: &Decision,
    facts: &Facts,
    program: &Program,
) -> Result<Entry, JournalError> {
    let path = eval.record.as_ref().map_or_else(|| eval.policy.clone(), |record| from(record, &eval.policy));
    let (path, schema) = (slashed(&path), &program.policy().schema);
    journal::entry(case, &path, (decision, eval.as_of), facts, schema, super::days::now())
}

/// The way from the folder of a record to a policy, so that both are found wherever somebody stands, and wherever both are
/// moved together. Where there is none, as between two drives, the policy's own path.
fn from(record: &Path, policy: &Path) -> PathBuf {
    let (Ok(folder), Ok(policy)) = (folder(record).canonicalize(), policy.canonicalize()) else {
        return policy.to_owned();
    };
    let both = folder.components().zip(policy.components()).take_while(|(one, other)| one == other).count();
    if both == 0 {
        return policy;
    }
    let up = folder.components().skip(both).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(policy.components().skip(both)).collect();
    if way.as_os_str().is_empty() { PathBuf::from(".") } else { way }
}

/// A path with `/` between its parts, which every system reads.
fn slashed(path: &Path) -> String {
    let text = path.display().to_string();
    if std::path::MAIN_SEPARATOR == '/' { text } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// The folder in which a record lies.
pub(super) fn folder(record: &Path) -> &Path {
    record.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Appends entries to a record, and says so where its last line was torn.
pub(super) fn keep(path: &Path, entries: &[Entry], terminal: &Terminal) -> Result<(), JournalError> {
    if append(path, entries)? {
        let path = path.display();
        terminal.say(&format!(
            "The last line of {path} was torn: its writer did not come to the end. The record goes on below it.\n"
        ));
    }
    Ok(())
}

/// Appends entries to a record, so that they are on the disk when this returns. Writers wait for each other. Gives
/// whether the record ended in a torn line.
///
/// Errors: nothing was appended, as far as the system lets us say so.
fn append(path: &Path, entries: &[Entry]) -> Result<bool, JournalError> {
    let failed = |error: std::io::Error| {
        let (path, reason) = (path.display().to_string(), crate::diagnostics::reason(&error));
        JournalError::NotWritten { path, reason }
    };
    let mut file = OpenOptions::new().read(true).append(true).create(true).open(path).map_err(failed)?;
    file.lock().map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    let end = end(&mut file, length).map_err(failed)?;
    if end.digest.is_none() && foreign(&mut file).map_err(failed)? {
        return Err(JournalError::NotARecord { path: path.display().to_string() });
    }
    let text = chain(entries, &end).text;
    // One call, so that a crash leaves the beginning of it at most.
    let written = file.write(text.as_bytes()).map_err(failed)?;
    if written != text.len() {
        let _ = file.set_len(length);
        return Err(failed(std::io::Error::other("there was no room for the whole line")));
    }
    file.sync_all().map_err(failed)?;
    // Whoever made the file may have stopped before its name was on the disk.
    if length == 0 {
        sync_folder(path).map_err(failed)?;
    }
    Ok(end.torn)
}

/// The end of a record: looks further back until a whole line is found.
fn end(file: &mut File, length: u64) -> std::io::Result<Tail> {
    let mut look = FIRST_LOOK;
    loop {
        let start = length.saturating_sub(look);
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        file.take(length.saturating_sub(start)).read_to_end(&mut bytes)?;
        if start > 0 {
            let line = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1);
            bytes.drain(..line);
        }
        let found = tail(&bytes);
        if found.digest.is_some() || start == 0 {
            return Ok(found);
        }
        look = look.saturating_mul(4);
    }
}

/// Whether a file without a whole line is something else than the beginning of a record.
fn foreign(file: &mut File) -> std::io::Result<bool> {
    let beginning = journal::BEGINNING.as_bytes();
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    file.take(beginning.len() as u64).read_to_end(&mut bytes)?;
    Ok(!beginning.starts_with(bytes.as_slice()))
}

/// Makes sure that the name of a new file is on the disk too.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    match File::open(folder(path)).and_then(|folder| folder.sync_all()) {
        // Not every system lets a folder be opened.
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => Ok(()),
        done => done,
    }
}
