//! `licit eval` and `licit why`

use std::io::Read;
use std::path::Path;

use crate::diagnostics::Problem;
use crate::eval::{Decision, Question, decide};
use crate::facts::{self, Facts, Format, Node, NodeKind};
use crate::journal::JournalError;
use crate::program::Program;
use crate::report::decision as report;
use crate::runner;
use crate::schema::{RecordId, Schema, Type};
use crate::source::Sources;
use crate::value::Date;

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

/// Cases by the names of their files, each with the decision of every policy.
type Cases = Vec<(String, Vec<Decision>)>;

/// Decides cases and prints the decisions.
pub(super) fn run(eval: &Eval, terminal: &Terminal, length: Length) -> Exit {
    if matches!(eval.format, DecisionFormat::Ndjson | DecisionFormat::Csv | DecisionFormat::Parquet) {
        terminal.say("licit: this format is for many cases of one file: `licit eval POLICY --facts FILE`\n");
        return Exit::Misused;
    }
    if eval.record.as_ref().is_some_and(|record| record.as_os_str() == "-") {
        terminal.say(
            "licit: a record is kept in a file before a decision is told, so it cannot be printed\n  \
             help: name a file: `--record decisions.ndjson`; `--format json` prints decisions for programs\n",
        );
        return Exit::Misused;
    }
    match decisions(eval, terminal) {
        Ok(cases) => {
            let text = print(&cases, eval.format, terminal, length);
            terminal.print(&text);
            if eval.exit_zero { Exit::Done } else { verdict(&cases) }
        }
        Err((exit, message)) => {
            terminal.say(&message);
            exit
        }
    }
}

fn unreadable(message: String) -> (Exit, String) {
    (Exit::Unreadable, message)
}

/// What could not be recorded is not told.
fn unrecorded(error: JournalError, terminal: &Terminal) -> (Exit, String) {
    terminal.problems(&[Problem::new(error)], &Sources::new());
    unreadable("The decision was not recorded, so no verdict was given.\n".to_owned())
}

/// The decisions of all policies, case by case; else how the command ends, and why.
fn decisions(eval: &Eval, terminal: &Terminal) -> Result<Cases, (Exit, String)> {
    let programs = programs(&eval.policy, terminal).map_err(unreadable)?;
    let questions = questions(eval.as_of, eval.known_on, &eval.readings, &programs)
        .map_err(|message| (Exit::Misused, message))?;
    let mut cases = Vec::new();
    let mut entries = Vec::new();
    for path in &eval.facts {
        let written = Written::read(path, eval.input).map_err(unreadable)?;
        let mut decisions = Vec::new();
        for (program, question) in programs.iter().zip(&questions) {
            let facts = written.facts(&eval.policy, program, &programs, terminal).map_err(unreadable)?;
            let decision = decide(program, &facts, question);
            if eval.record.is_some() {
                let entry = super::record::entry(eval, &written.name, &decision, &facts, program);
                entries.push(entry.map_err(|error| unrecorded(error, terminal))?);
            }
            decisions.push(decision);
        }
        cases.push((written.name, decisions));
    }
    if let Some(record) = &eval.record {
        super::record::keep(record, &entries, terminal).map_err(|error| unrecorded(error, terminal))?;
    }
    Ok(cases)
}

/// The text of a case, from a file or the standard input.
pub(super) struct Written {
    name: String,
    text: String,
    format: Format,
}

/// What facts are called that came through a pipe.
const STANDARD_INPUT: &str = "standard input";

impl Written {
    pub(super) fn read(path: &Path, input: FactsFormat) -> Result<Written, String> {
        let (name, text, format) = facts_text(path, input)?;
        Ok(Written { name, text, format })
    }

    /// The facts of the case by the vocabulary of one of several policies; problems are printed.
    pub(super) fn facts(
        &self,
        policy: &Path,
        program: &Program,
        programs: &[Program],
        terminal: &Terminal,
    ) -> Result<Facts, String> {
        let mut sources = Sources::new();
        let start = sources.add(&self.name, &self.text);
        let read = facts::document(&self.text, start, self.format).and_then(|mut node| {
            let others: Vec<Known<'_>> = programs.iter().map(Known::facts).collect();
            leave_to_others(&mut node, Known::facts(program), &others);
            facts::read(&node, &program.policy().schema)
        });
        read.map_err(|problems| {
            if runner::read(&self.text, start, self.format).is_ok() {
                return cases_instead(&self.name, policy);
            }
            terminal.problems(&problems.sorted(), &sources);
            let hint = match (self.name.as_str(), self.format) {
                (STANDARD_INPUT, Format::Json) => {
                    "The standard input was read as JSON; --input yaml or toml says otherwise.\n"
                }
                (_, _) => "",
            };
            format!("{hint}The facts could not be used, so no verdict was given.\n")
        })
    }
}

/// Said where facts are asked for and cases with their answers are given.
fn cases_instead(name: &str, policy: &Path) -> String {
    format!(
        "licit: `{name}` holds cases with their right answers, not the facts of one case; \
         `licit test {} --cases {name}` runs them\n",
        policy.display()
    )
}

/// A type in the vocabulary of one policy.
#[derive(Clone, Copy)]
struct Known<'p> {
    schema: &'p Schema,
    r#type: &'p Type,
}

impl<'p> Known<'p> {
    fn facts(program: &'p Program) -> Known<'p> {
        Known { schema: &program.policy().schema, r#type: &Type::Record(RecordId::FACTS) }
    }

    /// The type of a field, where this is a record that has it.
    fn field(self, name: &str) -> Option<Known<'p>> {
        let Type::Record(id) = self.r#type else { return None };
        let (_, field) = self.schema.record(*id)?.field(name)?;
        Some(Known { schema: self.schema, r#type: &field.r#type })
    }

    /// The type of the elements, where this is a list.
    fn element(self) -> Option<Known<'p>> {
        Some(Known { schema: self.schema, r#type: self.r#type.element()? })
    }
}

/// Takes out what this policy's vocabulary does not know and another one does: a case that is put to
/// several policies has the facts of all of them. What nobody knows stays, and is reported.
fn leave_to_others(node: &mut Node, known: Known<'_>, others: &[Known<'_>]) {
    match &mut node.kind {
        NodeKind::Map(entries) => {
            entries.retain(|(key, _)| {
                known.field(&key.text).is_some()
                    || !others.iter().any(|other| other.field(&key.text).is_some())
            });
            for (key, value) in entries {
                let Some(field) = known.field(&key.text) else { continue };
                let others: Vec<Known<'_>> =
                    others.iter().filter_map(|other| other.field(&key.text)).collect();
                leave_to_others(value, field, &others);
            }
        }
        NodeKind::List(items) => {
            let Some(element) = known.element() else { return };
            let others: Vec<Known<'_>> = others.iter().filter_map(|other| other.element()).collect();
            items.iter_mut().for_each(|item| leave_to_others(item, element, &others));
        }
        NodeKind::Null | NodeKind::Scalar { .. } => {}
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
    as_of: Option<Date>,
    known_on: Option<Date>,
    readings: &[(String, String)],
    programs: &[Program],
) -> Result<Vec<Question>, String> {
    let mut questions = vec![Question::new(as_of, known_on); programs.len()];
    for (name, answer) in readings {
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

/// Name, text and format of a file of facts.
fn facts_text(path: &Path, input: FactsFormat) -> Result<(String, String, Format), String> {
    let name = path.display().to_string();
    if name == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| {
            format!("licit: the standard input cannot be read: {}\n", crate::diagnostics::reason(&error))
        })?;
        return Ok((STANDARD_INPUT.to_owned(), utf8(bytes, "the standard input")?, given(input)));
    }
    if path.is_dir() {
        return Err(format!("licit: `{name}` is a folder; name the file with the facts of a case\n"));
    }
    if name.ends_with(".licit") {
        return Err(format!(
            "licit: `{name}` is text of a policy, and the facts of a case are wanted here: a file that ends in .json, .yaml, \
             .yml or .toml\n  help: name the policy first and the facts behind it: `licit eval {name} FACTS`\n"
        ));
    }
    let Some(format) = Format::of(&name) else {
        return Err(format!(
            "licit: `{name}`: facts are read from files that end in .json, .yaml, .yml or .toml; a table of many cases is \
             read with `--facts {name}`\n"
        ));
    };
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => format!("licit: there is no file `{name}`\n"),
        _ => format!("licit: `{name}` cannot be read: {}\n", crate::diagnostics::reason(&error)),
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
        Exit::Deny | Exit::Findings | Exit::Misused | Exit::Unreadable | Exit::Partly => 3,
    };
    exits.max_by_key(rank).unwrap_or(Exit::Done)
}
