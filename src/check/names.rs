//! Which names there are: one pass over all statements, before any of them is understood.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;

use crate::diagnostics::Problems;
use crate::schema::{CodesId, EnumId, RecordId};
use crate::source::Span;
use crate::syntax::tree::{Clause, ClauseKind, Head, Item, Name, Statement};
use crate::typed::{CalendarId, DefinitionId, InstrumentId, ListId, ParameterId, ReadingId, RuleId, TableId};

use super::error::CheckError;
use super::start_of;

/// What a name stands for where a value is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueName {
    /// A fact, by its slot.
    Fact(usize),
    /// A definition.
    Definition(DefinitionId),
    /// A dated parameter.
    Parameter(ParameterId),
    /// A named list.
    List(ListId),
    /// A table.
    Table(TableId),
    /// A reading.
    Reading(ReadingId),
}

/// What a name stands for where a type is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeSymbol {
    /// A record.
    Record(RecordId),
    /// An enum.
    Enum(EnumId),
    /// A code space.
    Codes(CodesId),
}

/// Names of one kind, each with where it is declared.
#[derive(Debug)]
pub struct Namespace<T>(BTreeMap<EcoString, (T, Span)>);

impl<T> Default for Namespace<T> {
    fn default() -> Self {
        Namespace(BTreeMap::new())
    }
}

impl<T: Copy> Namespace<T> {
    /// What a name stands for.
    pub fn get(&self, name: &str) -> Option<T> {
        self.0.get(name).map(|(meaning, _)| *meaning)
    }

    /// Where a name is declared.
    pub fn span(&self, name: &str) -> Option<Span> {
        self.0.get(name).map(|(_, span)| *span)
    }

    /// All names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(EcoString::as_str)
    }

    /// Takes in a name; the first declaration stays.
    fn declare(&mut self, name: &Name, meaning: T, problems: &mut Problems) {
        if let Some((_, first)) = self.0.get(name.text.as_str()) {
            problems.add(CheckError::DeclaredTwice {
                name: name.text.to_string(),
                span: name.span,
                first: *first,
            });
        } else {
            self.0.insert(name.text.clone(), (meaning, name.span));
        }
    }
}

/// All names of a policy, and its statements by kind. An id is a position in the list of its kind.
#[derive(Debug, Default)]
pub struct Names<'a> {
    /// Facts, definitions, parameters, lists, tables and readings.
    pub values: Namespace<ValueName>,
    /// Records, enums and code spaces.
    pub types: Namespace<TypeSymbol>,
    /// Rules, exceptions and disapplications.
    pub rules: Namespace<RuleId>,
    /// Instruments.
    pub instruments: Namespace<InstrumentId>,
    /// Calendars.
    pub calendars: Namespace<CalendarId>,
    /// Groups and their members.
    pub groups: BTreeMap<String, Vec<RuleId>>,
    /// Duties, suspensions, repeals and assertions: only that no two share a name.
    others: Namespace<()>,

    /// Whether the policy is `governed by as_of`: then a fact may have that name.
    pub day_is_fact: bool,

    /// Exceptions and disapplications that are called like another rule and name no target: the name is their target.
    pub named_by_target: BTreeSet<Span>,

    /// Where each statement says what it is called, by the place of the whole statement.
    heads: BTreeMap<Span, Span>,

    /// `fact` statements.
    pub facts: Vec<&'a Statement>,
    /// `record` statements; `RecordId` 0 are the facts and 1 is `exchange_rate`.
    pub records: Vec<&'a Statement>,
    /// `enum` statements.
    pub enums: Vec<&'a Statement>,
    /// `codes` statements.
    pub codes: Vec<&'a Statement>,
    /// `list` statements.
    pub lists: Vec<&'a Statement>,
    /// `table` statements.
    pub tables: Vec<&'a Statement>,
    /// `parameter` statements.
    pub parameters: Vec<&'a Statement>,
    /// `define` statements.
    pub definitions: Vec<&'a Statement>,
    /// `calendar` statements.
    pub calendar_statements: Vec<&'a Statement>,
    /// `instrument` statements.
    pub instrument_statements: Vec<&'a Statement>,
    /// `reading` statements.
    pub readings: Vec<&'a Statement>,
    /// `suspension` and `repeal` statements.
    pub interruptions: Vec<&'a Statement>,
    /// What is stated of each rule.
    pub rule_statements: Vec<Stated>,
    /// The name of each rule.
    pub rule_names: Vec<EcoString>,
    /// `amend` statements.
    pub amendments: Vec<&'a Statement>,
    /// `duty` statements.
    pub duties: Vec<&'a Statement>,
    /// `presume` statements.
    pub presumptions: Vec<&'a Statement>,
    /// `assert` statements.
    pub assertions: Vec<&'a Statement>,
    /// `policy` statements.
    pub policies: Vec<&'a Statement>,
    /// `verdicts` statements.
    pub scales: Vec<&'a Statement>,
}

/// The records that come before those of the policy: the facts, and exchange rates.
pub const BUILT_IN_RECORDS: usize = 2;

/// Type names of the language itself.
pub const PLAIN_TYPES: [&str; 10] =
    ["boolean", "text", "number", "percent", "money", "date", "duration", "country", "currency", "code"];

impl<'a> Names<'a> {
    /// Takes in a statement that is no rule.
    pub fn declare(&mut self, statement: &'a Statement, problems: &mut Problems) {
        self.heads.insert(statement.span, super::describe(statement).1);
        match &statement.item {
            Item::Policy(_) => self.policies.push(statement),
            Item::Use(_) | Item::Broken => {}
            Item::Verdicts(_) => self.scales.push(statement),
            Item::Enumeration(head, _) => self.declare_enum(statement, head, problems),
            Item::Record(head, _) => self.declare_record(statement, head, problems),
            Item::Codes(head) => self.declare_codes(statement, head, problems),
            Item::Fact(field) => {
                let meaning = ValueName::Fact(self.facts.len());
                self.declare_value(&field.name, meaning, problems);
                self.facts.push(statement);
            }
            Item::List(head, ..) => {
                self.declare_value(&head.name, ValueName::List(ListId(self.lists.len())), problems);
                self.lists.push(statement);
            }
            Item::Table(head, _) => {
                self.declare_value(&head.name, ValueName::Table(TableId(self.tables.len())), problems);
                self.tables.push(statement);
            }
            Item::Parameter(head, ..) => {
                let meaning = ValueName::Parameter(ParameterId(self.parameters.len()));
                self.declare_value(&head.name, meaning, problems);
                self.parameters.push(statement);
            }
            Item::Definition(head, ..) => {
                let meaning = ValueName::Definition(DefinitionId(self.definitions.len()));
                self.declare_value(&head.name, meaning, problems);
                self.definitions.push(statement);
            }
            Item::Reading(head, _) => {
                self.declare_value(&head.name, ValueName::Reading(ReadingId(self.readings.len())), problems);
                self.readings.push(statement);
            }
            Item::Calendar(head) => {
                self.calendars.declare(&head.name, CalendarId(self.calendar_statements.len()), problems);
                self.calendar_statements.push(statement);
            }
            Item::Instrument(head) => {
                self.instruments.declare(
                    &head.name,
                    InstrumentId(self.instrument_statements.len()),
                    problems,
                );
                self.instrument_statements.push(statement);
            }
            Item::Suspension(head) | Item::Repeal(head) => {
                self.others.declare(&head.name, (), problems);
                self.interruptions.push(statement);
            }
            Item::Rule(_) | Item::Exception(_) | Item::Disapply(_) => {}
            Item::Amend(_) => self.amendments.push(statement),
            Item::Duty(head) => {
                self.others.declare(&head.name, (), problems);
                self.duties.push(statement);
            }
            Item::Presumption(..) => self.presumptions.push(statement),
            Item::Assertion(head) => {
                self.others.declare(&head.name, (), problems);
                self.assertions.push(statement);
            }
        }
    }

    /// The place of a statement's name, which is short enough to be marked.
    pub fn head(&self, statement: Span) -> Span {
        self.heads.get(&statement).copied().unwrap_or(start_of(statement))
    }

    fn declare_value(&mut self, name: &Name, meaning: ValueName, problems: &mut Problems) {
        let is_day = name.text == "as_of" && self.day_is_fact && matches!(meaning, ValueName::Fact(_));
        if matches!(name.text.as_str(), "as_of" | "calendar_year") && !is_day {
            problems.add(CheckError::TakenName { name: name.text.to_string(), span: name.span });
        }
        self.values.declare(name, meaning, problems);
    }

    fn declare_type(&mut self, name: &Name, meaning: TypeSymbol, problems: &mut Problems) {
        let taken = PLAIN_TYPES.contains(&name.text.as_str())
            || matches!(name.text.as_str(), "exchange_rate" | "facts" | "list")
            || crate::value::Dimension::named(&name.text).is_some();
        if taken {
            problems.add(CheckError::TakenName { name: name.text.to_string(), span: name.span });
        }
        self.types.declare(name, meaning, problems);
    }

    fn declare_enum(&mut self, statement: &'a Statement, head: &Head, problems: &mut Problems) {
        self.declare_type(&head.name, TypeSymbol::Enum(EnumId(self.enums.len())), problems);
        self.enums.push(statement);
    }

    fn declare_record(&mut self, statement: &'a Statement, head: &Head, problems: &mut Problems) {
        let id = RecordId(self.records.len() + BUILT_IN_RECORDS);
        self.declare_type(&head.name, TypeSymbol::Record(id), problems);
        self.records.push(statement);
    }

    fn declare_codes(&mut self, statement: &'a Statement, head: &Head, problems: &mut Problems) {
        self.declare_type(&head.name, TypeSymbol::Codes(CodesId(self.codes.len())), problems);
        self.codes.push(statement);
    }

    /// A name for a rule without one; the second of a line gets another than the first.
    fn free_name(&self, name: String) -> String {
        if self.rules.get(&name).is_none() {
            return name;
        }
        let mut further = (2_u32..).map(|number| format!("{name}.{number}"));
        further.find(|further| self.rules.get(further).is_none()).unwrap_or(name)
    }

    /// Takes in a rule, exception or disapplication. `bare` is what one without name is called.
    ///
    /// It may be stated again for another period, so a second statement of one kind is no mistake here.
    pub fn declare_rule(
        &mut self,
        rule: Box<Statement>,
        bare: &dyn Fn(Span) -> String,
        problems: &mut Problems,
    ) {
        self.heads.insert(rule.span, super::describe(&rule).1);
        let name = match &rule.item {
            Item::Rule(Some(head)) | Item::Exception(head) | Item::Disapply(head) => head.name.clone(),
            _ => Name { text: self.free_name(bare(rule.span)).into(), span: rule.span },
        };
        let again = self.rules.get(&name.text).and_then(|id| self.rule_statements.get_mut(id.0));
        if let Some(stated) = again
            && stated.iter().all(|first| same_kind(&first.item, &rule.item))
        {
            stated.again.push(*rule);
            return;
        }
        let first = self.rules.get(&name.text).and_then(|id| self.rule_statements.get(id.0));
        let first = first.map(|stated| &*stated.first);
        let by_target = [first, Some(&*rule)].into_iter().flatten().find(|one| names_no_target(one));
        if let (Some(span), true) = (by_target.map(|one| one.span), first.is_some()) {
            self.named_by_target.insert(span);
            self.rule_statements.push(Stated { first: rule, again: Vec::new() });
            self.rule_names.push(name.text);
            return;
        }
        self.rules.declare(&name, RuleId(self.rule_statements.len()), problems);
        self.rule_statements.push(Stated { first: rule, again: Vec::new() });
        self.rule_names.push(name.text);
    }
}

/// Whether an exception says not to what, or a disapplication not of what.
fn names_no_target(statement: &Statement) -> bool {
    let is_target = |clause: &Clause| matches!(clause.kind, ClauseKind::To(_) | ClauseKind::Of(_));
    matches!(statement.item, Item::Exception(_) | Item::Disapply(_))
        && !statement.clauses.iter().any(is_target)
}

/// All that is stated of one rule.
#[derive(Debug)]
pub struct Stated {
    /// Where it is stated first.
    pub first: Box<Statement>,
    /// Where it is given another text.
    pub again: Vec<Statement>,
}

impl Stated {
    /// The statements, in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = &Statement> {
        std::iter::once(&*self.first).chain(&self.again)
    }
}

fn same_kind(first: &Item, second: &Item) -> bool {
    matches!(
        (first, second),
        (Item::Rule(Some(_)), Item::Rule(Some(_)))
            | (Item::Exception(_), Item::Exception(_))
            | (Item::Disapply(_), Item::Disapply(_))
    )
}
