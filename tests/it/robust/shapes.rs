//! Shapes made to exhaust stack, memory or patience.

use std::fmt::Write;
use std::time::Instant;

use licit::eval::Question;
use licit::eval::decision::Truth;
use licit::load::folder::Folder;
use licit::{Format, Memory, Policy};

use super::{codes, loaded, text, with_small_stack};

const MANY: usize = 100_000;

/// Refused or read, on a small stack.
fn survives(shape: String) {
    println!("{}…", shape.chars().take(60).collect::<String>().replace('\n', "; "));
    with_small_stack(move || {
        text(&shape);
    });
}

#[test]
fn nesting_is_refused_and_not_followed() {
    let over = |before: &str, middle: &str, after: &str| {
        format!(
            "fact a: boolean\nfact n: number\ndeny if {}{middle}{}\n",
            before.repeat(MANY),
            after.repeat(MANY)
        )
    };
    let shapes = [
        over("(", "a", ")"),
        over("(", "a", ""),
        over("", "a", ")"),
        over("not ", "a", ""),
        over("not (", "a", ")"),
        over("if a then ", "a", " else a"),
        over("if ", "a", " then a else a"),
        over("n + ", "n", " > 0"),
        over("n - (", "n", ")"),
        over("-", "n", ""),
        over("a in [", "a", "]"),
        over("[", "", ""),
        over("any(x in [a] where ", "a", ")"),
        over("a and ", "a", ""),
        over("a or ", "a", ""),
        over("(a or a) and ", "a", ""),
        over("a.", "a", ""),
        over("f(", "a", ")"),
        over("a unless ", "a", ""),
        over("{", "", "}"),
        over("a applies and ", "a", ""),
    ];
    shapes.into_iter().for_each(survives);
}

#[test]
fn chains_just_inside_the_limit_are_decided_on_a_small_stack() {
    with_small_stack(|| {
        for depth in [100, 126] {
            for (before, after) in [("(", ")"), ("not (", ")"), ("(a and ", ")"), ("(if a then a else ", ")")]
            {
                let shape =
                    format!("fact a: boolean\ndeny if {}a{}\n", before.repeat(depth), after.repeat(depth));
                let Ok(policy) = Policy::from_text(&shape) else { continue };
                for facts in ["{a: true}", "{}"] {
                    let facts = policy.facts("c.yaml", facts, Format::Yaml).unwrap();
                    licit::report::decision::json_text(&policy.decide(&facts, &Question::default()));
                }
            }
        }
    });
}

#[test]
fn deep_facts_are_refused() {
    with_small_stack(|| {
        let policy = Policy::from_text("fact a: list of number\ndeny if count(a) > 1").unwrap();
        for (open, close) in
            [("[", "]"), ("{a: ", "}"), ("[", ""), ("{\"a\": ", "}"), ("- ", ""), ("? ", ""), ("a:\n ", "")]
        {
            let document = format!("{}{}", open.repeat(MANY), close.repeat(MANY));
            for format in [Format::Json, Format::Yaml, Format::Toml] {
                assert!(
                    policy.facts("c", &document, format).is_err() || open == "a:\n " || open == "- ",
                    "{open} {format:?}"
                );
            }
        }
    });
}

#[test]
fn a_line_of_50_megabytes_is_refused_at_once() {
    let start = Instant::now();
    let found = text(&format!("deny if {}", "a".repeat(50 * 1024 * 1024)));
    assert!(found.program.is_none());
    println!("50 MB are refused in {:?}", start.elapsed());
}

#[test]
fn many_rules_are_decided() {
    let mut shape = "fact a: boolean\nfact n: number\n".to_owned();
    for number in 0..3_000 {
        writeln!(shape, "rule r{number} \"R\"\n    license if a and n > {number}\n").unwrap();
    }
    let start = Instant::now();
    let policy =
        Policy::from_text(&shape).unwrap_or_else(|report| panic!("{}", report.problems[0].message()));
    println!("3,000 rules are read in {:?}", start.elapsed());
    for facts in ["{a: true, n: 1500}", "{n: 1500}", "{}"] {
        let facts = policy.facts("c.yaml", facts, Format::Yaml).unwrap();
        let start = Instant::now();
        policy.outcome(&facts, &Question::default());
        println!("and decided in {:?}", start.elapsed());
        assert!(start.elapsed().as_secs() < 20);
    }
}

#[test]
fn a_long_chain_of_exceptions_is_refused() {
    with_small_stack(|| {
        let mut shape = "fact a: boolean\nrule r0 \"R\"\n    deny if a\n\n".to_owned();
        for number in 1..3_000 {
            writeln!(shape, "exception r{number} \"R\"\n    to r{}\n    permit if a\n", number - 1).unwrap();
        }
        let found = text(&shape);
        assert!(found.program.is_none());
        println!("{:?}", codes(&found));
    });
}

#[test]
fn definitions_that_multiply_are_refused() {
    let mut shape = "fact n: number\ndefine d0: number = n\n".to_owned();
    for number in 1..60 {
        writeln!(shape, "define d{number}: number = d{} + d{}", number - 1, number - 1).unwrap();
    }
    assert_eq!(codes(&text(&format!("{shape}deny if d59 > 1"))), ["L236"]);
}

#[test]
fn a_deep_tree_asked_twice_at_each_level_ends() {
    let shape = "record owner\n    listed: boolean\n    owners: list of owner\n\nfact buyer: owner\n\ndefine tainted(o: owner): boolean = o.listed or any(p in o.owners where tainted(p)) or any(p in o.owners where tainted(p))\n\ndeny if tainted(buyer)\n";
    let policy = Policy::from_text(shape).unwrap_or_else(|report| panic!("{report}"));
    let levels = 30;
    let tree = format!("{}{}", "{listed: false, owners: [".repeat(levels), "]}".repeat(levels));
    let start = Instant::now();
    let facts = policy.facts("c.yaml", &format!("buyer: {tree}"), Format::Yaml);
    let facts = facts.unwrap_or_else(|report| panic!("{report}"));
    let found = policy.outcome(&facts, &Question::default());
    println!("the tree is given up after {:?}", start.elapsed());
    assert_eq!(found.rules, [Truth::Unknown]);
    assert!(start.elapsed().as_secs() < 30);
}

#[test]
fn policies_that_use_each_other_are_refused() {
    let files = Memory::new()
        .with("a/a.licit", "use \"../b\"\ndeny if true")
        .with("b/b.licit", "use \"../c\"\nfact x: boolean")
        .with("c/c.licit", "use \"../b\"\nfact y: boolean");
    assert_eq!(codes(&loaded(&files, "a")), ["L607"]);
}

#[test]
fn nothing_outside_the_root_is_read() {
    for path in [
        "../secret",
        "../../secret",
        "/etc",
        "/etc/passwd",
        "x/../../../secret",
        "..\\secret",
        "C:\\secret",
        "\\\\host\\share",
        "//host/share",
        "a/./../../../etc",
    ] {
        for statement in [format!("use {path:?}"), format!("list l: text from {path:?} column c")] {
            let found = loaded(
                &Memory::new().with("p/p.licit", format!("{statement}\ndeny if true")).with("secret", "c\nx"),
                "p",
            );
            // `../secret` is a file beside the policy's folder, still inside the root.
            let escaped = found.program.is_some() && path != "../secret";
            assert!(!escaped, "{statement} is followed");
        }
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_root_are_refused() {
    let folder = std::env::temp_dir().join(format!("licit-links-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("root/p")).unwrap();
    std::fs::create_dir_all(folder.join("outside")).unwrap();
    std::fs::write(folder.join("outside/o.licit"), "deny if true").unwrap();
    std::fs::write(folder.join("outside/o.csv"), "c\nx\n").unwrap();
    std::os::unix::fs::symlink(folder.join("outside/o.csv"), folder.join("root/p/o.csv")).unwrap();
    std::fs::write(folder.join("root/p/p.licit"), "list l: text from \"o.csv\" column c\ndeny if true\n")
        .unwrap();
    std::os::unix::fs::symlink(folder.join("outside"), folder.join("root/linked")).unwrap();
    let files = Folder::new(&folder.join("root")).unwrap();
    assert_eq!(codes(&loaded(&files, "p")), ["L604"]);
    assert!(loaded(&files, "linked").program.is_none());
    assert!(loaded(&files, "linked/o.licit").program.is_none());
    assert!(loaded(&files, "../outside").program.is_none());
    std::fs::remove_dir_all(&folder).unwrap();
}
