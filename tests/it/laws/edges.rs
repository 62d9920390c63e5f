//! Every threshold at, below and above itself by the least unit; every day at, before and after an edge.

use licit::eval::decision::Truth::{No, Unknown, Yes};

use super::{outcome, policy, truth};

/// `fact OPERATOR limit` for a fact just below, at and just above the limit.
fn around(r#type: &str, limit: &str, [below, at, above]: [&str; 3]) {
    let table = [
        (">=", [No, Yes, Yes]),
        (">", [No, No, Yes]),
        ("<=", [Yes, Yes, No]),
        ("<", [Yes, No, No]),
        ("==", [No, Yes, No]),
        ("!=", [Yes, No, Yes]),
    ];
    for (operator, wanted) in table {
        let found = [below, at, above].map(|value| {
            truth(&format!("fact x: {}", r#type), &format!("x {operator} {limit}"), &format!("x: {value}"))
        });
        assert_eq!(found, wanted, "{} {operator} {limit}", r#type);
    }
}

#[test]
fn thresholds_are_exact() {
    around("number", "0.1", ["0.0999999999999999999999999999", "0.10", "0.1000000000000000000000000001"]);
    around(
        "number",
        "1000000000000000000000000000000",
        [
            "999999999999999999999999999999.9",
            "1000000000000000000000000000000.0",
            "1000000000000000000000000000000.1",
        ],
    );
    around("percent", "0.1%", ["0.0999999999%", "0.1%", "0.1000000001%"]);
    around("money", "1000 USD", ["999.99 USD", "1000.00 USD", "1000.01 USD"]);
    around("mass", "1 kg", ["999.999 g", "1000 g", "1000.001 g"]);
    around("length", "1 m", ["999.999 mm", "100 cm", "1.000001 m"]);
    around("date", "2026-03-01", ["2026-02-28", "2026-03-01", "2026-03-02"]);
    around("date", "2028-03-01", ["2028-02-29", "2028-03-01", "2028-03-02"]);
}

#[test]
fn a_thousandth_of_a_thousand_is_one() {
    let facts = "fact part: money\nfact whole: money";
    for (part, wanted) in [("0.99", No), ("1", Yes), ("1.00", Yes), ("1.01", Yes)] {
        let given = format!("part: {part} USD\nwhole: 1000 USD");
        assert_eq!(truth(facts, "part / whole >= 0.1%", &given), wanted, "{part}");
        assert_eq!(truth(facts, "part >= whole * 0.1%", &given), wanted, "{part}");
    }
    let thirds = "part: 1 USD\nwhole: 3 USD";
    assert_eq!(truth(facts, "whole * (part / whole) == part", thirds), Yes, "a third times three");
}

#[test]
fn amounts_are_compared_in_the_left_sides_currency() {
    let facts = "fact price: money\nfact rates: list of exchange_rate";
    for (price, wanted) in [("49.99 EUR", No), ("50 EUR", Yes), ("99.99 USD", No), ("100 USD", Yes)] {
        let direct = format!(
            "price: {price}\nrates: [{{from: EUR, to: USD, rate: 2}}, {{from: USD, to: EUR, rate: 0.5}}]"
        );
        assert_eq!(truth(facts, "price >= 100 USD", &direct), wanted, "{price}");
        let inverse = format!("price: {price}\nrates: [{{from: USD, to: EUR, rate: 0.5}}]");
        assert_eq!(truth(facts, "price >= 100 USD", &inverse), wanted, "{price}, inverse rate");
    }
    assert_eq!(truth(facts, "price >= 100 USD", "price: 1000 EUR\nrates: []"), Unknown, "without a rate");
}

/// Whether the first rule holds on each of these days.
fn on(text: &str, days: &[&str]) -> Vec<bool> {
    let policy = policy(text);
    days.iter().map(|day| outcome(&policy, "{}", day).rules[0] == Yes).collect()
}

#[test]
fn laws_begin_and_end_on_their_days() {
    let rule = |time: &str| format!("rule r \"R\"\n    in force {time}\n    deny if true\n");
    let around_december = ["2025-11-30", "2025-12-01", "2025-12-02"];
    assert_eq!(on(&rule("from 2025-12-01"), &around_december), [false, true, true]);
    assert_eq!(on(&rule("before 2025-12-01"), &around_december), [true, false, false]);
    assert_eq!(on(&rule("through 2025-12-01"), &around_december), [true, true, false]);
}

#[test]
fn suspensions_hold_on_their_first_and_last_day() {
    let text = |period: &str| {
        format!("rule r \"R\"\n    deny if true\n\nsuspension s \"S\"\n    of r\n    {period}\n")
    };
    let days = ["2025-11-08", "2025-11-09", "2025-11-10", "2026-11-09", "2026-11-10", "2026-11-11"];
    let wanted = [true, false, false, false, false, true];
    assert_eq!(on(&text("from 2025-11-09 through 2026-11-10"), &days), wanted);
    assert_eq!(on(&text("from 2025-11-09 before 2026-11-11"), &days), wanted);
}

#[test]
fn an_amendment_begins_where_the_earlier_text_ends() {
    let text =
        "rule r \"R\"\n    deny if false\n\namend r \"Later\"\n    from 2026-03-31\n    deny if true\n";
    assert_eq!(on(text, &["2026-03-30", "2026-03-31", "2026-04-01"]), [false, true, true]);
}

#[test]
fn working_days_skip_weekends_and_holidays_and_count_made_up_days() {
    let files = licit::Memory::new()
        .with("p/days.csv", "date,day\n2026-10-01,holiday\n2026-10-02,holiday\n2026-10-10,working\n")
        .with(
            "p/policy.licit",
            "fact shipped: date\ncalendar office \"Office\"\n    covers 2026-01-01 through 2026-12-31\n    weekend saturday, sunday\n    from \"days.csv\"\n\ndeny if shipped + 3 working_days(office) == 2026-10-06\nlicense if shipped + 3 working_days(office) == 2026-10-12\n",
        );
    let policy = licit::Policy::load(&files, "p").unwrap_or_else(|report| panic!("{report}"));
    // After Tuesday 29 September: the 30th, then two holidays and a weekend, then the 5th and 6th.
    let wanted = [("2026-09-28", No), ("2026-09-29", Yes), ("2026-09-30", No), ("2026-12-31", Unknown)];
    for (shipped, wanted) in wanted {
        assert_eq!(
            outcome(&policy, &format!("shipped: {shipped}"), "2026-06-01").rules[0],
            wanted,
            "{shipped}"
        );
    }
    // After Thursday 8 October: the 9th, the Saturday that is worked, and Monday.
    let made_up = outcome(&policy, "shipped: 2026-10-08", "2026-06-01");
    assert_eq!(made_up.rules[1], Yes);
}

#[test]
fn nothing_lies_under_and_nothing_is_in_what_is_not_there() {
    let facts = "fact entry: code\nfact second: code optional";
    for given in ["entry: null", "entry: \"1C902\""] {
        assert_eq!(truth(facts, "entry under second", given), No, "{given}");
        assert_eq!(truth(facts, "entry in [second]", given), No, "{given}");
        assert_eq!(truth(facts, "entry == second", given), No, "{given}");
    }
    assert_eq!(truth(facts, "entry under second", "entry: null\nsecond: \"1C902\""), Unknown);
}

#[test]
fn a_rule_may_hold_by_its_later_text_alone() {
    let text = "policy texts \"Texts\"\nfact dear: boolean\nrule first deny if dear\n\
        rule second deny if not (not (first applies)) unless first applies\n\
        amend second \"Later\" from 2026-03-31 refuse always";
    let outcome = outcome(&policy(text), "dear: null", "no day");
    assert_eq!(outcome.rules, [Unknown, Unknown], "before that day the second never holds, after it always");
}
