//! Decisions for tests: one certain, one open, and one with everything that a decision can say.

use crate::eval::decision::*;
use crate::source::Span;
use crate::value::Date;

pub(super) fn day(year: i16, month: i8, day: i8) -> Date {
    jiff::civil::date(year, month, day)
}

/// The built-in scale.
pub(super) fn verdict(level: usize) -> Verdict {
    let (name, title) = [
        ("permit", "No licence required"),
        ("license", "Licence required"),
        ("review", "Licence required, decided case by case"),
        ("refuse", "Licence required, refused in principle"),
        ("deny", "Prohibited"),
    ][level];
    Verdict { name: name.into(), title: title.into(), level, stands_for: level }
}

pub(super) fn range(least: usize, most: usize) -> Range {
    Range { at_least: verdict(least), at_most: verdict(most) }
}

pub(super) fn provision(article: &str) -> Option<Provision> {
    Some(Provision {
        instrument: "mofcom_61".into(),
        title: Some("MOFCOM Announcement No. 61 of 2025".into()),
        articles: vec![("art".into(), article.into())],
    })
}

pub(super) fn place(line: usize) -> Place {
    Place { file: "policies/china/overseas.licit".into(), line, column: 1, span: Span::new(100, 140) }
}

pub(super) fn fact(path: &str, label: &str, value: &str) -> FactUsed {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    FactUsed { path: path.into(), label: some(label), value: some(value) }
}

pub(super) fn reason(text: &str, truth: Truth, facts: Vec<FactUsed>) -> Reason {
    Reason { text: text.into(), title: None, truth, facts, notes: Vec::new(), place: place(15) }
}

pub(super) fn rule(name: &str, title: &str, standing: Standing) -> RuleFinding {
    RuleFinding {
        name: name.into(),
        title: (!title.is_empty()).then(|| title.to_owned()),
        kind: FindingKind::Rule,
        provision: provision("1(1)"),
        also_under: Vec::new(),
        verdict: Some(verdict(1)),
        standing,
        targets: Vec::new(),
        because: Vec::new(),
        place: place(14),
    }
}

pub(super) fn duty(name: &str, title: &str, owed: Truth, due: Due) -> DutyFinding {
    DutyFinding {
        name: name.into(),
        title: Some(title.into()),
        provision: provision("5"),
        also_under: Vec::new(),
        owed,
        owed_by: Some("exporter".into()),
        owed_to: Some("MOFCOM".into()),
        via: None,
        due,
        because: Vec::new(),
        place: place(30),
    }
}

fn empty(range: Range) -> Decision {
    Decision {
        policy: PolicyStamp {
            name: "china_overseas".into(),
            title: Some("China: rare earths exported from outside China".into()),
            digest: "7f3a91c2d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f".into(),
        },
        language: "0.1.0",
        facts_digest: "0c1d2e3f405162738495a6b7c8d9eafb0c1d2e3f405162738495a6b7c8d9eafb".into(),
        as_of: Some(day(2026, 12, 1)),
        dated: true,
        known_on: None,
        verdict: range,
        exact: true,
        rules: Vec::new(),
        duties: Vec::new(),
        missing: Vec::new(),
        presumptions: Vec::new(),
        without_presumptions: None,
        readings: Vec::new(),
        data: Vec::new(),
    }
}

fn content(standing: Standing) -> RuleFinding {
    RuleFinding {
        because: vec![
            reason(
                "item.annex_part == part_2",
                Truth::Yes,
                vec![fact("item.annex_part", "Which part of the annex lists the item?", "part_2")],
            ),
            reason(
                "chinese_share >= 0.1%",
                Truth::Yes,
                vec![
                    fact("item.value", "Value of the item", "1000 USD"),
                    fact("item.components[0].value", "Value of the component", "5 USD"),
                ],
            ),
        ],
        ..rule("content", "Foreign-made items with Chinese rare earths worth 0.1 % or more", standing)
    }
}

fn military(standing: Standing, truth: Truth, value: &str) -> RuleFinding {
    RuleFinding {
        kind: FindingKind::Exception,
        verdict: Some(verdict(3)),
        provision: provision("2"),
        also_under: Vec::new(),
        targets: vec!["content".into()],
        because: vec![reason(
            "end_user.sector == defence",
            truth,
            vec![fact("end_user.sector", "In which sector does the party work?", value)],
        )],
        place: place(20),
        ..rule("military_user", "Foreign military users are refused in principle", standing)
    }
}

/// A licence is required; nothing is open.
pub(super) fn certain() -> Decision {
    Decision {
        rules: vec![content(Standing::Holds), military(Standing::NotMet, Truth::No, "civil")],
        data: vec![DataStamp {
            name: "part_1".into(),
            digest: "aa11bb22cc33dd44ee55".into(),
            taken: Some(day(2026, 11, 1)),
        }],
        ..empty(range(1, 1))
    }
}

/// Nothing applies.
pub(super) fn free() -> Decision {
    empty(range(0, 0))
}

/// One missing fact decides between two verdicts.
pub(super) fn open() -> Decision {
    Decision {
        rules: vec![content(Standing::MayHold), military(Standing::MayHold, Truth::Unknown, "")],
        missing: vec![MissingFact {
            path: "end_user.sector".into(),
            question: Some("In which sector does the party work?".into()),
            r#type: "sector: civil, research, defence, police".into(),
            asked_by: vec!["military_user".into()],
            undeterminable: None,
            outcomes: ["civil", "research", "defence", "police"]
                .map(|value| (value.to_owned(), if value == "defence" { range(3, 3) } else { range(1, 1) }))
                .to_vec(),
            note: None,
        }],
        ..empty(range(1, 3))
    }
}

fn absent(name: &str, absence: Absence) -> RuleFinding {
    rule(name, "", Standing::NotInForce(absence))
}

/// Every variant of everything.
pub(super) fn everything() -> Decision {
    let relief = RuleFinding {
        kind: FindingKind::Disapplication,
        verdict: None,
        provision: None,
        also_under: Vec::new(),
        targets: vec!["old_rule".into(), "content".into()],
        ..rule("relief_off", "Relief switches the old rule off", Standing::Holds)
    };
    let pending = Reason {
        notes: vec!["the value of the item is 0, so a share of it cannot be computed".into()],
        ..reason("chinese_share >= 0.1%", Truth::Unknown, vec![fact("item.value", "", "0 USD")])
    };
    Decision {
        as_of: None,
        dated: true,
        known_on: Some(day(2026, 1, 15)),
        exact: false,
        rules: vec![
            military(Standing::Holds, Truth::Yes, "defence"),
            relief,
            RuleFinding {
                because: vec![pending],
                ..rule("share", "希土 content of alloys", Standing::MayHold)
            },
            content(Standing::Displaced(vec!["military_user".into()])),
            rule("old_rule", "An older rule", Standing::SwitchedOff(vec!["relief_off".into()])),
            RuleFinding {
                because: vec![
                    reason(
                        "destination == SY",
                        Truth::No,
                        vec![fact("destination", "Where does it go?", "DE")],
                    ),
                    reason("item.value > 5000 USD", Truth::Yes, vec![fact("item.value", "", "9000 USD")]),
                ],
                ..rule("syria", "Exports to Syria", Standing::NotMet)
            },
            absent("later", Absence::NotYet(day(2027, 1, 1))),
            absent("earlier", Absence::Ended(day(2024, 12, 31))),
            absent(
                "paused",
                Absence::Interrupted {
                    by: "mofcom_70".into(),
                    title: Some("MOFCOM and Customs Announcement No. 70 of 2025".into()),
                    through: Some(day(2026, 11, 10)),
                },
            ),
            absent("gone", Absence::Interrupted { by: "mofcom_71".into(), title: None, through: None }),
            absent("unissued", Absence::NotIssued(day(2026, 1, 15))),
            absent("between", Absence::NoText),
        ],
        duties: vec![
            duty("relief_report", "Report the shipment to MOFCOM", Truth::Yes, Due::By(day(2026, 12, 15))),
            DutyFinding {
                via: Some("post".into()),
                ..duty("keep", "Keep the records", Truth::Yes, Due::Unlimited)
            },
            DutyFinding {
                because: vec![reason(
                    "relief applies",
                    Truth::Unknown,
                    vec![fact("end_use.purpose", "", "")],
                )],
                owed_to: None,
                ..duty(
                    "tell",
                    "Tell the buyer",
                    Truth::Unknown,
                    Due::Unknown(vec![
                        "shipped_on".into(),
                        "the calendar china, which ends on 2026-12-31".into(),
                    ]),
                )
            },
            duty("never", "A duty that is not owed", Truth::No, Due::Unknown(Vec::new())),
        ],
        missing: vec![
            MissingFact {
                path: "as_of".into(),
                question: Some("On which day is it exported?".into()),
                r#type: "date".into(),
                asked_by: vec!["content".into(), "military_user".into(), "later".into()],
                undeterminable: None,
                outcomes: Vec::new(),
                note: None,
            },
            MissingFact {
                path: "end_user.国名".into(),
                question: None,
                r#type: "country".into(),
                asked_by: Vec::new(),
                undeterminable: Some("no register for the free port, K. Maier, 2026-11-02".into()),
                outcomes: vec![("日本".into(), range(1, 1)), ("any other".into(), range(3, 4))],
                note: Some("The exchange rate from EUR to USD is missing".into()),
            },
            MissingFact {
                path: "item.military".into(),
                question: None,
                r#type: "boolean".into(),
                asked_by: vec!["share".into()],
                undeterminable: None,
                outcomes: vec![("yes".into(), range(4, 4)), ("no".into(), range(3, 3))],
                note: None,
            },
        ],
        presumptions: vec![PresumptionUsed {
            path: "end_user.military".into(),
            value: "true".into(),
            provision: provision("3"),
        }],
        without_presumptions: Some(range(1, 4)),
        readings: vec![
            ReadingTaken {
                name: "parts".into(),
                question: "Do spare parts count as components?".into(),
                answer: "broad".into(),
                meaning: "everything that is delivered together counts".into(),
                default: true,
                others: vec![("narrow".into(), range(1, 1))],
            },
            ReadingTaken {
                name: "place".into(),
                question: "Where is a server used?".into(),
                answer: "user".into(),
                meaning: "where its user is".into(),
                default: false,
                others: Vec::new(),
            },
        ],
        data: vec![
            DataStamp {
                name: "part_1".into(),
                digest: "aa11bb22cc33dd44ee55".into(),
                taken: Some(day(2026, 11, 1)),
            },
            DataStamp { name: "china".into(), digest: "ffeeddccbbaa99887766".into(), taken: None },
        ],
        ..empty(range(3, 4))
    }
}
