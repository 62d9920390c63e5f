//! Texts that were cut, flipped and shuffled.

use std::collections::BTreeMap;
use std::path::Path;

use licit::eval::Question;
use licit::facts::{self, Facts};
use licit::load::Unreadable;
use licit::source::Sources;
use licit::{Files, Format, Memory, Policy, runner};
use proptest::prelude::*;

use super::{loaded, look_at, text};
use crate::generate::policy_and_facts;

/// What is done to a text: an act, a place, a word or byte.
pub(super) type Change = (u8, u16, u16);

/// `LICIT_CASES` texts of each kind, else 64.
pub(super) fn config() -> ProptestConfig {
    let cases = std::env::var("LICIT_CASES").map_or(64, |cases| cases.parse().unwrap());
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

pub(super) fn changes() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec(any::<Change>(), 1..4)
}

pub(super) fn mangled(text: &[u8], changes: &[Change]) -> Vec<u8> {
    changes.iter().fold(text.to_vec(), |text, change| changed(text, *change))
}

/// Cut off, a byte flipped, two words swapped, a line twice, a piece left out, or signs put in.
fn changed(mut text: Vec<u8>, (act, place, other): Change) -> Vec<u8> {
    if text.is_empty() {
        return text;
    }
    let at = |number: u16, length: usize| usize::from(number) * length / 65_536;
    let (one, two) = (at(place, text.len()), at(other, text.len()));
    match act % 7 {
        0 => text.truncate(one),
        1 => text[one] ^= 1 << (other % 8),
        2 => return swapped(&text, one, two),
        3 => drop(text.drain(one..(one + usize::from(other) % 40).min(text.len()))),
        4 => {
            let signs = [
                "(", ")", "[", "\"", "\n", " if ", " not ", "##", "é", "\u{202e}", "0", "%", ",", ":",
                " under ", "\t",
            ];
            let sign = signs[usize::from(other) % signs.len()];
            text.splice(one..one, sign.bytes());
        }
        5 => text[one] = other.to_le_bytes()[0],
        _ => {
            let line: Vec<u8> = text.split(|byte| *byte == b'\n').nth(one % 30).unwrap_or_default().to_vec();
            text.splice(two..two, line);
        }
    }
    text
}

fn swapped(text: &[u8], one: usize, two: usize) -> Vec<u8> {
    let text = String::from_utf8_lossy(text).into_owned();
    let mut words: Vec<&str> = text.split_inclusive([' ', '\n', '(', ')', ',']).collect();
    let count = words.len();
    words.swap(one % count, two % count);
    words.concat().into_bytes()
}

/// The china policy in memory, with one file mangled.
fn china() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    collect(Path::new("policies/china"), &mut files);
    files
}

fn collect(folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.insert(path.to_str().unwrap().to_owned(), std::fs::read(path).unwrap());
        }
    }
}

struct Mangled<'f>(&'f BTreeMap<String, Vec<u8>>, String, Vec<u8>);

impl Files for Mangled<'_> {
    fn list(&self, folder: &str) -> Option<Vec<String>> {
        self.0.iter().fold(Memory::new(), |memory, (path, text)| memory.with(path, text)).list(folder)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        if path == self.1 {
            return Ok(self.2.clone());
        }
        self.0.get(path).cloned().ok_or(Unreadable::Missing)
    }
}

/// Reads a document as facts; what is wrong must be said, and what is right decided.
fn decide(policy: &Policy, document: &str, format: Format) {
    match policy.facts("case", document, format) {
        Ok(facts) => drop(policy.decide(&facts, &Question::default())),
        Err(report) => look_at(&report.problems, &report.sources),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn mangled_policies_are_read_or_refused(case in policy_and_facts(), changes in changes()) {
        let found = loaded(&Memory::new().with("p.licit", mangled(case.policy.as_bytes(), &changes)), "p.licit");
        if let Some(program) = found.program {
            let facts = Facts::empty(&program.policy().schema);
            licit::eval::decide(&program, &facts, &Question::default());
        }
    }

    #[test]
    fn mangled_facts_are_read_or_refused(case in policy_and_facts(), changes in changes(), yaml in any::<bool>()) {
        let policy = Policy::from_text(&case.policy).map_err(|report| TestCaseError::fail(report.to_string()))?;
        let document = mangled(case.facts.facts.to_string().as_bytes(), &changes);
        decide(&policy, &String::from_utf8_lossy(&document), if yaml { Format::Yaml } else { Format::Json });
    }

    #[test]
    fn any_document_is_read_or_refused(document in "\\PC{0,60}|[-\\[\\]{}:,&*!|>'\"#%@ \n\ta-c0-9.]{0,80}", changes in changes()) {
        let policy = Policy::from_text("fact a: number\nfact b: list of money\ndeny if a > 1").unwrap();
        let document = mangled(document.as_bytes(), &changes);
        let document = String::from_utf8_lossy(&document);
        for format in [Format::Json, Format::Yaml, Format::Toml] {
            decide(&policy, &document, format);
        }
        text(&document);
    }

    #[test]
    fn mangled_cases_are_read_or_refused(changes in changes()) {
        let cases = std::fs::read("policies/china/cases/china.yaml").unwrap();
        let document = mangled(&cases[..12_000], &changes);
        let document = String::from_utf8_lossy(&document);
        let mut sources = Sources::new();
        let start = sources.add("cases.yaml", &document);
        if let Err(problems) = runner::read(&document, start, Format::Yaml) {
            look_at(&problems.sorted(), &sources);
        }
        let _ = facts::document(&document, start, Format::Toml);
    }
}

/// A file of the china policy at a time: `LICIT_CASES` of them, else 8, since each means loading all.
#[test]
fn china_with_a_mangled_file_is_read_or_refused() {
    let files = china();
    let names: Vec<&String> =
        files.keys().filter(|name| name.ends_with(".licit") || name.ends_with(".csv")).collect();
    let cases = std::env::var("LICIT_CASES").map_or(8, |cases| cases.parse().unwrap());
    let config = proptest::test_runner::Config { cases, failure_persistence: None, ..Default::default() };
    let strategy = (any::<prop::sample::Index>(), changes());
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let result = runner.run(&strategy, |(which, changes)| {
        let name = *which.get(&names);
        loaded(&Mangled(&files, name.clone(), mangled(&files[name], &changes)), "policies/china");
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}
