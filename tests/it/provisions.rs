//! What is said in several places, or in several periods: duties, exceptions, suspensions; and what of it the decision names.

use licit::eval::decision::{Decision, FindingKind, RuleFinding, Truth};
use licit::value::date::parse_date;
use licit::{Format, Policy, Question};

const TWO_LAWS: &str = r#"
reading last_day "Is the last day suspended?" included "Yes" excluded "No" default included

instrument one "First announcement" issued 2026-01-01 in force from 2026-01-01
instrument two "Second announcement" issued 2026-02-01 in force from 2026-02-01

suspension pause "Pause" of one
    issued 2026-03-01
    from 2026-03-01 through 2026-03-10
    if last_day == included
    from 2026-03-01 before 2026-03-10
    if last_day == excluded

fact held: boolean
fact price: money
fact codes: list of code
define dear "Worth more than it seems": boolean = price >= 100 USD

rule first "First" under one art "1" group listed license if dear
rule second "Second" under two art "2" group listed license if price >= 50 USD
exception licensed "A licence is held" to listed permit if held

duty remark "Say so"
    under one art "3"
    under two art "4"
    owed by "exporter"
    if listed applies

presume codes == ["1C902"] if price >= 1000 USD
rule code "Code" refuse if any(c in codes where c under "1C902")
"#;

fn decide(facts: &str, day: &str, reading: Option<&str>) -> Decision {
    let policy = Policy::from_text(TWO_LAWS).unwrap();
    let facts = policy.facts("case.yaml", facts, Format::Yaml).unwrap();
    let mut question = Question::new(parse_date(day), None);
    if let Some(answer) = reading {
        question.answer(policy.program(), "last_day", answer).unwrap();
    }
    policy.decide(&facts, &question)
}

fn level(decision: &Decision) -> &str {
    decision.verdict.certain().map_or("open", |verdict| verdict.name.as_str())
}

/// The duty's state, and the provisions named for it.
fn remark(decision: &Decision) -> (Truth, Vec<String>) {
    let Some(duty) = decision.duties.first() else { return (Truth::No, Vec::new()) };
    (duty.owed, duty.provision.iter().chain(&duty.also_under).map(ToString::to_string).collect())
}

fn exception(decision: &Decision) -> &RuleFinding {
    decision.rules.iter().find(|rule| rule.kind == FindingKind::Exception).unwrap()
}

#[test]
fn a_duty_is_owed_while_one_of_its_provisions_is_in_force() {
    let dear = "held: false\nprice: 200 USD\ncodes: []";
    let named = |text: &str| (Truth::Yes, text.split("; ").map(str::to_owned).collect::<Vec<_>>());
    assert_eq!(remark(&decide(dear, "2025-12-31", None)), (Truth::No, Vec::new()));
    assert_eq!(remark(&decide(dear, "2026-01-31", None)), named("one art 3"));
    assert_eq!(remark(&decide(dear, "2026-02-01", None)), named("one art 3; two art 4"));
    assert_eq!(remark(&decide(dear, "2026-03-05", None)), named("two art 4"), "the first is suspended");
}

#[test]
fn an_exception_without_a_citation_rests_on_what_it_excepts_from() {
    let decision = decide("held: true\nprice: 200 USD\ncodes: []", "2026-02-01", None);
    assert_eq!(level(&decision), "permit");
    let found = exception(&decision);
    assert_eq!(found.provision.as_ref().unwrap().to_string(), "one art 1");
    assert_eq!(found.also_under.iter().map(ToString::to_string).collect::<Vec<_>>(), ["two art 2"]);
    let cheaper = decide("held: true\nprice: 60 USD\ncodes: []", "2026-02-01", None);
    assert_eq!(exception(&cheaper).provision.as_ref().unwrap().to_string(), "two art 2");
    assert!(exception(&cheaper).also_under.is_empty(), "only the rule that would hold counts");
}

#[test]
fn each_period_of_a_suspension_has_its_own_reading() {
    let dear = "held: false\nprice: 60 USD\ncodes: []";
    let first = "held: false\nprice: 200 USD\ncodes: []";
    let holds = |day, reading| {
        let decision = decide(first, day, reading);
        let found = decision.rules.iter().find(|rule| rule.name == "first").unwrap();
        found.standing == licit::eval::decision::Standing::Holds
    };
    assert_eq!(level(&decide(dear, "2026-03-05", None)), "license");
    for (day, included, excluded) in [
        ("2026-02-28", true, true),
        ("2026-03-09", false, false),
        ("2026-03-10", false, true),
        ("2026-03-11", true, true),
    ] {
        assert_eq!(holds(day, None), included, "{day}");
        assert_eq!(holds(day, Some("excluded")), excluded, "{day}");
    }
}

#[test]
fn a_list_may_be_presumed_and_the_decision_says_so() {
    let decision = decide("held: false\nprice: 1000 USD\ncodes: null", "2026-02-01", None);
    assert_eq!(level(&decision), "refuse");
    assert_eq!(decision.presumptions[0].path, "codes");
    assert_eq!(decision.without_presumptions.unwrap().at_least.name, "license");
    let known = decide("held: false\nprice: 1000 USD\ncodes: []", "2026-02-01", None);
    assert_eq!((level(&known), known.presumptions.len()), ("license", 0));
}

#[test]
fn reasons_name_the_title_of_what_is_asked_for() {
    let decision = decide("held: false\nprice: 200 USD\ncodes: []", "2026-02-01", None);
    let first = decision.rules.iter().find(|rule| rule.name == "first").unwrap();
    assert_eq!(first.because[0].text, "dear");
    assert_eq!(first.because[0].title.as_deref(), Some("Worth more than it seems"));
}

#[test]
fn a_range_over_an_amount_is_known_to_be_reached_at_both_ends() {
    let open = decide("held: false\nprice: null\ncodes: []", "2026-02-01", None);
    assert_eq!(
        (open.verdict.at_least.name.as_str(), open.verdict.at_most.name.as_str()),
        ("permit", "license")
    );
    assert!(open.exact, "a price of nothing and a great price prove it");
    let policy = Policy::from_text("fact a: number\nlicense if a > 5\ndeny if a > 5 and a < 3").unwrap();
    let facts = policy.facts("case.yaml", "{}", Format::Yaml).unwrap();
    let decision = policy.decide(&facts, &Question::default());
    assert_eq!(decision.verdict.at_most.name, "deny");
    assert!(!decision.exact, "no number is above 5 and below 3");
}
