//! Expressions: from what is written to what it means, with its type.

use crate::schema::Type;
use crate::source::Span;
use crate::syntax::tree::{self, Binder, ExpressionKind as Written, Name, Quantifier};
use crate::typed::{Each, Expression, ExpressionKind};
use crate::value::{Code, Country, Currency, Duration, Money, Number, Quantity, Unit, Value};

use super::Checker;
use super::error::CheckError;
use super::expression::{Scope, broken, help_for, literal, not_country, typed};
use super::names::ValueName;
use super::{elsewhere, everyday};

impl<'a> Checker<'a> {
    /// An expression of a wanted type; anything else is reported.
    pub(super) fn expect(
        &mut self,
        written: &tree::Expression,
        wanted: &Type,
        scope: &mut Scope,
    ) -> Expression {
        let found = self.expression(written, Some(wanted), scope);
        if fits(&found.r#type, wanted) {
            return found;
        }
        match self.better_mismatch(written, wanted, &found) {
            Some(problem) => self.problems.add(problem),
            None => self.wrong_type(wanted, &found),
        }
        broken(found.span)
    }

    /// Mismatches that have a message of their own.
    pub(super) fn better_mismatch(
        &mut self,
        written: &tree::Expression,
        wanted: &Type,
        found: &Expression,
    ) -> Option<CheckError> {
        let span = found.span;
        if let (Type::Enum(_), Type::Text) = (wanted, &found.r#type) {
            let choices = self.schema.show(wanted).to_string();
            let values = self.values_of(wanted);
            let text = if let Written::Text(text) = &written.kind { text.as_str() } else { "" };
            let known: Vec<&str> = values.iter().map(String::as_str).collect();
            let meant =
                known.iter().find(|value| **value == text).map_or(known.clone(), |value| vec![*value]);
            let advice = CheckError::advice(
                if meant.len() == 1 { "" } else { text },
                meant,
                "write its word without them",
            );
            return Some(CheckError::QuotedChoice { text: text.to_owned(), choices, advice, span });
        }
        if let Written::Text(text) = &written.kind
            && !matches!(wanted, Type::Text | Type::Country | Type::Code(_) | Type::Record(_) | Type::List(_))
            && crate::facts::read_text(text, wanted, &self.schema).is_ok()
        {
            let wanted = self.say(wanted);
            return Some(CheckError::QuotedValue { text: text.to_string(), wanted, span });
        }
        let Written::Number(number) = &written.kind else { return None };
        match wanted {
            Type::Percent => Some(percent_needed(number, span)),
            Type::Money => Some(CheckError::CurrencyNeeded { number: number.to_string(), span }),
            Type::Quantity(dimension) => {
                let example = Unit::base_of(*dimension).map(|unit| unit.to_string()).unwrap_or_default();
                Some(CheckError::UnitNeeded { number: number.to_string(), example, span })
            }
            _ => None,
        }
    }

    fn values_of(&self, r#type: &Type) -> Vec<String> {
        let Type::Enum(id) = r#type else { return Vec::new() };
        let values = self.schema.enumeration(*id).into_iter().flat_map(|found| &found.values);
        values.map(|value| value.name.clone()).collect()
    }

    /// `if A unless B`, `always`.
    pub(super) fn condition(&mut self, written: &tree::Condition, scope: &mut Scope) -> Expression {
        let always = literal(Value::Boolean(true), Type::Boolean, written.span);
        let holds = written.holds.as_ref().map_or(always, |holds| self.truth(holds, scope));
        let Some(unless) = &written.unless else { return holds };
        let unless = self.truth(unless, scope);
        let span = unless.span;
        let not = typed(ExpressionKind::Not(Box::new(unless)), Type::Boolean, span);
        typed(ExpressionKind::And(vec![holds, not]), Type::Boolean, written.span)
    }

    /// An expression that is true or false.
    pub(super) fn truth(&mut self, written: &tree::Expression, scope: &mut Scope) -> Expression {
        let found = self.expression(written, Some(&Type::Boolean), scope);
        match &found.r#type {
            Type::Boolean | Type::Broken => return found,
            Type::Record(id) => {
                let problem = self.whole_record(*id, &found);
                self.problems.add(problem);
            }
            other => {
                let help = match other {
                    Type::List(element) if **element == Type::Boolean => {
                        "write round brackets around conditions: `( … )`"
                    }
                    _ => help_for(&Type::Boolean),
                };
                let problem = CheckError::NotCondition {
                    found: self.say(other),
                    help: help.to_owned(),
                    span: found.span,
                };
                self.problems.add(problem);
            }
        }
        broken(found.span)
    }

    /// An expression; `expected` is what the place would like, and gives bare words their meaning.
    pub(super) fn expression(
        &mut self,
        written: &tree::Expression,
        expected: Option<&Type>,
        scope: &mut Scope,
    ) -> Expression {
        let span = written.span;
        match &written.kind {
            Written::Broken => broken(span),
            Written::Number(text) => self.number(text, span),
            Written::Measure(number, unit) => match expected {
                Some(Type::Code(_))
                    if unit.span.end.saturating_sub(span.start) as usize
                        == number.len() + unit.text.len() =>
                {
                    let text = format!("{number}{}", unit.text);
                    self.problems.add(CheckError::UnquotedText {
                        text,
                        what: "a code",
                        plural: "codes",
                        span,
                    });
                    broken(span)
                }
                _ => self.measure(number, unit, span),
            },
            Written::WorkingDays(..) => {
                self.problems.add(CheckError::LooseWorkingDays { span });
                broken(span)
            }
            Written::Text(text) => self.text(text, expected, span),
            Written::Date(date) => literal(Value::Date(*date), Type::Date, span),
            Written::Boolean(value) => literal(Value::Boolean(*value), Type::Boolean, span),
            Written::Path(path) => self.path(path, expected, scope),
            Written::Call(call) => {
                let found = self.call(&call.name, &call.arguments, span, scope);
                self.members(found, &call.read)
            }
            Written::Applies(name) => self.applies(name, scope, span),
            Written::List(items) => self.list_literal(items, expected, scope, span),
            Written::Brackets(inner) => Expression { span, ..self.expression(inner, expected, scope) },
            Written::Not(inner) => {
                let inner = self.truth(inner, scope);
                typed(ExpressionKind::Not(Box::new(inner)), Type::Boolean, span)
            }
            Written::And(parts) => {
                typed(ExpressionKind::And(self.demands(parts, scope)), Type::Boolean, span)
            }
            Written::Or(parts) => {
                let parts = self.alternatives(parts, scope);
                typed(ExpressionKind::Or(parts), Type::Boolean, span)
            }
            Written::Negate(inner) => self.negate(inner, expected, scope, span),
            Written::Compare(operator, left, right) => self.compare(*operator, left, right, scope, span),
            Written::In { negated, item, list } => self.membership(*negated, item, list, scope, span),
            Written::Under(code, of) => self.under(code, of, scope, span),
            Written::Arithmetic(..) if self.refuse_hyphens(written, expected, scope) => broken(span),
            Written::Arithmetic(operator, left, right) => {
                self.arithmetic(*operator, left, right, scope, span)
            }
            Written::If(condition, yes, no) => self.choice(condition, yes, no, expected, scope, span),
            Written::IsNone { negated, of } => {
                let of = Box::new(self.expression(of, None, scope));
                typed(ExpressionKind::IsNone { negated: *negated, of }, Type::Boolean, span)
            }
            Written::CannotBeDetermined(of) => {
                let of = Box::new(self.expression(of, None, scope));
                typed(ExpressionKind::CannotBeDetermined(of), Type::Boolean, span)
            }
            Written::Between(of, low, high) => self.between(of, low, high, scope, span),
            Written::Quantified(quantifier, binder, body) => {
                self.quantified(*quantifier, binder, body.as_deref(), scope, span)
            }
            Written::Count(list) => self.count(list, scope, span),
            Written::Aggregate(kind, value, binder) => self.aggregate(*kind, value, binder, scope, span),
        }
    }

    fn number(&mut self, text: &str, span: Span) -> Expression {
        match Number::parse(text) {
            Some(number) => literal(Value::Number(number), Type::Number, span),
            None => {
                self.problems.add(CheckError::LongNumber { span });
                broken(span)
            }
        }
    }

    /// `0.1%`, `14 nm`, `5000 USD`, `10 days`
    fn measure(&mut self, text: &str, unit: &Name, span: Span) -> Expression {
        let Some(number) = Number::parse(text) else {
            self.problems.add(CheckError::LongNumber { span });
            return broken(span);
        };
        if unit.text == "%" {
            let hundredth = number.divide(&Number::from_i64(100)).unwrap_or_default();
            return literal(Value::Number(hundredth), Type::Percent, span);
        }
        if let Some(months_or_days) = duration_unit(&unit.text) {
            return self.duration(text, &number, months_or_days, span);
        }
        if let Some(currency) = Currency::parse(&unit.text) {
            return literal(Value::Money(Money { amount: number, currency }), Type::Money, span);
        }
        if let Some(found) = Unit::parse(&unit.text) {
            let quantity = Quantity::new(&number, found);
            return literal(Value::Quantity(quantity), Type::Quantity(found.dimension()), span);
        }
        if let Some(times) = Number::scale(&unit.text) {
            let meant = number.multiply(&Number::from_i64(times)).to_string();
            let close = span.len() as usize == text.len() + unit.text.len();
            let written = format!("{text}{}{}", if close { "" } else { " " }, unit.text);
            self.problems.add(CheckError::Scaled { written, meant, span });
            return broken(span);
        }
        let otherwise = elsewhere::unit(&unit.text)
            .unwrap_or("write a unit such as nm, kg or Wh/kg, or a currency such as USD");
        let capitals = unit.text.to_uppercase();
        let currency = Currency::parse(&capitals).map(|_| capitals.to_string());
        let near = match everyday::unit(&unit.text).map(str::to_owned).or(currency) {
            Some(known) => vec![known],
            None if elsewhere::unit(&unit.text).is_some() => Vec::new(),
            None => crate::diagnostics::nearest(&unit.text, Unit::symbols()),
        };
        let advice = super::error::Advice { near, all: Vec::new(), otherwise };
        self.problems.add(CheckError::UnknownUnit { unit: unit.text.to_string(), advice, span: unit.span });
        broken(span)
    }

    fn duration(&mut self, text: &str, number: &Number, unit: (bool, i32), span: Span) -> Expression {
        let (months, times) = unit;
        let count = number
            .to_i64()
            .and_then(|count| i32::try_from(count).ok())
            .and_then(|count| count.checked_mul(times));
        let Some(count) = count.filter(|_| number.is_integer()) else {
            self.problems.add(CheckError::NotWhole { number: text.to_owned(), span });
            return broken(span);
        };
        let duration = if months { Duration::of_months(count) } else { Duration::of_days(count) };
        literal(Value::Duration(duration), Type::Duration, span)
    }

    /// A quoted text: words, or a code where a code is expected.
    fn text(&mut self, text: &str, expected: Option<&Type>, span: Span) -> Expression {
        match expected {
            Some(r#type @ Type::Code(space)) => {
                let shape =
                    space.and_then(|id| self.schema.code_space(id)).and_then(|codes| codes.shape.clone());
                match Code::parse(text).filter(|code| shape.as_ref().is_none_or(|shape| shape.fits(code))) {
                    Some(code) => literal(Value::Code(code), r#type.clone(), span),
                    None => {
                        let codes = self.schema.show(r#type).to_string();
                        self.problems.add(bad_code(text, codes, shape.as_ref(), span));
                        broken(span)
                    }
                }
            }
            Some(Type::Country) if Country::parse(text).is_some() => {
                let (text, wanted) = (text.to_owned(), "a country".to_owned());
                self.problems.add(CheckError::QuotedValue { text, wanted, span });
                broken(span)
            }
            Some(Type::Country) => {
                self.problems.add(not_country(text, span));
                broken(span)
            }
            _ => {
                if let Some(meant) = crate::facts::bare_edges(text).filter(|_| !self.repaired) {
                    let (text, meant) = (text.to_owned(), meant.to_owned());
                    self.problems.add(CheckError::LooseBlanks { text, meant, span });
                    return broken(span);
                }
                if let Some(mark) = elsewhere::wild(text) {
                    self.problems.add(CheckError::WildText { text: text.to_owned(), mark, span });
                    return broken(span);
                }
                literal(Value::Text(text.into()), Type::Text, span)
            }
        }
    }

    fn list_literal(
        &mut self,
        items: &[tree::Expression],
        expected: Option<&Type>,
        scope: &mut Scope,
        span: Span,
    ) -> Expression {
        let wanted = expected.and_then(Type::element).cloned();
        let wanted = wanted.or_else(|| self.first_type(items, scope));
        let Some(element) = wanted else {
            self.problems.add(CheckError::UntypedList { span });
            return broken(span);
        };
        let items = items.iter().map(|item| self.expect(item, &element, scope)).collect();
        typed(ExpressionKind::List(items), Type::List(Box::new(element)), span)
    }

    /// The type of the first item whose type does not depend on what is expected.
    fn first_type(&mut self, items: &[tree::Expression], scope: &mut Scope) -> Option<Type> {
        let item = items.iter().find(|item| {
            matches!(item.kind, Written::Text(_)) || !super::expression::is_open(self, item, scope)
        })?;
        Some(self.expression(item, None, scope).r#type)
    }

    /// `if c then a else b`
    fn choice(
        &mut self,
        condition: &tree::Expression,
        yes: &tree::Expression,
        no: &tree::Expression,
        expected: Option<&Type>,
        scope: &mut Scope,
        span: Span,
    ) -> Expression {
        let condition = self.truth(condition, scope);
        let (yes, no) = self.pair(yes, no, expected, scope);
        let Some(r#type) = common(&yes.r#type, &no.r#type) else {
            let (left, right) = (self.say(&yes.r#type), self.say(&no.r#type));
            self.problems.add(CheckError::DifferentBranches { left, right, span: yes.span, other: no.span });
            return broken(span);
        };
        typed(ExpressionKind::If(Box::new(condition), Box::new(yes), Box::new(no)), r#type, span)
    }

    /// Two expressions that should have one type: what is clear first gives the other its meaning.
    pub(super) fn pair(
        &mut self,
        left: &tree::Expression,
        right: &tree::Expression,
        expected: Option<&Type>,
        scope: &mut Scope,
    ) -> (Expression, Expression) {
        let open = |checker: &Self, side, scope: &Scope| super::expression::is_open(checker, side, scope);
        if expected.is_none() && open(self, left, scope) && !(unknown(left) && open(self, right, scope)) {
            let right = self.expression(right, None, scope);
            let left = self.expression(left, Some(&right.r#type), scope);
            return (left, right);
        }
        let left = self.expression(left, expected, scope);
        let right = self.expression(right, expected.or(Some(&left.r#type)), scope);
        (left, right)
    }

    /// `any(x in xs where w : b)`
    fn quantified(
        &mut self,
        quantifier: Quantifier,
        binder: &Binder,
        body: Option<&tree::Expression>,
        scope: &mut Scope,
        span: Span,
    ) -> Expression {
        if quantifier == Quantifier::All && body.is_none() {
            let span = Span::new(span.start, span.start.saturating_add(3));
            self.problems.add(CheckError::AllOfWhat { span });
        }
        let depth = scope.locals.len();
        let each = self.bind(binder, scope);
        let body = body.map(|body| Box::new(self.truth(body, scope)));
        scope.locals.truncate(depth);
        let r#type = match quantifier {
            Quantifier::Any | Quantifier::All => Type::Boolean,
            Quantifier::Count => Type::Number,
        };
        typed(ExpressionKind::Quantified(quantifier, each, body), r#type, span)
    }

    /// `x in xs where w`; the element stays in scope.
    pub(super) fn bind(&mut self, binder: &Binder, scope: &mut Scope) -> Box<Each> {
        let list = self.list(&binder.list, scope);
        let element = list.r#type.element().cloned().unwrap_or(Type::Broken);
        let local = scope.locals.len();
        scope.locals.push((binder.name.text.to_string(), element));
        let filter = binder.filter.as_ref().map(|filter| Box::new(self.truth(filter, scope)));
        Box::new(Each { list: Box::new(list), local, filter })
    }

    /// An expression that is a list.
    fn list(&mut self, written: &tree::Expression, scope: &mut Scope) -> Expression {
        let found = self.expression(written, None, scope);
        if matches!(found.r#type, Type::List(_) | Type::Broken) {
            return found;
        }
        let (found_is, help) =
            (self.say(&found.r#type), help_for(&Type::List(Box::new(Type::Text))).to_owned());
        self.problems.add(CheckError::NotList { found: found_is, help, span: found.span });
        broken(found.span)
    }

    fn count(&mut self, list: &tree::Expression, scope: &mut Scope, span: Span) -> Expression {
        let list = Box::new(self.list(list, scope));
        let each = Box::new(Each { list, local: scope.locals.len(), filter: None });
        typed(ExpressionKind::Quantified(Quantifier::Count, each, None), Type::Number, span)
    }

    /// `relief applies`
    fn applies(&mut self, name: &Name, scope: &Scope, span: Span) -> Expression {
        if scope.reach != super::expression::Reach::All {
            self.problems.add(CheckError::ReadingsOnly { span });
            return broken(span);
        }
        match self.rules_named(name) {
            Some(rules) => typed(ExpressionKind::Applies(rules), Type::Boolean, span),
            None => broken(span),
        }
    }

    /// `listed(p)`: a definition, table, parameter, or `calendar_year(d)`.
    pub(super) fn call(
        &mut self,
        name: &Name,
        arguments: &[tree::Expression],
        span: Span,
        scope: &mut Scope,
    ) -> Expression {
        // With or without brackets, what may not be named here may not be asked here.
        if scope.reach != super::expression::Reach::All {
            self.problems.add(match scope.reach {
                super::expression::Reach::Readings => CheckError::ReadingsOnly { span },
                super::expression::Reach::Constants | super::expression::Reach::All => {
                    CheckError::NotConstant { span }
                }
            });
            return broken(span);
        }
        if name.text == "calendar_year" {
            let Some(arguments) = self.arguments(name, &[("day".to_owned(), Type::Date)], arguments, scope)
            else {
                return broken(span);
            };
            let Some(day) = arguments.into_iter().next() else { return broken(span) };
            return typed(ExpressionKind::CalendarYear(Box::new(day)), Type::Period, span);
        }
        match self.names.values.get(&name.text) {
            Some(ValueName::Definition(id)) => self.call_definition(id, name, arguments, scope, span),
            Some(ValueName::Table(id)) => {
                let Some(table) = self.tables.get(id.0) else { return broken(span) };
                let result = table.result.clone();
                let parameters = self.table_parameters(id);
                let Some(arguments) = self.arguments(name, &parameters, arguments, scope) else {
                    return broken(span);
                };
                typed(ExpressionKind::Lookup(id, arguments), result, span)
            }
            Some(ValueName::Parameter(id)) => {
                let Some((parameters, result)) = self.parameters.get(id.0).cloned() else {
                    return broken(span);
                };
                let Some(arguments) = self.arguments(name, &parameters, arguments, scope) else {
                    return broken(span);
                };
                typed(ExpressionKind::Parameter(id, arguments), result, span)
            }
            Some(ValueName::Fact(_) | ValueName::List(_) | ValueName::Reading(_)) => {
                let problem = CheckError::WrongArguments {
                    name: name.text.to_string(),
                    wanted: "nothing in brackets".to_owned(),
                    found: "something was".to_owned(),
                    example: format!("`{}`", name.text),
                    span,
                };
                self.problems.add(problem);
                broken(span)
            }
            None if self.unread.contains(name.text.as_str()) => broken(span),
            None => {
                let functions = self.names.values.names();
                let otherwise = everyday::missing(&name.text)
                    .or_else(|| elsewhere::function(&name.text))
                    .unwrap_or("declare it with `define`");
                let advice = CheckError::advice(&name.text, functions, otherwise);
                let advice = super::error::Advice { all: Vec::new(), ..advice };
                self.problems.add(CheckError::UnknownFunction {
                    name: name.text.to_string(),
                    advice,
                    span: name.span,
                });
                broken(span)
            }
        }
    }

    /// Arguments by the declared parameters; nothing where their number is wrong.
    pub(super) fn arguments(
        &mut self,
        name: &Name,
        parameters: &[(String, Type)],
        arguments: &[tree::Expression],
        scope: &mut Scope,
    ) -> Option<Vec<Expression>> {
        if parameters.len() == arguments.len() {
            let pairs = arguments.iter().zip(parameters);
            return Some(pairs.map(|(argument, (_, r#type))| self.expect(argument, r#type, scope)).collect());
        }
        let names: Vec<&str> = parameters.iter().map(|(name, _)| name.as_str()).collect();
        let count = |count: usize| match count {
            0 => "nothing".to_owned(),
            1 => "one thing".to_owned(),
            count => format!("{count} things"),
        };
        let example = if names.is_empty() {
            format!("`{}` without brackets", name.text)
        } else {
            format!("`{}({})`", name.text, names.join(", "))
        };
        let were = if arguments.len() > 1 { "were" } else { "was" };
        let (wanted, found) = (count(parameters.len()), format!("{} {were}", count(arguments.len())));
        self.problems.add(CheckError::WrongArguments {
            name: name.text.to_string(),
            wanted,
            found,
            example,
            span: name.span,
        });
        None
    }
}

/// A text that is no code of a space, and the code that it holds: `ECCN 3E001`, `3e001`.
fn bad_code(text: &str, codes: String, shape: Option<&crate::value::Shape>, span: Span) -> CheckError {
    let fits = |code: &Code| shape.is_none_or(|shape| shape.fits(code));
    let meant = text.split_whitespace().last().and_then(|word| {
        let (head, rest) = word.split_once('.').map_or((word, None), |(head, rest)| (head, Some(rest)));
        let head = head.to_uppercase();
        let candidates = [rest.map_or(head.clone(), |rest| format!("{head}.{rest}")), word.to_uppercase()];
        candidates.into_iter().find(|text| Code::parse(text).is_some_and(|code| fits(&code)))
    });
    let looks = shape.map_or("1C902.a", crate::value::Shape::as_str);
    let advice = match &meant {
        Some(meant) => format!("write \"{meant}\""),
        None => format!("its codes look like {looks}, with further parts after dots"),
    };
    CheckError::BadCode { text: text.to_owned(), codes, advice, meant, span }
}

/// Whether a value of one type can stand where another is needed.
pub(super) fn fits(found: &Type, wanted: &Type) -> bool {
    match (found, wanted) {
        (Type::Broken, _) | (_, Type::Broken) => true,
        (Type::Ratio, Type::Number | Type::Percent) | (Type::Number | Type::Percent, Type::Ratio) => true,
        (Type::List(found), Type::List(wanted)) => fits(found, wanted),
        (found, wanted) => found == wanted,
    }
}

/// The type of two values of which either may come.
pub(super) fn common(left: &Type, right: &Type) -> Option<Type> {
    match (left, right) {
        (Type::Broken, other) | (other, Type::Broken) => Some(other.clone()),
        (Type::Ratio, other @ (Type::Number | Type::Percent))
        | (other @ (Type::Number | Type::Percent), Type::Ratio) => Some(other.clone()),
        (left, right) => (left == right).then(|| left.clone()),
    }
}

/// Whether a unit counts months, and how many of its base it is.
pub(super) fn duration_unit(unit: &str) -> Option<(bool, i32)> {
    match unit {
        "day" | "days" => Some((false, 1)),
        "week" | "weeks" => Some((false, 7)),
        "month" | "months" => Some((true, 1)),
        "year" | "years" => Some((true, 12)),
        _ => None,
    }
}

/// A share without its sign: what is above one cannot be a fraction of one.
fn percent_needed(number: &str, span: Span) -> CheckError {
    let (plain, hundredfold) = (format!("{number}%"), format!("{}%", hundredfold(number)));
    let fraction = Number::parse(number).is_some_and(|number| number <= Number::from_i64(1));
    if !fraction {
        return CheckError::PercentNeeded { advice: format!("write `{plain}`"), readings: vec![plain], span };
    }
    let advice =
        format!("write `{hundredfold}` or `{plain}`, whichever is meant: one is a hundred times the other");
    CheckError::PercentNeeded { advice, readings: vec![hundredfold, plain], span }
}

/// The percentage that a fraction of one is: `0.25` gives `25`.
fn hundredfold(number: &str) -> String {
    let number = Number::parse(number).unwrap_or_default();
    number.multiply(&Number::from_i64(100)).to_string()
}

/// Whether a word is no constant by its form: then it was meant for a fact.
fn unknown(written: &tree::Expression) -> bool {
    let Written::Path(path) = &written.kind else { return false };
    path.names.iter().all(|name| Country::parse(&name.text).is_none())
}

/// `sum(…) / item.value > 25`: of a ratio of two amounts a plain number above one is a share without its sign.
pub(super) fn whole_share(ratio: &Expression, written: &tree::Expression) -> Option<CheckError> {
    let Written::Number(number) = &written.kind else { return None };
    let above = Number::parse(number).is_some_and(|number| number > Number::from_i64(1));
    let (plain, hundredfold) = (format!("{number}%"), format!("{}%", hundredfold(number)));
    let advice = format!("write `{plain}`, or `{hundredfold}` if {number} times as much is meant");
    let readings = vec![plain, hundredfold];
    (above && ratio.r#type == Type::Ratio).then_some(CheckError::PercentNeeded {
        advice,
        readings,
        span: written.span,
    })
}
