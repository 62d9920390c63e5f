//! How far the work is: a bar on a terminal, a line from time to time elsewhere.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::summary::grouped;
use crate::cli::terminal::Terminal;

/// Time between two lines.
const BETWEEN: Duration = Duration::from_secs(10);

/// Shows how far the work is.
pub(super) struct Progress {
    shown: Shown,
    read: Arc<AtomicU64>,
    size: Option<u64>,
    begun: Instant,
}

enum Shown {
    Nothing,
    Bar(ProgressBar),
    Lines { last: Instant, terminal: Terminal },
}

impl Progress {
    pub fn new(terminal: &Terminal, silent: bool, size: Option<u64>, read: Arc<AtomicU64>) -> Progress {
        let begun = Instant::now();
        let shown = if silent {
            Shown::Nothing
        } else if std::io::stderr().is_terminal() && !terminal.plain {
            Shown::Bar(bar(size))
        } else {
            Shown::Lines { last: begun, terminal: terminal.clone() }
        };
        Progress { shown, read, size, begun }
    }

    /// Shows that so many rows are done.
    pub fn show(&mut self, rows: u64) {
        let read = self.read.load(Ordering::Relaxed);
        let rate = rate(rows, self.begun.elapsed());
        match &mut self.shown {
            Shown::Nothing => {}
            Shown::Bar(bar) => {
                bar.set_message(format!("{} rows   {}/s", grouped(rows), grouped(rate)));
                bar.set_position(read);
            }
            Shown::Lines { last, terminal } if last.elapsed() >= BETWEEN => {
                *last = Instant::now();
                let share = self.size.and_then(|size| read.saturating_mul(100).checked_div(size));
                let share = share.map_or_else(String::new, |share| format!(", {}% read", share.min(100)));
                terminal.say(&format!("{} rows decided, {} a second{share}\n", grouped(rows), grouped(rate)));
            }
            Shown::Lines { .. } => {}
        }
    }

    /// Takes the bar away.
    pub fn end(self) {
        if let Shown::Bar(bar) = self.shown {
            bar.finish_and_clear();
        }
    }
}

fn bar(size: Option<u64>) -> ProgressBar {
    let (bar, template) = match size {
        Some(size) => (ProgressBar::new(size), "{percent:>3}% {bar:30}  {msg}   about {eta} left"),
        None => (ProgressBar::no_length(), "{spinner}  {msg}   {elapsed}"),
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style.progress_chars("━╸ ")),
        Err(_) => bar,
    }
}

/// Rows a second.
pub(super) fn rate(rows: u64, time: Duration) -> u64 {
    let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX).max(1);
    rows.saturating_mul(1000).checked_div(milliseconds).unwrap_or_default()
}
