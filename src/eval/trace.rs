//! What an evaluation has read, kept only where it is asked for.

use crate::eval::decision::Truth;

/// Something that an evaluation looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Seen {
    /// A field: place of its record, and slot.
    Field { place: u32, slot: usize, known: bool },
    /// An element of a list that is not known.
    Element { place: u32, index: usize },
    /// The day that picks the law, which is not known.
    AsOf,
    /// Something that makes the result unknown though the facts are there.
    Note(String),
    /// An exchange rate that is not there.
    Rate(String),
}

/// A trace, or none.
#[derive(Clone, Debug, Default)]
pub(super) struct Trace(Option<Vec<Seen>>);

impl Trace {
    /// A trace that keeps what is seen.
    pub fn keeping() -> Trace {
        Trace(Some(Vec::new()))
    }

    /// Keeps something.
    pub fn see(&mut self, seen: impl FnOnce() -> Seen) {
        if let Some(trace) = &mut self.0 {
            trace.push(seen());
        }
    }

    /// How much has been kept.
    pub fn mark(&self) -> usize {
        self.0.as_ref().map_or(0, Vec::len)
    }

    /// Keeps what was seen at another time.
    pub fn add(&mut self, seen: &[Seen]) {
        if let Some(trace) = &mut self.0 {
            trace.extend_from_slice(seen);
        }
    }

    /// Forgets what has been kept since a mark.
    pub fn forget(&mut self, mark: usize) {
        if let Some(trace) = &mut self.0 {
            trace.truncate(mark);
        }
    }

    /// What has been kept.
    pub fn into_seen(self) -> Vec<Seen> {
        self.0.unwrap_or_default()
    }

    /// Of parts that were looked at one after another, keeps what was seen by those with the deciding
    /// truth: the rest did not matter. `parts` are marks at each part's end, with what it came to.
    pub fn keep_deciding(&mut self, start: usize, parts: &[(usize, Truth)], result: Truth) {
        let Some(trace) = &mut self.0 else { return };
        if parts.iter().all(|(_, truth)| *truth == result) {
            return;
        }
        let seen = trace.split_off(start.min(trace.len()));
        let mut from = start;
        for (end, truth) in parts {
            let part = seen.iter().take(end.saturating_sub(start)).skip(from.saturating_sub(start));
            if *truth == result {
                trace.extend(part.cloned());
            }
            from = *end;
        }
    }
}
