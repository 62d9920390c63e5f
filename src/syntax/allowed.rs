//! Which clauses each kind of statement may have: the one table, and the check by it.

use super::error::SyntaxError;
use super::pairs::Builder;
use super::tree::{Clause, ClauseKind, Item, Statement};

/// How often a clause may stand in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Times {
    Once,
    Many,
}

use Times::{Many, Once};

/// Which clauses each kind of statement may have.
const TABLE: [(Kind, &[(Form, Times)]); 24] = [
    (Kind::Policy, &[(Form::GovernedBy, Once)]),
    (Kind::Use, &[]),
    (Kind::Verdicts, &[]),
    (Kind::Enumeration, &[]),
    (Kind::Record, &[]),
    (Kind::Fact, &[]),
    (Kind::Codes, &[(Form::Shape, Once), (Form::Source, Once)]),
    (Kind::List, &[(Form::File, Once), (Form::Source, Once), (Form::Taken, Once), (Form::Under, Once)]),
    (
        Kind::Table,
        &[
            (Form::File, Once),
            (Form::Source, Once),
            (Form::Taken, Once),
            (Form::Under, Once),
            (Form::Row, Once),
            (Form::Column, Once),
            (Form::Cell, Once),
            (Form::Otherwise, Once),
            (Form::Alias, Many),
            (Form::Pointer, Many),
        ],
    ),
    (Kind::Parameter, &[(Form::Under, Once), (Form::Source, Once), (Form::Taken, Once)]),
    (Kind::Definition, &[]),
    (
        Kind::Calendar,
        &[
            (Form::Covers, Once),
            (Form::Weekend, Once),
            (Form::File, Once),
            (Form::Source, Once),
            (Form::Taken, Once),
        ],
    ),
    (Kind::Instrument, &[(Form::Issued, Once), (Form::InForce, Once), (Form::Source, Once)]),
    (
        Kind::Suspension,
        &[
            (Form::Of, Once),
            (Form::Issued, Once),
            (Form::Period, Many),
            (Form::Under, Once),
            (Form::Source, Once),
            (Form::If, Many),
        ],
    ),
    (
        Kind::Repeal,
        &[
            (Form::Of, Once),
            (Form::Issued, Once),
            (Form::Period, Once),
            (Form::Under, Once),
            (Form::Source, Once),
            (Form::If, Once),
        ],
    ),
    (Kind::Reading, &[(Form::Default, Once), (Form::Under, Once), (Form::Source, Once)]),
    (
        Kind::Rule,
        &[
            (Form::Under, Once),
            (Form::InForce, Once),
            (Form::Group, Once),
            (Form::PrevailsOver, Once),
            (Form::Issued, Once),
            (Form::Verdict, Once),
        ],
    ),
    (
        Kind::BareRule,
        &[
            (Form::Under, Once),
            (Form::InForce, Once),
            (Form::Group, Once),
            (Form::PrevailsOver, Once),
            (Form::Issued, Once),
            (Form::Verdict, Once),
        ],
    ),
    (
        Kind::Exception,
        &[
            (Form::To, Once),
            (Form::Under, Once),
            (Form::InForce, Once),
            (Form::Group, Once),
            (Form::PrevailsOver, Once),
            (Form::Issued, Once),
            (Form::Verdict, Once),
        ],
    ),
    (
        Kind::Disapply,
        &[
            (Form::Of, Once),
            (Form::Under, Once),
            (Form::InForce, Once),
            (Form::Group, Once),
            (Form::Issued, Once),
            (Form::If, Once),
        ],
    ),
    (
        Kind::Amend,
        &[
            (Form::Period, Once),
            (Form::Issued, Once),
            (Form::Under, Once),
            (Form::Verdict, Once),
            (Form::If, Once),
            (Form::To, Once),
            (Form::Of, Once),
            (Form::Group, Once),
            (Form::PrevailsOver, Once),
        ],
    ),
    (
        Kind::Duty,
        &[
            (Form::Under, Many),
            (Form::InForce, Once),
            (Form::Issued, Once),
            (Form::Owed, Once),
            (Form::Via, Once),
            (Form::Within, Once),
            (Form::By, Once),
            (Form::Before, Once),
            (Form::If, Once),
        ],
    ),
    (Kind::Presumption, &[(Form::Under, Once), (Form::InForce, Once), (Form::If, Once)]),
    (
        Kind::Assertion,
        &[(Form::AtLeast, Once), (Form::AtMost, Once), (Form::Applies, Once), (Form::Under, Once)],
    ),
];

/// A kind of statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Policy,
    Use,
    Verdicts,
    Enumeration,
    Record,
    Fact,
    Codes,
    List,
    Table,
    Parameter,
    Definition,
    Calendar,
    Instrument,
    Suspension,
    Repeal,
    Reading,
    Rule,
    BareRule,
    Exception,
    Disapply,
    Amend,
    Duty,
    Presumption,
    Assertion,
}

impl Kind {
    /// The kind of what a statement states; none for a broken one.
    pub fn of(item: &Item) -> Option<Kind> {
        Some(match item {
            Item::Policy(_) => Kind::Policy,
            Item::Use(_) => Kind::Use,
            Item::Verdicts(_) => Kind::Verdicts,
            Item::Enumeration(..) => Kind::Enumeration,
            Item::Record(..) => Kind::Record,
            Item::Fact(_) => Kind::Fact,
            Item::Codes(_) => Kind::Codes,
            Item::List(..) => Kind::List,
            Item::Table(..) => Kind::Table,
            Item::Parameter(..) => Kind::Parameter,
            Item::Definition(..) => Kind::Definition,
            Item::Calendar(_) => Kind::Calendar,
            Item::Instrument(_) => Kind::Instrument,
            Item::Suspension(_) => Kind::Suspension,
            Item::Repeal(_) => Kind::Repeal,
            Item::Reading(..) => Kind::Reading,
            Item::Rule(Some(_)) => Kind::Rule,
            Item::Rule(None) => Kind::BareRule,
            Item::Exception(_) => Kind::Exception,
            Item::Disapply(_) => Kind::Disapply,
            Item::Amend(_) => Kind::Amend,
            Item::Duty(_) => Kind::Duty,
            Item::Presumption(..) => Kind::Presumption,
            Item::Assertion(_) => Kind::Assertion,
            Item::Broken => return None,
        })
    }

    /// How often a clause may stand in such a statement; none if it may not.
    pub fn times(self, form: Form) -> Option<Times> {
        let (_, clauses) = TABLE.iter().find(|(kind, _)| *kind == self)?;
        let (_, times) = clauses.iter().find(|(known, _)| *known == form)?;
        Some(*times)
    }

    /// How people call it, with its article.
    pub fn words(self) -> &'static str {
        match self {
            Kind::Policy => "a policy",
            Kind::Use => "`use`",
            Kind::Verdicts => "a scale of verdicts",
            Kind::Enumeration => "an enum",
            Kind::Record => "a record",
            Kind::Fact => "a fact",
            Kind::Codes => "a code space",
            Kind::List => "a list",
            Kind::Table => "a table",
            Kind::Parameter => "a parameter",
            Kind::Definition => "a definition",
            Kind::Calendar => "a calendar",
            Kind::Instrument => "an instrument",
            Kind::Suspension => "a suspension",
            Kind::Repeal => "a repeal",
            Kind::Reading => "a reading",
            Kind::Rule | Kind::BareRule => "a rule",
            Kind::Exception => "an exception",
            Kind::Disapply => "a `disapply`",
            Kind::Amend => "an amendment",
            Kind::Duty => "a duty",
            Kind::Presumption => "a presumption",
            Kind::Assertion => "an assertion",
        }
    }
}

/// A kind of clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    GovernedBy,
    InForce,
    Period,
    Issued,
    Taken,
    File,
    Under,
    Group,
    PrevailsOver,
    To,
    Of,
    Owed,
    Via,
    Within,
    By,
    Before,
    AtLeast,
    AtMost,
    Applies,
    Covers,
    Weekend,
    Source,
    Shape,
    Row,
    Column,
    Cell,
    Otherwise,
    Alias,
    Pointer,
    Default,
    If,
    Verdict,
}

impl Form {
    /// The kind of a clause.
    pub fn of(kind: &ClauseKind) -> Form {
        match kind {
            ClauseKind::GovernedBy(_) => Form::GovernedBy,
            ClauseKind::InForce(_) => Form::InForce,
            ClauseKind::Period(_) => Form::Period,
            ClauseKind::Issued(_) => Form::Issued,
            ClauseKind::Taken(_) => Form::Taken,
            ClauseKind::File(..) => Form::File,
            ClauseKind::Under(_) => Form::Under,
            ClauseKind::Group(_) => Form::Group,
            ClauseKind::PrevailsOver(_) => Form::PrevailsOver,
            ClauseKind::To(_) => Form::To,
            ClauseKind::Of(_) => Form::Of,
            ClauseKind::Owed(..) => Form::Owed,
            ClauseKind::Via(_) => Form::Via,
            ClauseKind::Within(_) => Form::Within,
            ClauseKind::By(_) => Form::By,
            ClauseKind::Before(_) => Form::Before,
            ClauseKind::AtLeast(..) => Form::AtLeast,
            ClauseKind::AtMost(..) => Form::AtMost,
            ClauseKind::Applies(..) => Form::Applies,
            ClauseKind::Covers(..) => Form::Covers,
            ClauseKind::Weekend(_) => Form::Weekend,
            ClauseKind::Source(_) => Form::Source,
            ClauseKind::Shape(_) => Form::Shape,
            ClauseKind::Row(_) => Form::Row,
            ClauseKind::Column(_) => Form::Column,
            ClauseKind::Cell(_) => Form::Cell,
            ClauseKind::Otherwise(_) => Form::Otherwise,
            ClauseKind::Alias(..) => Form::Alias,
            ClauseKind::Pointer(..) => Form::Pointer,
            ClauseKind::Default(_) => Form::Default,
            ClauseKind::If(_) => Form::If,
            ClauseKind::Verdict(..) => Form::Verdict,
        }
    }

    /// Its first words as written.
    pub fn words(self) -> &'static str {
        match self {
            Form::GovernedBy => "governed by",
            Form::InForce => "in force",
            Form::Period => "from … through",
            Form::Issued => "issued",
            Form::Taken => "taken",
            Form::File => "from \"FILE\"",
            Form::Under => "under",
            Form::Group => "group",
            Form::PrevailsOver => "prevails over",
            Form::To => "to",
            Form::Of => "of",
            Form::Owed => "owed by",
            Form::Via => "via",
            Form::Within => "within",
            Form::By => "by",
            Form::Before => "before",
            Form::AtLeast => "at least",
            Form::AtMost => "at most",
            Form::Applies => "applies",
            Form::Covers => "covers",
            Form::Weekend => "weekend",
            Form::Source => "source",
            Form::Shape => "shape",
            Form::Row => "row",
            Form::Column => "column",
            Form::Cell => "cell",
            Form::Otherwise => "otherwise",
            Form::Alias => "alias",
            Form::Pointer => "pointer",
            Form::Default => "default",
            Form::If => "if",
            Form::Verdict => "VERDICT if",
        }
    }
}

/// Whether a statement has a clause that it cannot have, which was reported.
pub fn has_stray_clause(statement: &Statement) -> bool {
    let kind = Kind::of(&statement.item);
    let stray = |clause: &Clause| kind.is_some_and(|kind| kind.times(Form::of(&clause.kind)).is_none());
    statement.clauses.iter().any(stray)
}

impl Builder<'_> {
    /// Reports clauses that the statement cannot have, and those that it has twice.
    pub(super) fn check_clauses(&mut self, item: &Item, clauses: &[Clause]) {
        let Some(kind) = Kind::of(item) else { return };
        let mut seen: Vec<(Form, &Clause)> = Vec::new();
        for clause in clauses {
            let form = Form::of(&clause.kind);
            let earlier = seen.iter().find(|(known, _)| known.instead_of() == form.instead_of());
            match (kind.times(form), earlier) {
                (None, _) => self.elsewhere((kind, item), form, clauses, clause),
                (Some(Once), Some((_, first))) => self.twice(kind, form, first, clause),
                (Some(Once | Many), _) => {}
            }
            seen.push((form, clause));
        }
    }

    fn elsewhere(&mut self, (kind, item): (Kind, &Item), form: Form, clauses: &[Clause], clause: &Clause) {
        let span = clause.span;
        let says = |wanted: Form| clauses.iter().any(|clause| Form::of(&clause.kind) == wanted);
        let bare = form == Form::If && kind.times(Form::Verdict).is_some() && !says(Form::Verdict);
        let help = match (kind, form) {
            _ if bare && target_is_verdict(clauses).is_some() => {
                let verdict = target_is_verdict(clauses).unwrap_or_default();
                format!("the name of a rule is missing before the verdict: `NAME {verdict} if …`")
            }
            _ if bare => {
                "write the verdict before `if`, such as `deny if …`; the name of a rule stands behind `rule`"
                    .to_owned()
            }
            (Kind::Disapply, Form::Verdict) if calls_a_rule(item) => match &clause.kind {
                // `disapply rule content if …`
                ClauseKind::Verdict(rule, _) => {
                    format!("write `disapply NAME of {} if …`, with a new name for NAME", rule.text)
                }
                _ => help(kind, form),
            },
            (Kind::Exception, Form::Of) => "write `to` instead".to_owned(),
            (Kind::Disapply, Form::To) => "write `of` instead".to_owned(),
            (Kind::Duty | Kind::Disapply, Form::Verdict) => {
                "take the verdict away: the condition follows `if` alone".to_owned()
            }
            (Kind::Assertion, Form::Verdict) => {
                "say how mild or strict the answer is: `at least deny if …`, `at most permit if …`".to_owned()
            }
            _ => help(kind, form),
        };
        let statement = kind.words().to_owned();
        let ending = if bare { " without a verdict" } else { "" };
        let clause = format!("`{}`{ending}", form.words());
        self.problems.add(SyntaxError::ClauseElsewhere { statement, clause, help, span });
    }

    fn twice(&mut self, kind: Kind, form: Form, first: &Clause, second: &Clause) {
        let statement = kind.words().to_owned();
        let (first, span) = (first.span, second.span);
        self.problems.add(match &second.kind {
            ClauseKind::Verdict(verdict, _) => {
                SyntaxError::SecondVerdict { statement, verdict: verdict.text.to_string(), first, span }
            }
            _ => SyntaxError::ClauseTwice { statement, clause: form.words().to_owned(), first, span },
        });
    }
}

impl Form {
    /// Of clauses that say the same thing in other words only one may stand in a statement.
    fn instead_of(self) -> Form {
        match self {
            Form::By | Form::Before => Form::Within,
            Form::AtMost | Form::Applies => Form::AtLeast,
            other => other,
        }
    }
}

/// The verdict of the built-in scale that was read as the name of a target: `to permit if …`.
fn target_is_verdict(clauses: &[Clause]) -> Option<&str> {
    let last = clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::To(names) | ClauseKind::Of(names) => names.last(),
        _ => None,
    });
    last.map(|name| name.text.as_str())
        .filter(|name| matches!(*name, "permit" | "license" | "review" | "refuse" | "deny"))
}

/// Whether a disapplication is called `rule` or `exception`: the word stands before its target.
fn calls_a_rule(item: &Item) -> bool {
    matches!(item, Item::Disapply(head) if matches!(head.name.text.as_str(), "rule" | "exception"))
}

/// What to do with a clause that a statement cannot have.
fn help(kind: Kind, form: Form) -> String {
    if form == Form::Period && kind.times(Form::InForce).is_some() {
        return "write `in force from …`".to_owned();
    }
    if form == Form::InForce && kind.times(Form::Period).is_some() {
        return "write `from …` without `in force`".to_owned();
    }
    if matches!(kind, Kind::Rule | Kind::BareRule | Kind::Exception) && form == Form::If {
        return "join the conditions with `and`; a rule has one `if`, behind its verdict".to_owned();
    }
    if matches!(kind, Kind::Rule | Kind::BareRule | Kind::Exception) && form == Form::Otherwise {
        return "write a second rule for the other case; where no rule applies, the mildest verdict holds"
            .to_owned();
    }
    if form == Form::If && kind.times(Form::Verdict).is_some() {
        return "write the verdict before `if`, such as `deny if …`".to_owned();
    }
    let mut homes: Vec<&str> = Vec::new();
    for (home, clauses) in TABLE {
        if clauses.iter().any(|(known, _)| *known == form) && !homes.contains(&home.words()) {
            homes.push(home.words());
        }
    }
    let last = homes.pop().unwrap_or("another statement");
    if homes.is_empty() {
        format!("move it into {last}")
    } else {
        format!("move it into {} or {last}", homes.join(", "))
    }
}
