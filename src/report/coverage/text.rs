//! Coverage for the terminal: the gaps, or everything. Nothing is drawn, so a screen reader reads the same.

use crate::coverage::{Clause, Coverage, DateCovered, Outcome, Statement};
use crate::eval::decision::Truth;
use crate::report::text::wrap;

use super::gaps;
use super::{counted, near, short, some, summary};

/// How much is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What no case exercises.
    Gaps,
    /// Everything, with cases.
    Everything,
}

/// Names of cases that are shown beside an outcome.
const SHOWN: usize = 3;

/// Coverage as text of at most so many columns.
pub fn text(coverage: &Coverage, detail: Detail, columns: usize) -> String {
    let mut page = Page { coverage, columns, text: String::new() };
    page.line(0, &format!("{}: {}", title(coverage), counted(coverage.cases.len())));
    match detail {
        Detail::Gaps => page.gaps(),
        Detail::Everything => page.everything(),
    }
    page.break_line();
    page.line(0, &format!("Covered: {}.", summary(coverage)));
    page.text
}

fn title(coverage: &Coverage) -> &str {
    coverage.title.as_ref().unwrap_or(&coverage.policy)
}

struct Page<'a> {
    coverage: &'a Coverage,
    columns: usize,
    text: String,
}

impl Page<'_> {
    fn break_line(&mut self) {
        self.text.push('\n');
    }

    /// A text at an indentation; what does not fit goes on two columns further in.
    fn line(&mut self, indent: usize, text: &str) {
        let columns = self.columns.saturating_sub(indent.saturating_add(2)).max(20);
        for (number, part) in wrap(text, columns).iter().enumerate() {
            let indent = if number == 0 { indent } else { indent.saturating_add(2) };
            self.text.push_str(&format!("{}{part}\n", " ".repeat(indent)));
        }
    }

    fn gaps(&mut self) {
        let coverage = self.coverage;
        let open: Vec<&Statement> =
            coverage.statements.iter().filter(|statement| !statement.is_covered()).collect();
        self.heading("Rules, exceptions and duties", open.len());
        open.into_iter().for_each(|statement| self.statement_gap(statement));
        self.clause_gaps();
        let open: Vec<&DateCovered> = coverage.dates.iter().filter(|date| !date.is_covered()).collect();
        self.heading("Days", open.len());
        open.into_iter().for_each(|date| self.date_gap(date));
        let loose = coverage.dates.iter().filter(|date| gaps::is_loose(date)).count();
        if loose > 0 {
            self.break_line();
            self.line(0, &format!("{loose} of the days have cases on both sides, but not on the day itself and the day before: a date that is wrong by a day would pass. --verbose shows them."));
        }
    }

    fn heading(&mut self, heading: &str, entries: usize) {
        if entries > 0 {
            self.break_line();
            self.line(0, heading);
        }
    }

    fn statement_gap(&mut self, statement: &Statement) {
        gaps::of_statement(statement).iter().for_each(|sentence| self.line(2, sentence));
        let title = statement.title.as_deref().unwrap_or_default();
        self.line(6, format!("{}  {title}", short(&statement.place)).trim_end());
    }

    fn clause_gaps(&mut self) {
        let coverage = self.coverage;
        let of_statements = coverage
            .statements
            .iter()
            .map(|found| (format!("{} {}", found.kind.word(), found.name), &found.clauses));
        let of_definitions =
            coverage.definitions.iter().map(|found| (format!("define {}", found.name), &found.clauses));
        let all: Vec<(String, &Vec<Clause>)> = of_statements.chain(of_definitions).collect();
        let open = |clauses: &[Clause]| clauses.iter().any(|clause| !clause.is_covered());
        let all: Vec<_> = all.into_iter().filter(|(_, clauses)| open(clauses)).collect();
        self.heading("Parts of conditions", all.len());
        for (name, clauses) in all {
            self.line(2, &name);
            for clause in clauses {
                if let Some(gap) = gaps::of_clause(clause) {
                    self.line(6, &format!("{gap}  {}", clause.text));
                }
            }
        }
    }

    fn date_gap(&mut self, date: &DateCovered) {
        let gap = gaps::of_date(date).unwrap_or_default();
        self.line(2, &format!("{}  {}: {gap}", date.day, date.what));
        self.line(6, &short(&date.place));
    }

    fn everything(&mut self) {
        let coverage = self.coverage;
        self.heading("Rules, exceptions and duties", coverage.statements.len());
        coverage.statements.iter().for_each(|statement| self.statement(statement));
        self.heading("Definitions", coverage.definitions.len());
        for definition in &coverage.definitions {
            self.line(2, &format!("define {}  {}", definition.name, short(&definition.place)));
            definition.clauses.iter().for_each(|clause| self.clause(clause));
        }
        self.heading("Days", coverage.dates.len());
        for date in &coverage.dates {
            self.line(2, &format!("{}  {}", date.day, date.what));
            let (before, after) = (near(coverage, &date.before), near(coverage, &date.after));
            self.line(6, &format!("the day before: {before}; the day itself: {after}"));
        }
    }

    fn statement(&mut self, statement: &Statement) {
        let kind = statement.kind.word();
        self.line(2, &format!("{kind} {}  {}", statement.name, short(&statement.place)));
        for (outcome, verb) in OUTCOMES {
            let cases = statement.cases(outcome);
            let wanted = matches!(outcome, Outcome::Holds | Outcome::Fails);
            if wanted || !cases.is_empty() {
                self.line(6, &format!("{verb} in {}{}", counted(cases.len()), self.named(cases)));
            }
        }
        statement.clauses.iter().for_each(|clause| self.clause(clause));
    }

    fn named(&self, cases: &[usize]) -> String {
        if cases.is_empty() { String::new() } else { format!(": {}", some(self.coverage, cases, SHOWN)) }
    }

    fn clause(&mut self, clause: &Clause) {
        let count = |truth: Truth| clause.cases(truth).len();
        let (yes, no, unknown) = (count(Truth::Yes), count(Truth::No), count(Truth::Unknown));
        self.line(6, &format!("true {yes}, false {no}, unknown {unknown}  {}", clause.text));
    }
}

/// How each outcome is said.
pub(super) const OUTCOMES: [(Outcome, &str); 6] = [
    (Outcome::Holds, "holds"),
    (Outcome::Fails, "fails"),
    (Outcome::Displaced, "displaced"),
    (Outcome::SwitchedOff, "switched off"),
    (Outcome::Unknown, "may hold"),
    (Outcome::NotInForce, "not in force"),
];
