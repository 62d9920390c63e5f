//! Text that knows where its lines may break, and the printer that chooses.
//!
//! Comes from the statement printers; goes out as text of at most [`WIDTH`] columns wherever the
//! breaks allow. A group is written on one line where it fits, and otherwise breaks at all its lines.

use std::ops::Add;

use unicode_width::UnicodeWidthStr;

/// Columns of a line.
pub const WIDTH: usize = 100;
/// Columns by which what belongs to a line is indented.
pub const INDENT: usize = 4;

/// A text with possible line breaks.
#[derive(Clone, Debug)]
pub enum Document {
    /// Words that stay on one line.
    Text(String),
    /// A place in the source: what follows comes from there. Prints nothing; it guides comments.
    Place(u32),
    /// A possible line break.
    Line(Line),
    /// One after the other.
    All(Vec<Document>),
    /// Lines that break inside are indented once more.
    Indent(Box<Document>),
    /// On one line where it fits.
    Group(Box<Document>),
}

/// A possible line break, and the comments that stand there.
#[derive(Clone, Debug)]
pub struct Line {
    /// What is written where it does not break.
    pub flat: &'static str,
    /// When it breaks.
    pub kind: LineKind,
    /// The comment behind the line that ends here.
    pub behind: Option<String>,
    /// The comments above the line that begins here.
    pub above: Vec<Remark>,
}

/// When a line breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// With its group.
    Soft,
    /// With its group, and only where what follows does not fit on the line.
    Fill,
    /// Always.
    Hard,
}

/// A comment on a line of its own.
#[derive(Clone, Debug)]
pub struct Remark {
    /// `#` and what follows it.
    pub text: String,
    /// Whether an empty line stands before it.
    pub apart: bool,
}

/// A space, or a line break where the group breaks.
pub fn space() -> Document {
    line(" ", LineKind::Soft)
}

/// Nothing, or a line break where the group breaks.
pub fn edge() -> Document {
    line("", LineKind::Soft)
}

/// A space, or a line break where what follows does not fit.
pub fn fill() -> Document {
    line(" ", LineKind::Fill)
}

/// A line break.
pub fn newline() -> Document {
    line("", LineKind::Hard)
}

/// Nothing at all.
pub fn nothing() -> Document {
    Document::All(Vec::new())
}

fn line(flat: &'static str, kind: LineKind) -> Document {
    Document::Line(Line { flat, kind, behind: None, above: Vec::new() })
}

/// What belongs to the line before, indented.
pub fn indent(document: Document) -> Document {
    Document::Indent(Box::new(document))
}

/// On one line where it fits.
pub fn group(document: Document) -> Document {
    Document::Group(Box::new(document))
}

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// A text filled up with spaces to a number of columns.
pub fn padded(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(missing))
}

impl<T: AsRef<str> + ?Sized> From<&T> for Document {
    fn from(text: &T) -> Document {
        Document::Text(text.as_ref().to_owned())
    }
}

impl From<String> for Document {
    fn from(text: String) -> Document {
        Document::Text(text)
    }
}

impl FromIterator<Document> for Document {
    fn from_iter<I: IntoIterator<Item = Document>>(parts: I) -> Document {
        Document::All(parts.into_iter().collect())
    }
}

impl<T: Into<Document>> Add<T> for Document {
    type Output = Document;

    fn add(self, next: T) -> Document {
        let mut parts = match self {
            Document::All(parts) => parts,
            one @ (Document::Text(_)
            | Document::Place(_)
            | Document::Line(_)
            | Document::Indent(_)
            | Document::Group(_)) => vec![one],
        };
        parts.push(next.into());
        Document::All(parts)
    }
}

impl Line {
    /// Whether it breaks whatever fits.
    fn is_forced(&self) -> bool {
        self.kind == LineKind::Hard || self.behind.is_some() || !self.above.is_empty()
    }
}

impl Document {
    /// On one line, however long.
    pub fn flat(&self) -> String {
        Printer::start(self, true).run()
    }

    /// On as many lines as it needs; without a line break at its end.
    pub fn print(&self) -> String {
        Printer::start(self, false).run()
    }

    fn must_break(&self) -> bool {
        match self {
            Document::Text(_) | Document::Place(_) => false,
            Document::Line(line) => line.is_forced(),
            Document::All(parts) => parts.iter().any(Document::must_break),
            Document::Indent(inner) | Document::Group(inner) => inner.must_break(),
        }
    }
}

/// A part that is still to be printed.
#[derive(Clone, Copy)]
struct Part<'a> {
    document: &'a Document,
    indent: usize,
    flat: bool,
}

struct Printer<'a> {
    out: String,
    column: usize,
    pending: Vec<Part<'a>>,
}

impl<'a> Printer<'a> {
    fn start(document: &'a Document, flat: bool) -> Printer<'a> {
        let part = Part { document, indent: 0, flat };
        Printer { out: String::new(), column: 0, pending: vec![part] }
    }

    fn run(mut self) -> String {
        while let Some(part) = self.pending.pop() {
            match part.document {
                Document::Text(text) => self.write(text),
                Document::Place(_) => {}
                Document::Line(line) if part.flat || self.can_go_on(line) => self.write(line.flat),
                Document::Line(line) => self.break_line(line, part.indent),
                Document::All(parts) => push_all(&mut self.pending, parts, part),
                Document::Indent(inner) => self.pending.push(part.indented(inner)),
                Document::Group(inner) => {
                    let flat = part.of(inner, true);
                    let fits = part.flat || (!inner.must_break() && self.fits(Some(flat), 0));
                    self.pending.push(part.of(inner, fits));
                }
            }
        }
        self.out
    }

    fn write(&mut self, text: &str) {
        self.out.push_str(text);
        self.column = self.column.saturating_add(width(text));
    }

    fn can_go_on(&self, line: &Line) -> bool {
        line.kind == LineKind::Fill && !line.is_forced() && self.fits(None, width(line.flat))
    }

    fn break_line(&mut self, line: &Line, indent: usize) {
        if let Some(comment) = &line.behind {
            self.out.push_str("  ");
            self.out.push_str(comment);
        }
        for remark in &line.above {
            self.out.push_str(if remark.apart { "\n\n" } else { "\n" });
            self.out.push_str(&" ".repeat(indent));
            self.out.push_str(&remark.text);
        }
        self.out.push('\n');
        self.out.push_str(&" ".repeat(indent));
        self.column = indent;
    }

    /// Whether a part and what follows it up to the next line break fit on the line.
    fn fits(&self, first: Option<Part<'a>>, taken: usize) -> bool {
        let mut room = WIDTH.checked_sub(self.column.saturating_add(taken));
        let mut next: Vec<Part<'a>> = first.into_iter().collect();
        let mut later = self.pending.iter().rev().copied();
        while let Some(left) = room {
            let Some(part) = next.pop().or_else(|| later.next()) else {
                return true;
            };
            match part.document {
                Document::Text(text) => room = left.checked_sub(width(text)),
                Document::Place(_) => {}
                Document::Line(line) if part.flat => room = left.checked_sub(width(line.flat)),
                Document::Line(_) => return true,
                Document::All(parts) => push_all(&mut next, parts, part),
                Document::Indent(inner) | Document::Group(inner) => {
                    next.push(part.of(inner, part.flat));
                }
            }
        }
        false
    }
}

impl<'a> Part<'a> {
    fn of(self, document: &'a Document, flat: bool) -> Part<'a> {
        Part { document, flat, ..self }
    }

    fn indented(self, document: &'a Document) -> Part<'a> {
        Part { document, indent: self.indent.saturating_add(INDENT), ..self }
    }
}

fn push_all<'a>(stack: &mut Vec<Part<'a>>, parts: &'a [Document], like: Part<'a>) {
    stack.extend(parts.iter().rev().map(|part| like.of(part, like.flat)));
}
