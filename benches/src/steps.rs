//! Each step of Licit by itself, on the policy of the comparison and on 10,000 rules of one shape.

use crate::engines::Growing;
use crate::engines::licit::{self as engine, Rows};
use crate::facts::{self as input, Maker};
use crate::measure::{cpu, median, pin, repeated};
use crate::table::nanoseconds;
use licit::check::{self, DataText, Input, InputFile};
use licit::program::Program;
use licit::source::Sources;
use licit::syntax::tree::{ClauseKind, Tree};
use licit::{Buffer, Facts, Files, Format, Memory, Policy, Question, report, syntax};
use std::collections::BTreeMap;
use std::hint::black_box;

pub fn run() {
    pin();
    println!("| step | the peer policy | 10,000 rules |\n|---|---|---|");
    let (peer, many) = (texts(&engine::files()), texts(&Rows::files(&Rows::text(&input::rows(10_000)))));
    let mut maker = Maker::new();
    let facts: Vec<String> = (0..256).map(|_| maker.fact()).collect();
    let row_facts =
        input::row_facts(&input::rows(10_000)).into_iter().take(8).map(|(text, _)| text).collect();
    let steps = [Steps::new(peer, facts), Steps::new(many, row_facts)];
    for at in 0..NAMES.len() {
        let figures = steps.each_ref().map(|steps| nanoseconds(steps.figure(at)));
        println!("| {} | {} |", NAMES[at], figures.join(" | "));
    }
}

const NAMES: [&str; 9] = [
    "parse: texts to trees",
    "check: trees to typed policy",
    "program: typed policy to program",
    "screen: program to what decides many cases",
    "all of it, from texts to ready",
    "read: the facts of a case from JSON",
    "decide: a case, without reasons",
    "explain: a case, with reasons",
    "report: its reasons as text",
];

/// Names and texts of the files.
fn texts(files: &Memory) -> Vec<(String, String)> {
    let read = |path: &str| String::from_utf8(files.read(path).unwrap_or_default()).expect("a text");
    let paths =
        ["policy.licit", "vocabulary.licit", "rules.licit", "lists/controlled.csv", "lists/parties.csv"];
    paths.iter().map(|path| (format!("peers/{path}"), read(&format!("peers/{path}")))).collect()
}

struct Steps {
    files: Vec<(String, String)>,
    policy: Policy,
    texts: Vec<String>,
    facts: Vec<Facts>,
}

impl Steps {
    fn new(files: Vec<(String, String)>, texts: Vec<String>) -> Steps {
        let policy = load(&files);
        let read = |text: &String| policy.facts("fact", text, Format::Json).expect("facts");
        Steps { facts: texts.iter().map(read).collect(), files, policy, texts }
    }

    fn figure(&self, step: usize) -> f64 {
        let question = Question::default();
        let program = self.policy.program();
        match step {
            0 => repeated(|| self.trees()),
            1 => self.check(),
            2 => prepared(
                || (program.policy().clone(), program.sources().clone()),
                |(policy, sources)| Program::new(policy, sources),
            ),
            3 => repeated(|| self.policy.screen(&question)),
            4 => repeated(|| load(&self.files).screen(&question)),
            5 => each(&self.texts, |text| self.policy.facts("fact", text, Format::Json)),
            6 => {
                let (screen, mut buffer) = (self.policy.screen(&question), Buffer::default());
                each(&self.facts, |facts| screen.facts(facts, &mut buffer).levels())
            }
            7 => each(&self.facts, |facts| self.policy.decide(facts, &question)),
            _ => {
                let decisions: Vec<_> =
                    self.facts.iter().map(|facts| self.policy.decide(facts, &question)).collect();
                each(&decisions, report::decision::why_plain)
            }
        }
    }

    fn policy_texts(&self) -> impl Iterator<Item = &(String, String)> {
        self.files.iter().filter(|(path, _)| path.ends_with(".licit"))
    }

    fn trees(&self) -> Vec<Tree> {
        let mut start = 0;
        let tree = |(_, text): &(String, String)| {
            let (tree, _) = syntax::parse(text, start);
            start += text.len() as u32 + 1;
            tree
        };
        self.policy_texts().map(tree).collect()
    }

    fn check(&self) -> f64 {
        let trees = self.trees();
        let data = self.data(&trees);
        let line = |_| String::new();
        let input = || {
            let named = self.policy_texts().zip(trees.clone());
            let files = named.map(|((name, _), tree)| InputFile { name, tree, own: true }).collect();
            Input { name: "peers", files, data: data.clone(), line: &line, digest: String::new() }
        };
        prepared(input, check::check)
    }

    /// The list files, by the place that names them.
    fn data(&self, trees: &[Tree]) -> BTreeMap<licit::source::Span, DataText> {
        let clauses = trees.iter().flat_map(|tree| &tree.statements).flat_map(|statement| &statement.clauses);
        let mut sources = Sources::new();
        let mut data = BTreeMap::new();
        for clause in clauses {
            if let ClauseKind::File(path, _) = &clause.kind {
                let (file, text) =
                    self.files.iter().find(|(file, _)| file.ends_with(&path.text)).expect("the file");
                let start = sources.add(file, text);
                let (file, text, digest) = (file.clone(), text.clone(), String::new());
                data.insert(path.span, DataText { file, text, start, digest });
            }
        }
        data
    }
}

fn load(files: &[(String, String)]) -> Policy {
    let files = files.iter().fold(Memory::new(), |memory, (path, text)| memory.with(path, text));
    Policy::load(&files, "peers").unwrap_or_else(|report| panic!("{report}"))
}

/// Nanoseconds of one case, over all of them.
fn each<C, T>(cases: &[C], mut work: impl FnMut(&C) -> T) -> f64 {
    repeated(|| cases.iter().for_each(|case| drop(black_box(work(case))))) / cases.len() as f64
}

/// Nanoseconds of work on something that is prepared outside the clock.
fn prepared<P, T>(prepare: impl Fn() -> P, work: impl Fn(P) -> T) -> f64 {
    let time = |_| {
        let given = prepare();
        let start = cpu();
        let made = work(given);
        let spent = (cpu() - start) as f64;
        drop(black_box(made));
        spent
    };
    median((0..15).map(time).collect())
}
