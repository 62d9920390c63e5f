//! `licit timeline` and `licit calendar`

mod json;

use crate::analyze::{Change, Stretch, TooManyDays, changes, timeline};
use crate::eval::Otherwise;
use crate::eval::decision::Truth;
use crate::program::Program;
use crate::value::date::add;
use crate::value::{Date, Duration};

use super::args::{Calendar, FactsFormat, PageFormat, Timeline};
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
    let programs = programs(&arguments.policy, terminal)?;
    let (from, through) = ends(arguments, &programs)?;
    let questions = questions(None, arguments.known_on, &arguments.readings, &programs)?;
    let written = Written::read(&arguments.facts, FactsFormat::Json)?;
    let mut all: Vec<(&Program, Vec<Stretch>)> = Vec::new();
    for (program, question) in programs.iter().zip(&questions) {
        let facts = written.facts(&arguments.policy, program, &programs, terminal)?;
        let stretches = timeline(program, &facts, question, from, through).map_err(too_many)?;
        all.push((program, stretches));
    }
    Ok(match arguments.format {
        PageFormat::Human => human(&all),
        PageFormat::Json => json::timelines(from, through, &all),
    })
}

fn too_many(TooManyDays { through }: TooManyDays) -> String {
    format!(
        "licit: a condition has to be worked out anew for each day, and from the first one to {through} that is as much as \
         fits in one go\n  help: name fewer days with --from and --through\n"
    )
}

fn human(all: &[(&Program, Vec<Stretch>)]) -> String {
    let mut text = String::new();
    for (program, stretches) in all {
        if all.len() > 1 {
            let policy = program.policy();
            text.push_str(&format!("{} ({})\n", policy.title.as_ref().unwrap_or(&policy.name), policy.name));
        }
        for (index, stretch) in stretches.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| stretches.get(before));
            text.push_str(&show(program, stretch, before));
        }
    }
    text
}

/// Days shown behind the last change where no end is named, so that what it brings is seen to last.
const BEHIND: i32 = 31;

/// A day so many days after another, or before it; the day itself where the calendar ends.
fn moved(day: Date, days: i32) -> Date {
    add(day, &Duration::of_days(days)).unwrap_or(day)
}

/// The first and the last day: those named, else the day before the policies first change and a month behind the last
/// change.
fn ends(arguments: &Timeline, programs: &[Program]) -> Result<(Date, Date), String> {
    let days: Vec<Date> =
        programs.iter().flat_map(|program| changes(program.policy(), &|_| true).into_keys()).collect();
    let through = arguments.through.or(days.iter().max().map(|day| moved(*day, BEHIND)));
    let before = days.iter().min().and_then(|day| day.yesterday().ok());
    let named = (arguments.from.or(before), through);
    let (Some(from), Some(through)) = named else {
        return Err("licit: the policy never changes by its own text, so name the days to look at\n  \
                    help: licit timeline POLICY FACTS --from 2025-01-01 --through 2025-12-31\n"
            .to_owned());
    };
    if through < from {
        return Err(format!(
            "licit: {through} is before {from}\n  help: name the first day with --from and the last with --through\n"
        ));
    }
    Ok((from, through))
}

/// One stretch of days: its verdict, and what is new in it.
fn show(program: &Program, stretch: &Stretch, before: Option<&Stretch>) -> String {
    let outcome = &stretch.outcome;
    let verdict = range(program, outcome.at_least, outcome.at_most);
    let mut text = format!("{} to {}   {verdict}\n", stretch.from, stretch.through);
    stretch.otherwise.iter().for_each(|other| text.push_str(&contested(program, stretch, other)));
    if before.is_none() {
        return text;
    }
    stretch.changes.iter().for_each(|change| text.push_str(&format!("    {}\n", sentence(change))));
    let rules = program.policy().rules.iter().enumerate();
    for (index, rule) in rules {
        let now = outcome.rules.get(index) == Some(&Truth::Yes);
        let then = before.and_then(|before| before.outcome.rules.get(index)) == Some(&Truth::Yes);
        let title = rule.versions.last().and_then(|version| version.title.clone()).unwrap_or_default();
        text.push_str(&turn(then, now, ["now holds", "no longer holds"], &rule.name, &title));
    }
    for (index, duty) in program.policy().duties.iter().enumerate() {
        let now = outcome.duties.get(index) == Some(&Truth::Yes);
        let then = before.and_then(|before| before.outcome.duties.get(index)) == Some(&Truth::Yes);
        let title = duty.title.clone().unwrap_or_default();
        text.push_str(&turn(then, now, ["now owed", "no longer owed"], &duty.name, &title));
    }
    text
}

/// `Prohibited`, or from which to which verdict is possible.
fn range(program: &Program, at_least: usize, at_most: usize) -> String {
    let verdict = |level: usize| program.policy().scale.get(level).map_or("", |level| level.title.as_str());
    if at_least == at_most {
        verdict(at_least).to_owned()
    } else {
        format!("between `{}` and `{}`", verdict(at_least), verdict(at_most))
    }
}

/// The name of a contested point, and the other answer's word.
fn answer<'p>(program: &'p Program, other: &Otherwise) -> (&'p str, &'p str) {
    let Some(reading) = program.policy().readings.get(other.reading) else { return ("", "") };
    let word = usize::try_from(other.answer).ok().and_then(|answer| reading.answers.get(answer));
    (&reading.name, word.map_or("", |(word, _)| word))
}

/// A line for what follows if a contested point is read otherwise.
fn contested(program: &Program, stretch: &Stretch, other: &Otherwise) -> String {
    let same = (other.at_least, other.at_most) == (stretch.outcome.at_least, stretch.outcome.at_most);
    let then = if same {
        "the same verdict with other duties".to_owned()
    } else {
        range(program, other.at_least, other.at_most)
    };
    let (name, word) = answer(program, other);
    format!("    contested: if {name} == {word}, {then}\n")
}

/// A line for what has turned from one stretch to the next; nothing where it has not.
fn turn(then: bool, now: bool, [on, off]: [&str; 2], name: &str, title: &str) -> String {
    let named = if title.is_empty() { name.to_owned() } else { format!("{title} ({name})") };
    match (then, now) {
        (false, true) => format!("    {on}: {named}\n"),
        (true, false) => format!("    {off}: {named}\n"),
        (true, true) | (false, false) => String::new(),
    }
}

fn sentence(change: &Change) -> String {
    let verb = match (change.what, change.begins) {
        ("calendar", _) => "is not covered any more",
        ("list", true) => "has new entries",
        ("list", false) => "has lost entries",
        (_, true) => "begins",
        (_, false) => "has ended",
    };
    let named = match &change.title {
        Some(title) => format!("{title} ({})", change.name),
        None => change.name.clone(),
    };
    format!("{} {verb}: {named}", change.what)
}

/// Prints the days on which a policy changes by its own text.
pub(super) fn calendar(arguments: &Calendar, terminal: &Terminal) -> Exit {
    match programs(&arguments.policy, terminal) {
        Ok(programs) => {
            let days = |program| (program, days(program, arguments.from));
            let all: Vec<(&Program, Vec<Day>)> = programs.iter().map(days).collect();
            match arguments.format {
                PageFormat::Human => all.iter().for_each(|(program, days)| {
                    terminal.print(&terminal.folded(&told(program, days)));
                }),
                PageFormat::Json => terminal.print(&json::calendars(arguments.from, &all)),
            }
            Exit::Done
        }
        Err(message) => {
            terminal.say(&message);
            Exit::Unreadable
        }
    }
}

/// The answers to contested points under which a suspension holds, as they are written.
fn conditions(program: &Program, change: &Change) -> Vec<String> {
    let written = change.conditions.iter().map(|span| {
        let words: Vec<&str> = program.sources().slice(*span).split_whitespace().collect();
        words.join(" ")
    });
    written.collect()
}

/// `, if last_day == included`
fn readings(program: &Program, change: &Change) -> String {
    let written = conditions(program, change);
    if written.is_empty() { String::new() } else { format!(", if {}", written.join("; or if ")) }
}

/// A day with what changes on it.
type Day = (Date, Vec<Change>);

/// The days on which a policy changes, from one day on.
fn days(program: &Program, from: Option<Date>) -> Vec<Day> {
    let all = changes(program.policy(), &|_| true).into_iter();
    all.filter(|(day, _)| from.is_none_or(|from| from <= *day)).collect()
}

fn told(program: &Program, days: &[Day]) -> String {
    let policy = program.policy();
    let mut text = format!("{}\n", policy.title.as_ref().unwrap_or(&policy.name));
    for (day, changes) in days {
        text.push_str(&format!("  {day}\n"));
        for change in changes {
            text.push_str(&format!("      {}{}\n", sentence(change), readings(program, change)));
        }
    }
    if days.is_empty() {
        text.push_str("  no day on which it changes\n");
    }
    text
}
