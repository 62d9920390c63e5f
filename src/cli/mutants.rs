//! `licit test --mutants`

use std::io::IsTerminal;

use crate::coverage::Counted;
use crate::facts::{Format, Node, NodeKind, document};
use crate::generate::generate;
use crate::load::Files;
use crate::mutants::{Examined, Fate, Mutant, examine, mutants, name};
use crate::report::mutants::{Mutation, Survivor, json, markdown, text};

use super::args::{Test, TestFormat};
use super::coverage::{Ready, Tested, with_cases, write};
use super::exit::Exit;
use super::paths::Rooted;
use super::terminal::Terminal;

/// The file beside a policy's texts that lists what no case can test: changes without effect, rules that cannot hold.
const UNTESTED: &str = "untested.yaml";

/// Changes that are tried, at the most.
const MOST: usize = 20_000;

/// What no case can test, and why.
pub(super) type Untested = (String, String);

/// Tries small changes of the policies and says which no case notices.
pub(super) fn run(test: &Test, terminal: &Terminal) -> Exit {
    let tested = match with_cases(test, terminal) {
        Ok(tested) => tested,
        Err(message) => {
            terminal.say(&message);
            return Exit::Unreadable;
        }
    };
    let only = &test.coverage.of;
    if let Some(stranger) = stranger(&tested, only) {
        terminal.say(&format!(
            "licit: there is nothing to change in `{stranger}`; --of takes the name of a rule, exception, duty, definition, list, \
             suspension or instrument\n"
        ));
        return Exit::Misused;
    }
    let found: Vec<Mutation> = tested.iter().map(|tested| mutation(tested, only, terminal)).collect();
    let text = match test.format {
        TestFormat::Human | TestFormat::Plain => {
            found.iter().map(|mutation| text(mutation, terminal.width)).collect::<Vec<_>>().join("\n")
        }
        TestFormat::Json => json(&found),
        TestFormat::Markdown => markdown(&found),
        TestFormat::Html | TestFormat::Junit | TestFormat::Github => {
            terminal.say("licit: mutants are printed as human, json or markdown\n");
            return Exit::Misused;
        }
    };
    let clean = found.iter().all(|mutation| mutation.survivors.is_empty() && mutation.stale.is_empty());
    match write(&text, test, terminal) {
        Exit::Done if !clean => Exit::Findings,
        exit => exit,
    }
}

/// A name of which no policy has anything to change.
fn stranger<'n>(tested: &[Tested], only: &'n [String]) -> Option<&'n String> {
    if only.is_empty() {
        return None;
    }
    let all: Vec<Mutant> = tested.iter().flat_map(|tested| mutants(&tested.program)).collect();
    only.iter().find(|name| !all.iter().any(|mutant| mutant.statement() == name.as_str()))
}

fn mutation(tested: &Tested, only: &[String], terminal: &Terminal) -> Mutation {
    let program = &tested.program;
    let asked = |statement: &str| only.is_empty() || only.iter().any(|name| name == statement);
    let mut all = mutants(program);
    all.retain(|mutant| asked(mutant.statement()));
    all.truncate(MOST);
    let tried = all.len();
    let counted: Vec<Counted<'_>> = tested.cases.iter().map(Ready::counted).collect();
    let examined = examine(program, all, &counted, &progress(tried, terminal));
    let unnoticed: Vec<Mutant> =
        examined.into_iter().filter(|found| found.fate == Fate::Survives).map(|found| found.mutant).collect();
    let listed = |mutant: &Mutant| tested.untested.iter().find(|(change, _)| *change == mutant.key());
    let equivalent: Vec<Untested> = unnoticed.iter().filter_map(|mutant| listed(mutant).cloned()).collect();
    let stale = tested
        .untested
        .iter()
        .map(|(change, _)| change)
        .filter(|what| !what.starts_with("no case") && asked(name(what)));
    let stale =
        stale.filter(|change| !equivalent.iter().any(|(other, _)| other == *change)).cloned().collect();
    let survivors: Vec<Mutant> = unnoticed.into_iter().filter(|mutant| listed(mutant).is_none()).collect();
    Mutation {
        policy: program.policy().name.clone(),
        title: program.policy().title.clone(),
        cases: tested.cases.len(),
        tried,
        survivors: with_killers(tested, survivors, terminal),
        equivalent,
        stale,
    }
}

/// Survivors, each with a made case that would notice it.
fn with_killers(tested: &Tested, survivors: Vec<Mutant>, terminal: &Terminal) -> Vec<Survivor> {
    if survivors.is_empty() {
        return Vec::new();
    }
    let made = generate(&tested.program).cases;
    let counted: Vec<Counted<'_>> = made
        .iter()
        .map(|case| Counted { id: &case.id, facts: &case.facts, question: &case.question })
        .collect();
    let count = survivors.len();
    let examined = examine(&tested.program, survivors, &counted, &progress(count, terminal));
    let survivor = |found: Examined| Survivor {
        change: found.mutant.key(),
        place: found.mutant.place.clone(),
        killer: match found.fate {
            Fate::Noticed(case) => made.get(case).map(|case| (case.id.clone(), case.why.clone())),
            Fate::Survives => None,
        },
    };
    examined.into_iter().map(survivor).collect()
}

/// Says on a terminal how many of the changes have been tried.
fn progress(count: usize, terminal: &Terminal) -> impl Fn(usize) + Sync {
    const STEP: usize = 20;
    let watched = std::io::stderr().is_terminal() && !terminal.plain;
    let terminal = terminal.clone();
    move |done: usize| {
        if watched && done == count {
            terminal.say("\r\u{1b}[K");
        } else if watched && done.is_multiple_of(STEP) {
            terminal.say(&format!("\r{done} of {count} changes tried"));
        }
    }
}

/// What is listed beside a policy as something that no case can test.
pub(super) fn untested(rooted: &Rooted, policy: &str) -> Result<Vec<Untested>, String> {
    let path = if policy.is_empty() { UNTESTED.to_owned() } else { format!("{policy}/{UNTESTED}") };
    let Ok(bytes) = rooted.files.read(&path) else { return Ok(Vec::new()) };
    let shown = rooted.files.show(&path);
    let wrong = || {
        format!(
            "licit: `{shown}` is no list of what cannot be tested; write `- what: …` and below it `why: …`\n"
        )
    };
    let text = String::from_utf8(bytes).map_err(|_| wrong())?;
    let document = document(&text, 0, Format::Yaml).map_err(|_| wrong())?;
    let NodeKind::List(items) = &document.kind else { return Err(wrong()) };
    items
        .iter()
        .map(|item| Some((member(item, "what")?, member(item, "why")?)))
        .collect::<Option<_>>()
        .ok_or_else(wrong)
}

fn member(node: &Node, name: &str) -> Option<String> {
    let NodeKind::Map(entries) = &node.kind else { return None };
    let (_, value) = entries.iter().find(|(key, _)| key.text == name)?;
    match &value.kind {
        NodeKind::Scalar { text, .. } => Some(text.clone()),
        NodeKind::Null | NodeKind::List(_) | NodeKind::Map(_) => None,
    }
}
