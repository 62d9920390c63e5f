//! Nodes, each once, and simplified where an operand is known.

use crate::eval::decision::Truth;
use crate::screen::{Amount, AmountId, Node, NodeId, Read, ReadId, SetId};

use super::{Lowerer, MOST_NODES};

/// How much of a form there is at some time.
pub(super) struct Mark {
    nodes: usize,
    pool: usize,
    kept: [usize; 4],
}

impl Lowerer<'_> {
    pub(super) fn node(&mut self, node: Node) -> NodeId {
        if let Some(id) = self.nodes.get(&node) {
            return *id;
        }
        let id = self.add_node(node);
        self.nodes.insert(self.at(id), id);
        id
    }

    /// Adds a node that there is only once.
    pub(super) fn add_node(&mut self, node: Node) -> NodeId {
        // A form that grows beyond all measure knows nothing more.
        let full = self.form.nodes.len().saturating_add(self.form.pool.len()) > MOST_NODES;
        let node = if full { Node::Known(Truth::Unknown) } else { node };
        let id = u32::try_from(self.form.nodes.len()).unwrap_or(u32::MAX);
        self.form.nodes.push(node);
        id
    }

    /// How much there is now.
    pub(super) fn mark(&self) -> Mark {
        Mark { nodes: self.form.nodes.len(), pool: self.form.pool.len(), kept: self.kept() }
    }

    /// How much there is of what may name nodes and stays.
    fn kept(&self) -> [usize; 4] {
        [self.form.reads.len(), self.form.amounts.len(), self.memos.len(), self.known.len()]
    }

    /// Lets go of all nodes since a mark, which have been replaced; not where anything that stays may name them: what has
    /// been kept since, or these nodes.
    pub(super) fn release(&mut self, mark: &Mark, stay: &[NodeId]) {
        if self.kept() != mark.kept || stay.iter().any(|node| *node as usize >= mark.nodes) {
            return;
        }
        for node in self.form.nodes.drain(mark.nodes..) {
            self.nodes.remove(&node);
        }
        self.form.pool.truncate(mark.pool);
    }

    pub(super) fn known(&mut self, truth: Truth) -> NodeId {
        self.node(Node::Known(truth))
    }

    pub(super) fn unknown(&mut self) -> NodeId {
        self.known(Truth::Unknown)
    }

    /// The node behind a number.
    pub(super) fn at(&self, id: NodeId) -> Node {
        self.form.nodes.get(id as usize).copied().unwrap_or(Node::Known(Truth::Unknown))
    }

    pub(super) fn truth_at(&self, id: NodeId) -> Option<Truth> {
        if let Node::Known(truth) = self.at(id) { Some(truth) } else { None }
    }

    pub(super) fn read(&mut self, read: Read) -> ReadId {
        if let Some(id) = self.reads.get(&read) {
            return *id;
        }
        let id = u32::try_from(self.form.reads.len()).unwrap_or(u32::MAX);
        self.form.reads.push(read);
        self.reads.insert(read, id);
        id
    }

    pub(super) fn amount(&mut self, amount: Amount) -> AmountId {
        if let Some(id) = self.amounts.get(&amount) {
            return *id;
        }
        let id = u32::try_from(self.form.amounts.len()).unwrap_or(u32::MAX);
        self.form.amounts.push(amount);
        self.amounts.insert(amount, id);
        id
    }

    pub(super) fn amount_at(&self, id: AmountId) -> Amount {
        self.form.amounts.get(id as usize).copied().unwrap_or(Amount::Unknown)
    }

    /// The set of some numbers that are not below zero.
    pub(super) fn set(&mut self, members: impl IntoIterator<Item = i64>) -> SetId {
        let mut words: Vec<u64> = Vec::new();
        for member in members {
            mark(&mut words, member);
        }
        if let Some(id) = self.sets.get(&words) {
            return *id;
        }
        let id = self.empty_set();
        self.sets.insert(words.clone(), id);
        if let Some(set) = self.form.sets.get_mut(id as usize) {
            *set = words;
        }
        id
    }

    /// A set to be filled later.
    pub(super) fn empty_set(&mut self) -> SetId {
        let id = u32::try_from(self.form.sets.len()).unwrap_or(u32::MAX);
        self.form.sets.push(Vec::new());
        id
    }

    /// Fills the sets of codes, now that all codes have numbers.
    pub(super) fn fill_sets(&mut self) {
        for (set, above) in std::mem::take(&mut self.under) {
            let mut words = Vec::new();
            for (symbol, text) in self.form.symbols.iter() {
                if crate::value::Code::parse(text).is_some_and(|code| code.is_under(&above)) {
                    mark(&mut words, i64::from(symbol));
                }
            }
            if let Some(set) = self.form.sets.get_mut(set as usize) {
                *set = words;
            }
        }
    }

    pub(super) fn pooled(&mut self, ids: &[u32]) -> (u32, u32) {
        let place = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let start = place(self.form.pool.len());
        self.form.pool.extend_from_slice(ids);
        (start, place(self.form.pool.len()))
    }

    pub(super) fn not(&mut self, inner: NodeId) -> NodeId {
        match self.at(inner) {
            Node::Known(truth) => self.known(opposite(truth)),
            Node::Not(inner) => inner,
            _ => self.node(Node::Not(inner)),
        }
    }

    pub(super) fn all(&mut self, parts: &[NodeId]) -> NodeId {
        self.joined(parts, Truth::No)
    }

    pub(super) fn any(&mut self, parts: &[NodeId]) -> NodeId {
        self.joined(parts, Truth::Yes)
    }

    /// *And* or *or*: flat, without what changes nothing, and decided where a part decides.
    fn joined(&mut self, parts: &[NodeId], deciding: Truth) -> NodeId {
        let mut kept: Vec<NodeId> = Vec::new();
        for part in parts {
            match (self.at(*part), deciding) {
                (Node::Known(truth), _) if truth == deciding => return self.known(deciding),
                (Node::Known(Truth::Yes | Truth::No), _) => {}
                (Node::All(start, end), Truth::No) | (Node::Any(start, end), Truth::Yes) => {
                    kept.extend(self.form.pool.get(start as usize..end as usize).unwrap_or_default());
                }
                _ => kept.push(*part),
            }
        }
        let twice = |place: usize, part: &NodeId| kept.iter().take(place).any(|other| other == part);
        if kept.len() > 16 || kept.iter().enumerate().any(|(place, part)| twice(place, part)) {
            let mut seen = std::collections::BTreeSet::new();
            kept.retain(|part| seen.insert(*part));
        }
        if deciding == Truth::Yes {
            kept = self.gathered(kept);
        }
        match kept.as_slice() {
            [] => self.known(opposite(deciding)),
            [only] => *only,
            several => {
                let (start, end) = self.pooled(several);
                self.node(if deciding == Truth::No { Node::All(start, end) } else { Node::Any(start, end) })
            }
        }
    }

    /// Among alternatives, those that ask one slot for one small number each become one question.
    fn gathered(&mut self, parts: Vec<NodeId>) -> Vec<NodeId> {
        const SMALL: i64 = 1 << 16;
        let one = |lowerer: &Self, part: NodeId| match lowerer.at(part) {
            Node::Within(read, low, high) if low == high && (0..SMALL).contains(&low) => Some((read, low)),
            _ => None,
        };
        let mut by_read: std::collections::BTreeMap<ReadId, Vec<i64>> = std::collections::BTreeMap::new();
        for (read, value) in parts.iter().filter_map(|part| one(self, *part)) {
            by_read.entry(read).or_default().push(value);
        }
        by_read.retain(|_, values| values.len() > 1);
        let mut kept: Vec<NodeId> = parts
            .iter()
            .copied()
            .filter(|part| one(self, *part).is_none_or(|(read, _)| !by_read.contains_key(&read)))
            .collect();
        for (read, values) in by_read {
            let set = self.set(values);
            kept.push(self.node(Node::Member(read, set)));
        }
        kept
    }

    /// The second where the first is true, else the first.
    pub(super) fn then(&mut self, first: Option<NodeId>, second: NodeId) -> NodeId {
        let Some(first) = first else { return second };
        match (self.truth_at(first), self.truth_at(second)) {
            (Some(Truth::Yes), _) => second,
            (Some(Truth::No | Truth::Unknown), _) | (_, Some(Truth::Yes)) => first,
            _ => self.node(Node::Then(first, second)),
        }
    }

    pub(super) fn choice(&mut self, condition: NodeId, yes: NodeId, no: NodeId) -> NodeId {
        match self.truth_at(condition) {
            Some(Truth::Yes) => yes,
            Some(Truth::No) => no,
            Some(Truth::Unknown) => condition,
            None => match (self.truth_at(yes), self.truth_at(no)) {
                (Some(Truth::Yes), Some(Truth::No)) => condition,
                (Some(Truth::No), Some(Truth::Yes)) => self.not(condition),
                _ => self.node(Node::Choice(condition, yes, no)),
            },
        }
    }

    /// Worked out once in a case; only for what does not look at a row.
    pub(super) fn once(&mut self, inner: NodeId) -> NodeId {
        match self.at(inner) {
            Node::Known(_)
            | Node::Flag(_)
            | Node::Within(..)
            | Node::Other(..)
            | Node::Member(..)
            | Node::Stranger(..)
            | Node::Slots(..)
            | Node::Missing(_)
            | Node::Undeterminable(_)
            | Node::Passes(..)
            | Node::Memo(..) => inner,
            Node::Not(_)
            | Node::All(..)
            | Node::Any(..)
            | Node::Then(..)
            | Node::Choice(..)
            | Node::Compare(..)
            | Node::Share(..)
            | Node::Some { .. }
            | Node::SomeRow(..)
            | Node::Holds(..) => {
                if let Some(known) = self.memos.get(&inner) {
                    return *known;
                }
                let slot = u32::try_from(self.form.memos).unwrap_or(u32::MAX);
                self.form.memos = self.form.memos.saturating_add(1);
                let memo = self.node(Node::Memo(slot, inner));
                self.memos.insert(inner, memo);
                memo
            }
        }
    }
}

fn opposite(truth: Truth) -> Truth {
    match truth {
        Truth::Yes => Truth::No,
        Truth::No => Truth::Yes,
        Truth::Unknown => Truth::Unknown,
    }
}

fn mark(words: &mut Vec<u64>, member: i64) {
    let Ok(member) = usize::try_from(member) else { return };
    let (word, bit) = (member / 64, member % 64);
    if words.len() <= word {
        words.resize(word.saturating_add(1), 0);
    }
    if let Some(word) = words.get_mut(word) {
        *word |= 1 << bit;
    }
}
