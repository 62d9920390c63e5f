//! Clauses: the pieces of a statement after its name and title.

use super::conditions::as_deadline;
use super::pairs::{Builder, Pair, child, children, first, has};
use super::parse::Rule;
use super::tree::{Article, Citation, Clause, ClauseKind, Item, Name, Quoted, Someone, Within, WithinUnit};

impl<'t> Builder<'t> {
    /// The clauses of a statement, in the order of the text.
    pub(super) fn clauses(&mut self, statement: &Pair<'t>, item: &Item) -> Vec<Clause> {
        let found = children(statement, Rule::clause).filter_map(|clause| first(&clause));
        let mut clauses = Vec::new();
        for clause in found {
            clauses.extend(self.clause(&clause));
            clauses.append(&mut self.cited);
        }
        let found: Vec<Clause> = clauses;
        found.into_iter().map(|clause| settled(clause, item)).collect()
    }

    /// One clause; what the tree has no place for is reported.
    pub(super) fn clause(&mut self, pair: &Pair<'t>) -> Option<Clause> {
        let span = self.span(pair);
        let before = self.problems.len();
        let kind = match pair.as_rule() {
            Rule::in_force_clause
            | Rule::period_clause
            | Rule::issued_clause
            | Rule::taken_clause
            | Rule::covers_clause => self.time_clause(pair),
            Rule::within_clause | Rule::by_clause | Rule::owed_clause | Rule::via_clause => {
                self.duty_clause(pair)
            }
            Rule::at_least_clause
            | Rule::at_most_clause
            | Rule::applies_clause
            | Rule::if_clause
            | Rule::verdict_clause => self.condition_clause(pair),
            Rule::governed_clause
            | Rule::under_clause
            | Rule::group_clause
            | Rule::prevails_clause
            | Rule::to_clause
            | Rule::of_clause
            | Rule::default_clause
            | Rule::weekend_clause => self.relation_clause(pair),
            _ => self.data_clause(pair),
        };
        if kind.is_none() && self.problems.len() == before {
            self.not_understood(pair);
        }
        kind.map(|kind| Clause { kind, span })
    }

    fn time_clause(&mut self, pair: &Pair<'t>) -> Option<ClauseKind> {
        Some(match pair.as_rule() {
            Rule::in_force_clause => ClauseKind::InForce(self.period_in(pair)?),
            Rule::period_clause => ClauseKind::Period(self.period_in(pair)?),
            Rule::issued_clause => ClauseKind::Issued(self.date_in(pair)?),
            Rule::taken_clause => ClauseKind::Taken(self.date_in(pair)?),
            _ => {
                let mut dates = self.dates_in(&child(pair, Rule::period_from_through)?);
                ClauseKind::Covers(dates.next()??, dates.next()??)
            }
        })
    }

    fn duty_clause(&mut self, pair: &Pair<'t>) -> Option<ClauseKind> {
        Some(match pair.as_rule() {
            Rule::within_clause => ClauseKind::Within(Box::new(self.within(pair)?)),
            Rule::by_clause if has(pair, Rule::before_word) => ClauseKind::Before(self.expression_in(pair)?),
            Rule::by_clause => ClauseKind::By(self.expression_in(pair)?),
            Rule::via_clause => ClauseKind::Via(self.quoted_in(pair)?),
            _ => {
                let mut people = children(pair, Rule::someone);
                let who = self.someone(&people.next()?)?;
                ClauseKind::Owed(who, people.next().and_then(|whom| self.someone(&whom)))
            }
        })
    }

    fn within(&mut self, pair: &Pair<'t>) -> Option<Within> {
        let unit = match child(pair, Rule::working_days) {
            Some(days) => WithinUnit::WorkingDays(self.name_in(&days)?),
            None => WithinUnit::Calendar(self.word(&child(pair, Rule::duration_word)?)),
        };
        Some(Within {
            amount: self.word(&child(pair, Rule::number)?),
            unit,
            after: self.expression_in(pair)?,
        })
    }

    fn someone(&mut self, pair: &Pair<'t>) -> Option<Someone> {
        match child(pair, Rule::path) {
            Some(path) => self.path(&path).map(Someone::Named),
            None => self.quoted_in(pair).map(Someone::Quoted),
        }
    }

    fn condition_clause(&mut self, pair: &Pair<'t>) -> Option<ClauseKind> {
        if pair.as_rule() == Rule::if_clause {
            return self.condition_in(pair).map(ClauseKind::If);
        }
        let name = self.name_in(pair)?;
        if let Some(colon) = child(pair, Rule::bad_colon) {
            self.refuse_after_verdict(&colon, &name.text);
        }
        let condition = self.condition_in(pair)?;
        Some(match pair.as_rule() {
            Rule::at_least_clause => ClauseKind::AtLeast(name, condition),
            Rule::at_most_clause => ClauseKind::AtMost(name, condition),
            Rule::applies_clause => ClauseKind::Applies(name, condition),
            _ => ClauseKind::Verdict(name, condition),
        })
    }

    fn relation_clause(&mut self, pair: &Pair<'t>) -> Option<ClauseKind> {
        Some(match pair.as_rule() {
            Rule::governed_clause => ClauseKind::GovernedBy(self.path(&child(pair, Rule::path)?)?),
            Rule::under_clause => ClauseKind::Under(self.citation(pair)?),
            Rule::group_clause => ClauseKind::Group(self.name_in(pair)?),
            Rule::prevails_clause => ClauseKind::PrevailsOver(self.names_in(pair)),
            Rule::to_clause => ClauseKind::To(self.names_in(pair)),
            Rule::of_clause => ClauseKind::Of(self.names_in(pair)),
            Rule::weekend_clause => ClauseKind::Weekend(self.names_in(pair)),
            _ => ClauseKind::Default(self.name_in(pair)?),
        })
    }

    fn citation(&mut self, pair: &Pair<'t>) -> Option<Citation> {
        let articles = children(pair, Rule::article).filter_map(|article| {
            let kind = self.written(&child(&article, Rule::article_word)?);
            Some(Article { kind, number: self.quoted_in(&article)? })
        });
        let articles = articles.collect();
        Some(Citation { instrument: self.name_in(pair)?, articles })
    }

    fn data_clause(&mut self, pair: &Pair<'t>) -> Option<ClauseKind> {
        Some(match pair.as_rule() {
            Rule::file_clause => self.file_clause(pair)?,
            Rule::source_clause => ClauseKind::Source(self.quoted_in(pair)?),
            Rule::shape_clause => ClauseKind::Shape(self.quoted_in(pair)?),
            Rule::row_clause => ClauseKind::Row(self.type_in(pair)?),
            Rule::column_clause => ClauseKind::Column(self.type_in(pair)?),
            Rule::cell_clause => ClauseKind::Cell(self.type_in(pair)?),
            Rule::otherwise_clause => ClauseKind::Otherwise(self.operand_in(pair)?),
            Rule::alias_clause => {
                let mut sides = self.operands_in(pair).into_iter();
                ClauseKind::Alias(sides.next()?, sides.next()?)
            }
            Rule::pointer_clause => self.pointer(pair)?,
            _ => return None,
        })
    }

    fn file_clause(&mut self, pair: &Pair<'t>) -> Option<ClauseKind> {
        let column: Option<Name> = child(pair, Rule::any_name).map(|name| self.word(&name));
        Some(ClauseKind::File(self.quoted_in(pair)?, column))
    }

    /// `pointer CU, IR "see Part 746"`: the last text is what is said, not what is pointed from.
    fn pointer(&mut self, pair: &Pair<'t>) -> Option<ClauseKind> {
        let text: Option<Quoted> = children(pair, Rule::string).last().map(|text| self.quoted(&text));
        let mut from = self.operands_in(pair);
        from.pop();
        Some(ClauseKind::Pointer(from, text?))
    }
}

/// `before D` is a deadline in a duty and a period everywhere else.
fn settled(clause: Clause, item: &Item) -> Clause {
    let Clause { kind, span } = clause;
    let kind = match kind {
        ClauseKind::Period(period) if matches!(item, Item::Duty(_)) => {
            as_deadline(&period).map_or(ClauseKind::Period(period), ClauseKind::Before)
        }
        other => other,
    };
    Clause { kind, span }
}
