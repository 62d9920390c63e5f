use super::super::Number;
use super::{Currency, Money};

#[test]
fn currencies() {
    let dollar = Currency::parse("USD").unwrap();
    assert_eq!(dollar.to_string(), "USD");
    assert_eq!(dollar.name(), "United States dollar");
    assert!(Currency::parse("CNY").unwrap() < dollar);
    for text in ["usd", "US", "USDX", "ZZQ", "", "$"] {
        assert_eq!(Currency::parse(text), None, "{text}");
    }
}

#[test]
fn amounts_with_a_currency() {
    let money = Money::parse("1000.00 USD").unwrap();
    assert_eq!(money.amount, Number::from(1000_i64));
    assert_eq!(money.to_string(), "1000 USD");
    assert_eq!(Money::parse("-0.5 EUR").unwrap().to_string(), "-0.5 EUR");
    for text in ["1000", "USD 1000", "1000  USD", "1000USD", "1,000 USD", "1000 usd", " 1 USD", "1 USD "] {
        assert_eq!(Money::parse(text), None, "{text}");
    }
}
