//! Licit, as its users have it: the policy folder, read through the library; checked, with spans, exact numbers,
//! unknown facts and dates, and nothing hand-made for the comparison.

use super::{Engine, Growing};
use crate::answer::{Answer, rule};
use crate::facts::{CONTROLLED, PARTIES, Row, money};
use licit::{Buffer, Memory, Policy, Question, Ready, Screen};
use std::fmt::Write as _;

const POLICY: &str = include_str!("../../peers/policy/policy.licit");
const VOCABULARY: &str = include_str!("../../peers/policy/vocabulary.licit");
const RULES: &str = include_str!("../../peers/policy/rules.licit");

/// The files of the policy.
pub fn files() -> Memory {
    Memory::new()
        .with("peers/policy.licit", POLICY)
        .with("peers/vocabulary.licit", VOCABULARY)
        .with("peers/rules.licit", RULES)
        .with("peers/lists/controlled.csv", CONTROLLED)
        .with("peers/lists/parties.csv", PARTIES)
}

pub fn policy() -> Policy {
    Policy::load(&files(), "peers").unwrap_or_else(|report| panic!("{report}"))
}

pub struct Licit {
    screen: Screen,
    buffer: Buffer,
}

impl Engine for Licit {
    type Fact<'t> = Ready;

    fn ready() -> Licit {
        Licit { screen: policy().screen(&Question::default()), buffer: Buffer::default() }
    }

    fn read(&self, text: &str) -> Ready {
        self.screen.ready("fact", text).unwrap_or_else(|report| panic!("{report}"))
    }

    fn decide(&mut self, fact: &Ready) -> Answer {
        answer(&self.screen.decide(fact, &mut self.buffer))
    }

    fn decide_text(&mut self, text: &str) -> Answer {
        let found = self.screen.json("fact", text, &mut self.buffer);
        answer(&found.unwrap_or_else(|report| panic!("{report}")))
    }
}

fn answer(found: &licit::Screened) -> Answer {
    let fired = found.holding().chain(found.set_aside()).fold(0, |fired, name| fired | rule(name));
    Answer::new(found.verdict().expect("all facts are known"), fired)
}

/// Rules `r0`, `r1`, ….
pub struct Rows(Licit);

impl Rows {
    /// The same vocabulary with these rules.
    pub fn files(rules: &str) -> Memory {
        Memory::new()
            .with("peers/policy.licit", POLICY)
            .with("peers/vocabulary.licit", VOCABULARY)
            .with("peers/rules.licit", rules)
    }
}

impl Growing for Rows {
    type Fact<'t> = Ready;

    fn text(rows: &[Row]) -> String {
        let mut text = String::new();
        for (number, Row { code, destination, cents }) in rows.iter().enumerate() {
            let value = money(*cents);
            writeln!(
                text,
                "rule r{number} licence_required \
                 if item.code == \"{code}\" and destination == {destination} and item.value >= {value}"
            )
            .expect("a text takes everything");
        }
        text
    }

    fn ready(text: &str) -> Rows {
        let policy = Policy::load(&Rows::files(text), "peers").unwrap_or_else(|report| panic!("{report}"));
        Rows(Licit { screen: policy.screen(&Question::default()), buffer: Buffer::default() })
    }

    fn read(&self, text: &str) -> Ready {
        self.0.read(text)
    }

    fn decide(&mut self, fact: &Ready, fired: &mut Vec<u32>) {
        let found = self.0.screen.decide(fact, &mut self.0.buffer);
        fired.extend(found.holding().map(|name| name[1..].parse::<u32>().expect("a number behind the `r`")));
    }
}
