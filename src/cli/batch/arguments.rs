//! What the command line says about many cases.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Many cases of one file.
#[derive(Debug, Args)]
#[command(next_help_heading = "Many cases")]
pub struct Many {
    /// A file with a case in each row: JSON lines, CSV, XLSX or Parquet. `-` reads the standard input.
    #[arg(long = "facts", value_name = "FILE", conflicts_with = "facts")]
    pub rows: Option<PathBuf>,
    /// Where the decisions go: .ndjson, .csv or .parquet; the standard output where no file is named.
    #[arg(short, long, value_name = "FILE", requires = "rows")]
    pub output: Option<PathBuf>,
    /// Where the rows go that could not be read; OUTPUT.rejects.csv where no file is named.
    #[arg(long, value_name = "FILE", requires = "rows")]
    pub rejects: Option<PathBuf>,
    /// Go on where an interrupted run has stopped.
    #[arg(long, requires = "output")]
    pub resume: bool,
    /// Throw away what an interrupted run has done, and begin with the first row.
    #[arg(long, requires = "output", conflicts_with = "resume")]
    pub anew: bool,
    /// How many cores to use; all where no number is given.
    #[arg(long, value_name = "NUMBER", value_parser = jobs, requires = "rows")]
    pub jobs: Option<NonZeroUsize>,
    /// Exit with 10, 11 or 12 if a row comes to one of these.
    #[arg(long, value_name = "RESULT", value_enum, value_delimiter = ',', requires = "rows")]
    pub fail_on: Vec<FailOn>,
    /// Leave a column out.
    #[arg(long, value_name = "COLUMN", requires = "rows")]
    pub ignore: Vec<String>,
    /// Read a column as a fact: COLUMN=FACT.
    #[arg(long, value_name = "COLUMN=FACT", value_parser = column, requires = "rows")]
    pub column: Vec<(String, String)>,
    /// How the text is written, where its first bytes do not show it.
    #[arg(long, value_enum, requires = "rows")]
    pub encoding: Option<TextEncoding>,
    /// The sheet of a workbook; the first one where none is named.
    #[arg(long, value_name = "NAME", requires = "rows")]
    pub sheet: Option<String>,
    /// Leave out the digest of each row's facts, which is faster for JSON lines.
    #[arg(long, requires = "rows")]
    pub no_digests: bool,
    /// Do not show how far the work is.
    #[arg(long, requires = "rows")]
    pub no_progress: bool,
}

impl Many {
    /// The first option that was given although it says something only of the rows of one file.
    pub fn given(&self) -> Option<&'static str> {
        let given = [
            (self.output.is_some(), "-o"),
            (self.rejects.is_some(), "--rejects"),
            (self.resume, "--resume"),
            (self.anew, "--anew"),
            (self.jobs.is_some(), "--jobs"),
            (!self.fail_on.is_empty(), "--fail-on"),
            (!self.ignore.is_empty(), "--ignore"),
            (!self.column.is_empty(), "--column"),
            (self.encoding.is_some(), "--encoding"),
            (self.sheet.is_some(), "--sheet"),
            (self.no_digests, "--no-digests"),
            (self.no_progress, "--no-progress"),
        ];
        given.into_iter().find_map(|(given, name)| given.then_some(name))
    }
}

/// `COLUMN=FACT`
fn column(text: &str) -> Result<(String, String), String> {
    match text.rsplit_once('=') {
        Some((column, fact)) => Ok((column.trim().to_owned(), fact.trim().to_owned())),
        None => Err("write COLUMN=FACT, such as \"Ship-to country=destination\"".to_owned()),
    }
}

/// How many cores: one at least.
fn jobs(text: &str) -> Result<NonZeroUsize, String> {
    text.parse()
        .map_err(|_| "write how many cores to use, 1 or more; without `--jobs` all are used".to_owned())
}

/// What a row comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// The strictest verdict is certain.
    Deny,
    /// A licence, a review or a refusal is certain.
    Review,
    /// The verdict is open.
    Undecided,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TextEncoding {
    /// UTF-8.
    #[value(name = "utf-8")]
    Utf8,
    /// UTF-16, low byte first.
    #[value(name = "utf-16le")]
    Utf16Le,
    /// UTF-16, high byte first.
    #[value(name = "utf-16be")]
    Utf16Be,
    /// Windows-1252.
    #[value(name = "windows-1252")]
    Windows1252,
}

/// How a run begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// With the first row; refused where an interrupted run has left something.
    First,
    /// With the first row, whatever is there.
    Anew,
    /// Behind the rows that an interrupted run has done.
    Resume,
}
