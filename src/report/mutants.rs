//! What became of the small changes of a policy: for people, for a README, for programs.

use serde_json::json;

use crate::eval::decision::Place;
use crate::report::text::wrap;

/// The line before what the command writes in a document.
pub const BEGIN: &str = "<!-- licit test --mutants --format markdown: begin -->";

/// The line after it.
pub const END: &str = "<!-- licit test --mutants --format markdown: end -->";

/// Name and version of the shape for programs.
pub const MUTANTS_FORMAT: &str = "licit/mutants@1";

/// What became of the small changes of one policy.
#[derive(Clone, Debug)]
pub struct Mutation {
    /// The policy.
    pub policy: String,
    /// What people see.
    pub title: Option<String>,
    /// How many cases were run.
    pub cases: usize,
    /// How many changes were tried.
    pub tried: usize,
    /// Changes that no case notices.
    pub survivors: Vec<Survivor>,
    /// Changes that are listed as having no effect: the change, and why.
    pub equivalent: Vec<(String, String)>,
    /// Changes that are listed so, but are noticed or do not exist.
    pub stale: Vec<String>,
}

/// A change that no case notices.
#[derive(Clone, Debug)]
pub struct Survivor {
    /// The change in words.
    pub change: String,
    /// Where it is.
    pub place: Place,
    /// A case that would notice it, where one was found: its name and what it tries.
    pub killer: Option<(String, String)>,
}

impl Mutation {
    /// How many changes some case notices.
    pub fn noticed(&self) -> usize {
        self.tried.saturating_sub(self.survivors.len()).saturating_sub(self.equivalent.len())
    }

    /// The score in tenths of a percent: what was noticed, of what can be.
    fn score(&self) -> String {
        let possible = self.tried.saturating_sub(self.equivalent.len());
        let tenths = self.noticed().saturating_mul(1000).checked_div(possible).unwrap_or(1000);
        format!("{}.{} %", tenths / 10, tenths % 10)
    }

    fn title(&self) -> &str {
        self.title.as_ref().unwrap_or(&self.policy)
    }

    fn summary(&self) -> String {
        let verb =
            |count: usize, one: &'static str, several: &'static str| if count == 1 { one } else { several };
        let (noticed, without, left) = (self.noticed(), self.equivalent.len(), self.survivors.len());
        let cases = match self.cases {
            1 => "the one case".to_owned(),
            cases => format!("one of the {cases} cases"),
        };
        format!(
            "{noticed} of {} small {} {} noticed by {cases}; {without} {} no effect; {left} {}. Score: {}",
            self.tried,
            verb(self.tried, "change", "changes"),
            verb(noticed, "is", "are"),
            verb(without, "has", "have"),
            verb(left, "survives", "survive"),
            self.score()
        )
    }
}

/// For people.
pub fn text(mutation: &Mutation, columns: usize) -> String {
    let mut page = format!("{}\n", mutation.title());
    let mut line = |indent: usize, text: &str| {
        let width = columns.saturating_sub(indent.saturating_add(2)).max(20);
        for (number, part) in wrap(text, width).iter().enumerate() {
            let indent = if number == 0 { indent } else { indent.saturating_add(2) };
            page.push_str(&format!("{}{part}\n", " ".repeat(indent)));
        }
    };
    for survivor in &mutation.survivors {
        line(2, &format!("{}: no case notices", survivor.change));
        line(6, &format!("{}:{}", survivor.place.file, survivor.place.line));
        line(
            6,
            &match &survivor.killer {
                Some((id, why)) => format!("would notice: {id}, made by --generate ({why})"),
                None => "would notice: none found".to_owned(),
            },
        );
    }
    for change in &mutation.stale {
        line(
            2,
            &format!(
                "{change}: listed as having no effect, but a case notices it or there is no such change"
            ),
        );
    }
    line(0, &format!("{}.", mutation.summary()));
    page
}

/// For a README, between [`BEGIN`] and [`END`].
pub fn markdown(policies: &[Mutation]) -> String {
    let mut page = format!("{BEGIN}\n");
    for mutation in policies {
        page.push_str(&format!("\n### {}\n\n{}.\n", mutation.title(), mutation.summary()));
        if !mutation.survivors.is_empty() {
            page.push_str("\nNo case notices:\n\n");
            let survivors = mutation.survivors.iter();
            survivors.for_each(|survivor| page.push_str(&format!("- {}\n", escaped(&survivor.change))));
        }
        if !mutation.equivalent.is_empty() {
            page.push_str("\nWithout effect:\n\n| change | why |\n|---|---|\n");
            for (change, why) in &mutation.equivalent {
                page.push_str(&format!("| {} | {} |\n", escaped(change), escaped(why)));
            }
        }
    }
    page.push_str(&format!("\n{END}\n"));
    page
}

fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}

/// For programs, with a line break at the end.
pub fn json(policies: &[Mutation]) -> String {
    let policies: Vec<_> = policies.iter().map(of_policy).collect();
    let page = json!({ "format": MUTANTS_FORMAT, "policies": policies });
    format!("{}\n", serde_json::to_string_pretty(&page).unwrap_or_default())
}

fn of_policy(mutation: &Mutation) -> serde_json::Value {
    let survivors = mutation.survivors.iter().map(|survivor| {
        json!({
            "change": survivor.change,
            "file": survivor.place.file,
            "line": survivor.place.line,
            "column": survivor.place.column,
            "killer": survivor.killer.as_ref().map(|(id, _)| id),
        })
    });
    let equivalent = mutation.equivalent.iter().map(|(change, why)| json!({ "change": change, "why": why }));
    json!({
        "policy": mutation.policy,
        "cases": mutation.cases,
        "tried": mutation.tried,
        "noticed": mutation.noticed(),
        "survivors": survivors.collect::<Vec<_>>(),
        "equivalent": equivalent.collect::<Vec<_>>(),
        "stale": mutation.stale,
    })
}
