//! The fast path: a policy as tests over numbered slots, and the running of it.
//!
//! ```text
//! facts → slots → tests → rules that hold → levels
//! ```
//!
//! `lower` makes a [`Form`] of a program and a question. What a case says becomes numbers in slots
//! ([`Slots`]): a country is its two letters, a word of an enum its position, a day its number, an amount a
//! whole number of some power of ten, a text the number of the policy's constant that it equals. A record
//! lies flat in the slots of what it stands in; a list is a run of rows. Two things fill the slots: [`Form::fill`]
//! from facts that have been read, and [`Form::read`] from JSON, in one pass that builds nothing.
//!
//! **The evaluator has the last word.** The form's truths are those of `eval`, or *unknown* where `eval` may
//! know more: what was not lowered, an amount of which only limits are known, a number that does not fit.
//! Kleene's logic carries such an unknown to the end, and a case with an unknown at its end is not decided
//! here: [`Form::decide`] and its companions say nothing, and the caller asks `eval`. So the fast path can be
//! incomplete everywhere and wrong nowhere: a certain truth here is the same certain truth there. Tests
//! hold both against each other over all cases that they have and over random policies.
//!
//! Why that is sound: an operator gives a certain result only where it gives that result for everything
//! that its unknown operands may turn out to be. The two that look at unknowns themselves, `is none` and
//! `cannot be determined`, look at slots only, which tell all kinds of open values apart; where it is open
//! whether a presumption fills a slot, the slot is unknown, which stands for both.

mod amount;
mod fill;
mod form;
mod hold;
mod letters;
mod read;
mod run;
mod scan;
mod slots;
mod symbols;

pub use self::form::{
    Amount, AmountId, Bounds, Candidate, Duty, Field, FieldUse, Form, Gather, Group, Kind, Name, Names, Node,
    NodeId, Presumed, Read, ReadId, Rule, SetId, Shape, ShapeId, Table, Test, Text, Vocabulary,
};
pub use self::hold::{Answer, Work};
pub use self::letters::{country_number, currency_number};
pub use self::run::LEVELS;
pub use self::slots::{LOST, NONE, Slots, UNKNOWN, day_number, pack};
