//! Statements that the grammar refused: what people are known to mean by them.
//!
//! Where the parser stops, [`known::mistake`] looks at the words around. What it knows is reported with what to write
//! instead, and the text goes on as it was meant, so that each of several mistakes is told, and the names and types of
//! the statement are checked all the same. Places stay those of the text as it was written.

mod aggregates;
mod bodies;
mod conditions;
mod days;
mod declared;
mod duties;
mod fields;
mod figures;
mod foreign;
mod forms;
mod known;
mod laws;
mod listed;
mod marks;
mod moved;
mod names;
mod operators;
mod order;
mod pasted;
mod phrases;
mod sentences;
mod tokens;
mod values;

use super::error::SyntaxError;
use super::pairs::Builder;
use super::parse;
use super::tree::Statement;
use crate::diagnostics::{Edit, Fix, Problems, Safety};
use crate::source::Span;

use moved::Mending;
pub(super) use moved::Moved;

/// So many mistakes of one statement are told.
const MOST: usize = 24;

/// Longer statements are not looked at again: each mistake means to read the statement once more.
const LONGEST: usize = 16 * 1024;

/// What kind of mistake was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// A word or sign of everyday language or of another one.
    OtherWords,
    /// The verdict behind its condition.
    VerdictLast,
    /// An operator with nothing behind it.
    Unfinished,
    /// A mark that has no meaning there.
    NotNeeded,
    /// A comment as other languages write it.
    Comment,
    /// A title or an article without quotation marks.
    Unquoted,
    /// A name with blanks, dashes or a digit at its front, or none at all.
    NameForm,
    /// A bracket without its partner.
    Bracket,
    /// A list without square brackets.
    ListForm,
    /// An amount in another order or with a sign.
    AmountForm,
    /// The number of a paragraph before a rule.
    Numbering,
    /// A word of the language in quotation marks.
    QuotedWord,
    /// A verdict without `if`.
    NoIf,
    /// Two conditions without `and` or `or` between them.
    Unjoined,
    /// Dots or `etc.` for what is not written.
    Gap,
    /// Letters that no word of the language has.
    OtherLetters,
    /// A fact, list or parameter without its type.
    Untyped,
}

/// A mistake that is known, in bytes of the text being mended.
#[derive(Clone, Debug)]
pub(super) struct Found {
    said: Said,
    /// The piece that is marked.
    from: usize,
    to: usize,
    /// What to do about it.
    advice: String,
    /// What the text becomes; nothing where nobody can tell.
    edits: Vec<(usize, usize, String)>,
    /// Whether nothing else can be meant.
    safe: bool,
    /// Where the text goes on to be read, if there is nothing to mend.
    resume: Option<usize>,
    /// Whether the rest is read as if it were mended, but nothing is offered: only the author can say what was meant.
    hidden: bool,
}

impl Found {
    /// A mistake with what to write for the marked piece.
    fn replace(said: Said, from: usize, to: usize, meant: &str) -> Found {
        let advice = if meant.trim().is_empty() {
            "take it away".to_owned()
        } else {
            format!("write `{}`", meant.trim())
        };
        Found {
            said,
            from,
            to,
            advice,
            edits: vec![(from, to, meant.to_owned())],
            safe: true,
            resume: None,
            hidden: false,
        }
    }

    /// A mistake that only a person can mend.
    fn told(said: Said, from: usize, to: usize, advice: impl Into<String>) -> Found {
        Found {
            said,
            from,
            to,
            advice: advice.into(),
            edits: Vec::new(),
            safe: false,
            resume: None,
            hidden: false,
        }
    }

    fn unsure(self) -> Found {
        Found { safe: false, ..self }
    }

    fn because(self, advice: impl Into<String>) -> Found {
        Found { advice: advice.into(), ..self }
    }
}

impl Builder<'_> {
    /// Reads a piece of text, from a byte of the file on, that is no statement as it stands.
    pub(super) fn mended(&mut self, from: usize, text: &str) -> Vec<Statement> {
        let mut mending = Mending::new(text);
        let mut found = Vec::new();
        let mut told = Vec::new();
        let mut resume = None;
        let mut stopped = text.len() > LONGEST;
        while !stopped && found.len() < MOST {
            let Err(at) = parse::all_statements(&mending.text) else { break };
            let Some(mistake) = known::mistake(&mending.text, at) else { break };
            // What was found before is not found again, whatever it has become.
            let place = (mending.moved.before(mistake.from), mistake.said);
            if told.contains(&place) {
                break;
            }
            told.push(place);
            stopped = mistake.edits.is_empty();
            resume = mistake.resume.or_else(|| known::next_rule(&mending.text, mistake.to));
            found.push(self.told(&mistake, &mending, from));
            for (from, to, piece) in mistake.edits.iter().rev() {
                mending.replace(*from, *to, piece);
            }
        }
        self.read_mended(from, &mending, found, stopped.then_some(resume))
    }

    /// Reads the mended text; what is still not understood is told as such.
    fn read_mended(
        &mut self,
        from: usize,
        mending: &Mending,
        mut found: Vec<SyntaxError>,
        stopped: Option<Option<usize>>,
    ) -> Vec<Statement> {
        let end = from.saturating_add(mending.moved.before(mending.text.len()));
        let whole = self.broken(from, end_of_text(self.text, from, end));
        let mut inner = self.inside(from, mending);
        let mut statements = Vec::new();
        match (stopped, parse::all_statements(&mending.text)) {
            (Some(None), _) if found.is_empty() => {
                inner.refuse_whole();
                statements.push(whole);
            }
            (Some(resume), _) => {
                statements.push(whole);
                let problems = std::mem::replace(&mut inner.problems, Problems::new());
                self.problems.append(problems);
                found.into_iter().for_each(|error| self.problems.add(error));
                if let Some(rest) = resume.and_then(|at| mending.text.get(at..)) {
                    let at = from
                        .saturating_add(mending.moved.before(mending.text.len().saturating_sub(rest.len())));
                    let rest = self.text.get(at..end).unwrap_or_default().to_owned();
                    statements.extend(self.mended(at, &rest));
                }
                return statements;
            }
            (None, Ok(())) => statements = inner.read_all(),
            (None, Err(_)) => {
                // What is wrong besides makes the rest uncertain.
                found.iter_mut().for_each(doubt);
                inner.refuse_whole();
                statements.push(whole);
            }
        }
        let problems = std::mem::replace(&mut inner.problems, Problems::new());
        found.into_iter().for_each(|error| self.problems.add(error));
        self.problems.append(problems);
        statements
    }

    /// A builder for a piece of the file that was mended.
    fn inside<'m>(&self, from: usize, mending: &'m Mending) -> Builder<'m> {
        let start = self.place(from, from).start;
        let last =
            from.saturating_add(mending.moved.before(mending.text.len())) >= self.text.trim_end().len();
        Builder {
            text: &mending.text,
            start,
            problems: Problems::new(),
            moved: mending.moved.clone(),
            cited: Vec::new(),
            last: self.last && last,
        }
    }

    /// The error of a mistake, in places of the files.
    fn told(&self, found: &Found, mending: &Mending, from: usize) -> SyntaxError {
        let span = |start: usize, end: usize| {
            let old = |byte| from.saturating_add(mending.moved.before(byte));
            self.place(old(start), old(end))
        };
        let written = mending.text.get(found.from..found.to).unwrap_or_default();
        let written = written.lines().next().unwrap_or_default().to_owned();
        let fix = if found.hidden { None } else { fix(found, &span) };
        error(found, written, fix, span(found.from, found.to))
    }
}

/// The end of what stands in `from..end`, without blanks.
fn end_of_text(text: &str, from: usize, end: usize) -> usize {
    from.saturating_add(text.get(from..end).unwrap_or_default().trim_end().len())
}

fn fix(found: &Found, span: &dyn Fn(usize, usize) -> Span) -> Option<Fix> {
    let edits: Vec<Edit> =
        found.edits.iter().map(|(from, to, piece)| Edit::new(span(*from, *to), piece.as_str())).collect();
    let safety = if found.safe { Safety::Safe } else { Safety::Unsafe };
    (!edits.is_empty()).then(|| Fix { title: found.advice.clone(), safety, edits })
}

fn doubt(error: &mut SyntaxError) {
    if let Some(fix) = error.known_fix() {
        fix.safety = Safety::Unsafe;
    }
}

fn error(found: &Found, written: String, fix: Option<Fix>, span: Span) -> SyntaxError {
    let advice = found.advice.clone();
    match found.said {
        Said::OtherWords => SyntaxError::OtherWords { written, advice, fix, span },
        Said::VerdictLast => SyntaxError::VerdictLast { written, advice, fix, span },
        Said::Unfinished => SyntaxError::Unfinished { written, advice, span },
        Said::NotNeeded => SyntaxError::NotNeeded { written, advice, fix, span },
        Said::Comment => SyntaxError::OtherComment { written, advice, fix, span },
        Said::Unquoted => SyntaxError::Unquoted { written, advice, fix, span },
        Said::NameForm => SyntaxError::NameForm { written, advice, fix, span },
        Said::Bracket => SyntaxError::LooseBracket { written, advice, fix, span },
        Said::ListForm => SyntaxError::ListForm { written, advice, fix, span },
        Said::AmountForm => SyntaxError::AmountForm { written, advice, fix, span },
        Said::Numbering => SyntaxError::Numbering { written, advice, fix, span },
        Said::QuotedWord => SyntaxError::QuotedWord { written, advice, fix, span },
        Said::NoIf => SyntaxError::NoIf { written, advice, fix, span },
        Said::Unjoined => SyntaxError::Unjoined { advice, span },
        Said::Gap => SyntaxError::Gap { written, advice, span },
        Said::OtherLetters => SyntaxError::OtherLetters { written, advice, fix, span },
        Said::Untyped => SyntaxError::Untyped { written, advice, fix, span },
    }
}
