//! `licit eval --record` and `licit replay`: what was decided is kept, and decided again.

use std::process::{Command, Stdio};

use super::cli::{Run, Scratch};

fn policy() -> Scratch {
    Scratch::new()
        .with("one.licit", "deny if end_user.sector == defence\n\nlicense if destination == CN\n")
        .with("deny.yaml", "end_user: {sector: defence}\n")
        .with("permit.yaml", "end_user: {sector: civil}\ndestination: DE\n")
        .with("open.yaml", "end_user: {name: Nordmotor GmbH}\n")
}

fn lines(scratch: &Scratch) -> Vec<String> {
    scratch.text("record.ndjson").lines().map(str::to_owned).collect()
}

fn replay(scratch: &Scratch) -> Run {
    scratch.run(&["replay", "record.ndjson"])
}

#[test]
fn what_is_recorded_has_the_documented_shape_and_is_decided_again() {
    let scratch = policy();
    for (facts, code) in [("deny.yaml", 10), ("permit.yaml", 0), ("open.yaml", 12)] {
        let run = scratch.run(&["eval", "one.licit", facts, "--record", "record.ndjson"]);
        assert_eq!(run.code, code, "{run:?}");
    }
    let schema = serde_json::from_str(include_str!("../../docs/record.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for line in lines(&scratch) {
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        let wrong: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
    let run = replay(&scratch);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.output.contains("3 decisions decided again: 3 as recorded, 0 otherwise."), "{}", run.output);
}

#[test]
fn four_writers_lose_nothing() {
    let scratch = policy();
    let start = |number: usize| {
        let facts = ["deny.yaml", "permit.yaml", "open.yaml", "deny.yaml"][number];
        let mut command = Command::new("bash");
        let script = format!(
            "for i in 1 2 3 4 5 6; do \"$LICIT\" eval one.licit {facts} --record record.ndjson --exit-zero || exit 1; done"
        );
        command.args(["-c", &script]).current_dir(&scratch.0).env("LICIT", env!("CARGO_BIN_EXE_licit"));
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let running: Vec<_> = (0..4).map(start).collect();
    for mut process in running {
        assert!(process.wait().unwrap().success());
    }
    assert_eq!(lines(&scratch).len(), 24);
    let run = replay(&scratch);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.output.contains("24 decisions decided again: 24 as recorded"), "{}", run.output);
}

#[test]
fn a_decision_that_cannot_be_recorded_is_not_told() {
    let scratch = policy();
    std::fs::create_dir_all(scratch.0.join("folder")).unwrap();
    for record in ["folder", "no/such/folder/record.ndjson"] {
        let run = scratch.run(&["eval", "one.licit", "permit.yaml", "--record", record, "--exit-zero"]);
        assert_eq!((run.code, run.output.as_str()), (3, ""), "{run:?}");
        assert!(run.errors.contains("L670") && run.errors.contains("no verdict was given"), "{run:?}");
    }
    if std::path::Path::new("/dev/full").exists() {
        let run = scratch.run(&["eval", "one.licit", "permit.yaml", "--record", "/dev/full"]);
        assert_eq!((run.code, run.output.as_str()), (3, ""), "{run:?}");
    }
    let run = scratch.run(&["eval", "one.licit", "permit.yaml", "--record", "deny.yaml"]);
    assert!(run.code == 3 && run.errors.contains("L672"), "{run:?}");
    assert_eq!(
        scratch.text("deny.yaml"),
        "end_user: {sector: defence}\n",
        "a file that is no record stays as it is"
    );
}

#[test]
fn a_torn_line_is_told_and_the_record_goes_on_below_it() {
    let scratch = policy();
    let record =
        |facts: &str| scratch.run(&["eval", "one.licit", facts, "--record", "record.ndjson", "--exit-zero"]);
    record("deny.yaml");
    record("permit.yaml");
    let text = scratch.text("record.ndjson");
    std::fs::write(scratch.0.join("record.ndjson"), &text[..text.len() - 100]).unwrap();
    let run = record("open.yaml");
    assert!(run.code == 0 && run.errors.contains("was torn"), "{run:?}");
    assert_eq!(lines(&scratch).len(), 3);
    let run = replay(&scratch);
    assert_eq!(run.code, 0, "nobody was told of a torn line: {run:?}");
    assert!(
        run.output.contains("line 2 is torn")
            && run.output.contains("2 as recorded, 0 otherwise. 1 torn line."),
        "{}",
        run.output
    );
}

#[test]
fn changed_and_missing_lines_are_told() {
    let scratch = policy();
    for facts in ["deny.yaml", "permit.yaml", "open.yaml"] {
        scratch.run(&["eval", "one.licit", facts, "--record", "record.ndjson"]);
    }
    let all = lines(&scratch);
    let edited =
        [all[0].replace("\"at_most\":\"deny\"", "\"at_most\":\"permit\""), all[1].clone(), all[2].clone()];
    std::fs::write(scratch.0.join("record.ndjson"), format!("{}\n", edited.join("\n"))).unwrap();
    let run = replay(&scratch);
    assert!(run.code == 1 && run.output.contains("line 1 is not as it was written"), "{}", run.output);
    std::fs::write(scratch.0.join("record.ndjson"), format!("{}\n{}\n", all[0], all[2])).unwrap();
    let run = replay(&scratch);
    assert!(
        run.code == 1 && run.output.contains("line 2 does not follow the line before it"),
        "{}",
        run.output
    );
}

#[test]
fn another_policy_is_told_from_the_one_that_decided() {
    let scratch = policy();
    scratch.run(&["eval", "one.licit", "permit.yaml", "--record", "record.ndjson"]);
    let scratch =
        scratch.with("new/one.licit", "deny if end_user.sector == defence\n\nlicense if destination == DE\n");
    let run = scratch.run(&["replay", "record.ndjson", "--policy", "new/one.licit"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.output.contains("line 1 (permit.yaml): permit → license"), "{}", run.output);
    let scratch =
        scratch.with("one.licit", "deny if end_user.sector == defence\n\nlicense if destination == FR\n");
    let run = replay(&scratch);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.output.contains("text has changed") && run.output.contains("1 as recorded"),
        "{}",
        run.output
    );
}

fn json(run: &Run) -> serde_json::Value {
    let value: serde_json::Value =
        serde_json::from_str(&run.output).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    let schema = serde_json::from_str(include_str!("../../docs/replay.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}\n{}", run.output);
    value
}

/// A record of four decisions, and a policy that decides three of them otherwise.
fn recorded() -> Scratch {
    let scratch = Scratch::new()
        .with("one.licit", "rule defence \"Defence users\"\n    deny if end_user.sector == defence\n\nrule china \"Exports to China\"\n    license if destination == CN\n")
        .with("deny.yaml", "end_user: {sector: defence}\ndestination: FR\n")
        .with("permit.yaml", "end_user: {sector: civil}\ndestination: DE\n")
        .with("license.yaml", "end_user: {sector: civil}\ndestination: CN\n");
    for facts in ["deny.yaml", "permit.yaml", "license.yaml", "license.yaml"] {
        scratch.run(&["eval", "one.licit", facts, "--record", "record.ndjson"]);
    }
    scratch.with("new.licit", "rule defence \"Defence users\"\n    deny if end_user.sector == defence\n\nrule germany \"Exports to Germany\"\n    review if destination == DE\n")
}

#[test]
fn another_policy_is_told_by_the_rules_that_make_the_difference() {
    let scratch = recorded();
    let run = scratch.run(&["replay", "record.ndjson", "--policy", "new.licit"]);
    assert_eq!(run.code, 1, "{run:?}");
    let last = run.output.lines().last().unwrap();
    insta::assert_snapshot!("replay_by_another_policy", run.output.replace(last, "DIGEST"));
    let found = json(&scratch.run(&["replay", "record.ndjson", "--policy", "new.licit", "--format", "json"]));
    assert_eq!(found["format"], "licit/replay@1");
    assert_eq!((&found["decisions"], &found["as_recorded"]), (&4.into(), &1.into()));
    assert_eq!((&found["counts"]["milder"], &found["counts"]["stricter"]), (&2.into(), &1.into()));
    assert_eq!(found["groups"][0]["names"], serde_json::json!(["china"]));
    assert_eq!(found["groups"][0]["lines"], serde_json::json!([3, 4]));
    assert_eq!(found["changes"][0]["direction"], "stricter");
    assert_eq!(found["damaged"], false);
}

#[test]
fn a_replay_fails_on_what_it_is_told_to_fail_on() {
    let scratch = recorded();
    let code = |more: &[&str]| scratch.code(&[&["replay", "record.ndjson", "--policy"], more].concat());
    assert_eq!(code(&["one.licit"]), 0);
    assert_eq!(code(&["one.licit", "--fail-on", "any,milder"]), 0);
    assert_eq!(code(&["new.licit", "--fail-on", "milder"]), 1);
    assert_eq!(code(&["new.licit", "--fail-on", "stricter"]), 1);
    assert_eq!(code(&["new.licit", "--fail-on", "undetermined"]), 0);
    assert_eq!(code(&["new.licit", "--fail-on", "any"]), 1);
    // A record that is not as it was written fails whatever is asked.
    let text = scratch.text("record.ndjson").replacen("\"at_most\":\"deny\"", "\"at_most\":\"permit\"", 1);
    let scratch = scratch.with("edited.ndjson", &text);
    let run = scratch.run(&["replay", "edited.ndjson", "--policy", "one.licit", "--fail-on", "milder"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(!run.output.contains("line 2"), "what is said of a line is not said of the next: {}", run.output);
}

#[test]
fn lines_that_licit_has_not_written_are_told_from_torn_ones() {
    let scratch = recorded();
    let all = lines(&scratch);
    let newer = all[0].replace("record@1", "record@2");
    let (body, _) = newer.rsplit_once(",\"digest\"").unwrap();
    let digest: String =
        <sha2::Sha256 as sha2::Digest>::digest(body).iter().map(|byte| format!("{byte:02x}")).collect();
    let newer = format!("{body},\"digest\":\"{digest}\"}}");
    let second = all[1].as_str();
    let text = format!("{newer}\nhello\n{}\r\n{}\n{second}", all[0], &second[..60]);
    let scratch = scratch.with("record.ndjson", &text);
    let run = replay(&scratch);
    assert_eq!(run.code, 1, "{run:?}");
    for wanted in [
        "line 1 is of a format that this version does not read",
        "line 2 is no line of a record",
        "line 3 does not follow the line before it",
        "line 4 is torn",
        "2 decisions decided again: 2 as recorded, 0 otherwise. 1 torn line. 1 gap. 1 foreign line. 1 line of another version.",
    ] {
        assert!(run.output.replace("\n  ", " ").contains(wanted), "{wanted}\n{}", run.output);
    }
    let found = json(&scratch.run(&["replay", "record.ndjson", "--format", "json"]));
    assert_eq!(found["flaws"].as_array().unwrap().len(), 4);
    assert_eq!(found["damaged"], true);
}

#[test]
fn a_record_that_is_not_there_or_empty_is_refused() {
    let scratch = policy().with("empty.ndjson", "\n");
    let run = scratch.run(&["replay", "none.ndjson"]);
    assert!(run.code == 3 && run.errors.contains("L671"), "{run:?}");
    let run = scratch.run(&["replay", "empty.ndjson"]);
    assert!(run.code == 3 && run.errors.contains("L674"), "{run:?}");
}

#[test]
fn a_record_finds_its_policy_wherever_somebody_stands() {
    let scratch = policy();
    std::fs::create_dir_all(scratch.0.join("kept/2026")).unwrap();
    let record = ["eval", "one.licit", "deny.yaml", "--record", "kept/2026/record.ndjson", "--exit-zero"];
    assert_eq!(scratch.code(&record), 0);
    let text = scratch.text("kept/2026/record.ndjson");
    assert!(text.contains("\"path\":\"../../one.licit\""), "{text}");
    assert_eq!(scratch.code(&["replay", "kept/2026/record.ndjson"]), 0);
    let inside = super::cli::run_in(&scratch.0.join("kept"), &["replay", "2026/record.ndjson"], "");
    assert_eq!(inside.code, 0, "{inside:?}");
    // Moved alone, it says what to do.
    std::fs::create_dir_all(scratch.0.join("moved")).unwrap();
    std::fs::rename(scratch.0.join("one.licit"), scratch.0.join("moved/one.licit")).unwrap();
    let run = scratch.run(&["replay", "kept/2026/record.ndjson"]);
    assert!(run.code == 3 && run.errors.contains("L675") && run.errors.contains("--policy"), "{run:?}");
    assert_eq!(scratch.code(&["replay", "kept/2026/record.ndjson", "--policy", "moved/one.licit"]), 0);
}

#[test]
fn a_record_is_read_from_the_standard_input_and_never_printed() {
    let scratch = policy();
    let run = scratch.run(&["eval", "one.licit", "deny.yaml", "--record", "-"]);
    assert!(run.code == 2 && run.output.is_empty() && run.errors.contains("name a file"), "{run:?}");
    assert_eq!(scratch.code(&["eval", "one.licit", "deny.yaml", "--record", "record.ndjson"]), 10);
    let run = super::cli::run_in(&scratch.0, &["replay", "-"], &scratch.text("record.ndjson"));
    assert!(run.code == 0 && run.output.contains("1 decision decided again"), "{run:?}");
    let run = super::cli::run_in(&scratch.0, &["replay", "-"], "");
    assert!(run.code == 3 && run.errors.contains("standard input"), "{run:?}");
}
