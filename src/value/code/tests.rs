use proptest::prelude::*;

use super::{Code, Shape};

fn code(text: &str) -> Code {
    Code::parse(text).unwrap_or_else(|| panic!("`{text}` is a code"))
}

#[test]
fn codes_lie_under_their_parts() {
    let item = code("1C902.a.1");
    for above in ["1C902.a.1", "1C902.a", "1C902"] {
        assert!(item.is_under(&code(above)), "{above}");
    }
    for other in ["1C902.a.1.b", "1C902.b", "1C90", "1C902.a.11"] {
        assert!(!item.is_under(&code(other)), "{other}");
    }
    assert!(!code("1C902.a.11").is_under(&item));
}

#[test]
fn forms_that_are_no_codes() {
    for text in ["", ".", "1C902.", ".a", "1C902..a", "1C902 a", "1C902/a", "Ä1", "1c902", "3a001.b"] {
        assert_eq!(Code::parse(text), None, "{text}");
    }
    for text in ["280530", "010121", "2025-61:1.c", "EAR99"] {
        assert_eq!(code(text).to_string(), text);
    }
}

#[test]
fn shapes_fix_the_first_part() {
    let shape = Shape::parse("9A999").unwrap();
    for text in ["3A001", "1C902.a.1", "3B001.c"] {
        assert!(shape.fits(&code(text)), "{text}");
    }
    for text in ["3A01", "3A0011", "AA001", "3A001x.a", "EAR99"] {
        assert!(!shape.fits(&code(text)), "{text}");
    }
    assert!(Shape::parse("9999.99").unwrap().fits(&code("2805.30.10")));
    assert!(!Shape::parse("9999.99").unwrap().fits(&code("2805")));
    assert!(Shape::parse("X:99").unwrap().fits(&code("X:12")));
    assert_eq!(Shape::parse(""), None);
    assert_eq!(shape.to_string(), "9A999");
}

proptest! {
    #[test]
    fn being_under_is_an_order(parts in prop::collection::vec("[0-9A-Za-z]{1,3}", 1..5), a in 1_usize..5, b in 1_usize..5) {
        let cut = |length: usize| code(&parts[..length.min(parts.len())].join("."));
        let (left, right) = (cut(a), cut(b));
        prop_assert_eq!(left.is_under(&right), a.min(parts.len()) >= b.min(parts.len()));
        if left.is_under(&right) && right.is_under(&left) {
            prop_assert_eq!(left, right);
        }
    }
}
