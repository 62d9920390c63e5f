//! Accepted results: what `licit test` says of them, what `licit review` does with them, and that nothing passes by doing
//! nothing.

use std::path::Path;
use std::process::{Command, Stdio};

use super::cli::{Run, Scratch, run_in};

/// A policy with a slip: the space sector should be under it too.
const POLICY: &str = r#"
instrument law "Law No. 7"
    issued 2025-01-01
    in force from 2025-01-01

rule defence_user "Defence users are refused"
    under law art "2"
    deny if end_user.sector == defence

duty keep_papers "Keep the papers"
    under law art "9"
    owed by exporter to "the authority"
    within 60 days after as_of
    if defence_user applies
"#;

const CASES: &str = "\
- id: B-2 a dealer
  as_of: 2026-01-01
  facts: {end_user: {sector: space}}
- id: B-1 a defence user
  as_of: 2026-01-01
  facts: {end_user: {sector: defence}}
- id: B-3 another dealer
  as_of: 2026-01-01
  facts: {end_user: {sector: space}}
  expect: {missing: []}
- id: B-4 nobody asked
  as_of: 2026-01-01
  facts: {}
";

fn folder() -> Scratch {
    Scratch::new().with("p/policy.licit", POLICY).with("p/cases/cases.yaml", CASES)
}

/// The same with all results accepted.
fn accepted() -> Scratch {
    let folder = folder();
    let run = folder.run(&["review", "p", "--accept", "first look", "--by", "M. Keller"]);
    assert_eq!(run.code, 0, "{}{}", run.output, run.errors);
    folder
}

fn write(folder: &Scratch, path: &str, text: &str) {
    std::fs::write(folder.0.join(path), text).unwrap();
}

/// The policy with the slip mended: the space sector counts too.
fn mend(folder: &Scratch) {
    write(folder, "p/policy.licit", &POLICY.replace("sector == defence", "sector in [defence, space]"));
}

fn review(folder: &Scratch, input: &str) -> Run {
    run_in(&folder.0, &["review", "p", "--by", "A. Reader"], input)
}

fn ci(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_licit"));
    let output =
        command.args(arguments).current_dir(folder).env("CI", "true").stdin(Stdio::null()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap(), output: text(output.stdout), errors: text(output.stderr) }
}

const SNAP: &str = "p/cases/cases.yaml.snap";
const NEW: &str = "p/cases/cases.yaml.snap.new";

fn exists(folder: &Scratch, path: &str) -> bool {
    folder.0.join(path).exists()
}

#[test]
fn results_are_kept_in_the_words_of_the_report() {
    let folder = accepted();
    let kept = folder.text(SNAP);
    let day = kept.split("- on: ").nth(1).unwrap().lines().next().unwrap().to_owned();
    // The seals are of that day too.
    let seal =
        |line: &str| if line.starts_with("  seal ") { "  seal SEAL\n".to_owned() } else { line.to_owned() };
    let shown: String = kept.replace(&day, "DAY").split_inclusive('\n').map(seal).collect();
    insta::assert_snapshot!("accepted_results", shown);
    let test = folder.run(&["test", "p"]);
    assert_eq!((test.code, test.output.as_str()), (0, "4 cases, all as expected and as accepted.\n"));
}

#[test]
fn results_that_were_never_accepted_are_counted_and_nothing_is_written() {
    let folder = folder();
    let test = folder.run(&["test", "p"]);
    assert_eq!(test.code, 0, "{}", test.output);
    assert!(
        test.output.contains("4 results were never accepted; look and accept: licit review p"),
        "{}",
        test.output
    );
    assert!(test.output.contains("3 without any answer"), "{}", test.output);
    assert!(!exists(&folder, SNAP) && !exists(&folder, NEW));
    let strict = folder.run(&["test", "p", "--strict", "--plain"]);
    assert_eq!(strict.code, 1);
    assert!(strict.output.contains("L635") && strict.output.contains("L636"), "{}", strict.output);
}

#[test]
fn order_of_cases_and_rules_changes_no_result() {
    let folder = accepted();
    let kept = folder.text(SNAP);
    let other = "\nrule unrelated \"Something else\"\n    license if end_user.sector == police\n";
    let turned = format!("{other}\n# moved down\n\n\n{POLICY}");
    write(&folder, "p/policy.licit", &turned);
    let blocks: Vec<String> =
        CASES.split("- id:").filter(|block| !block.is_empty()).map(|block| format!("- id:{block}")).collect();
    let reversed: String = blocks.iter().rev().map(String::as_str).collect();
    write(&folder, "p/cases/cases.yaml", &reversed);
    let test = folder.run(&["test", "p", "--only", "B-1"]);
    assert_eq!(test.code, 0, "{}", test.output);
    let closed = folder.run(&["test", "p", "--only", "dealer"]);
    assert_eq!(closed.code, 0, "{}", closed.output);
    assert_eq!(folder.text(SNAP), kept);
}

#[test]
fn a_changed_policy_shows_as_changed_decisions() {
    let folder = accepted();
    mend(&folder);
    let test = folder.run(&["test", "p"]);
    assert_eq!(test.code, 1);
    insta::assert_snapshot!("changed_decisions", test.output);
    let proposed = folder.text(NEW);
    assert!(proposed.contains("B-2 a dealer\n  verdict deny (Prohibited)"), "{proposed}");
    assert!(proposed.contains("accepted without a reason"), "{proposed}");
    // What is no longer true is taken away again.
    write(&folder, "p/policy.licit", POLICY);
    assert_eq!(folder.code(&["test", "p"]), 0);
    assert!(!exists(&folder, NEW));
}

#[test]
fn unattended_runs_write_nothing_and_accept_nothing() {
    let folder = accepted();
    mend(&folder);
    assert_eq!(ci(&folder.0, &["test", "p"]).code, 1);
    assert_eq!(folder.code(&["test", "p", "--check"]), 1);
    assert_eq!(folder.code(&["test", "p", "--only", "dealer"]), 1);
    assert!(!exists(&folder, NEW));
    let kept = folder.text(SNAP);
    let review = ci(&folder.0, &["review", "p", "--accept", "why not"]);
    assert_eq!(review.code, 2, "{}", review.output);
    assert!(review.errors.contains("accepted by people"), "{}", review.errors);
    assert_eq!(folder.text(SNAP), kept);
}

#[test]
fn a_review_shows_what_changed_and_which_line_did() {
    let folder = accepted();
    mend(&folder);
    let run = review(&folder, "");
    assert_eq!(run.code, 1);
    let day = folder.text(SNAP).split("- on: ").nth(1).unwrap().lines().next().unwrap().to_owned();
    insta::assert_snapshot!("review_of_a_change", run.output.replace(&day, "DAY"));
}

#[test]
fn a_review_points_to_the_line_that_has_changed_since_the_commit() {
    let policy = POLICY.replace("end_user.sector == defence", "sensitive").replace(
        "rule defence_user",
        "define sensitive =\n    end_user.sector\n        == defence\n\nrule defence_user",
    );
    let folder = folder();
    write(&folder, "p/policy.licit", &policy);
    assert_eq!(folder.code(&["review", "p", "--accept", "first look", "--by", "M. Keller"]), 0);
    super::diff::git(&folder, &["init", "--quiet"]);
    super::diff::commit(&folder);
    // The law's day, in the rule itself.
    write(&folder, "p/policy.licit", &policy.replace("deny if sensitive", "license if sensitive"));
    let run = review(&folder, "");
    assert!(run.output.contains("changed by p/policy.licit:12 since "), "{}", run.output);
    assert!(run.output.contains("defence_user\n      holds: sensitive"), "{}", run.output);
    // What the rule rests on.
    write(&folder, "p/policy.licit", &policy.replace("== defence", "in [defence, space]"));
    let run = review(&folder, "");
    let wanted = "changed by p/policy.licit:8 (define sensitive) since ";
    assert!(run.output.contains(wanted), "{}", run.output);
    // Committed, the change is still one since the result was accepted.
    super::diff::commit(&folder);
    let run = review(&folder, "");
    assert!(run.output.contains(wanted), "{}", run.output);
    // Where the case is another one, that is said; and nothing that git does not know.
    write(&folder, "p/policy.licit", &policy);
    write(&folder, "p/cases/cases.yaml", &CASES.replace("sector: defence", "sector: civil"));
    let run = review(&folder, "");
    assert!(run.output.contains("the facts of the case have changed since "), "{}", run.output);
    assert!(run.output.contains("see p/policy.licit:10, defence_user is not met"), "{}", run.output);
    std::fs::remove_dir_all(folder.0.join(".git")).unwrap();
    let run = review(&folder, "");
    assert!(!run.output.contains("since"), "{}", run.output);
}

#[test]
fn what_was_accepted_without_a_reason_is_told_and_can_be_given_one() {
    let folder = accepted();
    mend(&folder);
    assert_eq!(folder.code(&["test", "p"]), 1);
    // Whoever renames the file makes all tests pass.
    std::fs::rename(folder.0.join(NEW), folder.0.join(SNAP)).unwrap();
    let test = folder.run(&["test", "p"]);
    assert_eq!(test.code, 0, "{}", test.output);
    let told = "2 results were accepted without a reason; look and say why: licit review p";
    assert!(test.output.contains(told), "{}", test.output);
    let strict = folder.run(&["test", "p", "--strict", "--plain"]);
    assert!(strict.code == 1 && strict.output.matches("L638").count() == 2, "{}", strict.output);
    let run = review(&folder, "m\na\nmemo 7\n");
    assert_eq!(run.code, 0, "{}", run.output);
    assert!(run.output.contains("\"accepted without a reason\""), "{}", run.output);
    let test = folder.run(&["test", "p", "--strict"]);
    assert_eq!((test.code, test.output.as_str()), (0, "4 cases, all as expected and as accepted.\n"));
    assert!(!folder.text(SNAP).contains("accepted without a reason"), "{}", folder.text(SNAP));
}

#[test]
fn an_edit_by_hand_is_told_and_can_be_accepted() {
    let folder = accepted();
    let kept = folder.text(SNAP);
    // A rule gets another title, and somebody writes it into the accepted results too.
    let (was, now) = ("Defence users are refused", "Defence users are stopped");
    write(&folder, "p/policy.licit", &POLICY.replace(was, now));
    write(&folder, SNAP, &kept.replace(was, now));
    let test = folder.run(&["test", "p", "--plain"]);
    assert!(test.code == 1 && test.output.matches("Error L640").count() == 2, "{}", test.output);
    let run = review(&folder, "a\nthe title of the gazette\na\nthe same\n");
    assert!(run.output.contains("after that it was changed by hand"), "{}", run.output);
    assert_eq!(run.code, 0, "{}", run.output);
    assert_eq!(folder.code(&["test", "p", "--strict"]), 0);
    // Another reason is an edit of all that was accepted for it.
    let text = folder.text(SNAP);
    write(&folder, SNAP, &text.replace("first look", "approved by the authority"));
    let test = folder.run(&["test", "p", "--plain"]);
    assert!(test.code == 1 && test.output.matches("Error L640").count() == 2, "{}", test.output);
    // What was accepted before there were seals passes.
    let unsealed = text.split_inclusive('\n').filter(|line| !line.starts_with("  seal "));
    write(&folder, SNAP, &unsealed.collect::<String>());
    assert_eq!(folder.code(&["test", "p", "--strict"]), 0);
}

#[test]
fn enter_accepts_nothing_and_a_reason_is_needed() {
    let folder = accepted();
    mend(&folder);
    let kept = folder.text(SNAP);
    for input in ["\n\n\n\n\n\n", "y\ny\n", "a\n\n", "a\n   \n", "s\ns\n", "q\n", "m\n\n", "m\na\n\n"] {
        let run = review(&folder, input);
        assert_eq!(run.code, 1, "{input:?}: {}", run.output);
        assert_eq!(folder.text(SNAP), kept, "{input:?}: {}", run.output);
    }
    let run = folder.run(&["review", "p", "--accept", "  "]);
    assert_eq!(run.code, 2, "{}", run.errors);
    assert_eq!(folder.text(SNAP), kept);
}

#[test]
fn one_is_accepted_with_a_reason_and_one_is_left() {
    let folder = accepted();
    mend(&folder);
    assert_eq!(folder.code(&["test", "p"]), 1);
    let run = review(&folder, "w\na\nmemo 2026-77: dealers sell on\ns\n");
    assert_eq!(run.code, 1, "{}", run.output);
    assert!(run.output.contains("What applies"), "why was shown: {}", run.output);
    assert!(run.output.ends_with("1 accepted, 1 left for later.\n"), "{}", run.output);
    let kept = folder.text(SNAP);
    assert!(kept.contains("B-2 a dealer\n  verdict deny"), "{kept}");
    assert!(kept.contains("by: \"A. Reader\"\n      reason: \"memo 2026-77: dealers sell on\"\n      cases:\n        - \"B-2 a dealer\"\n"), "{kept}");
    assert!(kept.contains("B-3 another dealer\n  verdict permit"), "{kept}");
    let proposed = folder.text(NEW);
    assert!(proposed.contains("B-3 another dealer\n  verdict deny"), "{proposed}");
}

#[test]
fn all_that_change_alike_are_accepted_at_once() {
    let folder = accepted();
    mend(&folder);
    let run = review(&folder, "m\na\nall dealers\n");
    assert!(run.output.contains("B-2 a dealer, B-3 another dealer"), "{}", run.output);
    assert!(run.output.contains("2 accepted"), "{}", run.output);
    let test = folder.run(&["test", "p"]);
    assert!(!test.output.contains("dealer"), "{}", test.output);
}

#[test]
fn what_is_rejected_stays_wrong() {
    let folder = accepted();
    mend(&folder);
    let kept = folder.text(SNAP);
    let run = folder.run(&["review", "p", "--reject"]);
    assert_eq!(run.code, 1, "{}", run.output);
    assert!(run.output.contains("2 rejected"), "{}", run.output);
    assert_eq!(folder.text(SNAP), kept);
    assert!(!exists(&folder, NEW));
    assert_eq!(folder.code(&["test", "p"]), 1);
}

#[test]
fn a_result_that_the_case_does_not_expect_is_not_accepted() {
    let folder = folder();
    write(&folder, "p/cases/cases.yaml", &CASES.replace("missing: []", "verdict: deny"));
    let run = folder.run(&["review", "p", "--accept", "first look"]);
    assert_eq!(run.code, 1, "{}", run.output);
    assert!(
        run.output.contains("B-3 another dealer cannot be accepted: the case expects otherwise"),
        "{}",
        run.output
    );
    assert!(!folder.text(SNAP).contains("B-3"));
}

#[test]
fn results_of_cases_that_are_gone_are_taken_out_by_a_review() {
    let folder = accepted();
    write(&folder, "p/cases/cases.yaml", CASES.split("- id: B-3").next().unwrap());
    let test = folder.run(&["test", "p", "--plain"]);
    assert_eq!(test.code, 1);
    assert!(test.output.contains("L632") && test.output.contains("B-3 another dealer"), "{}", test.output);
    assert_eq!(folder.code(&["review", "p", "--accept", "no dealers any more"]), 0);
    assert!(!folder.text(SNAP).contains("B-3"));
    std::fs::rename(folder.0.join("p/cases/cases.yaml"), folder.0.join("p/cases/other.yaml")).unwrap();
    assert!(folder.run(&["test", "p", "--plain"]).output.contains("L633"));
    assert_eq!(folder.code(&["review", "p", "--accept", "renamed"]), 0);
    assert!(!exists(&folder, SNAP) && exists(&folder, "p/cases/other.yaml.snap"));
    assert_eq!(folder.code(&["test", "p"]), 0);
}

#[test]
fn a_slip_in_one_case_does_not_keep_the_others_from_being_tried() {
    let folder = folder();
    let slip = "- id: slip\n  facts: {end_user: {sectr: space}}\n- id: name\n  facts: {}\n  expect: {rules: [defense_user]}\n";
    write(&folder, "p/cases/cases.yaml", &format!("{CASES}{slip}"));
    let test = folder.run(&["test", "p", "--plain"]);
    assert_eq!(test.code, 1);
    assert!(test.output.contains("`defence_user`?"), "{}", test.output);
    assert!(
        test.output.contains("6 cases: 2 not decided, 3 without any answer, 1 as they should be"),
        "{}",
        test.output
    );
}

#[test]
fn a_case_of_one_policy_is_not_missed_in_another() {
    let folder = folder()
        .with("all/a/policy.licit", &format!("policy a \"A\"\n{POLICY}"))
        .with("all/a/cases/cases.yaml", CASES)
        .with("all/b/policy.licit", &format!("policy b \"B\"\n{POLICY}"))
        .with("all/b/cases/cases.yaml", "- id: C-1\n  facts: {}\n");
    assert_eq!(folder.code(&["test", "all", "--only", "C-1"]), 0);
    let none = folder.run(&["test", "all", "--only", "D-1", "--plain"]);
    assert_eq!(none.code, 1);
    assert!(none.output.contains("L631") && none.output.contains("No case was run."), "{}", none.output);
}

/// The files of a part of a page, as a policy in `p`, and what `--only` is there.
fn page(text: &str, part: &str) -> (Scratch, Option<String>) {
    let text = text.split_once(part).unwrap().1.split("\n## ").next().unwrap();
    let mut folder = Scratch::new();
    for block in text.split("```").skip(1).step_by(2) {
        let (head, body) = block.split_once('\n').unwrap();
        let name = head.split_once("file=").unwrap().1.trim();
        folder = folder.with(&format!("p/{name}"), body);
    }
    let only = text.split("--only ").nth(1).map(|rest| rest.split('`').next().unwrap().to_owned());
    (folder, only)
}

#[test]
fn pages_about_sets_of_cases_show_what_they_say() {
    let known = licit::diagnostics::codes::CODES
        .iter()
        .filter(|known| known.code.starts_with("L63") || known.code == "L640");
    let mut count = 0;
    for known in known {
        for (part, wrong) in [("## Wrong", true), ("## Right", false)] {
            let (folder, only) = page(known.page, part);
            let strict = ["L635", "L636", "L637", "L638"].contains(&known.code);
            let mut arguments = vec!["test", "p"];
            arguments.extend(strict.then_some("--strict"));
            if let Some(only) = &only {
                arguments.extend(["--only", only.as_str()]);
            }
            let plain = folder.run(&[arguments.as_slice(), &["--plain"]].concat());
            let told = format!("{}{}", plain.output, plain.errors);
            let codes: Vec<&str> = told.split("Error L").skip(1).map(|rest| &rest[..3]).collect();
            let wanted: &[&str] = if wrong { &[&known.code[1..]] } else { &[] };
            assert_eq!(codes, wanted, "{} {part}\n{told}", known.code);
            assert_eq!(plain.code != 0, wrong, "{} {part}\n{told}", known.code);
            if wrong {
                let drawn = folder.run(&arguments);
                insta::assert_snapshot!(
                    format!("set_of_cases_{}", known.code),
                    format!("{}{}", drawn.output, drawn.errors)
                );
            }
        }
        count += 1;
    }
    assert_eq!(count, 11);
}

#[test]
fn json_is_what_its_schema_says() {
    let folder = accepted();
    mend(&folder);
    write(
        &folder,
        "p/cases/cases.yaml",
        &format!("{CASES}- id: slip\n  facts: {{end_user: {{sectr: space}}}}\n"),
    );
    let run = folder.run(&["test", "p", "--format", "json", "--strict"]);
    assert_eq!(run.code, 1);
    let found: serde_json::Value = serde_json::from_str(&run.output).unwrap();
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../docs/test.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&found).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}\n{}", run.output);
    assert_eq!(found["passed"], false);
    assert_eq!(found["summary"]["cases"], 5);
    assert_eq!(found["summary"]["not_decided"], 1);
    let dealer = &found["policies"][0]["cases"][0];
    assert_eq!((&dealer["id"], &dealer["line"]), (&"B-2 a dealer".into(), &1.into()));
    assert_eq!(dealer["change"]["now"], "deny");
    assert_eq!(dealer["change"]["rules_come"][0], "defence_user");
}

#[test]
fn junit_has_a_suite_for_each_file_and_a_test_for_each_case() {
    let folder = accepted();
    mend(&folder);
    let run = folder.run(&["test", "p", "--format", "junit"]);
    assert_eq!(run.code, 1);
    let junit = quick_junit::Report::deserialize_from_str(&run.output).unwrap();
    assert_eq!((junit.tests, junit.failures, junit.errors), (4, 2, 0), "{}", run.output);
    assert_eq!(junit.test_suites[0].name.as_str(), "p/cases/cases.yaml");
    let names: Vec<&str> = junit.test_suites[0].test_cases.iter().map(|test| test.name.as_str()).collect();
    assert_eq!(names[1], "B-1 a defence user");
    assert!(run.output.contains("permit → deny, now defence_user (was: no rule)"), "{}", run.output);
}

#[test]
fn a_case_may_say_what_must_be_absent() {
    let folder = folder();
    let case = |without: &str| {
        format!(
            "- id: one\n  as_of: 2026-01-01\n  facts: {{end_user: {{sector: defence}}}}\n  expect: {{without: {without}}}\n- id: two\n  as_of: 2026-01-01\n  facts: {{end_user: {{sector: space}}}}\n  expect: {{without: {without}}}\n- id: open\n  as_of: 2026-01-01\n  facts: {{}}\n  expect: {{without: {without}}}\n"
        )
    };
    write(&folder, "p/cases/cases.yaml", &case("{rules: [defence_user], duties: [keep_papers]}"));
    let test = folder.run(&["test", "p"]);
    assert_eq!(test.code, 1);
    for wanted in [
        "without rule: expected that defence_user does not hold, found that it holds",
        "without duty: expected that keep_papers is not owed, found that it is owed",
        "without rule: expected that defence_user does not hold, found that it may hold",
        "without duty: expected that keep_papers is not owed, found that it may be owed",
        "3 cases: 2 not as expected, 1 as they should be.",
    ] {
        assert!(test.output.contains(wanted), "{wanted}\n{}", test.output);
    }
    for (slip, code) in [
        ("{rules: [defense_user]}", "L626"),
        ("{duties: [keep_paper]}", "L626"),
        ("{rule: [defence_user]}", "L622"),
        ("[defence_user]", "L625"),
        ("{rules: defence_user}", "L625"),
    ] {
        write(&folder, "p/cases/cases.yaml", &case(slip));
        let test = folder.run(&["test", "p", "--plain"]);
        let told = format!("{}{}", test.output, test.errors);
        assert!(test.code != 0 && told.contains(code), "{slip}: {told}");
    }
    std::fs::remove_file(folder.0.join("p/cases/cases.yaml")).unwrap();
    let table = "id,as_of,end_user.sector,expect.without.rules,expect.without.duties\none,2026-01-01,defence,defence_user,\ntwo,2026-01-01,space,defence_user; defence_user,keep_papers\nthree,2026-01-01,defence,,\n";
    write(&folder, "p/cases/table.csv", table);
    let test = folder.run(&["test", "p"]);
    assert!(test.output.contains("NOT AS EXPECTED  one"), "{}", test.output);
    assert!(
        test.output.contains("3 cases: 1 not as expected, 1 without any answer, 1 as they should be."),
        "{}",
        test.output
    );
}

/// As if nothing had ever been accepted, every result would pass.
#[cfg(unix)]
#[test]
fn accepted_results_that_cannot_be_read_are_an_error() {
    let folder = accepted();
    let outside = Scratch::new().with("kept.snap", &folder.text(SNAP));
    std::fs::remove_file(folder.0.join(SNAP)).unwrap();
    std::os::unix::fs::symlink(outside.0.join("kept.snap"), folder.0.join(SNAP)).unwrap();
    let test = folder.run(&["test", "p", "--plain"]);
    assert_eq!(test.code, 3, "{}{}", test.output, test.errors);
    assert!(test.errors.contains("L604"), "{}", test.errors);
}

#[test]
fn a_file_that_looks_like_cases_is_read_or_told() {
    let case = "- {id: CAPITALS, facts: {end_user: {sector: defence}}, as_of: 2026-01-01, expect: {verdict: permit}}\n";
    let folder = folder()
        .with("p/cases/MORE.YAML", case)
        .with("p/cases/README.md", "about\n")
        .with("p/cases/facts.toml", "");
    let test = folder.run(&["test", "p"]);
    assert!(test.code == 1 && test.output.contains("NOT AS EXPECTED  CAPITALS"), "{}", test.output);
    assert!(!test.output.contains("L639"), "{}", test.output);
    for name in ["old.xls", "of/open.ods", "rows.NDJSON", "more.csv.txt"] {
        let folder = self::folder().with(&format!("p/cases/{name}"), "some\n");
        let test = folder.run(&["test", "p"]);
        assert!(
            test.code == 1 && test.output.contains("L639") && test.output.contains(name),
            "{name}: {}",
            test.output
        );
    }
}

#[test]
fn github_is_told_the_worst_first_and_how_many_more() {
    let folder = folder();
    let many: String = (1..=14)
        .map(|number| format!("- id: no. {number}\n  facts: {{end_user: {{sector: defence}}}}\n  as_of: 2026-01-01\n  expect: {{verdict: permit}}\n"))
        .collect();
    write(&folder, "p/cases/cases.yaml", &many);
    let run = folder.run(&["test", "p", "--format", "github"]);
    assert_eq!(run.code, 1);
    let lines: Vec<&str> = run.output.lines().collect();
    assert_eq!(lines.iter().filter(|line| line.starts_with("::error ")).count(), 10, "{}", run.output);
    assert!(
        lines[0]
            .starts_with("::error file=p/cases/cases.yaml,line=1,col=7,title=case no. 1::NOT AS EXPECTED"),
        "{}",
        lines[0]
    );
    assert!(run.output.contains("::notice title=licit::4 more errors, not shown here"), "{}", run.output);
}

/// A git repository with a policy: a rule changes, the test fails, a review accepts with a reason, the test passes.
#[test]
fn a_change_of_policy_goes_through_a_repository() {
    let folder = accepted();
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).current_dir(&folder.0).output().expect("git");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    git(&["init", "-q", "-b", "main"]);
    git(&["config", "user.name", "Lena Brandt"]);
    git(&["config", "user.email", "lena@example.org"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "policy and accepted results"]);
    mend(&folder);
    assert_eq!(folder.code(&["test", "p"]), 1);
    let accept = folder.run(&["review", "p", "--only", "B-2", "--accept", "space users are dealers too"]);
    assert_eq!(accept.code, 0, "{}{}", accept.output, accept.errors);
    let rest = run_in(&folder.0, &["review", "p"], "a\nnobody knows\n");
    assert_eq!(rest.code, 0, "{}{}", rest.output, rest.errors);
    let test = folder.run(&["test", "p"]);
    assert_eq!((test.code, test.output.as_str()), (0, "4 cases, all as expected and as accepted.\n"));
    assert_eq!(git(&["status", "--short"]), " M p/cases/cases.yaml.snap\n M p/policy.licit\n");
    let diff = git(&["diff", "-U1", SNAP]);
    assert!(diff.contains("+      reason: \"space users are dealers too\""), "{diff}");
    assert!(diff.contains("+      by: \"Lena Brandt\""), "{diff}");
    assert!(diff.contains("-  verdict permit (No licence required)\n+  verdict deny (Prohibited)"), "{diff}");
    assert!(
        !diff.contains(" holds defence_user: deny\n     Defence"),
        "what did not change is not in it: {diff}"
    );
}

/// Two branches accept results; git cannot merge the heads of the files, and the review joins them.
#[test]
fn what_two_branches_have_accepted_is_joined() {
    use super::diff::{commit, git};
    for style in ["merge", "diff3"] {
        let folder = accepted();
        git(&folder, &["init", "--quiet", "--initial-branch", "main"]);
        commit(&folder);
        let branch = |name: &str, from: &str, to: &str, reason: &str| {
            git(&folder, &["checkout", "--quiet", "-b", name, "main"]);
            let text = folder.text("p/cases/cases.yaml");
            assert!(text.contains(from), "{text}");
            write(&folder, "p/cases/cases.yaml", &text.replace(from, to));
            let run = folder.run(&["review", "p", "--accept", reason, "--by", name]);
            assert_eq!(run.code, 0, "{run:?}");
            commit(&folder);
        };
        branch(
            "one",
            "B-1 a defence user\n  as_of: 2026-01-01",
            "B-1 a defence user\n  as_of: 2026-02-01",
            "later law",
        );
        branch("two", "facts: {}", "facts: {end_user: {sector: civil}}", "asked now");
        let merge = Command::new("git")
            .current_dir(&folder.0)
            .args([
                "-c",
                "user.name=T",
                "-c",
                "user.email=t@example.org",
                "-c",
                &format!("merge.conflictStyle={style}"),
            ])
            .args(["merge", "--quiet", "one"])
            .output()
            .unwrap();
        assert!(!merge.status.success(), "git could merge it");
        let test = folder.run(&["test", "p", "--plain"]);
        assert!(
            test.code == 3 && test.errors.contains("L634") && test.errors.contains("licit review"),
            "{test:?}"
        );
        assert_eq!(ci(&folder.0, &["review", "p"]).code, 2);
        assert!(folder.text(SNAP).contains("<<<<<<<"));
        let run = review(&folder, "");
        assert!(run.errors.contains("what both sides of the merge have accepted is kept"), "{run:?}");
        assert_eq!(
            run.output,
            "Nothing to review: all results are the accepted ones.\n",
            "{}",
            folder.text(SNAP)
        );
        let kept = folder.text(SNAP);
        for wanted in [
            "reason: \"later law\"",
            "reason: \"asked now\"",
            "reason: \"first look\"\n      cases: all others",
        ] {
            assert!(kept.contains(wanted), "{wanted}\n{kept}");
        }
        assert_eq!(folder.run(&["test", "p"]).output, "4 cases, all as expected and as accepted.\n");
        // A result that the merged policy does not give is shown.
        mend(&folder);
        assert!(folder.run(&["test", "p"]).output.contains("4 cases: 2 changed"));
    }
}

#[test]
fn a_rust_package_tests_its_policies_in_one_line() {
    licit::testing::assert_cases("examples/quickstart");
    let folder = accepted();
    let path = folder.0.join("p").display().to_string();
    assert_eq!(licit::testing::cases_pass(&path), Ok(()));
    mend(&folder);
    let wrong = licit::testing::cases_pass(&path).unwrap_err();
    assert!(wrong.contains("CHANGED  B-2 a dealer  permit → deny"), "{wrong}");
    assert!(licit::testing::cases_pass("policies/nowhere").is_err());
}
