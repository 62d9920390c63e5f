//! Paths of the command line as paths below a root.

use std::path::{Component, Path, PathBuf};

use crate::load::folder::Folder;
use crate::load::{self, Files, Loaded};
use crate::program::Program;

use super::terminal::Terminal;

/// A root and a path below it.
pub(super) struct Rooted {
    pub files: Folder,
    pub path: String,
}

/// A path as the user gave it, below the root that nothing may leave: the one given, else the working
/// folder where it holds the path, else the folder in which the path lies.
///
/// Errors are sentences for the user.
pub(super) fn rooted(path: &Path, terminal: &Terminal) -> Result<Rooted, String> {
    let real = path.canonicalize().map_err(|_| format!("there is no file or folder `{}`", path.display()))?;
    let working = std::env::current_dir().and_then(|folder| folder.canonicalize());
    let working = working.map_err(|error| {
        format!("the working folder cannot be read: {}", crate::diagnostics::reason(&error))
    })?;
    let root = match &terminal.root {
        Some(root) => root.canonicalize().map_err(|_| format!("there is no folder `{}`", root.display()))?,
        None if real.starts_with(&working) => working.clone(),
        None => real.parent().map_or_else(|| real.clone(), Path::to_path_buf),
    };
    let below = real
        .strip_prefix(&root)
        .map_err(|_| format!("`{}` is not inside the root `{}`", path.display(), root.display()))?;
    let shown = if root == working { String::new() } else { prefix(path, below) };
    let files = Folder::new(&root).map_err(|error| {
        format!("`{}` cannot be read: {}", root.display(), crate::diagnostics::reason(&error))
    })?;
    Ok(Rooted { files: files.shown_as(&shown), path: text(below) })
}

/// What stands before a path below the root so that it is as the user wrote it.
fn prefix(written: &Path, below: &Path) -> String {
    let parts = below.components().count();
    let mut root: PathBuf = written.to_path_buf();
    for _ in 0..parts {
        root.pop();
    }
    if root.as_os_str().is_empty() { String::new() } else { format!("{}/", text(&root)) }
}

/// A path with `/` between its parts.
fn text(path: &Path) -> String {
    let parts = path.components().map(|part| match part {
        Component::RootDir => String::new(),
        part => part.as_os_str().to_string_lossy().into_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// How a policy is loaded: [`load::load`], or [`load::load_to_decide`].
type Loading = fn(&dyn Files, &str) -> Loaded;

/// The policies at a path, loaded in order to decide: one, or each of a folder of policies.
pub(super) fn load_all(path: &Path, terminal: &Terminal) -> Result<Vec<(String, Loaded)>, String> {
    let rooted = rooted(path, terminal)?;
    let found = load::policies(&rooted.files, &rooted.path);
    load_each(path, &rooted, found, load::load_to_decide)
}

/// Those that are tried with their cases: without what `.licitignore` leaves out.
pub(super) fn load_tried(path: &Path, terminal: &Terminal) -> Result<Vec<(String, Loaded)>, String> {
    let rooted = rooted(path, terminal)?;
    let found = looked_over(&rooted.files, &rooted.path, load::ignored(&rooted.files), Some(terminal));
    load_each(path, &rooted, found, load::load_to_decide)
}

/// The same, with everything that can be said of their texts.
pub(super) fn check_all(path: &Path, terminal: &Terminal) -> Result<Vec<(String, Loaded)>, String> {
    let rooted = rooted(path, terminal)?;
    let found = looked_over(&rooted.files, &rooted.path, load::ignored(&rooted.files), Some(terminal));
    load_each(path, &rooted, found, load::load)
}

/// The policies at a path without those that lie in folders which `.licitignore` names; how many are left out is told.
/// What is named itself is not left out.
pub(super) fn looked_over(
    files: &dyn Files,
    path: &str,
    ignored: Vec<String>,
    terminal: Option<&Terminal>,
) -> Vec<String> {
    let ignored: Vec<String> = ignored.into_iter().filter(|folder| !is_below(path, folder)).collect();
    let (left_out, found): (Vec<String>, Vec<String>) = load::policies(files, path)
        .into_iter()
        .partition(|policy| ignored.iter().any(|folder| is_below(policy, folder)));
    if let (Some(terminal), false) = (terminal, left_out.is_empty()) {
        let policies =
            if left_out.len() == 1 { "1 policy".to_owned() } else { format!("{} policies", left_out.len()) };
        terminal.say(&format!("Left out, as .licitignore says: {policies} in {}.\n", ignored.join(", ")));
    }
    found
}

/// Whether a path is a folder or lies in it.
pub(super) fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn load_each(
    path: &Path,
    rooted: &Rooted,
    found: Vec<String>,
    loading: Loading,
) -> Result<Vec<(String, Loaded)>, String> {
    if let Some(message) = no_policy_file(path) {
        return Err(message);
    }
    if found.is_empty() {
        return Err(no_policy(path, rooted));
    }
    Ok(found.into_iter().map(|policy| (policy.clone(), loading(&rooted.files, &policy))).collect())
}

/// That a folder holds no policy, and where one is.
pub(super) fn no_policy(path: &Path, rooted: &Rooted) -> String {
    let above = path.canonicalize().ok().and_then(|real| real.parent().map(Path::to_path_buf));
    let is_policy = |folder: &Path| {
        let mut entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.any(|entry| entry.path().extension().is_some_and(|ending| ending == "licit"))
    };
    let advice = match above.filter(|folder| is_policy(folder)) {
        Some(_) => {
            let written = path.parent().filter(|_| path.file_name().is_some());
            let written = match written.map(Path::as_os_str) {
                None => "..".to_owned(),
                Some(name) if name.is_empty() => ".".to_owned(),
                Some(name) => name.to_string_lossy().into_owned(),
            };
            format!("one lies in the folder above: name `{written}`")
        }
        None => load::without_policy(&rooted.files, &rooted.path),
    };
    format!("there is no policy in `{}`; {advice}", path.display())
}

/// That a file is of another kind than a policy, by its ending: the arguments may stand in another order than meant.
pub(super) fn no_policy_file(path: &Path) -> Option<String> {
    let ending = path.extension()?.to_string_lossy().to_lowercase();
    let shown = path.display();
    let (is, advice) = match ending.as_str() {
        "yaml" | "yml" | "json" | "toml" if path.is_file() => {
            let text = std::fs::read_to_string(path).unwrap_or_default();
            let cases =
                text.lines().any(|line| line.trim_start().trim_start_matches("- ").starts_with("expect:"));
            if cases || text.starts_with("cases:") {
                ("a file of cases", format!("`licit test POLICY --cases {shown}` runs them"))
            } else {
                ("a file of facts", format!("name the policy first: `licit eval POLICY {shown}`"))
            }
        }
        "csv" | "tsv" | "xlsx" | "ndjson" | "jsonl" | "parquet" if path.is_file() => (
            "a table",
            format!(
                "name the policy: a list is checked with the policy that uses it, and many cases are decided with `licit \
                 eval POLICY --facts {shown}`"
            ),
        ),
        "md" | "html" | "rst" if path.is_file() => {
            ("a page", "copy its rules into a file that ends in `.licit`".to_owned())
        }
        _ => return None,
    };
    Some(format!(
        "`{shown}` is {is}, and a policy is wanted here: a folder, or a file that ends in `.licit`\n  help: {advice}"
    ))
}

/// The policies of the working folder that have no errors; none where there is none.
pub(super) fn programs_silently(terminal: &Terminal) -> Vec<Program> {
    let Ok(here) = rooted(Path::new("."), terminal) else { return Vec::new() };
    // Whoever asks what a word means may stand anywhere: a whole disk is not searched for that.
    let found = load::policies_near(&here.files, &here.path);
    found.iter().filter_map(|policy| load::load_to_decide(&here.files, policy).program).collect()
}

/// The same; where the working folder holds none, those of the folders below that declare a name.
pub(super) fn programs_naming(named: &str, terminal: &Terminal) -> Vec<Program> {
    let here = load_all(Path::new("."), terminal);
    let loaded = here.unwrap_or_else(|_| {
        let mut folders = Vec::new();
        below(Path::new("."), None, (named, DEEPEST), &mut folders);
        folders.iter().filter_map(|folder| load_all(folder, terminal).ok()).flatten().collect()
    });
    loaded.into_iter().filter_map(|(_, loaded)| loaded.program).collect()
}

/// So many folders deep policies are looked for.
const DEEPEST: usize = 5;

/// The policies below a folder that have a statement of a name, by path; `policy` is the one that the folder belongs to.
/// Hidden folders and those of programs are left out.
fn below(folder: &Path, policy: Option<&Path>, (named, deepest): (&str, usize), found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    let texts = paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "licit"));
    let texts: Vec<String> = texts.filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    let begins = |text: &String| text.lines().any(|line| line.starts_with("policy "));
    let policy = if texts.iter().any(begins) { Some(folder) } else { policy };
    let whole = policy.unwrap_or(folder).to_owned();
    if texts.iter().any(|text| declares(text, named)) && !found.contains(&whole) {
        found.push(whole);
    }
    let left_out = |path: &Path| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.starts_with('.') || matches!(name.as_str(), "target" | "node_modules")
    };
    for path in paths.iter().filter(|path| deepest > 0 && path.is_dir() && !left_out(path)) {
        below(path, policy, (named, deepest.saturating_sub(1)), found);
    }
}

/// Whether a line of a text begins a statement of a name.
fn declares(text: &str, named: &str) -> bool {
    text.lines().any(|line| {
        let mut words = line.split_whitespace();
        let begins = words.next().is_some_and(|word| {
            matches!(
                word,
                "rule"
                    | "exception"
                    | "disapply"
                    | "define"
                    | "duty"
                    | "amend"
                    | "assert"
                    | "parameter"
                    | "list"
            )
        });
        begins && words.next() == Some(named)
    })
}

/// The working folder where no path is named.
pub(super) fn or_here(paths: &[PathBuf]) -> Vec<PathBuf> {
    if paths.is_empty() { vec![PathBuf::from(".")] } else { paths.to_vec() }
}
