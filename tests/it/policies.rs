//! The policies that Licit ships: they check without a word, decide their cases, and are laid out.

use std::path::Path;

use licit::analyze::timeline;
use licit::eval::Question;
use licit::load::folder::Folder;
use licit::value::date::parse_date;
use licit::{Format, Policy};

use super::cli::run;
use crate::cli::Scratch;

const POLICIES: [&str; 4] =
    ["policies/china", "policies/european_union", "examples/quickstart", "policies/united_states"];

#[test]
fn shipped_policies_check_without_a_word() {
    for policy in POLICIES {
        let check = run(&["check", "--strict", policy]);
        assert_eq!(check.code, 0, "{policy}: {}{}", check.output, check.errors);
    }
}

#[test]
fn shipped_policies_decide_their_cases() {
    for policy in POLICIES {
        let test = run(&["test", policy]);
        assert_eq!(test.code, 0, "{policy}: {}{}", test.output, test.errors);
    }
}

#[test]
fn a_timeline_of_chinas_rules_says_of_each_day_what_deciding_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let policy = Policy::load(&Folder::new(root).unwrap(), "policies/china").unwrap();
    let company = r#"{"country": "DE", "military": false, "lists": [], "owners": []}"#;
    let facts = format!(
        r#"{{"act": "export", "exporter": {{"chinese_person": false, "located_in": "JP"}}, "route": {{"from": "JP", "to": "DE"}},
        "item": {{"no61_annex1_part": 2, "origin": "JP", "value": "1000.00 USD", "chinese_rare_earth_technology": [],
            "bom": [{{"name": "dysprosium metal", "no61_annex1_part": 1, "origin": "CN", "value": "5 USD"}}]}},
        "importer": {company}, "end_user": {company}, "end_use": {{"category": "civil_industrial"}}}}"#
    );
    let facts = policy.facts("facts.json", &facts, Format::Json).unwrap();
    let question = Question::new(None, None);
    let days = ["2025-11-20", "2027-01-20"].map(|day| parse_date(day).unwrap());
    let stretches = timeline(policy.program(), &facts, &question, days[0], days[1]).unwrap();
    let begins: Vec<String> = stretches.iter().map(|stretch| stretch.from.to_string()).collect();
    assert_eq!(begins, ["2025-11-20", "2025-12-01", "2026-11-10", "2026-11-11", "2027-01-11"]);
    let mut day = days[0];
    for stretch in &stretches {
        while day <= stretch.through {
            assert_eq!(policy.outcome(&facts, &question.on(day)), stretch.outcome, "{day}");
            day = day.tomorrow().unwrap();
        }
    }
    assert!(days[1] < day);
}

#[test]
fn shipped_policies_are_laid_out() {
    let fmt = run(&["fmt", "--check", "policies"]);
    assert_eq!(fmt.code, 0, "{}{}", fmt.output, fmt.errors);
}

#[test]
fn no_rule_is_left_out_because_of_the_folder_in_which_it_lies() {
    let folders = Scratch::new()
        .with("above/a.licit", "license if destination == RU")
        .with("above/below/p.licit", "policy strict \"Strict\"\ndeny if destination == KP")
        .with("beside/a/p.licit", "policy mild \"Mild\"\nlicense if destination == RU")
        .with("beside/plain/x.licit", "deny if destination == KP")
        .with("almost/a.licit", "license if destination == RU")
        .with("almost/EMBARGO.LICIT", "deny if destination == KP")
        .with("kp.yaml", "destination: KP");
    for folder in ["above", "beside"] {
        assert_eq!(folders.code(&["eval", folder, "kp.yaml"]), 10, "{folder}");
        assert!(folders.run(&["check", folder]).output.contains("2 files checked"), "{folder}");
    }
    let almost = folders.run(&["eval", "almost", "kp.yaml"]);
    assert_eq!(almost.code, 3);
    assert!(almost.errors.contains("L608") && almost.errors.contains("rename"), "{}", almost.errors);
}
