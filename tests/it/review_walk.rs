//! The whole way of a change, as a reviewer without Rust goes it: a rule changes, `test` fails, `review` accepts with a
//! reason, `diff` says what has changed, and a record of old decisions shows the same. All on what the commands print.

use std::path::Path;

use super::cli::{Run, Scratch, run_in};
use super::diff::{commit, git};

/// The first policy that everybody sees, alone in a repository.
fn repository() -> Scratch {
    let scratch = Scratch::new();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/quickstart");
    copy(&from, &scratch.0.join("examples/quickstart"));
    git(&scratch, &["init", "--quiet", "--initial-branch", "main"]);
    commit(&scratch);
    git(&scratch, &["checkout", "--quiet", "-b", "threshold"]);
    scratch
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            drop(std::fs::copy(entry.path(), target))
        }
    }
}

/// Replaces a text in a file that must have it.
fn replace(scratch: &Scratch, path: &str, from: &str, to: &str) {
    let text = scratch.text(path);
    assert!(text.contains(from), "{path}: {from}");
    std::fs::write(scratch.0.join(path), text.replacen(from, to, 1)).unwrap();
}

/// What a command printed, without what differs from run to run.
fn shown(scratch: &Scratch, run: &Run) -> String {
    let git = |arguments: &[&str]| {
        let output =
            std::process::Command::new("git").arg("-C").arg(&scratch.0).args(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let short: String = git(&["rev-parse", "main"]).chars().take(12).collect();
    let today = scratch
        .text(SNAP)
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- on: ").map(str::to_owned))
        .max();
    let text = run.output.replace(&short, "COMMIT").replace(&today.unwrap(), "DAY");
    let short: String = short.chars().take(7).collect();
    text.replace(&short, "COMMIT")
}

const POLICY: &str = "examples/quickstart";
const SNAP: &str = "examples/quickstart/cases/cases.yaml.snap";

#[test]
fn a_change_is_tried_accepted_and_compared() {
    let scratch = repository();
    let run = scratch.run(&["test", POLICY]);
    assert_eq!((run.code, run.output.as_str()), (0, "10 cases, all as expected and as accepted.\n"));
    let record =
        scratch.run(&["eval", POLICY, "examples/quickstart/cases/shipment.yaml", "--record", "old.ndjson"]);
    assert_eq!(record.code, 11, "{record:?}");

    // A rule changes, and `test` fails, twice the same.
    replace(&scratch, "examples/quickstart/rules.licit", "chinese_share >= 0.1%", "chinese_share >= 0.2%");
    let test = scratch.run(&["test", POLICY]);
    assert_eq!(test.code, 1, "{test:?}");
    insta::assert_snapshot!("walk_1_test_fails", shown(&scratch, &test));
    assert_eq!(scratch.run(&["test", POLICY]).output, test.output);

    // What the case itself does not expect cannot be accepted, neither asked nor unasked.
    let kept = scratch.text(SNAP);
    let review = run_in(&scratch.0, &["review", POLICY], "a\nmemo 7\n\n");
    assert_eq!(review.code, 1, "{review:?}");
    assert!(
        review.output.contains("To accept this, change `expect` in the case first."),
        "{}",
        review.output
    );
    assert_eq!(scratch.code(&["review", POLICY, "--accept", "memo 7"]), 1);
    assert_eq!(scratch.text(SNAP), kept);

    // The case is changed; the review shows what has changed, Enter accepts nothing, a reason does.
    replace(&scratch, "examples/quickstart/cases/cases.yaml", EXPECTED, "    verdict: permit\n");
    let input = "\n\na\n\na\nthe floor was raised, see memo 7\n";
    let review = run_in(&scratch.0, &["review", POLICY, "--by", "M. Keller"], input);
    assert_eq!(review.code, 0, "{review:?}");
    insta::assert_snapshot!("walk_2_review_accepts", shown(&scratch, &review));
    let kept = scratch.text(SNAP);
    assert!(
        kept.contains("by: \"M. Keller\"\n      reason: \"the floor was raised, see memo 7\"\n"),
        "{kept}"
    );
    assert!(!scratch.0.join(format!("{SNAP}.new")).exists());
    assert_eq!(scratch.run(&["test", POLICY]).output, "10 cases, all as expected and as accepted.\n");
    commit(&scratch);

    // What the change does, for the terminal and for the pull request.
    let diff = scratch.run(&["diff", "main..HEAD", POLICY]);
    assert_eq!(diff.code, 0, "{diff:?}");
    insta::assert_snapshot!("walk_3_diff", shown(&scratch, &diff));
    let comment = scratch.run(&["diff", "main...HEAD", POLICY, "--format", "markdown"]);
    insta::assert_snapshot!("walk_4_comment", shown(&scratch, &comment));
    assert_eq!(scratch.code(&["diff", "main..HEAD", POLICY, "--fail-on", "stricter"]), 0);
    assert_eq!(scratch.code(&["diff", "main..HEAD", POLICY, "--fail-on", "milder"]), 1);

    // The decision of old comes out otherwise now.
    let replay = scratch.run(&["replay", "old.ndjson"]);
    assert_eq!(replay.code, 1, "{replay:?}");
    assert!(replay.output.contains("no longer holds: chinese_content"), "{}", replay.output);
    assert!(
        replay.output.contains("line 1 (examples/quickstart/cases/shipment.yaml): license → permit"),
        "{replay:?}"
    );
    assert!(replay.output.contains("text has changed"), "{}", replay.output);
}

/// What the case at the limit expects.
const EXPECTED: &str =
    "    verdict: license\n    rules: [chinese_content]\n    provisions: [mofcom_61 art 1(1)]\n";
