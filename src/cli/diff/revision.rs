//! The files of a git revision, read from the repository without a checkout.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::load::{Files, Unreadable};

use super::error::DiffError;

/// A file in a revision.
#[derive(Clone, Debug)]
struct Blob {
    /// Its name in the repository's store.
    object: String,
    /// Whether it is a link or a repository of its own, which are not followed.
    foreign: bool,
}

/// The files below a folder, as they were in a revision.
#[derive(Clone, Debug)]
pub(super) struct Revision {
    repository: PathBuf,
    files: BTreeMap<String, Blob>,
    shown: String,
}

/// Runs git in a folder; what it prints.
fn git(folder: &Path, arguments: &[&str]) -> Result<Output, DiffError> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    command.output().map_err(|error| DiffError::NoGit { reason: crate::diagnostics::reason(&error) })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end().to_owned()
}

/// The top folder of the repository that holds a folder; nothing where none does.
pub(super) fn repository(folder: &Path) -> Result<Option<PathBuf>, DiffError> {
    let output = git(folder, &["rev-parse", "--show-toplevel"])?;
    if output.status.success() {
        return Ok(Some(PathBuf::from(text(&output.stdout))));
    }
    let said = text(&output.stderr);
    if said.contains("not a git repository") || said.contains("must be run in a work tree") {
        return Ok(None);
    }
    let what = folder.display().to_string();
    Err(DiffError::GitFailed { what, reason: one_line(&said) })
}

/// The commit that a revision names; nothing where there is no such revision.
pub(super) fn commit(repository: &Path, revision: &str) -> Result<Option<String>, DiffError> {
    let asked = format!("{revision}^{{commit}}");
    let output = git(repository, &["rev-parse", "--verify", "--quiet", "--end-of-options", &asked])?;
    Ok(output.status.success().then(|| text(&output.stdout)))
}

/// The last commit that two have in common.
pub(super) fn common(repository: &Path, one: &str, two: &str) -> Result<Option<String>, DiffError> {
    let output = git(repository, &["merge-base", one, two])?;
    Ok(output.status.success().then(|| text(&output.stdout)))
}

/// Whether a repository holds only the newest commits.
pub(super) fn is_shallow(repository: &Path) -> bool {
    let asked = git(repository, &["rev-parse", "--is-shallow-repository"]);
    asked.is_ok_and(|output| text(&output.stdout) == "true")
}

/// Whether something of a policy or its cases is not as the newest commit has it. Where git does not say, nothing is.
pub(super) fn is_changed(repository: &Path, path: &Path) -> bool {
    let path = path.display().to_string();
    let status = ["--no-optional-locks", "status", "--porcelain", "-z", "--untracked-files=all", "--", &path];
    let asked = git(repository, &status).ok().filter(|output| output.status.success());
    let listed = asked.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    listed.split('\0').any(counts)
}

/// Whether a line of `git status` tells of a change that may bear on a decision: of files that are not tracked only
/// policy texts and cases do, and remarks never. What `licit test` leaves beside accepted results is no change.
fn counts(line: &str) -> bool {
    let Some((state, path)) = line.split_at_checked(3) else { return false };
    match state.trim() {
        _ if path.ends_with(".snap.new") || path.ends_with(".md") => false,
        "??" => path.ends_with(".licit") || path.contains("cases/"),
        _ => true,
    }
}

/// Branches that may have been meant.
pub(super) fn branches(repository: &Path) -> Vec<String> {
    let listed =
        git(repository, &["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes"]);
    let text = listed.map(|output| text(&output.stdout)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

impl Revision {
    /// The files of a commit below a folder of the repository. Messages show `shown` before each path.
    pub fn read(repository: &Path, commit: &str, folder: &str, shown: &str) -> Result<Revision, DiffError> {
        let mut arguments = vec!["ls-tree", "-r", "-z", "--full-tree", commit];
        if !folder.is_empty() {
            arguments.extend(["--", folder]);
        }
        let output = git(repository, &arguments)?;
        if !output.status.success() {
            let reason = one_line(&text(&output.stderr));
            return Err(DiffError::GitFailed { what: commit.to_owned(), reason });
        }
        let listed = String::from_utf8_lossy(&output.stdout).into_owned();
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let files = listed.split('\0').filter_map(|line| entry(line, &prefix)).collect();
        Ok(Revision { repository: repository.to_path_buf(), files, shown: shown.to_owned() })
    }
}

/// `100644 blob 2f5e…<tab>policies/rules.licit`, below a folder.
fn entry(line: &str, prefix: &str) -> Option<(String, Blob)> {
    let (head, path) = line.split_once('\t')?;
    let mut head = head.split(' ');
    let (mode, _, object) = (head.next()?, head.next()?, head.next()?);
    let foreign = !mode.starts_with("100");
    Some((path.strip_prefix(prefix)?.to_owned(), Blob { object: object.to_owned(), foreign }))
}

fn one_line(text: &str) -> String {
    text.lines().next().unwrap_or("it says nothing").trim_start_matches("fatal: ").to_owned()
}

impl Files for Revision {
    fn list(&self, folder: &str) -> Option<Vec<String>> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let below = self.files.keys().filter_map(|path| path.strip_prefix(&prefix));
        let mut names: Vec<String> = below
            .map(|rest| rest.split_once('/').map_or_else(|| rest.to_owned(), |(name, _)| format!("{name}/")))
            .filter(|name| !name.starts_with('.'))
            .collect();
        names.sort();
        names.dedup();
        (!names.is_empty()).then_some(names)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        let blob = self.files.get(path).ok_or(Unreadable::Missing)?;
        if blob.foreign {
            return Err(Unreadable::Refused("in the revision it is a link".to_owned()));
        }
        let output = git(&self.repository, &["cat-file", "blob", &blob.object])
            .map_err(|error| Unreadable::Refused(error.to_string()))?;
        if !output.status.success() {
            return Err(Unreadable::Refused(one_line(&text(&output.stderr))));
        }
        if output.stdout.starts_with(b"version https://git-lfs.github.com/spec/") {
            let reason = "its content is kept by git LFS, not in the repository".to_owned();
            return Err(Unreadable::Refused(reason));
        }
        Ok(output.stdout)
    }

    fn show(&self, path: &str) -> String {
        format!("{}{path}", self.shown)
    }
}
