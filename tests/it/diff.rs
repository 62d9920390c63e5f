//! `licit diff`: what a change of a policy does, in a repository made for each test. The tests need git.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::cli::{Run, Scratch};

const POLICY: &str = r#"
policy shop "Export of machines"
    governed by day

instrument law "Machine Export Act"
    in force from 2026-01-01

fact day "On which day?": date
fact buyer "Who buys?": buyer
fact machine "Which machine?": machine

record buyer "A buyer"
    name "Full name": text

record machine "A machine"
    value "What is it worth?": money
    power "How strong is it?": power

list watched "Watched parties": text from "lists/watched.csv" column name
    taken 2026-02-01

rule listed "Watched parties get nothing"
    under law art "3"
    deny if buyer.name in watched

rule dear "Dear machines need a licence"
    under law art "4"
    license if machine.value >= 5000 EUR
"#;

const CASES: &str = "\
- {id: cheap, facts: {day: 2026-03-01, buyer: {name: Nordmotor GmbH}, machine: {value: 100 EUR, power: 2 kW}}}
- {id: middling, facts: {day: 2026-03-01, buyer: {name: Nordmotor GmbH}, machine: {value: 4500 EUR, power: 2 kW}}}
- {id: dear, facts: {day: 2026-03-01, buyer: {name: Nordmotor GmbH}, machine: {value: 9000 EUR, power: 2 kW}}}
";

/// A repository whose branch `main` has the policy, and that stands on a branch `change`.
fn repository() -> Scratch {
    let scratch = Scratch::new()
        .with("shop/policy.licit", POLICY)
        .with("shop/lists/watched.csv", "name\nGreylag Trading\nOrlova Mining\n")
        .with("shop/cases/cases.yaml", CASES);
    git(&scratch, &["init", "--quiet", "--initial-branch", "main"]);
    commit(&scratch);
    git(&scratch, &["checkout", "--quiet", "-b", "change"]);
    scratch
}

pub fn git(scratch: &Scratch, arguments: &[&str]) {
    let status = Command::new("git")
        .current_dir(&scratch.0)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.org"])
        .args(arguments)
        .status();
    assert!(status.expect("these tests need git").success(), "git {arguments:?}");
}

pub fn commit(scratch: &Scratch) {
    git(scratch, &["add", "--all"]);
    git(scratch, &["commit", "--quiet", "--message", "change"]);
}

/// Changes a file on the branch and commits it.
fn change(scratch: &Scratch, path: &str, from: &str, to: &str) {
    let text = scratch.text(path);
    assert!(text.contains(from), "{from}");
    std::fs::write(scratch.0.join(path), text.replace(from, to)).unwrap();
    commit(scratch);
}

fn json(run: &Run) -> Value {
    let value: Value = serde_json::from_str(&run.output).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    let schema: Value = serde_json::from_str(include_str!("../../docs/diff.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    value["policies"][0].clone()
}

#[test]
fn a_changed_rule_is_told_with_the_cases_that_it_changes() {
    let scratch = repository();
    change(&scratch, "shop/policy.licit", "5000 EUR", "4000 EUR");
    let run = scratch.run(&["diff", "main..HEAD", "shop"]);
    assert_eq!(run.code, 0, "{run:?}");
    for wanted in [
        "1 of 3 cases gets another verdict. It becomes stricter.",
        "now holds: dear",
        "rule dear has changed (Machine Export Act, art 4)",
        "condition was: machine.value >= 5000 EUR",
        "condition now: machine.value >= 4000 EUR",
        "e.g. middling: permit → license",
    ] {
        assert!(run.output.contains(wanted), "{wanted}\n{}", run.output);
    }
    let found = json(&scratch.run(&["diff", "main", "shop", "--format", "json"]));
    assert_eq!(found["counts"]["stricter"], 1);
    assert_eq!(found["changes"][0]["id"], "middling");
    assert_eq!(found["edits"].as_array().unwrap().len(), 1);
    assert_eq!(found["unexercised"], serde_json::json!([]));
    let comment = scratch.run(&["diff", "main...HEAD", "shop", "--format", "markdown"]).output;
    assert!(comment.starts_with("<!-- licit diff -->\n### Policy change: 1 of 3 cases"), "{comment}");
    assert!(comment.contains("| was permit | 1 | **1** |"), "{comment}");
    assert!(comment.contains("<details><summary><b>1 case</b>: now holds: dear</summary>"), "{comment}");
    assert!(comment.contains("watched (as of 2026-02-01"), "{comment}");
    assert_eq!(scratch.code(&["diff", "main..HEAD", "shop", "--fail-on", "milder"]), 0);
    assert_eq!(scratch.code(&["diff", "main..HEAD", "shop", "--fail-on", "stricter"]), 1);
    assert_eq!(scratch.code(&["diff", "main..HEAD", "shop", "--fail-on", "any"]), 1);
}

#[test]
fn policies_are_found_however_deep_they_lie_and_where_they_have_gone() {
    let at_root = |scratch: &Scratch, range: &str| scratch.run(&["diff", range]);
    let scratch = Scratch::new()
        .with("law/export/shop/policy.licit", POLICY)
        .with("law/export/shop/lists/watched.csv", "name\nOrlova Mining\n")
        .with("law/export/shop/cases/cases.yaml", CASES)
        .with("notes/read.txt", "nothing\n");
    git(&scratch, &["init", "--quiet", "--initial-branch", "main"]);
    commit(&scratch);
    change(&scratch, "law/export/shop/policy.licit", "5000 EUR", "4000 EUR");
    let run = at_root(&scratch, "HEAD~1..HEAD");
    assert!(run.output.contains("1 of 3 cases gets another verdict. It becomes stricter."), "{run:?}");
    assert_eq!(scratch.run(&["diff", "HEAD~1", "HEAD"]).output, run.output);
    // A second one, not deep at all, hides the first one from nobody.
    let scratch =
        scratch.with("near/policy.licit", "policy near \"Near\"\ndeny if end_user.sector == defence\n");
    commit(&scratch);
    change(&scratch, "law/export/shop/policy.licit", "4000 EUR", "9000 EUR");
    let run = scratch.run(&["diff", "HEAD~1..HEAD", "--fail-on", "milder"]);
    assert!(run.code == 1 && run.output.contains("(law/export/shop)"), "{run:?}");
    // It moves: it is still compared with itself, also where it is named.
    git(&scratch, &["mv", "law/export/shop", "store"]);
    let text = scratch.text("store/policy.licit").replace("9000 EUR", "8000 EUR");
    std::fs::write(scratch.0.join("store/policy.licit"), text).unwrap();
    commit(&scratch);
    let run = at_root(&scratch, "HEAD~1..HEAD");
    assert!(run.output.contains("(store, was law/export/shop)"), "{run:?}");
    assert!(run.output.contains("condition was: machine.value >= 9000 EUR"), "{run:?}");
    assert!(!run.output.contains("is gone"), "{run:?}");
    let run = scratch.run(&["diff", "HEAD~1..HEAD", "store"]);
    assert!(
        run.code == 3 && run.errors.contains("L663") && run.errors.contains("`REVISION:FOLDER`"),
        "{run:?}"
    );
    let run = scratch.run(&["diff", "HEAD~1:law/export/shop", "HEAD:store"]);
    assert!(run.output.contains("condition was: machine.value >= 9000 EUR"), "{run:?}");
    // Where there is none, that is said.
    let run = scratch.run(&["diff", "HEAD~1..HEAD", "notes"]);
    assert!(run.code == 3 && run.errors.contains("L669") && run.errors.contains("`notes`"), "{run:?}");
}

#[test]
fn what_is_not_committed_is_said_to_be_left_out() {
    let scratch = repository();
    change(&scratch, "shop/policy.licit", "5000 EUR", "4000 EUR");
    let said = "is left out: it is not committed";
    assert!(!scratch.run(&["diff", "main..HEAD", "shop"]).errors.contains(said));
    let scratch = scratch
        .with("shop/cases/cases.yaml.snap.new", "what came out\n")
        .with("shop/README.md", "about\n")
        .with("notes.txt", "else\n");
    assert!(!scratch.run(&["diff", "main..HEAD"]).errors.contains(said));
    let scratch = scratch.with("other/new.licit", "deny if destination == RU\n");
    assert!(scratch.run(&["diff", "main..HEAD"]).errors.contains(said));
    assert!(!scratch.run(&["diff", "main..HEAD", "shop"]).errors.contains(said));
    let text = scratch.text("shop/policy.licit").replace("4000 EUR", "9000 EUR");
    std::fs::write(scratch.0.join("shop/policy.licit"), text).unwrap();
    let run = scratch.run(&["diff", "main..HEAD", "shop"]);
    assert!(run.code == 0 && run.errors.contains(said), "{run:?}");
    assert!(!scratch.run(&["diff", "main", "shop"]).errors.contains(said));
    assert!(!scratch.run(&["diff", "HEAD", "main", "shop"]).errors.contains(said));
}

#[test]
fn cases_in_tables_and_in_folders_below_are_compared_too() {
    let scratch = repository();
    std::fs::remove_file(scratch.0.join("shop/cases/cases.yaml")).unwrap();
    let scratch = scratch
        .with("shop/cases/table.csv", "id,day,buyer.name,machine.value\nmiddling,2026-03-01,Nordmotor GmbH,4500 EUR\n")
        .with("shop/cases/of/2026/more.yaml", "- {id: deep, facts: {day: 2026-03-01, machine: {value: 4600 EUR}, buyer: {name: Nordmotor GmbH}}}\n");
    change(&scratch, "shop/policy.licit", "5000 EUR", "4000 EUR");
    let run = scratch.run(&["diff", "HEAD~1", "shop"]);
    for wanted in ["3 of 5 cases", "table.csv: middling: permit → license", "deep: permit → license"] {
        assert!(run.output.contains(wanted), "{wanted}: {run:?}");
    }
    let run = scratch.run(&["diff", "HEAD~1", "shop", "--cases", "shop/cases/table.csv"]);
    assert!(run.output.contains("1 case gets another verdict"), "{run:?}");
    let run = scratch.run(&["test", "shop"]);
    assert!(run.output.contains("2 cases"), "{run:?}");
    assert_eq!(scratch.code(&["review", "shop", "--accept", "first look"]), 0);
    assert!(scratch.text("shop/cases/of/2026/more.yaml.snap").contains("deep"));
    std::fs::remove_file(scratch.0.join("shop/cases/of/2026/more.yaml")).unwrap();
    let run = scratch.run(&["test", "shop", "--plain"]);
    assert!(run.code == 1 && run.output.contains("L633"), "{run:?}");
}

#[test]
fn a_corpus_names_the_day_of_each_row_where_no_fact_does() {
    let law = "instrument law \"Law No. 7\"\n    in force from 2026-01-01\n\nfact destination \"Where to?\": country\n\nrule embargo \"Embargo\"\n    under law art \"1\"\n    deny if destination == RU\n";
    let scratch = Scratch::new()
        .with("old.licit", law)
        .with("new.licit", &law.replace("2026-01-01", "2026-07-01"))
        .with("rows.csv", "id,as_of,destination\na,2026-03-01,RU\nb,2026-08-01,RU\nc,,RU\nd,soon,RU\n");
    let counts = |more: &[&str]| {
        let arguments =
            [&["diff", "old.licit", "new.licit", "--facts", "rows.csv", "--format", "json"], more].concat();
        let found = json(&scratch.run(&arguments))["counts"].clone();
        (
            found["compared"].as_u64().unwrap(),
            found["milder"].as_u64().unwrap(),
            found["unfit"].as_u64().unwrap(),
        )
    };
    assert_eq!(counts(&[]), (3, 1, 1));
    assert_eq!(counts(&["--as-of", "2026-02-01"]), (3, 2, 1));
}

#[test]
fn layout_order_and_remarks_are_no_change() {
    let scratch = repository();
    let text = scratch.text("shop/policy.licit");
    let (before, rules) = text.split_at(text.find("rule listed").unwrap());
    let (listed, dear) = rules.split_at(rules.find("rule dear").unwrap());
    let turned = format!("{before}# turned round\n{}\n{listed}", dear.replace("\n    ", " "));
    let scratch = scratch
        .with("shop/policy.licit", &turned)
        .with("shop/lists/watched.csv", "name\nOrlova Mining\nGreylag Trading\n");
    commit(&scratch);
    let run = scratch.run(&["diff", "main..HEAD", "shop", "--fail-on", "any,stricter,milder,undetermined"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.output.contains("The policy says the same as before."), "{}", run.output);
    assert!(run.output.contains("No verdict changes in 3 cases."), "{}", run.output);
    let found = json(&scratch.run(&["diff", "main..HEAD", "shop", "--format", "json"]));
    assert_eq!(found["edits"], serde_json::json!([]));
}

#[test]
fn an_entry_that_is_taken_out_of_a_list_is_milder_though_no_case_shows_it() {
    let scratch = repository();
    change(&scratch, "shop/lists/watched.csv", "Orlova Mining\n", "");
    let run = scratch.run(&["diff", "main..HEAD", "shop", "--fail-on", "milder"]);
    assert_eq!(run.code, 1, "{run:?}");
    for wanted in [
        "list watched has changed",
        "- \"Orlova Mining\"",
        "bears on listed",
        "1 edit changes no case here",
        "deny → permit",
        "no longer holds: listed",
        "name: Orlova Mining",
    ] {
        assert!(run.output.contains(wanted), "{wanted}\n{}", run.output);
    }
    let found = json(&scratch.run(&["diff", "main..HEAD", "shop", "--format", "json"]));
    let example = &found["unexercised"][0]["example"];
    assert_eq!(example["change"]["direction"], "milder");
    assert!(example["facts"].as_str().unwrap().contains("day: 2026-03-01"), "on the day of the newest case");
    // The constructed case is a true one: as facts of a case it is decided so.
    let scratch = scratch.with("facts.yaml", example["facts"].as_str().unwrap());
    assert_eq!(scratch.code(&["eval", "shop", "facts.yaml"]), 0);
    git(&scratch, &["checkout", "--quiet", "main"]);
    assert_eq!(scratch.code(&["eval", "shop", "facts.yaml"]), 10);
}

/// A policy about goods that are made of parts, and these of parts.
fn of_parts(condition: &str) -> String {
    format!(
        "policy parts \"Parts\"\n\nrecord part \"A part\"\n    value \"What is it worth?\": money\n    parts \"What is in it?\": list of part\n\nfact item \"The goods\": part\n\ndefine worth(p: part): money =\n    p.value + sum(worth(q) for q in p.parts)\n\nrule dear \"Dear\"\n    license if {condition}\n"
    )
}

#[test]
fn a_case_is_found_for_a_limit_of_what_is_summed_up_through_parts() {
    for sum in ["worth(item)", "sum(worth(q) for q in item.parts)"] {
        let scratch = Scratch::new()
            .with("old/p.licit", &of_parts(&format!("{sum} >= 1000 EUR")))
            .with("new/p.licit", &of_parts(&format!("{sum} >= 2000 EUR")));
        let run = scratch.run(&["diff", "old", "new"]);
        assert!(run.output.contains("a case that it would change: license → permit"), "{sum}: {run:?}");
    }
}

/// The search for a case makes no list as long as that.
#[test]
fn an_edit_that_nothing_shows_is_said_to_be_one() {
    let many = |least: usize| of_parts(&format!("count(q in item.parts where q.value > 1 EUR) >= {least}"));
    let scratch = Scratch::new()
        .with("old/p.licit", &many(17))
        .with("new/p.licit", &many(18))
        .with("new/cases/cases.yaml", "- {id: cheap, facts: {item: {value: 1 EUR, parts: []}}}\n");
    let run = scratch.run(&["diff", "old", "new", "--fail-on", "milder"]);
    let said = "no case was found that it would change; there may be one";
    assert!(run.code == 0 && run.output.contains(said), "{run:?}");
    assert!(run.errors.contains("1 edit that no case shows"), "{run:?}");
    let any = scratch.run(&["diff", "old", "new", "--fail-on", "any", "--format", "markdown"]);
    assert!(any.code == 1 && any.output.contains(said), "{any:?}");
}

#[test]
fn a_case_in_a_list_is_told_with_the_citation_of_its_rule() {
    let scratch = repository();
    let case =
        "- {id: listed, facts: {day: 2026-03-01, buyer: {name: Orlova Mining}, machine: {value: 1 EUR}}}\n";
    let scratch = scratch.with("shop/cases/listed.yaml", case);
    change(&scratch, "shop/lists/watched.csv", "Orlova Mining\n", "");
    let run = scratch.run(&["diff", "main..HEAD", "shop"]);
    assert!(
        run.output.contains("listed: Watched parties get nothing (Machine Export Act, art 3)"),
        "{}",
        run.output
    );
    assert!(run.output.contains("because list watched has changed"), "{}", run.output);
}

#[test]
fn facts_that_one_side_does_not_take_are_told() {
    let scratch = repository();
    let corpus = "{\"day\":\"2026-03-01\",\"buyer\":{\"name\":\"Nordmotor GmbH\"},\"machine\":{\"value\":\"4500 EUR\",\"power\":\"2 kW\"}}\n{\"day\":7}\n{\n";
    let scratch = scratch.with("corpus.ndjson", corpus);
    change(&scratch, "shop/policy.licit", "    power \"How strong is it?\": power\n", "");
    let run =
        scratch.run(&["diff", "main..HEAD", "shop", "--facts", "corpus.ndjson", "--fail-on", "undetermined"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.output.contains("3 cases could not be compared"), "{}", run.output);
    assert!(run.output.contains("the new policy does not take it"), "{}", run.output);
    assert!(run.output.contains("neither policy takes it"), "{}", run.output);
    let found =
        json(&scratch.run(&["diff", "main..HEAD", "shop", "--facts", "corpus.ndjson", "--format", "json"]));
    assert_eq!(found["counts"]["unfit"], 3);
}

#[test]
fn a_table_of_cases_is_a_corpus() {
    let scratch = repository();
    let corpus = "day,buyer.name,machine.value,machine.power\n2026-03-01,Nordmotor GmbH,4500 EUR,2 kW\n2026-03-01,Nordmotor GmbH,9000 EUR,2 kW\n";
    let scratch = scratch.with("corpus.csv", corpus);
    change(&scratch, "shop/policy.licit", "5000 EUR", "4000 EUR");
    let run = scratch.run(&["diff", "main..HEAD", "shop", "--facts", "corpus.csv"]);
    assert!(run.output.contains("1 of 2 cases gets another verdict. It becomes stricter."), "{run:?}");
}

#[test]
fn a_corpus_is_the_same_in_every_format() {
    let rows = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rows");
    let policy = include_str!("../mistakes/facts/vocabulary.licit");
    let scratch = Scratch::new()
        .with("old.licit", policy)
        .with("new.licit", &policy.replace("deny if destination == RU", "deny if destination in [RU, NO]"));
    let compared = |name: &str| {
        let file = rows.join(name).display().to_string();
        let found =
            json(&scratch.run(&["diff", "old.licit", "new.licit", "--facts", &file, "--format", "json"]));
        assert!(found["cases"].as_str().unwrap().contains(name), "{found}");
        (found["counts"].clone(), found["matrix"].clone(), found["changes"].clone())
    };
    let lines = compared("same.ndjson");
    assert_eq!(lines.0["stricter"], 1, "{lines:?}");
    assert_eq!(compared("same.csv"), lines);
    #[cfg(feature = "xlsx")]
    assert_eq!(compared("same.xlsx"), lines);
    #[cfg(feature = "parquet")]
    assert_eq!(compared("same.parquet"), lines);
}

#[test]
fn accepted_results_that_change_are_told_with_their_reasons() {
    let scratch = repository();
    let accept = |reason: &str| {
        let run = scratch.run(&["review", "shop", "--accept", reason, "--by", "M. Keller"]);
        assert_eq!(run.code, 0, "{run:?}");
        commit(&scratch);
    };
    git(&scratch, &["checkout", "--quiet", "main"]);
    accept("first look");
    git(&scratch, &["checkout", "--quiet", "-B", "change"]);
    let text = scratch.text("shop/policy.licit").replace("5000 EUR", "4000 EUR");
    std::fs::write(scratch.0.join("shop/policy.licit"), text).unwrap();
    accept("the threshold fell, see [memo](7)");
    let run = scratch.run(&["diff", "main..HEAD", "shop"]);
    let wanted = "Accepted results changed: 1, with a reason\n  middling: permit → license, now dear (was: no rule)\n      M. Keller, ";
    assert!(run.output.contains(wanted), "{}", run.output);
    let comment = scratch.run(&["diff", "main..HEAD", "shop", "--format", "markdown"]).output;
    assert!(comment.contains("**Accepted results changed: 1, with a reason**"), "{comment}");
    assert!(comment.contains("the threshold fell, see \\[memo\\](7)"), "{comment}");
    let found = json(&scratch.run(&["diff", "main..HEAD", "shop", "--format", "json"]));
    assert_eq!(found["accepted"][0]["reason"], "the threshold fell, see [memo](7)");
    // What cannot be read is not taken for something that was given up.
    let whole = scratch.text("shop/cases/cases.yaml.snap");
    std::fs::write(
        scratch.0.join("shop/cases/cases.yaml.snap"),
        whole.replacen("---", "<<<<<<< HEAD\n---", 1),
    )
    .unwrap();
    let run = scratch.run(&["diff", "main", "shop"]);
    assert!(run.output.contains("all of cases.yaml: cannot be read now"), "{}", run.output);
    let merged = scratch.run(&["test", "shop"]);
    assert!(
        merged.code == 3 && merged.errors.contains("it keeps what both sides have accepted"),
        "{merged:?}"
    );
    std::fs::write(scratch.0.join("shop/cases/cases.yaml.snap"), whole).unwrap();
    // A result that somebody changed by hand has no reason.
    let kept = scratch.text("shop/cases/cases.yaml.snap");
    let turned = kept.replace("verdict permit (No licence required)", "verdict deny (Prohibited)");
    assert_ne!(kept, turned);
    std::fs::write(scratch.0.join("shop/cases/cases.yaml.snap"), turned).unwrap();
    let run = scratch.run(&["diff", "main", "shop"]);
    assert!(run.output.contains("Accepted results changed: 2, 1 without a reason"), "{}", run.output);
    assert!(run.output.contains("nobody has said why"), "{}", run.output);
}

#[test]
fn a_policy_that_one_side_alone_has_is_told_and_fails() {
    let one = |name: &str| format!("policy {name} \"{name}\"\ndeny if end_user.sector == defence\n");
    let case = "- {id: a, facts: {end_user: {sector: defence}}}\n";
    let scratch = Scratch::new()
        .with("all/a/p.licit", &one("a"))
        .with("all/a/cases/cases.yaml", case)
        .with("all/b/p.licit", &one("b"));
    git(&scratch, &["init", "--quiet", "--initial-branch", "main"]);
    commit(&scratch);
    std::fs::remove_dir_all(scratch.0.join("all/b")).unwrap();
    let scratch = scratch.with("all/c/p.licit", &one("c"));
    for format in ["human", "markdown", "html"] {
        let run = scratch.run(&["diff", "main", "all", "--format", format]);
        assert_eq!(run.code, 0, "{run:?}");
        let text = run.output.replace("&#58;", ":");
        assert!(text.contains("The policy b is gone: nothing is decided by it any more."), "{text}");
        assert!(text.contains("The policy c is new: there is nothing to compare it with."), "{text}");
    }
    for on in ["milder", "stricter", "undetermined", "any"] {
        assert_eq!(scratch.code(&["diff", "main", "all", "--fail-on", on]), 1, "{on}");
    }
    std::fs::remove_dir_all(scratch.0.join("all")).unwrap();
    let run = scratch.run(&["diff", "main", "all"]);
    assert!(run.code == 3 && run.errors.contains("it was taken out since"), "{run:?}");
}

#[test]
fn a_clone_without_history_says_how_to_get_it() {
    let scratch = repository();
    change(&scratch, "shop/policy.licit", "5000 EUR", "4000 EUR");
    let from = format!("file://{}", scratch.0.display());
    git(&scratch, &["clone", "--quiet", "--depth", "1", &from, "shallow"]);
    let run = super::cli::run_in(&scratch.0.join("shallow"), &["diff", "HEAD~1", "shop"], "");
    assert!(run.code == 3 && run.errors.contains("git fetch --unshallow"), "{run:?}");
    git(&scratch, &["clone", "--quiet", &from, "whole"]);
    let run = super::cli::run_in(&scratch.0.join("whole"), &["diff", "main", "shop"], "");
    assert!(run.code == 3 && run.errors.contains("did you mean `origin/main`?"), "{run:?}");
    let run = super::cli::run_in(&scratch.0.join("whole"), &["diff", "origin/main...HEAD", "shop"], "");
    assert!(run.output.contains("HEAD compared with origin/main at "), "{run:?}");
}

#[test]
fn names_that_look_like_marks_do_no_harm() {
    let scratch = repository();
    change(
        &scratch,
        "shop/policy.licit",
        "\"Dear machines need a licence\"\n    under law art \"4\"\n    license if machine.value >= 5000 EUR",
        "\"<script>alert(1)</script> @everyone | [x](http://evil.example) `*_\"\n    under law art \"4\"\n    license if machine.value >= 4000 EUR",
    );
    let comment = scratch.run(&["diff", "main..HEAD", "shop", "--format", "markdown"]).output;
    let prose: String = comment.split("```").step_by(2).collect();
    assert!(
        !prose.contains("<script>") && !prose.contains("@everyone") && !prose.contains("http://"),
        "{comment}"
    );
    assert!(!prose.contains("[x]("), "{comment}");
    let page = scratch.run(&["diff", "main..HEAD", "shop", "--format", "html"]).output;
    assert!(!page.contains("<script"), "{page}");
    assert!(page.contains("&lt;script&gt;"), "{page}");
}

#[test]
fn a_comment_stays_within_the_limit_of_github() {
    let scratch = repository();
    let names: String =
        (0..4000).map(|number| format!("Company {number} of a rather long name GmbH\n")).collect();
    let rules: String = (0..800)
        .map(|number| format!("rule r{number} \"Rule number {number} with a title of some length\"\n    under law art \"{number}\"\n    deny if buyer.name == \"Person {number}\"\n\n"))
        .collect();
    let scratch =
        scratch.with("shop/lists/watched.csv", &format!("name\n{names}")).with("shop/more.licit", &rules);
    commit(&scratch);
    let comment = scratch.run(&["diff", "main..HEAD", "shop", "--format", "markdown"]).output;
    assert!(comment.chars().count() < 65_536, "{}", comment.chars().count());
    assert!(comment.contains("left out** to keep this comment within GitHub's limit"), "{comment}");
}

#[test]
fn what_cannot_be_compared_is_said_with_its_code() {
    let scratch = repository();
    let code = |arguments: &[&str]| {
        let run = scratch.run(arguments);
        assert_eq!((run.code, run.output.as_str()), (3, ""), "{run:?}");
        run.errors
    };
    let unknown = code(&["diff", "mian", "shop"]);
    assert!(unknown.contains("L662") && unknown.contains("did you mean `main`?"), "{unknown}");
    let near = code(&["diff", "shap", "main"]);
    assert!(near.contains("L664") && near.contains("did you mean `shop`?"), "{near}");
    let neither = code(&["diff", "quarry", "shop"]);
    assert!(
        neither.contains("L664") && neither.contains("neither a file or folder nor a git revision"),
        "{neither}"
    );
    assert!(code(&["diff", "main", "shap"]).contains("L66"));
    std::fs::create_dir_all(scratch.0.join("late")).unwrap();
    std::fs::write(scratch.0.join("late/a.licit"), "deny if end_user.sector == defence\n").unwrap();
    assert!(code(&["diff", "main", "late"]).contains("L663"));
    assert!(code(&["diff", "shop", "shop", "--facts", "no.ndjson"]).contains("L668"));
    let outside = Scratch::new().with("a.licit", "deny if end_user.sector == defence\n");
    let run = outside.run(&["diff", "main", "a.licit"]);
    assert!(run.code == 3 && run.errors.contains("L661"), "{run:?}");
    let run = outside.run(&["diff", "no/such", "a.licit"]);
    assert!(run.code == 3 && run.errors.contains("L664"), "{run:?}");
    let other = outside.with("b.licit", "license if end_user.sector == defence\n");
    let run = other.run(&["diff", "a.licit", "b.licit", "--fail-on", "any"]);
    assert!(run.code == 1 && run.errors.contains("L667"), "{run:?}");
}

#[test]
fn an_uncommitted_change_is_compared_with_a_revision_without_a_checkout() {
    let scratch = repository();
    let text = scratch.text("shop/policy.licit").replace("5000 EUR", "6000 EUR");
    let scratch = scratch.with("shop/policy.licit", &text);
    let run = scratch.run(&["diff", "HEAD", "shop"]);
    assert!(run.output.contains("condition now: machine.value >= 6000 EUR"), "{}", run.output);
    assert_eq!(scratch.text("shop/policy.licit"), text, "the working folder stays as it is");
}

/// The commands of the workflow's steps, each as one script.
fn steps(workflow: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut inside: Option<usize> = None;
    for line in workflow.lines() {
        let depth = line.len() - line.trim_start().len();
        if let Some(above) = inside {
            if line.trim().is_empty() || depth > above {
                found.last_mut().unwrap().push_str(&format!("{}\n", line.trim()));
                continue;
            }
            inside = None;
        }
        match line.trim().strip_prefix("run: ") {
            Some("|") => {
                inside = Some(depth);
                found.push(String::new());
            }
            Some(command) => found.push(command.to_owned()),
            None => {}
        }
    }
    found
}

fn shell(scratch: &Scratch, script: &str, base: &str) -> Run {
    let licit = Path::new(env!("CARGO_BIN_EXE_licit")).parent().unwrap();
    let path = format!("{}:{}", licit.display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("bash");
    command.args(["-e", "-o", "pipefail", "-c", script]).current_dir(&scratch.0).env("PATH", path);
    command.env("POLICY", "shop").env("BASE", base).env("GITHUB_STEP_SUMMARY", scratch.0.join("summary.md"));
    let done = command.output().expect("bash");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: done.status.code().unwrap(), output: text(done.stdout), errors: text(done.stderr) }
}

#[test]
fn the_workflow_for_users_works() {
    let scratch = repository();
    let expecting = CASES.lines().zip(["permit", "permit", "license"]).map(|(case, verdict)| {
        format!("{}, expect: {{verdict: {verdict}}}}}\n", case.strip_suffix('}').unwrap())
    });
    let scratch = scratch.with("shop/cases/cases.yaml", &expecting.collect::<String>());
    commit(&scratch);
    let workflow = include_str!("../../integrations/github/licit.yml");
    let scripts = steps(workflow);
    assert_eq!(scripts.len(), 5, "{scripts:#?}");
    assert!(scripts[0].starts_with("cargo install"));
    for script in &scripts[1..] {
        let run = shell(&scratch, script, "main");
        assert_eq!(run.code, 0, "{script}: {run:?}");
    }
    assert!(scratch.text("summary.md").starts_with("<!-- licit diff -->"));
    change(&scratch, "shop/lists/watched.csv", "Orlova Mining\n", "");
    assert_eq!(shell(&scratch, &scripts[4], "main").code, 1, "an entry taken out is milder");
}

#[test]
fn the_hooks_for_users_work() {
    let scratch = repository();
    let hooks = include_str!("../../.pre-commit-hooks.yaml");
    let sample = include_str!("../../integrations/pre-commit/pre-commit-config.yaml");
    let entries: Vec<&str> = hooks.lines().filter_map(|line| line.trim().strip_prefix("entry: ")).collect();
    let ids: Vec<&str> = hooks.lines().filter_map(|line| line.strip_prefix("- id: ")).collect();
    assert_eq!(entries, ["licit check", "licit fmt", "licit test --check"]);
    for id in &ids {
        assert!(sample.contains(&format!("- id: {id}\n")), "{id}");
    }
    // What the file runs as it is, on the folder that a user puts there.
    let run = |entry: &str| shell(&scratch, &entry.replace("policies/example", "shop"), "main").code;
    let local: Vec<&str> = sample.lines().filter_map(|line| line.strip_prefix("        entry: ")).collect();
    assert_eq!(local, ["licit fmt", "licit check policies/example", "licit test --check policies/example"]);
    assert_eq!(run(&format!("{} shop/policy.licit", local[0])), 0);
    assert_eq!(run(local[1]), 0);
    assert_ne!(run(local[2]), 2, "the hook's command is understood");
}

#[test]
fn cases_that_were_changed_with_the_policy_are_named() {
    let scratch = repository();
    let cases = scratch.text("shop/cases/cases.yaml");
    let (_, rest) = cases.split_once('\n').unwrap();
    let text = format!("{rest}- {{id: one more, facts: {{}}}}\n");
    std::fs::write(scratch.0.join("shop/cases/cases.yaml"), text).unwrap();
    let run = scratch.run(&["diff", "main", "shop"]);
    assert!(run.output.contains("Case files: 1 case taken out, 1 case new"), "{}", run.output);
    assert!(run.output.contains("cheap: taken out (cases.yaml)"), "{}", run.output);
    for format in ["markdown", "html"] {
        let page = scratch.run(&["diff", "main", "shop", "--format", format]);
        assert!(page.output.contains("Case files: 1 case taken out"), "{}", page.output);
    }
    let json = scratch.run(&["diff", "main", "shop", "--format", "json"]);
    assert!(json.output.contains("\"change\": \"gone\""), "{}", json.output);
    // Another answer, and other facts.
    let turned = cases.replacen("facts:", "expect: {missing: []}, facts:", 1);
    std::fs::write(scratch.0.join("shop/cases/cases.yaml"), turned).unwrap();
    let run = scratch.run(&["diff", "main", "shop"]);
    assert!(run.output.contains("expects another answer than before (cases.yaml)"), "{}", run.output);
}

#[test]
fn rows_of_one_name_are_told_apart() {
    let scratch = Scratch::new()
        .with("old.licit", "deny if end_user.sector == defence\n")
        .with("new.licit", "license if end_user.sector == defence\n")
        .with("rows.csv", "id,end_user.sector\nA,defence\nA,defence\nB,civil\n");
    let run = scratch.run(&["diff", "old.licit", "new.licit", "--facts", "rows.csv"]);
    assert!(
        run.errors.contains("L692") && run.errors.contains("1 row with the id of an earlier row"),
        "{run:?}"
    );
    assert!(run.output.contains("A (line 3): deny → license"), "{run:?}");
    let run = scratch.run(&["eval", "old.licit", "--facts", "rows.csv"]);
    assert!(run.code == 0 && run.errors.contains("L692"), "{run:?}");
}

#[test]
fn a_change_cannot_hide_itself_behind_licitignore() {
    let scratch = Scratch::new()
        .with("p/a.licit", "policy p \"P\"\n\ndeny if destination == RU\n")
        .with("p/cases/cases.yaml", "- id: a\n  facts: {destination: RU}\n");
    git(&scratch, &["init", "--quiet", "--initial-branch", "main"]);
    commit(&scratch);
    let scratch = scratch
        .with("p/a.licit", "policy p \"P\"\n\nlicense if destination == RU\n")
        .with(".licitignore", "p\n");
    commit(&scratch);
    for command in [&["diff", "HEAD~1..HEAD"][..], &["diff", "HEAD~1..HEAD", "--format", "markdown"]] {
        let run = scratch.run(command);
        assert!(run.output.contains("becomes milder"), "{run:?}");
    }
    assert_eq!(scratch.code(&["diff", "HEAD~1..HEAD", "--fail-on", "milder"]), 1);
}
