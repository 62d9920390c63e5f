//! How far a run has come, kept beside its output so that another one can go on.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Block, Tally};

/// Name and version of the shape.
const FORMAT: &str = "licit/checkpoint@1";

/// What was asked of a file: two runs with the same of it give the same output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// SHA-256 of the policy.
    pub policy: String,
    /// The day that picks the law, where one was given.
    pub as_of: Option<String>,
    /// The day by which the law was issued, where one was given.
    pub known_on: Option<String>,
    /// Answers to contested points.
    pub readings: Vec<(String, String)>,
    /// How the file was read, and which columns it has.
    pub input: Vec<String>,
    /// How decisions are written.
    pub output: String,
    /// The version of Licit.
    pub version: String,
}

/// How far a run has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    format: String,
    /// What was asked.
    pub asked: Asked,
    /// Rows that are done.
    pub rows: u64,
    /// The digest of these rows.
    pub digest: String,
    /// Bytes of the output that belong to them.
    pub output: u64,
    /// Bytes of the rejects that belong to them.
    pub rejects: u64,
    /// What came of them.
    pub tally: Tally,
}

/// The digest of all rows so far, made of the digests of their blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    digest: [u8; 32],
    /// Rows so far.
    pub rows: u64,
}

impl Chain {
    /// Takes in the next block.
    pub fn add(&mut self, block: &Block) {
        let mut hash = Sha256::new();
        hash.update(self.digest);
        hash.update(block.digest);
        self.digest = hash.finalize().into();
        self.rows = self.rows.saturating_add(block.rows);
    }

    /// The digest in small hexadecimal letters.
    pub fn text(&self) -> String {
        self.digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Checkpoint {
    /// Of a run that has come so far.
    pub fn new(asked: Asked, chain: &Chain, output: u64, rejects: u64, tally: Tally) -> Checkpoint {
        let (rows, digest) = (chain.rows, chain.text());
        Checkpoint { format: FORMAT.to_owned(), asked, rows, digest, output, rejects, tally }
    }

    /// Reads what [`Checkpoint::text`] has written; none where it is something else.
    pub fn read(text: &str) -> Option<Checkpoint> {
        serde_json::from_str(text).ok().filter(|checkpoint: &Checkpoint| checkpoint.format == FORMAT)
    }

    /// As JSON.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// What an earlier run had that this one has not, in words; none where it can be gone on with.
    pub fn differs(&self, asked: &Asked) -> Option<&'static str> {
        let Asked { policy, as_of, known_on, readings, input, output, version } = &self.asked;
        if *policy != asked.policy {
            return Some("another policy, or another text of it");
        }
        if *version != asked.version {
            return Some("another version of licit");
        }
        if (as_of, known_on, readings) != (&asked.as_of, &asked.known_on, &asked.readings) {
            return Some("another day or other readings");
        }
        if *input != asked.input {
            return Some("a file of another kind, or other columns");
        }
        (*output != asked.output).then_some("another output format")
    }
}
