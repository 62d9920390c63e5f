//! No text makes it crash, hang or say nothing: mangled policies, facts, cases and data, and shapes made to exhaust.

mod fixes;
mod mangled;
mod shapes;

use std::time::{Duration, Instant};

use licit::diagnostics::Problem;
use licit::load::{self, Loaded};
use licit::source::Sources;
use licit::{Files, Memory};

/// No text of ordinary size may take longer, in a build without optimisation
/// and beside other tests.
const PATIENCE: Duration = Duration::from_secs(60);

/// Loads, and looks at every problem.
fn loaded(files: &dyn Files, path: &str) -> Loaded {
    let start = Instant::now();
    let loaded = load::load(files, path);
    assert!(start.elapsed() < PATIENCE, "{:?} for {path}", start.elapsed());
    look_at(&loaded.problems, &loaded.sources);
    assert!(loaded.program.is_some() || !loaded.problems.is_empty(), "refused without a reason");
    loaded
}

/// A policy of one text.
fn text(text: &str) -> Loaded {
    loaded(&Memory::new().with("policy.licit", text), "policy.licit")
}

/// The codes of what is wrong.
fn codes(loaded: &Loaded) -> Vec<String> {
    loaded.problems.iter().map(Problem::code).collect()
}

/// Every problem has a code and a message, and points into the text.
fn look_at(problems: &[Problem], sources: &Sources) {
    for problem in problems {
        assert!(problem.code().starts_with('L'), "{problem:?}");
        assert!(!problem.message().is_empty(), "{problem:?}");
        // A file that cannot be read as text has no place in a text.
        assert!(
            problem.span().is_some() || problem.code().starts_with("L60") || problem.code() == "L610",
            "{problem:?} has no place"
        );
        assert_ne!(problem.help().as_deref(), Some(""), "{problem:?} says nothing to do");
        for (span, _) in problem.labels() {
            let file = sources.file(span).unwrap_or_else(|| panic!("{problem:?} points nowhere"));
            assert!(
                span.start <= span.end && span.end <= file.span().end,
                "{problem:?} points out of {}",
                file.name
            );
        }
    }
    for style in [licit::report::Style::Plain, licit::report::Style::Human { color: false, width: 80 }] {
        assert_eq!(licit::report::problems(problems, sources, style).is_empty(), problems.is_empty());
    }
}

/// Runs on a thread with little stack, as servers have.
fn with_small_stack(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(work).unwrap().join().unwrap();
}
