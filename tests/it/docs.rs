//! The documents are true: their policies are checked, their cases decided.
//!
//! A block that begins with ```` ```licit ```` is a complete policy and gives no problem; `wrong=L204` gives exactly that error,
//! `warns=L403` that warning. `name=…` gives it a name for later blocks: `extends=…` puts a named block before this one, and
//! ```` ```yaml case=… verdict=… ```` decides facts by it. ```` ```csv file=… ```` is a data file that all blocks of the document see.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use licit::load::load;
use licit::{Format, Memory, Policy, Question, report, runner, source::Sources, value::date::parse_date};

/// A code block: its language, the words behind it, its text and its line.
struct Block {
    language: String,
    words: BTreeMap<String, String>,
    text: String,
    place: String,
}

#[test]
fn the_language_guide_runs() {
    assert!(run("docs/language.md") > 20);
}

/// The README shows a policy that stands by itself.
#[test]
fn the_readme_runs() {
    assert!(run("README.md") > 0);
}

#[test]
fn the_case_file_of_the_documents_is_as_expected() {
    let blocks = blocks("docs/cases.md");
    let named = named_policies(&blocks);
    let mut run = 0;
    for block in blocks.iter().filter(|block| block.words.contains_key("cases")) {
        let policy = policy(&named[&block.words["cases"]], &Memory::new()).unwrap();
        let mut sources = Sources::new();
        let start = sources.add(&block.place, &block.text);
        let file =
            runner::read(&block.text, start, Format::Yaml).unwrap_or_else(|problems| panic!("{problems:?}"));
        for case in file.cases {
            let facts = licit::facts::read(&case.facts, policy.schema())
                .unwrap_or_else(|problems| panic!("{problems:?}"));
            let decision = policy.decide(&facts, &Question::new(case.as_of, case.known_on));
            let differences = runner::compare(&decision, &case.expected.unwrap(), policy.schema());
            assert!(differences.is_empty(), "{}: {differences:?}", case.id);
            run += 1;
        }
    }
    assert_eq!(run, 3);
}

#[test]
fn the_example_of_the_library_is_that_of_the_crate() {
    let code = |text: &str| {
        let lines = text
            .lines()
            .map(|line| line.trim_start_matches("//!").trim())
            .filter(|line| !line.starts_with("# "));
        lines.collect::<Vec<_>>().join("\n")
    };
    let library = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let example = library.split("//! ```\n").nth(2).map(code).expect("the crate's example");
    let page = blocks("docs/embedding.md");
    let shown = page.iter().find(|block| block.language == "rust").map(|block| code(&block.text));
    assert_eq!(shown.as_deref().map(str::trim), Some(example.trim()));
}

/// Checks and decides everything in a document; gives how many blocks that was.
fn run(document: &str) -> usize {
    let blocks = blocks(document);
    let files = data_files(&blocks);
    let named = named_policies(&blocks);
    let mut count = 0;
    for block in &blocks {
        match block.language.as_str() {
            "licit" => check(block, &whole(block, &named), &files),
            "yaml" if block.words.contains_key("case") => decide(block, &named, &files),
            _ => continue,
        }
        count += 1;
    }
    count
}

fn check(block: &Block, text: &str, files: &Memory) {
    let loaded = load(&files.clone().with("policy.licit", text), "policy.licit");
    let mut codes: Vec<_> = loaded.problems.iter().map(|problem| problem.code()).collect();
    let shown = report::problems(&loaded.problems, &loaded.sources, report::Style::Plain);
    codes.dedup();
    let wanted: Vec<String> =
        ["wrong", "warns"].iter().filter_map(|word| block.words.get(*word).cloned()).collect();
    assert_eq!(codes, wanted, "{}\n{shown}", block.place);
    assert_eq!(loaded.program.is_none(), block.words.contains_key("wrong"), "{}", block.place);
}

fn decide(block: &Block, named: &BTreeMap<String, String>, files: &Memory) {
    let policy = policy(&named[&block.words["case"]], files)
        .unwrap_or_else(|report| panic!("{}\n{report}", block.place));
    let facts =
        policy.facts(&block.place, &block.text, Format::Yaml).unwrap_or_else(|report| panic!("{report}"));
    let as_of = block.words.get("as_of").map(|day| parse_date(day).unwrap());
    let decision = policy.decide(&facts, &Question::new(as_of, None));
    let found = match decision.verdict.certain() {
        Some(verdict) => verdict.name.clone(),
        None => format!("{}..{}", decision.verdict.at_least.name, decision.verdict.at_most.name),
    };
    assert_eq!(found, block.words["verdict"], "{}", block.place);
    if let Some(missing) = block.words.get("missing") {
        let found: Vec<&str> = decision.missing.iter().map(|fact| fact.path.as_str()).collect();
        assert_eq!(found.join(","), *missing, "{}", block.place);
    }
}

fn policy(text: &str, files: &Memory) -> Result<Policy, licit::Report> {
    Policy::load(&files.clone().with("policy.licit", text), "policy.licit")
}

fn data_files(blocks: &[Block]) -> Memory {
    let csv = blocks.iter().filter(|block| block.language == "csv");
    csv.fold(Memory::new(), |files, block| files.with(&block.words["file"], &block.text))
}

fn named_policies(blocks: &[Block]) -> BTreeMap<String, String> {
    let mut named = BTreeMap::new();
    for block in blocks.iter().filter(|block| block.language == "licit") {
        if let Some(name) = block.words.get("name") {
            let text = whole(block, &named);
            named.insert(name.clone(), text);
        }
    }
    named
}

/// The text of a block with that of the one it extends before it.
fn whole(block: &Block, named: &BTreeMap<String, String>) -> String {
    let before = block.words.get("extends").map(|name| named[name].clone()).unwrap_or_default();
    format!("{before}\n{}", block.text)
}

/// The code blocks of a document.
fn blocks(document: &str) -> Vec<Block> {
    let text = fs::read_to_string(root().join(document)).unwrap();
    let mut blocks: Vec<Block> = Vec::new();
    let mut inside = false;
    for (line, number) in text.lines().zip(1..) {
        match (inside, line.strip_prefix("```")) {
            (true, Some(_)) => inside = false,
            (false, Some(head)) => {
                let mut words = head.split_whitespace().map(str::to_owned);
                let language = words.next().unwrap_or_default();
                let pair = |word: String| {
                    word.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned()))
                };
                let words = words.filter_map(pair).collect();
                blocks.push(Block {
                    language,
                    words,
                    text: String::new(),
                    place: format!("{document}:{number}"),
                });
                inside = true;
            }
            (true, None) => {
                let block = blocks.last_mut().unwrap();
                block.text.push_str(line);
                block.text.push('\n');
            }
            (false, None) => {}
        }
    }
    blocks
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
