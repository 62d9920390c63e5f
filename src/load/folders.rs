//! Which folders are policies.

use super::{Files, paths};

/// Folders that other programs fill, in which nobody keeps policies.
const OF_PROGRAMS: [&str; 1] = ["node_modules"];

/// The file by which a folder says that a program fills it and can do so again.
const CACHE_MARK: &str = "CACHEDIR.TAG";

/// The file in the root that names folders of policies that are not looked over with the others, one in each line.
const IGNORE: &str = ".licitignore";

/// The paths that the root says to leave out where policies are looked over, such as policies with mistakes that are there
/// for tests. Nothing that decides asks this: a policy that applies is never left out of a verdict.
pub fn ignored(files: &dyn Files) -> Vec<String> {
    let bytes = files.read(IGNORE).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    lines.map(paths::normal).filter(|path| !path.is_empty() && !path.starts_with("..")).collect()
}

/// The path itself where it is a policy, and all folders below it that are policies of their own, however deep. Rules
/// that lie beside policies and in none of them are one too: nothing that somebody wrote to decide is left out.
pub fn policies(files: &dyn Files, path: &str) -> Vec<String> {
    let is_policy = is_policy(files, path);
    let mut found = if is_policy { vec![path.to_owned()] } else { Vec::new() };
    for folder in folders(files, path) {
        gather(files, &folder, is_policy, &mut found);
    }
    found
}

/// Adds the policies in a folder and below it; `inside`: the folder is a part of one.
fn gather(files: &dyn Files, folder: &str, inside: bool, found: &mut Vec<String>) {
    let is_policy = states_policy(files, folder) || (!inside && states_rule(files, folder));
    if is_policy {
        found.push(folder.to_owned());
    }
    for below in folders(files, folder) {
        gather(files, &below, inside || is_policy, found);
    }
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

/// A file in a folder whose name almost ends in `.licit`, so that it is not read.
pub(super) fn misnamed(files: &dyn Files, folder: &str) -> Option<String> {
    let almost = |name: &String| {
        let lower = name.to_lowercase();
        !name.ends_with(".licit") && (lower.ends_with(".licit") || lower.ends_with(".licit.txt"))
    };
    files.list(folder).unwrap_or_default().into_iter().find(almost)
}

/// Whether a file directly in a folder has a `policy` statement.
pub(super) fn states_policy(files: &dyn Files, folder: &str) -> bool {
    has_line(files, folder, |line| begins(line, "policy"))
}

/// Whether a file directly in a folder has a rule: its words, or a verdict of the built-in scale.
fn states_rule(files: &dyn Files, folder: &str) -> bool {
    const RULES: [&str; 8] = ["rule", "exception", "duty", "permit", "license", "review", "refuse", "deny"];
    has_line(files, folder, |line| RULES.iter().any(|word| begins(line, word)))
}

fn begins(line: &str, word: &str) -> bool {
    line.strip_prefix(word).is_some_and(|behind| behind.starts_with(char::is_whitespace))
}

fn has_line(files: &dyn Files, folder: &str, wanted: impl Fn(&str) -> bool) -> bool {
    let names = files.list(folder).unwrap_or_default();
    names.iter().filter(|name| name.ends_with(".licit")).any(|name| {
        let bytes = files.read(&paths::join(folder, name)).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        text.trim_start_matches('\u{feff}').lines().any(|line| wanted(line.trim_start()))
    })
}
