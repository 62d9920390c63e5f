//! The seal below an accepted result: an edit by hand, of the result or of its reason, no longer fits it. It keeps nobody
//! from forging; it keeps a slip from looking like a decision.

use sha2::{Digest, Sha256};

use super::Acceptance;

/// What begins the line of a seal.
pub(super) const WORD: &str = "seal ";

/// Bytes of the digest that are kept.
const LENGTH: usize = 6;

/// The seal of a result that was accepted in this way.
pub(super) fn of(id: &str, text: &str, acceptance: &Acceptance) -> String {
    let on = acceptance.on.map(|day| day.to_string()).unwrap_or_default();
    let by = acceptance.by.as_deref().unwrap_or_default();
    let mut digest = Sha256::new();
    for part in [id, text, &on, by, &acceptance.reason] {
        digest.update(part.as_bytes());
        // No part can be moved into the next one.
        digest.update([0]);
    }
    digest.finalize().iter().take(LENGTH).map(|byte| format!("{byte:02x}")).collect()
}
