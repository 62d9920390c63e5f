use proptest::prelude::*;
use proptest::sample::select;

use super::{RESERVED, SMALL_WORDS, STATEMENTS, WORDS, rule};
use crate::syntax::pieces::by_grammar;

/// What rules are made of, and what stands near it.
const TOKENS: [&str; 64] = [
    "rule",
    "exception",
    "a",
    "b.c",
    "x",
    "one",
    "of",
    "applies",
    "force",
    "the",
    "deny",
    "if",
    "if",
    "and",
    "and",
    "or",
    "not",
    "in",
    "in",
    "is",
    "none",
    "under",
    "art",
    "group",
    "from",
    "to",
    "unless",
    "always",
    "==",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "=",
    "[",
    "]",
    ",",
    "(",
    ")",
    ".",
    "|",
    "5",
    "0.1",
    "0.1%",
    "%",
    "USD",
    "g",
    "kg",
    "5000",
    "2026-01-01",
    "true",
    "\"t\"",
    "\"1A001\"",
    "\"\\n\"",
    "-",
    "+",
    "/",
    ":",
    "# note\n",
    "until",
    "define",
    "é",
];

const JOINTS: [&str; 7] = [" and", " and", " and", "\nand", " or", " and not", ","];
const LEFT: [&str; 9] = ["a", "b.c", "b.under.if", "in_x", "true_x", "one", "list", "any", "B.c"];
const SIGNS: [&str; 14] =
    [" == ", "==", " >= ", "<", " > ", " != ", " in ", " in [", " = ", " <> ", " under ", " is ", " <\n", ""];
const RIGHT: [&str; 24] = [
    "a",
    "b.c",
    "force",
    "force.x",
    "5",
    "5.5",
    "5.",
    "5%",
    "5 %",
    "5 USD",
    "5 and_x",
    "5x",
    "5,000",
    "0",
    "2026-01-01",
    "\"t\"",
    "\"#\"",
    "[\"a\", b]",
    "x, 5]",
    "1, 2]",
    "\"x\"]",
    "CN]",
    "[]",
    "",
];
const BEHIND: [&str; 18] = [
    "",
    "\n",
    " # note",
    "\nrule b deny if c",
    "\nlist x: text",
    " rule applies if x",
    "\nrule applies",
    "\nlicense if c",
    "\nunder law",
    " under law art \"1\"",
    "\nuse \"x\"",
    "\nfact from",
    "\nrecord\tx",
    "\nenum sector = a",
    " unless c",
    ".",
    " é",
    "\n# note\n\nduty d",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_row_of_tokens_is_read_as_the_grammar_reads_it(
        begins in select(vec!["rule a deny if", "rule a under law art \"1\" deny if x == 5 and", "rule a"]),
        tokens in prop::collection::vec((select(&TOKENS[..]), select(vec![" ", " ", " ", "\n", ""])), 0..12),
    ) {
        let row: String = tokens.into_iter().flat_map(|(token, blank)| [blank, token]).collect();
        read(&format!("{begins} {row}"));
    }

    #[test]
    fn rules_that_are_almost_plain_are_read_as_the_grammar_reads_them(
        clauses in select(vec!["", "under law", "under law art \"1\" annex \"2\"", "group g", "\"Title\" under art"]),
        tests in prop::collection::vec((select(&JOINTS[..]), select(&LEFT[..]), select(&SIGNS[..]), select(&RIGHT[..])), 1..4),
        behind in select(&BEHIND[..]),
    ) {
        let row: String = tests
            .into_iter()
            .enumerate()
            .map(|(at, (joint, left, sign, right))| format!("{} {left}{sign}{right}", if at == 0 { "" } else { joint }))
            .collect();
        read(&format!("rule a {clauses} deny if{row}{behind}"));
    }
}

/// Whether a text begins with a plain rule, which then is what the grammar reads too.
fn read(text: &str) -> bool {
    let plain = rule(text, 0, 0);
    if let Some((rule, _)) = &plain {
        assert_eq!(format!("{rule:?}"), by_grammar((text, 0), 0), "{text}");
    }
    plain.is_some()
}

#[test]
fn plain_rules_are_read_without_the_grammar() {
    let plain = [
        "rule a deny if b",
        "rule a \"Title\" under law art \"1(1)\" para \"2\" group g license if b.c == \"1A001\" and d in [CN, HK]",
        "  # note\nrule a # here\n deny # there\n if b.c>=41999.27 and d<5 and e != true_friend\n\n",
        "rule a deny if share >= 0.1%\nrule b deny if c in listed # end",
        "rule a deny if x <= 5 and y > 3\nexception b to a permit if c",
        "rule a deny if n in [1, 2.5, 3]",
        "rule a deny if x.under == y.rule\nduty b if c",
    ];
    for text in plain {
        assert!(read(text), "{text}");
    }
}

#[test]
fn what_may_be_anything_else_is_left_to_the_grammar() {
    let others = [
        "rule a deny if b or c",
        "rule a deny if not b",
        "rule a deny if b unless c",
        "rule a deny always",
        "rule a deny if b is none",
        "rule a deny if b == c under law",
        "rule a deny if b under \"1A\"",
        "rule a deny if b in force",
        "rule a deny if b == 5 USD",
        "rule a deny if b == 0,1 %",
        "rule a deny if b == 5,000",
        "rule a deny if b == 5.000.000",
        "rule a deny if b == 2026-03-01",
        "rule a deny if b == 1 and/or c",
        "rule a deny if b == true",
        "rule a deny if one of b",
        "rule a deny if b(c)",
        "rule a deny if b applies",
        "rule a deny if b\nlicense if c",
        "rule a deny if b == \"x\\\"y\"",
        "rule a deny if b == \"x\n\"",
        "rule a deny if b = c",
        "rule a deny if b <> c",
        "rule a deny if b == c + d",
        "rule a deny if b . c == d",
        "rule a under the law deny if b",
        "rule a from 2026-01-01 deny if b",
        "rule a deny: if b",
        "rule a deny if b and rule == c",
        "rule a deny if b rule",
        "rule a deny if b rule applies if c",
        "rule if deny if b",
        "rules a deny if b",
        "rule a deny if bé",
    ];
    for text in others {
        assert!(!read(text), "{text}");
    }
}

#[test]
fn every_word_of_the_language_is_read_in_every_place_as_the_grammar_reads_it() {
    for word in [WORDS.as_slice(), &SMALL_WORDS, &RESERVED, &STATEMENTS].concat() {
        let rules = [
            format!("rule {word} deny if a"),
            format!("rule a under {word} deny if b"),
            format!("rule a {word} deny if b"),
            format!("rule a {word} if b"),
            format!("rule a deny {word} b"),
            format!("rule a deny if {word}"),
            format!("rule a deny if {word}.b == c"),
            format!("rule a deny if b == {word}"),
            format!("rule a deny if b.{word} in c"),
            format!("rule a deny if b in {word}"),
            format!("rule a deny if b == 5 {word} c"),
            format!("rule a deny if b {word} c"),
            format!("rule a deny if b and {word} c"),
            format!("rule a deny if b\n{word} c d"),
            format!("rule a deny if b\nrule {word} c"),
        ];
        for text in rules {
            read(&text);
        }
    }
}
