//! Writing accepted results: whole or not at all. The only part of the library that writes files.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::load::folder::Folder;

/// The file beside accepted results that holds what came out instead.
pub(super) fn proposed(accepted: &Path) -> PathBuf {
    let mut name = accepted.as_os_str().to_owned();
    name.push(".new");
    PathBuf::from(name)
}

/// Puts a text into a file: it is written beside it and then renamed, so that no reader and no crash sees half of it.
/// A file that says the same already is left alone.
///
/// # Errors
///
/// What the system says.
pub(super) fn put(path: &Path, text: &str) -> io::Result<()> {
    if fs::read(path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let done = write(&beside, text).and_then(|()| fs::rename(&beside, path));
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done.map_err(|error| of_file(path, &error))
}

/// An error with the name of the file.
fn of_file(path: &Path, error: &io::Error) -> io::Error {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    io::Error::new(error.kind(), format!("{name}: {}", crate::diagnostics::reason(error)))
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Takes a file away; it need not be there.
///
/// # Errors
///
/// What the system says.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(of_file(path, &error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Whether this runs unattended, on a machine that tests what others change: there nothing is written. `CI` says so.
pub fn unattended() -> bool {
    std::env::var_os("CI").is_some_and(|value| !["", "0", "false"].iter().any(|no| value == *no))
}

/// Whether results that differ may be written beside the accepted ones, as insta's variable says.
pub(super) fn may_propose() -> bool {
    !unattended() && std::env::var_os("INSTA_UPDATE").is_none_or(|value| value != "no")
}

/// The folder that nothing may leave, and the path of a policy in it: the working folder where it holds the policy, so
/// that a policy may use what lies beside it.
pub(super) fn rooted(policy: &str) -> io::Result<(Folder, String)> {
    let real = Path::new(policy).canonicalize()?;
    let working = std::env::current_dir()?.canonicalize()?;
    let root = match real.parent() {
        _ if real.starts_with(&working) => working,
        Some(parent) => parent.to_path_buf(),
        None => real.clone(),
    };
    let below = real.strip_prefix(&root).unwrap_or(&real);
    let parts = below.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    Ok((Folder::new(&root)?, parts.collect::<Vec<_>>().join("/")))
}
