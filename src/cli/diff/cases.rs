//! The cases over which two policies are compared.

use crate::diagnostics::Problems;
use crate::diff::Input;
use crate::facts::{self, Format, Node, NodeKind};
use crate::load::Files;
use crate::report::diff::{CaseEdit, CaseTurn};
use crate::runner::{self, Expected, case_folder, in_case_folder, is_table, may_hold_cases, read_table};
use crate::source::Sources;
use crate::value::Date;

use crate::cli::terminal::Terminal;

/// A case with everything that is asked about it.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// The file that it comes from.
    pub file: String,
    pub id: String,
    pub facts: Node,
    pub as_of: Option<Date>,
    pub known_on: Option<Date>,
    pub readings: Vec<(String, String)>,
    /// The right answer, where one is stated.
    pub expected: Option<Expected>,
}

impl Asked {
    /// The case as it is put to the policies.
    pub fn input(&self) -> Input<'_> {
        Input {
            id: &self.id,
            facts: &self.facts,
            as_of: self.as_of,
            known_on: self.known_on,
            readings: &self.readings,
        }
    }

    /// Whether two cases ask the same.
    fn same(&self, other: &Asked) -> bool {
        is_same(&self.facts, &other.facts)
            && (self.as_of, self.known_on, &self.readings) == (other.as_of, other.known_on, &other.readings)
    }
}

/// The cases beside a policy: those of its case files, and each file of facts as a case of its own.
pub(super) fn beside(files: &dyn Files, policy: &str, terminal: &Terminal) -> Result<Vec<Asked>, String> {
    let folder = case_folder(files, policy);
    let mut found = Vec::new();
    for path in in_case_folder(files, policy).iter().filter(|path| may_hold_cases(path)) {
        let name = path.strip_prefix(&folder).unwrap_or(path).trim_start_matches('/');
        let bytes = files.read(path).map_err(|_| format!("licit: `{path}` cannot be read\n"))?;
        found.extend(of_file(&files.show(path), name, bytes, terminal)?);
    }
    Ok(found)
}

/// The cases of a file.
pub(super) fn of_file(
    shown: &str,
    name: &str,
    bytes: Vec<u8>,
    terminal: &Terminal,
) -> Result<Vec<Asked>, String> {
    let mut sources = Sources::new();
    let cases = if is_table(name) {
        read_table(&bytes, shown, &mut sources)
            .map(|file| file.cases.into_iter().map(|case| of_case(name, case)).collect())
    } else {
        let text = crate::cli::eval::utf8(bytes, shown)?;
        let start = sources.add(shown, &text);
        of_text(name, &text, start)
    };
    cases.map_err(|problems| {
        terminal.problems(&problems.sorted(), &sources);
        format!("The cases of {shown} could not be read.\n")
    })
}

/// The cases of a text, or the one whose facts it holds.
fn of_text(name: &str, text: &str, start: u32) -> Result<Vec<Asked>, Problems> {
    let format = Format::of(name).unwrap_or(Format::Yaml);
    if runner::holds_facts(text, start, format) {
        let (stem, _) = name.rsplit_once('.').unwrap_or((name, ""));
        return facts::document(text, start, format).map(|node| vec![alone(name, stem, node)]);
    }
    let file = runner::read(text, start, format)?;
    Ok(file.cases.into_iter().map(|case| of_case(name, case)).collect())
}

fn alone(file: &str, id: &str, facts: Node) -> Asked {
    let (file, id) = (file.to_owned(), id.to_owned());
    Asked { file, id, facts, as_of: None, known_on: None, readings: Vec::new(), expected: None }
}

fn of_case(file: &str, case: runner::Case) -> Asked {
    Asked {
        file: file.to_owned(),
        id: case.id,
        facts: case.facts,
        as_of: case.as_of,
        known_on: case.known_on,
        readings: case.readings.into_iter().map(|(name, answer, _)| (name, answer)).collect(),
        expected: case.expected,
    }
}

/// The cases of both sides: those of the new one, then those of the old one that ask something else.
pub(super) fn united(new: Vec<Asked>, old: Vec<Asked>) -> Vec<Asked> {
    let mut all = new;
    for mut case in old {
        let twin = all.iter().find(|other| other.file == case.file && other.id == case.id);
        match twin {
            Some(twin) if twin.same(&case) => continue,
            Some(_) => case.id = format!("{} (as it was)", case.id),
            None => {}
        }
        all.push(case);
    }
    told_apart(all)
}

/// Cases that are new, gone, or not what they were.
pub(super) fn edited(new: &[Asked], old: &[Asked]) -> Vec<CaseEdit> {
    let mut found: Vec<CaseEdit> = old.iter().filter_map(|was| turn(was, new)).collect();
    let is_new = |case: &&Asked| twin(case, old).is_none();
    found.extend(new.iter().filter(is_new).map(|case| edit(case, CaseTurn::New)));
    found
}

/// What has become of a case.
fn turn(was: &Asked, new: &[Asked]) -> Option<CaseEdit> {
    let Some(now) = twin(was, new) else { return Some(edit(was, CaseTurn::Gone)) };
    let answers = match (&was.expected, &now.expected) {
        (Some(was), Some(now)) => was.says_as(now),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    match (was.same(now), answers) {
        (true, true) => None,
        (false, true) => Some(edit(now, CaseTurn::Facts)),
        (true, false) => Some(edit(now, CaseTurn::Answer)),
        (false, false) => Some(edit(now, CaseTurn::Both)),
    }
}

/// The same case on the other side: in the file of the same name, else in the only file that has a case of this name.
fn twin<'c>(case: &Asked, others: &'c [Asked]) -> Option<&'c Asked> {
    let mut named = others.iter().filter(|other| other.id == case.id);
    let here = others.iter().find(|other| other.file == case.file && other.id == case.id);
    here.or_else(|| named.next().filter(|_| named.next().is_none()))
}

fn edit(case: &Asked, turn: CaseTurn) -> CaseEdit {
    CaseEdit { file: case.file.clone(), id: case.id.clone(), turn }
}

/// Cases of two files with one name are called by file and name.
fn told_apart(mut all: Vec<Asked>) -> Vec<Asked> {
    let mut count = std::collections::BTreeMap::new();
    all.iter().for_each(|case| *count.entry(case.id.clone()).or_insert(0_usize) += 1);
    for case in &mut all {
        if count.get(&case.id).is_some_and(|count| *count > 1) {
            case.id = format!("{}: {}", case.file, case.id);
        }
    }
    all
}

/// Whether two documents say the same, wherever it is written.
pub(in crate::cli) fn is_same(one: &Node, two: &Node) -> bool {
    match (&one.kind, &two.kind) {
        (NodeKind::Null, NodeKind::Null) => true,
        (NodeKind::Scalar { text: one, .. }, NodeKind::Scalar { text: two, .. }) => one == two,
        (NodeKind::List(one), NodeKind::List(two)) => {
            one.len() == two.len() && one.iter().zip(two).all(|(one, two)| is_same(one, two))
        }
        (NodeKind::Map(one), NodeKind::Map(two)) => {
            let found = |(key, value): &(facts::Key, Node)| {
                two.iter().any(|(other, there)| other.text == key.text && is_same(value, there))
            };
            one.len() == two.len() && one.iter().all(found)
        }
        (NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::List(_) | NodeKind::Map(_), _) => false,
    }
}
