//! `end-user.sector`: a name with a hyphen is a subtraction to the grammar, and two words that nobody knows to the reader.

use crate::schema::Type;
use crate::source::Span;
use crate::syntax::tree::{Expression, ExpressionKind, Operator};

use super::Checker;
use super::error::CheckError;
use super::expression::Scope;

/// Names joined by hyphens, as written and as they would be with underscores.
struct Hyphenated {
    written: String,
    names: Vec<String>,
    /// Which of the names has a hyphen.
    at: usize,
    /// What stands before that hyphen.
    before: String,
    span: Span,
}

impl Checker<'_> {
    /// Reports a subtraction that is a name with hyphens: what is subtracted is unknown, and with underscores it is known.
    pub(super) fn refuse_hyphens(
        &mut self,
        written: &Expression,
        expected: Option<&Type>,
        scope: &Scope,
    ) -> bool {
        let Some(found) = hyphenated(written) else { return false };
        let Some(meant) = found.names.get(found.at) else { return false };
        let (is_known, other_is_known) = if found.at == 0 {
            (
                self.means_something(meant, expected, scope),
                self.means_something(&found.before, expected, scope),
            )
        } else {
            (self.is_field(meant), self.is_field(&found.before))
        };
        if !is_known || other_is_known {
            return false;
        }
        let path = found.names.join(".");
        let advice = CheckError::advice(&found.written, [path.as_str()], "");
        self.problems.add(CheckError::UnknownName { name: found.written, advice, span: found.span });
        true
    }

    fn means_something(&self, name: &str, expected: Option<&Type>, scope: &Scope) -> bool {
        let is_choice = match expected {
            Some(Type::Enum(id)) => {
                self.schema.enumeration(*id).is_some_and(|found| found.position(name).is_some())
            }
            // What it is compared with has been reported, and may be a choice of anything.
            Some(Type::Broken) => self.schema.enums.iter().any(|found| found.position(name).is_some()),
            _ => false,
        };
        is_choice || scope.local(name).is_some() || self.names.values.get(name).is_some()
    }

    fn is_field(&self, name: &str) -> bool {
        self.schema.records.iter().any(|record| record.field(name).is_some())
    }
}

/// Paths with nothing but a hyphen between them.
fn hyphenated(written: &Expression) -> Option<Hyphenated> {
    let ExpressionKind::Arithmetic(Operator::Subtract, left, right) = &written.kind else { return None };
    let ExpressionKind::Path(right) = &right.kind else { return None };
    let mut found = match &left.kind {
        ExpressionKind::Path(path) => {
            let names: Vec<String> = path.names.iter().map(|name| name.text.to_string()).collect();
            let before = names.last()?.clone();
            Hyphenated {
                written: path.text(),
                at: names.len().saturating_sub(1),
                names,
                before,
                span: path.span,
            }
        }
        _ => hyphenated(left).filter(|found| found.at.saturating_add(1) == found.names.len())?,
    };
    if found.span.end.saturating_add(1) != right.span.start {
        return None;
    }
    let mut names = right.names.iter().map(|name| name.text.as_str());
    let last = found.names.last_mut()?;
    last.push('_');
    last.push_str(names.next()?);
    found.names.extend(names.map(str::to_owned));
    found.written = format!("{}-{}", found.written, right.text());
    found.span = found.span.to(right.span);
    Some(found)
}
