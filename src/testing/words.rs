//! How a run came out, in words.

use std::fmt;

use crate::report::visible;

use super::run::Run;
use super::trial::{Against, Trial};

/// How many cases came out how. Each case is one of those that could not be decided, that are not as they expect, that
/// have changed, or that nothing is wrong with: the first of these that it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Cases that were tried.
    pub run: usize,
    /// Those that nothing is wrong with.
    pub passed: usize,
    /// Those that are not as they expect.
    pub unexpected: usize,
    /// Those that are as they expect, and whose result is not the accepted one.
    pub changed: usize,
    /// Those that could not be decided.
    pub undecided: usize,
    /// Of those with which nothing is wrong, the ones whose result was never accepted.
    pub new: usize,
    /// Of these, the ones that state no answer either.
    pub unanswered: usize,
    /// Those whose result is not the accepted one, whatever else is wrong with them.
    pub to_review: usize,
    /// Of those with which nothing is wrong, the ones whose result was accepted though nobody has said why.
    pub unsaid: usize,
}

impl Count {
    /// Counts the cases of a run.
    pub fn of(run: &Run<'_>) -> Count {
        run.trials.iter().fold(Count::default(), |count, trial| count.and(&Count::one(trial)))
    }

    fn one(trial: &Trial<'_>) -> Count {
        let decided = trial.decision.is_some();
        let (changed, new) = match trial.against {
            Against::Changed(_) => (true, false),
            Against::New => (false, true),
            Against::Same => (false, false),
        };
        Count {
            run: 1,
            passed: usize::from(trial.passes()),
            unexpected: usize::from(!trial.differences.is_empty()),
            changed: usize::from(decided && changed && trial.differences.is_empty()),
            undecided: usize::from(!decided),
            new: usize::from(decided && new && trial.differences.is_empty()),
            unanswered: usize::from(decided && new && trial.case.expected.is_none()),
            to_review: usize::from(decided && changed),
            unsaid: usize::from(trial.passes() && trial.lacks_reason()),
        }
    }

    /// Both together.
    #[must_use]
    pub fn and(&self, other: &Count) -> Count {
        Count {
            run: self.run.saturating_add(other.run),
            passed: self.passed.saturating_add(other.passed),
            unexpected: self.unexpected.saturating_add(other.unexpected),
            changed: self.changed.saturating_add(other.changed),
            undecided: self.undecided.saturating_add(other.undecided),
            new: self.new.saturating_add(other.new),
            unanswered: self.unanswered.saturating_add(other.unanswered),
            to_review: self.to_review.saturating_add(other.to_review),
            unsaid: self.unsaid.saturating_add(other.unsaid),
        }
    }

    /// What is said of the cases with which nothing is wrong.
    fn right(&self) -> &'static str {
        if self.new > self.unanswered { "as expected" } else { "as expected and as accepted" }
    }
}

/// The classes of cases, the worst first; their numbers add up to all cases.
impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let right = self.passed.saturating_sub(self.unanswered);
        let classes = [
            (self.undecided, "not decided"),
            (self.unexpected, "not as expected"),
            (self.changed, "changed"),
            (self.unanswered, "without any answer"),
            (right, if right == self.run { self.right() } else { "as they should be" }),
        ];
        let there: Vec<(usize, &str)> = classes.into_iter().filter(|(count, _)| *count > 0).collect();
        match (self.run, there.as_slice()) {
            (1, [(_, what)]) => write!(f, "1 case, {what}."),
            (run, [(_, what)]) => write!(f, "{run} cases, all {what}."),
            (run, several) => {
                let parts: Vec<String> =
                    several.iter().map(|(count, what)| format!("{count} {what}")).collect();
                write!(f, "{run} cases: {}.", parts.join(", "))
            }
        }
    }
}

/// A case that is not as it should be, with what is wrong; `None` where all is well. Its problems are told elsewhere.
/// What would not be seen, or would command a terminal, is written by its number.
pub fn failure(trial: &Trial<'_>) -> Option<String> {
    told(trial).map(|text| visible(&text))
}

fn told(trial: &Trial<'_>) -> Option<String> {
    if trial.passes() {
        return None;
    }
    let id = &trial.case.id;
    let changed = match &trial.against {
        Against::Changed(change) => Some(change.in_words()),
        Against::Same | Against::New => None,
    };
    if trial.decision.is_none() {
        return Some(format!("  NOT DECIDED  {id}  its facts or names cannot be used\n"));
    }
    let Some(changed) = changed.filter(|_| trial.differences.is_empty()) else {
        return Some(unexpected(trial));
    };
    Some(format!("  CHANGED  {id}  {changed}\n"))
}

fn unexpected(trial: &Trial<'_>) -> String {
    let mut lines = vec![format!("  NOT AS EXPECTED  {}  {}", trial.case.id, trial.verdict())];
    lines.extend(trial.differences.iter().map(|difference| format!("      {difference}")));
    if let Against::Changed(change) = &trial.against {
        lines.push(format!("      accepted was another result: {}", change.in_words()));
    }
    lines.extend(trial.case.why.iter().map(|why| format!("      the case says: {why}")));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn counts_are_told_in_one_line() {
        let all = Count { run: 3, passed: 3, ..Count::default() };
        assert_eq!(all.to_string(), "3 cases, all as expected and as accepted.");
        let new = Count { new: 3, unanswered: 1, ..all };
        assert_eq!(new.to_string(), "3 cases: 1 without any answer, 2 as they should be.");
        let failed = Count { run: 4, passed: 1, unexpected: 1, changed: 1, undecided: 1, ..Count::default() };
        assert_eq!(
            failed.to_string(),
            "4 cases: 1 not decided, 1 not as expected, 1 changed, 1 as they should be."
        );
        let wrong = Count { run: 2, unexpected: 2, to_review: 2, ..Count::default() };
        assert_eq!(wrong.to_string(), "2 cases, all not as expected.");
        assert_eq!(
            Count { run: 1, passed: 1, new: 1, ..Count::default() }.to_string(),
            "1 case, as expected."
        );
    }
}
