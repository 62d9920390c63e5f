//! `licit eval POLICY --facts FILE`: many cases of one file.

mod arguments;
mod earlier;
mod ids;
mod output;
mod progress;
mod source;
mod summary;

use std::path::Path;

use crate::batch::{self, Asked, Batch, BatchError, Days, Format, Plan, Stopped, Tally};
use crate::diagnostics::Problem;
use crate::load;
use crate::policy::{Policy, Report};
use crate::records::{DAY, Encoding, Input, Naming, Options, Refusal};
use crate::source::Sources;

use super::args::{Decide, DecisionFormat};
use super::eval::questions;
use super::exit::Exit;
use super::guard::overwritten;
use super::paths::{no_policy, no_policy_file, rooted};
use super::terminal::Terminal;

pub use self::arguments::Many;
use self::arguments::{FailOn, Start, TextEncoding};
use self::output::Output;
use self::progress::Progress;
pub(super) use self::source::{Opened, reason};

/// Decides all rows of a file.
pub(super) fn run(decide: &Decide, terminal: &Terminal) -> Exit {
    match decide_all(decide, terminal) {
        Ok(exit) => exit,
        Err(Failure::Text(exit, text)) => {
            terminal.say(&text);
            exit
        }
        Err(Failure::Problems(problems, sources)) => {
            terminal.problems(&problems, &sources);
            terminal.say("No row was decided.\n");
            Exit::Unreadable
        }
        Err(Failure::Batch(error)) => {
            terminal.problems(&[Problem::new(error)], &Sources::new());
            Exit::Unreadable
        }
    }
}

/// Why a run came to nothing.
enum Failure {
    Text(Exit, String),
    Problems(Vec<Problem>, Sources),
    Batch(BatchError),
}

impl From<BatchError> for Failure {
    fn from(error: BatchError) -> Failure {
        Failure::Batch(error)
    }
}

fn decide_all(decide: &Decide, terminal: &Terminal) -> Result<Exit, Failure> {
    let (eval, many) = (&decide.eval, &decide.many);
    let Some(path) = &many.rows else { return Ok(Exit::Misused) };
    let policy = policy(&eval.policy, terminal)?;
    let programs = [policy.program().clone()];
    let question = questions(eval.as_of, eval.known_on, &eval.readings, &programs)
        .map_err(|message| Failure::Text(Exit::Misused, message))?
        .pop()
        .unwrap_or_default();
    let kind = output_kind(eval.format, many.output.as_deref())?;
    let opened = Opened::open(path)?;
    let name = opened.name.clone();
    let read = opened.read.clone();
    let size = opened.size;
    let mut input = opened
        .input(policy.schema(), &options(&name, many, has_days(&policy)))
        .map_err(|refusal| refused(&name, refusal))?;
    terminal.say(&format!("Reading {name} as: {}\n", input.taken_for));
    let asked = asked(&policy, decide, &input, kind);
    let files = output::Files::new(path, many, kind)?;
    for output in many.output.iter().chain(output::rejects_path(many).iter()) {
        if let Some(error) = overwritten(output, &eval.policy, (&[policy.program()], &[]), terminal) {
            return Err(error.into());
        }
    }
    let mut output = Output::begin(files, asked, many.start(), terminal)?;
    let (screen, layout) = (policy.screen(&question), input.layout.clone());
    let days = has_days(&policy).then(|| Days::new(&policy, &question));
    let batch = Batch { screen, days, layout, format: kind.line(), digests: !many.no_digests };
    let plan = Plan { jobs: jobs(many), done: output.done(), digests: output.is_kept() };
    output.progress = Some(Progress::new(terminal, many.no_progress, size, read));
    let ended = batch::run(&batch, &mut input, plan, &mut output);
    let tally = finish(ended, output, &name)?;
    let place = output::rejects_path(many);
    terminal.say(&summary::text(&tally.0, &policy, place.as_deref(), tally.1));
    Ok(exit(&tally.0, &policy, &many.fail_on))
}

/// Ends the output, if all rows have come to something.
fn finish(
    ended: Result<u64, Stopped>,
    mut output: Output<'_>,
    name: &str,
) -> Result<(Tally, std::time::Duration), Failure> {
    match ended {
        Ok(empty) => output.empty(empty),
        Err(Stopped::Reading(error)) => return Err(unreadable(name, &error).into()),
        Err(Stopped::Writing(error)) => return Err(output.failed(&error).into()),
    }
    Ok(output.finish(name)?)
}

/// The one policy at a path.
fn policy(path: &Path, terminal: &Terminal) -> Result<Policy, Failure> {
    let text = |message: String| Failure::Text(Exit::Unreadable, format!("licit: {message}\n"));
    let rooted = rooted(path, terminal).map_err(text)?;
    if let Some(message) = no_policy_file(path) {
        return Err(text(message));
    }
    let found = load::policies(&rooted.files, &rooted.path);
    match found.as_slice() {
        [] => Err(text(no_policy(path, &rooted))),
        [one] => Policy::load(&rooted.files, one)
            .map_err(|Report { problems, sources }| Failure::Problems(problems, sources)),
        several => {
            let policies = several.iter().map(|policy| format!("`{policy}`")).collect::<Vec<_>>().join(", ");
            Err(BatchError::SeveralPolicies { name: path.display().to_string(), policies }.into())
        }
    }
}

/// How decisions are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Lines(Format),
    /// First as lines of JSON, which an interrupted run can go on with; as Parquet when all are there.
    Parquet,
}

impl Kind {
    /// How they are written first.
    fn line(self) -> Format {
        match self {
            Kind::Lines(format) => format,
            Kind::Parquet => Format::Ndjson,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Kind::Lines(Format::Ndjson) => "ndjson",
            Kind::Lines(Format::Csv) => "csv",
            Kind::Parquet => "parquet",
        }
    }
}

fn output_kind(format: DecisionFormat, output: Option<&Path>) -> Result<Kind, Failure> {
    let ending = output.and_then(Path::extension).and_then(|ending| ending.to_str()).unwrap_or_default();
    match (format, output) {
        (DecisionFormat::Ndjson, _) | (DecisionFormat::Human, None) => Ok(Kind::Lines(Format::Ndjson)),
        (DecisionFormat::Csv, _) => Ok(Kind::Lines(Format::Csv)),
        (DecisionFormat::Parquet, Some(_)) => parquet(),
        (DecisionFormat::Parquet, None) => {
            let text = "licit: a Parquet file is written to a file: name it with `-o`\n";
            Err(Failure::Text(Exit::Misused, text.to_owned()))
        }
        (DecisionFormat::Plain | DecisionFormat::Json, _) => {
            let text = "licit: decisions about many cases are written as `ndjson`, `csv` or `parquet`\n";
            Err(Failure::Text(Exit::Misused, text.to_owned()))
        }
        (DecisionFormat::Human, Some(_)) if ending == "ndjson" || ending == "jsonl" => {
            Ok(Kind::Lines(Format::Ndjson))
        }
        (DecisionFormat::Human, Some(_)) if ending == "csv" => Ok(Kind::Lines(Format::Csv)),
        (DecisionFormat::Human, Some(_)) if ending == "parquet" => parquet(),
        (DecisionFormat::Human, Some(output)) => {
            Err(BatchError::NoFormat { name: output.display().to_string() }.into())
        }
    }
}

fn parquet() -> Result<Kind, Failure> {
    if cfg!(feature = "parquet") {
        return Ok(Kind::Parquet);
    }
    Err(BatchError::Feature { does: "write", kind: "Parquet", feature: "parquet" }.into())
}

/// Whether a row may name the day that picks the law: no fact of the policy does.
fn has_days(policy: &Policy) -> bool {
    policy.program().policy().governed_by.is_none()
}

fn options(name: &str, many: &Many, days: bool) -> Options {
    let encoding = many.encoding.map(|encoding| match encoding {
        TextEncoding::Utf8 => Encoding::Utf8,
        TextEncoding::Utf16Le => Encoding::Utf16Le,
        TextEncoding::Utf16Be => Encoding::Utf16Be,
        TextEncoding::Windows1252 => Encoding::Windows1252,
    });
    let reserved = if days { vec!["id", DAY] } else { vec!["id"] };
    let naming = Naming { ignored: many.ignore.clone(), renamed: many.column.clone(), reserved };
    Options { name: name.to_owned(), naming, encoding, sheet: many.sheet.clone() }
}

fn refused(name: &str, refusal: Refusal) -> Failure {
    match refusal {
        Refusal::Io(error) => unreadable(name, &error).into(),
        Refusal::Problems(problems, sources) => Failure::Problems(problems, sources),
    }
}

fn unreadable(name: &str, error: &std::io::Error) -> BatchError {
    BatchError::Read {
        name: name.to_owned(),
        reason: crate::diagnostics::reason(error),
        advice: "see whether the file is whole, and whether you may read it".to_owned(),
    }
}

/// What is asked, for comparing two runs.
fn asked(policy: &Policy, decide: &Decide, input: &Input<'_>, kind: Kind) -> Asked {
    let mut read = vec![input.taken_for.clone()];
    read.extend(input.layout.header().into_iter().flat_map(|header| header.names.clone()));
    read.extend(decide.many.column.iter().map(|(column, fact)| format!("{column}={fact}")));
    Asked {
        policy: policy.program().policy().digest.clone(),
        as_of: decide.eval.as_of.map(|day| day.to_string()),
        known_on: decide.eval.known_on.map(|day| day.to_string()),
        readings: decide.eval.readings.clone(),
        input: read,
        output: format!("{}{}", kind.name(), if decide.many.no_digests { " without digests" } else { "" }),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

impl Many {
    fn start(&self) -> Start {
        match (self.resume, self.anew) {
            (true, _) => Start::Resume,
            (false, true) => Start::Anew,
            (false, false) => Start::First,
        }
    }
}

fn jobs(many: &Many) -> usize {
    let all = || std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    many.jobs.map_or_else(all, std::num::NonZeroUsize::get)
}

/// How the command ends: by what it was told to fail on, else by whether all rows could be read.
fn exit(tally: &Tally, policy: &Policy, fail_on: &[FailOn]) -> Exit {
    let scale = &policy.program().policy().scale;
    let stands_for = |level: usize| scale.get(level).map_or(level, |verdict| verdict.stands_for);
    let some = |wanted: &dyn Fn(usize) -> bool| {
        tally.decided.iter().any(|(level, rows)| *rows > 0 && wanted(*level))
    };
    let asked = |result: FailOn| fail_on.contains(&result);
    if asked(FailOn::Deny) && some(&|level| level > 0 && stands_for(level) == 4) {
        return Exit::Deny;
    }
    if asked(FailOn::Undecided) && tally.open > 0 {
        return Exit::Undecided;
    }
    if asked(FailOn::Review) && some(&|level| level > 0 && stands_for(level) != 4) {
        return Exit::Review;
    }
    match (tally.rejected, tally.rows) {
        (1.., _) => Exit::Partly,
        (0, 0) => Exit::Findings,
        (0, _) => Exit::Done,
    }
}
