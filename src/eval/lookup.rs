//! Lists, tables and dated parameters: what is found in constants and in lists of facts.

use crate::eval::case::Case;
use crate::eval::decision::Truth;
use crate::eval::law::{and, or};
use crate::eval::show::show;
use crate::eval::trace::Seen;
use crate::schema::Type;
use crate::typed::{Expression, ExpressionKind, Found, ParameterId, TableId, TableRow};
use crate::value::Value;

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

impl<'p> Case<'p> {
    /// The elements of a list; none of none.
    pub(super) fn elements(&mut self, list: &'p Expression, frame: &mut Vec<Value>) -> Elements {
        if let ExpressionKind::NamedList(id) = &list.kind {
            self.watch.iter_mut().for_each(|watch| _ = watch.lists.insert(id.0));
            let items = self.law.policy().lists.get(id.0).map_or(&[][..], |list| list.items.as_slice());
            let found: Vec<(Value, Truth)> = items
                .iter()
                .map(|(value, interval)| (value.clone(), self.law.within(interval)))
                .filter(|(_, truth)| *truth != Truth::No)
                .collect();
            if found.iter().any(|(_, truth)| *truth == Truth::Unknown) {
                self.trace.see(|| Seen::AsOf);
            }
            return Elements::Known(found);
        }
        match self.evaluate(list, frame) {
            Value::List(list) => {
                for (index, item) in list.items.iter().enumerate() {
                    if matches!(item, Value::Unknown(_)) && list.place != u32::MAX {
                        self.trace.see(|| Seen::Element { place: list.place, index });
                    }
                }
                Elements::Known(list.items.iter().map(|item| (item.clone(), Truth::Yes)).collect())
            }
            Value::None => Elements::None,
            _ => Elements::Unknown,
        }
    }

    /// Whether one of the elements is the item, or by `matches` is like it.
    pub(super) fn found_in(
        &mut self,
        item: &Value,
        elements: Elements,
        matches: impl Fn(&Value, &Value) -> bool,
    ) -> Truth {
        let Some(elements) = elements.known() else { return Truth::Unknown };
        let unknown_item = matches!(item, Value::Unknown(_));
        elements.iter().fold(Truth::No, |found, (element, belongs)| {
            let same = match element {
                Value::Unknown(_) => Truth::Unknown,
                _ if unknown_item => Truth::Unknown,
                Value::None => Truth::No,
                element if matches(item, element) => Truth::Yes,
                _ => Truth::No,
            };
            or(found, and(same, *belongs))
        })
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
                let schema = &self.law.policy().schema;
                let key = |(key, argument): (&Value, &Expression)| show(key, &argument.r#type, schema);
                let keys: Vec<String> = keys.iter().zip(arguments).filter_map(key).collect();
                let (name, keys) = (table.name.clone(), keys.join(", "));
                self.trace.see(|| Seen::Note(format!("table `{name}` has no row for {keys}")));
            }
            Some(_) | None => {}
        }
        let complete = surely || table.otherwise.is_some();
        self.one_of(found, complete, &table.result)
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
