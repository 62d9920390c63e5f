//! Policies from memory.

use std::collections::{BTreeMap, BTreeSet};

use super::{Files, Unreadable};

/// Files in memory, by path.
#[derive(Clone, Debug, Default)]
pub struct Memory(BTreeMap<String, Vec<u8>>);

impl Memory {
    /// No file yet.
    pub fn new() -> Memory {
        Memory::default()
    }

    /// With one more file.
    #[must_use]
    pub fn with(mut self, path: &str, text: impl AsRef<[u8]>) -> Memory {
        self.0.insert(path.to_owned(), text.as_ref().to_vec());
        self
    }
}

impl Files for Memory {
    fn list(&self, folder: &str) -> Option<Vec<String>> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let below = self.0.keys().filter_map(|path| path.strip_prefix(&prefix));
        let names: BTreeSet<String> = below
            .map(|rest| {
                rest.split_once('/').map_or_else(|| rest.to_owned(), |(folder, _)| format!("{folder}/"))
            })
            .collect();
        (!names.is_empty()).then(|| names.into_iter().collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        self.0.get(path).cloned().ok_or(Unreadable::Missing)
    }
}
