use std::cmp::Ordering;
use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_traits::{Signed, Zero};
use proptest::prelude::*;

use super::Number;

fn number(text: &str) -> Number {
    Number::parse(text).unwrap_or_else(|| panic!("`{text}` is a number"))
}

/// The same arithmetic, done slowly.
#[derive(Clone, Debug)]
struct Ratio {
    over: BigInt,
    under: BigInt,
}

impl Ratio {
    fn of(number: &Number) -> Ratio {
        let text = number.to_exact_text();
        if let Some((over, under)) = text.split_once('/') {
            return Ratio { over: over.parse().unwrap(), under: under.parse().unwrap() };
        }
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let under = BigInt::from(10).pow(u32::try_from(part.len()).unwrap());
        Ratio { over: format!("{whole}{part}").parse().unwrap(), under }
    }

    fn compare(&self, other: &Ratio) -> Ordering {
        let difference = &self.over * &other.under - &other.over * &self.under;
        let sign = difference * self.under.signum() * other.under.signum();
        sign.cmp(&BigInt::zero())
    }

    fn add(&self, other: &Ratio) -> Ratio {
        let over = &self.over * &other.under + &other.over * &self.under;
        Ratio { over, under: &self.under * &other.under }
    }

    fn multiply(&self, other: &Ratio) -> Ratio {
        Ratio { over: &self.over * &other.over, under: &self.under * &other.under }
    }

    fn divide(&self, other: &Ratio) -> Ratio {
        Ratio { over: &self.over * &other.under, under: &self.under * &other.over }
    }
}

fn agrees(number: &Number, ratio: &Ratio) -> bool {
    Ratio::of(number).compare(ratio) == Ordering::Equal
}

/// Decimals of everyday size, decimals of sixty digits, and fractions.
fn any_number() -> impl Strategy<Value = Number> {
    let plain = prop_oneof!["-?[0-9]{1,4}", "-?[0-9]{1,6}\\.[0-9]{1,4}", "-?[0-9]{1,45}\\.[0-9]{1,15}"];
    let plain = plain.prop_map(|text| number(&text));
    let edge = prop_oneof![Just(i128::MAX), Just(i128::MIN), Just(i128::MAX / 10), Just(1), Just(-1)];
    let edge = edge.prop_map(|mantissa| number(&mantissa.to_string()));
    let quotient =
        (plain.clone(), 1_i64..1000).prop_map(|(over, under)| over.divide(&Number::from(under)).unwrap());
    prop_oneof![4 => plain, 1 => edge, 2 => quotient]
}

proptest! {
    #[test]
    fn arithmetic_agrees_with_fractions(a in any_number(), b in any_number()) {
        let (left, right) = (Ratio::of(&a), Ratio::of(&b));
        prop_assert!(agrees(&a.add(&b), &left.add(&right)));
        prop_assert!(agrees(&a.multiply(&b), &left.multiply(&right)));
        prop_assert_eq!(a.compare(&b), left.compare(&right));
        if let Some(quotient) = a.divide(&b) {
            prop_assert!(agrees(&quotient, &left.divide(&right)));
        } else {
            prop_assert!(b.is_zero());
        }
    }

    #[test]
    fn order_of_operands_does_not_matter(a in any_number(), b in any_number(), c in any_number()) {
        prop_assert_eq!(a.add(&b), b.add(&a));
        prop_assert_eq!(a.multiply(&b), b.multiply(&a));
        prop_assert_eq!(a.add(&b).add(&c), a.add(&b.add(&c)));
        prop_assert_eq!(a.multiply(&b.add(&c)), a.multiply(&b).add(&a.multiply(&c)));
    }

    #[test]
    fn what_is_done_can_be_undone(a in any_number(), b in any_number()) {
        prop_assert_eq!(a.add(&b).subtract(&b), a.clone());
        prop_assert_eq!(a.negate().negate(), a.clone());
        if let Some(quotient) = a.divide(&b) {
            prop_assert_eq!(quotient.multiply(&b), a);
        }
    }

    #[test]
    fn floor_is_the_whole_number_below(a in any_number()) {
        let floor = a.floor();
        prop_assert!(floor.is_integer());
        prop_assert!(floor <= a && a < floor.add(&Number::ONE));
    }

    #[test]
    fn decimals_are_read_as_they_are_shown(a in any_number()) {
        let text = a.to_exact_text();
        if text.bytes().filter(u8::is_ascii_digit).count() <= 60 && !text.contains('/') {
            prop_assert_eq!(Number::parse(&text), Some(a.clone()));
            prop_assert_eq!(a.to_string(), text);
        }
    }
}

#[test]
fn forms_that_are_read() {
    for (text, shown) in [
        ("0", "0"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("007", "7"),
        ("0.10", "0.1"),
        ("-3.25", "-3.25"),
        ("1000", "1000"),
        ("0.000000000000000000000000000000000000001", "0.000000000000000000000000000000000000001"),
    ] {
        assert_eq!(number(text).to_string(), shown, "{text}");
    }
    assert!(Number::parse(&"9".repeat(60)).is_some());
}

#[test]
fn forms_that_are_not_read() {
    for text in [
        "", "-", ".", ".5", "5.", "+1", "1e3", " 1", "1 ", "1,000", "1.2.3", "--1", "0x1", "١", "NaN",
        "1_000",
    ] {
        assert_eq!(Number::parse(text), None, "{text}");
    }
    assert_eq!(Number::parse(&"9".repeat(61)), None);
}

#[test]
fn json_has_exponents() {
    assert_eq!(Number::parse_json("1e3"), Some(number("1000")));
    assert_eq!(Number::parse_json("1.5E-2"), Some(number("0.015")));
    assert_eq!(Number::parse_json("-2e+1"), Some(number("-20")));
    assert_eq!(Number::parse_json("0.1"), Some(number("0.1")));
    assert!(Number::parse_json("1e60").is_some());
    for text in ["1e61", "1e-61", "1e", "1e+", "1e+-3", "e3", "1e3.5", "1e99999999999", "1e3e3"] {
        assert_eq!(Number::parse_json(text), None, "{text}");
    }
}

#[test]
fn percentages_of_the_law_are_exact() {
    let percent = number("0.1").divide(&number("100")).unwrap();
    assert_eq!(percent, number("0.001"));
    assert_eq!(percent.multiply(&number("1000")), Number::ONE);
    let share = number("0.70").add(&number("0.10")).divide(&number("800")).unwrap();
    assert_eq!(share.compare(&percent), Ordering::Equal);
    assert_eq!(share.to_string(), "0.001");
}

#[test]
fn thirds_are_exact_and_shown_rounded() {
    let third = Number::ONE.divide(&number("3")).unwrap();
    assert_eq!(third.to_string(), "≈0.333333333333");
    assert_eq!(third.to_exact_text(), "1/3");
    assert_eq!(third.add(&third).add(&third), Number::ONE);
    assert_eq!(number("2000").divide(&number("3")).unwrap().to_string(), "≈666.666666667");
    assert_eq!(number("-2").divide(&number("3")).unwrap().to_string(), "≈-0.666666666667");
    let near_one = number("9999999999999").divide(&number("9999999999998")).unwrap();
    assert_eq!(near_one.to_string(), "≈1");
    let large = number(&format!("1{}", "0".repeat(20))).divide(&number("3")).unwrap();
    assert_eq!(large.to_string(), "≈33333333333300000000");
    let small = third.divide(&number(&format!("1{}", "0".repeat(20)))).unwrap();
    assert_eq!(small.to_string(), "≈0.00000000000000000000333333333333");
}

#[test]
fn nothing_overflows() {
    let most = number(&i128::MAX.to_string());
    let least = number(&i128::MIN.to_string());
    assert_eq!(most.add(&Number::ONE).to_string(), "170141183460469231731687303715884105728");
    assert_eq!(most.add(&Number::ONE), least.negate());
    assert_eq!(most.add(&Number::ONE).subtract(&Number::ONE), most);
    assert_eq!(least.negate().negate(), least);
    assert_eq!(least.divide(&number("-1")).unwrap(), least.negate());
    assert_eq!(least.floor(), least);
    assert!(least < most && most < most.multiply(&most));
    assert!(most.multiply(&most).is_integer());
    assert_eq!(most.multiply(&most).divide(&most).unwrap(), most);
    let tiny = number("0.00000000000000000000000000000000000001");
    assert!(most.add(&tiny) > most);
    assert_eq!(most.add(&tiny).floor(), most);
    assert_eq!(tiny.multiply(&tiny).to_string(), format!("0.{}1", "0".repeat(75)));
    assert_eq!(tiny.negate().floor(), number("-1"));
}

#[test]
fn machine_integers() {
    assert_eq!(Number::from(i64::MIN).to_i64(), Some(i64::MIN));
    assert_eq!(number("9223372036854775808").to_i64(), None);
    assert_eq!(number("1.0").to_i64(), Some(1));
    assert_eq!(number("1.5").to_i64(), None);
    assert_eq!(Number::from(7_u32).to_i64(), Some(7));
    assert_eq!(Number::default(), Number::ZERO);
    assert_eq!(Number::ONE.divide(&Number::ZERO), None);
    assert!(number("-0.5").is_negative() && !Number::ZERO.is_negative());
}

#[test]
fn equal_numbers_are_one_key() {
    let keys = BTreeSet::from([number("0.5"), number("0.50"), Number::ONE.divide(&number("2")).unwrap()]);
    assert_eq!(keys.len(), 1);
}
