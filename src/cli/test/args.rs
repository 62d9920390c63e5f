//! The arguments of `licit test`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `licit test`
#[derive(Debug, Args)]
pub struct Test {
    /// Policy folders or files; the working folder where none is named.
    pub policies: Vec<PathBuf>,
    /// Case files; those in the policy's folder `cases` where none is named.
    #[arg(long, value_name = "FILE")]
    pub cases: Vec<PathBuf>,
    /// Only cases whose name contains this.
    #[arg(long, value_name = "TEXT")]
    pub only: Option<String>,
    /// Show cases that are as expected too.
    #[arg(short, long)]
    pub verbose: bool,
    /// Every case has an answer and an accepted result, and every rule a case in which it holds. With --coverage:
    /// every rule, exception and duty also fails in some case, and each day has cases on both sides; parts of
    /// conditions do not count.
    #[arg(long)]
    pub strict: bool,
    /// Write nothing. The same where the variable CI is set.
    #[arg(long)]
    pub check: bool,
    /// How to print what came out.
    #[arg(long, value_enum, default_value_t = TestFormat::Human)]
    pub format: TestFormat,
    /// What to learn about the cases themselves.
    #[command(flatten)]
    pub coverage: crate::cli::coverage::Options,
}

/// How the results of cases are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    /// For people.
    Human,
    /// For screen readers.
    Plain,
    /// For programs.
    Json,
    /// XML for continuous integration.
    Junit,
    /// Remarks beside a pull request on GitHub.
    Github,
    /// With --coverage: a page for a browser.
    Html,
    /// With --coverage: a table for a README.
    Markdown,
}
