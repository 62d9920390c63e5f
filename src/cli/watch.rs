//! `licit check --watch`

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{EventKind, RecursiveMode, Watcher};

use crate::diagnostics::{Problem, Severity};
use crate::report::{self, Style};

use super::args::{Check, ProblemFormat};
use super::check::{Checked, checked, printed};
use super::exit::Exit;
use super::paths::or_here;
use super::terminal::Terminal;

/// Programs save a file in several steps; what comes this soon after the first belongs to it.
const SETTLES: Duration = Duration::from_millis(150);

/// Checks, waits until a file is saved, and checks again, until it is stopped.
pub(super) fn run(check: &Check, terminal: &Terminal) -> Exit {
    if !matches!(check.format, ProblemFormat::Human | ProblemFormat::Plain | ProblemFormat::Short) {
        terminal.say("licit: --watch goes with the formats human, plain and short\n");
        return Exit::Misused;
    }
    match watch(check, terminal) {
        Ok(()) => Exit::Done,
        Err(message) => {
            terminal.say(&message);
            Exit::Unreadable
        }
    }
}

fn watch(check: &Check, terminal: &Terminal) -> Result<(), String> {
    let failed = |error: notify::Error| {
        let why = match &error.kind {
            notify::ErrorKind::Io(error) => crate::diagnostics::reason(error),
            _ => error.to_string(),
        };
        format!("licit: the files cannot be watched: {why}\n")
    };
    let (sender, saved) = channel();
    let tell = move |event: notify::Result<notify::Event>| drop(sender.send(event));
    let mut watcher = notify::recommended_watcher(tell).map_err(failed)?;
    let policies = checked(check, terminal)?;
    terminal.print(&printed(&policies, check.format, terminal));
    for folder in folders(check, &policies) {
        watcher.watch(&folder, RecursiveMode::Recursive).map_err(failed)?;
    }
    terminal.print("Watching. Ctrl-C stops.\n");
    while let Some(files) = next(&saved) {
        // Some editors take a file away before they write it anew.
        let policies = match checked(check, terminal) {
            Ok(policies) => policies,
            Err(message) => {
                terminal.print(&message);
                continue;
            }
        };
        let names: Vec<String> = files.iter().map(|file| shown(file)).collect();
        terminal.print(&format!("{} saved   {}\n", names.join(", "), outcome(&policies)));
        for policy in &policies {
            terminal.print(&report::problems(&policy.problems, &policy.sources, Style::Short));
        }
    }
    Ok(())
}

/// The folders of the policies, and of what they use from elsewhere.
fn folders(check: &Check, policies: &[Checked]) -> BTreeSet<PathBuf> {
    let named =
        or_here(&check.policies).into_iter().map(|path| if path.is_dir() { path } else { parent(&path) });
    let files = policies.iter().flat_map(|policy| policy.sources.files());
    let used = files.map(|file| PathBuf::from(&*file.name)).filter(|path| path.is_file());
    let mut all: BTreeSet<PathBuf> = named.collect();
    for folder in used.map(|path| parent(&path)) {
        if !all.iter().any(|known| folder.starts_with(known)) {
            all.insert(folder);
        }
    }
    all
}

fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        Some(_) | None => PathBuf::from("."),
    }
}

/// The files that were saved next; nothing where no more can come.
fn next(saved: &Receiver<notify::Result<notify::Event>>) -> Option<BTreeSet<PathBuf>> {
    let mut files = BTreeSet::new();
    while files.is_empty() {
        files.extend(changed(saved.recv().ok()?));
    }
    loop {
        match saved.recv_timeout(SETTLES) {
            Ok(event) => files.extend(changed(event)),
            Err(RecvTimeoutError::Timeout) => return Some(files),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

/// The files of policies that an event is about.
fn changed(event: notify::Result<notify::Event>) -> Vec<PathBuf> {
    let Ok(event) = event else { return Vec::new() };
    let touched = matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_));
    let ours = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "licit" || ending == "csv");
    if touched { event.paths.into_iter().filter(ours).collect() } else { Vec::new() }
}

/// A path as seen from the working folder.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&here).unwrap_or(path);
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

fn outcome(policies: &[Checked]) -> String {
    let problems: Vec<&Problem> = policies.iter().flat_map(|policy| &policy.problems).collect();
    let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error).count();
    match (errors, problems.len().saturating_sub(errors)) {
        (0, 0) => "ok".to_owned(),
        (0, 1) => "ok, 1 warning".to_owned(),
        (0, warnings) => format!("ok, {warnings} warnings"),
        (1, _) => "1 error".to_owned(),
        (errors, _) => format!("{errors} errors"),
    }
}
