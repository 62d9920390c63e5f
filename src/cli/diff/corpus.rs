//! Facts of many cases, read line by line.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::diff::{Comparison, Input};
use crate::facts::{self, Format};

use super::counted;
use super::error::DiffError;

/// Puts every case of some files to both policies; what they are, with a fingerprint of each file.
pub(super) fn add_all(files: &[PathBuf], comparison: &mut Comparison<'_>) -> Result<String, DiffError> {
    let each: Result<Vec<String>, DiffError> = files.iter().map(|file| add(file, comparison)).collect();
    Ok(each?.join(", "))
}

fn add(path: &Path, comparison: &mut Comparison<'_>) -> Result<String, DiffError> {
    let shown = path.display().to_string();
    let failed = |reason: String| DiffError::Corpus { path: shown.clone(), reason };
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    if !matches!(ending.as_deref(), Some("ndjson" | "jsonl")) {
        return Err(failed("its name does not end in .ndjson or .jsonl".to_owned()));
    }
    let file = File::open(path).map_err(|error| failed(error.to_string()))?;
    let mut lines = BufReader::new(file);
    let mut digest = Sha256::new();
    let (mut number, mut cases, mut bytes) = (0_usize, 0_usize, Vec::new());
    loop {
        bytes.clear();
        let read = lines.read_until(b'\n', &mut bytes).map_err(|error| failed(error.to_string()))?;
        if read == 0 {
            break;
        }
        number += 1;
        digest.update(&bytes);
        if !bytes.trim_ascii().is_empty() {
            cases += 1;
            line(&format!("{shown}:{number}"), &bytes, comparison);
        }
    }
    if cases == 0 {
        return Err(failed("there is no case in it".to_owned()));
    }
    let digest: String = digest.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{} of {shown} ({digest})", counted(cases, "case")))
}

/// One case; a line that is none is counted as such.
fn line(id: &str, bytes: &[u8], comparison: &mut Comparison<'_>) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return comparison.unread(id, "the line is not UTF-8 text");
    };
    match facts::document(text.trim_end(), 0, Format::Json) {
        Ok(node) => {
            comparison.add(&Input { id, facts: &node, as_of: None, known_on: None, readings: &[] });
        }
        Err(problems) => {
            let problems = problems.sorted();
            let why = problems.first().map(|problem| problem.message()).unwrap_or_default();
            comparison.unread(id, &why);
        }
    }
}
