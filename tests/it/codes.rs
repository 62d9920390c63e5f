//! A code is complete: it can happen, has a page whose examples are true, and a case with a snapshot.

use std::collections::BTreeSet;
use std::path::Path;

use licit::diagnostics::codes::{CODES, Code, RETIRED, page};
use licit::load::{self, Files, Loaded, Memory, Unreadable};

use super::cases::{cases, loaded};

/// What no text of a policy shows: files that cannot be read, and a folder without a policy.
const NOT_IN_A_TEXT: [&str; 7] = ["L113", "L188", "L602", "L604", "L605", "L606", "L608"];

/// What the formatter says of itself: it never happens while the laws of `tests/it` hold.
const OF_THE_FORMATTER: [&str; 2] = ["L150", "L151"];

/// Codes whose examples are policies. Those of facts and cases are tried where these are.
fn about_policies() -> impl Iterator<Item = &'static Code> {
    let phases = ["L1", "L2", "L3", "L4", "L60", "L610", "L611"];
    let known = CODES.iter().filter(|known| !OF_THE_FORMATTER.contains(&known.code));
    known.filter(move |known| phases.iter().any(|phase| known.code.starts_with(phase)))
}

fn found(loaded: &Loaded) -> Vec<String> {
    loaded.problems_on(super::cases::today()).iter().map(licit::diagnostics::Problem::code).collect()
}

#[test]
fn codes_in_the_source_are_those_of_the_registry() {
    let registered: Vec<&str> = CODES.iter().map(|known| known.code).collect();
    let unique: BTreeSet<&str> = registered.iter().copied().collect();
    assert_eq!(registered.len(), unique.len(), "a code is registered twice");
    assert!(RETIRED.iter().all(|code| !unique.contains(code)), "a retired code is in use");
    let mut written = Vec::new();
    codes_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut written);
    let once: BTreeSet<&str> = written.iter().map(String::as_str).collect();
    assert_eq!(once.len(), written.len(), "a code is used twice: {written:?}");
    assert_eq!(unique, once);
}

/// Each `code("L204")` below a folder.
fn codes_below(folder: &Path, written: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            codes_below(&path, written);
        } else if path.file_name().is_some_and(|name| name == "error.rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            written.extend(text.split("code(\"L").skip(1).map(|rest| format!("L{}", rest.get(..3).unwrap())));
        }
    }
}

#[test]
fn pages_say_what_is_wrong_and_what_to_do() {
    for known in CODES {
        assert!(known.page.starts_with(&format!("# {} ", known.code)), "{}: title", known.code);
        for part in ["## What it means", "## Why it matters", "## How to fix it"] {
            assert!(known.page.contains(part), "{}: {part}", known.code);
        }
    }
    assert_eq!(page("l204"), page("L204"));
    assert_eq!(page("L999"), None);
}

#[test]
fn wrong_examples_give_their_code_and_right_ones_none() {
    for known in about_policies().filter(|known| !NOT_IN_A_TEXT.contains(&known.code)) {
        let wrong = example(known, "## Wrong");
        assert_eq!(found(&wrong), [known.code], "{}: the wrong example", known.code);
        let right = example(known, "## Right");
        assert!(right.problems.is_empty(), "{}: {:?}", known.code, right.problems);
    }
}

/// The policy in a part of a page, loaded.
fn example(known: &Code, part: &str) -> Loaded {
    let (_, text) = known.page.split_once(part).unwrap_or_else(|| panic!("{}: {part}", known.code));
    let text = text.split("\n## ").next().unwrap();
    let files = text.split("```").skip(1).step_by(2).fold(Memory::new(), |files, block| {
        let (head, body) = block.split_once('\n').unwrap();
        let name = head.split_once("file=").map_or("policy.licit", |(_, name)| name.trim());
        let path = name.strip_prefix("../").map_or(format!("policy/{name}"), str::to_owned);
        files.with(&path, body)
    });
    load::load(&files, "policy")
}

#[test]
fn each_code_has_a_case() {
    let mut shown: BTreeSet<String> = cases("bad").iter().flat_map(|case| found(&loaded(case))).collect();
    shown.extend(NOT_IN_A_TEXT.iter().flat_map(|code| found(&load::load(&Strange(code), "policy"))));
    for known in about_policies() {
        assert!(shown.contains(known.code), "no case in tests/cases shows {}", known.code);
    }
}

/// A policy whose list cannot be read, for the reason that a code names.
struct Strange(&'static str);

impl Files for Strange {
    fn list(&self, folder: &str) -> Option<Vec<String>> {
        let names = if self.0 == "L608" { vec!["notes.txt".to_owned()] } else { vec!["a.licit".to_owned()] };
        (folder == "policy").then_some(names)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        match (path, self.0) {
            ("policy/a.licit", "L113") => Ok(vec![b' '; 4 * 1024 * 1024 + 1]),
            ("policy/a.licit", "L188") => Ok(b"# Russia\rdeny if destination == RU\r".to_vec()),
            ("policy/a.licit", _) => Ok(b"list parties: text from \"parties.csv\"".to_vec()),
            (_, "L602") => Err(Unreadable::Refused("permission denied".to_owned())),
            (_, "L604") => Err(Unreadable::LeadsOut),
            (_, "L605") => Ok(b"name\nCaf\xe9\n".to_vec()),
            (_, "L606") => Ok(vec![b'a'; 64 * 1024 * 1024 + 1]),
            _ => Err(Unreadable::Missing),
        }
    }
}

#[test]
fn files_that_cannot_be_read_are_named() {
    for code in NOT_IN_A_TEXT {
        let loaded = load::load(&Strange(code), "policy");
        assert_eq!(found(&loaded), [code]);
        let shown = licit::report::problems(
            &loaded.problems,
            &loaded.sources,
            licit::report::Style::Human { color: false, width: 80 },
        );
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots/cases/loading");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(format!("unreadable_{code}"), shown));
    }
}
