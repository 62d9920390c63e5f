//! How rules of the grammar are called when people are told what was expected.

use super::parse::Rule;

/// What is said where nothing better is known.
pub(super) const NOTHING: &str = "something else";

/// How many expected things a message names.
const SHOWN: usize = 6;

/// "`if`, `always` or a name"; something general where nothing better is known.
pub(super) fn expected(rules: &[Rule]) -> String {
    let (going_on, proper): (Vec<Rule>, Vec<Rule>) = rules.iter().partition(|rule| goes_on(**rule));
    let mut words: Vec<String> = proper.into_iter().filter_map(words).collect();
    if words.is_empty() && going_on.contains(&Rule::equal_op) {
        words.push("an operator such as `and` or `==`".to_owned());
    } else if words.is_empty() {
        words.extend(going_on.into_iter().filter_map(self::words));
    }
    words.sort_by_key(|word| (!word.starts_with(['`']), word.len(), word.clone()));
    words.dedup();
    words.truncate(SHOWN);
    let Some(last) = words.pop() else {
        return NOTHING.to_owned();
    };
    if words.is_empty() { last } else { format!("{} or {last}", words.join(", ")) }
}

/// Whether a rule only prolongs a value that is complete without it.
fn goes_on(rule: Rule) -> bool {
    match rule {
        Rule::and_word
        | Rule::or_word
        | Rule::not_word
        | Rule::in_word
        | Rule::under_word
        | Rule::is_word => true,
        Rule::between_word | Rule::cannot_word | Rule::equals_word | Rule::percent_sign | Rule::unit => true,
        Rule::postfix | Rule::none_test | Rule::member | Rule::dot | Rule::working_days_word => true,
        Rule::open_round | Rule::applies_word => true,
        other => format!("{other:?}").ends_with("_op"),
    }
}

/// The words of the language among what was expected.
pub(super) fn keywords(rules: &[Rule]) -> Vec<String> {
    let names = rules.iter().map(|rule| format!("{rule:?}"));
    names.filter_map(|name| name.strip_suffix("_word").map(str::to_owned)).collect()
}

/// The words that begin statements and clauses.
pub(super) const WORDS: [&str; 51] = [
    "policy",
    "use",
    "verdicts",
    "enum",
    "record",
    "fact",
    "codes",
    "list",
    "table",
    "parameter",
    "define",
    "calendar",
    "instrument",
    "suspension",
    "repeal",
    "reading",
    "rule",
    "exception",
    "disapply",
    "amend",
    "duty",
    "presume",
    "assert",
    "governed",
    "force",
    "from",
    "through",
    "before",
    "issued",
    "taken",
    "under",
    "group",
    "prevails",
    "owed",
    "within",
    "after",
    "least",
    "most",
    "covers",
    "weekend",
    "source",
    "shape",
    "column",
    "otherwise",
    "alias",
    "pointer",
    "default",
    "unless",
    "always",
    "between",
    "cannot",
];

/// The words that begin statements.
pub(super) const STATEMENTS: [&str; 23] = [
    "policy",
    "use",
    "verdicts",
    "enum",
    "record",
    "fact",
    "codes",
    "list",
    "table",
    "parameter",
    "define",
    "calendar",
    "instrument",
    "suspension",
    "repeal",
    "reading",
    "rule",
    "exception",
    "disapply",
    "amend",
    "duty",
    "presume",
    "assert",
];

/// Words of conditions and clauses that are too short or too common to be guessed at.
pub(super) const SMALL_WORDS: [&str; 26] = [
    "if", "and", "or", "not", "in", "is", "then", "else", "where", "none", "true", "false", "by", "as",
    "over", "to", "of", "via", "at", "row", "cell", "for", "any", "all", "optional", "when",
];

/// The words that no name may be, as the grammar has them.
pub(super) const RESERVED: [&str; 22] = [
    "if", "in", "is", "and", "always", "then", "through", "true", "till", "not", "none", "unless", "under",
    "until", "from", "false", "before", "between", "or", "else", "where", "cannot",
];

/// How a rule is called; nothing where naming it would not help.
fn words(rule: Rule) -> Option<String> {
    sign(rule)
        .map(|sign| format!("`{sign}`"))
        .or_else(|| thing(rule).map(str::to_owned))
        .or_else(|| keyword(rule))
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
        _ => return None,
    })
}

fn thing(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::EOI => "a new statement",
        Rule::statement | Rule::statement_start | Rule::bare_rule => "a statement",
        Rule::clause | Rule::verdict_clause => "a clause",
        Rule::name | Rule::any_name | Rule::path => "a name",
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
