//! Made cases as a case file.

use std::collections::BTreeMap;

use crate::eval::decision::{Decision, Due, Standing, Truth};
use crate::eval::show;
use crate::program::Program;
use crate::schema::{RecordId, Schema, Type};

use super::sheet::{Slot, UNDETERMINABLE};
use super::{Generated, Made};

/// The text of a case file with made cases.
pub fn case_file(program: &Program, made: &Made) -> String {
    let mut text = String::from(
        "# Generated: to be looked at. Each case changes one thing that the policy asks for; the expected answer is\n\
         # what the policy decides now. Read each against the law, correct it where it is wrong, and give it a `why`\n\
         # of your own before you keep it.\n",
    );
    for case in &made.cases {
        text.push_str(&one(program, case));
    }
    if !made.failures.is_empty() {
        text.push_str("\n# No case could be built for:\n");
        made.failures.iter().for_each(|failure| text.push_str(&format!("#   {failure}\n")));
    }
    text
}

/// The facts of a made case, as YAML.
pub fn facts(program: &Program, case: &Generated) -> String {
    let mut text = String::new();
    record(case.written.fields(), RecordId::FACTS, &program.policy().schema, 0, false, &mut text);
    if text.is_empty() { "{}\n".to_owned() } else { text }
}

fn one(program: &Program, case: &Generated) -> String {
    let mut text = format!("\n- id: {}\n", quoted(&case.id));
    if program.is_dated()
        && let Some(day) = case.question.as_of
    {
        text.push_str(&format!("  as_of: {day}\n"));
    }
    if case.written.fields().is_empty() {
        text.push_str("  facts: {}\n");
    } else {
        text.push_str("  facts:\n");
        record(case.written.fields(), RecordId::FACTS, &program.policy().schema, 4, false, &mut text);
    }
    text.push_str(&expected(&case.decision));
    text.push_str(&format!("  why: {}\n", quoted(&format!("generated: to be looked at. {}.", case.why))));
    text
}

/// What is expected: what the policy decides now.
fn expected(decision: &Decision) -> String {
    let mut text = String::from("  expect:\n");
    match decision.verdict.certain() {
        Some(verdict) => text.push_str(&format!("    verdict: {}\n", verdict.name)),
        None => {
            let missing: Vec<String> = decision.missing.iter().map(|fact| quoted(&fact.path)).collect();
            text.push_str(&format!(
                "    undetermined: true\n    at_least: {}\n    missing: [{}]\n",
                decision.verdict.at_least.name,
                missing.join(", ")
            ));
        }
    }
    let holding = decision.rules.iter().filter(|rule| rule.standing == Standing::Holds);
    let rules: Vec<String> = holding.map(|rule| scalar(&rule.name)).collect();
    if !rules.is_empty() {
        text.push_str(&format!("    rules: [{}]\n", rules.join(", ")));
    }
    let owed: Vec<_> = decision.duties.iter().filter(|duty| duty.owed == Truth::Yes).collect();
    if !owed.is_empty() {
        text.push_str("    duties:\n");
    }
    for duty in owed {
        let due = match duty.due {
            Due::By(day) => format!(", due: {day}"),
            Due::Unlimited | Due::Unknown(_) => String::new(),
        };
        text.push_str(&format!("      - {{id: {}{due}}}\n", duty.name));
    }
    text
}

/// The fields of a record; `dash` says that the first line stands after the dash of a list.
fn record(
    fields: &BTreeMap<usize, Slot>,
    id: RecordId,
    schema: &Schema,
    indent: usize,
    dash: bool,
    text: &mut String,
) {
    let declared = schema.record(id).map(|record| record.fields.as_slice()).unwrap_or_default();
    let mut first = dash;
    for (position, field) in declared.iter().enumerate() {
        let Some(slot) = fields.get(&position).filter(|slot| !matches!(slot, Slot::Open | Slot::None)) else {
            continue;
        };
        if !std::mem::take(&mut first) {
            text.push_str(&" ".repeat(indent));
        }
        text.push_str(&format!("{}:", field.name));
        value(slot, &field.r#type, schema, indent, text);
    }
    if first {
        text.push_str("{}\n");
    }
}

fn value(slot: &Slot, r#type: &Type, schema: &Schema, indent: usize, text: &mut String) {
    match (slot, r#type) {
        (Slot::Record(fields), Type::Record(id)) => {
            if fields.values().all(|slot| matches!(slot, Slot::Open | Slot::None)) {
                text.push_str(" {}\n");
            } else {
                text.push('\n');
                record(fields, *id, schema, indent.saturating_add(2), false, text);
            }
        }
        (Slot::List(items), Type::List(element)) => list(items, element, schema, indent, text),
        (Slot::Value(value), r#type) => {
            let shown = show(value, r#type, schema).unwrap_or_default();
            let shown = if *r#type == Type::Text { quoted(&shown) } else { scalar(&shown) };
            text.push_str(&format!(" {shown}\n"));
        }
        (Slot::Undeterminable, _) => {
            text.push_str(&format!(" {{cannot_determine: {}}}\n", quoted(UNDETERMINABLE)));
        }
        (Slot::Open | Slot::None | Slot::Record(_) | Slot::List(_), _) => text.push_str(" null\n"),
    }
}

fn list(items: &[Slot], element: &Type, schema: &Schema, indent: usize, text: &mut String) {
    if items.is_empty() {
        text.push_str(" []\n");
        return;
    }
    text.push('\n');
    for item in items {
        text.push_str(&format!("{}- ", " ".repeat(indent)));
        match (item, element) {
            (Slot::Record(fields), Type::Record(id)) => {
                record(fields, *id, schema, indent.saturating_add(2), true, text);
            }
            (Slot::Open, Type::Record(_)) => text.push_str("{}\n"),
            (item, element) => {
                let mut inner = String::new();
                value(item, element, schema, indent, &mut inner);
                text.push_str(inner.trim_start_matches(' '));
            }
        }
    }
}

/// A text in YAML between quotation marks.
fn quoted(text: &str) -> String {
    let inner = text.chars().fold(String::new(), |mut shown, character| {
        match character {
            '"' => shown.push_str("\\\""),
            '\\' => shown.push_str("\\\\"),
            '\n' | '\r' | '\t' => shown.push(' '),
            other => shown.push(other),
        }
        shown
    });
    format!("\"{inner}\"")
}

/// A value in YAML: between quotation marks where it could be taken for something else.
fn scalar(text: &str) -> String {
    let plain = text.chars().all(|letter| letter.is_alphanumeric() || "._%/- ".contains(letter))
        && text.chars().next().is_some_and(|letter| letter.is_alphanumeric() || letter == '-');
    if plain { text.to_owned() } else { quoted(text) }
}
