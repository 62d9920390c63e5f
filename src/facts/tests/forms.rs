//! Forms and schemas that others fill in.

use super::*;
use crate::facts::{empty_form, json_schema};

#[test]
fn an_empty_form_says_nothing() {
    for format in [Format::Json, Format::Yaml] {
        let form = empty_form(&schema(), format);
        let facts = facts_of(&form, format);
        assert_eq!(at(&facts, "note", &schema()), &Value::UNKNOWN);
        assert_eq!(at(&facts, "end_user.name", &schema()), &Value::UNKNOWN);
    }
    facts_of(&empty_form(&schema(), Format::Toml), Format::Toml);
}

#[test]
fn a_form_asks_the_questions() {
    let form = empty_form(&schema(), Format::Yaml);
    let start = "\
# Who will use the item?
end_user:
  # Full registered name
  name: null  # text
  country: null  # country, such as DE
  # In which sector?
  sector: null  # sector: civil, defence, police
  owners: null  # list of stake
#     - owner: null  # party
#       share: null  # percent, such as 49.9%
agent: null  # party; delete this line where there is none
#   # Full registered name
#   name: null  # text
";
    assert!(form.starts_with(start), "{form}");
}

#[test]
fn the_json_form_has_every_fact() {
    let form = empty_form(&schema(), Format::Json);
    let value: serde_json::Value = serde_json::from_str(&form).unwrap();
    assert_eq!(value["end_user"]["owners"], serde_json::Value::Null);
    assert_eq!(value.as_object().unwrap().len(), 10);
}

#[test]
fn the_json_schema_takes_what_is_read() {
    let schema = json_schema(&schema(), "Facts of a case");
    let validator = jsonschema::validator_for(&schema).unwrap();
    let good = [
        r#"{"count": 1.5, "item": {"value": "5.00 USD", "node": "14 nm", "hs": "010121"}}"#,
        r#"{"count": null, "end_user": {"cannot_determine": "lost"}, "reasons": ["a", null]}"#,
        r#"{"end_user": {"sector": "civil", "owners": [{"share": "25%", "owner": {"owners": []}}]}}"#,
        r#"{"term": "1 year and 3 days", "item": {"eccn": "3E001.a", "value": {"amount": "5", "currency": "USD"}}}"#,
    ];
    for text in good {
        facts_of(text, Format::Json);
        assert!(validator.is_valid(&serde_json::from_str(text).unwrap()), "{text}");
    }
    let bad = [
        r#"{"cout": 1}"#,
        r#"{"item": {"value": 5}}"#,
        r#"{"item": {"hs": 10121}}"#,
        r#"{"item": {"eccn": "3e001"}}"#,
        r#"{"end_user": {"sector": "defense"}}"#,
        r#"{"end_user": {"owners": [{"share": "25"}]}}"#,
        r#"{"export_date": "1.3.2026"}"#,
        r#"{"count": {"cannot_determine": ""}}"#,
    ];
    for text in bad {
        assert!(try_read(text, Format::Json).is_err(), "{text}");
        assert!(!validator.is_valid(&serde_json::from_str(text).unwrap()), "{text}");
    }
}
