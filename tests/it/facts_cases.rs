//! Files of facts and of cases: what is refused, where, and in which words.
//!
//! A file in `bad` begins with the code and the place of each problem, in order (`# L539 4:11`); JSON, which has no
//! comments, has them in a file `NAME.expect` beside it. `# vocabulary NAME` reads the file against
//! `tests/cases/facts/vocabulary/NAME.licit` instead of the vocabulary that ships with Licit.

use std::fs;
use std::path::{Path, PathBuf};

use licit::diagnostics::{Problem, Problems};
use licit::facts::{self, Format};
use licit::report::{self, Style};
use licit::source::Sources;
use licit::{Memory, Policy, runner};

const FACTS: &str = "tests/cases/facts";
const CASES: &str = "tests/cases/case_files";

/// What the first lines of a file say about it.
#[derive(Default)]
struct Expected {
    problems: Vec<String>,
    vocabulary: Option<String>,
}

#[test]
fn bad_facts_are_refused_at_their_places() {
    for_each(&format!("{FACTS}/bad"), |path, text| {
        let expected = expected(path, text);
        let policy = policy(&expected);
        let (problems, sources) = read_facts(&shown(path), text, format(path), &policy);
        compare(path, &expected, &problems, &sources);
        snapshot("facts", path, &problems, &sources);
    });
}

#[test]
fn good_facts_are_read() {
    for_each(&format!("{FACTS}/good"), |path, text| {
        let policy = policy(&expected(path, text));
        let (problems, sources) = read_facts(&shown(path), text, format(path), &policy);
        assert!(problems.is_empty(), "{}", drawn(&problems, &sources));
    });
}

#[test]
fn bad_case_files_are_refused_at_their_places() {
    for_each(&format!("{CASES}/bad"), |path, text| {
        let expected = expected(path, text);
        let (problems, sources) = read_cases(&shown(path), text, format(path), &policy(&expected));
        compare(path, &expected, &problems, &sources);
        snapshot("case_files", path, &problems, &sources);
    });
}

#[test]
fn good_case_files_are_read() {
    for_each(&format!("{CASES}/good"), |path, text| {
        let policy = policy(&expected(path, text));
        let (problems, sources) = read_cases(&shown(path), text, format(path), &policy);
        assert!(problems.is_empty(), "{}", drawn(&problems, &sources));
    });
}

#[test]
fn pages_about_facts_show_what_they_say() {
    let pages = files("docs/errors");
    let mut blocks = 0;
    for page in pages.iter().filter(|page| page.extension().is_some_and(|ending| ending == "md")) {
        blocks += read_page(page);
    }
    assert!(blocks > 80, "only {blocks} blocks of facts and cases were found in docs/errors");
}

/// Reads the blocks of a page; those below "Wrong" give the page's code and nothing else.
fn read_page(page: &Path) -> usize {
    let text = fs::read_to_string(page).unwrap();
    let code = page.file_stem().unwrap().to_str().unwrap();
    let (mut wrong, mut blocks) = (false, 0);
    let mut policy = standard();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        wrong = if line.starts_with("## ") { line == "## Wrong" } else { wrong };
        let Some(kind) = line.strip_prefix("```").filter(|kind| !kind.is_empty()) else { continue };
        let block: String =
            lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        let name = page.display().to_string();
        let (problems, sources) = match kind.split_once(' ') {
            Some((format, "facts")) => read_facts(&name, &block, named(format), &policy),
            Some((format, "cases")) => read_cases(&name, &block, named(format), &policy),
            _ if kind == "licit" && is_about_facts(code) => {
                policy = Policy::from_text(&block).unwrap_or_else(|report| panic!("{name}: {report}"));
                continue;
            }
            _ => continue,
        };
        blocks += 1;
        let codes: Vec<String> = problems.iter().map(Problem::code).collect();
        let shown = drawn(&problems, &sources);
        assert!(
            codes.iter().all(|found| wrong && found == code) && wrong != codes.is_empty(),
            "{name}: {shown}"
        );
    }
    blocks
}

fn is_about_facts(code: &str) -> bool {
    code.starts_with("L5") || code.starts_with("L62")
}

#[test]
fn pages_of_this_phase_are_complete() {
    let codes = (501..=520).chain(522..=539).chain(621..=627).map(|number| format!("L{number}"));
    for code in codes {
        let page =
            fs::read_to_string(format!("docs/errors/{code}.md")).unwrap_or_else(|_| panic!("no page {code}"));
        assert!(page.starts_with(&format!("# {code} ")), "{code}");
        for heading in ["## What it means", "## Why it matters", "## Wrong", "## Right", "## How to fix it"] {
            assert!(page.lines().any(|line| line == heading), "{code} has no {heading}");
        }
    }
}

/// Calls the function with each case file of a folder.
fn for_each(folder: &str, check: impl Fn(&Path, &str)) {
    let mut count = 0;
    for path in files(folder).iter().filter(|path| path.extension().is_some_and(|ending| ending != "expect"))
    {
        check(path, &fs::read_to_string(path).unwrap());
        count += 1;
    }
    assert!(count > 0, "{folder} is empty");
}

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn expected(path: &Path, text: &str) -> Expected {
    let beside = path.with_extension("expect");
    let text = if beside.exists() { fs::read_to_string(beside).unwrap() } else { text.to_owned() };
    let mut expected = Expected::default();
    for line in text.trim_start_matches('\u{feff}').lines().map_while(|line| line.strip_prefix("# ")) {
        match line.strip_prefix("vocabulary ") {
            Some(name) => expected.vocabulary = Some(name.to_owned()),
            None if line.starts_with('L') => expected.problems.push(line.to_owned()),
            None => {}
        }
    }
    expected
}

fn policy(expected: &Expected) -> Policy {
    let Some(name) = &expected.vocabulary else { return standard() };
    let text = fs::read_to_string(format!("{FACTS}/vocabulary/{name}.licit")).unwrap();
    Policy::from_text(&text).unwrap_or_else(|report| panic!("{report}"))
}

fn standard() -> Policy {
    Policy::load(&Memory::new().with("p.licit", "deny if end_user.sector == defence"), "p.licit").unwrap()
}

fn format(path: &Path) -> Format {
    Format::of(&path.display().to_string()).unwrap()
}

fn named(format: &str) -> Format {
    Format::of(&format!("facts.{format}")).unwrap()
}

/// The path with slashes, as everybody sees it.
fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

fn read_facts(name: &str, text: &str, format: Format, policy: &Policy) -> (Vec<Problem>, Sources) {
    let mut sources = Sources::new();
    let start = sources.add(name, text);
    let node = facts::document(text, start, format);
    let problems = node.and_then(|node| facts::read(&node, policy.schema())).err().unwrap_or_default();
    (problems.sorted(), sources)
}

fn read_cases(name: &str, text: &str, format: Format, policy: &Policy) -> (Vec<Problem>, Sources) {
    let mut sources = Sources::new();
    let start = sources.add(name, text);
    let problems: Problems = match runner::read(text, start, format) {
        Ok(file) => runner::check(&file, policy.program().policy()),
        Err(problems) => problems,
    };
    (problems.sorted(), sources)
}

#[track_caller]
fn compare(path: &Path, expected: &Expected, problems: &[Problem], sources: &Sources) {
    let place = |problem: &Problem| {
        let span = problem.span().unwrap();
        let position = sources.file(span).unwrap().position(span.start);
        format!("{} {}:{}", problem.code(), position.line, position.column)
    };
    let found: Vec<String> = problems.iter().map(place).collect();
    assert_eq!(found, expected.problems, "{}\n{}", path.display(), drawn(problems, sources));
}

fn drawn(problems: &[Problem], sources: &Sources) -> String {
    report::problems(problems, sources, Style::Human { color: false, width: 80 })
}

fn snapshot(feature: &str, path: &Path, problems: &[Problem], sources: &Sources) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("../snapshots/{feature}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let name = path.file_name().unwrap().to_str().unwrap().replace('.', "_");
    settings.bind(|| insta::assert_snapshot!(name, drawn(problems, sources)));
}

/// The code, place and message of the only problem of a text.
fn refusal(text: &str, format: Format) -> String {
    let (problems, sources) = read_facts("facts", text, format, &standard());
    let [problem] = problems.as_slice() else { panic!("{}", drawn(&problems, &sources)) };
    let span = problem.span().unwrap();
    let position = sources.file(span).unwrap().position(span.start);
    format!("{} {}:{}", problem.code(), position.line, position.column)
}

const FORMATS: [Format; 3] = [Format::Json, Format::Yaml, Format::Toml];

#[test]
fn a_hundred_thousand_brackets_are_refused_without_harm() {
    let brackets = "[".repeat(100_000);
    assert_eq!(refusal(&brackets, Format::Json), "L503 1:65");
    assert!(refusal(&brackets, Format::Yaml).starts_with("L503"));
    assert_eq!(refusal(&format!("a = {brackets}"), Format::Toml), "L503 1:68");
    assert_eq!(refusal(&"- ".repeat(100_000), Format::Yaml), "L503 1:129");
    assert_eq!(
        refusal(&format!("a = {}", "{a=".repeat(100_000)), Format::Toml).split(' ').next(),
        Some("L503")
    );
}

#[test]
fn a_line_of_ten_megabytes_is_refused_in_few_lines() {
    let long = "x".repeat(10 * 1024 * 1024);
    for (text, format) in [
        (format!("{{\"end_user\": {{\"name\": \"{long}\"}}}}"), Format::Json),
        (format!("end_user: {{name: {long}}}"), Format::Yaml),
        (format!("end_user.name = \"{long}\""), Format::Toml),
    ] {
        let (problems, sources) = read_facts("facts", &text, format, &standard());
        assert_eq!(problems.iter().map(Problem::code).collect::<Vec<_>>(), ["L506"]);
        assert!(drawn(&problems, &sources).len() < 2000, "{format:?}");
    }
}

#[test]
fn too_many_values_and_too_many_bytes_are_refused() {
    let many = vec!["1"; 1_000_001].join(",");
    assert_eq!(refusal(&format!("{{\"origin\": [{many}]}}"), Format::Json).split(' ').next(), Some("L504"));
    assert_eq!(refusal(&format!("origin = [{many}]"), Format::Toml).split(' ').next(), Some("L504"));
    let large = " ".repeat(64 * 1024 * 1024 + 1);
    for format in FORMATS {
        assert_eq!(refusal(&large, format), "L505 1:1");
    }
}

#[test]
fn nul_is_refused_in_all_formats() {
    assert_eq!(refusal("{\"origin\": \"D\0E\"}", Format::Json), "L509 1:14");
    assert_eq!(refusal("origin: D\0E", Format::Yaml), "L509 1:10");
    assert_eq!(refusal("origin = \"D\0E\"", Format::Toml), "L509 1:12");
    assert_eq!(refusal("{\"origin\": \"D\\u0000E\"}", Format::Json), "L509 1:12");
    assert_eq!(refusal("origin: \"D\\0E\"", Format::Yaml), "L509 1:9");
    assert_eq!(refusal("origin = \"D\\u0000E\"", Format::Toml), "L509 1:10");
}

#[test]
fn data_after_the_end_is_refused_in_all_formats() {
    assert_eq!(refusal("{\"origin\": \"DE\"}\n{}", Format::Json).split(' ').next(), Some("L501"));
    assert_eq!(refusal("{origin: DE}\nmore", Format::Yaml).split(' ').next(), Some("L501"));
    assert_eq!(refusal("origin: DE\n...\n---\norigin: FR", Format::Yaml), "L508 3:1");
    assert_eq!(refusal("origin = \"DE\" \"FR\"", Format::Toml).split(' ').next(), Some("L501"));
}

#[test]
fn codes_and_norway_survive_in_all_formats() {
    let text = fs::read_to_string(format!("{FACTS}/vocabulary/goods.licit")).unwrap();
    let policy = Policy::from_text(&text).unwrap();
    for (text, format) in [
        (r#"{"eccn": "3E001", "hs": "010121", "maker": {"country": "NO"}}"#, Format::Json),
        ("eccn: 3E001\r\nhs: 010121\r\nmaker: {country: NO}\r\n", Format::Yaml),
        ("\u{feff}eccn = '3E001'\nhs = '010121'\nmaker.country = 'NO'\n", Format::Toml),
    ] {
        let facts = policy.facts("facts", text, format).unwrap();
        let shown = format!("{:?}", facts);
        for kept in ["3E001", "010121"] {
            assert!(shown.contains(kept), "{kept}: {shown}");
        }
        assert_eq!(
            facts.digest,
            policy
                .facts(
                    "facts",
                    r#"{"hs": "010121", "maker": {"country": "NO"}, "eccn": "3E001"}"#,
                    Format::Json
                )
                .unwrap()
                .digest
        );
    }
}
