//! Many cases under two policies.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::decision::{DataStamp, PolicyStamp, Truth};
use crate::eval::{Outcome, Question, decide, outcome};
use crate::facts::{self, Facts, Node};
use crate::program::Program;
use crate::value::Date;

use super::change::{CaseChange, Move, Scales, change};
use super::construct::{Constructor, day_in};
use super::difference::{Counts, Difference, Group, Matrix, Named, Side, Unfit, UnfitSide, Unused};
use super::edit::{Edit, EditKind};
use super::edits::{Edits, edits};
use super::writer::Writer;

/// Cases that are kept of each group as examples.
const SAMPLES: usize = 3;

/// Changed cases that are kept in full.
const KEPT: usize = 1_000;

/// Cases that could not be read that are kept with their reason.
const KEPT_UNFIT: usize = 100;

/// A case that is put to both policies.
#[derive(Clone, Debug)]
pub struct Input<'c> {
    /// Its name.
    pub id: &'c str,
    /// Its facts as written.
    pub facts: &'c Node,
    /// The day that picks the law.
    pub as_of: Option<Date>,
    /// Judge by what had been issued by this day.
    pub known_on: Option<Date>,
    /// Answers to contested points.
    pub readings: &'c [(String, String)],
}

/// Takes in case after case.
#[derive(Debug)]
pub struct Comparison<'p> {
    old: &'p Program,
    new: &'p Program,
    edits: Edits,
    scales: Scales,
    counts: Counts,
    cells: BTreeMap<(usize, usize), usize>,
    groups: BTreeMap<Vec<Move>, Group>,
    changes: Vec<CaseChange>,
    unfit: Vec<Unfit>,
    /// The latest day of a case.
    newest: Option<Date>,
    /// The day of cases that name none, where no fact picks the law.
    otherwise: Option<Date>,
}

impl<'p> Comparison<'p> {
    /// Compares the texts of two policies; cases may follow.
    pub fn new(old: &'p Program, new: &'p Program) -> Comparison<'p> {
        Comparison {
            old,
            new,
            edits: edits(old, new),
            scales: Scales::new(&old.policy().scale, &new.policy().scale),
            counts: Counts::default(),
            cells: BTreeMap::new(),
            groups: BTreeMap::new(),
            changes: Vec::new(),
            unfit: Vec::new(),
            newest: None,
            otherwise: None,
        }
    }

    /// Gives the day for cases that name none, where no fact of a policy picks the law.
    #[must_use]
    pub fn otherwise_on(self, day: Option<Date>) -> Comparison<'p> {
        Comparison { otherwise: day, newest: self.newest.max(day), ..self }
    }

    /// Decides a case under both.
    pub fn add(&mut self, case: &Input<'_>) {
        let day = self.otherwise;
        let (old, new) = match (asked(self.old, case, day), asked(self.new, case, day)) {
            (Ok(old), Ok(new)) => (old, new),
            (old, new) => return self.does_not_fit(case, old, new),
        };
        self.counts.compared += 1;
        self.newest = self.newest.max(case.as_of.or_else(|| day_in(self.new, case.facts)));
        let (before, after) = (outcome(self.old, &old.0, &old.1), outcome(self.new, &new.0, &new.1));
        self.cell(place(self.old, &before), place(self.new, &after));
        if self.surely_same(&before, &after) {
            return;
        }
        let (old, new) = (decide(self.old, &old.0, &old.1), decide(self.new, &new.0, &new.1));
        if let Some(change) = change(case.id, &old, &new, &self.scales, &self.edits.renamed) {
            self.take(change);
        }
    }

    /// A problem that keeps a case from being read at all, such as a line of a file that is no case.
    pub fn unread(&mut self, id: &str, why: &str) {
        self.cell(self.old.policy().scale.len() + 1, self.new.policy().scale.len() + 1);
        self.keep_unfit(Unfit { id: id.to_owned(), side: UnfitSide::Both, why: why.to_owned() });
    }

    fn does_not_fit(&mut self, case: &Input<'_>, old: Asked, new: Asked) {
        let beside = |program: &Program, asked: &Asked| match asked {
            Ok((facts, question)) => place(program, &outcome(program, facts, question)),
            Err(_) => program.policy().scale.len() + 1,
        };
        self.cell(beside(self.old, &old), beside(self.new, &new));
        let (side, why) = match (old, new) {
            (Err(_), Err(why)) => (UnfitSide::Both, why),
            (Err(why), Ok(_)) => (UnfitSide::Old, why),
            (Ok(_), Err(why)) => (UnfitSide::New, why),
            (Ok(_), Ok(_)) => return,
        };
        self.keep_unfit(Unfit { id: case.id.to_owned(), side, why });
    }

    fn keep_unfit(&mut self, unfit: Unfit) {
        self.counts.unfit += 1;
        if self.unfit.len() < KEPT_UNFIT {
            self.unfit.push(unfit);
        }
    }

    fn cell(&mut self, was: usize, now: usize) {
        *self.cells.entry((was, now)).or_default() += 1;
    }

    /// Whether two outcomes leave no room for a difference, so that no reasons need be looked for: both are
    /// certain, the same rules hold and say the same, no duty is owed and nothing is presumed.
    fn surely_same(&self, old: &Outcome, new: &Outcome) -> bool {
        let quiet = |program: &Program, outcome: &Outcome| {
            outcome.is_certain()
                && program.policy().presumptions.is_empty()
                && outcome.duties.iter().all(|owed| *owed == Truth::No)
                && outcome.rules.iter().all(|holds| *holds == Truth::No)
        };
        let same = |old: &Program, new: &Program| {
            let word = |program: &Program, level: usize| {
                program.policy().scale.get(level).map(|level| level.name.clone())
            };
            word(self.old, 0) == word(self.new, 0) && old.policy().scale.len() == new.policy().scale.len()
        };
        quiet(self.old, old) && quiet(self.new, new) && same(self.old, self.new)
    }

    fn take(&mut self, change: CaseChange) {
        self.counts.count(&change);
        let moves = way(&change.moves);
        let group = self.groups.entry(moves).or_insert_with_key(|moves| Group {
            moves: moves.clone(),
            edits: causes(&self.edits, moves),
            counts: Counts::default(),
            samples: Vec::new(),
        });
        group.counts.compared += 1;
        group.counts.count(&change);
        if group.samples.len() < SAMPLES {
            group.samples.push(change.clone());
        }
        if self.changes.len() < KEPT {
            self.changes.push(change);
        }
    }

    /// What has come of it.
    pub fn finish(self) -> Difference {
        let mut groups: Vec<Group> = self.groups.into_values().collect();
        groups.sort_by(|one, two| (two.counts.compared, &one.moves).cmp(&(one.counts.compared, &two.moves)));
        let shown = |edit: &usize| groups.iter().any(|group| group.edits.contains(edit));
        let all = &self.edits.edits;
        let counts = |edit: &usize| all.get(*edit).is_some_and(Edit::counts);
        let unused = (0..all.len()).filter(|edit| counts(edit) && !shown(edit));
        let mut unused: Vec<Unused> = unused.map(|edit| Unused { edit, example: None }).collect();
        let (edits, scales) = (&self.edits, &self.scales);
        Constructor { old: self.old, new: self.new, edits, scales, newest: self.newest }.run(&mut unused);
        Difference {
            named: named(&[self.old, self.new], groups.iter().flat_map(|group| &group.moves)),
            old: side(self.old),
            new: side(self.new),
            matrix: Matrix { rows: axis(self.old), columns: axis(self.new), cells: self.cells },
            counts: self.counts,
            groups,
            changes: self.changes,
            unfit: self.unfit,
            unused,
            edits: self.edits.edits,
        }
    }
}

type Asked = Result<(Facts, Question), String>;

/// The facts and the question as one policy understands them; else why it does not.
fn asked(program: &Program, case: &Input<'_>, otherwise: Option<Date>) -> Asked {
    let facts = facts::read(case.facts, &program.policy().schema).map_err(|problems| {
        let problems = problems.sorted();
        problems.first().map(|problem| problem.message()).unwrap_or_default()
    })?;
    let otherwise = otherwise.filter(|_| program.policy().governed_by.is_none());
    let mut question = Question::new(case.as_of.or(otherwise), case.known_on);
    for (name, answer) in case.readings {
        question.answer(program, name, answer).map_err(|error| error.to_string())?;
    }
    Ok((facts, question))
}

/// The place of an outcome on its axis.
fn place(program: &Program, outcome: &Outcome) -> usize {
    if outcome.at_least == outcome.at_most { outcome.at_least } else { program.policy().scale.len() }
}

fn axis(program: &Program) -> Vec<String> {
    let names = program.policy().scale.iter().map(|level| level.name.clone());
    names.chain(["undecided".to_owned(), "not read".to_owned()]).collect()
}

fn side(program: &Program) -> Side {
    let policy = program.policy();
    let data = policy.data.iter().map(|file| DataStamp {
        name: file.name.clone(),
        digest: file.digest.clone(),
        taken: file.taken,
    });
    Side {
        policy: PolicyStamp {
            name: policy.name.clone(),
            title: policy.title.clone(),
            digest: policy.digest.clone(),
        },
        scale: policy.scale.iter().map(|level| (level.name.clone(), level.title.clone())).collect(),
        data: data.collect(),
    }
}

/// Title and citation of what moved; the later program's words win.
pub fn named<'m>(
    programs: &[&Program],
    moves: impl IntoIterator<Item = &'m Move>,
) -> BTreeMap<String, Named> {
    let wanted: BTreeSet<&str> = moves.into_iter().filter_map(Move::name).collect();
    let mut found = BTreeMap::new();
    for program in programs {
        let policy = program.policy();
        let writer = Writer { policy };
        for rule in policy.rules.iter().filter(|rule| wanted.contains(rule.name.as_str())) {
            let Some(text) = rule.versions.last() else { continue };
            let (title, citation) = (text.title.clone(), writer.provision(text.citation.as_ref()));
            found.insert(rule.name.clone(), Named { title, citation });
        }
        for duty in policy.duties.iter().filter(|duty| wanted.contains(duty.name.as_str())) {
            let (title, citation) = (duty.title.clone(), writer.provision(duty.citation.as_ref()));
            found.insert(duty.name.clone(), Named { title, citation });
        }
    }
    found
}

/// The way in which a case changes, without what is the case's own: rules and duties, else what is left.
pub fn way(moves: &[Move]) -> Vec<Move> {
    let main = |found: &&Move| matches!(found, Move::Rule { .. } | Move::Duty { .. });
    let mut way: Vec<Move> = moves.iter().filter(main).cloned().collect();
    if way.is_empty() {
        way = moves.iter().map(general).collect();
        way.sort();
        way.dedup();
    }
    way
}

/// A move without days and positions.
fn general(found: &Move) -> Move {
    match found {
        Move::Terms { name, what, .. } => {
            Move::Terms { name: name.clone(), what, old: String::new(), new: String::new() }
        }
        Move::Missing { path, asked } => Move::Missing { path: without_positions(path), asked: *asked },
        Move::Presumption { .. } | Move::Rule { .. } | Move::Duty { .. } => found.clone(),
    }
}

fn without_positions(path: &str) -> String {
    let mut inside = false;
    path.chars()
        .filter(|letter| {
            if *letter == ']' {
                inside = false;
            }
            let keep = !inside;
            if *letter == '[' {
                inside = true;
            }
            keep
        })
        .collect()
}

/// The edits that a change may come from: those on which a rule or duty that moved rests.
pub(super) fn causes(edits: &Edits, moves: &[Move]) -> Vec<usize> {
    let named = |edit: &Edit| {
        moves.iter().any(|found| match found {
            Move::Rule { name, .. } | Move::Duty { name, .. } | Move::Terms { name, .. } => {
                edit.name == *name || edit.concerns.contains(name)
            }
            // Which rule asks is not kept: any edit may be the cause.
            Move::Missing { .. } => true,
            Move::Presumption { path, .. } => edit.kind == EditKind::Presumption && edit.name == *path,
        })
    };
    let whole = |edit: &Edit| matches!(edit.kind, EditKind::Policy | EditKind::Verdicts);
    let cause = |edit: &Edit| edit.counts() && (whole(edit) || moves.is_empty() || named(edit));
    edits.edits.iter().enumerate().filter(|(_, edit)| cause(edit)).map(|(index, _)| index).collect()
}
