//! Accepted results that are not the ones they were: what people have agreed to, and why.

use std::collections::BTreeMap;

use crate::cli::terminal::Terminal;
use crate::load::Files;
use crate::report::diff::Accepted;
use crate::runner::{case_folder, in_case_folder};
use crate::testing::Change;
use crate::testing::snapshot::{Acceptance, Snapshot, read};

/// The accepted results beside a policy, by the names of their case files; none where the file cannot be read.
type Kept = BTreeMap<String, Option<Snapshot>>;

/// Results that both sides keep, or the old one alone, and that are not the same. A result that is kept for the first
/// time changes nothing that was agreed.
pub(super) fn changed(
    (old, before): (&dyn Files, &str),
    (new, after): (&dyn Files, &str),
    terminal: &Terminal,
) -> Vec<Accepted> {
    let (old, new) = (kept(old, before, terminal), kept(new, after, terminal));
    let none = Some(Snapshot::default());
    let files = old.iter().flat_map(|(file, was)| match (was, new.get(file).unwrap_or(&none)) {
        (Some(was), Some(now)) => of_file(file, was, now),
        (_, None) => vec![unreadable(file)],
        (None, Some(_)) => Vec::new(),
    });
    files.collect()
}

fn kept(files: &dyn Files, policy: &str, terminal: &Terminal) -> Kept {
    let folder = case_folder(files, policy);
    let mut found = Kept::new();
    for path in in_case_folder(files, policy) {
        let name = path.strip_prefix(&folder).unwrap_or(&path).trim_start_matches('/');
        let Some(file) = name.strip_suffix(".snap") else { continue };
        let text = files.read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        match text.ok().and_then(|text| read(&text, 0).ok()) {
            Some(snapshot) => drop(found.insert(file.to_owned(), Some(snapshot))),
            None => {
                found.insert(file.to_owned(), None);
                terminal.say(&format!(
                    "The accepted results in {} cannot be read, and are left out.\n",
                    files.show(&path)
                ));
            }
        }
    }
    found
}

/// That nothing can be said of the results of a case file.
fn unreadable(file: &str) -> Accepted {
    Accepted {
        file: file.to_owned(),
        id: format!("all of {file}"),
        change: "cannot be read now".to_owned(),
        gone: true,
        reason: None,
        by: None,
        on: None,
    }
}

fn of_file(file: &str, was: &Snapshot, now: &Snapshot) -> Vec<Accepted> {
    let of_case = |(id, old): (&String, &crate::testing::snapshot::Accepted)| {
        let new = now.results.get(id);
        if new == Some(old) {
            return None;
        }
        let change = match new {
            Some(new) => Change::between(&old.text, &new.text).in_words(),
            None => "not kept any more".to_owned(),
        };
        let acceptance = new.and_then(|_| accepted_anew(id, was, now));
        Some(Accepted {
            file: file.to_owned(),
            id: id.clone(),
            change,
            gone: new.is_none(),
            reason: acceptance.map(|acceptance| acceptance.reason.clone()),
            by: acceptance.and_then(|acceptance| acceptance.by.clone()),
            on: acceptance.and_then(|acceptance| acceptance.on),
        })
    };
    was.results.iter().filter_map(of_case).collect()
}

/// The acceptance of a case that was not there before, and says why.
fn accepted_anew<'s>(id: &str, was: &Snapshot, now: &'s Snapshot) -> Option<&'s Acceptance> {
    let said = |acceptance: &Acceptance| (acceptance.on, acceptance.by.clone(), acceptance.reason.clone());
    let new = now.acceptance(id)?;
    let known = was.acceptance(id).is_some_and(|old| said(old) == said(new));
    (!known && new.has_a_reason()).then_some(new)
}
