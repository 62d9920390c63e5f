//! Time: instruments, the days on which things are in force, suspensions, repeals and calendars.

use std::collections::BTreeSet;

use crate::source::Span;
use crate::syntax::tree::{self, ClauseKind, DateWritten, Item, Name, Period, PeriodEnd, Statement};
use crate::typed::{
    Calendar, CalendarId, Citation, Instrument, InstrumentId, Interruption, Interval, RuleId,
};
use crate::value::{Date, WorkingCalendar};

use super::error::CheckError;
use super::expression::{Reach, Scope};
use super::{Checker, clause, title};

/// A period as written, with the readings under which it holds.
type Spell<'s> = (&'s Period, Option<&'s tree::Condition>);

/// Weekdays, Monday first.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl<'a> Checker<'a> {
    pub(super) fn instruments(&mut self) -> Vec<Instrument> {
        let statements = self.names.instrument_statements.clone();
        statements.into_iter().filter_map(|statement| self.instrument(statement)).collect()
    }

    fn instrument(&mut self, statement: &Statement) -> Option<Instrument> {
        let Item::Instrument(head) = &statement.item else { return None };
        Some(Instrument {
            name: head.name.text.to_string(),
            title: title(head),
            issued: issued(statement),
            in_force: self.in_force(statement),
            source: clause(statement, |kind| {
                if let ClauseKind::Source(text) = kind { Some(text.text.clone()) } else { None }
            }),
            span: head.name.span,
        })
    }

    /// The days of `in force …`, or of a bare period.
    pub(super) fn in_force(&mut self, statement: &Statement) -> Interval {
        let period = clause(statement, |kind| match kind {
            ClauseKind::InForce(period) | ClauseKind::Period(period) => Some(period),
            _ => None,
        });
        period.map_or_else(Interval::default, |period| self.interval(period))
    }

    /// A written period as days from the first through the last.
    pub(super) fn interval(&mut self, period: &Period) -> Interval {
        let through = period.end.and_then(|end| match end {
            PeriodEnd::Through(DateWritten { date, .. }) => Some(date),
            PeriodEnd::Before(DateWritten { date, .. }) => date.yesterday().ok(),
        });
        let interval = Interval { from: period.from.map(|from| from.date), through };
        if interval.is_empty() {
            self.problems.add(CheckError::EmptyPeriod { span: period.span });
        }
        interval
    }

    pub(super) fn citation(&mut self, statement: &Statement) -> Option<Citation> {
        let written =
            clause(
                statement,
                |kind| if let ClauseKind::Under(citation) = kind { Some(citation) } else { None },
            )?;
        self.cited(written)
    }

    /// All provisions that a statement cites, in the order of the text.
    pub(super) fn citations(&mut self, statement: &Statement) -> Vec<Citation> {
        let mut found = Vec::new();
        for clause in &statement.clauses {
            if let ClauseKind::Under(written) = &clause.kind {
                found.extend(self.cited(written));
            }
        }
        found
    }

    fn cited(&mut self, written: &tree::Citation) -> Option<Citation> {
        let instrument = self.instrument_named(&written.instrument)?;
        let articles =
            written.articles.iter().map(|article| (article.kind.clone(), article.number.text.clone()));
        Some(Citation { instrument, articles: articles.collect() })
    }

    fn instrument_named(&mut self, name: &Name) -> Option<InstrumentId> {
        let found = self.names.instruments.get(&name.text);
        if found.is_none() && !self.unread.contains(name.text.as_str()) {
            let problem = self.unknown_instrument(name);
            self.problems.add(problem);
        }
        found
    }

    fn unknown_instrument(&self, name: &Name) -> CheckError {
        let advice = CheckError::advice(
            &name.text,
            self.names.instruments.names(),
            "declare it: instrument NAME \"title\" in force from DATE",
        );
        CheckError::UnknownInstrument { name: name.text.to_string(), advice, span: name.span }
    }

    pub(super) fn calendar_named(&mut self, name: &Name) -> Option<CalendarId> {
        let found = self.names.calendars.get(&name.text);
        if found.is_none() {
            let advice =
                CheckError::advice(&name.text, self.names.calendars.names(), "declare it with `calendar`");
            self.problems.add(CheckError::UnknownCalendar {
                name: name.text.to_string(),
                advice,
                span: name.span,
            });
        }
        found
    }

    pub(super) fn interruptions(&mut self, instruments: &[Instrument]) -> Vec<Interruption> {
        let statements = self.names.interruptions.clone();
        statements.into_iter().flat_map(|statement| self.interruption(statement, instruments)).collect()
    }

    /// A suspension or repeal: one interruption for each of its periods.
    fn interruption(&mut self, statement: &Statement, instruments: &[Instrument]) -> Vec<Interruption> {
        let (Item::Suspension(head) | Item::Repeal(head)) = &statement.item else { return Vec::new() };
        let of = clause(statement, |kind| if let ClauseKind::Of(names) = kind { Some(names) } else { None });
        let Some(of) = of else {
            self.missing(statement, "what it interrupts", "of INSTRUMENT");
            return Vec::new();
        };
        let (of_instruments, rules) = self.interrupted(of);
        let citation = self.citation(statement);
        let by_citation =
            citation.as_ref().and_then(|citation| instruments.get(citation.instrument.0)?.issued);
        let whole = Interruption {
            name: head.name.text.to_string(),
            title: title(head),
            repeal: matches!(statement.item, Item::Repeal(_)),
            instruments: of_instruments,
            rules,
            issued: issued(statement).or(by_citation),
            period: Interval::default(),
            condition: None,
            citation,
            span: head.name.span,
        };
        let spells = self.spells(statement);
        if spells.is_empty() {
            self.missing(statement, "its first day", "from 2025-11-07");
        }
        spells.into_iter().filter_map(|spell| self.spell(statement, of, instruments, &whole, spell)).collect()
    }

    /// One of the periods of a suspension.
    fn spell(
        &mut self,
        statement: &Statement,
        of: &[Name],
        instruments: &[Instrument],
        whole: &Interruption,
        (period, condition): Spell<'_>,
    ) -> Option<Interruption> {
        let period = self.interval(period);
        let Some(from) = period.from else {
            self.missing(statement, "its first day", "from 2025-11-07");
            return None;
        };
        self.begins_in_time(of, &whole.instruments, instruments, &period);
        let mut scope = Scope { reach: Reach::Readings, ..Scope::default() };
        Some(Interruption {
            issued: whole.issued.or(Some(from)),
            period: if whole.repeal { Interval { from: Some(from), through: None } } else { period },
            condition: condition.map(|condition| self.condition(condition, &mut scope)),
            ..whole.clone()
        })
    }

    /// The periods of a suspension, each with the `if` that stands behind it. Where there is one period
    /// only, its `if` may stand anywhere.
    fn spells<'s>(&mut self, statement: &'s Statement) -> Vec<Spell<'s>> {
        let mut spells: Vec<Spell<'s>> = Vec::new();
        let mut open: Vec<&'s tree::Condition> = Vec::new();
        for clause in &statement.clauses {
            match &clause.kind {
                ClauseKind::Period(period) => spells.push((period, None)),
                ClauseKind::If(condition) => match spells.last_mut() {
                    Some((_, own)) if own.is_none() => *own = Some(condition),
                    _ => open.push(condition),
                },
                _ => {}
            }
        }
        if let ([(_, own), ..], [condition]) = (spells.as_mut_slice(), open.as_slice())
            && own.is_none()
            && spells.len() == 1
        {
            spells.iter_mut().for_each(|(_, own)| *own = Some(condition));
            return spells;
        }
        for condition in open {
            self.problems.add(CheckError::IfWithoutPeriod { span: condition.span });
        }
        spells
    }

    /// Instruments and rules that a suspension names.
    fn interrupted(&mut self, names: &[Name]) -> (Vec<InstrumentId>, Vec<RuleId>) {
        let (mut instruments, mut rules) = (Vec::new(), Vec::new());
        for name in names {
            if let Some(id) = self.names.instruments.get(&name.text) {
                instruments.push(id);
            } else if let Some(found) = self.find_rules(&name.text) {
                rules.extend(found);
            } else if !self.unread.contains(name.text.as_str()) {
                let problem = self.unknown_instrument(name);
                self.problems.add(problem);
            }
        }
        (instruments, rules)
    }

    /// An interruption that ends before its instrument begins says nothing.
    fn begins_in_time(
        &mut self,
        names: &[Name],
        ids: &[InstrumentId],
        instruments: &[Instrument],
        period: &Interval,
    ) {
        for id in ids {
            let Some(instrument) = instruments.get(id.0) else { continue };
            if let (Some(last), Some(begins)) = (period.through, instrument.in_force.from)
                && last < begins
            {
                let span = names
                    .iter()
                    .find(|name| name.text == instrument.name)
                    .map_or(Span::default(), |name| name.span);
                let (instrument, from) = (instrument.name.clone(), period.from.unwrap_or(last).to_string());
                self.problems.add(CheckError::BeforeItBegins { instrument, from, span });
            }
        }
    }

    pub(super) fn calendars(&mut self) -> Vec<Calendar> {
        let statements = self.names.calendar_statements.clone();
        statements.into_iter().map(|statement| self.calendar(statement)).collect()
    }

    fn calendar(&mut self, statement: &Statement) -> Calendar {
        let covers = clause(statement, |kind| {
            if let ClauseKind::Covers(from, through) = kind { Some((*from, *through)) } else { None }
        });
        if covers.is_none() {
            self.missing(statement, "the days it covers", "covers 2025-01-01 through 2026-12-31");
        }
        let (covers_from, covers_through) =
            covers.map_or((Date::MIN, Date::MIN), |(from, through)| (from.date, through.date));
        if covers_through < covers_from
            && let Some((from, through)) = covers
        {
            self.problems.add(CheckError::EmptyPeriod { span: from.span.to(through.span) });
        }
        let Item::Calendar(head) = &statement.item else {
            let days = WorkingCalendar {
                name: String::new(),
                covers_from,
                covers_through,
                weekend: [false; 7],
                holidays: BTreeSet::new(),
                working: BTreeSet::new(),
            };
            return Calendar { title: None, days };
        };
        let mut days = WorkingCalendar {
            name: head.name.text.to_string(),
            covers_from,
            covers_through,
            weekend: self.weekend(statement),
            holidays: BTreeSet::new(),
            working: BTreeSet::new(),
        };
        self.calendar_days(statement, &mut days);
        Calendar { title: title(head), days }
    }

    /// The days off in every week; Saturday and Sunday where nothing is said.
    fn weekend(&mut self, statement: &Statement) -> [bool; 7] {
        let mut weekend = [false, false, false, false, false, true, true];
        let Some(names) =
            clause(statement, |kind| if let ClauseKind::Weekend(names) = kind { Some(names) } else { None })
        else {
            return weekend;
        };
        weekend = [false; 7];
        for name in names {
            match WEEKDAYS.iter().position(|day| *day == name.text).and_then(|day| weekend.get_mut(day)) {
                Some(day) => *day = true,
                None => self
                    .problems
                    .add(CheckError::UnknownWeekday { name: name.text.to_string(), span: name.span }),
            }
        }
        weekend
    }
}

/// The day of `issued`.
pub(super) fn issued(statement: &Statement) -> Option<Date> {
    clause(statement, |kind| {
        if let ClauseKind::Issued(tree::DateWritten { date, .. }) = kind { Some(*date) } else { None }
    })
}

/// The days as a message says them: `from 2025-12-01 through 2026-11-10`.
pub(super) fn say(interval: &Interval) -> String {
    match (interval.from, interval.through) {
        (None, None) => "always".to_owned(),
        (Some(from), None) => format!("from {from}"),
        (None, Some(through)) => format!("through {through}"),
        (Some(from), Some(through)) => format!("from {from} through {through}"),
    }
}
