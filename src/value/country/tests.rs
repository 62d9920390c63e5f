use proptest::prelude::*;

use super::super::Date;
use super::table::{FORMER, FORMER_NAMES, HABITS, NAMES, SEVERAL};
use super::{Country, CountryMistake, diagnose};

fn country(code: &str) -> Country {
    Country::parse(code).unwrap_or_else(|| panic!("`{code}` is a country"))
}

fn countries(codes: &[&str]) -> Vec<Country> {
    codes.iter().map(|code| country(code)).collect()
}

#[test]
fn codes_in_force() {
    assert_eq!(country("DE").to_string(), "DE");
    assert_eq!(country("DE").name(), "Germany");
    assert_eq!(country("NO").name(), "Norway");
    assert_eq!(country("XK").name(), "Kosovo");
    assert!(country("CN") < country("US"));
    for text in ["de", "DEU", "UK", "EU", "SU", "", "D", "ZZ", " DE"] {
        assert_eq!(Country::parse(text), None, "{text}");
    }
}

#[test]
fn other_writings() {
    for (text, code) in [
        ("de", "DE"),
        (" DE", "DE"),
        ("DEU", "DE"),
        ("usa", "US"),
        ("xk", "XK"),
        ("Germany", "DE"),
        ("germany", "DE"),
        ("Russia", "RU"),
        ("Russian Federation", "RU"),
        ("Iran", "IR"),
        ("Iran (Islamic Republic of)", "IR"),
        ("South Korea", "KR"),
        ("North Korea", "KP"),
        ("Taiwan", "TW"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Cote d'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("United States of America", "US"),
        ("The United Kingdom", "GB"),
        ("the Netherlands", "NL"),
        ("DR Congo", "CD"),
        ("Vietnam", "VN"),
        ("Equatorial Guinea", "GQ"),
    ] {
        assert_eq!(diagnose(text), Some(CountryMistake::AnotherWriting { code: country(code) }), "{text}");
    }
}

#[test]
fn habits() {
    for (text, code) in [("UK", "GB"), ("uk", "GB"), ("U.K.", "GB"), ("EL", "GR"), ("UAE", "AE")] {
        assert_eq!(diagnose(text), Some(CountryMistake::Habit { code: country(code) }), "{text}");
    }
}

#[test]
fn shared_names() {
    for (text, codes) in [
        ("Korea", ["KP", "KR"]),
        ("Congo", ["CD", "CG"]),
        ("Virgin Islands", ["VG", "VI"]),
        ("Saint Martin", ["MF", "SX"]),
    ] {
        assert_eq!(diagnose(text), Some(CountryMistake::Several { codes: countries(&codes) }), "{text}");
    }
}

#[test]
fn former_countries() {
    let yugoslavia = CountryMistake::Former {
        ended: Date::constant(2003, 7, 23),
        successors: countries(&["BA", "HR", "ME", "MK", "RS", "SI"]),
    };
    assert_eq!(diagnose("YU"), Some(yugoslavia.clone()));
    assert_eq!(diagnose("Yugoslavia"), Some(yugoslavia));
    for code in ["SU", "AN", "DD", "CS", "TP", "ZR", "BU", "su"] {
        assert!(matches!(diagnose(code), Some(CountryMistake::Former { .. })), "{code}");
    }
}

#[test]
fn texts_without_a_guess() {
    for text in ["DE", "", "ZZ", "Atlantis", "EU", "123", "…"] {
        assert_eq!(diagnose(text), None, "{text}");
    }
}

#[test]
fn each_name_of_the_standard_is_understood() {
    for code in rust_iso3166::ALL_ALPHA2 {
        assert!(diagnose(&country(code).name()).is_some(), "{code}");
    }
}

#[test]
fn tables_name_countries_that_exist() {
    for (code, _, successors) in FORMER {
        assert_eq!(Country::parse(code), None);
        assert_eq!(countries(successors).len(), successors.len());
    }
    for (name, code) in FORMER_NAMES {
        assert!(FORMER.iter().any(|(known, _, _)| *known == code), "{name}");
    }
    for (name, code) in HABITS.iter().chain(&NAMES) {
        assert!(Country::parse(code).is_some(), "{name}");
        assert_eq!(Country::parse(name), None, "{name}");
        assert!(diagnose(name).is_some(), "{name}");
    }
    for (_, codes) in SEVERAL {
        assert!(countries(codes).len() > 1);
    }
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "\\PC{0,12}") {
        let _ = diagnose(&text);
    }
}
