//! The whole decision: outcome, reasons, duties, missing facts, presumptions and readings.

use thiserror::Error;

use crate::diagnostics::nearest;
use crate::eval::case::{Case, Overlay};
use crate::eval::decision::{
    DataStamp, Decision, Due, DutyFinding, FindingKind, PolicyStamp, PresumptionUsed, Provision, Range,
    ReadingTaken, RuleFinding, Standing, Truth, Verdict,
};
use crate::eval::law::{Lasts, Law};
use crate::eval::missing::{Narrowed, missing_facts, narrowed};
use crate::eval::outcome::{MAX_TOGETHER, Outcome, of_case};
use crate::eval::reach::{Ends, reach};
use crate::eval::show::show;
use crate::eval::trace::Seen;
use crate::facts::Facts;
use crate::program::Program;
use crate::schema::{RecordId, Type};
use crate::typed::{Citation, Deadline, Duty, Interruption, Presumption, RuleId, RuleKind, Someone, Version};
use crate::value::{Date, Value, date};

/// What is asked beside the facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The day that picks the law, in the place of the fact that governs it.
    pub as_of: Option<Date>,
    /// Judge by what had been issued by this day.
    pub known_on: Option<Date>,
    /// Answers to contested points: name and answer; the defaults for the others.
    readings: Vec<(String, u32)>,
}

/// An answer that a policy does not know.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QuestionError {
    /// No reading of that name.
    #[error("policy `{policy}` has no reading `{name}`")]
    UnknownReading {
        /// The policy.
        policy: String,
        /// The name that was asked for.
        name: String,
        /// Names that may have been meant.
        near: Vec<String>,
    },
    /// The reading has no such answer.
    #[error("reading `{name}` has no answer `{answer}`")]
    UnknownAnswer {
        /// The reading.
        name: String,
        /// The answer that was asked for.
        answer: String,
        /// Its answers.
        answers: Vec<String>,
    },
}

impl Question {
    /// The law of a day, where one is given, as it was known on a day, where one is given.
    pub fn new(as_of: Option<Date>, known_on: Option<Date>) -> Question {
        Question { as_of, known_on, readings: Vec::new() }
    }

    /// The same question about another day.
    #[must_use]
    pub fn on(&self, day: Date) -> Question {
        Question { as_of: Some(day), ..self.clone() }
    }

    /// Takes an answer for a contested point of a policy.
    ///
    /// # Errors
    ///
    /// If the policy has no such reading, or the reading no such answer.
    pub fn answer(&mut self, program: &Program, name: &str, answer: &str) -> Result<(), QuestionError> {
        let policy = program.policy();
        let Some(reading) = policy.readings.iter().find(|reading| reading.name == name) else {
            let near = nearest(name, policy.readings.iter().map(|reading| reading.name.as_str()));
            return Err(QuestionError::UnknownReading {
                policy: policy.name.clone(),
                name: name.to_owned(),
                near,
            });
        };
        let Some((_, position)) = reading.answers.iter().zip(0u32..).find(|((word, _), _)| word == answer)
        else {
            let answers = reading.answers.iter().map(|(word, _)| word.clone()).collect();
            return Err(QuestionError::UnknownAnswer {
                name: name.to_owned(),
                answer: answer.to_owned(),
                answers,
            });
        };
        self.readings.retain(|(known, _)| known != name);
        self.readings.push((name.to_owned(), position));
        Ok(())
    }

    /// The answer taken for each reading, in the order of the policy.
    pub fn answers(&self, program: &Program) -> Vec<u32> {
        let answer = |reading: &crate::typed::Reading| {
            let given = self.readings.iter().find(|(name, _)| *name == reading.name);
            given.map_or(reading.default, |(_, answer)| *answer)
        };
        program.policy().readings.iter().map(answer).collect()
    }
}

/// What a policy says about a case, without reasons: much faster than [`decide`].
pub fn outcome(program: &Program, facts: &Facts, question: &Question) -> Outcome {
    let law = law(program, facts, question);
    let overlay = presumed(&law, facts).into_iter().map(|(_, at)| at).collect();
    narrowed(&law, facts, &overlay).outcome
}

/// What a policy says about a case on one day, and until when it says so.
#[derive(Clone, Debug)]
pub struct Lasting {
    /// What it says.
    pub outcome: Outcome,
    /// What it would say by other answers to contested points, where that is something else.
    pub otherwise: Vec<Otherwise>,
    /// The first later day for which this has to be worked out again; on all days before it, it is the same. None where
    /// there is no such day.
    pub until: Option<Date>,
}

/// What another answer to a contested point would lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Otherwise {
    /// Position of the reading in the policy.
    pub reading: usize,
    /// The other answer.
    pub answer: u32,
    /// Position in the scale of the mildest verdict that is possible then.
    pub at_least: usize,
    /// Position in the scale of the strictest verdict that is possible then.
    pub at_most: usize,
}

/// What a policy says about a case, and how long it says so.
pub fn lasting(program: &Program, facts: &Facts, question: &Question) -> Lasting {
    let law = Law { lasts: Lasts::kept(), ..law(program, facts, question) };
    let overlay = presumed(&law, facts).into_iter().map(|(_, at)| at).collect();
    let outcome = narrowed(&law, facts, &overlay).outcome;
    let otherwise = otherwise(&law, facts, &overlay, &outcome);
    Lasting { outcome, otherwise, until: law.lasts.until() }
}

/// What a policy says about a case, in names only.
#[derive(Clone, Debug)]
pub struct Brief {
    /// What it comes to.
    pub outcome: Outcome,
    /// The rules that are met, but displaced by an exception or switched off.
    pub set_aside: Vec<RuleId>,
    /// The paths of the facts that are missing and can still change the verdict or a duty.
    pub missing: Vec<String>,
}

/// As [`decide`], without reasons.
pub fn brief(program: &Program, facts: &Facts, question: &Question) -> Brief {
    let law = law(program, facts, question);
    let overlay: Overlay = presumed(&law, facts).into_iter().map(|(_, at)| at).collect();
    let outcome = narrowed(&law, facts, &overlay).outcome;
    let mut missing = Vec::new();
    if !outcome.is_certain() {
        let range = |outcome: &Outcome| range(program, outcome.at_least, outcome.at_most);
        missing
            .extend(missing_facts(&law, facts, &overlay, &outcome, &range).into_iter().map(|fact| fact.path));
    }
    Brief { set_aside: set_aside(law, facts, overlay, &outcome), missing, outcome }
}

fn set_aside(law: Law<'_>, facts: &Facts, overlay: Overlay, outcome: &Outcome) -> Vec<RuleId> {
    let mut case = Case::new(law, facts, overlay);
    let rules = outcome.rules.iter().enumerate().map(|(rule, holds)| (RuleId(rule), *holds));
    let aside = |(rule, holds): &(RuleId, Truth)| {
        let texts = case.texts(*rule).to_vec();
        let best = best_text(&mut case, &texts);
        let standing = standing(&mut case, *rule, best, *holds);
        matches!(standing, Standing::Displaced(_) | Standing::SwitchedOff(_))
    };
    rules.filter(aside).map(|(rule, _)| rule).collect()
}

/// Whether a suspension or repeal counts, by the answers taken for contested points.
pub fn interrupts(program: &Program, question: &Question, interruption: &Interruption) -> bool {
    let readings = question.answers(program);
    let law = Law { program, as_of: None, known_on: question.known_on, readings, lasts: Lasts::default() };
    law.is_taken(interruption)
}

/// Decides a case and says why. The same inputs give the same decision.
pub fn decide(program: &Program, facts: &Facts, question: &Question) -> Decision {
    let law = law(program, facts, question);
    let presumed = presumed(&law, facts);
    let overlay: Overlay = presumed.iter().map(|(_, at)| at.clone()).collect();
    let found = narrowed(&law, facts, &overlay);
    let outcome = &found.outcome;
    let ends = reached(&law, facts, &overlay, &found);
    let range = |outcome: &Outcome| range(program, outcome.at_least, outcome.at_most);
    let (_, mut case, _) = of_case(law.clone(), facts, overlay.clone(), MAX_TOGETHER);
    let missing =
        if outcome.is_certain() { Vec::new() } else { missing_facts(&law, facts, &overlay, outcome, &range) };
    let without = (!overlay.is_empty()).then(|| range(&narrowed(&law, facts, &Overlay::new()).outcome));
    let policy = program.policy();
    Decision {
        language: env!("CARGO_PKG_VERSION"),
        policy: PolicyStamp {
            name: policy.name.clone(),
            title: policy.title.clone(),
            digest: policy.digest.clone(),
        },
        facts_digest: facts.digest.clone(),
        as_of: law.as_of,
        dated: program.is_dated(),
        known_on: law.known_on,
        verdict: range(outcome),
        exact: ends.low_reached && ends.high_reached,
        rules: rule_findings(&mut case, outcome),
        duties: duty_findings(&mut case, outcome),
        missing,
        presumptions: presumed
            .iter()
            .map(|(presumption, _)| presumption_used(program, presumption))
            .collect(),
        without_presumptions: without,
        readings: readings(&law, facts, &overlay, outcome),
        data: policy.data.iter().map(data_stamp).collect(),
    }
}

/// Which ends of a range are really reached; where trying everything was too much, some cases are tried.
fn reached<'p>(law: &Law<'p>, facts: &'p Facts, overlay: &Overlay, found: &Narrowed) -> Ends {
    let (at_least, at_most) = (found.outcome.at_least, found.outcome.at_most);
    let (low_reached, high_reached) = (found.low_reached, found.high_reached);
    let ends = Ends { at_least, at_most, low_reached, high_reached };
    if low_reached && high_reached { ends } else { reach(law, facts, overlay, ends) }
}

/// The law that a question picks, by the governing fact where no day is given.
pub(super) fn law<'p>(program: &'p Program, facts: &Facts, question: &Question) -> Law<'p> {
    let governed = program.policy().governed_by.as_ref();
    let by_fact = governed.and_then(|slots| match at(&facts.root, slots) {
        Some((_, _, Value::Date(day))) => Some(day),
        _ => None,
    });
    Law {
        program,
        as_of: question.as_of.or(by_fact),
        known_on: question.known_on,
        readings: question.answers(program),
        lasts: Lasts::default(),
    }
}

/// The value at the end of a way through records: place of its record, slot, value.
fn at(root: &Value, slots: &[usize]) -> Option<(u32, usize, Value)> {
    let (last, way) = slots.split_last()?;
    let mut value = root;
    for slot in way {
        let Value::Record(record) = value else { return None };
        value = record.fields.get(*slot)?;
    }
    let Value::Record(record) = value else { return None };
    Some((record.place, *last, record.fields.get(*last)?.clone()))
}

/// The presumptions that take the place of unknown facts, each with the place it fills.
pub(super) fn presumed<'p>(law: &Law<'p>, facts: &'p Facts) -> Vec<(&'p Presumption, (u32, usize, Value))> {
    let mut found: Vec<(&Presumption, (u32, usize, Value))> = Vec::new();
    for presumption in &law.policy().presumptions {
        let Some((place, slot, Value::Unknown(_))) = at(&facts.root, &presumption.fact) else { continue };
        let instrument = presumption.citation.as_ref().map(|citation| citation.instrument);
        if law.under(instrument, &presumption.in_force, presumption.in_force.from) != Truth::Yes {
            continue;
        }
        let mut case = Case::new(law.clone(), facts, Overlay::new());
        if case.truth(&presumption.condition, &mut Vec::new()) == Truth::Yes {
            found.push((presumption, (place, slot, presumption.value.clone())));
        }
    }
    // Two that contradict each other cancel out: nothing is presumed.
    let contradicted = |(_, (place, slot, value)): &(&Presumption, (u32, usize, Value))| {
        found.iter().any(|(_, (other, field, wanted))| other == place && field == slot && wanted != value)
    };
    let keep: Vec<bool> = found.iter().map(|presumed| !contradicted(presumed)).collect();
    let mut kept: Vec<(&Presumption, (u32, usize, Value))> = Vec::new();
    for (presumed, keep) in found.into_iter().zip(keep) {
        if keep && !kept.iter().any(|(_, (place, slot, _))| *place == presumed.1.0 && *slot == presumed.1.1) {
            kept.push(presumed);
        }
    }
    kept
}

fn presumption_used(program: &Program, presumption: &Presumption) -> PresumptionUsed {
    let schema = &program.policy().schema;
    let mut record = RecordId::FACTS;
    let mut r#type = Type::Broken;
    for slot in &presumption.fact {
        if let Some(field) = schema.record(record).and_then(|record| record.fields.get(*slot)) {
            r#type = field.r#type.clone();
        }
        if let Type::Record(next) = r#type {
            record = next;
        }
    }
    PresumptionUsed {
        path: presumption.path.clone(),
        value: show(&presumption.value, &r#type, schema).unwrap_or_default(),
        provision: presumption.citation.as_ref().map(|citation| provision(program, citation)),
    }
}

/// Verdicts by their positions in the scale.
fn range(program: &Program, at_least: usize, at_most: usize) -> Range {
    Range { at_least: verdict(program, at_least), at_most: verdict(program, at_most) }
}

fn verdict(program: &Program, level: usize) -> Verdict {
    let found = program.policy().scale.get(level);
    Verdict {
        name: found.map(|found| found.name.clone()).unwrap_or_default(),
        title: found.map(|found| found.title.clone()).unwrap_or_default(),
        level,
        stands_for: found.map_or(level, |found| found.stands_for),
    }
}

fn provision(program: &Program, citation: &Citation) -> Provision {
    let instrument = program.policy().instruments.get(citation.instrument.0);
    Provision {
        instrument: instrument.map(|instrument| instrument.name.clone()).unwrap_or_default(),
        title: instrument.and_then(|instrument| instrument.title.clone()),
        articles: citation.articles.clone(),
    }
}

/// All rules, those that hold first.
fn rule_findings(case: &mut Case<'_>, outcome: &Outcome) -> Vec<RuleFinding> {
    let count = case.law.policy().rules.len();
    let mut findings: Vec<RuleFinding> = (0..count)
        .filter_map(|rule| rule_finding(case, RuleId(rule), outcome.rules.get(rule).copied()?))
        .collect();
    findings.sort_by(|one, two| (group(&one.standing), &one.name).cmp(&(group(&two.standing), &two.name)));
    findings
}

fn group(standing: &Standing) -> u8 {
    match standing {
        Standing::Holds => 0,
        Standing::MayHold => 1,
        Standing::Displaced(_) => 2,
        Standing::SwitchedOff(_) => 3,
        Standing::NotMet => 4,
        Standing::NotInForce(_) => 5,
    }
}

fn rule_finding(case: &mut Case<'_>, id: RuleId, holds: Truth) -> Option<RuleFinding> {
    let policy = case.law.policy();
    let rule = policy.rules.get(id.0)?;
    let texts = case.texts(id).to_vec();
    let best = best_text(case, &texts);
    let version: &Version = match best.and_then(|node| case.nodes.get(node)) {
        Some(node) => node.version,
        None => rule.versions.last()?,
    };
    let standing = standing(case, id, best, holds);
    let reasons = if best.is_some() { case.reasons(&version.condition) } else { Vec::new() };
    let targets = version.targets.iter().filter_map(|target| policy.rules.get(target.0));
    let mut targets: Vec<String> = targets.map(|target| target.name.clone()).collect();
    targets.sort_unstable();
    let mut provisions = provisions(case, version).into_iter();
    Some(RuleFinding {
        name: rule.name.clone(),
        title: version.title.clone(),
        kind: match rule.kind {
            RuleKind::Rule => FindingKind::Rule,
            RuleKind::Exception => FindingKind::Exception,
            RuleKind::Disapplication => FindingKind::Disapplication,
        },
        provision: provisions.next(),
        also_under: provisions.collect(),
        verdict: version.verdict.map(|level| verdict(case.law.program, level)),
        standing,
        targets,
        because: reasons,
        place: case.place(version.span),
    })
}

/// Where a rule is said. An exception that cites nothing rests on the provisions from which it excepts:
/// those of its targets whose conditions are or may be met.
fn provisions<'p>(case: &mut Case<'p>, version: &'p Version) -> Vec<Provision> {
    if let Some(citation) = &version.citation {
        return vec![provision(case.law.program, citation)];
    }
    let mut found: Vec<Provision> = Vec::new();
    for target in &version.targets {
        for node in case.texts(*target).to_vec() {
            if case.own(node) == Truth::No {
                continue;
            }
            let Some(text) = case.nodes.get(node).map(|node| node.version) else { continue };
            for provision in provisions(case, text) {
                if !found.contains(&provision) {
                    found.push(provision);
                }
            }
        }
    }
    found.sort_by_key(ToString::to_string);
    found
}

/// Of several texts that may be in force, the one that comes closest to holding.
pub(super) fn best_text(case: &mut Case<'_>, texts: &[usize]) -> Option<usize> {
    let mut best: Option<(u8, usize)> = None;
    for node in texts {
        let rank = match (case.holds(*node), case.own(*node)) {
            (Truth::Yes, _) => 0,
            (Truth::Unknown, _) => 1,
            (Truth::No, Truth::Yes) => 2,
            (Truth::No, Truth::Unknown) => 3,
            (Truth::No, Truth::No) => 4,
        };
        if best.is_none_or(|(found, _)| rank < found) {
            best = Some((rank, *node));
        }
    }
    best.map(|(_, node)| node)
}

pub(super) fn standing(case: &mut Case<'_>, id: RuleId, text: Option<usize>, holds: Truth) -> Standing {
    let Some(node) = text else { return Standing::NotInForce(case.law.absence(id)) };
    match holds {
        Truth::Yes => Standing::Holds,
        Truth::Unknown => Standing::MayHold,
        // An exception whose rule is not met has nothing from which it could give way.
        Truth::No if case.scope(node) == Truth::Yes => match case.displacing(node) {
            (_, off) if !off.is_empty() => Standing::SwitchedOff(off),
            (exceptions, _) if !exceptions.is_empty() => Standing::Displaced(exceptions),
            _ => Standing::NotMet,
        },
        Truth::No => Standing::NotMet,
    }
}

fn duty_findings(case: &mut Case<'_>, outcome: &Outcome) -> Vec<DutyFinding> {
    let duties = &case.law.policy().duties;
    let mut findings = Vec::new();
    for (duty, owed) in duties.iter().zip(&outcome.duties) {
        if *owed != Truth::No {
            findings.push(duty_finding(case, duty, *owed));
        }
    }
    findings.sort_by(|one, two| (one.owed, &one.name).cmp(&(two.owed, &two.name)));
    findings
}

fn duty_finding<'p>(case: &mut Case<'p>, duty: &'p Duty, owed: Truth) -> DutyFinding {
    let mut grounds = grounds(case, duty).into_iter();
    DutyFinding {
        name: duty.name.clone(),
        title: duty.title.clone(),
        provision: grounds.next(),
        also_under: grounds.collect(),
        owed,
        owed_by: duty.owed_by.as_ref().map(|who| someone(case, who)),
        owed_to: duty.owed_to.as_ref().map(|who| someone(case, who)),
        via: duty.via.clone(),
        due: duty.deadline.as_ref().map_or(Due::Unlimited, |deadline| due(case, deadline)),
        because: case.reasons(&duty.condition),
        place: case.place(duty.span),
    }
}

/// The provisions under which a duty is owed: those in force, in the order of the text.
fn grounds(case: &Case<'_>, duty: &Duty) -> Vec<Provision> {
    let program = case.law.program;
    let instrument = duty.citation.as_ref().map(|citation| citation.instrument);
    let first = duty.citation.as_ref().filter(|_| {
        let issued = duty.issued.or(duty.in_force.from);
        duty.also.is_empty() || case.law.under(instrument, &duty.in_force, issued) != Truth::No
    });
    let others = duty.also.iter().filter(|ground| case.law.ground(ground) != Truth::No);
    let cited = first.into_iter().chain(others.map(|ground| &ground.citation));
    cited.map(|citation| provision(program, citation)).collect()
}

/// The word that the policy uses for somebody, with the name that the facts give.
fn someone(case: &Case<'_>, who: &Someone) -> String {
    match who {
        Someone::Named(name) => name.clone(),
        Someone::Party(slots, path) => match at(&case.facts.root, slots) {
            Some((_, _, Value::Record(record))) => {
                let name = record.fields.iter().find_map(|field| match field {
                    Value::Text(text) => Some(text.to_string()),
                    _ => None,
                });
                name.map_or_else(|| path.clone(), |name| format!("{path} ({name})"))
            }
            Some((_, _, Value::Text(text))) => format!("{path} ({text})"),
            _ => path.clone(),
        },
    }
}

/// By when a duty is due.
fn due<'p>(case: &mut Case<'p>, deadline: &'p Deadline) -> Due {
    let day = match deadline {
        Deadline::Within(_, day)
        | Deadline::WithinWorkingDays(_, _, day)
        | Deadline::By(day)
        | Deadline::Before(day) => day,
    };
    let (value, mut seen) = case.traced_value(day);
    if let (Value::Date(day), Deadline::WithinWorkingDays(days, calendar, _)) = (&value, deadline) {
        case.trace = crate::eval::trace::Trace::keeping();
        let found = case.working_days_after(&Value::Date(*day), *days, *calendar);
        seen = std::mem::take(&mut case.trace).into_seen();
        if let Value::Date(day) = found {
            return Due::By(day);
        }
        return Due::Unknown(waits_for(case, &seen));
    }
    let found = match (&value, deadline) {
        (Value::Date(day), Deadline::Within(duration, _)) => date::add(*day, duration),
        (Value::Date(day), Deadline::By(_)) => Some(*day),
        (Value::Date(day), Deadline::Before(_)) => day.yesterday().ok(),
        _ => None,
    };
    found.map_or_else(|| Due::Unknown(waits_for(case, &seen)), Due::By)
}

/// What a due date waits for.
fn waits_for(case: &Case<'_>, seen: &[Seen]) -> Vec<String> {
    let schema = &case.law.policy().schema;
    let mut names: Vec<String> = seen
        .iter()
        .filter_map(|seen| match seen {
            Seen::Field { known: true, .. } => None,
            Seen::Field { place, slot, .. } => Some(case.facts.path(*place, *slot, schema)),
            Seen::Element { place, index } => Some(case.facts.element_path(*place, *index, schema)),
            Seen::AsOf => Some("as_of".to_owned()),
            Seen::Note(note) | Seen::Rate(note) => Some(note.clone()),
        })
        .collect();
    names.dedup();
    names
}

/// The answers taken, and what other answers would give where that differs.
fn readings<'p>(law: &Law<'p>, facts: &'p Facts, overlay: &Overlay, outcome: &Outcome) -> Vec<ReadingTaken> {
    let otherwise = otherwise(law, facts, overlay, outcome);
    let words = |index: usize, answer: u32| {
        let answers = &law.policy().readings.get(index)?.answers;
        answers.get(usize::try_from(answer).ok()?).cloned()
    };
    let taken =
        law.policy().readings.iter().zip(&law.readings).enumerate().map(|(index, (reading, answer))| {
            let others = otherwise.iter().filter(|other| other.reading == index).map(|other| {
                let (word, _) = words(index, other.answer).unwrap_or_default();
                (word, range(law.program, other.at_least, other.at_most))
            });
            let (word, meaning) = words(index, *answer).unwrap_or_default();
            ReadingTaken {
                name: reading.name.clone(),
                question: reading.question.clone(),
                answer: word,
                meaning,
                default: *answer == reading.default,
                others: others.collect(),
            }
        });
    taken.collect()
}

/// What other answers to contested points lead to, where that is another verdict or other duties.
fn otherwise<'p>(law: &Law<'p>, facts: &'p Facts, overlay: &Overlay, outcome: &Outcome) -> Vec<Otherwise> {
    let mut found = Vec::new();
    for (reading, (of, taken)) in law.policy().readings.iter().zip(&law.readings).enumerate() {
        for (answer, _) in (0u32..).zip(&of.answers).filter(|(answer, _)| answer != taken) {
            let mut readings = law.readings.clone();
            readings.iter_mut().skip(reading).take(1).for_each(|slot| *slot = answer);
            let other = narrowed(&Law { readings, ..law.clone() }, facts, overlay).outcome;
            let (at_least, at_most) = (other.at_least, other.at_most);
            if (at_least, at_most, &other.duties) != (outcome.at_least, outcome.at_most, &outcome.duties) {
                found.push(Otherwise { reading, answer, at_least, at_most });
            }
        }
    }
    found
}

fn data_stamp(file: &crate::typed::DataFile) -> DataStamp {
    DataStamp { name: file.name.clone(), digest: file.digest.clone(), taken: file.taken }
}
