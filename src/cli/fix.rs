//! `licit check --fix`: writes the files that were mended, and says what changed in them.

use std::path::Path;

use crate::fix::{Change, Fixed, FixedFile, fixed};
use crate::load;

use super::args::ProblemFormat;
use super::paths::{looked_over, rooted};
use super::terminal::Terminal;

/// Mends the policies at a path.
///
/// Errors are sentences for the user.
pub(super) fn fix(path: &Path, format: ProblemFormat, terminal: &Terminal) -> Result<(), String> {
    let rooted = rooted(path, terminal)?;
    if let Some(message) = super::paths::no_policy_file(path) {
        return Err(message);
    }
    for policy in looked_over(&rooted.files, &rooted.path, load::ignored(&rooted.files), None) {
        let fixed = fixed(&rooted.files, &policy);
        for file in &fixed.files {
            let place = rooted.files.place(&file.path);
            super::fmt::replace(&place, &file.text).map_err(|error| {
                format!("`{}` cannot be written: {}", file.shown, crate::diagnostics::reason(&error))
            })?;
        }
        let told = told(&fixed);
        match format {
            ProblemFormat::Human | ProblemFormat::Plain => terminal.print(&told),
            // What programs read stays alone.
            ProblemFormat::Short | ProblemFormat::Json | ProblemFormat::Sarif | ProblemFormat::Github => {
                terminal.say(&told);
            }
        }
    }
    Ok(())
}

/// What was changed, file by file.
fn told(fixed: &Fixed) -> String {
    let mut lines: Vec<String> = fixed.files.iter().flat_map(changes).collect();
    for left in &fixed.left {
        let place = format!("{}:{}:{}", left.shown, left.place.line, left.place.column);
        lines.push(format!("not fixed: {place}: to {} would bring another error", left.title));
    }
    if fixed.count() > 0 {
        let files = counted(fixed.files.len(), "file");
        lines.push(format!("{} in {files}.", counted(fixed.count(), "change")));
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn changes(file: &FixedFile) -> Vec<String> {
    let mut lines = vec![format!("fixed: {}", file.shown)];
    lines.extend(file.changes.iter().map(change));
    lines
}

/// `  3:17 write `==` (L102)`
fn change(change: &Change) -> String {
    let places = match change.places {
        0 | 1 => String::new(),
        more => format!(", {more} places"),
    };
    let Change { place, title, code, .. } = change;
    format!("  {}:{} {title}{places} ({code})", place.line, place.column)
}

fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
