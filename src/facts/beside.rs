//! What stands beside a value and says how it was meant.

use super::document::{Key, Node, NodeKind, Style};
use crate::source::Span;

/// What to do about a document that is no case.
pub(super) fn no_case(node: &Node) -> &'static str {
    match &node.kind {
        NodeKind::List(cases) if matches!(cases.as_slice(), [Node { kind: NodeKind::Map(_), .. }, ..]) => {
            "write the names without brackets or dashes before them; many cases stand one a line in a file that `--facts` reads"
        }
        NodeKind::Scalar { text, .. } if text.contains(" if ") => {
            "rules stand in a policy, a file that ends in `.licit`; here each fact stands with its value, such as `destination: NO`"
        }
        _ => "write each fact as a name and its value, such as `destination: NO`",
    }
}

/// The currency that is written beside an amount.
pub(super) fn currency_of(entries: &[(Key, Node)]) -> Option<&str> {
    entries.iter().find_map(|(key, node)| match &node.kind {
        NodeKind::Scalar { text, .. } if key.text == "currency" => Some(text.as_str()),
        _ => None,
    })
}

/// `{value: 5,000 EUR}`: in braces a comma ends a value, and what stands behind it is read as a name without one. Gives
/// the whole amount.
pub(super) fn parted(node: &Node, (key, next): &(Key, Node)) -> Option<(String, Span)> {
    let NodeKind::Scalar { text, style: Style::Plain | Style::Number } = &node.kind else { return None };
    let beside = key.span.start.saturating_sub(node.span.end) <= 2 && matches!(next.kind, NodeKind::Null);
    let digits = text.ends_with(|last: char| last.is_ascii_digit())
        && key.text.starts_with(|first: char| first.is_ascii_digit());
    (beside && digits).then(|| (format!("{text},{}", key.text), node.span.to(key.span)))
}
