//! Rules, exceptions, disapplications, a suspension, a duty: two families, so that nothing depends on itself.
//!
//! In each family a statement targets earlier ones only, and only the second family asks whether something of
//! the first `applies`.

use super::Tape;
use super::condition::Reach;
use super::vocabulary::{self, Vocabulary};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rule,
    Exception,
    Switch,
}

/// What later statements of the family may target.
#[derive(Clone)]
struct Made {
    name: String,
    kind: Kind,
    targets: Vec<String>,
    grouped: bool,
}

/// The text of a policy over this vocabulary.
pub fn policy(tape: &mut Tape, vocabulary: &Vocabulary) -> String {
    let governed = if vocabulary.governed { "\n    governed by shipped_on" } else { "" };
    let mut text = format!("policy generated \"Generated\"{governed}\n\n{}\n", vocabulary.declarations());
    text += "list embargoed: country = [IR, CN]\n\nparameter threshold: money = 100 USD before 2026-03-31, 500 USD from 2026-03-31\n\n";
    if vocabulary.has(vocabulary::Kind::Parts) {
        text += "define dubious(p: part): boolean = p.flagged or p.origin in embargoed\n\n";
    }
    text += "reading wording \"How is it to be read?\"\n    wide \"Widely\"\n    narrow \"Narrowly\"\n    default wide\n\n";
    text += "table tolerated(s: sector) -> percent =\n    | civil | 100% |\n    | police | 50% |\n    | otherwise | 0.1% |\n\n";
    text += "instrument law \"Law\"\n    in force from 2025-01-01\n\n";
    let mut family = Family {
        vocabulary,
        group: "relief",
        made: Vec::new(),
        sealed: false,
        first: 0,
        askable: Vec::new(),
    };
    let count = 1 + tape.below(5);
    text += &family.statements(tape, count);
    let mut names = family.names();
    let grouped = family.made.iter().any(|made| made.grouped);
    let askable = names.iter().cloned().chain(grouped.then(|| "relief".to_owned())).collect();
    let mut second =
        Family { vocabulary, group: "second_relief", made: Vec::new(), sealed: false, first: count, askable };
    let more = tape.below(3);
    text += &second.statements(tape, more);
    names.extend(second.names());
    text += &interruption(tape, &names);
    text += &duty(tape, vocabulary, names);
    text
}

struct Family<'a> {
    vocabulary: &'a Vocabulary,
    group: &'static str,
    made: Vec<Made>,
    /// Once something targets the group, nothing more may join it.
    sealed: bool,
    first: usize,
    /// Names whose `applies` may be asked.
    askable: Vec<String>,
}

impl Family<'_> {
    /// Rules and exceptions: what can be suspended, and asked whether it applies.
    fn names(&self) -> Vec<String> {
        self.made.iter().filter(|made| made.kind != Kind::Switch).map(|made| made.name.clone()).collect()
    }

    fn statements(&mut self, tape: &mut Tape, count: usize) -> String {
        (0..count).map(|index| self.statement(tape, index)).collect()
    }

    fn statement(&mut self, tape: &mut Tape, index: usize) -> String {
        let name = format!("r{}", self.first + index);
        match if index == 0 { 0 } else { tape.below(6) } {
            0 | 1 => self.rule(tape, name),
            2..5 => self.exception(tape, name),
            _ => self.disapplication(tape, name),
        }
    }

    fn rule(&mut self, tape: &mut Tape, name: String) -> String {
        let verdict = tape.pick(&["deny", "license", "review", "refuse"]);
        let time = time(tape);
        let mut text = format!("rule {name} \"Rule\"\n{time}    {verdict} {}\n\n", self.when(tape));
        if !time.contains("in force") && tape.one_in(6) {
            let verdict = tape.pick(&["license", "deny"]);
            text += &format!(
                "amend {name} \"Later text\"\n    from 2026-03-31\n    {verdict} {}\n\n",
                self.when(tape)
            );
        }
        self.made.push(Made { name, kind: Kind::Rule, targets: Vec::new(), grouped: false });
        text
    }

    fn exception(&mut self, tape: &mut Tape, name: String) -> String {
        let (said, targets) = self.targets(tape, false);
        let verdict = tape.pick(&["permit", "license", "review", "deny"]);
        let mut clauses = format!("    to {said}\n{}", time(tape));
        let grouped = !self.sealed && tape.one_in(3);
        if grouped {
            clauses += &format!("    group {}\n", self.group);
        }
        let mut rivals = self.made.iter().filter(|made| {
            made.kind == Kind::Exception
                && !targets.contains(&made.name)
                && made.targets.iter().any(|target| targets.contains(target))
        });
        if let Some(rival) = rivals.next_back().filter(|_| tape.one_in(2)) {
            clauses += &format!("    prevails over {}\n", rival.name);
        }
        let text = format!("exception {name} \"Exception\"\n{clauses}    {verdict} {}\n\n", self.when(tape));
        self.made.push(Made { name, kind: Kind::Exception, targets, grouped });
        text
    }

    fn disapplication(&mut self, tape: &mut Tape, name: String) -> String {
        let (said, targets) = self.targets(tape, true);
        let text =
            format!("disapply {name} \"Switch\"\n    of {said}\n{}    {}\n\n", time(tape), self.when(tape));
        self.made.push(Made { name, kind: Kind::Switch, targets, grouped: false });
        text
    }

    /// One or two earlier statements, or the group: as written, and one by one. Only disapplications may
    /// switch off disapplications, and they switch off one thing each: two could make a circle.
    fn targets(&mut self, tape: &mut Tape, switching: bool) -> (String, Vec<String>) {
        let members: Vec<String> =
            self.made.iter().filter(|made| made.grouped).map(|made| made.name.clone()).collect();
        if !members.is_empty() && tape.one_in(4) && !(switching && members.len() > 1) {
            self.sealed = true;
            return (self.group.to_owned(), members);
        }
        let fits = |made: &&Made| switching || made.kind != Kind::Switch;
        let earlier: Vec<String> = self.made.iter().filter(fits).map(|made| made.name.clone()).collect();
        let mut chosen = vec![earlier[earlier.len() - 1 - tape.below(earlier.len())].clone()];
        if tape.one_in(5) {
            chosen.push(earlier[tape.below(earlier.len())].clone());
            chosen.sort();
            chosen.dedup();
            if switching {
                chosen.truncate(1);
            }
        }
        (chosen.join(", "), chosen)
    }

    fn when(&self, tape: &mut Tape) -> String {
        let reach = Reach::new(self.vocabulary, self.askable.clone());
        let unless =
            if tape.one_in(5) { format!(" unless {}", reach.condition(tape, 1)) } else { String::new() };
        format!("if {}{unless}", reach.condition(tape, 2))
    }
}

/// Citation and days, before the verdict: behind a condition, `under` would be an operator. All are in force on
/// 1 January 2026, since an exception that never meets its target is refused.
fn time(tape: &mut Tape) -> String {
    let cited = if tape.one_in(3) { "    under law art \"1\"\n" } else { "" };
    let from = |tape: &mut Tape| tape.pick(&["2025-06-30", "2025-12-31", "2026-01-01"]);
    let end = |tape: &mut Tape| tape.pick(&["through 2026-01-01", "before 2026-03-31", "before 2026-07-01"]);
    match tape.below(8) {
        0..5 => cited.to_owned(),
        5 => format!("{cited}    in force from {}\n", from(tape)),
        6 => format!("{cited}    in force {}\n", end(tape)),
        _ => format!("{cited}    in force from {} {}\n", from(tape), end(tape)),
    }
}

fn interruption(tape: &mut Tape, names: &[String]) -> String {
    let of = match tape.below(4) {
        0 | 1 => return String::new(),
        2 => "law".to_owned(),
        _ => names[tape.below(names.len())].clone(),
    };
    let period = tape.pick(&[
        "from 2025-12-31 through 2026-01-31",
        "from 2026-01-01 through 2026-06-30",
        "from 2025-06-30 before 2026-01-01",
    ]);
    format!("suspension pause \"Pause\"\n    of {of}\n    {period}\n\n")
}

/// Owed within a time after a date fact, where there is one.
fn duty(tape: &mut Tape, vocabulary: &Vocabulary, names: Vec<String>) -> String {
    if !tape.one_in(3) {
        return String::new();
    }
    let within =
        if vocabulary.has(vocabulary::Kind::Date) { "    within 10 days after shipped_on\n" } else { "" };
    let reach = Reach::new(vocabulary, names);
    format!("duty report \"Report\"\n{within}    if {}\n", reach.condition(tape, 1))
}
