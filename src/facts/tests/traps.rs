//! What is refused, with code and place.

use super::*;
use crate::facts::{Mismatch, read_text};

/// One problem with this code, whose first place is this text.
#[track_caller]
fn refused(text: &str, format: Format, code: &str, place: &str) -> String {
    let problems = try_read(text, format).expect_err(text);
    assert_eq!(problems.len(), 1, "{problems:?}");
    let problem = &problems[0];
    assert_eq!(problem.code(), code, "{problem:?}");
    let span = problem.span().unwrap();
    assert_eq!(written(text, span), place, "{problem:?}");
    format!("{} | {}", problem.message(), problem.help().unwrap())
}

/// Like [`refused`], with each of some words in the message or its help.
#[track_caller]
fn yaml(text: &str, code: &str, place: &str, words: &[&str]) {
    says(&refused(text, Format::Yaml, code, place), words);
}

#[track_caller]
fn json(text: &str, code: &str, place: &str, words: &[&str]) {
    says(&refused(text, Format::Json, code, place), words);
}

#[track_caller]
fn toml(text: &str, code: &str, place: &str, words: &[&str]) {
    says(&refused(text, Format::Toml, code, place), words);
}

#[track_caller]
fn says(message: &str, words: &[&str]) {
    for word in words {
        assert!(message.contains(word), "no `{word}` in: {message}");
    }
}

#[test]
fn names_outside_the_vocabulary_are_refused() {
    yaml(
        "end_user: {sectr: defence}\n",
        "L512",
        "sectr",
        &["`end_user`, which is a party", "did you mean `sector`?"],
    );
    yaml("enduser: {}\n", "L512", "enduser", &["the facts", "did you mean `end_user`?"]);
    yaml("zzzzzzzz: 1\n", "L512", "zzzzzzzz", &["write one of `end_user`"]);
    json(r#"{"item": {"parts": [{"valu": null}]}}"#, "L512", "\"valu\"", &["`item.parts[0]`"]);
    yaml("item: {value: {amount: 5, curency: USD}}\n", "L512", "curency", &["did you mean `currency`?"]);
    yaml("end_user: {cannot_determine: x, name: y}\n", "L512", "cannot_determine", &[]);
}

#[test]
fn double_names_are_refused() {
    json(r#"{"count": 1, "count": 2}"#, "L502", "\"count\"", &["`count` is given twice"]);
    json(r#"{"count": 1, "\u0063ount": 2}"#, "L502", r#""\u0063ount""#, &[]);
    yaml("count: 1\ncount: 2\n", "L502", "count", &[]);
    yaml("count: 1\n\"count\": 2\n", "L502", "\"count\"", &[]);
    toml("count = 1\ncount = 2\n", "L502", "count", &[]);
    let both = try_read("count: 1\ncount: 2\nnote: a\nnote: b\n", Format::Yaml).unwrap_err();
    assert_eq!(both.len(), 2);
    assert_eq!(both[0].labels().len(), 2);
}

#[test]
fn enums_and_booleans_are_exact() {
    yaml(
        "end_user: {sector: defense}\n",
        "L539",
        "defense",
        &["`end_user.sector`", "did you mean `defence`?"],
    );
    yaml("end_user: {sector: Armed forces}\n", "L539", "Armed forces", &["did you mean `defence`?"]);
    json(r#"{"end_user": {"sector": false}}"#, "L539", "false", &["`civil`"]);
    yaml("military: yes\n", "L522", "yes", &["write `true`"]);
    yaml("military: No\n", "L522", "No", &["write `false`"]);
    yaml("military: \"true\"\n", "L522", "\"true\"", &["without quotation marks"]);
    json(r#"{"military": 1}"#, "L522", "1", &["write `true`"]);
}

#[test]
fn texts_are_not_made_of_numbers() {
    json(r#"{"note": 12}"#, "L523", "12", &["`\"12\"`"]);
    toml("note = 12", "L523", "12", &[]);
    json(r#"{"note": true}"#, "L523", "true", &[]);
    json(r#"{"note": " "}"#, "L520", "\" \"", &["`null`"]);
    json(r#"{"count": ""}"#, "L520", "\"\"", &[]);
    for kept in ["010121", "3E001", "NO", "1.10", "12:30", "2026-03-01", "0x1F", "1e3", "yes"] {
        let facts = facts_of(&format!("note: {kept}\n"), Format::Yaml);
        assert_eq!(at(&facts, "note", &schema()), &Value::Text(kept.into()));
    }
}

#[test]
fn countries_are_two_capitals() {
    let country = |found: &str| refused(&format!("item: {{origin: {found}}}\n"), Format::Yaml, "L536", found);
    says(&country("Germany"), &["`DE` (Germany)"]);
    says(&country("DEU"), &["`DE`"]);
    says(&country("UK"), &["`GB`"]);
    says(&country("SU"), &["ended on 1992-08-30"]);
    says(&country("Korea"), &["`KP`", "`KR`", "whichever is meant"]);
    says(&country("XX"), &["two capitals"]);
    json(r#"{"item": {"origin": false}}"#, "L536", "false", &["`NO` if Norway"]);
    yaml("currency: usd\n", "L529", "usd", &["write `USD`"]);
    yaml("currency: Dollar\n", "L529", "Dollar", &["three capitals"]);
}

#[test]
fn dates_are_days() {
    let date = |found: &str, code: &str, words: &[&str]| {
        says(&refused(&format!("export_date: {found}\n"), Format::Yaml, code, found), words);
    };
    date("2026-03-01T10:00:00Z", "L533", &["dates are days", "`2026-03-01`"]);
    date("46082", "L534", &["`2026-03-01`", "spreadsheets"]);
    date("46082.5", "L534", &["`2026-03-01`"]);
    date("01/03/2026", "L532", &["`2026-03-01` or `2026-01-03`"]);
    date("31.12.2026", "L532", &["`2026-12-31`"]);
    date("2026-02-30", "L532", &["`2026-02-28`"]);
    date("2026-3-1", "L532", &["`2026-03-01`"]);
    date("soon", "L532", &["such as"]);
    json(r#"{"export_date": 46082}"#, "L534", "46082", &["`2026-03-01`"]);
    toml("export_date = 2026-03-01T10:00:00Z", "L533", "2026-03-01T10:00:00Z", &[]);
    toml("export_date = 10:00:00", "L532", "10:00:00", &[]);
}

#[test]
fn codes_that_spreadsheets_destroyed_are_refused() {
    json(r#"{"item": {"eccn": 30}}"#, "L538", "30", &["3E001", "spreadsheet", "code of `eccn`"]);
    yaml("item: {eccn: 30}\n", "L538", "30", &["3E001"]);
    yaml("item: {eccn: 3.00E+01}\n", "L538", "3.00E+01", &["3E001"]);
    toml("item.eccn = 3E001", "L523", "3E001", &["quotation marks"]);
    json(r#"{"item": {"hs": 10121}}"#, "L538", "10121", &["010121"]);
    yaml("item: {hs: 10121}\n", "L538", "10121", &["010121"]);
    json(r#"{"item": {"hs": 847130}}"#, "L523", "847130", &["`\"847130\"`"]);
    json(r#"{"item": {"hs": 010121}}"#, "L501", "010121", &["begins with 0"]);
    yaml("item: {eccn: 3e001}\n", "L537", "3e001", &["3E001"]);
    yaml("item: {eccn: ECCN 3E001}\n", "L537", "ECCN 3E001", &["`3E001`"]);
    yaml("item: {eccn: 5a002}\n", "L537", "5a002", &["`5A002`"]);
    yaml("item: {eccn: EAR99}\n", "L537", "EAR99", &["`9A999`"]);
}

#[test]
fn amounts_say_what_they_are() {
    json(r#"{"item": {"value": 5000}}"#, "L528", "5000", &["no currency", "`5000 EUR`"]);
    yaml("item: {value: \"5000\"}\n", "L528", "\"5000\"", &["no currency"]);
    yaml("item: {value: USD 5000}\n", "L528", "USD 5000", &["write `5000 USD`"]);
    yaml("item: {value: 5000USD}\n", "L528", "5000USD", &["write `5000 USD`"]);
    yaml("item: {value: 5000 usd}\n", "L529", "5000 usd", &["write `USD`"]);
    yaml("item: {value: \"5,000.00 USD\"}\n", "L526", "\"5,000.00 USD\"", &["`5000.00`"]);
    yaml("item: {value: {amount: 5}}\n", "L517", "{amount: 5}", &["no currency"]);
    yaml(
        "item: {value: {amount: -5, currency: USD}}\n",
        "L518",
        "{amount: -5, currency: USD}",
        &["less than 0 USD"],
    );
    yaml("item: {value: -1 USD}\n", "L518", "-1 USD", &["less than 0 USD"]);
    json(r#"{"item": {"node": 14}}"#, "L530", "14", &["no unit", "length"]);
    yaml("item: {node: 14nm}\n", "L530", "14nm", &["`14 nm`"]);
    yaml("item: {node: 14 nmm}\n", "L531", "14 nmm", &["did you mean"]);
    yaml("item: {node: 14 kg}\n", "L531", "14 kg", &["measures mass", "length is wanted"]);
    yaml("item: {node: -14 nm}\n", "L518", "-14 nm", &["less than 0 m"]);
    yaml("term: ten days\n", "L535", "ten days", &["`10 days`"]);
    yaml("term: 10 working_days\n", "L535", "10 working_days", &[]);
}

#[test]
fn amounts_in_short_are_written_in_full() {
    yaml("item: {value: 5k EUR}\n", "L528", "5k EUR", &["write `5000 EUR`"]);
    yaml("item: {value: 1.5 million EUR}\n", "L528", "1.5 million EUR", &["write `1500000 EUR`"]);
    yaml("item: {value: 5 Mio. €}\n", "L528", "5 Mio. €", &["write `5000000 EUR`"]);
    yaml("item: {value: 5 TEUR}\n", "L528", "5 TEUR", &["write `5000 EUR`"]);
    yaml("item: {value: 5k}\n", "L528", "5k", &["1000.00 USD"]);
    yaml("item: {value: 5000 Euro}\n", "L529", "5000 Euro", &["write `EUR`"]);
    yaml("count: five\n", "L524", "five", &["write `5`"]);
    yaml("item: {origin: \"“DE”\"}\n", "L536", "\"“DE”\"", &["`DE`"]);
    yaml("military: wahr\n", "L522", "wahr", &["write `true`"]);
}

#[test]
fn amounts_of_money_with_three_decimals_are_asked_back() {
    yaml("item: {value: 1.234 EUR}\n", "L526", "1.234 EUR", &["`1234` or `1.2340`"]);
    yaml("item: {value: 12.500 EUR}\n", "L526", "12.500 EUR", &["`12500` or `12.5`"]);
    yaml("item: {value: {amount: 1.234, currency: EUR}}\n", "L526", "1.234", &["`1234` or `1.2340`"]);
    yaml("item: {value: 1.000 KWD}\n", "L526", "1.000 KWD", &[]);
    for (text, format) in [
        ("item: {value: 1.2340 EUR}\n", Format::Yaml),
        ("item: {value: 0.125 EUR}\n", Format::Yaml),
        ("item: {value: 1.234 KWD}\n", Format::Yaml),
        ("item: {value: {amount: 1.234, currency: KWD}}\n", Format::Yaml),
        ("count: 1.234\n", Format::Yaml),
        (r#"{"item": {"value": {"amount": 1.234, "currency": "EUR"}}}"#, Format::Json),
    ] {
        assert!(try_read(text, format).is_ok(), "{text}");
    }
}

#[test]
fn a_comma_in_braces_ends_no_amount() {
    yaml("item: {value: 5,000 EUR}\n", "L526", "5,000 EUR", &["`5000` or `5`"]);
    yaml("{count: 0,5}\n", "L526", "0,5", &["`0.5`"]);
}

#[test]
fn codes_in_the_form_of_another_list_are_told_as_such() {
    yaml("item: {hs: \"8471.30\"}\n", "L537", "\"8471.30\"", &["`847130`"]);
    yaml("item: {hs: 8471.30.00}\n", "L537", "8471.30.00", &["`847130`"]);
    yaml("item: {hs: \"84713000\"}\n", "L537", "\"84713000\"", &["`847130`"]);
    yaml("item: {hs: 8471 30}\n", "L537", "8471 30", &["`847130`"]);
    yaml("item: {eccn: 3E 001}\n", "L537", "3E 001", &["`3E001`"]);
}

#[test]
fn shares_have_a_sign() {
    let share = |found: &str, code: &str, words: &[&str]| {
        let text = format!("end_user: {{owners: [{{share: {found}}}]}}\n");
        says(&refused(&text, Format::Yaml, code, found), words);
    };
    share("25", "L527", &["write `25%`", "`end_user.owners[0].share`"]);
    share("0.25", "L527", &["`0.25%` or `25%`"]);
    share("150%", "L519", &["more than 100%"]);
    share("-1%", "L518", &["less than 0%"]);
    share("\"0,1%\"", "L526", &["`0.1%`"]);
    share("much", "L524", &[]);
}

#[test]
fn numbers_are_exact() {
    let long = "1".repeat(41);
    json(&format!(r#"{{"count": {long}}}"#), "L525", &long, &["40 digits"]);
    json(r#"{"count": 1e400}"#, "L525", "1e400", &[]);
    yaml("count: 1,5\n", "L526", "1,5", &["`15` or `1.5`"]);
    yaml("count: 1.234.567\n", "L526", "1.234.567", &["`1234567`"]);
    yaml("count: 1.234,50\n", "L526", "1.234,50", &["`1234.50`"]);
    yaml("count: 1 000\n", "L526", "1 000", &["`1000`"]);
    yaml("count: +5\n", "L524", "+5", &["write `5`"]);
    yaml("count: .5\n", "L524", ".5", &["write `0.5`"]);
    yaml("count: 0x10\n", "L524", "0x10", &[]);
    yaml("count: .nan\n", "L524", ".nan", &[]);
    yaml("count: \"1e3\"\n", "L524", "\"1e3\"", &[]);
    json(r#"{"count": true}"#, "L524", "true", &[]);
    toml("count = inf", "L524", "inf", &[]);
    for (text, value) in
        [("\"7.10\"", "7.1"), ("1.5e1", "15"), ("-0", "0"), ("1e60", &format!("1{}", "0".repeat(60)))]
    {
        let facts = facts_of(&format!("{{\"count\": {text}}}"), Format::Json);
        assert_eq!(at(&facts, "count", &schema()).text(), value);
    }
    let exact = facts_of("count = 0.1", Format::Toml);
    assert_eq!(at(&exact, "count", &schema()).text(), "0.1");
}

#[test]
fn kinds_do_not_mix() {
    yaml("end_user: Nordlicht\n", "L513", "Nordlicht", &["a record is wanted", "`name`"]);
    yaml("end_user: [a]\n", "L513", "[a]", &["is a list"]);
    yaml("reasons: a\n", "L514", "a", &["a list is wanted"]);
    yaml("count: [1]\n", "L515", "[1]", &["one number is wanted"]);
    yaml("count: {a: 1}\n", "L515", "{a: 1}", &["is a record"]);
    yaml("[1]\n", "L511", "[1]", &[]);
    yaml("count: {cannot_determine: \"\"}\n", "L516", "\"\"", &[]);
    json(r#"{"count": {"cannot_determine": true}}"#, "L516", "true", &[]);
}

#[test]
fn yaml_is_plain() {
    yaml("end_user: &a {name: x}\n", "L507", "&a {", &["a mark for references"]);
    yaml("note: *a\n", "L507", "*", &["a reference"]);
    yaml("count: !!int 5\n", "L507", "!!int 5", &["a mark for a type"]);
    yaml("note: !x 5\n", "L507", "!x 5", &[]);
    yaml("count: 1\n---\ncount: 2\n", "L508", "---", &["second document"]);
    yaml("count: 1\n...\ncount: 2\n", "L508", "", &[]);
    yaml("? [a]\n: 1\n", "L507", "[", &["several values"]);
    yaml("note: a\n\tcount: 1\n", "L501", "a", &["spaces instead of tabs"]);
    yaml("note: [a\n", "L501", "a", &["indent"]);
    yaml("note: a\u{202e}b\n", "L510", "a\u{202e}b", &["direction"]);
}

#[test]
fn json_is_strict() {
    json("{} {}", "L501", "{", &["one case in a file"]);
    json(r#"{"count": 1,}"#, "L501", ",", &["remove this `,`"]);
    json("{'count': 1}", "L501", "'", &[]);
    json("{count: 1}", "L501", "count", &["name in quotation marks"]);
    json("{\"count\": 1 // one\n}", "L501", "// one", &["JSON has none"]);
    json(r#"{"note": "a"#, "L501", "\"a", &["close the text"]);
    json("{\"note\": \"a\nb\"}", "L501", "\n", &["close the text"]);
    json(r#"{"count": 1"#, "L501", "{\"count\": 1", &["close the record"]);
    json("{“count”: 1}", "L501", "“", &["straight"]);
    json("{\u{a0}}", "L501", "\u{a0}", &[]);
    json("", "L501", "", &["`{}`"]);
    json(r#"{"reasons": ["a",,"b"]}"#, "L501", ",", &[]);
    json(r#"{"count": .5}"#, "L501", ".", &[]);
    json(r#"{"count": 0x10}"#, "L501", "0", &[]);
    json(r#"{"note": "\ud800"}"#, "L501", r#"\ud800""#, &[]);
    toml("count = ", "L501", "=", &[]);
}

#[test]
fn marks_of_files_are_handled() {
    let facts = facts_of("\u{feff}{\"count\": 1}", Format::Json);
    assert_eq!(facts.span_of(0, 7), Some(Span::new(13, 14)));
    facts_of("\u{feff}count: 1\n", Format::Yaml);
    facts_of("\u{feff}count = 1\n", Format::Toml);
    for format in [Format::Json, Format::Yaml, Format::Toml] {
        assert_eq!(try_read("\0", format).unwrap_err()[0].code(), "L509");
    }
    json(r#"{"note": "a\u0000"}"#, "L509", r#""a\u0000""#, &[]);
    assert_eq!(Format::of("a/case.YML"), Some(Format::Yaml));
    assert_eq!(Format::of("case.json"), Some(Format::Json));
    assert_eq!(Format::of("case.toml"), Some(Format::Toml));
    assert_eq!(Format::of("case.csv"), None);
}

#[test]
fn all_problems_come_at_once_and_in_order() {
    let text = "count: x\nend_user:\n  sector: defense\n  zip: 1\nmilitary: yes\n";
    let problems = try_read(text, Format::Yaml).unwrap_err();
    let codes: Vec<String> = problems.iter().map(Problem::code).collect();
    assert_eq!(codes, ["L524", "L539", "L512", "L522"]);
    assert_eq!(problems[1].labels()[0].1.as_deref(), Some("In which sector?"));
    assert_eq!(problems[0].labels()[0].1.as_deref(), Some("this is read as number"));
}

#[test]
fn cells_are_read_by_the_same_rules() {
    let schema = schema();
    let country = read_text("NO", &Type::Country, &schema).unwrap();
    assert_eq!(country.text(), "NO");
    assert_eq!(read_text("true", &Type::Boolean, &schema), Ok(Value::Boolean(true)));
    assert!(matches!(
        read_text("30", &Type::Code(Some(CodesId(0))), &schema),
        Err(Mismatch::CodeDestroyed { .. })
    ));
    assert!(matches!(read_text("x", &Type::Record(PARTY), &schema), Err(Mismatch::NoText { .. })));
    assert_eq!(read_text("1 year and 3 days", &Type::Duration, &schema).unwrap().text(), "1 year and 3 days");
}

#[track_caller]
fn too_much(text: &str, format: Format, code: &str) {
    let problems = try_read(text, format).unwrap_err();
    assert_eq!(problems[0].code(), code);
}

#[test]
fn deep_documents_are_too_much() {
    let deep = 100_000;
    too_much(&"[".repeat(deep), Format::Json, "L503");
    too_much(&"{\"a\":".repeat(deep), Format::Json, "L503");
    too_much(&"[".repeat(deep), Format::Yaml, "L503");
    too_much(&"{a: ".repeat(deep), Format::Yaml, "L503");
    too_much(&"- ".repeat(deep), Format::Yaml, "L503");
    too_much(&"? ".repeat(deep), Format::Yaml, "L507");
    too_much(&format!("a = {}", "[".repeat(deep)), Format::Toml, "L503");
    too_much(&format!("a{} = 1", ".a".repeat(deep)), Format::Toml, "L503");
    too_much(&format!("[a{}]", ".a".repeat(deep)), Format::Toml, "L503");
    too_much(&format!("a = '''x'''''\nb{} = 1", ".a".repeat(deep)), Format::Toml, "L503");
    too_much(&format!("x = {{ {} = 1 }}", vec!["a"; deep].join(" . ")), Format::Toml, "L503");
}

#[test]
fn the_deepest_documents_fit_a_small_stack() {
    let depth = 31;
    let nested = format!("{{\"item\": {}null{}}}", "{\"parts\": [".repeat(depth), "]}".repeat(depth));
    let inline = format!("item = {}{}", "{parts = [".repeat(depth), "]}".repeat(depth));
    let dotted = format!("note{} = 1", ".a".repeat(63));
    let small = std::thread::Builder::new().stack_size(256 * 1024);
    let work = move || {
        facts_of(&nested, Format::Json);
        facts_of(&nested, Format::Yaml);
        facts_of(&inline, Format::Toml);
        assert_eq!(try_read(&dotted, Format::Toml).unwrap_err()[0].code(), "L515");
    };
    small.spawn(work).unwrap().join().unwrap();
}

#[test]
fn long_scalars_are_too_much() {
    let long = "x".repeat(10_000_000);
    too_much(&format!("{{\"note\": \"{long}\"}}"), Format::Json, "L506");
    too_much(&format!("note: {long}\n"), Format::Yaml, "L506");
    too_much(&format!("note = '{long}'\n"), Format::Toml, "L506");
    let digits = "1".repeat(1_000_000);
    too_much(&format!("{{\"count\": {digits}}}"), Format::Json, "L506");
    let digits = "1".repeat(60_000);
    too_much(&format!("{{\"count\": {digits}}}"), Format::Json, "L525");
}

#[test]
fn too_many_values_are_too_much() {
    let many = format!("[{}1]", "1,".repeat(1_000_000));
    too_much(&many, Format::Json, "L504");
    too_much(&format!("a = {many}"), Format::Toml, "L504");
    too_much(&many, Format::Yaml, "L504");
}
