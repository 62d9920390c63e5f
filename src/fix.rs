//! Mends a policy by the safe fixes of its problems: what [`fixed`] gives has no problem that the policy had not.
//!
//! Comes in: files, and the path of a policy in them. Goes out: new texts, and what was changed in each. Nothing is
//! written here.

use std::collections::BTreeMap;

use crate::diagnostics::{Edit, Fix, Problem, Severity};
use crate::load::{self, Files, Loaded, Unreadable};
use crate::source::{Position, Sources};

/// Fixes are tried one by one only so often in a round; what is left then is left.
const TRIES: usize = 100;

/// What was mended.
#[derive(Clone, Debug, Default)]
pub struct Fixed {
    /// The files that changed, by path.
    pub files: Vec<FixedFile>,
    /// Fixes that were not made, since another error would have come of them.
    pub left: Vec<Left>,
}

impl Fixed {
    /// How many changes were made in all files.
    pub fn count(&self) -> usize {
        self.files.iter().map(|file| file.changes.len()).sum()
    }
}

/// A file with its new text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedFile {
    /// Its path below the root of the files.
    pub path: String,
    /// Its path as the user would write it.
    pub shown: String,
    /// Its new text.
    pub text: String,
    /// What was changed, in the order of the text.
    pub changes: Vec<Change>,
}

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Where, in the text as it was then.
    pub place: Position,
    /// What was done.
    pub title: String,
    /// The code of the problem that it mends.
    pub code: String,
    /// How many places it changed.
    pub places: usize,
}

/// A fix that was not made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Left {
    /// The file as the user would write it.
    pub shown: String,
    /// Where the problem is.
    pub place: Position,
    /// What would have been done.
    pub title: String,
}

/// Mends the policy at a path, in the files that lie there, until no safe fix is left.
pub fn fixed(files: &dyn Files, path: &str) -> Fixed {
    let own = load::own_files(files, path);
    let mut work =
        Work { texts: Texts { files, changed: BTreeMap::new() }, path, own, changes: BTreeMap::new() };
    let mut loaded = work.load();
    let left = loop {
        let wanted = work.wanted(&loaded);
        if wanted.is_empty() {
            break Vec::new();
        }
        match work.all(&loaded, &wanted).or_else(|| work.one_by_one(&loaded, &wanted)) {
            Some(after) => loaded = after,
            None => break wanted,
        }
    };
    work.finish(left)
}

/// The text with all edits made; `start` is where it begins in the count of their spans. Edits that overlap an earlier
/// one, or lie outside, are left out.
pub fn edited(text: &str, start: u32, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort();
    let mut out = String::with_capacity(text.len());
    let mut done = 0usize;
    for edit in sorted {
        let local = |place: u32| place.checked_sub(start).map(|place| place as usize);
        let (Some(from), Some(to)) = (local(edit.span.start), local(edit.span.end)) else { continue };
        let (Some(kept), true) = (text.get(done..from), text.get(from..to).is_some()) else { continue };
        out.push_str(kept);
        out.push_str(&edit.replacement);
        done = to;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// The files as they are, but for those that changed.
struct Texts<'f> {
    files: &'f dyn Files,
    changed: BTreeMap<String, String>,
}

impl Files for Texts<'_> {
    fn list(&self, folder: &str) -> Option<Vec<String>> {
        self.files.list(folder)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        match self.changed.get(path) {
            Some(text) => Ok(text.clone().into_bytes()),
            None => self.files.read(path),
        }
    }

    fn show(&self, path: &str) -> String {
        self.files.show(path)
    }
}

/// A safe fix that is to be made.
#[derive(Clone)]
struct Wanted {
    path: String,
    shown: String,
    place: Position,
    code: String,
    fix: Fix,
}

struct Work<'f> {
    texts: Texts<'f>,
    path: &'f str,
    own: Vec<String>,
    changes: BTreeMap<String, Vec<Change>>,
}

impl Work<'_> {
    fn load(&self) -> Loaded {
        load::load(&self.texts, self.path)
    }

    /// The safe fixes of a policy's own files, none of which overlaps another.
    fn wanted(&self, loaded: &Loaded) -> Vec<Wanted> {
        let mut taken: Vec<Edit> = Vec::new();
        let mut wanted = Vec::new();
        for problem in &loaded.problems {
            let Some(one) = self.one(problem, &loaded.sources) else { continue };
            if one.fix.edits.iter().all(|edit| taken.iter().all(|other| apart(edit, other))) {
                taken.extend(one.fix.edits.iter().cloned());
                wanted.push(one);
            }
        }
        wanted
    }

    fn one(&self, problem: &Problem, sources: &Sources) -> Option<Wanted> {
        let fix = problem.safe_fix()?;
        let first = fix.edits.first()?.span;
        let file = sources.file(first)?;
        let path = self.own.iter().find(|path| self.texts.show(path) == *file.name)?.clone();
        let inside = |edit: &Edit| sources.file(edit.span).is_some_and(|other| other.start == file.start);
        let shown = file.name.to_string();
        let place = file.position(first.start);
        fix.edits.iter().all(inside).then(|| Wanted { path, shown, place, code: problem.code(), fix })
    }

    /// Makes all fixes at once; nothing where that would bring new errors.
    fn all(&mut self, before: &Loaded, wanted: &[Wanted]) -> Option<Loaded> {
        let kept = self.texts.changed.clone();
        let mut edits: BTreeMap<&str, Vec<Edit>> = BTreeMap::new();
        for one in wanted {
            edits.entry(&one.path).or_default().extend(one.fix.edits.iter().cloned());
        }
        for (path, edits) in edits {
            let file = before.sources.files().iter().find(|file| *file.name == self.texts.show(path))?;
            self.texts.changed.insert(path.to_owned(), edited(&file.text, file.start, &edits));
        }
        let after = self.load();
        if better(before, &after) {
            wanted.iter().for_each(|one| self.note(one));
            return Some(after);
        }
        self.texts.changed = kept;
        None
    }

    /// Makes the first fix that brings no new error by itself.
    fn one_by_one(&mut self, before: &Loaded, wanted: &[Wanted]) -> Option<Loaded> {
        wanted.iter().take(TRIES).find_map(|one| self.all(before, std::slice::from_ref(one)))
    }

    fn note(&mut self, one: &Wanted) {
        let (place, title, code) = (one.place, one.fix.title.clone(), one.code.clone());
        let change = Change { place, title, code, places: one.fix.edits.len() };
        self.changes.entry(one.path.clone()).or_default().push(change);
    }

    fn finish(self, left: Vec<Wanted>) -> Fixed {
        let Work { texts, mut changes, .. } = self;
        let files = texts.changed.iter().map(|(path, text)| {
            let mut changes = changes.remove(path).unwrap_or_default();
            changes.sort();
            FixedFile { path: path.clone(), shown: texts.show(path), text: text.clone(), changes }
        });
        let left =
            left.into_iter().map(|one| Left { shown: one.shown, place: one.place, title: one.fix.title });
        Fixed { files: files.collect(), left: left.collect() }
    }
}

/// Whether two edits have nothing to do with each other, not even an end in common.
fn apart(one: &Edit, other: &Edit) -> bool {
    one.span.end < other.span.start || other.span.end < one.span.start
}

/// Whether less is to be mended than before, and no error in a file that it had not.
fn better(before: &Loaded, after: &Loaded) -> bool {
    let mut had = errors(before);
    let new = errors(after).into_iter().any(|error| match had.iter().position(|known| *known == error) {
        Some(place) => {
            had.swap_remove(place);
            false
        }
        None => true,
    });
    !new && to_mend(after) < to_mend(before)
}

/// How much is wrong: warnings that nobody can mend for the author may come with a text that can be read.
fn to_mend(loaded: &Loaded) -> usize {
    let counts = |problem: &&Problem| problem.severity() == Severity::Error || problem.safe_fix().is_some();
    loaded.problems.iter().filter(counts).count()
}

/// File and code of each error.
fn errors(loaded: &Loaded) -> Vec<(String, String)> {
    let errors = loaded.problems.iter().filter(|problem| problem.severity() == Severity::Error);
    let file = |problem: &Problem| {
        let file = problem.span().and_then(|span| loaded.sources.file(span));
        file.map_or_else(String::new, |file| file.name.to_string())
    };
    errors.map(|problem| (file(problem), problem.code())).collect()
}
