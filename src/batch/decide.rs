//! One row is decided.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::facts::{self, Facts};
use crate::policy::{Buffer, Report, Screen};
use crate::records::{Content, Layout, Row, RowDay, Unreadable};
use crate::schema::Schema;

use super::answer::{Answer, Format};
use super::days::Days;
use super::reject::Reject;
use super::tally::Tally;

/// A policy, a question and the layout of a file: all that the decision about a row depends on beside the row.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The policy under one question.
    pub screen: Screen,
    /// Where a row may name the day that picks the law: the policy on other days than that of the question.
    pub days: Option<Days>,
    /// How the rows of the file are read.
    pub layout: Layout,
    /// How decisions are written.
    pub format: Format,
    /// Whether the digest of its facts stands in each decision; without it lines of JSON are decided as they are read.
    pub digests: bool,
}

impl Batch {
    /// Decides a row: adds a line to the output, or to the rejects. Gives a hash of its id where it was decided and has one.
    pub(super) fn decide(
        &self,
        row: &Row,
        buffer: &mut Buffer,
        output: &mut Vec<u8>,
        rejects: &mut Vec<u8>,
        tally: &mut Tally,
    ) -> Option<u64> {
        tally.rows = tally.rows.saturating_add(1);
        if !self.digests
            && let Content::Json(line) = &row.content
            && let Some(id) = self.at_once(row.number, line, buffer, output, tally)
        {
            return id;
        }
        match self.read(row, 0) {
            Ok((id, day, facts)) => {
                let own = self.on(day);
                let screened = own.as_ref().unwrap_or(&self.screen).facts(&facts, buffer);
                let digest = self.digests.then_some(facts.digest.as_str());
                let answer = Answer { row: row.number, id: id.as_deref(), digest, screened };
                answer.write(self.format, output);
                tally.answer(&screened);
                id.as_deref().map(hashed)
            }
            Err(unreadable) => {
                let reject = Reject::of(row, *unreadable, &self.layout);
                reject.write(rejects);
                tally.reject(&reject);
                None
            }
        }
    }

    /// Decides a line of JSON without making a document of it, and gives the hash of its id, if it has one; nothing where
    /// that does not do, which the slow way explains.
    fn at_once(
        &self,
        row: u64,
        line: &str,
        buffer: &mut Buffer,
        output: &mut Vec<u8>,
        tally: &mut Tally,
    ) -> Option<Option<u64>> {
        let schema = self.screen.policy().schema();
        let (id, line) = without_id(line, schema)
            .map_or((None, Cow::Borrowed(line)), |(id, line)| (Some(id), Cow::Owned(line)));
        let screened = self.screen.json("", &line, buffer).ok()?;
        Answer { row, id, digest: None, screened }.write(self.format, output);
        tally.answer(&screened);
        Some(id.map(hashed))
    }

    /// The policy on the day of a row, where that names one.
    fn on(&self, day: RowDay) -> Option<Screen> {
        let days = self.days.as_ref()?;
        match day {
            RowDay::Given(day) => Some(days.on(Some(day))),
            RowDay::Unknown => Some(days.on(None)),
            RowDay::NotSaid => None,
        }
    }

    /// What a row calls the case, its day and its facts.
    fn read(&self, row: &Row, start: u32) -> Result<(Option<String>, RowDay, Facts), Box<Unreadable>> {
        let schema = self.screen.policy().schema();
        let mut case = self.layout.case(row, schema, start)?;
        let day = match &self.days {
            Some(_) => case.take_day(schema),
            None => Ok(RowDay::NotSaid),
        };
        match (day, facts::read(&case.facts, schema)) {
            (Ok(day), Ok(facts)) => Ok((case.id, day, facts)),
            (Err(mut problems), Err(more)) => {
                problems.append(more);
                Err(Box::new(Unreadable { id: case.id, problems }))
            }
            (Err(problems), Ok(_)) | (Ok(_), Err(problems)) => {
                Err(Box::new(Unreadable { id: case.id, problems }))
            }
        }
    }

    /// Why a row is rejected, with the texts to show it; none where it is not.
    pub fn why_rejected(&self, row: &Row) -> Option<Report> {
        let (sources, start) = self.layout.page(row);
        let unreadable = self.read(row, start).err()?;
        Some(Report { problems: unreadable.problems.sorted(), sources })
    }
}

/// A hash of an id, the same in each run.
fn hashed(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

/// The name of a case that stands first in its line, and the line with blanks in its place; none where no name stands
/// there, it is not plain, or a fact is called `id`.
fn without_id<'l>(line: &'l str, schema: &Schema) -> Option<(&'l str, String)> {
    let rest = line.strip_prefix('{')?.trim_start().strip_prefix("\"id\"")?.trim_start().strip_prefix(':')?;
    let (id, behind) = rest.trim_start().strip_prefix('"')?.split_once('"')?;
    let behind = behind.trim_start().strip_prefix(',')?;
    let plain = !id.is_empty() && !id.contains('\\') && !id.chars().any(char::is_control);
    let declared = schema.facts().is_some_and(|facts| facts.field("id").is_some());
    let blanks = line.len().saturating_sub(behind.len()).saturating_sub(1);
    (plain && !declared).then(|| (id, format!("{{{:blanks$}{behind}", "")))
}
