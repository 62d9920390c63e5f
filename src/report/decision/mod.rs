//! Decisions as text: for the terminal, for screen readers, for programs; short, or with everything that was considered.
//!
//! Comes in: a decision. The text says what the decision says and adds nothing of its own.

mod json;
mod layout;
mod missing;
mod page;
mod result;
mod rules;
mod several;
mod stands;
mod short;
mod why;
mod words;

use serde::Serialize;

use crate::eval::decision::Decision;

use self::page::Page;

pub use self::json::{DECISION_FORMAT, json, json_text};
pub use self::result::result;
pub use self::several::{DECISIONS_FORMAT, several_human, several_json, several_json_text, several_plain};
pub use self::stands::stands;

/// A decision for the terminal: the verdict, the rules that hold, what is missing, duties, and what it rests on.
/// At most 100 columns wide.
pub fn human(decision: &Decision, color: bool, width: usize) -> String {
    short::page(decision).human(color, width)
}

/// The same in sentences, without alignment, for screen readers.
pub fn plain(decision: &Decision) -> String {
    short::page(decision).plain()
}

/// A decision for the terminal with everything that was considered: also rules that are not met, not in force or
/// displaced, with what each asked.
pub fn why_human(decision: &Decision, color: bool, width: usize) -> String {
    why::page(decision).human(color, width)
}

/// The same in sentences, without alignment, for screen readers.
pub fn why_plain(decision: &Decision) -> String {
    why::page(decision).plain()
}

/// JSON that people can read, with a line break at the end. The order of members is that of the type.
pub(in crate::report) fn pretty(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

impl Page {
    /// Adds a heading and what stands under it, unless nothing does.
    fn section(&mut self, heading: &str, fill: impl FnOnce(&mut Page)) {
        let mut below = Page::default();
        fill(&mut below);
        if !below.is_empty() {
            self.heading(heading);
            self.append(below);
        }
    }
}
