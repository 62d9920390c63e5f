//! The facts: always the same ones, made from one seed. An export as JSON, about 1.1 kB, as a company's own
//! system would write it; some of them lie exactly on the policy's 0.1 % line, and some one cent beside it.

use std::fmt::Write as _;

const SEED: u64 = 0x11C1_7000_2025_1201;

pub const CONTROLLED: &str = include_str!("../peers/policy/lists/controlled.csv");
pub const PARTIES: &str = include_str!("../peers/policy/lists/parties.csv");

const COUNTRIES: [&str; 20] = [
    "CN", "US", "NL", "DE", "JP", "KR", "TW", "SG", "MY", "VN", "IN", "FR", "GB", "IT", "ES", "AE", "TR",
    "BR", "MX", "IL",
];
const SECTORS: [&str; 7] = ["civil", "automotive", "telecom", "research", "energy", "medical", "retail"];
const CATEGORIES: [&str; 6] = ["consumer", "industrial", "automotive", "telecom", "research", "medical"];
const KINDS: [&str; 3] = ["goods", "technology", "software"];
const NAMES: [&str; 12] = [
    "Abel", "Brisk", "Corvin", "Dovre", "Elster", "Fjord", "Gable", "Hollin", "Ister", "Juno", "Krell",
    "Lindos",
];
const TRADES: [&str; 8] =
    ["Instruments", "Trading", "Optics", "Shipping", "Materials", "Devices", "Laboratories", "Engineering"];
const FORMS: [&str; 5] = ["Ltd", "Co", "GmbH", "BV", "Inc"];

/// The entries of a list file, its heading left out.
pub fn entries(csv: &str) -> impl Iterator<Item = &str> {
    csv.lines().skip(1)
}

/// Numbers that look random and are the same in every run (splitmix64).
pub struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// One of `low..=high`.
    fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.roll() % (high - low + 1)
    }

    /// True so many times in a thousand.
    fn chance(&mut self, per_thousand: u64) -> bool {
        self.roll() % 1000 < per_thousand
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[(self.roll() % from.len() as u64) as usize]
    }
}

/// What the facts are made of.
pub struct Maker {
    dice: Dice,
    controlled: Vec<&'static str>,
    parties: Vec<&'static str>,
    free: Vec<String>,
    made: usize,
}

struct Component {
    code: String,
    origin: &'static str,
    cents: u64,
}

impl Maker {
    pub fn new() -> Maker {
        let controlled: Vec<&str> = entries(CONTROLLED).collect();
        let mut dice = Dice(SEED);
        let mut free = Vec::new();
        while free.len() < 2_000 {
            let (category, group) = (dice.between(0, 9), dice.pick(&["A", "B", "C", "D", "E"]));
            let code =
                format!("{category}{group}{:03}.{}", dice.between(0, 999), dice.pick(&["a", "b", "c", "d"]));
            if !controlled.contains(&code.as_str()) {
                free.push(code);
            }
        }
        Maker { dice, controlled, parties: entries(PARTIES).collect(), free, made: 0 }
    }

    /// The next export.
    pub fn fact(&mut self) -> String {
        let components = self.components();
        let value = self.value(&components);
        let mut text = String::with_capacity(1_500);
        let (day, code) = (day(self.dice.between(0, 669)), self.code(250));
        let (hs, kind, origin) = (self.dice.between(840_000, 909_999), self.dice.pick(&KINDS), self.origin());
        put(
            &mut text,
            format_args!(
                "{{\"id\":\"E{:07}\",\"as_of\":\"{day}\",\"item\":{{\"code\":\"{code}\",",
                self.made
            ),
        );
        put(
            &mut text,
            format_args!(
                "\"hs\":\"{hs}\",\"kind\":\"{kind}\",\"origin\":\"{origin}\",\"value\":{}}},",
                money(value)
            ),
        );
        text.push_str("\"components\":[");
        for (at, Component { code, origin, cents }) in components.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            let value = money(*cents);
            put(
                &mut text,
                format_args!("{comma}{{\"code\":\"{code}\",\"origin\":\"{origin}\",\"value\":{value}}}"),
            );
        }
        put(&mut text, format_args!("],\"destination\":\"{}\",", self.dice.pick(&COUNTRIES)));
        self.end_user(&mut text);
        self.end_use(&mut text);
        put(&mut text, format_args!("\"exporter\":{{\"nationality\":\"{}\"}}}}", self.dice.pick(&COUNTRIES)));
        self.made += 1;
        text
    }

    /// A code that is controlled so many times in a thousand.
    fn code(&mut self, controlled: u64) -> String {
        if self.dice.chance(controlled) {
            self.dice.pick(&self.controlled).to_owned()
        } else {
            let at = self.dice.between(0, self.free.len() as u64 - 1);
            self.free[at as usize].clone()
        }
    }

    fn origin(&mut self) -> &'static str {
        if self.dice.chance(350) { "CN" } else { self.dice.pick(&COUNTRIES[1..]) }
    }

    /// None to thirty of them. Controlled ones from China are cheap, so that the 0.1 % line matters.
    fn components(&mut self) -> Vec<Component> {
        let count = if self.dice.chance(80) { 0 } else { self.dice.between(1, 30) };
        let mut components = Vec::new();
        for _ in 0..count {
            let (code, origin) = (self.code(70), self.origin());
            let small = origin == "CN" && self.controlled.contains(&code.as_str());
            let most = match (small, self.dice.chance(300)) {
                (true, true) => 2_000,
                (true, false) => 100_000,
                (false, _) => 900_000,
            };
            components.push(Component { code, origin, cents: self.dice.between(1, most) });
        }
        components
    }

    /// What the item is worth: now and then exactly a thousand times its controlled parts, or a cent more.
    fn value(&mut self, components: &[Component]) -> u64 {
        let total: u64 = components.iter().map(|part| part.cents).sum();
        let counts = |part: &&Component| part.origin == "CN" && self.controlled.contains(&part.code.as_str());
        let controlled: u64 = components.iter().filter(counts).map(|part| part.cents).sum();
        let usual = total + self.dice.between(10_000, 60_000_000);
        let (on, under) = (self.dice.chance(20), self.dice.chance(20));
        match controlled * 1000 {
            line if line > total && on => line,
            line if line > total && under => line + 1,
            _ => usual,
        }
    }

    fn party(&mut self, listed: u64) -> String {
        if self.dice.chance(listed) {
            return self.dice.pick(&self.parties).to_owned();
        }
        let (one, two) = (self.dice.pick(&NAMES), self.dice.pick(&NAMES).to_lowercase());
        format!("{one}{two} {} {}", self.dice.pick(&TRADES), self.dice.pick(&FORMS))
    }

    fn end_user(&mut self, text: &mut String) {
        let name = self.party(12);
        let sector = if self.dice.chance(40) { "defence" } else { self.dice.pick(&SECTORS) };
        let country = self.dice.pick(&COUNTRIES);
        put(
            text,
            format_args!(
                "\"end_user\":{{\"name\":\"{name}\",\"sector\":\"{sector}\",\"country\":\"{country}\","
            ),
        );
        text.push_str("\"owners\":[");
        let mut left = 10_000;
        for at in 0..self.dice.between(0, 4) {
            // A round half now and then: the threshold itself.
            let half = left >= 5_000 && self.dice.chance(80);
            let share = if half { 5_000 } else { self.dice.between(1, left) };
            let comma = if at == 0 { "" } else { "," };
            let name = self.party(30);
            put(text, format_args!("{comma}{{\"name\":\"{name}\",\"share\":{}}}", money(share)));
            left -= share;
            if left == 0 {
                break;
            }
        }
        put(text, format_args!("],\"listed\":{}}},", self.dice.chance(15)));
    }

    fn end_use(&mut self, text: &mut String) {
        let category = match self.dice.between(0, 999) {
            0..=119 => "semiconductor",
            120..=149 => "humanitarian",
            _ => self.dice.pick(&CATEGORIES),
        };
        put(text, format_args!("\"end_use\":{{\"category\":\"{category}\""));
        // Node, layers or both are told.
        let told = if category == "semiconductor" { self.dice.between(1, 3) } else { 0 };
        if told & 1 != 0 {
            let node = self.dice.pick(&["5", "7", "14", "16", "28", "40", "65", "90"]);
            put(text, format_args!(",\"logic_nm\":{node}"));
        }
        if told & 2 != 0 {
            let layers = self.dice.pick(&["64", "96", "128", "176", "232", "256", "321"]);
            put(text, format_args!(",\"memory_layers\":{layers}"));
        }
        text.push_str("},");
    }
}

fn put(text: &mut String, what: std::fmt::Arguments) {
    text.write_fmt(what).expect("a text takes everything");
}

/// Cents as an amount with two digits.
pub fn money(cents: u64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// So many days after 1 June 2025.
fn day(mut days: u64) -> String {
    let (mut year, mut month) = (2025, 6);
    loop {
        let length = match month {
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        if days < length {
            return format!("{year}-{month:02}-{:02}", days + 1);
        }
        days -= length;
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
}

/// A rule of the growing policy: `code == X and destination == Y and value >= Z`.
pub struct Row {
    pub code: String,
    pub destination: &'static str,
    pub cents: u64,
}

/// So many of them: five destinations for each code.
pub fn rows(count: usize) -> Vec<Row> {
    let mut dice = Dice(SEED ^ 2);
    let row = |at: usize| {
        let item = at / 5;
        let (category, group) = (item % 10, ["A", "B", "C", "D", "E"][item / 10 % 5]);
        Row {
            code: format!("{category}{group}{:03}.a", item / 50),
            destination: COUNTRIES[at % 5 * 4],
            cents: dice.between(100_000, 9_000_000),
        }
    };
    (0..count).map(row).collect()
}

/// 64 facts spread over the rules, each with the rule that must fire: half fire one, a quarter are a cent
/// short of it, a quarter meet no rule at all.
pub fn row_facts(rows: &[Row]) -> Vec<(String, Option<u32>)> {
    let mut dice = Dice(SEED ^ 3);
    let fact = |number: usize| {
        let at = dice.between(0, rows.len() as u64 - 1) as usize;
        let row = &rows[at];
        let (code, cents, fires) = match number % 4 {
            0 | 1 => (row.code.as_str(), row.cents + dice.between(0, 5_000_000), Some(at as u32)),
            2 => (row.code.as_str(), row.cents - 1, None),
            _ => ("9Z999.z", row.cents, None),
        };
        let (value, destination) = (money(cents), row.destination);
        let text = format!(
            "{{\"id\":\"R{number:03}\",\"as_of\":\"2026-02-03\",\"item\":{{\"code\":\"{code}\",\"hs\":\"854231\",\
             \"kind\":\"goods\",\"origin\":\"CN\",\"value\":{value}}},\"components\":[],\
             \"destination\":\"{destination}\",\"end_user\":{{\"name\":\"Dovre Trading BV\",\"sector\":\"civil\",\
             \"country\":\"NL\",\"owners\":[],\"listed\":false}},\"end_use\":{{\"category\":\"industrial\"}},\
             \"exporter\":{{\"nationality\":\"CN\"}}}}"
        );
        (text, fires)
    };
    (0..64).map(fact).collect()
}
