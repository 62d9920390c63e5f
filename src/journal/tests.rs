//! Lines are found again as they were written, and not where they were not.

use crate::policy::Policy;
use crate::{Format, Question};

use super::*;

const POLICY: &str = "\
record goods
    value: money
    share: percent
    node: length
    count: number
    code: text
fact item: goods
fact day: date optional
fact secret: boolean
deny if item.share >= 0.1% and item.count > 2
license if secret
";

const FACTS: &str = "\
item: {value: 1000.50 EUR, share: 0.25%, node: 0.014 µm, count: 3.10, code: '010121 \"x\"'}
day: null
secret: {cannot_determine: 'asked twice, 2026-01-01'}
";

fn made(facts: &str) -> Entry {
    let policy = Policy::from_text(POLICY).expect("a policy");
    let facts = policy.facts("case.yaml", facts, Format::Yaml).expect("facts");
    let decision = policy.decide(&facts, &Question::default());
    entry(
        "case.yaml",
        "policy.licit",
        (&decision, None),
        &facts,
        policy.schema(),
        "2026-01-01T00:00:00Z".to_owned(),
    )
    .expect("an entry")
}

#[test]
fn facts_are_written_so_that_they_read_the_same() {
    let entry = made(FACTS);
    assert_eq!(
        entry.facts,
        "{\"item\":{\"value\":\"1000.5 EUR\",\"share\":\"0.25%\",\"node\":\"0.014 µm\",\"count\":3.1,\
         \"code\":\"010121 \\\"x\\\"\"},\"day\":null,\"secret\":{\"cannot_determine\":\"asked twice, 2026-01-01\"}}"
    );
}

#[test]
fn a_line_says_what_was_recorded() {
    let entry = made(FACTS);
    let chained = chain(&[entry.clone(), entry.clone()], &Tail::default());
    let found: Vec<Line> = chained.text.lines().map(|line| read(line).expect("a line")).collect();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].outcome, entry.outcome);
    assert_eq!(found[0].previous, None);
    assert_eq!(found[1].previous, Some(found[0].digest.clone()));
    assert_eq!(found[0].facts_digest, entry.facts_digest);
}

#[test]
fn every_change_of_a_line_shows() {
    let text = chain(&[made(FACTS)], &Tail::default()).text;
    let line = text.trim_end();
    for at in 0..line.len() {
        let mut bytes = line.as_bytes().to_vec();
        bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
        let Ok(changed) = String::from_utf8(bytes) else { continue };
        assert!(matches!(read(&changed), Err(Broken::Edited | Broken::Torn | Broken::Foreign)), "byte {at}");
    }
}

#[test]
fn a_record_cut_at_any_byte_goes_on_in_a_new_line() {
    let entry = made(FACTS);
    let whole = chain(&[entry.clone(), entry.clone()], &Tail::default()).text;
    let first = whole.find('\n').expect("two lines") + 1;
    for cut in 0..=whole.len() {
        let kept = &whole.as_bytes()[..cut];
        let before = tail(kept);
        let appended = chain(std::slice::from_ref(&entry), &before).text;
        let all = [kept, appended.as_bytes()].concat();
        let text = String::from_utf8_lossy(&all).into_owned();
        let read: Vec<Result<Line, Broken>> = text.lines().map(read).collect();
        let good: Vec<&Line> = read.iter().flatten().collect();
        // The new line is there, and hangs on the last whole one.
        let wanted = if cut + 1 < first {
            1
        } else if cut + 1 < whole.len() {
            2
        } else {
            3
        };
        assert_eq!(good.len(), wanted, "cut at {cut}");
        let last = good.last().expect("the new line");
        assert_eq!(last.previous, good.iter().rev().nth(1).map(|line| line.digest.clone()), "cut at {cut}");
        // What is left of a torn line is told.
        let whole_lines = [0, first - 1, first, whole.len() - 1, whole.len()].contains(&cut);
        assert_eq!(read.iter().any(|line| matches!(line, Err(Broken::Torn))), !whole_lines, "cut at {cut}");
        assert_eq!(before.torn, !whole_lines, "cut at {cut}");
    }
}
