//! From syntax trees to the typed policy: names get their meaning, every expression its type, and
//! everything is refused that could fail while a case is decided.
//!
//! Comes in: the trees of a policy's own files and of those that it uses, and the texts of its data
//! files. Goes out: a [`typed::Policy`], or problems. It does not read files and decides no case.

mod alone;
mod cost;
mod data;
mod duties;
mod elsewhere;
#[expect(missing_docs, reason = "the message beside each variant says what it means")]
pub mod error;
mod everyday;
mod expression;
mod expressions;
mod fixes;
mod hyphens;
mod names;
mod operators;
mod recursion;
mod relations;
mod rules;
mod tables;
mod time;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Problems;
use crate::schema::{Schema, Type};
use crate::source::Span;
use crate::syntax::tree::{Clause, ClauseKind, Head, Item, Statement, Tree};
use crate::typed;

pub use self::error::CheckError;
use self::expression::{DefinitionState, Scope, Shared};
use self::names::Names;

/// A file of a policy.
pub struct InputFile<'a> {
    /// As the user would write it.
    pub name: &'a str,
    /// Its tree.
    pub tree: Tree,
    /// Whether it belongs to the policy; otherwise only its vocabulary, data and definitions count.
    pub own: bool,
}

/// A data file of a list, table or calendar.
#[derive(Clone, Debug)]
pub struct DataText {
    /// As the user would write it.
    pub file: String,
    /// Its text.
    pub text: String,
    /// Where it begins in the sources.
    pub start: u32,
    /// SHA-256 of its bytes.
    pub digest: String,
}

/// Everything that a policy consists of.
pub struct Input<'a> {
    /// What it is called where it does not say so itself.
    pub name: &'a str,
    /// Its files.
    pub files: Vec<InputFile<'a>>,
    /// The data files, by the place of the quoted path that asks for each.
    pub data: BTreeMap<Span, DataText>,
    /// Line of a place, to name rules without a name.
    pub line: &'a dyn Fn(Span) -> String,
    /// SHA-256 over all files.
    pub digest: String,
}

/// Checks a policy. It comes only where there is no error; warnings may come along.
pub fn check(mut input: Input<'_>) -> (Option<typed::Policy>, Problems) {
    let cut_off = cut_off(&input);
    let rules = take_rules(&mut input);
    let mut checker = Checker::new(&input);
    checker.cut_off = cut_off;
    checker.declare(rules);
    let policy = checker.policy();
    let problems = checker.problems;
    if problems.has_errors() { (None, problems) } else { (Some(policy), problems) }
}

/// What is known while checking.
struct Checker<'a> {
    input: &'a Input<'a>,
    names: Names<'a>,
    schema: Schema,
    scale: Vec<typed::Level>,
    /// Element types of the named lists.
    list_types: Vec<Type>,
    tables: Vec<typed::Table>,
    readings: Vec<typed::Reading>,
    definitions: Vec<DefinitionState>,
    /// Definitions that are being worked out, outermost first.
    working: Vec<typed::DefinitionId>,
    parameters: Vec<(Vec<(String, Type)>, Type)>,
    /// Names that statements declare which could not be read.
    unread: BTreeSet<&'a str>,
    /// Whether characters of a file had to be repaired.
    repaired: bool,
    /// Statements behind which something stands that could not be read, and may belong to them.
    cut_off: BTreeSet<Span>,
    shared: Shared,
    problems: Problems,
}

impl<'a> Checker<'a> {
    fn new(input: &'a Input<'a>) -> Checker<'a> {
        Checker {
            input,
            names: Names::default(),
            schema: Schema::default(),
            scale: Vec::new(),
            list_types: Vec::new(),
            tables: Vec::new(),
            readings: Vec::new(),
            definitions: Vec::new(),
            working: Vec::new(),
            parameters: Vec::new(),
            unread: input.files.iter().flat_map(|file| &file.tree.unread).map(String::as_str).collect(),
            repaired: input.files.iter().any(|file| file.tree.repaired),
            cut_off: BTreeSet::new(),
            shared: Shared::default(),
            problems: Problems::new(),
        }
    }

    /// Collects all names.
    fn declare(&mut self, rules: Vec<Box<Statement>>) {
        let input = self.input;
        self.names.day_is_fact = governed_by_as_of(input);
        for file in &input.files {
            let statements = file.tree.statements.iter();
            for statement in statements.filter(|statement| file.own || is_shared(&statement.item)) {
                self.names.declare(statement, &mut self.problems);
            }
        }
        for rule in rules {
            self.names.declare_rule(rule, &|span| (input.line)(span), &mut self.problems);
        }
        self.declare_groups();
    }

    /// Understands everything, in the order in which one thing needs another.
    fn policy(&mut self) -> typed::Policy {
        self.vocabulary();
        self.scale = self.verdict_scale();
        let instruments = self.instruments();
        let calendars = self.calendars();
        self.prepare_functions();
        let lists = self.lists();
        self.check_tables();
        let parameters = self.all_parameters();
        let definitions = self.all_definitions();
        let field_conditions = self.field_conditions();
        let rules = self.rules(&instruments);
        let interruptions = self.interruptions(&instruments);
        let duties = self.duties(&instruments);
        let presumptions = self.presumptions(&instruments);
        let assertions = self.assertions();
        self.only_one();
        let (name, title, governed_by) = self.about();
        let mut policy = typed::Policy {
            name,
            title,
            scale: self.scale.clone(),
            schema: self.schema.clone(),
            governed_by,
            field_conditions,
            instruments,
            interruptions,
            rules,
            duties,
            definitions,
            lists,
            tables: std::mem::take(&mut self.tables),
            parameters,
            calendars,
            readings: self.readings.clone(),
            presumptions,
            assertions,
            data: self.data_files(),
            digest: self.input.digest.clone(),
        };
        self.relations(&mut policy);
        self.costs(&policy);
        policy
    }

    /// Name, title and governing date of the policy.
    fn about(&mut self) -> (String, Option<String>, Option<Vec<usize>>) {
        let Some(statement) = self.names.policies.first().copied() else {
            return (self.input.name.to_owned(), None, None);
        };
        let Item::Policy(head) = &statement.item else { return (String::new(), None, None) };
        let path =
            clause(statement, |kind| if let ClauseKind::GovernedBy(path) = kind { Some(path) } else { None });
        let governed_by = path.and_then(|path| self.fact_path(path, Some(&Type::Date)));
        (head.name.text.to_string(), title(head), governed_by.map(|(slots, _)| slots))
    }

    /// At most one `policy` and one `verdicts` statement.
    fn only_one(&mut self) {
        for (what, statements) in [("policy", &self.names.policies), ("verdicts", &self.names.scales)] {
            if let [first, second, ..] = statements.as_slice() {
                self.problems.add(CheckError::OnlyOne {
                    what,
                    span: start_of(second.span),
                    first: start_of(first.span),
                });
            }
        }
    }

    fn assertions(&mut self) -> Vec<typed::Assertion> {
        let statements = self.names.assertions.clone();
        statements.into_iter().filter_map(|statement| self.assertion(statement)).collect()
    }

    fn assertion(&mut self, statement: &'a Statement) -> Option<typed::Assertion> {
        let Item::Assertion(head) = &statement.item else { return None };
        let mut claims = statement.clauses.iter().filter_map(|clause| match &clause.kind {
            ClauseKind::AtLeast(..) | ClauseKind::AtMost(..) | ClauseKind::Applies(..) => Some(&clause.kind),
            _ => None,
        });
        let Some(kind) = claims.next() else {
            self.missing(statement, "what it claims", "at least refuse if CONDITION");
            return None;
        };
        let (claim, condition) = match kind {
            ClauseKind::AtLeast(name, condition) => (typed::Claim::AtLeast(self.level(name)?), condition),
            ClauseKind::AtMost(name, condition) => (typed::Claim::AtMost(self.level(name)?), condition),
            ClauseKind::Applies(name, condition) => {
                (typed::Claim::Applies(self.rules_named(name)?), condition)
            }
            _ => return None,
        };
        Some(typed::Assertion {
            name: head.name.text.to_string(),
            title: title(head),
            claim,
            condition: self.condition(condition, &mut Scope::default()),
            span: statement.span,
        })
    }

    /// A clause that a statement cannot do without.
    fn missing(&mut self, statement: &Statement, missing: &'static str, example: &'static str) {
        // What is missing may stand in a clause that was refused, or in the piece behind it.
        if crate::syntax::has_stray_clause(statement) || self.cut_off.contains(&statement.span) {
            return;
        }
        let (what, span) = describe(statement);
        if let Some((what, advice)) = self.named_by_target(statement).filter(|_| example.ends_with(" RULE")) {
            self.problems.add(CheckError::MissingClause { what, advice, span });
            return;
        }
        let (what, advice) = (format!("{what} needs {missing}"), format!("add `{example}`"));
        self.problems.add(CheckError::MissingClause { what, advice, span });
    }
}

/// The statements that are followed by something that could not be read.
fn cut_off(input: &Input<'_>) -> BTreeSet<Span> {
    let pairs = input.files.iter().flat_map(|file| file.tree.statements.windows(2));
    pairs
        .filter_map(|pair| match [pair.first()?.as_ref(), pair.last()?.as_ref()] {
            [first, Statement { item: Item::Broken, .. }] => Some(first.span),
            // The verdict of a rule that had to be mended is read as a rule of its own.
            [first @ Statement { item: Item::Rule(Some(_)) | Item::Exception(_), .. }, second] => {
                let bare = matches!(second.item, Item::Rule(None));
                bare.then_some(first.span)
            }
            _ => None,
        })
        .collect()
}

/// Takes the rules of a policy's own files out of their trees: there may be very many, and each is let go as soon
/// as it is understood.
fn take_rules(input: &mut Input<'_>) -> Vec<Box<Statement>> {
    let mut rules = Vec::new();
    for file in input.files.iter_mut().filter(|file| file.own) {
        let statements = std::mem::take(&mut file.tree.statements);
        let is_rule = |item: &Item| matches!(item, Item::Rule(_) | Item::Exception(_) | Item::Disapply(_));
        for statement in statements {
            if is_rule(&statement.item) {
                rules.push(statement);
            } else {
                file.tree.statements.push(statement);
            }
        }
    }
    rules
}

/// Whether the day that picks the law is a fact called `as_of`.
fn governed_by_as_of(input: &Input<'_>) -> bool {
    let own = input.files.iter().filter(|file| file.own);
    let mut policies = own
        .flat_map(|file| &file.tree.statements)
        .filter(|statement| matches!(statement.item, Item::Policy(_)));
    policies.any(|statement| {
        clause(statement, |kind| if let ClauseKind::GovernedBy(path) = kind { Some(path) } else { None })
            .is_some_and(|path| path.text() == "as_of")
    })
}

/// Whether `use` brings this statement in.
fn is_shared(item: &Item) -> bool {
    match item {
        Item::Enumeration(..)
        | Item::Record(..)
        | Item::Fact(_)
        | Item::Codes(_)
        | Item::List(..)
        | Item::Table(..)
        | Item::Parameter(..)
        | Item::Definition(..)
        | Item::Calendar(_)
        | Item::Instrument(_) => true,
        Item::Policy(_)
        | Item::Use(_)
        | Item::Verdicts(_)
        | Item::Suspension(_)
        | Item::Repeal(_)
        | Item::Reading(..)
        | Item::Rule(_)
        | Item::Exception(_)
        | Item::Disapply(_)
        | Item::Amend(_)
        | Item::Duty(_)
        | Item::Presumption(..)
        | Item::Assertion(_)
        | Item::Broken => false,
    }
}

/// The first clause of a kind.
fn clause<'a, T>(statement: &'a Statement, pick: impl Fn(&'a ClauseKind) -> Option<T>) -> Option<T> {
    statement.clauses.iter().find_map(|clause: &Clause| pick(&clause.kind))
}

fn title(head: &Head) -> Option<String> {
    head.title.as_ref().map(|title| title.text.clone())
}

/// What a statement is called in a message, and its first words.
fn describe(statement: &Statement) -> (String, Span) {
    let named = |what: &str, head: &Head| (format!("{what} `{}`", head.name.text), head.name.span);
    match &statement.item {
        Item::Policy(head) => named("policy", head),
        Item::Enumeration(head, _) => named("enum", head),
        Item::Record(head, _) => named("record", head),
        Item::Codes(head) => named("codes", head),
        Item::List(head, ..) => named("list", head),
        Item::Table(head, _) => named("table", head),
        Item::Parameter(head, ..) => named("parameter", head),
        Item::Definition(head, ..) => named("definition", head),
        Item::Calendar(head) => named("calendar", head),
        Item::Instrument(head) => named("instrument", head),
        Item::Suspension(head) => named("suspension", head),
        Item::Repeal(head) => named("repeal", head),
        Item::Reading(head, _) => named("reading", head),
        Item::Rule(Some(head)) => named("rule", head),
        Item::Exception(head) => named("exception", head),
        Item::Disapply(head) => named("disapplication", head),
        Item::Amend(head) => named("amendment of", head),
        Item::Duty(head) => named("duty", head),
        Item::Assertion(head) => named("assertion", head),
        Item::Fact(field) => (format!("fact `{}`", field.name.text), field.name.span),
        Item::Presumption(path, _) => (format!("presumption of `{}`", path.text()), path.span),
        Item::Rule(None) => ("this rule".to_owned(), start_of(statement.span)),
        Item::Use(_) | Item::Verdicts(_) | Item::Broken => {
            ("this statement".to_owned(), start_of(statement.span))
        }
    }
}

/// A span short enough to be a label.
fn start_of(span: Span) -> Span {
    Span::new(span.start, span.end.min(span.start.saturating_add(8)))
}
