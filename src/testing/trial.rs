//! Cases tried: what was decided, and whether that is as expected and as accepted.

use std::collections::BTreeSet;

use crate::diagnostics::Problem;
use crate::eval::Decision;
use crate::eval::decision::Standing;
use crate::facts;
use crate::program::Program;
use crate::report::decision::result;
use crate::runner::{Case, Difference, Verdicts, check_case, compare, decide};

use super::book::{Book, Books};
use super::change::Change;
use super::error::TestError;
use super::snapshot::Acceptance;

/// One case that was tried.
#[derive(Clone, Debug)]
pub struct Trial<'b> {
    /// The file of the case.
    pub book: &'b Book,
    /// The case.
    pub case: &'b Case,
    /// The decision; none where facts or names of the case cannot be used.
    pub decision: Option<Decision>,
    /// What keeps the case from being used.
    pub problems: Vec<Problem>,
    /// What is not as the case expects.
    pub differences: Vec<Difference>,
    /// The result in the words that are kept; empty without a decision.
    pub result: String,
    /// How the result stands to the accepted one.
    pub against: Against,
}

/// How a result stands to the accepted one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Against {
    /// It is the accepted one.
    Same,
    /// None was accepted for this case.
    New,
    /// Another one was accepted.
    Changed(Change),
}

impl<'b> Trial<'b> {
    /// Tries one case.
    pub fn new(program: &Program, book: &'b Book, case: &'b Case) -> Trial<'b> {
        let (decision, problems) = match decided(program, case) {
            Ok(decision) => (Some(decision), Vec::new()),
            Err(problems) => (None, problems),
        };
        let expected = case.expected.as_ref();
        let schema = &program.policy().schema;
        let differences =
            decision.as_ref().zip(expected).map(|(found, expected)| compare(found, expected, schema));
        let result = decision.as_ref().map(result).unwrap_or_default();
        let kept = book.accepted.as_ref().and_then(|snapshot| snapshot.results.get(&case.id));
        let against = match kept {
            None => Against::New,
            Some(kept) if kept.text == result => Against::Same,
            Some(kept) => Against::Changed(Change::between(&kept.text, &result)),
        };
        Trial {
            book,
            case,
            decision,
            problems,
            differences: differences.unwrap_or_default(),
            result,
            against,
        }
    }

    /// Whether it was decided, as expected, and as accepted where something was accepted.
    pub fn passes(&self) -> bool {
        let changed = match self.against {
            Against::Changed(_) => true,
            Against::Same | Against::New => false,
        };
        self.decision.is_some() && self.differences.is_empty() && !changed
    }

    /// Whether its result is the accepted one, and nobody has said why.
    pub fn lacks_reason(&self) -> bool {
        let snapshot = self.book.accepted.as_ref().filter(|_| self.against == Against::Same);
        snapshot.is_some_and(|kept| !kept.acceptance(&self.case.id).is_some_and(Acceptance::has_a_reason))
    }

    /// Whether its result is the accepted one, and the accepted one was written by hand.
    pub fn was_edited(&self) -> bool {
        let snapshot = self.book.accepted.as_ref().filter(|_| self.against == Against::Same);
        snapshot.is_some_and(|kept| kept.is_edited(&self.case.id))
    }

    /// The verdict in words.
    pub fn verdict(&self) -> String {
        self.decision.as_ref().map_or_else(|| "not decided".to_owned(), |found| Verdicts(found).to_string())
    }
}

/// Decides a case; else all that is wrong with its names and facts.
fn decided(program: &Program, case: &Case) -> Result<Decision, Vec<Problem>> {
    let mut problems = check_case(case, program.policy());
    if problems.is_empty() {
        return decide(program, case);
    }
    if let Err(more) = facts::read(&case.facts, &program.policy().schema) {
        problems.append(more);
    }
    Err(problems.sorted())
}

/// Tries the cases of all files whose names contain a text.
pub fn trials<'b>(program: &Program, books: &'b Books, only: Option<&str>) -> Vec<Trial<'b>> {
    let cases = books.books.iter().flat_map(|book| book.sheet.cases.iter().map(move |case| (book, case)));
    let wanted = cases.filter(|(_, case)| only.is_none_or(|only| case.id.contains(only)));
    wanted.map(|(book, case)| Trial::new(program, book, case)).collect()
}

/// What is wrong with the set of cases as a whole, whatever is decided in them. Places are in the texts of `books`.
pub fn vacuous(policy: &str, folder: &str, books: &Books, only: Option<&str>) -> Vec<TestError> {
    let mut found = Vec::new();
    let ids = || books.books.iter().flat_map(|book| &book.sheet.cases).map(|case| case.id.as_str());
    let count = ids().count();
    if count == 0 {
        found.push(TestError::NoCases { policy: policy.to_owned(), folder: folder.to_owned() });
    }
    if let Some(only) = only.filter(|only| count > 0 && !ids().any(|id| id.contains(only))) {
        let advice = match crate::diagnostics::nearest(only, ids()).first() {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write a part of a case's name, in the same letters".to_owned(),
        };
        found.push(TestError::NoneRun { count, only: only.to_owned(), advice });
    }
    let not_read = books.not_read.iter();
    found.extend(not_read.map(|(file, advice)| TestError::NotRead { file: file.clone(), advice }));
    found.extend(books.books.iter().flat_map(Book::problems));
    found
}

/// Under `--strict`: cases of which nothing says what is right, and files with results that no one has accepted.
pub fn unanswered(books: &Books, trials: &[Trial<'_>]) -> Vec<TestError> {
    let new: Vec<&Trial<'_>> =
        trials.iter().filter(|trial| trial.against == Against::New && trial.decision.is_some()).collect();
    let (answered, not): (Vec<&Trial<'_>>, Vec<&Trial<'_>>) =
        new.into_iter().partition(|trial| trial.case.expected.is_some());
    let mut errors: Vec<TestError> = not
        .iter()
        .map(|trial| TestError::NoAnswer { id: trial.case.id.clone(), span: trial.case.span })
        .collect();
    errors.extend(books.books.iter().filter_map(|book| {
        let mine: Vec<&&Trial<'_>> = answered.iter().filter(|trial| std::ptr::eq(trial.book, book)).collect();
        let span = mine.first()?.case.span;
        let results = match mine.len() {
            1 => "1 result".to_owned(),
            count => format!("{count} results"),
        };
        let verb = if mine.len() == 1 { "was" } else { "were" };
        Some(TestError::NotAccepted { results, verb, file: book.sheet.name.clone(), span })
    }));
    errors
}

/// Under `--strict`: results that were accepted though nobody has said why.
pub fn without_reason(trials: &[Trial<'_>]) -> Vec<TestError> {
    let unsaid = trials.iter().filter(|trial| trial.lacks_reason());
    unsaid.map(|trial| TestError::NoReason { id: trial.case.id.clone(), span: trial.case.span }).collect()
}

/// Under `--strict`: rules that hold in no case. Places are in the texts of the policy.
pub fn not_exercised(program: &Program, trials: &[Trial<'_>]) -> Vec<TestError> {
    let decisions = trials.iter().filter_map(|trial| trial.decision.as_ref());
    let holding =
        decisions.flat_map(|decision| &decision.rules).filter(|rule| rule.standing == Standing::Holds);
    let exercised: BTreeSet<&str> = holding.map(|rule| rule.name.as_str()).collect();
    let idle = program.policy().rules.iter().filter(|rule| !exercised.contains(rule.name.as_str()));
    idle.map(|rule| TestError::NotExercised { rule: rule.name.clone(), span: rule.span }).collect()
}
