//! Ids of rows that have been seen, so that a repeated one is told.

use std::collections::HashSet;

use crate::batch::BatchError;

/// Ids that are remembered, at the most: memory stays bounded however long the file is.
const MOST: usize = 5_000_000;

/// The ids of the rows so far. Nothing that is shown comes out of the set, so its order does not matter.
#[derive(Debug, Default)]
pub(super) struct Ids {
    seen: HashSet<u64>,
    repeated: u64,
    first: Option<u64>,
}

impl Ids {
    /// Takes in the numbers of rows with the hashes of their ids, in the order of the file.
    pub fn take(&mut self, rows: &[(u64, u64)]) {
        for (row, id) in rows {
            let known = self.seen.contains(id);
            if known {
                self.repeated = self.repeated.saturating_add(1);
                self.first.get_or_insert(*row);
            } else if self.seen.len() < MOST {
                self.seen.insert(*id);
            }
        }
    }

    /// What is said of a file where an id comes again.
    pub fn repeated(&self, name: &str) -> Option<BatchError> {
        let first = self.first?;
        let rows = match self.repeated {
            1 => "1 row".to_owned(),
            rows => format!("{rows} rows"),
        };
        Some(BatchError::RepeatedIds { name: name.to_owned(), rows, first })
    }
}
