//! What other programs have and this language says in another way: functions, groups of countries, counted things.

use crate::value::Country;

const PARTS: &str = "name the whole texts that are meant, as in `end_user.name in names`: parts of a text cannot be asked for";

/// What to do about a call of a function that other programs have.
pub(super) fn function(name: &str) -> Option<&'static str> {
    if Country::parse(name).is_some() {
        return Some("this is the code of a country: put `#` before a remark behind it");
    }
    Some(match name.to_lowercase().as_str() {
        "and" | "und" => "write `and` between the conditions: `(A and B)`",
        "or" | "oder" => "write `or` between the conditions: `(A or B)`",
        "not" | "nicht" => "write `not` before a condition in brackets: `not (A)`",
        "if" | "iif" | "wenn" | "switch" | "case" | "choose" => {
            "write `if … then … else …` for a choice of values"
        }
        "len" | "length" | "size" | "counta" | "countif" | "countifs" | "nrow" => {
            "count the elements of a list with `count(LIST)`, or with `count(x in LIST where …)`"
        }
        "sumif" | "sumifs" | "sumproduct" | "total" => {
            "add the elements of a list up with `sum(x.value for x in LIST where …)`"
        }
        "average" | "avg" | "mean" | "median" => {
            "divide a sum by a count: `sum(x.value for x in LIST) / count(LIST)`"
        }
        "lower" | "upper" | "trim" | "left" | "right" | "mid" | "substring" | "concat" | "concatenate" => {
            "texts are compared as they stand: write the whole text that is meant"
        }
        "contains" | "startswith" | "starts_with" | "endswith" | "ends_with" | "like" | "search" | "find"
        | "match" | "matches" | "regex" | "regexmatch" => PARTS,
        "year" | "month" | "day" | "quarter" => {
            "compare the date with a day, as in `export_date >= 2026-01-01`, or ask `in calendar_year(…)`"
        }
        "date" | "datevalue" | "to_date" => "write the day as year-month-day, such as `2026-01-01`",
        "datediff" | "datedif" | "dateadd" | "edate" | "days" => {
            "add and subtract dates: `export_date + 30 days`, `export_date - licence.valid_through`"
        }
        "abs" | "round" | "floor" | "ceil" | "ceiling" | "int" | "trunc" => {
            "numbers are exact and nothing is rounded: compare the number itself, or both of its ends with `between`"
        }
        "exists" | "isnull" | "isblank" | "isempty" | "is_null" | "is_empty" | "coalesce" | "nvl"
        | "ifnull" | "isna" | "has" => "ask whether it is there: `X is none`, `X is not none`",
        "vlookup" | "hlookup" | "xlookup" | "sverweis" | "lookup" => {
            "a `table` looks values up, and `in` asks a list (`licit explain table`)"
        }
        _ => return None,
    })
}

/// What to do about a word for a group of countries, or for all of them.
pub(super) fn countries(word: &str) -> Option<&'static str> {
    const GROUPS: [&str; 27] = [
        "EU",
        "EU27",
        "EC",
        "EEA",
        "EFTA",
        "NATO",
        "ASEAN",
        "OECD",
        "G7",
        "G20",
        "BRICS",
        "GCC",
        "CIS",
        "CSTO",
        "USMCA",
        "NAFTA",
        "MERCOSUR",
        "SCHENGEN",
        "EUROZONE",
        "APEC",
        "OPEC",
        "AUKUS",
        "MTCR",
        "NSG",
        "WASSENAAR",
        "EUROPE",
        "ASIA",
    ];
    let large = word.to_uppercase();
    let named = ["EU_", "NATO_", "OECD_"].iter().any(|group| large.starts_with(group));
    if matches!(large.as_str(), "ANY" | "ALL" | "WORLD" | "WORLDWIDE" | "EVERYWHERE" | "ANYWHERE") {
        return Some("leave the comparison out where every country is meant");
    }
    (named || GROUPS.contains(&large.as_str())).then_some(
        "a group of countries is a list: declare its members, as in `list NAME: country = [AT, BE]`, and ask `in NAME`",
    )
}

/// What to do about the code of a country that stands where a condition is needed.
pub(super) fn country_alone(word: &str) -> Option<&'static str> {
    Country::parse(word).map(|_| {
        "this is the code of a country: compare a fact with it, as in `destination == RU` or `destination in [RU, BY]`"
    })
}

/// What to do about a word behind a number that is no unit.
pub(super) fn unit(word: &str) -> Option<&'static str> {
    let counted = [
        "piece", "pieces", "pcs", "pc", "unit", "units", "item", "items", "times", "ea", "each", "sets",
        "boxes", "stk", "persons", "people", "layers", "cores", "bits", "x",
    ];
    if counted.contains(&word.to_lowercase().as_str()) {
        return Some("a number of things has no unit: write the number alone");
    }
    let digits = word.strip_prefix(|letter: char| letter.is_ascii_uppercase());
    let code = digits.is_some_and(|rest| rest.len() > 1 && rest.chars().all(|digit| digit.is_ascii_digit()));
    code.then_some(
        "if this is a code of a control list, write it in quotation marks, each for itself or with all that stand under it: `under \"3A001\"`",
    )
}

/// The mark by which other programs let a text be one of many: `*Bank*`, `%Bank%`, `^Bank.*$`, `/bank/`.
pub(super) fn wild(text: &str) -> Option<char> {
    if text.chars().count() < 2 {
        return None;
    }
    let slashes = text.len() > 2 && text.starts_with('/') && text.trim_end_matches('i').ends_with('/');
    if text.starts_with('*') || text.ends_with('*') || text.contains(".*") {
        Some('*')
    } else if text.starts_with('%') {
        Some('%')
    } else if text.starts_with("=~") || text.starts_with("~") {
        Some('~')
    } else if text.starts_with('^') {
        Some('^')
    } else {
        slashes.then_some('/')
    }
}
