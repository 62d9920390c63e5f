//! Runs the cases on each mutant, on all cores. What comes out does not depend on how many there are.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::coverage::Counted;
use crate::eval::decision::Due;
use crate::eval::probe::{Probe, probe};
use crate::eval::{Outcome, decide, outcome};
use crate::program::Program;
use crate::schema::Type;
use crate::typed::{Expression, Policy};

use super::apply::changed;
use super::{At, Edit, Mutant, Owner};

/// What became of a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// This case notices it, by position.
    Noticed(usize),
    /// No case does.
    Survives,
}

/// A mutant and what became of it.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The change.
    pub mutant: Mutant,
    /// Whether a case notices it.
    pub fate: Fate,
}

/// A case with what the unchanged policy says.
struct Known<'c> {
    case: &'c Counted<'c>,
    probe: Probe,
    outcome: Outcome,
}

/// Which of some cases notices each mutant: the first whose verdict, rules, duties or due dates differ. `progress`
/// is told how many are done.
pub fn examine(
    program: &Program,
    mutants: Vec<Mutant>,
    cases: &[Counted<'_>],
    progress: &(dyn Fn(usize) + Sync),
) -> Vec<Examined> {
    let known: Vec<Known<'_>> = cases
        .iter()
        .map(|case| Known {
            case,
            probe: probe(program, case.facts, case.question),
            outcome: outcome(program, case.facts, case.question),
        })
        .collect();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        let mut fates = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(mutant) = mutants.get(index) else { return fates };
            fates.push((index, fate(program, mutant, &known)));
            progress(done.fetch_add(1, Ordering::Relaxed).saturating_add(1));
        }
    };
    let mut fates: Vec<(usize, Fate)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    });
    fates.sort_by_key(|(index, _)| *index);
    mutants.into_iter().zip(fates).map(|(mutant, (_, fate))| Examined { mutant, fate }).collect()
}

fn fate(program: &Program, mutant: &Mutant, cases: &[Known<'_>]) -> Fate {
    let Some(policy) = changed(program.policy(), mutant) else { return Fate::Survives };
    let touched = touched(program.policy(), &mutant.edit);
    let changed = Program::new(policy, program.sources().clone());
    let notices = |known: &Known<'_>| match &mutant.edit {
        Edit::Deadline(_) => due(program, known.case) != due(&changed, known.case),
        _ => outcome(&changed, known.case.facts, known.case.question) != known.outcome,
    };
    let concerned =
        |known: &Known<'_>| touched.is_none_or(|part| known.probe.watch.clauses.of(part).next().is_some());
    match cases.iter().position(|known| concerned(known) && notices(known)) {
        Some(case) => Fate::Noticed(case),
        None => Fate::Survives,
    }
}

/// The due dates of what is owed.
fn due(program: &Program, case: &Counted<'_>) -> Vec<(String, Due)> {
    let duties = decide(program, case.facts, case.question).duties;
    duties.into_iter().map(|duty| (duty.name, duty.due)).collect()
}

/// The smallest condition around a changed expression: a case in which nobody asks for it cannot notice.
fn touched<'p>(policy: &'p Policy, edit: &Edit) -> Option<&'p Expression> {
    let At { owner, way } = edit.at()?;
    let mut part = match owner {
        Owner::Rule(rule, text) => &policy.rules.get(*rule)?.versions.get(*text)?.condition,
        Owner::Duty(duty) => &policy.duties.get(*duty)?.condition,
        Owner::Definition(definition) => &policy.definitions.get(*definition)?.body,
    };
    let mut condition = (part.r#type == Type::Boolean).then_some(part);
    for index in way {
        part = part.parts().into_iter().nth(*index)?;
        if part.r#type == Type::Boolean {
            condition = Some(part);
        }
    }
    condition
}
