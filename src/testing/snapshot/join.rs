//! Two versions of a snapshot file that git has merged and could not join: each side accepted results.

use std::collections::BTreeMap;

use super::write::MARKS;
use super::{Acceptance, Accepted, Cases, Snapshot, read};

/// What a part of a merged file belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Both,
    Ours,
    /// What both come from, which some settings of git write down too.
    Base,
    Theirs,
}

/// Joins the two versions: the acceptances of both, and of each result that differs the version of one side. Whether it
/// is still true of the merged policy, a test says. Nothing where there are no marks of a merge, or where a side by
/// itself cannot be read.
pub fn joined(text: &str) -> Option<Snapshot> {
    let (ours, theirs) = sides(text)?;
    let (ours, theirs) = (read(&ours, 0).ok()?, read(&theirs, 0).ok()?);
    let mut groups: Vec<(Acceptance, BTreeMap<String, Accepted>)> = Vec::new();
    let all = ours.results.keys().chain(theirs.results.keys().filter(|id| !ours.results.contains_key(*id)));
    for id in all {
        let from = later(&ours, &theirs, id);
        let acceptance = from.acceptance(id)?.clone();
        // With its seal: nobody accepts anything here, and what was edited by hand must still show.
        let kept = from.results.get(id)?.clone();
        match groups.iter_mut().find(|(known, _)| known.is_like(&acceptance)) {
            Some((_, results)) => drop(results.insert(id.clone(), kept)),
            None => groups.push((acceptance, BTreeMap::from([(id.clone(), kept)]))),
        }
    }
    let others = groups.iter().map(|(acceptance, _)| acceptance).find(|found| found.cases == Cases::Others);
    let others = others.cloned();
    let mut joined = Snapshot { source: ours.source, ..Snapshot::default() };
    for (acceptance, results) in groups {
        let all_others = others.as_ref().is_some_and(|others| others.is_like(&acceptance));
        let ids = results.keys().cloned().collect();
        let cases = if all_others { Cases::Others } else { Cases::Named(ids) };
        joined.acceptances.push(Acceptance { cases, ..acceptance });
        joined.results.extend(results);
    }
    joined.order();
    Some(joined)
}

/// The version in which a case was accepted later; of the same day, the one that names the case.
fn later<'s>(ours: &'s Snapshot, theirs: &'s Snapshot, id: &str) -> &'s Snapshot {
    let rank = |side: &Snapshot| {
        let acceptance = side.acceptance(id).filter(|_| side.results.contains_key(id));
        acceptance.map(|found| (found.on, found.names(id)))
    };
    if rank(theirs) > rank(ours) { theirs } else { ours }
}

/// The texts of both sides; nothing where the marks do not go together.
fn sides(text: &str) -> Option<(String, String)> {
    let [begin, middle, end] = MARKS;
    let (mut ours, mut theirs) = (String::new(), String::new());
    let (mut part, mut merged) = (Part::Both, false);
    for line in text.split_inclusive('\n') {
        let next = match part {
            Part::Both if line.starts_with(begin) => Some(Part::Ours),
            Part::Ours if line.starts_with("|||||||") => Some(Part::Base),
            Part::Ours | Part::Base if line.starts_with(middle) => Some(Part::Theirs),
            Part::Theirs if line.starts_with(end) => Some(Part::Both),
            _ => None,
        };
        if let Some(next) = next {
            (part, merged) = (next, true);
            continue;
        }
        if matches!(part, Part::Both | Part::Ours) {
            ours.push_str(line);
        }
        if matches!(part, Part::Both | Part::Theirs) {
            theirs.push_str(line);
        }
    }
    (merged && part == Part::Both).then_some((ours, theirs))
}
