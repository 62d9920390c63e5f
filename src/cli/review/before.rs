//! What of a policy has changed since it was committed, so that a review can point to the line.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use similar::{ChangeTag, TextDiff};

use crate::cli::diff::committed;
use crate::cli::terminal::Terminal;
use crate::diff::{Edit, changed_statements};
use crate::eval::decision::Place;
use crate::program::Program;
use crate::testing::Opened;

/// Statements that bear on one result, at the most, that are named.
const MANY: usize = 3;

/// What is not as it was committed. Nothing where there is no repository, or where all is committed.
#[derive(Debug, Default)]
pub(super) struct Before {
    edits: Vec<Edit>,
    /// Of each file the lines that are new or follow lines that are gone.
    lines: BTreeMap<String, Vec<usize>>,
    /// The files as they are now.
    texts: BTreeMap<String, Arc<str>>,
}

impl Before {
    /// Compares a policy with the newest commit.
    pub fn of(opened: &Opened, terminal: &Terminal) -> Before {
        let Some(old) = committed(Path::new(&opened.path), terminal) else { return Before::default() };
        let mut edits = changed_statements(&old, &opened.program);
        edits.retain(Edit::counts);
        let files = opened.program.sources().files();
        let texts = files.iter().map(|file| (file.name.to_string(), file.text.clone())).collect();
        Before { lines: changed_lines(&old, &opened.program), texts, edits }
    }

    /// The places of the edits that bear on a rule or duty, in words; its own first.
    pub fn bears_on(&self, name: &str) -> Vec<String> {
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for edit in &self.edits {
            if edit.name == name {
                own.push(self.line(&edit.place));
            } else if edit.concerns.iter().any(|concerned| concerned == name) {
                others.push(format!("{} ({} {})", self.line(&edit.place), edit.kind.word(), edit.name));
            }
        }
        own.extend(others);
        own.truncate(MANY);
        own
    }

    /// A place with the line of the statement that has changed, else that in which it begins.
    fn line(&self, place: &Place) -> String {
        let lines = self.lines.get(&place.file).into_iter().flatten();
        let changed = lines.copied().find(|line| *line >= place.line && *line <= self.end(place));
        format!("{}:{}", place.file, changed.unwrap_or(place.line))
    }

    /// The last line that surely belongs to a statement: those below its first one are indented.
    fn end(&self, place: &Place) -> usize {
        let Some(text) = self.texts.get(&place.file) else { return place.line };
        let belongs = |line: &&str| line.is_empty() || line.starts_with(char::is_whitespace);
        place.line.saturating_add(text.lines().skip(place.line).take_while(belongs).count())
    }
}

/// The lines of the new texts that the old ones do not have.
fn changed_lines(old: &Program, new: &Program) -> BTreeMap<String, Vec<usize>> {
    let mut found = BTreeMap::new();
    for file in new.sources().files() {
        let was = old.sources().files().iter().find(|was| {
            let name = was.name.split_once(':').map_or(&*was.name, |(_, name)| name);
            name == &*file.name
        });
        let Some(was) = was else { continue };
        found.insert(file.name.to_string(), new_lines(&was.text, &file.text));
    }
    found
}

fn new_lines(was: &str, now: &str) -> Vec<usize> {
    let mut lines = Vec::new();
    let mut line = 1_usize;
    for change in TextDiff::from_lines(was, now).iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => line = line.saturating_add(1),
            ChangeTag::Delete => lines.push(line),
            ChangeTag::Insert => {
                lines.push(line);
                line = line.saturating_add(1);
            }
        }
    }
    lines.sort_unstable();
    lines.dedup();
    lines
}
