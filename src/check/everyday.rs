//! Words of everyday language that people write for values, units and verdicts.

/// The verdict of the built-in scale that a word stands for.
pub(super) fn verdict(word: &str) -> Option<&'static str> {
    const VERDICTS: [(&str, &[&str]); 5] = [
        (
            "permit",
            &["permitted", "allow", "allowed", "free", "authorised", "authorized", "pass", "grant", "accept"],
        ),
        (
            "license",
            &["licence", "licensed", "authorise", "authorisation", "authorization", "approval", "require"],
        ),
        ("review", &["reviewed", "examine", "check", "case_by_case", "individual"]),
        ("refuse", &["refused", "refusal", "reject", "rejected", "decline"]),
        (
            "deny",
            &[
                "denied",
                "prohibit",
                "prohibited",
                "prohibition",
                "forbid",
                "forbidden",
                "ban",
                "banned",
                "block",
                "blocked",
                "illegal",
                "embargo",
            ],
        ),
    ];
    let word = word.to_lowercase();
    VERDICTS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(verdict, _)| *verdict)
}

/// The type that a word of another language stands for.
pub(super) fn kind(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "string" | "str" | "char" => Some("text"),
        "bool" | "flag" | "yes_no" => Some("boolean"),
        "int" | "integer" | "float" | "double" | "decimal" | "numeric" => Some("number"),
        "percentage" => Some("percent"),
        "amount" | "price" | "sum" => Some("money"),
        "yes" | "no" | "yesno" | "logical" | "checkbox" => Some("boolean"),
        "words" | "name" | "free_text" => Some("text"),
        "datetime" | "timestamp" => Some("date"),
        _ => None,
    }
}

/// Yes or no in another word.
pub(super) fn truth(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "yes" | "y" | "true" | "wahr" | "oui" => Some(true),
        "no" | "n" | "false" | "falsch" | "non" => Some(false),
        _ => None,
    }
}

/// The unit or currency that a word or another writing stands for, if it is only one.
pub(super) fn unit(word: &str) -> Option<&'static str> {
    const UNITS: [(&str, &[&str]); 29] = [
        ("%", &["percent", "pct", "prozent", "percentage"]),
        ("nm", &["nanometre", "nanometres", "nanometer", "nanometers"]),
        ("µm", &["micron", "microns", "micrometre", "micrometres", "micrometer", "micrometers"]),
        ("m²", &["sqm", "qm"]),
        ("°C", &["celsius", "degc"]),
        ("mm", &["millimetre", "millimetres", "millimeter", "millimeters"]),
        ("cm", &["centimetre", "centimetres", "centimeter", "centimeters"]),
        ("m", &["metre", "metres", "meter", "meters"]),
        ("km", &["kilometre", "kilometres", "kilometer", "kilometers"]),
        ("mg", &["milligram", "milligrams"]),
        ("g", &["gr", "gram", "grams", "gramme", "grammes"]),
        ("kg", &["kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes"]),
        ("t", &["tonne", "tonnes"]),
        ("lb", &["lbs", "pound_weight"]),
        ("s", &["second", "seconds", "sec", "secs"]),
        ("min", &["minute", "minutes", "mins"]),
        ("h", &["hour", "hours", "hrs"]),
        ("Hz", &["hertz"]),
        ("MHz", &["megahertz"]),
        ("GHz", &["gigahertz"]),
        ("W", &["watt", "watts"]),
        ("kW", &["kilowatt", "kilowatts"]),
        ("V", &["volt", "volts"]),
        ("A", &["ampere", "amperes", "amps"]),
        ("EUR", &["euro", "euros"]),
        ("GBP", &["sterling"]),
        ("CNY", &["rmb", "renminbi", "yuan"]),
        ("RUB", &["rouble", "roubles", "ruble", "rubles"]),
        ("JPY", &["yen"]),
    ];
    let word = word.to_lowercase();
    UNITS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(unit, _)| *unit)
}

/// What to do about a word that nothing is called by.
pub(super) fn missing(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "today" | "now" | "current_date" | "this_day" => {
            Some("there is no clock in a policy: write `as_of` for the day that picks the law")
        }
        "null" | "nil" | "nothing" | "empty" | "blank" => {
            Some("write `is none` where there is no such thing")
        }
        "input" | "facts" | "fact" | "this" | "self" | "data" | "ctx" | "context" | "request" | "export"
        | "shipment" => {
            Some("facts are named by themselves, as in `destination == RU`: leave the word and its dot out")
        }
        "unknown" => Some("write `cannot be determined`, as in `end_user.country cannot be determined`"),
        "q1" | "q2" | "q3" | "q4" => Some(
            "name the day that is meant: the quarters begin on `2025-01-01`, `2025-04-01`, `2025-07-01` and `2025-10-01`",
        ),
        "everyone" | "everything" | "anyone" | "anything" => Some("write `always` instead of a condition"),
        _ => None,
    }
}

/// An amount that is written as one word: `five`, `half`, `nm14`.
pub(super) fn amount(word: &str) -> Option<String> {
    let share = [("half", "50%"), ("quarter", "25%")];
    if let Some((_, share)) = share.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)) {
        return Some((*share).to_owned());
    }
    if let Some(number) = crate::value::Number::spelled(word) {
        return Some(number.to_string());
    }
    let unit = word.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let number = word.get(unit.len()..).filter(|number| !number.is_empty())?;
    let known = crate::value::Unit::parse(unit).is_some() || crate::value::Currency::parse(unit).is_some();
    known.then(|| format!("{number} {unit}"))
}
