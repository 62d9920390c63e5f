//! From files to a checked policy: finds the files of a policy, follows `use`, reads data files.
//!
//! It reads through the trait [`Files`] only, so that a policy may come from a folder
//! ([`folder::Folder`]), from memory ([`Memory`]) or from anywhere else. Paths have `/` between their
//! parts and never leave the root.

mod digests;
#[expect(missing_docs, reason = "the message beside each variant says what it means")]
pub mod error;
pub mod folder;
mod folders;
mod formats;
mod memory;
pub(crate) mod paths;

use std::collections::BTreeMap;

use crate::check::{self, DataText, Input, InputFile};
use crate::diagnostics::{Problem, Problems};
use crate::lints::{self, Allowed, Linted};
use crate::program::Program;
use crate::source::{Sources, Span};
use crate::syntax::tree::{ClauseKind, Item, Quoted, Tree};
use crate::value::Date;

use self::digests::{digest, whole_digest};
use self::folders::states_policy;

pub use self::error::LoadError;
pub use self::folders::{ignored, policies, policies_near, without_policy};
pub use self::memory::Memory;
pub use crate::source::STANDARD_NAME;

/// The built-in vocabulary: it holds where a policy declares no facts and uses no vocabulary.
pub const STANDARD_VOCABULARY: &str = include_str!("../../vocabulary/standard.licit");

/// A data file may have this many bytes.
const MAX_DATA_BYTES: usize = 64 * 1024 * 1024;

/// Where files come from. Paths are relative to a root, with `/` between their parts.
pub trait Files {
    /// The names in a folder, folders with a `/` behind; nothing where there is no such folder.
    fn list(&self, folder: &str) -> Option<Vec<String>>;

    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// Why there are none.
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable>;

    /// A path as the user would write it.
    fn show(&self, path: &str) -> String {
        path.to_owned()
    }
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// There is no such file.
    Missing,
    /// It is a link that leads out of the root.
    LeadsOut,
    /// The system refuses, with this reason.
    Refused(String),
}

/// What came of loading: a program unless there are errors, and all problems in the order of the text.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The policy, ready to decide.
    pub program: Option<Program>,
    /// Errors and warnings.
    pub problems: Vec<Problem>,
    /// Warnings that the text allows, with a reason.
    pub allowed: Vec<Allowed>,
    /// The texts into which their places point.
    pub sources: Sources,
    /// How many files of policy text were read.
    pub files: usize,
    /// The spans of the policy's own files.
    pub own: Vec<Span>,
}

impl Loaded {
    /// The problems with those that had been allowed through a day before this one.
    pub fn problems_on(&self, day: Date) -> Vec<Problem> {
        let mut problems = Problems::new();
        let ended = self.allowed.iter().filter_map(|allowed| allowed.ended(day));
        self.problems.iter().cloned().chain(ended).for_each(|problem| problems.push(problem));
        problems.sorted()
    }
}

/// Loads the policy in a folder or file, and says everything that can be said of its text.
pub fn load(files: &dyn Files, path: &str) -> Loaded {
    let mut loaded = load_to_decide(files, path);
    if let Some(program) = &loaded.program {
        let Linted { mut warnings, allowed } = lints::lint(program.policy(), &loaded.sources, &loaded.own);
        loaded.problems.drain(..).for_each(|problem| warnings.push(problem));
        loaded.problems = warnings.sorted();
        loaded.allowed = allowed;
    }
    loaded
}

/// Loads a policy in order to decide with it: what is allowed and probably not meant is not looked for.
pub fn load_to_decide(files: &dyn Files, path: &str) -> Loaded {
    let mut loader = Loader::new(files, path);
    loader.own_files();
    loader.refuse_nothing();
    loader.used_folders();
    loader.standard_vocabulary();
    loader.data_files();
    loader.finish()
}

/// The files of policy text that a policy consists of, by path, without those that it uses.
pub fn own_files(files: &dyn Files, path: &str) -> Vec<String> {
    let loader = Loader::new(files, path);
    let path = loader.path.clone();
    if loader.is_folder(&path) { loader.licit_files(&path, true) } else { vec![path] }
}

/// A file of policy text that has been read.
struct Parsed {
    path: String,
    tree: Tree,
    own: bool,
}

struct Loader<'f> {
    files: &'f dyn Files,
    path: String,
    sources: Sources,
    problems: Problems,
    parsed: Vec<Parsed>,
    data: BTreeMap<Span, DataText>,
    /// Path from the policy, and digest, of each file.
    digests: BTreeMap<String, String>,
}

impl<'f> Loader<'f> {
    fn new(files: &'f dyn Files, path: &str) -> Loader<'f> {
        Loader {
            files,
            path: paths::normal(path),
            sources: Sources::new(),
            problems: Problems::new(),
            parsed: Vec::new(),
            data: BTreeMap::new(),
            digests: BTreeMap::new(),
        }
    }

    fn is_folder(&self, path: &str) -> bool {
        self.files.list(path).is_some()
    }

    /// The folder that relative paths of the policy start from.
    fn folder(&self) -> String {
        if self.is_folder(&self.path) { self.path.clone() } else { paths::parent(&self.path) }
    }

    fn own_files(&mut self) {
        let path = self.path.clone();
        if self.is_folder(&path) {
            let found = self.licit_files(&path, true);
            if found.is_empty() {
                let advice = without_policy(self.files, &path);
                self.problems.add(LoadError::NoPolicy { path: self.files.show(&path), advice });
            }
            self.refuse_misnamed(&found);
            found.iter().for_each(|file| self.parse(file, true, None));
        } else {
            self.parse(&path, true, None);
        }
    }

    /// Whether a file beside those that are read was meant to be read too.
    fn refuse_misnamed(&mut self, found: &[String]) {
        let mut folders: Vec<String> = found.iter().map(|file| paths::parent(file)).collect();
        folders.dedup();
        for folder in &folders {
            if let Some(name) = folders::misnamed(self.files, folder) {
                let advice = format!("rename `{name}`, so that its name ends in `.licit`");
                let path = self.files.show(&paths::join(folder, &name));
                self.problems.add(LoadError::NoPolicy { path, advice });
            }
        }
    }

    /// Whether the policy's own files hold no statement, and nothing else that was reported.
    fn refuse_nothing(&mut self) {
        let mut own = self.parsed.iter().filter(|parsed| parsed.own);
        let Some(first) = self.parsed.first().map(|parsed| parsed.tree.span.start) else { return };
        if !self.problems.has_errors() && own.all(|parsed| parsed.tree.statements.is_empty()) {
            let (path, span) = (self.files.show(&self.path), Span::new(first, first));
            self.problems.add(LoadError::Empty { path, span });
        }
    }

    /// The policy files in a folder and below it, other policies left out.
    fn licit_files(&self, folder: &str, top: bool) -> Vec<String> {
        if !top && states_policy(self.files, folder) {
            return Vec::new();
        }
        let mut names = self.files.list(folder).unwrap_or_default();
        names.sort();
        let mut found = Vec::new();
        for name in names {
            if let Some(below) = name.strip_suffix('/') {
                found.extend(self.licit_files(&paths::join(folder, below), false));
            } else if name.ends_with(".licit") {
                found.push(paths::join(folder, &name));
            }
        }
        found
    }

    /// Reads one file of policy text, once.
    fn parse(&mut self, path: &str, own: bool, asked: Option<&Quoted>) {
        if self.parsed.iter().any(|parsed| parsed.path == path) {
            return;
        }
        let Some(text) = self.text(path, asked) else { return };
        if let Some((what, advice)) = formats::of_text(&text) {
            let start = self.sources.add(&self.files.show(path), &text);
            let span = Some(asked.map_or(Span::new(start, start), |quoted| quoted.span));
            self.problems.add(LoadError::OtherFormat { path: self.files.show(path), what, advice, span });
            return;
        }
        let start = self.sources.add(&self.files.show(path), &text);
        // One copy of the text is enough, and the sources keep theirs.
        drop(text);
        let Some(text) = self.sources.files().last().map(|file| file.text.clone()) else { return };
        let (tree, problems) = crate::syntax::parse(&text, start);
        self.problems.append(problems);
        self.parsed.push(Parsed { path: path.to_owned(), tree, own });
    }

    /// The text of a file; its digest is kept.
    fn text(&mut self, path: &str, asked: Option<&Quoted>) -> Option<String> {
        let shown = self.files.show(path);
        let bytes = match self.files.read(path) {
            Ok(bytes) => bytes,
            Err(reason) => {
                self.problems.add(LoadError::unreadable(shown, reason, asked.map(|quoted| quoted.span)));
                return None;
            }
        };
        if bytes.len() > MAX_DATA_BYTES {
            self.problems.add(LoadError::TooLarge { path: shown, span: asked.map(|quoted| quoted.span) });
            return None;
        }
        if let Some((what, advice)) = formats::of_bytes(&bytes) {
            let span = asked.map(|quoted| quoted.span);
            self.problems.add(LoadError::OtherFormat { path: shown, what, advice, span });
            return None;
        }
        self.digests.insert(paths::relative(&self.folder(), path), digest(&bytes));
        match String::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(error) => {
                let byte = error.utf8_error().valid_up_to();
                self.problems.add(LoadError::NotUtf8 {
                    path: shown,
                    byte,
                    span: asked.map(|quoted| quoted.span),
                });
                None
            }
        }
    }

    /// Follows `use`, folder by folder.
    fn used_folders(&mut self) {
        let mut chain = vec![self.folder()];
        let uses = self.uses(0);
        uses.into_iter().for_each(|(from, path)| self.follow(&from, &path, &mut chain));
    }

    /// `use` statements of the files from a position on, each with its file's folder.
    fn uses(&self, from: usize) -> Vec<(String, Quoted)> {
        let mut found = Vec::new();
        for parsed in self.parsed.iter().skip(from) {
            for statement in &parsed.tree.statements {
                if let Item::Use(path) = &statement.item {
                    found.push((paths::parent(&parsed.path), path.clone()));
                }
            }
        }
        found
    }

    fn follow(&mut self, from: &str, quoted: &Quoted, chain: &mut Vec<String>) {
        let Some(path) = self.inside(from, quoted) else { return };
        if chain.contains(&path) {
            let circle = chain
                .iter()
                .skip_while(|other| **other != path)
                .chain([&path])
                .map(|path| self.files.show(path));
            let circle = circle.collect::<Vec<_>>().join(" → ");
            self.problems.add(LoadError::CircularUse { circle, span: quoted.span });
            return;
        }
        let before = self.parsed.len();
        if self.is_folder(&path) {
            let found = self.licit_files(&path, true);
            if found.is_empty() {
                self.problems
                    .add(LoadError::NothingToUse { path: self.files.show(&path), span: quoted.span });
            }
            found.iter().for_each(|file| self.parse(file, false, Some(quoted)));
        } else {
            self.parse(&path, false, Some(quoted));
        }
        chain.push(path);
        let uses = self.uses(before);
        uses.into_iter().for_each(|(from, path)| self.follow(&from, &path, chain));
        chain.pop();
    }

    /// A quoted path as one inside the root; says so where it is none.
    fn inside(&mut self, from: &str, quoted: &Quoted) -> Option<String> {
        let found = paths::resolve(from, &quoted.text);
        if found.is_none() {
            self.problems.add(LoadError::LeavesRoot { path: quoted.text.clone(), span: quoted.span });
        }
        found
    }

    /// Where nothing declares facts, the built-in vocabulary holds.
    fn standard_vocabulary(&mut self) {
        let declares = |item: &Item| matches!(item, Item::Fact(_) | Item::Record(..));
        let mut statements = self.parsed.iter().flat_map(|parsed| &parsed.tree.statements);
        if statements.any(|statement| declares(&statement.item)) {
            return;
        }
        let start = self.sources.add(STANDARD_NAME, STANDARD_VOCABULARY);
        let (tree, problems) = crate::syntax::parse(STANDARD_VOCABULARY, start);
        self.problems.append(problems);
        self.digests.insert(STANDARD_NAME.to_owned(), digest(STANDARD_VOCABULARY.as_bytes()));
        self.parsed.push(Parsed { path: STANDARD_NAME.to_owned(), tree, own: false });
    }

    /// Reads the files of lists, tables and calendars.
    fn data_files(&mut self) {
        let mut asked = Vec::new();
        for parsed in &self.parsed {
            let clauses = parsed.tree.statements.iter().flat_map(|statement| &statement.clauses);
            for clause in clauses {
                if let ClauseKind::File(path, _) = &clause.kind
                    && !error::is_cut_off(&self.problems, path.span)
                {
                    asked.push((paths::parent(&parsed.path), path.clone()));
                }
            }
        }
        for (from, quoted) in asked {
            let Some(path) = self.inside(&from, &quoted) else { continue };
            let Some(text) = self.text(&path, Some(&quoted)) else { continue };
            let file = self.files.show(&path);
            let start = self.sources.add(&file, &text);
            let digest = digest(text.as_bytes());
            self.data.insert(quoted.span, DataText { file, text, start, digest });
        }
    }

    fn finish(self) -> Loaded {
        let Loader { path, sources, mut problems, mut parsed, data, digests, .. } = self;
        let line = |span: Span| {
            let Some(file) = sources.file(span) else { return String::new() };
            let name = file.name.rsplit('/').next().unwrap_or_default();
            format!("{name}:{}", file.position(span.start).line)
        };
        let name = paths::stem(&path);
        let count = parsed.iter().filter(|parsed| parsed.path != STANDARD_NAME).count();
        let own = parsed.iter().filter(|parsed| parsed.own).map(|parsed| parsed.tree.span).collect();
        let files = parsed.iter_mut().map(|Parsed { path, tree, own }| InputFile {
            name: path,
            tree: std::mem::take(tree),
            own: *own,
        });
        let input = Input {
            name: if name.is_empty() { "policy" } else { &name },
            files: files.collect(),
            data,
            line: &line,
            digest: whole_digest(&digests),
        };
        let (policy, found) = check::check(input);
        problems.append(found);
        let policy = policy.filter(|_| !problems.has_errors());
        let program = policy.map(|policy| Program::new(policy, sources.clone()));
        Loaded { program, problems: problems.sorted(), allowed: Vec::new(), sources, files: count, own }
    }
}
