//! Rules, exceptions and disapplications: their texts in time, their targets and their conditions.

use crate::syntax::tree::{ClauseKind, Condition, Item, Name, Statement};
use crate::typed::{Instrument, Interval, Rule, RuleId, RuleKind, Version};
use crate::value::Date;

use super::error::CheckError;
use super::expression::Scope;
use super::time::issued;
use super::{Checker, clause, title};

impl<'a> Checker<'a> {
    /// `group` clauses make groups of their statements.
    pub(super) fn declare_groups(&mut self) {
        let mut groups: Vec<(Name, RuleId)> = Vec::new();
        for (index, statements) in self.names.rule_statements.iter().enumerate() {
            let names = statements.iter().filter_map(|statement| group(statement));
            groups.extend(names.map(|name| (name.clone(), RuleId(index))));
        }
        for (name, rule) in groups {
            if let Some(first) = self.names.rules.span(&name.text) {
                self.problems.add(CheckError::DeclaredTwice {
                    name: name.text.to_string(),
                    span: name.span,
                    first,
                });
                continue;
            }
            let members = self.names.groups.entry(name.text.to_string()).or_default();
            if !members.contains(&rule) {
                members.push(rule);
            }
        }
    }

    /// The rule of a name, or the members of a group.
    pub(super) fn find_rules(&self, name: &str) -> Option<Vec<RuleId>> {
        let rule = self.names.rules.get(name).map(|id| vec![id]);
        rule.or_else(|| self.names.groups.get(name).cloned())
    }

    /// The same, reported where there is none.
    pub(super) fn rules_named(&mut self, name: &Name) -> Option<Vec<RuleId>> {
        let found = self.find_rules(&name.text);
        if found.is_none() {
            let known = self.names.rules.names().chain(self.names.groups.keys().map(String::as_str));
            let advice = CheckError::advice(
                &name.text,
                known,
                "name a rule of this policy; exceptions never reach into another",
            );
            if !self.unread.contains(name.text.as_str()) {
                self.problems.add(CheckError::UnknownRule {
                    name: name.text.to_string(),
                    advice,
                    span: name.span,
                });
            }
        }
        found
    }

    /// All rules with all their texts.
    pub(super) fn rules(&mut self, instruments: &[Instrument]) -> Vec<Rule> {
        let statements = std::mem::take(&mut self.names.rule_statements);
        let names = std::mem::take(&mut self.names.rule_names);
        let mut rules: Vec<Rule> = statements
            .into_iter()
            .zip(names)
            .map(|(stated, name)| {
                let mut versions = Vec::with_capacity(1);
                versions.extend(stated.iter().filter_map(|statement| self.version(statement, instruments)));
                let span = self.names.head(stated.first.span);
                Rule { name: name.into(), kind: kind(&stated.first.item), versions, span }
            })
            .collect();
        self.amend(&mut rules, instruments);
        rules.iter_mut().for_each(|rule| self.texts_in_time(rule));
        rules
    }

    /// One text of a rule.
    fn version(&mut self, statement: &Statement, instruments: &[Instrument]) -> Option<Version> {
        let citation = self.citation(statement);
        let instrument = citation.as_ref().and_then(|citation| instruments.get(citation.instrument.0));
        let of_instrument = instrument.map(|instrument| instrument.in_force).unwrap_or_default();
        let own = self.in_force(statement);
        let targets = self.targets(statement);
        let (verdict, condition) = self.says(statement)?;
        let condition = self.condition(condition, &mut Scope::default());
        let prevails =
            clause(
                statement,
                |kind| if let ClauseKind::PrevailsOver(names) = kind { Some(names) } else { None },
            );
        Some(Version {
            title: heading(&statement.item),
            note: statement.note.clone(),
            issued: issued(statement).or_else(|| instrument.and_then(|instrument| instrument.issued)),
            citation,
            in_force: own.and(&of_instrument),
            uncut: None,
            verdict,
            condition,
            targets,
            prevails_over: prevails.map(|names| self.all_rules(names)).unwrap_or_default(),
            group: group(statement).map(|name| name.text.to_string()),
            span: statement.span,
        })
    }

    /// What an exception is to, or what a disapplication is of.
    fn targets(&mut self, statement: &Statement) -> Vec<RuleId> {
        let names = match &statement.item {
            Item::Exception(_) => {
                clause(statement, |kind| if let ClauseKind::To(names) = kind { Some(names) } else { None })
            }
            Item::Disapply(_) => {
                clause(statement, |kind| if let ClauseKind::Of(names) = kind { Some(names) } else { None })
            }
            _ => return Vec::new(),
        };
        match names {
            // `to permit if …`: the name is missing, and was told.
            Some(names)
                if crate::syntax::has_stray_clause(statement)
                    && names.iter().any(|name| self.scale.iter().any(|level| level.name == name.text)) =>
            {
                Vec::new()
            }
            Some(names) => self.all_rules(names),
            None if matches!(statement.item, Item::Exception(_)) => {
                self.missing(statement, "what it is an exception to", "to RULE");
                Vec::new()
            }
            None => {
                self.missing(statement, "what it switches off", "of RULE");
                Vec::new()
            }
        }
    }

    /// What is wrong with an exception that is called like its target, and what to write.
    pub(super) fn named_by_target(&self, statement: &Statement) -> Option<(String, String)> {
        let (name, form) = match &statement.item {
            Item::Exception(head) => {
                (&head.name.text, format!("exception NAME to {} permit if …", head.name.text))
            }
            Item::Disapply(head) => (&head.name.text, format!("disapply NAME of {} if …", head.name.text)),
            _ => return None,
        };
        let what = format!("`{name}` is another rule, and a name of its own is missing here");
        let advice = format!("write `{form}`, with a new name for NAME");
        self.names.named_by_target.contains(&statement.span).then_some((what, advice))
    }

    fn all_rules(&mut self, names: &[Name]) -> Vec<RuleId> {
        let mut rules: Vec<RuleId> =
            names.iter().filter_map(|name| self.rules_named(name)).flatten().collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    }

    /// The verdict and the condition of a rule; a disapplication has no verdict.
    fn says<'s>(&mut self, statement: &'s Statement) -> Option<(Option<usize>, &'s Condition)> {
        let disapplication = matches!(statement.item, Item::Disapply(_));
        let said = clause(statement, |kind| match kind {
            ClauseKind::Verdict(name, condition) if !disapplication => Some((Some(name), condition)),
            ClauseKind::If(condition) if disapplication => Some((None, condition)),
            _ => None,
        });
        match said {
            Some((Some(name), condition)) => {
                let level = self.level(name);
                Some((Some(level.unwrap_or_default()), condition))
            }
            Some((None, condition)) => Some((None, condition)),
            None if disapplication => {
                self.missing(statement, "a condition", "if CONDITION");
                None
            }
            // Of an exception that says neither, it is told once what is missing first.
            None if exempts_nothing(statement) => None,
            None => {
                self.missing(statement, "a verdict", "license if CONDITION");
                None
            }
        }
    }

    /// `amend`: a later text; what it amends ends the day before.
    fn amend(&mut self, rules: &mut [Rule], instruments: &[Instrument]) {
        for statement in self.names.amendments.clone() {
            let Item::Amend(head) = &statement.item else { continue };
            let Some(ids) = self.rules_named(&head.name) else { continue };
            let Some(rule) = ids.first().and_then(|id| rules.get_mut(id.0)) else { continue };
            let from = self.in_force(statement).from;
            let Some(from) = from else {
                self.missing(statement, "the day from which it holds", "from 2027-01-01");
                continue;
            };
            let Some(mut later) = self.version(statement, instruments) else { continue };
            let Some(earlier) = rule.versions.iter_mut().rfind(|version| version.in_force.contains(from))
            else {
                let (instrument, from, span) = (rule.name.clone(), from.to_string(), head.name.span);
                self.problems.add(CheckError::BeforeItBegins { instrument, from, span });
                continue;
            };
            inherit(&mut later, earlier);
            earlier.uncut = Some((earlier.in_force, later.issued.unwrap_or(from)));
            earlier.in_force.through = from.yesterday().ok();
            rule.versions.push(later);
        }
    }

    /// Texts of one rule may not overlap, and holes between them are said.
    fn texts_in_time(&mut self, rule: &mut Rule) {
        rule.versions.sort_by_key(|version| (version.in_force.from, version.span));
        for pair in rule.versions.windows(2) {
            let [earlier, later] = pair else { continue };
            let both = earlier.in_force.and(&later.in_force);
            if !both.is_empty() {
                let day = both.from.or(both.through).map_or("every day".to_owned(), |day| day.to_string());
                let (span, other) = (self.names.head(later.span), self.names.head(earlier.span));
                self.problems.add(CheckError::OverlappingTexts { name: rule.name.clone(), span, other, day });
            } else if let Some((from, through)) = hole(earlier.in_force.through, later.in_force.from) {
                let (name, span) = (rule.name.clone(), self.names.head(later.span));
                self.problems.add(CheckError::Hole {
                    name,
                    from: from.to_string(),
                    through: through.to_string(),
                    span,
                });
            }
        }
    }
}

/// What an amendment does not say stays as it was.
fn inherit(later: &mut Version, earlier: &Version) {
    if later.title.is_none() {
        later.title.clone_from(&earlier.title);
    }
    if later.citation.is_none() {
        later.citation.clone_from(&earlier.citation);
        later.issued = later.issued.or(later.in_force.from);
    }
    if later.targets.is_empty() {
        later.targets.clone_from(&earlier.targets);
    }
    if later.group.is_none() {
        later.group.clone_from(&earlier.group);
    }
    if later.prevails_over.is_empty() {
        later.prevails_over.clone_from(&earlier.prevails_over);
    }
    if later.in_force.through.is_none() {
        later.in_force.through = earlier.in_force.through;
    }
}

/// The days between two texts, if there are any.
fn hole(ends: Option<Date>, begins: Option<Date>) -> Option<(Date, Date)> {
    let (from, through) = (ends?.tomorrow().ok()?, begins?.yesterday().ok()?);
    (from <= through).then_some((from, through))
}

fn group(statement: &Statement) -> Option<&Name> {
    clause(statement, |kind| if let ClauseKind::Group(name) = kind { Some(name) } else { None })
}

fn heading(item: &Item) -> Option<String> {
    match item {
        Item::Rule(Some(head)) | Item::Exception(head) | Item::Disapply(head) | Item::Amend(head) => {
            title(head)
        }
        _ => None,
    }
}

fn kind(item: &Item) -> RuleKind {
    match item {
        Item::Exception(_) => RuleKind::Exception,
        Item::Disapply(_) => RuleKind::Disapplication,
        _ => RuleKind::Rule,
    }
}

/// Days that two intervals have in common, for messages.
pub(super) fn in_common(versions: &[Version], others: &[Version]) -> bool {
    versions
        .iter()
        .any(|version| others.iter().any(|other| !version.in_force.and(&other.in_force).is_empty()))
}

/// All days on which a rule has a text, as one interval.
pub(super) fn span_of_texts(versions: &[Version]) -> Interval {
    let from = versions.iter().map(|version| version.in_force.from).min().flatten();
    let open = versions.iter().any(|version| version.in_force.through.is_none());
    let through = versions.iter().filter_map(|version| version.in_force.through).max().filter(|_| !open);
    Interval { from, through }
}

/// Whether an exception does not say to which rule.
fn exempts_nothing(statement: &Statement) -> bool {
    let says_to = |kind: &ClauseKind| matches!(kind, ClauseKind::To(_));
    matches!(statement.item, Item::Exception(_))
        && !statement.clauses.iter().any(|clause| says_to(&clause.kind))
}
