//! What is left open: values that do not exist, and values that are taken back.

use crate::eval::decision::Truth;
use crate::typed::{Expression, ExpressionKind};

use super::sheet::{Sheet, Slot, Step, fields_on};
use super::solver::{Solver, Term};

impl<'p> Solver<'p> {
    /// Facts in which a comparison is false because what it asks about does not exist or does not apply.
    pub(super) fn without(&self, condition: &'p Expression, frame: &[Term], sheet: &Sheet) -> Vec<Sheet> {
        let (ExpressionKind::Compare(_, of, _)
        | ExpressionKind::In { item: of, .. }
        | ExpressionKind::Under(of, _)
        | ExpressionKind::Between(of, ..)) = &condition.kind
        else {
            return Vec::new();
        };
        let Some(path) = self.path(of, frame) else { return Vec::new() };
        let conditions = &self.program.policy().field_conditions;
        let mut found = Vec::new();
        for (position, field) in fields_on(&path, self.schema()).into_iter().rev() {
            let record = path.get(..position).map(<[Step]>::to_vec).unwrap_or_default();
            if field.optional {
                let field = path.get(..=position).map(<[Step]>::to_vec).unwrap_or_default();
                found.extend(self.set(&field, Slot::None, sheet));
            }
            if let Some(condition) = field.conditional.and_then(|index| conditions.get(index)) {
                found.extend(self.solve(condition, false, &[Term::Path(record)], sheet));
            }
        }
        found.retain(|sheet| self.truth(condition, frame, sheet) == Truth::No);
        found
    }

    /// The same facts, with what a part of a condition asks for open again.
    pub(super) fn loosened(&self, part: &'p Expression, frame: &[Term], sheet: &Sheet) -> Sheet {
        let mut loose = sheet.clone();
        for side in part.parts().into_iter().chain([part]) {
            if let Some(path) = self.path(side, frame)
                && matches!(sheet.get(&path), Slot::Value(_) | Slot::None | Slot::List(_))
            {
                loose.set(&path, Slot::Open);
            }
        }
        loose
    }
}
