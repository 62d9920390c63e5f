//! Which facts there are, and values for them.

use serde_json::{Map, Value, json};

use super::{DAYS, Tape};

/// A type of the generated policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Boolean,
    Sector,
    Number,
    Money,
    Percent,
    Date,
    Country,
    Code,
    Text,
    Mass,
    Party,
    Parts,
    Rates,
}

/// A fact or a field, by the words that lead to it.
#[derive(Clone, Debug)]
pub struct Place {
    pub path: String,
    pub kind: Kind,
    pub optional: bool,
}

/// The facts that a policy declares, by their position in [`FACTS`].
pub struct Vocabulary {
    chosen: Vec<usize>,
    /// Whether `governed by shipped_on` is said.
    pub governed: bool,
}

/// Every fact that can be chosen: name, type, optional. Pairs of one type make comparisons of facts.
const FACTS: [(&str, Kind, bool); 17] = [
    ("military", Kind::Boolean, false),
    ("sector_of_use", Kind::Sector, false),
    ("parts", Kind::Parts, false),
    ("price", Kind::Money, false),
    ("buyer", Kind::Party, false),
    ("pieces", Kind::Number, false),
    ("cleared", Kind::Boolean, true),
    ("foreign_share", Kind::Percent, false),
    ("shipped_on", Kind::Date, false),
    ("destination", Kind::Country, false),
    ("entry", Kind::Code, false),
    ("product", Kind::Text, false),
    ("agent", Kind::Party, true),
    ("net_mass", Kind::Mass, true),
    ("ceiling", Kind::Money, true),
    ("second_entry", Kind::Code, true),
    ("rates", Kind::Rates, false),
];

/// The fields of a part and of a party.
pub const PART: [(&str, Kind, bool); 5] = [
    ("flagged", Kind::Boolean, false),
    ("amount", Kind::Money, false),
    ("origin", Kind::Country, false),
    ("portion", Kind::Percent, false),
    ("made_on", Kind::Date, true),
];
pub const PARTY: [(&str, Kind, bool); 4] = [
    ("sector", Kind::Sector, false),
    ("seat", Kind::Country, false),
    ("listed", Kind::Boolean, true),
    ("name", Kind::Text, false),
];

const RATE: [(&str, Kind, bool); 1] = [("rate", Kind::Number, false)];

pub const SECTORS: [&str; 3] = ["civil", "police", "defence"];
pub const COUNTRIES: [&str; 4] = ["CN", "NO", "IR", "US"];
pub const CODES: [&str; 5] = ["1C902", "1C902.a", "1C902.a.1", "3A001", "3A001.b"];
pub const TEXTS: [&str; 3] = ["oxide", "chip", "null"];
pub const MASSES: [&str; 4] = ["5 kg", "500 g", "20 kg", "0 kg"];
pub const PERCENTS: [&str; 4] = ["10%", "0.1%", "50%", "100%"];
pub const NUMBERS: [&str; 4] = ["3", "1", "0", "12.5"];
const AMOUNTS: [&str; 5] = ["100", "50", "0.1", "1000", "0"];

impl Vocabulary {
    /// Three to seven facts.
    pub fn choose(tape: &mut Tape) -> Vocabulary {
        let count = 3 + tape.below(5);
        let mut chosen: Vec<usize> =
            (0..count).map(|least| (least + tape.below(FACTS.len())) % FACTS.len()).collect();
        chosen.sort_unstable();
        chosen.dedup();
        let governed = tape.one_in(3) && chosen.iter().any(|fact| FACTS[*fact].0 == "shipped_on");
        Vocabulary { chosen, governed }
    }

    pub fn has(&self, kind: Kind) -> bool {
        self.chosen.iter().any(|fact| FACTS[*fact].1 == kind)
    }

    /// The facts, and the fields of those that are records.
    pub fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        for fact in &self.chosen {
            let (name, kind, optional) = FACTS[*fact];
            places.push(Place { path: name.to_owned(), kind, optional });
            if kind == Kind::Party {
                places.extend(fields(name, &PARTY));
            }
        }
        places
    }

    /// Enums, records, facts.
    pub fn declarations(&self) -> String {
        let mut text = format!("enum sector = {}\n\n", SECTORS.join(", "));
        if self.has(Kind::Parts) {
            text += &record("part", &PART);
        }
        if self.has(Kind::Party) {
            text += &record("party", &PARTY);
        }
        for fact in &self.chosen {
            text += &format!("fact {}\n", field(&FACTS[*fact]));
        }
        text
    }

    /// Facts of which about three in ten are not known.
    pub fn facts(&self, tape: &mut Tape) -> Value {
        self.record(tape, &self.declared(), false)
    }

    /// Facts with one in so many holes filled; what cannot be determined stays.
    pub fn filled(&self, tape: &mut Tape, facts: &Value, one_in: usize) -> Value {
        self.fill_record(tape, facts, &self.declared(), one_in)
    }

    fn declared(&self) -> Vec<(&'static str, Kind, bool)> {
        self.chosen.iter().map(|fact| FACTS[*fact]).collect()
    }

    fn fill_record(
        &self,
        tape: &mut Tape,
        record: &Value,
        fields: &[(&str, Kind, bool)],
        one_in: usize,
    ) -> Value {
        let mut map = record.as_object().unwrap().clone();
        for (name, kind, optional) in fields {
            match map.get(*name) {
                Some(Value::Null) if !tape.one_in(one_in) => {}
                None if *optional || !tape.one_in(one_in) => {}
                Some(Value::Null) if *optional && tape.below(3) == 2 => drop(map.remove(*name)),
                Some(Value::Null) | None => {
                    drop(map.insert((*name).to_owned(), self.value(tape, *kind, true)))
                }
                Some(known) => {
                    let more = self.fill_known(tape, known, *kind, one_in);
                    map.insert((*name).to_owned(), more);
                }
            }
        }
        Value::Object(map)
    }

    fn fill_known(&self, tape: &mut Tape, known: &Value, kind: Kind, one_in: usize) -> Value {
        match (known, kind) {
            (Value::Object(map), _) if map.contains_key("cannot_determine") => known.clone(),
            (Value::Object(_), Kind::Party) => self.fill_record(tape, known, &PARTY, one_in),
            (Value::Array(parts), Kind::Parts) => {
                parts.iter().map(|part| self.fill_record(tape, part, &PART, one_in)).collect()
            }
            (Value::Array(rates), Kind::Rates) => {
                rates.iter().map(|rate| self.fill_record(tape, rate, &RATE, one_in)).collect()
            }
            _ => known.clone(),
        }
    }

    /// Currencies that amounts may have: a second one only where there can be rates.
    pub fn money(&self, tape: &mut Tape) -> String {
        let currency = if self.has(Kind::Rates) && tape.one_in(3) { "EUR" } else { "USD" };
        format!("{} {currency}", tape.pick(&AMOUNTS))
    }

    fn record(&self, tape: &mut Tape, fields: &[(&str, Kind, bool)], all: bool) -> Value {
        let mut map = Map::new();
        for (name, kind, optional) in fields {
            let value = match tape.below(20) {
                14..17 if !all => Value::Null,
                17..19 if !all || *optional => continue,
                19 if !all => json!({ "cannot_determine": "the supplier does not answer" }),
                _ => self.value(tape, *kind, all),
            };
            map.insert((*name).to_owned(), value);
        }
        Value::Object(map)
    }

    /// A value; `all` says that none of it is left open.
    fn value(&self, tape: &mut Tape, kind: Kind, all: bool) -> Value {
        match kind {
            Kind::Boolean => json!(tape.below(2) == 0),
            Kind::Number => json!(tape.pick(&NUMBERS).parse::<serde_json::Number>().unwrap()),
            Kind::Party => self.record(tape, &PARTY, all),
            Kind::Parts => (0..tape.below(4)).map(|_| self.record(tape, &PART, all)).collect(),
            Kind::Rates => rates(tape, all),
            scalar => json!(self.literal(tape, scalar)),
        }
    }

    /// A value of a scalar type, as facts and policies both write it (policies with marks around codes and texts).
    pub fn literal(&self, tape: &mut Tape, kind: Kind) -> String {
        match kind {
            Kind::Boolean => tape.pick(&["true", "false"]).to_owned(),
            Kind::Sector => tape.pick(&SECTORS).to_owned(),
            Kind::Number => tape.pick(&NUMBERS).to_owned(),
            Kind::Money => self.money(tape),
            Kind::Percent => tape.pick(&PERCENTS).to_owned(),
            Kind::Date => tape.pick(&DAYS).to_owned(),
            Kind::Country => tape.pick(&COUNTRIES).to_owned(),
            Kind::Code => tape.pick(&CODES).to_owned(),
            Kind::Text => tape.pick(&TEXTS).to_owned(),
            Kind::Mass => tape.pick(&MASSES).to_owned(),
            Kind::Party | Kind::Parts | Kind::Rates => unreachable!("{kind:?} has no literals"),
        }
    }
}

/// No rate, one in either direction, or one of which the number is not known.
fn rates(tape: &mut Tape, all: bool) -> Value {
    match tape.below(4) {
        0 => json!([{ "from": "EUR", "to": "USD", "rate": 2 }]),
        1 => json!([{ "from": "USD", "to": "EUR", "rate": 0.3 }]),
        2 if !all => json!([{ "from": "EUR", "to": "USD", "rate": null }]),
        _ => json!([]),
    }
}

/// The fields of a record, behind the path to it.
pub fn fields(path: &str, fields: &[(&str, Kind, bool)]) -> Vec<Place> {
    fields
        .iter()
        .map(|(name, kind, optional)| Place {
            path: format!("{path}.{name}"),
            kind: *kind,
            optional: *optional,
        })
        .collect()
}

fn record(name: &str, fields: &[(&str, Kind, bool)]) -> String {
    let lines: String = fields.iter().map(|declared| format!("    {}\n", field(declared))).collect();
    format!("record {name}\n{lines}\n")
}

fn field((name, kind, optional): &(&str, Kind, bool)) -> String {
    let optional = if *optional { " optional" } else { "" };
    format!("{name}: {}{optional}", type_name(*kind))
}

pub fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Boolean => "boolean",
        Kind::Sector => "sector",
        Kind::Number => "number",
        Kind::Money => "money",
        Kind::Percent => "percent",
        Kind::Date => "date",
        Kind::Country => "country",
        Kind::Code => "code",
        Kind::Text => "text",
        Kind::Mass => "mass",
        Kind::Party => "party",
        Kind::Parts => "list of part",
        Kind::Rates => "list of exchange_rate",
    }
}
