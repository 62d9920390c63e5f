//! Enums, records, lists and facts as other languages declare them.

use super::known::{Stop, is_statement};
use super::order::value_end;
use super::tokens::Kind;
use super::{Found, Said};

/// A declaration of another language.
pub(super) fn mistake(stop: &Stop) -> Option<Found> {
    if let Some(found) = comma_at_the_end(stop) {
        return Some(found);
    }
    let head = stop.head()?;
    if let Some(found) = no_clause(stop, head) {
        return Some(found);
    }
    match stop.word(head) {
        "enum" => separators(stop, head).or_else(|| values(stop, head)),
        "record" => {
            braces(stop, head).or_else(|| field_commas(stop, head)).or_else(|| untyped_field(stop, head))
        }
        "list" => members(stop).or_else(|| lines(stop, head)),
        "fact" => alternatives(stop).or_else(|| value(stop, head)),
        "define" => arrow(stop).or_else(|| parameter(stop, head)),
        "table" => parameter(stop, head),
        "verdicts" => levels(stop, head),
        "amend" => amended(stop, head),
        "parameter" => dated(stop),
        "instrument" => days(stop),
        "rule" | "exception" => joined(stop).or_else(|| bracketed_citation(stop)).or_else(|| citation(stop)),
        _ => None,
    }
}

/// The token behind the last of a statement.
fn end_of(stop: &Stop, head: usize) -> usize {
    let begins =
        |index: &usize| stop.get(*index).is_some_and(|token| token.first && is_statement(token.text));
    (head.saturating_add(1)..stop.tokens.len()).find(begins).unwrap_or(stop.tokens.len())
}

/// `enum a = x, y,` before the next statement
fn comma_at_the_end(stop: &Stop) -> Option<Found> {
    let begins = |index: &usize| {
        let token = stop.get(*index).filter(|token| token.first && is_statement(token.text));
        token.is_some() && index.checked_sub(1).is_some_and(|before| stop.word(before) == ",")
    };
    // `fact kind: sort` reads as a value `fact` and the verdict `kind`, for a while.
    let next = (stop.at.saturating_sub(4)..=stop.at).rev().find(begins)?;
    let (last, comma) = (stop.get(next.checked_sub(2)?)?, stop.get(next.checked_sub(1)?)?);
    let found = Found::replace(Said::NotNeeded, comma.start, comma.end, "");
    Some(Found { edits: vec![(last.end, comma.end, String::new())], ..found })
}

/// `fact x: country under law`, `define a = b == RU under law art "3"`: what declares something cites nothing
fn no_clause(stop: &Stop, head: usize) -> Option<Found> {
    let kind = stop.word(head);
    if !matches!(kind, "fact" | "record" | "enum" | "define" | "codes") {
        return None;
    }
    let cites = |index: &usize| {
        let provision = matches!(
            stop.word(index.saturating_add(2)),
            "art" | "article" | "para" | "paragraph" | "annex" | "section" | "point"
        );
        stop.word(*index) == "under" && (provision || (kind != "define" && *index == stop.at))
    };
    let start = [stop.at, stop.at.saturating_sub(2)].into_iter().find(cites)?;
    let end = (start..stop.tokens.len()).find(|index| stop.ends_line(*index))?;
    let (word, last) = (stop.get(start)?, stop.get(end)?);
    let found = Found::replace(Said::NotNeeded, word.start, last.end, "");
    let advice = format!("a `{kind}` cites nothing: cite in the rule that asks for it, before its verdict");
    Some(Found { hidden: true, ..found }.because(advice))
}

/// `enum a = x; y`: all marks at once
fn separators(stop: &Stop, head: usize) -> Option<Found> {
    let is_mark = |word: &str| matches!(word, ";" | "|" | "/" | "or");
    let mark = stop.after(0).filter(|mark| is_mark(mark.text))?;
    let edits = (head..end_of(stop, head)).filter_map(|index| {
        let (last, mark) = (stop.get(index.checked_sub(1)?)?, stop.get(index)?);
        let between = is_mark(mark.text)
            && stop.get(index.saturating_add(1)).is_some_and(|next| next.kind == Kind::Word);
        between.then(|| (last.end, mark.end, ",".to_owned()))
    });
    let edits: Vec<(usize, usize, String)> = edits.collect();
    let found = Found::replace(Said::OtherWords, mark.start, mark.end, ",");
    (!edits.is_empty()).then(|| Found { edits, ..found }.because("put a comma between the values"))
}

/// `enum s: a, b`, `enum s { a, b }`, and values on lines of their own
fn values(stop: &Stop, head: usize) -> Option<Found> {
    let open = stop.after(0)?;
    let titled = usize::from(stop.get(head.saturating_add(2)).is_some_and(|title| title.kind == Kind::Text));
    if stop.at != head.saturating_add(2).saturating_add(titled) {
        return None;
    }
    let last = stop.before(1)?;
    if open.text == ":" && !open.first {
        let found = Found::replace(Said::OtherWords, open.start, open.end, "=");
        return Some(Found { edits: vec![(last.end, open.end, " =".to_owned())], ..found });
    }
    if open.text == "{" {
        let close = (stop.at..end_of(stop, head)).find(|index| stop.word(*index) == "}")?;
        let end = stop.get(close)?;
        let found = Found::replace(Said::OtherWords, open.start, open.end, "=");
        let comma = close.checked_sub(1).and_then(|before| stop.get(before)).filter(|mark| mark.text == ",");
        let cut = comma.map_or(end.start, |mark| mark.start);
        let edits = vec![(open.start, open.end, "=".to_owned()), (cut, end.end, String::new())];
        return Some(
            Found { edits, ..found }.because("write `=` and the values behind it, without brackets"),
        );
    }
    let end = end_of(stop, head);
    let words = (stop.at..end)
        .all(|index| stop.get(index).is_some_and(|value| value.first && value.kind == Kind::Word));
    let names: Vec<&str> = (stop.at..end).map(|index| stop.word(index)).collect();
    let to = stop.get(end.checked_sub(1)?)?.end;
    let mut found = Found::replace(Said::OtherWords, open.start, open.end, "=");
    found.edits = vec![(last.end, to, format!(" = {}", names.join(", ")))];
    (words && !names.is_empty())
        .then(|| found.because(format!("write the values behind `=`: `= {}`", names.join(", "))))
}

/// `record p { name: text, country: country }`
fn braces(stop: &Stop, head: usize) -> Option<Found> {
    let open = stop.near().rev().find(|index| stop.word(*index) == "{")?;
    let close = (open..end_of(stop, head)).find(|index| stop.word(*index) == "}")?;
    let (first, last) = (stop.get(open)?, stop.get(close)?);
    let mut edits = vec![(first.start, first.end, String::new())];
    let commas =
        (open..close).filter_map(|index| stop.get(index)).filter(|mark| matches!(mark.text, "," | ";"));
    edits.extend(commas.map(|mark| (mark.start, mark.end, String::new())));
    edits.push((last.start, last.end, String::new()));
    let found = Found::replace(Said::NotNeeded, first.start, first.end, "");
    Some(Found { edits, ..found }.because("take the brackets and the marks between the fields away"))
}

/// `name: text,` on each line: all marks at once
fn field_commas(stop: &Stop, head: usize) -> Option<Found> {
    let mark = stop.after(0).filter(|mark| matches!(mark.text, "," | ";") && stop.ends_line(stop.at))?;
    let edits = (head..end_of(stop, head)).filter_map(|index| {
        let (last, comma) = (stop.get(index.checked_sub(1)?)?, stop.get(index)?);
        let ends = comma.text == mark.text && stop.ends_line(index);
        ends.then(|| (last.end, comma.end, String::new()))
    });
    let edits = edits.collect();
    let found = Found::replace(Said::NotNeeded, mark.start, mark.end, "");
    Some(Found { edits, ..found }.because("take the marks between the fields away"))
}

/// `record p` with `name text` below
fn untyped_field(stop: &Stop, head: usize) -> Option<Found> {
    let kind = stop.after(0).filter(|kind| kind.kind == Kind::Word && !kind.first)?;
    stop.before(1)
        .filter(|name| name.first && name.kind == Kind::Word && stop.at > head.saturating_add(2))?;
    let lines = (head.saturating_add(1)..end_of(stop, head)).filter_map(|index| {
        let (name, kind) = (stop.get(index)?, stop.get(index.saturating_add(1))?);
        let bare = name.first && !kind.first && name.kind == Kind::Word && kind.kind == Kind::Word;
        bare.then(|| (name.end, name.end, ":".to_owned()))
    });
    let edits: Vec<(usize, usize, String)> = lines.collect();
    let name = stop.before(1)?;
    let found = Found::replace(Said::Untyped, name.start, name.end, ":");
    Some(
        Found { edits, ..found }
            .because(format!("write `:` between a name and its type: `{}: {}`", name.text, kind.text)),
    )
}

/// `list l: country = RU, BY`
fn members(stop: &Stop) -> Option<Found> {
    let first = stop.after(0).filter(|first| first.kind != Kind::Sign && !first.first)?;
    stop.before(1).filter(|sign| sign.text == "=")?;
    let mut end = value_end(stop, stop.at)?;
    while matches!(stop.word(end), "," | ";") {
        let Some(next) = value_end(stop, end.saturating_add(1)) else { break };
        end = next;
    }
    let last = stop.get(end.checked_sub(1)?)?;
    let written = stop.text.get(first.start..last.end)?;
    let plain = !written.contains(['"', '\n']) && stop.get(end).is_none_or(|next| next.first);
    let meant = format!("[{}]", written.replace(';', ","));
    plain.then(|| Found::replace(Said::ListForm, first.start, last.end, &meant))
}

/// `list embargo` with a member on each line below
fn lines(stop: &Stop, head: usize) -> Option<Found> {
    let first = stop.after(0).filter(|first| first.first && first.kind == Kind::Word)?;
    let end = (stop.at..end_of(stop, head))
        .take_while(|index| stop.get(*index).is_some_and(|token| token.first) && stop.ends_line(*index))
        .last()?;
    let advice = format!(
        "write the type and the members behind the name: `list {}: country = [RU, BY]`",
        stop.word(head.saturating_add(1))
    );
    let bare = (head..stop.at).all(|index| stop.word(index) != ":");
    bare.then(|| Found {
        resume: stop.get(end.saturating_add(1)).map(|next| next.start),
        ..Found::told(Said::ListForm, first.start, first.end, advice)
    })
}

/// `fact x: a | b`
fn alternatives(stop: &Stop) -> Option<Found> {
    stop.after(0).filter(|mark| matches!(mark.text, "|" | "/" | ","))?;
    let first = stop.before(1).filter(|first| first.kind == Kind::Word)?;
    stop.before(2).filter(|colon| colon.text == ":")?;
    let next = stop.after(1).filter(|next| next.kind == Kind::Word && !next.first)?;
    let advice = format!(
        "declare the values first: `enum NAME = {}, {}`, and write `: NAME` here",
        first.text, next.text
    );
    Some(Found::told(Said::OtherWords, first.start, next.end, advice))
}

/// `fact x = RU`
fn value(stop: &Stop, head: usize) -> Option<Found> {
    let sign = stop.after(0).filter(|sign| matches!(sign.text, "=" | "==" | "is") && !sign.first)?;
    let name = stop.get(head.saturating_add(1)).filter(|name| name.end <= sign.start)?;
    let near = stop.at <= head.saturating_add(3);
    let line = (stop.at..stop.tokens.len()).find(|index| stop.ends_line(*index))?;
    let advice = format!(
        "a fact has a type, and its value comes with each case: `fact {0}: country`; what is the same in every case is \
         `define {0} = …`",
        name.text
    );
    near.then(|| Found {
        resume: stop.get(line.saturating_add(1)).map(|next| next.start),
        ..Found::told(Said::Untyped, name.start, name.end, advice)
    })
}

/// `define f(x) = …`
fn parameter(stop: &Stop, head: usize) -> Option<Found> {
    stop.after(0).filter(|close| matches!(close.text, ")" | ","))?;
    let name = stop.before(1).filter(|name| name.kind == Kind::Word)?;
    let near = stop.at <= head.saturating_add(8) && (head..stop.at).any(|index| stop.word(index) == "(");
    let advice = format!(
        "write `:` and its type behind it, such as `{}: party` or `{}: number`",
        name.text, name.text
    );
    near.then(|| Found::told(Said::Untyped, name.start, name.end, advice))
}

/// `verdicts permit, license, deny`
fn levels(stop: &Stop, head: usize) -> Option<Found> {
    let mark = stop.near().rev().find(|index| matches!(stop.word(*index), "," | ":" | "<" | ";" | "="))?;
    let (mark, word) = (stop.get(mark)?, stop.get(head)?);
    let advice = "write each verdict with its title, mild to strict and without marks between them: \
                  `verdicts permit \"No licence required\" deny \"Prohibited\"`";
    Some(Found::told(Said::OtherWords, word.start, mark.end, advice))
}

/// `amend rule a from …`
fn amended(stop: &Stop, head: usize) -> Option<Found> {
    let kind = stop.get(head.saturating_add(1)).filter(|kind| matches!(kind.text, "rule" | "exception"))?;
    let name = stop.get(head.saturating_add(2)).filter(|name| name.kind == Kind::Word && !name.first)?;
    let found = Found::replace(Said::NotNeeded, kind.start, kind.end, "");
    Some(Found { edits: vec![(kind.start, name.start, String::new())], ..found })
}

/// `= 5000 EUR since 2025-01-01`, `, 6000 EUR after`
fn dated(stop: &Stop) -> Option<Found> {
    let word = [stop.at, stop.at.saturating_sub(1)].into_iter().find_map(|index| {
        let word = stop.get(index)?;
        matches!(word.text, "since" | "starting" | "after" | "afterwards" | "thereafter")
            .then_some((index, word))
    });
    let (index, word) = word?;
    let date = stop.get(index.saturating_add(1)).filter(|date| date.kind == Kind::Number && !date.first);
    if date.is_some() && word.text != "after" {
        return Some(Found::replace(Said::OtherWords, word.start, word.end, "from"));
    }
    let advice = "write the first day of each value: `5000 EUR through 2025-12-31, 6000 EUR from 2026-01-01`";
    Some(Found::told(Said::OtherWords, word.start, word.end, advice))
}

/// `instrument law "Law" 2025-01-01 to 2025-12-31`
fn days(stop: &Stop) -> Option<Found> {
    let year =
        stop.after(0).filter(|year| year.kind == Kind::Number && year.text.len() == 4 && !year.first)?;
    stop.before(1).filter(|title| title.kind == Kind::Text)?;
    let end = (stop.at..stop.tokens.len()).find(|index| stop.ends_line(*index))?;
    let advice = "say what the days are: `issued 2025-01-01`, `in force from 2025-01-01 through 2025-12-31`";
    Some(Found::told(Said::OtherWords, year.start, stop.get(end)?.end, advice))
}

/// `define f(x: item) -> boolean = …`
fn arrow(stop: &Stop) -> Option<Found> {
    let arrow = stop.after(0).filter(|arrow| arrow.text == "->" || arrow.text == "=>")?;
    let close = stop.before(1).filter(|close| close.text == ")")?;
    let found = Found::replace(Said::OtherWords, arrow.start, arrow.end, ":");
    Some(Found { edits: vec![(close.end, arrow.end, ":".to_owned())], ..found })
}

/// `to a and c`
fn joined(stop: &Stop) -> Option<Found> {
    let link = stop.after(0).filter(|link| matches!(link.text, "and" | "or" | "&") && !link.first)?;
    let name = stop.before(1).filter(|name| name.kind == Kind::Word)?;
    stop.before(2).filter(|to| matches!(to.text, "to" | "of" | "over" | ","))?;
    stop.after(1).filter(|next| next.kind == Kind::Word && !next.first)?;
    let found = Found::replace(Said::OtherWords, link.start, link.end, ",");
    Some(
        Found { edits: vec![(name.end, link.end, ",".to_owned())], ..found }
            .because("put a comma between the names"),
    )
}

/// `rule a "A" (law art 4) deny if …`
fn bracketed_citation(stop: &Stop) -> Option<Found> {
    let open = stop.after(0).filter(|open| open.text == "(")?;
    stop.before(1).filter(|title| title.kind == Kind::Text)?;
    let close = (stop.at..stop.tokens.len()).take(16).find(|index| stop.word(*index) == ")")?;
    let same =
        (stop.at.saturating_add(1)..=close).all(|index| stop.get(index).is_some_and(|token| !token.first));
    let end = stop.get(close).filter(|_| same)?;
    let inner = stop.text.get(open.end..end.start)?;
    let dated = ["force", "since", "from", "until", "effective"].iter().any(|word| inner.contains(word));
    let advice = if dated {
        "say when it holds without brackets: `in force from 2025-01-01`"
    } else {
        "cite with `under`, the short name of the instrument and the article: `under law art \"4\"`"
    };
    Some(Found::told(Said::OtherWords, open.start, end.end, advice))
}

/// `under 2021/821 art 4`
fn citation(stop: &Stop) -> Option<Found> {
    // `under Regulation (EU) 2021/821`
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let spoken = stop.before(2).is_some_and(|under| under.text == "under")
        && stop.before(1).is_some_and(|word| capital(word.text));
    let bracket = stop.after(0).filter(|open| spoken && open.text == "(");
    if let (Some(law), Some(_)) = (stop.before(1), bracket) {
        let close = (stop.at..stop.tokens.len()).take(8).find(|index| stop.word(*index) == ")")?;
        let mut end = close;
        while stop.get(end.saturating_add(1)).is_some_and(|next| {
            !next.first && (next.kind == Kind::Number || matches!(next.text, "/" | "No" | "."))
        }) {
            end = end.saturating_add(1);
        }
        let advice = "name the instrument by the short name of its statement: `instrument NAME \"Title\"`";
        return Some(Found::told(Said::NameForm, law.start, stop.get(end)?.end, advice));
    }
    let number = stop.after(0).filter(|number| number.kind == Kind::Number && !number.first)?;
    stop.before(1).filter(|under| under.text == "under")?;
    let end = (stop.at..stop.tokens.len()).find(|index| {
        stop.get(index.saturating_add(1))
            .zip(stop.get(*index))
            .is_none_or(|(next, last)| next.start > last.end)
    })?;
    let last = stop.get(end)?;
    let advice = "name the instrument by the short name of its statement: `instrument NAME \"Title\"`";
    Some(Found::told(Said::NameForm, number.start, last.end, advice))
}
