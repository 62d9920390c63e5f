//! Snapshot files: written, read back, and read by insta.

use super::*;
use crate::testing::error::TestError;
use crate::value::date::parse_date;

fn results(of: &[(&str, &str)]) -> BTreeMap<String, String> {
    of.iter().map(|(id, text)| ((*id).to_owned(), format!("{text}\n"))).collect()
}

fn acceptance(day: &str, by: Option<&str>, reason: &str) -> Acceptance {
    let (by, reason) = (by.map(str::to_owned), reason.to_owned());
    Acceptance { on: parse_date(day), by, reason, cases: Cases::Others }
}

/// Three cases with strange names; one accepted later, for a reason of its own.
fn sample() -> Snapshot {
    let mut snapshot = Snapshot { source: "cases.yaml".to_owned(), ..Snapshot::default() };
    let first = results(&[
        ("B 2", "verdict deny\nholds x: deny"),
        ("A1", "verdict permit"),
        ("\"--- \n", "verdict permit"),
    ]);
    snapshot.accept(first, acceptance("2026-11-25", None, "first look"));
    let later = results(&[("A1", "verdict deny")]);
    snapshot.accept(later, acceptance("2026-12-02", Some("M. Keller"), "sector: \"defence\" now"));
    snapshot
}

#[test]
fn a_file_reads_well() {
    insta::assert_snapshot!(write(&sample()), @r#"
    ---
    source: cases.yaml
    expression: licit test
    info:
      accepted:
        - on: 2026-11-25
          reason: "first look"
          cases: all others
        - on: 2026-12-02
          by: "M. Keller"
          reason: "sector: \"defence\" now"
          cases:
            - A1
    ---
    "\"--- \n"
      verdict permit
      seal 503182bc2b42

    A1
      verdict deny
      seal 3d8c4da6bd20

    B 2
      verdict deny
      holds x: deny
      seal 9cfb53e65f3c
    "#);
}

#[test]
fn what_is_written_is_read_back() {
    let text = write(&sample());
    assert_eq!(read(&text, 7).unwrap(), sample());
    assert_eq!(read(&format!("\u{feff}{text}"), 0).unwrap(), sample(), "with a mark of the encoding");
    assert_eq!(read(&text.replace('\n', "\r\n"), 0).unwrap(), sample(), "with line breaks of Windows");
    let place = read(&text, 0).unwrap().results["A1"].span;
    assert_eq!(text.get(place.start as usize..place.end as usize), Some("A1"));
}

#[test]
fn each_case_rests_on_its_own_acceptance() {
    let snapshot = sample();
    let reason = |id: &str| snapshot.acceptance(id).map(|found| found.reason.as_str());
    assert_eq!(reason("B 2"), Some("first look"));
    assert_eq!(reason("A1"), Some("sector: \"defence\" now"));
}

#[test]
fn an_acceptance_without_cases_is_not_kept() {
    let mut snapshot = sample();
    snapshot.remove("A1");
    assert_eq!(snapshot.acceptances.len(), 1);
    let all = results(&[("B 2", "verdict permit"), ("\"--- \n", "verdict permit")]);
    snapshot.accept(all, acceptance("2027-01-01", None, "new law"));
    assert_eq!(snapshot.acceptances, [acceptance("2027-01-01", None, "new law")]);
}

#[test]
fn the_order_of_accepting_changes_nothing() {
    let mut one = Snapshot::default();
    let mut other = Snapshot::default();
    let (a, b) = (results(&[("A", "x")]), results(&[("B", "y")]));
    one.accept(a.clone(), acceptance("2026-11-25", None, "both"));
    one.accept(b.clone(), acceptance("2026-11-25", None, "both"));
    other.accept(b, acceptance("2026-11-25", None, "both"));
    other.accept(a, acceptance("2026-11-25", None, "both"));
    assert_eq!(write(&one), write(&other));
}

#[test]
fn what_is_no_such_file_is_refused_with_the_reason() {
    let reason = |text: &str| match read(text, 0) {
        Err(TestError::Unreadable { reason, .. }) => reason,
        other => panic!("{other:?}"),
    };
    assert!(reason("").contains("head"));
    assert!(reason("---\nsource: x\n").contains("head"));
    assert!(reason("---\nsource: [\n---\n").contains("YAML"));
    assert!(reason("---\nsource: x\n---\n  verdict deny\n").contains("before the name"));
    assert!(reason("---\nsource: x\n---\nA\n<<<<<<< HEAD\n").contains("merged"));
    assert!(reason("---\nsource: x\n---\nA\n  x\nA\n  y\n").contains("twice"));
    assert!(reason("---\ninfo:\n  accepted:\n    - cases: some\n---\n").contains("cases"));
}

#[test]
fn a_file_that_is_cut_off_or_mangled_is_read_or_refused() {
    let text = write(&sample());
    for (cut, _) in text.char_indices() {
        let (before, after) = text.split_at(cut);
        let _ = read(before, 0);
        let _ = read(after, 0);
        let _ = read(&format!("{before}\u{0}\t{after}"), 0);
    }
}

#[test]
fn insta_reads_the_same() {
    let folder = std::env::temp_dir().join(format!("licit-insta-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("cases.yaml.snap");
    std::fs::write(&path, write(&sample())).unwrap();
    let read = insta::Snapshot::from_file(&path).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(read.metadata().source(), Some("cases.yaml"));
    assert_eq!(read.metadata().expression(), Some(write::EXPRESSION));
    assert!(read.metadata().private_info().is_some());
    let insta::internals::SnapshotContents::Text(contents) = read.contents() else { panic!("not a text") };
    let body = write(&sample()).split("---\n").skip(2).collect::<Vec<_>>().join("---\n");
    assert_eq!(contents.to_string().trim_end(), body.trim_end());
}

#[test]
fn an_edit_by_hand_no_longer_fits_its_seal() {
    let text = write(&sample());
    let edited = |from: &str, to: &str| {
        let snapshot = read(&text.replace(from, to), 0).unwrap();
        snapshot.results.keys().filter(|id| snapshot.is_edited(id)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(edited("nothing", "nothing"), Vec::<String>::new());
    assert_eq!(edited("holds x: deny", "holds y: deny"), ["B 2"]);
    assert_eq!(edited("first look", "second look"), ["\"--- \n", "B 2"]);
    assert_eq!(edited("2026-12-02", "2026-12-03"), ["A1"]);
    assert_eq!(edited("  seal 3d8c4da6bd20\n", ""), Vec::<String>::new(), "from before there were seals");
}
