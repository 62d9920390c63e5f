//! How cases came out, as JUnit XML: a suite for each case file, a test for each case.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use crate::diagnostics::Problem;
use crate::report::{self, Style};
use crate::source::Sources;
use crate::testing::{Run, Trial, failure};

/// All runs as one report, with a line break at the end.
pub(super) fn text(runs: &[Run<'_>]) -> String {
    let mut junit = Report::new("licit test");
    for run in runs {
        junit.add_test_suites(suites(run));
    }
    let text = junit.to_string().unwrap_or_default();
    format!("{}\n", text.trim_end())
}

fn suites(run: &Run<'_>) -> Vec<TestSuite> {
    let policy = &run.opened.program.policy().name;
    let mut suites: Vec<TestSuite> = Vec::new();
    let books = &run.opened.books;
    for book in books.books.iter().filter(|book| !book.sheet.cases.is_empty()) {
        let mut suite = TestSuite::new(&*book.sheet.name);
        let mine = run.trials.iter().filter(|trial| std::ptr::eq(trial.book, book));
        suite.add_test_cases(mine.map(|trial| test(trial, policy, &books.sources)));
        suites.push(suite);
    }
    let mut set: Vec<TestCase> = problems(&run.of_cases, policy, &books.sources);
    set.extend(problems(&run.of_policy, policy, run.opened.program.sources()));
    if !set.is_empty() {
        let mut suite = TestSuite::new(format!("{}: the set of cases", run.opened.path));
        suite.add_test_cases(set);
        suites.push(suite);
    }
    suites
}

fn test(trial: &Trial<'_>, policy: &str, sources: &Sources) -> TestCase {
    let status = match failure(trial) {
        None => TestCaseStatus::success(),
        Some(failure) => {
            let told = report::problems(&trial.problems, sources, Style::Plain);
            let kind = if trial.decision.is_some() { NonSuccessKind::Failure } else { NonSuccessKind::Error };
            not_passed(kind, &failure, &told)
        }
    };
    let mut test = TestCase::new(&*trial.case.id, status);
    test.set_classname(policy);
    test
}

/// What is wrong with a set of cases as failed tests.
fn problems(problems: &[Problem], policy: &str, sources: &Sources) -> Vec<TestCase> {
    let one = |problem: &Problem| {
        let message = problem.message();
        let told = report::problems(std::slice::from_ref(problem), sources, Style::Plain);
        let mut test = TestCase::new(
            format!("{}: {message}", problem.code()),
            not_passed(NonSuccessKind::Error, &message, &told),
        );
        test.set_classname(policy);
        test
    };
    problems.iter().map(one).collect()
}

fn not_passed(kind: NonSuccessKind, message: &str, more: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_message(message.lines().next().unwrap_or_default().trim());
    status.set_description(format!("{message}\n{more}"));
    status
}
