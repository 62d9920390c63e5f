//! `licit replay`

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::diagnostics::Problem;
use crate::eval::{Question, decide};
use crate::facts;
use crate::program::Program;
use crate::record::{Broken, Line, Outcome, RecordError, lines, read};
use crate::source::Sources;

use super::args::Replay;
use super::eval::programs;
use super::exit::Exit;
use super::terminal::Terminal;

/// Findings of one kind that are printed; the rest is counted.
const MANY: usize = 50;

/// Decides again what a record holds, and says what is not as recorded.
pub(super) fn run(replay: &Replay, terminal: &Terminal) -> Exit {
    match replayed(replay, terminal) {
        Ok(count) => {
            terminal.print(&count.summary());
            if count.findings == 0 { Exit::Done } else { Exit::Findings }
        }
        Err(Stop::Coded(error)) => {
            terminal.problems(&[Problem::new(error)], &Sources::new());
            Exit::Unreadable
        }
        Err(Stop::Said(message)) => {
            terminal.say(&message);
            Exit::Unreadable
        }
    }
}

/// Why nothing was decided again.
enum Stop {
    Coded(RecordError),
    Said(String),
}

impl From<RecordError> for Stop {
    fn from(error: RecordError) -> Stop {
        Stop::Coded(error)
    }
}

/// What was found.
#[derive(Clone, Debug, Default)]
struct Count {
    decisions: usize,
    same: usize,
    differ: usize,
    torn: usize,
    edited: usize,
    gaps: usize,
    findings: usize,
    last: Option<String>,
}

impl Count {
    fn summary(&self) -> String {
        let plural =
            |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
        let mut text = format!(
            "{} decided again: {} as recorded, {} otherwise.",
            plural(self.decisions, "decision"),
            self.same,
            self.differ
        );
        for (count, what) in [(self.torn, "torn line"), (self.edited, "edited line"), (self.gaps, "gap")] {
            if count > 0 {
                text.push_str(&format!(" {}.", plural(count, what)));
            }
        }
        if let Some(last) = &self.last {
            text.push_str(&format!(
                "\nThe record ends with {last}; keep that elsewhere to notice lines cut off its end."
            ));
        }
        text.push('\n');
        text
    }
}

struct Session<'a> {
    replay: &'a Replay,
    terminal: &'a Terminal,
    /// The policies at each place that lines name.
    loaded: BTreeMap<PathBuf, Vec<Program>>,
    count: Count,
    printed: usize,
    /// Digests that no longer match and have been told.
    told: BTreeSet<String>,
}

fn replayed(replay: &Replay, terminal: &Terminal) -> Result<Count, Stop> {
    let path = replay.record.display().to_string();
    let bytes = std::fs::read(&replay.record)
        .map_err(|error| RecordError::NotRead { path: path.clone(), reason: error.to_string() })?;
    let text = String::from_utf8_lossy(&bytes);
    let mut session = Session {
        replay,
        terminal,
        loaded: BTreeMap::new(),
        count: Count::default(),
        printed: 0,
        told: BTreeSet::new(),
    };
    let mut any = false;
    for (number, line) in lines(&text) {
        any = true;
        session.line(number, line)?;
    }
    if !any {
        return Err(RecordError::Empty { path }.into());
    }
    Ok(session.count)
}

impl Session<'_> {
    fn line(&mut self, number: usize, line: &str) -> Result<(), Stop> {
        match read(line) {
            Ok(line) => {
                if line.previous != self.count.last {
                    self.count.gaps += 1;
                    self.finding(
                        number,
                        "does not follow the line before it: a line was taken out, put in or changed",
                    );
                }
                self.count.last = Some(line.digest.clone());
                self.decide(number, &line)
            }
            Err(Broken::Torn) => {
                self.count.torn += 1;
                self.finding(number, "is torn: its writer did not come to the end, and gave no verdict");
                Ok(())
            }
            Err(Broken::Edited) => {
                self.count.edited += 1;
                self.finding(number, "is not as it was written: its digest does not match");
                Ok(())
            }
            Err(Broken::Strange) => {
                self.count.edited += 1;
                self.finding(number, "is of a format that this version does not read");
                Ok(())
            }
        }
    }

    fn finding(&mut self, number: usize, what: &str) {
        self.count.findings += 1;
        self.printed += 1;
        if self.printed <= MANY {
            self.terminal.print(&format!("line {number} {what}\n"));
        } else if self.printed == MANY + 1 {
            self.terminal.print("and more, which are counted only\n");
        }
    }

    fn decide(&mut self, number: usize, line: &Line) -> Result<(), Stop> {
        let place = self.replay.policy.clone().unwrap_or_else(|| PathBuf::from(&line.path));
        let program = self.program(&place, &line.policy)?;
        self.count.decisions += 1;
        self.digests(number, line, &program);
        match again(line, &program) {
            Err(why) => {
                self.count.differ += 1;
                self.finding(number, &format!("({}) cannot be decided again: {why}", line.case));
            }
            Ok(outcome) => {
                let differences = line.outcome.differences(&outcome);
                if differences.is_empty() {
                    self.count.same += 1;
                } else {
                    self.count.differ += 1;
                    let what =
                        format!("({}) comes out otherwise\n    {}", line.case, differences.join("\n    "));
                    self.finding(number, &what);
                }
            }
        }
        Ok(())
    }

    fn program(&mut self, place: &Path, name: &str) -> Result<Program, Stop> {
        if !self.loaded.contains_key(place) {
            let found = programs(place, self.terminal).map_err(Stop::Said)?;
            self.loaded.insert(place.to_path_buf(), found);
        }
        let all = self.loaded.get(place).map(Vec::as_slice).unwrap_or_default();
        let named = all.iter().find(|program| program.policy().name == name);
        let only = if all.len() == 1 && self.replay.policy.is_some() { all.first() } else { None };
        named.or(only).cloned().ok_or_else(|| {
            let (policy, path) = (name.to_owned(), place.display().to_string());
            RecordError::NoSuchPolicy { policy, path }.into()
        })
    }

    /// Says once which texts and lists are not those that decided. With another policy named that is meant.
    fn digests(&mut self, number: usize, line: &Line, program: &Program) {
        let policy = program.policy();
        if policy.digest == line.policy_digest || self.replay.policy.is_some() {
            return;
        }
        if !self.told.insert(line.policy_digest.clone()) {
            return;
        }
        let mut changed = Vec::new();
        for (name, digest) in &line.data {
            match policy.data.iter().find(|file| file.name == *name) {
                Some(file) if file.digest == *digest => {}
                Some(_) => changed.push(format!("the data of {name} has changed")),
                None => changed.push(format!("{name} has no data file any more")),
            }
        }
        let what = if changed.is_empty() { "its text has changed".to_owned() } else { changed.join(", ") };
        let short = |digest: &str| digest.chars().take(12).collect::<String>();
        let (was, is) = (short(&line.policy_digest), short(&policy.digest));
        self.finding(
            number,
            &format!("was decided by policy {} {was}, which is now {is}: {what}", line.policy),
        );
    }
}

/// Decides the case of a line again.
fn again(line: &Line, program: &Program) -> Result<Outcome, String> {
    let schema = &program.policy().schema;
    let facts = facts::read(&line.facts, schema).map_err(|problems| {
        let problems = problems.sorted();
        problems.first().map(Problem::message).unwrap_or_default()
    })?;
    let mut question = Question::new(line.as_of, line.known_on);
    for (name, answer) in &line.readings {
        question.answer(program, name, answer).map_err(|error| error.to_string())?;
    }
    Ok(Outcome::of(&decide(program, &facts, &question)))
}
