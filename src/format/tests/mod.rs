//! Every construct once, and the laws over samples and over random texts.

mod constructs;
mod laws;
mod random;

use crate::syntax::parse;
use crate::syntax::tree::Tree;

use super::{FormatError, format, same_meaning};

/// Formats, and checks the laws on the way.
fn laid_out(text: &str) -> String {
    let once = format(text).unwrap_or_else(|error| panic!("{error:?}\n{text}"));
    assert_eq!(format(&once).unwrap(), once, "formatting twice changes it:\n{text}");
    assert!(same_meaning(&tree(text), &tree(&once)), "{text}\n{once}");
    assert_eq!(comments(&once), comments(text), "{text}\n{once}");
    for line in once.lines() {
        assert_eq!(line, line.trim_end(), "spaces at the end of a line:\n{once}");
    }
    assert!(!once.contains("\n\n\n") && !once.starts_with('\n') && !once.ends_with("\n\n"));
    assert!(once.is_empty() || once.ends_with('\n'));
    once
}

fn tree(text: &str) -> Tree {
    let (tree, problems) = parse(text, 0);
    assert!(!problems.has_errors(), "{problems:?}\n{text}");
    tree
}

/// The comments of a text, found without the parser.
fn comments(text: &str) -> Vec<String> {
    let comment = |line: &str| {
        let mut quoted = false;
        let mut escaped = false;
        let start = line.find(|character| {
            quoted ^= character == '"' && !escaped;
            escaped = character == '\\' && !escaped;
            character == '#' && !quoted
        })?;
        Some(line.split_at(start).1.trim_end().to_owned())
    };
    text.lines().filter_map(comment).collect()
}

#[test]
fn a_text_with_a_syntax_error_is_refused_with_its_problems() {
    let error = format("rule content \"title\" license if a and").unwrap_err();
    let FormatError::Unreadable { problems } = error else { panic!("{error:?}") };
    assert!(problems.has_errors());
}

#[test]
fn a_changed_meaning_is_refused_at_the_first_statement_that_differs() {
    let before = tree("use \"a\"\nrule a license if x == 1\n");
    let after = tree("use \"a\"\nrule a license if x == 2\n");
    let error = super::meaning::compare(&before, &after).unwrap_err();
    let FormatError::MeaningChanged { statement } = error else { panic!("{error:?}") };
    assert_eq!(statement.start, 8);
}

#[test]
fn a_lost_comment_is_refused() {
    let before = tree("# one\nuse \"a\" # two\n");
    let after = tree("# one\nuse \"a\"\n");
    let error = super::meaning::compare(&before, &after).unwrap_err();
    let FormatError::CommentLost { comment } = error else { panic!("{error:?}") };
    assert_eq!(comment.start, 14);
}

#[test]
fn meaning_is_the_same_wherever_it_stands() {
    let same = |one, other| same_meaning(&tree(one), &tree(other));
    assert!(same("deny if a and b", "deny\n if ((a)) and b # c"));
    assert!(same("deny if a is b", "deny if a == b"));
    assert!(!same("deny if a and b", "deny if b and a"));
    assert!(!same("deny if (a and b) and c", "deny if a and (b and c)"));
    assert!(!same("deny if a == \"x, span: Span { y } \\\" \"", "deny if a == \"x\""));
    assert!(!same("use \"a\"", "use \"a\" use \"b\""));
    assert!(!same("## note\nuse \"a\"", "use \"a\""));
}
