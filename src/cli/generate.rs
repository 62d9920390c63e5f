//! `licit test --generate`

use crate::generate::{case_file, generate};

use super::args::Test;
use super::cases::programs;
use super::coverage::write;
use super::exit::Exit;
use super::paths::or_here;
use super::terminal::Terminal;

/// Writes cases made from the policy.
pub(super) fn run(test: &Test, terminal: &Terminal) -> Exit {
    let mut text = String::new();
    for path in or_here(&test.policies) {
        let programs = match programs(&path, terminal) {
            Ok(programs) => programs,
            Err(message) => {
                terminal.say(&message);
                return Exit::Unreadable;
            }
        };
        if programs.len() > 1 || test.policies.len() > 1 {
            terminal.say("licit: --generate writes the cases of one policy; name one\n");
            return Exit::Misused;
        }
        for (_, program) in programs {
            let made = generate(&program);
            text.push_str(&case_file(&program, &made));
            let (cases, failures) = (made.cases.len(), made.failures.len());
            let made = if cases == 1 { "1 case".to_owned() } else { format!("{cases} cases") };
            let left = match failures {
                0 => String::new(),
                1 => "; 1 could not be built, and is named at the end of the file".to_owned(),
                _ => format!("; {failures} could not be built, and are named at the end of the file"),
            };
            terminal.say(&format!("{made} made{left}.\n"));
        }
    }
    write(&text, test, terminal)
}
