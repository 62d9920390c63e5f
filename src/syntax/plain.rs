//! Rules of the plainest form, read without the grammar.
//!
//! A large policy is mostly rules like `rule r1 under law art "1" license if item.code == "1A001" and destination == CN`.
//! Trying the choices of the grammar on them costs many times what reading them does. Here they are read from left to
//! right, one token after the other, as far as each can be nothing else; whatever is written otherwise, and whatever is
//! wrong, is left to the grammar, which stays the one description of the language. Builds with debug assertions read each
//! rule both ways and compare.

use super::tree::{
    Article, Citation, Clause, ClauseKind, Comparison, Condition, Expression, ExpressionKind, Head, Item,
    Name, Path, Quoted, Statement,
};
use super::words::{RESERVED, SMALL_WORDS, STATEMENTS, WORDS};
use crate::source::Span;

#[cfg(test)]
mod tests;

/// What is written before the number of an article.
const ARTICLES: [&str; 7] = ["art", "article", "para", "paragraph", "annex", "section", "point"];

/// The rule that begins behind a place of a text, and where it ends; none where that is no plain rule. `start` is where
/// the text begins in the count of all files.
pub(super) fn rule(text: &str, at: usize, start: u32) -> Option<(Statement, usize)> {
    let mut reader = Reader { text, at, start, end: at };
    reader.blanks();
    let statement = reader.rule()?;
    Some((statement, reader.end))
}

/// Reads tokens. Each method that gives none may have gone on in the text: then the rule is not plain.
struct Reader<'t> {
    text: &'t str,
    start: u32,
    /// The next token.
    at: usize,
    /// Where the last token ended.
    end: usize,
}

impl<'t> Reader<'t> {
    fn rule(&mut self) -> Option<Statement> {
        let from = self.at;
        self.keyword("rule").then_some(())?;
        let name = self.name()?;
        let title = if self.next() == Some(b'"') { Some(self.quoted()?) } else { None };
        let mut clauses = Vec::with_capacity(3);
        while let Some(clause) = self.clause()? {
            clauses.push(clause);
        }
        clauses.push(self.verdict()?);
        self.statement_ends().then_some(())?;
        clauses.shrink_to_fit();
        let item = Item::Rule(Some(Head { name, title }));
        Some(Statement { span: self.since(from), item, clauses, note: Vec::new() })
    }

    /// `under LAW art "1"`, `group NAME`; the inner none where the verdict follows.
    fn clause(&mut self) -> Option<Option<Clause>> {
        let from = self.at;
        let kind = if self.keyword("under") {
            ClauseKind::Under(self.citation()?)
        } else if self.keyword("group") {
            ClauseKind::Group(self.name()?)
        } else {
            return Some(None);
        };
        Some(Some(Clause { kind, span: self.since(from) }))
    }

    fn citation(&mut self) -> Option<Citation> {
        let instrument = self.name().filter(|name| name.text != "the")?;
        let mut articles = Vec::new();
        while let Some(kind) = self.peek_word().filter(|word| ARTICLES.contains(word)) {
            self.take(kind.len());
            articles.push(Article { kind: kind.to_owned(), number: self.quoted()? });
        }
        Some(Citation { instrument, articles })
    }

    /// `license if CONDITION`
    fn verdict(&mut self) -> Option<Clause> {
        let from = self.at;
        let name = self.name()?;
        let is_word =
            [WORDS.as_slice(), &SMALL_WORDS].iter().any(|words| words.contains(&name.text.as_str()));
        (!is_word).then_some(())?;
        let begins = self.at;
        self.keyword("if").then_some(())?;
        let holds = Some(self.tests()?);
        let condition = Condition { holds, unless: None, span: self.since(begins) };
        Some(Clause { kind: ClauseKind::Verdict(name, condition), span: self.since(from) })
    }

    /// `a == b and c in d`
    fn tests(&mut self) -> Option<Expression> {
        let from = self.at;
        let first = self.test()?;
        if !self.keyword("and") {
            return Some(first);
        }
        let mut parts = Vec::with_capacity(3);
        parts.extend([first, self.test()?]);
        while self.keyword("and") {
            parts.push(self.test()?);
        }
        parts.shrink_to_fit();
        Some(Expression { kind: ExpressionKind::And(parts), span: self.since(from) })
    }

    /// `a == b`, `a in b`, `a`
    fn test(&mut self) -> Option<Expression> {
        let from = self.at;
        let left = self.path()?;
        let kind = if let Some(sign) = self.comparison() {
            ExpressionKind::Compare(sign, Box::new(left), Box::new(self.operand()?))
        } else if self.keyword("in") {
            (self.peek_word() != Some("force")).then_some(())?;
            let list = if self.next() == Some(b'[') { self.list()? } else { self.path()? };
            ExpressionKind::In { negated: false, item: Box::new(left), list: Box::new(list) }
        } else {
            return Some(left);
        };
        Some(Expression { kind, span: self.since(from) })
    }

    fn comparison(&mut self) -> Option<Comparison> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let (sign, length) = match rest {
            [b'=', b'=', ..] => (Comparison::Equal, 2),
            [b'!', b'=', ..] => (Comparison::NotEqual, 2),
            [b'>', b'=', ..] => (Comparison::AtLeast, 2),
            [b'<', b'=', ..] => (Comparison::AtMost, 2),
            [b'<', next, ..] if *next != b'>' => (Comparison::Less, 1),
            [b'>', ..] => (Comparison::Greater, 1),
            _ => return None,
        };
        self.take(length);
        Some(sign)
    }

    fn operand(&mut self) -> Option<Expression> {
        match self.next()? {
            b'"' => {
                let Quoted { text, span } = self.quoted()?;
                Some(Expression { kind: ExpressionKind::Text(text.into()), span })
            }
            b'0'..=b'9' => self.number(),
            _ => self.path(),
        }
    }

    /// `["1A001", "1A002"]`
    fn list(&mut self) -> Option<Expression> {
        let from = self.at;
        self.mark(b'[').then_some(())?;
        let mut elements = vec![self.operand()?];
        while self.mark(b',') {
            elements.push(self.operand()?);
        }
        self.mark(b']').then_some(())?;
        Some(Expression { kind: ExpressionKind::List(elements), span: self.since(from) })
    }

    /// `5000`, `41999.27`, `0.1%`; other units are left to the grammar, and so is what may be a date.
    fn number(&mut self) -> Option<Expression> {
        let rest = self.text.get(self.at..)?;
        let bytes = rest.as_bytes();
        let digits = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
        let mut length = digits(0);
        if bytes.get(length) == Some(&b'.') {
            let decimals = digits(length.saturating_add(1));
            // Three decimals may be thousands, which the grammar asks back.
            (decimals > 0 && decimals != 3).then_some(())?;
            length = length.saturating_add(decimals).saturating_add(1);
        }
        let from = self.at;
        let number = rest.get(..length)?;
        let kind = match rest.get(length..)?.trim_start_matches([' ', '\t', '\r']).bytes().next() {
            Some(b'%') if bytes.get(length) == Some(&b'%') => {
                self.take(length.saturating_add(1));
                let span = Span::new(self.place(self.end).saturating_sub(1), self.place(self.end));
                ExpressionKind::Measure(number.to_owned(), Box::new(Name { text: "%".into(), span }))
            }
            None | Some(b'\n' | b']') => {
                self.take(length);
                ExpressionKind::Number(number.into())
            }
            Some(b',') if !bytes.get(length.saturating_add(1)).is_some_and(u8::is_ascii_digit) => {
                self.take(length);
                ExpressionKind::Number(number.into())
            }
            // Of the words that may follow, this one alone is no unit for certain.
            Some(b'a') if bytes.get(length) == Some(&b' ') => {
                self.take(length);
                (self.peek_word() == Some("and")).then_some(ExpressionKind::Number(number.into()))?
            }
            Some(_) => return None,
        };
        Some(Expression { kind, span: self.since(from) })
    }

    /// `item.code`
    fn path(&mut self) -> Option<Expression> {
        let from = self.at;
        let first = self.peek_word()?;
        let misleads = first == "one" || STATEMENTS.contains(&first);
        (!misleads).then_some(())?;
        let first = self.name_before_dot()?;
        let mut names =
            Vec::with_capacity(if self.text.as_bytes().get(self.end) == Some(&b'.') { 2 } else { 1 });
        names.push(first);
        while self.text.as_bytes().get(self.end) == Some(&b'.') {
            self.at = self.end.saturating_add(1);
            names.push(self.word()?);
        }
        self.blanks();
        let span = self.since(from);
        Some(Expression { kind: ExpressionKind::Path(Path { names, span }), span })
    }

    /// Whether the text ends here or the next statement begins.
    fn statement_ends(&self) -> bool {
        let Some(word) = self.peek_word() else { return self.at == self.text.len() };
        let behind = self.text.get(self.at.saturating_add(word.len())..).unwrap_or_default();
        let name = behind.trim_start_matches(' ');
        let name = name.get(..word_length(name)).unwrap_or_default();
        STATEMENTS.contains(&word)
            && behind.starts_with(' ')
            && name.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && name != "applies"
            && ![RESERVED.as_slice(), &WORDS, &SMALL_WORDS].iter().any(|words| words.contains(&name))
    }

    /// A name that the author gives.
    fn name(&mut self) -> Option<Name> {
        let name = self.name_before_dot()?;
        self.blanks();
        Some(name)
    }

    fn name_before_dot(&mut self) -> Option<Name> {
        self.peek_word().filter(|word| !RESERVED.contains(word))?;
        self.word()
    }

    /// Any word, without the blanks behind it.
    fn word(&mut self) -> Option<Name> {
        let word = self.peek_word()?;
        let from = self.at;
        self.end = from.saturating_add(word.len());
        self.at = self.end;
        Some(Name { text: word.into(), span: self.since(from) })
    }

    /// `"text"` without escapes
    fn quoted(&mut self) -> Option<Quoted> {
        let from = self.at;
        let rest = self.text.get(from..)?.strip_prefix('"')?;
        let length = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | b'\n'))?;
        (rest.as_bytes().get(length) == Some(&b'"')).then_some(())?;
        let text = rest.get(..length)?.to_owned();
        self.take(length.saturating_add(2));
        Some(Quoted { text, span: self.since(from) })
    }

    /// Takes this word of the language if it comes next.
    fn keyword(&mut self, word: &str) -> bool {
        let found = self.peek_word() == Some(word);
        if found {
            self.take(word.len());
        }
        found
    }

    fn mark(&mut self, mark: u8) -> bool {
        let found = self.next() == Some(mark);
        if found {
            self.take(1);
        }
        found
    }

    /// The word that comes next.
    fn peek_word(&self) -> Option<&'t str> {
        let rest = self.text.get(self.at..)?;
        rest.starts_with(|letter: char| letter.is_ascii_alphabetic()).then_some(())?;
        rest.get(..word_length(rest))
    }

    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes on behind a token of so many bytes, and the blanks that follow it.
    fn take(&mut self, length: usize) {
        self.end = self.at.saturating_add(length);
        self.at = self.end;
        self.blanks();
    }

    /// Goes on behind blanks and comments.
    fn blanks(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            let length = match byte {
                b'\t'..=b' ' => 1,
                b'#' => bytes.iter().skip(self.at).take_while(|byte| **byte != b'\n').count(),
                _ => return,
            };
            self.at = self.at.saturating_add(length);
        }
    }

    /// From a place to the end of the last token.
    fn since(&self, from: usize) -> Span {
        Span::new(self.place(from), self.place(self.end))
    }

    fn place(&self, byte: usize) -> u32 {
        self.start.saturating_add(u32::try_from(byte).unwrap_or(u32::MAX))
    }
}

fn word_length(text: &str) -> usize {
    text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count()
}
