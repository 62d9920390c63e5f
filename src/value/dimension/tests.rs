use super::Dimension;

fn named(name: &str) -> Dimension {
    Dimension::named(name).unwrap()
}

#[test]
fn each_name_leads_back_to_itself() {
    for name in Dimension::names() {
        assert_eq!(named(name).name(), name);
    }
    assert_eq!(Dimension::named("concentration"), None);
    assert_eq!(Dimension::named("Length"), None);
}

#[test]
fn the_laws_of_physics_hold() {
    assert_eq!(named("force").multiply(named("length")), named("energy"));
    assert_eq!(named("energy").divide(named("time")), named("power"));
    assert_eq!(named("voltage").multiply(named("current")), named("power"));
    assert_eq!(named("current").multiply(named("time")), named("charge"));
    assert_eq!(named("voltage").divide(named("current")), named("resistance"));
    assert_eq!(named("force").divide(named("area")), named("pressure"));
    let lorentz = named("force").divide(named("charge").multiply(named("speed")));
    assert_eq!(lorentz, named("magnetic_flux_density"));
    assert!(named("frequency").multiply(named("time")).is_none());
}

#[test]
fn quotients_are_named_by_their_parts() {
    for (over, under) in [
        ("energy", "mass"),
        ("charge", "mass"),
        ("current", "area"),
        ("volume", "time"),
        ("mass", "time"),
        ("voltage", "length"),
        ("power", "volume"),
    ] {
        assert_eq!(named(over).divide(named(under)).name(), format!("{over} / {under}"));
    }
    assert_eq!(named("mass").divide(named("volume")).name(), "density");
}

#[test]
fn the_rest_is_named_by_powers() {
    assert_eq!(named("area").multiply(named("area")).divide(named("time")).name(), "length^4 / time");
    assert_eq!(Dimension::NONE.divide(named("temperature")).name(), "1 / temperature");
    let several = named("temperature").divide(named("mass").multiply(named("current")));
    assert_eq!(several.name(), "temperature / (mass * current)");
    assert_eq!(Dimension::NONE.name(), "number");
}

#[test]
fn some_may_be_negative() {
    for name in Dimension::names() {
        let expected = ["temperature", "voltage", "current", "charge"].contains(&name);
        assert_eq!(named(name).may_be_negative(), expected, "{name}");
    }
}
