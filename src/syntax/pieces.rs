//! The pieces of a file, one after the other: statements, and what could not be read between them.

use pest::Parser;

use super::mend::Moved;
use super::pairs::{Builder, Pair, first};
use super::parse::{Grammar, Rule};
use super::plain;
use super::tree::Statement;
use crate::diagnostics::Problems;

/// A statement, or what could not be read up to the next one.
struct Piece<'t> {
    /// Where the text begins from which it was read.
    at: usize,
    /// It; its places count from there.
    pair: Pair<'t>,
}

impl<'t> Piece<'t> {
    /// The first piece of a text behind a place; none at its end.
    fn next(text: &'t str, at: usize) -> Result<Option<Piece<'t>>, Box<pest::error::Error<Rule>>> {
        let mut pairs = Grammar::parse(Rule::next_piece, text.get(at..).unwrap_or_default())?;
        let pair = pairs.next().and_then(|next| first(&next));
        Ok(pair.filter(|pair| pair.as_rule() != Rule::EOI).map(|pair| Piece { at, pair }))
    }

    fn start(&self) -> usize {
        self.at.saturating_add(self.pair.as_span().start())
    }

    fn end(&self) -> usize {
        self.at.saturating_add(self.pair.as_span().end())
    }
}

/// What was read last, until it is known whether it goes on.
#[derive(Default)]
enum Held<'t> {
    #[default]
    Nothing,
    Read(Piece<'t>),
    /// From where to where a piece stands that could not be read.
    Unread(usize, usize),
}

/// The statement behind a place as the grammar reads it: what plain rules are compared with.
pub(super) fn by_grammar((text, start): (&str, u32), at: usize) -> String {
    let problems = Problems::new();
    let mut builder =
        Builder { text, start, problems, moved: Moved::default(), cited: Vec::new(), last: true };
    match Piece::next(text, at) {
        Ok(Some(piece)) => match builder.behind((text, start), at).statement(&piece.pair).as_slice() {
            [only] => format!("{only:?}"),
            several => format!("{several:?}"),
        },
        other => format!("{:?}", other.map(|_| ())),
    }
}

impl<'t> Builder<'t> {
    /// All statements. The pairs of two pieces at the most are held at a time.
    pub(super) fn file(&mut self) -> Vec<Box<Statement>> {
        let whole = (self.text, self.start);
        let mut statements = Vec::new();
        let mut held = Held::Nothing;
        let mut at = 0;
        loop {
            if let Some((rule, end)) = plain::rule(whole.0, at, whole.1) {
                self.settle(whole, std::mem::take(&mut held), &mut statements);
                self.behind(whole, 0).check_clauses(&rule.item, &rule.clauses);
                debug_assert_eq!(
                    format!("{rule:?}"),
                    by_grammar(whole, at),
                    "a plain rule, read in two ways"
                );
                statements.push(Box::new(rule));
                at = end;
                continue;
            }
            let next = Piece::next(whole.0, at);
            if let (Held::Unread(from, to), Ok(Some(piece))) = (&held, &next)
                && belongs(whole.0.get(*from..*to).unwrap_or_default(), &piece.pair)
            {
                at = piece.end();
                held = Held::Unread(*from, at);
                continue;
            }
            let goes_on = matches!(&next, Ok(Some(piece)) if continues(&piece.pair));
            let before = match std::mem::take(&mut held) {
                // Only the beginning of a statement that goes on could be read; it is reported with the rest.
                Held::Read(before) if goes_on => Some(before),
                other => {
                    self.settle(whole, other, &mut statements);
                    None
                }
            };
            match next {
                Ok(None) => break,
                Ok(Some(piece)) => {
                    at = piece.end();
                    held = if piece.pair.as_rule() == Rule::broken {
                        let (from, to) = self.unread(whole, &piece, before, &mut statements);
                        Held::Unread(from, to)
                    } else {
                        Held::Read(piece)
                    };
                }
                Err(error) => {
                    let rest = self.behind(whole, at);
                    rest.refuse(&error, 0, rest.text);
                    statements.extend(rest.nothing().into_iter().map(Box::new));
                    break;
                }
            }
        }
        (self.text, self.start) = whole;
        statements
    }

    /// Takes in what was held back, now that it is known to go on no further.
    fn settle(&mut self, whole: (&'t str, u32), held: Held<'t>, statements: &mut Vec<Box<Statement>>) {
        let read = match held {
            Held::Nothing => Vec::new(),
            Held::Read(piece) => self.behind(whole, piece.at).statement(&piece.pair),
            Held::Unread(from, to) => {
                self.behind(whole, 0).mended(from, whole.0.get(from..to).unwrap_or_default())
            }
        };
        statements.extend(read.into_iter().map(Box::new));
    }

    /// Goes on with the text behind a place of the whole one.
    fn behind(&mut self, (text, start): (&'t str, u32), at: usize) -> &mut Builder<'t> {
        self.text = text.get(at..).unwrap_or_default();
        self.start = start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        self
    }

    /// Where a piece that could not be read begins and ends, together with the statement that it continues. The rules
    /// in that statement before its last one are read on their own.
    fn unread(
        &mut self,
        whole: (&'t str, u32),
        piece: &Piece<'t>,
        before: Option<Piece<'t>>,
        statements: &mut Vec<Box<Statement>>,
    ) -> (usize, usize) {
        let Some(before) = before else { return (piece.start(), piece.end()) };
        let from = before.at.saturating_add(last_verdict(&before.pair));
        let text = whole.0.get(before.start()..from).unwrap_or_default();
        if !text.trim().is_empty() {
            let read = self.behind(whole, 0).mended(before.start(), text);
            statements.extend(read.into_iter().map(Box::new));
        }
        (from, piece.end())
    }
}

/// Whether a piece goes on with one that is only the head of a rule: `rule a Title` on a line, `deny if …` below.
fn belongs(head: &str, next: &Pair) -> bool {
    let is_bare = |statement: Pair| statement.as_rule() == Rule::bare_rule;
    !head.split_whitespace().any(|word| matches!(word, "if" | "always"))
        && next.as_rule() == Rule::statement
        && first(next).is_some_and(is_bare)
}

/// Where the last of several verdicts in a statement begins, each of which may be a rule; else where it begins itself.
fn last_verdict(statement: &Pair) -> usize {
    let start = statement.as_span().start();
    let Some(form) = first(statement) else { return start };
    let is_verdict = |clause: &Pair| clause.as_rule() == Rule::verdict_clause;
    let clauses = form.into_inner().filter_map(|part| match part.as_rule() {
        Rule::clause => first(&part).filter(is_verdict),
        Rule::verdict_clause => Some(part),
        _ => None,
    });
    let verdicts: Vec<usize> = clauses.map(|verdict| verdict.as_span().start()).collect();
    match verdicts.as_slice() {
        [_, .., last] => *last,
        _ => start,
    }
}

/// Whether a piece that could not be read goes on with the statement before it.
fn continues(piece: &Pair) -> bool {
    piece.as_rule() == Rule::broken && Grammar::parse(Rule::statement_start, piece.as_str()).is_err()
}
