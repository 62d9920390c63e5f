//! How fast is Licit? The same policy in several engines, on the same facts, in one run; all times as ratios to a
//! function that a programmer would hard-code.
//!
//! ```text
//! cargo run --release                  rounds, comparison of all answers, tables (some minutes)
//! cargo run --release -- --rounds 1    the same once
//! cargo run --release -- steps         each step of Licit by itself
//! cargo run --release -- facts 100     some facts, to look at
//! ```
//!
//! A folder can be named in `LICIT_BENCH` for the facts and the answers; else they go to the temporary folder. The
//! command is measured where `LICIT` names it.

mod answer;
mod engines;
mod facts;
mod measure;
mod steps;
mod table;

use engines::{cedar, licit, native, rego, zen};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

pub const ENGINES: [&str; 5] = ["native", "licit", "zen-expression", "cedar", "regorus"];
pub const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["measure", what, engine, rest @ ..] => println!("{}", measured(what, engine, rest)),
        ["steps"] => steps::run(),
        ["facts", count] => {
            let mut maker = facts::Maker::new();
            (0..number(count)).for_each(|_| println!("{}", maker.fact()));
        }
        [] => rounds(5, 100_000),
        ["--rounds", rounds_wanted] => rounds(number(rounds_wanted), 100_000),
        ["--rounds", rounds_wanted, "--facts", count] => rounds(number(rounds_wanted), number(count)),
        _ => eprintln!("[--rounds N [--facts N]] | steps | facts N"),
    }
}

fn number(word: &str) -> usize {
    word.parse().expect("a number")
}

/// What a process of its own is started for.
fn measured(what: &str, engine: &str, rest: &[&str]) -> Value {
    measure::pin();
    match engine {
        "native" => by::<native::Native, native::Rows>(what, rest),
        "licit" => by::<licit::Licit, licit::Rows>(what, rest),
        "zen-expression" => by::<zen::Zen, zen::Rows>(what, rest),
        "cedar" => by::<cedar::Cedar, cedar::Rows>(what, rest),
        "regorus" => by::<rego::Rego, rego::Rows>(what, rest),
        other => panic!("no engine {other}"),
    }
}

fn by<E: engines::Engine, G: engines::Growing>(what: &str, rest: &[&str]) -> Value {
    match (what, rest) {
        ("single", []) => measure::single::<E>(),
        ("batch", [input, output]) => measure::batch::<E>(Path::new(input), Path::new(output)),
        ("growth", [count]) => measure::growth::<G>(number(count)),
        _ => panic!("no measurement {what} {rest:?}"),
    }
}

fn rounds(rounds: usize, count: usize) {
    let folder = std::env::var_os("LICIT_BENCH").map_or_else(std::env::temp_dir, PathBuf::from);
    let input = folder.join("licit-bench-facts.ndjson");
    let bytes = write_facts(&input, count);
    let output = |engine: &str| folder.join(format!("licit-bench-{engine}.txt"));
    let mut log = table::Log::default();
    for round in 0..rounds {
        // Another engine begins each round, and all have their turn before the next measurement.
        let mut order = ENGINES;
        order.rotate_left(round % ENGINES.len());
        for engine in order {
            log.add("single", engine, child(&["single", engine]));
        }
        for engine in order {
            let files = [input.to_string_lossy(), output(engine).to_string_lossy().into_owned().into()];
            log.add("batch", engine, child(&["batch", engine, &files[0], &files[1]]));
        }
        for size in SIZES.map(|size| size.to_string()) {
            for engine in order {
                log.add(&format!("growth {size}"), engine, child(&["growth", engine, &size]));
            }
        }
        log.add("command", "licit", command(&folder));
        eprintln!("round {} of {rounds}", round + 1);
    }
    println!("{}", log.tables(rounds, count, bytes));
    println!("{}", table::agreement(&input, &ENGINES.map(|engine| (engine, output(engine)))));
}

fn write_facts(path: &Path, count: usize) -> u64 {
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).expect("a place for the facts"));
    let mut maker = facts::Maker::new();
    let mut bytes = 0;
    for _ in 0..count {
        let fact = maker.fact();
        bytes += fact.len() as u64 + 1;
        writeln!(out, "{fact}").expect("room for the facts");
    }
    bytes
}

/// A measurement by a process of its own; what it says where it fails.
fn child(arguments: &[&str]) -> Result<Value, String> {
    let this = std::env::current_exe().expect("this program");
    let done =
        Command::new(this).arg("measure").args(arguments).output().map_err(|error| error.to_string())?;
    if !done.status.success() {
        return Err(String::from_utf8_lossy(&done.stderr).chars().take(300).collect());
    }
    serde_json::from_slice(&done.stdout).map_err(|error| error.to_string())
}

/// The command from its start to its end, which comes right after the first decision is printed; wall time, so the
/// quickest of twenty.
fn command(folder: &Path) -> Result<Value, String> {
    let licit = std::env::var_os("LICIT").ok_or("LICIT names no command")?;
    let case = folder.join("licit-bench-case.json");
    std::fs::write(&case, facts::Maker::new().fact()).map_err(|error| error.to_string())?;
    let policy = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/policy");
    let mut quickest = f64::INFINITY;
    for _ in 0..20 {
        let start = std::time::Instant::now();
        let done = Command::new(&licit).arg("eval").arg(policy).arg(&case).output();
        let spent = start.elapsed().as_nanos() as f64;
        let done = done.map_err(|error| error.to_string())?;
        if done.stdout.is_empty() {
            return Err(String::from_utf8_lossy(&done.stderr).into_owned());
        }
        quickest = quickest.min(spent);
    }
    Ok(json!({ "first": quickest }))
}
