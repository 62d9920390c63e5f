//! `licit explain messages`: all codes with their titles, and how many pages and examples there are.

use crate::diagnostics::codes::{CODES, Code};

/// What the first digits of codes stand for.
const GROUPS: [(&str, &str); 6] = [
    ("L1", "How a policy is written"),
    ("L2", "Names and declarations"),
    ("L3", "Types"),
    ("L4", "Warnings"),
    ("L5", "Facts and their files"),
    ("L6", "Files, cases, versions and runs"),
];

/// The list in Markdown.
pub(super) fn page() -> String {
    let mut text = "# All codes\n".to_owned();
    for (start, title) in GROUPS {
        text.push_str(&format!("\n## {title}\n\n"));
        let codes = CODES.iter().filter(|code| code.code.starts_with(start));
        codes.for_each(|code| text.push_str(&format!("- {}\n", heading(code))));
    }
    let (wrong, right) = (examples("## Wrong"), examples("## Right"));
    format!(
        "{text}\n{} codes, each with a page; {wrong} pages with a wrong example, {right} with a right one.\n",
        CODES.len()
    )
}

/// The first line of a page: the code and its title.
fn heading(code: &Code) -> &'static str {
    code.page.lines().next().unwrap_or_default().trim_start_matches('#').trim()
}

/// How many pages have this part.
fn examples(part: &str) -> usize {
    CODES.iter().filter(|code| code.page.contains(part)).count()
}
