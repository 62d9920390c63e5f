//! What a quantity measures: length, mass, energy per mass, …

use std::fmt;

#[cfg(test)]
mod tests;

/// Exponents of length, mass, time, current and temperature, in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dimension([i8; 5]);

/// The five that all others are made of, in the order of the exponents.
const BASES: [&str; 5] = ["length", "mass", "time", "current", "temperature"];

/// The dimensions that have a name of their own.
const NAMED: [(&str, Dimension); 19] = [
    ("length", Dimension([1, 0, 0, 0, 0])),
    ("mass", Dimension([0, 1, 0, 0, 0])),
    ("area", Dimension([2, 0, 0, 0, 0])),
    ("volume", Dimension([3, 0, 0, 0, 0])),
    ("time", Dimension([0, 0, 1, 0, 0])),
    ("speed", Dimension([1, 0, -1, 0, 0])),
    ("acceleration", Dimension([1, 0, -2, 0, 0])),
    ("force", Dimension([1, 1, -2, 0, 0])),
    ("pressure", Dimension([-1, 1, -2, 0, 0])),
    ("energy", Dimension([2, 1, -2, 0, 0])),
    ("power", Dimension([2, 1, -3, 0, 0])),
    ("frequency", Dimension([0, 0, -1, 0, 0])),
    ("temperature", Dimension([0, 0, 0, 0, 1])),
    ("current", Dimension([0, 0, 0, 1, 0])),
    ("voltage", Dimension([2, 1, -3, -1, 0])),
    ("magnetic_flux_density", Dimension([0, 1, -2, -1, 0])),
    ("charge", Dimension([0, 0, 1, 1, 0])),
    ("resistance", Dimension([2, 1, -3, -2, 0])),
    ("density", Dimension([-3, 1, 0, 0, 0])),
];

/// What quotients are named by, the usual ones first.
const DIVISORS: [&str; 8] = ["mass", "area", "volume", "time", "length", "charge", "current", "temperature"];

impl Dimension {
    /// The dimension of a plain number.
    pub const NONE: Dimension = Dimension([0; 5]);

    /// The dimension called `name`, such as `length` or `magnetic_flux_density`.
    pub fn named(name: &str) -> Option<Dimension> {
        NAMED.iter().find(|(known, _)| *known == name).map(|(_, dimension)| *dimension)
    }

    /// The names of all dimensions that have one.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, _)| *name)
    }

    /// The dimension of a product.
    pub fn multiply(self, other: Dimension) -> Dimension {
        self.combine(other, i8::saturating_add)
    }

    /// The dimension of `self / other`.
    pub fn divide(self, other: Dimension) -> Dimension {
        self.combine(other, i8::saturating_sub)
    }

    fn combine(self, other: Dimension, operation: fn(i8, i8) -> i8) -> Dimension {
        let mut exponents = self.0;
        for (exponent, more) in exponents.iter_mut().zip(other.0) {
            *exponent = operation(*exponent, more);
        }
        Dimension(exponents)
    }

    /// Whether this is the dimension of a plain number.
    pub fn is_none(self) -> bool {
        self == Dimension::NONE
    }

    /// The name, else a quotient of names such as `energy / mass`, else powers such as `length^4 / time`.
    pub fn name(&self) -> String {
        if self.is_none() {
            return "number".to_owned();
        }
        if let Some(name) = self.own_name() {
            return name.to_owned();
        }
        match self.quotient().map(|(over, under)| (over.own_name(), under.own_name())) {
            Some((Some(over), Some(under))) => format!("{over} / {under}"),
            Some(_) | None => self.powers(),
        }
    }

    fn own_name(self) -> Option<&'static str> {
        NAMED.iter().find(|(_, dimension)| *dimension == self).map(|(name, _)| *name)
    }

    /// Two named dimensions whose quotient this is; none for a plain number.
    pub(super) fn quotient(self) -> Option<(Dimension, Dimension)> {
        if self.is_none() {
            return None;
        }
        DIVISORS
            .iter()
            .filter_map(|name| Dimension::named(name))
            .map(|under| (self.multiply(under), under))
            .find(|(over, _)| over.own_name().is_some())
    }

    fn powers(self) -> String {
        let part = |sign: i8| {
            let factors = BASES.iter().zip(self.0).filter(|(_, exponent)| exponent.signum() == sign);
            factors.map(|(name, exponent)| power(name, exponent.unsigned_abs())).collect::<Vec<_>>()
        };
        let (over, under) = (part(1), part(-1));
        let over = if over.is_empty() { "1".to_owned() } else { over.join(" * ") };
        match under.as_slice() {
            [] => over,
            [single] => format!("{over} / {single}"),
            several => format!("{over} / ({})", several.join(" * ")),
        }
    }

    /// Whether amounts below zero make sense: a temperature of -40 °C does, a mass of -1 kg does not.
    pub fn may_be_negative(&self) -> bool {
        matches!(self.own_name(), Some("temperature" | "voltage" | "current" | "charge"))
    }
}

fn power(name: &str, exponent: u8) -> String {
    if exponent == 1 { name.to_owned() } else { format!("{name}^{exponent}") }
}

impl fmt::Display for Dimension {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.name())
    }
}

impl fmt::Debug for Dimension {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name())
    }
}
