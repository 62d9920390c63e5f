//! The words of the language, each with its page of `docs/words`.

/// A page and the words that it explains, the first being its name.
pub(super) struct Page {
    pub words: &'static [&'static str],
    pub text: &'static str,
}

macro_rules! pages {
    ($($name:literal $($word:literal)*;)*) => {
        &[$(Page { words: &[$name, $($word),*], text: include_str!(concat!("../../docs/words/", $name, ".md")) }),*]
    };
}

/// All pages, in the order of the overview.
pub(super) const PAGES: &[Page] = pages! {
    "policy" "governed";
    "use";
    "verdicts" "as" "permit" "license" "review" "refuse" "deny" "verdict";
    "fact" "facts";
    "record";
    "enum";
    "optional";
    "when";
    "types" "type" "boolean" "text" "number" "percent" "money" "country" "currency" "code" "date" "quantity";
    "codes" "shape";
    "list" "of";
    "table" "row" "column" "cell" "otherwise" "alias" "pointer";
    "parameter";
    "define" "definition";
    "calendar" "covers" "weekend" "working_days";
    "instrument" "issued" "source" "taken";
    "rule" "always";
    "if" "then" "else";
    "unless";
    "under" "article" "art" "paragraph" "para" "annex" "section" "point";
    "from" "through" "before" "in force" "force" "until" "till";
    "exception" "to";
    "prevails" "over" "prevails over";
    "disapply";
    "group";
    "amend";
    "suspension";
    "repeal";
    "reading" "default";
    "duty" "owed" "via" "within" "after" "by" "days" "day" "weeks" "week" "months" "month" "years" "year" "duration";
    "presume";
    "assert" "at" "least" "most" "at least" "at most";
    "and" "or" "and/or";
    "not";
    "in" "not in" "calendar_year";
    "is" "==" "!=" "=" "equal" "equals" "<" "<=" ">" ">=";
    "between";
    "none";
    "unknown" "null" "missing" "not known";
    "cannot" "be" "determined" "cannot be determined" "cannot_determine";
    "applies";
    "any" "all" "where";
    "count";
    "sum" "for";
    "min" "max";
    "true" "false";
    "as_of" "as-of";
};

/// The page that explains a word.
pub(super) fn page(word: &str) -> Option<&'static str> {
    let page = PAGES.iter().find(|page| page.words.contains(&word))?;
    Some(page.text)
}
