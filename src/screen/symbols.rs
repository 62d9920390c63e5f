//! The policy's texts and codes as numbers. A text that the policy never names is 0: no test can tell it from
//! another such text.

/// Numbers of texts.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    /// Part of the hash, and the symbol, where one is; a power of two of places.
    places: Vec<(u32, u32)>,
    /// All texts, one behind the other.
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Symbols {
    /// The number of a text, never 0.
    pub fn intern(&mut self, text: &str) -> u32 {
        let found = self.get(text.as_bytes());
        if found != 0 {
            return found;
        }
        let Ok(end) = u32::try_from(self.text.len().saturating_add(text.len())) else { return 0 };
        self.text.push_str(text);
        self.ends.push(end);
        if self.ends.len().saturating_mul(4) > self.places.len() {
            self.grow();
        } else {
            self.place(self.ends.len());
        }
        u32::try_from(self.ends.len()).unwrap_or(0)
    }

    /// The number of a text; 0 for a text that is not named.
    #[inline]
    pub fn get(&self, text: &[u8]) -> u32 {
        if self.places.is_empty() {
            return 0;
        }
        let (mask, hash) = (self.places.len() - 1, hash(text));
        let (tag, mut place) = (tag(hash), start(hash) & mask);
        while let Some((found, symbol)) = self.places.get(place).copied() {
            if symbol == 0 || (found == tag && self.is(symbol, text)) {
                return symbol;
            }
            place = (place + 1) & mask;
        }
        0
    }

    #[inline]
    fn is(&self, symbol: u32, text: &[u8]) -> bool {
        self.name(symbol as usize) == Some(text)
    }

    /// The text with a number.
    #[inline]
    fn name(&self, symbol: usize) -> Option<&[u8]> {
        let start =
            symbol.checked_sub(2).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(symbol.checked_sub(1)?)?;
        self.text.as_bytes().get(start as usize..*end as usize)
    }

    /// The texts, each with its number.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        let text = |place: usize| self.name(place).and_then(|name| std::str::from_utf8(name).ok());
        (1..).zip(1..=self.ends.len()).map(move |(symbol, place)| (symbol, text(place).unwrap_or_default()))
    }

    fn grow(&mut self) {
        let size = self.ends.len().saturating_mul(8).next_power_of_two().max(16);
        self.places.clear();
        self.places.resize(size, (0, 0));
        (1..=self.ends.len()).for_each(|symbol| self.place(symbol));
    }

    fn place(&mut self, symbol: usize) {
        let Some(name) = self.name(symbol) else { return };
        let (mask, hash) = (self.places.len() - 1, hash(name));
        let mut place = start(hash) & mask;
        while let Some(found) = self.places.get_mut(place) {
            if found.1 == 0 {
                *found = (tag(hash), u32::try_from(symbol).unwrap_or(0));
                return;
            }
            place = (place + 1) & mask;
        }
    }
}

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// A multiplicative hash, eight bytes at a time. Names are the policy's own, so nobody can choose them to
/// collide; what a case says is only looked up.
#[inline]
fn hash(text: &[u8]) -> u64 {
    let mut hash = (text.len() as u64).wrapping_mul(FACTOR);
    let mut rest = text;
    while let Some((eight, after)) = rest.split_first_chunk::<8>() {
        hash = (hash ^ u64::from_le_bytes(*eight)).wrapping_mul(FACTOR);
        hash ^= hash >> 32;
        rest = after;
    }
    hash = (hash ^ last(rest)).wrapping_mul(FACTOR);
    hash ^ (hash >> 29)
}

/// The last bytes, fewer than eight, as one number.
#[inline]
fn last(rest: &[u8]) -> u64 {
    if let (Some(four), Some(end)) = (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        return u64::from(u32::from_le_bytes(*four)) | u64::from(u32::from_le_bytes(*end)) << 32;
    }
    match *rest {
        [one, two, three] => u64::from(one) | u64::from(two) << 8 | u64::from(three) << 16,
        [one, two] => u64::from(one) | u64::from(two) << 8,
        [one] => u64::from(one),
        _ => 0,
    }
}

fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}

fn start(hash: u64) -> usize {
    (hash & 0xffff_ffff) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_numbers_and_strangers_have_none() {
        let mut symbols = Symbols::default();
        let names: Vec<String> = (0..3000).map(|n| format!("{}{n}", "x".repeat(n % 23))).collect();
        let numbers: Vec<u32> = names.iter().map(|name| symbols.intern(name)).collect();
        for (name, number) in names.iter().zip(&numbers) {
            assert_ne!(*number, 0);
            assert_eq!(symbols.get(name.as_bytes()), *number);
            assert_eq!(symbols.intern(name), *number);
        }
        assert_eq!(symbols.get(b"y"), 0);
        assert_eq!(symbols.get(b""), 0);
        assert_eq!(Symbols::default().get(b"x"), 0);
    }
}
