//! Tables: rows that are written in the policy, or rows and columns of a file.

use crate::schema::Type;
use crate::source::Span;
use crate::syntax::tree::{self, ClauseKind, Item, Statement, TableCell};
use crate::typed::{Found, Table, TableId, TableRow};
use crate::value::Value;

use super::data::Sheet;
use super::error::{Cells, CheckError, Words};
use super::expression::Scope;
use super::{Checker, clause, title};

/// Keys of one row: for each argument the values that match, or every value.
type Keys = Vec<Option<Vec<Value>>>;

impl<'a> Checker<'a> {
    /// `list l: list of country = [RU, BY]`: the type of a list is that of its members.
    fn member_type(&mut self, element: Type, written: Option<&tree::Expression>) -> Type {
        let (Type::List(member), Some(tree::ExpressionKind::List(items))) =
            (&element, written.map(|written| &written.kind))
        else {
            return element;
        };
        let is_list = |item: &tree::Expression| matches!(item.kind, tree::ExpressionKind::List(_));
        let Some(first) = items.first().filter(|first| !is_list(first)) else { return element };
        let span = items.last().map_or(first.span, |last| first.span.to(last.span));
        let shown = self.schema.show(member).to_string();
        let help = format!("the type of a list is that of its members: write `: {shown}`");
        self.problems.add(CheckError::NotList { found: self.say(member), help, span });
        (**member).clone()
    }

    /// The types of lists and tables, before their contents are read.
    pub(super) fn prepare_lists_and_tables(&mut self) {
        for statement in self.names.lists.clone() {
            let Item::List(_, element, written) = &statement.item else { continue };
            let element = self.r#type(element);
            let element = self.member_type(element, written.as_deref());
            self.list_types.push(element);
        }
        for statement in self.names.tables.clone() {
            let Item::Table(head, body) = &statement.item else { continue };
            let (parameters, result) = match body {
                Some(body) => {
                    let parameters = self
                        .parameter_types(&body.parameters)
                        .into_iter()
                        .map(|(_, r#type)| r#type)
                        .collect();
                    (parameters, self.r#type(&body.result))
                }
                None => self.file_table_types(statement),
            };
            self.tables.push(Table {
                name: head.name.text.to_string(),
                title: title(head),
                parameters,
                result,
                rows: Vec::new(),
                otherwise: None,
                span: head.name.span,
            });
        }
    }

    /// `row: country  column: reason  cell: mark`
    fn file_table_types(&mut self, statement: &Statement) -> (Vec<Type>, Type) {
        let row = clause(statement, |kind| if let ClauseKind::Row(name) = kind { Some(name) } else { None });
        let column =
            clause(statement, |kind| if let ClauseKind::Column(name) = kind { Some(name) } else { None });
        let cell =
            clause(statement, |kind| if let ClauseKind::Cell(name) = kind { Some(name) } else { None });
        let (Some(row), Some(column), Some(cell)) = (row, column, cell) else {
            self.missing(
                statement,
                "the types of its rows, columns and cells",
                "row: country column: reason cell: mark",
            );
            return (vec![Type::Broken, Type::Broken], Type::Broken);
        };
        (vec![self.r#type(row), self.r#type(column)], self.r#type(cell))
    }

    /// The arguments of a table, as a call sees them.
    pub(super) fn table_parameters(&self, id: TableId) -> Vec<(String, Type)> {
        let statement = self.names.tables.get(id.0).copied();
        let names: Vec<String> = match statement.map(|statement| &statement.item) {
            Some(Item::Table(_, Some(body))) => {
                body.parameters.iter().map(|parameter| parameter.name.text.to_string()).collect()
            }
            _ => vec!["row".to_owned(), "column".to_owned()],
        };
        let types = self.tables.get(id.0).map(|table| table.parameters.clone()).unwrap_or_default();
        names.into_iter().zip(types).collect()
    }

    /// Reads the contents of all tables.
    pub(super) fn check_tables(&mut self) {
        for (index, statement) in self.names.tables.clone().into_iter().enumerate() {
            let Item::Table(_, body) = &statement.item else { continue };
            let Some(mut table) = self.tables.get(index).cloned() else { continue };
            match body {
                Some(body) => self.written_table(body, &mut table),
                None => self.file_table(statement, &mut table),
            }
            if let Some(slot) = self.tables.get_mut(index) {
                *slot = table;
            }
        }
    }

    fn written_table(&mut self, body: &tree::TableBody, table: &mut Table) {
        let mut rows: Vec<(Keys, Span)> = Vec::new();
        for row in &body.rows {
            let result = self.expect(&row.result, &table.result.clone(), &mut Scope::constants());
            let Some(found) = self.constant(&result).map(Found::Value) else { continue };
            if let [TableCell::Otherwise(span)] = row.cells.as_slice() {
                if table.otherwise.is_some() {
                    let first = *span;
                    self.problems.add(CheckError::OverlappingRows {
                        table: table.name.clone(),
                        span: row.span,
                        other: first,
                    });
                }
                table.otherwise = Some(found);
                continue;
            }
            if let Some(keys) = self.keys(row, table) {
                rows.push((keys.clone(), row.span));
                table.rows.push(TableRow { keys, found });
            }
        }
        self.disjoint(&table.name, &rows);
        if table.otherwise.is_none() {
            self.covered(table, table.span);
        }
    }

    fn keys(&mut self, row: &tree::TableRow, table: &Table) -> Option<Keys> {
        let (found, wanted) = (row.cells.len(), table.parameters.len());
        if found != wanted {
            self.problems.add(CheckError::WrongCells {
                table: table.name.clone(),
                found: Cells(found),
                wanted,
                span: row.span,
            });
            return None;
        }
        row.cells.iter().zip(&table.parameters).map(|(cell, r#type)| self.key(cell, r#type)).collect()
    }

    fn key(&mut self, cell: &TableCell, r#type: &Type) -> Option<Option<Vec<Value>>> {
        match cell {
            TableCell::Any(_) => Some(None),
            TableCell::Otherwise(span) => {
                self.problems.add(CheckError::NotConstant { span: *span });
                None
            }
            TableCell::Values(values) => {
                let values = values.iter().map(|value| {
                    let value = self.expect(value, r#type, &mut Scope::constants());
                    self.constant(&value)
                });
                values.collect::<Option<Vec<Value>>>().map(Some)
            }
        }
    }

    /// No case may have two rows.
    fn disjoint(&mut self, table: &str, rows: &[(Keys, Span)]) {
        for (index, (keys, span)) in rows.iter().enumerate() {
            let earlier = rows.iter().take(index).find(|(other, _)| overlap(keys, other));
            if let Some((_, other)) = earlier {
                self.problems.add(CheckError::OverlappingRows {
                    table: table.to_owned(),
                    span: *span,
                    other: *other,
                });
            }
        }
    }

    /// A table of one enum or boolean without `otherwise` must name all its values; any other table
    /// without it may leave cases open, which are then unknown.
    fn covered(&mut self, table: &Table, span: Span) {
        let [Type::Enum(id)] = table.parameters.as_slice() else { return };
        let Some(found) = self.schema.enumeration(*id) else { return };
        let named: Vec<&Value> =
            table.rows.iter().flat_map(|row| row.keys.iter().flatten().flatten()).collect();
        let open = table.rows.iter().any(|row| row.keys.iter().any(Option::is_none));
        let missing = found
            .values
            .iter()
            .zip(0u32..)
            .filter(|(_, position)| !named.contains(&&Value::Choice(*position)));
        let missing: Vec<String> = missing.map(|(value, _)| value.name.clone()).collect();
        if !(open || missing.is_empty()) {
            self.problems.add(CheckError::MissingRows {
                table: table.name.clone(),
                missing: Words(missing),
                span,
            });
        }
    }

    /// A file with one row for each row key and one column for each column key.
    fn file_table(&mut self, statement: &Statement, table: &mut Table) {
        let Some(sheet) = self.required_sheet(statement) else { return };
        let types = (table.parameters.first().cloned(), table.parameters.get(1).cloned());
        let (Some(row_type), Some(column_type)) = types else { return };
        let otherwise =
            clause(
                statement,
                |kind| if let ClauseKind::Otherwise(value) = kind { Some(value) } else { None },
            );
        let otherwise = otherwise.and_then(|written| {
            let value = self.expect(written, &table.result.clone(), &mut Scope::constants());
            self.constant(&value)
        });
        let columns: Vec<Option<Value>> =
            sheet.header.iter().skip(1).map(|cell| self.cell(cell, &column_type)).collect();
        self.sheet_rows(&sheet, &row_type, &columns, otherwise.as_ref(), table);
        self.aliases(statement, &row_type, table);
        self.pointers(statement, &row_type, table);
    }

    fn sheet_rows(
        &mut self,
        sheet: &Sheet,
        row_type: &Type,
        columns: &[Option<Value>],
        otherwise: Option<&Value>,
        table: &mut Table,
    ) {
        for line in &sheet.lines {
            let Some(row) = line.first().and_then(|cell| self.cell(cell, row_type)) else { continue };
            for (cell, column) in line.iter().skip(1).zip(columns) {
                let Some(column) = column else { continue };
                let found = if cell.text.is_empty() {
                    otherwise.cloned()
                } else {
                    self.cell(cell, &table.result.clone())
                };
                if let Some(found) = found {
                    let keys = vec![Some(vec![row.clone()]), Some(vec![column.clone()])];
                    table.rows.push(TableRow { keys, found: Found::Value(found) });
                }
            }
        }
    }

    /// `alias HK = CN`: HK uses the row of CN.
    fn aliases(&mut self, statement: &Statement, row_type: &Type, table: &mut Table) {
        for clause in &statement.clauses {
            let ClauseKind::Alias(name, target) = &clause.kind else { continue };
            let mut scope = Scope::constants();
            let (name_value, target_value) =
                (self.expect(name, row_type, &mut scope), self.expect(target, row_type, &mut scope));
            let (Some(alias), Some(row)) = (self.constant(&name_value), self.constant(&target_value)) else {
                continue;
            };
            let same = |keys: &Keys| matches!(keys.first(), Some(Some(keys)) if keys.contains(&row));
            let mut copied: Vec<TableRow> =
                table.rows.iter().filter(|found| same(&found.keys)).cloned().collect();
            if copied.is_empty() {
                let (name, target) = (alias.text(), row.text());
                self.problems.add(CheckError::DanglingAlias { name, target, span: target_value.span });
            }
            for row in &mut copied {
                if let Some(key) = row.keys.first_mut() {
                    *key = Some(vec![alias.clone()]);
                }
            }
            table.rows.extend(copied);
        }
    }

    /// `pointer CU, IR "see Part 746"`: every cell of these rows is unknown, with this reason.
    fn pointers(&mut self, statement: &Statement, row_type: &Type, table: &mut Table) {
        for clause in &statement.clauses {
            let ClauseKind::Pointer(rows, reason) = &clause.kind else { continue };
            let rows = rows.iter().filter_map(|row| {
                let row = self.expect(row, row_type, &mut Scope::constants());
                self.constant(&row)
            });
            let keys = vec![Some(rows.collect()), None];
            table.rows.push(TableRow { keys, found: Found::Pointer(reason.text.clone()) });
        }
    }
}

fn overlap(first: &Keys, second: &Keys) -> bool {
    first.iter().zip(second).all(|(first, second)| match (first, second) {
        (Some(first), Some(second)) => first.iter().any(|value| second.contains(value)),
        _ => true,
    })
}
