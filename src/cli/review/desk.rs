//! The desk at which results are reviewed: what is decided about each, and what is written.

use std::collections::BTreeMap;
use std::io;
use std::process::{Command, Stdio};

use crate::testing::snapshot::{Acceptance, Cases};
use crate::testing::{Book, Kept};

use super::item::Item;
use crate::cli::args::Review;
use crate::cli::days::today;
use crate::cli::terminal::Terminal;

/// What was decided about a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nothing yet.
    Open,
    /// It is the right one now.
    Accepted,
    /// The accepted one stays.
    Rejected,
}

/// Results and what was decided about them.
pub(super) struct Desk<'r> {
    pub items: Vec<(Item<'r>, Fate)>,
    pub terminal: &'r Terminal,
    /// What is kept, for each case file.
    files: Vec<(&'r Book, Kept)>,
    by: Option<String>,
}

impl<'r> Desk<'r> {
    /// Lays out results.
    pub fn new(items: Vec<Item<'r>>, review: &Review, terminal: &'r Terminal) -> Desk<'r> {
        let mut files: Vec<(&'r Book, Kept)> = Vec::new();
        for item in &items {
            if !files.iter().any(|(book, _)| std::ptr::eq(*book, item.book)) {
                files.push((item.book, Kept::of(item.book)));
            }
        }
        let by = review.by.clone().or_else(name_in_git);
        Desk { items: items.into_iter().map(|item| (item, Fate::Open)).collect(), terminal, files, by }
    }

    /// The results about which nothing was decided and which change like this one, itself included.
    pub fn like(&self, index: usize) -> Vec<usize> {
        let Some((this, _)) = self.items.get(index) else { return Vec::new() };
        let open = self.items.iter().enumerate().filter(|(_, (_, fate))| *fate == Fate::Open);
        open.filter(|(_, (other, _))| this.is_like(other)).map(|(index, _)| index).collect()
    }

    /// Those of some results that can be accepted: what a case itself does not expect cannot.
    pub fn acceptable(&self, which: &[usize]) -> Vec<usize> {
        which.iter().copied().filter(|index| self.may_be_accepted(*index)).collect()
    }

    /// Accepts results for a reason; they are on the disk before this returns.
    pub fn accept(&mut self, which: &[usize], reason: &str) -> io::Result<()> {
        for (book, kept) in &mut self.files {
            let mine = which.iter().filter_map(|index| self.items.get(*index));
            let mine: Vec<&Item<'_>> =
                mine.map(|(item, _)| item).filter(|item| std::ptr::eq(item.book, *book)).collect();
            let gone: Vec<String> =
                mine.iter().filter(|item| item.trial.is_none()).map(|item| item.id.clone()).collect();
            let results: BTreeMap<String, String> = mine
                .iter()
                .filter(|item| item.trial.is_some())
                .map(|item| (item.id.clone(), item.now.clone()))
                .collect();
            if !gone.is_empty() {
                kept.remove(&gone)?;
            }
            if !results.is_empty() {
                kept.accept(results, acceptance(self.by.as_ref(), reason))?;
            }
        }
        self.settle(which, Fate::Accepted);
        Ok(())
    }

    /// Whether a case does not itself expect something else; where it does, that is said.
    fn may_be_accepted(&self, index: usize) -> bool {
        let Some((item, _)) = self.items.get(index) else { return false };
        let contradicts = item.contradicts();
        if contradicts {
            self.terminal.print(&format!(
                "  {} cannot be accepted: the case expects otherwise.\n  Change its `expect`, or the policy.\n",
                item.id
            ));
        }
        !contradicts
    }

    /// Notes what was decided.
    pub fn settle(&mut self, which: &[usize], fate: Fate) {
        for (index, (_, known)) in self.items.iter_mut().enumerate() {
            if which.contains(&index) {
                *known = fate;
            }
        }
    }

    /// Accepts everything.
    pub fn accept_all(&mut self, reason: &str) -> io::Result<()> {
        let all: Vec<usize> = (0..self.items.len()).collect();
        self.accept(&self.acceptable(&all), reason.trim())
    }

    /// Rejects everything.
    pub fn reject_all(&mut self) -> io::Result<()> {
        let all: Vec<usize> = (0..self.items.len()).collect();
        self.settle(&all, Fate::Rejected);
        Ok(())
    }

    /// Says what was decided, and leaves beside the accepted results only what is still open. Gives whether something
    /// is not accepted.
    pub fn finish(&self) -> io::Result<bool> {
        for (book, kept) in &self.files {
            let mine = self.items.iter().filter(|(item, _)| std::ptr::eq(item.book, *book));
            let open: Vec<&Item<'_>> =
                mine.filter(|(_, fate)| *fate == Fate::Open).map(|(item, _)| item).collect();
            let gone: Vec<String> =
                open.iter().filter(|item| item.trial.is_none()).map(|item| item.id.clone()).collect();
            let results = open.iter().filter(|item| item.trial.is_some());
            kept.propose(results.map(|item| (item.id.clone(), item.now.clone())).collect(), &gone)?;
        }
        let count = |wanted: Fate| self.items.iter().filter(|(_, fate)| *fate == wanted).count();
        let (accepted, rejected, open) = (count(Fate::Accepted), count(Fate::Rejected), count(Fate::Open));
        self.terminal.print(&told(accepted, rejected, open));
        Ok(rejected.saturating_add(open) > 0)
    }
}

/// `2 accepted, 1 rejected, 3 left for later.`
fn told(accepted: usize, rejected: usize, open: usize) -> String {
    let parts = [(accepted, "accepted"), (rejected, "rejected"), (open, "left for later")];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let advice = if rejected > 0 {
        "What was rejected stays wrong until the policy or the case is changed.\n"
    } else {
        ""
    };
    format!("{}.\n{advice}", parts.join(", "))
}

fn acceptance(by: Option<&String>, reason: &str) -> Acceptance {
    Acceptance { on: Some(today()), by: by.cloned(), reason: reason.to_owned(), cases: Cases::Others }
}

/// The name that git knows; there may be none, and no git.
fn name_in_git() -> Option<String> {
    let mut git = Command::new("git");
    git.args(["config", "user.name"]).stdin(Stdio::null()).stderr(Stdio::null());
    let output = git.output().ok().filter(|output| output.status.success())?;
    let name = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    Some(name).filter(|name| !name.is_empty())
}
