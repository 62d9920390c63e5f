//! One file an engine. All do the same work behind two traits, and all are measured by the same code.

use crate::answer::Answer;
use crate::facts::Row;

pub mod cedar;
pub mod licit;
pub mod native;
pub mod rego;
pub mod zen;

/// The export policy in an engine.
pub trait Engine: Sized {
    /// Facts in the engine's own form.
    type Fact<'t>;
    /// From the texts of policy and lists to ready.
    fn ready() -> Self;
    /// Reads the facts of a case.
    fn read<'t>(&self, text: &'t str) -> Self::Fact<'t>;
    /// Decides a case.
    fn decide(&mut self, fact: &Self::Fact<'_>) -> Answer;
    /// The same from the text.
    fn decide_text(&mut self, text: &str) -> Answer {
        let fact = self.read(text);
        self.decide(&fact)
    }
}

/// A policy of many rules of one shape.
pub trait Growing: Sized {
    /// Facts in the engine's own form.
    type Fact<'t>;
    /// The policy as text; made outside the clock.
    fn text(rows: &[Row]) -> String;
    /// From the text to ready.
    fn ready(text: &str) -> Self;
    /// Reads the facts of a case.
    fn read<'t>(&self, text: &'t str) -> Self::Fact<'t>;
    /// Adds the numbers of the rules that fire.
    fn decide(&mut self, fact: &Self::Fact<'_>, fired: &mut Vec<u32>);
}
