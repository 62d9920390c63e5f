//! What people and programs are told about decisions.

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::decision::*;
use super::samples;
use crate::eval::decision::{Decision, PolicyStamp};

fn all() -> [Decision; 4] {
    [samples::certain(), samples::free(), samples::open(), samples::everything()]
}

#[test]
fn a_certain_decision_reads_like_a_memo() {
    insta::assert_snapshot!("certain_human", human(&samples::certain(), false, 100));
    insta::assert_snapshot!("certain_plain", plain(&samples::certain()));
    insta::assert_snapshot!("certain_why", why_human(&samples::certain(), false, 100));
}

#[test]
fn a_decision_without_any_rule_says_so() {
    insta::assert_snapshot!("free_human", human(&samples::free(), false, 100));
}

#[test]
fn an_open_decision_says_what_would_settle_it() {
    insta::assert_snapshot!("open_human", human(&samples::open(), false, 80));
    insta::assert_snapshot!("open_plain", plain(&samples::open()));
}

#[test]
fn everything_that_a_decision_can_say_is_said() {
    insta::assert_snapshot!("everything_human", human(&samples::everything(), false, 100));
    insta::assert_snapshot!("everything_why", why_human(&samples::everything(), false, 100));
    insta::assert_snapshot!("everything_why_plain", why_plain(&samples::everything()));
    insta::assert_snapshot!("everything_json", json_text(&samples::everything()));
}

#[test]
fn a_result_has_what_lasts_and_nothing_else() {
    let kept = result(&samples::everything());
    insta::assert_snapshot!("everything_result", kept);
    insta::assert_snapshot!("open_result", result(&samples::open()));
    for decision in &all() {
        let kept = result(decision);
        let places = decision.rules.iter().map(|rule| format!("{}:", rule.place.file));
        for lost in places.chain([decision.policy.digest.clone(), decision.facts_digest.clone()]) {
            assert!(lost.len() < 2 || !kept.contains(&lost), "{lost} is in\n{kept}");
        }
        let reversed = Decision {
            rules: decision.rules.iter().rev().cloned().collect(),
            duties: decision.duties.iter().rev().cloned().collect(),
            missing: decision.missing.iter().rev().cloned().collect(),
            ..decision.clone()
        };
        assert_eq!(result(&reversed), kept);
    }
}

#[test]
fn how_a_rule_stands_is_told_in_one_line() {
    let told: Vec<String> = samples::everything().rules.iter().map(stands).collect();
    insta::assert_snapshot!("everything_stands", told.join("\n"));
}

fn two() -> [Decision; 2] {
    let other = PolicyStamp { name: "us_ear".into(), title: None, digest: "123456789012345".into() };
    [samples::certain(), Decision { policy: other, ..samples::open() }]
}

#[test]
fn the_strictest_of_several_policies_comes_first() {
    insta::assert_snapshot!("several_human", several_human(&two(), false, 100));
    insta::assert_snapshot!("several_plain", several_plain(&[samples::certain(), samples::free()]));
    assert_eq!(several_json(&two())["strictest"]["at_most"]["policies"][0], "us_ear");
    assert_eq!(several_human(&[], false, 80), "No policy was asked\n");
    assert!(several_json(&[])["strictest"].is_null());
}

#[test]
fn no_page_is_wider_than_asked_for_unless_a_word_is() {
    for decision in &all() {
        for columns in [60, 80, 100] {
            for line in why_human(decision, false, columns).lines() {
                assert!(line.width() <= columns || !line.trim().contains(' '), "{line}");
            }
        }
    }
}

#[test]
fn colours_add_nothing_but_colours() {
    for decision in &all() {
        let colored = human(decision, true, 100);
        assert!(colored.contains("\u{1b}["));
        let mut bare = colored;
        for paint in ["1", "1;31", "1;38;5;28", "1;38;5;130", "1;35", "0"] {
            bare = bare.replace(&format!("\u{1b}[{paint}m"), "");
        }
        assert_eq!(bare, human(decision, false, 100));
    }
}

#[test]
fn facts_cannot_send_commands_to_the_terminal() {
    let mut decision = samples::certain();
    decision.rules[0].because[0].facts[0].value = Some("\u{1b}[2J\u{202e}evil".into());
    let shown = human(&decision, false, 100);
    assert!(shown.contains("·U+001B·[2J·U+202E·evil"), "{shown}");
}

#[test]
fn the_json_text_is_the_json_value_and_ends_with_a_line_break() {
    for decision in &all() {
        let text = json_text(decision);
        assert!(text.ends_with("}\n"));
        assert!(text.starts_with("{\n  \"format\": \"licit/decision@1\",\n  \"policy\""));
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), json(decision));
    }
}

fn schema() -> Value {
    serde_json::from_str(include_str!("../../docs/decision.schema.json")).unwrap()
}

#[test]
fn decisions_are_what_the_published_schema_says() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let one = all().iter().map(json).collect::<Vec<_>>();
    for value in one.into_iter().chain([several_json(&two()), several_json(&[])]) {
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn the_schema_refuses_what_is_not_a_decision() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let mut unknown_member = json(&samples::certain());
    unknown_member["surprise"] = true.into();
    let mut unknown_standing = json(&samples::certain());
    unknown_standing["rules"][0]["standing"]["is"] = "sleeps".into();
    let mut lost = json(&samples::certain());
    lost.as_object_mut().unwrap().remove("missing");
    for value in [unknown_member, unknown_standing, lost] {
        assert!(!validator.is_valid(&value));
    }
}

#[test]
fn the_schema_describes_each_member() {
    for schema in [schema(), serde_json::from_str(include_str!("../../docs/problems.schema.json")).unwrap()] {
        described(&schema, "");
    }
}

/// Each property of a schema, however deep, has a description.
fn described(schema: &Value, path: &str) {
    if let Some(members) = schema.get("properties").and_then(Value::as_object) {
        for (name, member) in members {
            assert!(member.get("description").is_some(), "{path}/{name} has no description");
        }
    }
    match schema {
        Value::Object(members) => {
            members.iter().for_each(|(name, member)| described(member, &format!("{path}/{name}")))
        }
        Value::Array(items) => items.iter().for_each(|item| described(item, path)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
