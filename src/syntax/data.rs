//! Types, fields and tables: what declarations are made of.

use super::pairs::{Builder, Pair, child, children, first, has};
use super::parse::Rule;
use super::tree::{
    Answer, Choice, DatedValue, Expression, ExpressionKind, Field, Level, Parameter, TableBody, TableCell,
    TableRow, TypeName, TypeNameKind,
};

impl<'t> Builder<'t> {
    /// The type in a pair.
    pub(super) fn type_in(&self, pair: &Pair<'t>) -> Option<TypeName> {
        let name = child(pair, Rule::type_name)?;
        let form = first(&name)?;
        let kind = match form.as_rule() {
            Rule::list_type => TypeNameKind::List(Box::new(self.type_in(&form)?)),
            Rule::quotient_type => {
                let mut words = children(&form, Rule::type_word);
                TypeNameKind::Quotient(Box::new([self.word(&words.next()?), self.word(&words.next()?)]))
            }
            _ => TypeNameKind::Plain(self.written(&form)),
        };
        Some(TypeName { kind, span: self.span(&name) })
    }

    /// `owners "Who holds shares?": list of stake optional`
    pub(super) fn field(&mut self, pair: &Pair<'t>) -> Option<Field> {
        let mut field = Field {
            name: self.word(&child(pair, Rule::any_name)?),
            label: self.quoted_in(pair),
            r#type: self.type_in(pair)?,
            optional: false,
            least: None,
            most: None,
            when: None,
            span: self.span(pair),
        };
        for trait_pair in children(pair, Rule::field_trait).filter_map(|found| first(&found)) {
            match trait_pair.as_rule() {
                Rule::least_trait => field.least = self.limit(&trait_pair),
                Rule::most_trait => field.most = self.limit(&trait_pair),
                Rule::when_trait => field.when = self.expression_in(&trait_pair),
                _ => field.optional = true,
            }
        }
        Some(field)
    }

    /// `-100 USD`
    fn limit(&mut self, pair: &Pair<'t>) -> Option<Expression> {
        let limit = child(pair, Rule::limit)?;
        let of = self.operand_in(&limit)?;
        if !has(&limit, Rule::minus_op) {
            return Some(of);
        }
        Some(Expression { kind: ExpressionKind::Negate(Box::new(of)), span: self.span(&limit) })
    }

    /// `permit "No licence required" as permit`
    pub(super) fn level(&mut self, pair: &Pair<'t>) -> Option<Level> {
        let mut names = self.names_in(pair).into_iter();
        Some(Level { name: names.next()?, title: self.quoted_in(pair)?, stands_for: names.next() })
    }

    /// `police "Police and internal security"`
    pub(super) fn choice(&mut self, pair: &Pair<'t>) -> Option<Choice> {
        Some(Choice { name: self.name_in(pair)?, label: self.quoted_in(pair) })
    }

    /// `yes "They do"`
    pub(super) fn answer(&mut self, pair: &Pair<'t>) -> Option<Answer> {
        Some(Answer { name: self.name_in(pair)?, text: self.quoted_in(pair)? })
    }

    /// `(p: party, q: party)`; none where there are no brackets.
    pub(super) fn parameters_in(&mut self, pair: &Pair<'t>) -> Vec<Parameter> {
        let Some(list) = child(pair, Rule::parameters) else {
            return Vec::new();
        };
        children(&list, Rule::parameter)
            .filter_map(|parameter| {
                let name = self.word(&child(&parameter, Rule::any_name)?);
                Some(Parameter { name, r#type: self.type_in(&parameter)? })
            })
            .collect()
    }

    /// `2000 USD from 2025-01-01`
    pub(super) fn dated_value(&mut self, pair: &Pair<'t>) -> Option<DatedValue> {
        Some(DatedValue { value: self.expression_in(pair)?, period: self.period_in(pair) })
    }

    /// `(group: country_group) -> percent = | e1 | 10% |`
    pub(super) fn table_body(&mut self, pair: &Pair<'t>) -> Option<TableBody> {
        let head = child(pair, Rule::table_head)?;
        let parameters = self.parameters_in(&head);
        let result = self.type_in(&head)?;
        let rows = children(pair, Rule::table_row).filter_map(|row| self.table_row(&row));
        Some(TableBody { parameters, result, rows: rows.collect() })
    }

    fn table_row(&mut self, pair: &Pair<'t>) -> Option<TableRow> {
        let mut cells: Vec<Pair<'t>> = children(pair, Rule::table_cell).collect();
        let last = cells.pop()?;
        let result = self.result_cell(&last);
        let cells = cells.iter().map(|cell| self.table_cell(cell)).collect();
        Some(TableRow { cells, result, span: self.span(pair) })
    }

    /// The last cell of a row is one value.
    fn result_cell(&mut self, cell: &Pair<'t>) -> Expression {
        let mut values = self.expressions_in(cell).into_iter();
        match (values.next(), values.next()) {
            (Some(value), None) => value,
            (Some(_), Some(_)) | (None, _) => self.not_understood(cell),
        }
    }

    fn table_cell(&mut self, cell: &Pair<'t>) -> TableCell {
        let span = self.span(cell);
        if has(cell, Rule::otherwise_cell) {
            TableCell::Otherwise(span)
        } else if has(cell, Rule::any_cell) {
            TableCell::Any(span)
        } else {
            TableCell::Values(self.expressions_in(cell))
        }
    }
}
