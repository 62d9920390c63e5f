//! Names and codes that people use for countries beside the standard.

use super::super::Date;

/// Codes that left ISO 3166-1, the day on which they did, and the countries that are there now. `CS` stood for two
/// countries one after the other; its day is that of the second.
pub(super) const FORMER: [(&str, Date, &[&str]); 8] = [
    ("AN", Date::constant(2010, 12, 15), &["BQ", "CW", "SX"]),
    ("BU", Date::constant(1989, 12, 5), &["MM"]),
    ("CS", Date::constant(2006, 9, 26), &["CZ", "ME", "RS", "SK"]),
    ("DD", Date::constant(1990, 10, 30), &["DE"]),
    (
        "SU",
        Date::constant(1992, 8, 30),
        &["AM", "AZ", "BY", "EE", "GE", "KG", "KZ", "LT", "LV", "MD", "RU", "TJ", "TM", "UA", "UZ"],
    ),
    ("TP", Date::constant(2002, 5, 20), &["TL"]),
    ("YU", Date::constant(2003, 7, 23), &["BA", "HR", "ME", "MK", "RS", "SI"]),
    ("ZR", Date::constant(1997, 7, 14), &["CD"]),
];

/// Names of countries that are no more, in plain writing.
pub(super) const FORMER_NAMES: [(&str, &str); 10] = [
    ("czechoslovakia", "CS"),
    ("east germany", "DD"),
    ("german democratic republic", "DD"),
    ("netherlands antilles", "AN"),
    ("serbia and montenegro", "CS"),
    ("soviet union", "SU"),
    ("ussr", "SU"),
    ("yugoslavia", "YU"),
    ("zaire", "ZR"),
    ("udssr", "SU"),
];

/// Short forms in general use that are not the code of the country.
pub(super) const HABITS: [(&str, &str); 9] = [
    ("DPRK", "KP"),
    ("DRC", "CD"),
    ("EL", "GR"),
    ("KSA", "SA"),
    ("PRC", "CN"),
    ("ROC", "TW"),
    ("ROK", "KR"),
    ("UAE", "AE"),
    ("UK", "GB"),
];

/// Names that several countries share, where the names of the standard do not show it.
pub(super) const SEVERAL: [(&str, &[&str]); 3] =
    [("guinea", &["GN", "GQ", "GW", "PG"]), ("saint martin", &["MF", "SX"]), ("st martin", &["MF", "SX"])];

/// Common names in plain writing.
pub(super) const NAMES: [(&str, &str); 59] = [
    ("america", "US"),
    ("britain", "GB"),
    ("brunei", "BN"),
    ("burma", "MM"),
    ("cape verde", "CV"),
    ("czech republic", "CZ"),
    ("democratic peoples republic of korea", "KP"),
    ("democratic republic of congo", "CD"),
    ("dr congo", "CD"),
    ("east timor", "TL"),
    ("emirates", "AE"),
    ("england", "GB"),
    ("federal republic of germany", "DE"),
    ("great britain", "GB"),
    ("holland", "NL"),
    ("hong kong sar", "HK"),
    ("islamic republic of iran", "IR"),
    ("ivory coast", "CI"),
    ("kosovo", "XK"),
    ("laos", "LA"),
    ("macau", "MO"),
    ("macedonia", "MK"),
    ("mainland china", "CN"),
    ("north korea", "KP"),
    ("northern ireland", "GB"),
    ("palestinian territories", "PS"),
    ("peoples republic of china", "CN"),
    ("republic of china", "TW"),
    ("republic of congo", "CG"),
    ("republic of korea", "KR"),
    ("republic of moldova", "MD"),
    ("russia", "RU"),
    ("saint helena", "SH"),
    ("scotland", "GB"),
    ("slovak republic", "SK"),
    ("south korea", "KR"),
    ("st barthelemy", "BL"),
    ("st kitts and nevis", "KN"),
    ("st lucia", "LC"),
    ("st vincent and grenadines", "VC"),
    ("state of palestine", "PS"),
    ("svalbard", "SJ"),
    ("swaziland", "SZ"),
    ("swiss confederation", "CH"),
    ("syria", "SY"),
    ("tanzania", "TZ"),
    ("timor", "TL"),
    ("trinidad", "TT"),
    ("turkey", "TR"),
    ("united kingdom", "GB"),
    ("united states", "US"),
    ("us virgin islands", "VI"),
    ("british virgin islands", "VG"),
    ("vatican", "VA"),
    ("vatican city", "VA"),
    ("vietnam", "VN"),
    ("virgin islands british", "VG"),
    ("wales", "GB"),
    ("west germany", "DE"),
];
