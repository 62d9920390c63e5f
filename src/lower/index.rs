//! Finding rules by the values that they ask for: a rule that asks a slot for one of some values is looked at
//! only in cases with one of them. So rules that have nothing to do with a case cost it nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::screen::{Candidate, Group, Node, NodeId, Read, ReadId, SetId, Test};

use super::Lowerer;
use super::build::Mark;

/// Rules of one slot from which on they are looked up; fewer are looked at one by one.
const WORTH_IT: usize = 8;

/// Values of one rule beyond which it is not looked up by them.
const MOST_VALUES: usize = 4096;

/// Numbers from which on values are not looked up: texts, countries and enums have small ones.
const SMALL: i64 = 1 << 17;

/// What a text asks for: slots of the facts, each with the values without which it is false.
type Asked = Vec<(ReadId, Vec<i64>)>;

impl Lowerer<'_> {
    /// Divides the texts of rules into those that are looked up and those that are always looked at.
    pub(super) fn group(&mut self) {
        // What a text asks for is worked out twice rather than kept: there may be very many of them.
        let asked = |lowerer: &Self, text: usize| {
            lowerer.form.texts.get(text).map(|text| lowerer.asked(text.own)).unwrap_or_default()
        };
        let mut values: BTreeMap<ReadId, BTreeSet<i64>> = BTreeMap::new();
        for text in 0..self.form.texts.len() {
            for (read, wanted) in asked(self, text) {
                values.entry(read).or_default().extend(wanted);
            }
        }
        let mut chosen: BTreeMap<ReadId, Vec<(i64, Candidate)>> = BTreeMap::new();
        let mut always = Vec::new();
        for (index, text) in (0..self.form.texts.len()).zip(0_u32..) {
            let asked = asked(self, index);
            // The slot with the most values tells rules apart best.
            let best =
                asked.iter().max_by_key(|(read, _)| (values.get(read).map_or(0, BTreeSet::len), *read));
            match best {
                Some((read, wanted)) => {
                    let candidate = self.candidate(text, &asked, *read);
                    chosen.entry(*read).or_default().extend(wanted.iter().map(|value| (*value, candidate)));
                }
                None => always.push(text),
            }
        }
        for (read, pairs) in chosen {
            let mut texts: Vec<u32> = pairs.iter().map(|(_, candidate)| candidate.text).collect();
            texts.dedup();
            if texts.len() < WORTH_IT {
                always.extend(texts);
            } else {
                self.form.groups.push(grouped(read, pairs));
            }
        }
        always.sort_unstable();
        self.form.always = always;
    }

    /// A condition that asks for slots of the facts and nothing else becomes tests of the facts; of another one the tests
    /// come first. What it was made of since the mark is let go.
    pub(super) fn tested(&mut self, own: NodeId, mark: &Mark) -> NodeId {
        let Node::All(start, end) = self.at(own) else { return own };
        let parts = self.form.pool.get(start as usize..end as usize).unwrap_or_default().to_vec();
        let (mut simple, mut others) = (Vec::new(), Vec::new());
        for part in parts {
            match self.test(part, 0) {
                Some(test) => simple.push(test),
                None => others.push(part),
            }
        }
        if simple.len() < 2 {
            return own;
        }
        self.release(mark, &others);
        let (start, end) = self.add_tests(simple);
        others.insert(0, self.add_node(Node::Passes(start, end)));
        self.all(&others)
    }

    /// The slots of the facts that a condition asks for certain values, without which it is false.
    fn asked(&self, own: NodeId) -> Asked {
        let parts = match self.at(own) {
            Node::All(start, end) => self.form.pool.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[own],
        };
        parts.iter().flat_map(|part| self.wanted(*part)).collect()
    }

    fn wanted(&self, part: NodeId) -> Vec<(ReadId, Vec<i64>)> {
        let values = |read: ReadId, values: Vec<i64>| {
            let small = values.iter().all(|value| (0..SMALL).contains(value)) && values.len() <= MOST_VALUES;
            let place = self.form.reads.get(read as usize)?;
            (small && place.level == 0).then_some((read, values))
        };
        let set =
            |set: SetId| self.form.sets.get(set as usize).map(|words| members(words)).unwrap_or_default();
        let found = match self.at(part) {
            Node::Within(read, low, high) if low == high => values(read, vec![low]),
            Node::Member(read, of) => values(read, set(of)),
            Node::Passes(start, end) => {
                let tests = self.form.tests.get(start as usize..end as usize).unwrap_or_default();
                let found = tests.iter().filter_map(|test| match *test {
                    Test::Within(slot, low, high) if low == high => values(self.fact(slot)?, vec![low]),
                    Test::Member(slot, of) => values(self.fact(slot)?, set(of)),
                    _ => None,
                });
                return found.collect();
            }
            _ => None,
        };
        found.into_iter().collect()
    }

    /// The way to a slot of the facts themselves.
    fn fact(&self, slot: u32) -> Option<ReadId> {
        self.reads.get(&Read { table: 0, level: 0, slot, guard: None }).copied()
    }

    /// The text with another value that it asks for, where it asks for one only.
    fn candidate(&self, text: u32, asked: &Asked, by: ReadId) -> Candidate {
        let also = asked.iter().find_map(|(read, values)| match values.as_slice() {
            [value] if *read != by => Some((*read, *value)),
            _ => None,
        });
        // Candidates carry their condition with them, so that most texts are never fetched.
        let own = self.form.texts.get(text as usize).map(|text| text.own).unwrap_or_default();
        Candidate { text, own, also: also.map(|(read, _)| read), value: also.map_or(0, |(_, value)| value) }
    }
}

fn members(words: &[u64]) -> Vec<i64> {
    let bits = words.iter().zip(0_i64..).flat_map(|(word, place)| {
        (0..64_i64)
            .filter(move |bit| word >> bit & 1 == 1)
            .map(move |bit| place.saturating_mul(64).saturating_add(bit))
    });
    bits.collect()
}

fn grouped(read: ReadId, mut pairs: Vec<(i64, Candidate)>) -> Group {
    let mut all: Vec<Candidate> = pairs.iter().map(|(_, candidate)| *candidate).collect();
    all.dedup();
    pairs.sort_unstable();
    pairs.dedup();
    let last = pairs.last().map_or(0, |(value, _)| *value);
    let mut starts = Vec::new();
    let mut place = 0;
    for value in 0..=last.saturating_add(1) {
        while pairs.get(place).is_some_and(|(found, _)| *found < value) {
            place = place.saturating_add(1);
        }
        starts.push(u32::try_from(place).unwrap_or(u32::MAX));
    }
    let texts = pairs.iter().map(|(_, candidate)| *candidate).collect();
    Group { read, starts, texts, all }
}
