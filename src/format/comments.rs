//! Comments: each is kept, in order, at the line of the output that stands for its place.
//!
//! A document is a row of segments with possible line breaks between them. A comment behind code
//! goes behind the segment that it follows, any other above the segment that comes next. A comment
//! within a segment goes behind it if that is free, else above it; on the first line of a statement
//! below it, so that it does not become a comment on the whole statement.

use super::document::{Document, Line, Remark};
use crate::source::Span;
use crate::syntax::tree::Comment;

/// The source text, to see what stands around a place.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    text: &'a str,
    comments: &'a [Comment],
}

impl<'a> Source<'a> {
    /// A text and all its comments.
    pub fn new(text: &'a str, comments: &'a [Comment]) -> Source<'a> {
        Source { text, comments }
    }

    /// The comments that begin in a span.
    pub fn comments(self, span: Span) -> impl Iterator<Item = &'a Comment> {
        let within =
            move |comment: &&Comment| span.start <= comment.span.start && comment.span.start < span.end;
        self.comments.iter().filter(within)
    }

    /// Whether an empty line stands above the line of a place.
    pub fn is_apart(self, place: u32) -> bool {
        let before = self.text.get(..place as usize).unwrap_or_default();
        let mut lines = before.rsplit('\n');
        let own = lines.next().unwrap_or_default();
        own.trim().is_empty() && lines.next().is_some_and(|line| line.trim().is_empty())
    }

    /// Whether a place is the first of its line.
    pub fn begins_line(self, place: u32) -> bool {
        let before = self.text.get(..place as usize).unwrap_or_default();
        before.is_empty() || before.ends_with('\n')
    }

    /// Whether a comment stands on the line on which a place lies.
    pub fn is_behind(self, comment: &Comment, place: u32) -> bool {
        let between = self.text.get(place as usize..comment.span.start as usize);
        between.is_some_and(|between| !between.contains('\n'))
    }

    /// A comment on a line of its own.
    pub fn remark(self, comment: &Comment) -> Remark {
        Remark { text: words(comment), apart: comment.alone && self.is_apart(comment.span.start) }
    }
}

/// A comment without the spaces at its end.
pub fn words(comment: &Comment) -> String {
    comment.text.trim_end().to_owned()
}

/// Puts the comments of a statement into its document. What stands behind its last segment comes
/// back: the comment on that line, and those that need a line below.
pub fn weave(
    document: &mut Document,
    comments: &[&Comment],
    source: Source<'_>,
) -> (Option<String>, Vec<Remark>) {
    let mut segments = vec![Segment::default()];
    collect(document, &mut segments);
    gather(&mut segments, comments);
    let mut below = Vec::new();
    let mut settled = Vec::new();
    for (index, segment) in segments.into_iter().enumerate() {
        let next = segment.settle(index == 0, std::mem::take(&mut below), source);
        below = next.below;
        settled.push((next.above, next.behind));
    }
    let mut settled = settled.into_iter();
    let (_, mut behind) = settled.next().unwrap_or_default();
    attach(document, &mut |line| {
        line.behind = behind.take();
        (line.above, behind) = settled.next().unwrap_or_default();
    });
    (behind, below)
}

/// What stands between two possible line breaks, and the comments in and after it.
#[derive(Default)]
struct Segment<'a> {
    start: Option<u32>,
    end: u32,
    within: Vec<&'a Comment>,
    after: Vec<&'a Comment>,
}

/// Where the comments of a segment go.
struct Settled {
    above: Vec<Remark>,
    behind: Option<String>,
    below: Vec<Remark>,
}

impl Segment<'_> {
    /// Decides for its comments; `above` are those that the segment before left over.
    fn settle(self, is_head: bool, mut above: Vec<Remark>, source: Source<'_>) -> Settled {
        let mut after = self.after.into_iter().peekable();
        let mut behind = after.next_if(|comment| source.is_behind(comment, self.end)).map(words);
        let mut below = Vec::new();
        match self.within.as_slice() {
            [] => {}
            [first, others @ ..] if is_head => {
                below.extend(others.iter().map(|comment| source.remark(comment)));
                below.extend(behind.replace(words(first)).map(below_line));
            }
            [only] if !only.alone && behind.is_none() => behind = Some(words(only)),
            all => above.extend(all.iter().map(|comment| source.remark(comment))),
        }
        below.extend(after.map(|comment| source.remark(comment)));
        Settled { above, behind, below }
    }
}

fn below_line(text: String) -> Remark {
    Remark { text, apart: false }
}

fn collect(document: &Document, segments: &mut Vec<Segment<'_>>) {
    match document {
        Document::Text(_) => {}
        Document::Place(place) => {
            if let Some(segment) = segments.last_mut() {
                let start = *segment.start.get_or_insert(*place);
                segment.end = segment.end.max(start).max(*place);
            }
        }
        Document::Line(_) => {
            let end = segments.last().map_or(0, |before| before.end);
            segments.push(Segment { end, ..Segment::default() });
        }
        Document::All(parts) => {
            for part in parts {
                collect(part, segments);
            }
        }
        Document::Indent(inner) | Document::Group(inner) => collect(inner, segments),
    }
}

/// Gives each comment to the last segment that begins before it.
fn gather<'a>(segments: &mut [Segment<'a>], comments: &[&'a Comment]) {
    for comment in comments {
        let place = comment.span.start;
        let begins = |segment: &&mut Segment<'_>| segment.start.unwrap_or(segment.end) <= place;
        let Some(segment) = segments.iter_mut().rev().find(begins) else {
            continue;
        };
        if place < segment.end {
            segment.within.push(comment);
        } else {
            segment.after.push(comment);
        }
    }
}

fn attach(document: &mut Document, next: &mut impl FnMut(&mut Line)) {
    match document {
        Document::Text(_) | Document::Place(_) => {}
        Document::Line(line) => next(line),
        Document::All(parts) => {
            for part in parts {
                attach(part, next);
            }
        }
        Document::Indent(inner) | Document::Group(inner) => attach(inner, next),
    }
}
