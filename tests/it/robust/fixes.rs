//! Mangled texts and their fixes: nothing is lost that a fix does not name, and nothing gets worse.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use licit::Memory;
use licit::diagnostics::{Edit, Severity};
use licit::fix::{edited, fixed};
use licit::load::Loaded;
use proptest::prelude::*;

use super::loaded;
use super::mangled::{changes, config, mangled};

/// Policy texts that are read as they stand, and such as are full of mistakes.
static TEXTS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut files = Vec::new();
    for folder in ["policies", "tests/cases", "tests/mistakes"] {
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    }
    files.sort();
    files.iter().map(|file| std::fs::read(file).unwrap()).collect()
});

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "licit") {
            files.push(path);
        }
    }
}

/// Whether the letters of one text stand in another, in their order.
fn stands_in(part: &str, whole: &str) -> bool {
    let mut letters = whole.chars();
    part.chars().all(|letter| letters.any(|other| other == letter))
}

/// The text without the pieces that edits replace.
fn outside(text: &str, edits: &[Edit]) -> String {
    let inside =
        |at: usize| edits.iter().any(|edit| (edit.span.start as usize..edit.span.end as usize).contains(&at));
    text.char_indices().filter(|(at, _)| !inside(*at)).map(|(_, letter)| letter).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn fixes_of_mangled_texts_lose_nothing(which in any::<prop::sample::Index>(), changes in changes()) {
        let text: &Vec<u8> = which.get(TEXTS.as_slice());
        let bytes = mangled(text, &changes);
        let files = Memory::new().with("p.licit", &bytes);
        let before = loaded(&files, "p.licit");
        let Ok(text) = String::from_utf8(bytes) else { return Ok(()) };
        for problem in &before.problems {
            for fix in problem.fixes() {
                let local = |edit: &Edit| before.sources.file(edit.span).is_some_and(|file| &*file.name == "p.licit");
                prop_assert!(fix.edits.iter().all(local), "{:?} lies elsewhere", fix);
                let after = edited(&text, 0, &fix.edits);
                prop_assert!(stands_in(&outside(&text, &fix.edits), &after), "{:?} loses text: {}", fix, after);
            }
        }
        let mended = fixed(&files, "p.licit");
        if let Some(file) = mended.files.first() {
            let after = loaded(&Memory::new().with("p.licit", &file.text), "p.licit");
            let errors = |loaded: &Loaded| {
                loaded.problems.iter().filter(|problem| problem.severity() == Severity::Error).count()
            };
            prop_assert!(errors(&after) <= errors(&before), "{}", file.text);
            prop_assert!(!file.changes.is_empty());
        }
    }
}
