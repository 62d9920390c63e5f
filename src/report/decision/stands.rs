//! How a rule stands in a case, in one line.

use crate::eval::decision::{Reason, RuleFinding, Standing, Truth};

use super::rules::absence;
use crate::report::text::{listed, one_line, shortened};

/// Columns that reasons may take.
const LONGEST: usize = 200;

/// `holds: end_user.sector == defence`
pub fn stands(rule: &RuleFinding) -> String {
    let text = match &rule.standing {
        Standing::Holds => format!("holds{}", because(rule, Truth::Yes)),
        Standing::MayHold => format!("may hold{}", because(rule, Truth::Unknown)),
        Standing::Displaced(by) => format!("gives way to {}", listed(by)),
        Standing::SwitchedOff(by) => format!("is switched off by {}", listed(by)),
        Standing::NotMet => format!("is not met{}", because(rule, Truth::No)),
        Standing::NotInForce(why) => format!("is not in force: {}", absence(why)),
    };
    shortened(&text, LONGEST)
}

/// The parts of the condition that came to this.
fn because(rule: &RuleFinding, truth: Truth) -> String {
    let parts: Vec<String> = rule.because.iter().filter(|reason| reason.truth == truth).map(part).collect();
    if parts.is_empty() { String::new() } else { format!(": {}", parts.join("; ")) }
}

fn part(reason: &Reason) -> String {
    one_line(&reason.text)
}
