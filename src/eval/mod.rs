//! Deciding: a program and facts give a decision. Nothing here reads files, clocks or the
//! environment, and nothing can fail: what cannot be known is a value.
//!
//! *Unknown* follows strong Kleene logic, with limits for amounts, and is then made as narrow as is
//! affordable: rules that may hold are tried both ways together with their exceptions, and facts with
//! few possible values are tried one by one. No step can make a verdict milder than some completion
//! of the facts would give.

mod amount;
mod arithmetic;
mod case;
mod comparison;
mod comprehension;
mod decide;
pub mod decision;
mod explain;
mod expression;
mod law;
mod lookup;
mod missing;
mod outcome;
pub mod probe;
mod reach;
mod show;
mod trace;

pub use self::decide::{
    Brief, Lasting, Otherwise, Question, QuestionError, brief, decide, interrupts, lasting, outcome,
};
pub use self::decision::Decision;
pub use self::outcome::Outcome;
pub use self::show::show;
