//! Expressions: the grammar gives a flat row of operands and operators, this gives it its shape.
//!
//! From loose to tight: `or`; `and`; `not`; comparisons, `in`, `under`, `is none`, `between`;
//! `+ -`; `* /`; the sign of a number.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::error::SyntaxError;
use super::nesting::DEPTH;
use super::pairs::{Builder, Pair, child, children, has};
use super::parse::Rule;
use super::tree::{Comparison, Expression, ExpressionKind, Operator};
use crate::source::Span;

/// The row of prefixes, operands, tests and operators that is still to be read.
pub(super) type Row<'t> = Peekable<IntoIter<Pair<'t>>>;

type Boxed = Box<Expression>;

impl<'t> Builder<'t> {
    /// An expression of the grammar, whichever of its rules took it in.
    pub(super) fn expression(&mut self, pair: &Pair<'t>) -> Expression {
        self.row(flat(pair))
    }

    /// An expression of its pieces.
    pub(super) fn row(&mut self, pieces: Vec<Pair<'t>>) -> Expression {
        let mut row = pieces.into_iter().peekable();
        let whole = self.alternatives(&mut row);
        match row.next() {
            None => whole,
            Some(rest) => self.not_understood(&rest),
        }
    }

    /// The expression in a pair: its first child that is one.
    pub(super) fn expression_in(&mut self, pair: &Pair<'t>) -> Option<Expression> {
        let rules = [Rule::expression, Rule::dated_expression];
        let inner = pair.clone().into_inner().find(|inner| rules.contains(&inner.as_rule()))?;
        Some(self.expression(&inner))
    }

    /// All expressions directly in a pair.
    pub(super) fn expressions_in(&mut self, pair: &Pair<'t>) -> Vec<Expression> {
        children(pair, Rule::expression).map(|inner| self.expression(&inner)).collect()
    }

    /// `a or b or c`
    fn alternatives(&mut self, row: &mut Row<'t>) -> Expression {
        let mut parts = vec![self.conjunction(row)];
        while let Some(operator) =
            take(row, &[Rule::or_op, Rule::bad_and_or, Rule::bad_compare], |p| joins(p, "||"))
        {
            self.refuse_joint(&operator, "or");
            parts.push(self.conjunction(row));
        }
        self.refuse_mixture(&parts);
        self.refuse_reach(&parts);
        joined(parts, ExpressionKind::Or)
    }

    /// `a and b and c`
    fn conjunction(&mut self, row: &mut Row<'t>) -> Expression {
        let mut parts = vec![self.negation(row, 0)];
        while let Some(operator) = take(row, &[Rule::and_op, Rule::bad_compare], |p| joins(p, "&&")) {
            self.refuse_joint(&operator, "and");
            parts.push(self.negation(row, 0));
        }
        joined(parts, ExpressionKind::And)
    }

    /// `not a`
    fn negation(&mut self, row: &mut Row<'t>, depth: usize) -> Expression {
        let Some(prefix) = take(row, &[Rule::prefix], |prefix| !has(prefix, Rule::minus_op)) else {
            return self.comparison(row);
        };
        let span = self.span(&prefix);
        if depth >= DEPTH {
            return self.too_deep(span);
        }
        if has(&prefix, Rule::bad_not) {
            self.problems.add(SyntaxError::OtherOperator { written: "!".to_owned(), meant: "not", span });
        }
        let inner = self.negation(row, depth.saturating_add(1));
        let span = span.to(inner.span);
        Expression { kind: ExpressionKind::Not(Box::new(inner)), span }
    }

    /// `a < b`, `a in b`, `a is none`: one of them, for they do not chain.
    fn comparison(&mut self, row: &mut Row<'t>) -> Expression {
        let mut left = self.sum(row);
        let mut compared = false;
        while let Some(next) = row.next_if(compares) {
            let chained = compared.then(|| self.span(&next));
            compared = true;
            left = self.compared(left, &next, row);
            if let Some(span) = chained {
                // `… == true` behind a condition says nothing more.
                let truth = match &left.kind {
                    ExpressionKind::Compare(Comparison::Equal | Comparison::NotEqual, _, right) => {
                        &right.kind
                    }
                    other => other,
                };
                let between = self.slice(Span::new(left.span.start, span.start));
                let bullet = between.lines().skip(1).any(|line| line.trim_start().starts_with("- "));
                let help = match truth {
                    _ if bullet => {
                        "a dash before a line is read as a minus: write `and` or `or` in its place, whichever is meant"
                    }
                    ExpressionKind::Boolean(_) => {
                        "a condition is true or false by itself: leave `true` and `false` out, and write `not` before it for the opposite"
                    }
                    _ => {
                        "join two comparisons with `and`, or write `between … and …`, which includes both ends"
                    }
                };
                self.problems.add(SyntaxError::ChainedComparison { help, span });
                left.kind = ExpressionKind::Broken;
            }
        }
        left
    }

    fn compared(&mut self, left: Expression, operator: &Pair<'t>, row: &mut Row<'t>) -> Expression {
        if operator.as_rule() == Rule::postfix {
            return self.tested(left, operator);
        }
        // `a == not b`: the sign of negation after a comparison belongs to what follows it.
        let right =
            if row.peek().is_some_and(|next| next.as_rule() == Rule::prefix && !has(next, Rule::minus_op)) {
                self.negation(row, 0)
            } else {
                self.sum(row)
            };
        let span = left.span.to(right.span);
        let (left, right) = (Box::new(left), Box::new(right));
        let kind = match operator.as_rule() {
            Rule::in_op => ExpressionKind::In { negated: false, item: left, list: right },
            Rule::not_in_op => ExpressionKind::In { negated: true, item: left, list: right },
            Rule::under_op => ExpressionKind::Under(left, right),
            _ => self
                .comparison_sign(operator)
                .map_or(ExpressionKind::Broken, |sign| ExpressionKind::Compare(sign, left, right)),
        };
        Expression { kind, span }
    }

    fn comparison_sign(&mut self, operator: &Pair<'t>) -> Option<Comparison> {
        Some(match operator.as_rule() {
            Rule::equal_op | Rule::is_op => Comparison::Equal,
            Rule::not_equal_op | Rule::is_not_op => Comparison::NotEqual,
            Rule::less_op => Comparison::Less,
            Rule::at_most_op => Comparison::AtMost,
            Rule::greater_op => Comparison::Greater,
            Rule::at_least_op => Comparison::AtLeast,
            Rule::bad_equal => {
                self.refuse_equal(operator);
                Comparison::Equal
            }
            Rule::bad_compare => self.refuse_sign(operator),
            _ => {
                self.not_understood(operator);
                return None;
            }
        })
    }

    /// `a is none`, `a cannot be determined`, `a between b and c`
    fn tested(&mut self, left: Expression, postfix: &Pair<'t>) -> Expression {
        let span = left.span.to(self.span(postfix));
        let of = Box::new(left);
        let kind = if let Some(test) = child(postfix, Rule::none_test) {
            Some(ExpressionKind::IsNone { negated: has(&test, Rule::not_word), of })
        } else if has(postfix, Rule::undeterminable_test) {
            Some(ExpressionKind::CannotBeDetermined(of))
        } else {
            child(postfix, Rule::between_test).and_then(|test| self.between(of, &test))
        };
        match kind {
            Some(kind) => Expression { kind, span },
            None => self.not_understood(postfix),
        }
    }

    fn between(&mut self, of: Boxed, test: &Pair<'t>) -> Option<ExpressionKind> {
        let mut bounds = children(test, Rule::bound);
        let least = self.expression(&bounds.next()?);
        let most = self.expression(&bounds.next()?);
        Some(ExpressionKind::Between(of, Box::new(least), Box::new(most)))
    }

    /// `a + b - c`
    fn sum(&mut self, row: &mut Row<'t>) -> Expression {
        self.chain(row, &[Rule::plus_op, Rule::minus_op], Self::product)
    }

    /// `a * b / c`
    fn product(&mut self, row: &mut Row<'t>) -> Expression {
        self.chain(row, &[Rule::times_op, Rule::divide_op], |builder, row| builder.signed(row, 0))
    }

    fn chain(
        &mut self,
        row: &mut Row<'t>,
        operators: &[Rule],
        operand: fn(&mut Self, &mut Row<'t>) -> Expression,
    ) -> Expression {
        let mut left = operand(self, row);
        let mut count = 1usize;
        while let Some(sign) = take(row, operators, |_| true) {
            let right = operand(self, row);
            count = count.saturating_add(1);
            if count > DEPTH {
                left = if count == DEPTH.saturating_add(1) { self.too_deep(right.span) } else { left };
                continue;
            }
            let span = left.span.to(right.span);
            let kind = ExpressionKind::Arithmetic(operator(&sign), Box::new(left), Box::new(right));
            left = Expression { kind, span };
        }
        left
    }

    /// `-a`
    fn signed(&mut self, row: &mut Row<'t>, depth: usize) -> Expression {
        if let Some(sign) = take(row, &[Rule::prefix, Rule::minus_op], |_| true) {
            let span = self.span(&sign);
            if depth >= DEPTH {
                return self.too_deep(span);
            }
            let inner = self.signed(row, depth.saturating_add(1));
            let span = span.to(inner.span);
            return Expression { kind: ExpressionKind::Negate(Box::new(inner)), span };
        }
        match row.next() {
            Some(operand) => self.operand(&operand),
            None => {
                let end = self.place(self.text.len(), self.text.len());
                self.report_not_understood(end)
            }
        }
    }

    fn too_deep(&mut self, span: Span) -> Expression {
        self.problems.add(SyntaxError::TooDeep { limit: DEPTH, span });
        Expression { kind: ExpressionKind::Broken, span }
    }
}

/// The next piece of the row if it is of one of these rules and passes the test.
fn take<'t>(row: &mut Row<'t>, rules: &[Rule], test: impl Fn(&Pair<'t>) -> bool) -> Option<Pair<'t>> {
    row.next_if(|pair| rules.contains(&pair.as_rule()) && test(pair))
}

/// Whether a pair is an operator that joins conditions: a word of the language, or this foreign sign.
fn joins(pair: &Pair, sign: &str) -> bool {
    pair.as_rule() != Rule::bad_compare || pair.as_str().trim() == sign
}

pub(super) fn compares(pair: &Pair) -> bool {
    match pair.as_rule() {
        Rule::equal_op
        | Rule::not_equal_op
        | Rule::at_most_op
        | Rule::at_least_op
        | Rule::less_op
        | Rule::greater_op => true,
        Rule::in_op | Rule::not_in_op | Rule::under_op | Rule::is_op | Rule::is_not_op | Rule::bad_equal => {
            true
        }
        Rule::postfix => true,
        Rule::bad_compare => !["&&", "||"].contains(&pair.as_str().trim()),
        _ => false,
    }
}

/// The pieces of an expression without the groups in which the grammar holds them.
pub(super) fn flat<'t>(pair: &Pair<'t>) -> Vec<Pair<'t>> {
    let groups = [Rule::operation, Rule::operation_plain];
    let mut pieces = Vec::new();
    for inner in pair.clone().into_inner() {
        if groups.contains(&inner.as_rule()) {
            pieces.extend(inner.into_inner());
        } else {
            pieces.push(inner);
        }
    }
    pieces
}

fn operator(sign: &Pair) -> Operator {
    match sign.as_rule() {
        Rule::minus_op => Operator::Subtract,
        Rule::times_op => Operator::Multiply,
        Rule::divide_op => Operator::Divide,
        _ => Operator::Add,
    }
}

/// One part stays itself; several become one level.
fn joined(mut parts: Vec<Expression>, kind: fn(Vec<Expression>) -> ExpressionKind) -> Expression {
    let span = parts.iter().map(|part| part.span).reduce(Span::to).unwrap_or_default();
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            parts.extend(last);
            parts.shrink_to_fit();
            Expression { kind: kind(parts), span }
        }
    }
}
