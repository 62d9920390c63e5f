//! All small changes of a policy, in the order of its text.

use crate::coverage::{place, text};
use crate::eval::show;
use crate::program::Program;
use crate::schema::{Schema, Type};
use crate::source::Span;
use crate::typed::{Deadline, Expression, ExpressionKind, Interval, RuleId, RuleKind};
use crate::value::{Date, Value};

use super::expressions::changes;
use super::idle::{idle, idle_entry};
use super::{At, Edge, Edit, Mutant, Owner};

/// All small changes of a policy. They come in the order of its text, always the same.
pub fn mutants(program: &Program) -> Vec<Mutant> {
    let mut finder = Finder { program, found: Vec::new() };
    finder.rules();
    finder.duties();
    finder.definitions();
    finder.lists();
    finder.interruptions();
    finder.instruments();
    let mut found = finder.found;
    found.sort_by_key(|mutant| mutant.place.span.start);
    found
}

struct Finder<'p> {
    program: &'p Program,
    found: Vec<Mutant>,
}

impl<'p> Finder<'p> {
    fn add(&mut self, owner: &str, words: String, span: Span, edit: Edit) {
        let place = place(self.program, span);
        self.found.push(Mutant { owner: owner.to_owned(), words, place, edit });
    }

    fn rules(&mut self) {
        let policy = self.program.policy();
        for (index, rule) in policy.rules.iter().enumerate() {
            let kind = match rule.kind {
                RuleKind::Rule => "rule",
                RuleKind::Exception => "exception",
                RuleKind::Disapplication => "disapply",
            };
            let owner = format!("{kind} {}", rule.name);
            self.add(&owner, "left out".to_owned(), rule.span, Edit::NeverRule(RuleId(index)));
            for (text, version) in rule.versions.iter().enumerate() {
                self.expression(&owner, Owner::Rule(index, text), &version.condition);
                let name = |id: &RuleId| policy.rules.get(id.0).map_or("", |rule| rule.name.as_str());
                if version.targets.len() > 1 {
                    for (target, id) in version.targets.iter().enumerate() {
                        let words = format!("no longer to `{}`", name(id));
                        self.add(&owner, words, version.span, Edit::Target(RuleId(index), text, target));
                    }
                }
                for (position, id) in version.prevails_over.iter().enumerate() {
                    let words = format!("no longer prevails over `{}`", name(id));
                    self.add(&owner, words, version.span, Edit::Prevails(RuleId(index), text, position));
                }
                let implied = self.implied(version.citation.as_ref().map(|cited| cited.instrument.0));
                for (edge, day) in edges(&version.in_force) {
                    if !edges(&implied).contains(&(edge, day)) {
                        self.shifts(&owner, version.span, edge, day, |by| {
                            Edit::Text(RuleId(index), text, edge, by)
                        });
                    }
                }
            }
        }
    }

    fn implied(&self, instrument: Option<usize>) -> Interval {
        let instrument = instrument.and_then(|index| self.program.policy().instruments.get(index));
        instrument.map(|found| found.in_force).unwrap_or_default()
    }

    fn duties(&mut self) {
        for (index, duty) in self.program.policy().duties.iter().enumerate() {
            let owner = format!("duty {}", duty.name);
            self.add(&owner, "left out".to_owned(), duty.span, Edit::NeverDuty(index));
            self.expression(&owner, Owner::Duty(index), &duty.condition);
            match &duty.deadline {
                Some(Deadline::Within(..) | Deadline::WithinWorkingDays(..)) => {
                    let words = "its time limit one day longer".to_owned();
                    self.add(&owner, words, duty.span, Edit::Deadline(index));
                }
                Some(Deadline::By(_) | Deadline::Before(_)) => {
                    let words = "due on the day before it was".to_owned();
                    self.add(&owner, words, duty.span, Edit::Deadline(index));
                }
                None => {}
            }
        }
    }

    fn definitions(&mut self) {
        for (index, definition) in self.program.policy().definitions.iter().enumerate() {
            let owner = format!("define {}", definition.name);
            self.expression(&owner, Owner::Definition(index), &definition.body);
        }
    }

    /// The changes of an expression and of all its parts.
    fn expression(&mut self, owner: &str, whose: Owner, expression: &'p Expression) {
        self.part(owner, At { owner: whose, way: Vec::new() }, expression);
    }

    fn part(&mut self, owner: &str, at: At, expression: &'p Expression) {
        let program = self.program;
        for (edit, words) in changes(expression, &at, &|part| text(program, part.span)) {
            if idle(program.policy(), expression, &edit) {
                continue;
            }
            self.add(owner, words, expression.span, edit);
        }
        // A negation is changed as a whole; what it negates only where that has parts or is a comparison.
        let inner_opposite = |part: &Expression| {
            matches!(expression.kind, ExpressionKind::Not(_))
                && part.r#type == Type::Boolean
                && !matches!(
                    part.kind,
                    ExpressionKind::And(_) | ExpressionKind::Or(_) | ExpressionKind::Compare(..)
                )
        };
        for (index, part) in expression.parts().into_iter().enumerate() {
            let mut way = at.way.clone();
            way.push(index);
            let inner = At { owner: at.owner, way };
            if inner_opposite(part) {
                self.parts_of(owner, &inner, part);
            } else {
                self.part(owner, inner, part);
            }
        }
    }

    fn parts_of(&mut self, owner: &str, at: &At, expression: &'p Expression) {
        for (index, part) in expression.parts().into_iter().enumerate() {
            let mut way = at.way.clone();
            way.push(index);
            self.part(owner, At { owner: at.owner, way }, part);
        }
    }

    fn lists(&mut self) {
        let policy = self.program.policy();
        for (index, list) in policy.lists.iter().enumerate() {
            for (entry, (value, _)) in list.items.iter().enumerate() {
                if idle_entry(policy, index, entry) {
                    continue;
                }
                let words = format!("`{}` left out", entry_text(value, &list.element, &policy.schema));
                self.add(&format!("list {}", list.name), words, list.span, Edit::Entry(index, entry));
            }
        }
    }

    fn interruptions(&mut self) {
        for (index, found) in self.program.policy().interruptions.iter().enumerate() {
            let word = if found.repeal { "repeal" } else { "suspension" };
            let owner = format!("{word} {}", found.name);
            for (edge, day) in edges(&found.period) {
                self.shifts(&owner, found.span, edge, day, |by| Edit::Interruption(index, edge, by));
            }
        }
    }

    /// Days of an instrument that rules or duties have from it.
    fn instruments(&mut self) {
        let policy = self.program.policy();
        for (index, instrument) in policy.instruments.iter().enumerate() {
            let cited = |cited: Option<&crate::typed::Citation>| {
                cited.is_some_and(|cited| cited.instrument.0 == index)
            };
            let rules = policy.rules.iter().flat_map(|rule| &rule.versions);
            let rules = rules.filter(|text| cited(text.citation.as_ref())).map(|text| text.in_force);
            let duties =
                policy.duties.iter().filter(|duty| cited(duty.citation.as_ref())).map(|duty| duty.in_force);
            let intervals: Vec<Interval> = rules.chain(duties).collect();
            for (edge, day) in edges(&instrument.in_force) {
                if intervals.iter().any(|interval| edges(interval).contains(&(edge, day))) {
                    let owner = format!("instrument {}", instrument.name);
                    self.shifts(&owner, instrument.span, edge, day, |by| Edit::Instrument(index, edge, by));
                }
            }
        }
    }

    /// A day later and a day earlier.
    fn shifts(&mut self, owner: &str, span: Span, edge: Edge, day: Date, edit: impl Fn(i32) -> Edit) {
        let verb = match edge {
            Edge::First => "begins on",
            Edge::Last => "ends with",
        };
        for (by, other) in [(1, day.tomorrow()), (-1, day.yesterday())] {
            let Ok(other) = other else { continue };
            self.add(owner, format!("{verb} {other} instead of {day}"), span, edit(by));
        }
    }
}

/// The first and the last day of an interval, where it has them.
fn edges(interval: &Interval) -> Vec<(Edge, Date)> {
    let first = interval.from.map(|day| (Edge::First, day));
    first.into_iter().chain(interval.through.map(|day| (Edge::Last, day))).collect()
}

/// An entry of a list as it is written; of a record, all its fields.
fn entry_text(value: &Value, element: &Type, schema: &Schema) -> String {
    match (value, element) {
        (Value::Record(record), Type::Record(id)) => {
            let fields = schema.record(*id).map(|found| found.fields.as_slice()).unwrap_or_default();
            let shown = fields.iter().zip(record.fields.iter());
            shown
                .map(|(field, value)| entry_text(value, &field.r#type, schema))
                .collect::<Vec<_>>()
                .join(", ")
        }
        _ => show(value, element, schema).unwrap_or_else(|| value.text()),
    }
}
