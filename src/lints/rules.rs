//! Rules that can never hold, that a stricter one always accompanies, or that were said before.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Span;
use crate::typed::{Expression, ExpressionKind, Interval, Rule, RuleId, RuleKind, Version};

use super::codes::{Alone, Form, code_alone, quoted};
use super::conditions::{Demand, contradiction, demands, met, shape, tautology};
use super::{Lint, Subject};

/// So many rules that ask for the same thing are compared with each other; more are let go, so that the
/// time stays in proportion to the policy.
const MOST_COMPARED: usize = 200;

/// A text of a rule.
type Text<'a> = (RuleId, &'a Rule, &'a Version);

impl<'a> Subject<'a> {
    pub(super) fn rules(&mut self) {
        self.texts().into_iter().for_each(|text| self.never_holds(text));
        self.leaves_nothing_out();
        self.codes_alone();
        self.duties_never_owed();
        self.said_twice();
        self.shadowed();
    }

    /// All texts of all rules.
    fn texts(&self) -> Vec<Text<'a>> {
        let rules = self.policy.rules.iter().enumerate();
        rules
            .flat_map(|(id, rule)| rule.versions.iter().map(move |version| (RuleId(id), rule, version)))
            .collect()
    }

    fn never_holds(&mut self, (_, rule, version): Text<'a>) {
        if let Some(found) = contradiction(&[&version.condition]) {
            self.report_never(what(rule), "these two exclude each other", found);
            return;
        }
        let policy = self.policy;
        let targets = version.targets.iter().filter_map(|id| policy.rules.get(id.0));
        let texts: Vec<&Version> = targets.flat_map(|target| &target.versions).collect();
        let clashes: Option<Vec<_>> =
            texts.iter().map(|text| contradiction(&[&text.condition, &version.condition])).collect();
        if let Some(found) = clashes.and_then(|found| found.first().copied()) {
            let why = "it lives inside its target, whose condition excludes this";
            self.report_never(what(rule), why, found);
        }
    }

    fn leaves_nothing_out(&mut self) {
        let policy = self.policy;
        let rules = policy.rules.iter().flat_map(|rule| &rule.versions).map(|version| &version.condition);
        let duties = policy.duties.iter().map(|duty| &duty.condition);
        let definitions = policy.definitions.iter().map(|definition| &definition.body);
        let found: Vec<_> = rules.chain(duties).chain(definitions).filter_map(tautology).collect();
        for (one, other) in found {
            let (span, other) = (self.short(one.span), self.short(other.span));
            self.problems.add(Lint::AlwaysTrue { span, other });
        }
    }

    /// `item.code == "3A001"`: whoever writes the number of an entry means what lies under it too.
    fn codes_alone(&mut self) {
        let mut found = Vec::new();
        for expression in self.policy.expressions() {
            expression.walk(&mut |part| found.extend(code_alone(part).map(|alone| (part.span, alone))));
        }
        for (span, Alone { item, codes, form }) in found {
            let (item, span) = (self.sources.slice(item), self.short(span));
            let code = codes.first().cloned().unwrap_or_default();
            let of = quoted(&codes);
            self.problems.add(match form {
                Form::Under => Lint::CodeAlone {
                    what: format!("no number of a control list lies under `{code}`"),
                    advice: format!(
                        "name the whole numbers, as in `{item} under [\"3A001\", \"3A002\"]`: a code lies under another only from \
                         a point on"
                    ),
                    label: "the beginning of a number",
                    span,
                },
                Form::Is | Form::IsNot => {
                    let not = if form == Form::IsNot { "not " } else { "" };
                    Lint::CodeAlone {
                        what: format!("`{code}` is asked for alone, without `{code}.a` and whatever else lies under it"),
                        advice: format!(
                            "write `{not}{item} under {of}`; where nothing but the code itself is meant, write `# allow L421 \
                             because \"…\"` above the statement"
                        ),
                        label: "equal to the letter only",
                        span,
                    }
                }
            });
        }
    }

    fn duties_never_owed(&mut self) {
        let policy = self.policy;
        for duty in &policy.duties {
            if let Some(found) = contradiction(&[&duty.condition]) {
                self.report_never(format!("duty `{}`", duty.name), "these two exclude each other", found);
            }
        }
    }

    fn report_never(&mut self, what: String, why: &str, found: (&Expression, Option<&Expression>)) {
        let (part, other) = found;
        let why = if other.is_none() { "no value meets this" } else { why };
        let (span, other) = (self.short(part.span), other.map(|other| self.short(other.span)));
        self.problems.add(Lint::NeverHolds { what, why: why.to_owned(), span, other });
    }

    /// The first line of a span, short enough to be a label.
    fn short(&self, span: Span) -> Span {
        const LONGEST: usize = 72;
        let line = self.sources.slice(span).lines().next().unwrap_or_default();
        let cut = line.char_indices().nth(LONGEST).map_or(line.len(), |(at, _)| at);
        Span::new(span.start, span.start.saturating_add(u32::try_from(cut).unwrap_or(0)))
    }

    /// Two rules with the same verdict, the same targets and the same condition on some day.
    fn said_twice(&mut self) {
        let mut seen: BTreeMap<String, Vec<Text<'a>>> = BTreeMap::new();
        for text in self.texts() {
            let (id, rule, version) = text;
            let key = format!(
                "{:?} {:?} {:?} {}",
                rule.kind,
                version.verdict,
                version.targets,
                shape(&version.condition)
            );
            let same = seen.entry(key).or_default();
            let first = same.iter().take(MOST_COMPARED).find(|(other, _, earlier)| {
                *other != id && !earlier.in_force.and(&version.in_force).is_empty()
            });
            if let Some((_, first, earlier)) = first {
                self.problems.add(Lint::SaidTwice {
                    name: rule.name.clone(),
                    first: first.name.clone(),
                    span: self.head(rule, version.span),
                    other: self.head(first, earlier.span),
                });
            } else {
                same.push(text);
            }
        }
    }

    /// Rules that hold only where a stricter one holds too.
    fn shadowed(&mut self) {
        let texts = self.texts();
        let mut broad: BTreeMap<String, Vec<(Text<'a>, Vec<Demand<'a>>)>> = BTreeMap::new();
        for text in texts.iter().filter(|text| self.stands_alone(text)) {
            let demands = demands(&text.2.condition);
            for key in anchor(&demands) {
                let known = broad.entry(key).or_default();
                if known.len() < MOST_COMPARED {
                    known.push((*text, self::demands(&text.2.condition)));
                }
            }
        }
        let plain: Vec<&Text<'a>> = texts.iter().filter(|(id, rule, _)| self.is_plain(*id, rule)).collect();
        for (id, rule, version) in plain {
            let mine = demands(&version.condition);
            let keys =
                mine.iter().flat_map(|demand| anchor(std::slice::from_ref(demand)).into_iter().take(1));
            let candidates = keys.filter_map(|key| broad.get(&key)).flatten();
            let found = candidates.into_iter().find(|((other, _, text), theirs)| {
                other != id
                    && text.verdict > version.verdict
                    && covers(&text.in_force, &version.in_force)
                    && theirs.iter().all(|demand| met(demand, &mine))
            });
            if let Some(((_, stricter, text), _)) = found {
                self.problems.add(Lint::Shadowed {
                    name: rule.name.clone(),
                    advice: format!("narrow `{}`, or take `{}` out", stricter.name, rule.name),
                    label: "in every case that this means …",
                    span: self.head(rule, version.span),
                    other: Some(self.head(stricter, text.span)),
                });
            } else if version.verdict == Some(0) && version.citation.is_none() {
                // With a citation it says what the law says, and is told as the reason.
                let scale = &self.policy.scale;
                let verdict = scale.first().map(|level| level.name.clone()).unwrap_or_default();
                self.problems.add(Lint::Shadowed {
                    name: rule.name.clone(),
                    advice: format!(
                        "where no rule holds the verdict is `{verdict}` anyway, and any stricter rule wins: take it out, or \
                         write `exception NAME to RULE {verdict} if …` to set another rule aside"
                    ),
                    label: "the mildest verdict",
                    span: self.head(rule, version.span),
                    other: None,
                });
            }
        }
    }

    /// Whether nothing can take the rule's verdict away while its condition is true.
    fn stands_alone(&self, (id, rule, version): &Text<'a>) -> bool {
        let policy = self.policy;
        let cited = version.citation.as_ref().map(|citation| citation.instrument);
        let interrupted = policy.interruptions.iter().any(|interruption| {
            interruption.rules.contains(id)
                || cited.is_some_and(|cited| interruption.instruments.contains(&cited))
        });
        rule.kind == RuleKind::Rule && version.uncut.is_none() && !interrupted && !self.targets.contains(id)
    }

    /// Whether a rule does nothing but give its verdict.
    fn is_plain(&self, id: RuleId, rule: &Rule) -> bool {
        rule.kind == RuleKind::Rule && !self.targets.contains(&id) && !self.asked.contains(&id)
    }
}

fn what(rule: &Rule) -> String {
    match rule.kind {
        RuleKind::Rule => format!("rule `{}`", rule.name),
        RuleKind::Exception => format!("exception `{}`", rule.name),
        RuleKind::Disapplication => format!("disapplication `{}`", rule.name),
    }
}

/// Under what a condition is filed: the values of the first fact that it pins, else what it asks for
/// first. Whatever implies the condition has one of these among its own.
fn anchor(demands: &[Demand<'_>]) -> Vec<String> {
    let pinned = demands.iter().find_map(|demand| match demand {
        Demand::OneOf(fact, values) => Some((fact, values)),
        Demand::NoneOf(..) | Demand::Above(..) | Demand::Below(..) | Demand::Other(_) => None,
    });
    if let Some((fact, values)) = pinned {
        let fact = shape(fact);
        return values.iter().map(|value| format!("{fact} is {value:?}")).collect();
    }
    let first = demands.first();
    first.map(|demand| demand.fact().map_or_else(|| other(demand), shape)).into_iter().collect()
}

fn other(demand: &Demand<'_>) -> String {
    if let Demand::Other(expression) = demand { shape(expression) } else { String::new() }
}

/// Whether all days of the second lie in the first.
fn covers(wide: &Interval, narrow: &Interval) -> bool {
    let from = wide.from.is_none_or(|from| narrow.from.is_some_and(|narrow| from <= narrow));
    let through = wide.through.is_none_or(|through| narrow.through.is_some_and(|narrow| narrow <= through));
    from && through
}

/// Rules that some condition asks for with `applies`.
pub(super) fn asked<'e>(expressions: impl Iterator<Item = &'e Expression>) -> BTreeSet<RuleId> {
    let mut found = BTreeSet::new();
    for expression in expressions {
        expression.walk(&mut |part| {
            if let ExpressionKind::Applies(rules) = &part.kind {
                found.extend(rules.iter().copied());
            }
        });
    }
    found
}
