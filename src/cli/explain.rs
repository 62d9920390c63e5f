//! `licit explain`

use super::args::Explain;
use super::exit::Exit;
use super::terminal::Terminal;

pub(super) fn run(_arguments: &Explain, _terminal: &Terminal) -> Exit {
    Exit::Done
}
