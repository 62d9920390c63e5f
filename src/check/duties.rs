//! Duties and presumptions.

use crate::schema::Type;
use crate::syntax::tree::{self, ClauseKind, Item, Statement, WithinUnit};
use crate::typed::{
    Citation, Deadline, Duty, Expression, ExpressionKind, Ground, Instrument, Interval, Presumption, Someone,
};
use crate::value::{Date, Duration, List, Value};

use super::error::CheckError;
use super::expression::Scope;
use super::expressions::duration_unit;
use super::names::ValueName;
use super::operators::always;
use super::time::issued;
use super::{Checker, clause, title};

impl<'a> Checker<'a> {
    pub(super) fn duties(&mut self, instruments: &[Instrument]) -> Vec<Duty> {
        let statements = self.names.duties.clone();
        statements.into_iter().filter_map(|statement| self.duty(statement, instruments)).collect()
    }

    fn duty(&mut self, statement: &Statement, instruments: &[Instrument]) -> Option<Duty> {
        let Item::Duty(head) = &statement.item else { return None };
        let mut citations = self.citations(statement).into_iter();
        let citation = citations.next();
        let instrument = citation.as_ref().and_then(|citation| instruments.get(citation.instrument.0));
        let own = self.in_force(statement);
        let also = citations.map(|citation| ground(citation, &own, issued(statement), instruments)).collect();
        let owed =
            clause(statement, |kind| if let ClauseKind::Owed(by, to) = kind { Some((by, to)) } else { None });
        let condition = self.required_condition(statement)?;
        Some(Duty {
            name: head.name.text.to_string(),
            title: title(head),
            in_force: own.and(&instrument.map(|instrument| instrument.in_force).unwrap_or_default()),
            issued: issued(statement).or_else(|| instrument.and_then(|instrument| instrument.issued)),
            citation,
            also,
            owed_by: owed.map(|(by, _)| self.someone(by)),
            owed_to: owed.and_then(|(_, to)| to.as_ref()).map(|to| self.someone(to)),
            via: clause(statement, |kind| {
                if let ClauseKind::Via(text) = kind { Some(text.text.clone()) } else { None }
            }),
            deadline: self.deadline(statement),
            condition,
            span: statement.span,
        })
    }

    fn required_condition(&mut self, statement: &Statement) -> Option<Expression> {
        let written =
            clause(
                statement,
                |kind| if let ClauseKind::If(condition) = kind { Some(condition) } else { None },
            );
        if written.is_none() {
            self.missing(statement, "a condition", "if RULE applies");
        }
        written.map(|condition| self.condition(condition, &mut Scope::default()))
    }

    /// A party among the facts, or just a name.
    fn someone(&mut self, written: &tree::Someone) -> Someone {
        let path = match written {
            tree::Someone::Quoted(text) => return Someone::Named(text.text.clone()),
            tree::Someone::Named(path) => path,
        };
        let first = path.names.first().and_then(|name| self.names.values.get(&name.text));
        if !matches!(first, Some(ValueName::Fact(_))) {
            return Someone::Named(path.text());
        }
        match self.fact_path(path, None) {
            Some((slots, _)) => Someone::Party(slots, path.text()),
            None => Someone::Named(path.text()),
        }
    }

    fn deadline(&mut self, statement: &Statement) -> Option<Deadline> {
        let mut scope = Scope::default();
        clause(statement, |kind| match kind {
            ClauseKind::Within(_) | ClauseKind::By(_) | ClauseKind::Before(_) => Some(kind),
            _ => None,
        })
        .and_then(|kind| match kind {
            ClauseKind::Within(within) => self.within(within, &mut scope),
            ClauseKind::By(day) => Some(Deadline::By(self.expect(day, &Type::Date, &mut scope))),
            ClauseKind::Before(day) => Some(Deadline::Before(self.expect(day, &Type::Date, &mut scope))),
            _ => None,
        })
    }

    /// `within 10 working_days(china) after shipped_on`
    fn within(&mut self, within: &tree::Within, scope: &mut Scope) -> Option<Deadline> {
        let after = self.expect(&within.after, &Type::Date, scope);
        let count = within.amount.text.parse::<u32>().ok().filter(|count| i32::try_from(*count).is_ok());
        let Some(count) = count else {
            let (number, span) = (within.amount.text.clone(), within.amount.span);
            self.problems.add(CheckError::NotWhole { number: number.to_string(), span });
            return None;
        };
        match &within.unit {
            WithinUnit::WorkingDays(name) => {
                Some(Deadline::WithinWorkingDays(count, self.calendar_named(name)?, after))
            }
            WithinUnit::Calendar(unit) => {
                let (months, times) = duration_unit(&unit.text)?;
                let count = i32::try_from(count).ok()?.checked_mul(times)?;
                let duration = if months { Duration::of_months(count) } else { Duration::of_days(count) };
                Some(Deadline::Within(duration, after))
            }
        }
    }

    pub(super) fn presumptions(&mut self, instruments: &[Instrument]) -> Vec<Presumption> {
        let statements = self.names.presumptions.clone();
        statements.into_iter().filter_map(|statement| self.presumption(statement, instruments)).collect()
    }

    fn presumption(&mut self, statement: &Statement, instruments: &[Instrument]) -> Option<Presumption> {
        let Item::Presumption(path, value) = &statement.item else { return None };
        let (fact, r#type) = self.fact_path(path, None)?;
        let value = self.expect(value, &r#type, &mut Scope::constants());
        let value = self.presumed(&value)?;
        let citation = self.citation(statement);
        let instrument = citation.as_ref().and_then(|citation| instruments.get(citation.instrument.0));
        let own = self.in_force(statement);
        let condition =
            clause(
                statement,
                |kind| if let ClauseKind::If(condition) = kind { Some(condition) } else { None },
            );
        let condition = condition.map(|condition| self.condition(condition, &mut Scope::default()));
        Some(Presumption {
            fact,
            path: path.text(),
            value,
            in_force: own.and(&instrument.map(|instrument| instrument.in_force).unwrap_or_default()),
            citation,
            condition: condition.unwrap_or_else(|| always(statement.span)),
            span: statement.span,
        })
    }
}

impl Checker<'_> {
    /// What is presumed: a fixed value, or a list of them.
    fn presumed(&mut self, value: &Expression) -> Option<Value> {
        let ExpressionKind::List(items) = &value.kind else { return self.constant(value) };
        let items: Option<Vec<Value>> = items.iter().map(|item| self.constant(item)).collect();
        // The list stands nowhere in the facts.
        Some(Value::List(List { place: u32::MAX, items: items?.into() }))
    }
}

/// A further provision of a duty, with the days of its instrument.
fn ground(citation: Citation, own: &Interval, issued: Option<Date>, instruments: &[Instrument]) -> Ground {
    let instrument = instruments.get(citation.instrument.0);
    Ground {
        in_force: own.and(&instrument.map(|instrument| instrument.in_force).unwrap_or_default()),
        issued: issued.or_else(|| instrument.and_then(|instrument| instrument.issued)),
        citation,
    }
}
