//! Tables and dated parameters: chains of choices between constants.

use crate::eval::decision::Truth;
use crate::screen::{Node, NodeId};
use crate::typed::{Comparison, Expression, Found, ParameterId, TableId, TableRow};
use crate::value::Value;

use super::Lowerer;
use super::term::Term;

/// Rows of a table that one look-up may leave to choose from.
const MOST_ROWS: usize = 1024;

impl<'p> Lowerer<'p> {
    /// `chart(country, reason)`; none where an argument is none.
    pub(super) fn look_up(
        &mut self,
        id: TableId,
        arguments: &'p [Expression],
        frame: &mut Vec<Term>,
    ) -> Term {
        let Some(table) = self.policy.tables.get(id.0) else { return Term::Strange };
        let keys: Vec<Term> = arguments.iter().map(|argument| self.term(argument, frame)).collect();
        if keys.iter().any(Term::is_nothing) {
            return Term::Nothing;
        }
        let mut choices: Vec<(NodeId, Term)> = Vec::new();
        for row in &table.rows {
            let matches = self.row_matches(row, &keys);
            if self.truth_at(matches) != Some(Truth::No) {
                choices.push((matches, found(&row.found)));
            }
        }
        if choices.len() > MOST_ROWS {
            return Term::Strange;
        }
        let otherwise = table.otherwise.as_ref().map_or(Term::Strange, found);
        let choices = self.merged(choices);
        let chosen = self.chosen(choices, otherwise);
        let missing: Vec<NodeId> = keys.iter().map(|key| self.not_there(key)).collect();
        let missing = self.any(&missing);
        match self.truth_at(missing) {
            Some(Truth::No) => chosen,
            _ => Term::Choice(missing, Box::new(Term::Nothing), Box::new(chosen)),
        }
    }

    /// Choices of one value after each other are one choice.
    fn merged(&mut self, choices: Vec<(NodeId, Term)>) -> Vec<(NodeId, Term)> {
        let mut merged: Vec<(Vec<NodeId>, Term)> = Vec::new();
        for (condition, term) in choices {
            // Rows do not overlap, so their order does not matter.
            let same = |other: &Term| match (other, &term) {
                (Term::Constant(one), Term::Constant(two)) => one == two,
                (Term::Strange, Term::Strange) => true,
                _ => false,
            };
            match merged.iter_mut().find(|(_, other)| same(other)) {
                Some((conditions, _)) => conditions.push(condition),
                None => merged.push((vec![condition], term)),
            }
        }
        merged.into_iter().map(|(conditions, term)| (self.any(&conditions), term)).collect()
    }

    fn chosen(&mut self, choices: Vec<(NodeId, Term)>, otherwise: Term) -> Term {
        choices.into_iter().rev().fold(otherwise, |rest, (condition, term)| match self.truth_at(condition) {
            Some(Truth::Yes) => term,
            Some(Truth::No) => rest,
            Some(Truth::Unknown) => Term::Strange,
            None => Term::Choice(condition, Box::new(term), Box::new(rest)),
        })
    }

    fn row_matches(&mut self, row: &TableRow, keys: &[Term]) -> NodeId {
        let mut parts = Vec::new();
        for (wanted, key) in row.keys.iter().zip(keys) {
            let Some(wanted) = wanted else { continue };
            let mut same = Vec::new();
            for value in wanted {
                same.push(match value {
                    Value::Money(_) => self.unknown(),
                    value => self.compare(Comparison::Equal, key, &Term::of(value.clone())),
                });
            }
            parts.push(self.any(&same));
        }
        self.all(&parts)
    }

    /// Whether a key is none.
    fn not_there(&mut self, key: &Term) -> NodeId {
        match key {
            Term::Constant(_) | Term::Truth(_) => self.known(Truth::No),
            Term::Slot(read, _) => self.node(Node::Missing(*read)),
            _ => self.unknown(),
        }
    }

    /// `limit(code)`: the value of the day; unknown on a day without one.
    pub(super) fn parameter(
        &mut self,
        id: ParameterId,
        arguments: &'p [Expression],
        frame: &mut Vec<Term>,
    ) -> Term {
        let Some(parameter) = self.policy.parameters.get(id.0) else { return Term::Strange };
        let inner: Vec<Term> = arguments.iter().map(|argument| self.term(argument, frame)).collect();
        let mut choices = Vec::new();
        for (interval, value) in &parameter.values {
            let within = self.within(interval);
            let value = self.term(value, &mut inner.clone());
            choices.push((within, value));
        }
        self.chosen(choices, Term::Strange)
    }
}

fn found(found: &Found) -> Term {
    match found {
        Found::Value(value) => Term::of(value.clone()),
        Found::Pointer(_) => Term::Strange,
    }
}
