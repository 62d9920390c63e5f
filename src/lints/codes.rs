//! Comparisons with codes of control lists that find less than their author means.

use crate::source::Span;
use crate::typed::{Comparison, Expression, ExpressionKind};
use crate::value::Value;

/// A comparison that finds less than is meant.
pub(super) struct Alone {
    /// What is compared.
    pub item: Span,
    /// With what.
    pub codes: Vec<String>,
    pub form: Form,
}

/// How codes are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `== "3A001"`, `in ["3A001"]`
    Is,
    /// `!= "3A001"`, `not in ["3A001"]`
    IsNot,
    /// `under "3A"`
    Under,
}

/// A comparison with whole entries of a control list, or with what no entry lies under.
pub(super) fn code_alone(expression: &Expression) -> Option<Alone> {
    let (item, codes, form) = match &expression.kind {
        ExpressionKind::Compare(Comparison::Equal, left, right) => (left, vec![code(right)?], Form::Is),
        ExpressionKind::Compare(Comparison::NotEqual, left, right) => (left, vec![code(right)?], Form::IsNot),
        ExpressionKind::In { list, negated, item } => {
            (item, several(list)?, if *negated { Form::IsNot } else { Form::Is })
        }
        ExpressionKind::Under(item, of) => {
            (item, code(of).map(|one| vec![one]).or_else(|| several(of))?, Form::Under)
        }
        _ => return None,
    };
    let wrong = |code: &String| if form == Form::Under { is_beginning(code) } else { is_entry(code) };
    let codes = if form == Form::Under { codes.into_iter().filter(wrong).collect() } else { codes };
    codes.iter().any(wrong).then_some(Alone { item: item.span, codes, form })
}

fn code(value: &Expression) -> Option<String> {
    match &value.kind {
        ExpressionKind::Literal(Value::Code(code)) => Some(code.as_str().to_owned()),
        _ => None,
    }
}

fn several(list: &Expression) -> Option<Vec<String>> {
    match &list.kind {
        ExpressionKind::List(items) => items.iter().map(code).collect(),
        _ => None,
    }
}

/// `3A001`: a digit, a letter and three digits, as control lists number what has parts below.
fn is_entry(code: &str) -> bool {
    code.len() == 5 && begins_an_entry(code)
}

/// `3`, `3A`, `3A0`: the beginning of such a number.
fn is_beginning(code: &str) -> bool {
    code.len() < 5 && begins_an_entry(code)
}

fn begins_an_entry(code: &str) -> bool {
    let mut signs = code.bytes();
    let category = signs.next().is_some_and(|sign| sign.is_ascii_digit());
    let group = signs.next().is_none_or(|sign| sign.is_ascii_uppercase());
    category && group && signs.all(|sign| sign.is_ascii_digit())
}

/// Codes as a policy writes them: `"3A001"`, `["3A001", "3A002"]`.
pub(super) fn quoted(codes: &[String]) -> String {
    let marked: Vec<String> = codes.iter().map(|code| format!("\"{code}\"")).collect();
    match marked.as_slice() {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    }
}
