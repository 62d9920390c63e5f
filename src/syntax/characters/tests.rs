use super::repair;
use crate::diagnostics::Problems;

fn repaired(text: &str) -> (String, Vec<String>) {
    let mut problems = Problems::new();
    let out = repair(text, 0, &mut problems).into_owned();
    assert_eq!(out.len(), text.len(), "the length stays");
    let codes = problems.sorted().iter().map(|problem| problem.code()).collect();
    (out, codes)
}

fn check(text: &str, meant: &str, codes: &[&str]) {
    let (out, found) = repaired(text);
    assert_eq!(out.split_whitespace().collect::<Vec<_>>().join(" "), meant);
    assert_eq!(found, codes, "{text}");
}

#[test]
fn plain_text_stays_as_it_is() {
    check("deny if a == \"b – ’c’ «d»\" # – “x”", "deny if a == \"b – ’c’ «d»\" # – “x”", &[]);
}

#[test]
fn quotation_marks_of_word_processors_become_straight() {
    check("rule x “EU” “b”", "rule x \"EU\" \"b\"", &["L120"]);
    check("rule x „EU“", "rule x \"EU\"", &["L120"]);
    check("rule x \"EU”", "rule x \"EU\"", &["L120"]);
}

#[test]
fn single_marks_become_double_ones() {
    check("a == 'Russia'", "a == \"Russia\"", &["L121"]);
    check("a == ‘Russia’", "a == \"Russia\"", &["L121"]);
    check("a > 1'000 and b > 2'000", "a > 1'000 and b > 2'000", &[]);
}

#[test]
fn long_dashes_leave_dates_whole() {
    check("from 2026–03–01 a", "from 2026-03-01 a", &["L122"]);
    check("a — 10", "a - 10", &["L122"]);
}

#[test]
fn spaces_and_invisible_characters_go() {
    check("\u{feff}deny\u{a0}if a\u{200b}b\u{ad}c", "deny if abc", &["L123", "L124"]);
}

#[test]
fn full_width_characters_become_ordinary() {
    check("ｄｅｎｙ if a ＝＝ （b，c）", "deny if a == ( b, c)", &["L125"]);
}

#[test]
fn look_alikes_become_latin() {
    check("аpproved", "approved", &["L126"]);
    check("10 μm and 5 Ω", "10 μm and 5 Ω", &[]);
}

#[test]
fn direction_and_control_characters_are_refused_everywhere() {
    check("# a\u{202e}b\n\"c\u{202d}d\u{7}\"", "# a b \"c d \"", &["L127", "L128"]);
}

#[test]
fn an_unclosed_text_is_closed_on_its_line() {
    check("rule x \"abc\n  deny if y", "rule x \"ab\" deny if y", &["L108"]);
    check("rule x \"", "rule x", &["L108"]);
    check("rule x \"\\\"", "rule x \"/\"", &["L108", "L129"]);
}

#[test]
fn a_backslash_in_a_path_becomes_a_slash() {
    check("use \"..\\lists\"", "use \"../lists\"", &["L129"]);
    check("a \"x\\\\\" b", "a \"x\\\\\" b", &[]);
}
