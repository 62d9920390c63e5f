//! Files of other programs, known by how they begin.

/// What a file is, and what to do about it.
type Format = (&'static str, &'static str);

const WORD: &str = "save it from its program as plain text, or as CSV if it is a table (UTF-8)";
const COPY: &str = "copy what is meant out of it into a plain text file";
const UNPACK: &str = "unpack it first";
const WRITE: &str = "write rules, such as `deny if destination == RU`; facts of a case are for `licit eval`";
const MERGE: &str =
    "choose one of the two versions, and take out the lines of `<<<<<<<`, `=======` and `>>>>>>>`";

const OTHER: Format = ("a policy in another language", ANEW);
const ANEW: &str = "write its rules anew, such as `deny if destination == RU`";
const PATCH: &str = "take the new text: leave the lines with `-` out, and the `+` before the others";

/// `deny[msg] { … }`, `allow { … }`: no rule of ours has a bracket behind its verdict.
fn other_rules(text: &str) -> bool {
    let begins = |line: &str| {
        let heads = ["deny", "allow", "violation", "warn"];
        let rest = heads.iter().find_map(|head| line.strip_prefix(head));
        rest.is_some_and(|rest| rest.starts_with('[') || rest.trim_start().starts_with('{'))
    };
    text.lines().any(begins)
}

/// `permit (principal, …) when { … };`
fn cedar(start: &str) -> bool {
    let behind = start.strip_prefix("permit").or_else(|| start.strip_prefix("forbid"));
    behind.is_some_and(|rest| rest.trim_start().starts_with('(') && rest.contains("principal"))
}

/// A formula, a query or a program, by its first line.
fn program(start: &str, first: &str) -> Option<Format> {
    let small = start.to_lowercase();
    let begins = |words: &[&str]| words.iter().any(|word| small.starts_with(word));
    if begins(&["=if(", "=wenn(", "=and(", "=or(", "=vlookup(", "=ifs(", "=switch(", "=sum("]) {
        return Some(("a formula of a spreadsheet", ANEW));
    }
    let query = begins(&["select ", "insert into ", "create table "]) && small.contains(';');
    let asks = begins(&["select "]) && small.contains(" from ") && small.contains(" where ");
    if (query || asks || begins(&["case when "])) && !begins(&["select if "]) {
        return Some(("a query (SQL)", ANEW));
    }
    let line = first.trim_end();
    let python =
        (line.starts_with("def ") || line.starts_with("class ")) && line.ends_with(':') && line.contains('(');
    let script = begins(&["function ", "public ", "#include", "using ", "if (", "if("])
        && small.contains('{')
        && small.contains(';');
    (python || script).then_some(("a program", ANEW))
}

/// Words with which lines of a policy begin.
const BEGINNINGS: [&str; 12] = [
    "permit",
    "license",
    "review",
    "refuse",
    "deny",
    "rule",
    "exception",
    "define",
    "instrument",
    "under",
    "duty",
    "enum",
];

/// Whether lines begin with `-` and `+`, as tools show what has changed.
fn is_patch(text: &str) -> bool {
    let lines = || text.lines();
    if lines().any(|line| line.starts_with("@@ -")) || lines().any(|line| line.starts_with("diff --git ")) {
        return true;
    }
    let changed = |mark: char| {
        lines().filter_map(move |line| line.strip_prefix(mark)).any(|rest| {
            let word = rest.split_whitespace().next().unwrap_or_default();
            // An amount that goes on below begins with a sign too, but not with one of these words.
            BEGINNINGS.contains(&word)
        })
    };
    changed('-') && changed('+')
}

/// A file that is no text.
pub(super) fn of_bytes(bytes: &[u8]) -> Option<Format> {
    let found = match bytes {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => ("a document of Word or Excel, or packed", WORD),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => ("an old document of Word or Excel", WORD),
        [b'%', b'P', b'D', b'F', ..] => ("a PDF", COPY),
        [0x1F, 0x8B, ..] => ("packed", UNPACK),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => ("text in UTF-16", "save it as UTF-8"),
        [b'{', b'\\', b'r', b't', b'f', ..] => ("rich text (RTF)", WORD),
        _ => return None,
    };
    Some(found)
}

/// A text that is no policy.
pub(super) fn of_text(text: &str) -> Option<Format> {
    let start = behind_comments(text.trim_start_matches('\u{feff}'));
    let begins = |word: &str| start.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    if ["<!doctype", "<html", "<?xml", "<body", "<p>"].iter().any(|tag| begins(tag)) {
        return Some(("a web page or XML", COPY));
    }
    if start.starts_with("{\"") || start.starts_with("[{") || start.starts_with("{\n") {
        return Some(("JSON", WRITE));
    }
    let mut lines = start.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let (first, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let word = first.split_whitespace().next().unwrap_or_default();
    let is_rule = BEGINNINGS.contains(&word) && first.contains(" if");
    if !is_rule && first.trim_end().ends_with(':') && second.trim_start().starts_with("- ") {
        return Some(("YAML", WRITE));
    }
    let other =
        ["package ", "import rego", "permit(", "forbid(", "@"].iter().any(|word| start.starts_with(word));
    if other && text.contains(['{', ';']) {
        return Some(OTHER);
    }
    if other_rules(text) || cedar(start) {
        return Some(OTHER);
    }
    if let Some(found) = program(start, first) {
        return Some(found);
    }
    if is_patch(text) {
        return Some(("a patch: the old lines and the new ones together", PATCH));
    }
    let conflict = text.contains("\n=======") && text.contains(">>>>>>> ");
    let begins_line = start.starts_with("<<<<<<< ") || text.contains("\n<<<<<<< ");
    (conflict && begins_line).then_some(("two versions of a text, side by side", MERGE))
}

/// A text from its first line on that is no comment.
fn behind_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    while rest.starts_with('#') {
        rest = rest.find('\n').and_then(|end| rest.get(end..)).unwrap_or_default().trim_start();
    }
    rest
}
