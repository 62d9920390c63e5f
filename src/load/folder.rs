//! Files of a real folder. Nothing outside the root is read, whatever links say.

use std::path::{Path, PathBuf};

use super::{Files, Unreadable};

/// The files below a root folder.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
    shown: String,
}

impl Folder {
    /// The files below `root`; messages show paths as they are from there.
    ///
    /// # Errors
    ///
    /// If there is no such folder.
    pub fn new(root: &Path) -> std::io::Result<Folder> {
        Ok(Folder { root: root.canonicalize()?, shown: String::new() })
    }

    /// Messages show this before each path.
    #[must_use]
    pub fn shown_as(mut self, prefix: &str) -> Folder {
        self.shown = prefix.to_owned();
        self
    }

    /// Where a path lies on this machine; nothing need be there yet.
    pub fn place(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// The real place of a path; nothing where it is not inside the root.
    fn real(&self, path: &str) -> Result<PathBuf, Unreadable> {
        let found = self.root.join(path).canonicalize().map_err(|error| unreadable(&error))?;
        if found.starts_with(&self.root) { Ok(found) } else { Err(Unreadable::LeadsOut) }
    }
}

impl Files for Folder {
    fn list(&self, folder: &str) -> Option<Vec<String>> {
        let entries = std::fs::read_dir(self.real(folder).ok()?).ok()?;
        let mut names: Vec<String> = entries
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let name = entry.file_name().into_string().ok()?;
                // A linked folder is not entered: what it holds belongs elsewhere.
                let is_folder = entry.file_type().ok()?.is_dir();
                Some(if is_folder { format!("{name}/") } else { name })
            })
            .filter(|name| !name.starts_with('.'))
            .collect();
        names.sort();
        Some(names)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        let real = self.real(path)?;
        if !real.is_file() {
            return Err(if real.is_dir() {
                Unreadable::Refused("it is a folder".to_owned())
            } else {
                Unreadable::Missing
            });
        }
        std::fs::read(real).map_err(|error| unreadable(&error))
    }

    fn show(&self, path: &str) -> String {
        format!("{}{path}", self.shown)
    }
}

fn unreadable(error: &std::io::Error) -> Unreadable {
    match error.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Unreadable::Missing,
        _ => Unreadable::Refused(crate::diagnostics::reason(error)),
    }
}
