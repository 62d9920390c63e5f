//! Two policies statement by statement: what was added, what is gone, what says something else.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::eval::decision::Place;
use crate::program::Program;
use crate::source::Span;

use super::edit::{Detail, Edit, EditKind, Entry, Turn};
use super::extract::{Statements, statements};
use super::statement::{Key, Statement};

/// What of the text has changed, and how to tell the two policies' names apart.
#[derive(Debug)]
pub(super) struct Edits {
    pub edits: Vec<Edit>,
    /// New names of rules and duties whose name alone has changed, by the old one.
    pub renamed: BTreeMap<String, String>,
}

/// Compares the texts of two policies.
pub(super) fn edits(old: &Program, new: &Program) -> Edits {
    let (before, after) = (statements(old), statements(new));
    let pairs = pair(&before.all, &after.all);
    let resting = resting(&before, &after);
    let mut edits: Vec<Edit> = Vec::new();
    let mut renamed = BTreeMap::new();
    for pair in &pairs {
        if let (Some(old), Some(new)) = pair
            && old.name != new.name
        {
            renamed.insert(old.name.clone(), new.name.clone());
        }
        if let Some(mut edit) = edit(pair) {
            let (program, statement) = match pair {
                (_, Some(statement)) => (new, *statement),
                (Some(statement), None) => (old, *statement),
                (None, None) => continue,
            };
            edit.place = place(program, statement.place);
            edit.concerns = concerns(&resting, pair);
            edits.push(edit);
        }
    }
    edits.sort_by(|one, two| (one.kind, &one.name).cmp(&(two.kind, &two.name)));
    Edits { edits, renamed }
}

type Pair<'s> = (Option<&'s Statement>, Option<&'s Statement>);

/// Finds for each statement the one that it was: by name; for those without a name, and for those whose name is
/// not found again, by what they say.
fn pair<'s>(before: &'s [Statement], after: &'s [Statement]) -> Vec<Pair<'s>> {
    let mut gone: Vec<&Statement> = before.iter().collect();
    let mut pairs: Vec<Pair<'s>> = Vec::new();
    let mut fresh: Vec<&Statement> = Vec::new();
    for statement in after {
        let same = |other: &&Statement| {
            other.kind == statement.kind && (other.named && other.name == statement.name || is_one(statement))
        };
        match take(&mut gone, same) {
            Some(old) => pairs.push((Some(old), Some(statement))),
            None => fresh.push(statement),
        }
    }
    let mut left = Vec::new();
    for statement in fresh {
        let same = |other: &&Statement| {
            other.kind == statement.kind && says_something(other) && other.meaning() == statement.meaning()
        };
        match take(&mut gone, same) {
            Some(old) => pairs.push((Some(old), Some(statement))),
            None => left.push(statement),
        }
    }
    for statement in left {
        // Rules without a name that say something else: the next one of the same file.
        let same = |other: &&Statement| {
            !statement.named && !other.named && other.kind == statement.kind && file(other) == file(statement)
        };
        pairs.push((take(&mut gone, same), Some(statement)));
    }
    pairs.extend(gone.into_iter().map(|old| (Some(old), None)));
    pairs
}

/// Of these a policy has one, whatever it is called.
fn is_one(statement: &Statement) -> bool {
    matches!(statement.kind, EditKind::Policy | EditKind::Verdicts)
}

/// Whether two statements with the same content are likely to be one: not where the content is next to nothing.
fn says_something(statement: &Statement) -> bool {
    matches!(
        statement.kind,
        EditKind::Rule
            | EditKind::Exception
            | EditKind::Disapplication
            | EditKind::Duty
            | EditKind::Definition
    )
}

fn file(statement: &Statement) -> &str {
    statement.name.split(':').next().unwrap_or_default()
}

fn take<'s>(from: &mut Vec<&'s Statement>, wanted: impl Fn(&&Statement) -> bool) -> Option<&'s Statement> {
    let found = from.iter().position(wanted)?;
    Some(from.remove(found))
}

/// What has changed between the two; nothing where they say the same.
fn edit(pair: &Pair<'_>) -> Option<Edit> {
    let blank = |statement: &Statement, turn: Turn| Edit {
        kind: statement.kind,
        name: statement.name.clone(),
        title: statement.title.clone(),
        citation: statement.citation.clone(),
        turn,
        details: Vec::new(),
        entries: Vec::new(),
        concerns: Vec::new(),
        place: Place::default(),
    };
    match pair {
        (None, None) => None,
        (None, Some(new)) => {
            let nothing = Statement::new(new.kind, &new.name, new.place);
            Some(differing(blank(new, Turn::Added), &nothing, new))
        }
        (Some(old), None) => {
            let nothing = Statement::new(old.kind, &old.name, old.place);
            Some(differing(blank(old, Turn::Removed), old, &nothing))
        }
        (Some(old), Some(new)) => {
            let turn = if old.name == new.name || !old.named || !new.named {
                Turn::Changed
            } else {
                Turn::Renamed(old.name.clone())
            };
            let edit = differing(blank(new, turn), old, new);
            let same = edit.details.is_empty() && edit.entries.is_empty() && edit.turn == Turn::Changed;
            (!same).then_some(edit)
        }
    }
}

fn differing(mut edit: Edit, old: &Statement, new: &Statement) -> Edit {
    let mut names: Vec<&str> = new.parts.iter().map(|part| part.what.as_str()).collect();
    names.extend(old.parts.iter().map(|part| part.what.as_str()).filter(|what| new.find(what).is_none()));
    for what in names {
        let (was, is) = (old.find(what), new.find(what));
        let text = |part: Option<&super::statement::Part>| part.map(|part| part.canonical.clone());
        if text(was) != text(is) {
            edit.details.push(Detail {
                what: what.to_owned(),
                old: was.map(|part| part.shown.clone()),
                new: is.map(|part| part.shown.clone()),
                counts: was.or(is).is_some_and(|part| part.counts),
            });
        }
    }
    let keys: BTreeSet<&String> = old.entries.keys().chain(new.entries.keys()).collect();
    for key in keys {
        let (was, is) = (old.entries.get(key), new.entries.get(key));
        if was != is {
            edit.entries.push(Entry { key: key.clone(), old: was.cloned(), new: is.cloned() });
        }
    }
    edit
}

/// What rests on a statement, in either policy.
fn resting(before: &Statements, after: &Statements) -> BTreeMap<Key, BTreeSet<Key>> {
    let mut found: BTreeMap<Key, BTreeSet<Key>> = BTreeMap::new();
    for (from, on) in before.rests_on.iter().chain(&after.rests_on) {
        for on in on {
            found.entry(on.clone()).or_default().insert(from.clone());
        }
    }
    found
}

/// The rules and duties whose result rests on a statement under either name, its own left out; the nearest first.
fn concerns(resting: &BTreeMap<Key, BTreeSet<Key>>, pair: &Pair<'_>) -> Vec<String> {
    let both = [pair.0, pair.1];
    let mut open: VecDeque<Key> =
        both.iter().flatten().map(|statement| Key::Own(statement.kind, statement.name.clone())).collect();
    let own: Vec<&String> = both.iter().flatten().map(|statement| &statement.name).collect();
    let mut seen: BTreeSet<Key> = open.iter().cloned().collect();
    let mut found = Vec::new();
    while let Some(key) = open.pop_front() {
        if let Key::Force(name) | Key::Own(EditKind::Duty, name) = &key
            && !own.contains(&name)
            && !found.contains(name)
        {
            found.push(name.clone());
        }
        for next in resting.get(&key).into_iter().flatten() {
            if seen.insert(next.clone()) {
                open.push_back(next.clone());
            }
        }
    }
    found
}

fn place(program: &Program, span: Span) -> Place {
    if span.is_empty() {
        return Place::default();
    }
    let Some(file) = program.sources().file(span) else { return Place::default() };
    let position = file.position(span.start);
    Place { file: file.name.to_string(), line: position.line, column: position.column, span }
}
