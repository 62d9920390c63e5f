//! Coverage as one page of HTML that needs nothing from elsewhere.

use crate::coverage::{Clause, Coverage, Outcome};
use crate::eval::decision::Truth;

use super::text::OUTCOMES;
use super::{gaps, near, short, some, summary};

/// Names of cases in a cell.
const SHOWN: usize = 12;

const STYLE: &str = "
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 }
th, td { border-bottom: 1px solid #8886; padding: .3rem .5rem; text-align: left; vertical-align: top }
td.count { text-align: right; white-space: nowrap }
.gap { background: #d9480f22 }
.gap::before { content: '! '; font-weight: bold }
code { font-family: ui-monospace, monospace; font-size: .9em }
details { margin: .2rem 0 }
small { opacity: .75 }
";

/// Coverage of some policies as a page.
pub fn html(policies: &[Coverage]) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>What the cases cover</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>What the cases cover</h1>\n"
    );
    policies.iter().for_each(|coverage| policy(coverage, &mut page));
    page.push_str("</body>\n</html>\n");
    page
}

fn policy(coverage: &Coverage, page: &mut String) {
    let title = coverage.title.as_ref().unwrap_or(&coverage.policy);
    page.push_str(&format!("<h2>{}</h2>\n", escaped(title)));
    let cases = super::counted(coverage.cases.len());
    page.push_str(&format!(
        "<p>{cases}. Covered: {}. What is marked with ! is not.</p>\n",
        escaped(&summary(coverage))
    ));
    statements(coverage, page);
    definitions(coverage, page);
    days(coverage, page);
}

fn statements(coverage: &Coverage, page: &mut String) {
    page.push_str(
        "<h3>Rules, exceptions and duties</h3>\n<table>\n<thead><tr><th>Statement</th><th>Law</th>",
    );
    OUTCOMES.iter().for_each(|(_, word)| page.push_str(&format!("<th>{word}</th>")));
    page.push_str("</tr></thead>\n<tbody>\n");
    for statement in &coverage.statements {
        let title = statement.title.as_deref().unwrap_or_default();
        let law = statement.provisions.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        page.push_str(&format!(
            "<tr><td>{} <code>{}</code> {}<br><small>{}</small>{}</td><td>{}</td>",
            statement.kind.word(),
            escaped(&statement.name),
            escaped(title),
            escaped(&short(&statement.place)),
            clauses(coverage, &statement.clauses),
            escaped(&law)
        ));
        for (outcome, _) in OUTCOMES {
            let wanted = matches!(outcome, Outcome::Holds | Outcome::Fails);
            page.push_str(&cell(coverage, statement.cases(outcome), wanted));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
}

/// How many cases, with their names behind it.
fn cell(coverage: &Coverage, cases: &[usize], wanted: bool) -> String {
    let class = if wanted && cases.is_empty() { "count gap" } else { "count" };
    let names = if cases.is_empty() { String::new() } else { some(coverage, cases, SHOWN) };
    format!("<td class=\"{class}\" title=\"{}\">{}</td>", escaped(&names), cases.len())
}

/// The parts of a condition, folded away where all of them are covered.
fn clauses(coverage: &Coverage, clauses: &[Clause]) -> String {
    if clauses.is_empty() {
        return String::new();
    }
    let open = if clauses.iter().all(Clause::is_covered) { "" } else { " open" };
    let mut text = format!("<details{open}><summary>parts of its condition</summary><table><tbody>");
    for clause in clauses {
        let gap = gaps::of_clause(clause).map(|gap| format!("<br><small>{gap}</small>"));
        text.push_str(&format!(
            "<tr><td><code>{}</code>{}</td>",
            escaped(&clause.text),
            gap.unwrap_or_default()
        ));
        for (truth, word) in [(Truth::Yes, "true"), (Truth::No, "false"), (Truth::Unknown, "unknown")] {
            let cases = clause.cases(truth);
            let class = if truth != Truth::Unknown && cases.is_empty() { "count gap" } else { "count" };
            let names = some(coverage, cases, SHOWN);
            text.push_str(&format!(
                "<td class=\"{class}\" title=\"{}\">{word} {}</td>",
                escaped(&names),
                cases.len()
            ));
        }
        text.push_str("</tr>");
    }
    text.push_str("</tbody></table></details>");
    text
}

fn definitions(coverage: &Coverage, page: &mut String) {
    if coverage.definitions.is_empty() {
        return;
    }
    page.push_str("<h3>Definitions</h3>\n");
    for definition in &coverage.definitions {
        page.push_str(&format!(
            "<p><code>{}</code> <small>{}</small></p>\n{}\n",
            escaped(&definition.name),
            escaped(&short(&definition.place)),
            clauses(coverage, &definition.clauses)
        ));
    }
}

fn days(coverage: &Coverage, page: &mut String) {
    if coverage.dates.is_empty() {
        return;
    }
    page.push_str("<h3>Days</h3>\n<table>\n<thead><tr><th>Day</th><th>What changes</th><th>The day before</th><th>The day itself</th></tr></thead>\n<tbody>\n");
    for date in &coverage.dates {
        let side = |side: &crate::coverage::Near| {
            let class = if *side == crate::coverage::Near::Nowhere { " class=\"gap\"" } else { "" };
            format!("<td{class}>{}</td>", escaped(&near(coverage, side)))
        };
        page.push_str(&format!(
            "<tr><td>{}</td><td>{}</td>{}{}</tr>\n",
            date.day,
            escaped(&date.what),
            side(&date.before),
            side(&date.after)
        ));
    }
    page.push_str("</tbody>\n</table>\n");
}

/// A text in HTML, in attributes too.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut shown, character| {
        match character {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            '\'' => shown.push_str("&#39;"),
            other => shown.push(other),
        }
        shown
    })
}
