//! The engine against the second opinion, over random policies and facts.
//!
//! 256 cases by default, always the same ones. `LICIT_CASES=100000 cargo test --test it differential`
//! tries so many others; `LICIT_SEED=7` picks which. With `LICIT_CASES` set it also counts verdicts.
//!
//! Of 6,000 cases (seed 5) 62 in 100 had a certain verdict (permit 28, deny 16, refuse 6, license 6, review 6), 38 a
//! range (permit to deny 15). Each case is one policy with six sets of facts; 12,000 cases gave no disagreement.

use std::collections::BTreeMap;
use std::sync::Mutex;

use licit::eval::Question;
use licit::eval::decision::{Due, Standing, Truth};
use licit::{Facts, Format, Outcome, Policy};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::generate::{Asked, Case, policy_and_facts};
use crate::naive;

/// How often each sort of verdict came.
static COUNTED: Mutex<BTreeMap<String, usize>> = Mutex::new(BTreeMap::new());

#[test]
fn the_engine_agrees_with_the_second_opinion() {
    let cases = std::env::var("LICIT_CASES").ok().map(|cases| cases.parse().unwrap());
    let config = Config { cases: cases.unwrap_or(256), failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed()));
    if let Err(failure) = runner.run(&policy_and_facts(), |case| agree(&case)) {
        panic!("{failure}");
    }
    if cases.is_some() {
        println!("{:#?}", COUNTED.lock().unwrap());
    }
}

fn seed() -> [u8; 32] {
    let number: u64 = std::env::var("LICIT_SEED").map_or(0, |seed| seed.parse().unwrap());
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&number.to_le_bytes());
    seed
}

fn agree(case: &Case) -> Result<(), TestCaseError> {
    let loaded = Policy::from_text(&case.policy);
    let policy = loaded.map_err(|report| shown(case, &format!("the policy is refused:\n{report}")))?;
    let asked = Decided::new(&policy, &case.facts, case)?;
    asked.within_the_second_opinion(&policy, case)?;
    let learnt = Decided::new(&policy, &case.learnt, case)?;
    learnt.within_the_second_opinion(&policy, case)?;
    learnt.contradicts_nothing_in(&asked, "with some facts learnt", case)?;
    for complete in &case.complete {
        let complete = Decided::new(&policy, complete, case)?;
        complete.within_the_second_opinion(&policy, case)?;
        complete.contradicts_nothing_in(&asked, "with all facts", case)?;
    }
    count(&policy, &asked.outcome);
    Ok(())
}

/// Facts and what the engine makes of them.
struct Decided<'c> {
    asked: &'c Asked,
    facts: Facts,
    question: Question,
    outcome: Outcome,
}

impl<'c> Decided<'c> {
    fn new(policy: &Policy, asked: &'c Asked, case: &Case) -> Result<Decided<'c>, TestCaseError> {
        let facts = policy.facts("case.json", &asked.facts.to_string(), Format::Json);
        let facts = facts
            .map_err(|report| shown(case, &format!("the facts {} are refused:\n{report}", asked.facts)))?;
        let question = Question::new(asked.as_of, None);
        let outcome = policy.outcome(&facts, &question);
        let screen = policy.screen(&question);
        let mut buffer = licit::Buffer::default();
        let screened = screen.facts(&facts, &mut buffer);
        let by_slots = crate::screen::same(&screen, &question, &facts, &screened).map_err(|difference| {
            shown(case, &format!("{difference}\nfacts {}\non {:?}", asked.facts, asked.as_of))
        })?;
        let way = if by_slots { "decided by slots" } else { "decided by the evaluator" };
        *COUNTED.lock().unwrap().entry(way.to_owned()).or_default() += 1;
        Ok(Decided { asked, facts, question, outcome })
    }

    /// The second opinion's verdict is the engine's; where it has a range only, the engine's lies in it.
    fn within_the_second_opinion(&self, policy: &Policy, case: &Case) -> Result<(), TestCaseError> {
        let typed = policy.program().policy();
        let question = naive::Question {
            as_of: self.asked.as_of,
            known_on: None,
            readings: typed.readings.iter().map(|reading| reading.default).collect(),
        };
        let (low, high) = naive::range(typed, &self.facts.root, &question);
        let found = (self.outcome.at_least, self.outcome.at_most);
        self.check(low <= found.0 && found.0 <= found.1 && found.1 <= high, case, &|| {
            format!("the engine says {found:?}, the second opinion {:?}", (low, high))
        })?;
        if let Some(second) = naive::verdict(typed, &self.facts.root, &question) {
            self.same(policy, &second, case)?;
        }
        self.reported(policy, case)
    }

    fn same(&self, policy: &Policy, second: &naive::Outcome, case: &Case) -> Result<(), TestCaseError> {
        let typed = policy.program().policy();
        let levels = (self.outcome.at_least, self.outcome.at_most);
        self.check(levels == (second.level, second.level), case, &|| {
            format!("{levels:?}, second opinion {second:?}")
        })?;
        for (rule, holds) in typed.rules.iter().zip(&self.outcome.rules) {
            let wanted = if second.holds.contains(&rule.name) { Truth::Yes } else { Truth::No };
            self.check(*holds == wanted, case, &|| {
                format!("rule {} {holds:?}, second opinion {second:?}", rule.name)
            })?;
        }
        for (duty, owed) in typed.duties.iter().zip(&self.outcome.duties) {
            let agrees = match (second.owed.contains(&duty.name), second.perhaps_owed.contains(&duty.name)) {
                (true, _) => *owed == Truth::Yes,
                (false, true) => true,
                (false, false) => *owed == Truth::No,
            };
            self.check(agrees, case, &|| format!("duty {} {owed:?}, second opinion {second:?}", duty.name))?;
        }
        let decided = policy.decide(&self.facts, &self.question).duties;
        for duty in decided.into_iter().filter(|duty| second.owed.contains(&duty.name)) {
            let wanted = second.due.get(&duty.name);
            let agrees = match (&duty.due, wanted) {
                (Due::By(day), Some(wanted)) => Some(*day) == *wanted,
                (Due::Unknown(_), Some(wanted)) => wanted.is_none(),
                (Due::Unlimited, None) => true,
                (Due::By(_) | Due::Unknown(_), None) => false,
                (Due::Unlimited, Some(_)) => false,
            };
            self.check(agrees, case, &|| format!("due {:?}, second opinion {wanted:?}", duty.due))?;
        }
        Ok(())
    }

    /// The decision says what the outcome says.
    fn reported(&self, policy: &Policy, case: &Case) -> Result<(), TestCaseError> {
        let decision = policy.decide(&self.facts, &self.question);
        let said = (decision.verdict.at_least.level, decision.verdict.at_most.level);
        let found = (self.outcome.at_least, self.outcome.at_most);
        self.check(said == found, case, &|| format!("the decision says {said:?}, the outcome {found:?}"))?;
        let rules = &policy.program().policy().rules;
        for finding in &decision.rules {
            let rule = rules.iter().position(|rule| rule.name == finding.name).unwrap();
            let agrees = match (&finding.standing, self.outcome.rules[rule]) {
                (Standing::Holds, truth) => truth == Truth::Yes,
                (Standing::MayHold, truth) => truth == Truth::Unknown,
                (_, truth) => truth == Truth::No,
            };
            self.check(agrees, case, &|| format!("{} is {:?}", finding.name, finding.standing))?;
        }
        self.check(decision.rules.len() == rules.len(), case, &|| "a rule is not reported".to_owned())
    }

    /// What was certain with less known is so with more known. Where there are two currencies, it may also
    /// become open: an amount turns out to be in the one for which no rate is given. So may a rule on which the
    /// verdict does not depend any more. Yes never becomes no.
    fn contradicts_nothing_in(&self, less: &Decided, how: &str, case: &Case) -> Result<(), TestCaseError> {
        let may_open = case.policy.contains("exchange_rate");
        let (more, before) = (&self.outcome, &less.outcome);
        let inside = before.at_least <= more.at_least && more.at_most <= before.at_most;
        let touches = before.at_least <= more.at_most && more.at_least <= before.at_most;
        self.check(inside || (may_open && touches), case, &|| {
            format!(
                "{how} the range grew: {:?} to {:?}",
                (before.at_least, before.at_most),
                (more.at_least, more.at_most)
            )
        })?;
        let kept = |before: &[Truth], after: &[Truth], may_open: bool| {
            let fits = |(before, after): (&Truth, &Truth)| {
                *before == Truth::Unknown || before == after || (may_open && *after == Truth::Unknown)
            };
            before.iter().zip(after).all(fits)
        };
        // Once nothing is open that counts, nobody tries which of the other rules hold.
        let settled = more.at_least == more.at_most;
        self.check(kept(&before.rules, &more.rules, may_open || settled), case, &|| {
            format!("{how} rules turned: {:?} to {:?}", before.rules, more.rules)
        })?;
        self.check(kept(&before.duties, &more.duties, may_open), case, &|| {
            format!("{how} duties turned: {:?} to {:?}", before.duties, more.duties)
        })
    }

    fn check(&self, good: bool, case: &Case, what: &dyn Fn() -> String) -> Result<(), TestCaseError> {
        if good {
            return Ok(());
        }
        let day = self.asked.as_of.map_or_else(|| "no day".to_owned(), |day| day.to_string());
        Err(shown(case, &format!("{}\nfacts {}\non {day}", what(), self.asked.facts)))
    }
}

fn shown(case: &Case, what: &str) -> TestCaseError {
    TestCaseError::fail(format!("{what}\nfirst facts {}\n{}", case.facts.facts, case.policy))
}

fn count(policy: &Policy, outcome: &Outcome) {
    let name = |level: usize| policy.program().policy().scale[level].name.clone();
    let verdict = match (outcome.at_least, outcome.at_most) {
        (low, high) if low == high => name(low),
        (low, high) => format!("{} to {}", name(low), name(high)),
    };
    *COUNTED.lock().unwrap().entry(verdict).or_default() += 1;
}
