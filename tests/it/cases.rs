//! Policies that must check clean and policies that must not: `tests/cases/<feature>/{good,bad}`.
//!
//! A case is a file, or a folder whose policy lies in `policy/`. The first lines of a bad case name
//! what is found and where: `# L204 3:18`, or `# L252 group.csv 3:1` in another file. Those of a good
//! case may name its warnings: `# warns L401`.

use std::path::{Path, PathBuf};

use licit::diagnostics::Problem;
use licit::load::{self, Loaded, folder::Folder};
use licit::report::{self, Style};
use licit::source::Sources;
use licit::value::Date;
use licit::value::date::parse_date;

/// Folders whose cases are facts or case files, which are tried elsewhere.
const NO_POLICIES: [&str; 2] = ["facts", "case_files"];

/// All cases of a kind, in order.
pub fn cases(kind: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let features =
        entries(&root).into_iter().filter(|feature| !NO_POLICIES.iter().any(|name| feature.ends_with(name)));
    let mut found: Vec<PathBuf> = features.flat_map(|feature| entries(&feature.join(kind))).collect();
    found.sort();
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// Loads a case with paths as seen from its folder.
pub fn loaded(case: &Path) -> Loaded {
    if case.is_dir() {
        return load::load(&Folder::new(case).unwrap(), "policy");
    }
    let name = case.file_name().unwrap().to_str().unwrap();
    load::load(&Folder::new(case.parent().unwrap()).unwrap(), name)
}

/// The day on which the cases are looked at: reasons that allow a warning may have ended by then.
pub fn today() -> Date {
    parse_date("2026-11-24").unwrap()
}

/// The first lines of a case that say what is expected.
fn expected(case: &Path, starts: &str) -> Vec<String> {
    let file = if case.is_dir() { case.join("policy/policy.licit") } else { case.to_owned() };
    let text = std::fs::read_to_string(&file).unwrap();
    let heads = text.lines().map_while(|line| line.strip_prefix("# "));
    heads.filter(|line| line.starts_with(starts)).map(str::to_owned).collect()
}

/// A problem as the first lines of a case name it.
fn told(problem: &Problem, sources: &Sources) -> String {
    let Some(span) = problem.span() else { return problem.code() };
    let file = sources.file(span).unwrap();
    let place = file.position(span.start);
    let name = file.name.rsplit('/').next().unwrap();
    let file = if name.ends_with(".licit") && !file.name.contains("..") && is_main(&file.name) {
        String::new()
    } else {
        format!("{name} ")
    };
    format!("{} {file}{}:{}", problem.code(), place.line, place.column)
}

fn is_main(name: &str) -> bool {
    name == "policy/policy.licit" || !name.contains('/')
}

fn drawn(problems: &[Problem], sources: &Sources) -> String {
    report::problems(problems, sources, Style::Human { color: false, width: 80 })
}

#[test]
fn good_policies_check_without_a_word() {
    let cases = cases("good");
    assert!(!cases.is_empty());
    for case in cases {
        let loaded = loaded(&case);
        let found: Vec<String> =
            loaded.problems.iter().map(|problem| format!("warns {}", problem.code())).collect();
        let shown = drawn(&loaded.problems_on(today()), &loaded.sources);
        assert_eq!(found, expected(&case, "warns "), "{}\n{shown}", case.display());
        assert!(loaded.program.is_some(), "{}", case.display());
    }
}

#[test]
fn bad_policies_give_what_they_say_and_nothing_else() {
    let cases = cases("bad");
    assert!(!cases.is_empty());
    for case in cases {
        let loaded = loaded(&case);
        let found: Vec<String> =
            loaded.problems_on(today()).iter().map(|problem| told(problem, &loaded.sources)).collect();
        let shown = drawn(&loaded.problems_on(today()), &loaded.sources);
        assert_eq!(found, expected(&case, "L"), "{}\n{shown}", case.display());
    }
}

#[test]
fn problems_read_well() {
    for case in cases("bad") {
        let loaded = loaded(&case);
        let name = case.file_stem().unwrap().to_str().unwrap();
        let feature = case.parent().unwrap().parent().unwrap().file_name().unwrap().to_str().unwrap();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(format!("../snapshots/cases/{feature}"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, drawn(&loaded.problems_on(today()), &loaded.sources)));
    }
}

#[test]
fn labels_are_short() {
    const LONGEST: usize = 80;
    for case in cases("bad") {
        let loaded = loaded(&case);
        for problem in &loaded.problems {
            for (span, _) in problem.labels() {
                let long = span.end - span.start;
                assert!(
                    long as usize <= LONGEST,
                    "{} marks {long} bytes in {}",
                    problem.code(),
                    case.display()
                );
            }
        }
    }
}
