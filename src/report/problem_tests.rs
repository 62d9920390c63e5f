//! What people and programs are told about problems.

use proptest::prelude::*;
use serde_json::Value;

use super::problem::{Style, problems, summary};
use super::text::visible;
use crate::diagnostics::{Problem, Severity};
use crate::source::{Sources, Span};

/// A problem made of any parts.
#[derive(Clone, Debug)]
struct Made {
    code: &'static str,
    message: String,
    help: Option<String>,
    severity: Severity,
    labels: Vec<(Span, Option<String>)>,
}

impl crate::diagnostics::Fixable for Made {}

impl std::fmt::Display for Made {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Made {}

impl miette::Diagnostic for Made {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn std::fmt::Display>)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = miette::LabeledSpan> + '_>> {
        Some(Box::new(
            self.labels.iter().map(|(span, text)| miette::LabeledSpan::new_with_span(text.clone(), *span)),
        ))
    }
}

const HUMAN: Style = Style::Human { color: false, width: 80 };

fn made(message: &str, labels: &[(Span, &str)]) -> Problem {
    Problem::new(Made {
        code: "L301",
        message: message.into(),
        help: Some("write `defence`".into()),
        severity: Severity::Error,
        labels: labels.iter().map(|(span, text)| (*span, Some((*text).to_owned()))).collect(),
    })
}

fn one(text: &str) -> Sources {
    let mut sources = Sources::new();
    sources.add("policies/a.licit", text);
    sources
}

/// The span of a word in a text.
fn find(text: &str, word: &str) -> Span {
    let start = text.find(word).unwrap();
    Span::new(start as u32, (start + word.len()) as u32)
}

fn show(text: &str, labels: &[(Span, &str)]) -> String {
    problems(&[made("this is wrong", labels)], &one(text), HUMAN)
}

/// Turns the direction of all that follows.
const OVERRIDE: char = '\u{202e}';

const POLICY: &str = "rule military \"Military users\"\n    deny if end_user.sector == defense\n        and item.value > 5 EUR\n";

fn typo() -> Problem {
    Problem::new(Made {
        code: "L301",
        message: "`defense` is not a value that `end_user.sector` can have".into(),
        help: Some("write `defence`; left as it is, this condition could never be true, and the rule would deny nothing".into()),
        severity: Severity::Error,
        labels: vec![
            (find(POLICY, "defense"), Some("did you mean `defence`?".into())),
            (find(POLICY, "end_user.sector"), Some("a sector: civil, research, defence or police".into())),
        ],
    })
}

fn warning() -> Problem {
    Problem::new(Made {
        code: "L401",
        message: "rule `military` can never change a decision".into(),
        help: None,
        severity: Severity::Warning,
        labels: vec![(find(POLICY, "military"), None)],
    })
}

#[test]
fn problems_are_shown_in_every_style() {
    let list = [typo(), warning()];
    let sources = one(POLICY);
    let human = problems(&list, &sources, HUMAN);
    insta::assert_snapshot!("problems_human", format!("{human}\n{}", summary(&list, &sources)));
    insta::assert_snapshot!("problems_plain", problems(&list, &sources, Style::Plain));
    insta::assert_snapshot!("problems_short", problems(&list, &sources, Style::Short));
    insta::assert_snapshot!("problems_json", problems(&list, &sources, Style::Json));
    insta::assert_snapshot!(
        "problems_color",
        problems(&list, &sources, Style::Human { color: true, width: 80 }).replace('\u{1b}', "␛")
    );
}

#[test]
fn the_summary_counts_errors_and_files() {
    let mut sources = one(POLICY);
    assert_eq!(summary(&[], &sources), "");
    assert_eq!(summary(&[typo()], &sources), "1 error in policies/a.licit. Learn more: licit explain L301\n");
    sources.add("policies/b.licit", "");
    let list = [warning(), typo(), typo()];
    assert_eq!(
        summary(&list, &sources),
        "2 errors and 1 warning in 1 of 2 files. Learn more: licit explain L301\n"
    );
    assert_eq!(summary(&[made("gone", &[])], &Sources::new()), "1 error. Learn more: licit explain L301\n");
}

#[test]
fn labels_in_two_files_make_two_snippets() {
    let mut sources = one("deny if a\n");
    let start = sources.add("vocabulary/b.licit", "\n\nfact a: boolean\n");
    let labels = [(Span::new(8, 9), "used here"), (Span::new(start + 7, start + 8), "declared here")];
    insta::assert_snapshot!("two_files", problems(&[made("`a` is twisted", &labels)], &sources, HUMAN));
}

#[test]
fn labels_far_apart_make_two_snippets_and_the_first_label_comes_first() {
    let text = format!("first\n{}last\n", "line\n".repeat(50));
    insta::assert_snapshot!(
        "far_apart",
        show(&text, &[(find(&text, "last"), "this"), (find(&text, "first"), "and this")])
    );
}

#[test]
fn a_long_line_is_cut_around_its_labels() {
    let text = format!("{}defense{}sector{}", "x".repeat(70_000), "y".repeat(900_000), "z".repeat(40_000));
    let labels = [(find(&text, "defense"), "first"), (find(&text, "sector"), "second")];
    let shown = show(&text, &labels);
    insta::assert_snapshot!("long_line", shown);
    assert!(shown.contains("policies/a.licit:1:70001"));
}

#[test]
fn a_million_bytes_on_one_line_are_one_short_picture() {
    let text = "é".repeat(500_000);
    let shown = show(&text, &[(Span::new(0, 1_000_000), "all of it")]);
    assert!(shown.len() < 2_000 && shown.contains("all of it"), "{shown}");
}

#[test]
fn a_label_behind_the_end_stands_on_the_last_visible_character() {
    insta::assert_snapshot!(
        "at_the_end",
        show("deny if\n\n\n", &[(Span::new(10, 10), "the rule ends here")])
    );
    for text in ["", "\n\n", "a"] {
        assert!(show(text, &[(Span::new(9, 20), "here")]).contains("here"));
    }
}

#[test]
fn wide_letters_accents_tabs_and_right_to_left_text_keep_their_places() {
    let wide = "deny if 国名 == defense\n";
    insta::assert_snapshot!("wide", show(wide, &[(find(wide, "defense"), "here")]));
    let accents = "deny if cafe\u{301} == défense\n";
    insta::assert_snapshot!("accents", show(accents, &[(find(accents, "défense"), "here")]));
    let tabs = "deny\n\tif\ta == defense\n";
    insta::assert_snapshot!("tabs", show(tabs, &[(find(tabs, "defense"), "here")]));
    let hebrew = "deny if name == \"שלום\" and defense\n";
    insta::assert_snapshot!("right_to_left", show(hebrew, &[(find(hebrew, "defense"), "here")]));
}

#[test]
fn characters_that_hide_are_written_by_their_number() {
    let text = "deny if a\u{200b}b == \u{202e}c\u{1b}[2J\n";
    let shown = show(text, &[(find(text, "a\u{200b}b"), "a \u{202e}trap")]);
    insta::assert_snapshot!("hidden", shown);
}

#[test]
fn an_empty_span_is_an_arrow() {
    insta::assert_snapshot!(
        "empty_span",
        show("deny if  == x\n", &[(Span::new(8, 8), "a fact is missing here")])
    );
}

#[test]
fn a_label_over_lines_is_drawn_along_them_unless_it_is_long() {
    let text = "rule a\n  deny if\n    x\nrule b\n";
    insta::assert_snapshot!("over_lines", show(text, &[(Span::new(0, 22), "this rule")]));
    let long = "and x\n".repeat(40);
    insta::assert_snapshot!("over_many_lines", show(&long, &[(Span::new(0, 200), "this condition")]));
}

#[test]
fn texts_are_broken_at_spaces_only() {
    let message = "the rule `military` is in force from 2025-12-01, but its instrument is in force only from 2026-01-01";
    let long = "this is a label that says very much about what stands here, far more than fits beside it";
    let shown = problems(
        &[made(message, &[(Span::new(0, 4), long)])],
        &one("rule military\r\n"),
        Style::Human { color: false, width: 60 },
    );
    insta::assert_snapshot!("broken_lines", shown);
}

#[test]
fn dates_codes_and_percentages_are_never_broken() {
    let text = "from 2025-12-01 the share is 0.1 % of `1C902.a.1` at least, and more than 25 %";
    for columns in 8..60 {
        for line in super::text::wrap(text, columns) {
            assert!(!line.starts_with('%') && !line.ends_with('-'), "{line}");
        }
    }
}

#[test]
fn a_problem_without_any_place_is_told_all_the_same() {
    let lost = made("no policy was found", &[(Span::new(3, 4), "a note")]);
    for style in [HUMAN, Style::Plain] {
        let shown = problems(std::slice::from_ref(&lost), &Sources::new(), style);
        assert!(
            ["L301", "no policy was found", "a note", "write `defence`"]
                .iter()
                .all(|part| shown.contains(part)),
            "{shown}"
        );
    }
    assert_eq!(
        problems(&[lost], &Sources::new(), Style::Short),
        "error[L301] no policy was found; write `defence`\n"
    );
}

#[test]
fn columns_count_characters_and_utf16_and_bytes_count_bytes() {
    let text = "é𝕏国 x\r\nab";
    let shown =
        problems(&[made("m", &[(find(text, "x"), "l"), (find(text, "b"), "l")])], &one(text), Style::Json);
    let json: Value = serde_json::from_str(&shown).unwrap();
    let label = &json["problems"][0]["labels"][0];
    assert_eq!(label["bytes"], serde_json::json!({"start": 10, "end": 11}));
    assert_eq!(label["start"], serde_json::json!({"line": 1, "column": 5, "utf16": 6}));
    assert_eq!(
        json["problems"][0]["labels"][1]["start"],
        serde_json::json!({"line": 2, "column": 2, "utf16": 2})
    );
}

#[test]
fn problems_are_what_the_published_schema_says() {
    let schema: Value = serde_json::from_str(include_str!("../../docs/problems.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for list in [vec![], vec![typo(), warning()], vec![made("no place", &[])]] {
        let value: Value = serde_json::from_str(&problems(&list, &one(POLICY), Style::Json)).unwrap();
        assert!(validator.is_valid(&value), "{value}");
    }
    assert!(!validator.is_valid(&serde_json::json!({"format": "licit/problems@1"})));
}

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z ]{0,12}",
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\t".to_owned()),
        Just("国名é".to_owned()),
        Just("e\u{301}\u{200d}👨‍👩‍👧".to_owned()),
        Just("שלום\u{202e}".to_owned()),
        Just("\u{1b}[31m".to_owned()),
        Just("long ".repeat(100)),
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn any_labels() -> impl Strategy<Value = Vec<(Span, Option<String>)>> {
    let place = || prop_oneof![0u32..1500, any::<u32>()];
    let label = (place(), place(), prop::option::of("[ -~é国\n]{0,60}"));
    prop::collection::vec(label.prop_map(|(start, end, text)| (Span::new(start, end), text)), 0..5)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_span_over_any_text_is_shown_and_nothing_is_lost(
        first in any_text(), second in any_text(), labels in any_labels(),
        message in any::<String>(), help in prop::option::of(any::<String>()), width in 0usize..300, color: bool,
    ) {
        let mut sources = one(&first);
        sources.add("b.licit", &second);
        let problem = Problem::new(Made { code: "L999", message: message.clone(), help: help.clone(), severity: Severity::Error, labels: labels.clone() });
        let list = [problem];
        let human = problems(&list, &sources, Style::Human { color, width });
        prop_assert!(!human.contains(OVERRIDE));
        prop_assert!(!human.contains("Failed to read"));
        serde_json::from_str::<Value>(&problems(&list, &sources, Style::Json)).unwrap();
        prop_assert_eq!(problems(&list, &sources, Style::Short).lines().count(), 1);
        let plain = problems(&list, &sources, Style::Plain);
        let texts = labels.into_iter().filter_map(|(_, text)| text).chain(help).chain([message]);
        for text in texts {
            prop_assert!(plain.contains(&visible(&text)), "{:?} is not in {}", text, plain);
        }
    }
}
