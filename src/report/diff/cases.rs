//! Cases that are not what they were, in words.

use crate::report::text::counted;

use super::{CaseEdit, CaseTurn};

/// `Case files: 1 case taken out, 2 cases with another right answer`
pub(super) fn case_edits(all: &[CaseEdit]) -> String {
    let count = |turns: &[CaseTurn]| all.iter().filter(|edit| turns.contains(&edit.turn)).count();
    let kinds = [
        (count(&[CaseTurn::Gone]), "taken out"),
        (count(&[CaseTurn::Answer, CaseTurn::Both]), "with another right answer"),
        (count(&[CaseTurn::Facts]), "with other facts"),
        (count(&[CaseTurn::New]), "new"),
    ];
    let there = kinds.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> =
        there.map(|(count, what)| format!("{} {what}", counted(*count, "case"))).collect();
    format!("Case files: {}", parts.join(", "))
}

/// The cases that are named: all that were there before.
pub(super) fn case_lines(all: &[CaseEdit]) -> Vec<(&str, String)> {
    let named = all.iter().filter(|edit| edit.turn != CaseTurn::New);
    named.map(|edit| (edit.id.as_str(), format!("{} ({})", turned(edit.turn), edit.file))).collect()
}

fn turned(turn: CaseTurn) -> &'static str {
    match turn {
        CaseTurn::New => "new",
        CaseTurn::Gone => "taken out",
        CaseTurn::Facts => "other facts than before",
        CaseTurn::Answer => "expects another answer than before",
        CaseTurn::Both => "other facts than before, and expects another answer",
    }
}

/// The word that programs read.
pub(super) fn code(turn: CaseTurn) -> &'static str {
    match turn {
        CaseTurn::New => "new",
        CaseTurn::Gone => "gone",
        CaseTurn::Facts => "facts",
        CaseTurn::Answer => "answer",
        CaseTurn::Both => "facts and answer",
    }
}
