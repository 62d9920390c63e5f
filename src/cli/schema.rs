//! `licit schema`

use std::path::Path;

use crate::facts::{self, Format};
use crate::load::{self, Memory};
use crate::program::Program;

use super::args::{Schema, SchemaFormat};
use super::eval::programs;
use super::exit::Exit;
use super::paths::{programs_silently, rooted};
use super::terminal::Terminal;
use super::vocabulary::vocabulary;

/// Prints the facts that policies ask for.
pub(super) fn run(schema: &Schema, terminal: &Terminal) -> Exit {
    let found = match &schema.policy {
        Some(policy) => programs(policy, terminal),
        None => here(terminal),
    };
    match found {
        Ok(programs) => {
            let texts: Vec<String> =
                programs.iter().map(|program| print(program, schema.format, terminal)).collect();
            terminal.print(&texts.join("\n"));
            Exit::Done
        }
        Err(message) => {
            terminal.say(&message);
            Exit::Unreadable
        }
    }
}

/// A policy that declares no facts has the built-in ones. It must state something, or it is refused.
const BUILT_IN: &str = "policy standard \"the built-in vocabulary\"\n\ndeny if destination == RU\n";

/// The policies in the working folder, else the built-in vocabulary.
fn here(terminal: &Terminal) -> Result<Vec<Program>, String> {
    let working = Path::new(".");
    let there =
        rooted(working, terminal).map_or(0, |here| load::policies_near(&here.files, &here.path).len());
    let mut found = programs_silently(terminal);
    if found.len() < there {
        return programs(working, terminal);
    }
    if found.is_empty() {
        const NAME: &str = "standard.licit";
        found.extend(load::load(&Memory::new().with(NAME, BUILT_IN), NAME).program);
    }
    Ok(found)
}

fn print(program: &Program, format: SchemaFormat, terminal: &Terminal) -> String {
    let policy = program.policy();
    match format {
        SchemaFormat::Vocabulary => vocabulary(program, terminal),
        SchemaFormat::JsonSchema => {
            let title = policy.title.as_deref().unwrap_or(&policy.name);
            let value = facts::json_schema(&policy.schema, title);
            format!("{}\n", serde_json::to_string_pretty(&value).unwrap_or_default())
        }
        SchemaFormat::Form => {
            let day = day(program).map(|day| format!("# {day}\n")).unwrap_or_default();
            format!("{day}{}", facts::empty_form(&policy.schema, Format::Yaml))
        }
        SchemaFormat::FormJson => facts::empty_form(&policy.schema, Format::Json),
    }
}

/// How to say on which day a case is judged, where no fact says it and the policy has instruments.
pub(super) fn day(program: &Program) -> Option<String> {
    let policy = program.policy();
    (policy.governed_by.is_none() && !policy.instruments.is_empty()).then(|| {
        "The day that picks the law is no fact here: give it with --as-of, such as --as-of 2026-03-01."
            .to_owned()
    })
}
