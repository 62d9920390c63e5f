//! How rules of the grammar are called when people are told what was expected.

use super::parse::Rule;

/// How many expected things a message names.
const SHOWN: usize = 6;

/// "`if`, `always` or a name"; something general where nothing better is known.
pub(super) fn expected(rules: &[Rule]) -> String {
    let mut words: Vec<String> = rules.iter().filter_map(|rule| words(*rule)).collect();
    words.sort_by_key(|word| (word.starts_with('`'), word.clone()));
    words.dedup();
    if words.len() > SHOWN {
        words.truncate(SHOWN);
        words.push("something like these".to_owned());
    }
    let Some(last) = words.pop() else {
        return "something else".to_owned();
    };
    if words.is_empty() { last } else { format!("{} or {last}", words.join(", ")) }
}

/// The words of the language among what was expected.
pub(super) fn keywords(rules: &[Rule]) -> Vec<String> {
    let names = rules.iter().map(|rule| format!("{rule:?}"));
    names.filter_map(|name| name.strip_suffix("_word").map(str::to_owned)).collect()
}

/// How a rule is called; nothing where naming it would not help.
fn words(rule: Rule) -> Option<String> {
    sign(rule).map(|sign| format!("`{sign}`")).or_else(|| thing(rule).map(str::to_owned)).or_else(|| keyword(rule))
}

fn sign(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::equals_sign => "=",
        Rule::colon => ":",
        Rule::comma => ",",
        Rule::bar => "|",
        Rule::arrow | Rule::table_head => "->",
        Rule::open_round | Rule::parameters => "(",
        Rule::close_round => ")",
        Rule::open_square => "[",
        Rule::close_square => "]",
        Rule::percent_sign => "%",
        _ => return None,
    })
}

fn thing(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::EOI => "the end of the file",
        Rule::statement | Rule::statement_start | Rule::bare_rule => "a statement",
        Rule::clause | Rule::verdict_clause => "a clause",
        Rule::name | Rule::any_name | Rule::path | Rule::member => "a name",
        Rule::string | Rule::title => "a text in quotation marks",
        Rule::date | Rule::date_literal => "a date such as `2026-03-01`",
        Rule::number | Rule::number_literal | Rule::measure => "a number",
        Rule::expression | Rule::operation | Rule::operation_plain | Rule::bound | Rule::dated_expression => {
            "a value or condition"
        }
        Rule::type_name | Rule::plain_type | Rule::type_word => "a type",
        Rule::condition => "`if`",
        Rule::table_row => "a row of the table",
        Rule::field => "a field",
        Rule::level => "a verdict with its title",
        Rule::choice => "a value of the enum",
        Rule::working_days | Rule::duration_word => "`days`, `weeks`, `months`, `years`",
        Rule::binder => "`NAME in LIST`",
        _ => return None,
    })
}

/// `under_word` is the word `under`.
fn keyword(rule: Rule) -> Option<String> {
    let name = format!("{rule:?}");
    let word = name.strip_suffix("_word")?;
    (word != "until" && word != "equals").then(|| format!("`{word}`"))
}
