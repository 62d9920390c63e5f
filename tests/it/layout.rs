//! How the crate is laid out: what ARCHITECTURE.md says is true of the files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Files that may be longer than [`LONGEST`], each with its reason.
const LONG: [(&str, &str); 14] = [
    ("src/screen/form.rs", "data only: the lower form in one place"),
    ("src/check/error.rs", "a list: one variant for each message"),
    ("src/facts/error.rs", "a list: one variant for each message"),
    ("src/syntax/error.rs", "a list: one variant for each message"),
    ("src/syntax/mend/phrases.rs", "a list: what people write, and what to write instead"),
    ("src/syntax/allowed.rs", "a list: which clauses each statement may have"),
    ("src/syntax/tree.rs", "data only: the syntax tree in one place"),
    ("src/typed.rs", "data only: the typed policy in one place"),
    ("src/check/expression.rs", "names and types of expressions; to be divided"),
    ("src/check/expressions.rs", "one arm for each kind of expression; to be divided"),
    ("src/check/operators.rs", "one function for each operator; to be divided"),
    ("src/check/vocabulary.rs", "records, enums, codes, facts; to be divided"),
    ("src/eval/decide.rs", "one function for each part of a decision; to be divided"),
    ("src/format/expressions.rs", "one function for each kind of expression; to be divided"),
];

/// Lines that a file may have.
const LONGEST: usize = 400;

#[test]
fn modules_use_only_what_the_table_allows() {
    let allowed = import_table();
    let mut wrong = BTreeSet::new();
    for file in sources() {
        let module = module_of(&file);
        if module == "lib" || module == "main" {
            continue;
        }
        let Some(may) = allowed.get(&module) else {
            wrong.insert(format!("module `{module}` is not in the table"));
            continue;
        };
        let used = used_modules(&code_of(&file));
        for other in used.into_iter().filter(|other| *other != module) {
            if !may.contains(&other) && !may.contains("everything") {
                wrong.insert(format!("{}: `{module}` uses `{other}`", shown(&file)));
            }
        }
    }
    assert!(wrong.is_empty(), "not in the table of ARCHITECTURE.md:\n{}", lines(&wrong));
}

#[test]
fn the_table_has_no_circle() {
    let table = import_table();
    let mut left: BTreeMap<&String, &BTreeSet<String>> = table.iter().collect();
    loop {
        let free: Vec<&String> = left
            .iter()
            .filter(|(_, may)| !may.iter().any(|other| left.contains_key(other)))
            .map(|(name, _)| *name)
            .collect();
        if free.is_empty() {
            break;
        }
        left.retain(|name, _| !free.contains(name));
    }
    assert!(left.is_empty(), "these use each other: {:?}", left.keys());
}

#[test]
fn only_the_edges_touch_the_world() {
    let world = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "SystemTime",
        "Instant::now",
        "println!",
        "eprintln!",
        "print!(",
        "eprint!(",
        "dbg!",
        "io::stdout",
        "io::stderr",
        "io::stdin",
    ];
    let edge = |name: &str| {
        name.starts_with("src/cli/")
            || ["src/load/folder.rs", "src/testing/disk.rs", "src/main.rs"].contains(&name)
    };
    let mut wrong = BTreeSet::new();
    for file in sources().into_iter().filter(|file| !edge(&shown(file))) {
        let code = code_of(&file);
        for word in world.iter().filter(|word| code.contains(**word)) {
            wrong.insert(format!("{}: {word}", shown(&file)));
        }
    }
    assert!(
        wrong.is_empty(),
        "only src/cli, src/load/folder.rs and src/testing/disk.rs may do this:\n{}",
        lines(&wrong)
    );
}

#[test]
fn there_are_no_floats() {
    let float = |file: &PathBuf| {
        let code = code_of(file);
        let mut words = code.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
        words.any(|word| word == "f32" || word == "f64").then(|| shown(file))
    };
    let wrong: BTreeSet<String> = sources().iter().filter_map(float).collect();
    assert!(wrong.is_empty(), "a float in:\n{}", lines(&wrong));
}

#[test]
fn files_are_short_or_say_why() {
    let mut wrong = BTreeSet::new();
    for file in sources() {
        let name = shown(&file);
        let length = read(&file).lines().count();
        if length > LONGEST && !LONG.iter().any(|(listed, _)| *listed == name) {
            wrong.insert(format!("{name}: {length} lines"));
        }
    }
    assert!(
        wrong.is_empty(),
        "more than {LONGEST} lines; divide them, or say why in this test:\n{}",
        lines(&wrong)
    );
}

#[test]
fn every_test_file_is_run() {
    let root = root().join("tests/it");
    let mut found = BTreeSet::new();
    reach(&root.join("main.rs"), &root, &mut found);
    let all: BTreeSet<PathBuf> = files(&root).into_iter().filter(|file| is_rust(file)).collect();
    let forgotten: BTreeSet<String> = all.difference(&found).map(|file| shown(file)).collect();
    assert!(forgotten.is_empty(), "no `mod` leads to:\n{}", lines(&forgotten));
}

#[test]
fn documents_name_only_what_exists() {
    let mut wrong = BTreeSet::new();
    for document in
        files(&root()).into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "md"))
    {
        let text = without_fences(&read(&document));
        let folder = document.parent().unwrap().to_path_buf();
        for path in paths_in_backticks(&text) {
            let exists = root().join(&path).exists() || folder.join(&path).exists();
            if !exists {
                wrong.insert(format!("{}: `{path}`", shown(&document)));
            }
        }
        for link in links(&text) {
            if !folder.join(&link).exists() {
                wrong.insert(format!("{}: ({link})", shown(&document)));
            }
        }
    }
    assert!(wrong.is_empty(), "there is no such file:\n{}", lines(&wrong));
}

#[test]
fn links_to_headings_lead_somewhere() {
    let mut wrong = BTreeSet::new();
    for document in
        files(&root()).into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "md"))
    {
        let text = without_fences(&read(&document));
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let Some((file, heading)) = link.split_once('#').filter(|_| !link.contains("://")) else {
                continue;
            };
            let target =
                if file.is_empty() { document.clone() } else { document.parent().unwrap().join(file) };
            let Ok(other) = fs::read_to_string(&target) else { continue };
            if !headings(&without_fences(&other)).contains(heading) {
                wrong.insert(format!("{}: {link}", shown(&document)));
            }
        }
    }
    assert!(wrong.is_empty(), "there is no such heading:\n{}", lines(&wrong));
}

/// The rows of "Who may use whom".
fn import_table() -> BTreeMap<String, BTreeSet<String>> {
    let text = read(&root().join("ARCHITECTURE.md"));
    let table = text.split("| module | may use |").nth(1).expect("the table of imports");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let row = |line: &str| {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let name = cells.next().unwrap().to_owned();
        let may = cells.next().unwrap_or_default().split(',').map(|word| word.trim().to_owned());
        (name, may.filter(|word| !word.is_empty()).collect())
    };
    rows.map(row).collect()
}

/// The modules named after `crate::`.
fn used_modules(code: &str) -> BTreeSet<String> {
    let word = |text: &str| {
        text.chars().take_while(|letter| letter.is_ascii_lowercase() || *letter == '_').collect::<String>()
    };
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => {
                let group = group.split("};").next().unwrap_or_default();
                found.extend(group.split(',').map(|part| word(part.trim())));
            }
            None => drop(found.insert(word(rest))),
        }
    }
    found.remove("");
    found
}

/// `src/eval/case.rs` belongs to `eval`.
fn module_of(file: &Path) -> String {
    let below = file.strip_prefix(root().join("src")).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The files of `src` that are no tests.
fn sources() -> Vec<PathBuf> {
    let is_test = |file: &PathBuf| {
        let name = shown(file);
        name.ends_with("/tests.rs")
            || name.ends_with("_tests.rs")
            || name.contains("/tests/")
            || name.ends_with("/samples.rs")
    };
    files(&root().join("src")).into_iter().filter(|file| is_rust(file) && !is_test(file)).collect()
}

/// A file without comments and without its tests.
fn code_of(file: &Path) -> String {
    let text = read(file);
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Follows `mod x;`.
fn reach(file: &Path, folder: &Path, found: &mut BTreeSet<PathBuf>) {
    found.insert(file.to_path_buf());
    for line in read(file).lines() {
        let Some(name) = line
            .trim()
            .trim_start_matches("pub ")
            .strip_prefix("mod ")
            .and_then(|rest| rest.strip_suffix(';'))
        else {
            continue;
        };
        let (plain, inner) = (folder.join(format!("{name}.rs")), folder.join(name));
        if plain.exists() {
            reach(&plain, &inner, found);
        } else if inner.join("mod.rs").exists() {
            reach(&inner.join("mod.rs"), &inner, found);
        }
    }
}

/// Paths in backticks: they begin with a folder or file of the repository, or end like a file in capitals.
fn paths_in_backticks(text: &str) -> BTreeSet<String> {
    let starts = [
        "src/",
        "tests/",
        "docs/",
        "grammar/",
        "vocabulary/",
        "policies/",
        "lists/",
        "calendars/",
        "tables/",
        "cases/",
    ];
    let is_path = |word: &&str| {
        let plain = word.chars().all(|letter| letter.is_ascii_alphanumeric() || "/_.-".contains(letter));
        plain
            && (starts.iter().any(|start| word.starts_with(start))
                || ["README.md", "CHANGELOG.md", "ARCHITECTURE.md"].contains(word))
    };
    text.split('`').skip(1).step_by(2).filter(is_path).map(str::to_owned).collect()
}

/// Files that links lead to.
fn links(text: &str) -> BTreeSet<String> {
    let text: String = text.split('`').step_by(2).collect();
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let files = targets
        .filter(|link| !link.contains("://"))
        .map(|link| link.split('#').next().unwrap_or_default().to_owned());
    files.filter(|file| !file.is_empty()).collect()
}

/// Headings as links name them.
fn headings(text: &str) -> BTreeSet<String> {
    let heading = |line: &str| {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        words
            .chars()
            .filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter))
            .map(|letter| if letter == ' ' { '-' } else { letter })
            .collect()
    };
    text.lines().filter(|line| line.starts_with('#')).map(heading).collect()
}

/// A document without its code blocks.
fn without_fences(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

/// All files below a folder, in order; hidden ones and what is built left out.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let skip = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name == "target" || name.to_string_lossy().starts_with('.'))
    };
    let below = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    entries.into_iter().filter(|path| !skip(path)).flat_map(below).collect()
}

fn is_rust(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending == "rs")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/")
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn lines(found: &BTreeSet<String>) -> String {
    found.iter().map(|line| format!("  {line}\n")).collect()
}
