//! Many cases of one file: each row comes to one line, whatever happens on the way.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use licit::{Format, Policy};
use proptest::prelude::*;

/// The policy of the files of mistakes, which has a type of each kind.
const POLICY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mistakes/facts/vocabulary.licit");

/// Files with the same cases.
const SAME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rows");

/// A folder that is gone when the test is over.
struct Scratch(PathBuf);

/// What came of a command.
struct Run {
    code: Option<i32>,
    output: Vec<u8>,
    errors: String,
}

impl Scratch {
    fn new() -> Scratch {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("licit-rows-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        fs::copy(POLICY, path.join("policy.licit")).unwrap();
        Scratch(path)
    }

    fn with(self, name: &str, text: impl AsRef<[u8]>) -> Scratch {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_licit"));
        command.args(["eval", "policy.licit"]).args(arguments).current_dir(&self.0).env("COLUMNS", "80");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let done = self.command(arguments).output().unwrap();
        let errors = String::from_utf8(done.stderr).unwrap();
        Run { code: done.status.code(), output: done.stdout, errors }
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn has(&self, name: &str) -> bool {
        self.0.join(name).exists()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Lines of JSON: most are cases of all verdicts, some cannot be read.
fn lines(count: usize) -> String {
    let mut text = String::new();
    for row in 0..count {
        let line = match row % 11 {
            0 => r#"{"id":"a","destination":"RU","item":{"value":"1 EUR"}}"#.to_owned(),
            1 => format!(r#"{{"destination":"NO","item":{{"code":"3E001","value":"{row}.10 EUR"}}}}"#),
            2 => r#"{"destination":"NO","item":{"value":"250000 EUR","code":"5E002"}}"#.to_owned(),
            3 => r#"{"destination":"NO","item":{"code":"1A001"}}"#.to_owned(),
            4 => r#"{"destination":"XX"}"#.to_owned(),
            5 if row % 2 == 0 => r#"{"destination":"NO""#.to_owned(),
            6 => r#"{"destinaton":"NO"}"#.to_owned(),
            _ => format!(r#"{{"id":"{row}","destination":"DE","item":{{"value":"{row} EUR"}}}}"#),
        };
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// The numbers of rows in lines of decisions.
fn decided(output: &str) -> Vec<u64> {
    let row = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["row"].as_u64().unwrap();
    output.lines().map(row).collect()
}

/// The numbers of rows in a file of rejects.
fn rejected(text: &str) -> Vec<u64> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap()[0].parse().unwrap()).collect()
}

#[test]
fn one_and_many_cores_give_the_same_bytes_in_the_order_of_the_file() {
    let folder = Scratch::new().with("in.ndjson", lines(3000));
    let mut all = Vec::new();
    for jobs in ["1", "2", "8"] {
        let out = format!("out{jobs}.ndjson");
        let run = folder.run(&["--facts", "in.ndjson", "-o", &out, "--jobs", jobs]);
        assert_eq!(run.code, Some(4), "{}", run.errors);
        let (output, rejects) = (folder.text(&out), folder.text(&format!("out{jobs}.rejects.csv")));
        let (decided, rejected) = (decided(&output), rejected(&rejects));
        assert!(decided.is_sorted() && rejected.is_sorted());
        assert_eq!(decided.len() + rejected.len(), 3000);
        let rows: BTreeSet<u64> = decided.into_iter().chain(rejected).collect();
        assert_eq!(rows, (1..=3000).collect());
        all.push((output, rejects));
    }
    assert!(all.windows(2).all(|two| two[0] == two[1]));
}

/// A line of a file, and whether it is a row.
fn any_line() -> impl Strategy<Value = (String, bool)> {
    prop_oneof![
        4 => Just((r#"{"destination":"NO"}"#.to_owned(), true)),
        1 => Just((String::new(), false)),
        1 => Just(("  ".to_owned(), false)),
        1 => "[ -~äß😀\"{}\\[\\],:]{1,40}".prop_map(|line| {
            let row = !line.trim().is_empty();
            (line, row)
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_line_in_has_one_line_out(lines in prop::collection::vec(any_line(), 1..60)) {
        // The first line says what the file is.
        let first = (r#"{"destination":"NO"}"#.to_owned(), true);
        let lines: Vec<(String, bool)> = std::iter::once(first).chain(lines).collect();
        let text: String = lines.iter().map(|(line, _)| format!("{line}\n")).collect();
        let rows = lines.iter().filter(|(_, row)| *row).count();
        let folder = Scratch::new().with("in.ndjson", text);
        let run = folder.run(&["--facts", "in.ndjson", "-o", "out.ndjson"]);
        prop_assert!(matches!(run.code, Some(0 | 4)), "{}", run.errors);
        let rejects = if run.code == Some(4) { rejected(&folder.text("out.rejects.csv")) } else { Vec::new() };
        prop_assert_eq!(decided(&folder.text("out.ndjson")).len() + rejects.len(), rows);
    }

    #[test]
    fn cells_are_those_that_other_readers_find(rows in prop::collection::vec(prop::collection::vec("[ -~äß\n\r\"]{0,8}", 3), 1..20)) {
        // A text with a blank at an end is refused.
        let rows: Vec<[String; 2]> = rows.iter().map(|row| [row[0].clone(), row[1].trim().to_owned()]).collect();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["id", "consignee", "destination"]).unwrap();
        for row in &rows {
            writer.write_record([&row[0], &row[1], "NO"]).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let folder = Scratch::new().with("in.csv", &text);
        let run = folder.run(&["--facts", "in.csv"]);
        prop_assert_eq!(run.code, Some(0), "{}\n{}", text, run.errors);
        let output = String::from_utf8(run.output).unwrap();
        let ids: Vec<Option<String>> = output.lines().map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().map(str::to_owned)
        }).collect();
        let wanted: Vec<Option<String>> =
            rows.iter().map(|row| Some(row[0].clone()).filter(|id| !id.trim().is_empty())).collect();
        prop_assert_eq!(ids, wanted);
    }
}

#[test]
fn the_same_facts_in_all_formats_give_the_same_decisions() {
    let folder = Scratch::new();
    let decisions = |name: &str| {
        let run = folder.run(&["--facts", &format!("{SAME}/{name}")]);
        assert_eq!(run.code, Some(0), "{name}: {}", run.errors);
        String::from_utf8(run.output).unwrap()
    };
    let lines = decisions("same.ndjson");
    assert_eq!(decisions("same.csv"), lines);
    #[cfg(feature = "xlsx")]
    assert_eq!(decisions("same.xlsx"), lines);
    #[cfg(feature = "parquet")]
    assert_eq!(decisions("same.parquet"), lines);
    let policy = Policy::from_text(&folder.text("policy.licit")).unwrap();
    let yaml = fs::read_to_string(format!("{SAME}/same.yaml")).unwrap();
    let facts = policy.facts("same.yaml", &yaml, Format::Yaml).unwrap();
    assert!(lines.lines().next().unwrap().contains(&facts.digest), "{lines}");
    insta::assert_snapshot!("rows_decisions", lines);
}

#[test]
fn without_digests_the_decisions_are_the_same() {
    let folder = Scratch::new().with("in.ndjson", lines(500));
    folder.run(&["--facts", "in.ndjson", "-o", "with.ndjson"]);
    folder.run(&["--facts", "in.ndjson", "-o", "without.ndjson", "--no-digests"]);
    assert_eq!(folder.text("with.rejects.csv"), folder.text("without.rejects.csv"));
    let (with, without) = (folder.text("with.ndjson"), folder.text("without.ndjson"));
    assert_eq!(with.lines().count(), without.lines().count());
    for (with, without) in with.lines().zip(without.lines()) {
        let (known, digest) = with.split_once(",\"facts_digest\":").unwrap();
        assert_eq!(format!("{known}}}"), without);
        assert_eq!(digest.len(), 64 + 3);
    }
}

#[test]
fn columns_that_are_filled_up_with_blanks_say_the_same() {
    let table = "id,destination,item.code,item.tariff,item.pieces\na,NO,3E001,010121,1.10\n";
    let padded = "id,destination,item.code,item.tariff,item.pieces\na,NO   , 3E001 ,010121\t,   1.10\n";
    let folder = Scratch::new().with("plain.csv", table).with("padded.csv", padded);
    let [plain, padded] = ["plain.csv", "padded.csv"].map(|name| folder.run(&["--facts", name]));
    assert_eq!((padded.code, padded.output), (plain.code, plain.output), "{}", padded.errors);
}

#[test]
fn codes_countries_and_digits_survive() {
    let codes = ["3E001", "5E002", "1E350", "9E991"];
    let policy = Policy::from_text(&fs::read_to_string(POLICY).unwrap()).unwrap();
    let mut table = "id,destination,item.code,item.tariff,item.pieces\n".to_owned();
    let mut wanted = Vec::new();
    for code in codes {
        table.push_str(&format!("010121,NO,{code},010121,1.10\n"));
        let json =
            format!(r#"{{"destination":"NO","item":{{"code":"{code}","tariff":"010121","pieces":1.10}}}}"#);
        wanted.push(policy.facts("case.json", &json, Format::Json).unwrap().digest);
    }
    let folder = Scratch::new().with("in.csv", table);
    let output = String::from_utf8(folder.run(&["--facts", "in.csv"]).output).unwrap();
    for (line, digest) in output.lines().zip(&wanted) {
        assert!(line.contains(digest) && line.contains(r#""id":"010121""#), "{line}");
    }
    assert_eq!(output.lines().count(), codes.len());
}

#[test]
fn a_run_that_is_killed_and_resumed_is_the_run_that_was_not() {
    let folder = Scratch::new().with("in.ndjson", lines(6000));
    folder.run(&["--facts", "in.ndjson", "-o", "whole.csv"]);
    for (round, milliseconds) in [20, 90, 200, 350, 600].into_iter().enumerate() {
        let out = format!("out{round}.csv");
        let mut child = folder.command(&["--facts", "in.ndjson", "-o", &out, "--jobs", "2"]).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        child.kill().unwrap();
        child.wait().unwrap();
        if !folder.has(&out) {
            let resumed = folder.run(&["--facts", "in.ndjson", "-o", &out, "--resume"]);
            let again =
                resumed.errors.contains("L685").then(|| folder.run(&["--facts", "in.ndjson", "-o", &out]));
            assert_eq!(again.unwrap_or(resumed).code, Some(4));
        }
        assert_eq!(folder.text(&out), folder.text("whole.csv"));
        assert_eq!(folder.text(&format!("out{round}.rejects.csv")), folder.text("whole.rejects.csv"));
        assert!(!folder.has(&format!("{out}.partial")) && !folder.has(&format!("{out}.checkpoint")));
    }
}

/// A run that has stopped after its first blocks, since what follows cannot be read yet.
fn interrupted(out: &str) -> Scratch {
    let folder = Scratch::new().with("in.ndjson", lines(3000));
    let mut command = folder.command(&["--facts", "-", "-o", out, "--jobs", "1"]);
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(lines(2000).as_bytes()).unwrap();
    input.flush().unwrap();
    let checkpoint = folder.0.join(format!("{out}.checkpoint"));
    for _ in 0..600 {
        if checkpoint.exists() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(checkpoint.exists() && !folder.has(out), "the run has left no checkpoint");
    folder
}

#[test]
fn an_interrupted_run_looks_like_one_and_is_gone_on_with() {
    let folder = interrupted("out.ndjson");
    assert!(folder.has("out.ndjson.partial") && !folder.has("out.ndjson"));
    let resumed = folder.run(&["--facts", "in.ndjson", "-o", "out.ndjson", "--resume"]);
    assert_eq!(resumed.code, Some(4), "{}", resumed.errors);
    assert!(resumed.errors.contains("3,000 rows"), "{}", resumed.errors);
    folder.run(&["--facts", "in.ndjson", "-o", "whole.ndjson"]);
    assert_eq!(folder.text("out.ndjson"), folder.text("whole.ndjson"));
}

#[test]
fn an_interrupted_run_is_not_thrown_away_unasked() {
    let folder = interrupted("out.ndjson");
    let kept = |folder: &Scratch| (folder.text("out.ndjson.partial"), folder.text("out.ndjson.checkpoint"));
    let before = kept(&folder);
    let refused = folder.run(&["--facts", "in.ndjson", "-o", "out.ndjson"]);
    assert_eq!(refused.code, Some(3), "{}", refused.errors);
    assert!(refused.errors.contains("L690") && refused.errors.contains("rows done"), "{}", refused.errors);
    assert!(
        refused.errors.contains("`--resume`") && refused.errors.contains("`--anew`"),
        "{}",
        refused.errors
    );
    assert_eq!(kept(&folder), before, "nothing is lost");
    let both = folder.run(&["--facts", "in.ndjson", "-o", "out.ndjson", "--resume", "--anew"]);
    assert_eq!(both.code, Some(2), "{}", both.errors);
    let anew = folder.run(&["--facts", "in.ndjson", "-o", "out.ndjson", "--anew"]);
    assert_eq!(anew.code, Some(4), "{}", anew.errors);
    assert!(!folder.has("out.ndjson.partial") && !folder.has("out.ndjson.checkpoint"));
    folder.run(&["--facts", "in.ndjson", "-o", "whole.ndjson"]);
    assert_eq!(folder.text("out.ndjson"), folder.text("whole.ndjson"));
    // Decisions that are lost cannot be gone on with, and a checkpoint alone keeps nobody from beginning.
    let folder = interrupted("out.ndjson");
    fs::remove_file(folder.0.join("out.ndjson.partial")).unwrap();
    let lost = folder.run(&["--facts", "in.ndjson", "-o", "out.ndjson", "--resume"]);
    assert!(lost.errors.contains("L685"), "{}", lost.errors);
    assert_eq!(folder.run(&["--facts", "in.ndjson", "-o", "out.ndjson"]).code, Some(4));
}

/// A policy of law: a rule from one day on, and no fact that picks the law.
const LAW: &str = "instrument law \"Law No. 7\"\n    in force from 2026-01-01\n\nfact destination \"Where to?\": country\n\nrule embargo \"Embargo\"\n    under law art \"1\"\n    deny if destination == RU\n";

#[test]
fn each_row_may_have_its_own_day() {
    let rows = "id,as_of,destination\nbefore,2025-12-31,RU\nfrom then on,2026-01-01,RU\nnothing said,,RU\nno day,2026-02-30,RU\na number,46082,RU\nnot known,\"{\"\"cannot_determine\"\": \"\"lost\"\"}\",RU\n";
    let lines = "{\"id\":\"before\",\"as_of\":\"2025-12-31\",\"destination\":\"RU\"}\n{\"id\":\"from then on\",\"destination\":\"RU\",\"as_of\":\"2026-01-01\"}\n{\"id\":\"nothing said\",\"destination\":\"RU\"}\n{\"id\":\"no day\",\"as_of\":\"2026-02-30\",\"destination\":\"RU\"}\n{\"id\":\"a number\",\"as_of\":46082,\"destination\":\"RU\"}\n{\"id\":\"not known\",\"as_of\":{\"cannot_determine\":\"lost\"},\"destination\":\"RU\"}\n";
    let folder = Scratch::new()
        .with("policy.licit", LAW)
        .with("rows.csv", rows)
        .with("shipped.csv", rows.replace("as_of", "Shipped on"))
        .with("rows.ndjson", lines);
    let verdicts = |output: &[u8]| -> Vec<String> {
        let text = String::from_utf8(output.to_vec()).unwrap();
        let of_line = |line: &str| {
            let found: serde_json::Value = serde_json::from_str(line).unwrap();
            let verdict = found["verdict"].as_str().unwrap_or("open");
            let asked =
                if found["missing"] == serde_json::json!(["as_of"]) { ", asks for the day" } else { "" };
            format!("{}: {verdict}{asked}", found["id"].as_str().unwrap())
        };
        text.lines().map(of_line).collect()
    };
    let named = ["--facts", "shipped.csv", "--column", "Shipped on=as_of"];
    for arguments in [
        &["--facts", "rows.csv"][..],
        &named,
        &["--facts", "rows.ndjson"],
        &["--facts", "rows.ndjson", "--no-digests"],
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.code, Some(4), "{}", run.errors);
        let wanted = [
            "before: permit",
            "from then on: deny",
            "nothing said: open, asks for the day",
            "not known: open, asks for the day",
        ];
        assert_eq!(verdicts(&run.output), wanted, "{arguments:?}: {}", run.errors);
        assert!(run.errors.contains("in `as_of`, `46082` is a number, not a day"), "{}", run.errors);
        let one = folder.run(&[arguments, &["--as-of", "2026-06-01"]].concat());
        let wanted = [
            "before: permit",
            "from then on: deny",
            "nothing said: deny",
            "not known: open, asks for the day",
        ];
        assert_eq!(verdicts(&one.output), wanted, "{arguments:?}: {}", one.errors);
    }
    assert!(
        folder
            .run(&["--facts", "rows.csv"])
            .errors
            .contains("1 column of facts, the day of each row in `as_of`")
    );
    // Where a fact picks the law, the column is that of the fact.
    let governed = LAW
        .replace("instrument", "policy p governed by shipped\n\ninstrument")
        .replace("fact dest", "fact shipped \"When?\": date\nfact dest");
    let folder = folder.with("policy.licit", governed);
    let run = folder.run(&["--facts", "rows.csv"]);
    assert!(
        run.code == Some(3) && run.errors.contains("L571") && run.errors.contains("`governed by`"),
        "{}",
        run.errors
    );
}

#[test]
fn a_run_about_something_else_is_not_gone_on_with() {
    let folder = interrupted("out.ndjson");
    let resume = ["--facts", "in.ndjson", "-o", "out.ndjson", "--resume"];
    let refused = |folder: &Scratch, more: &[&str], why: &str| {
        let run = folder.run(&[&resume, more].concat());
        assert!(run.code == Some(3) && run.errors.contains("L686"), "{}", run.errors);
        assert!(run.errors.contains(why), "{}", run.errors);
    };
    refused(&folder, &["--as-of", "2026-01-01"], "another day");
    refused(&folder, &["--format", "csv"], "another output format");
    let other = lines(3000).replacen("\"RU\"", "\"NO\"", 1);
    let folder = folder.with("in.ndjson", other);
    refused(&folder, &[], "other rows");
    let folder = folder.with("in.ndjson", lines(3000)).with("policy.licit", {
        let text = fs::read_to_string(POLICY).unwrap();
        text.replace("deny if destination == RU", "deny if destination == BY")
    });
    refused(&folder, &[], "another policy");
}

#[test]
fn what_keeps_a_run_from_being_done_has_a_code() {
    let folder = Scratch::new()
        .with("in.ndjson", lines(20))
        .with("many/one/a.licit", "policy one \"One\"\n\ndeny if destination == RU\n")
        .with("many/two/b.licit", "policy two \"Two\"\n\ndeny if destination == BY\n");
    let told = |arguments: &[&str], code: &str| {
        let run = folder.run(arguments);
        assert!(run.code == Some(3) && run.errors.contains(code), "{arguments:?}: {}", run.errors);
        run.errors
    };
    let mut shown = String::new();
    shown += &told(&["--facts", "gone.csv"], "L681");
    shown += &told(&["--facts", "in.ndjson", "-o", "nowhere/out.csv"], "L682");
    shown += &told(&["--facts", "in.ndjson", "-o", "out.txt"], "L683");
    shown += &told(&["--facts", "in.ndjson", "-o", "in.ndjson"], "L684");
    shown += &told(&["--facts", "in.ndjson", "-o", "out.csv", "--rejects", "./many/../out.csv"], "L684");
    shown += &told(&["--facts", "in.ndjson", "-o", "out.ndjson", "--resume"], "L685");
    shown += &told(&["--facts", "in.ndjson", "-o", "many/one/a.licit", "--format", "csv"], "L691");
    let checkpoint = r#"{"format":"licit/checkpoint@1"}"#;
    let folder = folder.with("half.csv.partial", "row,id\n").with("half.csv.checkpoint", checkpoint);
    let told = |arguments: &[&str], code: &str| {
        let run = folder.run(arguments);
        assert!(run.code == Some(3) && run.errors.contains(code), "{arguments:?}: {}", run.errors);
        run.errors
    };
    shown += &told(&["--facts", "in.ndjson", "-o", "half.csv"], "L690");
    let several = Command::new(env!("CARGO_BIN_EXE_licit"))
        .args(["eval", "many", "--facts", "in.ndjson"])
        .current_dir(&folder.0)
        .output()
        .unwrap();
    assert_eq!(several.status.code(), Some(3));
    shown += &String::from_utf8(several.stderr).unwrap();
    assert!(shown.contains("L688"), "{shown}");
    insta::assert_snapshot!("rows_whole_run", shown);
}

#[test]
fn an_output_that_cannot_be_written_to_the_end_is_an_error() {
    let folder = Scratch::new().with("in.ndjson", lines(4000));
    let mut child = folder.command(&["--facts", "in.ndjson"]).spawn().unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    let errors = String::from_utf8(done.stderr).unwrap();
    assert!(done.status.code() == Some(3) && errors.contains("L682"), "{errors}");
    if Path::new("/dev/full").exists() {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let done = folder.command(&["--facts", "in.ndjson"]).stdout(full).output().unwrap();
        let errors = String::from_utf8(done.stderr).unwrap();
        assert!(done.status.code() == Some(3) && errors.contains("the disk is full"), "{errors}");
    }
}

#[test]
fn decisions_and_rejects_have_files_of_their_own() {
    let folder = Scratch::new().with("in.ndjson", lines(20)).with("in.csv.partial", "id,destination\n1,NO\n");
    let many = |output: &str, rejects: &str| {
        let run = folder.run(&["--facts", "in.ndjson", "-o", output, "--rejects", rejects]);
        (run.code, run.errors.contains("L684"))
    };
    for rejects in ["a.csv", "a.csv.partial", "./a.csv.checkpoint", "a.csv.checkpoint.new"] {
        assert_eq!(many("a.csv", rejects), (Some(3), true), "{rejects}");
    }
    let read = folder.run(&["--facts", "in.csv.partial", "-o", "in.csv"]);
    assert!(read.code == Some(3) && read.errors.contains("L6"), "{}", read.errors);
    assert!(folder.text("in.csv.partial").contains("1,NO"));
    let mut left: Vec<_> = fs::read_dir(&folder.0).unwrap().map(|file| file.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["in.csv.partial", "in.ndjson", "policy.licit"], "nothing was written");
    assert_eq!(many("a.csv", "a.rejects"), (Some(4), false));
}

#[test]
fn what_is_for_the_rows_of_one_file_is_refused_elsewhere() {
    let folder = Scratch::new().with("in.ndjson", lines(1)).with("one.json", lines(1));
    let refused = |arguments: &[&str], named: &str| {
        let run = folder.run(arguments);
        assert!(run.code == Some(2) && run.output.is_empty(), "{arguments:?}: {}", run.errors);
        assert!(run.errors.contains(named) && run.errors.contains("--facts"), "{}", run.errors);
    };
    for options in [
        &["-o", "out.csv"][..],
        &["--rejects", "bad.csv"],
        &["--fail-on", "deny"],
        &["--jobs", "2"],
        &["--ignore", "remark"],
        &["--column", "to=destination"],
        &["--encoding", "utf-8"],
        &["--sheet", "one"],
        &["--no-digests"],
        &["--no-progress"],
    ] {
        refused(&[options, &["one.json"]].concat(), options[0]);
    }
    refused(&["one.json", "--resume"], "--resume");
    refused(&["one.json", "--anew"], "--anew");
    refused(&["--facts", "in.ndjson", "--record", "kept.ndjson"], "--record");
    assert!(!folder.has("kept.ndjson") && !folder.has("out.csv"));
}

#[test]
fn the_exit_code_says_what_it_was_asked_to() {
    let deny = r#"{"destination":"RU","item":{"value":"1 EUR"}}"#;
    let review = r#"{"destination":"NO","item":{"value":"250000 EUR"}}"#;
    let open = r#"{"destination":"NO","item":{"code":"1A001"}}"#;
    let all = format!("{deny}\n{review}\n{open}\n");
    let folder = Scratch::new()
        .with("all.ndjson", &all)
        .with("open.ndjson", open)
        .with("bad.ndjson", format!("{all}nothing\n"))
        .with("none.csv", "id,destination\n");
    let code = |arguments: &[&str]| folder.run(arguments).code;
    assert_eq!(code(&["--facts", "all.ndjson"]), Some(0));
    assert_eq!(code(&["--facts", "all.ndjson", "--fail-on", "deny"]), Some(10));
    assert_eq!(code(&["--facts", "all.ndjson", "--fail-on", "review"]), Some(11));
    assert_eq!(code(&["--facts", "all.ndjson", "--fail-on", "undecided"]), Some(12));
    assert_eq!(code(&["--facts", "all.ndjson", "--fail-on", "deny,review,undecided"]), Some(10));
    assert_eq!(code(&["--facts", "open.ndjson", "--fail-on", "deny,review"]), Some(0));
    assert_eq!(code(&["--facts", "bad.ndjson"]), Some(4));
    assert_eq!(code(&["--facts", "bad.ndjson", "--fail-on", "deny"]), Some(10));
    assert_eq!(code(&["--facts", "none.csv"]), Some(1));
    assert_eq!(code(&["--facts", "all.ndjson", "--format", "json"]), Some(2));
    assert_eq!(code(&["all.ndjson", "--facts", "all.ndjson"]), Some(2));
}

/// The page with its times, and the digest of a policy that has its own tests, left out.
#[test]
fn the_page_shows_what_is_printed() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/batch.md")).unwrap();
    let blocks: Vec<&str> = page.split("```").skip(1).step_by(2).collect();
    let block = |start: &str| {
        let found = blocks.iter().find_map(|block| block.strip_prefix(start));
        found.unwrap_or_else(|| panic!("no block begins with {start}")).to_owned()
    };
    let folder = Scratch::new().with("shipments.csv", block("csv file=shipments.csv\n"));
    let policy = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/quickstart");
    let done = Command::new(env!("CARGO_BIN_EXE_licit"))
        .args(["eval", policy, "--facts", "shipments.csv", "-o", "decisions.csv"])
        .current_dir(&folder.0)
        .output()
        .unwrap();
    let steady = |text: &str| {
        let lines = text.lines().filter(|line| !line.contains(" rows in ") && !line.starts_with("Policy "));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let command = "console\n$ licit eval examples/quickstart --facts shipments.csv -o decisions.csv\n";
    assert_eq!(steady(&String::from_utf8(done.stderr).unwrap()), steady(&block(command)));
    assert_eq!(folder.text("decisions.csv"), block("console\n$ cat decisions.csv\n"));
    assert_eq!(folder.text("decisions.rejects.csv"), block("console\n$ cat decisions.rejects.csv\n"));
}

#[test]
fn rejects_are_shown_where_no_file_takes_them() {
    let folder = Scratch::new().with("in.csv", "id,destination\n1,NO\n2,XX\n");
    let run = folder.run(&["--facts", "in.csv"]);
    assert!(run.errors.contains("not read: line 3, column `destination`: L536"), "{}", run.errors);
    let run = folder.run(&["--facts", "in.csv", "--rejects", "bad.csv"]);
    assert!(run.errors.contains("unreadable 1 → bad.csv"), "{}", run.errors);
    assert_eq!(rejected(&folder.text("bad.csv")), [2]);
    // A file of rejects that an earlier run has left does not stay beside a run without any.
    let folder = folder.with("in.csv", "id,destination\n1,NO\n");
    assert_eq!(folder.run(&["--facts", "in.csv", "--rejects", "bad.csv"]).code, Some(0));
    assert!(!folder.has("bad.csv"));
}

#[test]
#[cfg(feature = "parquet")]
fn decisions_can_be_written_as_parquet() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let folder = Scratch::new().with("in.ndjson", lines(1500));
    assert_eq!(folder.run(&["--facts", "in.ndjson", "-o", "out.parquet"]).code, Some(4));
    folder.run(&["--facts", "in.ndjson", "-o", "out.ndjson"]);
    let file = SerializedFileReader::new(File::open(folder.0.join("out.parquet")).unwrap()).unwrap();
    let lines = folder.text("out.ndjson");
    let mut count = 0;
    for (row, line) in file.get_row_iter(None).unwrap().zip(lines.lines()) {
        let row = row.unwrap().to_string();
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(row.contains(&format!("row: {},", line["row"])), "{row} {line}");
        assert!(row.contains(line["facts_digest"].as_str().unwrap()), "{row} {line}");
        for (name, value) in line.as_object().unwrap() {
            let words: Vec<&str> = match value {
                serde_json::Value::Array(all) => all.iter().map(|one| one.as_str().unwrap()).collect(),
                other => other.as_str().into_iter().collect(),
            };
            assert!(words.iter().all(|word| row.contains(word)), "{name}: {row} {line}");
        }
        count += 1;
    }
    assert_eq!(count, lines.lines().count());
}

#[test]
#[cfg(all(feature = "parquet", feature = "xlsx"))]
fn a_pipe_may_bring_any_kind_of_file() {
    let folder = Scratch::new();
    for name in ["same.ndjson", "same.csv", "same.xlsx", "same.parquet"] {
        let path = format!("{SAME}/{name}");
        let piped = folder.command(&["--facts", "-"]).stdin(File::open(&path).unwrap()).output().unwrap();
        assert_eq!(piped.stdout, folder.run(&["--facts", &path]).output, "{name}");
        assert!(!piped.stdout.is_empty(), "{name}");
    }
}
