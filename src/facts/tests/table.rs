//! What is given, absent, null and undeterminable, in all formats.

use super::*;
use crate::value::Unknown;

const FORMATS: [Format; 3] = [Format::Json, Format::Yaml, Format::Toml];

/// The same facts in three formats, which give the same values and digest.
#[track_caller]
fn same(json: &str, yaml: &str, toml: &str) -> Facts {
    let [first, second, third] = [0, 1, 2].map(|which| facts_of([json, yaml, toml][which], FORMATS[which]));
    assert_eq!(first.root, second.root);
    assert_eq!(first.root, third.root);
    assert_eq!(first.digest, second.digest);
    assert_eq!(first.digest, third.digest);
    first
}

#[test]
fn a_value_is_known() {
    let facts = same(
        r#"{"count": 1.0, "note": "urgent", "military": true, "export_date": "2026-03-01"}"#,
        "count: 1\nnote: urgent\nmilitary: true\nexport_date: 2026-03-01\n",
        "count = 1.00\nnote = 'urgent'\nmilitary = true\nexport_date = 2026-03-01\n",
    );
    assert_eq!(at(&facts, "count", &schema()), &Value::Number(Number::ONE));
    assert_eq!(at(&facts, "note", &schema()), &Value::Text("urgent".into()));
    assert_eq!(at(&facts, "military", &schema()), &Value::Boolean(true));
    assert_eq!(at(&facts, "export_date", &schema()).text(), "2026-03-01");
}

#[test]
fn an_absent_key_is_not_known_or_none() {
    let facts = same("{}", "# nothing\n", "");
    assert_eq!(at(&facts, "count", &schema()), &Value::UNKNOWN);
    assert_eq!(at(&facts, "note", &schema()), &Value::None);
    assert_eq!(at(&facts, "agent", &schema()), &Value::None);
    assert_eq!(at(&facts, "end_user.name", &schema()), &Value::UNKNOWN);
    assert_eq!(facts.root, Facts::empty(&schema()).root);
    assert_eq!(facts.digest, Facts::empty(&schema()).digest);
}

#[test]
fn null_is_not_known_in_both() {
    let facts = same(
        r#"{"count": null, "note": null, "agent": null, "end_user": null}"#,
        "count: null\nnote: ~\nagent:\nend_user: {not_known: true}\n",
        "count = {not_known = true}\nnote = {not_known = true}\nagent = {not_known = true}\nend_user = {not_known = true}",
    );
    assert_eq!(at(&facts, "count", &schema()), &Value::UNKNOWN);
    assert_eq!(at(&facts, "note", &schema()), &Value::UNKNOWN);
    assert_eq!(at(&facts, "agent", &schema()), &Value::UNKNOWN);
    assert_eq!(at(&facts, "end_user.name", &schema()), &Value::UNKNOWN);
    assert_ne!(facts.digest, Facts::empty(&schema()).digest);
}

#[test]
fn what_cannot_be_determined_keeps_its_reason() {
    let facts = same(
        r#"{"count": {"cannot_determine": "lost"}, "note": {"cannot_determine": "J. asked"}, "end_user": {"cannot_determine": "no answer"}}"#,
        "count: {cannot_determine: lost}\nnote: {cannot_determine: J. asked}\nend_user:\n  cannot_determine: no answer\n",
        "count.cannot_determine = 'lost'\nnote = {cannot_determine = 'J. asked'}\n[end_user]\ncannot_determine = 'no answer'\n",
    );
    let undeterminable = Value::Unknown(Unknown { limits: None, undeterminable: true });
    assert_eq!(at(&facts, "count", &schema()), &undeterminable);
    assert_eq!(at(&facts, "note", &schema()), &undeterminable);
    assert_eq!(at(&facts, "end_user", &schema()), &undeterminable);
    assert_eq!(facts.reason(0, 7), Some("lost"));
    assert_eq!(facts.reason(0, 0), Some("no answer"));
    let other = facts_of(r#"{"count": {"cannot_determine": "other"}}"#, Format::Json);
    assert_ne!(facts.digest, other.digest);
}

#[test]
fn nested_facts_are_the_same_in_all_formats() {
    let facts = same(
        r#"{"end_user": {"name": "Nordlicht AS", "country": "NO", "sector": "defence",
            "owners": [{"owner": {"name": "K"}, "share": "49.99%"}, null]},
            "item": {"eccn": "3E001", "hs": "010121", "value": {"amount": 1000.00, "currency": "USD"}, "node": "14 nm",
                     "parts": [{"value": "5 EUR"}]},
            "term": "10 days", "reasons": ["a", "b"]}"#,
        "item:\n  parts:\n  - value: 5 EUR\n  node: 0.014 µm\n  value: 1000.00 USD\n  hs: 010121\n  eccn: 3E001\nterm: 10 days\n\
         reasons: [a, b]\nend_user:\n  name: Nordlicht AS\n  country: NO\n  sector: defence\n  owners:\n  - owner:\n      name: K\n    \
         share: 49.99 %\n  -\n",
        "term = '10 days'\nreasons = ['a', 'b']\n[item]\neccn = '3E001'\nhs = '010121'\nvalue = '1000 USD'\nnode = '14 nm'\n\
         [[item.parts]]\nvalue = '5.0 EUR'\n[end_user]\nname = 'Nordlicht AS'\ncountry = 'NO'\nsector = 'defence'\n\
         owners = [{owner.name = 'K', share = '49.990%'}, {not_known = true}]\n",
    );
    let schema = schema();
    assert_eq!(at(&facts, "end_user.country", &schema).text(), "NO");
    assert_eq!(at(&facts, "item.eccn", &schema).text(), "3E001");
    assert_eq!(at(&facts, "item.hs", &schema).text(), "010121");
    assert_eq!(at(&facts, "item.value", &schema).text(), "1000 USD");
    assert_eq!(at(&facts, "item.node", &schema).text(), "14 nm");
    assert_eq!(at(&facts, "end_user.owners.0.share", &schema).text(), "0.4999");
    assert_eq!(at(&facts, "end_user.sector", &schema), &Value::Choice(1));
    let Value::Record(part) = at(&facts, "item.parts.0", &schema) else { panic!() };
    assert_eq!(facts.path(part.place, 2, &schema), "item.parts[0].value");
    assert_eq!(facts.place_path(part.place, &schema), "item.parts[0]");
    let Value::List(owners) = at(&facts, "end_user.owners", &schema) else { panic!() };
    assert_eq!(facts.element_path(owners.place, 1, &schema), "end_user.owners[1]");
    let Value::Record(stake) = at(&facts, "end_user.owners.1", &schema) else { panic!() };
    let Value::Record(owner) = &stake.fields[0] else { panic!() };
    assert_eq!(facts.path(owner.place, 0, &schema), "end_user.owners[1].owner.name");
}

#[test]
fn values_point_into_the_text() {
    let yaml = "# für\nend_user:\n  name: Øst AS\n  country: NO\nreasons: [é, \"ü\"]\n";
    for (text, format) in [
        (yaml, Format::Yaml),
        (
            "{\"end_user\": {\"name\": \"Øst AS\", \"country\": \"NO\"}, \"reasons\": [\"é\", \"ü\"]}",
            Format::Json,
        ),
        ("reasons = ['é', 'ü']\nend_user = {name = 'Øst AS', country = 'NO'}", Format::Toml),
    ] {
        let facts = facts_of(text, format);
        let Value::Record(user) = at(&facts, "end_user", &schema()) else { panic!() };
        let span = facts.span_of(user.place, 1).unwrap();
        assert_eq!(written(text, span).trim_matches(['"', '\'']), "NO", "{format:?}");
        let Value::List(reasons) = at(&facts, "reasons", &schema()) else { panic!() };
        let span = facts.span_of(reasons.place, 1).unwrap();
        assert_eq!(written(text, span).trim_matches(['"', '\'']), "ü", "{format:?}");
        assert_eq!(facts.span_of(user.place, 3), None);
    }
}

#[test]
fn unknown_amounts_have_their_limits() {
    let facts =
        facts_of("end_user:\n  owners: [{}]\nitem:\n  value: {cannot_determine: no invoice}\n", Format::Yaml);
    let Value::Unknown(share) = at(&facts, "end_user.owners.0.share", &schema()) else { panic!() };
    let limits = share.limits.as_ref().unwrap();
    assert_eq!((limits.low.clone(), limits.high.clone()), (Some(Number::ZERO), Some(Number::ONE)));
    let Value::Unknown(value) = at(&facts, "item.value", &schema()) else { panic!() };
    assert!(value.undeterminable && value.limits.is_some());
}

#[test]
fn the_digest_depends_on_what_is_given_alone() {
    let digest = |yaml: &str| facts_of(yaml, Format::Yaml).digest;
    let wider = {
        let mut wider = schema();
        wider.records[0].fields.insert(0, field("new", Type::Text));
        wider.records[0].fields.push(optional("newer", Type::Record(PARTY)));
        wider.enums[0].values.insert(0, Choice { name: "space".to_owned(), label: None });
        wider
    };
    let yaml = "end_user: {sector: police}\ncount: 3\n";
    let node = document(yaml, 7, Format::Yaml).unwrap();
    assert_eq!(read(&node, &wider).unwrap().digest, digest(yaml));
    assert_eq!(digest("count: 3\nend_user: {sector: police}\nitem: {}\n"), digest(yaml));
    assert_eq!(digest("count: 1e3\n"), digest("count: 1000\n"));
    assert_ne!(digest("agent: {}\n"), digest("\n"));
    assert_ne!(digest("reasons: [a, b]\n"), digest("reasons: [ab]\n"));
    assert_ne!(digest("reasons: []\n"), digest("\n"));
    assert_eq!(digest("count: 1\n").len(), 64);
}
