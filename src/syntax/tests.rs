use super::parse;
use super::tree::{ClauseKind, Comparison, Expression, ExpressionKind, Item, Statement, Tree};

const FIRST_LOOK: &str = include_str!("tests/first_look.licit");

fn read(text: &str) -> Tree {
    let (tree, problems) = parse(text, 0);
    assert!(problems.is_empty(), "{problems:?}");
    tree
}

fn codes(text: &str) -> Vec<String> {
    parse(text, 0).1.sorted().iter().map(|problem| problem.code()).collect()
}

fn message(text: &str) -> String {
    parse(text, 0).1.sorted().iter().map(|problem| problem.message()).collect::<Vec<_>>().join("; ")
}

fn help(text: &str) -> String {
    parse(text, 0).1.sorted().iter().filter_map(|problem| problem.help()).collect::<Vec<_>>().join("; ")
}

fn condition(text: &str) -> Expression {
    let tree = read(&format!("deny if {text}"));
    let statement: &Statement = &tree.statements[0];
    match &statement.clauses[0].kind {
        ClauseKind::Verdict(_, condition) => condition.holds.clone().unwrap(),
        other => panic!("{other:?}"),
    }
}

/// The tree with a bracket around each operation.
fn shape(expression: &Expression) -> String {
    use ExpressionKind::*;
    let join = |parts: &[Expression], glue: &str| {
        format!("({})", parts.iter().map(shape).collect::<Vec<_>>().join(glue))
    };
    match &expression.kind {
        Number(text) | Text(text) => text.to_string(),
        Measure(number, unit) => format!("{number}{}", unit.text),
        Path(path) => path.text(),
        Call(call) => format!("{}{}", call.name.text, join(&call.arguments, ", ")),
        Brackets(inner) => format!("[{}]", shape(inner)),
        Not(inner) => format!("(not {})", shape(inner)),
        Negate(inner) => format!("(-{})", shape(inner)),
        And(parts) => join(parts, " and "),
        Or(parts) => join(parts, " or "),
        Compare(sign, a, b) => format!("({} {} {})", shape(a), sign.symbol(), shape(b)),
        Arithmetic(sign, a, b) => format!("({} {} {})", shape(a), sign.symbol(), shape(b)),
        In { negated, item, list } => {
            format!("({} {}in {})", shape(item), if *negated { "not " } else { "" }, shape(list))
        }
        Under(a, b) => format!("({} under {})", shape(a), shape(b)),
        IsNone { negated, of } => format!("({} is {}none)", shape(of), if *negated { "not " } else { "" }),
        Between(a, b, c) => format!("({} between {} and {})", shape(a), shape(b), shape(c)),
        other => format!("{other:?}"),
    }
}

#[test]
fn the_first_look_is_read_without_problems() {
    let tree = read(FIRST_LOOK);
    assert_eq!(tree.statements.len(), 10);
    assert!(tree.statements.iter().all(|statement| !matches!(statement.item, Item::Broken)));
}

#[test]
fn operators_bind_as_documented() {
    let cases = [
        ("not a == b and c", "((not (a == b)) and c)"),
        ("a + b * c >= -d / 2", "((a + (b * c)) >= ((-d) / 2))"),
        ("a - b - c == 1", "(((a - b) - c) == 1)"),
        ("a + b is not none", "((a + b) is not none)"),
        ("a.b between 1 nm and 2 nm + c", "(a.b between 1nm and (2nm + c))"),
        ("(a or b) and c not in d", "([(a or b)] and (c not in d))"),
        ("a and b and c", "(a and b and c)"),
        ("code under \"1C902\" or b", "((code under 1C902) or b)"),
    ];
    for (text, wanted) in cases {
        assert_eq!(shape(&condition(text)), wanted, "{text}");
    }
}

#[test]
fn is_is_read_as_a_comparison() {
    for (text, sign) in [("a is b", Comparison::Equal), ("a is not b", Comparison::NotEqual)] {
        assert!(matches!(condition(text).kind, ExpressionKind::Compare(found, _, _) if found == sign));
    }
}

#[test]
fn spans_count_from_the_start_and_leave_out_blanks_and_comments() {
    let (tree, _) = parse("# x\ndeny if a  # why\n\nlicense if b", 100);
    let statements = &tree.statements;
    assert_eq!((statements[0].span.start, statements[0].span.end), (104, 113));
    assert_eq!((statements[1].span.start, statements[1].span.end), (122, 134));
}

#[test]
fn verdicts_in_a_row_are_rules_of_their_own() {
    let tree = read("deny if a under law art \"1\"\nlicense if b");
    let clauses: Vec<usize> = tree.statements.iter().map(|statement| statement.clauses.len()).collect();
    assert_eq!(clauses, [2, 1]);
}

#[test]
fn before_a_date_is_a_deadline_in_a_duty_and_a_period_elsewhere() {
    let duty = read("duty d owed by exporter before 2026-01-01 if a");
    assert!(matches!(duty.statements[0].clauses[1].kind, ClauseKind::Before(_)));
    let repeal = read("repeal r of x before 2026-01-01");
    assert!(matches!(repeal.statements[0].clauses[1].kind, ClauseKind::Period(_)));
}

#[test]
fn notes_stand_directly_above_their_statement() {
    let tree =
        read("## far\n\n## one \"\n##  two\ndeny if a # not \"this\n# nor this\nlicense if \"#\" == b");
    assert_eq!(tree.statements[0].note, ["one \"", " two"]);
    assert!(tree.statements[1].note.is_empty());
    assert_eq!(tree.comments.len(), 5);
}

#[test]
fn what_is_meant_clearly_is_refused_with_its_own_code() {
    let cases = [
        ("deny if a = b", "L102"),
        ("deny if a is equal to b", "L102"),
        ("deny if a and b or c", "L103"),
        ("deny if 1 < a < 2", "L104"),
        ("rule r in force until 2026-01-01 deny if a", "L105"),
        ("deny if a > 01/03/2026", "L106"),
        ("deny if a > 2026-02-30", "L106"),
        ("deny if a >= 0,1%", "L107"),
        ("deny if a >= 5.000,00 EUR", "L107"),
        ("deny if a == \"b", "L108"),
        ("rule r \"b\ndeny if a", "L108"),
        ("deny: if a", "L109"),
        ("deny then if a", "L109"),
        ("deny if a and/or b", "L110"),
        ("deny if a <> b", "L111"),
        ("deny if a && b", "L111"),
        ("deny if !a", "L111"),
        ("deny if a unless b unless c", "L114"),
        ("deny if a == 'b'", "L121"),
        ("deny if a == 'b", "L115"),
        ("rule r “b” deny if a", "L120"),
        ("deny if a >= 1,5", "L107"),
    ];
    for (text, code) in cases {
        assert_eq!(codes(text), [code], "{text}: {}", message(text));
    }
}

#[test]
fn a_mixture_is_shown_in_both_readings_with_a_case() {
    let help = help("deny if a and b or c");
    assert!(help.contains("`(a and b) or c`"), "{help}");
    assert!(help.contains("`a and (b or c)`"), "{help}");
    assert!(help.contains("they differ where `c` holds, and none of `a`, `b` does"), "{help}");
}

#[test]
fn one_problem_for_each_broken_statement() {
    let text = "rule a \"A\" under under deny if x\n\ndeny if y\n\nlist b: = [CN]\n\nfact c: country";
    assert_eq!(codes(text), ["L101", "L101"], "{}", message(text));
    let (tree, _) = parse(text, 0);
    let broken: Vec<bool> = tree.statements.iter().map(|s| matches!(s.item, Item::Broken)).collect();
    assert_eq!(broken, [true, false, true, false]);
}

#[test]
fn a_statement_whose_end_is_not_understood_is_broken_as_a_whole() {
    let text = "rule a \"A\" deny if x > > 3";
    let (tree, _) = parse(text, 0);
    assert_eq!(tree.statements.len(), 1);
    assert!(matches!(tree.statements[0].item, Item::Broken));
    assert!(message(text).ends_with("found `>`"), "{}", message(text));
}

#[test]
fn a_misspelt_word_of_the_language_is_recognised() {
    assert_eq!(help("rule x \"y\" udner z deny if a"), "did you mean `under`?");
    assert_eq!(help("rul x \"y\" deny if a"), "did you mean `rule`?");
}

#[test]
fn an_unfinished_condition_leaves_the_next_statement_alone() {
    let text = "deny if a and\n\nrule y \"Y\" deny if b";
    assert_eq!(message(text), "nothing stands behind `and`");
    assert_eq!(parse(text, 0).0.statements.len(), 2);
}

#[test]
fn depth_is_limited_and_the_limit_fits_the_stack() {
    let nested = |depth: usize| format!("deny if {}a{}", "(".repeat(depth), ")".repeat(depth));
    read(&nested(120));
    assert_eq!(codes(&nested(200)), ["L112"]);
    assert_eq!(codes(&format!("deny if {}a", "if b then c else ".repeat(200))), ["L112"]);
    assert_eq!(codes(&format!("deny if {}a", "not ".repeat(200))), ["L112"]);
    assert_eq!(codes(&format!("deny if a {} > 1", "+ a ".repeat(200))), ["L112"]);
    read(&format!("deny if a {} > 1", "+ a ".repeat(120)));
    read(&"deny if (a)\n".repeat(500));
}

#[test]
fn cut_and_shuffled_texts_never_panic_and_never_pass_in_silence() {
    for end in (0..FIRST_LOOK.len()).step_by(7).filter(|end| FIRST_LOOK.is_char_boundary(*end)) {
        let (tree, problems) = parse(FIRST_LOOK.get(..end).unwrap(), 0);
        let broken = tree.statements.iter().any(|statement| matches!(statement.item, Item::Broken));
        assert!(!broken || problems.has_errors(), "cut at {end}");
    }
}

#[test]
fn deep_and_unclosed_texts_are_read_to_the_end() {
    let brackets = [
        ("(", ")"),
        ("[", "]"),
        ("f(", ")"),
        ("count([", "])"),
        ("any(x in a where ", ")"),
        ("any(x in [", "])"),
        ("sum(", " for x in y)"),
        ("if ", " then a else b"),
    ];
    for (open, close) in brackets {
        let (open, close) = (open.repeat(60), close.repeat(60));
        for text in [
            format!("deny if {open}a{close}"),
            format!("deny if {open}a"),
            format!("define d = {open}a{close} )"),
        ] {
            parse(&text, 0);
        }
    }
    assert_eq!(codes(&format!("fact f: {}text", "list of ".repeat(200))), ["L112"]);
}

#[test]
fn a_unit_may_stand_before_if() {
    for text in [
        "duty papers owed by exporter by export_date + 5 years if content applies",
        "presume item.weight == 5 kg if origin == CN",
        "deny if a > 5 review if b",
    ] {
        assert!(codes(text).is_empty(), "{text}");
    }
}
