//! What stands in a policy as other programs show it: tables of a page, quoted lines, headings of an article.

use super::known::{Stop, VERDICTS, is_language, is_statement};
use super::tokens::{Kind, Token};
use super::{Found, Said};

/// A piece of another page.
pub(super) fn mistake(stop: &Stop) -> Option<Found> {
    quoted(stop)
        .or_else(|| headline(stop))
        .or_else(|| table(stop))
        .or_else(|| heading(stop))
        .or_else(|| label(stop))
        .or_else(|| colon_behind_word(stop))
        .or_else(|| loop_over(stop))
}

fn firsts<'s>(stop: &'s Stop) -> impl Iterator<Item = usize> + 's {
    (0..stop.tokens.len()).filter(|index| stop.get(*index).is_some_and(|token| token.first))
}

/// The last token of the line on which one stands.
fn line_end(stop: &Stop, start: usize) -> Option<usize> {
    (start..stop.tokens.len()).find(|index| stop.ends_line(*index))
}

/// `> deny if …`: each line marked as quoted.
fn quoted(stop: &Stop) -> Option<Found> {
    let lines: Vec<usize> = firsts(stop).collect();
    let first = stop.get(*lines.first()?)?;
    if !lines
        .iter()
        .all(|line| stop.word(*line).starts_with('>') && stop.word(*line).chars().all(|mark| mark == '>'))
    {
        return None;
    }
    let cut = |line: &usize| {
        let mark = stop.get(*line)?;
        let next = stop.get(line.saturating_add(1)).filter(|next| !next.first);
        Some((mark.start, next.map_or(mark.end, |next| next.start), String::new()))
    };
    let edits = lines.iter().filter_map(cut).collect();
    let found = Found::replace(Said::NotNeeded, first.start, first.end, "");
    Some(
        Found { edits, ..found }
            .because("take the marks of the quotation away, at the beginning of each line"),
    )
}

/// `| Country | Verdict |` over lines of the same form
fn table(stop: &Stop) -> Option<Found> {
    let row = |start: usize| {
        let end = line_end(stop, start)?;
        let bars = (start..=end).filter(|index| stop.word(*index) == "|").count();
        let first = stop.get(start).filter(|first| first.first && first.text.starts_with('|'))?;
        (bars > 1).then_some((first.start, stop.get(end)?.end))
    };
    let begins = |index: &usize| stop.get(*index).is_some_and(|token| token.first);
    let start = (0..=stop.at).rev().find(begins).filter(|start| row(*start).is_some())?;
    let lines: Vec<usize> = firsts(stop).collect();
    let place = lines.iter().position(|line| *line == start)?;
    let before = lines.get(..place)?.iter().rev().take_while(|line| row(**line).is_some()).count();
    let from = place.saturating_sub(before);
    let rows: Vec<(usize, usize)> = lines.get(from..)?.iter().map_while(|line| row(*line)).collect();
    let ((from, end), (_, to)) = (*rows.first()?, *rows.last()?);
    // A row of dashes below the first is how pages draw tables.
    if let Some(found) = dashes(stop, &rows) {
        return Some(found);
    }
    let drawn = rows.len() > 1 && stop.text.get(from..to)?.lines().any(|line| line.contains("--"));
    let found = Found::replace(Said::NotNeeded, from, end, "");
    let advice = "a drawn table decides nothing: write a rule for each of its rows, such as `deny if destination == RU`, \
                  or a `table` with a name (`licit explain table`)";
    drawn.then(|| Found { edits: vec![(from, to, String::new())], hidden: true, ..found }.because(advice))
}

/// In a `table` of the language the head of a drawn one and the dashes below it are too much.
fn dashes(stop: &Stop, rows: &[(usize, usize)]) -> Option<Found> {
    let head = stop.head().filter(|head| stop.word(*head) == "table")?;
    let ((from, end), (_, to)) = (*rows.first()?, *rows.get(1)?);
    let drawn = stop.text.get(end..to)?.contains("--");
    let whole = stop.text.get(..from)?.trim_end().ends_with('=') && head < stop.at;
    let found = Found::replace(Said::NotNeeded, from, end, "").unsure();
    let advice = "take away the head of the drawn table and the dashes below it: only rows stand behind `=`";
    (drawn && whole).then(|| Found { edits: vec![(from, to, String::new())], ..found }.because(advice))
}

/// `Rule 1: Embargo` above a rule without a head of its own
fn headline(stop: &Stop) -> Option<Found> {
    let start = (0..=stop.at.min(stop.tokens.len().checked_sub(1)?))
        .rev()
        .find(|index| stop.get(*index).is_some_and(|token| token.first))?;
    let first = stop.get(start).filter(|word| word.text.eq_ignore_ascii_case("rule"))?;
    let number =
        stop.get(start.saturating_add(1)).filter(|number| number.kind == Kind::Number && !number.first)?;
    stop.get(start.saturating_add(2))
        .filter(|mark| matches!(mark.text, ":" | "." | ")" | "-" | "–" | "—"))?;
    let begin = start.saturating_add(3);
    let end = line_end(stop, start).filter(|end| *end >= begin)?;
    let plain = |token: &Token| {
        token.kind == Kind::Word && !is_language(token.text) && !VERDICTS.contains(&token.text)
            || matches!(token.text, "," | "-" | "(" | ")" | "/" | "&" | "to" | "of" | "in" | "and" | "or")
    };
    let words = stop.tokens.get(begin..=end)?;
    let small =
        |word: &str| VERDICTS.contains(&word.to_lowercase().as_str()) || word.eq_ignore_ascii_case("if");
    let prose = words.iter().all(|token| plain(token) && !small(token.text));
    let (title, last) = (stop.slice(begin, end.saturating_add(1)), stop.get(end)?);
    let meant = format!("rule rule_{} \"{title}\"", number.text);
    prose.then(|| Found::replace(Said::NameForm, first.start, last.end, &meant))
}

/// `§ 5 Deny if …`, and `Article 5` on a line of its own
fn heading(stop: &Stop) -> Option<Found> {
    let start = [stop.at, stop.at.saturating_sub(1), stop.at.saturating_sub(2)]
        .into_iter()
        .find(|index| stop.get(*index).is_some_and(|token| token.first && is_heading(token)))?;
    let end = line_end(stop, start)?;
    stop.get(start.saturating_add(1)).filter(|number| number.kind == Kind::Number && !number.first)?;
    let first = stop.get(start)?;
    let begins = |index: &usize| {
        let small = stop.word(*index).to_lowercase();
        VERDICTS.contains(&small.as_str()) || is_statement(&small)
    };
    let rule = (start.saturating_add(2)..=end).take(6).find(begins);
    let Some(rule) = rule.and_then(|rule| stop.get(rule)) else {
        let last = stop.get(end)?;
        let mut found = Found::replace(Said::Comment, first.start, last.end, "#");
        found.edits = vec![(first.start, first.start, "# ".to_owned())];
        let advice = "put `#` before a heading; a rule cites its article with `under INSTRUMENT art \"5\"`";
        return Some(found.because(advice));
    };
    let last = stop.text.get(..rule.start)?.trim_end().len();
    let found = Found::replace(Said::Numbering, first.start, last, "");
    let advice = "take it away; cite the article with `under INSTRUMENT art \"5\"`";
    Some(Found { edits: vec![(first.start, rule.start, String::new())], ..found }.because(advice))
}

fn is_heading(token: &Token) -> bool {
    matches!(
        token.text.to_lowercase().as_str(),
        "§" | "art"
            | "article"
            | "section"
            | "sec"
            | "chapter"
            | "annex"
            | "paragraph"
            | "para"
            | "step"
            | "part"
    )
}

/// `Rule a: deny if …`, `RULE a: IF …`: a colon behind the name, and the rule on the same line
fn label(stop: &Stop) -> Option<Found> {
    let colon = stop.after(0).filter(|mark| mark.text == ":")?;
    let (name, rule) = (stop.before(1)?, stop.before(2).filter(|rule| rule.first)?);
    let next = stop.after(1)?.text.to_lowercase();
    let goes_on =
        VERDICTS.contains(&next.as_str()) || matches!(next.as_str(), "if" | "when" | "under" | "in" | "to");
    let named = matches!(rule.text, "rule" | "exception") && name.kind == Kind::Word;
    let found = Found::replace(Said::NotNeeded, colon.start, colon.end, "");
    (named && goes_on).then(|| Found { edits: vec![(name.end, colon.end, String::new())], ..found })
}

/// `rule: a deny if …`: a colon behind the word that begins a statement
fn colon_behind_word(stop: &Stop) -> Option<Found> {
    let start = (0..=stop.at).rev().find(|index| stop.get(*index).is_some_and(|token| token.first))?;
    let word = stop.get(start).filter(|word| is_statement(word.text))?;
    let colon = stop.get(start.saturating_add(1)).filter(|mark| mark.text == ":")?;
    let found = Found::replace(Said::NotNeeded, colon.start, colon.end, "");
    let begins = stop.at <= start.saturating_add(2);
    begins.then(|| Found { edits: vec![(word.end, colon.end, String::new())], ..found })
}

/// `for each c in item.components: deny if c.origin == CN`
fn loop_over(stop: &Stop) -> Option<Found> {
    let start = (0..=stop.at).rev().find(|index| stop.get(*index).is_some_and(|token| token.first))?;
    let (first, second) = (stop.word(start).to_lowercase(), stop.word(start.saturating_add(1)));
    let each = matches!(second, "each" | "every" | "all" | "any");
    let length = match first.as_str() {
        "foreach" => 1,
        "for" if each => 2,
        "for" if stop.word(start.saturating_add(2)) == "in" => 1,
        _ => return None,
    };
    let name = stop.word(start.saturating_add(length));
    let name = if is_language(name) || name.is_empty() { "x" } else { name };
    let (from, to) = (stop.get(start)?.start, stop.get(start.saturating_add(length).checked_sub(1)?)?.end);
    let advice = format!(
        "ask about the elements in the condition: `deny if any({name} in LIST where {name}.PART == VALUE)`"
    );
    Some(Found::told(Said::OtherWords, from, to, advice))
}
