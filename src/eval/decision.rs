//! The decision: one value that says everything that people and programs are told.

use crate::source::Span;
use crate::value::Date;

/// What a policy says about a case. The same policy, facts and questions give the same decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Version of the language, which is that of the program that decided.
    pub language: &'static str,
    /// The policy.
    pub policy: PolicyStamp,
    /// SHA-256 of what the facts say, independent of their format and order.
    pub facts_digest: String,
    /// The day that picks the law; `None` where it is not known.
    pub as_of: Option<Date>,
    /// Whether anything in the policy depends on the day that picks the law.
    pub dated: bool,
    /// Judged by what had been issued by this day.
    pub known_on: Option<Date>,
    /// The verdict, or the range in which it lies.
    pub verdict: Range,
    /// Whether the range is as narrow as the facts allow; where not, some completion of the facts may
    /// be missing at its ends, but none lies outside.
    pub exact: bool,
    /// All rules, exceptions and disapplications of the policy: those that hold first, then those that
    /// may hold, those displaced or switched off, those not met, those not in force; each by name.
    pub rules: Vec<RuleFinding>,
    /// Duties that are or may be owed.
    pub duties: Vec<DutyFinding>,
    /// Facts that can still change the verdict or a duty, the most telling first.
    pub missing: Vec<MissingFact>,
    /// Presumptions that took the place of unknown facts.
    pub presumptions: Vec<PresumptionUsed>,
    /// The verdict without presumptions, where one was used.
    pub without_presumptions: Option<Range>,
    /// Contested points and the answers taken.
    pub readings: Vec<ReadingTaken>,
    /// Lists, tables and calendars.
    pub data: Vec<DataStamp>,
}

/// Which policy decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyStamp {
    /// Its name.
    pub name: String,
    /// What people see.
    pub title: Option<String>,
    /// SHA-256 over all its files.
    pub digest: String,
}

/// A verdict of the policy's scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Its word.
    pub name: String,
    /// What people see.
    pub title: String,
    /// Its place in the policy's scale, 0 being the mildest.
    pub level: usize,
    /// The step of the built-in scale that it stands for, 0 permit to 4 deny.
    pub stands_for: usize,
}

/// From the mildest verdict that is possible to the strictest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The verdict is at least this.
    pub at_least: Verdict,
    /// The verdict is at most this.
    pub at_most: Verdict,
}

impl Range {
    /// The verdict, where only one is possible.
    pub fn certain(&self) -> Option<&Verdict> {
        (self.at_least.level == self.at_most.level).then_some(&self.at_least)
    }
}

/// Kleene's three truth values, as findings show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// True.
    Yes,
    /// False.
    No,
    /// Not known.
    Unknown,
}

/// How a rule stands in the case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It holds.
    Holds,
    /// It may hold: something about it is unknown.
    MayHold,
    /// Its condition is true, but these exceptions take its place.
    Displaced(Vec<String>),
    /// Its condition is true, but these switch it off.
    SwitchedOff(Vec<String>),
    /// Its condition is not true.
    NotMet,
    /// It is not in force on the day that picks the law.
    NotInForce(Absence),
}

/// Why a rule is not in force.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// It begins on this day.
    NotYet(Date),
    /// It ended with this day.
    Ended(Date),
    /// This suspension or repeal interrupts it, through the day given.
    Interrupted {
        /// The suspension's or repeal's name.
        by: String,
        /// Its title.
        title: Option<String>,
        /// Its last day; `None` where it has none.
        through: Option<Date>,
    },
    /// It had not been issued by the day that was asked about.
    NotIssued(Date),
    /// None of its texts holds on that day.
    NoText,
}

/// `mofcom_2025_61 art 1(1)`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provision {
    /// The instrument's name.
    pub instrument: String,
    /// Its title.
    pub title: Option<String>,
    /// `art` and `1(1)`.
    pub articles: Vec<(String, String)>,
}

impl std::fmt::Display for Provision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.instrument)?;
        self.articles.iter().try_for_each(|(kind, number)| write!(f, " {kind} {number}"))
    }
}

/// What kind of statement a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// `rule`
    Rule,
    /// `exception`
    Exception,
    /// `disapply`
    Disapplication,
}

/// A rule and how it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleFinding {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// What it is.
    pub kind: FindingKind,
    /// Where it is said.
    pub provision: Option<Provision>,
    /// Further provisions, where an exception cites none and stands for several of its targets.
    pub also_under: Vec<Provision>,
    /// What it says; `None` for a disapplication.
    pub verdict: Option<Verdict>,
    /// How it stands.
    pub standing: Standing,
    /// The rules it is an exception to, or switches off.
    pub targets: Vec<String>,
    /// The parts of its condition that decided, each with the facts used.
    pub because: Vec<Reason>,
    /// Where it stands in the policy.
    pub place: Place,
}

/// A place in a policy's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// File, as the user would write it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The text's span in the policy's sources.
    pub span: Span,
}

/// A part of a condition and what it came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// As written in the policy.
    pub text: String,
    /// The title of the definition or rule that it asks for.
    pub title: Option<String>,
    /// What it came to.
    pub truth: Truth,
    /// The facts that it used.
    pub facts: Vec<FactUsed>,
    /// Why it cannot be known, where that is not just a missing fact: a zero denominator, a pointer
    /// row, a day beyond a calendar.
    pub notes: Vec<String>,
    /// Where it stands in the policy.
    pub place: Place,
}

/// A fact and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactUsed {
    /// `item.bom[0].value`
    pub path: String,
    /// The question put to people.
    pub label: Option<String>,
    /// As people write it; `None` where it is not known.
    pub value: Option<String>,
}

/// A duty and how it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyFinding {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Where it is said.
    pub provision: Option<Provision>,
    /// Further provisions that say the same and are in force.
    pub also_under: Vec<Provision>,
    /// Owed, or perhaps owed ([`Truth::Unknown`]).
    pub owed: Truth,
    /// Who owes it.
    pub owed_by: Option<String>,
    /// To whom.
    pub owed_to: Option<String>,
    /// By which channel.
    pub via: Option<String>,
    /// By when.
    pub due: Due,
    /// The parts of its condition that decided.
    pub because: Vec<Reason>,
    /// Where it stands in the policy.
    pub place: Place,
}

/// By when a duty is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// No deadline is stated.
    Unlimited,
    /// At the latest on this day.
    By(Date),
    /// Not known, and why: the facts that it waits for, or a calendar that ends too early.
    Unknown(Vec<String>),
}

/// A fact that is not known and can still matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingFact {
    /// `end_user.sector`, or `as_of` for the day that picks the law.
    pub path: String,
    /// The question put to people.
    pub question: Option<String>,
    /// Its type, and for an enum its values.
    pub r#type: String,
    /// Rules and duties that wait for it.
    pub asked_by: Vec<String>,
    /// Known to be undeterminable, and why.
    pub undeterminable: Option<String>,
    /// What each of its possible values would lead to, where they are few.
    pub outcomes: Vec<(String, Range)>,
    /// What is known of it that is not a value, such as a missing exchange rate.
    pub note: Option<String>,
}

/// A presumption that was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresumptionUsed {
    /// The fact.
    pub path: String,
    /// What it was taken to be.
    pub value: String,
    /// Where that is said.
    pub provision: Option<Provision>,
}

/// A contested point and the answer taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingTaken {
    /// Its name.
    pub name: String,
    /// The question.
    pub question: String,
    /// The answer's word.
    pub answer: String,
    /// What the answer means.
    pub meaning: String,
    /// Whether it is the policy's default.
    pub default: bool,
    /// Whether another answer would change the verdict or a duty: word and resulting range.
    pub others: Vec<(String, Range)>,
}

/// Data that took part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataStamp {
    /// The list, table or calendar.
    pub name: String,
    /// SHA-256 of its file.
    pub digest: String,
    /// The day on which it was taken from its source.
    pub taken: Option<Date>,
}
