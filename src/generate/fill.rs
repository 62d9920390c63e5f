//! The rest of a case: facts that could still change the answer get ordinary values, until nothing is missing.

use crate::eval::decision::Truth;
use crate::eval::probe::{open_facts, value};
use crate::eval::{Decision, Question, decide};
use crate::facts::Facts;
use crate::value::Value;

use super::sheet::{Sheet, Slot, parse};
use super::solver::Solver;
use super::statement::Statement;
use super::{Generated, Maker};

/// Rounds of asking what is missing.
const ROUNDS: usize = 12;

impl<'p> Maker<'p> {
    /// A case in which nothing is missing and the statement's condition is as it should be; nothing where that
    /// cannot be reached.
    pub(super) fn finish(
        &self,
        solver: &Solver<'p>,
        statement: &Statement<'p>,
        sheet: Sheet,
        holds: Option<bool>,
    ) -> Option<(Sheet, Facts, Decision)> {
        let mut sheet = sheet;
        for _ in 0..ROUNDS {
            let facts = sheet.facts(solver.schema())?;
            let open = open_facts(self.program, &facts, &solver.question);
            let answered = open.iter().filter(|path| self.answer(solver, &mut sheet, path)).count();
            if answered == 0 {
                break;
            }
        }
        let (facts, decision) = self.decided(&sheet, &solver.question)?;
        let truth = match value(self.program, &facts, &solver.question, statement.condition, Vec::new()) {
            Value::Boolean(true) => Truth::Yes,
            Value::Boolean(false) | Value::None => Truth::No,
            _ => Truth::Unknown,
        };
        let wanted = holds.map(|holds| if holds { Truth::Yes } else { Truth::No });
        wanted.is_none_or(|wanted| wanted == truth).then_some((sheet, facts, decision))
    }

    /// Gives a missing fact an ordinary value; whether that was possible.
    fn answer(&self, solver: &Solver<'p>, sheet: &mut Sheet, path: &str) -> bool {
        let Some(path) = parse(path, solver.schema()) else { return false };
        if *sheet.get(&path) != Slot::Open {
            return false;
        }
        let Some(slot) = solver.ordinary_slot(&path) else { return false };
        sheet.set(&path, slot);
        true
    }

    pub(super) fn decided(&self, sheet: &Sheet, question: &Question) -> Option<(Facts, Decision)> {
        let facts = sheet.facts(&self.program.policy().schema)?;
        let decision = decide(self.program, &facts, question);
        Some((facts, decision))
    }

    /// Keeps a case, unless there is one with the same facts and day.
    pub(super) fn keep(
        &mut self,
        id: String,
        why: String,
        question: Question,
        written: Sheet,
        facts: Facts,
        decision: Decision,
    ) {
        let same = |other: &&mut Generated| other.facts.digest == facts.digest && other.question == question;
        let bare = |id: &str| id.ends_with("-true") || id.ends_with("-false");
        match self.made.cases.iter_mut().find(same) {
            // A case at a limit says more than that a part is true in it.
            Some(other) if bare(&other.id) && !bare(&id) => (other.id, other.why) = (id, why),
            Some(_) => {}
            None => self.made.cases.push(Generated { id, why, facts, question, decision, written }),
        }
    }
}
