//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::batch::Many;
use super::days::day;
use super::examples;
pub use super::replay::args::Replay;
pub use super::review::args::Review;
pub use super::test::args::{Test, TestFormat};
use crate::value::Date;

/// `NAME=ANSWER`
fn reading(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, answer)) => Ok((name.trim().to_owned(), answer.trim().to_owned())),
        None => Err("write NAME=ANSWER, such as last_day=included".to_owned()),
    }
}

const AFTER_HELP: &str = "\
Exit codes:
  0   done, nothing to report; for one case: permitted
  1   findings: errors in a policy, failed cases, a file that is not formatted
  2   the command line was wrong
  3   a file could not be read, written or understood
  4   many cases: some rows could not be read, and are in the file of rejects
  10  one case: prohibited (the strictest verdict)
  11  one case: a licence or a review is needed
  12  one case: not decided, because a fact is missing
  70  a bug in licit

New here?  licit new try-it";

/// Policies that lawyers can write, and decisions that explain themselves.
#[derive(Debug, Parser)]
#[command(name = "licit", version, after_help = AFTER_HELP)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Colours: auto uses them on a terminal, and not where NO_COLOR is set.
    #[arg(long, value_enum, default_value_t = Color::Auto, global = true)]
    pub color: Color,
    /// Plain text for screen readers: nothing drawn, nothing lost.
    #[arg(long, global = true)]
    pub plain: bool,
    /// Read no file outside this folder. Where none is given: the working folder, or that in which the policy lies.
    #[arg(long, global = true, value_name = "FOLDER")]
    pub root: Option<PathBuf>,
}

/// Whether to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal only.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a policy folder, with an example that works
    #[command(after_help = examples::NEW)]
    New(New),
    /// Find mistakes in policies
    #[command(after_help = examples::CHECK)]
    Check(Check),
    /// Lay out policy files
    #[command(after_help = examples::FMT)]
    Fmt(Fmt),
    /// Decide cases and say why; many cases of one file with --facts
    #[command(after_help = examples::EVAL)]
    Eval(Box<Decide>),
    /// Show in full how a decision came about
    #[command(after_help = examples::WHY)]
    Why(Eval),
    /// Show the days on which the verdict of a case changes, and what changes it
    #[command(after_help = examples::TIMELINE)]
    Timeline(Timeline),
    /// List the days on which a policy changes by its own text
    #[command(after_help = examples::CALENDAR)]
    Calendar(Calendar),
    /// Run cases and compare with their right answers and accepted results
    #[command(after_help = examples::TEST)]
    Test(Test),
    /// Go through changed results, and accept or reject them
    #[command(after_help = examples::REVIEW)]
    Review(Review),
    /// Compare two versions of a policy over a set of cases
    #[command(after_help = examples::DIFF)]
    Diff(Diff),
    /// Decide again what a record holds, and say what is not as recorded
    #[command(after_help = examples::REPLAY)]
    Replay(Replay),
    /// Explain a code, a word of the language or a rule
    #[command(after_help = examples::EXPLAIN)]
    Explain(Explain),
    /// Show the facts that a policy asks for: vocabulary, JSON Schema or an empty form
    #[command(after_help = examples::SCHEMA)]
    Schema(Schema),
    /// Show the version
    #[command(hide = true)]
    Version,
}

/// `licit new`
#[derive(Debug, Args)]
pub struct New {
    /// The folder to make.
    pub folder: PathBuf,
}

/// `licit check`
#[derive(Debug, Args)]
pub struct Check {
    /// Policy folders or files; the working folder where none is named. `-` reads one file from the standard input.
    pub policies: Vec<PathBuf>,
    /// How to print problems.
    #[arg(long, value_enum, default_value_t = ProblemFormat::Human)]
    pub format: ProblemFormat,
    /// Warnings count as errors.
    #[arg(long)]
    pub strict: bool,
    /// Mend what has only one meaning, in the files, and check what is then there.
    #[arg(long)]
    pub fix: bool,
    /// Check again whenever a file is saved, until stopped.
    #[arg(long)]
    pub watch: bool,
}

/// How problems are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProblemFormat {
    /// Drawn, with the text.
    Human,
    /// For screen readers.
    Plain,
    /// One line each.
    Short,
    /// For programs.
    Json,
    /// SARIF 2.1.0, for code hosts.
    Sarif,
    /// Annotations of GitHub's workflows.
    Github,
}

/// `licit fmt`
#[derive(Debug, Args)]
pub struct Fmt {
    /// Files or folders; the working folder where none is named. `-` reads the standard input.
    pub paths: Vec<PathBuf>,
    /// Write nothing; exit with 1 if a file would change.
    #[arg(long)]
    pub check: bool,
    /// How to print what came of the files.
    #[arg(long, value_enum, default_value_t = PageFormat::Human)]
    pub format: PageFormat,
}

/// `licit eval` and `licit why`
#[derive(Debug, Args)]
pub struct Eval {
    /// Policy folder or file; a folder of policies applies them all.
    pub policy: PathBuf,
    /// Files with the facts of a case each: JSON, YAML or TOML. `-` reads the standard input, as JSON unless
    /// `--input` says otherwise.
    #[arg(required = true)]
    pub facts: Vec<PathBuf>,
    /// The day that picks the law: 2026-12-01, or `today`.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Date>,
    /// Judge as one could on this day: by the law that had been issued by then.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub known_on: Option<Date>,
    /// Answer a contested point otherwise than the policy does by default; `licit why` names the points and answers.
    #[arg(long = "reading", value_name = "NAME=ANSWER", value_parser = reading)]
    pub readings: Vec<(String, String)>,
    /// How to print decisions.
    #[arg(long, value_enum, default_value_t = DecisionFormat::Human)]
    pub format: DecisionFormat,
    /// The format of facts from the standard input.
    #[arg(long, value_enum, default_value_t = FactsFormat::Json)]
    pub input: FactsFormat,
    /// Exit with 0 whatever the verdict is, not with 10, 11 or 12.
    #[arg(long)]
    pub exit_zero: bool,
    /// Append each decision to this file, before it is printed; `licit replay` decides it again.
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
}

/// How decisions are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DecisionFormat {
    /// For people.
    Human,
    /// For screen readers.
    Plain,
    /// For programs.
    Json,
    /// Many cases: a line of JSON each.
    Ndjson,
    /// Many cases: a row each.
    Csv,
    /// Many cases: a row each, in columns.
    Parquet,
}

/// `licit eval`
#[derive(Debug, Args)]
pub struct Decide {
    /// Cases in files of their own.
    #[command(flatten)]
    pub eval: Eval,
    /// Cases in the rows of one file.
    #[command(flatten)]
    pub many: Many,
}

impl Decide {
    /// What was asked for together and cannot be; a sentence for the user.
    pub fn mistake(&self) -> Option<String> {
        // The parser asks for nothing that would not go together with what it was given, so it lets these pass.
        match (&self.many.rows, self.many.given()) {
            (None, Some(option)) => Some(format!(
                "licit: `{option}` is for many cases of one file, and the cases here have a file each\n  \
                 help: leave `{option}` out, or name a file with a case in each row: \
                 `licit eval POLICY --facts FILE`\n"
            )),
            (Some(_), _) if self.eval.record.is_some() => Some(
                "licit: `--record` does not go together with `--facts`: many cases of one file are not recorded\n  \
                 help: leave `--record` out and keep the decisions with `-o FILE`, or give each case a file of its own\n"
                    .to_owned(),
            ),
            (Some(_) | None, _) => None,
        }
    }
}

/// A format of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FactsFormat {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
    /// TOML.
    Toml,
}

/// `licit timeline`
#[derive(Debug, Args)]
pub struct Timeline {
    /// Policy folder or file; a folder of policies applies them all.
    pub policy: PathBuf,
    /// A file with the facts of a case: JSON, YAML or TOML. `-` reads JSON from the standard input.
    pub facts: PathBuf,
    /// The first day; where none is named, the day before the policy first changes.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: Option<Date>,
    /// The last day; where none is named, 31 days after the policy last changes.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub through: Option<Date>,
    /// Judge as one could on this day: by the law that had been issued by then.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub known_on: Option<Date>,
    /// Answer a contested point otherwise than the policy does by default; `licit why` names the points and answers.
    #[arg(long = "reading", value_name = "NAME=ANSWER", value_parser = reading)]
    pub readings: Vec<(String, String)>,
    /// How to print the days.
    #[arg(long, value_enum, default_value_t = PageFormat::Human)]
    pub format: PageFormat,
}

/// How something is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
}

/// `licit calendar`
#[derive(Debug, Args)]
pub struct Calendar {
    /// Policy folder or file; a folder of policies lists them all.
    pub policy: PathBuf,
    /// Leave out what changes before this day; `today` for what is still to come.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: Option<Date>,
    /// How to print the days.
    #[arg(long, value_enum, default_value_t = PageFormat::Human)]
    pub format: PageFormat,
}

/// `licit explain`
#[derive(Debug, Args)]
pub struct Explain {
    /// A code such as L204, a word such as `exception`, a rule's name, `messages` for all codes, or `tour` for
    /// ten minutes with Licit; behind `tour`, the step.
    pub what: Vec<String>,
    /// The policy in which to look for a rule; the working folder where none is named.
    #[arg(long)]
    pub policy: Option<PathBuf>,
}

/// `licit schema`
#[derive(Debug, Args)]
pub struct Schema {
    /// Policy folder or file; the built-in vocabulary where none is named.
    pub policy: Option<PathBuf>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = SchemaFormat::Vocabulary)]
    pub format: SchemaFormat,
}

/// What `licit schema` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaFormat {
    /// The facts with their questions and types.
    Vocabulary,
    /// The JSON Schema of the facts.
    JsonSchema,
    /// An empty facts file in YAML, with the questions as comments.
    Form,
    /// An empty facts file in JSON.
    FormJson,
}

/// `licit diff`
#[derive(Debug, Args)]
pub struct Diff {
    /// Two folders, files or git revisions, or a range such as main..HEAD; then the policy, where both are revisions.
    #[arg(required = true, num_args = 1..=3, value_names = ["OLD", "NEW", "POLICY"])]
    pub sides: Vec<PathBuf>,
    /// Case files; those beside the two policies where none is named.
    #[arg(long, value_name = "FILE")]
    pub cases: Vec<PathBuf>,
    /// Facts of many cases in the place of case files: NDJSON, CSV, XLSX or Parquet.
    #[arg(long, value_name = "FILE", conflicts_with = "cases")]
    pub facts: Vec<PathBuf>,
    /// The day that picks the law in cases that name none, where no fact does: 2026-12-01, or `today`.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Date>,
    /// Exit with 1 if a verdict changes in this way; may be given several times.
    #[arg(long, value_enum, value_name = "WHAT", value_delimiter = ',')]
    pub fail_on: Vec<FailOnChange>,
    /// How to print what has changed.
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub format: DiffFormat,
}

/// Changes on which `licit diff` fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOnChange {
    /// A verdict becomes milder, at one end at least.
    Milder,
    /// A verdict becomes stricter, at one end at least.
    Stricter,
    /// A case is no longer decided, or its facts are no longer understood.
    Undetermined,
    /// A decision changes at all, be it in its reasons or duties.
    Any,
}

/// How differences are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
    /// For a comment on a pull request.
    Markdown,
    /// For the browser: one page.
    Html,
}
