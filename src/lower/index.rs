//! Finding rules by the values that they ask for: a rule that asks a slot for one of some values is looked at
//! only in cases with one of them. So rules that have nothing to do with a case cost it nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::screen::{Candidate, Group, Node, NodeId, ReadId};

use super::Lowerer;

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
        let asked: Vec<Asked> = self.form.texts.iter().map(|text| self.asked(text.own)).collect();
        let mut values: BTreeMap<ReadId, BTreeSet<i64>> = BTreeMap::new();
        for (read, wanted) in asked.iter().flatten() {
            values.entry(*read).or_default().extend(wanted);
        }
        let mut chosen: BTreeMap<ReadId, Vec<(i64, Candidate)>> = BTreeMap::new();
        let mut always = Vec::new();
        for (asked, text) in asked.iter().zip(0_u32..) {
            // The slot with the most values tells rules apart best.
            let best =
                asked.iter().max_by_key(|(read, _)| (values.get(read).map_or(0, BTreeSet::len), *read));
            match best {
                Some((read, wanted)) => {
                    let candidate = candidate(text, asked, *read);
                    chosen.entry(*read).or_default().extend(wanted.iter().map(|value| (*value, candidate)));
                }
                None => always.push(text),
            }
        }
        for (read, pairs) in chosen {
            let texts: BTreeSet<Candidate> = pairs.iter().map(|(_, candidate)| *candidate).collect();
            if texts.len() < WORTH_IT {
                always.extend(texts.iter().map(|candidate| candidate.text));
            } else {
                self.form.groups.push(grouped(read, pairs, texts));
            }
        }
        always.sort_unstable();
        self.form.always = always;
        self.test_facts();
        self.tell_candidates();
    }

    /// Candidates carry their condition with them, so that most texts are never fetched.
    fn tell_candidates(&mut self) {
        let texts = &self.form.texts;
        let all = self.form.groups.iter_mut().flat_map(|group| group.texts.iter_mut().chain(&mut group.all));
        for candidate in all {
            if let Some(text) = texts.get(candidate.text as usize) {
                candidate.own = text.own;
            }
        }
    }

    /// Conditions that ask for slots of the facts and nothing else become tests of the facts; of others the
    /// tests come first.
    fn test_facts(&mut self) {
        for index in 0..self.form.texts.len() {
            let Some(own) = self.form.texts.get(index).map(|text| text.own) else { continue };
            let Node::All(start, end) = self.at(own) else { continue };
            let parts = self.form.pool.get(start as usize..end as usize).unwrap_or_default().to_vec();
            let (mut simple, mut others) = (Vec::new(), Vec::new());
            for part in parts {
                match self.test(part, 0) {
                    Some(test) => simple.push(test),
                    None => others.push(part),
                }
            }
            if simple.len() < 2 {
                continue;
            }
            let (start, end) = self.add_tests(simple);
            others.insert(0, self.node(Node::Passes(start, end)));
            let own = self.all(&others);
            if let Some(text) = self.form.texts.get_mut(index) {
                text.own = own;
            }
        }
    }

    /// The slots of the facts that a condition asks for certain values, without which it is false.
    fn asked(&self, own: NodeId) -> Asked {
        let parts = match self.at(own) {
            Node::All(start, end) => self.form.pool.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[own],
        };
        parts.iter().filter_map(|part| self.wanted(*part)).collect()
    }

    fn wanted(&self, part: NodeId) -> Option<(ReadId, Vec<i64>)> {
        let (read, values) = match self.at(part) {
            Node::Within(read, low, high) if low == high => (read, vec![low]),
            Node::Member(read, set) => (read, members(self.form.sets.get(set as usize)?)),
            _ => return None,
        };
        let small = values.iter().all(|value| (0..SMALL).contains(value)) && values.len() <= MOST_VALUES;
        let place = self.form.reads.get(read as usize)?;
        (small && place.level == 0).then_some((read, values))
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

/// The text with another value that it asks for, where it asks for one only.
fn candidate(text: u32, asked: &Asked, by: ReadId) -> Candidate {
    let also = asked.iter().find_map(|(read, values)| match values.as_slice() {
        [value] if *read != by => Some((*read, *value)),
        _ => None,
    });
    Candidate { text, own: 0, also: also.map(|(read, _)| read), value: also.map_or(0, |(_, value)| value) }
}

fn grouped(read: ReadId, mut pairs: Vec<(i64, Candidate)>, texts: BTreeSet<Candidate>) -> Group {
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
    let by_value = pairs.into_iter().map(|(_, candidate)| candidate).collect();
    Group { read, starts, texts: by_value, all: texts.into_iter().collect() }
}
