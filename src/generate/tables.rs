//! Tables: the arguments under which one gives a value.

use crate::typed::{Comparison, Expression, Found, TableId, TableRow};
use crate::value::Value;

use super::sheet::{Sheet, Slot};
use super::solver::{KEPT, Solver, Term};
use super::values::is_known;

impl<'p> Solver<'p> {
    /// `chart(country, reason) == marked`: the arguments of a row that gives it.
    pub(super) fn look_up(
        &self,
        table: TableId,
        arguments: &'p [Expression],
        (wanted, other): (Comparison, &'p Expression),
        frame: &[Term],
        sheet: &Sheet,
    ) -> Vec<Sheet> {
        let Some(table) = self.program.policy().tables.get(table.0) else { return Vec::new() };
        let target = self.value(other, frame, sheet);
        let fits = |found: &Found| match found {
            Found::Value(value) => value.same(&target) == (wanted == Comparison::Equal),
            Found::Pointer(_) => false,
        };
        let mut sheets = Vec::new();
        let mut rows: Vec<&TableRow> = table.rows.iter().filter(|row| fits(&row.found)).collect();
        let sought = |row: &&TableRow| {
            let keys = row.keys.iter().zip(&table.parameters);
            keys.filter(|(keys, r#type)| keys.iter().flatten().any(|key| self.is_sought(key, r#type))).count()
        };
        rows.sort_by_key(|row| std::cmp::Reverse(sought(row)));
        for row in rows {
            let keys = arguments.iter().zip(&row.keys);
            sheets.extend(keys.fold(vec![sheet.clone()], |sheets, (argument, keys)| {
                let put = |sheet: &Sheet| self.put_argument(argument, keys.as_deref(), frame, sheet);
                sheets.iter().filter_map(put).collect()
            }));
            if sheets.len() >= KEPT {
                break;
            }
        }
        sheets
    }

    /// Facts in which an argument is one of the keys of a row.
    fn put_argument(
        &self,
        argument: &'p Expression,
        keys: Option<&[Value]>,
        frame: &[Term],
        sheet: &Sheet,
    ) -> Option<Sheet> {
        let Some(keys) = keys else { return Some(sheet.clone()) };
        let value = self.value(argument, frame, sheet);
        if is_known(&value) {
            return keys.iter().any(|key| key.same(&value)).then(|| sheet.clone());
        }
        let path = self.path(argument, frame)?;
        let sought = keys.iter().find(|key| self.is_sought(key, &argument.r#type));
        let key = sought.or(keys.first())?.clone();
        self.set(&path, Slot::Value(key), sheet).into_iter().next()
    }
}
