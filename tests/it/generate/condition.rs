//! Conditions and amounts over the places that are in reach.

use super::Tape;
use super::vocabulary::{Kind, PART, Place, Vocabulary, fields};

/// What a condition may speak of.
pub struct Reach<'a> {
    pub vocabulary: &'a Vocabulary,
    pub places: Vec<Place>,
    /// Rules and groups whose `applies` may be asked.
    pub rules: Vec<String>,
    /// Whether lists may be gone through (not inside one).
    pub lists: bool,
}

impl<'a> Reach<'a> {
    pub fn new(vocabulary: &'a Vocabulary, rules: Vec<String>) -> Reach<'a> {
        Reach { vocabulary, places: vocabulary.places(), rules, lists: true }
    }

    /// The same inside `p in parts`.
    fn inside(&self) -> Reach<'a> {
        let mut places = fields("p", &PART);
        places.extend(self.places.iter().cloned());
        Reach { vocabulary: self.vocabulary, places, rules: Vec::new(), lists: false }
    }

    /// A condition with at most `depth` levels of `and`, `or`, `not`. What has an operator stands in brackets
    /// wherever another could touch it.
    pub fn condition(&self, tape: &mut Tape, depth: usize) -> String {
        if depth == 0 {
            return self.test(tape);
        }
        let inner = |tape: &mut Tape| self.bracketed(tape, depth - 1);
        match tape.below(7) {
            0 | 1 => self.test(tape),
            2 => format!("{} and {}", inner(tape), inner(tape)),
            3 => format!("{} or {}", inner(tape), inner(tape)),
            4 => format!("{} and {} and {}", inner(tape), inner(tape), inner(tape)),
            5 => format!("{} or {} or {}", inner(tape), inner(tape), inner(tape)),
            _ => format!("not {}", inner(tape)),
        }
    }

    pub fn bracketed(&self, tape: &mut Tape, depth: usize) -> String {
        format!("({})", self.condition(tape, depth))
    }

    /// One comparison or question.
    fn test(&self, tape: &mut Tape) -> String {
        match tape.below(8) {
            0..4 => self.about_a_place(tape),
            4 | 5 if self.lists && self.vocabulary.has(Kind::Parts) => self.about_parts(tape),
            6 if !self.rules.is_empty() => {
                format!("{} applies", self.rules[tape.below(self.rules.len())])
            }
            7 => self.about_the_day(tape),
            _ => self.about_a_place(tape),
        }
    }

    fn about_a_place(&self, tape: &mut Tape) -> String {
        let first =
            if self.lists { 0 } else { tape.below(self.places.len()).min(tape.below(self.places.len())) };
        let place =
            if self.lists { &self.places[tape.below(self.places.len())] } else { &self.places[first] };
        if place.optional && tape.one_in(4) {
            return format!("{} is {}none", place.path, tape.pick(&["", "not "]));
        }
        if tape.one_in(12) {
            return format!("{} cannot be determined", place.path);
        }
        self.about(tape, place)
    }

    fn about(&self, tape: &mut Tape, place: &Place) -> String {
        let path = &place.path;
        match place.kind {
            Kind::Boolean => match tape.below(4) {
                0..3 => path.clone(),
                _ => format!("{path} == {}", self.operand(tape, place)),
            },
            Kind::Sector | Kind::Country | Kind::Text => self.about_a_word(tape, place),
            Kind::Code => self.about_a_code(tape, place),
            Kind::Number | Kind::Money | Kind::Percent | Kind::Mass | Kind::Date => {
                self.about_an_amount(tape, place)
            }
            Kind::Party => format!("{path}.seat == {}", self.vocabulary.literal(tape, Kind::Country)),
            Kind::Parts => format!("count({path}) >= {}", 1 + tape.below(3)),
            Kind::Rates => format!("count({path}) >= 1"),
        }
    }

    fn about_a_word(&self, tape: &mut Tape, place: &Place) -> String {
        let path = &place.path;
        match tape.below(6) {
            0 | 1 => format!("{path} == {}", self.operand(tape, place)),
            2 => format!("{path} != {}", self.operand(tape, place)),
            3 => format!("{path} in {}", self.list(tape, place.kind)),
            4 => format!("{path} not in {}", self.list(tape, place.kind)),
            _ if place.kind == Kind::Country => format!("{path} in embargoed"),
            _ if place.kind == Kind::Sector => format!("tolerated({path}) >= 50%"),
            _ => format!("{path} == {}", self.written(tape, place.kind)),
        }
    }

    fn about_a_code(&self, tape: &mut Tape, place: &Place) -> String {
        let path = &place.path;
        match tape.below(4) {
            0 => format!("{path} under {}", self.operand(tape, place)),
            1 => format!("{path} under {}", self.list(tape, Kind::Code)),
            2 => format!("{path} == {}", self.operand(tape, place)),
            _ => format!("{path} != {}", self.written(tape, Kind::Code)),
        }
    }

    fn about_an_amount(&self, tape: &mut Tape, place: &Place) -> String {
        let path = &place.path;
        match tape.below(8) {
            0..4 => format!("{path} {} {}", comparison(tape), self.operand(tape, place)),
            4 => format!("{path} between {}", bounds(place.kind)),
            5 => format!("{} {} {}", self.computed(tape, place), comparison(tape), self.operand(tape, place)),
            6 if place.kind == Kind::Date => {
                format!("{path} in calendar_year({})", self.written(tape, Kind::Date))
            }
            6 if place.kind == Kind::Money => format!("{path} >= threshold"),
            6 => match self.of_one_kind(tape, place) {
                Some(other) => format!("{path} / {other} >= {}", tape.pick(&["50%", "1", "0.1%"])),
                None => format!("{path} {} {}", comparison(tape), self.written(tape, place.kind)),
            },
            _ => format!("{path} {} {}", comparison(tape), self.operand(tape, place)),
        }
    }

    /// Something of the same type that is computed from a place.
    fn computed(&self, tape: &mut Tape, place: &Place) -> String {
        let path = &place.path;
        if place.kind == Kind::Date {
            return format!("{path} + {}", tape.pick(&["30 days", "1 month", "2 weeks"]));
        }
        match tape.below(4) {
            0 => format!("{path} + {}", self.operand(tape, place)),
            1 => format!("{path} - {}", self.written(tape, place.kind)),
            2 if place.kind != Kind::Percent => format!("{path} * 2"),
            _ => format!("(if {} then {path} else {})", self.simple(tape), self.written(tape, place.kind)),
        }
    }

    /// A literal, or another place of the same type.
    fn operand(&self, tape: &mut Tape, place: &Place) -> String {
        let other = if tape.one_in(3) { self.of_one_kind(tape, place) } else { None };
        other.unwrap_or_else(|| self.written(tape, place.kind))
    }

    fn of_one_kind(&self, tape: &mut Tape, place: &Place) -> Option<String> {
        let others: Vec<&Place> =
            self.places.iter().filter(|other| other.kind == place.kind && other.path != place.path).collect();
        if others.is_empty() { None } else { Some(others[tape.below(others.len())].path.clone()) }
    }

    fn written(&self, tape: &mut Tape, kind: Kind) -> String {
        let literal = self.vocabulary.literal(tape, kind);
        if matches!(kind, Kind::Code | Kind::Text) { format!("\"{literal}\"") } else { literal }
    }

    /// One literal, or two that differ.
    fn list(&self, tape: &mut Tape, kind: Kind) -> String {
        let [first, second] = [self.written(tape, kind), self.written(tape, kind)];
        if first == second { format!("[{first}]") } else { format!("[{first}, {second}]") }
    }

    fn simple(&self, tape: &mut Tape) -> String {
        let booleans: Vec<&Place> = self.places.iter().filter(|place| place.kind == Kind::Boolean).collect();
        if booleans.is_empty() {
            self.about_the_day(tape)
        } else {
            booleans[tape.below(booleans.len())].path.clone()
        }
    }

    fn about_the_day(&self, tape: &mut Tape) -> String {
        match tape.below(3) {
            0 => format!("wording == {}", tape.pick(&["wide", "narrow"])),
            _ => format!("as_of {} {}", comparison(tape), self.written(tape, Kind::Date)),
        }
    }

    /// Comprehensions over `parts`.
    fn about_parts(&self, tape: &mut Tape) -> String {
        let inside = self.inside();
        let filter =
            if tape.one_in(3) { format!(" where {}", inside.condition(tape, 1)) } else { String::new() };
        let sum = |of: &str| format!("sum(p.{of} for p in parts{filter})");
        match tape.below(9) {
            0 => format!("any(p in parts where {})", inside.condition(tape, 1)),
            1 => format!("all(p in parts{filter} : {})", inside.condition(tape, 1)),
            2 => format!("any(p in parts{filter} : {})", inside.condition(tape, 1)),
            3 => format!(
                "count(p in parts where {}) {} {}",
                inside.condition(tape, 1),
                comparison(tape),
                1 + tape.below(2)
            ),
            4 => format!("{} {} {}", sum("amount"), comparison(tape), self.written(tape, Kind::Money)),
            5 => format!("{} {} {}", sum("portion"), comparison(tape), self.written(tape, Kind::Percent)),
            6 => {
                let word = tape.pick(&["min", "max"]);
                format!(
                    "{word}(p.amount for p in parts{filter}) {} {}",
                    comparison(tape),
                    self.written(tape, Kind::Money)
                )
            }
            7 => "any(p in parts : dubious(p))".to_owned(),
            _ => {
                let money = self
                    .places
                    .iter()
                    .find(|place| place.kind == Kind::Money)
                    .map_or("threshold", |place| &place.path);
                format!(
                    "{} / {money} {} {}",
                    sum("amount"),
                    comparison(tape),
                    self.written(tape, Kind::Percent)
                )
            }
        }
    }
}

/// The middle of what facts have.
fn bounds(kind: Kind) -> &'static str {
    match kind {
        Kind::Money => "50 USD and 500 USD",
        Kind::Percent => "1% and 50%",
        Kind::Mass => "500 g and 5 kg",
        Kind::Date => "2025-12-31 and 2026-03-31",
        _ => "1 and 10",
    }
}

fn comparison(tape: &mut Tape) -> &'static str {
    tape.pick(&[">=", "<", "==", "<=", ">", "!="])
}
