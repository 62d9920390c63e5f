//! Facts as they are written down.

use crate::facts::{Key, Node, NodeKind, Style};
use crate::source::Span;

/// Puts a text at the end of a way through records.
pub(super) fn put(node: &mut Node, names: &[String], text: &str) {
    let Some((name, rest)) = names.split_first() else {
        node.kind = NodeKind::Scalar { text: text.to_owned(), style: Style::Plain };
        return;
    };
    if !matches!(node.kind, NodeKind::Map(_)) {
        node.kind = NodeKind::Map(Vec::new());
    }
    let NodeKind::Map(entries) = &mut node.kind else { return };
    if !entries.iter().any(|(key, _)| key.text == *name) {
        let key = Key { text: name.clone(), span: Span::default() };
        entries.push((key, Node { span: Span::default(), kind: NodeKind::Null }));
    }
    if let Some((_, value)) = entries.iter_mut().find(|(key, _)| key.text == *name) {
        put(value, rest, text);
    }
}

/// Facts as YAML.
pub(super) fn yaml(node: &Node) -> String {
    let mut text = String::new();
    write(node, 0, &mut text);
    text
}

fn write(node: &Node, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    match &node.kind {
        NodeKind::Map(entries) => {
            for (key, value) in entries {
                text.push_str(&format!("{indent}{}:", scalar(&key.text)));
                below(value, depth, text);
            }
        }
        NodeKind::List(items) => {
            for item in items {
                let mut inner = String::new();
                write(item, depth + 1, &mut inner);
                text.push_str(&format!("{indent}- {}", inner.trim_start()));
            }
        }
        NodeKind::Scalar { text: written, .. } => text.push_str(&format!("{indent}{}\n", scalar(written))),
        NodeKind::Null => text.push_str(&format!("{indent}null\n")),
    }
}

fn below(value: &Node, depth: usize, text: &mut String) {
    let empty = match &value.kind {
        NodeKind::Map(entries) => entries.is_empty().then_some("{}"),
        NodeKind::List(items) => items.is_empty().then_some("[]"),
        NodeKind::Scalar { .. } | NodeKind::Null => Some(""),
    };
    match (empty, &value.kind) {
        (_, NodeKind::Scalar { text: written, .. }) => text.push_str(&format!(" {}\n", scalar(written))),
        (_, NodeKind::Null) => text.push_str(" null\n"),
        (Some(empty), _) => text.push_str(&format!(" {empty}\n")),
        (None, _) => {
            text.push('\n');
            write(value, depth + 1, text);
        }
    }
}

/// A scalar as YAML reads it back: in quotes where it might be something else.
fn scalar(text: &str) -> String {
    let harmless = |letter: char| letter.is_alphanumeric() || " .%_/-".contains(letter);
    let plain = text.starts_with(|first: char| first.is_alphanumeric())
        && text.chars().all(harmless)
        && !text.ends_with(' ');
    if plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "''").replace(['\n', '\r'], " ")) }
}
