//! What people write for words and signs of the language, and what to write instead: one table.
//!
//! It is asked only where a statement could not be read, so that a word which somebody gave to a fact or a rule is
//! never taken for a mistake.

use super::known::is_open;
use super::tokens::{Kind, Token};

/// Where a phrase can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    /// Anywhere outside quotation marks and comments.
    Anywhere,
    /// At the beginning of a line, before a name or a title.
    Statement,
    /// Behind a value, before another.
    Operator,
    /// Where a value or a condition is to begin.
    Operand,
    /// At the beginning of a line, before what the clause is about.
    Clause,
    /// Alone on a line.
    Line,
}

/// A phrase that people use.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase {
    /// Its words and signs, small letters, a blank between two.
    pub written: &'static str,
    /// What to write instead; nothing where it is left out or nothing can stand for it.
    pub meant: &'static str,
    /// More to say.
    pub advice: &'static str,
    /// Whether that is certain.
    pub safe: bool,
    /// Where it can stand.
    pub place: Where,
}

const fn operator(written: &'static str, meant: &'static str) -> Phrase {
    Phrase { written, meant, advice: "", safe: true, place: Where::Operator }
}

const fn asked(written: &'static str, meant: &'static str, advice: &'static str) -> Phrase {
    Phrase { written, meant, advice, safe: false, place: Where::Operator }
}

const fn statement(written: &'static str, meant: &'static str) -> Phrase {
    Phrase { written, meant, advice: "", safe: true, place: Where::Statement }
}

const fn anywhere(written: &'static str, meant: &'static str) -> Phrase {
    Phrase { written, meant, advice: "", safe: true, place: Where::Anywhere }
}

const fn clause(written: &'static str, meant: &'static str) -> Phrase {
    Phrase { written, meant, advice: "", safe: true, place: Where::Clause }
}

const fn line(written: &'static str, meant: &'static str) -> Phrase {
    Phrase { written, meant, advice: "", safe: true, place: Where::Line }
}

const fn refused(written: &'static str, advice: &'static str) -> Phrase {
    Phrase { written, meant: "", advice, safe: false, place: Where::Operator }
}

const fn operand(written: &'static str, advice: &'static str) -> Phrase {
    Phrase { written, meant: "", advice, safe: false, place: Where::Operand }
}

const fn told(written: &'static str, advice: &'static str) -> Phrase {
    Phrase { written, meant: "", advice, safe: false, place: Where::Anywhere }
}

const DUE: &str = "a verdict stands before `if`: `license if …`, `deny if …`";
const RANGE: &str = "a period is written `from 2025-01-01 through 2025-12-31`";
const UNLESS: &str = "what is excepted in the same sentence follows `unless`";
const ELSE: &str = "write a second rule for the other case; where no rule applies, the mildest verdict holds";
const NEITHER: &str = "write `not in [RU, BY]`";
const EITHER: &str = "write `A or B`, which is also true where both are, or `A != B` where only one may be";
const PARTS: &str = "name the whole texts that are meant, as in `end_user.name in names`: parts of a text cannot be asked for";
const POWER: &str = "there are no powers: write the product in full, such as `side * side`";
const ANY_OF: &str = "join the conditions with `or`, in brackets: `(A or B)`";
const ALL_OF: &str = "join the conditions with `and`, in brackets: `(A and B)`";
const WHAT: &str = "write first what is compared, as in `item.quantity <= 10`";
const UNLESS_FIRST: &str = "write it behind the condition: `deny if … unless …`";
const UNLESS_ALONE: &str = "a condition stands before `unless`: write `if not (…)`, or `always unless …`";
const MILDEST: &str = "where no rule applies, the mildest verdict holds: nothing is written for it";
const OVERRIDE: &str = "write an exception with a name: `exception NAME to RULE permit if …`";
const NEAR: &str = "write both ends: `between 9 kg and 11 kg`";
const NO_MATTER: &str = "leave it out: what makes no difference is not written";
const SUSPEND: &str = "give it a name: `suspension NAME \"Title\" of LAW from 2025-11-07 through 2026-11-10`";
const NOW: &str = "there is no clock in a policy: write `as_of` for the day that picks the law";
const DAYS: &str = "name the calendar that says which days they are: `working_days(CALENDAR)`";
const TAKEN: &str = "the language has no word for it: compare with the values that are meant";

/// The table. Longer phrases stand before those that begin like them.
const PHRASES: &[Phrase] = &[
    // comparisons in words
    operator(">= or =", ">="),
    operator("<= or =", "<="),
    operator("> or =", ">="),
    operator("< or =", "<="),
    operator("is greater than or equal to", ">="),
    operator("is more than or equal to", ">="),
    operator("is less than or equal to", "<="),
    operator("greater than or equal to", ">="),
    operator("greater or equal to", ">="),
    operator("more than or equal to", ">="),
    operator("less than or equal to", "<="),
    operator("less or equal to", "<="),
    operator("is greater than", ">"),
    operator("is higher than", ">"),
    operator("is larger than", ">"),
    operator("is more than", ">"),
    operator("is less than", "<"),
    operator("is lower than", "<"),
    operator("is smaller than", "<"),
    operator("is fewer than", "<"),
    operator("is at least", ">="),
    operator("is at most", "<="),
    operator("is not less than", ">="),
    operator("is not more than", "<="),
    operator("greater than", ">"),
    operator("higher than", ">"),
    operator("larger than", ">"),
    operator("more than", ">"),
    operator("less than", "<"),
    operator("lower than", "<"),
    operator("smaller than", "<"),
    operator("fewer than", "<"),
    operator("not less than", ">="),
    operator("not more than", "<="),
    operator("no less than", ">="),
    operator("no more than", "<="),
    operator("at least", ">="),
    operator("at most", "<="),
    operator("exceeds", ">"),
    operator("exceeding", ">"),
    operator("is above", ">"),
    operator("above", ">"),
    operator("is over", ">"),
    operator("over", ">"),
    operator("is below", "<"),
    operator("below", "<"),
    operator("does not exceed", "<="),
    operator("not exceeding", "<="),
    operator("or more", ""),
    operator("is not equal to", "!="),
    operator("not equal to", "!="),
    operator("does not equal", "!="),
    operator("differs from", "!="),
    operator("is equal to", "=="),
    operator("equal to", "=="),
    operator("equals to", "=="),
    operator("equals", "=="),
    operator("are", "=="),
    operator("===", "=="),
    operator("!==", "!="),
    operator("= / =", "!="),
    operator("÷", "/"),
    operator("eq", "=="),
    operator("ne", "!="),
    operator("neq", "!="),
    operator("gt", ">"),
    operator("gte", ">="),
    operator("ge", ">="),
    operator("lt", "<"),
    operator("lte", "<="),
    operator("le", "<="),
    operator("∈", "in"),
    operator("∉", "not in"),
    operator("∧", "and"),
    operator("∨", "or"),
    operator("|", "or"),
    operator("isnt", "!="),
    operator("up to", "<="),
    refused("±", NEAR),
    refused("≈", NEAR),
    refused("subject to", "write the further condition behind `and`, or what is excepted behind `unless`"),
    refused("regardless of", NO_MATTER),
    refused("irrespective of", NO_MATTER),
    refused("even if", NO_MATTER),
    operator("other than", "!="),
    operator("is other than", "!="),
    operator("is anything but", "!="),
    operator("is different from", "!="),
    operator("different from", "!="),
    operator("outside of", "not in"),
    operator("outside", "not in"),
    operator("is outside", "not in"),
    operator("is the same as", "=="),
    operator("is same as", "=="),
    operator("same as", "=="),
    operator("is identical to", "=="),
    operator("identical to", "=="),
    operator("iff", "if"),
    operator("←", "if"),
    operator(":-", "if"),
    Phrase { written: "¬", meant: "not", advice: "", safe: true, place: Where::Operand },
    operator("not equal", "!="),
    operator("not equals", "!="),
    operator("isn ' t", "!="),
    operator("isn ’ t", "!="),
    operator("aren ' t", "!="),
    refused("^", POWER),
    // membership
    operator("is not one of", "not in"),
    operator("is not any of", "not in"),
    operator("is none of", "not in"),
    operator("none of", "not in"),
    operator("is one of", "in"),
    operator("is any of", "in"),
    operator("one of", "in"),
    operator("any of", "in"),
    operator("is not in", "not in"),
    operator("is not among", "not in"),
    operator("is in", "in"),
    operator("is among", "in"),
    operator("among", "in"),
    operator("within list", "in"),
    operator("is listed in", "in"),
    operator("listed in", "in"),
    operator("belongs to", "in"),
    operator("falls under", "under"),
    operator("is under", "under"),
    operand("any of", ANY_OF),
    operand("one of", ANY_OF),
    operand("all of", ALL_OF),
    operand("each of", ALL_OF),
    operand("at least", WHAT),
    operand("at most", WHAT),
    operand("more than", WHAT),
    operand("less than", WHAT),
    refused("~", PARTS),
    refused("has", "ask whether it is there, as in `end_user.owners is not none`"),
    operand("no", "ask whether it is there, as in `licence is none`"),
    operand("without", "ask whether it is there, as in `licence is none`"),
    told("contains", PARTS),
    told("includes", PARTS),
    told("starts with", PARTS),
    told("ends with", PARTS),
    told("matches", PARTS),
    told("like", PARTS),
    // days
    operator("is on or after", ">="),
    operator("is on or before", "<="),
    operator("on or after", ">="),
    operator("on or before", "<="),
    operator("no later than", "<="),
    operator("not later than", "<="),
    operator("no earlier than", ">="),
    operator("not earlier than", ">="),
    operator("is later than", ">"),
    operator("later than", ">"),
    operator("is earlier than", "<"),
    operator("earlier than", "<"),
    operator("is after", ">"),
    operator("after", ">"),
    operator("is before", "<"),
    operator("since", ">="),
    // joining
    operator("as well as", "and"),
    operator("and also", "and"),
    operator("but", "and"),
    operator("or else", "or"),
    anywhere("&&", "and"),
    anywhere("||", "or"),
    operator("&", "and"),
    told("neither", NEITHER),
    told("nor", NEITHER),
    told("either", EITHER),
    told("xor", EITHER),
    // conditions and verdicts
    asked("except for", "unless", UNLESS),
    asked("with the exception of", "unless", UNLESS),
    asked("with exception of", "unless", UNLESS),
    asked("except where", "unless", UNLESS),
    asked("except if", "unless", UNLESS),
    asked("except when", "unless", UNLESS),
    asked("except in case", "unless", UNLESS),
    asked("except", "unless", UNLESS),
    asked("save where", "unless", UNLESS),
    asked("save if", "unless", UNLESS),
    asked("provided that", "and", "a further condition follows `and`"),
    asked("on condition that", "and", "a further condition follows `and`"),
    asked("as long as", "and", "a further condition follows `and`"),
    asked("so long as", "and", "a further condition follows `and`"),
    operator("and if", "and"),
    operator("or if", "or"),
    Phrase { written: "unless", meant: "", advice: UNLESS_ALONE, safe: false, place: Where::Operand },
    told("else if", ELSE),
    told("elsif", ELSE),
    told("elif", ELSE),
    told("else", ELSE),
    told("otherwise", ELSE),
    told("shall not", DUE),
    told("must not", DUE),
    told("may not", DUE),
    told("is prohibited", DUE),
    told("is required", DUE),
    told("is allowed", DUE),
    told("shall", DUE),
    told("must", DUE),
    told("may", DUE),
    told("should", DUE),
    told("is subject to", DUE),
    operator("if and only if", "if"),
    operator("only if", "if"),
    operator("only where", "if"),
    operator("in case of", "if"),
    operator("in cases of", "if"),
    operator("in case", "if"),
    operator("as soon as", "if"),
    operator("assuming that", "if"),
    operator("assuming", "if"),
    operator("provided", "if"),
    operator("wenn", "if"),
    operator("falls", "if"),
    operator("si", "if"),
    operator("und", "and"),
    operator("oder", "or"),
    operator("et", "and"),
    operator("ou", "or"),
    operator("in the event that", "if"),
    operator("whenever", "if"),
    operator("when", "if"),
    operator("where", "if"),
    // values
    told("today", NOW),
    told("now", NOW),
    anywhere("null", "none"),
    operator("is empty", "is none"),
    operator("is missing", "is none"),
    operator("is blank", "is none"),
    operator("is not empty", "is not none"),
    operator("is present", "is not none"),
    operator("exists", "is not none"),
    operator("is unknown", "cannot be determined"),
    operator("cannot be established", "cannot be determined"),
    told("is similar to", TAKEN),
    // clauses in other words
    anywhere("to the rule", "to"),
    anywhere("to rule", "to"),
    anywhere("to rules", "to"),
    anywhere("of the rule", "of"),
    anywhere("of rule", "of"),
    anywhere("of instrument", "of"),
    anywhere("under the instrument", "under"),
    anywhere("under instrument", "under"),
    anywhere("issued on", "issued"),
    anywhere("published on", "issued"),
    anywhere("in force since", "in force from"),
    anywhere("in force as of", "in force from"),
    clause("effective from", "in force from"),
    clause("effective as of", "in force from"),
    clause("effective since", "in force from"),
    clause("effective", "in force from"),
    anywhere("effective as of", "in force from"),
    anywhere("effective from", "in force from"),
    anywhere("effective on", "in force from"),
    anywhere("dated", "issued"),
    anywhere("date of issue", "issued"),
    operator("effective", "in force from"),
    operator("cite", "under"),
    operator("cites", "under"),
    operator("citing", "under"),
    operator("see", "under"),
    operator("ref", "under"),
    operator("basis", "under"),
    operator("legal basis", "under"),
    clause("legal basis :", "under"),
    clause("basis :", "under"),
    clause("cite", "under"),
    clause("cites", "under"),
    clause("see", "under"),
    clause("ref", "under"),
    clause("basis", "under"),
    Phrase { written: "default", meant: "", advice: MILDEST, safe: false, place: Where::Clause },
    Phrase { written: "notwithstanding", meant: "", advice: OVERRIDE, safe: false, place: Where::Clause },
    Phrase { written: "override", meant: "", advice: OVERRIDE, safe: false, place: Where::Clause },
    clause("starting from", "in force from"),
    clause("starting", "in force from"),
    clause("beginning", "in force from"),
    Phrase { written: "expires", meant: "", advice: RANGE, safe: false, place: Where::Clause },
    Phrase { written: "ends", meant: "", advice: RANGE, safe: false, place: Where::Clause },
    clause("applies from", "in force from"),
    clause("applicable as of", "in force from"),
    clause("valid as of", "in force from"),
    clause("entry into force", "in force from"),
    clause("pursuant to", "under"),
    clause("according to", "under"),
    clause("in accordance with", "under"),
    clause("based on", "under"),
    clause("as per", "under"),
    clause("source of law", "under"),
    clause("overrides", "to"),
    clause("overrule", "to"),
    clause("exempts from", "to"),
    clause("exception to", "to"),
    Phrase { written: "unless", meant: "", advice: UNLESS_FIRST, safe: false, place: Where::Clause },
    anywhere("with effect from", "in force from"),
    anywhere("valid from", "in force from"),
    anywhere("applicable from", "in force from"),
    anywhere("calendar days", "days"),
    told("working days", DAYS),
    told("business days", DAYS),
    anywhere("verdict :", ""),
    anywhere("verdict =", ""),
    anywhere("result :", ""),
    line("end rule", ""),
    line("end exception", ""),
    line("end define", ""),
    line("end", ""),
    line("begin", ""),
    line("fi", ""),
    anywhere("end if", ""),
    anywhere("endif", ""),
    // articles of everyday language
    anywhere("the", ""),
    // statements by another word
    Phrase { written: "suspend", meant: "", advice: SUSPEND, safe: false, place: Where::Clause },
    statement("rules", "rule"),
    statement("exemption", "exception"),
    statement("exclusion", "exception"),
    statement("derogation", "exception"),
    statement("definition", "define"),
    statement("def", "define"),
    statement("let", "define"),
    statement("law", "instrument"),
    statement("regulation", "instrument"),
    statement("statute", "instrument"),
    statement("obligation", "duty"),
    statement("lists", "list"),
    statement("facts", "fact"),
    statement("field", "fact"),
    statement("var", "define"),
    statement("const", "define"),
    statement("enumeration", "enum"),
    statement("import", "use"),
    statement("include", "use"),
    statement("assertion", "assert"),
    statement("presumption", "presume"),
    statement("amendment", "amend"),
    statement("verdict", "verdicts"),
    // marks
    told("is on", "write `in` for a list, `==` for a day"),
];

/// The phrase that begins at a token, and how many tokens it has.
pub(super) fn at(tokens: &[Token], place: usize) -> Option<(&'static Phrase, usize)> {
    let rest = tokens.get(place..)?;
    PHRASES.iter().find_map(|phrase| {
        let length = matches(phrase, rest)?;
        fits(phrase, tokens, place, length).then_some((phrase, length))
    })
}

/// How many tokens a phrase takes, if it stands there.
fn matches(phrase: &Phrase, tokens: &[Token]) -> Option<usize> {
    let words: Vec<&str> = phrase.written.split(' ').collect();
    let found = tokens.get(..words.len())?;
    let same = found.iter().zip(&words).all(|(token, word)| token.text.eq_ignore_ascii_case(word));
    same.then_some(words.len())
}

fn fits(phrase: &Phrase, tokens: &[Token], place: usize, length: usize) -> bool {
    let before = place.checked_sub(1).and_then(|before| tokens.get(before));
    let after = tokens.get(place.saturating_add(length));
    match phrase.place {
        Where::Anywhere => true,
        Where::Statement => {
            tokens.get(place).is_some_and(|token| token.first)
                && after.is_some_and(|next| matches!(next.kind, Kind::Word | Kind::Text))
        }
        Where::Operator => before.is_some_and(ends_value),
        Where::Operand => before.is_some_and(is_open),
        Where::Clause => {
            tokens.get(place).is_some_and(|token| token.first) && after.is_some_and(|next| !next.first)
        }
        Where::Line => {
            tokens.get(place).is_some_and(|token| token.first) && after.is_none_or(|next| next.first)
        }
    }
}

/// Whether a value can end with this token.
pub(super) fn ends_value(token: &Token) -> bool {
    match token.kind {
        Kind::Word => !is_open(token),
        Kind::Number | Kind::Text => true,
        Kind::Sign => matches!(token.text, ")" | "]" | "%"),
    }
}
