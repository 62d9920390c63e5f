//! Rows go out to all cores in blocks and come back in order.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};

use sha2::{Digest, Sha256};

use crate::policy::Buffer;
use crate::records::{Content, Input, Row};

use super::decide::Batch;
use super::tally::Tally;

/// Rows of one block, at the most.
const BLOCK_ROWS: usize = 512;

/// Bytes of one block after which it takes no more rows.
const BLOCK_BYTES: usize = 1024 * 1024;

/// Blocks for each core that are read and not yet written, at the most.
const AHEAD: usize = 4;

/// How a run goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Cores that decide; at least one.
    pub jobs: usize,
    /// Rows that an earlier run has done: they are read, for their digest, and not decided.
    pub done: u64,
    /// Whether digests of the rows are wanted.
    pub digests: bool,
}

/// What came of some rows that follow each other.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// Lines of decisions.
    pub output: Vec<u8>,
    /// Lines of rejects.
    pub rejects: Vec<u8>,
    /// What is in them.
    pub tally: Tally,
    /// SHA-256 of the rows, where digests are wanted.
    pub digest: [u8; 32],
    /// The rows that were decided and have an id: their numbers, and a hash of the id.
    pub ids: Vec<(u64, u64)>,
    /// Rows, also those that were not decided since an earlier run has done them.
    pub rows: u64,
    /// Whether an earlier run has done these rows.
    pub done: bool,
}

/// Where blocks go.
pub trait Sink {
    /// Takes the next block, in the order of the file.
    ///
    /// # Errors
    ///
    /// If it cannot be kept; nothing more is decided then.
    fn take(&mut self, block: Block) -> io::Result<()>;
}

/// Why a run came to an end before its file did.
#[derive(Debug)]
pub enum Stopped {
    /// The file could not be read on.
    Reading(io::Error),
    /// The output could not be kept.
    Writing(io::Error),
}

/// Decides all rows of a file. Gives the number of empty rows.
///
/// # Errors
///
/// If the file cannot be read on, or the sink cannot keep a block.
pub fn run(batch: &Batch, input: &mut Input<'_>, plan: Plan, sink: &mut dyn Sink) -> Result<u64, Stopped> {
    if plan.jobs <= 1 { alone(batch, input, plan, sink) } else { together(batch, input, plan, sink) }
}

/// Rows that are decided together.
#[derive(Debug, Default)]
struct Rows {
    number: u64,
    rows: Vec<Row>,
    bytes: usize,
}

impl Rows {
    /// Adds a row; gives the block when it is full.
    fn add(&mut self, row: Row) -> Option<Rows> {
        self.bytes = self.bytes.saturating_add(size(&row));
        self.rows.push(row);
        let full = self.rows.len() >= BLOCK_ROWS || self.bytes >= BLOCK_BYTES;
        full.then(|| self.cut())
    }

    fn cut(&mut self) -> Rows {
        let next = Rows { number: self.number.saturating_add(1), ..Rows::default() };
        std::mem::replace(self, next)
    }
}

fn size(row: &Row) -> usize {
    match &row.content {
        Content::Json(text) | Content::Delimited(text) | Content::Broken(text, _) => text.len(),
        Content::Values(values) => values.iter().map(|value| value.shown().len()).sum(),
    }
}

fn alone(batch: &Batch, input: &mut Input<'_>, plan: Plan, sink: &mut dyn Sink) -> Result<u64, Stopped> {
    let mut buffer = Buffer::default();
    let mut open = Rows::default();
    let mut failed = None;
    let mut keep = |rows: Rows, failed: &mut Option<io::Error>| match sink.take(decided(
        batch,
        &rows,
        plan,
        &mut buffer,
    )) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            *failed = Some(error);
            ControlFlow::Break(())
        }
    };
    let read = input.each(&mut |row| match open.add(row) {
        Some(full) => keep(full, &mut failed),
        None => ControlFlow::Continue(()),
    });
    let empty = read.map_err(Stopped::Reading)?;
    if failed.is_none() && !open.rows.is_empty() {
        let _ = keep(open.cut(), &mut failed);
    }
    failed.map_or(Ok(empty), |error| Err(Stopped::Writing(error)))
}

fn together(batch: &Batch, input: &mut Input<'_>, plan: Plan, sink: &mut dyn Sink) -> Result<u64, Stopped> {
    let ahead = plan.jobs.saturating_mul(AHEAD);
    // Whoever reads takes a permit for each block; whoever writes gives it back. So memory is bounded.
    let (give, permits) = sync_channel::<()>(ahead);
    for _ in 0..ahead {
        let _ = give.try_send(());
    }
    let (to_do, work) = channel::<Rows>();
    let work = Arc::new(Mutex::new(work));
    let (finished, results) = channel::<(u64, Block)>();
    std::thread::scope(|scope| {
        let reading = scope.spawn(move || read(input, &permits, &to_do));
        for _ in 0..plan.jobs {
            let (work, finished) = (Arc::clone(&work), finished.clone());
            scope.spawn(move || decide_blocks(batch, plan, &work, &finished));
        }
        drop(finished);
        let written = write_in_order(results, give, sink);
        // Once nothing takes permits and results any more, all threads end by themselves.
        let read = reading.join().unwrap_or_else(|_| Err(io::Error::other("the reader has stopped")));
        written.map_err(Stopped::Writing)?;
        read.map_err(Stopped::Reading)
    })
}

/// Reads blocks as long as somebody wants them.
fn read(input: &mut Input<'_>, permits: &Receiver<()>, to_do: &Sender<Rows>) -> io::Result<u64> {
    let mut open = Rows::default();
    let send = |rows: Rows| match permits.recv().is_ok() && to_do.send(rows).is_ok() {
        true => ControlFlow::Continue(()),
        false => ControlFlow::Break(()),
    };
    let empty = input.each(&mut |row| match open.add(row) {
        Some(full) => send(full),
        None => ControlFlow::Continue(()),
    })?;
    if !open.rows.is_empty() {
        let _ = send(open.cut());
    }
    Ok(empty)
}

fn decide_blocks(batch: &Batch, plan: Plan, work: &Mutex<Receiver<Rows>>, finished: &Sender<(u64, Block)>) {
    let mut buffer = Buffer::default();
    loop {
        let next = match work.lock() {
            Ok(work) => work.recv(),
            Err(_) => return,
        };
        let Ok(rows) = next else { return };
        if finished.send((rows.number, decided(batch, &rows, plan, &mut buffer))).is_err() {
            return;
        }
    }
}

fn write_in_order(
    results: Receiver<(u64, Block)>,
    give: SyncSender<()>,
    sink: &mut dyn Sink,
) -> io::Result<()> {
    let mut early: BTreeMap<u64, Block> = BTreeMap::new();
    let mut next = 0;
    for (number, block) in results {
        early.insert(number, block);
        while let Some(block) = early.remove(&next) {
            sink.take(block)?;
            next = next.saturating_add(1);
            let _ = give.try_send(());
        }
    }
    Ok(())
}

/// Decides the rows of a block.
fn decided(batch: &Batch, rows: &Rows, plan: Plan, buffer: &mut Buffer) -> Block {
    let mut block = Block { rows: u64::try_from(rows.rows.len()).unwrap_or(u64::MAX), ..Block::default() };
    if plan.digests {
        block.digest = digest(&rows.rows);
    }
    block.done = rows.rows.last().is_some_and(|row| row.number <= plan.done);
    if !block.done {
        for row in &rows.rows {
            let Block { output, rejects, tally, ids, .. } = &mut block;
            let id = batch.decide(row, buffer, output, rejects, tally);
            ids.extend(id.map(|id| (row.number, id)));
        }
    }
    block
}

/// A digest of all that is in some rows. Each part has its length before it, so that no two contents look alike.
fn digest(rows: &[Row]) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut part = |kind: u8, text: &str| {
        hash.update([kind]);
        hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(text.as_bytes());
    };
    for row in rows {
        match &row.content {
            Content::Json(text) => part(b'j', text),
            Content::Delimited(text) => part(b'd', text),
            Content::Broken(text, _) => part(b'b', text),
            Content::Values(values) => {
                part(b'v', &values.len().to_string());
                values.iter().for_each(|value| part(b'c', &format!("{value:?}")));
            }
        }
    }
    hash.finalize().into()
}
