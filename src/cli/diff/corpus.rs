//! Facts of many cases, read row by row.

use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use sha2::{Digest, Sha256};

use crate::diagnostics::{Problem, Problems};
use crate::diff::{Comparison, Input};
use crate::records::{self, Options, Refusal, Row};
use crate::schema::Schema;

use super::counted;
use super::error::DiffError;

/// Puts every case of some files to both policies; what they are, with a fingerprint of each file. The columns of a
/// table are read by the new vocabulary, or by the old one where that knows them better.
pub(super) fn add_all(
    files: &[PathBuf],
    (old, new): (&Schema, &Schema),
    comparison: &mut Comparison<'_>,
) -> Result<String, DiffError> {
    let each: Result<Vec<String>, DiffError> =
        files.iter().map(|file| add(file, (old, new), comparison)).collect();
    Ok(each?.join(", "))
}

fn add(
    path: &Path,
    (old, new): (&Schema, &Schema),
    comparison: &mut Comparison<'_>,
) -> Result<String, DiffError> {
    let shown = path.display().to_string();
    let digest = Arc::new(Mutex::new(Sha256::new()));
    let opened = open(path, new, &digest).map(|input| (input, new));
    let opened =
        opened.or_else(|error| open(path, old, &digest).map(|input| (input, old)).map_err(|_| error));
    let (mut input, schema) = opened?;
    let layout = input.layout.clone();
    let mut cases = 0_usize;
    let read = input.each(&mut |row: Row| {
        cases += 1;
        let id = format!("{shown}:{}", row.line);
        match layout.case(&row, schema, 0) {
            Ok(case) => {
                let id = case.id.unwrap_or(id);
                comparison.add(&Input {
                    id: &id,
                    facts: &case.facts,
                    as_of: None,
                    known_on: None,
                    readings: &[],
                });
            }
            Err(unreadable) => comparison.unread(&unreadable.id.unwrap_or(id), &first(unreadable.problems)),
        }
        ControlFlow::Continue(())
    });
    read.map_err(|error| DiffError::Corpus { path: shown.clone(), reason: error.to_string() })?;
    if cases == 0 {
        return Err(DiffError::Corpus { path: shown, reason: "there is no case in it".to_owned() });
    }
    let digest = digest.lock().map(|digest| digest.clone().finalize()).unwrap_or_default();
    let digest: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{} of {shown} ({digest})", counted(cases, "case")))
}

fn first(problems: Problems) -> String {
    problems.sorted().first().map(Problem::message).unwrap_or_default()
}

/// Looks at a file; its bytes go into the digest as they are read.
fn open(
    path: &Path,
    schema: &Schema,
    digest: &Arc<Mutex<Sha256>>,
) -> Result<records::Input<'static>, DiffError> {
    let shown = path.display().to_string();
    let failed = |reason: String| DiffError::Corpus { path: shown.clone(), reason };
    let file = File::open(path).map_err(|error| failed(error.to_string()))?;
    if let Ok(mut digest) = digest.lock() {
        *digest = Sha256::new();
    }
    let reader = Digested { reader: file, digest: Arc::clone(digest) };
    let options = Options { name: shown.clone(), ..Options::default() };
    records::Input::text(reader, schema, &options).map_err(|refusal| {
        failed(match refusal {
            Refusal::Io(error) => error.to_string(),
            Refusal::Problems(problems, _) => problems.first().map(Problem::message).unwrap_or_default(),
        })
    })
}

/// A reader whose bytes go into a digest.
struct Digested {
    reader: File,
    digest: Arc<Mutex<Sha256>>,
}

impl Read for Digested {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(room)?;
        if let (Ok(mut digest), Some(bytes)) = (self.digest.lock(), room.get(..read)) {
            digest.update(bytes);
        }
        Ok(read)
    }
}
