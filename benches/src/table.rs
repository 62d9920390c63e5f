//! Medians over the rounds, ratios to `native`, and where answers differ, as Markdown.

use crate::engines::native::{cents, controlled_cents, fact};
use crate::facts::{CONTROLLED, entries};
use crate::measure::median;
use crate::{ENGINES, SIZES};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[derive(Default)]
pub struct Log {
    results: BTreeMap<(String, String), Vec<Value>>,
    failures: BTreeMap<(String, String), String>,
}

impl Log {
    pub fn add(&mut self, what: &str, engine: &str, result: Result<Value, String>) {
        let key = (what.to_owned(), engine.to_owned());
        match result {
            Ok(result) => self.results.entry(key).or_default().push(result),
            Err(why) => drop(self.failures.insert(key, why)),
        }
    }

    fn median(&self, what: &str, engine: &str, figure: &str) -> Option<f64> {
        let results = self.results.get(&(what.to_owned(), engine.to_owned()))?;
        let figures: Vec<f64> = results.iter().filter_map(|result| result[figure].as_f64()).collect();
        (!figures.is_empty()).then(|| median(figures))
    }

    /// `3.60 us (133 x)`
    fn time(&self, what: &str, engine: &str, figure: &str) -> String {
        let Some(time) = self.median(what, engine, figure) else { return "failed".to_owned() };
        match self.median(what, "native", figure).filter(|_| engine != "native") {
            Some(native) => format!("{} ({} x)", nanoseconds(time), digits(time / native)),
            None => nanoseconds(time),
        }
    }

    fn memory(&self, what: &str, engine: &str) -> String {
        let mebibytes = |kib: f64| format!("{} MiB", digits(kib / 1024.0));
        self.median(what, engine, "memory").map_or_else(|| "failed".to_owned(), mebibytes)
    }

    pub fn tables(&self, rounds: usize, facts: usize, bytes: u64) -> String {
        let megabytes = bytes as f64 / 1e6;
        let mut text = format!(
            "{facts} facts, {megabytes:.0} MB; medians of {rounds} rounds; (… x) is the time over that of `native`.\n\n"
        );
        let heads = [
            "engine",
            "ready, first in process",
            "ready, again",
            "one decision, facts read",
            "one decision from JSON",
            "batch, a fact",
            "memory",
        ];
        row(&mut text, &heads.map(str::to_owned));
        row(&mut text, &heads.map(|_| "---".to_owned()));
        for engine in ENGINES {
            let time = |what, figure| self.time(what, engine, figure);
            let cells = [
                time("single", "first"),
                time("single", "ready"),
                time("single", "decision"),
                time("single", "from_text"),
                time("batch", "fact"),
            ];
            let ends = [self.memory("single", engine)];
            row(&mut text, &[&[engine.to_owned()][..], &cells, &ends].concat());
        }
        self.growth(&mut text, "One decision against N rules of one shape", |what, engine| {
            self.time(what, engine, "decision")
        });
        self.growth(&mut text, "From the text of N rules to ready", |what, engine| {
            self.time(what, engine, "ready")
        });
        self.growth(&mut text, "Peak memory: N rules made ready, and 64 decisions", |what, engine| {
            self.memory(what, engine)
        });
        if let Some(first) = self.median("command", "licit", "first") {
            let _ = writeln!(
                text,
                "\nThe command, from its start through the first decision printed: {}.",
                nanoseconds(first)
            );
        }
        for ((what, engine), why) in &self.failures {
            let _ = writeln!(text, "\nFailed: {engine}, {what}: {}", why.replace('\n', " "));
        }
        text
    }

    fn growth(&self, text: &mut String, title: &str, cell: impl Fn(&str, &str) -> String) {
        let _ = writeln!(text, "\n{title}:\n");
        let heads = SIZES.map(|size| size.to_string());
        row(text, &[&["engine".to_owned()][..], &heads].concat());
        row(text, &["---"; SIZES.len() + 1].map(str::to_owned));
        for engine in ENGINES {
            let cells = SIZES.map(|size| cell(&format!("growth {size}"), engine));
            row(text, &[&[engine.to_owned()][..], &cells].concat());
        }
    }
}

fn row(text: &mut String, cells: &[String]) {
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}

/// Three digits that count.
fn digits(figure: f64) -> String {
    match figure {
        ..10.0 => format!("{figure:.2}"),
        ..100.0 => format!("{figure:.1}"),
        _ => format!("{figure:.0}"),
    }
}

pub fn nanoseconds(time: f64) -> String {
    match time {
        ..1e3 => format!("{} ns", digits(time)),
        ..1e6 => format!("{} us", digits(time / 1e3)),
        ..1e9 => format!("{} ms", digits(time / 1e6)),
        _ => format!("{} s", digits(time / 1e9)),
    }
}

/// Compares the answers line by line with those of `native`.
pub fn agreement(input: &Path, outputs: &[(&str, PathBuf)]) -> String {
    let read = |path: &Path| std::fs::read_to_string(path).unwrap_or_default();
    let facts = read(input);
    let on_line = on_the_line(&facts);
    let native = outputs.first().map(|(_, path)| read(path)).unwrap_or_default();
    let on = on_line.iter().filter(|on| **on).count();
    let mut text = format!(
        "Answers compared with those of `native`, line by line; {on} facts lie exactly on the 0.1 % line.\n\n"
    );
    row(&mut text, &["engine", "differs", "of these on the line", "first that differs"].map(str::to_owned));
    row(&mut text, &["---"; 4].map(str::to_owned));
    for (engine, path) in outputs.iter().skip(1) {
        let own = read(path);
        let lines = native.lines().zip(own.lines()).zip(&on_line).enumerate();
        let different: Vec<_> = lines.filter(|(_, ((native, own), _))| native != own).collect();
        let on = different.iter().filter(|(_, (_, on))| **on).count();
        let short = native.lines().count().abs_diff(own.lines().count());
        let first = different.first().map_or_else(String::new, |(line, ((native, own), _))| {
            format!("line {}: `{own}` instead of `{native}`", line + 1)
        });
        row(&mut text, &[(*engine).to_owned(), (different.len() + short).to_string(), on.to_string(), first]);
    }
    text
}

/// Which facts lie exactly on the 0.1 % line.
fn on_the_line(facts: &str) -> Vec<bool> {
    let controlled = entries(CONTROLLED).collect();
    let on = |text| {
        let fact = fact(text);
        let parts = controlled_cents(&fact, &controlled);
        parts > 0 && parts * 1000 == cents(fact.item.value)
    };
    facts.lines().map(on).collect()
}
