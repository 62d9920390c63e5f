//! The command line as people use it: exit codes, help, and the way from `licit new` to a verdict.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// What came of a command.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub output: String,
    pub errors: String,
}

/// Runs `licit` in the project's folder.
pub fn run(arguments: &[&str]) -> Run {
    run_in(Path::new(env!("CARGO_MANIFEST_DIR")), arguments, "")
}

pub fn run_in(folder: &Path, arguments: &[&str], input: &str) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_licit"));
    command.args(arguments).current_dir(folder).env("COLUMNS", "80").env_remove("NO_COLOR").env_remove("CI");
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that reads nothing may be gone before the input is written.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let done = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: done.status.code().unwrap(), output: text(done.stdout), errors: text(done.stderr) }
}

/// A folder that is gone when the test is over.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new() -> Scratch {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("licit-test-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Scratch(path)
    }

    pub fn with(self, path: &str, text: &str) -> Scratch {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    pub fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.0.join(path)).unwrap()
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        run_in(&self.0, arguments, "")
    }

    pub fn code(&self, arguments: &[&str]) -> i32 {
        self.run(arguments).code
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A policy and cases for each of its answers.
fn small() -> Scratch {
    Scratch::new()
        .with("one.licit", "deny if end_user.sector == defence\n\nlicense if destination == CN\n")
        .with("deny.yaml", "{end_user: {sector: defence}, destination: DE}\n")
        .with("license.yaml", "{end_user: {sector: civil}, destination: CN}\n")
        .with("permit.yaml", "{end_user: {sector: civil}, destination: DE}\n")
        .with("open.yaml", "{destination: DE}\n")
}

#[test]
fn verdicts_have_exit_codes() {
    let folder = small();
    assert_eq!(folder.code(&["eval", "one.licit", "permit.yaml"]), 0);
    assert_eq!(folder.code(&["eval", "one.licit", "deny.yaml"]), 10);
    assert_eq!(folder.code(&["eval", "one.licit", "license.yaml"]), 11);
    assert_eq!(folder.code(&["eval", "one.licit", "open.yaml"]), 12);
    assert_eq!(folder.code(&["why", "one.licit", "deny.yaml"]), 10);
    assert_eq!(folder.code(&["eval", "--exit-zero", "one.licit", "deny.yaml"]), 0);
}

#[test]
fn the_strictest_of_several_cases_is_the_exit_code() {
    let folder = small();
    assert_eq!(folder.code(&["eval", "one.licit", "permit.yaml", "license.yaml"]), 11);
    assert_eq!(folder.code(&["eval", "one.licit", "open.yaml", "license.yaml"]), 12);
    assert_eq!(folder.code(&["eval", "one.licit", "open.yaml", "deny.yaml", "permit.yaml"]), 10);
}

/// Two policies that know different things of one case.
fn two() -> Scratch {
    Scratch::new()
        .with(
            "all/one/a.licit",
            "policy one \"One\"\n\nrecord item\n    weight: mass\n\nfact item: item\n\ndeny if item.weight > 1 kg\n",
        )
        .with(
            "all/two/b.licit",
            "policy two \"Two\"\n\nrecord item\n    origin: country\n\nfact item: item\n\nlicense if item.origin == CN\n",
        )
        .with("case.yaml", "item: {weight: 2 kg, origin: CN}\n")
        .with("slip.yaml", "item: {weight: 2 kg, origin: CN, colour: red}\n")
}

#[test]
fn a_case_has_the_facts_of_all_policies_that_it_is_put_to() {
    let folder = two();
    let both = folder.run(&["eval", "all", "case.yaml"]);
    assert_eq!(both.code, 10, "{}{}", both.output, both.errors);
    assert!(both.output.contains("one") && both.output.contains("two"), "{}", both.output);
    assert_eq!(folder.code(&["eval", "all/one", "case.yaml"]), 3, "one policy alone knows no origin");
    assert_eq!(folder.code(&["eval", "all", "slip.yaml"]), 3, "what nobody knows is a mistake");
}

#[test]
fn a_policy_that_never_changes_has_no_days_of_its_own() {
    let folder = Scratch::new()
        .with("a.licit", "rule goods \"Goods\" deny if destination == CN\n")
        .with("case.yaml", "destination: CN\n");
    let run = folder.run(&["timeline", "a.licit", "case.yaml"]);
    assert_eq!(run.code, 3);
    assert!(run.errors.contains("name the days to look at"), "{}", run.errors);
}

#[test]
fn the_standard_input_is_checked_as_a_file() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let checked = |text: &str, more: &[&str]| run_in(here, &[&["check", "-"], more].concat(), text);
    let good = checked("deny if destination == RU\n", &[]);
    assert_eq!((good.code, good.output.as_str()), (0, "1 file checked, no errors.\n"), "{}", good.errors);
    let bad = checked("deny if destination = RU\n", &["--format", "short"]);
    assert_eq!(bad.code, 1);
    assert!(bad.output.starts_with("standard input:1:21: "), "{}", bad.output);
    let fixed = checked("deny if destination = RU\n", &["--fix"]);
    assert!(fixed.code == 2 && fixed.errors.contains("save the text in a file"), "{fixed:?}");
}

#[test]
fn a_rule_is_explained_from_a_folder_above_its_policy() {
    let folder = Scratch::new()
        .with("policies/one/vocabulary.licit", "policy one \"One\"\nfact place \"Where to?\": country\n")
        .with("policies/one/part/a.licit", "rule goods \"Goods to China\" deny if place == CN\n")
        .with(
            "policies/two/a.licit",
            "policy two \"Two\"\nrule other \"Others\" deny if destination == RU\n",
        );
    let run = folder.run(&["explain", "goods"]);
    assert!(run.code == 0 && run.output.contains("Goods to China"), "{run:?}");
    assert_eq!(folder.code(&["explain", "nothing_of_the_kind"]), 3);
}

#[test]
fn the_days_of_a_change_are_shown() {
    let folder = Scratch::new()
        .with(
            "a.licit",
            "instrument law \"The Law\"\n    in force from 2026-01-01\n\nsuspension pause \"The Pause\"\n    of law\n    \
             from 2026-03-01 through 2026-03-31\n\nrule goods \"Goods to China\"\n    under law art \"1\"\n    \
             license if destination == CN\n",
        )
        .with("case.yaml", "destination: CN\n");
    let days =
        folder.run(&["timeline", "a.licit", "case.yaml", "--from", "2025-12-30", "--through", "2026-04-02"]);
    let first: Vec<&str> = days.output.lines().filter(|line| line.starts_with('2')).collect();
    assert_eq!(
        first,
        [
            "2025-12-30 to 2025-12-31   No licence required",
            "2026-01-01 to 2026-02-28   Licence required",
            "2026-03-01 to 2026-03-31   No licence required",
            "2026-04-01 to 2026-04-02   Licence required",
        ]
    );
    let unnamed = folder.run(&["timeline", "a.licit", "case.yaml"]).output;
    assert!(unnamed.starts_with("2025-12-31 to 2025-12-31   No licence required"), "{unnamed}");
    assert!(unnamed.contains("2026-04-01 to 2026-05-02   Licence required"), "{unnamed}");
    let calendar = folder.run(&["calendar", "a.licit", "--from", "2026-02-01"]).output;
    assert!(calendar.contains("2026-03-01") && calendar.contains("2026-04-01"), "{calendar}");
    assert!(!calendar.contains("2026-01-01"), "{calendar}");
}

#[test]
fn a_timeline_without_days_begins_before_the_first_change() {
    let folder = Scratch::new()
        .with(
            "a.licit",
            "instrument old \"The Old Law\"\n    in force from 1990-01-01\n\ninstrument new \"The New Law\"\n    \
             in force from 2026-01-01\n\nrule goods \"Goods\"\n    under old art \"1\"\n    license if destination == CN\n\n\
             rule more \"More\"\n    under new art \"1\"\n    deny if destination == CN\n",
        )
        .with("case.yaml", "destination: CN\n");
    let run = folder.run(&["timeline", "a.licit", "case.yaml"]);
    assert_eq!(run.code, 0, "{}", run.errors);
    let days: Vec<&str> = run.output.lines().filter(|line| line.starts_with(['1', '2'])).collect();
    assert_eq!(
        days,
        [
            "1989-12-31 to 1989-12-31   No licence required",
            "1990-01-01 to 2025-12-31   Licence required",
            "2026-01-01 to 2026-02-01   Prohibited",
        ]
    );
}

#[test]
fn a_timeline_of_conditions_that_change_daily_says_where_it_stops() {
    let folder = Scratch::new()
        .with(
            "a.licit",
            "policy a \"A\"\nfact signed \"When was it signed?\": date\nrule goods \"Goods\" deny if as_of - 30 days >= signed\n",
        )
        .with("case.yaml", "signed: 2025-01-01\n");
    let run =
        folder.run(&["timeline", "a.licit", "case.yaml", "--from", "1950-01-01", "--through", "2026-01-01"]);
    assert_eq!(run.code, 3, "{}", run.errors);
    assert!(run.errors.contains("name fewer days"), "{}", run.errors);
}

#[test]
fn a_quantity_may_be_expected_as_missing_with_its_unit_behind_it() {
    let folder = Scratch::new().with(
        "p/policy.licit",
        "policy p \"P\"\nrecord chip\n    node \"Which node?\": length\n    pitch \"Which pitch?\": length\n    pitch_nm \"Which pitch, as printed?\": length optional\nfact use \"For what?\": chip\nrule fine \"Fine\" deny if use.node <= 14 nm\n",
    );
    let code = |missing: &str| {
        let case = format!(
            "- id: a\n  facts:\n    use: {{}}\n  expect: {{undetermined: true, missing: [{missing}]}}\n"
        );
        std::fs::create_dir_all(folder.0.join("p/cases")).unwrap();
        std::fs::write(folder.0.join("p/cases/a.yaml"), case).unwrap();
        folder.run(&["test", "p", "--format", "plain"]).output
    };
    assert!(!code("use.node").contains("use.node"), "{}", code("use.node"));
    assert_eq!(code("use.node_nm"), code("use.node"));
    for other in ["use.pitch_nm", "use.node, use.node_nm"] {
        assert!(code(other).contains("NOT AS EXPECTED"), "{other}: {}", code(other));
    }
    for other in ["use.node_kg", "use.node_x", "use.nodes_nm"] {
        assert!(code(other).contains("NOT DECIDED"), "{other}: {}", code(other));
    }
}

#[test]
fn what_cannot_be_printed_is_told() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let folder = small();
    for arguments in [
        &["eval", "one.licit", "permit.yaml"][..],
        &["check", "one.licit"],
        &["schema", "one.licit"],
        &["test", "one.licit"],
        &["explain", "unless"],
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_licit"));
        let done = command.args(arguments).current_dir(&folder.0).stdout(full).output().unwrap();
        let errors = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(3), "{arguments:?}: {errors}");
        assert!(errors.contains("`standard output` cannot be written: the disk is full"), "{errors}");
    }
}

#[test]
fn schema_without_a_path_shows_what_is_wrong_here_or_the_built_in_facts() {
    let wrong = Scratch::new().with("wrong.licit", "deny if end_user.sector == defense\n").run(&["schema"]);
    assert_eq!((wrong.code, wrong.output.as_str()), (3, ""), "{}", wrong.errors);
    assert!(wrong.errors.contains("defense"), "{}", wrong.errors);
    let empty = Scratch::new().run(&["schema"]);
    assert!(empty.code == 0 && empty.output.contains("the built-in vocabulary"), "{empty:?}");
    assert!(empty.output.contains("destination"), "{}", empty.output);
}

#[test]
fn calendar_and_timeline_say_readings_and_duties() {
    let folder = Scratch::new()
        .with(
            "a.licit",
            "reading last_day \"Is it suspended?\" included \"Yes\" excluded \"No\" default included\n\ninstrument law \
             in force from 2026-01-01\n\nsuspension pause \"Pause\" of law\n    from 2026-03-01 through 2026-03-10\n    if \
             last_day == included\n    from 2026-03-01 before 2026-03-10\n    if last_day == excluded\n\nrule goods under law \
             license if destination == CN\n\nduty remark \"Say so\" under law owed by \"exporter\" if goods applies\n",
        )
        .with("case.yaml", "destination: CN\n");
    let calendar = folder.run(&["calendar", "a.licit"]).output;
    for line in [
        "suspension begins: Pause (pause), if last_day == included; or if last_day == excluded",
        "suspension has ended: Pause (pause), if last_day == excluded",
    ] {
        assert!(calendar.contains(line), "{calendar}");
    }
    let days =
        folder.run(&["timeline", "a.licit", "case.yaml", "--from", "2025-12-30", "--through", "2026-03-12"]);
    for line in [
        "now owed: Say so (remark)",
        "no longer owed: Say so (remark)",
        "2026-03-01 to 2026-03-09",
        "2026-03-10 to 2026-03-10   No licence required\n    contested: if last_day == excluded, Licence required",
    ] {
        assert!(days.output.contains(line), "{}", days.output);
    }
}

#[test]
fn mistakes_in_a_policy_are_findings() {
    let folder = Scratch::new()
        .with("right.licit", "deny if end_user.sector == defence\n")
        .with("wrong.licit", "deny if end_user.sector == defense\n")
        .with("loose.licit", "deny   if end_user.sector == defence\n");
    assert_eq!(folder.code(&["check", "right.licit"]), 0);
    assert_eq!(folder.code(&["check", "wrong.licit"]), 1);
    assert_eq!(folder.code(&["fmt", "--check", "right.licit"]), 0);
    assert_eq!(folder.code(&["fmt", "--check", "loose.licit"]), 1);
    assert_eq!(folder.code(&["test", "right.licit"]), 1, "nothing ran");
}

#[test]
fn a_wrong_command_line_is_two() {
    let folder = small();
    for arguments in [
        &[][..],
        &["evaluate"],
        &["eval"],
        &["eval", "one.licit"],
        &["check", "--wrong"],
        &["eval", "one.licit", "permit.yaml", "--as-of", "2026-02-30"],
        &["eval", "one.licit", "permit.yaml", "--as-of", "01/03/2026"],
        &["eval", "one.licit", "permit.yaml", "--reading", "no_answer"],
        &["eval", "one.licit", "permit.yaml", "--reading", "nothing=here"],
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.errors);
        assert_eq!(run.output, "", "{arguments:?}");
    }
}

#[test]
fn what_cannot_be_read_is_three_and_gives_no_verdict() {
    let folder = small()
        .with("text.txt", "{}")
        .with("broken.json", "{")
        .with("typo.yaml", "{end_user: {sectr: civil}}\n")
        .with("cases.yaml", "- id: one\n  facts: {}\n  expect: {verdict: permit}\n")
        .with("empty/readme.txt", "no policy")
        .with("wrong.licit", "deny if end_user.sector == defense\n");
    std::fs::write(folder.0.join("latin.yaml"), b"exporter: {name: M\xfcller}\n").unwrap();
    for arguments in [
        &["check", "nowhere"][..],
        &["check", "empty"],
        &["eval", "nowhere", "permit.yaml"],
        &["eval", "wrong.licit", "permit.yaml"],
        &["eval", "one.licit", "nowhere.yaml"],
        &["eval", "one.licit", "empty"],
        &["eval", "one.licit", "text.txt"],
        &["eval", "one.licit", "broken.json"],
        &["eval", "one.licit", "typo.yaml"],
        &["eval", "one.licit", "cases.yaml"],
        &["eval", "one.licit", "latin.yaml"],
        &["eval", "one.licit", "permit.yaml", "--root", "empty"],
        &["test", "one.licit", "--cases", "nowhere.yaml"],
        &["fmt", "nowhere"],
        &["fmt", "text.txt"],
        &["explain", "exceptoin_that_is_nowhere"],
        &["schema", "empty"],
        &["new", "empty"],
        &["new", "text.txt"],
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.code, 3, "{arguments:?}: {}", run.errors);
        assert_eq!(run.output, "", "{arguments:?}");
        assert!(run.errors.ends_with('\n'), "{arguments:?}: {:?}", run.errors);
    }
}

#[test]
fn facts_may_come_from_the_standard_input() {
    let folder = small();
    let json = run_in(&folder.0, &["eval", "one.licit", "-"], r#"{"end_user": {"sector": "defence"}}"#);
    assert_eq!(json.code, 10);
    let yaml =
        run_in(&folder.0, &["eval", "one.licit", "--input", "yaml", "-"], "end_user: {sector: defence}\n");
    assert_eq!(yaml.code, 10);
}

#[test]
fn an_open_case_says_what_would_settle_it() {
    let run = small().run(&["eval", "one.licit", "open.yaml"]);
    assert!(run.output.starts_with("Not decided yet: between `No licence required`"), "{}", run.output);
    assert!(run.output.contains("end_user.sector\n      In which sector does it work?"), "{}", run.output);
    assert!(!run.output.contains("day that picks the law"), "{}", run.output);
}

#[test]
fn a_rule_without_a_name_is_said_once() {
    let run = small().run(&["eval", "one.licit", "deny.yaml"]);
    assert_eq!(run.output.matches("one.licit:1").count(), 1, "{}", run.output);
}

#[test]
fn a_new_folder_works_at_once_and_nothing_is_overwritten() {
    let folder = Scratch::new();
    let made = folder.run(&["new", "first"]);
    assert_eq!(made.code, 0, "{}", made.errors);
    insta::assert_snapshot!(made.output);
    let first = folder.0.join("first");
    let inside = |arguments: &[&str]| run_in(&first, arguments, "");
    assert_eq!(inside(&["check", "--strict"]).output, "3 files checked, no errors.\n");
    let test = inside(&["test"]);
    let never = "10 results were never accepted; look and accept: licit review\n";
    assert_eq!((test.code, test.output), (0, format!("10 cases, all as expected.\n{never}")));
    assert_eq!(inside(&["eval", ".", "cases/shipment.yaml"]).code, 11);
    assert_eq!(inside(&["fmt", "--check"]).code, 0);
    assert_eq!(inside(&["explain", "chinese_content"]).code, 0);
    let again = folder.run(&["new", "first"]);
    assert_eq!(again.code, 3);
    assert!(again.errors.contains("nothing was changed"), "{}", again.errors);
}

#[test]
fn a_policy_may_lie_outside_of_the_working_folder() {
    let folder = small().with("elsewhere/readme.txt", "");
    let run = run_in(&folder.0.join("elsewhere"), &["eval", "../one.licit", "../deny.yaml"], "");
    assert_eq!(run.code, 10, "{}", run.errors);
    assert!(run.output.contains("../one.licit:1"), "{}", run.output);
}

#[cfg(unix)]
#[test]
fn nothing_is_read_outside_of_the_root() {
    let folder = small()
        .with("inside/absolute.licit", "use \"/etc\"\n\ndeny always\n")
        .with("linked/list.licit", "list x: text from \"x.csv\" column a\n\ndeny always\n")
        .with("outside.csv", "a\nb\n");
    std::os::unix::fs::symlink(folder.0.join("outside.csv"), folder.0.join("linked/x.csv")).unwrap();
    assert!(folder.run(&["check", "inside"]).output.contains("L603"));
    assert_eq!(folder.code(&["check", "linked"]), 0, "the working folder holds both");
    let run = folder.run(&["check", "linked", "--root", "linked"]);
    assert!(run.output.contains("L604"), "{}", run.output);
    assert_eq!(run.code, 3);
}

#[test]
fn fmt_writes_what_it_can_and_leaves_the_rest() {
    let folder = Scratch::new()
        .with("a.licit", "deny   if end_user.sector==defence # why\n")
        .with("b.licit", "deny if (\n")
        .with("c.licit", "deny if end_user.military\n");
    let check = folder.run(&["fmt", "--check"]);
    assert_eq!(check.code, 1);
    assert_eq!(folder.text("a.licit"), "deny   if end_user.sector==defence # why\n");
    let run = folder.run(&["fmt"]);
    assert_eq!(run.code, 1, "{}", run.errors);
    assert_eq!(folder.text("a.licit"), "deny if end_user.sector == defence  # why\n");
    assert_eq!(folder.text("b.licit"), "deny if (\n");
    assert!(run.errors.contains("b.licit:1"), "{}", run.errors);
    assert_eq!(
        run.output,
        "changed: a.licit\n1 file changed, 1 in order already, 1 file with errors left as they are.\n"
    );
    let through = run_in(&folder.0, &["fmt", "-"], "deny   always\n");
    assert_eq!((through.code, through.output.as_str()), (0, "deny always\n"));
    let left: Vec<_> =
        std::fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn test_leaves_facts_out_and_reports_what_differs() {
    let folder = small().with("cases/facts.yaml", "destination: DE\n").with(
        "cases/cases.yaml",
        "- id: no\n  facts: {end_user: {sector: civil}, destination: DE}\n  expect: {verdict: deny}\n",
    );
    let run = folder.run(&["test", "one.licit", "-v"]);
    assert_eq!(run.code, 1);
    assert!(run.output.contains("cases/facts.yaml holds the facts of one case"), "{}", run.output);
    assert!(run.output.ends_with("1 case, not as expected.\n"), "{}", run.output);
}

#[test]
fn schema_prints_each_of_its_forms() {
    let vocabulary = run(&["schema", "examples/quickstart"]);
    insta::assert_snapshot!("schema", vocabulary.output);
    let json = run(&["schema", "examples/quickstart", "--format", "json-schema"]);
    let schema: serde_json::Value = serde_json::from_str(&json.output).unwrap();
    let shipment = r#"{"deed": "goods_export", "end_user": {"sector": "civil"}}"#;
    assert!(jsonschema::is_valid(&schema, &serde_json::from_str(shipment).unwrap()));
    assert!(!jsonschema::is_valid(&schema, &serde_json::json!({"deed": "gods_export"})));
    for (format, input) in [("form", "yaml"), ("form-json", "json")] {
        let form = run(&["schema", "examples/quickstart", "--format", format]);
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let empty = run_in(project, &["eval", "examples/quickstart", "--input", input, "-"], &form.output);
        assert_eq!(empty.code, 12, "{format}: {}", empty.errors);
    }
}

#[test]
fn the_day_that_picks_the_law_is_told_where_no_fact_says_it() {
    for format in ["vocabulary", "form"] {
        let china = run(&["schema", "policies/china", "--format", format]);
        assert!(china.output.contains("is no fact here: give it with --as-of"), "{format}: {}", china.output);
        let quickstart = run(&["schema", "examples/quickstart", "--format", format]);
        assert!(!quickstart.output.contains("--as-of"), "{format}: {}", quickstart.output);
    }
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let open = run_in(project, &["eval", "policies/china", "-"], "{}");
    assert!(open.output.contains("Expects: date, such as --as-of 2026-03-01"), "{}", open.output);
    let wrong = run_in(project, &["eval", "policies/china", "-"], r#"{"as_of": "2026-03-01"}"#);
    assert_eq!(wrong.code, 3);
    assert!(wrong.errors.contains("`--as-of`"), "{}", wrong.errors);
}

#[test]
fn facts_in_yaml_through_a_pipe_lead_to_the_option_for_them() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let yaml = run_in(project, &["eval", "examples/quickstart", "-"], "deed: goods_export\n");
    assert_eq!(yaml.code, 3);
    assert!(yaml.errors.contains("was read as JSON; --input yaml"), "{}", yaml.errors);
}

#[test]
fn explain_knows_codes_words_and_rules() {
    for code in licit::diagnostics::codes::CODES {
        let page = run(&["explain", code.code]);
        assert_eq!(page.code, 0, "{}", code.code);
        assert!(!page.output.contains("```"), "{}", page.output);
    }
    insta::assert_snapshot!("explain_word", run(&["explain", "unless"]).output);
    insta::assert_snapshot!(
        "explain_rule",
        run(&["explain", "chinese_content", "--policy", "examples/quickstart"]).output
    );
    insta::assert_snapshot!("explain", run(&["explain"]).output);
    let typo = run(&["explain", "excption"]);
    assert!(typo.errors.contains("did you mean `exception`?"), "{}", typo.errors);
}

#[test]
fn help_says_what_there_is() {
    let mut text = String::new();
    for command in [
        "", "new", "check", "fmt", "eval", "why", "timeline", "calendar", "test", "review", "explain",
        "schema",
    ] {
        let arguments: Vec<&str> = [command, "--help"].into_iter().filter(|part| !part.is_empty()).collect();
        let run = run(&arguments);
        assert_eq!(run.code, 0, "{command}");
        text.push_str(&format!("$ licit {}\n{}\n", arguments.join(" "), run.output));
    }
    insta::assert_snapshot!(text);
}

/// The commands of the README with what they print there.
fn commands(readme: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match (inside, line) {
            (false, "```console") => inside = true,
            (true, "```") => inside = false,
            (true, line) => match (line.strip_prefix("$ "), found.last_mut()) {
                (Some(command), _) => found.push((command.to_owned(), String::new())),
                (None, Some((_, output))) => output.push_str(&format!("{line}\n")),
                (None, None) => panic!("output without a command: {line}"),
            },
            (false, _) => {}
        }
    }
    found
}

#[test]
fn the_readme_prints_what_the_commands_print() {
    let commands = commands(include_str!("../../README.md"));
    assert!(commands.len() >= 3, "{commands:?}");
    for (command, expected) in commands {
        let arguments = command.strip_prefix("cargo run -- ").or_else(|| command.strip_prefix("licit "));
        let arguments: Vec<&str> =
            arguments.unwrap_or_else(|| panic!("not a command of ours: {command}")).split(' ').collect();
        let run = run(&arguments);
        assert_eq!(format!("{}{}", run.output, run.errors).trim_end(), expected.trim_end(), "{command}");
    }
}

#[test]
fn what_licitignore_names_is_left_out_aloud_and_never_of_a_verdict() {
    let scratch = Scratch::new()
        .with("real/a.licit", "policy real \"Real\"\n\ndeny if destination == RU\n")
        .with("real/cases/cases.yaml", "- id: a\n  facts: {destination: RU}\n  expect: {verdict: deny}\n")
        .with("tests/wrong/a.licit", "policy wrong \"Wrong\"\n\ndeny if destination = RU\n")
        .with("case.yaml", "destination: RU\n");
    assert_eq!(scratch.code(&["check"]), 1);
    let scratch = scratch.with(".licitignore", "# deliberate mistakes\n./tests/\n");
    for command in ["check", "test"] {
        let run = scratch.run(&[command]);
        let told = "Left out, as .licitignore says: 1 policy in tests.";
        assert!(run.code == 0 && run.errors.contains(told), "{command}: {run:?}");
    }
    let fmt = scratch.run(&["fmt", "--check"]);
    assert!(fmt.code == 0 && fmt.errors.contains("1 file"), "{fmt:?}");
    // What is named is looked at, and a verdict is never given without a policy that is there.
    for named in ["tests", "tests/wrong"] {
        assert_eq!(scratch.code(&["check", named]), 1);
    }
    assert_eq!(scratch.code(&["eval", ".", "case.yaml"]), 3);
}
