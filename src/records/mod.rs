//! Many cases of one file, row by row: JSON lines, delimited text, workbooks and Parquet files.
//!
//! A file goes through three steps. [`Input::open`] looks at the first bytes and says in words what the file was taken
//! for, or refuses it as a whole: no column is guessed at, and none is passed over. [`Input::each`] hands out [`Row`]s
//! in the order of the file and never keeps more than one of them. [`Layout::case`] makes the facts of one row, with
//! the place of each value, as a [`crate::facts::Node`]: from there on a cell is read by the declared type of its
//! fact, as everywhere.
//!
//! Columns are named by the way to their fact: `end_user.sector`, `item.components[0].value`. A cell of a list or
//! record may hold JSON. An empty cell is a fact that is left out.
//!
//! Not done here: nothing is decided, and no file is opened.

mod cell;
mod comma;
mod day;
mod delimited;
mod encoding;
mod error;
mod feed;
mod grid;
mod header;
mod input;
mod layout;
mod lines;
#[cfg(feature = "parquet")]
mod parquet;
mod row;
mod strange;
mod tree;
#[cfg(feature = "xlsx")]
mod workbook;

pub use self::day::{DAY, RowDay};
pub use self::encoding::Encoding;
pub use self::error::RecordError;
pub use self::grid::Grid;
pub use self::header::{Header, Naming};
pub use self::input::{FileKind, Input, Options, Refusal};
pub use self::layout::{Case, Layout, Unreadable};
pub use self::row::{Content, Row, Value};
