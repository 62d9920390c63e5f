//! Definitions and dated parameters: worked out when they are first needed, so that their order does
//! not matter; one that calls itself must do so on a part of its argument.

use crate::schema::Type;
use crate::source::Span;
use crate::syntax::tree::{self, Item, Name};
use crate::typed::{Definition, DefinitionId, Expression, ExpressionKind, Interval, Parameter};

use super::error::CheckError;
use super::expression::{DefinitionState, Scope, broken, state, typed};
use super::{Checker, title};

impl<'a> Checker<'a> {
    /// The types of arguments and results, as far as they are written.
    pub(super) fn prepare_functions(&mut self) {
        for statement in self.names.definitions.clone() {
            let Item::Definition(_, parameters, result, _) = &statement.item else { continue };
            let parameters = self.parameter_types(parameters);
            let result = result.as_ref().map(|result| self.r#type(result));
            self.definitions.push(DefinitionState { parameters, result, body: None, recursive: false });
        }
        for statement in self.names.parameters.clone() {
            let Item::Parameter(_, parameters, result, _) = &statement.item else { continue };
            let signature = (self.parameter_types(parameters), self.r#type(result));
            self.parameters.push(signature);
        }
        self.prepare_lists_and_tables();
    }

    pub(super) fn parameter_types(&mut self, parameters: &[tree::Parameter]) -> Vec<(String, Type)> {
        parameters
            .iter()
            .map(|parameter| (parameter.name.text.to_string(), self.r#type(&parameter.r#type)))
            .collect()
    }

    /// All definitions, worked out.
    pub(super) fn all_definitions(&mut self) -> Vec<Definition> {
        let statements = self.names.definitions.clone();
        (0..statements.len()).for_each(|index| self.work_out(DefinitionId(index)));
        let definition = |(statement, state): (&&tree::Statement, &DefinitionState)| {
            let Item::Definition(head, ..) = &statement.item else { return None };
            Some(Definition {
                name: head.name.text.to_string(),
                title: title(head),
                parameters: state.parameters.clone(),
                body: state.body.clone().unwrap_or_else(|| broken(statement.span)),
                recursive: state.recursive,
                span: head.name.span,
            })
        };
        statements.iter().zip(&self.definitions).filter_map(definition).collect()
    }

    /// Works out the value of a definition, unless that is done or under way.
    fn work_out(&mut self, id: DefinitionId) {
        let Some(statement) = self.names.definitions.get(id.0).copied() else { return };
        let Item::Definition(_, parameters, _, body) = &statement.item else { return };
        if state(self, id).is_none_or(|state| state.body.is_some()) || self.working.contains(&id) {
            return;
        }
        self.working.push(id);
        let mut scope = Scope { locals: self.definition_parameters(id), ..Scope::default() };
        let result = state(self, id).and_then(|state| state.result.clone());
        let value = match &result {
            Some(Type::Boolean) => self.truth(body, &mut scope),
            Some(wanted) => self.expect(body, &wanted.clone(), &mut scope),
            None => self.expression(body, None, &mut scope),
        };
        self.working.pop();
        let found = value.r#type.clone();
        if let Some(state) = self.definitions.get_mut(id.0) {
            state.result.get_or_insert(found);
            state.body = Some(value.clone());
        }
        if state(self, id).is_some_and(|state| state.recursive && !state.parameters.is_empty()) {
            let argument =
                parameters.first().map(|parameter| parameter.name.text.clone()).unwrap_or_default();
            self.ends(id, &value, &argument);
        }
    }

    fn definition_parameters(&self, id: DefinitionId) -> Vec<(String, Type)> {
        state(self, id).map(|state| state.parameters.clone()).unwrap_or_default()
    }

    /// `listed(p)`, where `listed` is a definition.
    pub(super) fn call_definition(
        &mut self,
        id: DefinitionId,
        name: &Name,
        arguments: &[tree::Expression],
        scope: &mut Scope,
        span: Span,
    ) -> Expression {
        if self.working.last() == Some(&id) {
            self.mark_recursive(id, name);
        } else if self.working.contains(&id) {
            self.circular(id, name);
            return broken(span);
        } else {
            self.work_out(id);
        }
        let parameters = self.definition_parameters(id);
        let Some(arguments) = self.arguments(name, &parameters, arguments, scope) else {
            return broken(span);
        };
        let result = state(self, id).and_then(|state| state.result.clone()).unwrap_or(Type::Broken);
        typed(ExpressionKind::Call(id, arguments), result, span)
    }

    fn mark_recursive(&mut self, id: DefinitionId, name: &Name) {
        let Some(state) = self.definitions.get_mut(id.0) else { return };
        // Without an argument there is no part of it on which it could call itself.
        let counts = !state.parameters.is_empty();
        let first = !std::mem::replace(&mut state.recursive, true);
        if state.result.is_none() && first && counts {
            self.problems.add(CheckError::UntypedRecursion { name: name.text.to_string(), span: name.span });
        }
        if self.definitions.get(id.0).is_some_and(|state| state.parameters.is_empty()) && first {
            let (name, span) = (name.text.clone(), name.span);
            self.problems.add(CheckError::CircularDefinitions {
                path: format!("{name} → {name}"),
                name: name.to_string(),
                span,
            });
        }
    }

    fn circular(&mut self, id: DefinitionId, name: &Name) {
        let on_way = self.working.iter().skip_while(|working| **working != id).chain([&id]);
        let names = on_way.filter_map(|id| match &self.names.definitions.get(id.0)?.item {
            Item::Definition(head, ..) => Some(head.name.text.clone()),
            _ => None,
        });
        let path = names.collect::<Vec<_>>().join(" → ");
        self.problems.add(CheckError::CircularDefinitions {
            name: name.text.to_string(),
            path,
            span: name.span,
        });
    }

    /// Checks that every call of itself is on a part of the first argument.
    fn ends(&mut self, id: DefinitionId, body: &Expression, argument: &str) {
        let mut parts = Vec::new();
        let mut endless = Vec::new();
        endless_calls(body, id, &mut parts, &mut endless);
        let name = self
            .names
            .definitions
            .get(id.0)
            .map(|statement| super::describe(statement).0)
            .unwrap_or_default();
        let name = name.trim_start_matches("definition ").trim_matches('`').to_owned();
        for span in endless {
            self.problems.add(CheckError::EndlessDefinition {
                name: name.clone(),
                argument: argument.to_owned(),
                span,
            });
        }
    }

    /// All dated parameters.
    pub(super) fn all_parameters(&mut self) -> Vec<Parameter> {
        let statements = self.names.parameters.clone();
        statements
            .iter()
            .enumerate()
            .filter_map(|(index, statement)| self.parameter(index, statement))
            .collect()
    }

    fn parameter(&mut self, index: usize, statement: &tree::Statement) -> Option<Parameter> {
        let Item::Parameter(head, _, _, written) = &statement.item else { return None };
        let (parameters, result) = self.parameters.get(index).cloned()?;
        let mut values: Vec<(Interval, Expression)> = Vec::new();
        for dated in written {
            let mut scope = Scope { locals: parameters.clone(), ..Scope::default() };
            let value = self.expect(&dated.value, &result, &mut scope);
            let interval = dated.period.as_ref().map(|period| self.interval(period)).unwrap_or_default();
            values.push((interval, value));
        }
        self.values_in_time(&head.name.text, &mut values);
        let citation = self.citation(statement);
        let (name, span) = (head.name.text.clone(), head.name.span);
        Some(Parameter {
            name: name.to_string(),
            title: title(head),
            parameters,
            result,
            values,
            citation,
            span,
        })
    }

    /// A value without end holds until the next one begins; otherwise none may overlap.
    fn values_in_time(&mut self, name: &str, values: &mut [(Interval, Expression)]) {
        values.sort_by_key(|(interval, value)| (interval.from, value.span));
        for index in 1..values.len() {
            let later = values.get(index).map(|(interval, value)| (*interval, value.span));
            let (Some((later, span)), Some((earlier, value))) = (later, values.get_mut(index - 1)) else {
                continue;
            };
            if earlier.through.is_none() && earlier.from < later.from {
                earlier.through = later.from.and_then(|from| from.yesterday().ok());
            }
            if !earlier.and(&later).is_empty() {
                self.problems.add(CheckError::OverlappingValues {
                    name: name.to_owned(),
                    span: value.span,
                    other: span,
                });
            }
        }
    }
}

/// Collects the calls of a definition to itself whose first argument is not a part of its own.
/// `parts` are the locals known to be parts: elements of lists that are.
fn endless_calls(expression: &Expression, id: DefinitionId, parts: &mut Vec<usize>, endless: &mut Vec<Span>) {
    if let ExpressionKind::Call(called, arguments) = &expression.kind
        && *called == id
        && !arguments.first().is_some_and(|argument| is_part(argument, parts, true))
    {
        endless.push(expression.span);
    }
    if let ExpressionKind::Quantified(_, each, _) | ExpressionKind::Aggregate(_, each, ..) = &expression.kind
        && is_part(&each.list, parts, false)
    {
        parts.push(each.local);
        expression.parts().into_iter().for_each(|part| endless_calls(part, id, parts, endless));
        parts.pop();
        return;
    }
    expression.parts().into_iter().for_each(|part| endless_calls(part, id, parts, endless));
}

/// Whether an expression is a part of the first argument; `strictly`: not all of it.
fn is_part(expression: &Expression, parts: &[usize], strictly: bool) -> bool {
    match &expression.kind {
        ExpressionKind::Local(0) => !strictly,
        ExpressionKind::Local(local) => parts.contains(local),
        ExpressionKind::Field(of, ..) => is_part(of, parts, false),
        _ => false,
    }
}
