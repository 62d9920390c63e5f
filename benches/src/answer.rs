//! What every engine has to answer: one verdict, and which rules' conditions are true.

pub const VERDICTS: [&str; 5] = ["permit", "exempt", "licence_required", "case_by_case", "deny"];
const RULES: [&str; 6] = ["R1", "R2", "R3", "R4", "R5", "R6"];

/// A set of rules: bit 0 is R1.
pub type Fired = u8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Position in [`VERDICTS`].
    pub verdict: u8,
    /// Those that were knocked out included.
    pub fired: Fired,
}

impl Answer {
    /// For engines that only tell which rules fire: R1 and R2 deny, then R5, then R6, which knocks out R3 and R4.
    pub fn of(fired: Fired) -> Answer {
        let has = |rules: Fired| fired & rules != 0;
        let verdict = match () {
            () if has(0b00_0011) => 4,
            () if has(0b01_0000) => 3,
            () if has(0b10_0000) => 1,
            () if has(0b00_1100) => 2,
            () => 0,
        };
        Answer { verdict, fired }
    }

    pub fn new(verdict: &str, fired: Fired) -> Answer {
        let verdict = VERDICTS.iter().position(|name| *name == verdict).expect("a verdict of the scale");
        Answer { verdict: verdict as u8, fired }
    }

    /// One line: `licence_required R3,R4`.
    pub fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(VERDICTS[self.verdict as usize].as_bytes());
        let mut before = b' ';
        for (at, rule) in RULES.iter().enumerate() {
            if self.fired & 1 << at != 0 {
                out.push(before);
                out.extend_from_slice(rule.as_bytes());
                before = b',';
            }
        }
        out.push(b'\n');
    }
}

/// `R4` as a set.
pub fn rule(name: &str) -> Fired {
    match name.as_bytes() {
        [b'R', digit @ b'1'..=b'6'] => 1 << (digit - b'1'),
        _ => 0,
    }
}
