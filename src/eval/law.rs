//! The law on a day: which texts of which rules are in force, and why the others are not.

use std::cell::Cell;
use std::rc::Rc;

use crate::eval::decision::{Absence, Truth};
use crate::program::Program;
use crate::typed::{
    Duty, Expression, ExpressionKind, Ground, InstrumentId, Interruption, Interval, Policy, RuleId, Version,
};
use crate::value::{Date, Value};

/// The day, what had been issued, and the answers to contested points.
#[derive(Clone, Debug)]
pub(super) struct Law<'p> {
    pub program: &'p Program,
    /// The day that picks the law.
    pub as_of: Option<Date>,
    /// Only what had been issued by this day counts.
    pub known_on: Option<Date>,
    /// An answer for each reading.
    pub readings: Vec<u32>,
    /// How long the answers given so far stay the same, where that is asked for.
    pub lasts: Lasts,
}

/// How long what has been asked of the law stays the same: the first later day on which some answer may be another.
/// Everything that looks at the day says so here, so between two such days nothing has to be decided again. Nothing is
/// kept unless it is asked for, since it takes time.
#[derive(Clone, Debug, Default)]
pub(super) struct Lasts(Option<Rc<Cell<Option<Date>>>>);

impl Lasts {
    /// For all that is asked from now on.
    pub fn kept() -> Lasts {
        Lasts(Some(Rc::default()))
    }

    /// The first later day on which some answer may be another; none where there is no such day.
    pub fn until(&self) -> Option<Date> {
        self.0.as_ref().and_then(|first| first.get())
    }

    /// An answer may be another from a day on, if that is later than `now`.
    fn turns(&self, now: Date, day: Date) {
        if let Some(first) = &self.0
            && now < day
            && first.get().is_none_or(|first| day < first)
        {
            first.set(Some(day));
        }
    }

    /// An answer may be another on the very next day.
    pub fn today_only(&self, now: Date) {
        now.tomorrow().into_iter().for_each(|next| self.turns(now, next));
    }

    /// The day was compared with another one: the answer may be another on that day, and again behind it.
    pub fn compared(&self, now: Date, with: Date) {
        self.turns(now, with);
        with.tomorrow().into_iter().for_each(|next| self.turns(now, next));
    }

    /// It was asked whether the day lies in an interval.
    fn within(&self, now: Date, interval: &Interval) {
        if self.0.is_none() {
            return;
        }
        interval.from.into_iter().for_each(|from| self.turns(now, from));
        let behind = interval.through.and_then(|through| through.tomorrow().ok());
        behind.into_iter().for_each(|next| self.turns(now, next));
    }
}

impl<'p> Law<'p> {
    /// The typed policy.
    pub fn policy(&self) -> &'p Policy {
        self.program.policy()
    }

    /// Whether a day lies in an interval, where the day may not be known.
    pub fn within(&self, interval: &Interval) -> Truth {
        self.as_of.into_iter().for_each(|day| self.lasts.within(day, interval));
        match self.as_of {
            Some(day) if interval.contains(day) => Truth::Yes,
            Some(_) => Truth::No,
            None if interval.is_always() => Truth::Yes,
            None if interval.is_empty() => Truth::No,
            None => Truth::Unknown,
        }
    }

    /// Whether something had been issued by the day that is asked about.
    fn issued(&self, issued: Option<Date>) -> bool {
        match (self.known_on, issued) {
            (Some(known_on), Some(issued)) => issued <= known_on,
            _ => true,
        }
    }

    /// Whether a text of a rule is in force.
    pub fn text(&self, rule: RuleId, version: &Version) -> Truth {
        if !self.issued(version.issued.or(version.in_force.from)) {
            return Truth::No;
        }
        let instrument = version.citation.as_ref().map(|citation| citation.instrument);
        let interrupted = self
            .interruptions(Some(rule), instrument)
            .map(|(_, truth)| truth)
            .max_by_key(|truth| rank(*truth));
        and(self.within(&self.days(version)), not(interrupted.unwrap_or(Truth::No)))
    }

    /// The days of a text; an amendment that had not been issued does not end it.
    fn days(&self, version: &Version) -> Interval {
        match (version.uncut, self.known_on) {
            (Some((uncut, amended)), Some(known_on)) if known_on < amended => uncut,
            _ => version.in_force,
        }
    }

    /// Whether something under an instrument is in force: a duty, a presumption.
    pub fn under(
        &self,
        instrument: Option<InstrumentId>,
        interval: &Interval,
        issued: Option<Date>,
    ) -> Truth {
        if !self.issued(issued) {
            return Truth::No;
        }
        let interrupted =
            self.interruptions(None, instrument).map(|(_, truth)| truth).max_by_key(|truth| rank(*truth));
        and(self.within(interval), not(interrupted.unwrap_or(Truth::No)))
    }

    /// Whether a duty is in force: one of the provisions that it cites is.
    pub fn duty(&self, duty: &Duty) -> Truth {
        let instrument = duty.citation.as_ref().map(|citation| citation.instrument);
        let first = self.under(instrument, &duty.in_force, duty.issued.or(duty.in_force.from));
        duty.also.iter().map(|ground| self.ground(ground)).fold(first, or)
    }

    /// Whether a further provision of a duty is in force.
    pub fn ground(&self, ground: &Ground) -> Truth {
        let issued = ground.issued.or(ground.in_force.from);
        self.under(Some(ground.citation.instrument), &ground.in_force, issued)
    }

    /// The interruptions of a rule or its instrument that may hold.
    fn interruptions(
        &self,
        rule: Option<RuleId>,
        instrument: Option<InstrumentId>,
    ) -> impl Iterator<Item = (&'p Interruption, Truth)> {
        let concerns = move |found: &&Interruption| {
            rule.is_some_and(|rule| found.rules.contains(&rule))
                || instrument.is_some_and(|instrument| found.instruments.contains(&instrument))
        };
        let truth = move |found: &'p Interruption| {
            (found, if self.is_taken(found) { self.within(&found.period) } else { Truth::No })
        };
        self.policy()
            .interruptions
            .iter()
            .filter(concerns)
            .map(truth)
            .filter(|(_, truth)| *truth != Truth::No)
    }

    /// Whether an interruption counts at all: by the readings, and by what had been issued.
    pub fn is_taken(&self, found: &Interruption) -> bool {
        found.condition.as_ref().is_none_or(|condition| self.reading_holds(condition))
            && self.issued(found.issued)
    }

    /// A condition over readings, which are always known.
    fn reading_holds(&self, condition: &Expression) -> bool {
        match &condition.kind {
            ExpressionKind::Literal(Value::Boolean(value)) => *value,
            ExpressionKind::Not(inner) => !self.reading_holds(inner),
            ExpressionKind::And(parts) => parts.iter().all(|part| self.reading_holds(part)),
            ExpressionKind::Or(parts) => parts.iter().any(|part| self.reading_holds(part)),
            ExpressionKind::Compare(operator, left, right) => {
                let same = self.answer(left).is_some() && self.answer(left) == self.answer(right);
                same == (*operator == crate::typed::Comparison::Equal)
            }
            ExpressionKind::In { negated, item, list } => {
                let ExpressionKind::List(items) = &list.kind else { return *negated };
                items.iter().any(|other| self.answer(item) == self.answer(other)) != *negated
            }
            _ => false,
        }
    }

    fn answer(&self, expression: &Expression) -> Option<u32> {
        match &expression.kind {
            ExpressionKind::Literal(Value::Choice(answer)) => Some(*answer),
            ExpressionKind::Reading(id) => self.readings.get(id.0).copied(),
            _ => None,
        }
    }

    /// Why a rule has no text in force.
    pub fn absence(&self, rule: RuleId) -> Absence {
        let Some(day) = self.as_of else { return Absence::NoText };
        let versions = self.policy().rules.get(rule.0).map_or(&[][..], |rule| rule.versions.as_slice());
        if let Some(version) = versions.iter().find(|version| self.days(version).contains(day)) {
            let issued = version.issued.or(version.in_force.from);
            if let (false, Some(issued)) = (self.issued(issued), issued) {
                return Absence::NotIssued(issued);
            }
            let instrument = version.citation.as_ref().map(|citation| citation.instrument);
            if let Some((found, _)) = self.interruptions(Some(rule), instrument).next() {
                let (by, title, through) = (found.name.clone(), found.title.clone(), found.period.through);
                return Absence::Interrupted { by, title, through };
            }
        }
        let begins =
            versions.iter().filter_map(|version| version.in_force.from).filter(|from| day < *from).min();
        let ended = versions
            .iter()
            .filter_map(|version| version.in_force.through)
            .filter(|through| *through < day)
            .max();
        match (begins, ended) {
            (Some(begins), _) => Absence::NotYet(begins),
            (None, Some(ended)) => Absence::Ended(ended),
            (None, None) => Absence::NoText,
        }
    }
}

fn rank(truth: Truth) -> u8 {
    match truth {
        Truth::No => 0,
        Truth::Unknown => 1,
        Truth::Yes => 2,
    }
}

/// Kleene's *and*.
pub(super) fn and(left: Truth, right: Truth) -> Truth {
    match (left, right) {
        (Truth::No, _) | (_, Truth::No) => Truth::No,
        (Truth::Yes, Truth::Yes) => Truth::Yes,
        _ => Truth::Unknown,
    }
}

/// Kleene's *or*.
pub(super) fn or(left: Truth, right: Truth) -> Truth {
    not(and(not(left), not(right)))
}

/// Kleene's *not*.
pub(super) fn not(truth: Truth) -> Truth {
    match truth {
        Truth::Yes => Truth::No,
        Truth::No => Truth::Yes,
        Truth::Unknown => Truth::Unknown,
    }
}
