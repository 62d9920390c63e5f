//! Mistakes that lawyers, spreadsheets and word processors make: `tests/mistakes/policies`, one a file.
//!
//! The first lines of a file name what is found and where, as in `tests/cases`: `# L102 4:24`. A line such as
//! `# case {destination: RU} -> deny` gives facts, and the verdict that is meant. Where safe fixes mend a file, it
//! decides like the file of the same name in `tests/mistakes/right`, which was written by hand.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use licit::diagnostics::{Problem, Safety, Severity};
use licit::fix::{Fixed, fixed};
use licit::load::{self, Loaded};
use licit::report::{self, Style};
use licit::{Format, Memory, Policy, Question};

const STYLES: [(&str, Style); 3] =
    [("graphical", Style::Human { color: false, width: 80 }), ("plain", Style::Plain), ("json", Style::Json)];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes").join(name)
}

/// Name and text of each file of a folder, in order.
fn mistakes(folder: &Path) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<(String, String)> = entries
        .filter(|path| path.extension().is_some_and(|ending| ending == "licit"))
        .map(|path| {
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(path).unwrap())
        })
        .collect();
    found.sort();
    found
}

fn memory(text: &str) -> Memory {
    Memory::new().with("policy.licit", text)
}

/// The text loaded, without the warnings that other tests are about.
fn loaded(text: &str) -> Loaded {
    let mut loaded = load::load(&memory(text), "policy.licit");
    loaded.problems.retain(|problem| problem.severity() == Severity::Error);
    loaded
}

fn mended(text: &str) -> Fixed {
    fixed(&memory(text), "policy.licit")
}

/// The text with its safe fixes made.
fn mended_text(text: &str) -> String {
    mended(text).files.first().map_or_else(|| text.to_owned(), |file| file.text.clone())
}

/// The first lines that begin with a word.
fn heads<'t>(text: &'t str, word: &str) -> Vec<&'t str> {
    let lines = text.lines().map_while(|line| line.trim_start_matches('\u{feff}').strip_prefix("# "));
    lines.filter(|line| line.starts_with(word)).collect()
}

fn told(problem: &Problem, loaded: &Loaded) -> String {
    let span = problem.span().unwrap();
    let place = loaded.sources.file(span).unwrap().position(span.start);
    format!("{} {}:{}", problem.code(), place.line, place.column)
}

#[test]
fn each_mistake_gives_its_codes_where_they_are_and_no_others() {
    let mut wrong = String::new();
    for (name, text) in mistakes(&folder("policies")) {
        let loaded = loaded(&text);
        let found: Vec<String> = loaded.problems.iter().map(|problem| told(problem, &loaded)).collect();
        if found != heads(&text, "L") {
            wrong += &format!("{name}: {found:?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn each_message_reads_well_in_every_form() {
    for (name, text) in mistakes(&folder("policies")) {
        let loaded = loaded(&text);
        let mut shown = String::new();
        for (form, style) in STYLES {
            let problems = report::problems(&loaded.problems, &loaded.sources, style);
            shown += &format!("---- {form}\n{problems}");
        }
        let after = mended_text(&text);
        if after != text {
            shown += &format!("---- fixed\n{after}");
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots/mistakes/policies");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, shown));
    }
}

#[test]
fn what_safe_fixes_mend_checks_clean_and_decides_as_meant() {
    let right = mistakes(&folder("right"));
    let mut used = BTreeSet::new();
    for (name, text) in mistakes(&folder("policies")) {
        let fixable = loaded(&text).problems.iter().all(|problem| problem.safe_fix().is_some());
        let after = mended_text(&text);
        if !fixable {
            continue;
        }
        let found = loaded(&after).problems;
        assert!(found.is_empty(), "{name}: {found:?}\n{after}");
        let Some((_, right)) = right.iter().find(|(known, _)| *known == name) else {
            panic!("{name} is mended, but no right text says what it should decide")
        };
        used.insert(name.clone());
        same_decisions(&name, &after, right);
    }
    let idle: Vec<&String> =
        right.iter().map(|(name, _)| name).filter(|name| !used.contains(*name)).collect();
    assert!(idle.is_empty(), "no mistake is mended to: {idle:?}");
}

/// Decides the cases that the right text names with both texts.
fn same_decisions(name: &str, mended: &str, right: &str) {
    let cases = heads(right, "case ");
    assert!(!cases.is_empty(), "{name}: the right text names no case");
    for case in cases {
        let (facts, verdict) = case["case ".len()..].rsplit_once(" -> ").unwrap();
        assert_eq!(decided(right, facts), verdict, "{name}: the right text, {facts}");
        assert_eq!(decided(mended, facts), verdict, "{name}: the mended text, {facts}");
    }
}

fn decided(policy: &str, facts: &str) -> String {
    let policy = Policy::from_text(policy).unwrap_or_else(|report| panic!("{report}"));
    let facts = policy.facts("case.yaml", facts, Format::Yaml).unwrap_or_else(|report| panic!("{report}"));
    let decision = policy.decide(&facts, &Question::default());
    decision.verdict.certain().map_or_else(|| "open".to_owned(), |verdict| verdict.name.clone())
}

#[test]
fn every_fix_changes_what_it_says_and_nothing_else() {
    for (name, text) in mistakes(&folder("policies")) {
        let loaded = loaded(&text);
        for problem in &loaded.problems {
            let fixes = problem.fixes();
            let safe = fixes.iter().filter(|fix| fix.safety == Safety::Safe).count();
            assert!(safe <= 1, "{name}: two fixes are safe");
            assert!(safe == 0 || fixes.len() == 1, "{name}: a safe fix has no alternative");
            for fix in fixes {
                assert!(!fix.title.is_empty() && !fix.edits.is_empty(), "{name}: {fix:?}");
                let mut edits = fix.edits.clone();
                edits.sort();
                for pair in edits.windows(2) {
                    assert!(pair[0].span.end <= pair[1].span.start, "{name}: {fix:?} overlaps itself");
                }
            }
        }
    }
}

#[test]
fn what_is_mended_stays_mended_and_brings_no_other_error() {
    for (name, text) in mistakes(&folder("policies")) {
        let after = mended_text(&text);
        assert_eq!(mended_text(&after), after, "{name}: something is left to be mended");
        let codes = |text: &str| {
            let problems = loaded(text).problems;
            problems.iter().map(|problem| problem.code()).collect::<BTreeSet<String>>()
        };
        let (before, now) = (codes(&text), codes(&after));
        assert!(now.is_subset(&before), "{name}: {now:?} after {before:?}\n{after}");
    }
}

#[test]
fn no_line_is_wider_than_the_page_and_no_colour_is_hard_to_read() {
    use unicode_width::UnicodeWidthStr;
    let wide = "rule a \"军事最终用户 — прохожий שלום é\" deny if end_user.sector == defense and destination == Russia\n";
    let tabs =
        "rule\ta\t\"A\"\n\tdeny\tif\tdestination\t==\tRUU and end_user.name == \"x\" and origin == DE\n";
    let mut texts: Vec<(String, String)> = mistakes(&folder("policies"));
    texts.extend([("wide".to_owned(), wide.to_owned()), ("tabs".to_owned(), tabs.to_owned())]);
    for (name, text) in texts {
        let loaded = loaded(&text);
        for width in [80, 100] {
            let shown =
                report::problems(&loaded.problems, &loaded.sources, Style::Human { color: false, width });
            let long: Vec<&str> = shown.lines().filter(|line| line.width() > width).collect();
            assert!(long.is_empty(), "{name}, {width} columns: {long:#?}");
        }
        let coloured =
            report::problems(&loaded.problems, &loaded.sources, Style::Human { color: true, width: 80 });
        for pale in ["33", "34", "36", "37", "93", "94", "96", "97"] {
            let told = ["\u{1b}[", ";"].map(|before| format!("{before}{pale}m"));
            assert!(!told.iter().any(|code| coloured.contains(code)), "{name}: {pale:?}");
        }
    }
}

#[test]
fn line_ends_and_the_mark_of_order_stay() {
    let text = "\u{feff}deny if end_user.sector = defence\r\nlicense if destination == Russia\r\n";
    let after = "\u{feff}deny if end_user.sector == defence\r\nlicense if destination == RU\r\n";
    assert_eq!(mended_text(text), after);
}

#[test]
fn fixes_that_would_bring_another_error_are_left() {
    // `=` is mended; the currency is for a person to say, and stays as it is.
    let text = "deny if end_user.sector = defence\nlicense if item.value > 5000\n";
    let after = mended(text);
    assert_eq!(after.count(), 1);
    assert_eq!(after.files[0].text, "deny if end_user.sector == defence\nlicense if item.value > 5000\n");
    assert_eq!(mended(&after.files[0].text).files.len(), 0, "nothing is left to be mended");
}

#[test]
fn what_only_looks_like_another_file_is_read() {
    let policies = [
        "define rest =\nitem.value\n- item.value\n+ item.value\ndeny if rest > 5 EUR\n",
        "record parcel\n    weight: mass\nfact input \"{the parcel}\": parcel\ndeny if input.weight > 5 kg\n",
        "rule a \"Screens of 14\\\" and more\" deny if destination == RU\n",
    ];
    for text in policies {
        let problems = loaded(text).problems;
        assert!(problems.is_empty(), "{text}: {problems:?}");
    }
}

#[test]
fn where_nothing_is_near_nothing_is_suggested() {
    let silent = [
        "deny if end_user.sector == zzz",
        "deny if end_user.zzz == defence",
        "deny if zzz.sector == defence",
        "deny if destination == Zzzland",
        "deny if item.weight > 5 zzz",
        "zzzz if destination == RU",
        "rule r \"R\" deny if zzz applies",
        "rule r \"R\" under zzz deny if destination == RU",
        "deny if zzz(end_user)",
        "deny zzz destination == RU",
    ];
    for text in silent {
        let loaded = loaded(text);
        assert!(!loaded.problems.is_empty(), "{text}");
        for problem in &loaded.problems {
            assert!(!problem.help().unwrap_or_default().contains("did you mean"), "{text}: {problem:?}");
            assert!(problem.safe_fix().is_none(), "{text}: {problem:?}");
        }
    }
}

#[test]
fn what_is_near_comes_from_the_right_set() {
    let near = [
        ("deny if end_user.sector == defense", "did you mean `defence`?"),
        ("deny if end_user.sector == DEFENCE", "did you mean `defence`?"),
        ("deny if end_user.sectr == defence", "did you mean `sector`?"),
        ("deny if enduser.sector == defence", "did you mean `end_user`?"),
        ("deny if item.weight > 5 KG", "did you mean `kg`?"),
    ];
    for (text, help) in near {
        let loaded = loaded(text);
        let found: Vec<String> = loaded.problems.iter().filter_map(Problem::help).collect();
        assert_eq!(found, [help], "{text}");
    }
    // A value of another enum is not near, however it is written.
    let other = loaded("deny if end_user.sector == humanitarin");
    let help: Vec<String> = other.problems.iter().filter_map(Problem::help).collect();
    assert!(!help.concat().contains("humanitarian"), "{help:?}");
}
