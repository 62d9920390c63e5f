//! What holds for any text and any facts.

use proptest::prelude::*;

use super::*;

const FORMATS: [Format; 3] = [Format::Json, Format::Yaml, Format::Toml];

/// A document, to be written in every format.
#[derive(Clone, Debug)]
enum Given {
    Null,
    Text(String),
    Number(String),
    Boolean(bool),
    List(Vec<Given>),
    Map(Vec<(&'static str, Given)>),
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn json(given: &Given) -> String {
    match given {
        Given::Null => "null".to_owned(),
        Given::Text(text) => quoted(text),
        Given::Number(number) => number.clone(),
        Given::Boolean(boolean) => boolean.to_string(),
        Given::List(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(", ")),
        Given::Map(entries) => {
            let entries = entries.iter().map(|(name, value)| format!("\"{name}\": {}", json(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(",\n"))
        }
    }
}

/// Block style, with names in the opposite order.
fn yaml(given: &Given, indent: usize) -> String {
    let margin = " ".repeat(indent);
    match given {
        Given::Null => "~".to_owned(),
        Given::Text(text) if text.chars().all(|letter| letter.is_ascii_alphanumeric()) && text != "null" => {
            text.clone()
        }
        Given::Text(_) | Given::Number(_) | Given::Boolean(_) => json(given),
        Given::List(items) if items.is_empty() => "[]".to_owned(),
        Given::Map(entries) if entries.is_empty() => "{}".to_owned(),
        Given::List(items) => {
            items.iter().map(|item| format!("\n{margin}- {}", yaml(item, indent + 2))).collect()
        }
        Given::Map(entries) => entries
            .iter()
            .rev()
            .map(|(name, value)| format!("\n{margin}{name}: {}", yaml(value, indent + 2)))
            .collect(),
    }
}

fn toml(given: &Given) -> String {
    match given {
        Given::Null => "{ not_known = true }".to_owned(),
        Given::Text(text) => quoted(text).replace('\u{7f}', "\\u007F"),
        Given::Number(_) | Given::Boolean(_) => json(given),
        Given::List(items) => format!("[{}]", items.iter().map(toml).collect::<Vec<_>>().join(", ")),
        Given::Map(entries) => {
            let entries = entries.iter().map(|(name, value)| format!("{name} = {}", toml(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

fn toml_document(given: &Given) -> String {
    let Given::Map(entries) = given else { panic!() };
    entries.iter().map(|(name, value)| format!("{name} = {}\n", toml(value))).collect()
}

fn text(pattern: &'static str) -> BoxedStrategy<Given> {
    pattern.prop_map(Given::Text).boxed()
}

fn words() -> BoxedStrategy<Given> {
    // A text with a blank at an end is refused.
    "([!-~äØ中\"'][ -~äØ中\n\t\"']{0,7})?[a-z0-9é]".prop_map(Given::Text).boxed()
}

fn number() -> BoxedStrategy<Given> {
    "-?(0|[1-9][0-9]{0,12})(\\.[0-9]{1,8})?(e-?[0-9])?".prop_map(Given::Number).boxed()
}

fn map(fields: Vec<(&'static str, BoxedStrategy<Given>)>) -> BoxedStrategy<Given> {
    let entries: Vec<_> = fields
        .into_iter()
        .map(|(name, value)| {
            let reason = words().prop_map(|reason| Given::Map(vec![("cannot_determine", reason)]));
            let value = prop_oneof![6 => value, 1 => Just(Given::Null), 1 => reason];
            (any::<bool>(), value).prop_map(move |(is_given, value)| is_given.then_some((name, value)))
        })
        .collect();
    entries.prop_map(|entries| Given::Map(entries.into_iter().flatten().collect())).boxed()
}

fn list(items: BoxedStrategy<Given>) -> BoxedStrategy<Given> {
    prop::collection::vec(items, 0..3).prop_map(Given::List).boxed()
}

fn some_party(depth: u32) -> BoxedStrategy<Given> {
    let mut fields =
        vec![("name", words()), ("country", text("NO|DE|CN")), ("sector", text("civil|defence|police"))];
    if depth > 0 {
        let stake = map(vec![("owner", some_party(depth - 1)), ("share", text("[1-9]?[0-9](\\.[0-9])?%"))]);
        fields.push(("owners", list(stake)));
    }
    map(fields)
}

fn some_item(depth: u32) -> BoxedStrategy<Given> {
    let mut fields = vec![
        ("eccn", text("[0-9][A-E][0-9]{3}(\\.[a-z])?")),
        ("hs", text("[0-9]{6}")),
        ("value", text("[0-9]{1,9}(\\.[0-9]{2})? (USD|EUR)")),
        ("node", text("[1-9][0-9]{0,2} (nm|µm|mm)")),
    ];
    if depth > 0 {
        fields.push(("parts", list(some_item(depth - 1))));
    }
    map(fields)
}

fn some_facts() -> BoxedStrategy<Given> {
    map(vec![
        ("end_user", some_party(1)),
        ("agent", some_party(0)),
        ("item", some_item(1)),
        ("export_date", text("20[0-9]{2}-0[1-9]-(1[0-9]|2[0-8])")),
        ("note", words()),
        ("term", text("[0-9]{1,3} (days|months|years)")),
        ("military", any::<bool>().prop_map(Given::Boolean).boxed()),
        ("count", number()),
        ("reasons", list(words())),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_formats_say_the_same(given in some_facts()) {
        let texts = [json(&given), yaml(&given, 0), toml_document(&given)];
        let facts = [0, 1, 2].map(|which| facts_of(&texts[which], FORMATS[which]));
        prop_assert_eq!(&facts[0].root, &facts[1].root);
        prop_assert_eq!(&facts[0].root, &facts[2].root);
        prop_assert_eq!(&facts[0].digest, &facts[1].digest);
        prop_assert_eq!(&facts[0].digest, &facts[2].digest);
    }

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes);
        for format in FORMATS {
            let _ = try_read(&text, format);
        }
    }

    #[test]
    fn random_marks_never_panic(text in "([\\[\\]{}:,\"'\\-=.#&*!|>% \n\t\\\\0-9a-eé]|count|end_user|note|\\\\u|'''|---){0,60}") {
        for format in FORMATS {
            let _ = try_read(&text, format);
        }
    }

    #[test]
    fn broken_facts_are_refused_inside_the_text(given in some_facts(), cut in 0usize..400, more in "[\\[\\]{}:,\"0-9x]{0,2}") {
        for (text, format) in [json(&given), yaml(&given, 0), toml_document(&given)].into_iter().zip(FORMATS) {
            let place = text.char_indices().map(|(place, _)| place).nth(cut).unwrap_or(text.len());
            let (before, after) = text.split_at(place);
            let text = format!("{before}{more}{after}");
            for problem in try_read(&text, format).err().unwrap_or_default() {
                let span = problem.span().unwrap();
                prop_assert!(span.start <= span.end && span.end as usize <= text.len(), "{:?} in {}", problem, text);
                prop_assert!(text.get(span.start as usize..span.end as usize).is_some(), "{:?} in {}", problem, text);
                prop_assert!(problem.help().is_some());
            }
        }
    }

    #[test]
    fn any_cell_is_read_or_refused(cell in "[ -~]{0,12}|[0-9A-Za-z.,%+ \\-€]{0,10}") {
        let schema = schema();
        let scalars = schema.records.iter().flat_map(|record| &record.fields);
        for field in scalars {
            if let Err(mismatch) = crate::facts::read_text(&cell, &field.r#type, &schema) {
                prop_assert!(!mismatch.help().is_empty() && !mismatch.to_string().is_empty());
            }
        }
    }
}
