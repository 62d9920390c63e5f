//! The reader of the fast path against the reader of facts, over texts that are right, odd and wrong.

use licit::facts::{Node, NodeKind, Style};
use licit::{Buffer, Format, Policy, Question, Screen};

use super::{cases, same, shipped};

/// The text gives what the reader of facts and the evaluator make of it; whether it was decided by slots.
fn reads(screen: &Screen, question: &Question, text: &str, buffer: &mut Buffer) -> bool {
    let facts = screen.policy().facts("case.json", text, Format::Json);
    match (screen.json("case.json", text, buffer), facts) {
        (Ok(screened), Ok(facts)) => same(screen, question, &facts, &screened)
            .unwrap_or_else(|difference| panic!("{difference}\nfor {text}")),
        (Err(found), Err(wanted)) => {
            assert_eq!(found.to_string(), wanted.to_string());
            false
        }
        (Ok(screened), Err(wanted)) => {
            panic!("decided {:?}, but it should be refused:\n{wanted}\nfor {text}", screened.levels())
        }
        (Err(found), Ok(_)) => panic!("refused, but it can be read:\n{found}\nfor {text}"),
    }
}

/// A document as JSON. Plain scalars become what their type would be written as in JSON, as far as it shows.
pub fn json(node: &Node) -> String {
    match &node.kind {
        NodeKind::Null => "null".to_owned(),
        NodeKind::Scalar { text, style: Style::Plain } if matches!(text.as_str(), "true" | "false") => {
            text.clone()
        }
        NodeKind::Scalar { text, style: Style::Plain }
            if serde_json::from_str::<serde_json::Number>(text).is_ok() =>
        {
            text.clone()
        }
        NodeKind::Scalar { text, style: Style::Number | Style::Boolean } => text.clone(),
        NodeKind::Scalar { text, .. } => serde_json::to_string(text).unwrap(),
        NodeKind::List(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(",")),
        NodeKind::Map(entries) => {
            let entry = |(key, value): &(licit::facts::Key, Node)| {
                format!("{}:{}", serde_json::to_string(&key.text).unwrap(), json(value))
            };
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(","))
        }
    }
}

#[test]
fn cases_of_shipped_policies_are_read_alike() {
    for folder in
        ["policies/china", "policies/united_states", "policies/european_union", "examples/quickstart"]
    {
        let policy = shipped(folder);
        let mut buffer = Buffer::default();
        let (mut by_slots, mut all) = (0, 0);
        for (_, question, node) in cases(&policy, folder) {
            let screen = policy.screen(&question);
            all += 1;
            by_slots += usize::from(reads(&screen, &question, &json(&node), &mut buffer));
        }
        println!("{folder}: {by_slots} of {all} from JSON by slots");
        assert!(by_slots > 0, "{folder}");
    }
}

const POLICY: &str = r#"
policy odd
    governed by shipped_on

enum sector = civil, defence, research

record part
    code: code
    origin: country
    value: number at most 1000000
    share: percent optional
    seen: boolean

record party
    name: text
    sector: sector
    owners: list of owner

record owner
    name: text optional
    share: percent

codes eccn "Entries"
    shape "9A999"

fact shipped_on: date
fact entry: eccn
fact value: money
fact width: length
fact user: party
fact agent: party optional
fact parts: list of part
fact seats: list of country
fact remark: text
fact unread: part optional

list listed: text = ["Acme", "Über GmbH"]

rule r1
    deny if user.sector == defence or user.name in listed
        or any(o in user.owners where o.share >= 50% : o.name in listed)

rule r2
    in force from 2025-12-01
    license if sum(p.value for p in parts where p.origin == CN and p.code under "1C902") / 1000 >= 0.1%

rule r3
    review if entry under "3A001" and value >= 5000 USD and width <= 14 nm

rule r4
    refuse if CN in seats and agent is not none and agent.sector != civil

exception e1
    to r1
    permit if remark == "cleared"
"#;

const WHOLE: &str = r#"{"shipped_on":"2026-01-31","entry":"3A001.a.1","value":"5000.00 USD","width":"12.5 nm","user":{"name":"Acme","sector":"civil","owners":[{"name":"Acme","share":"50%"},{"share":"0.5 %"}]},"agent":{"name":"x","sector":"research","owners":[]},"parts":[{"code":"1C902.a","origin":"CN","value":1.5,"share":"1%","seen":true},{"code":"2B","origin":"DE","value":-2,"seen":false}],"seats":["CN","DE"],"remark":"cleared","unread":{"code":"9","origin":"US","value":3,"seen":true}}"#;

fn odd() -> Policy {
    Policy::from_text(POLICY).unwrap_or_else(|report| panic!("{report}"))
}

#[test]
fn a_plain_text_is_decided_by_slots() {
    let screen = odd().screen(&Question::default());
    assert!(reads(&screen, &Question::default(), WHOLE, &mut Buffer::default()));
}

#[test]
fn odd_texts_are_read_alike() {
    let screen = odd().screen(&Question::default());
    let question = Question::default();
    let mut buffer = Buffer::default();
    let swaps = [
        (
            "\"2026-01-31\"",
            vec![
                "\"2026-02-30\"",
                "\"2026-1-31\"",
                "20260131",
                "null",
                "\" 2026-01-31\"",
                "\"0000-01-01\"",
                "\"2025-11-30\"",
            ],
        ),
        (
            "\"3A001.a.1\"",
            vec![
                "\"3A0011\"",
                "\"3a001\"",
                "\"3A001.\"",
                "3",
                "30",
                "\"3A001..a\"",
                "\"\"",
                "\"3A001\"",
                "null",
                "{\"cannot_determine\":\"no answer\"}",
            ],
        ),
        (
            "\"5000.00 USD\"",
            vec![
                "\"4999.9999 USD\"",
                "\"4999.99999 USD\"",
                "\"5000 USd\"",
                "\"5000USD\"",
                "\"5000  USD\"",
                "\"5,000 USD\"",
                "5000",
                "\"5000 XYZ\"",
                "\"-1 USD\"",
                "\"5000 EUR\"",
                "{\"amount\":\"5000\",\"currency\":\"USD\"}",
                "\"99999999999999999 USD\"",
                "\"05000 USD\"",
                "\"1 000 USD\"",
            ],
        ),
        (
            "\"12.5 nm\"",
            vec![
                "\"14.000 nm\"",
                "\"0.000000014 m\"",
                "\"14 kg\"",
                "\"14\"",
                "\"14 nm \"",
                "\"14  nm\"",
                "\"0.0001 pm\"",
                "\"14 furlongs\"",
                "\"1 /nm\"",
                "\"14 nm/s\"",
            ],
        ),
        ("\"civil\"", vec!["\"defence\"", "\"Civil\"", "\"civil \"", "true", "1", "\"\"", "\"ci\\u0076il\""]),
        (
            "\"50%\"",
            vec![
                "\"49.9999999999%\"",
                "\"49.99999999%\"",
                "\"50 %\"",
                "\"50  %\"",
                "\"0.5\"",
                "50",
                "0.5",
                "\"101%\"",
                "\"-1%\"",
                "\"%\"",
                "\"050%\"",
            ],
        ),
        (
            "\"remark\":\"cleared\"",
            vec![
                "\"remark\":\"\"",
                "\"remark\":\" \"",
                "\"remark\":\"\u{a0}\"",
                "\"remark\":\" cleared\"",
                "\"remark\":\"cl\\neared\"",
                "\"remark\":\"cl\neared\"",
                "\"remark\":\"\u{202e}x\"",
                "\"remark\":\"Łódź\"",
                "\"remark\":true",
                "\"remark\":null",
                "\"remark\":\"cleared\",\"remark\":\"cleared\"",
                "\"Remark\":\"cleared\"",
                "\"remark \":\"cleared\"",
            ],
        ),
        (
            "\"CN\",\"DE\"",
            vec![
                "",
                "\"CN\",",
                "\"CN\" \"DE\"",
                "null",
                "\"CN\",null",
                "\"UK\"",
                "\"cn\"",
                "\"DE\",\"FR\"",
                "[\"CN\"]",
            ],
        ),
        (
            "\"value\":1.5",
            vec![
                "\"value\":1e3",
                "\"value\":01",
                "\"value\":1.",
                "\"value\":.5",
                "\"value\":-6",
                "\"value\":-5",
                "\"value\":1000000",
                "\"value\":1000000.1",
                "\"value\":0.1234567",
                "\"value\":\"1.5\"",
                "\"value\":1.50000000000",
                "\"value\":+1",
                "\"value\":- 1",
                "\"value\":NaN",
                "\"value\":12345678901234567890",
                "\"value\":-0",
                "\"value\":null",
            ],
        ),
        (
            "\"value\":3",
            vec![
                "\"value\":1e3",
                "\"value\":-6",
                "\"value\":\"3\"",
                "\"value\":null",
                "\"value\":0.1234567",
                "\"value\":3,\"size\":1",
            ],
        ),
        (
            "\"origin\":\"US\"",
            vec!["\"origin\":\"USA\"", "\"origin\":\"ZZ\"", "\"origin\":null", "\"origin\":[\"US\"]"],
        ),
        (
            ",\"seen\":true",
            vec![
                "",
                ",\"seen\":\"true\"",
                ",\"seen\":TRUE",
                ",\"seen\":1",
                ",\"seen\":null",
                ",\"seen\":truex",
            ],
        ),
        (
            "\"agent\":",
            vec![
                "\"agent\":null,\"remark2\":",
                "\"agents\":",
                "\"agent\" :",
                "\"agent\"",
                "agent:",
                "'agent':",
            ],
        ),
    ];
    let mut by_slots = 0;
    for (from, to) in swaps {
        assert!(WHOLE.contains(from), "{from}");
        for to in to {
            by_slots += usize::from(reads(&screen, &question, &WHOLE.replacen(from, to, 1), &mut buffer));
        }
    }
    assert!(by_slots > 20, "{by_slots}");
}

#[test]
fn mangled_texts_are_read_alike() {
    let screen = odd().screen(&Question::default());
    let question = Question::default();
    let mut buffer = Buffer::default();
    for end in (0..WHOLE.len()).step_by(3) {
        reads(&screen, &question, &WHOLE[..end], &mut buffer);
    }
    for place in 0..WHOLE.len() {
        for byte in ["", " ", "\"", ",", "}", "\\", "0", "\t", "n"].iter().skip(place % 3).step_by(3) {
            let mangled = format!("{}{byte}{}", &WHOLE[..place], &WHOLE[place + 1..]);
            reads(&screen, &question, &mangled, &mut buffer);
        }
    }
    for odd in [
        "",
        " ",
        "null",
        "[]",
        "{}",
        " { } ",
        "{}x",
        "{} {}",
        "\u{feff}{}",
        "{,}",
        "{\"a\"}",
        "//\n{}",
        "{\"parts\":[{}]}",
    ] {
        reads(&screen, &question, odd, &mut buffer);
    }
}

#[test]
fn records_that_are_open_in_every_way_are_read_alike() {
    let screen = odd().screen(&Question::default());
    let question = Question::default();
    let mut buffer = Buffer::default();
    let agents = [
        "",
        "\"agent\":null,",
        "\"agent\":{},",
        "\"agent\":{\"sector\":null},",
        "\"agent\":{\"sector\":\"civil\"},",
        "\"agent\":{\"cannot_determine\":\"no\"},",
    ];
    let seats = ["\"seats\":null", "\"seats\":[\"CN\"]", "\"remark\":\"x\"", "\"seats\":[]"];
    let users = [
        "\"user\":null,",
        "\"user\":{},",
        "\"user\":{\"name\":\"y\",\"sector\":\"civil\",\"owners\":null},",
        "\"user\":{\"name\":\"y\",\"sector\":\"civil\",\"owners\":[{}]},",
        "\"user\":{\"name\":\"y\",\"sector\":\"civil\",\"owners\":[]},",
        "",
    ];
    let rest = "\"shipped_on\":\"2025-01-01\",\"entry\":\"4A001\",";
    let mut by_slots = 0;
    for agent in agents {
        for seats in seats {
            for user in users {
                for rest in ["", rest] {
                    let text = format!("{{{agent}{user}{rest}{seats}}}");
                    by_slots += usize::from(reads(&screen, &question, &text, &mut buffer));
                }
            }
        }
    }
    assert!(by_slots > 0);
}
