//! Deciding many cases: verdict, rules and duties of each, without reasons.

use std::sync::Arc;

use crate::eval::decision::Truth;
use crate::eval::{self, Brief, Outcome, Question};
use crate::facts::{Facts, Format};
use crate::typed::RuleId;

use crate::lower::lower;
use crate::screen::{Answer, Form, Slots, Work};

use super::{Policy, Report};

/// A policy made ready to decide many cases under one question.
///
/// Cheap to clone, and shared between threads as it is; each thread has a [`Buffer`] of its own.
///
/// ```
/// use licit::{Buffer, Policy, Question};
///
/// let policy = Policy::from_text("deny if end_user.sector == defence")?;
/// let screen = policy.screen(&Question::default());
/// let mut buffer = Buffer::default();
/// for line in [r#"{"end_user": {"sector": "defence"}}"#, r#"{"end_user": {"sector": "civil"}}"#] {
///     let screened = screen.json("facts.ndjson", line, &mut buffer)?;
///     println!("{}", screened.verdict().unwrap_or("open"));
/// }
/// # Ok::<(), licit::Report>(())
/// ```
#[derive(Clone, Debug)]
pub struct Screen {
    policy: Policy,
    question: Question,
    form: Arc<Form>,
}

/// What [`Screen`] works in, kept from case to case so that a case costs no memory of its own.
#[derive(Clone, Debug, Default)]
pub struct Buffer {
    slots: Slots,
    work: Work,
    answer: Answer,
    found: Found,
}

/// A case that has been read for a screen, to be decided by it, perhaps again and again.
#[derive(Clone, Debug)]
pub struct Ready {
    slots: Option<Slots>,
    name: String,
    text: String,
}

/// What was found out about a case.
#[derive(Clone, Debug, Default)]
struct Found {
    at_least: usize,
    at_most: usize,
    holding: Vec<usize>,
    may_hold: Vec<usize>,
    set_aside: Vec<usize>,
    owed: Vec<usize>,
    may_be_owed: Vec<usize>,
    missing: Vec<String>,
    by_slots: bool,
}

/// What a policy says about a case: as [`Policy::decide`] does, without reasons.
#[derive(Clone, Copy, Debug)]
pub struct Screened<'s> {
    policy: &'s Policy,
    found: &'s Found,
}

impl Policy {
    /// Makes the policy ready to decide many cases under one question.
    pub fn screen(&self, question: &Question) -> Screen {
        let form = Arc::new(lower(&self.program, question));
        Screen { policy: self.clone(), question: question.clone(), form }
    }
}

impl Screen {
    /// The policy behind it.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Decides a case.
    pub fn facts<'s>(&'s self, facts: &Facts, buffer: &'s mut Buffer) -> Screened<'s> {
        let filled = self.form.fill(&facts.root, &mut buffer.slots).is_some();
        if !(filled && self.by_slots(buffer)) {
            self.slowly(facts, &mut buffer.found);
        }
        Screened { policy: &self.policy, found: &buffer.found }
    }

    /// Reads the facts of a case as JSON and decides it. `name` is what the text is called in problems.
    ///
    /// # Errors
    ///
    /// As for [`Policy::facts`].
    pub fn json<'s>(
        &'s self,
        name: &str,
        text: &str,
        buffer: &'s mut Buffer,
    ) -> Result<Screened<'s>, Report> {
        if self.form.read(text, &mut buffer.slots).is_some() && self.by_slots(buffer) {
            return Ok(Screened { policy: &self.policy, found: &buffer.found });
        }
        let facts = self.policy.facts(name, text, Format::Json)?;
        Ok(self.facts(&facts, buffer))
    }

    /// Reads the facts of a case as JSON, to be decided later.
    ///
    /// # Errors
    ///
    /// As for [`Policy::facts`].
    pub fn ready(&self, name: &str, text: &str) -> Result<Ready, Report> {
        let mut slots = Slots::default();
        let mut read = self.form.read(text, &mut slots).is_some();
        if !read {
            let facts = self.policy.facts(name, text, Format::Json)?;
            read = self.form.fill(&facts.root, &mut slots).is_some();
        }
        if read {
            self.form.presume(&mut slots, &mut Work::default());
        }
        Ok(Ready { slots: read.then_some(slots), name: name.to_owned(), text: text.to_owned() })
    }

    /// Decides a case that this screen has read.
    pub fn decide<'s>(&'s self, case: &Ready, buffer: &'s mut Buffer) -> Screened<'s> {
        let Buffer { work, answer, found, .. } = buffer;
        let decided = case.slots.as_ref().and_then(|slots| self.form.decide(slots, work, answer));
        if decided.is_some() {
            found.answered(answer);
        } else if let Ok(facts) = self.policy.facts(&case.name, &case.text, Format::Json) {
            self.slowly(&facts, found);
        } else {
            self.slowly(&Facts::empty(self.policy.schema()), found);
        }
        Screened { policy: &self.policy, found }
    }

    /// Decides the case that is in the slots; false where it is not for them to say.
    fn by_slots(&self, buffer: &mut Buffer) -> bool {
        let Buffer { slots, work, answer, found } = buffer;
        self.form.presume(slots, work);
        let decided = self.form.decide(slots, work, answer).is_some();
        if decided {
            found.answered(answer);
        }
        decided
    }

    /// Decides a case as [`Policy::decide`] does.
    fn slowly(&self, facts: &Facts, found: &mut Found) {
        let Brief { outcome, set_aside, missing } = eval::brief(self.policy.program(), facts, &self.question);
        found.by_slots = false;
        found.take(&outcome);
        found.set_aside.clear();
        found.set_aside.extend(set_aside.into_iter().map(|RuleId(rule)| rule));
        found.missing = missing;
    }
}

impl Found {
    fn answered(&mut self, answer: &mut Answer) {
        (self.at_least, self.at_most) = (answer.level, answer.level);
        std::mem::swap(&mut self.holding, &mut answer.holding);
        std::mem::swap(&mut self.set_aside, &mut answer.set_aside);
        std::mem::swap(&mut self.owed, &mut answer.owed);
        self.may_hold.clear();
        self.may_be_owed.clear();
        self.missing.clear();
        self.by_slots = true;
    }

    fn take(&mut self, outcome: &Outcome) {
        (self.at_least, self.at_most) = (outcome.at_least, outcome.at_most);
        pick(&mut self.holding, &outcome.rules, Truth::Yes);
        pick(&mut self.may_hold, &outcome.rules, Truth::Unknown);
        pick(&mut self.owed, &outcome.duties, Truth::Yes);
        pick(&mut self.may_be_owed, &outcome.duties, Truth::Unknown);
    }
}

fn pick(into: &mut Vec<usize>, truths: &[Truth], wanted: Truth) {
    into.clear();
    into.extend(truths.iter().enumerate().filter(|(_, truth)| **truth == wanted).map(|(index, _)| index));
}

impl<'s> Screened<'s> {
    /// The verdict's name, where only one is possible.
    pub fn verdict(&self) -> Option<&'s str> {
        (self.found.at_least == self.found.at_most).then(|| self.at_least())
    }

    /// The mildest verdict that is possible.
    pub fn at_least(&self) -> &'s str {
        self.level(self.found.at_least)
    }

    /// The strictest verdict that is possible.
    pub fn at_most(&self) -> &'s str {
        self.level(self.found.at_most)
    }

    /// Positions in the policy's scale of the mildest and the strictest verdict that are possible.
    pub fn levels(&self) -> (usize, usize) {
        (self.found.at_least, self.found.at_most)
    }

    /// Whether neither the verdict nor any duty is open.
    pub fn is_certain(&self) -> bool {
        self.found.at_least == self.found.at_most && self.found.may_be_owed.is_empty()
    }

    /// The names of the rules, exceptions and disapplications that hold, in the order of the policy.
    pub fn holding(&self) -> impl Iterator<Item = &'s str> {
        self.rules(&self.found.holding)
    }

    /// The names of those that may hold.
    pub fn may_hold(&self) -> impl Iterator<Item = &'s str> {
        self.rules(&self.found.may_hold)
    }

    /// The names of those that are met, but displaced by an exception or switched off.
    pub fn set_aside(&self) -> impl Iterator<Item = &'s str> {
        self.rules(&self.found.set_aside)
    }

    /// The names of the duties that are owed, in the order of the policy.
    pub fn owed(&self) -> impl Iterator<Item = &'s str> {
        self.duties(&self.found.owed)
    }

    /// The names of those that may be owed.
    pub fn may_be_owed(&self) -> impl Iterator<Item = &'s str> {
        self.duties(&self.found.may_be_owed)
    }

    /// The paths of the facts that are missing and can still change the verdict or a duty.
    pub fn missing(&self) -> &'s [String] {
        &self.found.missing
    }

    /// Whether the case was decided by slots alone, without the evaluator; it makes no difference but in time.
    pub fn by_slots(&self) -> bool {
        self.found.by_slots
    }

    fn level(&self, level: usize) -> &'s str {
        let scale = &self.policy.program().policy().scale;
        scale.get(level).map_or("", |level| level.name.as_str())
    }

    fn rules(&self, found: &'s [usize]) -> impl Iterator<Item = &'s str> {
        let rules = &self.policy.program().policy().rules;
        found.iter().filter_map(|rule| rules.get(*rule)).map(|rule| rule.name.as_str())
    }

    fn duties(&self, found: &'s [usize]) -> impl Iterator<Item = &'s str> {
        let duties = &self.policy.program().policy().duties;
        found.iter().filter_map(|duty| duties.get(*duty)).map(|duty| duty.name.as_str())
    }
}
