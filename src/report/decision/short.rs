//! The short form: what decided, what is missing, what is owed, and what it rests on.

use crate::eval::decision::{Decision, PresumptionUsed, Range, ReadingTaken, RuleFinding, Standing};

use super::missing::missing;
use super::page::{Join, Page};
use super::rules::{self, Detail};
use super::words;

/// A decision, short.
pub(super) fn page(decision: &Decision) -> Page {
    let mut page = Page::default();
    verdict(&mut page, decision);
    holding(&mut page, decision, Detail::Brief);
    if decision.verdict.certain().is_none() {
        maybe(&mut page, decision, Detail::Brief);
    }
    displaced(&mut page, decision);
    missing(&mut page, decision);
    duties(&mut page, decision, Detail::Brief);
    grounds(&mut page, decision, Detail::Brief);
    page
}

/// The verdict or the range, the day of the law, and the policy.
pub(super) fn verdict(page: &mut Page, decision: &Decision) {
    let range = &decision.verdict;
    let text = match range.certain() {
        Some(certain) => words::verdict(certain),
        None => format!("Not decided yet: {}", words::between(&range.at_least, &range.at_most)),
    };
    page.verdict(words::tone(range), &text, words::law_date(decision).as_deref());
    page.text(0, &words::titled(decision.policy.title.as_deref(), &decision.policy.name));
    if let Some(day) = decision.known_on {
        page.text(0, &format!("Judged by what had been issued by {day}"));
    }
    if !decision.exact && range.certain().is_none() {
        page.text(
            0,
            "The range may be wider than the facts require: not every way to complete them was tried.",
        );
    }
    contested(page, decision);
}

/// That another reading of a contested point leads elsewhere, which nobody should find out further down.
fn contested(page: &mut Page, decision: &Decision) {
    let others = decision.readings.iter().flat_map(|taken| &taken.others).map(|(_, range)| range);
    let mut elsewhere: Vec<String> =
        others.filter(|range| **range != decision.verdict).map(words::range).collect();
    elsewhere.sort_unstable();
    elsewhere.dedup();
    if !elsewhere.is_empty() {
        page.text(
            0,
            &format!("It rests on how a contested point is read. Read otherwise: {}", elsewhere.join("; ")),
        );
    }
}

/// The rules that hold, or that none does.
pub(super) fn holding(page: &mut Page, decision: &Decision, detail: Detail) {
    let holds = |rule: &&RuleFinding| rule.standing == Standing::Holds;
    if !decision.rules.iter().any(|rule| holds(&rule)) {
        let open = decision.rules.iter().any(|rule| rule.standing == Standing::MayHold);
        page.statement(if open { "No rule certainly applies" } else { "No rule applies" });
        return;
    }
    page.section("What applies", |page| {
        decision.rules.iter().filter(holds).for_each(|rule| rules::rule(page, rule, detail));
    });
}

/// The rules that may hold.
pub(super) fn maybe(page: &mut Page, decision: &Decision, detail: Detail) {
    page.section("What may apply", |page| {
        let open = decision.rules.iter().filter(|rule| rule.standing == Standing::MayHold);
        open.for_each(|rule| rules::rule(page, rule, detail));
    });
}

fn displaced(page: &mut Page, decision: &Decision) {
    page.section("What gives way", |page| {
        decision.rules.iter().for_each(|rule| rules::displaced(page, decision, rule));
    });
}

/// The duties.
pub(super) fn duties(page: &mut Page, decision: &Decision, detail: Detail) {
    page.section("Duties", |page| {
        decision.duties.iter().for_each(|duty| rules::duty(page, duty, detail));
    });
}

/// Presumptions, readings, data and fingerprints.
pub(super) fn grounds(page: &mut Page, decision: &Decision, detail: Detail) {
    page.section("Presumed, because it is not known", |page| {
        decision.presumptions.iter().for_each(|used| presumption(page, used));
        if let Some(range) = &decision.without_presumptions {
            page.text(1, &format!("Without presumptions: {}", words::range(range)));
        }
    });
    page.section("Contested points, and how they were read", |page| {
        let (telling, idle): (Vec<_>, Vec<_>) = decision
            .readings
            .iter()
            .partition(|taken| detail == Detail::Full || !taken.others.is_empty() || !taken.default);
        telling.into_iter().for_each(|taken| reading(page, taken, &decision.verdict));
        match idle.len() {
            0 => {}
            1 => page.text(1, "One contested point does not change the result (licit why shows it)"),
            count => page.text(
                1,
                &format!("{count} contested points do not change the result (licit why shows them)"),
            ),
        }
    });
    page.section("Made from", |page| stamps(page, decision));
}

fn presumption(page: &mut Page, used: &PresumptionUsed) {
    let provision = used
        .provision
        .as_ref()
        .map_or_else(String::new, |provision| format!(", under {}", words::provision(provision)));
    page.text(1, &format!("{} is taken to be {}{provision}", used.path, used.value));
}

fn reading(page: &mut Page, taken: &ReadingTaken, verdict: &Range) {
    page.item(&taken.question);
    let chosen = if taken.default { "the policy's default" } else { "chosen for this decision" };
    page.text(2, &format!("Read as {}, {chosen}: {}", taken.answer, taken.meaning));
    if taken.others.is_empty() {
        page.text(2, "No other answer changes the result");
    }
    let result = |range: &Range| {
        if range == verdict { "the same verdict, other duties".to_owned() } else { words::range(range) }
    };
    let others = taken.others.iter().map(|(answer, range)| (format!("Read as {answer}"), result(range)));
    page.pairs(2, Join::Leads, others.collect());
}

fn stamps(page: &mut Page, decision: &Decision) {
    page.text(
        1,
        &format!(
            "policy {}, facts {}",
            words::fingerprint(&decision.policy.digest),
            words::fingerprint(&decision.facts_digest),
        ),
    );
    let rows = decision.data.iter().map(|data| {
        let taken = data
            .taken
            .map_or_else(|| "day of its source not stated".to_owned(), |day| format!("as of {day}"));
        (data.name.clone(), format!("{}, {taken}", words::fingerprint(&data.digest)))
    });
    page.pairs(1, Join::Names, rows.collect());
}
