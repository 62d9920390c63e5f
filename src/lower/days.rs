//! The law in time: what is in force, as a test of the day that picks the law.

use crate::eval::decision::Truth;
use crate::eval::interrupts;
use crate::screen::{Kind, LOST, Node, NodeId, Read, ReadId, day_number};
use crate::typed::{InstrumentId, Interval, RuleId, Version};
use crate::value::{Date, Value};

use super::Lowerer;
use super::term::Term;

/// The day that picks the law.
#[derive(Clone, Copy, Debug)]
pub(super) enum Day {
    /// The question says it.
    Known(Date),
    /// A fact does.
    Fact(ReadId),
    /// Nothing does.
    Never,
}

impl Lowerer<'_> {
    /// Finds out what picks the law.
    pub(super) fn pick_day(&mut self) {
        if let Some(day) = self.question.as_of {
            self.day = Day::Known(day);
            return;
        }
        let Some(way) = self.policy.governed_by.as_deref() else { return };
        if let Some((fact, _)) = self.raw(way) {
            let slot = self.new_slot(0, 1);
            self.form.governed_by = Some((fact, slot));
            self.day = Day::Fact(self.read(Read { table: 0, level: 0, slot, guard: None }));
        }
    }

    /// `as_of`
    pub(super) fn as_of(&self) -> Term {
        match self.day {
            Day::Known(day) => Term::Constant(Value::Date(day)),
            Day::Fact(read) => Term::Slot(read, Kind::Date),
            Day::Never => Term::Strange,
        }
    }

    /// Whether that day is known.
    pub(super) fn day_is_known(&mut self) -> NodeId {
        match self.day {
            Day::Known(_) => self.known(Truth::Yes),
            Day::Fact(read) => self.node(Node::Within(read, LOST + 1, i64::MAX)),
            Day::Never => self.unknown(),
        }
    }

    /// Whether the day lies in an interval.
    pub(super) fn within(&mut self, interval: &Interval) -> NodeId {
        if interval.is_always() {
            return self.known(Truth::Yes);
        }
        match self.day {
            Day::Known(day) if interval.contains(day) => self.known(Truth::Yes),
            Day::Known(_) => self.known(Truth::No),
            _ if interval.is_empty() => self.known(Truth::No),
            Day::Never => self.unknown(),
            Day::Fact(read) => {
                let from = interval.from.map_or(LOST + 1, day_number);
                let through = interval.through.map_or(i64::MAX, day_number);
                self.node(Node::Within(read, from, through))
            }
        }
    }

    fn issued(&self, issued: Option<Date>) -> bool {
        match (self.question.known_on, issued) {
            (Some(known_on), Some(issued)) => issued <= known_on,
            _ => true,
        }
    }

    /// Whether a text of a rule is in force.
    pub(super) fn text_in_force(&mut self, rule: RuleId, version: &Version) -> NodeId {
        let days = match (version.uncut, self.question.known_on) {
            (Some((uncut, amended)), Some(known_on)) if known_on < amended => uncut,
            _ => version.in_force,
        };
        let instrument = version.citation.as_ref().map(|citation| citation.instrument);
        self.in_force(Some(rule), instrument, &days, version.issued.or(version.in_force.from))
    }

    /// Whether something is in force: by its days, what had been issued, and what interrupts it.
    pub(super) fn in_force(
        &mut self,
        rule: Option<RuleId>,
        instrument: Option<InstrumentId>,
        days: &Interval,
        issued: Option<Date>,
    ) -> NodeId {
        if !self.issued(issued) {
            return self.known(Truth::No);
        }
        let (policy, program, question) = (self.policy, self.program, self.question);
        let concerned = policy.interruptions.iter().filter(|found| {
            rule.is_some_and(|rule| found.rules.contains(&rule))
                || instrument.is_some_and(|instrument| found.instruments.contains(&instrument))
        });
        let mut parts = vec![self.within(days)];
        for interruption in concerned.filter(|found| interrupts(program, question, found)) {
            let period = self.within(&interruption.period);
            parts.push(self.not(period));
        }
        self.all(&parts)
    }
}
