//! The command line: reads files, prints reports, chooses exit codes. Nothing else imports it.

mod args;
mod cases;
mod batch;
mod check;
mod code_list;
mod coverage;
mod days;
mod diff;
mod eval;
mod examples;
mod exit;
mod explain;
mod fix;
mod fmt;
mod generate;
mod guard;
mod mutants;
mod new;
mod paths;
mod record;
mod replay;
mod review;
mod rule_page;
mod schema;
mod terminal;
mod test;
mod timeline;
mod tour;
mod vocabulary;
mod watch;
mod words;

use std::process::ExitCode;

use clap::Parser;

use self::args::{Arguments, Command, Decide};
pub use self::exit::Exit;
use self::terminal::Terminal;

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    install_panic_hook();
    let arguments = Arguments::parse();
    let terminal = Terminal::new(&arguments);
    let exit = match &arguments.command {
        Command::New(new) => self::new::run(new, &terminal),
        Command::Check(check) => self::check::run(check, &terminal),
        Command::Fmt(fmt) => self::fmt::run(fmt, &terminal),
        Command::Eval(decide) => decided(decide, &terminal),
        Command::Why(eval) => self::eval::run(eval, &terminal, eval::Length::Long),
        Command::Timeline(arguments) => self::timeline::run(arguments, &terminal),
        Command::Calendar(arguments) => self::timeline::calendar(arguments, &terminal),
        Command::Test(test) => self::test::run(test, &terminal),
        Command::Review(review) => self::review::run(review, &terminal),
        Command::Diff(diff) => self::diff::run(diff, &terminal),
        Command::Replay(replay) => self::replay::run(replay, &terminal),
        Command::Explain(explain) => self::explain::run(explain, &terminal),
        Command::Schema(schema) => self::schema::run(schema, &terminal),
        Command::Version => {
            terminal.print(concat!("licit ", env!("CARGO_PKG_VERSION"), "\n"));
            Exit::Done
        }
    };
    ExitCode::from(terminal.ended(exit).code())
}

/// Decides the rows of one file, or cases in files of their own.
fn decided(decide: &Decide, terminal: &Terminal) -> Exit {
    if let Some(mistake) = decide.mistake() {
        terminal.say(&mistake);
        return Exit::Misused;
    }
    match &decide.many.rows {
        Some(_) => self::batch::run(decide, terminal),
        None => self::eval::run(&decide.eval, terminal, eval::Length::Short),
    }
}

/// A panic is a bug: says so, and exits with 70.
fn install_panic_hook() {
    std::panic::set_hook(Box::new(|panic| {
        eprintln!("licit: a bug in licit {}, not in your policy: {panic}", env!("CARGO_PKG_VERSION"));
        eprintln!("No verdict was given. Please report this text together with the files that led to it.");
        std::process::exit(70);
    }));
}
