//! Accepted results of the cases of one file, as a snapshot file of insta (`NAME.snap`): a head in YAML with who accepted
//! what, when and why, then a section for each case, by name.
//!
//! ```text
//! ---
//! source: cases.yaml
//! expression: licit test
//! info:
//!   accepted:
//!     - on: 2026-11-25
//!       by: m.keller
//!       reason: "supplier changed sector, see memo 2026-77"
//!       cases: all others
//! ---
//! 2026-0388
//!   verdict deny (Prohibited)
//!   holds defence_user: deny
//!   seal 5fa915c60141
//! ```

mod join;
mod read;
mod seal;
mod write;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Span;
use crate::value::Date;

pub use self::join::joined;
pub use self::read::read;
pub use self::write::write;

/// Accepted results.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The case file, from the folder in which both lie.
    pub source: String,
    /// Result texts by the names of their cases.
    pub results: BTreeMap<String, Accepted>,
    /// Who accepted them, when and why; the later ones after the earlier ones.
    pub acceptances: Vec<Acceptance>,
}

/// The accepted result of one case.
#[derive(Clone, Debug, Default)]
pub struct Accepted {
    /// Its lines, as [`crate::report::decision::result`] gives them.
    pub text: String,
    /// What shows that it is as it was accepted; results that were accepted by earlier versions have none.
    pub seal: Option<String>,
    /// Where its name stands in the file; nowhere if it was not read from one.
    pub span: Span,
}

/// Results are the same whatever their places and seals.
impl PartialEq for Accepted {
    fn eq(&self, other: &Accepted) -> bool {
        self.text == other.text
    }
}

impl Eq for Accepted {}

/// That someone accepted results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// When.
    pub on: Option<Date>,
    /// Who.
    pub by: Option<String>,
    /// Why.
    pub reason: String,
    /// Of which cases.
    pub cases: Cases,
}

/// Which cases of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cases {
    /// Those that no other acceptance names.
    Others,
    /// These.
    Named(BTreeSet<String>),
}

/// Why a result was accepted, where it was accepted by a tool that does not ask.
pub const NO_REASON: &str = "accepted without a reason";

impl Acceptance {
    /// Whether somebody has said why.
    pub fn has_a_reason(&self) -> bool {
        !self.reason.trim().is_empty() && self.reason != NO_REASON
    }

    /// Whether the same person accepted for the same reason on the same day.
    fn is_like(&self, other: &Acceptance) -> bool {
        (self.on, &self.by, &self.reason) == (other.on, &other.by, &other.reason)
    }

    fn names(&self, id: &str) -> bool {
        match &self.cases {
            Cases::Others => false,
            Cases::Named(ids) => ids.contains(id),
        }
    }
}

impl Snapshot {
    /// The acceptance that a case rests on.
    pub fn acceptance(&self, id: &str) -> Option<&Acceptance> {
        let named = self.acceptances.iter().find(|acceptance| acceptance.names(id));
        named.or_else(|| self.acceptances.iter().find(|acceptance| acceptance.cases == Cases::Others))
    }

    /// Takes in results for a reason. `acceptance` says by whom and why; its cases are those of `results`.
    pub fn accept(&mut self, results: BTreeMap<String, String>, acceptance: Acceptance) {
        let ids: BTreeSet<String> = results.keys().cloned().collect();
        ids.iter().for_each(|id| self.forget(id));
        for (id, text) in results {
            let seal = Some(seal::of(&id, &text, &acceptance));
            self.results.insert(id, Accepted { text, seal, span: Span::default() });
        }
        self.record(acceptance, ids);
    }

    /// Whether the result of a case, or who accepted it and why, is not as it was accepted. Without a seal nobody knows.
    pub fn is_edited(&self, id: &str) -> bool {
        let Some(Accepted { text, seal: Some(seal), .. }) = self.results.get(id) else { return false };
        self.acceptance(id).is_none_or(|acceptance| seal::of(id, text, acceptance) != *seal)
    }

    /// Takes out a case that is gone.
    pub fn remove(&mut self, id: &str) {
        self.forget(id);
        self.results.remove(id);
    }

    /// Takes a case out of the acceptances that name it.
    fn forget(&mut self, id: &str) {
        for acceptance in &mut self.acceptances {
            match &mut acceptance.cases {
                Cases::Named(ids) => drop(ids.remove(id)),
                Cases::Others => {}
            }
        }
        self.acceptances.retain(|acceptance| acceptance.cases != Cases::Named(BTreeSet::new()));
    }

    /// Adds cases to an acceptance. Where it is the only one, it needs no list.
    fn record(&mut self, acceptance: Acceptance, ids: BTreeSet<String>) {
        if ids.is_empty() {
            return;
        }
        match self.acceptances.iter_mut().find(|known| known.is_like(&acceptance)) {
            Some(known) => match &mut known.cases {
                Cases::Named(known) => known.extend(ids),
                Cases::Others => {}
            },
            None => self.acceptances.push(Acceptance { cases: Cases::Named(ids), ..acceptance }),
        }
        self.order();
    }

    /// Puts acceptances in order of their days.
    fn order(&mut self) {
        self.acceptances
            .sort_by(|one, other| (one.on, &one.by, &one.reason).cmp(&(other.on, &other.by, &other.reason)));
        self.shorten();
    }

    /// Where all cases rest on one acceptance, or all but few on it, it is that of all others.
    fn shorten(&mut self) {
        if let [only] = self.acceptances.as_mut_slice() {
            only.cases = Cases::Others;
        }
        let unused = |acceptance: &Acceptance, all: &[Acceptance]| {
            acceptance.cases == Cases::Others
                && self.results.keys().all(|id| all.iter().any(|other| other.names(id)))
        };
        let all = self.acceptances.clone();
        self.acceptances.retain(|acceptance| all.len() == 1 || !unused(acceptance, &all));
        if let [only] = self.acceptances.as_mut_slice() {
            only.cases = Cases::Others;
        }
    }
}
