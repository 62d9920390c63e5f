//! A case that shows what an edit does, where none at hand does: made of the statements that the edit bears on, as
//! `licit test --generate` makes cases. The search is bounded; what it does not find may exist all the same.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::eval::decision::{Range, Truth};
use crate::eval::{Outcome, Question, decide, outcome};
use crate::facts::{self, Format, Node, NodeKind};
use crate::generate::{self, Generated, Search};
use crate::program::Program;
use crate::schema::{RecordId, Type};
use crate::value::Date;
use crate::value::date::parse_date;

use super::change::{CaseChange, Direction, Move, Scales, change};
use super::compare::causes;
use super::difference::{Example, Unused};
use super::edit::{Edit, EditKind};
use super::edits::Edits;
use super::given::{put, yaml};

/// Cases that are tried for one edit.
const TRIES: usize = 400;

/// Rounds in which facts are filled in that are still asked for.
const ROUNDS: usize = 6;

/// Edits for which a case is looked for.
const EDITS: usize = 25;

/// Rules that an edit bears on that are looked at.
const RULES: usize = 6;

/// A case that is tried.
#[derive(Clone, Debug)]
struct Tried {
    facts: Node,
    as_of: Option<Date>,
}

/// What is searched with.
pub(super) struct Constructor<'s> {
    pub old: &'s Program,
    pub new: &'s Program,
    pub edits: &'s Edits,
    pub scales: &'s Scales,
    /// The latest day of the cases at hand: a made case is best one of these times too.
    pub newest: Option<Date>,
}

/// The best case so far, and how many were tried.
#[derive(Default)]
struct Best {
    tries: usize,
    found: Option<(Tried, CaseChange)>,
}

impl Best {
    /// Takes in what a case shows; whether to look further.
    fn take(&mut self, case: Tried, change: Option<CaseChange>) -> ControlFlow<()> {
        self.tries += 1;
        if let Some(change) = change {
            let better = self.found.as_ref().is_none_or(|(_, best)| telling(&change) < telling(best));
            let enough = telling(&change) == 0;
            if better {
                self.found = Some((case, change));
            }
            if enough {
                return ControlFlow::Break(());
            }
        }
        if self.tries < TRIES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

impl Constructor<'_> {
    /// Looks for a case for each edit that none shows.
    pub fn run(&self, unused: &mut [Unused]) {
        for unused in unused.iter_mut().take(EDITS) {
            if let Some(edit) = self.edits.edits.get(unused.edit) {
                unused.example = self.example(unused.edit, edit);
            }
        }
    }

    /// Tries the cases that are made of the statements which an edit bears on, under the new text and under the old.
    fn example(&self, index: usize, edit: &Edit) -> Option<Example> {
        let bears = edit.concerns.iter().take(RULES);
        let names: Vec<&str> = std::iter::once(&edit.name).chain(bears).map(String::as_str).collect();
        let search = Search { names, sought: sought(edit) };
        let days = self.days(edit);
        let mut best = Best::default();
        for program in [self.new, self.old] {
            let ended =
                search.each(program, &mut |case| self.try_days(index, program, case, &days, &mut best));
            if ended.is_break() {
                break;
            }
        }
        best.found.map(|found| self.told(index, found))
    }

    /// Tries a made case on the day of the newest case, on its own day, and on those that the edit is about.
    fn try_days(
        &self,
        index: usize,
        program: &Program,
        case: &Generated,
        days: &[Date],
        best: &mut Best,
    ) -> ControlFlow<()> {
        let text = generate::facts(program, case);
        let Ok(facts) = facts::document(&text, 0, Format::Yaml) else { return ControlFlow::Continue(()) };
        let own = case.question.as_of.filter(|_| program.is_dated());
        let newest = self.newest.filter(|_| program.is_dated()).map(Some);
        for day in newest.into_iter().chain([own]).chain(days.iter().copied().map(Some)) {
            let case = on(program, &facts, day);
            let change = self.shows(index, &case);
            if let Some((case, change)) =
                change.as_ref().and_then(|found| self.completed(index, &case, found))
            {
                best.take(case, Some(change))?;
            }
            best.take(case, change)?;
        }
        ControlFlow::Continue(())
    }

    /// The case with ordinary values for what one of the policies still asks for: what is made for one text may be open
    /// under the other.
    fn completed(&self, index: usize, case: &Tried, change: &CaseChange) -> Option<(Tried, CaseChange)> {
        let (mut case, mut change) = (case.clone(), change.clone());
        for _ in 0..ROUNDS {
            if telling(&change) != 1 {
                break;
            }
            let missing = change.moves.iter().filter_map(|found| match found {
                Move::Missing { path, .. } if !path.contains('[') => Some(path),
                _ => None,
            });
            let values = missing.filter_map(|path| Some((path, generate::ordinary(self.new, path)?)));
            let values: Vec<(&String, String)> = values.collect();
            if values.is_empty() {
                break;
            }
            for (path, value) in values {
                let names: Vec<String> = path.split('.').map(str::to_owned).collect();
                put(&mut case.facts, &names, &value);
            }
            change = self.shows(index, &case)?;
        }
        (telling(&change) == 0).then_some((case, change))
    }

    /// The days that an edit is about, and those next to them.
    fn days(&self, edit: &Edit) -> Vec<Date> {
        let texts = edit.details.iter().flat_map(|detail| [&detail.old, &detail.new]).flatten();
        let entries =
            edit.entries.iter().flat_map(|entry| [Some(&entry.key), entry.old.as_ref(), entry.new.as_ref()]);
        let words = texts.chain(entries.flatten()).flat_map(|text| text.split([' ', ';', ',']));
        let mut days: Vec<Date> = Vec::new();
        for day in words.filter_map(parse_date) {
            days.extend(day.yesterday().into_iter().chain([day]).chain(day.tomorrow()));
        }
        let mut seen = std::collections::BTreeSet::new();
        days.retain(|day| seen.insert(*day));
        days.truncate(10);
        days
    }

    /// What becomes of a case, where this edit has to do with it.
    fn shows(&self, index: usize, case: &Tried) -> Option<CaseChange> {
        let old = asked(self.old, case)?;
        let new = asked(self.new, case)?;
        let (before, after) = (outcome(self.old, &old.0, &old.1), outcome(self.new, &new.0, &new.1));
        let alike = self.old.policy().rules.len() == self.new.policy().rules.len();
        if before == after && alike && before.is_certain() && !self.touches_duty(index, &before) {
            return None;
        }
        let (old, new) = (decide(self.old, &old.0, &old.1), decide(self.new, &new.0, &new.1));
        let change = change("constructed", &old, &new, self.scales, &self.edits.renamed)?;
        let by_rule = change.moves.iter().any(|found| found.name().is_some());
        let whole = self.edits.edits.get(index).is_some_and(|edit| edit.kind == EditKind::Fact);
        let caused = causes(self.edits, &change.moves).contains(&index);
        (caused && (by_rule || whole)).then_some(change)
    }

    /// Whether a case has the same verdicts under both policies as one that has changed.
    fn decides_alike(&self, case: &Tried, change: &CaseChange) -> bool {
        let same = |program: &Program, range: &Range| {
            asked(program, case).is_some_and(|(facts, question)| {
                let outcome = outcome(program, &facts, &question);
                (outcome.at_least, outcome.at_most) == (range.at_least.level, range.at_most.level)
            })
        };
        same(self.old, &change.old) && same(self.new, &change.new)
    }

    /// Whether a duty is owed of which the edit may have changed the terms.
    fn touches_duty(&self, index: usize, outcome: &Outcome) -> bool {
        let Some(edit) = self.edits.edits.get(index) else { return true };
        let duties = self.old.policy().duties.iter().zip(&outcome.duties);
        let mut owed = duties.filter(|(_, owed)| **owed != Truth::No).map(|(duty, _)| &duty.name);
        owed.any(|name| *name == edit.name || edit.concerns.contains(name))
    }

    /// The case without what does not matter.
    fn told(&self, index: usize, (mut case, mut change): (Tried, CaseChange)) -> Example {
        for path in leaves(&case.facts) {
            let mut smaller = case.clone();
            remove(&mut smaller.facts, &path);
            // Reasons are dear where facts are missing: the ends of the range are looked at first.
            if self.decides_alike(&smaller, &change)
                && let Some(still) = self.shows(index, &smaller)
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

/// Entries and keys that have changed, as facts write them.
fn sought(edit: &Edit) -> BTreeSet<String> {
    let parts = edit.entries.iter().flat_map(|entry| entry.key.split(", "));
    parts.map(|part| part.trim_matches('"').to_owned()).collect()
}

/// Facts on a day: in the fact that picks the law, where the policy has one.
fn on(program: &Program, facts: &Node, day: Option<Date>) -> Tried {
    let mut case = Tried { facts: facts.clone(), as_of: day };
    if let (Some(day), Some(names)) = (day, governing(program)) {
        put(&mut case.facts, &names, &day.to_string());
        case.as_of = None;
    }
    case
}

/// The way to the fact that picks the law.
fn governing(program: &Program) -> Option<Vec<String>> {
    let policy = program.policy();
    let mut record = Some(RecordId::FACTS);
    let mut names = Vec::new();
    for slot in policy.governed_by.as_ref()? {
        let field = policy.schema.record(record?)?.fields.get(*slot)?;
        names.push(field.name.clone());
        record = if let Type::Record(inner) = field.r#type { Some(inner) } else { None };
    }
    Some(names)
}

/// The day that facts give for picking the law.
pub(super) fn day_in(program: &Program, facts: &Node) -> Option<Date> {
    let mut node = facts;
    for name in governing(program)? {
        let NodeKind::Map(entries) = &node.kind else { return None };
        node = entries.iter().find(|(key, _)| key.text == name).map(|(_, value)| value)?;
    }
    match &node.kind {
        NodeKind::Scalar { text, .. } => parse_date(text),
        NodeKind::Null | NodeKind::List(_) | NodeKind::Map(_) => None,
    }
}

fn asked(program: &Program, case: &Tried) -> Option<(facts::Facts, Question)> {
    let facts = facts::read(&case.facts, &program.policy().schema).ok()?;
    Some((facts, Question::new(case.as_of, None)))
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
