//! The pages of `docs/words`: each word of the grammar has one, and each example is right.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use licit::load::load;
use licit::{Memory, report};

fn pages() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/words");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let name = |path: &PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    paths.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
}

/// The blocks of code of a page, each with what stands behind its fence.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match (line.strip_prefix("```"), open.take()) {
            (Some(head), None) => open = Some((head.to_owned(), String::new())),
            (Some(_), Some(block)) => found.push(block),
            (None, Some((head, text))) => open = Some((head, format!("{text}{line}\n"))),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block of code is not closed");
    found
}

#[test]
fn every_example_checks_without_a_warning() {
    for (name, page) in pages() {
        let blocks = blocks(&page);
        let examples: Vec<&String> =
            blocks.iter().filter(|(head, _)| head == "licit").map(|(_, text)| text).collect();
        assert!(!examples.is_empty(), "{name} has no example");
        for example in examples {
            let vocabulary = "list closed_countries: country = [CU, IR, KP, SY]\n";
            let mut files =
                Memory::new().with("policy/policy.licit", example).with("vocabulary/a.licit", vocabulary);
            for (head, text) in &blocks {
                if let Some(file) = head.strip_prefix("csv ") {
                    files = files.with(&format!("policy/{file}"), text);
                }
            }
            let loaded = load(&files, "policy");
            let shown = report::problems(&loaded.problems, &loaded.sources, report::Style::Plain);
            assert!(loaded.problems.is_empty(), "{name}:\n{example}\n{shown}");
        }
    }
}

#[test]
fn every_example_is_laid_out_as_the_formatter_does() {
    for (name, page) in pages() {
        for (_, example) in blocks(&page).iter().filter(|(head, _)| head == "licit") {
            assert_eq!(&licit::format::format(example).unwrap(), example, "{name}");
        }
    }
}

/// The words that the grammar knows, as `x_word = @{ "x" ~ !word_char }` says them.
fn words_of_the_grammar() -> BTreeSet<String> {
    let grammar = include_str!("../../grammar/licit.pest");
    let lines = grammar.lines().filter(|line| line.contains("_word = @{"));
    lines.flat_map(|line| line.split('"').skip(1).step_by(2)).map(str::to_owned).collect()
}

#[test]
fn every_word_of_the_grammar_is_explained() {
    let words = words_of_the_grammar();
    assert!(words.len() > 90, "{words:?}");
    for word in words {
        let run = super::cli::run(&["explain", &word]);
        assert_eq!(run.code, 0, "{word}: {}", run.errors);
    }
}

#[test]
fn a_page_begins_with_its_word() {
    for (name, page) in pages() {
        let run = super::cli::run(&["explain", &name]);
        let title = page.lines().next().unwrap().trim_start_matches("# ");
        assert!(run.output.starts_with(title), "{name}: {}", run.output);
    }
}
