//! The accepted results of one case file, where they are kept.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use super::book::Book;
use super::disk;
use super::snapshot::{Acceptance, Cases, NO_REASON, Snapshot, write};

/// Accepted results that can be changed; each change is on the disk before it is reported.
#[derive(Clone, Debug)]
pub struct Kept {
    snapshot: Snapshot,
    disk: PathBuf,
}

impl Kept {
    /// Those of a case file; empty where nothing was accepted yet.
    pub fn of(book: &Book) -> Kept {
        let mut snapshot = book.accepted.clone().unwrap_or_default();
        snapshot.source = book.sheet.path.rsplit('/').next().unwrap_or_default().to_owned();
        Kept { snapshot, disk: book.disk.clone() }
    }

    /// Takes in results; `acceptance` says by whom, when and why.
    ///
    /// # Errors
    ///
    /// What the system says where they cannot be written; then they are not accepted.
    pub fn accept(&mut self, results: BTreeMap<String, String>, acceptance: Acceptance) -> io::Result<()> {
        let mut snapshot = self.snapshot.clone();
        snapshot.accept(results, acceptance);
        self.save(snapshot)
    }

    /// Takes out results of cases that are gone; a file without results is taken away.
    ///
    /// # Errors
    ///
    /// What the system says where that cannot be written.
    pub fn remove(&mut self, ids: &[String]) -> io::Result<()> {
        let mut snapshot = self.snapshot.clone();
        ids.iter().for_each(|id| snapshot.remove(id));
        self.save(snapshot)
    }

    fn save(&mut self, snapshot: Snapshot) -> io::Result<()> {
        if snapshot.results.is_empty() {
            disk::remove(&self.disk)?;
        } else {
            disk::put(&self.disk, &write(&snapshot))?;
        }
        self.snapshot = snapshot;
        Ok(())
    }

    /// Writes other results and what is gone beside the accepted ones, in a file that ends in `.snap.new`; takes that
    /// file away where there is nothing else.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn propose(&self, results: BTreeMap<String, String>, gone: &[String]) -> io::Result<()> {
        let beside = disk::proposed(&self.disk);
        let mut snapshot = self.snapshot.clone();
        gone.iter().for_each(|id| snapshot.remove(id));
        let acceptance =
            Acceptance { on: None, by: None, reason: NO_REASON.to_owned(), cases: Cases::Others };
        snapshot.accept(results, acceptance);
        if snapshot.results == self.snapshot.results {
            return disk::remove(&beside);
        }
        disk::put(&beside, &write(&snapshot))
    }
}
