//! One measurement in a process of its own, on one core, in CPU time: what else the machine does counts little.

use crate::engines::{Engine, Growing};
use crate::facts::{self, Maker};
use rustix::thread::{CpuSet, sched_setaffinity};
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};
use std::hint::black_box;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

/// CPU time of all threads of this process, in nanoseconds.
pub fn cpu() -> u64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// Keeps this process on the core that had least to do in the last moment.
pub fn pin() {
    let idle = || -> Vec<u64> {
        let text = std::fs::read_to_string("/proc/stat").unwrap_or_default();
        let cores = text.lines().filter(|line| line.starts_with("cpu") && !line.starts_with("cpu "));
        cores
            .map(|line| line.split_whitespace().nth(4).and_then(|idle| idle.parse().ok()).unwrap_or(0))
            .collect()
    };
    let before = idle();
    std::thread::sleep(std::time::Duration::from_millis(50));
    let gained = idle().into_iter().zip(before).map(|(now, then)| now - then).enumerate();
    let mut set = CpuSet::new();
    set.set(gained.max_by_key(|(_, idle)| *idle).map_or(0, |(core, _)| core));
    sched_setaffinity(None, &set).expect("a core of one's own");
}

/// `VmHWM` (the most that was ever held) or `VmRSS` (what is held), in KiB.
fn memory(key: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(key)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).unwrap_or(0)
}

/// What is held now; the peak is counted from here on.
fn memory_now() -> u64 {
    // Where the system does not allow it, the peak so far stays in the figure.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    memory("VmRSS:")
}

fn grown(before: u64) -> u64 {
    memory("VmHWM:").saturating_sub(before)
}

pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Nanoseconds a call: whole passes over all cases for so many seconds.
fn per_call(cases: usize, seconds: f64, mut pass: impl FnMut()) -> f64 {
    pass();
    let (start, mut passes) = (cpu(), 0);
    loop {
        pass();
        passes += 1;
        let spent = (cpu() - start) as f64;
        if spent >= seconds * 1e9 {
            return spent / (passes * cases) as f64;
        }
    }
}

/// Nanoseconds of doing something again and again: the median.
pub fn repeated<T>(mut work: impl FnMut() -> T) -> f64 {
    let (mut times, begin) = (Vec::new(), cpu());
    while times.len() < 5 || (times.len() < 50 && cpu() - begin < 600_000_000) {
        let start = cpu();
        let made = work();
        times.push((cpu() - start) as f64);
        drop(black_box(made));
    }
    median(times)
}

/// Cold start, one decision from facts that were read, and from text; memory.
pub fn single<E: Engine>() -> Value {
    let mut maker = Maker::new();
    let texts: Vec<String> = (0..256).map(|_| maker.fact()).collect();
    let held = memory_now();
    let start = cpu();
    let mut engine = E::ready();
    let first = (cpu() - start) as f64;
    black_box(engine.decide_text(&texts[0]));
    let memory = grown(held);
    let again = repeated(E::ready);
    let read: Vec<E::Fact<'_>> = texts.iter().map(|text| engine.read(text)).collect();
    for (fact, text) in read.iter().zip(&texts) {
        assert_eq!(engine.decide(fact), engine.decide_text(text), "{text}");
    }
    let decision = per_call(read.len(), 0.5, || {
        for fact in &read {
            black_box(engine.decide(black_box(fact)));
        }
    });
    let from_text = per_call(texts.len(), 0.5, || {
        for text in &texts {
            black_box(engine.decide_text(black_box(text)));
        }
    });
    json!({ "first": first, "ready": again, "decision": decision, "from_text": from_text, "memory": memory })
}

/// A whole file: read a line, decide it, write a line.
pub fn batch<E: Engine>(input: &Path, output: &Path) -> Value {
    let mut engine = E::ready();
    let start = cpu();
    let mut lines = BufReader::with_capacity(1 << 18, std::fs::File::open(input).expect("the facts"));
    let mut out = std::fs::File::create(output).expect("a place for the answers");
    let (mut line, mut answers, mut facts) = (String::new(), Vec::new(), 0u64);
    while lines.read_line(&mut line).expect("a line") > 0 {
        engine.decide_text(line.trim_end()).write(&mut answers);
        facts += 1;
        line.clear();
        if answers.len() > 1 << 16 {
            out.write_all(&answers).expect("room for the answers");
            answers.clear();
        }
    }
    out.write_all(&answers).expect("room for the answers");
    json!({ "fact": (cpu() - start) as f64 / facts as f64 })
}

/// So many rules of one shape: from text to ready, peak memory, one decision.
pub fn growth<G: Growing>(count: usize) -> Value {
    let rows = facts::rows(count);
    let text = G::text(&rows);
    let facts = facts::row_facts(&rows);
    let held = memory_now();
    let start = cpu();
    let mut engine = G::ready(&text);
    let ready = (cpu() - start) as f64;
    let read: Vec<G::Fact<'_>> = facts.iter().map(|(text, _)| engine.read(text)).collect();
    let mut fired = Vec::new();
    for (fact, (text, fires)) in read.iter().zip(&facts) {
        fired.clear();
        engine.decide(fact, &mut fired);
        assert!(fired.iter().eq(fires), "{text}: {fired:?} instead of {fires:?}");
    }
    let memory = grown(held);
    let decision = per_call(read.len(), 0.3, || {
        for fact in &read {
            fired.clear();
            engine.decide(fact, &mut fired);
            black_box(&fired);
        }
    });
    json!({ "ready": ready, "decision": decision, "memory": memory })
}
