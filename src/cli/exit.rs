//! Exit codes, each with its meaning; `licit --help` and the README list them.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done; for one case: the mildest verdict of the scale is certain.
    Done,
    /// Findings: errors in a policy, failed cases, a file that is not formatted.
    Findings,
    /// The command line was wrong.
    Misused,
    /// A file could not be read or understood.
    Unreadable,
    /// Many cases: some rows could not be read; the others are decided.
    Partly,
    /// One case: the strictest verdict of the scale is certain.
    Deny,
    /// One case: a licence, a review or a refusal is certain; a person must act.
    Review,
    /// One case: the verdict is open, or lies in a range.
    Undecided,
}

impl Exit {
    /// The number that the shell sees. 70 is a bug in Licit.
    pub const fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Findings => 1,
            Exit::Misused => 2,
            Exit::Unreadable => 3,
            Exit::Partly => 4,
            Exit::Deny => 10,
            Exit::Review => 11,
            Exit::Undecided => 12,
        }
    }
}
