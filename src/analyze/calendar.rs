//! The days on which a policy changes by its own text.

use std::collections::BTreeMap;

use crate::source::Span;
use crate::typed::{Interruption, Interval, Policy};
use crate::value::Date;

/// Something that begins or has ended on a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Whether it begins; otherwise the day is the first without it.
    pub begins: bool,
    /// `rule`, `instrument`, `suspension`, `repeal`, `duty`, `list`, `parameter`, `calendar`.
    pub what: &'static str,
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// How many of it: entries of a list that come or go.
    pub count: usize,
    /// The conditions over readings of a suspension or repeal, as places in the policy; it may hold under each of them.
    pub conditions: Vec<Span>,
}

/// All days on which something begins, or is no longer, each with what that is. Suspensions and repeals
/// count where `taken` says so.
pub fn changes(policy: &Policy, taken: &dyn Fn(&Interruption) -> bool) -> BTreeMap<Date, Vec<Change>> {
    let mut found = Found::default();
    for instrument in &policy.instruments {
        found.interval("instrument", &instrument.name, instrument.title.as_ref(), &instrument.in_force);
    }
    for interruption in policy.interruptions.iter().filter(|interruption| taken(interruption)) {
        let what = if interruption.repeal { "repeal" } else { "suspension" };
        found.condition = interruption.condition.as_ref().map(|condition| condition.span);
        found.interval(what, &interruption.name, interruption.title.as_ref(), &interruption.period);
        found.condition = None;
    }
    for rule in &policy.rules {
        for version in &rule.versions {
            let of_instrument =
                version.citation.as_ref().and_then(|cited| policy.instruments.get(cited.instrument.0));
            let implied = of_instrument.map(|instrument| instrument.in_force).unwrap_or_default();
            found.beyond("rule", &rule.name, version.title.as_ref(), &version.in_force, &implied);
        }
    }
    for duty in &policy.duties {
        let of_instrument =
            duty.citation.as_ref().and_then(|cited| policy.instruments.get(cited.instrument.0));
        let implied = of_instrument.map(|instrument| instrument.in_force).unwrap_or_default();
        found.beyond("duty", &duty.name, duty.title.as_ref(), &duty.in_force, &implied);
        for ground in &duty.also {
            let implied = policy.instruments.get(ground.citation.instrument.0);
            let implied = implied.map(|instrument| instrument.in_force).unwrap_or_default();
            found.beyond("duty", &duty.name, duty.title.as_ref(), &ground.in_force, &implied);
        }
    }
    for list in &policy.lists {
        for (_, interval) in &list.items {
            found.interval("list", &list.name, list.title.as_ref(), interval);
        }
    }
    for parameter in &policy.parameters {
        for (interval, _) in &parameter.values {
            found.interval("parameter", &parameter.name, parameter.title.as_ref(), interval);
        }
    }
    for calendar in &policy.calendars {
        let covered = Interval { from: None, through: Some(calendar.days.covers_through) };
        found.interval("calendar", &calendar.days.name, calendar.title.as_ref(), &covered);
    }
    found.days
}

#[derive(Default)]
struct Found {
    days: BTreeMap<Date, Vec<Change>>,
    /// The condition of what is being looked at.
    condition: Option<Span>,
}

impl Found {
    fn interval(&mut self, what: &'static str, name: &str, title: Option<&String>, interval: &Interval) {
        self.beyond(what, name, title, interval, &Interval::default());
    }

    /// The edges of an interval that another one does not have already.
    fn beyond(
        &mut self,
        what: &'static str,
        name: &str,
        title: Option<&String>,
        interval: &Interval,
        implied: &Interval,
    ) {
        let conditions: Vec<Span> = self.condition.into_iter().collect();
        let change = |begins| Change {
            begins,
            what,
            name: name.to_owned(),
            title: title.cloned(),
            count: 1,
            conditions: conditions.clone(),
        };
        if let Some(from) = interval.from.filter(|from| implied.from != Some(*from)) {
            self.add(from, change(true));
        }
        let end = interval.through.filter(|through| implied.through != Some(*through));
        if let Some(next) = end.and_then(|through| through.tomorrow().ok()) {
            self.add(next, change(false));
        }
    }

    fn add(&mut self, day: Date, change: Change) {
        let changes = self.days.entry(day).or_default();
        let same = changes.iter_mut().find(|other| {
            (other.begins, other.what, &other.name) == (change.begins, change.what, &change.name)
        });
        match same {
            Some(other) => {
                other.count = other.count.saturating_add(1);
                other.conditions.extend(change.conditions);
            }
            None => changes.push(change),
        }
    }
}
