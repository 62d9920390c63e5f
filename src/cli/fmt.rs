//! `licit fmt`

use super::args::Fmt;
use super::exit::Exit;
use super::terminal::Terminal;

pub(super) fn run(_arguments: &Fmt, _terminal: &Terminal) -> Exit {
    Exit::Done
}
