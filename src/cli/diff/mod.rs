//! `licit diff`

mod accepted;
mod cases;
mod corpus;
mod error;
mod revision;
mod sides;

use std::collections::BTreeSet;
use std::path::Path;

use crate::diagnostics::Problem;
use crate::diff::{Comparison, Difference, Direction};
use crate::load::{self, Files};
use crate::program::Program;
use crate::report::diff::{self as report, CaseEdit, Compared, Comparisons};
use crate::source::Sources;

use super::args::{Diff, DiffFormat, FailOnChange};
use super::exit::Exit;
use super::paths::looked_over;
use super::terminal::Terminal;

use self::cases::Asked;
pub(super) use self::cases::is_same;
use self::error::DiffError;
use self::sides::{Failure, Side, sides};

/// Compares two policies and prints what has changed.
pub(super) fn run(diff: &Diff, terminal: &Terminal) -> Exit {
    match compared(diff, terminal) {
        Ok(all) => {
            terminal.print(&print(&all, diff.format, terminal));
            exit(&all, diff, terminal)
        }
        Err(Failure::Coded(error)) => {
            terminal.problems(&[Problem::new(error)], &Sources::new());
            Exit::Unreadable
        }
        Err(Failure::Said(message)) => {
            terminal.say(&format!("{}\n", message.trim_end()));
            Exit::Unreadable
        }
    }
}

fn print(all: &Comparisons, format: DiffFormat, terminal: &Terminal) -> String {
    match format {
        DiffFormat::Human if terminal.plain => report::plain(all),
        DiffFormat::Human => report::human(all, terminal.width),
        DiffFormat::Json => report::json(all),
        DiffFormat::Markdown => report::markdown(all),
        DiffFormat::Html => report::html(all),
    }
}

/// How the command ends, by what it shall fail on.
fn exit(all: &Comparisons, diff: &Diff, terminal: &Terminal) -> Exit {
    if diff.fail_on.is_empty() {
        return Exit::Done;
    }
    let cases: usize = all.each.iter().map(|compared| compared.difference.counts.compared).sum();
    let edited =
        all.each.iter().any(|compared| compared.difference.edits.iter().any(crate::diff::Edit::counts));
    if cases == 0 && edited {
        terminal.problems(&[Problem::new(DiffError::NoCase)], &Sources::new());
        return Exit::Findings;
    }
    let unshown: usize = all.each.iter().map(|compared| unshown(&compared.difference)).sum();
    if unshown > 0 {
        terminal.say(&format!(
            "{} that no case shows, and for which none was found: `--fail-on any` alone fails for that.\n",
            counted(unshown, "edit")
        ));
    }
    let fails = |on: &FailOnChange| {
        one_sided(all, *on) || all.each.iter().any(|compared| fails(&compared.difference, *on))
    };
    if diff.fail_on.iter().any(fails) { Exit::Findings } else { Exit::Done }
}

/// Whether policies that one side alone has are a change on which the command shall fail: what is gone decides nothing
/// any more, what is new may say no.
fn one_sided(all: &Comparisons, on: FailOnChange) -> bool {
    match on {
        FailOnChange::Milder | FailOnChange::Undetermined => !all.gone.is_empty(),
        FailOnChange::Stricter => !all.come.is_empty(),
        FailOnChange::Any => !all.gone.is_empty() || !all.come.is_empty(),
    }
}

/// Whether a difference is one that the command shall fail on. A case that the new policy does not take has no
/// verdict any more; a constructed case counts as one at hand does.
fn fails(difference: &Difference, on: FailOnChange) -> bool {
    let counts = &difference.counts;
    let examples = difference.unused.iter().filter_map(|unused| unused.example.as_ref());
    let mut examples = examples.map(|example| &example.change);
    match on {
        FailOnChange::Milder => {
            counts.milder + counts.other > 0
                || examples.any(|change| matches!(change.direction, Direction::Milder | Direction::Other))
        }
        FailOnChange::Stricter => {
            counts.stricter + counts.other > 0
                || examples.any(|change| matches!(change.direction, Direction::Stricter | Direction::Other))
        }
        FailOnChange::Undetermined => {
            counts.undecided + counts.unfit > 0
                || examples.any(|change| change.old.certain().is_some() && change.new.certain().is_none())
        }
        FailOnChange::Any => {
            counts.changed + counts.reasons + counts.unfit + unshown(difference) > 0
                || examples.next().is_some()
        }
    }
}

/// Edits of which nothing shows what they do.
fn unshown(difference: &Difference) -> usize {
    difference.unused.iter().filter(|unused| unused.example.is_none()).count()
}

/// The differences of all policies that both sides have.
fn compared(diff: &Diff, terminal: &Terminal) -> Result<Comparisons, Failure> {
    let (old, new) = sides(&diff.sides, terminal)?;
    if new.leaves_out_changes() {
        terminal.say(&format!(
            "What has changed in the working folder since `{}` is left out: it is not committed.\n",
            new.shown
        ));
    }
    // A change that leaves a policy out from now on may not hide what it does to that policy: both sides must say so.
    let mut ignored = load::ignored(new.files.as_ref());
    let ignored_before = load::ignored(old.files.as_ref());
    ignored.retain(|folder| ignored_before.contains(folder));
    let mut before = policies(&old, &ignored, None);
    let mut after = policies(&new, &ignored, Some(terminal));
    if before.is_empty() && after.is_empty() {
        let path = if new.path.is_empty() { ".".to_owned() } else { new.path };
        return Err(DiffError::NoPolicy { path, old: old.shown, new: new.shown }.into());
    }
    let several = before.union(&after).count() > 1;
    let mut pairs: Vec<(String, String)> =
        before.intersection(&after).map(|path| (path.clone(), path.clone())).collect();
    for (was, now) in moved(&old, &new, &before, &after) {
        before.remove(&was);
        after.remove(&now);
        pairs.push((was, now));
    }
    if pairs.is_empty() && !before.is_empty() && !after.is_empty() {
        return Err(DiffError::NothingInCommon { old: old.shown, new: new.shown }.into());
    }
    pairs.sort_by(|one, other| one.1.cmp(&other.1));
    let each = pairs.iter().map(|pair| one_policy(&old, &new, pair, several, diff, terminal));
    Ok(Comparisons {
        each: each.collect::<Result<_, _>>()?,
        gone: before.difference(&after).cloned().collect(),
        come: after.difference(&before).cloned().collect(),
    })
}

/// Policies that lie elsewhere now: of those that one side alone has, the pairs with one name that no other has.
fn moved(
    old: &Side,
    new: &Side,
    before: &BTreeSet<String>,
    after: &BTreeSet<String>,
) -> Vec<(String, String)> {
    let named = |side: &Side, paths: &BTreeSet<String>, others: &BTreeSet<String>| -> Vec<(String, String)> {
        let alone = paths.difference(others);
        let name = |path: &String| {
            let loaded = load::load_to_decide(side.files.as_ref(), &at(side, path));
            Some((loaded.program?.policy().name.clone(), path.clone()))
        };
        alone.filter_map(name).collect()
    };
    let (gone, come) = (named(old, before, after), named(new, after, before));
    let only =
        |all: &[(String, String)], name: &str| all.iter().filter(|(other, _)| other == name).count() == 1;
    let twin = |(name, was): &(String, String)| {
        let (_, now) = come.iter().find(|(other, _)| other == name)?;
        (only(&gone, name) && only(&come, name)).then(|| (was.clone(), now.clone()))
    };
    gone.iter().filter_map(twin).collect()
}

/// A policy as it stands in a commit, and the files of that time; nothing where there is no repository, or no such policy
/// without errors in it.
pub(super) fn committed(
    policy: &Path,
    commit: &str,
    terminal: &Terminal,
) -> Option<(Program, Box<dyn Files>)> {
    let side = sides::committed(policy, commit, terminal)?;
    let program = load::load_to_decide(side.files.as_ref(), &side.path).program?;
    Some((program, side.files))
}

/// The policies of a side, as paths from what it names, however deep they lie.
fn policies(side: &Side, ignored: &[String], terminal: Option<&Terminal>) -> BTreeSet<String> {
    let found = looked_over(side.files.as_ref(), &side.path, ignored.to_vec(), terminal);
    let below = |path: &String| {
        let below = path.strip_prefix(&side.path).unwrap_or(path);
        below.trim_start_matches('/').to_owned()
    };
    found.iter().map(below).collect()
}

fn at(side: &Side, below: &str) -> String {
    match (side.path.as_str(), below) {
        (path, "") => path.to_owned(),
        ("", below) => below.to_owned(),
        (path, below) => format!("{path}/{below}"),
    }
}

fn one_policy(
    old: &Side,
    new: &Side,
    (was, now): &(String, String),
    several: bool,
    diff: &Diff,
    terminal: &Terminal,
) -> Result<Compared, Failure> {
    let (before, after) = (program(old, was, terminal)?, program(new, now, terminal)?);
    let mut comparison = Comparison::new(&before, &after).otherwise_on(diff.as_of);
    let mut case_edits = Vec::new();
    let over = if diff.facts.is_empty() {
        let (cases, edited) = cases((old, was), (new, now), diff, terminal).map_err(Failure::Said)?;
        case_edits = edited;
        cases.iter().for_each(|case| comparison.add(&case.input()));
        counted(cases.len(), "case")
    } else {
        corpus::add_all(&diff.facts, (&before, &after), &mut comparison, terminal)?
    };
    Ok(Compared {
        path: if several { shown_path(was, now) } else { String::new() },
        old: old.shown.clone(),
        new: new.shown.clone(),
        cases: over,
        difference: comparison.finish(),
        case_edits,
        accepted: accepted::changed(
            (old.files.as_ref(), &at(old, was)),
            (new.files.as_ref(), &at(new, now)),
            terminal,
        ),
    })
}

/// Where a policy lies, with where it lay.
fn shown_path(was: &str, now: &str) -> String {
    match (was, now) {
        (was, now) if was == now => now.to_owned(),
        ("", now) => now.to_owned(),
        (was, "") => format!("was {was}"),
        (was, now) => format!("{now}, was {was}"),
    }
}

fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

fn program(side: &Side, below: &str, terminal: &Terminal) -> Result<Program, Failure> {
    let loaded = load::load_to_decide(side.files.as_ref(), &at(side, below));
    loaded.program.ok_or_else(|| {
        terminal.problems(&loaded.problems, &loaded.sources);
        Failure::Said(format!("The policy of {} has errors, so nothing was compared.", side.shown))
    })
}

fn cases(
    (old, was): (&Side, &str),
    (new, now): (&Side, &str),
    diff: &Diff,
    terminal: &Terminal,
) -> Result<(Vec<Asked>, Vec<CaseEdit>), String> {
    if diff.cases.is_empty() {
        let of = |side: &Side, below: &str| cases::beside(side.files.as_ref(), &at(side, below), terminal);
        let (new, old) = (of(new, now)?, of(old, was)?);
        let edited = cases::edited(&new, &old);
        return Ok((cases::united(new, old), edited));
    }
    let mut all = Vec::new();
    for path in &diff.cases {
        let shown = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => format!("licit: there is no file `{shown}`\n"),
            _ => format!("licit: `{shown}` cannot be read: {}\n", crate::diagnostics::reason(&error)),
        })?;
        all.extend(cases::of_file(&shown, &shown, bytes, terminal)?);
    }
    Ok((cases::united(all, Vec::new()), Vec::new()))
}
