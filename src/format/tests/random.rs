//! The laws over statements put together at random, with spaces and comments between all words.

use proptest::prelude::*;

use super::laid_out;
use super::laws::SAMPLES;

/// The words and signs of a text, without its comments. A number and its unit are one word.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, after) = rest.split_at(length(first, rest));
        if first != '#' {
            words.push(word.to_owned());
        }
        rest = after.trim_start();
    }
    words
}

fn length(first: char, text: &str) -> usize {
    let run = |holds: fn(char) -> bool| text.find(|c| !holds(c)).unwrap_or(text.len());
    match first {
        '#' => text.find(['\r', '\n']).unwrap_or(text.len()),
        '"' => text.match_indices('"').nth(1).unwrap().0 + 1,
        '0'..='9' => number_length(text),
        _ if first.is_alphabetic() => run(|c| c.is_alphanumeric() || c == '_'),
        _ => ["->", "==", "!=", "<=", ">="]
            .iter()
            .find(|sign| text.starts_with(**sign))
            .map_or(1, |sign| sign.len()),
    }
}

fn number_length(text: &str) -> usize {
    let number = text.find(|c: char| !(c.is_ascii_digit() || "-.".contains(c))).unwrap_or(text.len());
    let units = ["%", " nm", " USD", " kg", " days"];
    let unit = units.iter().find(|unit| text.split_at(number).1.starts_with(**unit));
    number + unit.map_or(0, |unit| unit.len())
}

/// What stands between two words.
fn gap() -> impl Strategy<Value = String> {
    let comment =
        prop_oneof![Just("#"), Just("# why"), Just("#x  "), Just("# \"quoted\""), Just("# if a then")];
    let before = prop_oneof![Just(" "), Just("\n"), Just("\n\n"), Just("\n\n\n  "), Just("\t")];
    prop_oneof![
        6 => Just(" ".to_owned()),
        2 => Just("\n".to_owned()),
        1 => Just("\n\n    ".to_owned()),
        2 => (before, comment).prop_map(|(before, comment)| format!("{before}{comment}\n")),
    ]
}

fn statement() -> impl Strategy<Value = String> {
    let notes = prop_oneof![4 => Just(""), 1 => Just("## note\n"), 1 => Just("## a\n## b\n\n")];
    (prop::sample::select(SAMPLES), prop::collection::vec(gap(), 1..80), notes).prop_map(
        |(sample, gaps, notes)| {
            let gaps = gaps.iter().cycle();
            let spread = words(sample).into_iter().zip(gaps);
            // A point at the end of a line ends a sentence; a path goes on behind one that does not.
            let joined = |(word, gap): (String, &String)| if word == "." { word } else { word + gap };
            let text: String = spread.map(joined).collect();
            format!("{notes}{text}\n")
        },
    )
}

/// Whether a statement begins with a verdict.
fn is_bare(text: &str) -> bool {
    let first = words(text).into_iter().next().unwrap_or_default();
    ["deny", "license", "permit", "refuse", "review"].contains(&first.as_str())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_texts_keep_the_laws(statements in prop::collection::vec(statement(), 0..5)) {
        // After a rule with a name a bare one would be its second verdict, so bare ones come first.
        let (mut bare, named): (Vec<String>, Vec<String>) = statements.into_iter().partition(|text| is_bare(text));
        bare.extend(named);
        laid_out(&bare.concat());
    }
}
