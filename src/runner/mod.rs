//! Cases with their right answers: reads case files, decides each case and compares.
//!
//! A case file is YAML or JSON: a list of cases, or a map whose `cases` are that list. The format is
//! described in `docs/cases.md`.

mod case;
mod compare;
#[expect(missing_docs, reason = "the message beside each variant says what it means")]
pub mod error;
mod names;
mod sheet;
mod table;

pub use self::case::{Case, CaseFile, Expected, ExpectedDuty, holds_facts, read};
pub use self::compare::{Difference, Verdicts, compare};
pub use self::names::{check, check_case};
pub use self::sheet::{
    Decided, Sheet, Sheets, case_folder, decide, in_case_folder, may_hold_cases, not_read, ready,
};
pub use self::table::{is_table, read_table};
