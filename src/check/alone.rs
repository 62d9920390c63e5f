//! `destination is RU or BY`: what stands alone between `or`, where a condition belongs.

use crate::diagnostics::Edit;
use crate::schema::Type;
use crate::source::Span;
use crate::syntax::tree::{self, Comparison, ExpressionKind as Written};
use crate::typed::Expression;
use crate::value::Value;

use super::Checker;
use super::error::CheckError;
use super::expression::{Scope, broken, is_open, literal};

impl<'a> Checker<'a> {
    /// The parts of `a or b or c`; those that stand alone are read with the comparison before them.
    pub(super) fn alternatives(&mut self, parts: &[tree::Expression], scope: &mut Scope) -> Vec<Expression> {
        let mut found = Vec::new();
        let mut compared: Option<&tree::Expression> = None;
        let mut alone: Vec<&tree::Expression> = Vec::new();
        for part in parts {
            if compared.is_some() && self.stands_alone(part, scope) {
                alone.push(part);
                continue;
            }
            self.report_alone(compared, &alone);
            alone.clear();
            compared = comparison(part).map(|_| part);
            found.push(self.truth(part, scope));
        }
        if !alone.is_empty() {
            self.report_alone(compared, &alone);
            let span = alone.first().map_or(Span::default(), |part| part.span);
            found.push(literal(Value::UNKNOWN, Type::Broken, span));
        }
        if found.is_empty() { vec![broken(Span::default())] } else { found }
    }

    /// Whether something is a value that only a comparison gives a meaning.
    fn stands_alone(&self, part: &tree::Expression, scope: &Scope) -> bool {
        match &part.kind {
            Written::Path(_) | Written::Text(_) => is_open(self, part, scope),
            Written::Number(_) | Written::Measure(..) | Written::Date(_) => true,
            _ => false,
        }
    }

    /// The parts of `a and b and c`; a value that stands alone behind a comparison is told.
    pub(super) fn demands(&mut self, parts: &[tree::Expression], scope: &mut Scope) -> Vec<Expression> {
        let mut found = Vec::new();
        let mut before: Option<&tree::Expression> = None;
        for part in parts {
            let compared = before.and_then(comparison);
            before = Some(part);
            let Some((Comparison::Equal, left, right)) = compared.filter(|_| self.stands_alone(part, scope))
            else {
                found.push(self.truth(part, scope));
                continue;
            };
            let words: Vec<String> = [right, part].into_iter().filter_map(text).collect();
            let (list, asked) = (words.join(", "), text(left).unwrap_or_else(|| "…".to_owned()));
            self.problems.add(CheckError::StandsAlone {
                what: format!("`{}` stands alone after `and`", text(part).unwrap_or_default()),
                label: "compared with nothing",
                advice: format!(
                    "no value is two at once: write `{asked} in [{list}]` if one of them is enough"
                ),
                edits: listed("in", left, right, &[part]),
                certain: false,
                span: part.span,
                other: Some(left.span),
                first: text(right).unwrap_or_default(),
            });
            found.push(literal(Value::UNKNOWN, Type::Broken, part.span));
        }
        found
    }

    /// `== (RU or BY)`, `== RU/BY`: several values where one is compared.
    pub(super) fn refuse_several(
        &mut self,
        sign: Comparison,
        left: &tree::Expression,
        right: &tree::Expression,
        scope: &Scope,
    ) -> bool {
        let values = several(right);
        let named = |value: &&tree::Expression| matches!(value.kind, Written::Path(_) | Written::Text(_));
        let open =
            values.len() > 1 && values.iter().all(|value| named(value) && self.stands_alone(value, scope));
        let operator = match sign {
            Comparison::Equal => "in",
            Comparison::NotEqual => "not in",
            _ => return false,
        };
        if !open {
            return false;
        }
        let words: Vec<String> = values.iter().copied().filter_map(text).collect();
        let meant = format!("{operator} [{}]", words.join(", "));
        let advice = format!("write `{} {meant}`", text(left).unwrap_or_else(|| "…".to_owned()));
        let edits = vec![Edit::new(Span::new(left.span.end, right.span.end), format!(" {meant}"))];
        self.problems.add(CheckError::StandsAlone {
            what: "one value is compared here, and several stand behind the sign".to_owned(),
            label: "more than one value",
            advice,
            edits,
            certain: false,
            span: right.span,
            other: None,
            first: String::new(),
        });
        true
    }

    /// `== null`, `is unknown`
    pub(super) fn nothing_there(
        &mut self,
        sign: Comparison,
        left: &tree::Expression,
        right: &tree::Expression,
        scope: &mut Scope,
    ) -> Option<CheckError> {
        let Written::Path(path) = &right.kind else { return None };
        let [name] = path.names.as_slice() else { return None };
        let nothing =
            matches!(name.text.as_str(), "null" | "nil" | "nothing" | "empty" | "blank" | "missing");
        let unknown = matches!(name.text.as_str(), "unknown" | "undetermined" | "unclear");
        if !(nothing || unknown) || !is_open(self, right, scope) {
            return None;
        }
        // An enum may have such a value.
        let kind = self.expression(left, None, scope).r#type;
        if matches!(kind, Type::Enum(_) | Type::Broken) {
            return None;
        }
        let meant = match (nothing, sign) {
            (true, Comparison::Equal) => "is none",
            (true, Comparison::NotEqual) => "is not none",
            (false, Comparison::Equal) => "cannot be determined",
            _ => return None,
        };
        let edits = vec![Edit::new(Span::new(left.span.end, right.span.end), format!(" {meant}"))];
        let advice = format!("write `{} {meant}`", text(left).unwrap_or_else(|| "…".to_owned()));
        Some(CheckError::NothingThere {
            word: name.text.to_string(),
            advice,
            edits,
            certain: nothing,
            span: right.span,
        })
    }

    fn report_alone(&mut self, compared: Option<&tree::Expression>, alone: &[&tree::Expression]) {
        let (Some(whole), Some(first), Some(last)) = (compared, alone.first(), alone.last()) else { return };
        let Some((sign, left, right)) = comparison(whole) else { return };
        let words: Vec<String> =
            std::iter::once(right).chain(alone.iter().copied()).filter_map(text).collect();
        let list = words.join(", ");
        let asked = text(left).unwrap_or_else(|| "…".to_owned());
        let (operator, certain) = match sign {
            Comparison::Equal => ("in", true),
            _ => ("not in", false),
        };
        let advice = match certain {
            true => format!("write `{asked} in [{list}]`"),
            false => format!("write `{asked} not in [{list}]`: with `or` it would be true of everything"),
        };
        self.problems.add(CheckError::StandsAlone {
            what: format!("`{}` stands alone after `or`", text(first).unwrap_or_default()),
            label: "compared with nothing",
            advice,
            edits: listed(operator, left, right, alone),
            certain: certain && words.len() == alone.len().saturating_add(1),
            span: first.span.to(last.span),
            other: Some(left.span),
            first: text(right).unwrap_or_default(),
        });
    }
}

/// The values of `(a or b)`, `(a and b)` and `a/b`.
fn several(written: &tree::Expression) -> Vec<&tree::Expression> {
    match &written.kind {
        Written::Brackets(inner) => match &inner.kind {
            Written::Or(parts) | Written::And(parts) => parts.iter().collect(),
            _ => Vec::new(),
        },
        Written::Arithmetic(tree::Operator::Divide, one, other) => {
            let mut values = several(one);
            if values.is_empty() {
                values.push(one);
            }
            values.push(other);
            values
        }
        _ => Vec::new(),
    }
}

/// `a == b` or `a != b`
fn comparison(part: &tree::Expression) -> Option<(Comparison, &tree::Expression, &tree::Expression)> {
    match &part.kind {
        Written::Compare(sign @ (Comparison::Equal | Comparison::NotEqual), left, right) => {
            Some((*sign, left, right))
        }
        _ => None,
    }
}

/// The edits that make a list of `a == b or c or d`: only what stands between the values changes.
fn listed(
    operator: &str,
    left: &tree::Expression,
    right: &tree::Expression,
    alone: &[&tree::Expression],
) -> Vec<Edit> {
    let mut edits = vec![Edit::new(Span::new(left.span.end, right.span.start), format!(" {operator} ["))];
    let mut before = right.span.end;
    for part in alone {
        edits.push(Edit::new(Span::new(before, part.span.start), ", "));
        before = part.span.end;
    }
    edits.push(Edit::new(Span::new(before, before), "]"));
    edits
}

/// A value as it is written.
fn text(value: &tree::Expression) -> Option<String> {
    match &value.kind {
        Written::Path(path) => Some(path.text()),
        Written::Text(text) => Some(format!("\"{text}\"")),
        Written::Number(number) => Some(number.to_string()),
        Written::Measure(number, unit) => Some(format!("{number} {}", unit.text)),
        Written::Date(date) => Some(date.to_string()),
        _ => None,
    }
}
