//! zen-expression: each rule a compiled expression; the order of verdicts is the host's. It has no lists of its
//! own, so they travel with each fact, by reference.

use super::{Engine, Growing};
use crate::answer::{Answer, Fired};
use crate::facts::{CONTROLLED, PARTIES, Row, entries, money};
use zen_expression::expression::Standard;
use zen_expression::variable::Variable;
use zen_expression::vm::VM;
use zen_expression::{Expression, Isolate, Scope};

const RULES: [&str; 6] = [
    "end_user.sector == 'defence'",
    "end_user.name in lists.parties or some(end_user.owners, #.share >= 50 and #.name in lists.parties)",
    "item.origin == 'CN' and item.code in lists.controlled",
    "d(as_of) >= d('2025-12-01') and d(as_of) <= d('2026-11-10') \
     and sum(map(filter(components, #.origin == 'CN' and #.code in lists.controlled), #.value)) / item.value >= 0.001",
    "end_use.category == 'semiconductor' \
     and ((end_use.logic_nm ?? 999) <= 14 or (end_use.memory_layers ?? 0) >= 256)",
    "end_use.category == 'humanitarian'",
];

fn variable(text: &str) -> Variable {
    serde_json::from_str(text).expect("facts as the generator makes them")
}

fn compiled<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<Expression<Standard>> {
    let mut isolate = Isolate::new();
    texts.into_iter().map(|text| isolate.compile_standard(text).expect("a rule that compiles")).collect()
}

fn holds(rule: &Expression<Standard>, scope: &Scope, vm: &mut VM) -> bool {
    rule.evaluate_with_scope(scope, vm).expect("a rule that runs").as_bool().expect("yes or no")
}

pub struct Zen {
    rules: Vec<Expression<Standard>>,
    lists: Variable,
    vm: VM,
}

impl Engine for Zen {
    type Fact<'t> = Variable;

    fn ready() -> Zen {
        let set = |csv| entries(csv).map(|entry| format!("{entry:?}:true")).collect::<Vec<_>>().join(",");
        let lists = format!("{{\"controlled\":{{{}}},\"parties\":{{{}}}}}", set(CONTROLLED), set(PARTIES));
        Zen { rules: compiled(RULES), lists: variable(&lists), vm: VM::new() }
    }

    fn read(&self, text: &str) -> Variable {
        let fact = variable(text);
        fact.dot_insert("lists", self.lists.clone());
        fact
    }

    fn decide(&mut self, fact: &Variable) -> Answer {
        let scope = Scope::new(fact.clone());
        let vm = &mut self.vm;
        let fired = |fired, (at, rule)| fired | Fired::from(holds(rule, &scope, vm)) << at;
        Answer::of(self.rules.iter().enumerate().fold(0, fired))
    }
}

pub struct Rows {
    rules: Vec<Expression<Standard>>,
    vm: VM,
}

impl Growing for Rows {
    type Fact<'t> = Variable;

    fn text(rows: &[Row]) -> String {
        let line = |Row { code, destination, cents }: &Row| {
            let value = money(*cents);
            format!("item.code == '{code}' and destination == '{destination}' and item.value >= {value}\n")
        };
        rows.iter().map(line).collect()
    }

    fn ready(text: &str) -> Rows {
        Rows { rules: compiled(text.lines()), vm: VM::new() }
    }

    fn read(&self, text: &str) -> Variable {
        variable(text)
    }

    fn decide(&mut self, fact: &Variable, fired: &mut Vec<u32>) {
        let scope = Scope::new(fact.clone());
        let vm = &mut self.vm;
        let holding = self.rules.iter().enumerate().filter(|(_, rule)| holds(rule, &scope, vm));
        fired.extend(holding.map(|(number, _)| number as u32));
    }
}
