//! What an expression is while it is lowered.

use crate::screen::{AmountId, Kind, NodeId, ReadId, ShapeId};
use crate::typed::ListId;
use crate::value::Value;

/// What an expression is: as much of it as is known before there is a case.
#[derive(Clone, Debug)]
pub(super) enum Term {
    /// A value.
    Constant(Value),
    /// None in every case.
    Nothing,
    /// Not to be had here.
    Strange,
    /// A condition, which is never none.
    Truth(NodeId),
    /// A slot.
    Slot(ReadId, Kind),
    /// A computed amount, with the digits after its point.
    Amount(AmountId, u8),
    /// A quotient of two amounts, each with the digits after its point.
    Share((AmountId, u8), (AmountId, u8)),
    /// A record at its place.
    Record(Record),
    /// A list of the facts: its slot, and the table of its rows.
    List(ReadId, u32),
    /// A list of constants; the flag says that all of it is meant at once, as an argument.
    Named(ListId, bool),
    /// A list that is written out.
    Items(Vec<Term>),
    /// The second where the first is true, the third where it is false.
    Choice(NodeId, Box<Term>, Box<Term>),
}

/// A record at its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record {
    /// Its slots.
    pub shape: ShapeId,
    /// How many lists it is inside.
    pub level: u8,
    /// When there is such a record.
    pub guard: Option<NodeId>,
}

impl Term {
    /// Whether it is none, as far as is known before there is a case.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Term::Nothing | Term::Constant(Value::None))
    }

    /// A constant, with what is none or unknown by their own names.
    pub fn of(value: Value) -> Term {
        match value {
            Value::None => Term::Nothing,
            Value::Unknown(_) => Term::Strange,
            known => Term::Constant(known),
        }
    }
}
