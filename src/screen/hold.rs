//! Which rules hold, and what follows: as `eval` works it out, for cases in which nothing about it is open.

use crate::eval::decision::Truth;
use crate::typed::RuleKind;

use super::form::{Candidate, Form, Group, NodeId, Presumed, ReadId, Rule};
use super::run::{LEVELS, Run, code, decode, not};
use super::slots::{LOST, NONE, Slots, UNKNOWN, is_open};

/// What is worked in, kept from case to case.
#[derive(Clone, Debug, Default)]
pub struct Work {
    memos: Vec<u8>,
    states: Vec<u8>,
    touched: Vec<u32>,
    met: Vec<u32>,
    open: Vec<u32>,
}

/// What was decided. Rules and duties by their positions in the policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Position of the verdict in the scale.
    pub level: usize,
    /// Rules that hold.
    pub holding: Vec<usize>,
    /// Rules that are met, but displaced or switched off.
    pub set_aside: Vec<usize>,
    /// Duties that are owed.
    pub owed: Vec<usize>,
}

/// The steps in which it is asked whether a text holds, by their places among the two-bit states.
#[derive(Clone, Copy)]
enum Step {
    Own = 0,
    Scope = 2,
    Applicable = 4,
    Holds = 6,
}

impl Form {
    /// Puts what the policy presumes in the slots that are open, once they are filled. Where it is not known whether
    /// something is presumed, or it has no number, the slot becomes unknown: what is certain then is certain either way.
    pub fn presume(&self, slots: &mut Slots, work: &mut Work) {
        let is_open = |presumed: &&Presumed| {
            let cell = slots.get(0, presumed.slot as usize);
            is_open(cell) && cell != NONE && cell != LOST
        };
        let open: Vec<&Presumed> = self.presumed.iter().filter(is_open).collect();
        if open.is_empty() {
            return;
        }
        work.begin(self);
        let Work { memos, states, touched, .. } = work;
        let mut run = Run { form: self, slots, memos, states, touched, rows: [0; LEVELS] };
        // No presumption rests on another.
        let applying: Vec<(&Presumed, Truth)> =
            open.into_iter().map(|presumed| (presumed, run.truth(presumed.applies))).collect();
        for (presumed, applies) in applying {
            match applies {
                Truth::No => {}
                Truth::Yes => slots.set(0, presumed.slot as usize, presumed.value.unwrap_or(UNKNOWN)),
                Truth::Unknown => slots.set(0, presumed.slot as usize, UNKNOWN),
            }
        }
    }

    /// Decides a case; nothing where something about it is open, or is not for this path to say.
    pub fn decide(&self, slots: &Slots, work: &mut Work, answer: &mut Answer) -> Option<()> {
        if slots.rows > self.most_rows {
            return None;
        }
        work.begin(self);
        let Work { memos, states, touched, met, open } = work;
        let mut run = Run { form: self, slots, memos, states, touched, rows: [0; LEVELS] };
        run.look(met, open);
        run.out_of_reach(open)?;
        run.standings(met, answer)?;
        run.duties(answer)
    }
}

impl Work {
    fn begin(&mut self, form: &Form) {
        self.memos.clear();
        self.memos.resize(form.memos, 0);
        if self.states.len() == form.texts.len() {
            for text in self.touched.drain(..) {
                if let Some(state) = self.states.get_mut(text as usize) {
                    *state = 0;
                }
            }
        } else {
            self.touched.clear();
            self.states.clear();
            self.states.resize(form.texts.len(), 0);
        }
        self.met.clear();
        self.open.clear();
    }
}

impl<'r> Run<'r> {
    /// The texts that are in force and whose condition is true, and those of which either is open.
    fn look(&mut self, met: &mut Vec<u32>, open: &mut Vec<u32>) {
        let form = self.form;
        let mut look_at = |run: &mut Self, text: u32, own: NodeId| match run.truth(own) {
            Truth::Yes => met.push(text),
            Truth::No => {}
            Truth::Unknown => open.push(text),
        };
        for text in &form.always {
            if let Some(found) = form.texts.get(*text as usize) {
                look_at(self, *text, found.own);
            }
        }
        for group in &form.groups {
            let value = self.cell(group.read);
            for candidate in group.candidates(value) {
                if candidate.also.is_none_or(|read| self.may_be(read, candidate.value)) {
                    look_at(self, candidate.text, candidate.own);
                }
            }
        }
    }

    /// Whether no open text has anything to say: all are exceptions to rules that are not met. A rule that is displaced
    /// in any case would be set aside if it is met, so it is not among them.
    fn out_of_reach(&mut self, open: &[u32]) -> Option<()> {
        open.iter().all(|text| self.scope(*text) == Truth::No).then_some(())
    }

    /// Whether a slot has a value, or may have it.
    fn may_be(&mut self, read: ReadId, value: i64) -> bool {
        let found = self.cell(read);
        found == value || (is_open(found) && found != NONE)
    }

    fn standings(&mut self, met: &[u32], answer: &mut Answer) -> Option<()> {
        answer.level = 0;
        answer.holding.clear();
        answer.set_aside.clear();
        let form = self.form;
        for text in met {
            if let Some(found) = form.texts.get(*text as usize).filter(|found| found.free) {
                answer.level = answer.level.max(found.level as usize);
                answer.holding.push(found.rule as usize);
                continue;
            }
            let (scope, holds) = (self.scope(*text), self.holds(*text));
            if scope == Truth::Unknown || holds == Truth::Unknown {
                return None;
            }
            let Some(found) = form.texts.get(*text as usize) else { continue };
            if holds == Truth::Yes {
                answer.level = answer.level.max(found.level as usize);
                answer.holding.push(found.rule as usize);
            } else if scope == Truth::Yes {
                answer.set_aside.push(found.rule as usize);
            }
        }
        for rules in [&mut answer.holding, &mut answer.set_aside] {
            rules.sort_unstable();
            rules.dedup();
        }
        Some(())
    }

    fn duties(&mut self, answer: &mut Answer) -> Option<()> {
        answer.owed.clear();
        let form = self.form;
        for (index, duty) in form.duties.iter().enumerate() {
            match self.truth(duty.owed) {
                Truth::Yes => answer.owed.push(index),
                Truth::No => {}
                Truth::Unknown => return None,
            }
        }
        Some(())
    }

    /// Some of the rules hold.
    pub fn rules_hold(&mut self, start: u32, end: u32) -> Truth {
        let form = self.form;
        let rules = form.pool.get(start as usize..end as usize).unwrap_or_default();
        let rules = rules.iter().filter_map(|rule| form.rules.get(*rule as usize));
        self.one_of(rules.flat_map(|rule| rule.texts.clone()), Run::holds)
    }

    fn own(&mut self, text: u32) -> Truth {
        self.remembered(text, Step::Own, |run| {
            let Some(found) = run.form.texts.get(text as usize) else { return Truth::No };
            run.truth(found.own)
        })
    }

    /// Own, and some target within reach.
    fn scope(&mut self, text: u32) -> Truth {
        self.remembered(text, Step::Scope, |run| {
            let own = run.own(text);
            let Some(found) = run.form.texts.get(text as usize) else { return Truth::No };
            let reach = match found.kind {
                _ if own == Truth::No => Truth::No,
                RuleKind::Rule => Truth::Yes,
                RuleKind::Exception => run.some_target(&found.targets, Run::applicable),
                RuleKind::Disapplication => run.some_target(&found.targets, Run::scope),
            };
            and(own, reach)
        })
    }

    /// Within scope, and not switched off.
    fn applicable(&mut self, text: u32) -> Truth {
        self.remembered(text, Step::Applicable, |run| {
            let scope = run.scope(text);
            let off = match run.rule_of(text) {
                Some(rule) if scope != Truth::No => {
                    run.one_of(rule.disapplying().iter().copied(), Run::holds)
                }
                Some(_) | None => Truth::No,
            };
            and(scope, not(off))
        })
    }

    /// Applicable, and nothing in its place.
    fn holds(&mut self, text: u32) -> Truth {
        self.remembered(text, Step::Holds, |run| {
            let applicable = run.applicable(text);
            let displaced = match run.rule_of(text) {
                Some(rule) if applicable != Truth::No => {
                    run.one_of(rule.displacing().iter().copied(), Run::holds)
                }
                Some(_) | None => Truth::No,
            };
            and(applicable, not(displaced))
        })
    }

    fn rule_of(&self, text: u32) -> Option<&'r Rule> {
        let found = self.form.texts.get(text as usize)?;
        self.form.rules.get(found.rule as usize)
    }

    fn some_target(&mut self, targets: &[u32], step: fn(&mut Self, u32) -> Truth) -> Truth {
        let form = self.form;
        let rules = targets.iter().filter_map(|rule| form.rules.get(*rule as usize));
        self.one_of(rules.flat_map(|rule| rule.texts.clone()), step)
    }

    fn one_of(&mut self, texts: impl IntoIterator<Item = u32>, step: fn(&mut Self, u32) -> Truth) -> Truth {
        let mut result = Truth::No;
        for text in texts {
            match step(self, text) {
                Truth::Yes => return Truth::Yes,
                Truth::No => {}
                Truth::Unknown => result = Truth::Unknown,
            }
        }
        result
    }

    fn remembered(&mut self, text: u32, step: Step, find: impl FnOnce(&mut Self) -> Truth) -> Truth {
        let state = self.states.get(text as usize).copied().unwrap_or_default();
        if let Some(truth) = decode(state >> step as u8) {
            return truth;
        }
        let truth = find(self);
        if let Some(state) = self.states.get_mut(text as usize) {
            if *state == 0 {
                self.touched.push(text);
            }
            *state |= code(truth) << step as u8;
        }
        truth
    }
}

fn and(left: Truth, right: Truth) -> Truth {
    match (left, right) {
        (Truth::No, _) | (_, Truth::No) => Truth::No,
        (Truth::Yes, Truth::Yes) => Truth::Yes,
        _ => Truth::Unknown,
    }
}

impl Group {
    /// The texts whose condition need not be false for a value.
    fn candidates(&self, value: i64) -> &[Candidate] {
        if is_open(value) {
            return if value == NONE { &[] } else { &self.all };
        }
        let Some(value) = usize::try_from(value).ok() else { return &[] };
        match self.starts.get(value..).unwrap_or_default() {
            [start, end, ..] => self.texts.get(*start as usize..*end as usize).unwrap_or_default(),
            _ => &[],
        }
    }
}
