//! Limits that are checked before the grammar runs, so that no text can exhaust the stack.

use super::comments::comment_start;
use super::error::SyntaxError;
use super::pairs::Builder;

/// How deep brackets and `if` may lie in each other, and how many operands may stand in one chain:
/// far beyond what anybody writes, and small enough for the stack of every thread.
pub(super) const DEPTH: usize = 128;

/// How many `and` and `or` may stand in one condition.
const CONNECTIVES: usize = 2_000;

/// Longest file in bytes. Lists of this size belong in CSV files.
pub(super) const FILE_LENGTH: usize = 4 * 1024 * 1024;

impl Builder<'_> {
    /// Reports a text that is too long or nested too deep; false if it must not be parsed.
    pub(super) fn within_limits(&mut self) -> bool {
        let error = if self.text.len() > FILE_LENGTH {
            Some(SyntaxError::TooLarge { limit: FILE_LENGTH / (1024 * 1024), span: self.place(0, 0) })
        } else {
            too_deep(self.text)
                .map(|at| SyntaxError::TooDeep { limit: DEPTH, span: self.place(at, at.saturating_add(1)) })
        };
        let fits = error.is_none();
        if let Some(error) = error {
            self.problems.add(error);
        }
        fits
    }
}

/// Where the nesting passes the limit.
fn too_deep(text: &str) -> Option<usize> {
    let mut nesting = Nesting::default();
    let mut offset = 0usize;
    for line in text.split_inclusive('\n') {
        let code = comment_start(line).and_then(|at| line.get(..at)).unwrap_or(line);
        let found = tokens(code).find(|(_, token)| nesting.passes(token));
        if let Some((at, _)) = found {
            return Some(offset.saturating_add(at));
        }
        offset = offset.saturating_add(line.len());
    }
    None
}

/// What is open at one place of the text.
#[derive(Default)]
struct Nesting {
    /// For each open bracket: how many `if` were open just outside it, and the operators before it.
    outside: Vec<(usize, usize)>,
    /// How many `if` are open inside the innermost bracket.
    ifs: usize,
    /// How many `if` are open outside it.
    ifs_outside: usize,
    /// How many `not`, `-` or `list of` stand in a row.
    prefixes: usize,
    /// How many `+`, `-`, `*` and `/` stand in a row inside the innermost bracket.
    operators: usize,
    /// How many stand in the rows that are open outside it.
    operators_outside: usize,
    /// How many `and` and `or` stand between two clauses.
    connectives: usize,
    /// Whether the last token lets an operand follow.
    open: bool,
}

impl Nesting {
    /// Takes in a token; true if it passes the limit.
    fn passes(&mut self, token: &str) -> bool {
        match token {
            "(" | "[" => self.enter(),
            ")" | "]" => self.leave(),
            "if" => self.ifs = if self.open { self.ifs.saturating_add(1) } else { 1 },
            "," | "|" => self.ifs = 0,
            _ => {}
        }
        self.prefixes = match token {
            "not" | "-" | "!" | "list" => self.prefixes.saturating_add(1),
            "of" => self.prefixes,
            _ => 0,
        };
        self.string_together(token);
        self.open = expects_operand(token);
        let ifs = self.ifs_outside.saturating_add(self.ifs);
        let operators = self.operators_outside.saturating_add(self.operators);
        let depth = self.outside.len().saturating_add(ifs).saturating_add(operators);
        depth.max(self.prefixes) > DEPTH || self.connectives > CONNECTIVES
    }

    /// Counts what stands in a row: each further operand of `+` lies one deeper in the tree.
    fn string_together(&mut self, token: &str) {
        match token {
            "+" | "-" | "*" | "/" => self.operators = self.operators.saturating_add(1),
            "and" | "or" | "unless" => {
                self.operators = 0;
                self.connectives = self.connectives.saturating_add(1);
            }
            "," | "|" | "<" | ">" | "!" | "in" | "is" | "not" | "between" | "under" | "then" | "else" => {
                self.operators = 0;
            }
            "if" | "where" | "when" | "=" | ":" | "\"" | "from" | "through" | "before" | "after"
            | "issued" | "taken" | "by" | "of" | "to" | "rule" | "exception" | "disapply" | "define"
            | "duty" | "amend" | "policy" | "always" => {
                self.operators = 0;
                self.connectives = 0;
            }
            _ => {}
        }
    }

    fn enter(&mut self) {
        self.outside.push((self.ifs, self.operators));
        self.operators_outside = self.operators_outside.saturating_add(self.operators);
        self.operators = 0;
        self.ifs_outside = self.ifs_outside.saturating_add(self.ifs);
        self.ifs = 0;
    }

    fn leave(&mut self) {
        if let Some((ifs, operators)) = self.outside.pop() {
            self.operators_outside = self.operators_outside.saturating_sub(operators);
            self.operators = operators;
            self.ifs_outside = self.ifs_outside.saturating_sub(ifs);
            self.ifs = ifs;
        }
    }
}

/// Whether an `if` after this token begins a value, and not the condition of a clause.
fn expects_operand(token: &str) -> bool {
    match token {
        "if" | "then" | "else" | "and" | "or" | "not" | "in" | "is" | "under" | "where" | "when"
        | "unless" | "between" | "after" | "by" | "before" | "otherwise" | "least" | "most" => true,
        "\"" | ")" | "]" | "." | "%" => false,
        word => !word.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_'),
    }
}

/// Words, numbers and signs with their places; a quoted text is the token `"`.
fn tokens(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0usize;
    std::iter::from_fn(move || {
        let rest = line.get(at..)?;
        let blank = rest.len().saturating_sub(rest.trim_start().len());
        let start = at.saturating_add(blank);
        let rest = line.get(start..).filter(|rest| !rest.is_empty())?;
        at = start.saturating_add(token_length(rest));
        let token = line.get(start..at)?;
        Some((start, if token.starts_with('"') { "\"" } else { token }))
    })
}

fn token_length(rest: &str) -> usize {
    let usual = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    if usual > 0 && rest.as_bytes().get(usual).is_none_or(u8::is_ascii) {
        return usual;
    }
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let Some(letter) = rest.chars().next() else {
        return 0;
    };
    if letter == '"' {
        return text_length(rest);
    }
    if !is_word(letter) {
        return letter.len_utf8();
    }
    rest.find(|letter| !is_word(letter)).unwrap_or(rest.len())
}

/// Length of a quoted text, to the end of the line where it is not closed.
fn text_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        if letter == '"' && !escaped {
            return at.saturating_add(1);
        }
        escaped = letter == '\\' && !escaped;
    }
    rest.len()
}
