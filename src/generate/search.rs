//! Cases that are made one statement after the other, until one is found that serves.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::eval::{Question, show};
use crate::program::Program;
use crate::value::Date;

use super::sheet::{Slot, parse, type_at};
use super::solver::Solver;
use super::statement::all;
use super::{Generated, Maker};

/// An ordinary value of a fact, as facts write it.
pub fn ordinary(program: &Program, path: &str) -> Option<String> {
    let day = Date::new(2026, 6, 15).ok()?;
    let schema = &program.policy().schema;
    let path = parse(path, schema)?;
    let solver = Solver::new(program, Question::default().on(day), day);
    let Slot::Value(value) = solver.ordinary_slot(&path)? else { return None };
    show(&value, &type_at(&path, schema)?, schema)
}

/// What cases are looked for.
#[derive(Clone, Debug, Default)]
pub struct Search<'n> {
    /// The rules, exceptions and duties of which cases are made, in this order.
    pub names: Vec<&'n str>,
    /// Entries of lists and keys of tables that are tried before all others, as facts write them.
    pub sought: BTreeSet<String>,
}

impl Search<'_> {
    /// Hands out the cases of one statement after the other, until `take` has enough.
    pub fn each(
        &self,
        program: &Program,
        take: &mut dyn FnMut(&Generated) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut maker = Maker::new(program);
        maker.sought = self.sought.clone();
        let all = all(program);
        for name in &self.names {
            for statement in all.iter().filter(|statement| statement.name == *name) {
                maker.statement(statement);
                for case in std::mem::take(&mut maker.made.cases) {
                    take(&case)?;
                }
            }
        }
        ControlFlow::Continue(())
    }
}
