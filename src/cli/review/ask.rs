//! The questions of a review. An empty line never decides anything.

use std::io::{self, BufRead};

use super::desk::{Desk, Fate};
use super::show;

/// What an answer asks for.
enum Answer {
    Accept,
    Reject,
    Later,
    Why,
    AllLikeThis,
    Stop,
    Nothing,
}

impl Answer {
    fn of(line: &str) -> Answer {
        match line.trim().to_lowercase().as_str() {
            "a" | "accept" => Answer::Accept,
            "r" | "reject" => Answer::Reject,
            "s" | "later" => Answer::Later,
            "w" | "why" => Answer::Why,
            "m" | "all" => Answer::AllLikeThis,
            "q" | "quit" => Answer::Stop,
            _ => Answer::Nothing,
        }
    }
}

impl Desk<'_> {
    /// Asks about each result in turn, until all are settled or the input ends.
    pub fn ask(&mut self) -> io::Result<()> {
        for index in 0..self.items.len() {
            let open = self.items.get(index).is_some_and(|(_, fate)| *fate == Fate::Open);
            if open && !self.ask_one(index)? {
                break;
            }
        }
        Ok(())
    }

    /// Asks about one result; gives whether to go on.
    fn ask_one(&mut self, index: usize) -> io::Result<bool> {
        let like = self.like(index);
        let (all, terminal) = (self.items.len(), self.terminal);
        let head =
            self.items.get(index).map(|(item, _)| show::head(item, index.saturating_add(1), all, terminal));
        terminal.print(if index > 0 { "\n" } else { "" });
        terminal.print(&head.unwrap_or_default());
        loop {
            let menu = self.items.get(index).map(|(item, _)| show::menu(item, like.len()));
            terminal.print(&menu.unwrap_or_default());
            let Some(line) = self.line("> ")? else { return Ok(false) };
            let done = match Answer::of(&line) {
                Answer::Accept => self.accept_for_a_reason(&[index])?,
                Answer::Reject => self.reject(&[index]),
                Answer::Later => true,
                Answer::Stop => return Ok(false),
                Answer::AllLikeThis if like.len() > 1 => self.ask_about_all(&like)?,
                Answer::AllLikeThis => self.not_understood(&line),
                Answer::Why => self.why(index),
                Answer::Nothing => self.not_understood(&line),
            };
            if done {
                return Ok(true);
            }
        }
    }

    /// Asks about several results at once.
    fn ask_about_all(&mut self, like: &[usize]) -> io::Result<bool> {
        let ids: Vec<&str> = like
            .iter()
            .filter_map(|index| self.items.get(*index))
            .map(|(item, _)| item.id.as_str())
            .collect();
        self.terminal.print(&format!("  These change in the same way: {}\n", ids.join(", ")));
        let some =
            like.iter().filter_map(|index| self.items.get(*index)).any(|(item, _)| !item.contradicts());
        let accept = if some { "[a] accept, with one reason   " } else { "" };
        self.terminal.print(&format!("  All of them: {accept}[r] reject   anything else: go back\n"));
        let Some(line) = self.line("> ")? else { return Ok(false) };
        match Answer::of(&line) {
            Answer::Accept => self.accept_for_a_reason(like),
            Answer::Reject => Ok(self.reject(like)),
            Answer::Later | Answer::Why | Answer::AllLikeThis | Answer::Stop | Answer::Nothing => Ok(false),
        }
    }

    fn accept_for_a_reason(&mut self, which: &[usize]) -> io::Result<bool> {
        let which = self.acceptable(which);
        if which.is_empty() {
            return Ok(false);
        }
        let reason = self.line("Reason (kept beside the result): ")?.unwrap_or_default();
        if reason.trim().is_empty() {
            self.terminal.print("  Nothing was accepted: a reason is needed.\n");
            return Ok(false);
        }
        self.accept(&which, reason.trim())?;
        self.terminal.print("  Accepted.\n");
        Ok(true)
    }

    fn reject(&mut self, which: &[usize]) -> bool {
        self.settle(which, Fate::Rejected);
        self.terminal.print("  Rejected: the accepted result stays.\n");
        true
    }

    fn why(&self, index: usize) -> bool {
        let text = self.items.get(index).map(|(item, _)| show::why(item, self.terminal));
        self.terminal.print(&text.unwrap_or_default());
        false
    }

    fn not_understood(&self, line: &str) -> bool {
        let line = line.trim();
        if !line.is_empty() {
            self.terminal.print(&format!("  `{line}` is none of the answers.\n"));
        }
        false
    }

    /// One line of the input; nothing where it has ended.
    fn line(&self, prompt: &str) -> io::Result<Option<String>> {
        self.terminal.print(prompt);
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line)?;
        if read == 0 {
            self.terminal.print("\n");
        }
        Ok((read > 0).then_some(line))
    }
}
