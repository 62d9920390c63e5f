//! What a line says.

use crate::eval::decision::{DataStamp, Decision, Due, Standing, Truth};
use crate::facts::{self, Facts, Format};
use crate::schema::Schema;
use crate::value::Date;

use super::error::RecordError;
use super::given::{given, quoted};

/// Name and version of the shape.
pub const RECORD_FORMAT: &str = "licit/record@1";

/// A decision as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When it was recorded, by the clock of the machine.
    pub recorded: String,
    /// What the case is called: the file of its facts.
    pub case: String,
    /// Where the policy lay.
    pub path: String,
    /// The policy's name.
    pub policy: String,
    /// The policy's digest, lists included.
    pub digest: String,
    /// Its lists, tables and calendars.
    pub data: Vec<DataStamp>,
    /// The day that was asked for.
    pub as_of: Option<Date>,
    /// The day by whose knowledge was judged.
    pub known_on: Option<Date>,
    /// The answers taken for contested points.
    pub readings: Vec<(String, String)>,
    /// The facts, as JSON.
    pub facts: String,
    /// The digest of the facts.
    pub facts_digest: String,
    /// What came of it.
    pub outcome: Outcome,
    /// The version of the language.
    pub language: String,
}

/// What a decision said, as far as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The day that picked the law, where it was known.
    pub law_of: Option<String>,
    /// The mildest verdict that was possible.
    pub at_least: String,
    /// The strictest verdict that was possible.
    pub at_most: String,
    /// The rules that held.
    pub rules: Vec<String>,
    /// The rules that may have held.
    pub may_hold: Vec<String>,
    /// The duties that were owed or perhaps owed, each with its day or why it has none.
    pub duties: Vec<String>,
    /// The facts that were missing.
    pub missing: Vec<String>,
}

impl Outcome {
    /// What a decision says.
    pub fn of(decision: &Decision) -> Outcome {
        let standing = |wanted: Standing| {
            let rules = decision.rules.iter().filter(|rule| rule.standing == wanted);
            let mut names: Vec<String> = rules.map(|rule| rule.name.clone()).collect();
            names.sort();
            names
        };
        let mut missing: Vec<String> = decision.missing.iter().map(|fact| fact.path.clone()).collect();
        missing.sort();
        let mut duties: Vec<String> = decision.duties.iter().map(duty).collect();
        duties.sort();
        Outcome {
            law_of: decision.as_of.map(|day| day.to_string()),
            at_least: decision.verdict.at_least.name.clone(),
            at_most: decision.verdict.at_most.name.clone(),
            rules: standing(Standing::Holds),
            may_hold: standing(Standing::MayHold),
            duties,
            missing,
        }
    }

    /// What is not the same in another one, in words.
    pub fn differences(&self, other: &Outcome) -> Vec<String> {
        let verdict = |outcome: &Outcome| {
            if outcome.at_least == outcome.at_most {
                outcome.at_least.clone()
            } else {
                format!("{} to {}", outcome.at_least, outcome.at_most)
            }
        };
        let list = |names: &[String]| if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "not known".to_owned());
        let pairs = [
            ("verdict", verdict(self), verdict(other)),
            ("rules that hold", list(&self.rules), list(&other.rules)),
            ("rules that may hold", list(&self.may_hold), list(&other.may_hold)),
            ("duties", list(&self.duties), list(&other.duties)),
            ("missing", list(&self.missing), list(&other.missing)),
            ("law as of", day(&self.law_of), day(&other.law_of)),
        ];
        let differing = pairs.into_iter().filter(|(_, was, now)| was != now);
        differing.map(|(what, was, now)| format!("{what}: was {was}, now {now}")).collect()
    }
}

fn duty(duty: &crate::eval::decision::DutyFinding) -> String {
    let perhaps = if duty.owed == Truth::Yes { "" } else { " perhaps" };
    match &duty.due {
        Due::Unlimited => format!("{}{perhaps}", duty.name),
        Due::By(day) => format!("{}{perhaps} by {day}", duty.name),
        Due::Unknown(_) => format!("{}{perhaps}, day not known", duty.name),
    }
}

/// The entry of a decision.
///
/// # Errors
///
/// Where the facts, written down, would not read the same.
pub fn entry(
    case: &str,
    path: &str,
    (decision, asked): (&Decision, Option<Date>),
    facts: &Facts,
    schema: &Schema,
    recorded: String,
) -> Result<Entry, RecordError> {
    let text = given(facts, schema);
    let again = facts::document(&text, 0, Format::Json).and_then(|node| facts::read(&node, schema));
    if !again.is_ok_and(|again| again.digest == facts.digest) {
        return Err(RecordError::NotFaithful { case: case.to_owned() });
    }
    Ok(Entry {
        recorded,
        case: case.to_owned(),
        path: path.to_owned(),
        policy: decision.policy.name.clone(),
        digest: decision.policy.digest.clone(),
        data: decision.data.clone(),
        as_of: asked,
        known_on: decision.known_on,
        readings: decision.readings.iter().map(|taken| (taken.name.clone(), taken.answer.clone())).collect(),
        facts: text,
        facts_digest: facts.digest.clone(),
        outcome: Outcome::of(decision),
        language: decision.language.to_owned(),
    })
}

impl Entry {
    /// The line up to its own digest, after a line with the digest given.
    pub(super) fn body(&self, previous: Option<&str>) -> String {
        let day = |day: Option<Date>| day.map_or_else(|| "null".to_owned(), |day| quoted(&day.to_string()));
        let data: Vec<String> = self
            .data
            .iter()
            .map(|data| {
                let (name, digest, taken) = (quoted(&data.name), quoted(&data.digest), day(data.taken));
                format!("{{\"name\":{name},\"digest\":{digest},\"taken\":{taken}}}")
            })
            .collect();
        let readings: Vec<String> = self
            .readings
            .iter()
            .map(|(name, answer)| format!("{}:{}", quoted(name), quoted(answer)))
            .collect();
        let outcome = &self.outcome;
        let parts = [
            ("format", quoted(RECORD_FORMAT)),
            ("recorded", quoted(&self.recorded)),
            ("case", quoted(&self.case)),
            ("path", quoted(&self.path)),
            ("policy", quoted(&self.policy)),
            ("policy_digest", quoted(&self.digest)),
            ("data", format!("[{}]", data.join(","))),
            ("as_of", day(self.as_of)),
            ("known_on", day(self.known_on)),
            ("readings", format!("{{{}}}", readings.join(","))),
            ("facts", self.facts.clone()),
            ("facts_digest", quoted(&self.facts_digest)),
            ("law_of", outcome.law_of.as_ref().map_or_else(|| "null".to_owned(), |day| quoted(day))),
            ("at_least", quoted(&outcome.at_least)),
            ("at_most", quoted(&outcome.at_most)),
            ("rules", texts(&outcome.rules)),
            ("may_hold", texts(&outcome.may_hold)),
            ("duties", texts(&outcome.duties)),
            ("missing", texts(&outcome.missing)),
            ("language", quoted(&self.language)),
            ("previous", previous.map_or_else(|| "null".to_owned(), quoted)),
        ];
        let parts: Vec<String> = parts.iter().map(|(name, text)| format!("\"{name}\":{text}")).collect();
        format!("{{{}", parts.join(","))
    }
}

fn texts(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(","))
}
