use std::collections::BTreeSet;

use super::super::{Dimension, Number};
use super::Unit;

fn unit(text: &str) -> Unit {
    Unit::parse(text).unwrap_or_else(|| panic!("`{text}` is a unit"))
}

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn convert(amount: &str, from: &str, to: &str) -> String {
    assert_eq!(unit(from).dimension(), unit(to).dimension(), "{from} and {to}");
    unit(to).from_base(&unit(from).to_base(&number(amount))).to_string()
}

#[test]
fn symbols_are_unique_and_lead_back_to_themselves() {
    let symbols: Vec<&str> = Unit::symbols().collect();
    assert_eq!(symbols.iter().collect::<BTreeSet<_>>().len(), symbols.len());
    assert!(symbols.len() >= 90 && symbols.len() < 256);
    for symbol in symbols {
        let unit = unit(symbol);
        assert_eq!(unit.to_string(), symbol);
        assert!(!unit.dimension().is_none(), "{symbol}");
        let amount = number("12.5");
        assert_eq!(unit.from_base(&unit.to_base(&amount)), amount, "{symbol}");
    }
}

#[test]
fn amounts_convert_exactly() {
    for (amount, from, to, expected) in [
        ("14", "nm", "m", "0.000000014"),
        ("1", "in", "mm", "25.4"),
        ("1", "ft", "in", "12"),
        ("1", "lb", "kg", "0.45359237"),
        ("1", "t", "kg", "1000"),
        ("1", "m3", "l", "1000"),
        ("1", "cm³", "ml", "1"),
        ("1", "km2", "m²", "1000000"),
        ("100", "km/h", "m/s", "≈27.7777777778"),
        ("36", "km/h", "m/s", "10"),
        ("1", "bar", "kPa", "100"),
        ("1", "kWh", "MJ", "3.6"),
        ("1", "keV", "J", "0.0000000000000001602176634"),
        ("300", "Wh/kg", "J/g", "1080"),
        ("1", "A/cm2", "A/m2", "10000"),
        ("1", "g/cm3", "kg/m3", "1000"),
        ("24", "m3/day", "m3/h", "1"),
        ("1", "mAh/g", "Ah/kg", "1"),
        ("1", "Ah", "coulomb", "3600"),
        ("1.5", "T", "mT", "1500"),
        ("25", "°C", "K", "298.15"),
        ("-40", "C", "K", "233.15"),
        ("0", "K", "°C", "-273.15"),
        ("1", "Hz", "kHz", "0.001"),
        ("1", "year", "day", "365.25"),
    ] {
        assert_eq!(convert(amount, from, to), expected, "{amount} {from}");
    }
}

#[test]
fn capitals_count() {
    assert_ne!(unit("mW"), unit("MW"));
    assert_eq!(convert("1", "MW", "mW"), "1000000000");
    assert_eq!(unit("t").dimension().name(), "mass");
    assert_eq!(unit("T").dimension().name(), "magnetic_flux_density");
    assert_eq!(Unit::parse("KG"), None);
    assert_eq!(Unit::parse("Nm"), None);
}

#[test]
fn spellings_of_one_unit_are_kept() {
    assert_eq!(unit("\u{3bc}m").to_string(), "\u{b5}m");
    assert_eq!(unit("um").to_string(), "um");
    assert_eq!(convert("1", "um", "µm"), "1");
    assert_eq!(unit("Wh / kg").to_string(), "Wh/kg");
}

#[test]
fn what_is_no_unit() {
    for text in ["", "/", "m/", "/s", "m/s/s", "parsec", "°C/m", "J/C", "J/°C", "1m", "m 2"] {
        assert_eq!(Unit::parse(text), None, "{text}");
    }
    assert!(Unit::parse("J/K").is_some());
}

#[test]
fn quotients_measure_quotients() {
    assert_eq!(unit("Wh/kg").dimension().name(), "energy / mass");
    assert_eq!(unit("A/cm2").dimension().name(), "current / area");
    assert_eq!(unit("m3/day").dimension().name(), "volume / time");
    assert_eq!(unit("km/h").dimension().name(), "speed");
    assert_eq!(unit("g/cm3").dimension().name(), "density");
    assert_eq!(unit("m/s").dimension(), Dimension::named("speed").unwrap());
}

#[test]
fn base_units_leave_amounts_as_they_are() {
    for name in Dimension::names() {
        let dimension = Dimension::named(name).unwrap();
        let base = Unit::base_of(dimension).unwrap_or_else(|| panic!("{name} has a base unit"));
        assert_eq!(base.dimension(), dimension, "{name}");
        assert_eq!(base.to_base(&number("7")), number("7"), "{name}");
    }
    assert_eq!(Unit::base_of(unit("km").dimension()), Some(unit("m")));
    assert_eq!(Unit::base_of(unit("g").dimension()), Some(unit("kg")));
    assert_eq!(Unit::base_of(unit("km/h").dimension()), Some(unit("m/s")));
    assert_eq!(Unit::base_of(unit("Wh/kg").dimension()), Some(unit("J/kg")));
    assert_eq!(Unit::base_of(Dimension::NONE), None);
}

#[test]
fn codes_of_recommendation_20() {
    for (code, symbol) in
        [("KGM", "kg"), ("MTR", "m"), ("LTR", "l"), ("C45", "nm"), ("KMH", "km/h"), ("CEL", "°C")]
    {
        assert_eq!(Unit::from_code(code), Some(unit(symbol)), "{code}");
        assert_eq!(unit(symbol).code(), Some(code));
    }
    assert_eq!(Unit::from_code("kg"), None);
    assert_eq!(unit("Wh/kg").code(), None);
}
