//! A difference for the terminal and for screen readers.

use crate::diff::{CaseChange, Detail, Difference, Edit, Example, Group, Turn, UnfitSide};
use crate::report::text::{
    counted, one_line, padded, page_width, shortened, visible, width as columns, wrap,
};

use super::cases::{case_edits, case_lines};
use super::words::{
    UNSHOWN, accepted, agreed, edited, entries, entry, headline, moved, moves, one_sided, reported, stamp,
    subject, verdict,
};
use super::{Compared, Comparisons};

/// Lines of one kind that are shown; the rest is counted.
const MANY: usize = 20;

/// Differences for the terminal, at most 100 columns wide.
pub fn human(all: &Comparisons, width: usize) -> String {
    sheets(all, page_width(width), false)
}

/// Differences in sentences, for screen readers.
pub fn plain(all: &Comparisons) -> String {
    sheets(all, page_width(100), true)
}

fn sheets(all: &Comparisons, width: usize, plain: bool) -> String {
    let each = all.each.iter().map(|compared| Sheet::new(width, plain).compared(compared));
    let mut others = Sheet::new(width, plain);
    one_sided(all).iter().for_each(|line| others.line(0, line));
    let others = Some(others.text).filter(|text| !text.is_empty());
    others.into_iter().chain(each).collect::<Vec<_>>().join("\n")
}

struct Sheet {
    width: usize,
    plain: bool,
    text: String,
}

impl Sheet {
    fn new(width: usize, plain: bool) -> Sheet {
        Sheet { width, plain, text: String::new() }
    }

    /// A line at a depth; broken where it is too long, what follows further in.
    fn line(&mut self, depth: usize, text: &str) {
        let indent = if self.plain { String::new() } else { "  ".repeat(depth) };
        let room = self.width.saturating_sub(indent.len()).saturating_sub(2);
        for (index, line) in wrap(&one_line(text), room).iter().enumerate() {
            let more = if index > 0 && !self.plain { "  " } else { "" };
            self.text.push_str(format!("{indent}{more}{line}").trim_end());
            self.text.push('\n');
        }
    }

    fn gap(&mut self) {
        self.text.push('\n');
    }

    fn more(&mut self, depth: usize, all: usize, what: &str) {
        if all > MANY {
            self.line(depth, &format!("and {} more {what}", all.saturating_sub(MANY)));
        }
    }

    fn compared(mut self, compared: &Compared) -> String {
        let difference = &compared.difference;
        let title = difference.new.policy.title.as_ref().unwrap_or(&difference.new.policy.name);
        let at = if compared.path.is_empty() { String::new() } else { format!(" ({})", compared.path) };
        self.line(0, &format!("{title}{at}: {} compared with {}", compared.new, compared.old));
        self.line(0, &edited(difference));
        self.gap();
        self.matrix(difference);
        self.line(0, &headline(&difference.counts));
        if difference.counts.undecided > 0 {
            let verb = if difference.counts.undecided == 1 { "is" } else { "are" };
            let cases = counted(difference.counts.undecided, "case");
            self.line(0, &format!("{cases} {verb} no longer decided: a fact is missing now."));
        }
        self.groups(difference);
        self.edits(difference);
        self.unused(difference);
        self.unfit(difference);
        self.case_edits(compared);
        self.accepted(compared);
        self.gap();
        self.stamps(compared);
        self.text
    }

    fn matrix(&mut self, difference: &Difference) {
        let matrix = &difference.matrix;
        let Some((rows, cols)) = matrix.used() else { return };
        let name = |axis: &[String], at: usize| axis.get(at).cloned().unwrap_or_default();
        if self.plain {
            for ((was, now), count) in &matrix.cells {
                let (was, now) = (name(&matrix.rows, *was), name(&matrix.columns, *now));
                self.line(0, &format!("{}: was {was}, now {now}.", counted(*count, "case")));
            }
            return;
        }
        let first = rows.iter().map(|row| columns(&name(&matrix.rows, *row))).max().unwrap_or(0) + 4;
        let heads = |before: &str| -> Vec<String> {
            cols.iter().map(|col| format!("{before}{}", name(&matrix.columns, *col))).collect()
        };
        let wide = |heads: &[String]| heads.iter().map(|head| columns(head) + 2).sum::<usize>() + first + 2;
        let full = heads("now ");
        // A narrow page says `now` once, above all of them.
        let heads = if wide(&full) <= self.width {
            full
        } else {
            self.text.push_str(&format!("{}  now\n", padded("", first + 2)));
            heads("")
        };
        let mut head = padded("", first + 2);
        heads.iter().for_each(|text| head.push_str(&format!("  {text}")));
        self.text.push_str(&format!("{head}\n"));
        for row in rows {
            let mut line = format!("  {}", padded(&format!("was {}", name(&matrix.rows, row)), first));
            for (col, head) in cols.iter().zip(&heads) {
                let count = matrix.cells.get(&(row, *col)).copied().unwrap_or(0);
                let count = if count == 0 { "·".to_owned() } else { count.to_string() };
                let room = columns(head).saturating_sub(columns(&count));
                line.push_str(&format!("  {}{count}", " ".repeat(room)));
            }
            self.text.push_str(&format!("{}\n", line.trim_end()));
        }
        self.gap();
    }

    fn groups(&mut self, difference: &Difference) {
        for group in difference.groups.iter().take(MANY) {
            self.gap();
            self.group(difference, group);
        }
        self.more(0, difference.groups.len(), "ways in which cases change");
    }

    fn group(&mut self, difference: &Difference, group: &Group) {
        self.line(1, &format!("{}: {}", counted(group.counts.compared, "case"), moves(group).join("; ")));
        for found in &group.moves {
            let Some((name, known)) = found.name().and_then(|name| Some((name, difference.named.get(name)?)))
            else {
                continue;
            };
            let cited = known.citation.as_ref().map(|citation| format!(" ({citation})")).unwrap_or_default();
            if let Some(title) = &known.title {
                self.line(3, &format!("{name}: {title}{cited}"));
            }
        }
        let edits = group.edits.iter().filter_map(|edit| difference.edits.get(*edit));
        let edits: Vec<String> = edits.map(subject).collect();
        if !edits.is_empty() {
            self.line(3, &format!("because {}", edits.join("; ")));
        }
        group.samples.iter().for_each(|sample| self.sample(sample, group));
    }

    fn sample(&mut self, sample: &CaseChange, group: &Group) {
        let verdicts = if verdict(&sample.old) == verdict(&sample.new) {
            format!("{} as before", verdict(&sample.new))
        } else {
            format!("{} → {}", verdict(&sample.old), verdict(&sample.new))
        };
        let own: Vec<String> =
            sample.moves.iter().filter(|own| !group.moves.contains(own)).map(moved).collect();
        let own = if own.is_empty() { String::new() } else { format!("; {}", own.join("; ")) };
        self.line(3, &format!("e.g. {}: {verdicts}{own}", sample.id));
    }

    fn edits(&mut self, difference: &Difference) {
        if difference.edits.is_empty() {
            return;
        }
        self.gap();
        self.line(0, "What the policy says otherwise");
        for edit in &difference.edits {
            self.edit(edit);
        }
    }

    fn edit(&mut self, edit: &Edit) {
        let cited = edit.citation.as_ref().map(|citation| format!(" ({citation})")).unwrap_or_default();
        self.line(1, &format!("{}{cited}", subject(edit)));
        if let Some(title) = &edit.title {
            self.line(3, title);
        }
        if !edit.place.file.is_empty() {
            self.line(3, &format!("{}:{}", edit.place.file, edit.place.line));
        }
        reported(edit).iter().for_each(|detail| self.detail(detail, &edit.turn));
        if let Some(count) = entries(edit) {
            self.line(3, &count);
        }
        for found in edit.entries.iter().take(MANY) {
            let (mark, text) = entry(found);
            self.line(4, &format!("{mark} {text}"));
        }
        self.more(4, edit.entries.len(), "of them");
        if !edit.concerns.is_empty() {
            self.line(3, &format!("bears on {}", some(&edit.concerns)));
        }
    }

    fn detail(&mut self, detail: &Detail, turn: &Turn) {
        if let Some(old) = &detail.old {
            self.line(3, &format!("{} was: {old}", detail.what));
        }
        if let Some(new) = &detail.new {
            let verb = if detail.old.is_some() { "now" } else { "is" };
            self.line(3, &format!("{} {verb}: {new}", detail.what));
        } else if !matches!(turn, Turn::Removed) {
            self.line(3, &format!("{} is not said any more", detail.what));
        }
    }

    fn unused(&mut self, difference: &Difference) {
        if difference.unused.is_empty() {
            return;
        }
        self.gap();
        let count = difference.unused.len();
        let verb = if count == 1 { "edit changes" } else { "edits change" };
        self.line(0, &format!("{count} {verb} no case here"));
        for unused in &difference.unused {
            let Some(edit) = difference.edits.get(unused.edit) else { continue };
            self.line(1, &subject(edit));
            match &unused.example {
                Some(example) => self.example(example),
                None => self.line(3, UNSHOWN),
            }
        }
    }

    fn example(&mut self, example: &Example) {
        let (was, now) = (verdict(&example.change.old), verdict(&example.change.new));
        let verdicts = if was == now { format!("{now} as before") } else { format!("{was} → {now}") };
        let day = example.as_of.map(|day| format!(" on {day}")).unwrap_or_default();
        self.line(3, &format!("a case that it would change{day}: {verdicts}"));
        let moves: Vec<String> = example.change.moves.iter().map(moved).collect();
        if !moves.is_empty() {
            self.line(3, &moves.join("; "));
        }
        let indent = if self.plain { "" } else { "          " };
        for line in example.facts.lines() {
            self.text.push_str(&format!("{indent}{}\n", visible(line)));
        }
    }

    fn unfit(&mut self, difference: &Difference) {
        if difference.unfit.is_empty() {
            return;
        }
        self.gap();
        let count = difference.counts.unfit;
        self.line(0, &format!("{} could not be compared", counted(count, "case")));
        for unfit in difference.unfit.iter().take(MANY) {
            let side = match unfit.side {
                UnfitSide::Old => "the old policy does not take it",
                UnfitSide::New => "the new policy does not take it",
                UnfitSide::Both => "neither policy takes it",
            };
            self.line(1, &format!("{}: {side}: {}", unfit.id, unfit.why));
        }
        self.more(1, count, "cases");
    }

    fn case_edits(&mut self, compared: &Compared) {
        if compared.case_edits.is_empty() {
            return;
        }
        self.gap();
        self.line(0, &case_edits(&compared.case_edits));
        let lines = case_lines(&compared.case_edits);
        for (id, what) in lines.iter().take(MANY) {
            self.line(1, &format!("{id}: {what}"));
        }
        self.more(1, lines.len(), "of them");
    }

    fn accepted(&mut self, compared: &Compared) {
        let all = &compared.accepted;
        if all.is_empty() {
            return;
        }
        self.gap();
        self.line(0, &accepted(all));
        for accepted in all.iter().take(MANY) {
            self.line(1, &format!("{}: {}", accepted.id, accepted.change));
            self.line(3, &agreed(accepted));
        }
        self.more(1, all.len(), "of them");
    }

    fn stamps(&mut self, compared: &Compared) {
        let text = stamp(compared);
        self.line(0, &text);
    }
}

/// The first names of many.
fn some(names: &[String]) -> String {
    const FEW: usize = 8;
    let shown = names.iter().take(FEW).cloned().collect::<Vec<_>>().join(", ");
    let more = names.len().saturating_sub(FEW);
    shortened(&if more > 0 { format!("{shown} and {more} more") } else { shown }, 400)
}
