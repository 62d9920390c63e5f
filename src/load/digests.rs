//! Digests of files: what a decision names, so that it can be seen later which text it rests on.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

/// SHA-256 in hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// One digest over all files: names and digests, each on a line of its own, in the order of names.
pub(super) fn whole_digest(digests: &BTreeMap<String, String>) -> String {
    let mut hasher = Sha256::new();
    for (path, digest) in digests {
        hasher.update(format!("{}:{path}\n{digest}\n", path.len()));
    }
    hexadecimal(&hasher.finalize())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
