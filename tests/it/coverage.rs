//! What cases cover, the cases that are made, and the changes that no case notices; on small policies, and on those
//! that Licit ships.

use licit::coverage::{Counted, Coverage, Near, Outcome, coverage};
use licit::eval::decision::Truth;
use licit::facts::Facts;
use licit::generate::generate;
use licit::mutants::{Fate, Mutant, examine, mutants};
use licit::value::date::parse_date;
use licit::{Format, Policy, Question};

use super::cli::run;

const POLICY: &str = r#"
instrument act "The Act"
    in force from 2026-01-01

fact value "Value": money
fact country "Country": country
fact aid "Is it aid?": boolean

list group: country = [CU, IR]

rule dear "Dear goods for a listed country"
    under act art "1"
    license if value >= 5000 USD and country in group

exception aid_shipment "Aid"
    to dear
    under act art "2"
    permit if aid

duty report "Report it"
    under act art "3"
    within 10 days after as_of
    if dear applies
"#;

/// A case: name, day, facts.
type Given = (&'static str, &'static str, &'static str);

const HOLDS: Given = ("holds", "2026-01-01", "{value: 5000 USD, country: CU, aid: false}");
const CHEAP: Given = ("cheap", "2026-01-01", "{value: 4999.99 USD, country: CU, aid: false}");
const AID: Given = ("aid", "2026-06-01", "{value: 6000 USD, country: IR, aid: true}");
const BEFORE: Given = ("before", "2025-12-31", "{value: 5000 USD, country: CU, aid: false}");
const OPEN: Given = ("open", "2026-06-01", "{value: 6000 USD, country: IR}");
const ABROAD: Given = ("abroad", "2026-06-01", "{value: 6000 USD, country: DE, aid: false}");

fn ready(policy: &Policy, cases: &[Given]) -> Vec<(String, Facts, Question)> {
    let ready = |(id, day, facts): &Given| {
        let facts = policy.facts("case.yaml", facts, Format::Yaml).unwrap();
        ((*id).to_owned(), facts, Question::new(parse_date(day), None))
    };
    cases.iter().map(ready).collect()
}

fn counted(ready: &[(String, Facts, Question)]) -> Vec<Counted<'_>> {
    ready.iter().map(|(id, facts, question)| Counted { id, facts, question }).collect()
}

fn measured(cases: &[Given]) -> Coverage {
    let policy = Policy::from_text(POLICY).unwrap();
    coverage(policy.program(), &counted(&ready(&policy, cases)))
}

/// The names of the cases in which a statement comes out so.
fn cases(coverage: &Coverage, name: &str, outcome: Outcome) -> Vec<String> {
    let statement = coverage.statements.iter().find(|statement| statement.name == name).unwrap();
    statement.cases(outcome).iter().map(|case| coverage.case(*case).to_owned()).collect()
}

#[test]
fn each_statement_says_in_which_cases_it_holds_and_fails() {
    let found = measured(&[HOLDS, CHEAP, AID, BEFORE, OPEN, ABROAD]);
    assert_eq!(cases(&found, "dear", Outcome::Holds), ["holds"]);
    assert_eq!(cases(&found, "dear", Outcome::Fails), ["cheap", "abroad"]);
    assert_eq!(cases(&found, "dear", Outcome::Displaced), ["aid"]);
    assert_eq!(cases(&found, "dear", Outcome::Unknown), ["open"]);
    assert_eq!(cases(&found, "dear", Outcome::NotInForce), ["before"]);
    assert_eq!(cases(&found, "report", Outcome::Holds), ["holds"]);
    assert!(found.is_complete());
}

#[test]
fn an_exception_fails_only_where_its_rule_is_met() {
    let found = measured(&[CHEAP, ABROAD, AID]);
    assert_eq!(cases(&found, "aid_shipment", Outcome::Holds), ["aid"]);
    assert!(cases(&found, "aid_shipment", Outcome::Fails).is_empty());
    assert_eq!(cases(&measured(&[HOLDS]), "aid_shipment", Outcome::Fails), ["holds"]);
}

#[test]
fn parts_of_a_condition_count_though_another_part_decides() {
    let found = measured(&[CHEAP, ABROAD]);
    let dear = found.statements.iter().find(|statement| statement.name == "dear").unwrap();
    let truths: Vec<(usize, usize)> = dear
        .clauses
        .iter()
        .map(|clause| (clause.cases(Truth::Yes).len(), clause.cases(Truth::No).len()))
        .collect();
    assert_eq!(truths, [(1, 1), (1, 1)]);
}

#[test]
fn a_day_wants_cases_about_it_on_both_sides() {
    let found = measured(&[HOLDS, BEFORE]);
    assert_eq!(found.dates.len(), 1);
    assert_eq!((&found.dates[0].before, &found.dates[0].after), (&Near::Next(1), &Near::Next(0)));
    // A case in which the rule would not be met on any day says nothing about its day.
    let found = measured(&[HOLDS, ("cheap_before", "2025-12-31", "{value: 1 USD, country: DE, aid: false}")]);
    assert_eq!(found.dates[0].before, Near::Nowhere);
}

#[test]
fn made_cases_are_at_the_limits_and_decide_as_they_say() {
    let policy = Policy::from_text(POLICY).unwrap();
    let made = generate(policy.program());
    assert!(made.failures.is_empty(), "{:?}", made.failures);
    let ids: Vec<&str> = made.cases.iter().map(|case| case.id.as_str()).collect();
    for id in ["dear-1-under", "dear-1-at", "dear-2-last", "dear-2-stranger", "aid_shipment-1-true"] {
        assert!(ids.contains(&id), "{id} is not in {ids:?}");
    }
    let counted: Vec<Counted<'_>> = made
        .cases
        .iter()
        .map(|case| Counted { id: &case.id, facts: &case.facts, question: &case.question })
        .collect();
    let found = coverage(policy.program(), &counted);
    assert!(found.is_complete());
    assert!(found.clauses().all(licit::coverage::Clause::is_covered));
    assert!(made.cases.iter().all(|case| case.decision.missing.is_empty()));
}

#[test]
fn the_made_cases_of_a_policy_run() {
    let file = std::env::temp_dir().join(format!("licit-made-{}.yaml", std::process::id()));
    let made = run(&["test", "examples/quickstart", "--generate", "-o", file.to_str().unwrap()]);
    assert_eq!(made.code, 0, "{}", made.errors);
    let test = run(&["test", "examples/quickstart", "--cases", file.to_str().unwrap(), "--check"]);
    std::fs::remove_file(&file).unwrap();
    assert_eq!(test.code, 0, "{}{}", test.output, test.errors);
    assert!(test.output.contains("all as expected"), "{}", test.output);
}

#[test]
fn changes_that_matter_are_noticed_and_others_are_listed() {
    let policy = Policy::from_text(POLICY).unwrap();
    let few = ready(&policy, &[HOLDS, AID, BEFORE, ABROAD]);
    let found = examine(policy.program(), mutants(policy.program()), &counted(&few), &|_| {});
    let survive: Vec<String> =
        found.iter().filter(|found| found.fate == Fate::Survives).map(|found| found.mutant.key()).collect();
    // No case lies under the limit; nothing else is left untested.
    assert_eq!(survive, ["rule dear: `value >= 5000 USD` left out"]);
    let all = ready(&policy, &[HOLDS, AID, BEFORE, ABROAD, CHEAP]);
    let found = examine(policy.program(), mutants(policy.program()), &counted(&all), &|_| {});
    assert!(found.iter().all(|found| found.fate != Fate::Survives));
    assert!(found.len() >= 15, "{}", found.len());
}

#[test]
fn changes_that_can_have_no_effect_are_not_tried() {
    let text = r#"
enum kind = battery, other
codes entry
    shape "9A999"

fact kind "Kind": kind
fact energy "Energy": number when kind == battery
fact codes "Codes": list of entry

list entries: entry = ["1C902", "1C902.a", "1C903"]

define under_any(of: list of entry): boolean = any(c in codes where c under of)

rule strong "Strong" license if kind == battery and energy >= 300
rule weak "Weak" license if kind == battery and not (energy >= 300)
rule listed "Listed" license if under_any(entries)
"#;
    let keys = |text: &str| -> Vec<String> {
        mutants(Policy::from_text(text).unwrap().program()).iter().map(Mutant::key).collect()
    };
    let tried = keys(text);
    let has = |tried: &[String], change: &str| tried.iter().any(|key| key == change);
    // Without a kind there is no energy, so the first part says nothing of its own; what is not so may be so of other goods.
    assert!(!has(&tried, "rule strong: `kind == battery` left out"));
    assert!(has(&tried, "rule strong: `energy >= 300` left out"));
    assert!(has(&tried, "rule weak: `kind == battery` left out"));
    // What lies under an entry is on the list by it, as long as nothing else is asked of the list.
    assert!(!has(&tried, "list entries: `1C902.a` left out"));
    assert!(has(&tried, "list entries: `1C902` left out") && has(&tried, "list entries: `1C903` left out"));
    let exact = format!("{text}\nrule exact \"Exact\" review if any(c in codes where c in entries)");
    assert!(has(&keys(&exact), "list entries: `1C902.a` left out"));
}

#[test]
fn changes_of_one_statement_can_be_tried_alone() {
    let of = |names: &[&str]| {
        let names = names.iter().flat_map(|name| ["--of", name]);
        let asked = ["test", "examples/quickstart", "--mutants", "--format", "json"];
        run(&asked.into_iter().chain(names).collect::<Vec<_>>())
    };
    let whole: serde_json::Value = serde_json::from_str(&of(&[]).output).unwrap();
    let one: serde_json::Value = serde_json::from_str(&of(&["chinese_share"]).output).unwrap();
    let two: serde_json::Value =
        serde_json::from_str(&of(&["chinese_share", "listed_inputs"]).output).unwrap();
    let tried = |found: &serde_json::Value| found["policies"][0]["tried"].as_u64().unwrap();
    assert!(0 < tried(&one) && tried(&one) < tried(&two) && tried(&two) < tried(&whole));
    for survivor in one["policies"][0]["survivors"].as_array().unwrap() {
        assert!(survivor["change"].as_str().unwrap().starts_with("define chinese_share: "), "{survivor}");
    }
    let stranger = of(&["chinese_shares"]);
    assert_eq!(stranger.code, 2);
    assert!(stranger.errors.contains("nothing to change in `chinese_shares`"), "{}", stranger.errors);
    assert_eq!(run(&["test", "examples/quickstart", "--of", "chinese_share"]).code, 2);
}

#[test]
fn no_rule_duty_or_day_of_the_shipped_laws_is_without_its_cases() {
    for policy in ["policies/china", "policies/european_union", "policies/united_states"] {
        let test = run(&["test", policy, "--coverage", "--strict"]);
        assert_eq!(test.code, 0, "{policy}:\n{}{}", test.output, test.errors);
    }
}

#[test]
fn what_is_said_to_have_no_effect_is_a_change_and_stands_in_the_table() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("policies/README.md")).unwrap();
    for folder in ["policies/china", "policies/united_states"] {
        let policy = Policy::load(&licit::load::folder::Folder::new(root).unwrap(), folder).unwrap();
        let changes: Vec<String> = mutants(policy.program()).iter().map(Mutant::key).collect();
        let listed = std::fs::read_to_string(root.join(folder).join("untested.yaml")).unwrap();
        let listed = listed.lines().filter_map(|line| line.strip_prefix("- what: '")?.strip_suffix('\''));
        for change in listed {
            assert!(changes.iter().any(|other| other == change), "{folder}: there is no `{change}`");
            assert!(readme.contains(&format!("| {change} | ")), "policies/README.md lacks `{change}`");
        }
    }
}

#[test]
fn the_table_of_the_policies_is_what_the_command_writes() {
    let table = run(&["test", "policies", "--coverage", "--format", "markdown"]);
    assert_eq!(table.code, 0, "{}", table.errors);
    let readme =
        std::fs::read_to_string(format!("{}/policies/README.md", env!("CARGO_MANIFEST_DIR"))).unwrap();
    assert!(
        readme.contains(table.output.trim()),
        "policies/README.md is not up to date: put in what \
         `licit test policies --coverage --format markdown` writes"
    );
}

#[test]
fn the_page_shows_what_is_written_and_runs_nothing() {
    let text = r#"rule x "<script>alert('x')</script> & more" deny if end_user.sector == defence"#;
    let policy = Policy::from_text(text).unwrap();
    let page = licit::report::coverage::html(&[coverage(policy.program(), &[])]);
    assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; more"));
    assert!(!page.contains("<script") && !page.contains("http"));
}

#[test]
fn coverage_reads_well_at_80_columns() {
    let text = run(&["test", "examples/quickstart", "--coverage"]);
    assert!(text.output.lines().all(|line| line.chars().count() <= 80), "{}", text.output);
    insta::assert_snapshot!(text.output);
}

#[test]
fn an_output_takes_the_place_of_nothing_that_the_policy_needs() {
    let folder = super::cli::Scratch::new()
        .with(
            "p/policy.licit",
            "list banned: country from \"banned.csv\" column code\n\ndeny if destination in banned\n",
        )
        .with("p/banned.csv", "code\nRU\n")
        .with("p/cases/cases.yaml", "- id: a\n  facts: {destination: RU}\n")
        .with("other.yaml", "- id: b\n  facts: {destination: RU}\n")
        .with("rows.csv", "id,destination\nx,RU\n");
    let list = folder.text("p/banned.csv");
    for output in
        ["p/policy.licit", "p/banned.csv", "./p/../p/banned.csv", "p/cases/cases.yaml", "other.yaml"]
    {
        let made = folder.run(&["test", "p", "--cases", "other.yaml", "--coverage", "-o", output]);
        assert!(made.code == 3 && made.errors.contains("L691"), "{output}: {made:?}");
    }
    assert!(folder.run(&["test", "p", "--generate", "-o", "p/cases/cases.yaml"]).errors.contains("L691"));
    let rows = folder.run(&["eval", "p", "--facts", "rows.csv", "-o", "p/banned.csv"]);
    assert!(rows.code == 3 && rows.errors.contains("L691"), "{rows:?}");
    let rejects = ["eval", "p", "--facts", "rows.csv", "-o", "out.csv", "--rejects", "p/cases/cases.yaml"];
    assert!(folder.run(&rejects).errors.contains("L691"));
    assert_eq!(folder.text("p/banned.csv"), list);
    // Elsewhere it may be written, also twice; a folder that is not there is named.
    for _ in 0..2 {
        assert_eq!(folder.code(&["test", "p", "--generate", "-o", "p/made.yaml"]), 0);
    }
    let nowhere = folder.run(&["test", "p", "--generate", "-o", "cases/made.yaml"]);
    assert!(nowhere.code == 3 && nowhere.errors.contains("there is no folder `cases`"), "{nowhere:?}");
    let idle = folder.run(&["test", "p", "-o", "out.txt"]);
    assert!(idle.code == 2 && idle.errors.contains("`-o` goes with --coverage"), "{idle:?}");
}
