//! Lists, tables and dated parameters: what is found in constants and in lists of facts.

use crate::eval::case::Case;
use crate::eval::decision::Truth;
use crate::eval::law::{and, or};
use crate::eval::show::show;
use crate::eval::trace::Seen;
use crate::schema::Type;
use crate::typed::{
    Expression, ExpressionKind, Found, Interval, ListId, ParameterId, Table, TableId, TableRow,
};
use crate::value::{List, Value};

/// The elements of a list, each with whether it belongs to it.
pub(super) enum Elements {
    /// These.
    Known(Vec<(Value, Truth)>),
    /// There is no list.
    None,
    /// The list itself is not known.
    Unknown,
}

impl Elements {
    /// The elements, none of none; nothing where the list is not known.
    pub fn known(self) -> Option<Vec<(Value, Truth)>> {
        match self {
            Elements::Known(elements) => Some(elements),
            Elements::None => Some(Vec::new()),
            Elements::Unknown => None,
        }
    }
}

/// Whether an element is the item, or by `matches` is like it.
pub(super) fn is_like(item: &Value, element: &Value, matches: fn(&Value, &Value) -> bool) -> Truth {
    match (item, element) {
        (_, Value::None) => Truth::No,
        (_, Value::Unknown(_)) | (Value::Unknown(_), _) => Truth::Unknown,
        (item, element) if matches(item, element) => Truth::Yes,
        _ => Truth::No,
    }
}

impl<'p> Case<'p> {
    /// The elements of a list; none of none.
    pub(super) fn elements(&mut self, list: &'p Expression, frame: &mut Vec<Value>) -> Elements {
        if let ExpressionKind::NamedList(id) = &list.kind {
            let items = self.named(*id).iter();
            let found = items.map(|(value, interval)| (value.clone(), self.law.within(interval)));
            return Elements::Known(found.filter(|(_, truth)| *truth != Truth::No).collect());
        }
        match self.evaluate(list, frame) {
            Value::List(list) => {
                self.see_open(&list);
                Elements::Known(list.items.iter().map(|item| (item.clone(), Truth::Yes)).collect())
            }
            Value::None => Elements::None,
            _ => Elements::Unknown,
        }
    }

    /// The entries of a list of the policy; that one asked for it, and for the day, is kept.
    fn named(&mut self, id: ListId) -> &'p [(Value, Interval)] {
        self.watch.iter_mut().for_each(|watch| _ = watch.lists.insert(id.0));
        let items = self.law.policy().lists.get(id.0).map_or(&[][..], |list| list.items.as_slice());
        if self.law.as_of.is_none()
            && items.iter().any(|(_, interval)| self.law.within(interval) == Truth::Unknown)
        {
            self.trace.see(|| Seen::AsOf);
        }
        items
    }

    /// Keeps which elements of a list of the facts are not known.
    fn see_open(&mut self, list: &List) {
        for (index, item) in list.items.iter().enumerate() {
            if matches!(item, Value::Unknown(_)) && list.place != u32::MAX {
                self.trace.see(|| Seen::Element { place: list.place, index });
            }
        }
    }

    /// Whether one of the elements of a list is the item, or by `matches` is like it; nothing where there is no list.
    pub(super) fn found_in(
        &mut self,
        item: &Value,
        list: &'p Expression,
        frame: &mut Vec<Value>,
        matches: fn(&Value, &Value) -> bool,
    ) -> Option<Truth> {
        let among =
            |found, element: &Value, belongs| or(found, and(is_like(item, element, matches), belongs));
        match &list.kind {
            ExpressionKind::NamedList(id) => {
                let items = self.named(*id);
                let law = &self.law;
                Some(items.iter().fold(Truth::No, |found, (element, interval)| {
                    among(found, element, law.within(interval))
                }))
            }
            ExpressionKind::List(items) => {
                Some(items.iter().fold(Truth::No, |found, element| {
                    among(found, &self.evaluate(element, frame), Truth::Yes)
                }))
            }
            _ => match self.evaluate(list, frame) {
                Value::List(list) => {
                    self.see_open(&list);
                    Some(
                        list.items.iter().fold(Truth::No, |found, element| among(found, element, Truth::Yes)),
                    )
                }
                Value::None => None,
                _ => Some(Truth::Unknown),
            },
        }
    }

    /// `chart(country, reason)`
    pub(super) fn look_up(
        &mut self,
        id: TableId,
        arguments: &'p [Expression],
        frame: &mut Vec<Value>,
    ) -> Value {
        let Some(table) = self.law.policy().tables.get(id.0) else { return Value::UNKNOWN };
        let keys: Vec<Value> = arguments.iter().map(|argument| self.evaluate(argument, frame)).collect();
        if keys.contains(&Value::None) {
            return Value::None;
        }
        let mut found: Vec<&Found> = Vec::new();
        let mut surely = false;
        for row in &table.rows {
            match row_matches(row, &keys) {
                Truth::No => {}
                Truth::Unknown => found.push(&row.found),
                Truth::Yes => {
                    surely = true;
                    found.push(&row.found);
                }
            }
        }
        match &table.otherwise {
            Some(otherwise) if !surely => found.push(otherwise),
            None if !surely && keys.iter().all(|key| !matches!(key, Value::Unknown(_))) => {
                self.note_missing_row(table, &keys, arguments);
            }
            Some(_) | None => {}
        }
        let complete = surely || table.otherwise.is_some();
        self.one_of(found, complete, &table.result)
    }

    fn note_missing_row(&mut self, table: &Table, keys: &[Value], arguments: &[Expression]) {
        let schema = &self.law.policy().schema;
        let stranger = (0..keys.len()).find(|place| stands_in_no_row(&table.rows, *place, keys));
        let keys: Vec<String> = keys
            .iter()
            .zip(arguments)
            .enumerate()
            .filter(|(place, _)| stranger.is_none_or(|stranger| stranger == *place))
            .filter_map(|(_, (key, argument))| show(key, &argument.r#type, schema))
            .collect();
        let (name, keys) = (table.name.clone(), keys.join(", "));
        self.trace.see(|| Seen::Note(format!("table `{name}` has no row for {keys}")));
    }

    /// What one of several findings can be.
    fn one_of(&mut self, found: Vec<&Found>, complete: bool, r#type: &Type) -> Value {
        let mut values = Vec::new();
        let mut pointed = !complete;
        for finding in found {
            match finding {
                Found::Value(value) => values.push(value.clone()),
                Found::Pointer(reason) => {
                    pointed = true;
                    self.trace.see(|| Seen::Note(reason.clone()));
                }
            }
        }
        if pointed { Value::UNKNOWN } else { any_of(values, r#type) }
    }

    /// `limit(code)`
    pub(super) fn parameter(
        &mut self,
        id: ParameterId,
        arguments: &'p [Expression],
        frame: &mut Vec<Value>,
    ) -> Value {
        let Some(parameter) = self.law.policy().parameters.get(id.0) else { return Value::UNKNOWN };
        self.watch.iter_mut().for_each(|watch| _ = watch.parameters.insert(id.0));
        let mut inner: Vec<Value> = arguments.iter().map(|argument| self.evaluate(argument, frame)).collect();
        let mut values = Vec::new();
        let mut surely = false;
        for (interval, value) in &parameter.values {
            let truth = self.law.within(interval);
            surely |= truth == Truth::Yes;
            if truth != Truth::No {
                values.push(self.evaluate(value, &mut inner));
            }
        }
        match self.law.as_of {
            None if !surely => self.trace.see(|| Seen::AsOf),
            Some(day) if !surely => {
                let name = parameter.name.clone();
                self.trace.see(|| Seen::Note(format!("parameter `{name}` has no value on {day}")));
            }
            Some(_) | None => {}
        }
        if surely { any_of(values, &parameter.result) } else { Value::UNKNOWN }
    }
}

/// A value of which it is only known that it is one of these.
pub(super) fn any_of(values: Vec<Value>, r#type: &Type) -> Value {
    let mut values = values.into_iter();
    let Some(first) = values.next() else { return Value::UNKNOWN };
    values.fold(first, |one, two| super::expression::either(&one, &two, r#type))
}

/// Whether no row at all knows the key in that place: then the other keys do not matter, and what is missing is one row.
fn stands_in_no_row(rows: &[TableRow], place: usize, keys: &[Value]) -> bool {
    let knows = |row: &TableRow| match (row.keys.get(place), keys.get(place)) {
        (Some(Some(wanted)), Some(key)) => wanted.iter().any(|value| value.same(key)),
        _ => true,
    };
    !rows.iter().any(knows)
}

fn row_matches(row: &TableRow, keys: &[Value]) -> Truth {
    row.keys.iter().zip(keys).fold(Truth::Yes, |truth, (wanted, key)| {
        let matches = match (wanted, key) {
            (None, _) => Truth::Yes,
            (Some(_), Value::Unknown(_)) => Truth::Unknown,
            (Some(wanted), key) if wanted.iter().any(|value| value.same(key)) => Truth::Yes,
            (Some(_), _) => Truth::No,
        };
        and(truth, matches)
    })
}
