//! The tables of three-valued logic, by enumeration, and what none does.

use licit::eval::decision::Truth::{self, No, Unknown, Yes};

use super::truth;

const TRUTHS: [(Truth, &str); 3] = [(Yes, "true"), (No, "false"), (Unknown, "null")];
const FACTS: &str = "fact a: boolean\nfact b: boolean\nfact n: number\nfact m: number";

fn negated(truth: Truth) -> Truth {
    match truth {
        Yes => No,
        No => Yes,
        Unknown => Unknown,
    }
}

fn both(one: Truth, two: Truth) -> Truth {
    match (one, two) {
        (No, _) | (_, No) => No,
        (Yes, Yes) => Yes,
        (Unknown, Yes | Unknown) | (Yes, Unknown) => Unknown,
    }
}

fn either(one: Truth, two: Truth) -> Truth {
    negated(both(negated(one), negated(two)))
}

/// `if a then b else c` and the like over booleans, for every combination.
fn over_two(condition: &str, wanted: impl Fn(Truth, Truth) -> Truth) {
    for (a, written_a) in TRUTHS {
        for (b, written_b) in TRUTHS {
            let facts = format!("{{a: {written_a}, b: {written_b}}}");
            assert_eq!(truth(FACTS, condition, &facts), wanted(a, b), "{condition} with {facts}");
        }
    }
}

#[test]
fn connectives_follow_the_tables() {
    over_two("a and b", both);
    over_two("a or b", either);
    over_two("not a", |a, _| negated(a));
    over_two("a unless b", |a, b| both(a, negated(b)));
    over_two("if a then b else b", |_, b| b);
    over_two("if a then b else false", both);
    over_two("if a then true else b", either);
    over_two("a == b", |a, b| either(both(a, b), both(negated(a), negated(b))));
    over_two("a != b", |a, b| negated(either(both(a, b), both(negated(a), negated(b)))));
    over_two("any(x in [a, b] where x)", either);
    over_two("all(x in [a, b] : x)", both);
}

#[test]
fn what_holds_in_every_case_is_certain() {
    for condition in ["a or not a", "not (a and not a)", "(a and b) or (a and not b) or not a"] {
        assert_eq!(truth(FACTS, condition, "{}"), Yes, "{condition}");
    }
}

#[test]
fn comparisons_with_an_unknown_are_unknown_and_with_none_false() {
    for comparison in ["==", "!=", "<", "<=", ">", ">="] {
        let known = format!("n {comparison} m");
        assert_eq!(truth(FACTS, &known, "{n: 5}"), Unknown, "{known}");
        let declared = "fact n: number optional\nfact m: number";
        assert_eq!(truth(declared, &known, "{m: 5}"), No, "{known} with none");
        assert_eq!(truth(declared, &known, "{}"), No, "{known} with none beside unknown");
        assert_eq!(truth(declared, &format!("not ({known})"), "{m: 5}"), Yes, "{known}");
    }
    let declared = "fact n: number optional";
    for condition in
        ["n in [1, 2]", "n not in [1, 2]", "n between 1 and 2", "n + 1 == 1", "n * 0 == 0", "-n == 0"]
    {
        assert_eq!(truth(declared, condition, "{}"), No, "{condition}");
        assert_eq!(truth(declared, condition, "{n: null}"), Unknown, "{condition}");
    }
    assert_eq!(truth(declared, "n is none", "{}"), Yes);
    assert_eq!(truth(declared, "n is none", "{n: null}"), Unknown);
    assert_eq!(truth(declared, "n is not none", "{n: 3}"), Yes);
}

#[test]
fn cannot_be_determined_is_neither_missing_nor_known() {
    let asked = |facts: &str| truth("fact n: number", "n cannot be determined", facts);
    assert_eq!(
        [asked("{n: 1}"), asked("{n: null}"), asked("{n: {cannot_determine: lost}}")],
        [No, Unknown, Yes]
    );
}

#[test]
fn a_division_by_zero_is_unknown_and_nothing_else() {
    assert_eq!(truth(FACTS, "n / m >= 1", "{n: 1, m: 0}"), Unknown);
    assert_eq!(truth(FACTS, "n / m >= 1 and false", "{n: 1, m: 0}"), No);
}
