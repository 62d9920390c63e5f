//! Which folders are policies.

use super::{Files, paths};

/// Folders that other programs fill, in which nobody keeps policies.
const OF_PROGRAMS: [&str; 1] = ["node_modules"];

/// The file by which a folder says that a program fills it and can do so again.
const CACHE_MARK: &str = "CACHEDIR.TAG";

/// The folders below a path that are policies of their own, however deep; the path itself where it is one.
pub fn policies(files: &dyn Files, path: &str) -> Vec<String> {
    if is_policy(files, path) { vec![path.to_owned()] } else { policies_below(files, path) }
}

/// The same, without looking further down than into the folders that lie in the path.
pub fn policies_near(files: &dyn Files, path: &str) -> Vec<String> {
    if is_policy(files, path) {
        return vec![path.to_owned()];
    }
    let below = folders(files, path).into_iter();
    below.filter(|folder| states_policy(files, folder)).collect()
}

/// Whether a path is a file, or a folder with policy text directly in it.
fn is_policy(files: &dyn Files, path: &str) -> bool {
    files.list(path).is_none_or(|names| names.iter().any(|name| name.ends_with(".licit")))
}

/// The folders below a path that have a `policy` statement of their own, however deep, in the order of their paths.
pub fn policies_below(files: &dyn Files, path: &str) -> Vec<String> {
    let mut found = Vec::new();
    for folder in folders(files, path) {
        if states_policy(files, &folder) {
            found.push(folder.clone());
        }
        found.extend(policies_below(files, &folder));
    }
    found
}

/// The folders in a folder in which policies may lie.
fn folders(files: &dyn Files, path: &str) -> Vec<String> {
    let names = files.list(path).unwrap_or_default();
    if names.iter().any(|name| name == CACHE_MARK) {
        return Vec::new();
    }
    let folders = names.iter().filter_map(|name| name.strip_suffix('/'));
    folders.filter(|name| !OF_PROGRAMS.contains(name)).map(|name| paths::join(path, name)).collect()
}

/// What to do about a folder without policy: some editors put `.txt` behind each name, and hide it.
pub fn without_policy(files: &dyn Files, folder: &str) -> String {
    let names = files.list(folder).unwrap_or_default();
    match names.iter().find(|name| name.to_lowercase().contains(".licit")) {
        Some(name) => format!("rename `{name}`, so that its name ends in `.licit`"),
        None => "`licit new NAME` makes one".to_owned(),
    }
}

/// Whether a file directly in a folder has a `policy` statement.
pub(super) fn states_policy(files: &dyn Files, folder: &str) -> bool {
    let names = files.list(folder).unwrap_or_default();
    names.iter().filter(|name| name.ends_with(".licit")).any(|name| {
        let bytes = files.read(&paths::join(folder, name)).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        text.trim_start_matches('\u{feff}').lines().any(|line| {
            let behind = line.trim_start().strip_prefix("policy");
            behind.is_some_and(|behind| behind.starts_with(char::is_whitespace))
        })
    })
}
