//! `licit explain`

use crate::diagnostics::{codes, nearest};
use crate::program::Program;
use crate::report::markdown;

use super::args::Explain;
use super::code_list;
use super::exit::Exit;
use super::paths::programs_naming;
use super::rule_page;
use super::terminal::Terminal;
use super::tour;
use super::words;

/// Explains a code, a word of the language or a rule; without any of these, says what can be explained.
pub(super) fn run(explain: &Explain, terminal: &Terminal) -> Exit {
    let words: Vec<&str> = explain.what.iter().flat_map(|word| word.split_whitespace()).collect();
    let page = match words.as_slice() {
        [] => {
            terminal.print(&overview(terminal));
            return Exit::Done;
        }
        ["tour"] => tour::step(1),
        ["tour", step] => step.parse().map_or_else(|_| Err(NO_STEP.to_owned()), tour::step),
        ["messages"] => Ok(code_list::page()),
        [what] => page(what, explain, terminal),
        several => pages(several, explain, terminal),
    };
    match page {
        Ok(page) => {
            terminal.print(&markdown(&page, terminal.color, terminal.width));
            Exit::Done
        }
        Err(message) => {
            terminal.say(&message);
            Exit::Unreadable
        }
    }
}

const NO_STEP: &str = "licit: the steps of the tour have numbers: `licit explain tour 2`\n";

/// The page of several words, such as `in force` or `rule content`: of all of them together, else of each.
fn pages(words: &[&str], explain: &Explain, terminal: &Terminal) -> Result<String, String> {
    if let Ok(whole) = page(&words.join(" "), explain, terminal) {
        return Ok(whole);
    }
    // What stands before a name only says what it is: `rule content`.
    let named = match words {
        ["rule" | "exception" | "disapply" | "duty" | "define" | "code" | "error" | "warning", rest @ ..] => {
            rest
        }
        all => all,
    };
    let each: Result<Vec<String>, String> = named.iter().map(|word| page(word, explain, terminal)).collect();
    each.map(|pages| pages.join("\n\n"))
}

/// The page in Markdown: of a rule where a policy was named, else of a code, a word, or a rule nearby.
fn page(what: &str, explain: &Explain, terminal: &Terminal) -> Result<String, String> {
    let named = explain.policy.is_some();
    if named && let Some(page) = rule_of(what, &programs(what, explain, terminal)?) {
        return Ok(page);
    }
    if let Some(page) =
        codes::page(what).or_else(|| words::page(what)).or_else(|| words::page(&what.to_lowercase()))
    {
        return Ok(page.to_owned());
    }
    let programs = programs(what, explain, terminal)?;
    rule_of(what, &programs).ok_or_else(|| not_found(what, &programs))
}

/// The policies in which a rule may stand. Where none was named, there need be none.
fn programs(what: &str, explain: &Explain, terminal: &Terminal) -> Result<Vec<Program>, String> {
    match &explain.policy {
        Some(policy) => super::eval::programs(policy, terminal),
        None => Ok(programs_naming(what, terminal)),
    }
}

fn rule_of(name: &str, programs: &[Program]) -> Option<String> {
    programs.iter().find_map(|program| rule_page::page(program, name))
}

fn not_found(what: &str, programs: &[Program]) -> String {
    let words = words::PAGES.iter().flat_map(|page| page.words).copied();
    let rules = programs.iter().flat_map(rule_page::names);
    let near = nearest(what, words.chain(rules).chain(codes::CODES.iter().map(|code| code.code)));
    let advice = match near.as_slice() {
        [] => "`licit explain` lists what can be explained; a rule is looked for in the working folder and below, or with --policy".to_owned(),
        near => format!("did you mean {}?", near.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or ")),
    };
    format!("licit: `{what}` is no code, no word of the language and no rule here\n  help: {advice}\n")
}

/// What can be explained.
fn overview(terminal: &Terminal) -> String {
    let words: Vec<&str> = words::PAGES.iter().filter_map(|page| page.words.first()).copied().collect();
    let text = format!(
        "# What can be explained\n\n\
         A word of the language: `licit explain exception`\n\n\
         A code of an error or warning: `licit explain L201`\n\n\
         All codes: `licit explain messages`\n\n\
         Ten minutes with Licit, in the terminal: `licit explain tour`\n\n\
         A rule: `licit explain NAME --policy FOLDER`; without `--policy` it is looked for in the working folder and below\n\n\
         ## Words\n\n{}\n",
        words.join(", ")
    );
    markdown(&text, terminal.color, terminal.width)
}
