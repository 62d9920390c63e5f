//! Every construct of the grammar, as it is laid out.

use super::laid_out;

/// What is laid out as `expected`, and stays so.
#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(laid_out(text), expected.trim_start_matches('\n'));
}

/// A text that is laid out already.
#[track_caller]
fn check_kept(text: &str) {
    check(text, text);
}

/// An expression, as it is written behind `deny if`.
#[track_caller]
fn check_expression(text: &str, expected: &str) {
    check(&format!("deny if {text}"), &format!("deny if {expected}\n"));
}

#[test]
fn nothing_stays_nothing() {
    check("", "");
    check("\n\n", "");
}

#[test]
fn a_policy_has_its_title_on_the_first_line() {
    check(
        r#"policy   china "China" governed   by export.date"#,
        r#"
policy china "China"
    governed by export.date
"#,
    );
}

#[test]
fn use_stands_on_one_line() {
    check("use\n\"../vocabulary\"", "use \"../vocabulary\"\n");
}

#[test]
fn verdicts_stand_below_each_other() {
    check(
        r#"verdicts permit "None" license "Licence required" as license deny "Prohibited" as deny"#,
        r#"
verdicts
    permit  "None"
    license "Licence required" as license
    deny    "Prohibited"       as deny
"#,
    );
}

#[test]
fn an_enum_stands_on_one_line_where_it_fits() {
    check(
        r#"enum sector=civil,police"Police and internal security""#,
        "enum sector = civil, police \"Police and internal security\"\n",
    );
    check(
        r#"enum purpose "Purposes" = relief "Disaster relief of any kind", medical "Medical emergencies of all kinds", other"#,
        r#"
enum purpose "Purposes" =
    relief "Disaster relief of any kind",
    medical "Medical emergencies of all kinds",
    other
"#,
    );
}

#[test]
fn fields_stand_in_columns() {
    check(
        r#"record party "Party" name "Full name": text country: country optional
        owners "Who holds shares?": list of stake mass: mass at least 0 kg at most 5 kg
        flux: energy/mass when country == CN"#,
        r#"
record party "Party"
    name   "Full name":         text
    country:                    country optional
    owners "Who holds shares?": list of stake
    mass:                       mass at least 0 kg at most 5 kg
    flux:                       energy / mass when country == CN
"#,
    );
}

#[test]
fn types_follow_their_questions_where_columns_do_not_fit() {
    let long = "Which of the very many parties that took part in it is the one that pays for it?";
    check(
        &format!("record a b \"{long}\": list of list of text c: text"),
        &format!("record a\n    b \"{long}\": list of list of text\n    c: text\n"),
    );
}

#[test]
fn a_fact_stands_on_one_line_where_it_fits() {
    check(
        r#"fact end_user"Who?":party optional when a==b"#,
        "fact end_user \"Who?\": party optional when a == b\n",
    );
    check(
        r#"fact node "Process node of the chips that are made": length when end_use.product == logic_chips and end_use.made"#,
        r#"
fact node "Process node of the chips that are made": length
    when end_use.product == logic_chips and end_use.made
"#,
    );
}

#[test]
fn codes_have_clauses() {
    check_kept(
        r#"codes control_code "Codes of the control list"
    shape "9A999"
    source "Gazette"
"#,
    );
}

#[test]
fn lists_fill_their_lines() {
    check("list e \"E\":country=[CU,IR,]", "list e \"E\": country = [CU, IR]\n");
    check("list e: country = []", "list e: country = []\n");
    check(
        "list e: country = [AA, AB, AC, AD, AE, AF, AG, AH, AI, AJ, AK, AL, AM, AN, AO, AP, AQ, AR, AS, AT, AU, AV] source \"x\"",
        r#"
list e: country = [
    AA, AB, AC, AD, AE, AF, AG, AH, AI, AJ, AK, AL, AM, AN, AO, AP, AQ, AR, AS, AT, AU, AV
]
    source "x"
"#,
    );
    check(
        "list e: country = [AA, AB, AC, AD, AE, AF, AG, AH, AI, AJ, AK, AL, AM, AN, AO, AP, AQ, AR, AS, AT, AU, AV, AW, AX, AY]",
        r#"
list e: country = [
    AA, AB, AC, AD, AE, AF, AG, AH, AI, AJ, AK, AL, AM, AN, AO, AP, AQ, AR, AS, AT, AU, AV, AW, AX,
    AY
]
"#,
    );
}

#[test]
fn the_file_of_a_list_stands_on_its_line() {
    check(
        "list part_1: text from \"lists/a.csv\" column name taken 2026-11-01",
        r#"
list part_1: text from "lists/a.csv" column name
    taken 2026-11-01
"#,
    );
}

#[test]
fn tables_have_aligned_bars() {
    check(
        "table de_minimis \"De minimis\"(group: country_group)->percent = |e1,e2|10%| |otherwise|25 %|",
        r#"
table de_minimis "De minimis"(group: country_group) -> percent =
    | e1, e2    | 10% |
    | otherwise | 25% |
"#,
    );
    check(
        "table t(a: x, b: y) -> percent = | one | any | 1% | | otherwise | 100% |",
        r#"
table t(a: x, b: y) -> percent =
    | one | any | 1%   |
    | otherwise | 100% |
"#,
    );
}

#[test]
fn tables_from_files_have_clauses() {
    check_kept(
        r#"table chart "Chart" from "tables/chart.csv"
    row: country
    column: reason
    cell: mark
    otherwise none_marked
    alias HK = CN
    pointer CU, IR "see Part 746"
"#,
    );
}

#[test]
fn a_parameter_breaks_between_its_values() {
    check(
        "parameter limit: money=2000 USD from 2025-01-01",
        "parameter limit: money = 2000 USD from 2025-01-01\n",
    );
    check(
        "parameter limit \"Limit\"(entry: code): money = 2000 USD from 2025-01-01 before 2026-01-01, 2500 USD from 2026-01-01 under ear art \"1\"",
        r#"
parameter limit "Limit"(entry: code): money =
    2000 USD from 2025-01-01 before 2026-01-01,
    2500 USD from 2026-01-01
    under ear art "1"
"#,
    );
}

#[test]
fn a_definition_moves_to_the_next_line_where_it_must() {
    check("define share(i:item):percent=i.a/i.b", "define share(i: item): percent = i.a / i.b\n");
    check(
        "define chinese_share = sum(c.value for c in item.components where c.material in part_1 and c.origin == CN) / item.value",
        r#"
define chinese_share =
    sum(c.value for c in item.components where c.material in part_1 and c.origin == CN) / item.value
"#,
    );
    check(
        "define listed(p: party): boolean = p.name in control_list or any(s in p.owners where s.share >= 50% : listed(s.owner)) or p.sector == defence",
        r#"
define listed(p: party): boolean =
    p.name in control_list
    or any(s in p.owners where s.share >= 50% : listed(s.owner))
    or p.sector == defence
"#,
    );
}

#[test]
fn a_calendar_has_clauses() {
    check_kept(
        r#"calendar china "Chinese working days"
    covers 2025-01-01 through 2026-12-31
    weekend saturday, sunday
    from "china.csv"
"#,
    );
}

#[test]
fn law_in_time_has_clauses() {
    check_kept(
        r#"instrument mofcom_61 "Announcement No. 61"
    issued 2025-10-09
    in force from 2025-10-09

suspension mofcom_70 "No. 70"
    of mofcom_61
    from 2025-11-07 through 2026-11-10

repeal old_rules
    of mofcom_61
    from 2027-01-01
"#,
    );
}

#[test]
fn a_reading_has_answers_below_each_other() {
    check(
        r#"reading branches "Do branches count?" yes "They do" no "They do not" default yes"#,
        r#"
reading branches "Do branches count?"
    yes "They do"
    no  "They do not"
    default yes
"#,
    );
}

#[test]
fn rules_keep_their_clauses_in_order() {
    check(
        r#"rule content "0.1 % or more" under mofcom_61 art"1(1)"para "2" in force from 2025-12-01 group g
        license if share>=0.1 % unless a is not none"#,
        r#"
rule content "0.1 % or more"
    under mofcom_61 art "1(1)" para "2"
    in force from 2025-12-01
    group g
    license if share >= 0.1% unless a is not none
"#,
    );
}

#[test]
fn a_bare_rule_begins_with_its_verdict() {
    check("deny  if a==b", "deny if a == b\n");
    check("deny always under x", "deny always\n    under x\n");
}

#[test]
fn exceptions_and_their_relations_have_clauses() {
    check_kept(
        r#"exception relief "Relief"
    to content, other
    prevails over military, police
    permit if end_use.purpose == relief

disapply closed "Closed"
    of relief
    if end_user.sector == defence

amend content "Now 1 %"
    from 2027-01-01
    license if share >= 1%
"#,
    );
}

#[test]
fn a_duty_has_clauses() {
    check_kept(
        r#"duty report "Report"
    owed by exporter to "Customs"
    via "mail@example.org"
    within 10 working_days(china) after shipped_on
    if relief applies

duty other
    owed by "the exporter" to item.maker
    by export_date + 30 days
    always

duty third
    owed by exporter
    within 3 months after shipped_on
    if a
"#,
    );
}

#[test]
fn presumptions_and_assertions() {
    check(
        "presume item.origin==CN under regulations art \"3\"",
        "presume item.origin == CN\n    under regulations art \"3\"\n",
    );
    check_kept(
        r#"assert never "Defence never passes"
    at least refuse if end_user.sector == defence

assert mild
    at most license always

assert applies_here
    relief applies if end_use.purpose == relief
"#,
    );
}

#[test]
fn expressions_have_single_spaces() {
    check_expression("a  is b", "a == b");
    check_expression("a is not b", "a != b");
    check_expression("a is none", "a is none");
    check_expression("a   is  not   none", "a is not none");
    check_expression("a cannot  be determined", "a cannot be determined");
    check_expression("a between 10nm and 14   nm", "a between 10 nm and 14 nm");
    check_expression("a<b", "a < b");
    check_expression("a not  in [RU,BY]", "a not in [RU, BY]");
    check_expression("item.code under \"1C902.a\"", "item.code under \"1C902.a\"");
    check_expression("a+b*2-c/4 > - 5", "a + b * 2 - c / 4 > -5");
    check_expression("not a", "not a");
    check_expression("if a then b else c", "if a then b else c");
    check_expression("any(s in p . owners where s.x:y)", "any(s in p.owners where s.x : y)");
    check_expression("all(s in p.owners : s.x)", "all(s in p.owners : s.x)");
    check_expression("count(item.components)>3", "count(item.components) > 3");
    check_expression("count(c in xs where c.y) > 3", "count(c in xs where c.y) > 3");
    check_expression(
        "min(c.v for c in xs) < max(c.v for c in xs where c.z)",
        "min(c.v for c in xs) < max(c.v for c in xs where c.z)",
    );
    check_expression("relief  applies", "relief applies");
    check_expression(
        "listed( s . owner , 2 ).name == \"a\\\"b\\\\c\\n\"",
        "listed(s.owner, 2).name == \"a\\\"b\\\\c\\n\"",
    );
    check_expression("a == true or b == 2025-12-01", "a == true or b == 2025-12-01");
    check_expression("d < 10 working_days(china)", "d < 10 working_days(china)");
    check_expression("x == 007.50 or y == 5 m/s", "x == 007.50 or y == 5 m/s");
}

#[test]
fn only_superfluous_brackets_go() {
    check_expression("((a))", "(a)");
    check_expression("(((a or b))) and ((c)) and (d)", "(a or b) and (c) and (d)");
    check_expression("((a) or (b))", "((a) or (b))");
}

#[test]
fn long_conditions_break_before_and() {
    check(
        "rule content license if item.annex_part == part_2 and item.origin != CN and chinese_share >= 0.1% and item.value > 0 USD",
        "
rule content
    license if item.annex_part == part_2
        and item.origin != CN
        and chinese_share >= 0.1%
        and item.value > 0 USD
",
    );
    check(
        "rule content license if item.annex_part == part_2 and (item.origin != CN or item.origin == unknown_origin or item.origin == disputed_origin or z) and b == c unless c and d",
        "
rule content
    license if item.annex_part == part_2
        and (item.origin != CN
            or item.origin == unknown_origin
            or item.origin == disputed_origin
            or z)
        and b == c
        unless c and d
",
    );
}

#[test]
fn other_long_expressions_break_too() {
    check(
        "deny if a in [aaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccccccc, dddddddddd] and b",
        "
deny if a in [
        aaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccccccc,
        dddddddddd
    ]
    and b
",
    );
}

#[test]
fn long_choices_break_before_then() {
    check(
        "define value(input: component): money = if input.origin == CN and input.is_listed_in_part_1 then input.value else 0 USD",
        "
define value(input: component): money =
    if input.origin == CN and input.is_listed_in_part_1 then input.value else 0 USD
",
    );
    check(
        "define value(input: component): money = if input.origin == CN and input.is_listed_in_part_1 then input.value_of_all_of_the_parts else 0 USD",
        "
define value(input: component): money =
    if input.origin == CN and input.is_listed_in_part_1
    then input.value_of_all_of_the_parts
    else 0 USD
",
    );
}

#[test]
fn statements_stand_apart_unless_they_are_alike_and_stood_together() {
    check(
        "use \"a\" use \"b\"\n\nuse \"c\"\n\n\n\nfact a: text\nfact b: text\ndeny if a\n\nrule a deny if b\nrule b deny if c",
        "
use \"a\"
use \"b\"

use \"c\"

fact a: text
fact b: text

deny if a

rule a
    deny if b

rule b
    deny if c
",
    );
}

#[test]
fn comments_stay_where_they_stood() {
    check_kept(
        "# Licence.

# About the first,
# in two lines.
use \"a\"  # behind
# above the second

## A note.
## Second line.
use \"b\"

rule a  # head

    # above a clause
    under x  # behind a clause
    # above a condition
    license if a
        # above an operand
        and b  # behind an operand
        and c in [
            # above an element
            AA, BB,  # behind an element
            CC
        ]
    # below

# last
",
    );
}

#[test]
fn comments_within_an_expression_go_to_its_operand() {
    check(
        "rule a license if x == # one\n y and z # two\n == # three\n 3",
        "
rule a
    license if x == y  # one
        # two
        # three
        and z == 3
",
    );
    check(
        "rule # one\n # two\n a # three\n permit if x",
        "
rule a  # one
    # two
    # three
    permit if x
",
    );
}
