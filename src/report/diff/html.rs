//! A difference as a page for the browser: one file, no script, nothing fetched.

use crate::diff::{CaseChange, Difference, Edit, Example, Group, UnfitSide};
use crate::report::text::{counted, visible};

use super::cases;
use super::words::{
    self, UNSHOWN, capital, edited, entries, entry, headline, moved, moves, reported, short, stamp, subject,
    verdict,
};
use super::{Accepted, CaseEdit, Compared, Comparisons};

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse;margin:1rem 0}\
th,td{border:1px solid #8888;padding:.3rem .7rem;text-align:left}\
td.count{text-align:right}td.moved{font-weight:bold;background:#fc03}\
pre,code{font-family:ui-monospace,monospace;white-space:pre-wrap}\
pre{border-left:3px solid #8888;padding-left:1rem}\
ins{background:#0a03;text-decoration:none}del{background:#d003;text-decoration:none}\
summary{cursor:pointer}footer{font-size:.85rem;opacity:.8}";

/// Differences as a page for the browser.
pub fn html(all: &Comparisons) -> String {
    let others =
        words::one_sided(all).into_iter().map(|line| format!("<p><strong>{}</strong></p>\n", escaped(&line)));
    let body: String = others.chain(all.each.iter().map(compared)).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Policy change</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

fn compared(compared: &Compared) -> String {
    let difference = &compared.difference;
    let title = difference.new.policy.title.as_ref().unwrap_or(&difference.new.policy.name);
    let at = if compared.path.is_empty() { String::new() } else { format!(" ({})", compared.path) };
    let mut text = format!("<h1>{}{}</h1>\n", escaped(title), escaped(&at));
    text.push_str(&format!("<p><strong>{}</strong></p>\n", escaped(&headline(&difference.counts))));
    text.push_str(&format!("<p>{}</p>\n{}", escaped(&edited(difference)), matrix(difference)));
    if difference.counts.undecided > 0 {
        let cases = counted(difference.counts.undecided, "case");
        text.push_str(&format!("<p>{cases} no longer decided: a fact is missing now.</p>\n"));
    }
    if !difference.groups.is_empty() {
        text.push_str("<h2>Cases that change</h2>\n");
        text.extend(difference.groups.iter().map(|found| group(difference, found)));
    }
    if !difference.edits.is_empty() {
        text.push_str("<h2>What the policy says otherwise</h2>\n");
        text.extend(difference.edits.iter().map(edit));
    }
    text.push_str(&unused(difference));
    text.push_str(&unfit(difference));
    text.push_str(&case_edits(&compared.case_edits));
    text.push_str(&accepted(&compared.accepted));
    text.push_str(&stamps(compared));
    text
}

fn matrix(difference: &Difference) -> String {
    let matrix = &difference.matrix;
    let Some((rows, columns)) = matrix.used() else { return String::new() };
    let name = |axis: &[String], at: usize| axis.get(at).map(|name| escaped(name)).unwrap_or_default();
    let heads: String = columns
        .iter()
        .map(|at| format!("<th scope=\"col\">now {}</th>", name(&matrix.columns, *at)))
        .collect();
    let mut text = format!("<table>\n<tr><td></td>{heads}</tr>\n");
    for row in rows {
        text.push_str(&format!("<tr><th scope=\"row\">was {}</th>", name(&matrix.rows, row)));
        for column in &columns {
            let count = matrix.cells.get(&(row, *column)).copied().unwrap_or(0);
            let moved = count > 0 && matrix.rows.get(row) != matrix.columns.get(*column);
            let class = if moved { "count moved" } else { "count" };
            text.push_str(&format!("<td class=\"{class}\">{count}</td>"));
        }
        text.push_str("</tr>\n");
    }
    text.push_str("</table>\n");
    text
}

fn group(difference: &Difference, group: &Group) -> String {
    let cases = counted(group.counts.compared, "case");
    let way = escaped(&moves(group).join("; "));
    let mut text = format!("<details open><summary><strong>{cases}</strong>: {way}</summary>\n<ul>\n");
    for found in &group.moves {
        let known = found.name().and_then(|name| Some((name, difference.named.get(name)?)));
        if let Some((name, known)) = known
            && let Some(title) = &known.title
        {
            let cited = known.citation.as_ref().map(|cited| format!(" ({cited})")).unwrap_or_default();
            text.push_str(&format!(
                "<li><code>{}</code>: {}</li>\n",
                escaped(name),
                escaped(&format!("{title}{cited}"))
            ));
        }
    }
    let edits = group.edits.iter().filter_map(|edit| difference.edits.get(*edit));
    let edits: Vec<String> = edits.map(subject).collect();
    if !edits.is_empty() {
        text.push_str(&format!("<li>because {}</li>\n", escaped(&edits.join("; "))));
    }
    text.push_str(
        "</ul>\n<table>\n<tr><th>for example</th><th>was</th><th>now</th><th>beside that</th></tr>\n",
    );
    text.extend(group.samples.iter().map(|found| sample(found, group)));
    text.push_str("</table>\n</details>\n");
    text
}

fn sample(sample: &CaseChange, group: &Group) -> String {
    let own: Vec<String> = sample.moves.iter().filter(|own| !group.moves.contains(own)).map(moved).collect();
    let cells = [sample.id.clone(), verdict(&sample.old), verdict(&sample.new), own.join("; ")];
    let cells: String = cells.iter().map(|cell| format!("<td>{}</td>", escaped(cell))).collect();
    format!("<tr>{cells}</tr>\n")
}

fn edit(edit: &Edit) -> String {
    let cited = edit.citation.as_ref().map(|cited| format!(" ({cited})")).unwrap_or_default();
    let mut text = format!("<h3>{}</h3>\n", escaped(&format!("{}{cited}", capital(&subject(edit)))));
    if let Some(title) = &edit.title {
        text.push_str(&format!("<p>{}</p>\n", escaped(title)));
    }
    if let Some(count) = entries(edit) {
        text.push_str(&format!("<p>{}</p>\n", escaped(&count)));
    }
    let mut lines = String::new();
    for detail in reported(edit) {
        if let Some(old) = &detail.old {
            lines.push_str(&format!("<del>- {}</del>\n", escaped(&format!("{}: {old}", detail.what))));
        }
        if let Some(new) = &detail.new {
            lines.push_str(&format!("<ins>+ {}</ins>\n", escaped(&format!("{}: {new}", detail.what))));
        }
    }
    for found in &edit.entries {
        let (mark, text) = entry(found);
        let (open, close) = match mark {
            "+" => ("<ins>", "</ins>"),
            "-" => ("<del>", "</del>"),
            _ => ("", ""),
        };
        lines.push_str(&format!("{open}{mark} {}{close}\n", escaped(&text)));
    }
    if !lines.is_empty() {
        text.push_str(&format!("<pre>{lines}</pre>\n"));
    }
    if !edit.concerns.is_empty() {
        text.push_str(&format!("<p>Bears on {}</p>\n", escaped(&edit.concerns.join(", "))));
    }
    text
}

fn unused(difference: &Difference) -> String {
    if difference.unused.is_empty() {
        return String::new();
    }
    let mut text = "<h2>Edits that change no case here</h2>\n<ul>\n".to_owned();
    for unused in &difference.unused {
        let Some(edit) = difference.edits.get(unused.edit) else { continue };
        let example = unused.example.as_ref().map_or_else(|| format!(": {UNSHOWN}"), example);
        text.push_str(&format!("<li>{}{example}</li>\n", escaped(&subject(edit))));
    }
    text.push_str("</ul>\n");
    text
}

fn example(example: &Example) -> String {
    let (was, now) = (verdict(&example.change.old), verdict(&example.change.new));
    format!(
        "<br>A case that it would change ({} → {}):<pre>{}</pre>",
        escaped(&was),
        escaped(&now),
        escaped(&example.facts)
    )
}

fn unfit(difference: &Difference) -> String {
    if difference.unfit.is_empty() {
        return String::new();
    }
    let count = counted(difference.counts.unfit, "case");
    let mut text = format!("<h2>{count} could not be compared</h2>\n<ul>\n");
    for unfit in &difference.unfit {
        let side = match unfit.side {
            UnfitSide::Old => "the old policy does not take it",
            UnfitSide::New => "the new policy does not take it",
            UnfitSide::Both => "neither policy takes it",
        };
        text.push_str(&format!("<li>{}</li>\n", escaped(&format!("{}: {side}: {}", unfit.id, unfit.why))));
    }
    text.push_str("</ul>\n");
    text
}

fn case_edits(all: &[CaseEdit]) -> String {
    if all.is_empty() {
        return String::new();
    }
    let line =
        |(id, what): &(&str, String)| format!("<li><code>{}</code>: {}</li>\n", escaped(id), escaped(what));
    let lines: String = cases::case_lines(all).iter().map(line).collect();
    format!("<h2>{}</h2>\n<ul>\n{lines}</ul>\n", cases::case_edits(all))
}

fn accepted(all: &[Accepted]) -> String {
    if all.is_empty() {
        return String::new();
    }
    let line = |accepted: &Accepted| {
        let (id, change) = (escaped(&accepted.id), escaped(&accepted.change));
        format!("<li><code>{id}</code>: {change}<br>{}</li>\n", escaped(&words::agreed(accepted)))
    };
    let lines: String = all.iter().map(line).collect();
    format!("<h2>{}</h2>\n<ul>\n{lines}</ul>\n", words::accepted(all))
}

fn stamps(compared: &Compared) -> String {
    let mut parts = vec![stamp(compared)];
    for data in &compared.difference.new.data {
        let taken = data.taken.map_or_else(|| "no date".to_owned(), |day| format!("as of {day}"));
        parts.push(format!("{} ({taken}, {})", data.name, short(&data.digest)));
    }
    format!("<footer>{}</footer>\n", escaped(&parts.join("; ")))
}

/// Text that means itself.
fn escaped(text: &str) -> String {
    let text = visible(text);
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
