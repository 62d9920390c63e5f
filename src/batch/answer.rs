//! The decision about one row as a line of output.

use crate::policy::Screened;

/// How decisions are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A JSON object in each line.
    Ndjson,
    /// Cells between commas, with a header.
    Csv,
}

/// The columns of decisions, in order; several words in one cell stand one blank apart.
pub const COLUMNS: [&str; 9] =
    ["row", "id", "verdict", "at_least", "at_most", "rules", "duties", "missing", "facts_digest"];

/// What is known of a row beside its decision.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer<'a> {
    pub row: u64,
    pub id: Option<&'a str>,
    pub digest: Option<&'a str>,
    pub screened: Screened<'a>,
}

impl Answer<'_> {
    /// Writes the line, with its line break.
    pub fn write(&self, format: Format, output: &mut Vec<u8>) {
        match format {
            Format::Ndjson => self.json(output),
            Format::Csv => self.csv(output),
        }
    }

    fn json(&self, output: &mut Vec<u8>) {
        output.extend_from_slice(format!("{{\"row\":{}", self.row).as_bytes());
        if let Some(id) = self.id {
            member(output, "id", id);
        }
        match self.screened.verdict() {
            Some(verdict) => member(output, "verdict", verdict),
            None => {
                member(output, "at_least", self.screened.at_least());
                member(output, "at_most", self.screened.at_most());
            }
        }
        list(output, "rules", self.screened.holding());
        list(output, "duties", self.screened.owed());
        list(output, "missing", self.screened.missing().iter().map(String::as_str));
        if let Some(digest) = self.digest {
            member(output, "facts_digest", digest);
        }
        output.extend_from_slice(b"}\n");
    }

    fn csv(&self, output: &mut Vec<u8>) {
        let joined = |words: &mut dyn Iterator<Item = &str>| words.collect::<Vec<_>>().join(" ");
        let verdict = self.screened.verdict();
        let open = |level: &str| if verdict.is_none() { level.to_owned() } else { String::new() };
        let row = [
            self.row.to_string(),
            self.id.unwrap_or_default().to_owned(),
            verdict.unwrap_or_default().to_owned(),
            open(self.screened.at_least()),
            open(self.screened.at_most()),
            joined(&mut self.screened.holding()),
            joined(&mut self.screened.owed()),
            joined(&mut self.screened.missing().iter().map(String::as_str)),
            self.digest.unwrap_or_default().to_owned(),
        ];
        line(output, &row);
    }
}

/// A line of CSV.
pub(super) fn line(output: &mut Vec<u8>, cells: &[impl AsRef<[u8]>]) {
    let mut writer = csv::WriterBuilder::new().from_writer(&mut *output);
    // Nothing can fail where bytes are kept in memory.
    let _ = writer.write_record(cells).and_then(|()| writer.flush().map_err(csv::Error::from));
}

fn member(output: &mut Vec<u8>, name: &str, value: &str) {
    output.extend_from_slice(format!(",\"{name}\":").as_bytes());
    text(output, value);
}

fn list<'s>(output: &mut Vec<u8>, name: &str, values: impl Iterator<Item = &'s str>) {
    output.extend_from_slice(format!(",\"{name}\":[").as_bytes());
    for (position, value) in values.enumerate() {
        if position > 0 {
            output.push(b',');
        }
        text(output, value);
    }
    output.push(b']');
}

/// A text of JSON.
fn text(output: &mut Vec<u8>, value: &str) {
    // Writing a text into memory cannot fail.
    let _ = serde_json::to_writer(output, value);
}
