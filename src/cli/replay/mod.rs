//! `licit replay`

pub mod args;
mod found;
mod human;
mod json;
mod shift;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use crate::diagnostics::Problem;
use crate::diff::named;
use crate::eval::{Question, decide};
use crate::facts;
use crate::journal::{Broken, JournalError, Line, Outcome, claimed, read};
use crate::program::Program;
use crate::source::Sources;

use super::args::{FailOnChange, Replay};
use super::eval::programs;
use super::exit::Exit;
use super::terminal::Terminal;

use self::args::ReplayFormat;
use self::found::{Flaw, Found, OtherText, Undecided};
use self::shift::{Shift, direction, moves};

/// Decides again what a record holds, and says what is not as recorded.
pub(super) fn run(replay: &Replay, terminal: &Terminal) -> Exit {
    match replayed(replay, terminal) {
        Ok(found) => {
            terminal.print(&match replay.format {
                ReplayFormat::Human => human::text(&found, terminal.width, terminal.plain),
                ReplayFormat::Json => json::text(&found, replay),
            });
            exit(&found, &replay.fail_on)
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

/// How the command ends: a damaged record is always a finding; of decisions those that it shall fail on, or all.
fn exit(found: &Found, on: &[FailOnChange]) -> Exit {
    let (counts, lost) = (&found.counts, found.undecided.len());
    let any = found.differ() + found.other_texts.len() > 0;
    let fails = |on: &FailOnChange| match on {
        FailOnChange::Milder => counts.milder + counts.other > 0,
        FailOnChange::Stricter => counts.stricter + counts.other > 0,
        FailOnChange::Undetermined => counts.undecided + lost > 0,
        FailOnChange::Any => any,
    };
    let fails = if on.is_empty() { any } else { on.iter().any(fails) };
    if fails || found.is_damaged() { Exit::Findings } else { Exit::Done }
}

/// Why nothing was decided again.
enum Stop {
    Coded(JournalError),
    Said(String),
}

impl From<JournalError> for Stop {
    fn from(error: JournalError) -> Stop {
        Stop::Coded(error)
    }
}

struct Session<'a> {
    replay: &'a Replay,
    terminal: &'a Terminal,
    /// The policies at each place that lines name.
    loaded: BTreeMap<PathBuf, Vec<Program>>,
    found: Found,
    /// The digest that the next line must name.
    follows: Option<String>,
    /// Digests that no longer match and have been told.
    told: BTreeSet<String>,
}

fn replayed(replay: &Replay, terminal: &Terminal) -> Result<Found, Stop> {
    let path = if is_standard_input(&replay.record) {
        "standard input".to_owned()
    } else {
        replay.record.display().to_string()
    };
    let failed = |error: io::Error| JournalError::NotRead {
        path: path.clone(),
        reason: crate::diagnostics::reason(&error),
    };
    let (loaded, found, told) = (BTreeMap::new(), Found::default(), BTreeSet::new());
    let mut session = Session { replay, terminal, loaded, found, follows: None, told };
    let mut reader = open(&replay.record).map_err(failed)?;
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        if reader.read_until(b'\n', &mut bytes).map_err(failed)? == 0 {
            break;
        }
        let text = String::from_utf8_lossy(&bytes);
        if !text.trim().is_empty() {
            session.line(number, text.trim_end_matches(['\n', '\r']))?;
        }
    }
    let mut found = session.found;
    if found.decisions == 0 && !found.is_damaged() {
        return Err(JournalError::Empty { path }.into());
    }
    found.sort();
    Ok(found)
}

/// Whether a path stands for the standard input.
fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn open(record: &Path) -> io::Result<Box<dyn BufRead>> {
    if is_standard_input(record) {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(BufReader::new(File::open(record)?)))
}

impl Session<'_> {
    fn line(&mut self, number: usize, line: &str) -> Result<(), Stop> {
        let broken = match read(line) {
            Ok(line) => {
                if line.previous != self.follows {
                    self.found.flaw(number, Flaw::Gap);
                }
                self.follows = Some(line.digest.clone());
                self.found.last = Some(line.digest.clone());
                return self.decide(number, &line);
            }
            Err(broken) => broken,
        };
        let flaw = match broken {
            Broken::Torn => Flaw::Torn,
            Broken::Edited => Flaw::Edited,
            Broken::Foreign => Flaw::Foreign,
            Broken::Strange => Flaw::Version,
        };
        // What is said of this line is not said of the next one too.
        if let (Flaw::Edited | Flaw::Version, Some(digest)) = (flaw, claimed(line)) {
            self.follows = Some(digest.to_owned());
        }
        self.found.flaw(number, flaw);
        Ok(())
    }

    fn decide(&mut self, number: usize, line: &Line) -> Result<(), Stop> {
        let place = self.replay.policy.clone().unwrap_or_else(|| self.place(line));
        let program = self.program(&place, &line.policy)?;
        self.found.decisions += 1;
        self.digests(number, line, &program);
        match again(line, &program) {
            Err(why) => self.found.undecided.push(Undecided { line: number, case: line.case.clone(), why }),
            Ok(now) if line.outcome.differences(&now).is_empty() => {}
            Ok(now) => {
                let was = line.outcome.clone();
                let (direction, moves) = (direction(&was, &now, &program), moves(&was, &now));
                self.name(line, &program, &moves);
                let (case, policy) = (line.case.clone(), line.policy.clone());
                self.found.take(Shift { line: number, case, policy, was, now, direction, moves });
            }
        }
        self.found.counts.compared = self.found.decisions;
        Ok(())
    }

    /// Notes what the rules and duties are that moved. What another policy alone has is looked up there, where it can
    /// still be read.
    fn name(&mut self, line: &Line, program: &Program, moves: &[crate::diff::Move]) {
        let mut known = named(&[program], moves);
        if moves.iter().filter_map(|found| found.name()).any(|name| !known.contains_key(name))
            && let Some(old) = self.recorded(line)
        {
            for (name, words) in named(&[&old], moves) {
                known.entry(name).or_insert(words);
            }
        }
        for (name, words) in known {
            self.found.named.entry((line.policy.clone(), name)).or_insert(words);
        }
    }

    /// Where the policy of a line lies: on the way from the record to it. Records of earlier versions have the way from the
    /// folder in which the command was started.
    fn place(&self, line: &Line) -> PathBuf {
        let written = PathBuf::from(&line.path);
        let folder = super::record::folder(&self.replay.record);
        let from_record = if folder == Path::new(".") { written.clone() } else { folder.join(&written) };
        if !from_record.exists() && written.exists() { written } else { from_record }
    }

    /// The policy that a line names, if it still lies there.
    fn recorded(&mut self, line: &Line) -> Option<Program> {
        let place = self.place(line);
        if !self.loaded.contains_key(&place) {
            let all = super::paths::load_all(&place, self.terminal).unwrap_or_default();
            let all = all.into_iter().filter_map(|(_, loaded)| loaded.program).collect();
            self.loaded.insert(place.clone(), all);
        }
        let all = self.loaded.get(&place)?;
        all.iter().find(|program| program.policy().name == line.policy).cloned()
    }

    fn program(&mut self, place: &Path, name: &str) -> Result<Program, Stop> {
        let missing = || {
            let (policy, path) = (name.to_owned(), place.display().to_string());
            JournalError::NoSuchPolicy { policy, path }
        };
        if !self.loaded.contains_key(place) {
            if !place.exists() {
                return Err(missing().into());
            }
            let found = programs(place, self.terminal).map_err(Stop::Said)?;
            self.loaded.insert(place.to_path_buf(), found);
        }
        let all = self.loaded.get(place).map(Vec::as_slice).unwrap_or_default();
        let named = all.iter().find(|program| program.policy().name == name);
        let only = if all.len() == 1 && self.replay.policy.is_some() { all.first() } else { None };
        named.or(only).cloned().ok_or_else(|| missing().into())
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
        self.found.other_texts.push(OtherText {
            line: number,
            policy: line.policy.clone(),
            was: line.policy_digest.clone(),
            now: policy.digest.clone(),
            what,
        });
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
