//! "Did you mean": the one place that compares spellings.

/// The candidates closest to a word, closest first, at most three: equal but for case first, else
/// within a third of the word's length. Silent when nothing is near.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut found: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(word, candidate)?, candidate)))
        .collect();
    found.sort();
    found.dedup();
    let best = found.first().map_or(0, |(distance, _)| *distance);
    found
        .into_iter()
        .filter(|(distance, _)| *distance == best)
        .take(3)
        .map(|(_, word)| word.to_owned())
        .collect()
}

/// The only closest candidate; none where two are equally close.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut found = nearest(word, candidates);
    if found.len() == 1 { found.pop() } else { None }
}

/// The one of the nearest words that can be written for another without asking: there is no second,
/// and the word is long enough that a slip of a letter does not make it another word.
pub fn sure<'a>(word: &str, near: &'a [String]) -> Option<&'a str> {
    const LONG_ENOUGH: usize = 4;
    match near {
        [only] if word.chars().count() >= LONG_ENOUGH || fold(word) == fold(only) => Some(only),
        _ => None,
    }
}

/// Spelling distance, or nothing where the words are too far apart to be meant for each other.
fn distance(word: &str, candidate: &str) -> Option<usize> {
    if fold(word) == fold(candidate) {
        return Some(0);
    }
    let distance = strsim::osa_distance(&word.to_lowercase(), &candidate.to_lowercase());
    let limit = (word.chars().count() / 3).max(1);
    (distance <= limit && distance < candidate.chars().count()).then_some(distance)
}

/// Lower case, without what people leave out or put in between words.
fn fold(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
