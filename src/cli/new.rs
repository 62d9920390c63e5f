//! `licit new`

use super::args::New;
use super::exit::Exit;
use super::terminal::Terminal;

pub(super) fn run(_arguments: &New, _terminal: &Terminal) -> Exit {
    Exit::Done
}
