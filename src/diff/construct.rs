//! A case that shows what an edit does, where none at hand does: the cases at hand with facts changed around the edit.
//! The search is bounded; what it does not find may exist all the same.

use crate::eval::{Question, decide, outcome};
use crate::facts::{self, Node, NodeKind};
use crate::program::Program;
use crate::source::Span;
use crate::typed::{Expression, Interval, Policy};
use crate::value::Date;
use crate::value::date::parse_date;

use super::change::{CaseChange, Direction, Scales, change};
use super::compare::causes;
use super::difference::{Example, Unused};
use super::edit::{Edit, EditKind};
use super::edits::Edits;
use super::given::{grant, yaml};
use super::wish::{Wisher, Wishes, around};

/// Cases that are tried for one edit.
const TRIES: usize = 1_200;

/// Edits for which a case is looked for.
const EDITS: usize = 25;

/// Rules that an edit bears on that are looked at.
const RULES: usize = 6;

/// A case at hand.
#[derive(Clone, Debug)]
pub(super) struct Seed {
    pub facts: Node,
    pub as_of: Option<Date>,
    pub known_on: Option<Date>,
    pub readings: Vec<(String, String)>,
}

impl Seed {
    fn empty() -> Seed {
        let facts = Node { span: Span::default(), kind: NodeKind::Map(Vec::new()) };
        Seed { facts, as_of: None, known_on: None, readings: Vec::new() }
    }
}

/// What is searched with.
pub(super) struct Search<'s> {
    pub old: &'s Program,
    pub new: &'s Program,
    pub edits: &'s Edits,
    pub scales: &'s Scales,
    pub seeds: &'s [Seed],
}

impl Search<'_> {
    /// Looks for a case for each edit that none shows.
    pub fn run(&self, unused: &mut [Unused]) {
        for unused in unused.iter_mut().take(EDITS) {
            if let Some(edit) = self.edits.edits.get(unused.edit) {
                unused.example = self.example(unused.edit, edit);
            }
        }
    }

    fn example(&self, index: usize, edit: &Edit) -> Option<Example> {
        let (bases, probes, days) = self.changes(edit);
        let empty = Seed::empty();
        let seeds: Vec<&Seed> = self.seeds.iter().chain([&empty]).collect();
        let mut tries = 0;
        let mut best: Option<(Seed, CaseChange)> = None;
        for probe in &probes {
            for base in &bases {
                for (seed, day) in seeds.iter().flat_map(|seed| days.iter().map(move |day| (seed, day))) {
                    tries += 1;
                    if tries > TRIES {
                        return best.map(|found| self.told(index, found));
                    }
                    let Some(found) = self.try_case(index, seed, &[base, probe], *day) else { continue };
                    if telling(&found.1) == 0 {
                        return Some(self.told(index, found));
                    }
                    if best.as_ref().is_none_or(|best| telling(&found.1) < telling(&best.1)) {
                        best = Some(found);
                    }
                }
            }
        }
        best.map(|found| self.told(index, found))
    }

    /// What may be changed around an edit: what makes its rules hold, what probes the edit itself, and days.
    fn changes(&self, edit: &Edit) -> (Vec<Wishes>, Vec<Wishes>, Vec<Option<Date>>) {
        let (mut bases, mut probes): (Vec<Wishes>, Vec<Vec<Wishes>>) = (Vec::new(), Vec::new());
        let keys: Vec<String> =
            edit.entries.iter().map(|entry| entry.key.trim_matches('"').to_owned()).collect();
        let list = (edit.kind == EditKind::List).then_some(edit.name.as_str());
        for program in [self.new, self.old] {
            let wisher = Wisher { policy: program.policy() };
            let mut own = Vec::new();
            for condition in conditions(program.policy(), edit) {
                bases.extend(wisher.ways(condition, true));
                own.extend(wisher.ways(condition, false));
                own.extend(wisher.probes(condition, list, &keys));
            }
            probes.push(own);
        }
        let probes = telling_first(&probes, &keys);
        let mut bases = distinct(bases);
        bases.truncate(12);
        (bases, probes, self.days(edit))
    }

    /// Days on both sides of those that an edit is about; the case's own day first.
    fn days(&self, edit: &Edit) -> Vec<Option<Date>> {
        let texts = edit.details.iter().flat_map(|detail| [&detail.old, &detail.new]).flatten();
        let entries =
            edit.entries.iter().flat_map(|entry| [Some(&entry.key), entry.old.as_ref(), entry.new.as_ref()]);
        let words = texts.chain(entries.flatten()).flat_map(|text| text.split([' ', ';', ',']));
        let mut days: Vec<Option<Date>> = vec![None];
        for day in words.filter(|word| parse_date(word).is_some()) {
            days.extend(around(day).iter().map(|day| parse_date(day)));
        }
        let begins = |policy: &Policy| {
            let texts =
                policy.rules.iter().filter(|rule| rule.name == edit.name).flat_map(|rule| &rule.versions);
            texts.filter_map(|text| inside(&text.in_force)).collect::<Vec<_>>()
        };
        let begins = [begins(self.old.policy()), begins(self.new.policy())].concat();
        days.extend(begins.into_iter().map(Some));
        let mut seen = std::collections::BTreeSet::new();
        days.retain(|day| seen.insert(*day));
        days.truncate(10);
        days
    }

    /// Decides a case with changes; what has become of it, where the edit shows in it.
    fn try_case(
        &self,
        index: usize,
        seed: &Seed,
        changes: &[&Wishes],
        day: Option<Date>,
    ) -> Option<(Seed, CaseChange)> {
        let mut case = seed.clone();
        let mut wishes = changes.iter().flat_map(|wishes| wishes.iter());
        if !wishes.all(|wish| grant(&mut case.facts, wish)) {
            return None;
        }
        case.as_of = day.or(case.as_of);
        let change = self.shows(index, &case)?;
        Some((case, change))
    }

    /// What becomes of a case, where this edit has to do with it.
    fn shows(&self, index: usize, case: &Seed) -> Option<CaseChange> {
        let old = asked(self.old, case)?;
        let new = asked(self.new, case)?;
        let (before, after) = (outcome(self.old, &old.0, &old.1), outcome(self.new, &new.0, &new.1));
        let alike = |program: &Program| program.policy().rules.len();
        if before == after
            && alike(self.old) == alike(self.new)
            && before.is_certain()
            && before.duties.is_empty()
        {
            return None;
        }
        let (old, new) = (decide(self.old, &old.0, &old.1), decide(self.new, &new.0, &new.1));
        let change = change("constructed", &old, &new, self.scales, &self.edits.renamed)?;
        let by_rule = change.moves.iter().any(|found| found.name().is_some());
        let whole = self.edits.edits.get(index).is_some_and(|edit| edit.kind == EditKind::Fact);
        let caused = causes(self.edits, &change.moves).contains(&index);
        (caused && (by_rule || whole)).then_some(change)
    }

    /// The case without what does not matter.
    fn told(&self, index: usize, (mut case, mut change): (Seed, CaseChange)) -> Example {
        for path in leaves(&case.facts) {
            let mut smaller = case.clone();
            remove(&mut smaller.facts, &path);
            if let Some(still) = self.shows(index, &smaller)
                && still.old == change.old
                && still.new == change.new
            {
                (case, change) = (smaller, still);
            }
        }
        Example { facts: yaml(&case.facts), as_of: case.as_of, change }
    }
}

/// How well a change shows what an edit does, the best being 0: another verdict for certain, another range, other reasons.
fn telling(change: &CaseChange) -> u8 {
    let certain = change.old.certain().is_some() && change.new.certain().is_some();
    match (change.direction, certain) {
        (Direction::Same, _) => 2,
        (Direction::Stricter | Direction::Milder | Direction::Other, false) => 1,
        (Direction::Stricter | Direction::Milder | Direction::Other, true) => 0,
    }
}

/// Probes of both sides: those with an entry that has changed first, then those that one side alone has.
fn telling_first(probes: &[Vec<Wishes>], keys: &[String]) -> Vec<Wishes> {
    let mut all = distinct(probes.concat());
    let names_entry = |wishes: &Wishes| {
        wishes.iter().any(|wish| wish.text.as_ref().is_some_and(|text| keys.contains(text)))
    };
    let everywhere = |wishes: &Wishes| probes.iter().all(|side| side.contains(wishes));
    all.sort_by_key(|wishes| (!names_entry(wishes), !wishes.is_empty() && everywhere(wishes)));
    all
}

/// A day in an interval.
fn inside(interval: &Interval) -> Option<Date> {
    interval.from.or(interval.through)
}

fn distinct(ways: Vec<Wishes>) -> Vec<Wishes> {
    let mut found: Vec<Wishes> = vec![Wishes::new()];
    for way in ways {
        if !found.contains(&way) {
            found.push(way);
        }
    }
    found
}

/// The conditions that an edit has to do with: its own, those of its targets, those of the rules and duties it bears on.
fn conditions<'p>(policy: &'p Policy, edit: &Edit) -> Vec<&'p Expression> {
    let bears = edit.concerns.iter().take(RULES);
    let names: Vec<&String> = std::iter::once(&edit.name).chain(bears).collect();
    let mut found = Vec::new();
    for name in names {
        let texts = policy.rules.iter().filter(|rule| rule.name == *name).flat_map(|rule| &rule.versions);
        for text in texts {
            found.push(&text.condition);
            let targets = text.targets.iter().filter_map(|target| policy.rules.get(target.0));
            found.extend(targets.flat_map(|target| &target.versions).map(|text| &text.condition));
        }
        let duties = policy.duties.iter().filter(|duty| duty.name == *name);
        found.extend(duties.map(|duty| &duty.condition));
    }
    found
}

fn asked(program: &Program, case: &Seed) -> Option<(facts::Facts, Question)> {
    let facts = facts::read(&case.facts, &program.policy().schema).ok()?;
    let mut question = Question::new(case.as_of, case.known_on);
    for (name, answer) in &case.readings {
        question.answer(program, name, answer).ok()?;
    }
    Some((facts, question))
}

/// The ways to what can be taken out of facts: names and positions.
fn leaves(node: &Node) -> Vec<Vec<usize>> {
    let parts: Vec<&Node> = match &node.kind {
        NodeKind::Map(entries) => entries.iter().map(|(_, value)| value).collect(),
        NodeKind::List(items) => items.iter().collect(),
        NodeKind::Null | NodeKind::Scalar { .. } => Vec::new(),
    };
    let mut found = Vec::new();
    // From the back, so that positions stay true while parts are taken out.
    for (at, part) in parts.iter().enumerate().rev() {
        found.push(vec![at]);
        found.extend(leaves(part).into_iter().map(|rest| [vec![at], rest].concat()));
    }
    found
}

fn remove(node: &mut Node, path: &[usize]) {
    let Some((at, rest)) = path.split_first() else { return };
    match (&mut node.kind, rest.is_empty()) {
        (NodeKind::Map(entries), true) if *at < entries.len() => drop(entries.remove(*at)),
        (NodeKind::List(items), true) if *at < items.len() => drop(items.remove(*at)),
        (NodeKind::Map(entries), false) => {
            if let Some((_, value)) = entries.get_mut(*at) {
                remove(value, rest);
            }
        }
        (NodeKind::List(items), false) => {
            if let Some(item) = items.get_mut(*at) {
                remove(item, rest);
            }
        }
        (NodeKind::Map(_) | NodeKind::List(_) | NodeKind::Null | NodeKind::Scalar { .. }, _) => {}
    }
}
