//! Rows that have each their own day: the policy is made ready once for each day.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::eval::Question;
use crate::policy::{Policy, Screen};
use crate::value::Date;

/// Days for which the policy is kept ready, at the most.
const KEPT: usize = 2_000;

/// A policy under one question, but for the day that picks the law.
#[derive(Clone, Debug)]
pub struct Days {
    policy: Policy,
    question: Question,
    ready: Arc<Mutex<BTreeMap<Option<Date>, Screen>>>,
}

impl Days {
    /// Nothing is made ready yet.
    pub fn new(policy: &Policy, question: &Question) -> Days {
        Days { policy: policy.clone(), question: question.clone(), ready: Arc::default() }
    }

    /// The policy on a day; on none where it is not known.
    pub(super) fn on(&self, day: Option<Date>) -> Screen {
        let known = self.ready.lock().ok().and_then(|ready| ready.get(&day).cloned());
        known.unwrap_or_else(|| {
            let mut question = self.question.clone();
            question.as_of = day;
            let screen = self.policy.screen(&question);
            if let Ok(mut ready) = self.ready.lock() {
                if ready.len() >= KEPT {
                    ready.clear();
                }
                ready.insert(day, screen.clone());
            }
            screen
        })
    }
}
