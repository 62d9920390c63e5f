//! Statements.

use super::pairs::{Builder, Pair, child, children, first};
use super::parse::Rule;
use crate::source::Span;

use super::tree::{Clause, ClauseKind, Head, Item, Statement};

impl<'t> Builder<'t> {
    /// A statement; several where verdicts stand one after another: `deny if … license if …`.
    pub(super) fn statement(&mut self, pair: &Pair<'t>) -> Vec<Statement> {
        let span = self.span(pair);
        let before = self.problems.len();
        let form = first(pair);
        let item = form.as_ref().and_then(|form| self.item(form));
        let (Some(form), Some(item)) = (form, item) else {
            if self.problems.len() == before {
                self.not_understood(pair);
            }
            return vec![Statement { span, item: Item::Broken, clauses: Vec::new(), note: Vec::new() }];
        };
        if form.as_rule() == Rule::bare_rule {
            return self.bare_rules(&form);
        }
        let mut clauses = self.clauses(&form, &item);
        self.compared_days(&item, &mut clauses);
        let bare = clauses.split_off(own_clauses(&item, &clauses));
        self.check_clauses(&item, &clauses);
        clauses.shrink_to_fit();
        let end = bare.first().map_or(span.end, |clause| self.end_before(clause.span.start));
        let own = Statement { span: Span::new(span.start, end), item, clauses, note: Vec::new() };
        let mut statements = vec![own];
        statements.extend(self.as_bare_rules(bare));
        statements
    }

    /// Each verdict begins a rule of its own, with the clauses up to the next one.
    fn bare_rules(&mut self, pair: &Pair<'t>) -> Vec<Statement> {
        let opening = child(pair, Rule::verdict_clause).and_then(|verdict| self.clause(&verdict));
        let mut clauses: Vec<Clause> = opening.into_iter().collect();
        clauses.append(&mut self.cited);
        clauses.extend(self.clauses(pair, &Item::Rule(None)));
        self.compared_days(&Item::Rule(None), &mut clauses);
        self.as_bare_rules(clauses)
    }

    /// The end of what stands before a place, spaces and comments left out.
    fn end_before(&self, place: u32) -> u32 {
        let mut end = self.local(place);
        let comments = super::comments(self.text.get(..end).unwrap_or_default(), 0);
        loop {
            end = self.text.get(..end).unwrap_or_default().trim_end().len();
            match comments.iter().find(|comment| comment.span.end as usize == end) {
                Some(comment) => end = comment.span.start as usize,
                None => return self.place(end, end).start,
            }
        }
    }

    /// Rules without names: each verdict begins one.
    fn as_bare_rules(&mut self, clauses: Vec<Clause>) -> Vec<Statement> {
        let mut rules: Vec<Statement> = Vec::new();
        for clause in clauses {
            match rules.last_mut() {
                Some(rule) if !matches!(clause.kind, ClauseKind::Verdict(..)) => {
                    rule.span = rule.span.to(clause.span);
                    rule.clauses.push(clause);
                }
                Some(_) | None => rules.push(bare(clause)),
            }
        }
        for rule in &rules {
            self.check_clauses(&rule.item, &rule.clauses);
        }
        rules
    }

    fn item(&mut self, pair: &Pair<'t>) -> Option<Item> {
        Some(match pair.as_rule() {
            Rule::use_statement => Item::Use(self.quoted_in(pair)?),
            Rule::verdicts_statement => {
                Item::Verdicts(children(pair, Rule::level).filter_map(|level| self.level(&level)).collect())
            }
            Rule::fact_statement => Item::Fact(Box::new(self.field(&child(pair, Rule::field)?)?)),
            Rule::bare_rule => Item::Rule(None),
            Rule::presume_statement => self.presumption(pair)?,
            _ => {
                let head = self.head(pair)?;
                self.headed(pair, head)?
            }
        })
    }

    fn head(&mut self, pair: &Pair<'t>) -> Option<Head> {
        let title = child(pair, Rule::title).and_then(|title| self.quoted_in(&title));
        Some(Head { name: self.name_in(pair)?, title })
    }

    fn headed(&mut self, pair: &Pair<'t>, head: Head) -> Option<Item> {
        Some(match pair.as_rule() {
            Rule::policy_statement => Item::Policy(head),
            Rule::codes_statement => Item::Codes(head),
            Rule::calendar_statement => Item::Calendar(head),
            Rule::instrument_statement => Item::Instrument(head),
            Rule::suspension_statement => Item::Suspension(head),
            Rule::repeal_statement => Item::Repeal(head),
            Rule::rule_statement => Item::Rule(Some(head)),
            Rule::exception_statement => Item::Exception(head),
            Rule::disapply_statement => Item::Disapply(head),
            Rule::amend_statement => Item::Amend(head),
            Rule::duty_statement => Item::Duty(head),
            Rule::assert_statement => Item::Assertion(head),
            _ => self.declaration(pair, head)?,
        })
    }

    fn declaration(&mut self, pair: &Pair<'t>, head: Head) -> Option<Item> {
        Some(match pair.as_rule() {
            Rule::enum_statement => Item::Enumeration(
                head,
                children(pair, Rule::choice).filter_map(|choice| self.choice(&choice)).collect(),
            ),
            Rule::record_statement => Item::Record(
                head,
                children(pair, Rule::field).filter_map(|field| self.field(&field)).collect(),
            ),
            Rule::list_statement => {
                let list = child(pair, Rule::list_literal).map(|list| self.operand(&list));
                Item::List(head, self.type_in(pair)?, list.map(Box::new))
            }
            Rule::table_statement => Item::Table(head, self.table_body(pair).map(Box::new)),
            Rule::parameter_statement => {
                let parameters = self.parameters_in(pair);
                let values =
                    children(pair, Rule::dated_value).filter_map(|value| self.dated_value(&value)).collect();
                Item::Parameter(head, parameters, self.type_in(pair)?, values)
            }
            Rule::define_statement => {
                let parameters = self.parameters_in(pair);
                Item::Definition(head, parameters, self.type_in(pair), Box::new(self.expression_in(pair)?))
            }
            Rule::reading_statement => Item::Reading(
                head,
                children(pair, Rule::answer).filter_map(|answer| self.answer(&answer)).collect(),
            ),
            _ => return None,
        })
    }

    /// `presume item.origin == CN`
    fn presumption(&mut self, pair: &Pair<'t>) -> Option<Item> {
        if let Some(equal) = child(pair, Rule::bad_equal) {
            self.refuse_equal(&equal);
        }
        let path = self.path(&child(pair, Rule::path)?)?;
        // The first operand is the path itself.
        let value = self.operands_in(pair).into_iter().nth(1)?;
        Some(Item::Presumption(path, value))
    }
}

fn bare(clause: Clause) -> Statement {
    Statement { span: clause.span, item: Item::Rule(None), clauses: vec![clause], note: Vec::new() }
}

/// How many clauses belong to a statement: a verdict after one that is complete without it begins a
/// bare rule.
fn own_clauses(item: &Item, clauses: &[Clause]) -> usize {
    let verdict = clauses.iter().position(|clause| matches!(clause.kind, ClauseKind::Verdict(..)));
    let Some(verdict) = verdict else { return clauses.len() };
    let before = || clauses.iter().take(verdict);
    let complete = match item {
        Item::Rule(_) | Item::Exception(_) | Item::Amend(_) => false,
        Item::Disapply(_) | Item::Duty(_) => before().any(|clause| matches!(clause.kind, ClauseKind::If(_))),
        Item::Assertion(_) => before().any(|clause| {
            matches!(clause.kind, ClauseKind::AtLeast(..) | ClauseKind::AtMost(..) | ClauseKind::Applies(..))
        }),
        Item::Policy(_)
        | Item::Use(_)
        | Item::Verdicts(_)
        | Item::Enumeration(..)
        | Item::Record(..)
        | Item::Fact(_)
        | Item::Codes(_)
        | Item::List(..)
        | Item::Table(..)
        | Item::Parameter(..)
        | Item::Definition(..)
        | Item::Calendar(_)
        | Item::Instrument(_)
        | Item::Suspension(_)
        | Item::Repeal(_)
        | Item::Reading(..)
        | Item::Presumption(..)
        | Item::Broken => true,
    };
    if complete { verdict } else { clauses.len() }
}
