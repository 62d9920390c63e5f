//! A program and a question become tests over slots: partial evaluation of the typed tree.
//!
//! What does not depend on a case is worked out here: readings, what had been issued, lists, tables and
//! parameters, calls of definitions, loops over lists of constants. What does becomes a node of the
//! [`Form`]. Whatever has no lower form becomes *unknown*, which makes the case, where it matters, one for
//! the evaluator; so everything here may give up, and nothing may guess.
//!
//! In reading order: `term` is what an expression is while it is lowered, `place` gives fields their slots,
//! `expression` walks the tree, `comparison`, `membership`, `arithmetic` and `gather` are its operators,
//! `days` is the law in time, `rules` what holds, `index` finds rules by their values, `cost` how many rows a
//! case may have.

mod arithmetic;
mod build;
mod comparison;
mod cost;
mod days;
mod expression;
mod gather;
mod index;
mod lookup;
mod membership;
mod place;
mod rules;
mod term;

use std::collections::HashMap;

use crate::eval::Question;
use crate::program::Program;
use crate::screen::{Amount, AmountId, Form, Node, NodeId, Read, ReadId, SetId};
use crate::typed::{DefinitionId, Policy};
use crate::value::Code;

use self::cost::Costs;
use self::days::Day;
use self::term::Term;

/// Nodes that a form may have: a policy that would need more is left to the evaluator.
const MOST_NODES: usize = 2_000_000;

/// Rows that a case may have here.
const MOST_ROWS: usize = 100_000;

/// How often a definition may call itself here; deeper, the evaluator does.
const MOST_CALLS: usize = 4;

/// Makes the lower form of a program under a question.
pub fn lower(program: &Program, question: &Question) -> Form {
    let mut lowerer = Lowerer::new(program, question);
    lowerer.facts();
    lowerer.rules();
    lowerer.finish()
}

/// What lowering keeps.
struct Lowerer<'p> {
    program: &'p Program,
    policy: &'p Policy,
    question: &'p Question,
    readings: Vec<u32>,
    day: Day,
    form: Form,
    reads: HashMap<Read, ReadId>,
    nodes: HashMap<Node, NodeId>,
    amounts: HashMap<Amount, AmountId>,
    sets: HashMap<Vec<u64>, SetId>,
    /// Nodes that are worked out once in a case, with the node that does so.
    memos: HashMap<NodeId, NodeId>,
    /// Sets of codes that lie under one, to be filled when all codes are known.
    under: Vec<(SetId, Code)>,
    /// Definitions without arguments.
    known: HashMap<DefinitionId, Term>,
    /// Definitions that are being lowered.
    calls: Vec<DefinitionId>,
    /// How many lists one is inside.
    level: u8,
    costs: Costs,
}

impl<'p> Lowerer<'p> {
    fn new(program: &'p Program, question: &'p Question) -> Lowerer<'p> {
        let readings = question.answers(program);
        Lowerer {
            program,
            policy: program.policy(),
            question,
            costs: Costs::under(&readings),
            readings,
            day: Day::Never,
            form: Form { most_rows: MOST_ROWS, ..Form::default() },
            reads: HashMap::new(),
            nodes: HashMap::new(),
            amounts: HashMap::new(),
            sets: HashMap::new(),
            memos: HashMap::new(),
            under: Vec::new(),
            known: HashMap::new(),
            calls: Vec::new(),
            level: 0,
        }
    }

    fn finish(mut self) -> Form {
        self.form.nodes.shrink_to_fit();
        self.form.pool.shrink_to_fit();
        self.form.tests.shrink_to_fit();
        self.nodes = HashMap::new();
        self.fill_sets();
        self.group();
        self.lay_out();
        self.form
    }
}
