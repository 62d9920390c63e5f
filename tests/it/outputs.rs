//! What `licit check` prints for programs: valid by the published shapes, one document for all policies.

use std::path::Path;

use serde_json::Value;

use super::cli::{Run, Scratch};

const TWO_MISTAKES: &str =
    "rule “spyware” deny if end_user.sector == defense\nrule é \"Wïde 軍\" deny if 軍事 == DE\n";

/// A folder with two policies: one with mistakes, one with a warning.
fn two_policies() -> Scratch {
    Scratch::new().with("a b/one.licit", TWO_MISTAKES).with(
        "two/two.licit",
        "rule one \"One\" deny if destination == CU\nrule two \"Two\" deny if destination == CU\n",
    )
}

fn check(scratch: &Scratch, format: &str) -> Run {
    scratch.run(&["check", "a b", "two", "--format", format])
}

fn schema(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn assert_valid(schema: &Value, text: &str) -> Value {
    let value: Value = serde_json::from_str(text).unwrap();
    let validator = jsonschema::validator_for(schema).unwrap();
    let wrong: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}\n{text}");
    value
}

#[test]
fn json_of_several_policies_is_one_document() {
    let run = check(&two_policies(), "json");
    assert_eq!(run.code, 1);
    let value = assert_valid(&schema("docs/problems.schema.json"), &run.output);
    let codes: Vec<&str> = value["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| problem["code"].as_str().unwrap())
        .collect();
    assert!(codes.len() >= 3 && codes.last() == Some(&"L406"), "{codes:?}");
}

#[test]
fn sarif_is_valid_and_says_what_the_pages_say() {
    let scratch = two_policies();
    let log = assert_valid(&schema("tests/schemas/sarif-2.1.0.json"), &check(&scratch, "sarif").output);
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let page = rules[index]["help"]["markdown"].as_str().unwrap();
        assert!(page.starts_with(&format!("# {}", result["ruleId"].as_str().unwrap())));
    }
    let uris: Vec<&str> = results
        .iter()
        .map(|result| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap())
        .collect();
    assert!(uris.contains(&"a%20b/one.licit") && uris.contains(&"two/two.licit"), "{uris:?}");
    assert_eq!(results.last().unwrap()["level"], "warning", "errors come first");
}

/// How many fixes of each safety stand in a document, by the name of the field that says it.
fn safeties(value: &Value, found: &mut std::collections::BTreeMap<String, usize>) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(safety)) = fields.get("safety") {
                *found.entry(safety.clone()).or_default() += 1;
            }
            fields.values().for_each(|value| safeties(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| safeties(value, found)),
        _ => {}
    }
}

#[test]
fn sarif_has_the_fixes_with_their_safety_and_places() {
    let text = "rule spyware “A” deny if end_user.sector == defense\nlicense if export_date > 01/02/2026\n";
    let scratch = two_policies().with("a b/one.licit", text);
    let log = assert_valid(&schema("tests/schemas/sarif-2.1.0.json"), &check(&scratch, "sarif").output);
    let json: Value = serde_json::from_str(&check(&scratch, "json").output).unwrap();
    let (mut here, mut there) = (std::collections::BTreeMap::new(), std::collections::BTreeMap::new());
    safeties(&log, &mut here);
    safeties(&json, &mut there);
    assert!(here.get("safe").is_some_and(|count| *count >= 2), "{here:?}");
    assert_eq!(here, there);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let spelling = results.iter().find(|result| result["ruleId"] == "L204").unwrap();
    let fix = &spelling["fixes"][0];
    assert_eq!(fix["properties"]["safety"], "safe");
    let change = &fix["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "a%20b/one.licit");
    let replacement = &change["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "defence");
    // “ and ” are one column each.
    let region = &replacement["deletedRegion"];
    assert_eq!((region["startLine"].as_u64(), region["startColumn"].as_u64()), (Some(1), Some(45)));
    assert_eq!((region["endLine"].as_u64(), region["endColumn"].as_u64()), (Some(1), Some(52)));
}

#[test]
fn sarif_without_problems_is_valid_too() {
    let scratch = Scratch::new().with("p.licit", "deny if destination == CU");
    let run = scratch.run(&["check", "p.licit", "--format", "sarif"]);
    assert_eq!(run.code, 0);
    let log = assert_valid(&schema("tests/schemas/sarif-2.1.0.json"), &run.output);
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

/// The fingerprints of all results, by code.
fn fingerprints(scratch: &Scratch) -> Vec<(String, String)> {
    let log: Value = serde_json::from_str(&check(scratch, "sarif").output).unwrap();
    let of = |result: &Value| {
        let print = result["partialFingerprints"]["codeAndText/v1"].as_str().unwrap().to_owned();
        (result["ruleId"].as_str().unwrap().to_owned(), print)
    };
    log["runs"][0]["results"].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn a_finding_keeps_its_fingerprint_when_lines_move() {
    let scratch = two_policies();
    let before = fingerprints(&scratch);
    let scratch = scratch.with("a b/one.licit", &format!("# moved down\n\n{TWO_MISTAKES}"));
    assert_eq!(fingerprints(&scratch), before);
}

#[test]
fn what_hosts_would_cut_off_is_counted() {
    let many: String = (0..5100).map(|number| format!("deny if nothing_{number}\n")).collect();
    let scratch = Scratch::new().with("many.licit", &many);
    let log = assert_valid(
        &schema("tests/schemas/sarif-2.1.0.json"),
        &scratch.run(&["check", "many.licit", "--format", "sarif"]).output,
    );
    let run = &log["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 5000);
    let told = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].as_str().unwrap();
    assert!(told.starts_with("100 more problems"), "{told}");
    let github = scratch.run(&["check", "many.licit", "--format", "github"]).output;
    assert_eq!(github.lines().filter(|line| line.starts_with("::error")).count(), 10);
    assert!(github.contains("5090 more errors"), "{}", github.lines().last().unwrap());
}

#[test]
fn allowed_warnings_are_counted_and_ended_ones_come_back() {
    let text = "rule one \"One\" deny if destination == CU\n\n# allow L406 because \"said twice\"\nrule two \"Two\" deny if destination == CU\n";
    let scratch = Scratch::new().with("p.licit", text);
    let run = scratch.run(&["check", "p.licit"]);
    assert_eq!(
        (run.code, run.output.as_str()),
        (0, "1 file checked, no errors. 1 warning allowed in the text.\n")
    );
    let scratch = scratch.with("p.licit", &text.replace("because", "through 2020-01-31 because"));
    let run = scratch.run(&["check", "p.licit", "--format", "short"]);
    assert!(run.output.contains("L417"), "{}", run.output);
}

/// A law that is suspended in spring under one reading, and a case.
fn law_in_time() -> Scratch {
    Scratch::new()
        .with(
            "p/a.licit",
            "policy spring \"Spring\"\n\ninstrument law \"Law No. 7\" issued 2025-12-01 in force from 2026-01-01\n\nreading last_day \"Is the last day in it?\"\n    included \"yes\"\n    excluded \"no\"\n    default excluded\n\nrule embargo \"Embargo\"\n    under law art \"1\"\n    deny if destination == RU\n\nsuspension pause \"The pause\" of law issued 2026-02-01\n    from 2026-03-01 through 2026-03-31 if last_day == included\n    from 2026-03-01 through 2026-03-30 if last_day == excluded\n",
        )
        .with("case.yaml", "destination: RU\n")
}

#[test]
fn timeline_and_calendar_are_what_their_schemas_say() {
    let scratch = law_in_time();
    let days = ["--from", "2025-12-30", "--through", "2026-04-02", "--format", "json"];
    let run =
        scratch.run(&[&["timeline", "p", "case.yaml", "--reading", "last_day=included"][..], &days].concat());
    assert_eq!(run.code, 0, "{run:?}");
    let value = assert_valid(&schema("docs/timeline.schema.json"), &run.output);
    let stretches = value["policies"][0]["stretches"].as_array().unwrap();
    let told: Vec<String> = stretches
        .iter()
        .map(|stretch| {
            format!("{} {} {}", stretch["from"].as_str().unwrap(), stretch["verdict"], stretch["rules"])
        })
        .collect();
    let wanted = [
        "2025-12-30 \"permit\" []",
        "2026-01-01 \"deny\" [\"embargo\"]",
        "2026-03-01 \"permit\" []",
        "2026-03-31 \"permit\" []",
        "2026-04-01 \"deny\" [\"embargo\"]",
    ];
    assert_eq!(told, wanted);
    assert_eq!(stretches[1]["changes"][0]["what"], "instrument");
    assert_eq!(stretches[2]["otherwise"], serde_json::json!([]));
    let excluded = serde_json::json!([
        {"reading": "last_day", "answer": "excluded", "at_least": "deny", "at_most": "deny"}
    ]);
    assert_eq!(stretches[3]["otherwise"], excluded);
    let run = scratch.run(&["calendar", "p", "--from", "2026-02-01", "--format", "json"]);
    assert_eq!(run.code, 0, "{run:?}");
    let value = assert_valid(&schema("docs/calendar.schema.json"), &run.output);
    let days = &value["policies"][0]["days"];
    assert_eq!((&days[0]["day"], &days[0]["changes"][0]["begins"]), (&"2026-03-01".into(), &true.into()));
    assert!(
        days[0]["changes"][0]["if"].as_array().unwrap().contains(&"last_day == included".into()),
        "{days}"
    );
}

#[test]
fn what_fmt_does_is_what_its_schema_says() {
    let scratch =
        Scratch::new().with("p/a.licit", "deny   if destination == RU\n").with("p/b.licit", "rule \"\n");
    let run = scratch.run(&["fmt", "p", "--check", "--format", "json"]);
    assert_eq!(run.code, 1, "{run:?}");
    let value = assert_valid(&schema("docs/fmt.schema.json"), &run.output);
    assert_eq!((&value["passed"], &value["check"]), (&false.into(), &true.into()));
    assert_eq!(value["files"][0]["state"], "would change");
    assert_eq!(value["files"][1]["state"], "refused");
    assert!(value["files"][1]["problems"][0]["code"].is_string());
    std::fs::remove_file(scratch.0.join("p/b.licit")).unwrap();
    let run = scratch.run(&["fmt", "p", "--format", "json"]);
    assert_eq!(
        (run.code, &assert_valid(&schema("docs/fmt.schema.json"), &run.output)["files"][0]["state"]),
        (0, &"changed".into())
    );
    assert_eq!(scratch.run(&["fmt", "-", "--format", "json"]).code, 2);
}
