//! A text in which pieces were replaced, and where everything stood before.

/// A replaced piece.
#[derive(Clone, Copy, Debug)]
struct Cut {
    /// Where the new piece begins, in the new text.
    at: usize,
    /// Length of the new piece.
    new: usize,
    /// Length of the piece that stood there.
    old: usize,
}

/// The replaced pieces of a text, in its order.
#[derive(Clone, Debug, Default)]
pub(in crate::syntax) struct Moved(Vec<Cut>);

impl Moved {
    /// Where a byte of the new text stood before.
    pub fn before(&self, byte: usize) -> usize {
        let mut old = byte;
        for cut in &self.0 {
            if byte <= cut.at {
                break;
            }
            if byte < cut.at.saturating_add(cut.new) {
                return old.saturating_sub(byte.saturating_sub(cut.at));
            }
            old = old.saturating_add(cut.old).saturating_sub(cut.new);
        }
        old
    }

    /// Where a byte of the old text is now.
    pub fn now(&self, byte: usize) -> usize {
        let mut new = byte;
        for cut in &self.0 {
            if new <= cut.at {
                break;
            }
            if new < cut.at.saturating_add(cut.old) {
                return cut.at;
            }
            new = new.saturating_add(cut.new).saturating_sub(cut.old);
        }
        new
    }

    /// Takes note that `from..to` of the present text gives way to a piece of so many bytes.
    fn replaced(&mut self, from: usize, to: usize, length: usize) {
        let end = |cut: &Cut| cut.at.saturating_add(cut.new);
        let shifted = |at: usize| at.saturating_add(length).saturating_sub(to.saturating_sub(from));
        let (touched, apart): (Vec<Cut>, Vec<Cut>) =
            self.0.drain(..).partition(|cut| cut.at <= to && end(cut) >= from);
        // Pieces that touch become one.
        let start = touched.iter().map(|cut| cut.at).fold(from, usize::min);
        let finish = touched.iter().map(end).fold(to, usize::max);
        let whole = finish.saturating_sub(start);
        let new: usize = touched.iter().map(|cut| cut.new).sum();
        let old: usize = touched.iter().map(|cut| cut.old).sum();
        let rest = whole.saturating_sub(to.saturating_sub(from));
        self.0.push(Cut {
            at: start,
            new: length.saturating_add(rest),
            old: whole.saturating_sub(new).saturating_add(old),
        });
        let moved = |cut: Cut| if cut.at > to { Cut { at: shifted(cut.at), ..cut } } else { cut };
        self.0.extend(apart.into_iter().map(moved));
        self.0.sort_by_key(|cut| cut.at);
    }
}

/// A text that is being mended.
#[derive(Clone, Debug)]
pub(super) struct Mending {
    pub text: String,
    pub moved: Moved,
}

impl Mending {
    pub fn new(text: &str) -> Mending {
        Mending { text: text.to_owned(), moved: Moved::default() }
    }

    /// Puts a piece in the place of another.
    pub fn replace(&mut self, from: usize, to: usize, piece: &str) {
        if self.text.get(from..to).is_none() {
            return;
        }
        self.text.replace_range(from..to, piece);
        self.moved.replaced(from, to, piece.len());
    }
}

#[cfg(test)]
mod tests {
    use super::Mending;

    #[test]
    fn places_are_those_of_the_text_as_it_was() {
        let mut mending = Mending::new("a greater than b; c = d");
        mending.replace(2, 14, ">");
        assert_eq!(mending.text, "a > b; c = d");
        mending.replace(5, 6, "");
        mending.replace(8, 9, "==");
        assert_eq!(mending.text, "a > b c == d");
        for (word, was) in [("b", 15), ("c", 18), ("d", 22)] {
            let now = mending.text.find(word).unwrap();
            assert_eq!(mending.moved.before(now), was, "{word}");
            assert_eq!(mending.moved.now(was), now, "{word}");
        }
        mending.replace(0, 5, "x");
        assert_eq!(mending.text, "x c == d");
        assert_eq!(mending.moved.before(2), 18);
    }
}
