//! The fast path against the evaluator: what it decides, the evaluator decides too.

mod presumed;
mod text;

use licit::eval::decision::{Standing, Truth};
use licit::facts::{Facts, NodeKind};
use licit::load::folder::Folder;
use licit::runner;
use licit::source::Sources;
use licit::{Buffer, Format, Policy, Question, Screen, Screened};

/// That a screened case is what the evaluator says of it; whether it was decided by slots.
pub fn same(
    screen: &Screen,
    question: &Question,
    facts: &Facts,
    screened: &Screened,
) -> Result<bool, String> {
    let policy = screen.policy();
    let outcome = policy.outcome(facts, question);
    let typed = policy.program().policy();
    let rules = |wanted: Truth| -> Vec<&str> {
        let all = typed.rules.iter().zip(&outcome.rules);
        all.filter(|(_, truth)| **truth == wanted).map(|(rule, _)| rule.name.as_str()).collect()
    };
    let duties = |wanted: Truth| -> Vec<&str> {
        let all = typed.duties.iter().zip(&outcome.duties);
        all.filter(|(_, truth)| **truth == wanted).map(|(duty, _)| duty.name.as_str()).collect()
    };
    let check = |what: &str, found: String, wanted: String| {
        if found == wanted { Ok(()) } else { Err(format!("{what}: {found}, the evaluator says {wanted}")) }
    };
    let names = |names: Vec<&str>| names.join(" ");
    check(
        "levels",
        format!("{:?}", screened.levels()),
        format!("{:?}", (outcome.at_least, outcome.at_most)),
    )?;
    check("holding", names(screened.holding().collect()), names(rules(Truth::Yes)))?;
    check("may hold", names(screened.may_hold().collect()), names(rules(Truth::Unknown)))?;
    check("owed", names(screened.owed().collect()), names(duties(Truth::Yes)))?;
    check("may be owed", names(screened.may_be_owed().collect()), names(duties(Truth::Unknown)))?;
    let decision = policy.decide(facts, question);
    let aside = |standing: &Standing| matches!(standing, Standing::Displaced(_) | Standing::SwitchedOff(_));
    let mut wanted: Vec<&str> =
        decision.rules.iter().filter(|rule| aside(&rule.standing)).map(|rule| rule.name.as_str()).collect();
    let mut found: Vec<&str> = screened.set_aside().collect();
    wanted.sort_unstable();
    found.sort_unstable();
    check("set aside", names(found), names(wanted))?;
    let missing: Vec<&str> = decision.missing.iter().map(|fact| fact.path.as_str()).collect();
    check("missing", names(screened.missing().iter().map(String::as_str).collect()), names(missing))?;
    Ok(screened.by_slots())
}

/// The cases of a shipped policy: question, facts as a document.
fn cases(policy: &Policy, folder: &str) -> Vec<(String, Question, licit::facts::Node)> {
    let mut found = Vec::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join("cases");
    let mut files: Vec<_> = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let mut sources = Sources::new();
        let start = sources.add("cases.yaml", &text);
        let Ok(read) = runner::read(&text, start, Format::Yaml) else { continue };
        for case in read.cases {
            let mut question = Question::new(case.as_of, case.known_on);
            for (name, answer, _) in &case.readings {
                question.answer(policy.program(), name, answer).unwrap();
            }
            found.push((case.id.clone(), question, case.facts));
        }
    }
    found
}

fn shipped(folder: &str) -> Policy {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    Policy::load(&Folder::new(root).unwrap(), folder).unwrap()
}

/// All documents that lack one thing of a document: a key, or an element of a list.
fn without_one(node: &licit::facts::Node) -> Vec<licit::facts::Node> {
    let mut found = Vec::new();
    let with = |kind: NodeKind| licit::facts::Node { kind, span: node.span };
    match &node.kind {
        NodeKind::Map(entries) => {
            for (index, (key, value)) in entries.iter().enumerate() {
                let mut fewer = entries.clone();
                fewer.remove(index);
                found.push(with(NodeKind::Map(fewer)));
                let mut unknown = entries.clone();
                unknown[index].1.kind = NodeKind::Null;
                found.push(with(NodeKind::Map(unknown)));
                for smaller in without_one(value) {
                    let mut entries = entries.clone();
                    entries[index] = (key.clone(), smaller);
                    found.push(with(NodeKind::Map(entries)));
                }
            }
        }
        NodeKind::List(items) => {
            for (index, item) in items.iter().enumerate() {
                let mut fewer = items.clone();
                fewer.remove(index);
                found.push(with(NodeKind::List(fewer)));
                for smaller in without_one(item) {
                    let mut items = items.clone();
                    items[index] = smaller;
                    found.push(with(NodeKind::List(items)));
                }
            }
        }
        NodeKind::Null | NodeKind::Scalar { .. } => {}
    }
    found
}

/// Decides one in so many cases of a policy as they are, and one in so many of those that lack something.
/// `LICIT_ALL` decides all of them; for the China policy that takes minutes without optimisation.
fn agrees(folder: &str, of: usize, every: usize) {
    let of = if std::env::var_os("LICIT_ALL").is_some() { 1 } else { of };
    let policy = shipped(folder);
    let mut buffer = Buffer::default();
    let (mut decided, mut all, mut altered) = (0, 0, 0);
    let mut certain = Vec::new();
    let mut screens: Vec<(Question, Screen)> = Vec::new();
    for (id, question, node) in cases(&policy, folder).into_iter().step_by(of) {
        let known = screens.iter().position(|(other, _)| *other == question);
        let index = known.unwrap_or_else(|| {
            screens.push((question.clone(), policy.screen(&question)));
            screens.len() - 1
        });
        let screen = &screens[index].1;
        let mut one = |node: &licit::facts::Node, what: &str| -> Option<bool> {
            let facts = licit::facts::read(node, policy.schema()).ok()?;
            let screened = screen.facts(&facts, &mut buffer);
            let same = same(screen, &question, &facts, &screened);
            if what == "as it is"
                && !screened.by_slots()
                && screened.is_certain()
                && screened.may_hold().next().is_none()
            {
                certain.push(id.clone());
            }
            Some(same.unwrap_or_else(|difference| panic!("{folder} {id} {what}: {difference}")))
        };
        all += 1;
        if one(&node, "as it is") == Some(true) {
            decided += 1;
        }
        let smaller = without_one(&node);
        for (index, smaller) in smaller.iter().enumerate().skip(all % every).step_by(every) {
            altered += usize::from(one(smaller, &format!("without its part {index}")).is_some());
        }
    }
    println!(
        "{folder}: {decided} of {all} by slots, {altered} altered; certain, but not by slots: {certain:?}"
    );
    assert!(altered > 0);
}

#[test]
fn cases_of_china_are_decided_alike() {
    agrees("policies/china", 9, 97);
}

#[test]
fn cases_of_the_united_states_are_decided_alike() {
    agrees("policies/united_states", 1, 7);
}

#[test]
fn cases_of_the_european_union_are_decided_alike() {
    agrees("policies/european_union", 1, 3);
}

#[test]
fn cases_of_the_quickstart_are_decided_alike() {
    agrees("examples/quickstart", 1, 3);
}

#[test]
fn a_rule_that_slots_cannot_tell_is_set_aside_all_the_same() {
    let policy = Policy::from_text(
        "fact ceiling: money\nfact military: boolean\nfact rates: list of exchange_rate\n\
         rule dear deny if ceiling > 0.1 EUR\nrule soldiers deny if military\n\
         exception both to dear, soldiers permit if military",
    )
    .unwrap();
    let (question, mut buffer) = (Question::default(), Buffer::default());
    let screen = policy.screen(&question);
    let text =
        r#"{"ceiling": "1 USD", "military": true, "rates": [{"from": "EUR", "to": "USD", "rate": 2}]}"#;
    let screened = screen.json("facts.json", text, &mut buffer).unwrap();
    assert_eq!(screened.set_aside().collect::<Vec<_>>(), ["dear", "soldiers"]);
}
