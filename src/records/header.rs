//! The names of columns as ways to facts.

use crate::diagnostics::{Problems, nearest};
use crate::schema::{RecordId, Schema, Type};
use crate::source::Span;

use super::RecordError;
use super::day::DAY;
use super::tree::{Step, Tree};

/// Elements of one list that may have columns of their own.
const MAX_ELEMENTS: usize = 1000;

/// What the user says about columns beside their names.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    /// Columns that are left out.
    pub ignored: Vec<String>,
    /// Columns of other names, each with the way to its fact.
    pub renamed: Vec<(String, String)>,
    /// Names that mean something to the caller: `id`, and with a point at the end all that begin so.
    pub reserved: Vec<&'static str>,
}

impl Naming {
    /// Whether a name means something to the caller.
    fn is_reserved(&self, name: &str) -> bool {
        self.reserved.iter().any(|known| *known == name || (known.ends_with('.') && name.starts_with(known)))
    }
}

/// The columns of a file, joined with the facts that they hold.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// Their names as written; those of columns without a name are empty.
    pub names: Vec<String>,
    /// What each column is.
    pub(super) columns: Vec<Column>,
    /// Where the cells of the facts go.
    pub(super) tree: Tree,
}

/// What a column is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// It holds a fact, or a part of one.
    Fact {
        /// The way to it.
        path: String,
        /// The declared type of what its cells hold.
        r#type: Type,
    },
    /// The caller knows what it is.
    Reserved(String),
    /// It is left out.
    Ignored,
    /// It has no name, so nothing may stand in it.
    Nameless,
}

impl Header {
    /// Joins names, each with its place, with the facts of a vocabulary.
    ///
    /// # Errors
    ///
    /// Every column that holds no fact, comes twice or leads nowhere.
    pub(super) fn join(
        names: Vec<(String, Span)>,
        schema: &Schema,
        naming: &Naming,
    ) -> Result<Header, Problems> {
        let mut joining = Joining { schema, naming, problems: Problems::new() };
        let mut header = Header::default();
        for (position, (name, span)) in names.iter().enumerate() {
            let earlier = names.iter().take(position).find(|(other, _)| other == name && !name.is_empty());
            if let Some((_, first)) = earlier {
                let (column, span, first) = (name.clone(), *span, *first);
                joining.problems.add(RecordError::RepeatedColumn { column, span, first });
            }
            let column = joining.column(name, *span);
            if let Column::Fact { path, .. } = &column
                && let Some(steps) = steps(path)
                && earlier.is_none()
                && let Err(error) = header.tree.insert(&steps, position, path, *span)
            {
                joining.problems.add(error);
            }
            header.columns.push(column);
        }
        joining.currencies(&names, &header);
        if let Some((path, gap)) = header.tree.gap() {
            let span = names.iter().find(|(name, _)| name.starts_with(&path)).map(|(_, span)| *span);
            let (why, advice) = (format!("`{path}` begins at another number than 0, or leaves one out"), gap);
            joining.problems.add(RecordError::NoPlace {
                column: path,
                why,
                advice,
                span: span.unwrap_or_default(),
            });
        }
        header.names = names.into_iter().map(|(name, _)| name).collect();
        if joining.problems.is_empty() { Ok(header) } else { Err(joining.problems) }
    }

    /// How many names say where to find a fact, for choosing between two ways to cut a line.
    pub(super) fn known(names: &[String], schema: &Schema, naming: &Naming) -> usize {
        let mut joining = Joining { schema, naming, problems: Problems::new() };
        let fits = |name: &&String| {
            matches!(joining.column(name, Span::default()), Column::Fact { .. } | Column::Reserved(_))
        };
        names.iter().filter(fits).count()
    }

    /// Whether some name is close to that of a fact. What has other signs in it than names have is none.
    pub(super) fn resembles(names: &[String], schema: &Schema, naming: &Naming) -> bool {
        let is_name =
            |name: &str| name.chars().all(|letter| letter.is_alphanumeric() || " _-.[]".contains(letter));
        names.iter().any(|name| !name.is_empty() && is_name(name) && !near(name, schema, naming).is_empty())
    }

    /// How many columns hold facts.
    pub fn facts(&self) -> usize {
        self.columns.iter().filter(|column| matches!(column, Column::Fact { .. })).count()
    }

    /// The names of the columns that are left out.
    pub fn left_out(&self) -> Vec<&str> {
        let all = self.names.iter().zip(&self.columns);
        all.filter(|(_, column)| **column == Column::Ignored).map(|(name, _)| name.as_str()).collect()
    }

    /// One past the last column that has a name.
    pub(super) fn width(&self) -> usize {
        let last = self.columns.iter().rposition(|column| *column != Column::Nameless);
        last.map_or(0, |last| last.saturating_add(1))
    }

    /// The position of a column that means something to the caller.
    pub(super) fn reserved(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| matches!(column, Column::Reserved(known) if known == name))
    }
}

/// Joins one name after the other.
struct Joining<'a> {
    schema: &'a Schema,
    naming: &'a Naming,
    problems: Problems,
}

impl Joining<'_> {
    fn column(&mut self, name: &str, span: Span) -> Column {
        if name.is_empty() {
            return Column::Nameless;
        }
        if self.naming.ignored.iter().any(|ignored| ignored == name) {
            return Column::Ignored;
        }
        let renamed = self.naming.renamed.iter().find(|(column, _)| column == name);
        let path = renamed.map_or(name, |(_, path)| path);
        let declared = self.schema.facts().is_some_and(|facts| facts.field(path).is_some());
        if !declared && self.naming.is_reserved(path) {
            return Column::Reserved(path.to_owned());
        }
        match self.r#type(path) {
            Ok(r#type) => Column::Fact { path: path.to_owned(), r#type },
            Err(lost) => {
                self.problems.add(lost.error(name, span, self.schema, self.naming));
                Column::Ignored
            }
        }
    }

    /// The declared type at the end of a way.
    fn r#type(&self, path: &str) -> Result<Type, Lost> {
        let steps = steps(path).ok_or(Lost::Unnamed)?;
        let mut here = Type::Record(RecordId::FACTS);
        let mut walked = String::new();
        for step in steps {
            here = match (&step, &here) {
                (Step::Field(name), Type::Record(id)) => {
                    let found = self.schema.record(*id).and_then(|record| record.field(name));
                    found.map(|(_, field)| field.r#type.clone()).ok_or(Lost::Unknown(walked.clone()))?
                }
                (Step::Field(name), Type::Money) if name == "amount" => Type::Number,
                (Step::Field(name), Type::Money) if name == "currency" => Type::Currency,
                (Step::Element(index), Type::List(element)) if *index < MAX_ELEMENTS => (**element).clone(),
                (Step::Field(_), Type::List(_)) => return Err(Lost::InList(walked)),
                (Step::Field(_) | Step::Element(_), other) => {
                    return Err(Lost::InValue(walked, self.schema.show(other).to_string()));
                }
            };
            step.write(&mut walked);
        }
        Ok(here)
    }

    /// That each amount of money in a column of its own has a column for its currency.
    fn currencies(&mut self, names: &[(String, Span)], header: &Header) {
        let paths = || {
            header.columns.iter().map(|column| match column {
                Column::Fact { path, .. } => path.as_str(),
                Column::Reserved(_) | Column::Ignored | Column::Nameless => "",
            })
        };
        for ((name, span), path) in names.iter().zip(paths()) {
            let Some(owner) = path.strip_suffix(".amount") else { continue };
            let wanted = format!("{owner}.currency");
            if self.r#type(owner) == Ok(Type::Money) && !paths().any(|other| other == wanted) {
                self.problems.add(RecordError::NoCurrency { column: name.clone(), wanted, span: *span });
            }
        }
    }
}

/// Why a name leads to no fact.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Lost {
    /// It is no way at all.
    Unnamed,
    /// What was reached has no field of the next name.
    Unknown(String),
    /// A list was reached, and no element is named.
    InList(String),
    /// A value was reached that has no parts.
    InValue(String, String),
}

impl Lost {
    fn error(self, name: &str, span: Span, schema: &Schema, naming: &Naming) -> RecordError {
        let column = name.to_owned();
        match self {
            Lost::Unnamed | Lost::Unknown(_) => {
                RecordError::UnknownColumn { advice: advice(name, schema, naming), column, span }
            }
            Lost::InList(list) => RecordError::NoPlace {
                why: format!("`{list}` is a list"),
                advice: format!(
                    "number its elements from 0, such as `{list}[0]{}`, or give the list as JSON in a column `{list}`",
                    name.strip_prefix(&list).unwrap_or_default()
                ),
                column,
                span,
            },
            Lost::InValue(value, r#type) => RecordError::NoPlace {
                why: format!("`{value}` is a {type}"),
                advice: format!("write `{value}`, whose cells hold one {type} each"),
                column,
                span,
            },
        }
    }
}

/// What to do about a name that is no fact's.
fn advice(name: &str, schema: &Schema, naming: &Naming) -> String {
    if name.trim() == DAY {
        return "a fact of this policy picks the law: give the column the name of that fact, which stands behind \
                `governed by`"
            .to_owned();
    }
    let near: Vec<String> = near(name, schema, naming).iter().map(|way| format!("`{way}`")).collect();
    if near.is_empty() {
        format!(
            "leave the column out with `--ignore \"{name}\"`, or name its fact with `--column \"{name}=FACT\"`"
        )
    } else {
        format!("call it {}, or leave it out with `--ignore \"{name}\"`", near.join(" or "))
    }
}

/// The ways that may be meant by a name that is none.
fn near(name: &str, schema: &Schema, naming: &Naming) -> Vec<String> {
    let all = ways(schema);
    let known = all.iter().map(String::as_str).chain(naming.reserved.iter().copied());
    let near = nearest(name, known.clone());
    if !near.is_empty() {
        return near;
    }
    // `Code` lies far from the whole way `item.code`, and near its end.
    let words = name.trim().replace([' ', '-', '_'], "");
    known.filter(|way| last(way).eq_ignore_ascii_case(&words)).take(3).map(str::to_owned).collect()
}

fn last(way: &str) -> String {
    way.rsplit('.').next().unwrap_or_default().replace('_', "")
}

/// The ways to all values that lie in records, and to lists.
pub(super) fn ways(schema: &Schema) -> Vec<String> {
    let mut found = Vec::new();
    walk(schema, RecordId::FACTS, "", &mut Vec::new(), &mut found);
    found
}

fn walk(schema: &Schema, id: RecordId, before: &str, open: &mut Vec<RecordId>, found: &mut Vec<String>) {
    let Some(record) = schema.record(id).filter(|_| !open.contains(&id)) else { return };
    open.push(id);
    for field in &record.fields {
        let way = format!("{before}{}", field.name);
        match &field.r#type {
            Type::Record(inner) => walk(schema, *inner, &format!("{way}."), open, found),
            _ => found.push(way),
        }
    }
    open.pop();
}

/// `item.components[0].value` as steps.
pub(super) fn steps(path: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let (name, mut indexes) = match part.find('[') {
            Some(place) => part.split_at_checked(place)?,
            None => (part, ""),
        };
        if name.is_empty() {
            return None;
        }
        steps.push(Step::Field(name.to_owned()));
        while let Some(rest) = indexes.strip_prefix('[') {
            let (index, rest) = rest.split_once(']')?;
            steps.push(Step::Element(index.parse().ok()?));
            indexes = rest;
        }
        if !indexes.is_empty() {
            return None;
        }
    }
    Some(steps)
}
