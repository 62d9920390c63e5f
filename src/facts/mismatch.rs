//! Why a text is no value of a type.

use std::fmt;

use crate::value::{CountryMistake, Currency, Date, DateMistake};

/// Why a text is no value of its declared type. Shown, it is half a sentence that names what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "`found` is the text as written, `meant` what may be meant, `near` what is close to it, \
                                 `wanted` what was declared, `all` or `units` what would do"
)]
pub enum Mismatch {
    /// Nothing but blanks.
    Empty,
    /// A word for nothing.
    Gap { found: String },
    /// A type that no text can have.
    NoText { found: String, wanted: String },
    /// Neither `true` nor `false`.
    Boolean { found: String, meant: Option<bool> },
    /// A number or boolean where a text, code or word belongs.
    NotQuoted { found: String },
    /// A blank or invisible character at an end of a text.
    Blanks { found: String, meant: String },
    /// Quotation marks of a word processor around a text.
    Marks { found: String, meant: String },
    /// No number.
    Number { found: String, meant: Option<String> },
    /// More digits than an amount has.
    TooLong { found: String },
    /// Marks between digits, with all readings.
    Separator { found: String, readings: Vec<String> },
    /// A share without a percent sign, with both readings.
    Percent { found: String, readings: Vec<String> },
    /// No money.
    Money { found: String, meant: Option<String> },
    /// An amount without a currency.
    NoCurrency { found: String },
    /// No currency.
    Currency { found: String, meant: Option<Currency> },
    /// No quantity.
    Quantity { found: String, wanted: String, meant: Option<String>, units: Vec<String> },
    /// An amount without a unit.
    NoUnit { found: String, wanted: String, units: Vec<String> },
    /// No unit.
    UnknownUnit { found: String, wanted: String, near: Vec<String>, units: Vec<String> },
    /// A unit of another dimension.
    OtherDimension { found: String, measures: String, wanted: String, units: Vec<String> },
    /// No day.
    Date { found: String, mistake: Option<DateMistake> },
    /// A day with a time.
    Instant { found: String, day: Date },
    /// The number that a spreadsheet keeps for a day.
    DateSerial { found: String, day: Date },
    /// No span of time.
    Duration { found: String },
    /// No country.
    Country { found: String, mistake: Option<CountryMistake> },
    /// `false`, which some tool has made of Norway.
    Norway { found: String },
    /// No code of the space.
    Code { found: String, wanted: String, shape: Option<String>, meant: Option<String> },
    /// A number where a code belongs.
    CodeDestroyed { found: String, wanted: String, shape: Option<String>, meant: Option<String> },
    /// No value of an enum.
    Choice { found: String, wanted: String, near: Vec<String>, all: Vec<String> },
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mismatch::Empty => f.write_str("nothing is written"),
            Mismatch::Gap { found } => write!(f, "`{found}` stands where a value belongs"),
            Mismatch::NoText { found, wanted } => write!(f, "`{found}` is no {wanted}"),
            Mismatch::Boolean { found, .. } => write!(f, "`{found}` is neither `true` nor `false`"),
            Mismatch::NotQuoted { found } => write!(f, "`{found}` stands without quotation marks"),
            Mismatch::Blanks { found, .. } => {
                write!(f, "`{found}` begins or ends with a blank, and would be found in no list")
            }
            Mismatch::Marks { found, .. } => {
                write!(f, "`{found}` stands in marks of a word processor, which would be a part of it")
            }
            Mismatch::Number { found, .. } => write!(f, "`{found}` is not a number"),
            Mismatch::TooLong { found } => write!(f, "`{found}` is too long to be an exact amount"),
            Mismatch::Separator { found, .. } => {
                write!(f, "`{found}` has marks between its digits")
            }
            Mismatch::Percent { found, .. } => write!(f, "the share `{found}` has no percent sign"),
            Mismatch::Money { found, .. } => write!(f, "`{found}` is not an amount of money"),
            Mismatch::NoCurrency { found } => write!(f, "the amount `{found}` has no currency"),
            Mismatch::Currency { found, .. } => write!(f, "`{found}` is not a currency"),
            Mismatch::Quantity { found, wanted, .. } => {
                write!(f, "`{found}` is not a quantity of {wanted}")
            }
            Mismatch::NoUnit { found, wanted, .. } => {
                write!(f, "the {wanted} `{found}` has no unit")
            }
            Mismatch::UnknownUnit { found, .. } => write!(f, "`{found}` is not a unit"),
            Mismatch::OtherDimension { found, measures, wanted, .. } => {
                write!(f, "`{found}` measures {measures}, and {wanted} is wanted")
            }
            Mismatch::Date { found, .. } => write!(f, "`{found}` is not a day"),
            Mismatch::Instant { found, .. } => {
                write!(f, "`{found}` is a day with a time, and dates are days")
            }
            Mismatch::DateSerial { found, .. } => write!(f, "`{found}` is a number, not a day"),
            Mismatch::Duration { found } => write!(f, "`{found}` is not a span of time"),
            Mismatch::Country { found, .. } | Mismatch::Norway { found } => {
                write!(f, "`{found}` is not a country code")
            }
            Mismatch::Code { found, wanted, .. } => write!(f, "`{found}` is not a {wanted}"),
            Mismatch::CodeDestroyed { found, wanted, .. } => {
                write!(f, "the number `{found}` is not a {wanted}")
            }
            Mismatch::Choice { found, wanted, .. } => {
                write!(f, "`{found}` is not a value of `{wanted}`")
            }
        }
    }
}

impl Mismatch {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Mismatch::Empty | Mismatch::Gap { .. } => {
                "write the value; where it is not known, write `null` or leave the line out".to_owned()
            }
            Mismatch::NoText { wanted, .. } => format!("write a {wanted}"),
            Mismatch::Boolean { meant: Some(meant), .. } => {
                format!("write `{meant}`, without quotation marks")
            }
            Mismatch::Boolean { meant: None, .. } => {
                "write `true` or `false`, without quotation marks".to_owned()
            }
            Mismatch::NotQuoted { found } => format!("put it in quotation marks: `\"{found}\"`"),
            Mismatch::Blanks { meant, .. } => {
                format!("write `{meant}`, without anything before and behind it")
            }
            Mismatch::Marks { meant, .. } => format!("write `\"{meant}\"`"),
            Mismatch::Number { meant: Some(meant), .. } => format!("write `{meant}`"),
            Mismatch::Number { meant: None, .. } => {
                "write digits, with a point before decimals: `1234.5`".to_owned()
            }
            Mismatch::TooLong { .. } => "check the number: amounts have at most 40 digits".to_owned(),
            Mismatch::Separator { readings, .. } => format!("write {}", either(readings)),
            Mismatch::Percent { readings, .. } => choose(readings),
            Mismatch::Money { meant: Some(meant), .. } => format!("write `{meant}`"),
            Mismatch::Money { meant: None, .. } => {
                "write the amount, a space and the currency: `1000.00 USD`".to_owned()
            }
            Mismatch::NoCurrency { found } => format!("add the currency, such as `{found} EUR`"),
            Mismatch::Currency { meant: Some(meant), .. } => format!("write `{meant}`"),
            Mismatch::Currency { meant: None, .. } => {
                "write the three capitals of ISO 4217, such as `EUR`".to_owned()
            }
            Mismatch::Quantity { meant: Some(meant), .. } => format!("write `{meant}`, with a space"),
            Mismatch::Quantity { meant: None, units, .. } => {
                format!("write a number, a space and one of {}", list(units))
            }
            Mismatch::NoUnit { found, units, .. } => no_unit(found, units),
            Mismatch::UnknownUnit { near, units, .. } => did_you_mean(near, units),
            Mismatch::OtherDimension { units, .. } => format!("give it in one of {}", list(units)),
            Mismatch::Date { mistake, .. } => date_help(mistake.as_ref()),
            Mismatch::Instant { day, .. } => {
                format!("write the day alone, as it was at the place in question: `{day}`")
            }
            Mismatch::DateSerial { day, .. } => {
                format!(
                    "write `{day}` if that is the day: spreadsheets keep days as numbers, and this is its number"
                )
            }
            Mismatch::Duration { .. } => {
                "write a whole number and days, weeks, months or years: `10 days`".to_owned()
            }
            Mismatch::Country { mistake, .. } => country_help(mistake.as_ref()),
            Mismatch::Norway { .. } => {
                "write `NO` if Norway is meant: some programs turn NO into false, so look at the original"
                    .to_owned()
            }
            Mismatch::Code { shape, meant, .. } => code_help(shape.as_deref(), meant.as_deref()),
            Mismatch::CodeDestroyed { found, shape, meant, .. } => {
                destroyed_help(found, shape.as_deref(), meant.as_deref())
            }
            Mismatch::Choice { near, all, .. } => did_you_mean(near, all),
        }
    }
}

fn no_unit(found: &str, units: &[String]) -> String {
    match units {
        [first, others @ ..] if !others.is_empty() => {
            format!("add the unit, such as `{found} {first}`; others are {}", list(others))
        }
        [first, ..] => format!("add the unit, such as `{found} {first}`"),
        [] => "add the unit".to_owned(),
    }
}

fn date_help(mistake: Option<&DateMistake>) -> String {
    match mistake {
        Some(DateMistake::NoSuchDay { last_day }) => {
            format!("check the day: the last one of that month is `{last_day}`")
        }
        Some(DateMistake::ShortParts { written } | DateMistake::OtherOrder { written }) => {
            format!("write year, month and day: `{written}`")
        }
        Some(DateMistake::DayMonth { first, second }) => {
            format!("write `{first}` or `{second}`, whichever is meant")
        }
        None => "write year, month and day, such as `2026-03-01`".to_owned(),
    }
}

fn country_help(mistake: Option<&CountryMistake>) -> String {
    let named = |code: &crate::value::Country| format!("`{}` ({})", code.code(), code.name());
    let several = |codes: &[crate::value::Country]| codes.iter().map(named).collect::<Vec<_>>().join(" or ");
    match mistake {
        Some(CountryMistake::AnotherWriting { code } | CountryMistake::Habit { code }) => {
            format!("write the ISO code, {}", named(code))
        }
        Some(CountryMistake::Several { codes }) => {
            format!("write {}, whichever is meant", several(codes))
        }
        Some(CountryMistake::Former { ended, successors }) if successors.is_empty() => {
            format!("name a country of today: this code ended on {ended}")
        }
        Some(CountryMistake::Former { ended, successors }) if successors.len() > 4 => {
            let codes: Vec<&str> = successors.iter().map(crate::value::Country::code).collect();
            format!(
                "this code ended on {ended}; write the code of the country of today: {}",
                codes.join(", ")
            )
        }
        Some(CountryMistake::Former { ended, successors }) => {
            format!("this code ended on {ended}; write {}", several(successors))
        }
        None => "write the two capitals of ISO 3166, such as `DE`".to_owned(),
    }
}

fn code_help(shape: Option<&str>, meant: Option<&str>) -> String {
    match (meant, shape) {
        (Some(meant), _) => format!("write `{meant}`"),
        (None, Some(shape)) => {
            format!("write it in the form `{shape}`, where 9 is any digit and A any capital letter")
        }
        (None, None) => "write letters and digits, with points between the parts: `1C902.a.1`".to_owned(),
    }
}

fn destroyed_help(found: &str, shape: Option<&str>, meant: Option<&str>) -> String {
    match (meant, shape) {
        (Some(meant), _) => format!(
            "a spreadsheet has probably turned the code {meant} into the number {found}: look at the original, set the \
             column to text, and export again"
        ),
        (None, Some(shape)) => format!(
            "a spreadsheet has probably turned a code of the form {shape} into a number: look at the original, set the \
             column to text, and export again"
        ),
        (None, None) if found.contains(['E', 'e', '.', ',']) => {
            "a spreadsheet has probably turned a code such as 3E001 into a number: look at the original, set the column to \
             text, and export again"
                .to_owned()
        }
        (None, None) => {
            format!("put the code in quotation marks if a spreadsheet has not changed it: `\"{found}\"`")
        }
    }
}

/// "did you mean", or all there are.
pub(super) fn did_you_mean(near: &[String], all: &[String]) -> String {
    match (near, all) {
        ([], []) => "remove it".to_owned(),
        ([], all) => format!("write one of {}", list(all)),
        (near, _) => format!("did you mean {}?", either(near)),
    }
}

/// The only reading, or all.
fn choose(readings: &[String]) -> String {
    let ending = if readings.len() > 1 { ", whichever is meant" } else { "" };
    format!("write {}{ending}", either(readings))
}

fn either(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or ")
}

/// At most twelve words.
pub(super) fn list(words: &[String]) -> String {
    let shown: Vec<String> = words.iter().take(12).map(|word| format!("`{word}`")).collect();
    let more = words.len().saturating_sub(shown.len());
    let ending = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{ending}", shown.join(", "))
}
