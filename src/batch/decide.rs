//! One row is decided.

use crate::facts;
use crate::policy::{Buffer, Report, Screen};
use crate::records::{Layout, Row, Unreadable};

use super::answer::{Answer, Format};
use super::reject::Reject;
use super::tally::Tally;

/// A policy, a question and the layout of a file: all that the decision about a row depends on beside the row.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The policy under one question.
    pub screen: Screen,
    /// How the rows of the file are read.
    pub layout: Layout,
    /// How decisions are written.
    pub format: Format,
}

impl Batch {
    /// Decides a row: adds a line to the output, or to the rejects.
    pub(super) fn decide(
        &self,
        row: &Row,
        buffer: &mut Buffer,
        output: &mut Vec<u8>,
        rejects: &mut Vec<u8>,
        tally: &mut Tally,
    ) {
        tally.rows = tally.rows.saturating_add(1);
        match self.read(row, 0) {
            Ok((id, facts)) => {
                let screened = self.screen.facts(&facts, buffer);
                let answer = Answer { row: row.number, id: id.as_deref(), digest: &facts.digest, screened };
                answer.write(self.format, output);
                tally.answer(&screened);
            }
            Err(unreadable) => {
                let reject = Reject::of(row, *unreadable, &self.layout);
                reject.write(rejects);
                tally.reject(&reject);
            }
        }
    }

    /// What a row calls the case, and its facts.
    fn read(&self, row: &Row, start: u32) -> Result<(Option<String>, facts::Facts), Box<Unreadable>> {
        let schema = self.screen.policy().schema();
        let case = self.layout.case(row, schema, start)?;
        match facts::read(&case.facts, schema) {
            Ok(facts) => Ok((case.id, facts)),
            Err(problems) => Err(Box::new(Unreadable { id: case.id, problems })),
        }
    }

    /// Why a row is rejected, with the texts to show it; none where it is not.
    pub fn why_rejected(&self, row: &Row) -> Option<Report> {
        let (sources, start) = self.layout.page(row);
        let unreadable = self.read(row, start).err()?;
        Some(Report { problems: unreadable.problems.sorted(), sources })
    }
}
