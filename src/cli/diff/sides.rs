//! What the two sides of a comparison are: folders, files or revisions.

use std::path::{Component, Path, PathBuf};

use crate::load::Files;

use crate::cli::paths::rooted;
use crate::cli::terminal::Terminal;

use super::error::DiffError;
use super::revision::{Revision, branches, commit, common, is_changed, is_shallow, repository};

/// One side: where its files come from, and which of them is the policy.
pub(super) struct Side {
    pub files: Box<dyn Files>,
    /// The policy, or the folder of policies, below the files' root.
    pub path: String,
    /// As the user wrote it.
    pub shown: String,
    /// The commit, where the side is a revision.
    pub commit: Option<Commit>,
}

/// The commit that a side comes from.
pub(super) struct Commit {
    /// Its name.
    name: String,
    /// The top folder of its repository.
    top: PathBuf,
    /// The policy in the working folder, as it is called today.
    at: PathBuf,
}

impl Side {
    /// Whether it is the newest commit of a working folder in which the policy has changed since.
    pub fn leaves_out_changes(&self) -> bool {
        let Some(Commit { name, top, at }) = &self.commit else { return false };
        commit(top, "HEAD").is_ok_and(|newest| newest.as_ref() == Some(name)) && is_changed(top, at)
    }
}

/// Why there are no two sides.
pub(super) enum Failure {
    /// A coded error.
    Coded(DiffError),
    /// A sentence.
    Said(String),
}

impl From<DiffError> for Failure {
    fn from(error: DiffError) -> Failure {
        Failure::Coded(error)
    }
}

/// What a side is before it is read.
enum Written {
    Path(PathBuf),
    Revision {
        revision: String,
        policy: PathBuf,
        shown: String,
        /// The word, where it could have been a path too.
        word: Option<PathBuf>,
    },
}

/// The two sides that up to three words name: `OLD NEW`, `OLD..NEW`, each followed by a policy perhaps.
pub(super) fn sides(words: &[PathBuf], terminal: &Terminal) -> Result<(Side, Side), Failure> {
    let (old, new) = written(words)?;
    match (side(&old, terminal), side(&new, terminal)) {
        (Ok(old), Ok(new)) => Ok((old, new)),
        (Ok(old), Err(failure)) => Err(gone(failure, &old)),
        (Err(failure), Ok(_)) => Err(come(failure)),
        (Err(failure), Err(_)) => Err(failure),
    }
}

/// What is said where only the old side has the policy.
fn gone(failure: Failure, old: &Side) -> Failure {
    let advice = format!(
        "`{}` has a policy there; it was taken out since, or is called otherwise now: then name both, as \
         `REVISION:FOLDER`",
        old.shown
    );
    match failure {
        Failure::Coded(DiffError::NotInRevision { path, revision, .. }) => {
            DiffError::NotInRevision { path, revision, advice }.into()
        }
        Failure::Coded(
            DiffError::UnknownRevision { revision, .. } | DiffError::Neither { written: revision, .. },
        ) if old.files.list(&revision).is_some() || old.files.read(&revision).is_ok() => {
            DiffError::Neither { written: revision, advice }.into()
        }
        other => other,
    }
}

/// What is said where only the new side has the policy.
fn come(failure: Failure) -> Failure {
    match failure {
        Failure::Coded(DiffError::NotInRevision { path, revision, .. }) => {
            let advice = "it is new since, so there is nothing to compare it with; if it was called otherwise, \
                          name both, as `REVISION:FOLDER`";
            DiffError::NotInRevision { path, revision, advice: advice.to_owned() }.into()
        }
        other => other,
    }
}

fn written(words: &[PathBuf]) -> Result<(Written, Written), Failure> {
    let misused = || {
        Failure::Said(
            "name two policies or revisions: `licit diff OLD NEW`, `licit diff main..HEAD [POLICY]`"
                .to_owned(),
        )
    };
    let here = PathBuf::from(".");
    match words {
        [range] => range_of(range, &here).ok_or_else(misused)?,
        [range, policy] if !range.exists() && is_range(range) => {
            range_of(range, policy).ok_or_else(misused)?
        }
        [old, new] => Ok((either(old, new, &here), either(new, old, &here))),
        [old, new, policy] => Ok((either(old, policy, policy), either(new, policy, policy))),
        _ => Err(misused()),
    }
}

/// Whether a word is a range. What stands behind a colon is a path, and may lead upwards.
fn is_range(word: &Path) -> bool {
    let word = word.to_string_lossy();
    word.split(':').next().is_some_and(|revisions| revisions.contains(".."))
}

/// `main..HEAD`, or `main...HEAD` for what has come since the two parted. An end that is left out is `HEAD`.
fn range_of(range: &Path, policy: &Path) -> Option<Result<(Written, Written), Failure>> {
    let text = range.to_string_lossy().into_owned();
    let (old, new, parted) = match text.split_once("...") {
        Some((old, new)) => (old, new, true),
        None => {
            let (old, new) = text.split_once("..")?;
            (old, new, false)
        }
    };
    let end = |text: &str| if text.is_empty() { "HEAD".to_owned() } else { text.to_owned() };
    let (old, new) = (end(old), end(new));
    let of = |revision: &str, shown: &str| Written::Revision {
        revision: revision.to_owned(),
        policy: policy.to_path_buf(),
        shown: shown.to_owned(),
        word: None,
    };
    Some(if parted {
        since(&old, &new, policy).map(|base| {
            let at = short(&base);
            let shown = if base.starts_with(&old) { at } else { format!("{} at {at}", short(&old)) };
            (of(&base, &shown), of(&new, &short(&new)))
        })
    } else {
        Ok((of(&old, &short(&old)), of(&new, &short(&new))))
    })
}

/// A revision as it is shown: of the whole name of a commit the beginning.
fn short(revision: &str) -> String {
    let whole = revision.len() >= 40 && revision.chars().all(|letter| letter.is_ascii_hexdigit());
    if whole { revision.chars().take(12).collect() } else { revision.to_owned() }
}

/// The commit at which two revisions parted.
fn since(old: &str, new: &str, policy: &Path) -> Result<String, Failure> {
    let top = top(policy, old)?;
    let (one, two) = (known(&top, old)?, known(&top, new)?);
    let base = common(&top, &one, &two)?;
    base.ok_or_else(|| {
        let advice = format!("it has no commit in common with `{new}`; fetch the whole history");
        DiffError::UnknownRevision { revision: format!("{old}...{new}"), advice }.into()
    })
}

/// A word as a path where there is one, else as a revision of the policy that the other word or a third one names.
fn either(word: &Path, other: &Path, policy: &Path) -> Written {
    if word.exists() {
        return Written::Path(word.to_path_buf());
    }
    let policy = if other.exists() { other } else { policy };
    let written = word.to_string_lossy().into_owned();
    // `main:policies/old`, for a policy that is called otherwise on the other side.
    let (revision, policy) = match written.split_once(':') {
        Some((revision, at)) => (revision.to_owned(), PathBuf::from(if at.is_empty() { "." } else { at })),
        None => (written.clone(), policy.to_path_buf()),
    };
    let path = (revision == written).then(|| word.to_path_buf());
    Written::Revision { shown: short(&written), revision, policy, word: path }
}

fn side(written: &Written, terminal: &Terminal) -> Result<Side, Failure> {
    match written {
        Written::Path(path) => {
            let found = rooted(path, terminal).map_err(Failure::Said)?;
            let shown = path.display().to_string();
            Ok(Side { files: Box::new(found.files), path: found.path, shown, commit: None })
        }
        Written::Revision { revision, policy, shown, word } => {
            let found = revised(revision, shown, policy, terminal);
            found.map_err(|failure| match word {
                Some(word) => neither(failure, word),
                None => failure,
            })
        }
    }
}

/// What is said of a word that is no revision and names no folder either, where nothing shows which was meant.
fn neither(failure: Failure, word: &Path) -> Failure {
    let Failure::Coded(error) = failure else { return failure };
    let near = beside(word);
    let branch = match &error {
        DiffError::UnknownRevision { advice, .. } => advice != NO_NEAR_REVISION,
        DiffError::NotARepository { .. } => true,
        _ => return error.into(),
    };
    let written = word.display().to_string();
    match near {
        Some(near) => DiffError::Neither { written, advice: format!("did you mean `{near}`?") }.into(),
        None if branch => error.into(),
        None => DiffError::Neither { written, advice: NAME_ONE.to_owned() }.into(),
    }
}

/// The file or folder with nearly the same name, in the folder in which a path would lie.
fn beside(word: &Path) -> Option<String> {
    let name = word.file_name()?.to_str()?;
    let folder = word.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    let names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    let near = crate::diagnostics::nearest(name, names.iter().map(String::as_str)).into_iter().next()?;
    Some(folder.map_or_else(|| PathBuf::from(&near), |folder| folder.join(&near)).display().to_string())
}

/// What may be written for a side.
const NAME_ONE: &str = "name a folder with a policy, or a revision such as `main`, `HEAD~3` or `main..HEAD`";

/// Said of a revision that is not there and like no other.
const NO_NEAR_REVISION: &str = "name a branch, a tag or a commit, or a folder that exists; `git fetch` brings branches \
                                that are not here yet";

/// A policy as it is in a commit.
pub(super) fn committed(policy: &Path, commit: &str, terminal: &Terminal) -> Option<Side> {
    revised(commit, &short(commit), policy, terminal).ok()
}

/// A policy as it was in a revision. The root that it may not leave is the one that its folder would have today.
fn revised(revision: &str, shown: &str, policy: &Path, terminal: &Terminal) -> Result<Side, Failure> {
    let top = top(policy, revision)?;
    let commit = known(&top, revision)?;
    let (working, policy_at) = (real(Path::new(".")), real(policy));
    let root = match &terminal.root {
        Some(root) => real(root),
        None if policy_at.starts_with(&working) => working,
        None => policy_at.parent().map_or_else(|| policy_at.clone(), Path::to_path_buf),
    };
    let outside = || {
        let (folder, revision) = (policy.display().to_string(), revision.to_owned());
        DiffError::NotARepository { folder, revision }
    };
    let root = if root.starts_with(&top) { root } else { top.clone() };
    let folder = slashed(root.strip_prefix(&top).map_err(|_| outside())?);
    let path = slashed(policy_at.strip_prefix(&root).map_err(|_| outside())?);
    let before = shown.split(':').next().unwrap_or(shown);
    let files = Revision::read(&top, &commit, &folder, &format!("{before}:"))?;
    if files.list(&path).is_none() && files.read(&path).is_err() {
        let path = policy.display().to_string();
        let advice = "name the policy as it is called in that revision, after the two revisions".to_owned();
        return Err(DiffError::NotInRevision { path, revision: shown.to_owned(), advice }.into());
    }
    let commit = Some(Commit { name: commit, top, at: policy_at });
    Ok(Side { files: Box::new(files), path, shown: shown.to_owned(), commit })
}

/// The repository that a path lies in, whether or not the path is there today.
fn top(path: &Path, revision: &str) -> Result<PathBuf, Failure> {
    let at = real(path);
    let folder = at.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    let found = repository(folder)?;
    found.map(|top| real(&top)).ok_or_else(|| {
        let written = revision.to_owned();
        let strange = revision.contains(['/', '\\']) || revision.ends_with(".licit");
        if strange {
            return DiffError::Neither { written, advice: NAME_ONE.to_owned() }.into();
        }
        let folder = if path.exists() { path.display().to_string() } else { ".".to_owned() };
        DiffError::NotARepository { folder, revision: written }.into()
    })
}

/// The commit of a revision, which must be there.
fn known(top: &Path, revision: &str) -> Result<String, Failure> {
    if let Some(commit) = commit(top, revision)? {
        return Ok(commit);
    }
    let branches = branches(top);
    let remote =
        branches.iter().find(|branch| branch.strip_suffix(revision).is_some_and(|rest| rest.ends_with('/')));
    let near = crate::diagnostics::nearest(revision, branches.iter().map(String::as_str));
    let advice = match (remote.or(near.first()), is_shallow(top)) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, true) => {
            "this clone holds only the newest commits; `git fetch --unshallow` brings the others (in a \
                 workflow: `fetch-depth: 0`)"
                .to_owned()
        }
        (None, false) => NO_NEAR_REVISION.to_owned(),
    };
    Err(DiffError::UnknownRevision { revision: revision.to_owned(), advice }.into())
}

/// An absolute path, links followed as far as it exists.
fn real(path: &Path) -> PathBuf {
    let mut missing = Vec::new();
    let mut at = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    loop {
        if let Ok(found) = at.canonicalize() {
            return missing.iter().rev().fold(found, |path: PathBuf, part| path.join(part));
        }
        let Some(name) = at.file_name().map(PathBuf::from) else { return path.to_path_buf() };
        missing.push(name);
        at.pop();
    }
}

fn slashed(path: &Path) -> String {
    let parts = path.components().filter(|part| matches!(part, Component::Normal(_)));
    parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}
