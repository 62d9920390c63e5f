//! What a policy says about one of its rules or duties, as a page in Markdown.

use crate::program::Program;
use crate::source::Span;
use crate::typed::{Citation, Duty, Interruption, Interval, Policy, Rule, RuleId, RuleKind, Version};

/// The names of all rules, exceptions, disapplications and duties.
pub(super) fn names(program: &Program) -> impl Iterator<Item = &str> {
    let policy = program.policy();
    let rules = policy.rules.iter().map(|rule| rule.name.as_str());
    rules.chain(policy.duties.iter().map(|duty| duty.name.as_str()))
}

/// The page of a rule or duty.
pub(super) fn page(program: &Program, name: &str) -> Option<String> {
    let policy = program.policy();
    let found = policy.rules.iter().position(|rule| rule.name == name);
    let rule = found.and_then(|id| Some((RuleId(id), policy.rules.get(id)?)));
    let duty = policy.duties.iter().find(|duty| duty.name == name);
    let explained = Explained { program, policy };
    rule.map(|(id, rule)| explained.rule(id, rule)).or_else(|| duty.map(|duty| explained.duty(duty)))
}

struct Explained<'p> {
    program: &'p Program,
    policy: &'p Policy,
}

impl Explained<'_> {
    fn rule(&self, id: RuleId, rule: &Rule) -> String {
        let several = rule.versions.len() > 1;
        let texts: String =
            rule.versions.iter().map(|version| self.version(id, rule, version, several)).collect();
        format!("{texts}{}", self.what_reaches_it(id))
    }

    fn version(&self, id: RuleId, rule: &Rule, version: &Version, several: bool) -> String {
        let title = version.title.as_deref().unwrap_or(&rule.name);
        let mut lines = vec![self.what(rule, version)];
        lines.extend(self.citation(version.citation.as_ref()));
        lines.push(days(&version.in_force));
        lines.extend(self.interruptions(Some(id), version.citation.as_ref()));
        lines.push(format!("stands in {}", self.place(version.span)));
        let note =
            if version.note.is_empty() { String::new() } else { format!("{}\n\n", version.note.join("\n")) };
        let heading = if several { "Text" } else { "Condition" };
        format!(
            "# {title}\n\n{}\n{note}## {heading}\n\n{}\n",
            bullets(&lines),
            self.code(version.condition.span)
        )
    }

    /// `exception military_user to content: Prohibited (deny)`
    fn what(&self, rule: &Rule, version: &Version) -> String {
        let (kind, join) = match rule.kind {
            RuleKind::Rule => ("rule", ""),
            RuleKind::Exception => ("exception", " to "),
            RuleKind::Disapplication => ("disapplication", " of "),
        };
        let targets: Vec<&str> = version.targets.iter().filter_map(|id| self.name(*id)).collect();
        let level = version.verdict.and_then(|verdict| self.policy.scale.get(verdict));
        let verdict = level.map_or_else(String::new, |level| format!(": {} ({})", level.title, level.name));
        format!("{kind} `{}`{join}{}{verdict}", rule.name, targets.join(", "))
    }

    fn name(&self, id: RuleId) -> Option<&str> {
        self.policy.rules.get(id.0).map(|rule| rule.name.as_str())
    }

    fn citation(&self, citation: Option<&Citation>) -> Option<String> {
        let citation = citation?;
        let instrument = self.policy.instruments.get(citation.instrument.0)?;
        let title = instrument.title.as_deref().unwrap_or(&instrument.name);
        let articles: String =
            citation.articles.iter().map(|(kind, number)| format!(", {kind} {number}")).collect();
        Some(format!("{title}{articles}"))
    }

    /// The suspensions and repeals that reach a text: its rule, or its instrument.
    fn interruptions(&self, id: Option<RuleId>, citation: Option<&Citation>) -> Vec<String> {
        let instrument = citation.map(|citation| citation.instrument);
        let reaches = |one: &&Interruption| {
            id.is_some_and(|id| one.rules.contains(&id))
                || instrument.is_some_and(|instrument| one.instruments.contains(&instrument))
        };
        self.policy.interruptions.iter().filter(reaches).map(|one| self.interruption(one)).collect()
    }

    fn interruption(&self, one: &Interruption) -> String {
        let word = if one.repeal { "repealed" } else { "suspended" };
        let title = one.title.as_deref().unwrap_or(&one.name);
        let condition = one.condition.as_ref().map(|condition| self.text(condition.span));
        let condition = condition.map_or_else(String::new, |text| format!(", if {text}"));
        format!("{word} {} by {title}{condition}", period(&one.period))
    }

    /// Exceptions, disapplications and duties that speak of a rule.
    fn what_reaches_it(&self, id: RuleId) -> String {
        let of_kind = |kind: RuleKind| {
            let rules = self.policy.rules.iter().filter(move |rule| rule.kind == kind);
            rules.filter(|rule| rule.versions.iter().any(|version| version.targets.contains(&id)))
        };
        let exceptions: Vec<String> = of_kind(RuleKind::Exception).map(titled).collect();
        let switches: Vec<String> = of_kind(RuleKind::Disapplication).map(titled).collect();
        let duties = self.policy.duties.iter().enumerate();
        let duties = duties.filter(|(index, _)| self.program.duty_applies(*index).contains(&id));
        let duties: Vec<String> = duties.map(|(_, duty)| entry(&duty.name, duty.title.as_deref())).collect();
        let sections = [
            ("Exceptions to it", exceptions),
            ("Switched off by", switches),
            ("Duties that ask for it", duties),
        ];
        sections.iter().map(|(heading, lines)| section(heading, lines)).collect()
    }

    fn duty(&self, duty: &Duty) -> String {
        let title = duty.title.as_deref().unwrap_or(&duty.name);
        let mut lines = vec![format!("duty `{}`", duty.name)];
        lines.extend(self.citation(duty.citation.as_ref()));
        lines.push(days(&duty.in_force));
        lines.extend(self.interruptions(None, duty.citation.as_ref()));
        for ground in &duty.also {
            lines.extend(self.citation(Some(&ground.citation)));
            lines.push(days(&ground.in_force));
            lines.extend(self.interruptions(None, Some(&ground.citation)));
        }
        lines.push(format!("stands in {}", self.place(duty.span)));
        format!("# {title}\n\n{}\n## Text\n\n{}\n", bullets(&lines), self.code(duty.span))
    }

    fn place(&self, span: Span) -> String {
        let Some(file) = self.program.sources().file(span) else { return String::new() };
        format!("{}:{}", file.name, file.position(span.start).line)
    }

    fn text(&self, span: Span) -> String {
        self.program.sources().slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text of a span as a block of code.
    fn code(&self, span: Span) -> String {
        let text = self.program.sources().slice(span).trim_end();
        let rest = text.lines().skip(1).filter(|line| !line.trim().is_empty());
        let margin = rest.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
        let lines = text.lines().enumerate().map(|(index, line)| {
            if index == 0 {
                line.to_owned()
            } else {
                format!("    {}", line.get(margin..).unwrap_or(line.trim()))
            }
        });
        format!("```\n{}\n```\n", lines.collect::<Vec<_>>().join("\n"))
    }
}

fn titled(rule: &Rule) -> String {
    entry(&rule.name, rule.versions.first().and_then(|version| version.title.as_deref()))
}

fn entry(name: &str, title: Option<&str>) -> String {
    title.map_or_else(|| format!("`{name}`"), |title| format!("`{name}`: {title}"))
}

fn section(heading: &str, lines: &[String]) -> String {
    if lines.is_empty() { String::new() } else { format!("## {heading}\n\n{}\n", bullets(lines)) }
}

fn bullets(lines: &[String]) -> String {
    lines.iter().map(|line| format!("- {line}\n")).collect()
}

/// `in force from 2025-12-01`
fn days(interval: &Interval) -> String {
    if interval.is_always() {
        "in force on every day".to_owned()
    } else {
        format!("in force {}", period(interval))
    }
}

fn period(interval: &Interval) -> String {
    match (interval.from, interval.through) {
        (Some(from), Some(through)) => format!("from {from} through {through}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(through)) => format!("through {through}"),
        (None, None) => "on every day".to_owned(),
    }
}
