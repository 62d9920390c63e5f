//! The verdict of one case, day by day.

use crate::analyze::{Change, changes};
use crate::eval::{Outcome, Question, interrupts, outcome};
use crate::facts::Facts;
use crate::program::Program;
use crate::value::Date;

/// How many days are looked at, at the most: about twenty years.
pub const MAX_DAYS: usize = 7_400;

/// Days on which a case has one outcome.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub through: Date,
    /// What the policy says on all of them.
    pub outcome: Outcome,
    /// What of the policy begins or has ended on the first day.
    pub changes: Vec<Change>,
}

/// The stretches of days from the first through the last day on which verdict, holding rules and
/// duties of a case stay the same. Every single day is decided, so nothing can be overlooked.
pub fn timeline(
    program: &Program,
    facts: &Facts,
    question: &Question,
    from: Date,
    through: Date,
) -> Vec<Stretch> {
    let changes = changes(program.policy(), &|found| interrupts(program, question, found));
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut day = from;
    for _ in 0..MAX_DAYS {
        if day > through {
            break;
        }
        let found = outcome(program, facts, &question.on(day));
        match stretches.last_mut() {
            Some(last) if last.outcome == found => last.through = day,
            Some(_) | None => stretches.push(Stretch {
                from: day,
                through: day,
                outcome: found,
                changes: changes.get(&day).cloned().unwrap_or_default(),
            }),
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    stretches
}
