//! `licit timeline` and `licit calendar`

use crate::analyze::{Change, MAX_DAYS, Stretch, changes, timeline};
use crate::eval::decision::Truth;
use crate::program::Program;
use crate::value::Date;
use crate::value::date::days_between;

use super::args::{Calendar, FactsFormat, Timeline};
use super::eval::{Written, programs, questions};
use super::exit::Exit;
use super::terminal::Terminal;

/// Prints the days on which the verdict of a case changes, and what changes it.
pub(super) fn run(arguments: &Timeline, terminal: &Terminal) -> Exit {
    match lines(arguments, terminal) {
        Ok(text) => {
            terminal.print(&text);
            Exit::Done
        }
        Err(message) => {
            terminal.say(&message);
            Exit::Unreadable
        }
    }
}

fn lines(arguments: &Timeline, terminal: &Terminal) -> Result<String, String> {
    let (from, through) = (arguments.from, arguments.through);
    if through < from {
        return Err(format!("licit: {through} is before {from}\n"));
    }
    if usize::try_from(days_between(from, through)).unwrap_or(usize::MAX) >= MAX_DAYS {
        return Err(format!("licit: at most {MAX_DAYS} days can be looked at in one go\n"));
    }
    let programs = programs(&arguments.policy, terminal)?;
    let questions = questions(None, arguments.known_on, &arguments.readings, &programs)?;
    let written = Written::read(&arguments.facts, FactsFormat::Json)?;
    let mut text = String::new();
    for (program, question) in programs.iter().zip(&questions) {
        let facts = written.facts(&arguments.policy, program, &programs, terminal)?;
        if programs.len() > 1 {
            text.push_str(&format!("{}\n", program.policy().name));
        }
        let stretches = timeline(program, &facts, question, from, through);
        for (index, stretch) in stretches.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| stretches.get(before));
            text.push_str(&show(program, stretch, before));
        }
    }
    Ok(text)
}

/// One stretch of days: its verdict, and what is new in it.
fn show(program: &Program, stretch: &Stretch, before: Option<&Stretch>) -> String {
    let verdict = |level: usize| program.policy().scale.get(level).map_or("", |level| level.title.as_str());
    let outcome = &stretch.outcome;
    let verdict = if outcome.at_least == outcome.at_most {
        verdict(outcome.at_least).to_owned()
    } else {
        format!("between `{}` and `{}`", verdict(outcome.at_least), verdict(outcome.at_most))
    };
    let mut text = format!("{} to {}   {verdict}\n", stretch.from, stretch.through);
    if before.is_none() {
        return text;
    }
    stretch.changes.iter().for_each(|change| text.push_str(&format!("    {}\n", sentence(change))));
    let rules = program.policy().rules.iter().enumerate();
    for (index, rule) in rules {
        let now = outcome.rules.get(index) == Some(&Truth::Yes);
        let then = before.and_then(|before| before.outcome.rules.get(index)) == Some(&Truth::Yes);
        let title = rule.versions.last().and_then(|version| version.title.clone()).unwrap_or_default();
        match (then, now) {
            (false, true) => text.push_str(&format!("    now holds: {} {title}\n", rule.name)),
            (true, false) => text.push_str(&format!("    no longer holds: {} {title}\n", rule.name)),
            (true, true) | (false, false) => {}
        }
    }
    text
}

fn sentence(change: &Change) -> String {
    let verb = match (change.what, change.begins) {
        ("calendar", _) => "is not covered any more",
        ("list", true) => "has new entries",
        ("list", false) => "has lost entries",
        (_, true) => "begins",
        (_, false) => "has ended",
    };
    let title = change.title.as_ref().map(|title| format!(" ({title})")).unwrap_or_default();
    format!("{} {} {verb}{title}", change.what, change.name)
}

/// Prints the days on which a policy changes by its own text.
pub(super) fn calendar(arguments: &Calendar, terminal: &Terminal) -> Exit {
    match programs(&arguments.policy, terminal) {
        Ok(programs) => {
            programs.iter().for_each(|program| terminal.print(&days(program, arguments.from)));
            Exit::Done
        }
        Err(message) => {
            terminal.say(&message);
            Exit::Unreadable
        }
    }
}

fn days(program: &Program, from: Option<Date>) -> String {
    let policy = program.policy();
    let mut text = format!("{}\n", policy.title.as_ref().unwrap_or(&policy.name));
    let mut any = false;
    for (day, changes) in
        changes(policy, &|_| true).into_iter().filter(|(day, _)| from.is_none_or(|from| from <= *day))
    {
        any = true;
        text.push_str(&format!("  {day}\n"));
        changes.iter().for_each(|change| text.push_str(&format!("      {}\n", sentence(change))));
    }
    if !any {
        text.push_str("  no day on which it changes\n");
    }
    text
}
