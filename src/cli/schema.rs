//! `licit schema`

use super::args::Schema;
use super::exit::Exit;
use super::terminal::Terminal;

pub(super) fn run(_arguments: &Schema, _terminal: &Terminal) -> Exit {
    Exit::Done
}
