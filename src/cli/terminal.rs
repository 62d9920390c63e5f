//! The terminal: the one place that prints, and that decides about colours and width.

use std::io::{ErrorKind, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::batch::BatchError;
use crate::diagnostics::{Problem, reason};
use crate::report::{self, Style};
use crate::source::Sources;

use super::args::{Arguments, Color, ProblemFormat};
use super::exit::Exit;

/// Columns where the terminal does not say how many it has.
const USUAL_WIDTH: usize = 80;

/// Wider lines are hard to read.
const MAX_WIDTH: usize = 100;

/// Columns of the terminal that people look at, if there is one.
fn columns() -> Option<usize> {
    terminal_size::terminal_size().map(|(terminal_size::Width(columns), _)| usize::from(columns))
}

/// Where output goes and how it looks.
#[derive(Clone, Debug)]
pub(super) struct Terminal {
    pub color: bool,
    pub plain: bool,
    pub width: usize,
    pub root: Option<std::path::PathBuf>,
    /// Whether something could not be printed.
    failed: Arc<AtomicBool>,
}

impl Terminal {
    pub fn new(arguments: &Arguments) -> Terminal {
        let is_terminal = std::io::stdout().is_terminal();
        let color = match arguments.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        };
        let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let width = told.or_else(columns).unwrap_or(USUAL_WIDTH);
        let (plain, root) = (arguments.plain, arguments.root.clone());
        Terminal { color, plain, width: width.clamp(40, MAX_WIDTH), root, failed: Arc::default() }
    }

    /// Long lines broken where people look at them; what goes to a file or a program stays as it is.
    pub fn folded(&self, text: &str) -> String {
        let seen = std::io::stdout().is_terminal();
        if seen { crate::report::folded(text, self.width) } else { text.to_owned() }
    }

    /// The style of problems for people.
    pub fn style(&self, format: ProblemFormat) -> Style {
        match format {
            ProblemFormat::Human if self.plain => Style::Plain,
            ProblemFormat::Human => Style::Human { color: self.color, width: self.width },
            ProblemFormat::Plain => Style::Plain,
            ProblemFormat::Short => Style::Short,
            ProblemFormat::Json | ProblemFormat::Sarif | ProblemFormat::Github => Style::Json,
        }
    }

    /// Prints data. A reader that has gone away is no error; what else keeps it from being written is told once.
    pub fn print(&self, text: &str) {
        let mut out = std::io::stdout().lock();
        let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush()) else { return };
        if error.kind() == ErrorKind::BrokenPipe || self.failed.swap(true, Ordering::Relaxed) {
            return;
        }
        let error = BatchError::Write {
            name: "standard output".to_owned(),
            reason: reason(&error),
            advice: "what was printed is not whole".to_owned(),
        };
        self.problems(&[Problem::new(error)], &Sources::new());
    }

    /// How a command has ended: its own way, unless something could not be printed.
    pub fn ended(&self, exit: Exit) -> Exit {
        if self.failed.load(Ordering::Relaxed) { Exit::Unreadable } else { exit }
    }

    /// Prints talk.
    pub fn say(&self, text: &str) {
        let mut out = std::io::stderr().lock();
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// Prints problems as talk.
    pub fn problems(&self, problems: &[Problem], sources: &Sources) {
        self.say(&report::problems(problems, sources, self.style(ProblemFormat::Human)));
    }
}
