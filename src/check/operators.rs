//! Operators: which types each can work on, and what it gives.

use crate::schema::Type;
use crate::source::Span;
use crate::syntax::tree::{self, Aggregate, Binder, Comparison, ExpressionKind as Written, Name, Operator};
use crate::typed::{Expression, ExpressionKind};
use crate::value::{Duration, Value};

use super::Checker;
use super::error::CheckError;
use super::expression::{Scope, broken, help_for, is_open, literal, typed};
use super::expressions::{common, fits, whole_share};

impl<'a> Checker<'a> {
    /// `a == b`, `a < b`
    pub(super) fn compare(
        &mut self,
        operator: Comparison,
        left: &tree::Expression,
        right: &tree::Expression,
        scope: &mut Scope,
        span: Span,
    ) -> Expression {
        if let Some(problem) = self.nothing_there(operator, left, right, scope) {
            self.problems.add(problem);
            return broken(span);
        }
        if self.refuse_several(operator, left, right, scope) {
            return broken(span);
        }
        let (first, second) = self.pair(left, right, None, scope);
        if let Some(problem) = whole_share(&first, right).or_else(|| whole_share(&second, left)) {
            self.problems.add(problem);
            return broken(span);
        }
        if !self.comparable(&first, &second, left, right) {
            return broken(span);
        }
        let ordered = !matches!(operator, Comparison::Equal | Comparison::NotEqual);
        if ordered && !(first.r#type.is_ordered() || first.r#type == Type::Broken) {
            let what = self.say(&first.r#type);
            self.problems.add(CheckError::Unordered { what, span: first.span });
            return broken(span);
        }
        typed(ExpressionKind::Compare(operator, Box::new(first), Box::new(second)), Type::Boolean, span)
    }

    /// Whether two values can be compared at all; says so where they cannot.
    fn comparable(
        &mut self,
        first: &Expression,
        second: &Expression,
        left: &tree::Expression,
        right: &tree::Expression,
    ) -> bool {
        for side in [first, second] {
            if let Type::Record(id) = side.r#type {
                let problem = self.whole_record(id, side);
                self.problems.add(problem);
                return false;
            }
        }
        if let (Some(a), Some(b)) = (months_or_days(first), months_or_days(second))
            && a != b
        {
            let (months, days) = if a { (first.span, second.span) } else { (second.span, first.span) };
            self.problems.add(CheckError::MonthsAndDays { span: months, other: days });
            return false;
        }
        if fits(&first.r#type, &second.r#type) {
            return true;
        }
        let better = self
            .better_mismatch(right, &first.r#type, second)
            .or_else(|| self.better_mismatch(left, &second.r#type, first));
        let problem = better.unwrap_or_else(|| self.incomparable(first, second));
        self.problems.add(problem);
        false
    }

    fn incomparable(&self, first: &Expression, second: &Expression) -> CheckError {
        let (span, other) = (first.span, second.span);
        if let (Type::Code(Some(_)), Type::Code(Some(_))) = (&first.r#type, &second.r#type) {
            let (left, right) =
                (self.schema.show(&first.r#type).to_string(), self.schema.show(&second.r#type).to_string());
            return CheckError::DifferentCodes { left, right, span, other };
        }
        let help = match (&first.r#type, &second.r#type) {
            (Type::List(_), _) | (_, Type::List(_)) => "to look something up in a list, write `in`",
            (Type::Date, Type::Number) if is_year(second) => {
                "write the first or the last day of the year, such as 2026-01-01 or 2026-12-31"
            }
            (_, known) if matches!(first.kind, ExpressionKind::Literal(_)) => help_for(known),
            (known, _) if matches!(second.kind, ExpressionKind::Literal(_)) => help_for(known),
            _ => "compare facts of one kind with each other",
        };
        CheckError::Incomparable {
            left: self.say(&first.r#type),
            right: self.say(&second.r#type),
            help: help.to_owned(),
            span,
            other,
        }
    }

    /// `a in b`, `a not in b`
    pub(super) fn membership(
        &mut self,
        negated: bool,
        item: &tree::Expression,
        list: &tree::Expression,
        scope: &mut Scope,
        span: Span,
    ) -> Expression {
        let (item, list) = self.item_and_list(item, list, scope);
        let in_period = list.r#type == Type::Period && fits(&item.r#type, &Type::Date);
        let in_list = list.r#type.element().is_some_and(|element| fits(&item.r#type, element));
        if item.r#type == Type::Broken || list.r#type == Type::Broken || in_period || in_list {
            return typed(
                ExpressionKind::In { negated, item: Box::new(item), list: Box::new(list) },
                Type::Boolean,
                span,
            );
        }
        let problem = match (&item.r#type, &list.r#type) {
            (Type::Record(id), _) => self.whole_record(*id, &item),
            (_, Type::List(_) | Type::Period) => self.incomparable_element(&item, &list),
            (_, other) => {
                let help = match &item.r#type {
                    Type::Date => {
                        "write `between 2025-01-01 and 2025-12-31`, in which both days are included"
                    }
                    _ => help_for(&Type::List(Box::new(Type::Text))),
                };
                let help = help.to_owned();
                CheckError::NotList { found: self.say(other), help, span: list.span }
            }
        };
        self.problems.add(problem);
        broken(span)
    }

    fn item_and_list(
        &mut self,
        item: &tree::Expression,
        list: &tree::Expression,
        scope: &mut Scope,
    ) -> (Expression, Expression) {
        if is_open(self, item, scope) && !is_open(self, list, scope) {
            let list = self.expression(list, None, scope);
            if let Some(broken) = self.one_value(&list) {
                return (super::expression::broken(item.span), broken);
            }
            let element = match &list.r#type {
                Type::Broken => Some(Type::Broken),
                known => known.element().cloned(),
            };
            return (self.expression(item, element.as_ref(), scope), list);
        }
        let item = self.expression(item, None, scope);
        let wanted = Type::List(Box::new(item.r#type.clone()));
        let list = self.expression(list, Some(&wanted), scope);
        (item, list)
    }

    /// `RU in destination`: what is asked is no list. Says so, and gives what stands in its place.
    fn one_value(&mut self, list: &Expression) -> Option<Expression> {
        let help = match &list.r#type {
            Type::Broken | Type::List(_) | Type::Period | Type::Record(_) => return None,
            Type::Text => "compare the whole text with `==`: parts of a text cannot be asked for",
            _ => "this is one value, and `in` asks a list: compare the two with `==`",
        };
        let (found, help) = (self.say(&list.r#type), help.to_owned());
        self.problems.add(CheckError::NotList { found, help, span: list.span });
        Some(super::expression::broken(list.span))
    }

    fn incomparable_element(&self, item: &Expression, list: &Expression) -> CheckError {
        if let (Type::Code(Some(_)), Some(element @ Type::Code(Some(_)))) =
            (&item.r#type, list.r#type.element())
        {
            let (left, right) =
                (self.schema.show(&item.r#type).to_string(), self.schema.show(element).to_string());
            return CheckError::DifferentCodes { left, right, span: item.span, other: list.span };
        }
        CheckError::Incomparable {
            left: self.say(&item.r#type),
            right: self.say(&list.r#type),
            help: "a list is asked for what it is a list of".to_owned(),
            span: item.span,
            other: list.span,
        }
    }

    /// `code under "1C902"`
    pub(super) fn under(
        &mut self,
        code: &tree::Expression,
        of: &tree::Expression,
        scope: &mut Scope,
        span: Span,
    ) -> Expression {
        if let Written::Path(path) = &of.kind
            && let [law] = path.names.as_slice()
            && self.names.values.get(&law.text).is_none()
            && self.names.instruments.get(&law.text).is_some()
        {
            self.problems.add(CheckError::CitationInCondition { law: law.text.to_string(), span: law.span });
            return broken(span);
        }
        let code = self.expression(code, None, scope);
        if !matches!(code.r#type, Type::Code(_) | Type::Broken) {
            self.wrong_type(&Type::Code(None), &code);
            return broken(span);
        }
        let expected = match &of.kind {
            Written::List(_) => Type::List(Box::new(code.r#type.clone())),
            _ => code.r#type.clone(),
        };
        let of = self.expression(of, Some(&expected), scope);
        let same = fits(&of.r#type, &code.r#type)
            || of.r#type.element().is_some_and(|element| fits(element, &code.r#type));
        if !same {
            let problem = self.incomparable(&code, &of);
            self.problems.add(problem);
            return broken(span);
        }
        typed(ExpressionKind::Under(Box::new(code), Box::new(of)), Type::Boolean, span)
    }

    /// `a between b and c`
    pub(super) fn between(
        &mut self,
        of: &tree::Expression,
        low: &tree::Expression,
        high: &tree::Expression,
        scope: &mut Scope,
        span: Span,
    ) -> Expression {
        let value = self.expression(of, None, scope);
        let wanted = value.r#type.clone();
        if !(wanted.is_ordered() || wanted == Type::Broken) {
            let what = self.say(&wanted);
            self.problems.add(CheckError::Unordered { what, span: value.span });
            return broken(span);
        }
        let (low, high) = (self.expect(low, &wanted, scope), self.expect(high, &wanted, scope));
        let parts = (Box::new(value), Box::new(low), Box::new(high));
        typed(ExpressionKind::Between(parts.0, parts.1, parts.2), Type::Boolean, span)
    }

    /// `-a`
    pub(super) fn negate(
        &mut self,
        inner: &tree::Expression,
        expected: Option<&Type>,
        scope: &mut Scope,
        span: Span,
    ) -> Expression {
        let inner = self.expression(inner, expected, scope);
        if !(inner.r#type.is_amount() || matches!(inner.r#type, Type::Duration | Type::Broken)) {
            self.wrong_type(&Type::Number, &inner);
            return broken(span);
        }
        let r#type = inner.r#type.clone();
        typed(ExpressionKind::Negate(Box::new(inner)), r#type, span)
    }

    /// `a + b`
    pub(super) fn arithmetic(
        &mut self,
        operator: Operator,
        left: &tree::Expression,
        right: &tree::Expression,
        scope: &mut Scope,
        span: Span,
    ) -> Expression {
        if let Written::WorkingDays(days, calendar) = &right.kind {
            return self.add_working_days(operator, left, (days, right.span), calendar, scope, span);
        }
        let first = self.expression(left, None, scope);
        let second = self.expression(right, None, scope);
        match result(operator, &first.r#type, &second.r#type) {
            Some(r#type) => {
                typed(ExpressionKind::Arithmetic(operator, Box::new(first), Box::new(second)), r#type, span)
            }
            None => {
                let problem = self.no_arithmetic(operator, &first, &second);
                self.problems.add(problem);
                broken(span)
            }
        }
    }

    fn no_arithmetic(&self, operator: Operator, first: &Expression, second: &Expression) -> CheckError {
        if let Type::Record(id) = first.r#type {
            return self.whole_record(id, first);
        }
        if let Type::Record(id) = second.r#type {
            return self.whole_record(id, second);
        }
        let help = match operator {
            Operator::Add | Operator::Subtract => "add only amounts of one kind, or a duration to a date",
            Operator::Multiply => "one side must be a number or a percentage",
            Operator::Divide => "divide an amount by one of the same kind, or by a number",
        };
        CheckError::NoArithmetic {
            operator: operator.symbol(),
            left: self.say(&first.r#type),
            right: self.say(&second.r#type),
            help: help.to_owned(),
            span: first.span,
            other: second.span,
        }
    }

    /// `d + 10 working_days(c)`
    fn add_working_days(
        &mut self,
        operator: Operator,
        left: &tree::Expression,
        (days, written): (&str, Span),
        calendar: &Name,
        scope: &mut Scope,
        span: Span,
    ) -> Expression {
        let date = self.expect(left, &Type::Date, scope);
        if operator != Operator::Add {
            self.problems.add(CheckError::LooseWorkingDays { span: written });
            return broken(span);
        }
        let calendar = self.calendar_named(calendar);
        let Ok(days) = days.parse::<u32>() else {
            self.problems.add(CheckError::NotWhole { number: days.to_owned(), span: written });
            return broken(span);
        };
        let Some(calendar) = calendar else { return broken(span) };
        typed(ExpressionKind::AddWorkingDays(Box::new(date), days, calendar), Type::Date, span)
    }

    /// `sum(e for x in xs where w)`
    pub(super) fn aggregate(
        &mut self,
        kind: Aggregate,
        value: &tree::Expression,
        binder: &Binder,
        scope: &mut Scope,
        span: Span,
    ) -> Expression {
        let depth = scope.locals.len();
        let each = self.bind(binder, scope);
        let value = self.expression(value, None, scope);
        scope.locals.truncate(depth);
        let wanted = match kind {
            Aggregate::Sum => value.r#type.is_amount(),
            Aggregate::Least | Aggregate::Greatest => value.r#type.is_ordered(),
        };
        if !(wanted || value.r#type == Type::Broken) {
            self.wrong_type(&Type::Number, &value);
            return broken(span);
        }
        let (r#type, never_negative) = (value.r#type.clone(), self.never_negative(&value));
        typed(ExpressionKind::Aggregate(kind, each, Box::new(value), never_negative), r#type, span)
    }

    /// The value of a constant; anything else is reported, so that nothing is left out in silence.
    pub(super) fn constant(&mut self, found: &Expression) -> Option<Value> {
        let value = match &found.kind {
            ExpressionKind::Literal(value) => Some(value.clone()),
            ExpressionKind::Negate(of) => match &of.kind {
                ExpressionKind::Literal(value) => negative(value),
                _ => None,
            },
            _ => None,
        };
        if value.is_none() && found.r#type != Type::Broken {
            self.problems.add(CheckError::NotConstant { span: found.span });
        }
        value
    }

    /// Whether an amount is never below zero, whatever the facts.
    fn never_negative(&self, value: &Expression) -> bool {
        match &value.kind {
            ExpressionKind::Literal(constant) => constant_not_negative(constant),
            ExpressionKind::Field(_, record, slot) => {
                let field = self.schema.record(*record).and_then(|record| record.fields.get(*slot));
                field.and_then(|field| field.least.as_ref()).is_some_and(|least| !least.is_negative())
            }
            ExpressionKind::Arithmetic(
                Operator::Add | Operator::Multiply | Operator::Divide,
                left,
                right,
            ) => self.never_negative(left) && self.never_negative(right),
            ExpressionKind::If(_, yes, no) => self.never_negative(yes) && self.never_negative(no),
            ExpressionKind::Quantified(..) => true,
            ExpressionKind::Aggregate(_, _, _, never_negative) => *never_negative,
            _ => false,
        }
    }
}

fn constant_not_negative(constant: &Value) -> bool {
    match constant {
        Value::Number(number) => !number.is_negative(),
        Value::Money(money) => !money.amount.is_negative(),
        Value::Quantity(quantity) => !quantity.amount.is_negative(),
        _ => false,
    }
}

/// For a duration of which it is known, whether it counts months; zero counts neither.
fn months_or_days(value: &Expression) -> Option<bool> {
    if let ExpressionKind::Arithmetic(Operator::Subtract, left, _) = &value.kind
        && left.r#type == Type::Date
    {
        // From one date to another it is so many days.
        return (value.r#type == Type::Duration).then_some(false);
    }
    let ExpressionKind::Literal(Value::Duration(Duration { months, days })) = &value.kind else {
        return None;
    };
    match (*months, *days) {
        (0, 0) => None,
        (months, _) => Some(months != 0),
    }
}

/// What an operator gives; nothing where it cannot work on these types.
fn result(operator: Operator, left: &Type, right: &Type) -> Option<Type> {
    match operator {
        Operator::Add | Operator::Subtract => sum_type(operator, left, right),
        Operator::Multiply => product_type(left, right),
        Operator::Divide => quotient_type(left, right),
    }
}

fn sum_type(operator: Operator, left: &Type, right: &Type) -> Option<Type> {
    match (left, right) {
        (Type::Broken, _) | (_, Type::Broken) => Some(Type::Broken),
        (Type::Date, Type::Duration) => Some(Type::Date),
        (Type::Duration, Type::Date) if operator == Operator::Add => Some(Type::Date),
        (Type::Date, Type::Date) if operator == Operator::Subtract => Some(Type::Duration),
        (Type::Duration, Type::Duration) => Some(Type::Duration),
        // A temperature on a scale is no amount that adds up.
        (Type::Quantity(left), _) if Some(*left) == crate::value::Dimension::named("temperature") => None,
        (left, right) if left.is_amount() && right.is_amount() => common(left, right),
        _ => None,
    }
}

fn product_type(left: &Type, right: &Type) -> Option<Type> {
    match (left, right) {
        (Type::Broken, _) | (_, Type::Broken) => Some(Type::Broken),
        (Type::Quantity(left), Type::Quantity(right)) => Some(quantity(left.multiply(*right))),
        (Type::Number, Type::Number) => Some(Type::Number),
        (Type::Percent, Type::Percent) => Some(Type::Percent),
        (left, right) if is_plain(left) && is_plain(right) => Some(Type::Ratio),
        (plain, amount @ (Type::Money | Type::Quantity(_)))
        | (amount @ (Type::Money | Type::Quantity(_)), plain)
            if is_plain(plain) =>
        {
            Some(amount.clone())
        }
        _ => None,
    }
}

fn quotient_type(left: &Type, right: &Type) -> Option<Type> {
    match (left, right) {
        (Type::Broken, _) | (_, Type::Broken) => Some(Type::Broken),
        (Type::Money, Type::Money) => Some(Type::Ratio),
        (Type::Quantity(left), Type::Quantity(right)) => Some(quantity(left.divide(*right))),
        (Type::Percent, Type::Number) => Some(Type::Percent),
        (left, right) if is_plain(left) && is_plain(right) => Some(Type::Ratio),
        (amount @ (Type::Money | Type::Quantity(_)), plain) if is_plain(plain) => Some(amount.clone()),
        _ => None,
    }
}

fn is_plain(r#type: &Type) -> bool {
    matches!(r#type, Type::Number | Type::Percent | Type::Ratio)
}

fn quantity(dimension: crate::value::Dimension) -> Type {
    if dimension.is_none() { Type::Ratio } else { Type::Quantity(dimension) }
}

/// An amount with the other sign.
fn negative(value: &Value) -> Option<Value> {
    Some(match value {
        Value::Number(number) => Value::Number(number.negate()),
        Value::Money(money) => {
            Value::Money(crate::value::Money { amount: money.amount.negate(), currency: money.currency })
        }
        Value::Quantity(quantity) => {
            Value::Quantity(crate::value::Quantity { amount: quantity.amount.negate(), unit: quantity.unit })
        }
        _ => return None,
    })
}

/// The number inside an amount.
pub(super) fn amount(value: &Value) -> Option<&crate::value::Number> {
    match value {
        Value::Number(number) => Some(number),
        Value::Money(money) => Some(&money.amount),
        Value::Quantity(quantity) => Some(&quantity.amount),
        _ => None,
    }
}

/// A boolean constant that always holds.
pub(super) fn always(span: Span) -> Expression {
    literal(Value::Boolean(true), Type::Boolean, span)
}

/// Whether a number looks like a year.
fn is_year(number: &Expression) -> bool {
    let ExpressionKind::Literal(Value::Number(number)) = &number.kind else { return false };
    let text = number.to_string();
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20"))
}
