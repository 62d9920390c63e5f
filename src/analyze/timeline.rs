//! The verdict of one case, day by day.

use crate::analyze::{Change, changes};
use crate::eval::{Lasting, Otherwise, Outcome, Question, interrupts, lasting};
use crate::facts::Facts;
use crate::program::Program;
use crate::value::Date;

/// How many days are worked out, at the most.
const MAX_DAYS: usize = 7_400;

/// More days would have to be worked out, one by one, than are in one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyDays {
    /// The last day to which it was worked out.
    pub through: Date,
}

/// Days on which a case has one outcome.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub through: Date,
    /// What the policy says on all of them.
    pub outcome: Outcome,
    /// What it would say by other answers to contested points, where that is something else.
    pub otherwise: Vec<Otherwise>,
    /// What of the policy begins or has ended on the first day.
    pub changes: Vec<Change>,
}

/// The stretches of days from the first through the last day on which verdict, holding rules and
/// duties of a case stay the same. A day is passed over only where nothing that was asked on the one before can have
/// another answer, so nothing can be overlooked.
///
/// # Errors
///
/// If too many days would have to be worked out, which only conditions about the distance from the day to another one
/// can bring about.
pub fn timeline(
    program: &Program,
    facts: &Facts,
    question: &Question,
    from: Date,
    through: Date,
) -> Result<Vec<Stretch>, TooManyDays> {
    let changes = changes(program.policy(), &|found| interrupts(program, question, found));
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut next = Some(from);
    for _ in 0..MAX_DAYS {
        let Some(day) = next.filter(|day| *day <= through) else { return Ok(stretches) };
        let Lasting { outcome, otherwise, until } = lasting(program, facts, &question.on(day));
        let last = until.filter(|until| *until <= through).and_then(|until| until.yesterday().ok());
        let last = last.unwrap_or(through);
        match stretches.last_mut() {
            Some(stretch) if stretch.outcome == outcome && stretch.otherwise == otherwise => {
                stretch.through = last;
            }
            Some(_) | None => stretches.push(Stretch {
                from: day,
                through: last,
                outcome,
                otherwise,
                changes: changes.get(&day).cloned().unwrap_or_default(),
            }),
        }
        next = until;
    }
    Err(TooManyDays { through: stretches.last().map_or(from, |stretch| stretch.through) })
}
