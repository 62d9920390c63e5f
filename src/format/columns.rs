//! What stands in columns: fields of records, verdict levels, answers and table rows.

use super::document::{Document, INDENT, WIDTH, group, indent, newline, nothing, padded, space, width};
use super::expressions::{expression, expressions, located, quote, type_name};
use crate::syntax::tree::{Answer, Expression, Field, Level, Name, Quoted, TableBody, TableCell, TableRow};

/// The levels of a verdict scale, one on a line, titles below each other.
pub fn levels(levels: &[Level]) -> Document {
    let names = widest(levels.iter().map(|level| level.name.text.as_str()));
    let titles = widest(levels.iter().map(|level| quote(&level.title.text)));
    lines(levels.iter().map(|level| match &level.stands_for {
        None => pair(&level.name, names, &level.title),
        Some(step) => {
            let title = padded(&quote(&level.title.text), titles);
            word(&level.name, names) + " " + located(level.title.span, title.into()) + " as " + step
        }
    }))
}

/// The answers of a reading, one on a line, texts below each other.
pub fn answers(answers: &[Answer]) -> Document {
    let names = widest(answers.iter().map(|answer| answer.name.text.as_str()));
    lines(answers.iter().map(|answer| pair(&answer.name, names, &answer.text)))
}

/// The fields of a record, one on a line; labels and types below each other.
pub fn fields(fields: &[Field]) -> Document {
    let named = fields.iter().filter(|field| field.label.is_some());
    let names = widest(named.map(|field| field.name.text.as_str()));
    let questions = widest(fields.iter().map(|field| question(field, names)));
    let fits = fields.iter().all(|field| fits(field, questions));
    let questions = if fits { questions } else { 0 };
    lines(fields.iter().map(|each| field(each, names, questions)))
}

/// A fact: a field on the line of its keyword.
pub fn fact(fact: &Field) -> Document {
    field(fact, 0, 0)
}

/// The rows of a table, bars below each other.
pub fn rows(body: &TableBody) -> Document {
    let cells: Vec<Vec<String>> = body.rows.iter().map(cells).collect();
    let count = body.parameters.len();
    let full = || cells.iter().filter(|row| row.len() > count);
    let column = |index| widest(full().filter_map(|row| row.get(index)));
    let result = widest(cells.iter().filter_map(|row| row.last()));
    let widths: Vec<usize> = (0..count).map(column).chain([result]).collect();
    let row = |(row, cells): (&TableRow, &Vec<String>)| located(row.span, table_row(cells, &widths).into());
    lines(body.rows.iter().zip(&cells).map(row))
}

fn lines(rows: impl Iterator<Item = Document>) -> Document {
    indent(rows.map(|row| newline() + row).collect())
}

fn widest<T: AsRef<str>>(texts: impl Iterator<Item = T>) -> usize {
    texts.map(|text| width(text.as_ref())).max().unwrap_or(0)
}

fn pair(name: &Name, names: usize, text: &Quoted) -> Document {
    word(name, names) + " " + text
}

fn word(name: &Name, columns: usize) -> Document {
    located(name.span, padded(&name.text, columns).into())
}

/// `name "label":`
fn question(field: &Field, names: usize) -> String {
    match &field.label {
        Some(label) => format!("{} {}:", padded(&field.name.text, names), quote(&label.text)),
        None => format!("{}:", field.name.text),
    }
}

fn fits(field: &Field, questions: usize) -> bool {
    let rest = type_name(&field.r#type) + traits(field);
    INDENT.saturating_add(questions).saturating_add(width(&rest.flat())) < WIDTH
}

fn field(field: &Field, names: usize, questions: usize) -> Document {
    let asked = field.label.as_ref().map_or(field.name.span, |label| field.name.span.to(label.span));
    let question = located(asked, padded(&question(field, names), questions).into());
    let rest = type_name(&field.r#type) + traits(field);
    located(field.span, group(question + " " + rest))
}

fn traits(field: &Field) -> Document {
    let optional = if field.optional { " optional" } else { "" };
    let with = |word: &str, value: &Option<Expression>| {
        value.as_ref().map_or_else(nothing, |value| Document::from(word) + expression(value))
    };
    let when = field.when.as_ref().map_or_else(nothing, |when| indent(space() + "when " + expression(when)));
    Document::from(optional) + with(" at least ", &field.least) + with(" at most ", &field.most) + when
}

fn cells(row: &TableRow) -> Vec<String> {
    let result = expression(&row.result).flat();
    row.cells.iter().map(cell).chain([result]).collect()
}

fn cell(cell: &TableCell) -> String {
    match cell {
        TableCell::Values(values) => expressions(values).flat(),
        TableCell::Any(_) => "any".to_owned(),
        TableCell::Otherwise(_) => "otherwise".to_owned(),
    }
}

/// A row with a single `otherwise` for all columns fills them all.
fn table_row(cells: &[String], widths: &[usize]) -> String {
    let padded: Vec<String> =
        cells.iter().zip(spread(cells.len(), widths)).map(|(cell, columns)| padded(cell, columns)).collect();
    format!("| {} |", padded.join(" | "))
}

/// The widths of the cells of a row.
fn spread(count: usize, widths: &[usize]) -> Vec<usize> {
    let bar = width(" | ");
    match widths.split_last() {
        Some((result, columns)) if count < widths.len() => {
            let joined = columns.iter().map(|columns| columns.saturating_add(bar)).sum::<usize>();
            vec![joined.saturating_sub(bar), *result]
        }
        Some(_) | None => widths.to_vec(),
    }
}
