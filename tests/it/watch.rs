//! `licit check --watch`: looks again when a file is saved.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use super::cli::Scratch;

/// A process that ends with the test.
struct Watching(Child);

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_saved_file_is_checked_again() {
    let scratch = Scratch::new().with("law/rules.licit", "deny if destination == CU\n");
    let mut child = Watching(
        Command::new(env!("CARGO_BIN_EXE_licit"))
            .args(["check", "law", "--watch"])
            .current_dir(&scratch.0)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let mut lines = BufReader::new(child.0.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert_eq!(lines.next().unwrap(), "1 file checked, no errors.");
    assert_eq!(lines.next().unwrap(), "Watching. Ctrl-C stops.");
    let scratch = scratch.with("law/rules.licit", "deny if destinaton == CU\n");
    assert_eq!(lines.next().unwrap(), "law/rules.licit saved   1 error");
    assert!(lines.next().unwrap().contains("L201"));
    let _scratch = scratch.with("law/rules.licit", "deny if destination == CU\n");
    assert_eq!(lines.next().unwrap(), "law/rules.licit saved   ok");
}

#[test]
fn a_file_that_was_away_is_checked_again() {
    let scratch = Scratch::new().with("rules.licit", "deny if destination == CU\n");
    let mut child = Watching(
        Command::new(env!("CARGO_BIN_EXE_licit"))
            .args(["check", "rules.licit", "--watch"])
            .current_dir(&scratch.0)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let mut lines = BufReader::new(child.0.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert_eq!(lines.next().unwrap(), "1 file checked, no errors.");
    assert_eq!(lines.next().unwrap(), "Watching. Ctrl-C stops.");
    std::fs::remove_file(scratch.0.join("rules.licit")).unwrap();
    assert_eq!(lines.next().unwrap(), "licit: there is no file or folder `rules.licit`");
    let _scratch = scratch.with("rules.licit", "deny if destinaton == CU\n");
    assert_eq!(lines.next().unwrap(), "rules.licit saved   1 error");
}

#[test]
fn formats_for_programs_are_refused() {
    let run = Scratch::new()
        .with("p.licit", "deny if destination == CU")
        .run(&["check", "p.licit", "--watch", "--format", "json"]);
    assert_eq!(run.code, 2);
}
