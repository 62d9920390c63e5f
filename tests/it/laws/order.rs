//! What changes nothing, and what can only make things stricter.

use licit::analyze::timeline;
use licit::eval::Question;
use licit::eval::decision::Truth::{No, Yes};
use licit::value::date::parse_date;
use licit::{Format, Memory, Policy, report};
use proptest::prelude::*;

use super::{outcome, policy};
use crate::generate::{Case, policy_and_facts};

const CONFIG: fn() -> ProptestConfig =
    || ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() };

/// The decision as bytes, without what names places and digests of the text.
fn decided(policy: &Policy, case: &Case, facts: &str) -> String {
    let facts = policy.facts("case.json", facts, Format::Json).unwrap();
    let decision = policy.decide(&facts, &Question::new(case.facts.as_of, None));
    let mut json = report::decision::json(&decision);
    without_places(&mut json);
    json.to_string()
}

fn without_places(json: &mut serde_json::Value) {
    match json {
        serde_json::Value::Object(map) => {
            ["place", "digest", "file", "line", "column"].iter().for_each(|key| drop(map.remove(*key)));
            map.values_mut().for_each(without_places);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(without_places),
        _ => {}
    }
}

/// The statements of a text, each with its clauses.
fn statements(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines() {
        if line.starts_with(|first: char| first.is_ascii_lowercase()) || found.is_empty() {
            found.push(String::new());
        }
        let last = found.last_mut().unwrap();
        last.push_str(line);
        last.push('\n');
    }
    found
}

/// The facts with the keys of every record the other way round.
fn turned(facts: &serde_json::Value) -> String {
    match facts {
        serde_json::Value::Object(map) => {
            let mut fields: Vec<String> =
                map.iter().map(|(key, value)| format!("{key:?}: {}", turned(value))).collect();
            fields.reverse();
            format!("{{{}}}", fields.join(", "))
        }
        serde_json::Value::Array(items) => {
            format!("[{}]", items.iter().map(turned).collect::<Vec<_>>().join(",\n"))
        }
        other => other.to_string(),
    }
}

proptest! {
    #![proptest_config(CONFIG())]

    #[test]
    fn order_changes_nothing(case in policy_and_facts(), turn in any::<prop::sample::Index>()) {
        let facts = case.facts.facts.to_string();
        let first = decided(&policy(&case.policy), &case, &facts);
        prop_assert_eq!(&first, &decided(&policy(&case.policy), &case, &turned(&case.facts.facts)));
        // Facts keep their places: they are shown in the order of the vocabulary.
        let mut parts = statements(&case.policy);
        let vocabulary: String = parts.drain(..parts.iter().take_while(|part| !part.starts_with("list ")).count()).collect();
        let whole = |parts: &[String]| format!("{vocabulary}{}", parts.concat());
        parts.reverse();
        prop_assert_eq!(&first, &decided(&policy(&whole(&parts)), &case, &facts), "backwards\n{}", case.policy);
        let by = turn.index(parts.len());
        parts.rotate_left(by);
        let (one, two) = parts.split_at(turn.index(parts.len()));
        let files = Memory::new().with("p/a.licit", whole(one)).with("p/b.licit", two.concat());
        let split = Policy::load(&files, "p").map_err(|report| TestCaseError::fail(report.to_string()))?;
        prop_assert_eq!(&first, &decided(&split, &case, &facts), "in two files\n{}", case.policy);
    }

    #[test]
    fn a_further_rule_never_makes_a_verdict_milder(case in policy_and_facts(), which in 0_usize..6) {
        let further = [
            "deny if true",
            "license if wording == wide",
            "review if as_of >= 2026-01-01",
            "deny if wording == narrow or as_of < 2025-12-31",
            "refuse if not (as_of between 2025-06-30 and 2026-03-31)",
            "license if wording != wide",
        ][which];
        let decide = |policy: &Policy| {
            let facts = policy.facts("case.json", &case.facts.facts.to_string(), Format::Json).unwrap();
            policy.outcome(&facts, &Question::new(case.facts.as_of, None))
        };
        let before = decide(&policy(&case.policy));
        let after = decide(&policy(&format!("{}\nrule further \"Further\"\n    {further}\n", case.policy)));
        prop_assert!(before.at_least <= after.at_least && before.at_most <= after.at_most, "{further}\n{}", case.policy);
    }

    #[test]
    fn a_timeline_says_of_each_day_what_deciding_it_says(case in policy_and_facts()) {
        let policy = policy(&case.policy);
        let facts = policy.facts("case.json", &case.facts.facts.to_string(), Format::Json).unwrap();
        let question = Question::new(None, None);
        let (from, through) = (parse_date("2025-06-15").unwrap(), parse_date("2026-04-15").unwrap());
        let stretches = timeline(policy.program(), &facts, &question, from, through).unwrap();
        let mut day = from;
        for stretch in &stretches {
            prop_assert_eq!(stretch.from, day);
            while day <= stretch.through {
                prop_assert_eq!(&policy.outcome(&facts, &question.on(day)), &stretch.outcome, "{}\n{}", day, case.policy);
                day = day.tomorrow().unwrap();
            }
        }
        prop_assert_eq!(day, through.tomorrow().unwrap());
    }

    #[test]
    fn threads_give_the_same_bytes(case in policy_and_facts()) {
        let policy = policy(&case.policy);
        let facts = policy.facts("case.json", &case.facts.facts.to_string(), Format::Json).unwrap();
        let question = Question::new(case.facts.as_of, None);
        let bytes = || report::decision::json_text(&policy.decide(&facts, &question));
        let first = bytes();
        let others: Vec<String> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(bytes)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        prop_assert!(others.iter().all(|other| *other == first));
    }
}

#[test]
fn a_switched_off_exception_brings_back_what_it_displaced() {
    let policy = policy(
        "fact relieved: boolean\nfact withdrawn: boolean\nrule r \"R\"\n    deny if true\n\nexception e \"E\"\n    to r\n    permit if relieved\n\ndisapply d \"D\"\n    of e\n    if withdrawn\n",
    );
    let rules = |facts: &str| outcome(&policy, facts, "2026-06-01").rules;
    assert_eq!(rules("{relieved: true, withdrawn: false}"), [No, Yes, No]);
    assert_eq!(rules("{relieved: true, withdrawn: true}"), [Yes, No, Yes]);
    let open = outcome(&policy, "{relieved: true}", "2026-06-01");
    assert_eq!((open.at_least, open.at_most), (0, 4));
}

#[test]
fn presumptions_stand_only_where_a_fact_is_unknown() {
    let policy = policy(
        "fact foreign: boolean\ninstrument law \"Law\"\n\npresume foreign == true\n    under law art \"1\"\n\ndeny if foreign\n",
    );
    let levels = |facts: &str| {
        let found = outcome(&policy, facts, "2026-06-01");
        (found.at_least, found.at_most)
    };
    assert_eq!(
        [levels("{}"), levels("{foreign: null}"), levels("{foreign: false}"), levels("{foreign: true}")],
        [(4, 4), (4, 4), (0, 0), (4, 4)]
    );
    let facts = policy.facts("case.yaml", "{}", Format::Yaml).unwrap();
    let decision = policy.decide(&facts, &Question::new(parse_date("2026-06-01"), None));
    assert_eq!(decision.presumptions.len(), 1);
    assert_eq!(
        decision.without_presumptions.map(|range| (range.at_least.level, range.at_most.level)),
        Some((0, 4))
    );
}
