//! The policy that is compared with other engines: the fast path, the evaluator and the second opinion say the same
//! of facts on its 0.1 % line, a cent beside it, and elsewhere.

use licit::load::folder::Folder;
use licit::{Buffer, Format, Policy, Question};

use crate::naive;
use crate::screen::same;

#[test]
fn facts_of_the_comparison_are_decided_alike_by_all() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let policy = Policy::load(&Folder::new(root).unwrap(), "benches/peers/policy").unwrap();
    let question = Question::default();
    let (screen, mut buffer) = (policy.screen(&question), Buffer::default());
    let text = std::fs::read_to_string(root.join("benches/peers/facts.ndjson")).unwrap();
    let (mut by_slots, mut levels) = (0, std::collections::BTreeSet::new());
    for line in text.lines() {
        let facts = policy.facts("facts.ndjson", line, Format::Json).unwrap();
        let screened = screen.json("facts.ndjson", line, &mut buffer).unwrap();
        by_slots += usize::from(same(&screen, &question, &facts, &screened).unwrap());
        let asked = naive::Question { as_of: None, known_on: None, readings: Vec::new() };
        let second =
            naive::verdict(policy.program().policy(), &facts.root, &asked).expect("a certain verdict");
        assert_eq!(screened.levels(), (second.level, second.level), "{line}");
        let holding: std::collections::BTreeSet<String> = screened.holding().map(str::to_owned).collect();
        assert_eq!(holding, second.holds, "{line}");
        levels.insert(second.level);
    }
    assert_eq!((text.lines().count(), by_slots, levels.len()), (160, 160, 5));
}
