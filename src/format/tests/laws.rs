//! The laws over samples with comments in awkward places.

use super::laid_out;

/// Texts that are hard to lay out.
pub const SAMPLES: &[&str] = &[
    "# only a comment",
    "\n\n  # an indented comment\n\n\n# and another\n",
    "policy # 1\n china # 2\n \"China\" # 3\n governed # 4\n by # 5\n export_date # 6\n # 7",
    "use # 1\n # 2\n \"a\" # 3\n  # 4\n\n  # 5\nuse \"b\"",
    "verdicts # 1\n permit # 2\n \"No\" # 3\n # 4\n deny \"Yes\" # 5\n as # 6\n deny",
    "enum a = # 1\n b, # 2\n c # 3\n , d \"D\" # 4\n # 5\nenum e = f",
    "record a # 1\n b # 2\n \"B\" # 3\n : # 4\n text # 5\n # 6\n c: list # 7\n of d optional # 8\n when # 9\n x # 10\n and y",
    "fact a: # 1\n text # 2\n when # 3\n b\n # 4\nfact c: text",
    "codes a # 1\n shape # 2\n \"9A\" # 3\n\n\n # 4",
    "list a: b # 1\n = # 2\n [ # 3\n c # 4\n , # 5\n d, # 6\n # 7\n ] # 8\n source \"x\"",
    "list a: b = [[c, # 1\n d], [ # 2\n e]]",
    "list a: b # 1\n from # 2\n \"c.csv\" # 3\n column # 4\n d",
    "table a( # 1\n b: c # 2\n ) -> d = # 3\n | e # 4\n , f | g | # 5\n # 6\n | otherwise | h | # 7\n under x",
    "table a from \"t.csv\" # 1\n row: # 2\n b alias # 3\n HK = # 4\n CN pointer A, # 5\n B \"see\"",
    "parameter a: b = # 1\n 1 USD # 2\n from # 3\n 2025-01-01, # 4\n 2 USD from 2026-01-01 # 5\n under c # 6",
    "define # 1\n a( # 2\n b: c) # 3\n : d # 4\n = # 5\n # 6\n e # 7\n + # 8\n f",
    "calendar a covers 2025-01-01 # 1\n through # 2\n 2026-01-01 weekend saturday, # 3\n sunday from \"x.csv\"",
    "instrument a \"A\" # 1\n issued # 2\n 2025-01-01 # 3\n in # 4\n force from 2025-02-01 # 5\n through 2025-03-01",
    "suspension a of # 1\n b # 2\n from 2025-01-01\n\n## note\n## more\nrepeal c of d from 2026-01-01",
    "reading a \"A?\" # 1\n yes # 2\n \"Y\" # 3\n no \"N\" default # 4\n yes",
    "rule a \"A\" under b # 1\n art # 2\n \"1\" # 3\n license # 4\n if # 5\n not # 6\n c # 7\n or # 8\n (d # 9\n and # 10\n (e) # 11\n ) # 12\n or f unless # 13\n g",
    "deny # 1\n if # 2\n a # 3\n under b # 4",
    "deny if a # 1\n # 2\n\n# 3\n\n# 4\ndeny if b",
    "exception a to # 1\n b, # 2\n c prevails over # 3\n d permit always # 4",
    "disapply a of b if # 1\n any( # 2\n c in # 3\n d where # 4\n e : # 5\n f # 6\n ) # 7",
    "duty a owed # 1\n by b # 2\n to \"C\" within 10 # 3\n days after # 4\n d if a applies # 5",
    "presume a # 1\n . # 2\n b == # 3\n c # 4\n under d",
    "assert a at # 1\n least refuse if # 2\n sum( # 3\n b for # 4\n c in d where # 5\n e ) # 6\n > 3",
    "amend a from 2027-01-01 license if b between # 1\n 1 nm # 2\n and 2 nm and c is # 3\n not none # 4\n and [ # 5\n ] == d",
    "define a = if b # 1\n then # 2\n c # 3\n else d # 4",
    "deny if a == \"# no comment\" # \"a comment\"\r\n# another\r\ndeny if b\r\n",
];

#[test]
fn samples_keep_the_laws() {
    for sample in SAMPLES {
        laid_out(sample);
    }
}
