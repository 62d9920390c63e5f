//! The days on which a policy changes, and the cases on both sides of each.
//!
//! A case counts only where it is about what changes: for a rule, one in which its condition is true or open,
//! in force or not; for a list, one that asks for the entry. A case on the day before and one on the day itself
//! is best, since a date that is wrong by one day shows only there.

use std::collections::BTreeMap;

use crate::eval::decision::{Standing, Truth};
use crate::eval::interrupts;
use crate::program::Program;
use crate::source::Span;
use crate::typed::{Interruption, Interval, RuleId};
use crate::value::Date;

use super::model::{DateCovered, Near};
use super::{Probed, place};

/// All days on which the policy changes by its own text, the earliest first.
pub(super) fn dates(program: &Program, probed: &[Probed<'_>]) -> Vec<DateCovered> {
    let mut dates = Dates { program, probed, found: Vec::new() };
    dates.rules_and_duties();
    dates.interruptions();
    dates.lists();
    dates.parameters();
    let mut found = dates.found;
    found.sort_by_key(|date| (date.day, date.place.span.start));
    found
}

struct Dates<'a> {
    program: &'a Program,
    probed: &'a [Probed<'a>],
    found: Vec<DateCovered>,
}

/// Something that has first and last days, and when a case is about it.
struct Subject<'s> {
    name: String,
    span: Span,
    /// Whether a case is about it.
    about: &'s dyn Fn(&Probed<'_>) -> bool,
    /// Whether a case that is about it and lies in its days sees it at work.
    works: &'s dyn Fn(&Probed<'_>) -> bool,
}

const ALWAYS: &dyn Fn(&Probed<'_>) -> bool = &|_| true;

impl Dates<'_> {
    /// Rules and duties under one instrument that begin or end with it share its days.
    fn rules_and_duties(&mut self) {
        let policy = self.program.policy();
        let mut shared: BTreeMap<(Option<usize>, Option<Date>, bool), Vec<Member>> = BTreeMap::new();
        let mut edges = |instrument: Option<usize>, interval: &Interval, member: Member| {
            let own = instrument.and_then(|index| policy.instruments.get(index)).map(|found| found.in_force);
            let own = own.unwrap_or_default();
            let key = |edge: Option<Date>, of: Option<Date>| (edge == of).then_some(instrument).flatten();
            if interval.from.is_some() {
                let with = key(interval.from, own.from);
                shared.entry((with, interval.from, true)).or_default().push(member.clone());
            }
            if interval.through.is_some() {
                let with = key(interval.through, own.through);
                shared.entry((with, interval.through, false)).or_default().push(member);
            }
        };
        for (index, rule) in policy.rules.iter().enumerate() {
            for text in &rule.versions {
                let instrument = text.citation.as_ref().map(|cited| cited.instrument.0);
                let member = Member::Rule { rule: index, span: text.span, interval: text.in_force };
                edges(instrument, &text.in_force, member);
            }
        }
        for (index, duty) in policy.duties.iter().enumerate() {
            let instrument = duty.citation.as_ref().map(|cited| cited.instrument.0);
            edges(instrument, &duty.in_force, Member::Duty { duty: index, interval: duty.in_force });
            for ground in &duty.also {
                let member = Member::Duty { duty: index, interval: ground.in_force };
                edges(Some(ground.citation.instrument.0), &ground.in_force, member);
            }
            for ground in &duty.also {
                let (instrument, interval) = (Some(ground.citation.instrument.0), ground.in_force);
                edges(instrument, &interval, Member::Duty { duty: index, interval });
            }
        }
        for ((instrument, day, begins), members) in shared {
            let instrument = instrument.and_then(|index| policy.instruments.get(index));
            match (instrument, day) {
                (Some(found), Some(day)) => {
                    let name = format!("instrument {}", found.name);
                    self.members(name, found.span, day, begins, &members);
                }
                (None, Some(day)) => members.iter().for_each(|member| {
                    let (name, span) = self.named(member);
                    self.members(name, span, day, begins, std::slice::from_ref(member));
                }),
                (_, None) => {}
            }
        }
    }

    fn named(&self, member: &Member) -> (String, Span) {
        let policy = self.program.policy();
        match member {
            Member::Rule { rule, span, .. } => {
                let name = policy.rules.get(*rule).map(|rule| rule.name.as_str()).unwrap_or_default();
                (format!("rule {name}"), *span)
            }
            Member::Duty { duty, .. } => {
                let found = policy.duties.get(*duty);
                let name = found.map(|duty| duty.name.as_str()).unwrap_or_default();
                (format!("duty {name}"), found.map(|duty| duty.span).unwrap_or_default())
            }
        }
    }

    /// One edge of the days of some rules and duties.
    fn members(&mut self, name: String, span: Span, day: Date, begins: bool, members: &[Member]) {
        let about = |case: &Probed<'_>| members.iter().any(|member| self.concerns(member, case));
        let works = |case: &Probed<'_>| {
            members.iter().any(|member| self.concerns(member, case) && member.is_in_force(case))
        };
        let intervals = members.iter().map(Member::interval);
        let whole = intervals.reduce(|one, two| Interval {
            from: one.from.min(two.from),
            through: one.through.zip(two.through).map(|(one, two)| one.max(two)),
        });
        let interval = match begins {
            true => Interval { from: Some(day), through: whole.and_then(|whole| whole.through) },
            false => Interval { from: whole.and_then(|whole| whole.from), through: Some(day) },
        };
        let subject = Subject { name, span, about: &about, works: &works };
        let found = self.edge(&subject, &interval, begins);
        self.found.extend(found);
    }

    /// Whether a case is about a rule or duty: its condition is true or open, or that of a rule that it asks for.
    fn concerns(&self, member: &Member, case: &Probed<'_>) -> bool {
        match member {
            Member::Rule { rule, .. } => self.rule_concerns(*rule, case, 0),
            Member::Duty { duty, .. } => {
                let asked = self.program.duty_applies(*duty);
                case.probe.duty_conditions.get(*duty).is_some_and(|truth| *truth != Truth::No)
                    || asked.iter().any(|rule| self.rule_concerns(rule.0, case, 0))
            }
        }
    }

    fn rule_concerns(&self, rule: usize, case: &Probed<'_>, depth: usize) -> bool {
        const DEEP: usize = 8;
        let texts = case.probe.conditions.get(rule).map_or(&[][..], Vec::as_slice);
        let asked = (0..texts.len()).flat_map(|text| self.program.applies(RuleId(rule), text));
        texts.iter().any(|truth| *truth != Truth::No)
            || (depth < DEEP
                && asked.into_iter().any(|other| self.rule_concerns(other.0, case, depth.saturating_add(1))))
    }

    /// Suspensions and repeals, by the readings of each case.
    fn interruptions(&mut self) {
        for interruption in &self.program.policy().interruptions {
            let word = if interruption.repeal { "repeal" } else { "suspension" };
            let members = self.interrupted(interruption);
            let about = |case: &Probed<'_>| {
                interrupts(self.program, case.case.question, interruption)
                    && members.iter().any(|member| self.concerns(member, case))
            };
            let condition =
                interruption.condition.as_ref().map(|found| super::text(self.program, found.span));
            let under = condition.map(|text| format!(" (if {text})")).unwrap_or_default();
            let subject = Subject {
                name: format!("{word} {}{under}", interruption.name),
                span: interruption.span,
                about: &about,
                works: ALWAYS,
            };
            let edges = self.edges(&subject, &interruption.period);
            self.found.extend(edges);
        }
    }

    /// The rules and duties that an interruption reaches.
    fn interrupted(&self, interruption: &Interruption) -> Vec<Member> {
        let policy = self.program.policy();
        let under = |cited: Option<&crate::typed::Citation>| {
            cited.is_some_and(|cited| interruption.instruments.contains(&cited.instrument))
        };
        let mut members = Vec::new();
        for (rule, found) in policy.rules.iter().enumerate() {
            let named = interruption.rules.contains(&RuleId(rule));
            let texts = found.versions.iter().filter(|text| named || under(text.citation.as_ref()));
            members.extend(texts.map(|text| Member::Rule { rule, span: text.span, interval: text.in_force }));
        }
        for (duty, found) in policy.duties.iter().enumerate() {
            if under(found.citation.as_ref()) || found.also.iter().any(|ground| under(Some(&ground.citation)))
            {
                members.push(Member::Duty { duty, interval: found.in_force });
            }
        }
        members
    }

    /// Entries of lists that come and go.
    fn lists(&mut self) {
        for (index, list) in self.program.policy().lists.iter().enumerate() {
            for (entry, (value, interval)) in list.items.iter().enumerate() {
                let scalar = !matches!(value, crate::value::Value::Record(_));
                let about = |case: &Probed<'_>| {
                    let watch = &case.probe.watch;
                    if scalar {
                        watch.entries.contains(&(index, entry))
                    } else {
                        watch.lists.contains(&index)
                    }
                };
                let name = match value {
                    crate::value::Value::Record(_) => format!("entry {} of list {}", entry + 1, list.name),
                    value => format!("`{}` in list {}", value.text(), list.name),
                };
                let subject = Subject { name, span: list.span, about: &about, works: ALWAYS };
                let edges = self.edges(&subject, interval);
                self.found.extend(edges);
            }
        }
    }

    /// Steps of parameters; where one value follows another, the day is told once.
    fn parameters(&mut self) {
        for (index, parameter) in self.program.policy().parameters.iter().enumerate() {
            let about = |case: &Probed<'_>| case.probe.watch.parameters.contains(&index);
            let name = format!("parameter {}", parameter.name);
            let subject = Subject { name, span: parameter.span, about: &about, works: ALWAYS };
            let begins = |day: Date| parameter.values.iter().any(|(other, _)| other.from == Some(day));
            for (interval, _) in &parameter.values {
                let next = interval.through.and_then(|through| through.tomorrow().ok());
                let begin = self.edge(&subject, interval, true);
                let end = if next.is_some_and(begins) { None } else { self.edge(&subject, interval, false) };
                self.found.extend(begin.into_iter().chain(end));
            }
        }
    }

    fn edges(&self, subject: &Subject<'_>, interval: &Interval) -> Vec<DateCovered> {
        [true, false].into_iter().filter_map(|begins| self.edge(subject, interval, begins)).collect()
    }

    /// The first day of something, or the first day without it.
    fn edge(&self, subject: &Subject<'_>, interval: &Interval, begins: bool) -> Option<DateCovered> {
        let day = if begins { interval.from? } else { interval.through?.tomorrow().ok()? };
        let inside = |case: &Probed<'_>| {
            case.probe.as_of.is_some_and(|day| interval.contains(day)) && (subject.works)(case)
        };
        let outside = |case: &Probed<'_>| case.probe.as_of.is_some_and(|day| !interval.contains(day));
        let (mut before, mut after) = (Near::Nowhere, Near::Nowhere);
        for (index, case) in self.probed.iter().enumerate() {
            let Some(as_of) = case.probe.as_of else { continue };
            let early = as_of < day;
            let fits = if early == begins { outside(case) } else { inside(case) };
            if fits && (subject.about)(case) {
                let side = if early { &mut before } else { &mut after };
                nearer(side, as_of, index, if early { day.yesterday().ok()? } else { day });
            }
        }
        let verb = if begins { "begins" } else { "has ended" };
        let what = format!("{} {verb}", subject.name);
        Some(DateCovered { day, what, place: place(self.program, subject.span), before, after })
    }
}

/// Keeps the case that lies nearest to the best day.
fn nearer(side: &mut Near, day: Date, case: usize, best: Date) {
    let distance = |day: Date| crate::value::date::days_between(day, best).unsigned_abs();
    let better = match side {
        Near::Nowhere => true,
        Near::Away(other, _) => distance(day) < distance(*other),
        Near::Next(_) => false,
    };
    if better {
        *side = if day == best { Near::Next(case) } else { Near::Away(day, case) };
    }
}

/// A text of a rule, or a duty.
#[derive(Clone, Debug)]
enum Member {
    Rule { rule: usize, span: Span, interval: Interval },
    Duty { duty: usize, interval: Interval },
}

impl Member {
    fn interval(&self) -> Interval {
        match self {
            Member::Rule { interval, .. } | Member::Duty { interval, .. } => *interval,
        }
    }

    fn is_in_force(&self, case: &Probed<'_>) -> bool {
        match self {
            Member::Rule { rule, .. } => {
                case.probe.standings.get(*rule).is_some_and(|found| !matches!(found, Standing::NotInForce(_)))
            }
            Member::Duty { duty, .. } => case.probe.duties.get(*duty).is_some_and(Option::is_some),
        }
    }
}
