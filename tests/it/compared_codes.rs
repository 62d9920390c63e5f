//! What is said where two policies cannot be compared, or a record cannot be written or read: each code once, as printed.

use std::process::{Command, Stdio};

use licit::diagnostics::Problem;
use licit::diagnostics::codes::CODES;
use licit::journal::JournalError;
use licit::report::{Style, problems};
use licit::source::Sources;

use super::cli::{Run, Scratch};
use super::diff::{commit, git};

const DENY: &str = "deny if end_user.sector == defence\n";

/// The message of a code. All are L66 or L67.
type Message = (&'static str, String);

fn failed(run: Run, code: &'static str) -> Message {
    assert_eq!((run.code, run.output.as_str()), (3, ""), "{code}: {run:?}");
    (code, run.errors)
}

fn without_git(scratch: &Scratch) -> Message {
    let mut command = Command::new(env!("CARGO_BIN_EXE_licit"));
    command.args(["diff", "main", "one"]).current_dir(&scratch.0).env("PATH", "/nothing/here");
    let done = command.env("COLUMNS", "80").stdin(Stdio::null()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let run = Run { code: done.status.code().unwrap(), output: text(done.stdout), errors: text(done.stderr) };
    failed(run, "L660")
}

/// A repository from which the tree of the last commit was lost.
fn broken_repository() -> Message {
    let scratch = Scratch::new().with("one/a.licit", DENY);
    git(&scratch, &["init", "--quiet", "--initial-branch", "main"]);
    commit(&scratch);
    let tree =
        Command::new("git").current_dir(&scratch.0).args(["rev-parse", "HEAD^{tree}"]).output().unwrap();
    let tree = String::from_utf8(tree.stdout).unwrap().trim().to_owned();
    let (folder, name) = tree.split_at(2);
    std::fs::remove_file(scratch.0.join(".git/objects").join(folder).join(name)).unwrap();
    let (code, text) = failed(scratch.run(&["diff", "main", "one"]), "L665");
    let commit = text.split('`').nth(1).unwrap().to_owned();
    (code, text.replace(&commit, "COMMIT"))
}

fn comparisons() -> Vec<Message> {
    let outside = Scratch::new()
        .with("one/a.licit", DENY)
        .with("two/x/a.licit", &format!("policy x \"X\"\n{DENY}"))
        .with("two/y/a.licit", &format!("policy y \"Y\"\n{DENY}"))
        .with("three/z/a.licit", &format!("policy z \"Z\"\n{DENY}"))
        .with("three/w/a.licit", &format!("policy w \"W\"\n{DENY}"))
        .with("four/a.licit", "license if end_user.sector == defence\n")
        .with("notes/read.txt", "nothing to decide\n");
    let inside = Scratch::new().with("one/a.licit", DENY);
    git(&inside, &["init", "--quiet", "--initial-branch", "main"]);
    commit(&inside);
    let inside = inside.with("late/a.licit", DENY);
    let no_case = outside.run(&["diff", "one", "four", "--fail-on", "any"]);
    assert_eq!(no_case.code, 1, "{no_case:?}");
    vec![
        without_git(&inside),
        failed(outside.run(&["diff", "main", "one"]), "L661"),
        failed(inside.run(&["diff", "mian", "one"]), "L662"),
        failed(inside.run(&["diff", "main", "late"]), "L663"),
        failed(outside.run(&["diff", "no/such", "one"]), "L664"),
        broken_repository(),
        failed(outside.run(&["diff", "two", "three"]), "L666"),
        ("L667", no_case.errors),
        failed(outside.run(&["diff", "one", "one", "--facts", "none.ndjson"]), "L668"),
        failed(outside.run(&["diff", "notes", "notes"]), "L669"),
    ]
}

/// No facts are known that lead to this one; so it is shown as it would be.
fn unfaithful() -> Message {
    let error = JournalError::NotFaithful { case: "shipment.yaml".to_owned() };
    let style = Style::Human { color: false, width: 80 };
    ("L673", problems(&[Problem::new(error)], &Sources::new(), style))
}

fn records() -> Vec<Message> {
    let scratch = Scratch::new()
        .with("p/a.licit", &format!("policy machines \"Machines\"\n{DENY}"))
        .with("facts.yaml", "end_user: {sector: civil}\n")
        .with("notes.txt", "something else\n")
        .with("empty.ndjson", "\n");
    let record = |file: &str| scratch.run(&["eval", "p", "facts.yaml", "--record", file, "--exit-zero"]);
    assert_eq!(record("record.ndjson").code, 0);
    let mut found = vec![
        failed(record("no/folder/record.ndjson"), "L670"),
        failed(scratch.run(&["replay", "none.ndjson"]), "L671"),
        failed(record("notes.txt"), "L672"),
        unfaithful(),
        failed(scratch.run(&["replay", "empty.ndjson"]), "L674"),
    ];
    std::fs::rename(scratch.0.join("p"), scratch.0.join("moved")).unwrap();
    found.push(failed(scratch.run(&["replay", "record.ndjson"]), "L675"));
    found
}

#[test]
fn each_code_of_comparisons_and_records_is_told_so() {
    let found = [comparisons(), records()].concat();
    let known = CODES.iter().map(|known| known.code);
    let known: Vec<&str> = known.filter(|code| code.starts_with("L66") || code.starts_with("L67")).collect();
    assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), known);
    for (code, text) in found {
        assert!(text.starts_with(code), "{code}: {text}");
        insta::assert_snapshot!(format!("told_{code}"), text);
    }
}
