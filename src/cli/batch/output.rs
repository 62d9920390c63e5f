//! Where decisions and rejects go. A file has its name only when it is whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::batch::{
    Asked, BatchError, Block, COLUMNS, Chain, Checkpoint, Format, REJECT_COLUMNS, Sink, Tally,
};

use crate::diagnostics::Problem;
use crate::source::Sources;

use super::arguments::Start;
use super::earlier::{checkpoint_path, earlier};
use super::ids::Ids;
use super::progress::Progress;
use super::source::reason;
use super::{Kind, Many};
use crate::cli::terminal::Terminal;

/// Time between two checkpoints.
const BETWEEN: Duration = Duration::from_millis(500);

/// Rejects that are shown where no file takes them; the others are counted.
const SHOWN: u64 = 20;

/// The files of a run.
pub(super) struct Files {
    kind: Kind,
    /// The output; none is the standard output.
    output: Option<PathBuf>,
    /// The rejects; none where they are shown.
    rejects: Option<PathBuf>,
}

/// The file of rejects: the one named, else one beside the output.
pub(super) fn rejects_path(many: &Many) -> Option<PathBuf> {
    let beside = || many.output.as_ref().map(|output| output.with_extension("rejects.csv"));
    many.rejects.clone().or_else(beside)
}

impl Files {
    pub fn new(input: &Path, many: &Many, kind: Kind) -> Result<Files, BatchError> {
        let rejects = rejects_path(many);
        let twice = |path: &Path, at_once: &'static str| {
            Err(BatchError::SameFile { name: path.display().to_string(), at_once })
        };
        let decisions = many.output.iter().flat_map(|path| written(path)).collect::<Vec<_>>();
        let rejected = rejects.iter().flat_map(|path| written(path)).collect::<Vec<_>>();
        let read = input.canonicalize().ok();
        for path in decisions.iter().chain(&rejected) {
            if read.as_ref().is_some_and(|read| *read == place(path)) {
                return twice(path, "read and written");
            }
        }
        for path in &rejected {
            if decisions.iter().any(|other| place(other) == place(path)) {
                return twice(path, "written for decisions and for rejects");
            }
        }
        Ok(Files { kind, output: many.output.clone(), rejects })
    }
}

/// A file, and the names that a run gives to what it keeps beside it.
fn written(path: &Path) -> Vec<PathBuf> {
    let endings = ["", ".partial", ".partial.parquet", ".checkpoint", ".checkpoint.new"];
    endings.iter().map(|ending| beside(path, ending)).collect()
}

/// Where a file lies or will lie, however its path is written.
fn place(path: &Path) -> PathBuf {
    if let Ok(there) = path.canonicalize() {
        return there;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        (_, _) => path.to_owned(),
    }
}

/// A file under the name that it has until it is whole.
struct Partial {
    path: PathBuf,
    file: File,
    bytes: u64,
}

/// `decisions.csv.partial`
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

impl Partial {
    fn begin(path: &Path, head: &[u8]) -> io::Result<Partial> {
        let file = File::create(beside(path, ".partial"))?;
        let mut partial = Partial { path: path.to_owned(), file, bytes: 0 };
        partial.write(head)?;
        Ok(partial)
    }

    /// Goes on behind the bytes that an earlier run surely wrote.
    fn go_on(path: &Path, bytes: u64) -> io::Result<Partial> {
        let mut file = OpenOptions::new().write(true).open(beside(path, ".partial"))?;
        if file.metadata()?.len() < bytes {
            return Err(io::Error::other("it is shorter than the interrupted run has left it"));
        }
        file.set_len(bytes)?;
        file.seek(SeekFrom::End(0))?;
        Ok(Partial { path: path.to_owned(), file, bytes })
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.bytes = self.bytes.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        Ok(())
    }

    /// Gives the file its name.
    fn finish(self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(beside(&self.path, ".partial"), &self.path)
    }

    /// Takes the file away, and an older one of its name.
    fn remove(self) -> io::Result<()> {
        fs::remove_file(beside(&self.path, ".partial"))?;
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// Takes the blocks of a run.
pub(super) struct Output<'t> {
    terminal: &'t Terminal,
    asked: Asked,
    kind: Kind,
    output: Option<Partial>,
    rejects: Option<Partial>,
    /// What an earlier run has done.
    earlier: Option<Checkpoint>,
    /// Shows how far the work is.
    pub progress: Option<Progress>,
    chain: Chain,
    tally: Tally,
    ids: Ids,
    written: u64,
    begun: Instant,
    last: Option<Instant>,
    /// Which file could not be written.
    failing: Option<PathBuf>,
    differs: bool,
}

impl<'t> Output<'t> {
    /// Begins the files anew, or goes on with those of an interrupted run.
    pub fn begin(
        files: Files,
        asked: Asked,
        start: Start,
        terminal: &'t Terminal,
    ) -> Result<Output<'t>, BatchError> {
        let earlier = match &files.output {
            Some(output) => earlier(output, &asked, start)?,
            None => None,
        };
        let output = files.output.as_deref().map(|path| {
            let head = if files.kind.line() == Format::Csv { head(&COLUMNS) } else { Vec::new() };
            open(path, &head, earlier.as_ref().map(|earlier| earlier.output))
        });
        let rejects = files
            .rejects
            .as_deref()
            .map(|path| open(path, &head(&REJECT_COLUMNS), earlier.as_ref().map(|earlier| earlier.rejects)));
        let now = Instant::now();
        let mut begun = Output {
            terminal,
            asked,
            kind: files.kind,
            output: output.transpose()?,
            rejects: rejects.transpose()?,
            tally: earlier.as_ref().map(|earlier| earlier.tally.clone()).unwrap_or_default(),
            earlier,
            progress: None,
            chain: Chain::default(),
            ids: Ids::default(),
            written: 0,
            begun: now,
            last: None,
            failing: None,
            differs: false,
        };
        if begun.output.is_none() && begun.kind.line() == Format::Csv {
            begun.print(&head(&COLUMNS)).map_err(|error| begun.failed(&error))?;
        }
        Ok(begun)
    }

    /// Rows that an earlier run has done.
    pub fn done(&self) -> u64 {
        self.earlier.as_ref().map_or(0, |earlier| earlier.rows)
    }

    /// Whether the output is a file, with checkpoints beside it.
    pub fn is_kept(&self) -> bool {
        self.output.is_some()
    }

    /// Notes how many rows were empty.
    pub fn empty(&mut self, rows: u64) {
        self.tally.empty = rows;
    }

    fn print(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(bytes).and_then(|()| out.flush())
    }

    /// Keeps how far the run has come, from time to time.
    fn checkpoint(&mut self) -> io::Result<()> {
        let Some(output) = &self.output else { return Ok(()) };
        if self.last.is_some_and(|last| last.elapsed() < BETWEEN) {
            return Ok(());
        }
        self.last = Some(Instant::now());
        let rejects = self.rejects.as_ref().map_or(0, |rejects| rejects.bytes);
        let checkpoint =
            Checkpoint::new(self.asked.clone(), &self.chain, output.bytes, rejects, self.tally.clone());
        // The bytes must be there before something says that they are.
        output.file.sync_data()?;
        if let Some(rejects) = &self.rejects {
            rejects.file.sync_data()?;
        }
        let path = checkpoint_path(&output.path);
        let new = beside(&path, ".new");
        fs::write(&new, checkpoint.text())?;
        fs::rename(&new, &path)
    }

    /// The error of a run that could not write.
    pub fn failed(&self, error: &io::Error) -> BatchError {
        let output = self.output.as_ref().map(|output| output.path.display().to_string());
        if self.differs {
            let what = "other rows, or the same ones in another order".to_owned();
            return BatchError::Differs { name: output.unwrap_or_default(), what };
        }
        let failing = self.failing.as_ref().map(|path| path.display().to_string());
        let name = failing.or(output.clone()).unwrap_or_else(|| "standard output".to_owned());
        let advice = match output {
            Some(_) => "make room and say `--resume`: what is whole so far is kept beside the output",
            None => "what was printed is not whole",
        };
        BatchError::Write { name, reason: reason(error), advice: advice.to_owned() }
    }

    /// Ends the run: compares the counts, says where ids are repeated, and gives the files their names.
    pub fn finish(mut self, name: &str) -> Result<(Tally, Duration), BatchError> {
        if let Some(progress) = self.progress.take() {
            progress.end();
        }
        if self.chain.rows < self.done() {
            self.differs = true;
            return Err(self.failed(&io::Error::other("too few rows")));
        }
        let tally = &self.tally;
        if tally.rows != tally.answered().saturating_add(tally.rejected) || tally.rows != self.chain.rows {
            let (rows, decided, rejected) = (self.chain.rows, tally.answered(), tally.rejected);
            return Err(BatchError::Count { rows, decided, rejected });
        }
        self.name_files()?;
        if let Some(repeated) = self.ids.repeated(name) {
            self.terminal.problems(&[Problem::new(repeated)], &Sources::new());
        }
        Ok((self.tally, self.begun.elapsed()))
    }

    /// Gives the files their names, the output last.
    fn name_files(&mut self) -> Result<(), BatchError> {
        let none = self.tally.rejected == 0;
        let (output, rejects) = (self.output.take(), self.rejects.take());
        if let Some(rejects) = rejects {
            let path = rejects.path.clone();
            let done = if none { rejects.remove() } else { rejects.finish() };
            done.map_err(|error| unwritable(&path, &error))?;
        }
        if let Some(output) = output {
            let path = output.path.clone();
            match self.kind {
                Kind::Lines(_) => output.finish(),
                Kind::Parquet => parquet(output, &self.asked),
            }
            .map_err(|error| unwritable(&path, &error))?;
            let _ = fs::remove_file(checkpoint_path(&path));
        }
        Ok(())
    }

    /// Shows rejects that no file takes.
    fn show(&mut self, block: &Block) {
        for example in block.tally.reasons.values() {
            self.written = self.written.saturating_add(1);
            if self.written <= SHOWN {
                let column = example.column.as_ref().map(|column| format!(", column `{column}`"));
                let place = format!("line {}{}", example.line, column.unwrap_or_default());
                self.terminal.say(&format!("not read: {place}: {} {}\n", example.code, example.reason));
            }
        }
    }
}

impl Sink for Output<'_> {
    fn take(&mut self, block: Block) -> io::Result<()> {
        self.chain.add(&block);
        if block.done {
            let earlier = self.earlier.as_ref().filter(|earlier| earlier.rows == self.chain.rows);
            if earlier.is_some_and(|earlier| earlier.digest != self.chain.text()) {
                self.differs = true;
                return Err(io::Error::other("other rows"));
            }
            return Ok(());
        }
        let written = match &mut self.output {
            Some(output) => output.write(&block.output),
            None => self.print(&block.output),
        };
        if let Err(error) = written {
            self.failing = self.output.as_ref().map(|output| output.path.clone());
            return Err(error);
        }
        match &mut self.rejects {
            Some(rejects) => {
                if let Err(error) = rejects.write(&block.rejects) {
                    self.failing = Some(rejects.path.clone());
                    return Err(error);
                }
            }
            None => self.show(&block),
        }
        self.ids.take(&block.ids);
        self.tally.append(block.tally);
        if let Some(progress) = &mut self.progress {
            progress.show(self.tally.rows);
        }
        self.checkpoint()
    }
}

/// Turns the lines of an output into a Parquet file, which then takes their place.
#[cfg(feature = "parquet")]
fn parquet(lines: Partial, asked: &Asked) -> io::Result<()> {
    let (from, to) = (beside(&lines.path, ".partial"), beside(&lines.path, ".partial.parquet"));
    let mut file = File::create(&to)?;
    let about = [("licit.policy", asked.policy.as_str()), ("licit.version", asked.version.as_str())];
    crate::batch::parquet(io::BufReader::new(File::open(&from)?), &mut file, &about)?;
    file.sync_all()?;
    fs::rename(&to, &lines.path)?;
    fs::remove_file(from)
}

#[cfg(not(feature = "parquet"))]
fn parquet(lines: Partial, _: &Asked) -> io::Result<()> {
    lines.finish()
}

fn open(path: &Path, head: &[u8], go_on: Option<u64>) -> Result<Partial, BatchError> {
    let opened = match go_on {
        Some(bytes) => Partial::go_on(path, bytes),
        None => Partial::begin(path, head),
    };
    opened.map_err(|error| unwritable(path, &error))
}

pub(super) fn unwritable(path: &Path, error: &io::Error) -> BatchError {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        _ => reason(error),
    };
    BatchError::Write {
        name: path.display().to_string(),
        reason,
        advice: "see whether the folder is there, has room, and whether you may write to it".to_owned(),
    }
}

fn head(columns: &[&str]) -> Vec<u8> {
    format!("{}\n", columns.join(",")).into_bytes()
}
