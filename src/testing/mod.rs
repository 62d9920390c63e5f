//! Cases as tests: tries the cases of a policy and compares each result with what the case expects and with what was
//! accepted before; keeps accepted results.
//!
//! `licit test` and `licit review` show what is here. A program that embeds Licit has its policies tested by its own
//! `cargo test`, in one line:
//!
//! ```
//! licit::testing::assert_cases("examples/quickstart");
//! ```
//!
//! Not done here: nothing is asked of anybody, and nothing is accepted.

mod book;
mod change;
mod disk;
#[expect(missing_docs, reason = "the message beside each variant says what it means")]
pub mod error;
mod kept;
mod run;
pub mod snapshot;
mod trial;
mod words;

use std::io;

use crate::load::Files;
use crate::load::folder::Folder;
use crate::report::{self, Style};
use crate::runner::in_case_folder;

pub use self::book::{Book, Books};
pub use self::change::Change;
pub use self::disk::unattended;
pub use self::kept::Kept;
pub use self::run::{Opened, Run, Wanted};
pub use self::trial::{Against, Trial};
pub use self::words::{Count, failure};

/// Tries the cases of a policy's folder, as `licit test` does; for `cargo test`, which starts in the package's folder.
///
/// Each result is compared with `expect` and with the accepted one in `cases/NAME.snap`. Where they differ, and where a
/// result was never accepted, what came out is written to `cases/NAME.snap.new`, unless `CI` is set or `INSTA_UPDATE` is
/// `no`; accept it with `licit review` or `cargo insta review`.
///
/// # Panics
///
/// With what is wrong, in words: a case that is not as expected, a changed or never accepted result, a policy or case
/// file with errors, no case at all.
#[track_caller]
#[expect(clippy::panic, reason = "an assertion that fails panics")]
pub fn assert_cases(policy: &str) {
    if let Err(message) = cases_pass(policy) {
        panic!("the cases of {policy}:\n{message}");
    }
}

/// Tries the cases of a policy's folder. See [`assert_cases`].
///
/// # Errors
///
/// What is wrong, in words.
pub fn cases_pass(policy: &str) -> Result<(), String> {
    let (folder, path) = disk::rooted(policy).map_err(|error| format!("{policy} cannot be read: {error}"))?;
    let opened = Opened::new(&folder, &path)?;
    if !opened.books.problems.is_empty() {
        return Err(report::problems(&opened.books.problems, &opened.books.sources, Style::Plain));
    }
    let run = opened.run(&Wanted::default());
    let new = Count::of(&run).new;
    if run.passes() && new == 0 {
        return Ok(());
    }
    let mut text = told(&run);
    if disk::may_propose() {
        match run.propose(true) {
            Ok(()) => text.push_str("What came out lies beside, in files that end in .snap.new.\n"),
            Err(error) => text.push_str(&format!("What came out could not be written: {error}\n")),
        }
    }
    Err(format!("{text}Look at it and accept it: licit review {policy}\n"))
}

/// What is wrong with a run.
fn told(run: &Run<'_>) -> String {
    let sources = &run.opened.books.sources;
    let mut text = report::problems(&run.of_cases, sources, Style::Plain);
    for trial in &run.trials {
        text.push_str(&report::problems(&trial.problems, sources, Style::Plain));
        text.push_str(&failure(trial).unwrap_or_default());
    }
    let count = Count::of(run);
    text.push_str(&format!("{count}\n"));
    if count.new > 0 {
        text.push_str(&format!("{} were never accepted.\n", counted(count.new, "result")));
    }
    text
}

/// Joins files of accepted results in which git has left two versions; gives their names. A file that cannot be joined is
/// left as it is.
///
/// # Errors
///
/// What the system says where a file cannot be written.
pub fn join_merged(folder: &Folder, policy: &str) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for path in in_case_folder(folder, policy).iter().filter(|path| path.ends_with(".snap")) {
        let Ok(bytes) = folder.read(path) else { continue };
        let Some(joined) = snapshot::joined(&String::from_utf8_lossy(&bytes)) else { continue };
        disk::put(&folder.place(path), &snapshot::write(&joined))?;
        names.push(folder.show(path));
    }
    Ok(names)
}

/// `1 result`, `2 results`.
fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
