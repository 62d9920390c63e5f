//! `licit review`

pub(super) mod args;
mod ask;
mod before;
mod desk;
mod history;
mod item;
mod show;

use crate::load;
use crate::report::problems;
use crate::testing::{Opened, Run, Wanted, join_merged, unattended};

use self::args::Review;
use self::before::Past;
use self::desk::Desk;
use self::item::{Item, items};
use super::args::ProblemFormat;
use super::cases::opened;
use super::exit::Exit;
use super::paths::{or_here, rooted};
use super::terminal::Terminal;

/// Goes through results that are not the accepted ones.
pub(super) fn run(review: &Review, terminal: &Terminal) -> Exit {
    match reviewed(review, terminal) {
        Ok(exit) => exit,
        Err((exit, message)) => {
            terminal.say(&message);
            exit
        }
    }
}

fn reviewed(review: &Review, terminal: &Terminal) -> Result<Exit, (Exit, String)> {
    let misused = |message: &str| Err((Exit::Misused, format!("licit: {message}\n")));
    if unattended() {
        return misused(
            "results are accepted by people; the variable CI is set here, so nothing was reviewed",
        );
    }
    if review.accept.as_ref().is_some_and(|reason| reason.trim().is_empty()) {
        return misused("nothing was accepted: --accept needs a reason, which is kept beside the result");
    }
    join(review, terminal).map_err(|message| (Exit::Unreadable, format!("licit: {message}\n")))?;
    let policies =
        opened(&review.policies, &review.cases, terminal).map_err(|message| (Exit::Unreadable, message))?;
    let wanted = Wanted { only: review.only.clone(), strict: false };
    let runs: Vec<Run<'_>> = policies.iter().map(|policy| policy.run(&wanted)).collect();
    let asks = review.accept.is_none() && !review.reject;
    let of_run = |run| {
        let mut past = Past::new(run, asks.then_some(terminal));
        items(run, &mut past, review.only.as_deref())
    };
    let items: Vec<Item<'_>> = runs.iter().flat_map(of_run).collect();
    let undecided = undecided(&runs, terminal);
    if items.is_empty() {
        return Ok(nothing(&policies, &runs, undecided, terminal));
    }
    let mut desk = Desk::new(items, review, terminal);
    match (&review.accept, review.reject) {
        (Some(reason), _) => desk.accept_all(reason),
        (None, true) => desk.reject_all(),
        (None, false) => desk.ask(),
    }
    .map_err(|error| {
        (
            Exit::Unreadable,
            format!("licit: nothing more was accepted, since it could not be written: {error}\n"),
        )
    })?;
    let left = desk.finish().map_err(|error| {
        (Exit::Unreadable, format!("licit: what is left could not be written beside the cases: {error}\n"))
    })?;
    Ok(if left || undecided { Exit::Findings } else { Exit::Done })
}

/// Joins what two branches have accepted, where git has left both.
fn join(review: &Review, terminal: &Terminal) -> Result<(), String> {
    for policy in or_here(&review.policies) {
        let at = rooted(&policy, terminal)?;
        for path in load::policies(&at.files, &at.path) {
            let joined = join_merged(&at.files, &path);
            for name in joined.map_err(|error| format!("what was merged could not be written: {error}"))? {
                terminal.say(&format!("{name}: what both sides of the merge have accepted is kept.\n"));
            }
        }
    }
    Ok(())
}

/// Prints the problems of cases that could not be decided; there is nothing in them to accept.
fn undecided(runs: &[Run<'_>], terminal: &Terminal) -> bool {
    let mut found = false;
    for run in runs {
        for trial in run.trials.iter().filter(|trial| trial.decision.is_none()) {
            let style = terminal.style(ProblemFormat::Human);
            terminal.print(&problems(&trial.problems, &run.opened.books.sources, style));
            terminal
                .print(&format!("The case {} could not be decided, so it is left out.\n\n", trial.case.id));
            found = true;
        }
    }
    found
}

/// Said where there is nothing to go through.
fn nothing(policies: &[Opened], runs: &[Run<'_>], undecided: bool, terminal: &Terminal) -> Exit {
    let tried: usize = runs.iter().map(|run| run.trials.len()).sum();
    if tried == 0 {
        for (policy, run) in policies.iter().zip(runs) {
            let style = terminal.style(ProblemFormat::Human);
            terminal.say(&problems(&run.of_cases, &policy.books.sources, style));
        }
        return Exit::Findings;
    }
    let which = if undecided { "the other" } else { "all" };
    terminal.print(&format!("Nothing to review: {which} results are the accepted ones.\n"));
    if undecided { Exit::Findings } else { Exit::Done }
}
