//! The policies that Licit ships: they check without a word, decide their cases, and are laid out.

use super::cli::run;
use crate::cli::Scratch;

const POLICIES: [&str; 4] =
    ["policies/china", "policies/european_union", "examples/quickstart", "policies/united_states"];

#[test]
fn shipped_policies_check_without_a_word() {
    for policy in POLICIES {
        let check = run(&["check", "--strict", policy]);
        assert_eq!(check.code, 0, "{policy}: {}{}", check.output, check.errors);
    }
}

#[test]
fn shipped_policies_decide_their_cases() {
    for policy in POLICIES {
        let test = run(&["test", policy]);
        assert_eq!(test.code, 0, "{policy}: {}{}", test.output, test.errors);
    }
}

#[test]
fn shipped_policies_are_laid_out() {
    let fmt = run(&["fmt", "--check", "policies"]);
    assert_eq!(fmt.code, 0, "{}{}", fmt.output, fmt.errors);
}

#[test]
fn no_rule_is_left_out_because_of_the_folder_in_which_it_lies() {
    let folders = Scratch::new()
        .with("above/a.licit", "license if destination == RU")
        .with("above/below/p.licit", "policy strict \"Strict\"\ndeny if destination == KP")
        .with("beside/a/p.licit", "policy mild \"Mild\"\nlicense if destination == RU")
        .with("beside/plain/x.licit", "deny if destination == KP")
        .with("almost/a.licit", "license if destination == RU")
        .with("almost/EMBARGO.LICIT", "deny if destination == KP")
        .with("kp.yaml", "destination: KP");
    for folder in ["above", "beside"] {
        assert_eq!(folders.code(&["eval", folder, "kp.yaml"]), 10, "{folder}");
        assert!(folders.run(&["check", folder]).output.contains("2 files checked"), "{folder}");
    }
    let almost = folders.run(&["eval", "almost", "kp.yaml"]);
    assert_eq!(almost.code, 3);
    assert!(almost.errors.contains("L608") && almost.errors.contains("rename"), "{}", almost.errors);
}
