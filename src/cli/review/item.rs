//! What there is to review: one result each.

use std::rc::Rc;

use super::before::{Before, Past};
use crate::eval::Decision;
use crate::testing::{Against, Book, Change, Opened, Run, Trial};

/// A result that is not the accepted one.
pub(super) struct Item<'r> {
    /// The policy.
    pub opened: &'r Opened,
    /// The file of the case.
    pub book: &'r Book,
    /// The case's name.
    pub id: String,
    /// Where the case stands, as people write it.
    pub place: String,
    /// What was accepted; empty where nothing was.
    pub was: String,
    /// What came out; empty where the case is gone.
    pub now: String,
    /// How the two differ.
    pub change: Change,
    /// What has changed in the policy since the result was accepted, where git knows it.
    pub before: Option<Rc<Before>>,
    /// The trial; none where the case is gone.
    pub trial: Option<&'r Trial<'r>>,
}

impl<'r> Item<'r> {
    /// The decision behind the result.
    pub(super) fn decision(&self) -> Option<&'r Decision> {
        self.trial.and_then(|trial| trial.decision.as_ref())
    }

    /// Whether the case itself expects something else.
    pub(super) fn contradicts(&self) -> bool {
        self.trial.is_some_and(|trial| !trial.differences.is_empty())
    }

    /// Whether the accepted result, or who accepted it and why, was changed by hand.
    pub(super) fn was_edited(&self) -> bool {
        self.book.accepted.as_ref().is_some_and(|snapshot| snapshot.is_edited(&self.id))
    }

    /// Whether another item changes like this one: the same verdicts and rules, and the same other things.
    pub(super) fn is_like(&self, other: &Item<'_>) -> bool {
        self.trial.is_some() == other.trial.is_some()
            && self.was.is_empty() == other.was.is_empty()
            && self.opened.path == other.opened.path
            && self.was_edited() == other.was_edited()
            && self.change.in_words() == other.change.in_words()
    }
}

/// Changed and new results of a run, then results of cases that are gone, in the order of files and cases.
pub(super) fn items<'r>(run: &'r Run<'r>, past: &mut Past<'r>, only: Option<&str>) -> Vec<Item<'r>> {
    let mut items: Vec<Item<'r>> = run
        .trials
        .iter()
        .filter(|trial| trial.decision.is_some())
        .filter_map(|trial| tried(run, past, trial))
        .collect();
    for book in &run.opened.books.books {
        let gone = book.gone().into_iter().filter(|(id, _)| only.is_none_or(|only| id.contains(only)));
        items.extend(gone.map(|(id, _)| gone_case(run, past, book, id)));
    }
    items
}

fn tried<'r>(run: &'r Run<'r>, past: &mut Past<'r>, trial: &'r Trial<'r>) -> Option<Item<'r>> {
    let was = accepted(trial.book, &trial.case.id);
    let change = match &trial.against {
        // It is as accepted, but nobody has said why, or the file was changed by hand.
        Against::Same if trial.lacks_reason() || trial.was_edited() => Change::between(&was, &trial.result),
        Against::Same => return None,
        Against::New => Change::between("", &trial.result),
        Against::Changed(change) => change.clone(),
    };
    let span = trial.case.span;
    let line = run.opened.books.sources.file(span).map_or(0, |file| file.position(span.start).line);
    Some(Item {
        opened: run.opened,
        book: trial.book,
        id: trial.case.id.clone(),
        place: format!("{}:{line}", trial.book.sheet.name),
        was,
        now: trial.result.clone(),
        change,
        before: past.of(trial.book, &trial.case.id),
        trial: Some(trial),
    })
}

fn gone_case<'r>(run: &'r Run<'r>, past: &mut Past<'r>, book: &'r Book, id: String) -> Item<'r> {
    let was = accepted(book, &id);
    let change = Change::between(&was, "");
    let place = format!("{}.snap", book.sheet.name);
    let before = past.of(book, &id);
    Item { opened: run.opened, book, id, place, was, now: String::new(), change, before, trial: None }
}

/// The accepted result of a case.
fn accepted(book: &Book, id: &str) -> String {
    let kept = book.accepted.as_ref().and_then(|snapshot| snapshot.results.get(id));
    kept.map(|kept| kept.text.clone()).unwrap_or_default()
}
