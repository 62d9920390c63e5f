//! In which commit each line of a file of accepted results was last touched, as git tells it.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::cli::days::day_of;

/// What a line that was never committed has in the place of a commit.
const NOT_COMMITTED: &str = "0000000000";

/// A commit, or what is not committed yet, which is later than all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Commit {
    /// A commit, by its time and name.
    Made { time: u64, name: String },
    /// The working folder: what is compared with is the newest commit.
    Newest,
}

impl Commit {
    /// How git knows it.
    pub fn name(&self) -> &str {
        match self {
            Commit::Made { name, .. } => name,
            Commit::Newest => "HEAD",
        }
    }

    /// `since 1f3a9c2 of 2026-11-25`
    pub fn since(&self) -> String {
        match self {
            Commit::Made { time, name } => {
                format!("since {} of {}", name.get(..7).unwrap_or(name), day_of(*time))
            }
            Commit::Newest => "since the newest commit".to_owned(),
        }
    }
}

/// The commits of the lines of a file.
#[derive(Debug)]
pub(super) struct Lines {
    /// By the number of the line, from 1.
    commits: BTreeMap<usize, Commit>,
}

impl Lines {
    /// Those of a file; none where there is no repository. Of a file that is not committed, no line is known.
    pub fn of(path: &Path) -> Option<Lines> {
        let (folder, name) = (path.parent()?, path.file_name()?);
        let name = name.to_str()?;
        git(folder, &["rev-parse", "--verify", "--quiet", "HEAD"])?;
        let told = git(folder, &["blame", "--line-porcelain", "--", name]).unwrap_or_default();
        Some(Lines { commits: commits(&told) })
    }

    /// The newest commit that has touched one of some lines.
    pub fn newest(&self, lines: RangeInclusive<usize>) -> Commit {
        let touched = self.commits.range(lines).map(|(_, commit)| commit).max();
        touched.cloned().unwrap_or(Commit::Newest)
    }
}

/// What git prints, if it succeeds.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments).stdin(Stdio::null()).stderr(Stdio::null());
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The commits in what `git blame --line-porcelain` prints: for each line a head, which begins with its commit and number,
/// and then the line behind a tab.
fn commits(told: &str) -> BTreeMap<usize, Commit> {
    let mut found = BTreeMap::new();
    let (mut name, mut number, mut time) = (String::new(), 0, 0);
    for line in told.lines() {
        if line.starts_with('\t') {
            found.insert(number, commit(std::mem::take(&mut name), time));
        } else if let Some(seconds) = line.strip_prefix("committer-time ") {
            time = seconds.parse().unwrap_or_default();
        } else if name.is_empty() {
            let mut head = line.split(' ');
            name = head.next().unwrap_or_default().to_owned();
            number = head.nth(1).and_then(|number| number.parse().ok()).unwrap_or_default();
        }
    }
    found
}

fn commit(name: String, time: u64) -> Commit {
    if name.starts_with(NOT_COMMITTED) {
        return Commit::Newest;
    }
    Commit::Made { time, name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_commit_of_some_lines_is_found() {
        let head = |name: &str, line: usize, time: u64| {
            format!(
                "{name} {line} {line} 1\nauthor A. Reader\ncommitter-time {time}\nfilename a.snap\n\ttext {line}\n"
            )
        };
        let (one, two) = ("1".repeat(40), "2".repeat(40));
        let told = [
            head(&one, 1, 1_764_000_000),
            head(&two, 2, 1_764_100_000),
            head(&"0".repeat(40), 3, 1_764_200_000),
        ];
        let lines = Lines { commits: commits(&told.concat()) };
        assert_eq!(lines.newest(1..=1).since(), "since 1111111 of 2025-11-24");
        assert_eq!(lines.newest(1..=2).name(), two);
        assert_eq!(lines.newest(1..=3), Commit::Newest);
        assert_eq!(lines.newest(9..=9).name(), "HEAD");
    }
}
