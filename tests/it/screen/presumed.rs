//! Presumptions on the fast path: every mixture of known, unknown, absent and undeterminable facts.

use licit::{Buffer, Format, Policy, Question};

use super::same;

const POLICY: &str = r#"
enum sort = a, b, c
record thing
    codes: list of text
    size: number
fact kind: sort
fact old: boolean
fact thing: thing
fact shade: sort optional
fact dear: boolean when kind == a
fact made_on: date

presume kind == b if old
presume old == true if thing.size >= 3
presume thing.codes == [] if kind == c
presume shade == a if dear
presume dear == false if old cannot be determined
presume made_on == 2025-06-01 if kind == a
presume made_on == 2026-06-01 if old

rule by_kind review if kind == b and not old
rule by_codes license if any(c in thing.codes where c == "x")
rule without_codes review if count(thing.codes) == 0
rule by_shade license if shade == a or shade is none
rule by_price refuse if dear
rule by_day deny if made_on >= 2026-01-01
exception spared to by_day permit if shade == b
"#;

const UNSAID: &str = r#"{"cannot_determine": "nobody could say"}"#;

/// Each way to say one fact; empty where it is left out.
fn ways(name: &str, values: &[&str]) -> Vec<String> {
    let said = values.iter().copied().chain(["null", UNSAID]).map(|value| format!("\"{name}\": {value}"));
    said.chain([String::new()]).collect()
}

#[test]
fn presumptions_are_the_same_on_both_paths() {
    let policy = Policy::from_text(POLICY).unwrap_or_else(|report| panic!("{report}"));
    let question = Question::default();
    let screen = policy.screen(&question);
    let facts = [
        ways("kind", &["\"a\"", "\"c\""]),
        ways("old", &["true", "false"]),
        ways("thing", &[r#"{"size": 3}"#, r#"{"codes": ["x"], "size": 1}"#, r#"{"codes": null}"#]),
        ways("shade", &["\"b\""]),
        ways("dear", &["true"]),
        ways("made_on", &["\"2026-01-01\""]),
    ];
    let mut texts = vec![String::new()];
    for ways in &facts {
        let with = |text: &String| ways.iter().map(move |way| format!("{text}\n{way}")).collect::<Vec<_>>();
        texts = texts.iter().flat_map(with).collect();
    }
    let (mut by_slots, mut buffer) = (0, Buffer::default());
    for text in texts.iter().step_by(7) {
        let parts: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
        let text = format!("{{{}}}", parts.join(", "));
        // A fact that does not apply may not be said.
        let Ok(facts) = policy.facts("facts.json", &text, Format::Json) else { continue };
        let read = same(&screen, &question, &facts, &screen.facts(&facts, &mut buffer));
        let screened = screen.json("facts.json", &text, &mut buffer).unwrap();
        let scanned = same(&screen, &question, &facts, &screened);
        by_slots +=
            usize::from(read.and(scanned).unwrap_or_else(|difference| panic!("{text}\n{difference}")));
    }
    assert!(by_slots > 20, "only {by_slots} were decided by slots");
}
