//! The policies that Licit ships: they check without a word, decide their cases, and are laid out.

use super::cli::run;

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
