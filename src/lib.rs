//! Licit is a policy language that lawyers can write: typed, total, three-valued, and every verdict
//! says why.
//!
//! ```text
//! source text → syntax tree → typed policy → program → decision → report
//!     source      syntax        check          program    eval      report
//! ```
//!
//! Each arrow is one function: [`syntax::parse`], [`check::check`], [`program::Program::new`],
//! [`eval::decide`], and those of [`report`]. [`Policy`] has them all behind it:
//!
//! ```
//! use licit::{Format, Policy, Question};
//!
//! let policy = Policy::from_text("deny if end_user.sector == defence")?;
//! let facts = policy.facts("case.yaml", "end_user: {sector: defence}", Format::Yaml)?;
//! let decision = policy.decide(&facts, &Question::default());
//! assert_eq!(decision.verdict.certain().map(|verdict| verdict.name.as_str()), Some("deny"));
//!
//! // A missing fact never permits: the verdict is a range, and the fact is named.
//! let facts = policy.facts("case.yaml", "end_user: {name: Nordmotor GmbH}", Format::Yaml)?;
//! let decision = policy.decide(&facts, &Question::default());
//! assert_eq!(decision.verdict.certain(), None);
//! assert_eq!(decision.missing[0].path, "end_user.sector");
//! # Ok::<(), licit::Report>(())
//! ```
//!
//! The modules stand in reading order.

pub mod source;
pub mod value;
pub mod diagnostics;
pub mod syntax;
pub mod schema;
pub mod typed;
pub mod facts;
pub mod check;
pub mod lints;
pub mod program;
pub mod eval;
mod screen;
mod lower;
pub mod analyze;
pub mod coverage;
pub mod generate;
pub mod mutants;
pub mod diff;
pub mod report;
pub mod format;
pub mod load;
pub mod fix;
mod policy;
pub mod records;
pub mod batch;
pub mod journal;
pub mod runner;
pub mod testing;
#[cfg(feature = "cli")]
pub mod cli;

pub use eval::{Decision, Outcome, Question};
pub use facts::{Facts, Format};
pub use load::{Files, Memory};
pub use policy::{Buffer, Policy, Ready, Report, Screen, Screened};
