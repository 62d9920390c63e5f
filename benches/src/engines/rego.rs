//! regorus: a Rego policy in its interpreter.

use super::{Engine, Growing};
use crate::answer::{Answer, rule};
use crate::facts::{CONTROLLED, PARTIES, Row, entries, money};
use regorus::{PolicyLengthConfig, Value};
use std::fmt::Write as _;
use std::num::{NonZeroU32, NonZeroUsize};

const POLICY: &str = include_str!("../../peers/export.rego");

pub struct Rego {
    engine: regorus::Engine,
    entry: &'static str,
}

impl Rego {
    fn new(policy: &str, lists: Option<&str>, entry: &'static str) -> Rego {
        let mut engine = regorus::Engine::new();
        // Its usual limits would refuse ten thousand rules.
        engine.set_policy_length_config(PolicyLengthConfig {
            max_col: NonZeroU32::new(1024).expect("not zero"),
            max_file_bytes: NonZeroUsize::new(1 << 30).expect("not zero"),
            max_lines: NonZeroUsize::new(1 << 24).expect("not zero"),
        });
        engine.add_policy("export.rego".to_owned(), policy.to_owned()).expect("a policy that is understood");
        if let Some(lists) = lists {
            engine.add_data_json(lists).expect("lists");
        }
        // What it would otherwise do before the first decision.
        engine.compile_with_entrypoint(&entry.into()).expect("a policy that compiles");
        Rego { engine, entry }
    }

    fn value(&mut self, fact: &Value) -> Value {
        self.engine.set_input(fact.clone());
        self.engine.eval_rule(self.entry.to_owned()).expect("a policy that runs")
    }
}

fn fact(text: &str) -> Value {
    Value::from_json_str(text).expect("facts as the generator makes them")
}

impl Engine for Rego {
    type Fact<'t> = Value;

    fn ready() -> Rego {
        let set = |csv| entries(csv).map(|entry| format!("{entry:?}:true")).collect::<Vec<_>>().join(",");
        let lists = format!("{{\"controlled\":{{{}}},\"parties\":{{{}}}}}", set(CONTROLLED), set(PARTIES));
        Rego::new(POLICY, Some(&lists), "data.export.answer")
    }

    fn read(&self, text: &str) -> Value {
        fact(text)
    }

    fn decide(&mut self, fact: &Value) -> Answer {
        let answer = self.value(fact);
        let names = answer["fired"].as_set().expect("a set");
        let fired = names.iter().fold(0, |fired, name| fired | rule(name.as_string().expect("a name")));
        Answer::new(answer["verdict"].as_string().expect("a verdict"), fired)
    }
}

pub struct Rows(Rego);

impl Growing for Rows {
    type Fact<'t> = Value;

    fn text(rows: &[Row]) -> String {
        let mut text = "package export\n\nimport rego.v1\n\n".to_owned();
        for (number, Row { code, destination, cents }) in rows.iter().enumerate() {
            let value = money(*cents);
            writeln!(
                text,
                "fired contains {number} if {{ input.item.code == \"{code}\"; \
                 input.destination == \"{destination}\"; input.item.value >= {value} }}"
            )
            .expect("a text takes everything");
        }
        text
    }

    fn ready(text: &str) -> Rows {
        Rows(Rego::new(text, None, "data.export.fired"))
    }

    fn read(&self, text: &str) -> Value {
        fact(text)
    }

    fn decide(&mut self, fact: &Value, fired: &mut Vec<u32>) {
        let numbers = self.0.value(fact);
        fired
            .extend(numbers.as_set().expect("a set").iter().map(|number| number.as_u32().expect("a number")));
    }
}
