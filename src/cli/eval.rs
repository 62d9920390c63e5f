//! `licit eval` and `licit why`

use std::io::Read;
use std::path::Path;

use crate::eval::{Decision, Question, decide};
use crate::facts::{self, Facts, Format, Node, NodeKind};
use crate::program::Program;
use crate::report::decision as report;
use crate::source::Sources;
use crate::value::Date;
use crate::value::date::parse_date;

use super::args::{DecisionFormat, Eval, FactsFormat};
use super::exit::Exit;
use super::paths::load_all;
use super::terminal::Terminal;

/// How much is printed of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    /// What holds and what is missing.
    Short,
    /// Everything that was considered.
    Long,
}

/// Decides cases and prints the decisions.
pub(super) fn run(eval: &Eval, terminal: &Terminal, length: Length) -> Exit {
    match decisions(eval, terminal) {
        Ok(cases) => {
            let text = print(&cases, eval.format, terminal, length);
            terminal.print(&text);
            if eval.exit_zero { Exit::Done } else { verdict(&cases) }
        }
        Err(message) => {
            terminal.say(&message);
            Exit::Unreadable
        }
    }
}

/// The decisions of all policies, case by case.
fn decisions(eval: &Eval, terminal: &Terminal) -> Result<Vec<(String, Vec<Decision>)>, String> {
    let programs = programs(&eval.policy, terminal)?;
    let questions = questions(eval.as_of.as_deref(), eval.known_on.as_deref(), &eval.readings, &programs)?;
    let mut cases = Vec::new();
    for path in &eval.facts {
        let written = Written::read(path, eval.input)?;
        let mut decisions = Vec::new();
        for (program, question) in programs.iter().zip(&questions) {
            decisions.push(decide(program, &written.facts(program, &programs, terminal)?, question));
        }
        cases.push((written.name, decisions));
    }
    Ok(cases)
}

/// The text of a case, from a file or the standard input.
pub(super) struct Written {
    name: String,
    text: String,
    format: Format,
}

impl Written {
    pub(super) fn read(path: &Path, input: FactsFormat) -> Result<Written, String> {
        let (name, text, format) = facts_text(path, input)?;
        Ok(Written { name, text, format })
    }

    /// The facts of the case by the vocabulary of one of several policies; problems are printed.
    pub(super) fn facts(
        &self,
        program: &Program,
        programs: &[Program],
        terminal: &Terminal,
    ) -> Result<Facts, String> {
        let mut sources = Sources::new();
        let start = sources.add(&self.name, &self.text);
        let read = facts::document(&self.text, start, self.format).and_then(|mut node| {
            leave_to_others(&mut node, program, programs);
            facts::read(&node, &program.policy().schema)
        });
        read.map_err(|problems| {
            terminal.problems(&problems.sorted(), &sources);
            "The facts could not be used, so no verdict was given.\n".to_owned()
        })
    }
}

/// Takes out the facts that this policy does not know and another one does: a case that is put to
/// several policies has the facts of all of them. What nobody knows stays, and is reported.
fn leave_to_others(node: &mut Node, program: &Program, programs: &[Program]) {
    let knows = |program: &Program, name: &str| {
        program.policy().schema.facts().is_some_and(|facts| facts.field(name).is_some())
    };
    if let NodeKind::Map(entries) = &mut node.kind {
        entries.retain(|(key, _)| {
            knows(program, &key.text) || !programs.iter().any(|other| knows(other, &key.text))
        });
    }
}

/// The programs of all policies at a path; their problems are printed.
pub(super) fn programs(path: &Path, terminal: &Terminal) -> Result<Vec<Program>, String> {
    let loaded = load_all(path, terminal).map_err(|message| format!("licit: {message}\n"))?;
    let mut programs = Vec::new();
    for (_, loaded) in loaded {
        match loaded.program {
            Some(program) => programs.push(program),
            None => {
                terminal.problems(&loaded.problems, &loaded.sources);
                return Err(
                    "The policy has errors, so no verdict was given. `licit check` shows them alone.\n"
                        .to_owned(),
                );
            }
        }
    }
    Ok(programs)
}

/// What is asked of each policy. A reading must be known to one of them.
pub(super) fn questions(
    as_of: Option<&str>,
    known_on: Option<&str>,
    readings: &[String],
    programs: &[Program],
) -> Result<Vec<Question>, String> {
    let (as_of, known_on) = (as_of.map(day).transpose()?, known_on.map(day).transpose()?);
    let mut questions = vec![Question::new(as_of, known_on); programs.len()];
    for reading in readings {
        let Some((name, answer)) = reading.split_once('=') else {
            return Err(format!("licit: `--reading {reading}`: write NAME=ANSWER\n"));
        };
        let tried = questions
            .iter_mut()
            .zip(programs)
            .map(|(question, program)| question.answer(program, name, answer));
        let mut failures: Vec<String> = Vec::new();
        let mut taken = false;
        for result in tried {
            match result {
                Ok(()) => taken = true,
                Err(error) => failures.push(error.to_string()),
            }
        }
        if !taken {
            failures.dedup();
            return Err(format!("licit: {}\n", failures.join("; ")));
        }
    }
    Ok(questions)
}

/// A date of the command line; `today` is the only way to ask the clock.
pub(super) fn day(text: &str) -> Result<Date, String> {
    if text == "today" {
        return Ok(today());
    }
    parse_date(text)
        .ok_or_else(|| format!("licit: `{text}` is not a date: write year-month-day, such as 2026-12-01\n"))
}

/// The day by the system's clock, in UTC.
fn today() -> Date {
    let seconds =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |time| time.as_secs());
    let days = i32::try_from(seconds / 86_400).unwrap_or_default();
    let epoch = Date::constant(1970, 1, 1);
    crate::value::date::add(epoch, &crate::value::Duration::of_days(days)).unwrap_or(epoch)
}

/// Name, text and format of a file of facts.
fn facts_text(path: &Path, input: FactsFormat) -> Result<(String, String, Format), String> {
    let name = path.display().to_string();
    if name == "-" {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| format!("licit: the standard input cannot be read: {error}\n"))?;
        return Ok(("standard input".to_owned(), utf8(bytes, "the standard input")?, given(input)));
    }
    let Some(format) = Format::of(&name) else {
        return Err(format!(
            "licit: `{name}`: facts are read from files that end in .json, .yaml, .yml or .toml\n"
        ));
    };
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => format!("licit: there is no file `{name}`\n"),
        _ => format!("licit: `{name}` cannot be read: {error}\n"),
    })?;
    Ok((name.clone(), utf8(bytes, &name)?, format))
}

pub(super) fn utf8(bytes: Vec<u8>, name: &str) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        format!("licit: `{name}` is not UTF-8 text (its byte {byte} belongs to another encoding); save it as UTF-8\n")
    })
}

fn given(input: FactsFormat) -> Format {
    match input {
        FactsFormat::Json => Format::Json,
        FactsFormat::Yaml => Format::Yaml,
        FactsFormat::Toml => Format::Toml,
    }
}

fn print(
    cases: &[(String, Vec<Decision>)],
    format: DecisionFormat,
    terminal: &Terminal,
    length: Length,
) -> String {
    let mut text = String::new();
    for (name, decisions) in cases {
        if cases.len() > 1 && format != DecisionFormat::Json {
            text.push_str(&format!("{name}\n"));
        }
        text.push_str(&print_case(decisions, format, terminal, length));
    }
    text
}

fn print_case(decisions: &[Decision], format: DecisionFormat, terminal: &Terminal, length: Length) -> String {
    let plain = terminal.plain || format == DecisionFormat::Plain;
    match (decisions, length) {
        ([decision], _) if format == DecisionFormat::Json => report::json_text(decision),
        (several, _) if format == DecisionFormat::Json => report::several_json_text(several),
        ([decision], Length::Short) if plain => report::plain(decision),
        ([decision], Length::Short) => report::human(decision, terminal.color, terminal.width),
        ([decision], Length::Long) if plain => report::why_plain(decision),
        ([decision], Length::Long) => report::why_human(decision, terminal.color, terminal.width),
        (several, _) if plain => report::several_plain(several),
        (several, _) => report::several_human(several, terminal.color, terminal.width),
    }
}

/// The exit code of the strictest verdict of all.
fn verdict(cases: &[(String, Vec<Decision>)]) -> Exit {
    let exits =
        cases.iter().flat_map(|(_, decisions)| decisions).map(|decision| match decision.verdict.certain() {
            None => Exit::Undecided,
            Some(verdict) if verdict.level == 0 => Exit::Done,
            Some(verdict) if verdict.stands_for == 4 => Exit::Deny,
            Some(_) => Exit::Review,
        });
    // A certain prohibition is not made open by another policy that is.
    let rank = |exit: &Exit| match exit {
        Exit::Done => 0,
        Exit::Review => 1,
        Exit::Undecided => 2,
        Exit::Deny | Exit::Findings | Exit::Unreadable => 3,
    };
    exits.max_by_key(rank).unwrap_or(Exit::Done)
}
