//! What an interrupted run has left beside the output.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::batch::{Asked, BatchError, Checkpoint};

use super::arguments::Start;
use super::output::{beside, unwritable};
use super::summary::grouped;

/// What a run goes on with; nothing where it begins with the first row.
pub(super) fn earlier(output: &Path, asked: &Asked, start: Start) -> Result<Option<Checkpoint>, BatchError> {
    match start {
        Start::Resume => gone_on_with(output, asked).map(Some),
        Start::First => refuse_interrupted(output).map(|()| None),
        Start::Anew => {
            let checkpoint = checkpoint_path(output);
            match fs::remove_file(&checkpoint) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unwritable(&checkpoint, &error)),
                Ok(()) | Err(_) => Ok(None),
            }
        }
    }
}

/// Where it is kept how far a run has come.
pub(super) fn checkpoint_path(output: &Path) -> PathBuf {
    beside(output, ".checkpoint")
}

/// Whether an interrupted run has left something: rows, and how far it had come.
fn is_interrupted(output: &Path) -> bool {
    checkpoint_path(output).exists() && beside(output, ".partial").exists()
}

/// That no rows are thrown away which an interrupted run has decided.
fn refuse_interrupted(output: &Path) -> Result<(), BatchError> {
    if !is_interrupted(output) {
        return Ok(());
    }
    let text = fs::read_to_string(checkpoint_path(output)).ok();
    let done = text.and_then(|text| Checkpoint::read(&text)).map(|found| match found.rows {
        1 => ", with 1 row done".to_owned(),
        rows => format!(", with {} rows done", grouped(rows)),
    });
    Err(BatchError::Interrupted { name: output.display().to_string(), done: done.unwrap_or_default() })
}

/// What an interrupted run has left, if it can be gone on with.
fn gone_on_with(output: &Path, asked: &Asked) -> Result<Checkpoint, BatchError> {
    let name = output.display().to_string();
    let text = fs::read_to_string(checkpoint_path(output)).ok().filter(|_| is_interrupted(output));
    let Some(found) = text.and_then(|text| Checkpoint::read(&text)) else {
        return Err(BatchError::NoCheckpoint { name });
    };
    match found.differs(asked) {
        Some(what) => Err(BatchError::Differs { name, what: what.to_owned() }),
        None => Ok(found),
    }
}
