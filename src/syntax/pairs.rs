//! Finding one's way in the pairs of the parser: nothing here can fail but by giving `None`.

use pest::iterators::Pair as PestPair;

use super::mend::Moved;
use super::parse::Rule;
use super::tree::{Clause, Name, Path, Quoted};
use crate::diagnostics::Problems;
use crate::source::Span;

/// A piece of text that a rule of the grammar took in.
pub(super) type Pair<'t> = PestPair<'t, Rule>;

/// Builds the tree of one file and collects its problems.
pub(super) struct Builder<'t> {
    /// The whole text.
    pub(super) text: &'t str,
    /// Where the file begins in the count of all files.
    pub(super) start: u32,
    /// What was found wrong so far.
    pub(super) problems: Problems,
    /// Where the text stood before it was mended.
    pub(super) moved: Moved,
    /// Citations behind conditions, which are clauses of their own.
    pub(super) cited: Vec<Clause>,
    /// Whether the file ends with this text.
    pub(super) last: bool,
}

impl Builder<'_> {
    /// The span of the bytes `from..to` of this text.
    pub(super) fn place(&self, from: usize, to: usize) -> Span {
        let at = |byte| self.start.saturating_add(u32::try_from(self.moved.before(byte)).unwrap_or(u32::MAX));
        Span::new(at(from), at(to))
    }

    /// The byte of this text at a place of the files.
    pub(super) fn local(&self, place: u32) -> usize {
        self.moved.now(place.saturating_sub(self.start) as usize)
    }

    /// From the first to the last token of a pair, without the blanks that follow it.
    pub(super) fn span(&self, pair: &Pair) -> Span {
        self.place(pair.as_span().start(), end_of(pair))
    }

    /// The text of a pair from its first to its last token.
    pub(super) fn written(&self, pair: &Pair) -> String {
        let range = pair.as_span().start()..end_of(pair);
        self.text.get(range).unwrap_or_default().to_owned()
    }

    /// The text of a span of this file.
    pub(super) fn slice(&self, span: Span) -> &str {
        self.text.get(self.local(span.start)..self.local(span.end)).unwrap_or_default()
    }

    /// A word as a name.
    pub(super) fn word(&self, pair: &Pair) -> Name {
        Name { text: self.written(pair).into(), span: self.span(pair) }
    }

    /// The first name in a pair.
    pub(super) fn name_in(&self, pair: &Pair) -> Option<Name> {
        Some(self.word(&child(pair, Rule::name)?))
    }

    /// All names in a pair.
    pub(super) fn names_in(&self, pair: &Pair) -> Vec<Name> {
        children(pair, Rule::name).map(|name| self.word(&name)).collect()
    }

    /// `"text"` without its marks.
    pub(super) fn quoted(&self, pair: &Pair) -> Quoted {
        Quoted { text: unescaped(pair.as_str()), span: self.span(pair) }
    }

    /// The first quoted text in a pair.
    pub(super) fn quoted_in(&self, pair: &Pair) -> Option<Quoted> {
        Some(self.quoted(&child(pair, Rule::string)?))
    }

    /// `item.components`
    pub(super) fn path(&self, pair: &Pair) -> Option<Path> {
        let mut names = Vec::with_capacity(pair.clone().into_inner().len());
        names.push(self.name_in(pair)?);
        names.extend(self.members(pair));
        Some(Path { names, span: self.span(pair) })
    }

    /// The names after the dots of a path or call.
    pub(super) fn members(&self, pair: &Pair) -> Vec<Name> {
        let members = children(pair, Rule::member);
        members.filter_map(|member| child(&member, Rule::any_name)).map(|name| self.word(&name)).collect()
    }
}

/// The first direct child that a rule took in.
pub(super) fn child<'t>(pair: &Pair<'t>, rule: Rule) -> Option<Pair<'t>> {
    pair.clone().into_inner().find(|inner| inner.as_rule() == rule)
}

/// All direct children that a rule took in.
pub(super) fn children<'t>(pair: &Pair<'t>, rule: Rule) -> impl Iterator<Item = Pair<'t>> {
    pair.clone().into_inner().filter(move |inner| inner.as_rule() == rule)
}

/// The first direct child.
pub(super) fn first<'t>(pair: &Pair<'t>) -> Option<Pair<'t>> {
    pair.clone().into_inner().next()
}

/// Whether a rule took in a direct child.
pub(super) fn has(pair: &Pair, rule: Rule) -> bool {
    child(pair, rule).is_some()
}

/// Where the last token of a pair ends; the pair itself may go on with blanks and comments.
fn end_of(pair: &Pair) -> usize {
    let written = pair.as_str().trim_ascii_end();
    if !written.contains('#') {
        return pair.as_span().start().saturating_add(written.len());
    }
    let mut last = pair.clone();
    while last.as_rule() != Rule::working_days_unit
        && let Some(inner) = last.clone().into_inner().next_back()
    {
        last = inner;
    }
    last.as_span().end()
}

/// Takes the marks off and resolves `\"`, `\\` and `\n`.
fn unescaped(written: &str) -> String {
    let inner = written.strip_prefix('"').unwrap_or(written);
    let mut letters = inner.strip_suffix('"').unwrap_or(inner).chars();
    let mut text = String::with_capacity(inner.len());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => text.extend(letters.next().map(|next| if next == 'n' { '\n' } else { next })),
            other => text.push(other),
        }
    }
    text
}
