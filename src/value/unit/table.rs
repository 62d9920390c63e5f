//! The table of units. Sizes are exact: the inch is 0.0254 m, the pound 0.45359237 kg, the electronvolt
//! 1.602176634e-19 J by definition, the year 365.25 days as in UN/ECE Recommendation 20.

use super::super::{Dimension, Number};

/// One symbol of the table; further spellings of a unit are entries of their own, the usual one first.
pub(super) struct Entry {
    pub(super) symbol: &'static str,
    /// The code of UN/ECE Recommendation 20.
    pub(super) code: Option<&'static str>,
    /// The name of the dimension.
    measures: &'static str,
    mantissa: i64,
    exponent: i8,
    /// Hundredths of the unit between its zero and the zero of the base unit.
    pub(super) offset: i64,
}

/// The metre, first of the table.
pub(super) const METRE: Entry = entry("m", Some("MTR"), "length", 1, 0);

/// Quotients that have a code of their own.
pub(super) const QUOTIENT_CODES: [(&str, &str); 6] =
    [("MTS", "m/s"), ("KMH", "km/h"), ("KMQ", "kg/m3"), ("23", "g/cm3"), ("GL", "g/l"), ("MQH", "m3/h")];

/// A unit of `mantissa * 10^exponent` base units.
const fn entry(
    symbol: &'static str,
    code: Option<&'static str>,
    measures: &'static str,
    mantissa: i64,
    exponent: i8,
) -> Entry {
    Entry { symbol, code, measures, mantissa, exponent, offset: 0 }
}

impl Entry {
    /// The same with its zero `offset` hundredths above that of the base unit.
    const fn zero_at(self, offset: i64) -> Entry {
        Entry { offset, ..self }
    }

    pub(super) fn dimension(&self) -> Dimension {
        Dimension::named(self.measures).unwrap_or(Dimension::NONE)
    }

    /// How many base units one unit is.
    pub(super) fn factor(&self) -> Number {
        Number::from_power(self.mantissa, self.exponent)
    }

    /// Whether amounts in this unit are amounts in the base unit.
    pub(super) fn is_base(&self) -> bool {
        self.mantissa == 1 && self.exponent == 0 && self.offset == 0
    }
}

/// All units, by dimension; the first of each dimension is its base unit.
pub(super) static TABLE: [Entry; 98] = [
    entry("m", Some("MTR"), "length", 1, 0),
    entry("pm", Some("C52"), "length", 1, -12),
    entry("nm", Some("C45"), "length", 1, -9),
    entry("µm", Some("4H"), "length", 1, -6),
    entry("um", Some("4H"), "length", 1, -6),
    entry("mm", Some("MMT"), "length", 1, -3),
    entry("cm", Some("CMT"), "length", 1, -2),
    entry("km", Some("KMT"), "length", 1, 3),
    entry("in", Some("INH"), "length", 254, -4),
    entry("ft", Some("FOT"), "length", 3048, -4),
    entry("kg", Some("KGM"), "mass", 1, 0),
    entry("µg", Some("MC"), "mass", 1, -9),
    entry("ug", Some("MC"), "mass", 1, -9),
    entry("mg", Some("MGM"), "mass", 1, -6),
    entry("g", Some("GRM"), "mass", 1, -3),
    entry("t", Some("TNE"), "mass", 1, 3),
    entry("lb", Some("LBR"), "mass", 45359237, -8),
    entry("m2", Some("MTK"), "area", 1, 0),
    entry("m²", Some("MTK"), "area", 1, 0),
    entry("mm2", Some("MMK"), "area", 1, -6),
    entry("mm²", Some("MMK"), "area", 1, -6),
    entry("cm2", Some("CMK"), "area", 1, -4),
    entry("cm²", Some("CMK"), "area", 1, -4),
    entry("km2", Some("KMK"), "area", 1, 6),
    entry("km²", Some("KMK"), "area", 1, 6),
    entry("µm2", None, "area", 1, -12),
    entry("um2", None, "area", 1, -12),
    entry("µm²", None, "area", 1, -12),
    entry("m3", Some("MTQ"), "volume", 1, 0),
    entry("m³", Some("MTQ"), "volume", 1, 0),
    entry("ml", Some("MLT"), "volume", 1, -6),
    entry("mL", Some("MLT"), "volume", 1, -6),
    entry("l", Some("LTR"), "volume", 1, -3),
    entry("L", Some("LTR"), "volume", 1, -3),
    entry("cm3", Some("CMQ"), "volume", 1, -6),
    entry("cm³", Some("CMQ"), "volume", 1, -6),
    entry("mm3", Some("MMQ"), "volume", 1, -9),
    entry("mm³", Some("MMQ"), "volume", 1, -9),
    entry("s", Some("SEC"), "time", 1, 0),
    entry("ms", Some("C26"), "time", 1, -3),
    entry("µs", Some("B98"), "time", 1, -6),
    entry("us", Some("B98"), "time", 1, -6),
    entry("ns", Some("C47"), "time", 1, -9),
    entry("min", Some("MIN"), "time", 60, 0),
    entry("h", Some("HUR"), "time", 3600, 0),
    entry("d", Some("DAY"), "time", 86400, 0),
    entry("day", Some("DAY"), "time", 86400, 0),
    entry("days", Some("DAY"), "time", 86400, 0),
    entry("year", Some("ANN"), "time", 31557600, 0),
    entry("N", Some("NEW"), "force", 1, 0),
    entry("mN", Some("C20"), "force", 1, -3),
    entry("kN", Some("B47"), "force", 1, 3),
    entry("MN", Some("B73"), "force", 1, 6),
    entry("Pa", Some("PAL"), "pressure", 1, 0),
    entry("hPa", Some("A97"), "pressure", 1, 2),
    entry("kPa", Some("KPA"), "pressure", 1, 3),
    entry("MPa", Some("MPA"), "pressure", 1, 6),
    entry("GPa", Some("A89"), "pressure", 1, 9),
    entry("bar", Some("BAR"), "pressure", 1, 5),
    entry("mbar", Some("MBR"), "pressure", 1, 2),
    entry("J", Some("JOU"), "energy", 1, 0),
    entry("kJ", Some("KJO"), "energy", 1, 3),
    entry("MJ", Some("3B"), "energy", 1, 6),
    entry("Wh", Some("WHR"), "energy", 3600, 0),
    entry("kWh", Some("KWH"), "energy", 36, 5),
    entry("MWh", Some("MWH"), "energy", 36, 8),
    entry("eV", Some("A53"), "energy", 1602176634, -28),
    entry("keV", Some("B29"), "energy", 1602176634, -25),
    entry("MeV", Some("B71"), "energy", 1602176634, -22),
    entry("W", Some("WTT"), "power", 1, 0),
    entry("mW", Some("C31"), "power", 1, -3),
    entry("kW", Some("KWT"), "power", 1, 3),
    entry("MW", Some("MAW"), "power", 1, 6),
    entry("GW", Some("A90"), "power", 1, 9),
    entry("Hz", Some("HTZ"), "frequency", 1, 0),
    entry("kHz", Some("KHZ"), "frequency", 1, 3),
    entry("MHz", Some("MHZ"), "frequency", 1, 6),
    entry("GHz", Some("A86"), "frequency", 1, 9),
    entry("THz", Some("D29"), "frequency", 1, 12),
    entry("K", Some("KEL"), "temperature", 1, 0),
    entry("°C", Some("CEL"), "temperature", 1, 0).zero_at(27315),
    entry("C", Some("CEL"), "temperature", 1, 0).zero_at(27315),
    entry("A", Some("AMP"), "current", 1, 0),
    entry("mA", Some("4K"), "current", 1, -3),
    entry("µA", Some("B84"), "current", 1, -6),
    entry("uA", Some("B84"), "current", 1, -6),
    entry("kA", Some("B22"), "current", 1, 3),
    entry("V", Some("VLT"), "voltage", 1, 0),
    entry("mV", Some("2Z"), "voltage", 1, -3),
    entry("kV", Some("KVT"), "voltage", 1, 3),
    entry("T", Some("D33"), "magnetic_flux_density", 1, 0),
    entry("mT", Some("C29"), "magnetic_flux_density", 1, -3),
    entry("coulomb", Some("COU"), "charge", 1, 0),
    entry("Ah", Some("AMH"), "charge", 3600, 0),
    entry("mAh", Some("E09"), "charge", 36, -1),
    entry("ohm", Some("OHM"), "resistance", 1, 0),
    entry("Ω", Some("OHM"), "resistance", 1, 0),
    entry("kohm", Some("B49"), "resistance", 1, 3),
];
