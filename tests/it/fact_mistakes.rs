//! Mistakes in files of many cases: what an export or a spreadsheet makes of facts, and what is said about it.
//!
//! A file as a whole is refused before any row, or rows of it are rejected, or it is taken for something other than plain
//! CSV and that is said. `tests/mistakes/facts` has the files.

use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use licit::batch::{Batch, Format};
use licit::diagnostics::Problem;
use licit::diagnostics::codes::CODES;
use licit::records::{Encoding, FileKind, Input, Naming, Options, Refusal, Row};
use licit::report::{self, Style};
use licit::source::Sources;
use licit::{Buffer, Policy, Question, runner};

const FOLDER: &str = "tests/mistakes/facts";

/// Files that are refused as a whole, each with the codes of its problems.
const REFUSED: [(&str, &[&str]); 15] = [
    ("unknown_column.csv", &["L571"]),
    ("day_of_the_law.csv", &["L571"]),
    ("header_in_capitals.csv", &["L571", "L571", "L571", "L571"]),
    ("repeated_header.csv", &["L572"]),
    ("whole_and_part.csv", &["L573"]),
    ("list_without_number.csv", &["L574", "L574"]),
    ("list_from_one.csv", &["L574"]),
    ("separator.csv", &["L575"]),
    ("currency_missing.csv", &["L587"]),
    ("one_list.json", &["L584"]),
    ("over_several_lines.ndjson", &["L585"]),
    ("empty.csv", &["L570"]),
    ("no_fact.csv", &["L575"]),
    ("open_header.csv", &["L577"]),
    ("repeated_id.csv", &["L571"]),
];

/// Rows with the codes of their problems.
type Rejects = &'static [(u64, &'static [&'static str])];

/// Files of which rows are rejected: each with the number of the row and the codes of its problems.
const REJECTED: [(&str, Rejects); 25] = [
    ("value_not_allowed.csv", &[(2, &["L539"])]),
    ("code_destroyed.csv", &[(1, &["L538"])]),
    ("code_destroyed.xlsx", &[(1, &["L538", "L578"])]),
    ("date_serial.csv", &[(2, &["L534"])]),
    ("date_serial.xlsx", &[(1, &["L534"])]),
    ("norway.csv", &[(2, &["L536"])]),
    ("norway.xlsx", &[(1, &["L536"])]),
    ("zero_lost.csv", &[(2, &["L538"])]),
    ("repeated_key.ndjson", &[(1, &["L502"])]),
    ("amount_alone.csv", &[(1, &["L528"])]),
    ("error_cell.csv", &[(2, &["L580", "L580"])]),
    ("error_cell.xlsx", &[(1, &["L580"])]),
    ("long_number.csv", &[(1, &["L525"])]),
    ("long_number.xlsx", &[(1, &["L582"])]),
    ("decimal_commas_doubtful.csv", &[(2, &["L526"])]),
    ("decimal_commas_between_commas.csv", &[(1, &["L526"])]),
    ("thousands.csv", &[(1, &["L526"])]),
    ("two_in_one_line.ndjson", &[(2, &["L586"])]),
    ("cut_off.ndjson", &[(2, &["L501"])]),
    ("total.csv", &[(2, &["L583"])]),
    ("open_quote.csv", &[(1, &["L577"])]),
    ("quote_inside.csv", &[(1, &["L577"])]),
    ("share.csv", &[(1, &["L527"])]),
    ("short_row.csv", &[(1, &["L576"]), (2, &["L576"])]),
    ("json_cell.csv", &[(2, &["L589"])]),
];

/// More of them.
const REJECTED_CELLS: [(&str, Rejects); 8] = [
    ("total_of_two_cells.csv", &[(2, &["L583"])]),
    ("points_between_semicolons.csv", &[(1, &["L526"]), (2, &["L526"])]),
    ("amount_with_its_currency.csv", &[(1, &["L526"])]),
    ("one_column_and_empty_lines.csv", &[(2, &["L576"])]),
    ("day_cell.xlsx", &[(1, &["L581", "L533"])]),
    ("number_cell.xlsx", &[(1, &["L578"])]),
    ("empty_columns.csv", &[(2, &["L576"])]),
    ("too_long.csv", &[(1, &["L689"])]),
];

/// Files that are read, each with words of what it is taken for and the number of its rows.
const TAKEN: [(&str, &str, usize); 8] = [
    ("missing_fact.csv", "separated by commas, UTF-8", 1),
    ("windows_1252.csv", "Windows-1252", 1),
    ("decimal_commas.csv", "separated by semicolons, UTF-8, decimal commas", 2),
    ("line_break_in_a_cell.csv", "UTF-8", 2),
    ("utf_16.csv", "separated by tabs, UTF-16 (little endian)", 1),
    ("with_mark.csv", "UTF-8 with a mark", 1),
    ("said_separator.csv", "separated by semicolons", 1),
    ("share_cell.xlsx", "the sheet `Shipments` of a workbook", 1),
];

fn policy() -> Policy {
    let text = fs::read_to_string(format!("{FOLDER}/vocabulary.licit")).unwrap();
    Policy::from_text(&text).unwrap_or_else(|report| panic!("{report}"))
}

fn bytes(name: &str) -> Vec<u8> {
    match name {
        "no_fact.csv" => b"Order no.,Ship-to,Amount\n4711,NO,1.10\n".to_vec(),
        "open_header.csv" => b"id,\"destination\n1,NO\n".to_vec(),
        "too_long.csv" => {
            let long = "x".repeat(1024 * 1024);
            format!("id,destination,consignee\n1,NO,{long}\n2,NO,Nordmotor\n").into_bytes()
        }
        _ => fs::read(format!("{FOLDER}/{name}")).unwrap_or_else(|error| panic!("{name}: {error}")),
    }
}

fn options(name: &str) -> Options {
    let naming = Naming { reserved: vec!["id"], ..Naming::default() };
    Options { name: name.to_owned(), naming, ..Options::default() }
}

fn open(bytes: Vec<u8>, options: &Options, policy: &Policy) -> Result<Input<'static>, Refusal> {
    match FileKind::of(&bytes) {
        FileKind::Text => Input::text(std::io::Cursor::new(bytes), policy.schema(), options),
        FileKind::Workbook => Input::workbook(std::io::Cursor::new(bytes), policy.schema(), options),
        FileKind::Parquet => panic!("no Parquet here"),
    }
}

/// The rows of a file, and those that are rejected with their problems.
type Read = (Input<'static>, Vec<Row>, Vec<(u64, Vec<Problem>, Sources)>);

fn read(name: &str, options: &Options, policy: &Policy) -> Read {
    let mut input = match open(bytes(name), options, policy) {
        Ok(input) => input,
        Err(Refusal::Problems(problems, sources)) => panic!("{name}: {}", drawn(&problems, &sources)),
        Err(Refusal::Io(error)) => panic!("{name}: {error}"),
    };
    let mut rows = Vec::new();
    input
        .each(&mut |row| {
            rows.push(row);
            ControlFlow::Continue(())
        })
        .unwrap();
    let batch = batch(&input, policy);
    let rejected = rows.iter().filter_map(|row| {
        let report = batch.why_rejected(row)?;
        Some((row.number, report.problems, report.sources))
    });
    let rejected = rejected.collect();
    (input, rows, rejected)
}

fn batch(input: &Input<'_>, policy: &Policy) -> Batch {
    Batch {
        screen: policy.screen(&Question::default()),
        days: None,
        layout: input.layout.clone(),
        format: Format::Ndjson,
        digests: true,
    }
}

#[test]
fn a_file_of_another_form_is_refused_before_any_row() {
    let policy = policy();
    for (name, codes) in REFUSED {
        match open(bytes(name), &options(name), &policy) {
            Err(Refusal::Problems(problems, sources)) => {
                assert_eq!(codes_of(&problems), codes, "{name}: {}", drawn(&problems, &sources));
                snapshot(name, &all_forms(&problems, &sources));
            }
            Err(Refusal::Io(error)) => panic!("{name}: {error}"),
            Ok(input) => panic!("{name} was taken for {}", input.taken_for),
        }
    }
}

#[test]
fn a_row_that_cannot_be_read_is_rejected_with_the_reason_and_the_others_are_read() {
    let policy = policy();
    for (name, expected) in REJECTED.into_iter().chain(REJECTED_CELLS) {
        let (_, rows, rejected) = read(name, &options(name), &policy);
        let found: Vec<(u64, Vec<String>)> =
            rejected.iter().map(|(row, problems, _)| (*row, codes_of(problems))).collect();
        let expected: Vec<(u64, Vec<String>)> = expected
            .iter()
            .map(|(row, codes)| (*row, codes.iter().map(|code| (*code).to_owned()).collect()))
            .collect();
        let shown: String =
            rejected.iter().map(|(_, problems, sources)| all_forms(problems, sources)).collect();
        assert_eq!(found, expected, "{name}: {shown}");
        assert!(rows.len() >= expected.len(), "{name}");
        if name != "too_long.csv" {
            snapshot(name, &shown);
        }
    }
}

#[test]
fn what_a_file_is_taken_for_is_said() {
    let policy = policy();
    for (name, words, count) in TAKEN {
        let (input, rows, rejected) = read(name, &options(name), &policy);
        assert!(input.taken_for.contains(words), "{name}: {}", input.taken_for);
        assert_eq!((rows.len(), rejected.len()), (count, 0), "{name}");
    }
}

#[test]
fn values_of_other_writings_are_the_same() {
    let policy = policy();
    let same = [
        ("windows_1252.csv", "id,consignee,destination\n2026-0001,Müller & Söhne – Norwegen,NO\n"),
        (
            "decimal_commas.csv",
            "id,destination,item.value,item.share\n2026-0001,NO,1234.56 EUR,12.5%\n2026-0002,NO,120000.5 EUR,7%\n",
        ),
        ("utf_16.csv", "id,consignee,destination\n2026-0001,Müller,NO\n"),
        ("with_mark.csv", "id,consignee,destination\n2026-0001,Müller,NO\n"),
        ("said_separator.csv", "id,destination\n2026-0001,NO\n"),
        ("share_cell.xlsx", "id,destination,item.share\n2026-0001,NO,7.5%\n"),
    ];
    for (name, plain) in same {
        let plain = digests(open(plain.as_bytes().to_vec(), &options(name), &policy).unwrap(), &policy);
        let found = digests(open(bytes(name), &options(name), &policy).unwrap(), &policy);
        assert_eq!(found, plain, "{name}");
    }
}

/// The digests of the facts of all rows.
fn digests(mut input: Input<'_>, policy: &Policy) -> Vec<String> {
    let mut rows = Vec::new();
    input
        .each(&mut |row| {
            rows.push(row);
            ControlFlow::Continue(())
        })
        .unwrap();
    let facts = |row: &Row| {
        let case = input.layout.case(row, policy.schema(), 0).unwrap_or_else(|error| panic!("{error:?}"));
        licit::facts::read(&case.facts, policy.schema()).unwrap().digest
    };
    rows.iter().map(facts).collect()
}

#[test]
fn a_missing_fact_leaves_the_row_open_and_is_named() {
    let policy = policy();
    let (input, rows, _) = read("missing_fact.csv", &options("missing_fact.csv"), &policy);
    let case = input.layout.case(&rows[0], policy.schema(), 0).unwrap();
    let facts = licit::facts::read(&case.facts, policy.schema()).unwrap();
    let (screen, mut buffer) = (policy.screen(&Question::default()), Buffer::default());
    let screened = screen.facts(&facts, &mut buffer);
    assert_eq!(screened.verdict(), None);
    assert_eq!(screened.missing(), ["item.value"]);
}

#[test]
fn another_encoding_than_the_one_that_is_said_is_found_in_its_row() {
    let policy = policy();
    let name = "not_utf_8.csv";
    let said = Options { encoding: Some(Encoding::Utf8), ..options(name) };
    let (_, rows, rejected) = read(name, &said, &policy);
    assert_eq!(rows.len(), 2);
    assert_eq!(rejected.len(), 1);
    assert_eq!(codes_of(&rejected[0].1), ["L579"]);
    snapshot(name, &all_forms(&rejected[0].1, &rejected[0].2));
    let (input, _, rejected) = read(name, &options(name), &policy);
    assert!(input.taken_for.contains("Windows-1252") && rejected.is_empty());
}

#[test]
fn a_sheet_that_is_not_there_is_told_with_those_that_are() {
    let policy = policy();
    let name = "share_cell.xlsx";
    let named = Options { sheet: Some("Orders".to_owned()), ..options(name) };
    let Err(Refusal::Problems(problems, sources)) = open(bytes(name), &named, &policy) else {
        panic!("there is no such sheet");
    };
    assert_eq!(codes_of(&problems), ["L588"]);
    snapshot("no_sheet.xlsx", &all_forms(&problems, &sources));
}

#[test]
fn cases_of_a_table_with_one_name_are_refused() {
    let mut sources = Sources::new();
    let problems =
        runner::read_table(&bytes("repeated_id.csv"), "repeated_id.csv", &mut sources).unwrap_err();
    let problems = problems.sorted();
    assert_eq!(codes_of(&problems), ["L624"]);
    snapshot("repeated_id_of_cases.csv", &all_forms(&problems, &sources));
}

#[test]
fn columns_can_be_left_out_and_named_otherwise() {
    let policy = policy();
    let text = "ID,Ship-to,notes\n2026-0001,NO,in a hurry\n";
    let naming = Naming {
        ignored: vec!["notes".to_owned()],
        renamed: vec![("Ship-to".to_owned(), "destination".to_owned()), ("ID".to_owned(), "id".to_owned())],
        reserved: vec!["id"],
    };
    let options = Options { naming, ..options("orders.csv") };
    let input = open(text.as_bytes().to_vec(), &options, &policy).unwrap();
    assert!(input.taken_for.ends_with("1 column of facts, left out: notes"), "{}", input.taken_for);
    let plain = open(b"destination\nNO\n".to_vec(), &self::options("plain.csv"), &policy).unwrap();
    assert_eq!(digests(input, &policy), digests(plain, &policy));
}

#[test]
fn every_file_is_in_a_list_and_every_code_in_a_file() {
    let listed: BTreeSet<&str> = REFUSED
        .iter()
        .map(|(name, _)| *name)
        .chain(REJECTED.iter().chain(&REJECTED_CELLS).map(|(name, _)| *name))
        .chain(TAKEN.iter().map(|(name, _, _)| *name))
        .chain(["not_utf_8.csv", "vocabulary.licit"])
        .collect();
    for entry in fs::read_dir(FOLDER).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(listed.contains(name.as_str()), "{name} is not looked at");
    }
    let refused = REFUSED.iter().flat_map(|(_, codes)| codes.iter());
    let rejected = REJECTED.iter().chain(&REJECTED_CELLS).flat_map(|(_, rows)| rows.iter());
    let mut shown: BTreeSet<&str> = refused.copied().collect();
    shown.extend(rejected.flat_map(|(_, codes)| codes.iter().copied()));
    shown.extend(["L579", "L588"]);
    let all = CODES.iter().map(|known| known.code).filter(|code| ("L570".."L590").contains(code));
    for code in all.chain(["L689"]) {
        assert!(shown.contains(code), "no file shows {code}");
    }
}

#[test]
fn pages_about_rows_show_what_they_say() {
    let policy = policy();
    let mut blocks = 0;
    for known in CODES.iter().filter(|known| ("L570".."L590").contains(&known.code)) {
        let mut wrong = false;
        let mut lines = known.page.lines();
        while let Some(line) = lines.next() {
            wrong = if line.starts_with("## ") { line == "## Wrong" } else { wrong };
            let Some(format) = line.strip_prefix("```").and_then(|kind| kind.strip_suffix(" rows")) else {
                continue;
            };
            let block: String =
                lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
            let name = format!("{}.{format}", known.code);
            let found = codes_of_text(block, &name, &policy);
            assert!(found.iter().all(|code| wrong && code == known.code), "{name}: {found:?}");
            assert_ne!(found.is_empty(), wrong, "{name}");
            blocks += 1;
        }
    }
    assert!(blocks >= 26, "only {blocks} blocks of rows were found in docs/errors");
}

fn codes_of_text(text: String, name: &str, policy: &Policy) -> Vec<String> {
    let mut input = match open(text.into_bytes(), &options(name), policy) {
        Ok(input) => input,
        Err(Refusal::Problems(problems, _)) => return codes_of(&problems),
        Err(Refusal::Io(error)) => panic!("{name}: {error}"),
    };
    let mut rows = Vec::new();
    input
        .each(&mut |row| {
            rows.push(row);
            ControlFlow::Continue(())
        })
        .unwrap();
    let batch = batch(&input, policy);
    rows.iter()
        .filter_map(|row| batch.why_rejected(row))
        .flat_map(|report| codes_of(&report.problems))
        .collect()
}

fn codes_of(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(Problem::code).collect()
}

fn drawn(problems: &[Problem], sources: &Sources) -> String {
    report::problems(problems, sources, Style::Human { color: false, width: 80 })
}

/// What people, screen readers and programs are shown.
fn all_forms(problems: &[Problem], sources: &Sources) -> String {
    let styles = [Style::Human { color: false, width: 80 }, Style::Plain, Style::Json];
    styles.map(|style| report::problems(problems, sources, style)).join("\n")
}

fn snapshot(name: &str, shown: &str) {
    let stem = name.replace('.', "_");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new("../snapshots/mistakes/facts"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(stem, shown));
}
