//! Which folders are policies.

use super::{Files, paths};

/// The folders below a path that are policies of their own; the path itself where it is one.
pub fn policies(files: &dyn Files, path: &str) -> Vec<String> {
    let Some(names) = files.list(path) else { return vec![path.to_owned()] };
    if names.iter().any(|name| name.ends_with(".licit")) {
        return vec![path.to_owned()];
    }
    let folders = names.iter().filter_map(|name| name.strip_suffix('/'));
    let below = folders.map(|folder| paths::join(path, folder));
    below.filter(|folder| states_policy(files, folder)).collect()
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
        text.lines().any(|line| line.trim_start().starts_with("policy "))
    })
}
