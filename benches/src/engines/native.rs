//! What a programmer would write instead of a policy: structs that borrow from the text, hash sets, conditions in
//! Rust, amounts as whole cents. The yardstick.

use super::{Engine, Growing};
use crate::answer::{Answer, Fired};
use crate::facts::{CONTROLLED, PARTIES, Row, entries};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::borrow::Cow;

type Text<'t> = Cow<'t, str>;

/// All of a case, as such programs read it, whether a rule asks for it or not.
#[derive(Deserialize)]
#[expect(dead_code, reason = "no rule reads the tariff number, the kind, countries and the foreign flag")]
pub struct Fact<'t> {
    #[serde(borrow)]
    pub as_of: Text<'t>,
    #[serde(borrow)]
    pub item: Item<'t>,
    #[serde(borrow)]
    pub components: Vec<Component<'t>>,
    #[serde(borrow)]
    pub destination: Text<'t>,
    #[serde(borrow)]
    pub end_user: EndUser<'t>,
    #[serde(borrow)]
    pub end_use: EndUse<'t>,
    #[serde(borrow)]
    pub exporter: Exporter<'t>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "as above")]
pub struct Item<'t> {
    #[serde(borrow)]
    pub code: Text<'t>,
    #[serde(borrow)]
    pub hs: Text<'t>,
    #[serde(borrow)]
    pub kind: Text<'t>,
    #[serde(borrow)]
    pub origin: Text<'t>,
    pub value: f64,
}

#[derive(Deserialize)]
pub struct Component<'t> {
    #[serde(borrow)]
    pub code: Text<'t>,
    #[serde(borrow)]
    pub origin: Text<'t>,
    pub value: f64,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "as above")]
pub struct EndUser<'t> {
    #[serde(borrow)]
    pub name: Text<'t>,
    #[serde(borrow)]
    pub sector: Text<'t>,
    #[serde(borrow)]
    pub country: Text<'t>,
    pub listed: bool,
    #[serde(borrow)]
    pub owners: Vec<Owner<'t>>,
}

#[derive(Deserialize)]
pub struct Owner<'t> {
    #[serde(borrow)]
    pub name: Text<'t>,
    pub share: f64,
}

#[derive(Deserialize)]
pub struct EndUse<'t> {
    #[serde(borrow)]
    pub category: Text<'t>,
    pub logic_nm: Option<i64>,
    pub memory_layers: Option<i64>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "as above")]
pub struct Exporter<'t> {
    #[serde(borrow)]
    pub nationality: Text<'t>,
}

pub fn cents(amount: f64) -> i64 {
    (amount * 100.0).round() as i64
}

pub fn fact(text: &str) -> Fact<'_> {
    serde_json::from_str(text).expect("facts as the generator makes them")
}

/// What the controlled components from China are worth, in cents.
pub fn controlled_cents(fact: &Fact, controlled: &FxHashSet<&str>) -> i64 {
    let counts = |part: &&Component| part.origin == "CN" && controlled.contains(&*part.code);
    fact.components.iter().filter(counts).map(|part| cents(part.value)).sum()
}

pub struct Native {
    controlled: FxHashSet<&'static str>,
    parties: FxHashSet<&'static str>,
}

impl Native {
    fn fired(&self, fact: &Fact) -> Fired {
        let user = &fact.end_user;
        let listed = |name: &str| self.parties.contains(name);
        let r2 =
            listed(&user.name) || user.owners.iter().any(|owner| owner.share >= 50.0 && listed(&owner.name));
        let r3 = fact.item.origin == "CN" && self.controlled.contains(&*fact.item.code);
        // Dates as the standard writes them compare as texts.
        let r7 = &*fact.as_of >= "2025-12-01" && &*fact.as_of <= "2026-11-10";
        let r4 = r7 && controlled_cents(fact, &self.controlled) * 1000 >= cents(fact.item.value);
        let advanced = fact.end_use.logic_nm.is_some_and(|node| node <= 14)
            || fact.end_use.memory_layers.is_some_and(|layers| layers >= 256);
        let r5 = fact.end_use.category == "semiconductor" && advanced;
        let r6 = fact.end_use.category == "humanitarian";
        let rules = [user.sector == "defence", r2, r3, r4, r5, r6];
        rules.iter().enumerate().fold(0, |fired, (at, fires)| fired | Fired::from(*fires) << at)
    }
}

impl Engine for Native {
    type Fact<'t> = Fact<'t>;

    fn ready() -> Native {
        Native { controlled: entries(CONTROLLED).collect(), parties: entries(PARTIES).collect() }
    }

    fn read<'t>(&self, text: &'t str) -> Fact<'t> {
        fact(text)
    }

    fn decide(&mut self, fact: &Fact) -> Answer {
        Answer::of(self.fired(fact))
    }
}

/// An index from code to destinations, thresholds and numbers.
pub struct Rows(FxHashMap<String, Vec<(String, i64, u32)>>);

impl Growing for Rows {
    type Fact<'t> = Fact<'t>;

    fn text(rows: &[Row]) -> String {
        rows.iter().map(|row| format!("{}\t{}\t{}\n", row.code, row.destination, row.cents)).collect()
    }

    fn ready(text: &str) -> Rows {
        let mut index: FxHashMap<String, Vec<(String, i64, u32)>> = FxHashMap::default();
        for (number, line) in text.lines().enumerate() {
            let mut parts = line.split('\t');
            let (code, destination) = (parts.next().expect("a code"), parts.next().expect("a destination"));
            let least = parts.next().and_then(|cents| cents.parse().ok()).expect("cents");
            index.entry(code.to_owned()).or_default().push((destination.to_owned(), least, number as u32));
        }
        Rows(index)
    }

    fn read<'t>(&self, text: &'t str) -> Fact<'t> {
        fact(text)
    }

    fn decide(&mut self, fact: &Fact, fired: &mut Vec<u32>) {
        let value = cents(fact.item.value);
        for (destination, least, number) in self.0.get(&*fact.item.code).into_iter().flatten() {
            if *fact.destination == **destination && value >= *least {
                fired.push(*number);
            }
        }
    }
}
