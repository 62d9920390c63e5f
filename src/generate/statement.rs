//! One rule, exception, disapplication or duty: its cases.

use crate::coverage::text;
use crate::eval::Question;
use crate::eval::probe::{is_duty_in_force, text_in_force};
use crate::program::Program;
use crate::source::Span;
use crate::typed::{Expression, Interval, RuleId, RuleKind};
use crate::value::Date;

use super::Maker;
use super::days::{candidates, edges};
use super::focus::{Focus, Variant};
use super::sheet::Sheet;
use super::solver::{KEPT, Solver};

/// A statement of which cases are made: a text of a rule, or a duty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Statement<'p> {
    pub name: &'p str,
    pub which: Which,
    pub condition: &'p Expression,
    pub in_force: Interval,
    pub span: Span,
}

/// Which statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// A text of a rule.
    Rule(RuleId, usize),
    /// A duty.
    Duty(usize),
}

/// All statements in the order of the text.
pub(super) fn all(program: &Program) -> Vec<Statement<'_>> {
    let policy = program.policy();
    let rules = policy.rules.iter().enumerate().flat_map(|(rule, found)| {
        found.versions.iter().enumerate().map(move |(text, version)| Statement {
            name: &found.name,
            which: Which::Rule(RuleId(rule), text),
            condition: &version.condition,
            in_force: version.in_force,
            span: version.span,
        })
    });
    let duties = policy.duties.iter().enumerate().map(|(duty, found)| Statement {
        name: &found.name,
        which: Which::Duty(duty),
        condition: &found.condition,
        in_force: found.in_force,
        span: found.span,
    });
    let mut all: Vec<Statement<'_>> = rules.chain(duties).collect();
    all.sort_by_key(|statement| statement.span.start);
    all
}

impl Statement<'_> {
    /// Whether it is in force by the day and the answers of a question.
    pub fn is_in_force(&self, program: &Program, question: &Question) -> bool {
        match self.which {
            Which::Rule(rule, text) => text_in_force(program, question, rule, text),
            Which::Duty(duty) => is_duty_in_force(program, question, duty),
        }
    }
}

impl<'p> Maker<'p> {
    /// All cases of one statement.
    pub(super) fn statement(&mut self, statement: &Statement<'p>) {
        let program = self.program;
        let days = candidates(program, statement);
        let day =
            days.iter().copied().find(|day| statement.is_in_force(program, &Question::default().on(*day)));
        let Some(day) = day else {
            self.made
                .failures
                .push(format!("{}: on no day in force under the default answers", statement.name));
            return;
        };
        let question = Question::default().on(day);
        let solver = Solver::new(program, question, day).seeking(self.sought.clone());
        let starts = starts(&solver, statement);
        if starts.is_empty() {
            self.made
                .failures
                .push(format!("{}: no facts were found in which its rule is met", statement.name));
            return;
        }
        let mut focus = Focus::new(&solver, &mut self.seen);
        focus.walk(statement.condition, true, &[], &starts);
        let variants = focus.found;
        for variant in variants {
            self.variant(&solver, statement, variant);
        }
        self.days(&solver, statement, &starts, day);
    }

    fn variant(&mut self, solver: &Solver<'p>, statement: &Statement<'p>, variant: Variant<'p>) {
        let part = text(self.program, variant.part.span);
        let id = format!("{}-{}-{}", statement.name, variant.number, variant.tag);
        let effect = match variant.holds {
            Some(true) => "then its condition is met",
            Some(false) => "then its condition is not met",
            None => "nothing else decides",
        };
        let why = format!("{}: `{part}`, {}; {effect}", statement.name, variant.words);
        let made = variant.sheet.and_then(|sheet| self.finish(solver, statement, sheet, variant.holds));
        match made {
            Some((sheet, facts, decision)) => {
                self.keep(id, why, solver.question.clone(), sheet, facts, decision)
            }
            None => self.made.failures.push(format!("{}: `{part}`, {}", statement.name, variant.words)),
        }
    }

    /// The day before, the day itself and the day after each day on which the statement changes.
    fn days(&mut self, solver: &Solver<'p>, statement: &Statement<'p>, starts: &[Sheet], in_force: Date) {
        let edges: Vec<(Date, String)> = edges(self.program, statement)
            .into_iter()
            .filter(|edge| self.days.insert(edge.clone()))
            .collect();
        if edges.is_empty() {
            return;
        }
        let met = starts.iter().find_map(|sheet| {
            solver.afresh();
            let solved = solver.solve(statement.condition, true, &[], sheet);
            solved.into_iter().find_map(|sheet| self.finish(solver, statement, sheet, Some(true)))
        });
        let Some((sheet, ..)) = met else {
            let days = edges.iter().map(|(day, what)| format!("{what} on {day}"));
            let days = days.collect::<Vec<_>>().join(", ");
            self.made.failures.push(format!(
                "{}: no facts were found that meet it on {in_force}, for {days}",
                statement.name
            ));
            return;
        };
        for (day, what) in edges {
            let around = [
                ("before", day.yesterday(), "the day before"),
                ("on", Ok(day), "the day itself"),
                ("after", day.tomorrow(), "the day after"),
            ];
            for (tag, day_asked, words) in around {
                let Ok(asked) = day_asked else { continue };
                let question = Question::default().on(asked);
                if let Some((facts, decision)) = self.decided(&sheet, &question) {
                    let id = format!("{}-{day}-{tag}", statement.name);
                    let why = format!("{}: {what} on {day}; {words}", statement.name);
                    self.keep(id, why, question, sheet.clone(), facts, decision);
                }
            }
        }
    }
}

/// Facts from which all depends on the statement's own condition: an exception's rule is met.
fn starts(solver: &Solver<'_>, statement: &Statement<'_>) -> Vec<Sheet> {
    let policy = solver.program.policy();
    let Which::Rule(id, text) = statement.which else { return vec![Sheet::default()] };
    let Some(rule) = policy.rules.get(id.0) else { return Vec::new() };
    match rule.kind {
        RuleKind::Rule => vec![Sheet::default()],
        RuleKind::Exception | RuleKind::Disapplication => {
            let targets = rule.versions.get(text).map_or(&[][..], |version| version.targets.as_slice());
            let met = targets.iter().flat_map(|target| {
                solver.afresh();
                solver.rule(*target, true, &Sheet::default())
            });
            met.take(KEPT).collect()
        }
    }
}
