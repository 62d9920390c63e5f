//! A difference as a comment on a pull request: GitHub's Markdown, short enough for a comment, safe whatever names and
//! titles say.

use crate::diff::{CaseChange, Counts, Difference, Edit, Group, UnfitSide};
use crate::report::text::counted;

use super::cases::{case_edits, case_lines};
use super::words::{
    UNSHOWN, accepted, agreed, capital, edited, entries, entry, headline, moved, moves, one_sided, reported,
    stamp, subject, verdict,
};
use super::{Compared, Comparisons};

/// By this line a comment is found again and edited in place.
const MARK: &str = "<!-- licit diff -->";

/// GitHub refuses comments of more than 65,536 characters.
const LIMIT: usize = 60_000;

/// Entries of one list that are shown.
const MANY: usize = 30;

/// Differences as a comment on a pull request.
pub fn markdown(all: &Comparisons) -> String {
    let mut page = Page::new(&total(&all.each));
    one_sided(all).iter().for_each(|line| page.piece(&format!("**{}**\n\n", escaped(line))));
    for compared in &all.each {
        page.compared(compared, all.each.len() > 1);
    }
    page.finish()
}

/// The counts of all policies together.
fn total(all: &[Compared]) -> Counts {
    all.iter().fold(Counts::default(), |sum, compared| sum.and(&compared.difference.counts))
}

/// What is written so far, and what had to be left out.
struct Page {
    text: String,
    left_out: usize,
}

impl Page {
    fn new(total: &Counts) -> Page {
        let text = format!("{MARK}\n### Policy change: {}\n\n", escaped(&headline(total)));
        Page { text, left_out: 0 }
    }

    /// A piece that is left out where the page would be too long.
    fn piece(&mut self, piece: &str) {
        if self.text.chars().count() + piece.chars().count() > LIMIT {
            self.left_out += 1;
        } else {
            self.text.push_str(piece);
        }
    }

    fn compared(&mut self, compared: &Compared, several: bool) {
        let difference = &compared.difference;
        if several {
            let own = headline(&difference.counts);
            self.piece(&format!("#### {}\n\n{}\n\n", code(&compared.path), escaped(&own)));
        }
        self.piece(&format!("{}\n\n", escaped(&capital(&edited(difference)))));
        self.piece(&matrix(difference));
        if difference.counts.undecided > 0 {
            let cases = counted(difference.counts.undecided, "case");
            self.piece(&format!("**{cases} no longer decided:** a fact is missing now.\n\n"));
        }
        difference.groups.iter().for_each(|group| self.piece(&self::group(difference, group)));
        if !difference.edits.is_empty() {
            self.piece("**What the policy says otherwise**\n\n");
        }
        difference.edits.iter().for_each(|edit| self.piece(&self::edit(edit)));
        self.piece("\n");
        self.unused(difference);
        self.unfit(difference);
        self.case_edits(compared);
        self.accepted(compared);
        self.piece(&stamps(compared));
    }

    fn unused(&mut self, difference: &Difference) {
        if difference.unused.is_empty() {
            return;
        }
        self.piece("**Edits that change no case here**\n\n");
        for unused in &difference.unused {
            let Some(edit) = difference.edits.get(unused.edit) else { continue };
            let example = unused.example.as_ref().map_or_else(|| format!(": {UNSHOWN}"), example_lines);
            self.piece(&format!("- {}{example}\n", escaped(&subject(edit))));
        }
        self.piece("\n");
    }

    fn unfit(&mut self, difference: &Difference) {
        if difference.unfit.is_empty() {
            return;
        }
        let count = counted(difference.counts.unfit, "case");
        self.piece(&format!("**{count} could not be compared**\n\n"));
        for unfit in difference.unfit.iter().take(MANY) {
            let side = match unfit.side {
                UnfitSide::Old => "the old policy does not take it",
                UnfitSide::New => "the new policy does not take it",
                UnfitSide::Both => "neither policy takes it",
            };
            self.piece(&format!("- {}: {side}: {}\n", code(&unfit.id), escaped(&unfit.why)));
        }
        self.piece("\n");
    }

    fn case_edits(&mut self, compared: &Compared) {
        if compared.case_edits.is_empty() {
            return;
        }
        self.piece(&format!("**{}**\n\n", case_edits(&compared.case_edits)));
        let lines = case_lines(&compared.case_edits);
        for (id, what) in lines.iter().take(MANY) {
            self.piece(&format!("- {}: {}\n", code(id), escaped(what)));
        }
        if lines.len() > MANY {
            self.piece(&format!("- and {} more\n", lines.len().saturating_sub(MANY)));
        }
        self.piece("\n");
    }

    fn accepted(&mut self, compared: &Compared) {
        let all = &compared.accepted;
        if all.is_empty() {
            return;
        }
        self.piece(&format!("**{}**\n\n", accepted(all)));
        for accepted in all.iter().take(MANY) {
            let (change, why) = (escaped(&accepted.change), escaped(&agreed(accepted)));
            self.piece(&format!("- {}: {change}<br>{why}\n", code(&accepted.id)));
        }
        if all.len() > MANY {
            self.piece(&format!("- and {} more\n", all.len().saturating_sub(MANY)));
        }
        self.piece("\n");
    }

    fn finish(mut self) -> String {
        if self.left_out > 0 {
            let parts = counted(self.left_out, "part");
            self.text.push_str(&format!(
                "\n**{parts} left out** to keep this comment within GitHub's limit; `licit diff` prints all.\n"
            ));
        }
        self.text
    }
}

fn matrix(difference: &Difference) -> String {
    let matrix = &difference.matrix;
    let Some((rows, columns)) = matrix.used() else { return String::new() };
    let name = |axis: &[String], at: usize| axis.get(at).map(|name| escaped(name)).unwrap_or_default();
    let heads: String =
        columns.iter().map(|column| format!(" now {} |", name(&matrix.columns, *column))).collect();
    let mut text = format!("| |{heads}\n|---|{}\n", "---:|".repeat(columns.len()));
    for row in rows {
        text.push_str(&format!("| was {} |", name(&matrix.rows, row)));
        for column in &columns {
            let count = matrix.cells.get(&(row, *column)).copied().unwrap_or(0);
            let moved = matrix.rows.get(row) != matrix.columns.get(*column);
            text.push_str(&match (count, moved) {
                (0, _) => " |".to_owned(),
                (count, true) => format!(" **{count}** |"),
                (count, false) => format!(" {count} |"),
            });
        }
        text.push('\n');
    }
    text.push('\n');
    text
}

/// A group: its way in the summary, samples inside.
fn group(difference: &Difference, group: &Group) -> String {
    let way = in_tags(&moves(group).join("; "));
    let cases = counted(group.counts.compared, "case");
    let mut text = format!("<details><summary><b>{cases}</b>: {way}</summary>\n\n");
    for found in &group.moves {
        let known = found.name().and_then(|name| Some((name, difference.named.get(name)?)));
        if let Some((name, known)) = known
            && let Some(title) = &known.title
        {
            let cited = known.citation.as_ref().map(|cited| format!(" ({})", escaped(cited)));
            text.push_str(&format!("- {}: {}{}\n", code(name), escaped(title), cited.unwrap_or_default()));
        }
    }
    let edits = group.edits.iter().filter_map(|edit| difference.edits.get(*edit));
    let edits: Vec<String> = edits.map(|edit| escaped(&subject(edit))).collect();
    if !edits.is_empty() {
        text.push_str(&format!("- because {}\n", edits.join("; ")));
    }
    text.push_str("\n| for example | was | now | beside that |\n|---|---|---|---|\n");
    group.samples.iter().for_each(|sample| text.push_str(&self::sample(sample, group)));
    text.push_str("\n</details>\n\n");
    text
}

fn sample(sample: &CaseChange, group: &Group) -> String {
    let own: Vec<String> = sample.moves.iter().filter(|own| !group.moves.contains(own)).map(moved).collect();
    let (was, now) = (verdict(&sample.old), verdict(&sample.new));
    format!(
        "| {} | {} | {} | {} |\n",
        code(&sample.id),
        escaped(&was),
        escaped(&now),
        escaped(&own.join("; "))
    )
}

fn edit(edit: &Edit) -> String {
    let cited = edit.citation.as_ref().map(|cited| format!(" ({})", escaped(cited))).unwrap_or_default();
    let mut text = format!("- **{}**{cited}", escaped(&capital(&subject(edit))));
    if let Some(title) = &edit.title {
        text.push_str(&format!(": {}", escaped(title)));
    }
    if let Some(count) = entries(edit) {
        text.push_str(&format!("; {count}"));
    }
    text.push('\n');
    let mut lines = Vec::new();
    for detail in reported(edit) {
        lines.extend(detail.old.iter().map(|old| format!("- {}: {old}", detail.what)));
        lines.extend(detail.new.iter().map(|new| format!("+ {}: {new}", detail.what)));
    }
    for found in edit.entries.iter().take(MANY) {
        let (mark, entry) = entry(found);
        lines.push(format!("{mark} {entry}"));
    }
    if edit.entries.len() > MANY {
        lines.push(format!("  and {} more", edit.entries.len() - MANY));
    }
    if !lines.is_empty() {
        text.push_str(&fenced("diff", &lines));
    }
    text
}

/// A case that shows an edit, below the point that names it.
fn example_lines(example: &crate::diff::Example) -> String {
    let (was, now) = (verdict(&example.change.old), verdict(&example.change.new));
    let shown = if was == now {
        format!("{} as before", escaped(&now))
    } else {
        format!("{} → {}", escaped(&was), escaped(&now))
    };
    let lines: Vec<String> = example.facts.lines().map(str::to_owned).collect();
    format!(". A case that it would change ({shown}):\n{}", fenced("yaml", &lines))
}

/// A block of code inside a point; its fence is longer than any in it.
fn fenced(language: &str, lines: &[String]) -> String {
    let longest = lines.iter().map(|line| run(line)).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let body: String = lines.iter().map(|line| format!("  {}\n", line.replace(['\r', '\n'], " "))).collect();
    format!("  {fence}{language}\n{body}  {fence}\n")
}

fn stamps(compared: &Compared) -> String {
    let mut parts = vec![stamp(compared)];
    for data in &compared.difference.new.data {
        let taken = data.taken.map_or_else(|| "no date".to_owned(), |day| format!("as of {day}"));
        parts.push(format!("{} ({taken}, {})", data.name, super::words::short(&data.digest)));
    }
    format!("<sub>{}</sub>\n\n", escaped(&parts.join("; ")))
}

/// The longest run of backticks.
fn run(text: &str) -> usize {
    let runs = text.split(|letter| letter != '`').map(str::len);
    runs.max().unwrap_or(0)
}

/// A name, to the letter.
fn code(text: &str) -> String {
    let fence = "`".repeat(run(text) + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{}{space}{fence}", text.replace(['\r', '\n'], " ").replace('|', "\\|"))
}

/// Text between tags, where Markdown is not read but names are still called.
fn in_tags(text: &str) -> String {
    let text =
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace(['\r', '\n'], " ");
    text.replace('@', "@<!-- -->").replace('#', "#<!-- -->")
}

/// Text that means itself: no marks, no links, nobody called.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' | '#' => out.push_str(&format!("{letter}<!-- -->")),
            ':' => out.push_str("&#58;"),
            '.' if before == 'w' => out.push_str("&#46;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '|' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(letter);
            }
            other => out.push(other),
        }
        before = letter;
    }
    out
}
