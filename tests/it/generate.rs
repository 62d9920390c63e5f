//! Random policies with facts that fit them, as text, so that everything from the parser on takes part.
//!
//! Valid by construction: types agree, brackets stand wherever operators mix, every name is declared,
//! and nothing depends on itself. All choices are read from a tape of numbers, where 0 is the simplest
//! choice, so that a shorter tape is a simpler case and failures shrink well.

mod condition;
mod statement;
pub mod vocabulary;

use licit::value::Date;
use proptest::prelude::*;

/// A policy, facts with holes, and a day.
#[derive(Clone, Debug)]
pub struct Case {
    /// The text of one file.
    pub policy: String,
    /// Facts with holes: `null`, an absent key, `cannot_determine`.
    pub facts: Asked,
    /// The same with some holes filled.
    pub learnt: Asked,
    /// The same with every hole filled, other than what cannot be determined.
    pub complete: Vec<Asked>,
}

/// Facts and the day that picks the law; without a day the `governed by` fact does where there is one,
/// else it is unknown.
#[derive(Clone, Debug)]
pub struct Asked {
    pub facts: serde_json::Value,
    pub as_of: Option<Date>,
}

/// Policies of 1 to 7 rules over 3 to 7 facts.
pub fn policy_and_facts() -> impl Strategy<Value = Case> {
    let tape = || proptest::collection::vec(any::<u16>(), 40..500).prop_map(Tape::new);
    (tape(), tape()).prop_map(|(mut policy, mut filling)| case(&mut policy, &mut filling))
}

fn case(tape: &mut Tape, filling: &mut Tape) -> Case {
    let vocabulary = vocabulary::Vocabulary::choose(tape);
    let facts = Asked {
        facts: vocabulary.facts(tape),
        as_of: (!tape.one_in(6)).then(|| tape.pick(&DAYS).parse().unwrap()),
    };
    let policy = statement::policy(tape, &vocabulary);
    let learnt = learn(filling, &vocabulary, &facts, 2);
    let complete = (0..4).map(|_| learn(filling, &vocabulary, &facts, 1)).collect();
    Case { policy, facts, learnt, complete }
}

/// Fills one in so many holes.
fn learn(tape: &mut Tape, vocabulary: &vocabulary::Vocabulary, asked: &Asked, one_in: usize) -> Asked {
    let facts = vocabulary.filled(tape, &asked.facts, one_in);
    let mut day = || tape.one_in(one_in).then(|| tape.pick(&DAYS).parse().unwrap());
    Asked { facts, as_of: asked.as_of.or_else(|| if vocabulary.governed { None } else { day() }) }
}

/// The days around which laws and facts lie.
pub const DAYS: [&str; 6] =
    ["2026-01-01", "2025-06-30", "2025-12-31", "2026-03-31", "2026-07-01", "2027-01-01"];

/// Choices yet to be made; at its end every choice is the first.
#[derive(Clone, Debug)]
pub struct Tape {
    numbers: std::vec::IntoIter<u16>,
}

impl Tape {
    fn new(numbers: Vec<u16>) -> Tape {
        Tape { numbers: numbers.into_iter() }
    }

    /// A number below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        self.numbers.next().map_or(0, |number| usize::from(number) % count)
    }

    /// True once in `count` times; false at the end of the tape.
    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == count - 1
    }

    /// One of them.
    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// The grammar alone, until a policy is checked as a whole.
mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/licit.pest"]
    pub struct Grammar;
}

/// Every line that begins at the margin is a statement of its own, and nothing is read as a mistake.
fn check_grammar(policy: &str) -> Result<(), TestCaseError> {
    use grammar::{Grammar, Rule};
    use pest::Parser;
    let file = Grammar::parse(Rule::file, policy).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let rules: Vec<Rule> = file.flatten().map(|pair| pair.as_rule()).collect();
    let mistake = rules.iter().find(|rule| **rule == Rule::broken || format!("{rule:?}").starts_with("bad_"));
    prop_assert!(mistake.is_none(), "{:?} in\n{}", mistake, policy);
    let written =
        policy.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase())).count();
    prop_assert_eq!(rules.iter().filter(|rule| **rule == Rule::statement).count(), written, "{}", policy);
    Ok(())
}

proptest! {
    #[test]
    fn generated_policies_follow_the_grammar(case in policy_and_facts()) {
        prop_assert!(case.facts.facts.is_object());
        prop_assert!(case.policy.contains("rule r0"));
        check_grammar(&case.policy)?;
    }
}

#[test]
fn an_empty_tape_gives_the_simplest_case() {
    let simplest = case(&mut Tape::new(Vec::new()), &mut Tape::new(Vec::new()));
    assert!(simplest.facts.as_of.is_some());
    assert!(simplest.policy.lines().count() < 50, "{}", simplest.policy);
}
