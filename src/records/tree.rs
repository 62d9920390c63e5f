//! Where the cells of a row go in the facts of a case.

use crate::facts::{Key, Node, NodeKind};
use crate::source::Span;

use super::RecordError;

/// One step on the way to a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// To a field of a record.
    Field(String),
    /// To an element of a list, from 0.
    Element(usize),
}

impl Step {
    /// Adds the step to the way as it is written.
    pub fn write(&self, way: &mut String) {
        match self {
            Step::Field(name) if way.is_empty() => way.push_str(name),
            Step::Field(name) => way.push_str(&format!(".{name}")),
            Step::Element(index) => way.push_str(&format!("[{index}]")),
        }
    }
}

/// The shape that all rows of a file share.
#[derive(Clone, Debug)]
pub(super) enum Tree {
    /// Nothing yet.
    Open,
    /// The cell of a column.
    Cell(usize),
    /// Names with what stands behind them.
    Fields(Vec<(String, Tree)>),
    /// Elements.
    Elements(Vec<Tree>),
}

impl Default for Tree {
    fn default() -> Tree {
        Tree::Fields(Vec::new())
    }
}

impl Tree {
    /// Puts a column at the end of a way.
    ///
    /// # Errors
    ///
    /// If the way leads into a column or through one.
    pub fn insert(
        &mut self,
        steps: &[Step],
        column: usize,
        path: &str,
        span: Span,
    ) -> Result<(), RecordError> {
        self.put(steps, column).map_err(|walked| {
            let mut whole = String::new();
            steps.iter().take(walked).for_each(|step| step.write(&mut whole));
            RecordError::WholeAndPart { whole, part: path.to_owned(), span }
        })
    }

    /// Else how many steps lead to what is given as a whole and in parts.
    fn put(&mut self, steps: &[Step], column: usize) -> Result<(), usize> {
        let Some((step, rest)) = steps.split_first() else {
            return match self {
                Tree::Open => {
                    *self = Tree::Cell(column);
                    Ok(())
                }
                Tree::Cell(_) | Tree::Fields(_) | Tree::Elements(_) => Err(0),
            };
        };
        if matches!(self, Tree::Open) {
            *self = match step {
                Step::Field(_) => Tree::Fields(Vec::new()),
                Step::Element(_) => Tree::Elements(Vec::new()),
            };
        }
        let inner = match (self, step) {
            (Tree::Fields(fields), Step::Field(name)) => {
                let position = fields.iter().position(|(known, _)| known == name).unwrap_or(fields.len());
                if position == fields.len() {
                    fields.push((name.clone(), Tree::Open));
                }
                fields.get_mut(position).map(|(_, inner)| inner)
            }
            (Tree::Elements(elements), Step::Element(index)) => {
                while elements.len() <= *index {
                    elements.push(Tree::Open);
                }
                elements.get_mut(*index)
            }
            (Tree::Open | Tree::Cell(_) | Tree::Fields(_) | Tree::Elements(_), _) => None,
        };
        inner.ok_or(0_usize)?.put(rest, column).map_err(|walked| walked.saturating_add(1))
    }

    /// A list of which some element has no column: its name, and what to do.
    pub fn gap(&self) -> Option<(String, String)> {
        self.gap_below(String::new())
    }

    fn gap_below(&self, way: String) -> Option<(String, String)> {
        match self {
            Tree::Open | Tree::Cell(_) => None,
            Tree::Fields(fields) => fields.iter().find_map(|(name, inner)| {
                let mut way = way.clone();
                Step::Field(name.clone()).write(&mut way);
                inner.gap_below(way)
            }),
            Tree::Elements(elements) => elements.iter().enumerate().find_map(|(index, inner)| match inner {
                Tree::Open => {
                    Some((way.clone(), format!("number the elements from 0, so add `{way}[{index}]`")))
                }
                Tree::Cell(_) | Tree::Fields(_) | Tree::Elements(_) => {
                    let mut way = way.clone();
                    Step::Element(index).write(&mut way);
                    inner.gap_below(way)
                }
            }),
        }
    }

    /// The facts of a row whose cells are these. Empty cells are left out, and so is what has no other cells; of a list
    /// only those at its end.
    pub fn fill(&self, cells: &mut [Option<Node>], span: Span) -> Option<Node> {
        match self {
            Tree::Open => None,
            Tree::Cell(column) => cells.get_mut(*column).and_then(Option::take),
            Tree::Fields(fields) => {
                let filled = fields.iter().filter_map(|(name, inner)| {
                    let node = inner.fill(cells, span)?;
                    Some((Key { text: name.clone(), span: node.span }, node))
                });
                let filled: Vec<(Key, Node)> = filled.collect();
                (!filled.is_empty()).then_some(Node { span, kind: NodeKind::Map(filled) })
            }
            Tree::Elements(elements) => {
                let mut filled: Vec<Option<Node>> =
                    elements.iter().map(|inner| inner.fill(cells, span)).collect();
                while filled.last().is_some_and(Option::is_none) {
                    filled.pop();
                }
                let null = || Node { span, kind: NodeKind::Null };
                let filled: Vec<Node> = filled.into_iter().map(|node| node.unwrap_or_else(null)).collect();
                (!filled.is_empty()).then_some(Node { span, kind: NodeKind::List(filled) })
            }
        }
    }
}
