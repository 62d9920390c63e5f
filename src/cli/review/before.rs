//! What of a policy has changed since a result was accepted, so that a review can point to the line.

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use similar::{ChangeTag, TextDiff};

use super::history::{Commit, Lines};
use crate::cli::diff::{committed, is_same};
use crate::cli::terminal::Terminal;
use crate::diff::{Edit, EditKind, Turn, changed_statements};
use crate::eval::decision::Place;
use crate::facts::{Format, Node};
use crate::program::Program;
use crate::runner::{self, Case, is_table, read_table};
use crate::source::Sources;
use crate::testing::{Book, Opened, Run};

/// Statements that bear on one result, at the most, that are named.
const MANY: usize = 3;

/// Commits, at the most, with which a policy is compared.
const COMMITS: usize = 20;

/// The commits with which a policy is compared: for each result the one that last touched it.
pub(super) struct Past<'r> {
    opened: &'r Opened,
    /// None where nobody is asked, so that nothing need be shown.
    terminal: Option<&'r Terminal>,
    known: BTreeMap<Commit, Option<Rc<Before>>>,
    lines: BTreeMap<String, Option<Lines>>,
}

impl<'r> Past<'r> {
    /// The past of a policy; none is looked up without a terminal.
    pub fn new(run: &'r Run<'r>, terminal: Option<&'r Terminal>) -> Past<'r> {
        Past { opened: run.opened, terminal, known: BTreeMap::new(), lines: BTreeMap::new() }
    }

    /// How the policy stood when a result was accepted. Nothing where git does not say, and where nothing was accepted.
    pub fn of(&mut self, book: &Book, id: &str) -> Option<Rc<Before>> {
        let terminal = self.terminal?;
        let kept = book.accepted.as_ref()?.results.get(id)?;
        let line = self.opened.books.sources.file(kept.span)?.position(kept.span.start).line;
        let lines = line..=line.saturating_add(kept.text.lines().count());
        let history = self.lines.entry(book.sheet.path.clone()).or_insert_with(|| Lines::of(&book.disk));
        let commit = history.as_ref()?.newest(lines);
        if !self.known.contains_key(&commit) && self.known.len() >= COMMITS {
            return None;
        }
        let opened = self.opened;
        let known = self.known.entry(commit);
        known.or_insert_with_key(|commit| Before::at(commit, opened, terminal).map(Rc::new)).clone()
    }
}

/// What is not as it was in a commit.
#[derive(Debug)]
pub(super) struct Before {
    /// `since 1f3a9c2 of 2026-11-25`
    pub since: String,
    edits: Vec<Edit>,
    /// Of each file the lines that are new or follow lines that are gone.
    lines: BTreeMap<String, Vec<usize>>,
    /// The files as they are now.
    texts: BTreeMap<String, Arc<str>>,
    /// The cases of that time, by file and name.
    facts: BTreeMap<(String, String), Node>,
}

impl Before {
    /// Compares a policy with a commit.
    fn at(commit: &Commit, opened: &Opened, terminal: &Terminal) -> Option<Before> {
        let (old, files) = committed(Path::new(&opened.path), commit.name(), terminal)?;
        let mut edits = changed_statements(&old, &opened.program);
        edits.retain(|edit| edit.counts() || matches!(edit.turn, Turn::Renamed(_)));
        let sources = opened.program.sources().files();
        let texts = sources.iter().map(|file| (file.name.to_string(), file.text.clone())).collect();
        let mut facts = BTreeMap::new();
        for book in &opened.books.books {
            let path = &book.sheet.path;
            let cases = files.read(path).ok().and_then(|bytes| cases(path, bytes)).unwrap_or_default();
            facts.extend(cases.into_iter().map(|case| ((path.clone(), case.id), case.facts)));
        }
        let lines = changed_lines(&old, &opened.program);
        Some(Before { since: commit.since(), lines, texts, edits, facts })
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

    /// Whether what is presumed of a fact is not what it was.
    pub fn has_other_presumption(&self, path: &str) -> bool {
        self.edits.iter().any(|edit| edit.kind == EditKind::Presumption && edit.name == path)
    }

    /// What a statement of this name is called now.
    pub fn called_now(&self, name: &str) -> Option<&str> {
        let renamed = |edit: &&Edit| edit.turn == Turn::Renamed(name.to_owned());
        self.edits.iter().find(renamed).map(|edit| edit.name.as_str())
    }

    /// Whether a case was asked with other facts then.
    pub fn had_other_facts(&self, book: &Book, case: &Case) -> bool {
        let was = self.facts.get(&(book.sheet.path.clone(), case.id.clone()));
        was.is_some_and(|was| !is_same(was, &case.facts))
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

/// The cases of a file, where they can be read.
fn cases(name: &str, bytes: Vec<u8>) -> Option<Vec<Case>> {
    if is_table(name) {
        return read_table(&bytes, name, &mut Sources::new()).ok().map(|file| file.cases);
    }
    let text = String::from_utf8(bytes).ok()?;
    let format = Format::of(name).unwrap_or(Format::Yaml);
    runner::read(&text, 0, format).ok().map(|file| file.cases)
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
