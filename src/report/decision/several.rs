//! Decisions of several policies about the same facts: the strictest of all, and why, then each.

use serde::Serialize;
use serde_json::Value;

use crate::eval::decision::{Decision, RuleFinding, Standing, Verdict};
use crate::report::text::listed;

use super::json::{DecisionView, VerdictView};
use super::page::{Join, Page, Tone};
use super::{pretty, short, words};

/// Name and version of the shape of several decisions.
pub const DECISIONS_FORMAT: &str = "licit/decisions@1";

/// The strictest verdict that surely holds, the strictest that may hold, and the policies that say so.
struct Strictest<'a> {
    at_least: (&'a Verdict, Vec<String>),
    at_most: (&'a Verdict, Vec<String>),
}

/// Several decisions for the terminal.
pub fn several_human(decisions: &[Decision], color: bool, width: usize) -> String {
    let each = decisions.iter().map(|decision| format!("\n{}", short::page(decision).human(color, width)));
    format!("{}{}", page(decisions).human(color, width), each.collect::<String>())
}

/// Several decisions in sentences, for screen readers.
pub fn several_plain(decisions: &[Decision]) -> String {
    let each = decisions.iter().map(|decision| format!("\n{}", short::page(decision).plain()));
    format!("{}{}", page(decisions).plain(), each.collect::<String>())
}

/// Several decisions for programs.
pub fn several_json(decisions: &[Decision]) -> Value {
    serde_json::to_value(view(decisions)).unwrap_or_default()
}

/// Several decisions for programs, as text with a line break at the end.
pub fn several_json_text(decisions: &[Decision]) -> String {
    pretty(&view(decisions))
}

/// Takes the ends of all ranges apart: policies name their verdicts as they like, but each stands for a step of the
/// built-in scale.
fn strictest(decisions: &[Decision]) -> Option<Strictest<'_>> {
    Some(Strictest {
        at_least: top(decisions, |decision| &decision.verdict.at_least)?,
        at_most: top(decisions, |decision| &decision.verdict.at_most)?,
    })
}

fn top(decisions: &[Decision], end: impl Fn(&Decision) -> &Verdict) -> Option<(&Verdict, Vec<String>)> {
    let level = decisions.iter().map(|decision| end(decision).stands_for).max()?;
    let saying: Vec<&Decision> =
        decisions.iter().filter(|decision| end(decision).stands_for == level).collect();
    let names = saying.iter().map(|decision| decision.policy.name.clone()).collect();
    saying.first().map(|decision| (end(decision), names))
}

impl Strictest<'_> {
    fn is_certain(&self) -> bool {
        self.at_least.0.stands_for == self.at_most.0.stands_for
    }

    fn tone(&self) -> Tone {
        match (self.is_certain(), self.at_least.0.stands_for) {
            (false, _) => Tone::Open,
            (true, 0) => Tone::Free,
            (true, 1 | 2) => Tone::Care,
            (true, _) => Tone::Stop,
        }
    }
}

fn page(decisions: &[Decision]) -> Page {
    let mut page = Page::default();
    let Some(strictest) = strictest(decisions) else {
        page.text(0, "No policy was asked");
        return page;
    };
    let (least, by) = &strictest.at_least;
    let (most, perhaps) = &strictest.at_most;
    let aside = format!("the strictest of {}", policies(decisions.len()));
    if strictest.is_certain() {
        page.verdict(strictest.tone(), &words::verdict(least), Some(&aside));
        page.text(0, &format!("Because of {}", listed(by)));
    } else {
        let text = format!("Not decided yet: {}", words::between(least, most));
        page.verdict(strictest.tone(), &text, Some(&aside));
        page.text(0, &format!("At least `{}` because of {}", least.title, listed(by)));
        page.text(0, &format!("At most `{}` because of {}", most.title, listed(perhaps)));
    }
    page.heading("Each policy");
    let row = |decision: &Decision| (decision.policy.name.clone(), verdict_and_why(decision));
    page.pairs(1, Join::Names, decisions.iter().map(row).collect());
    page
}

/// The verdict or range of a policy, and the rules that surely make it as strict as it is.
fn verdict_and_why(decision: &Decision) -> String {
    let range = &decision.verdict;
    let speaks = |rule: &&RuleFinding| {
        let says = rule.verdict.as_ref();
        rule.standing == Standing::Holds && says.is_some_and(|says| says.level == range.at_least.level)
    };
    let titles: Vec<String> =
        decision.rules.iter().filter(speaks).map(|rule| words::rule_title(rule).to_owned()).collect();
    let why = if titles.is_empty() { String::new() } else { format!(": {}", titles.join("; ")) };
    format!("{}{why}", words::range(range))
}

fn policies(count: usize) -> String {
    if count == 1 { "1 policy".to_owned() } else { format!("{count} policies") }
}

#[derive(Serialize)]
struct View<'a> {
    format: &'static str,
    strictest: Option<StrictestView<'a>>,
    decisions: Vec<DecisionView<'a>>,
}

#[derive(Serialize)]
struct StrictestView<'a> {
    certain: bool,
    at_least: EndView<'a>,
    at_most: EndView<'a>,
}

#[derive(Serialize)]
struct EndView<'a> {
    verdict: VerdictView<'a>,
    policies: Vec<String>,
}

fn view(decisions: &[Decision]) -> View<'_> {
    View {
        format: DECISIONS_FORMAT,
        strictest: strictest(decisions).map(|strictest| StrictestView {
            certain: strictest.is_certain(),
            at_least: end(strictest.at_least),
            at_most: end(strictest.at_most),
        }),
        decisions: decisions.iter().map(DecisionView::new).collect(),
    }
}

fn end((verdict, policies): (&Verdict, Vec<String>)) -> EndView<'_> {
    EndView { verdict: VerdictView::new(verdict), policies }
}
