//! What came of many rows, counted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Reject;
use crate::policy::Screened;

/// Different things that are counted by name, at the most; what comes beyond is counted together.
const MOST_NAMES: usize = 1000;

/// Counts of many rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Rows that were read.
    pub rows: u64,
    /// Rows in which nothing stands; they are no rows of the file otherwise.
    pub empty: u64,
    /// Rows with a certain verdict, by its place in the scale.
    pub decided: BTreeMap<usize, u64>,
    /// Rows whose verdict is open.
    pub open: u64,
    /// Rows that could not be read.
    pub rejected: u64,
    /// Rules that hold, each with the number of rows.
    pub rules: BTreeMap<String, u64>,
    /// Facts that are missing, each with the number of rows.
    pub missing: BTreeMap<String, u64>,
    /// Reasons of rejects by code and column.
    pub reasons: BTreeMap<String, Example>,
}

/// A reason of rejects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// Its code.
    pub code: String,
    /// The column; none in lines of JSON.
    pub column: Option<String>,
    /// Rows rejected for it.
    pub count: u64,
    /// The line of the first one.
    pub line: u64,
    /// The reason in the words of the first one.
    pub reason: String,
    /// What to do about it.
    pub advice: String,
}

impl Tally {
    /// Rows that have an answer, certain or open.
    pub fn answered(&self) -> u64 {
        self.decided.values().fold(self.open, |sum, count| sum.saturating_add(*count))
    }

    pub(super) fn answer(&mut self, screened: &Screened<'_>) {
        let (at_least, at_most) = screened.levels();
        if at_least == at_most {
            add(self.decided.entry(at_least).or_default(), 1);
        } else {
            add(&mut self.open, 1);
        }
        screened.holding().for_each(|rule| count(&mut self.rules, rule, 1));
        screened.missing().iter().for_each(|fact| count(&mut self.missing, fact, 1));
    }

    pub(super) fn reject(&mut self, reject: &Reject) {
        add(&mut self.rejected, 1);
        let key = format!("{} {}", reject.code, reject.column.as_deref().unwrap_or_default());
        let example = Example {
            code: reject.code.clone(),
            column: reject.column.clone(),
            count: 1,
            line: reject.line,
            reason: reject.reason.clone(),
            advice: reject.advice.clone(),
        };
        self.example(key, example);
    }

    fn example(&mut self, key: String, example: Example) {
        match self.reasons.get_mut(&key) {
            Some(known) => add(&mut known.count, example.count),
            None => drop(self.reasons.insert(key, example)),
        }
    }

    /// Takes in what came of the rows behind these.
    pub fn append(&mut self, other: Tally) {
        add(&mut self.rows, other.rows);
        add(&mut self.empty, other.empty);
        add(&mut self.open, other.open);
        add(&mut self.rejected, other.rejected);
        other.decided.into_iter().for_each(|(level, rows)| add(self.decided.entry(level).or_default(), rows));
        other.rules.into_iter().for_each(|(rule, rows)| count(&mut self.rules, &rule, rows));
        other.missing.into_iter().for_each(|(fact, rows)| count(&mut self.missing, &fact, rows));
        other.reasons.into_iter().for_each(|(key, example)| self.example(key, example));
    }
}

fn add(sum: &mut u64, more: u64) {
    *sum = sum.saturating_add(more);
}

fn count(names: &mut BTreeMap<String, u64>, name: &str, more: u64) {
    if let Some(known) = names.get_mut(name) {
        return add(known, more);
    }
    let name = if names.len() < MOST_NAMES { name } else { "(others)" };
    add(names.entry(name.to_owned()).or_default(), more);
}
