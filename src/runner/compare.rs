//! A decision beside its right answer.

use std::fmt;

use crate::eval::Decision;
use crate::eval::decision::{Due, Standing, Truth};
use crate::schema::Schema;

use super::case::{Expected, ExpectedDue, ExpectedDuty};
use super::names::as_declared;

/// One thing that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Of what: `verdict`, `missing`, `provision`, `rule`, `duty`, `without rule`, `without duty`.
    pub what: &'static str,
    /// What should have been.
    pub expected: String,
    /// What was.
    pub found: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = if self.found.is_empty() { "none" } else { &self.found };
        write!(f, "{}: expected {}, found {found}", self.what, self.expected)
    }
}

/// A verdict, or the range in which it lies, in words.
pub struct Verdicts<'d>(pub &'d Decision);

impl fmt::Display for Verdicts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let range = &self.0.verdict;
        match range.certain() {
            Some(verdict) => f.write_str(&verdict.name),
            None => write!(f, "{} to {}", range.at_least.name, range.at_most.name),
        }
    }
}

/// What of a decision is not as expected; the names of facts are those of a vocabulary.
pub fn compare(decision: &Decision, expected: &Expected, schema: &Schema) -> Vec<Difference> {
    let mut differences = Vec::new();
    verdict(decision, expected, &mut differences);
    missing(decision, expected, schema, &mut differences);
    let holding = decision.rules.iter().filter(|rule| rule.standing == Standing::Holds);
    let cited = holding.clone().flat_map(|rule| rule.provision.iter().chain(&rule.also_under));
    let provisions: Vec<String> = cited.map(ToString::to_string).collect();
    for provision in expected.provisions.iter().filter(|provision| !provisions.contains(provision)) {
        let found = if provisions.is_empty() { "none".to_owned() } else { provisions.join("; ") };
        differences.push(Difference { what: "provision", expected: provision.clone(), found });
    }
    for (rule, _) in &expected.rules {
        if !holding.clone().any(|found| found.name == *rule) {
            let names: Vec<&str> = holding.clone().map(|rule| rule.name.as_str()).collect();
            differences.push(Difference { what: "rule", expected: rule.clone(), found: names.join(", ") });
        }
    }
    expected.duties.iter().for_each(|duty| differences.extend(self::duty(decision, duty)));
    without(decision, expected, &mut differences);
    differences
}

/// Rules that hold and duties that are owed though they must not, for certain or perhaps.
fn without(decision: &Decision, expected: &Expected, differences: &mut Vec<Difference>) {
    for (name, _) in &expected.without_rules {
        let standing = decision.rules.iter().find(|rule| rule.name == *name).map(|rule| &rule.standing);
        let found = match standing {
            Some(Standing::Holds) => "that it holds",
            Some(Standing::MayHold) => "that it may hold",
            Some(
                Standing::Displaced(_)
                | Standing::SwitchedOff(_)
                | Standing::NotMet
                | Standing::NotInForce(_),
            )
            | None => continue,
        };
        let (expected, found) = (format!("that {name} does not hold"), found.to_owned());
        differences.push(Difference { what: "without rule", expected, found });
    }
    for (name, _) in &expected.without_duties {
        let owed = decision.duties.iter().find(|duty| duty.name == *name).map(|duty| duty.owed);
        let found = match owed {
            Some(Truth::Yes) => "that it is owed",
            Some(Truth::Unknown) => "that it may be owed",
            Some(Truth::No) | None => continue,
        };
        let (expected, found) = (format!("that {name} is not owed"), found.to_owned());
        differences.push(Difference { what: "without duty", expected, found });
    }
}

fn verdict(decision: &Decision, expected: &Expected, differences: &mut Vec<Difference>) {
    let certain = decision.verdict.certain().map(|verdict| verdict.name.as_str());
    let found = Verdicts(decision).to_string();
    if let Some((wanted, _)) = &expected.verdict
        && certain != Some(wanted)
    {
        differences.push(Difference { what: "verdict", expected: wanted.clone(), found: found.clone() });
    }
    if expected.undetermined && certain.is_some() {
        differences.push(Difference {
            what: "verdict",
            expected: "undetermined".to_owned(),
            found: found.clone(),
        });
    }
    if let Some((wanted, _)) = &expected.at_least
        && decision.verdict.at_least.name != *wanted
    {
        let (expected, found) = (format!("at least {wanted}"), found.clone());
        differences.push(Difference { what: "verdict", expected, found });
    }
    if let Some((wanted, _)) = &expected.at_most
        && decision.verdict.at_most.name != *wanted
    {
        differences.push(Difference { what: "verdict", expected: format!("at most {wanted}"), found });
    }
}

fn missing(decision: &Decision, expected: &Expected, schema: &Schema, differences: &mut Vec<Difference>) {
    let Some(wanted) = &expected.missing else { return };
    let mut wanted: Vec<String> = wanted.iter().map(|path| as_declared(path, schema)).collect();
    let mut found: Vec<String> = decision.missing.iter().map(|fact| fact.path.clone()).collect();
    wanted.sort();
    found.sort();
    if wanted != found {
        let (expected, found) = (wanted.join(", "), found.join(", "));
        differences.push(Difference { what: "missing", expected, found });
    }
}

fn duty(decision: &Decision, expected: &ExpectedDuty) -> Option<Difference> {
    let found = decision.duties.iter().find(|duty| duty.name == expected.id);
    let Some(found) = found.filter(|duty| duty.owed == Truth::Yes) else {
        let owed: Vec<&str> = decision
            .duties
            .iter()
            .filter(|duty| duty.owed == Truth::Yes)
            .map(|duty| duty.name.as_str())
            .collect();
        let found = if owed.is_empty() { "none".to_owned() } else { owed.join(", ") };
        return Some(Difference { what: "duty", expected: expected.id.clone(), found });
    };
    let differs = |what: &'static str, wanted: &Option<String>, found: Option<String>| {
        let wanted = wanted.clone().filter(|wanted| Some(wanted) != found.as_ref())?;
        let found = found.unwrap_or_else(|| "nothing".to_owned());
        Some(Difference { what, expected: format!("{} {wanted}", expected.id), found })
    };
    let due = match &found.due {
        Due::By(day) => Some(day.to_string()),
        Due::Unknown(_) => Some("unknown".to_owned()),
        Due::Unlimited => None,
    };
    let wanted = expected.due.map(|due| match due {
        ExpectedDue::By(day) => day.to_string(),
        ExpectedDue::Unknown => "unknown".to_owned(),
    });
    differs("duty to", &expected.to, found.owed_to.clone())
        .or_else(|| differs("duty by channel", &expected.channel, found.via.clone()))
        .or_else(|| differs("duty due", &wanted, due))
}
